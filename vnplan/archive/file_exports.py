"""An archive as JSON Lines (the whole plans) or as an Excel workbook (a sheet a table)."""

from __future__ import annotations

import datetime as dt
import os
from importlib import import_module
from pathlib import Path
from typing import Any

from vnplan.archive.dataset import TABLES, Archive
from vnplan.errors import LimitExceeded, MissingDependency, VnplanError

_SHEET_ROWS = 1_048_575  # of Excel, without the header
_CELL = 32_767  # characters
_LEFT_OUT = ("text", "json", "spans")


def write_jsonl(archive: Archive, file: str | os.PathLike[str]) -> None:
    """Write every plan as a line of JSON; the file takes the place of an older one when it is whole."""
    target = Path(os.path.abspath(file))
    new = target.with_name(f".{target.name}.new")
    try:
        with new.open("wb") as sink:
            for batch in archive.batches("plans", columns=["json"], size=64):
                for text in batch.column(0):
                    sink.write(text.as_py().encode() + b"\n")
        os.replace(new, target)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise _unwritten(target, error) from error


def write_xlsx(archive: Archive, file: str | os.PathLike[str]) -> None:
    """Write a workbook with a sheet a table; whole texts, JSON and lists of spans are left out, other lists are joined
    by "; ". LimitExceeded where a table has more rows than a sheet can."""
    target = Path(os.path.abspath(file))
    new = target.with_name(f".{target.name}.new.xlsx")
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError as error:
        raise MissingDependency(
            "workbooks need xlsxwriter", source=str(target), remedy="pip install 'vnplan[export]'"
        ) from error
    try:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(new, options) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            bold = book.add_format({"bold": True})
            for table in TABLES:
                _sheet(archive, table, book.add_worksheet(table), day, bold, target)
        os.replace(new, target)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        new.unlink(missing_ok=True)
        raise _unwritten(target, error) from error
    except LimitExceeded:
        new.unlink(missing_ok=True)
        raise


def _sheet(archive: Archive, table: str, sheet: Any, day: Any, bold: Any, target: Path) -> None:
    at = 0
    sheet.freeze_panes(1, 0)
    for batch in archive.batches(table):
        names = [name for name in batch.schema.names if name not in _LEFT_OUT or (name == "text" and table != "plans")]
        if at == 0:
            for column, name in enumerate(names):
                sheet.write_string(0, column, name, bold)
        for row in batch.select(names).to_pylist():
            at += 1
            if at > _SHEET_ROWS:
                raise LimitExceeded(
                    f"the table {table} has more rows than a sheet",
                    source=str(target),
                    remedy="write SQLite or Parquet",
                )
            for column, value in enumerate(row.values()):
                _cell(sheet, at, column, value, day)


def _cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, list):
        texts = (" = ".join(map(str, one.values())) if isinstance(one, dict) else str(one) for one in value)
        sheet.write_string(row, column, "; ".join(texts)[:_CELL])
    elif value is not None:
        sheet.write_string(row, column, value[:_CELL])


def _unwritten(target: Path, error: Exception) -> VnplanError:
    return VnplanError(
        f"it can't be written: {error}", source=str(target), remedy="free space, or see who may write there"
    )
