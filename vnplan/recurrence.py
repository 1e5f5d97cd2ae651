"""The days on which a time falls; times that recur are expanded by python-dateutil (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vnplan.model import When


def occurrences(time: When, *, after: dt.date | None = None, until: dt.date | None = None) -> Iterator[dt.date]:
    """The days of a time, in order: of a span every day, of a rule those that it gives inside the time's own bounds.

    `after` and `until` (both included) narrow the bounds, and give them to a time that has none: `hằng tháng` has no
    first day. Nothing for a time without bounds where none are given; without a last bound a rule goes on for ever.
    A time before or until a day (`op` "<" or "<=") falls on its last day, which for "<" is the day before.
    ValueError for a rule that is none.
    """
    first = max((day for day in (time.start, after) if day), default=None)
    last = min((day for day in (time.end, until) if day), default=None)
    if time.rrule is not None:
        if first is not None:
            yield from _by_rule(time.rrule, first, last)
        return
    if time.start is None:
        if time.end is None:
            return
        day = time.end - dt.timedelta(days=1) if time.op == "<" else time.end
        if (after is None or day >= after) and (until is None or day <= until):
            yield day
        return
    start = time.start + dt.timedelta(days=1) if time.op == ">" else time.start
    if time.end is None:  # from a day on: its first day
        if (after is None or start >= after) and (last is None or start <= last):
            yield start
        return
    day = max(start, first or start)
    while last is not None and day <= last:
        yield day
        day += dt.timedelta(days=1)


def _by_rule(rule: str, first: dt.date, last: dt.date | None) -> Iterator[dt.date]:
    from dateutil.rrule import rrulestr

    rules = rrulestr(rule, dtstart=dt.datetime.combine(first, dt.time()))
    for moment in rules:
        if last is not None and moment.date() > last:
            return
        yield moment.date()
