"""XLSX: a workbook with a sheet for each table that has rows. Needs xlsxwriter."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from textwrap import wrap
from typing import Any

from vnplan.errors import MissingDependency
from vnplan.exports.tables import TABLES, Column, Language, Table, Value, issued
from vnplan.model import Plan

_LONGEST = 32_767  # characters of a cell, a limit of the format
_ROWS = 1_048_575  # rows below the heading, another
_DATES = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
_EPOCH = dt.date(2000, 1, 1)  # of a workbook of plans without dates
_MARGIN = 1  # characters
_NARROW = 1.15  # letters of the font that go where one of the format's measure goes
_ARROW = 2  # characters that the filter's arrow takes
_LINE = 15.0  # points of a line
_HIGHEST = 409.0  # points of a row, a limit of the format


def spreadsheet(plans: Iterable[Plan], *, language: Language = "vi") -> bytes:
    """A workbook: headings frozen and filtered, dates as dates, texts wrapped and never taken for formulas.

    The same plans give the same bytes. MissingDependency where xlsxwriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingDependency(
            "spreadsheets need xlsxwriter", source="<export>", remedy="pip install 'vnplan[export]'"
        ) from error
    some = list(plans)
    created = max((day for plan in some if (day := issued(plan))), default=_EPOCH)
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": "vnplan", "created": dt.datetime.combine(created, dt.time())})
        top = {"valign": "top", "font_name": "Times New Roman", "font_size": 11, "border": 7, "border_color": "#A6A6A6"}
        heading = {"bold": True, "text_wrap": True, "bg_color": "#E8EEF4", "valign": "vcenter"}
        formats = {
            "heading": book.add_format(top | heading),
            "text": book.add_format(top | {"text_wrap": True}),
            "number": book.add_format(top),
            "date": book.add_format(top | {"num_format": _DATES[language], "align": "left"}),
        }
        for table in TABLES:
            rows = (row for plan in some for row in table.rows(plan, language))
            for part, block in enumerate(_blocks(rows, always=table.name == "tasks")):
                _write(book, formats, table, block, language, part)
    return target.getvalue()


def _blocks(rows: Iterator[tuple[Value, ...]], *, always: bool) -> Iterator[list[tuple[Value, ...]]]:
    """The rows in parts that fit a sheet; none where there are no rows, unless `always`."""
    block = list(islice(rows, _ROWS))
    while block or always:
        yield block
        block, always = list(islice(rows, _ROWS)), False


def _write(
    book: Any, formats: dict[str, Any], table: Table, rows: list[tuple[Value, ...]], language: Language, part: int
) -> None:
    sheet = book.add_worksheet(table.title(language) + (f" {part + 1}" if part else ""))
    widths = [_width(column, (row[i] for row in rows), language) for i, column in enumerate(table.columns)]
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        empty = bool(rows) and all(row[place] is None for row in rows)
        sheet.set_column(place, place, width + _MARGIN, None, {"hidden": empty})
        sheet.write_string(0, place, column.heading(language), formats["heading"])
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode(errors="replace").decode()  # lone surrogates are no characters
                text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
                sheet.write_string(number, place, text, formats["text"])
            elif isinstance(value, dt.date):
                _write_date(sheet, number, place, value, formats)
            elif value is None:
                sheet.write_blank(number, place, None, formats["text"])
            else:
                sheet.write_number(number, place, value, formats["number"])
        sheet.set_row(number, min(_LINE * _lines(row, widths) + 2, _HIGHEST))
    sheet.set_row(0, 2 * _LINE + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)  # inches
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _lines(row: tuple[Value, ...], widths: list[int]) -> int:
    """Lines of the highest cell of a row. Not all programs fit the height to wrapped text by themselves."""
    cells = ((value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
    return max(
        (len(wrap(text[:_LONGEST], int(width * _NARROW))) for text, width in cells if len(text) > width), default=1
    )


def _write_date(sheet: Any, row: int, column: int, day: dt.date, formats: dict[str, Any]) -> None:
    if day.year < 1900:  # before the first day that the format knows
        sheet.write_string(row, column, day.isoformat(), formats["text"])
    else:
        sheet.write_datetime(row, column, dt.datetime.combine(day, dt.time()), formats["date"])


def _width(column: Column, values: Iterable[Value], language: Language) -> int:
    """Characters that the column needs: of its longest value, not more than it may have, and of its heading's words."""
    heading = max(map(len, column.heading(language).split()))
    lengths = (10 if isinstance(value, dt.date) else len(str(value)) for value in values if value is not None)
    return max(heading + _ARROW, min(max(lengths, default=0), column.widest))
