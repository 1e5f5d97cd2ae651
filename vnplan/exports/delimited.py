"""CSV: one table of plans as delimited text (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator

from vnplan.exports.tables import Language, TableName, Value, table
from vnplan.model import Plan

# What a spreadsheet takes for the beginning of a formula, in ASCII and full width (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def delimited(
    plans: Iterable[Plan],
    *,
    rows: TableName = "tasks",
    language: Language = "vi",
    bom: bool = False,
    delimiter: str = ",",
) -> Iterator[bytes]:
    """Lines of UTF-8 that end in CR LF, headings first; dates are ISO 8601.

    `bom` puts a byte order mark before them, by which Excel knows UTF-8; where it is set to Vietnamese, it also wants
    `delimiter` ";". A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    chosen = table(rows)
    if bom:
        yield b"\xef\xbb\xbf"
    yield _line([column.heading(language) for column in chosen.columns], delimiter)
    for plan in plans:
        for row in chosen.rows(plan, language):
            yield _line([_cell(value) for value in row], delimiter)


def harmless(text: str) -> str:
    """The text of a cell that a spreadsheet does not take for a formula: an apostrophe comes before what would be one.
    A sign that stands alone is none."""
    return f"'{text}" if len(text) > 1 and text.startswith(_FORMULA) else text


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _line(cells: Iterable[str], delimiter: str) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode(errors="replace")
