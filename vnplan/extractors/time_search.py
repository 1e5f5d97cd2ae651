"""From a text to mentions of time, in order: which grammar is tried at which word."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from vnplan.extractors.time_cues import CUED, joined, with_context
from vnplan.extractors.time_grammar import read_days, read_feast, read_half, read_months, read_quarters, read_years
from vnplan.extractors.time_mentions import Mention, Part
from vnplan.extractors.time_recurrence import read_frequency, read_last_day, read_monthly, read_weekdays
from vnplan.extractors.time_tokens import Tokens, blank_day, tokenize
from vnplan.model import When
from vnplan.text import fold, squeeze

_DAYS = frozenset({"day", "first", "full", "dmy", "dm", "dotted", "number", "clock", "part", "weekday"})
Found = tuple[list[Mention], int] | None


def find_mentions(text: str, *, cell: bool = False) -> list[Mention]:
    """Every mention of time in a text. `cell`: a field or cell of times, where bare years and days count."""
    tokens = tokenize(text)
    mentions: list[Mention] = []
    i = 0
    while i < len(tokens.items):
        found = _read(tokens, i, cell)
        if found is None or found[1] <= i:
            i += 1
            continue
        told = with_context(tokens, found[0], cell=cell) if found[0] else []
        mentions.extend(told)
        i = found[1]
        while told and i < len(tokens.items) and tokens.items[i].start < told[-1].end:
            i += 1
    return joined(tokens.key, mentions)


def _read(tokens: Tokens, i: int, cell: bool) -> Found:
    token = tokens.items[i]
    kind = token.kind
    if kind == "every" or kind == "number":
        found = read_frequency(tokens, i)
        if found:
            return found
    if (cell or kind == "weekday") and _short_months(tokens, i):
        return read_months(tokens, i, cell=True, cued=True)
    if kind in ("weekday", "part", "day", "every", "clock"):
        found = read_weekdays(tokens, i)
        if found:
            return found
    if kind in _DAYS:
        return _read_days(tokens, i, cell)
    if kind in ("month", "named", "third", "week", "my"):
        if kind == "third" and tokens.next(i + 1) == "nyear":
            return _end_of_year(tokens, i)
        if kind == "third" and tokens.next(i + 1) == "quarter":
            return read_quarters(tokens, i)
        return read_months(tokens, i, cell=cell, cued=kind == "my" and _cued(tokens, i))
    if kind in ("quarter", "qroman"):
        return read_quarters(tokens, i)
    if kind == "half":
        return read_half(tokens, i)
    if kind in ("stage", "term", "school", "nyear", "year"):
        return read_years(tokens, i, cell=cell or (kind == "year" and _cued(tokens, i)))
    if kind in ("feast", "tet"):
        return read_feast(tokens, i)
    return None


def _read_days(tokens: Tokens, i: int, cell: bool) -> Found:
    kind = tokens.kind(i)
    if kind in ("day", "clock", "part"):
        for read in (read_last_day, read_monthly):
            found = read(tokens, i)
            if found:
                return found
    if kind == "day" and (month := blank_day(tokens, i)) is not None:
        return _blank_day(tokens, i, month)
    return read_days(tokens, i, cell=cell, cued=kind in ("number", "dm", "dmy") and _cued(tokens, i))


def _short_months(tokens: Tokens, i: int) -> bool:
    """`T3 - T11/2026`, `3-4/2026`: months written short, in a field of times."""
    joined = tokens.next(i + 1) in ("dash", "to", "comma", "and")
    if tokens.kind(i) == "weekday":
        return joined and tokens.next(i + 2) == "month"
    return tokens.kind(i) == "number" and joined and tokens.next(i + 2) == "my"


def _blank_day(tokens: Tokens, i: int, month: int) -> Found:
    """A date whose day was left blank is a month, told by its place to be the day of issue."""
    j = next((j for j in range(i + 1, min(i + 4, len(tokens.items))) if tokens.items[j].start >= month), None)
    if j is None:
        return None
    found = read_months(tokens, j, cell=True, cued=True)
    if found is None or len(found[0]) != 1:
        return None
    return [replace(found[0][0], head="blank")], found[1]


def _end_of_year(tokens: Tokens, i: int) -> Found:
    """`cuối năm [2024]`: counts only behind a bound (`từ nay đến cuối năm`)."""
    if tokens.items[i].value != (3, 0):
        return None
    j = i + 2
    year = tokens.items[j].value[0] if tokens.next(j) == "year" else None
    j += year is not None
    part = Part("year", tokens.items[i].start, tokens.items[j - 1].end, year=year, third=3, headed=True)
    return [Mention(part.start, part.end, part, head="year")], j


def _cued(tokens: Tokens, i: int) -> bool:
    start = tokens.items[i].start
    return bool(CUED.search(tokens.key[max(0, start - 60) : start]))


# "trong vòng 05 ngày làm việc kể từ ngày ban hành Kế hoạch"
_WITHIN = re.compile(
    r"(?:trong\s{1,3}(?:vòng|thời hạn)|chậm nhất|không quá"
    r"|sau)\s{1,3}(\d{1,3})\s{1,3}ngày\s{1,3}(làm việc\s{1,3})?(?:kể\s{1,3})?(?:từ|sau)\s{1,3}(?:ngày"
    r"|khi)\s{1,3}(?:ký|ban hành)"
)
_SIGNING = re.compile(r"(?:kể\s{1,3}từ|từ|sau)\s{1,3}(?:ngày|khi)\s{1,3}(?:ký|ban hành)(?!\w)")  # "kể từ ngày ký"


def relative_when(text: str, issued: dt.date | None) -> When | None:
    """A time that counts from the day of issue. Working days leave out Saturdays and Sundays, but not public holidays:
    those are announced year by year. The count starts on the day after (Civil Code 2015, article 147)."""
    key = fold(text)
    if issued is None:
        return None
    if match := _WITHIN.search(key):
        due = issued
        left = int(match[1])
        while left:
            due += dt.timedelta(days=1)
            left -= not match[2] or due.weekday() < 5
        after = match[0].startswith("sau")
        return When(
            text=squeeze(text),
            start=due if after else None,
            end=None if after else due,
            op=">" if after else "<=",
            year_source="issued",
        )
    if _SIGNING.search(key):
        return When(text=squeeze(text), start=issued, op=">=", year_source="issued")
    return None


def lone_clock(text: str) -> tuple[tuple[int, ...], tuple[int, ...] | None] | None:
    """The first clock time of a field, and where a range of times ends."""
    tokens = tokenize(text)
    for i, token in enumerate(tokens.items):
        if token.kind == "clock":
            ranged = tokens.next(i + 1) in ("to", "dash") and tokens.next(i + 2) == "clock"
            return token.value, tokens.items[i + 2].value if ranged else None
    return None
