"""Plans out to other tools: calendars, spreadsheets, CSV and JSON Lines.

Plain functions of plans; the packages that write calendars and spreadsheets are loaded when they are used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO, Literal, get_args

from vnplan.exports.tables import Language, TableName
from vnplan.model import Plan

Form = Literal["ics", "csv", "xlsx", "json"]
Deadlines = Literal["todo", "event"]

FORMS: tuple[Form, ...] = get_args(Form)


def export(
    plans: Plan | Iterable[Plan],
    to: Form,
    target: str | os.PathLike[str] | IO[bytes],
    *,
    language: Language = "vi",
    deadlines: Deadlines = "todo",
    table: TableName | None = None,
    bom: bool = False,
    delimiter: str = ",",
) -> None:
    """Write one plan or several to a path or an open binary file.

    `to`: "ics" a calendar, "xlsx" a workbook, "csv" one table (`table`, by default "tasks"), "json" JSON Lines: a plan
    a line, or with `table` a row a line. `deadlines` is for calendars, `bom` and `delimiter` are for CSV. OSError where
    the target can't be written; MissingDependency where a package is not installed.
    """
    some = [plans] if isinstance(plans, Plan) else plans
    chunks = export_chunks(some, to, language=language, deadlines=deadlines, table=table, bom=bom, delimiter=delimiter)
    if not isinstance(target, str | os.PathLike):
        for chunk in chunks:
            target.write(chunk)
        return
    first = next(chunks, b"")  # what fails at once leaves an old file alone
    with open(target, "wb") as file:
        file.write(first)
        for chunk in chunks:
            file.write(chunk)


def export_chunks(
    plans: Iterable[Plan],
    to: Form,
    *,
    language: Language = "vi",
    deadlines: Deadlines = "todo",
    table: TableName | None = None,
    bom: bool = False,
    delimiter: str = ",",
) -> Iterator[bytes]:
    """The bytes that `export` writes, in order."""
    if to == "ics":
        from vnplan.exports.calendar import calendar

        yield calendar(plans, language=language, deadlines=deadlines)
    elif to == "xlsx":
        from vnplan.exports.spreadsheet import spreadsheet

        yield spreadsheet(plans, language=language)
    elif to == "csv":
        from vnplan.exports.delimited import delimited

        yield from delimited(plans, rows=table or "tasks", language=language, bom=bom, delimiter=delimiter)
    elif to == "json":
        from vnplan.exports.jsonl import json_lines

        yield from json_lines(plans, rows=table, language=language)
    else:
        raise ValueError(f"no form {to!r}; there are {', '.join(FORMS)}")
