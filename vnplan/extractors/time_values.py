"""From a mention of time to its value: closed bounds, rule, clock times (plan JSON, "times"; domain part 4.4)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace
from typing import Literal

from vnplan import lunar
from vnplan.extractors.time_mentions import PARTS_OF_DAY, Mention, Part, clock_of
from vnplan.extractors.time_parts import cycle_year
from vnplan.extractors.time_recurrence import yearly_rule
from vnplan.model import TimeOp, When

YearSource = Literal["printed", "range", "near", "heading", "plan", "issued"]
Bounds = tuple[dt.date, dt.date]
# feasts by their index in the lexicon: lunar day and month; None: 1 January (Tết Dương lịch)
_FEASTS = ((1, 1), (1, 1), (1, 1), None, (15, 8), (5, 5), (10, 3), (15, 7), (15, 4))


def lacks_year(mention: Mention) -> bool:
    """Whether the mention has a date whose year was not printed (and that does not recur every year)."""
    parts = [part for part in (mention.first, mention.last) if part is not None]
    if (
        mention.yearly
        or not parts
        or (mention.rrule and all(part.month is None and part.unit == "day" for part in parts))
    ):
        return False
    return any(part.year is None and not _cycled(part) and not _monthless(part) for part in parts)


def lunar_without_year(mention: Mention) -> bool:
    """Whether the mention begins with a lunar day or month whose year is not told."""
    part = mention.first
    return part is not None and part.lunar and part.year is None and part.cycle is None and not mention.yearly


def with_year(mention: Mention, year: int) -> Mention:
    """The mention with `year` where none was printed; a range that would end before it begins runs over New Year."""
    first, last = mention.first, mention.last
    if first is not None and first.year is None:
        first = replace(first, year=year)
    if last is not None and last.year is None:
        last = replace(last, year=year)
        if first is not None and (a := bounds(first)) and (b := bounds(last)) and b[1] < a[0]:
            last = replace(last, year=year + 1)
    return replace(mention, first=first, last=last)


def bounds(part: Part) -> Bounds | None:
    """First and last day of a part; None where its year is unknown or there is no such day."""
    year = part.year
    if _cycled(part):
        year = _cycle_year(part)
    if year is None or not 1 <= year <= 9998:
        return None
    if part.unit == "feast":
        feast = _FEASTS[part.number or 0]
        return _same(dt.date(year, 1, 1) if feast is None else lunar.lunar_to_solar(*feast, year))
    if part.unit == "year":
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if part.unit == "half":
        months = part.number or 6
        return _months(year, 1, months) if months > 0 else _months(year, 13 + months, 12)
    if part.unit == "quarter":
        last = (part.number or 1) * 3
        if part.third in (1, 2, 3):
            return _months(year, last - 3 + part.third, last - 3 + part.third)
        return _months(year, last - 2, last)
    if part.month is None or not 1 <= part.month <= 12:
        return None
    if part.unit == "day":
        return _day(part, year, part.month)
    whole = lunar.lunar_month(part.month, year, leap=part.leap) if part.lunar else _months(year, part.month, part.month)
    return _piece(part, whole) if whole else None


def invalid(mention: Mention) -> bool:
    """Whether the mention names a day that does not exist, such as 31/4/2024."""
    return any(part is not None and _impossible(part) for part in (mention.first, mention.last))


def value(mention: Mention, text: str, *, issued: dt.date | None, source: YearSource) -> When | None:
    """The value of a mention whose year is known; None where it names no time."""
    first, last = mention.first, mention.last
    start: dt.date | None = None
    end: dt.date | None = None
    op: TimeOp | None = mention.op
    rule = mention.rrule
    if mention.yearly and first is not None:
        rule = yearly_rule(first, last)
        if rule is None:
            rule = "FREQ=YEARLY"
            start, end = _span(first, last)
    elif first is not None and not _monthless(first):
        start, end = _span(first, last)
        if start is None or end is None:
            return None
        if op == "<":
            start, end = None, start
        elif op == ">":
            start, end = end, None
        elif op == ">=":
            end = None
        elif op == "<=" and not mention.closed:
            start = None
    if mention.today and end is not None:
        start, op = issued, None if issued else "<="
    if start is None and end is None and rule is None:
        return None
    opening, closing = clock_of(first.clock) if first else None, clock_of(first.clock_end) if first else None
    if last is not None and last is not first:
        closing = clock_of(last.clock) or closing
    if op in ("<", "<=") and not mention.closed and closing is None:
        opening, closing = None, opening
    day_part = next((part.part_of_day for part in (first, last) if part and part.part_of_day is not None), None)
    counted = first is not None and (first.lunar or (first.unit == "feast" and _FEASTS[first.number or 0] is not None))
    return When(
        text=text,
        start=start,
        end=end,
        op=op,
        rrule=rule,
        start_time=opening,
        end_time=closing,
        part_of_day=None if day_part is None else PARTS_OF_DAY[day_part],
        certainty=_certainty(mention),
        year_source=source,
        calendar="lunar" if counted else "gregorian",
    )


def weekday_wrong(mention: Mention) -> dt.date | None:
    """The date whose printed weekday is not its own; None where all agree or none is printed."""
    for part in (mention.first, mention.last):
        if part is not None and part.weekday is not None and part.nth is None and part.day is not None:
            days = bounds(part)
            if days and days[0].weekday() != part.weekday:
                return days[0]
    return None


def _span(first: Part, last: Part | None) -> tuple[dt.date | None, dt.date | None]:
    left = bounds(first)
    right = bounds(last) if last is not None else left
    if left is None or right is None:
        return None, None
    if last is not None and right[1] < left[0] and first.shared:  # "28/12 đến 05/01/2024", "từ ngày 28 đến 03/5/2024"
        for earlier in (_month_before(first), replace(first, year=(first.year or 1) - 1)):
            found = bounds(earlier) if earlier else None
            if (
                found
                and found[0] <= right[1]
                and (earlier is None or earlier.month != first.month or first.month is not None)
            ):
                left = found
                break
    return left[0], right[1]


def _month_before(part: Part) -> Part | None:
    """A first day that printed no month of its own, one month earlier: `28` of `từ ngày 28 đến 03/5`."""
    if part.unit != "day" or part.month is None or not part.leaning:
        return None
    return replace(part, month=part.month - 1 or 12, year=(part.year or 1) - (part.month == 1))


def _day(part: Part, year: int, month: int) -> Bounds | None:
    if part.nth is not None and part.weekday is not None:
        return _same(_nth_weekday(year, month, part.weekday, part.nth))
    if part.lunar:
        day = lunar.lunar_to_solar(part.day or 0, month, year, leap=part.leap)
        if day is None and (part.day, month) == (30, 12):  # "30 Tết" of a year whose last month has 29 days
            day = lunar.lunar_to_solar(29, 12, year)
        return _same(day)
    try:
        return _same(dt.date(year, month, part.day or 0))
    except ValueError:
        return None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    first, last = _months(year, month, month)
    if nth < 0:
        return last - dt.timedelta((last.weekday() - weekday) % 7)
    day = first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day <= last else None


def _piece(part: Part, whole: Bounds) -> Bounds:
    """A third, half or week of a month: 1 to 10, 11 to 20, 21 on; 1 to 15, 16 on; weeks count from the 1st."""
    first, last = whole
    days = {1: (1, 10), 2: (11, 20), 3: (21, 31), 11: (1, 15), 12: (16, 31)}.get(part.third or 0)
    if part.week is not None:
        begin, end = part.week
        days = (begin * 7 - 6, end * 7) if begin > 0 else ((last - first).days - 5, 31)
    if days is None:
        return whole
    return first + dt.timedelta(days[0] - 1), min(first + dt.timedelta(days[1] - 1), last)


def _months(year: int, first: int, last: int) -> Bounds:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _same(day: dt.date | None) -> Bounds | None:
    return (day, day) if day else None


def _monthless(part: Part) -> bool:
    return part.unit == "day" and part.month is None


def _cycled(part: Part) -> bool:
    return part.cycle is not None and (part.year is None or part.lunar)


def _cycle_year(part: Part) -> int | None:
    """The lunar year that a can chi names, near the printed year, or near the year that was given to the part."""
    return cycle_year(part.cycle or " ", part.year)


def _impossible(part: Part) -> bool:
    if part.unit != "day" or part.nth is not None or part.day is None or part.month is None:
        return False
    if not 1 <= part.month <= 12 or not 1 <= part.day <= (30 if part.lunar else 31):
        return True
    if part.lunar:
        return part.year is not None and bounds(part) is None
    return part.day > calendar.monthrange(part.year if part.year and part.year <= 9998 else 2024, part.month)[1]


def _certainty(mention: Mention) -> Literal["fixed", "tentative", "approximate"]:
    if mention.tentative:
        return "tentative"
    exact = mention.op is not None or mention.today  # "đến cuối năm 2025" is a day
    for part in (mention.first, mention.last):
        if part is not None and (part.week or part.third) and not (part.unit == "year" and exact):
            return "approximate"
    return "approximate" if mention.approximate else "fixed"
