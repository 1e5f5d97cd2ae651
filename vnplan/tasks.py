"""Who does what, by when: tasks and duties, with values made by the grammars of time and bodies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from vnplan.document import Cell, Document
from vnplan.extractors.doers import roles_in_cell
from vnplan.extractors.duties import Assignment
from vnplan.extractors.subjects import Range, leading_bodies
from vnplan.extractors.tables import Reading, Row, cell_lines, cell_paragraphs, cell_text
from vnplan.extractors.units import split_bodies
from vnplan.model import Deadline, Span, Task, Time, When
from vnplan.segments import Column, Segment
from vnplan.text import UPPER, fold, squeeze

WhenParser = Callable[[str, str], When | None]  # a cell's text and its column's header -> its value

_REPORT = re.compile(r"\b(?:báo cáo|đăng ký|gửi|nộp|hoàn thiện hồ sơ|cung cấp)\b", re.IGNORECASE)
_TO = re.compile(rf"\b(?:về|gửi(?: về| cho)?|cho|đến|tới|báo cáo|trình)\s+(?=[{UPPER}]|các |cơ quan )")
_VIA = re.compile(r"\((?:thông\s+)?qua\s+(?P<who>[^()]{3,200})\)", re.IGNORECASE)  # (qua Sở Tư pháp)
_IN_YEAR = re.compile(r"\((?:vào |trong )?(?P<year>năm \d{4})\)")  # Báo cáo giữa kỳ (năm 2030)
_BOUNDS = ("<", "<=")
_BODIES = ("lead", "implement", "advise", "monitor")
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
    told = [pair for c in _LISTS for pair in roles_in_cell(c, cell_lines(text, row.cells.get(c, ())))]
    bodies = {c: tuple(dict.fromkeys(name for role, name in told if role == c)) for c in _LISTS}
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
    if time.op in _BOUNDS or time.rrule:
        return True
    first, last = time.start, time.end
    if first is None or last is None:
        return first is not None or last is not None
    return (first.month, first.day, last.month, last.day) != (1, 1, 12, 31)


def as_when(time: Time) -> When:
    """The value of a time, without its role and place."""
    return When.model_validate(time.model_dump(include=set(When.model_fields)))


def deadlines(
    text: str, segments: Sequence[Segment], tasks: Sequence[Task], times: Sequence[Time]
) -> tuple[Deadline, ...]:
    """Duties with a bound: tasks whose time is worded as one, and reports due that nobody is named for."""
    found = [d for task in tasks if task.origin == "text" and (d := _of_task(task)) is not None]
    told = {(d.due, d.rrule) for d in found}  # a row of a table that tells the same again is no second duty
    rows = (d for task in tasks if task.origin == "table" and (d := _of_task(task)) is not None)
    found.extend(d for d in rows if (d.due, d.rrule) not in told)
    covered = {(d.due, d.rrule) for d in found}
    for time in times:
        recurs = time.rrule is not None and "BY" in time.rrule
        if not time.spans or (None if recurs else time.end or time.start, time.rrule) in covered:
            continue
        if time.role != "deadline" and not recurs:
            continue
        at = bisect_right(segments, time.spans[0].start, key=lambda s: s.start) - 1
        segment = segments[at] if at >= 0 else None
        if (
            segment is None
            or time.spans[0].start >= segment.end
            or segment.table is not None
            or segment.zone not in ("body", "closing", "appendix")
        ):
            continue
        sentence = _sentence(text, segment, time)
        if _REPORT.search(text[slice(*sentence)]) and (time.op in _BOUNDS or time.rrule):
            found.append(_of_sentence(text, sentence, time))
    return tuple(found)


def _of_task(task: Task) -> Deadline | None:
    when = task.when
    if when is None or (when.op not in _BOUNDS and not (when.rrule and _REPORT.search(task.activity))):
        return None
    if when.rrule is not None and "BY" not in when.rrule:
        return None  # a frequency without a day
    due = when.end if when.rrule is None else None
    if due is None and when.rrule is None:
        return None
    to, via = _addressees(task.activity)
    bodies = (*task.lead, *task.implement, *task.advise) or task.monitor
    spans = (*task.spans, *task.evidence.get("time", ()))
    return Deadline(
        due=due,
        op=when.op,
        what=task.activity,
        by=tuple(dict.fromkeys(bodies)),
        to=to,
        via=via,
        rrule=when.rrule,
        spans=spans,
    )


def _of_sentence(text: str, sentence: Range, time: Time) -> Deadline:
    start, end = sentence
    printed = text[start:end]
    named = leading_bodies(text, start, end)
    verb = _REPORT.search(text, start, end)
    what = squeeze(text[verb.start() if verb else start : end]).rstrip(" .;/")
    to, via = _addressees(printed)
    return Deadline(
        due=None if time.rrule else time.end or time.start,
        op=time.op,
        what=what,
        by=split_bodies(text[start:named]) if named > start else (),
        to=to,
        via=via,
        rrule=time.rrule,
        spans=(_span(text, sentence),),
    )


def _addressees(printed: str) -> tuple[str | None, tuple[str, ...]]:
    """To whom a report goes, and through whom."""
    via = _VIA.search(printed)
    through = split_bodies(via["who"]) if via else ()
    for match in _TO.finditer(printed):
        stop = leading_bodies(printed, match.end(), len(printed))
        if stop > match.end():
            return squeeze(printed[match.end() : stop]), through
    return None, through


def _sentence(text: str, segment: Segment, time: Time) -> Range:
    """The sentence of a paragraph in which a time stands."""
    place = time.spans[0].start
    start = max((m.end() for m in re.finditer(rf"[.;]\s+(?=[{UPPER}])", text[segment.start : place])), default=0)
    stop = re.search(rf"[.;]\s+(?=[{UPPER}])", text[time.spans[0].end : segment.end])
    return segment.start + start, time.spans[0].end + stop.start() if stop else segment.end


def _value(text: str, place: Range | None) -> str | None:
    return squeeze(text[slice(*place)]).rstrip(" .;") or None if place is not None else None


def _span(text: str, place: Range) -> Span:
    return Span(start=place[0], end=place[1], text=text[slice(*place)])
