"""The year of a time that prints none (domain 4.6), and the lunar year of a lunar day."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass

from vnplan.extractors.time_mentions import Mention, Part
from vnplan.extractors.time_roles import pair_years
from vnplan.extractors.time_values import (
    YearSource,
    bounds,
    invalid,
    lacks_year,
    lunar_without_year,
    weekday_wrong,
    with_year,
)

_OPENING_YEAR = re.compile(r"[\s.;\-+*]{0,8}(?:\d{1,2}[.)]\s)?(?:trong\s{1,3})?năm\s{1,3}((?:19|20)\d\d)\s{0,3}[,:]")
# between a day and the same day of the other calendar: "07/01/2023 (thứ Bảy, [16 tháng Chạp])", "…, tức [ngày 16 …]"
_SAME_DAY = re.compile(
    r"\)?\s{0,3},?\s{0,3}(?:\(|-\s|(?:tức|nhằm)(?!\w))\s{0,3}"
    r"(?:(?:tức|nhằm|là|vào|dương lịch|âm lịch|ngày)[\s,:]{1,3}){0,4}"
)
_LONG = dt.timedelta(days=60)  # so long before the issue a day without a year is next year's (domain 4.6)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a whole document says about years."""

    issued: dt.date | None = None
    year: int | None = None
    school_year: tuple[int, int] | None = None
    period: tuple[dt.date, dt.date] | None = None


def day_beside(key: str, mentions: list[Mention], index: int) -> dt.date | None:
    """The solar day that a lunar one stands for: `07/01/2023 (16 tháng Chạp)`, `16 tháng Chạp (tức 07/01/2023)`."""
    for other in (index - 1, index + 1):
        if not 0 <= other < len(mentions) or mentions[other].first is None:
            continue
        left, right = sorted((mentions[index], mentions[other]), key=lambda one: one.start)
        part = mentions[other].last if other < index and mentions[other].last else mentions[other].first
        if part is not None and part.year and not part.lunar and _SAME_DAY.fullmatch(key[left.end : right.start][:40]):
            days = bounds(part)
            if days is not None:
                return days[0]
    return None


def year_opened(key: str, mention: Mention, breaks: list[int]) -> int | None:
    """The year with which a sentence opens: `Năm 2019, từ ngày 30/7 đến ngày 10/8, …`."""
    number = bisect_right(breaks, mention.start)
    match = _OPENING_YEAR.match(key, breaks[number - 1] if number else 0)
    return int(match[1]) if match and match.end() <= mention.start else None


def year_ahead(mentions: list[Mention], index: int, breaks: list[int]) -> int | None:
    """The year of the next full date of the same sentence."""
    here = bisect_right(breaks, mentions[index].start)
    for mention in mentions[index + 1 : index + 4]:
        if bisect_right(breaks, mention.start) != here:
            return None
        if mention.head == "date" and mention.first is not None and mention.first.year and pair_years(mention) is None:
            return mention.first.year
    return None


def resolve(
    text: str,
    mention: Mention,
    setting: Setting,
    near: int | None,
    heading: int | None,
    beside: dt.date | None,
) -> tuple[Mention, YearSource] | None:
    """The mention with its year and where that came from; None where nothing tells the year."""
    if not lacks_year(mention):
        if mention.yearly and setting.year is not None:
            earlier = re.search(r"năm\s{1,3}trước", text[mention.start : mention.end], re.IGNORECASE) is not None
            mention = with_year(mention, setting.year - earlier)  # "từ 15/11 năm trước đến 14/11 năm báo cáo"
        shared = any(
            part is not None and part.shared and part.year is not None for part in (mention.first, mention.last)
        )
        return mention, "range" if shared else "printed"
    if mention.today and setting.issued is not None:
        return with_year(
            mention, setting.year if setting.year and setting.year > setting.issued.year else setting.issued.year
        ), "issued"
    if mention.head in ("named", "drive"):
        near = heading = None
    if mention.next_year:
        base = setting.year or (setting.issued.year if setting.issued else None)
        return None if base is None else (with_year(mention, base + 1), "plan")
    chosen = _lunar_year(mention, setting, beside) or _choose(mention, setting, near, heading)
    if chosen is None:
        return None
    year, source = chosen
    done = with_year(mention, year)
    if source in ("plan", "issued") and weekday_wrong(done):
        for other in (year - 1, year + 1):
            moved = with_year(mention, other)
            if weekday_wrong(moved) is None and not invalid(moved) and setting.issued and _end(moved) >= setting.issued:
                return moved, source
    return done, source


def _lunar_year(mention: Mention, setting: Setting, beside: dt.date | None) -> tuple[int, YearSource] | None:
    """The lunar year of a lunar day: the one nearest to the solar day beside it, else the first on or after the day of
    issue, within the plan's year where there is one. `16 tháng Chạp` of a plan for Tết 2023 is of lunar year 2022."""
    issued = setting.issued
    centre = beside or issued
    if not lunar_without_year(mention) or centre is None:
        return None
    days = {year: _end(with_year(mention, year)) for year in range(centre.year - 1, centre.year + 3)}
    days = {year: day for year, day in days.items() if day != dt.date.max}
    if beside is not None:
        near = min(days, key=lambda year: abs((days[year] - beside).days), default=None)
        return (near, "near") if near is not None else None
    ahead = [year for year, day in days.items() if day >= centre]
    planned = [year for year in ahead if days[year].year == setting.year]
    chosen = (planned or ahead)[:1]
    return (chosen[0], "plan" if planned else "issued") if chosen else None


def _choose(mention: Mention, setting: Setting, near: int | None, heading: int | None) -> tuple[int, YearSource] | None:
    """The year by domain 4.6: same paragraph, section heading, plan's year or period, day of issue."""
    issued, year = setting.issued, setting.year
    part = mention.first if mention.first and mention.first.year is None else mention.last
    month = (part.month or (part.number or 0) * 3 if part else None) or None
    if near is not None:
        ahead = issued is not None and _end(with_year(mention, near)) >= issued
        if year is None or near >= year or ahead:
            return near, "near"
    if setting.school_year is not None and month is not None:
        starts, ends = setting.school_year
        before = month in (6, 7) and issued is not None and issued.year == starts and issued.month <= month
        return (starts if month >= 8 or before else ends), "plan"  # a plan of June speaks of July before term
    if heading is not None:
        return heading, "heading"
    if setting.period is not None:
        first, last = setting.period
        years = range(first.year, min(last.year, first.year + 10) + 1)
        fits = [one for one in years if first <= _end(with_year(mention, one)) <= last]
        if len(fits) == 1:
            return fits[0], "plan"
    if year is not None:
        late = issued is not None and mention.op in ("<", "<=")
        late = late and _end(with_year(mention, year)) < (issued or dt.date.min) - _LONG
        return (year + 1, "issued") if late else (year, "plan")
    if issued is not None:
        return issued.year + (_end(with_year(mention, issued.year)) < issued - _LONG), "issued"
    return None


def _end(mention: Mention) -> dt.date:
    part: Part | None = mention.last or mention.first
    days = bounds(part) if part is not None else None
    return days[1] if days else dt.date.max
