"""One event told twice: tasks of tables and of prose that speak of one event, joined into activities.

Rows of tables and tasks of prose that are alike (`vnplan.likeness`) are assigned to each other, one to one, so that the
total likeness is the largest; what is left over of prose and is alike enough tells a row once more. What can't be told
apart stays apart: a task that names several programmes is joined with none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vnplan.assignment import assign
from vnplan.diagnostics import diagnose
from vnplan.likeness import (
    PARTS,
    Named,
    Telling,
    as_telling,
    dated,
    differ,
    doers,
    has_group,
    keys,
    likeness,
    one_body,
    same_body,
    strangers,
)
from vnplan.model import Activity, Diagnostic, Section, Span, Task, When, walk
from vnplan.schedule import Period, first_day, is_bound
from vnplan.text import fold

_ALIKE = 0.8  # from this likeness on, a row and a task of prose speak of one event
_AGAIN = 0.85  # the same, where the row has its counterpart in prose already
_COMMON = 64  # a pair of syllables in more rows than that finds no candidates
_CANDIDATES = 12  # rows compared with one task of prose


def join_activities(
    tasks: Sequence[Task],
    *,
    sections: Sequence[Section] = (),
    abbreviations: Mapping[str, str] | None = None,
    period: Period = (None, None),
) -> tuple[tuple[Activity, ...], tuple[Diagnostic, ...]]:
    """Activities in the order in which they are first told, and a `contradiction` where tellings say different things.

    Every task is in one activity. `sections` gives the headings that tasks stand under, `abbreviations` are those that
    the document defines, `period` bounds what recurs without bounds (see `vnplan.schedule`). Sources of the rules:
    domain notes 9.1, X01 to X04.
    """
    titles = {path: section.title for path, section in walk(tuple(sections))}
    tellings = [as_telling(i, task, titles, abbreviations or {}) for i, task in enumerate(tasks)]
    leader = _repeated(tellings)
    counterpart = _assign([telling for telling in tellings if leader[telling.index] == telling.index or telling.row])
    members: dict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        first = leader[telling.index]
        members[leader[counterpart.get(first, first)]].append(telling)
    activities = [_activity(group, period) for group in members.values()]
    pairs = [(tellings[row], tellings[task]) for task, row in sorted(counterpart.items())]
    found = tuple(diagnostic for row, prose in pairs for diagnostic in _contradictions(row, prose))
    return tuple(sorted(activities, key=lambda activity: activity.tasks)), found


# Which rows and which prose are joined


def _repeated(tellings: Sequence[Telling]) -> dict[int, int]:
    """Index of a task -> index of the first one that says the same.

    Rows with one merged cell of activity and one time are one activity, whatever bodies have a row of their own; so is
    what prose says twice.
    """
    seen: dict[object, int] = {}
    leader: dict[int, int] = {}
    for telling in tellings:
        task, index = telling.task, telling.index
        key: object = index
        if telling.row:
            time = (_value(task.when), task.when.text) if task.when else None
            key = (task.activity, task.order, task.group, task.section, task.spans, time)
        elif telling.clauses:
            key = (telling.clauses, telling.doers or telling.bodies, _value(task.when))
        leader[index] = seen.setdefault(key, index)
    return leader


def _assign(tellings: Sequence[Telling]) -> dict[int, int]:
    """Index of a task of prose -> index of the row that tells the same event."""
    edges = dict(_edges(tellings))
    found = {task: row for row, task in assign(edges)}
    again: dict[int, tuple[float, int]] = {}
    for (row, task), score in edges.items():
        if task not in found and score >= _AGAIN and (task not in again or score > again[task][0]):
            again[task] = (score, row)
    return found | {task: row for task, (_, row) in again.items()}


def _edges(tellings: Sequence[Telling]) -> Iterator[tuple[tuple[int, int], float]]:
    """Indices of rows and of tasks of prose that are alike, and how much.

    Only those that share a rare key are compared, so that the work grows with the number of tasks.
    """
    rows: dict[object, list[Telling]] = defaultdict(list)
    owners: dict[str, str] = {}  # a programme's name -> an activity of the table that has it
    for row in (telling for telling in tellings if telling.row):
        for key in keys(row):
            rows[key].append(row)
        owners |= {name: row.task.activity for name in row.programmes - owners.keys()}
    for prose in (telling for telling in tellings if not telling.row):
        if len({owners[name] for name in prose.programmes if name in owners}) > 1:
            continue  # speaks of several events
        found = [rows[key] for key in keys(prose) if key in rows]
        by_index = {row.index: row for some in found if len(some) <= _COMMON for row in some}
        shared = Counter(row.index for some in found if len(some) <= _COMMON for row in some)
        for index in sorted(shared, key=lambda index: (-shared[index], index))[:_CANDIDATES]:
            score = likeness(by_index[index], prose)
            if score >= _ALIKE:
                yield (index, prose.index), score


# What an activity says


def _activity(members: Sequence[Telling], period: Period) -> Activity:
    ordered = sorted(members, key=lambda member: (not member.row, member.index))
    tasks = [member.task for member in ordered]
    bodies = {part: [body for member in ordered for body in member.named[part]] for part in PARTS}
    times = sorted((t.when for t in tasks if t.when is not None), key=_exactness)
    different = {_value(when): when for when in reversed(times)}
    main = _doubted(times[0], times) if times else None
    return Activity(
        name=tasks[0].activity,
        tasks=tuple(sorted(member.index for member in members)),
        when=main,
        other_times=tuple(when for value, when in reversed(different.items()) if main and value != _value(main)),
        first_day=first_day(main, period) if main else None,
        place=_first(task.place for task in tasks),
        lead=_union(bodies["lead"]),
        implement=_union(bodies["implement"], known=bodies["lead"]),
        coordinate=_union(bodies["coordinate"]),
        monitor=_union(bodies["monitor"]),
        advise=_union(bodies["advise"]),
        output=_first(task.output for task in tasks),
        budget=_first(task.budget for task in tasks),
        group=_first(task.group for task in tasks),
    )


def _doubted(main: When, times: Sequence[When]) -> When:
    """The time, tentative (dự kiến) where one telling of the same days says so."""
    days = (main.start, main.end)
    doubts = [t.certainty for t in times if (t.start, t.end) == days and t.certainty != "fixed"]
    return main.model_copy(update={"certainty": doubts[0]}) if main.certainty == "fixed" and doubts else main


def _value(when: When | None) -> object:
    if when is None:
        return None
    hours = when.start_time, when.end_time, when.part_of_day
    return when.start, when.end, when.op, when.rrule, hours, (None if dated(when) else fold(when.text))


def _exactness(when: When) -> tuple[int, int]:
    """Less is more exact: a rule or a few days, before a bound, before a time without days."""
    if when.rrule is not None:
        return (0, 1) if dated(when) else (3, 0)
    if when.start is not None and when.end is not None:
        return (0, (when.end - when.start).days) if not is_bound(when) else (1, (when.end - when.start).days)
    return (2, 0) if dated(when) else (3, 0)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _union(named: Sequence[Named], *, known: Sequence[Named] = ()) -> tuple[str, ...]:
    """The names of bodies, each body once, as it is named first; those in `known` stand elsewhere already."""
    kept: list[Named] = []
    for name, words in named:
        if not any(one_body(words, other) for _, other in (*known, *kept)):
            kept.append((name, words))
    return tuple(name for name, _ in kept)


# Where tellings contradict each other


def _contradictions(row: Telling, prose: Telling) -> Iterator[Diagnostic]:
    a, b = row.task, prose.task
    name = f"“{_short(a.activity)}”"
    if a.when is not None and b.when is not None and differ(a.when, b.when):
        said = f"{name} is “{a.when.text}” in {_where(a)}, but “{b.when.text}” in {_where(b)}"
        yield diagnose("contradiction", said, (*_evidence(a, "time"), *_evidence(b, "time")))
    listed = len(row.clauses) > 1  # several items in a cell: which body does which is not said
    if not listed and _other_bodies(row, prose):
        said = f"{name} is for {', '.join(doers(a))} in {_where(a)}, but for {', '.join(doers(b))} in {_where(b)}"
        fields = ("lead", "implement", "coordinate")
        yield diagnose("contradiction", said, (*_evidence(a, *fields), *_evidence(b, *fields)))


def _other_bodies(row: Telling, prose: Telling) -> bool:
    """Whether others lead or carry it out, or each telling names somebody whom the other doesn't.

    Groups (`các sở, ngành`) may hold anybody, so that nothing follows from them.
    """
    a, b = row.task, prose.task
    if a.lead and b.lead and strangers(row.doers[: len(a.lead)], prose.doers[: len(b.lead)]):
        return not has_group((*a.lead, *b.lead))
    if strangers(row.responsible, prose.bodies) and strangers(prose.responsible, row.bodies):
        return not has_group((*a.lead, *a.implement, *b.lead, *b.implement))
    if not row.doers or not prose.doers or has_group(doers(a)) or has_group(doers(b)):
        return False
    return _unknown(row, prose) and _unknown(prose, row)


def _unknown(telling: Telling, other: Telling) -> bool:
    return any(not any(same_body(doer, body) for body in other.bodies) for doer in telling.doers)


def _evidence(task: Task, *fields: str) -> tuple[Span, ...]:
    return tuple(span for field in fields for span in task.evidence.get(field, ())) or task.spans[:1]


def _where(task: Task) -> str:
    place = _short(task.section or "")
    return " ".join(filter(None, ("a table of" if task.origin == "table" else "", place))) or "the text"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
