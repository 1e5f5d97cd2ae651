"""Who does what, by when: tasks from tables, with values made by the grammars of time and bodies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vnplan.document import Cell, Document
from vnplan.extractors.tables import Reading, Row, cell_lines, cell_paragraphs, cell_text
from vnplan.extractors.units import split_bodies
from vnplan.model import Span, Task, When
from vnplan.segments import Column
from vnplan.text import squeeze

WhenParser = Callable[[str, str], When | None]  # a cell's text and its column's header -> its value

_LISTS: tuple[Column, ...] = ("lead", "implement", "coordinate", "monitor")


def table_tasks(
    document: Document, reading: Reading, parse_when: WhenParser, *, section: str | None, title: str | None
) -> tuple[Task, ...]:
    """One task a row of a task table. `section` is where the table stands; `title` stands in for the activity
    where the table has no column of activities (a timetable of one activity under its heading)."""
    tasks = (_task(document, row, parse_when, section, title) for row in reading.rows)
    return tuple(task for task in tasks if task is not None)


def _task(document: Document, row: Row, parse_when: WhenParser, section: str | None, title: str | None) -> Task | None:
    text = document.text

    def value(column: Column) -> str | None:
        return cell_text(text, row.cells.get(column, ())) or None

    activity = value("content") or title
    if activity is None:
        return None
    bodies = {c: split_bodies(cell_lines(text, row.cells.get(c, ()))) for c in _LISTS}
    time = value("time")
    if not time and not any(bodies.values()) and not value("output"):
        return None
    order = value("order")
    return Task(
        activity=activity,
        when=parse_when(time, "") if time else None,
        place=value("place"),
        lead=bodies["lead"],
        implement=bodies["implement"],
        coordinate=bodies["coordinate"],
        monitor=bodies["monitor"],
        output=value("output"),
        budget=value("budget"),
        order=squeeze(order).rstrip(".)") if order else None,
        group=row.group,
        origin="table",
        section=section,
        note=value("note"),
        spans=_spans(text, row.cells.get("content", ())),
        evidence={c: _spans(text, cells) for c, cells in row.cells.items() if c != "content" and _spans(text, cells)},
    )


def _spans(text: str, cells: Sequence[Cell]) -> tuple[Span, ...]:
    return tuple(Span(start=p.start, end=p.end, text=text[p.start : p.end]) for p in cell_paragraphs(cells))
