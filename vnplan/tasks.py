"""Who does what, by when: tasks and duties, with values made by the grammars of time and bodies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from vnplan.document import Cell, Document
from vnplan.extractors.doers import roles_in_cell
from vnplan.extractors.duties import Assignment
from vnplan.extractors.subjects import Range
from vnplan.extractors.table_marks import cell_text, head_of, is_mark, told_text
from vnplan.extractors.table_times import TimeCell, row_when
from vnplan.extractors.tables import Reading, Row, cell_paragraphs
from vnplan.model import Span, Task, Time, When
from vnplan.schedule import is_bound
from vnplan.segments import ROLES, Column
from vnplan.text import squeeze

WhenParser = Callable[[str, str], When | None]  # a cell's text and its column's header -> its value

_IN_YEAR = re.compile(r"\((?:vào |trong )?(?P<year>năm \d{4})\)")  # Báo cáo giữa kỳ (năm 2030)
_NOBODY = re.compile(
    r"\W*(?:(?:theo|như|có) (?:phân công|kế hoạch|lịch|danh sách|quy định|thông báo|trên)|nt|nêu trên)\b.*|\W*$", re.I
)
_BULLET = re.compile(r"^[-–+•*]\s*(?=[^\W\d])")  # "- Tổ chức lễ khai giảng"
_BODIES = ("lead", "implement", "advise", "monitor")


def table_tasks(
    document: Document, reading: Reading, parse_when: WhenParser, *, section: str | None, title: str | None
) -> tuple[Task, ...]:
    """One task a row of a task table. `section` is where the table stands; `title` stands in for the activity
    where the table has no column of activities (a timetable of one activity under its heading)."""
    tasks = (_task(document, reading, row, parse_when, section, title) for row in reading.rows)
    return tuple(task for task in tasks if task is not None)


def _task(
    document: Document, reading: Reading, row: Row, parse_when: WhenParser, section: str | None, title: str | None
) -> Task | None:
    text = document.text

    def value(column: Column) -> str | None:
        return cell_text(text, row.cells.get(column, ())) or None

    def said(column: Column) -> str:
        return "\n".join(told_text(text, cell, reading.heads) for cell in row.cells.get(column, ()))

    activity = _activity(text, row.cells.get("content", ())) or title
    if activity is None:
        return None
    told = [pair for c in ROLES for pair in roles_in_cell(c, said(c))]
    told = [(role, name) for role, name in told if not _NOBODY.match(name)]
    bodies = {c: tuple(dict.fromkeys(name for role, name in told if role == c)) for c in ROLES}
    day = cell_text(text, (row.day,)) if row.day is not None else ""
    time = row_when(_times(text, reading, row), day, title or "", lambda told: parse_when(told, ""))
    if not time and not any(bodies.values()) and not value("output"):
        return None
    order = value("order")
    return Task(
        activity=activity,
        when=time,
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
        evidence=_evidence(text, row),
    )


def _activity(text: str, cells: Sequence[Cell]) -> str | None:
    """What a cell says is done: a lone item without its bullet, several as one text."""
    lines = [squeeze(text[p.start : p.end]) for p in cell_paragraphs(cells)]
    lines = [line for line in lines if line]
    if lines and not any(_BULLET.match(line) for line in lines[1:]):
        lines[0] = _BULLET.sub("", lines[0])
    return " ".join(lines) or None


def _times(text: str, reading: Reading, row: Row) -> list[TimeCell]:
    """The cells that tell a row's time; the columns that it ticks (`x` under Tháng 4, Tháng 5) are one."""
    cells = row.cells.get("time", ())
    ticked = [told_text(text, c, reading.heads) for c in cells if is_mark(cell_text(text, (c,)))]
    told = [
        TimeCell(head_of(reading.heads, c.column), squeeze(told_text(text, c, reading.heads)))
        for c in cells
        if not is_mark(cell_text(text, (c,)))
    ]
    return [*told, TimeCell("", ", ".join(ticked))] if ticked else told


def _evidence(text: str, row: Row) -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {c: _spans(text, cells) for c, cells in row.cells.items() if c != "content"}
    if row.day is not None:
        found["time"] = (*_spans(text, (row.day,)), *found.get("time", ()))
    return {c: spans for c, spans in found.items() if spans}


def _spans(text: str, cells: Sequence[Cell]) -> tuple[Span, ...]:
    return tuple(Span(start=p.start, end=p.end, text=text[p.start : p.end]) for p in cell_paragraphs(cells))


def prose_tasks(
    text: str, assignments: Sequence[Assignment], times: Sequence[Time], parse_when: WhenParser
) -> tuple[Task, ...]:
    """One task an assignment; its time is that of its labelled field, else the first one said in its words."""
    placed = sorted((t for t in times if t.spans), key=_place)
    return tuple(_prose_task(text, a, placed, parse_when) for a in assignments)


def _place(time: Time) -> int:
    return time.spans[0].start


def _prose_task(text: str, assignment: Assignment, times: Sequence[Time], parse_when: WhenParser) -> Task:
    when: When | None
    if assignment.time is not None:
        when = parse_when(squeeze(text[slice(*assignment.time)]).rstrip(" .;"), assignment.time_label)
    else:
        when = _said(assignment, times)
        year = _IN_YEAR.search(text, *assignment.activity)
        if when is None and year is not None:
            when = parse_when(year["year"], "")
    evidence: dict[str, tuple[Span, ...]] = {name: (_span(text, place),) for name, place in assignment.evidence.items()}
    if assignment.subject is not None:
        named = {name: (_span(text, assignment.subject),) for name in _BODIES if getattr(assignment, name)}
        evidence = named | evidence
    if assignment.time is not None:
        evidence["time"] = (_span(text, assignment.time),)
    return Task(
        activity=squeeze(text[slice(*assignment.activity)]),
        when=when,
        place=_value(text, assignment.place),
        lead=assignment.lead,
        implement=assignment.implement,
        coordinate=assignment.coordinate,
        monitor=assignment.monitor,
        advise=assignment.advise,
        output=_value(text, assignment.output),
        budget=_value(text, assignment.budget),
        origin="text",
        section=assignment.section,
        spans=(_span(text, assignment.activity),),
        evidence=evidence,
    )


def _said(assignment: Assignment, times: Sequence[Time]) -> When | None:
    """The time said in an assignment's own words: of an event, a period or a deadline."""
    start, end = assignment.whole
    first, last = assignment.activity
    low, high = (bisect_left(times, place, key=_place) for place in (start, end))
    inside = [t for t in times[low:high] if t.spans[0].end <= end]
    own = [t for t in inside if t.role in ("event", "period", "deadline") and _dates(t)]
    own = [t for t in own if first <= t.spans[0].start < last] or own
    bounded = [t for t in own if t.role == "deadline"]
    dated = [t for t in own if t.start or t.end]  # "mỗi ngày, từ 10/01 đến 25/01": the days say more
    chosen = (bounded or dated or own)[:1]
    return as_when(chosen[0]) if chosen else None


def _dates(time: Time) -> bool:
    """Whether a time tells when something is done: a range of whole years tells only what the plan is for."""
    if is_bound(time) or time.rrule:
        return True
    first, last = time.start, time.end
    if first is None or last is None:
        return first is not None or last is not None
    return (first.month, first.day, last.month, last.day) != (1, 1, 12, 31)


def as_when(time: Time) -> When:
    """The value of a time, without its role and place."""
    return When.model_validate(time.model_dump(include=set(When.model_fields)))


def _value(text: str, place: Range | None) -> str | None:
    return squeeze(text[slice(*place)]).rstrip(" .;") or None if place is not None else None


def _span(text: str, place: Range) -> Span:
    return Span(start=place[0], end=place[1], text=text[slice(*place)])
