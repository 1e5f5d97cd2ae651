"""What the grammar of time finds: parts as they are printed, and mentions made of them.

What is not printed is `None`: years come later (`vnplan.extractors.time_values`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from vnplan.model import TimeOp

PartUnit = Literal["day", "month", "quarter", "half", "year", "feast"]
Head = Literal["date", "named", "drive", "term", "school", "stage", "horizon", "year", "frequency", "feast", "blank"]
PARTS_OF_DAY: tuple[Literal["morning", "noon", "afternoon", "evening", "night", "day"], ...] = (
    "morning", "noon", "afternoon", "evening", "night", "day",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One day, month, quarter, half or whole year as printed, at `start:end` of the text."""

    unit: PartUnit
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int | None = None  # of a quarter; months of a half; index of a feast
    third: int | None = None  # 1 đầu, 2 giữa, 3 cuối; 11 and 12: the halves (nửa đầu, nửa cuối)
    week: tuple[int, int] | None = None  # of a month, first and last: 1 to 5; -1 the last
    cycle: str | None = None  # can chi
    lunar: bool = False
    leap: bool = False
    short_year: bool = False  # two digits
    weekday: int | None = None  # Monday is 0
    nth: int | None = None  # the n-th such weekday of the month; -1 the last
    part_of_day: int | None = None
    clock: tuple[int, ...] | None = None
    clock_end: tuple[int, ...] | None = None
    headed: bool = False  # "ngày", "tháng" … stands before it
    shared: bool = False  # month or year was taken from a neighbour of the same list or range
    leaning: bool = False  # prints too little to stand alone: `12` of `ngày 12, 13/6`


@dataclass(frozen=True, slots=True)
class Mention:
    """One expression: a part, or a range from `first` to `last`, with what stands around it."""

    start: int
    end: int
    first: Part | None
    last: Part | None = None
    head: Head = "date"
    op: TimeOp | None = None
    closed: bool = False  # "<=" with both bounds: hoàn thành trong tháng 5
    rrule: str | None = None  # complete, needs no year
    yearly: bool = False  # recurs every year; the rule is made of the parts
    periodic: bool = False  # "6 tháng (trước ngày 15/6)": recurs unless the plan is for one year
    today: bool = False  # "từ nay đến …": starts on the day of issue
    next_year: bool = False  # "năm sau"
    cued: bool = True  # a word before or after it tells that it is a time
    tentative: bool = False
    approximate: bool = False
    days_after: tuple[int, bool] | None = None  # N days, working days or not, after the day of issue


def clock_of(value: tuple[int, ...] | None) -> dt.time | None:
    """The time of day of an hour and minute; None where there is no such time (24:00 is none)."""
    if not value or not 0 <= value[0] <= 23 or (len(value) > 1 and value[1] > 59):
        return None
    return dt.time(value[0], value[1] if len(value) > 1 else 0)
