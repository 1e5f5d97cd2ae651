"""When activities fall: first days, days that a deadline leaves, and the bounds that a plan gives to what recurs."""

from __future__ import annotations

import datetime as dt
import re

from vnplan.model import Scope, When
from vnplan.recurrence import occurrences

Period = tuple[dt.date | None, dt.date | None]  # first and last day, an open side is None

_DAYS = re.compile(r"FREQ=DAILY|BY(?:MONTHDAY|DAY|YEARDAY|WEEKNO)=")  # FREQ=WEEKLY;BYDAY=SA, not FREQ=MONTHLY
_PARTS = re.compile(r"(BYMONTHDAY|BYMONTH|BYDAY)=([^;]+)")  # BYMONTH=6,12
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def plan_period(scope: Scope, issued: dt.date | None) -> Period:
    """The days that a plan is for: its period, else its year from the day of issue on, else from that day on.

    It bounds what recurs without bounds of its own (`thứ sáu hằng tuần`).
    """
    if scope.period is not None:
        return scope.period
    if scope.year is not None:
        first, last = dt.date(scope.year, 1, 1), dt.date(scope.year, 12, 31)
        return (max(first, issued) if issued is not None and issued <= last else first), last
    return issued, None


def names_days(when: When) -> bool:
    """Whether a time that recurs says on which days: `thứ bảy hằng tuần` does, `hằng tháng` doesn't."""
    return when.rrule is not None and _DAYS.search(when.rrule) is not None


def is_bound(when: When) -> bool:
    """Whether a time only says until when something is to be done (op "<" or "<=")."""
    return when.op in ("<", "<=")


def first_day(when: When, period: Period = (None, None)) -> dt.date | None:
    """The first day on which a time falls; of a bound the last day that it leaves, which for "<" is the day before.

    A rule takes the bounds that it lacks from `period`. None where no day is said, or none is in the bounds.
    """
    if names_days(when):
        first, until = rule_bounds(when, period)
        return next(occurrences(when, after=first, until=until), None) if first is not None else None
    if when.rrule is not None:  # hằng tháng: bounds at most
        return when.start
    return last_day(when) if is_bound(when) else next(occurrences(when), None)


def rule_bounds(when: When, period: Period) -> Period:
    """The first and last day between which a rule gives days: its own, else those of `period`."""
    return when.start or period[0], when.end or period[1]


def last_day(when: When) -> dt.date | None:
    """The last day that a time without a rule leaves: the end of its bounds, for "<" the day before."""
    if when.end is None:
        return None
    return when.end - dt.timedelta(days=1) if when.op == "<" else when.end


def day_before(rule: str) -> str | None:
    """The rule of the days before those of a rule: for the 20th of each month the 19th. None where no rule says it."""
    parts = {name: value.split(",") for name, value in _PARTS.findall(rule)}
    days = parts.get("BYMONTHDAY")
    if "BYSETPOS" in rule or (days and "BYDAY" in parts):
        return None
    if days and all(day.isdigit() and int(day) > 1 for day in days):
        return rule.replace(f"BYMONTHDAY={','.join(days)}", f"BYMONTHDAY={','.join(str(int(day) - 1) for day in days)}")
    if days == ["1"]:
        months = parts.get("BYMONTH", [])
        before = sorted((int(month) - 2) % 12 + 1 for month in months)
        moved = rule.replace("BYMONTHDAY=1", "BYMONTHDAY=-1")
        return moved.replace(f"BYMONTH={','.join(months)};", f"BYMONTH={','.join(map(str, before))};")
    weekdays = parts.get("BYDAY")
    if weekdays and all(day in _WEEK for day in weekdays):
        return rule.replace(
            f"BYDAY={','.join(weekdays)}", f"BYDAY={','.join(_WEEK[_WEEK.index(day) - 1] for day in weekdays)}"
        )
    return None
