"""Single parts of a time as they are printed: a day, a month, a quarter, a year (domain part 4.3).

Every function takes tokens and a position and gives what it read with the position behind it, or None.
"""

from __future__ import annotations

import re
from dataclasses import replace

from vnplan.extractors.time_mentions import Part
from vnplan.extractors.time_tokens import Tokens, blank_day
from vnplan.lunar import year_of

_PER = re.compile(r"(?:hằng|hàng|mỗi|từng|một|/|lần)\s{0,3}$")  # "mỗi [tháng 1 lần]"
_OCCASION = re.compile(r"(?<!\w)(?:dịp|lễ|kỷ niệm|chào mừng)\s{1,3}$")  # "dịp [8 tháng 3]"


def per_unit(tokens: Tokens, i: int) -> bool:
    """Whether the word before makes token i a unit of counting: `mỗi tháng 1 lần`, `đồng/ngày`."""
    start = tokens.items[i].start
    return bool(_PER.search(tokens.key, max(0, start - 6), start))


def read_day(tokens: Tokens, i: int, first: bool) -> tuple[Part, int] | None:
    """[clock] [part of day] [weekday] [ngày] day, with month and year where they are printed."""
    begin = i
    if tokens.kind(i) not in _DAY_STARTS or (not first and not tokens.next(i)):
        return None
    j, clock, clock_end, part_of_day, weekday, bracket = _lead(tokens, i)
    if j > i and not tokens.next(j):
        return None
    headed = False
    lunar = False
    kind = tokens.kind(j)
    if kind in ("day", "first", "full"):
        headed = True
        lunar = kind == "full"
        if kind == "day" and blank_day(tokens, j) is not None:
            return None
        if (
            kind == "day"
            and j == begin
            and _PER.search(tokens.key, max(0, tokens.items[j].start - 6), tokens.items[j].start)
        ):
            return None
        j += 1
        if tokens.next(j) == "weekday":
            weekday, j = tokens.items[j].value[0], j + 1
            if tokens.next(j) == "comma":
                j += 1
        if tokens.next(j) == "day":
            j += 1
        if tokens.next(j) == "first" or (kind == "full" and tokens.next(j) in ("month", "named")):
            lunar = True
            j += tokens.kind(j) == "first"
        kind = tokens.next(j)
        if kind == "" and tokens.kind(j - 1) != "full":
            return None
    read = _day_of_tet(tokens, j, headed) or _day_core(tokens, j, headed, lunar, first)
    if read is None:
        return None
    part, j = read
    if bracket:
        if tokens.next(j) != "close":
            return None
        j += 1
    if weekday is None:
        weekday, j = _weekday_behind(tokens, j)
    if clock is None:
        clock, clock_end, j = _clock_behind(tokens, j)
    start = tokens.items[begin].start
    end = max(part.end, tokens.items[j - 1].end)
    spoken = headed or clock is not None or weekday is not None or part_of_day is not None
    part = replace(part, start=start, end=end, headed=spoken, weekday=weekday, part_of_day=part_of_day)
    return replace(part, clock=clock, clock_end=clock_end), j


_DAY_STARTS = frozenset({"clock", "part", "weekday", "day", "first", "full", "dmy", "dm", "number", "dotted"})


def _day_core(tokens: Tokens, j: int, headed: bool, lunar: bool, first: bool) -> tuple[Part, int] | None:
    if tokens.kind(j - 1) == "full" and tokens.next(j) in ("month", "named"):
        found = read_month(tokens, j, True)
        if found is None:
            return None
        return replace(found[0], unit="day", day=15, lunar=True, start=tokens.items[j - 1].start), found[1]
    if j >= len(tokens.items):
        return None
    token = tokens.items[j]
    start, value = token.start, token.value
    if token.kind == "dmy":
        short = value[2] < 100
        full = value[2] + (2000 if value[2] <= 69 else 1900) if short else value[2]
        return Part(
            "day", start, token.end, day=value[0], month=value[1], year=full, short_year=short, lunar=lunar
        ), j + 1
    if token.kind == "dm" or (token.kind == "dotted" and headed):
        year, cycle, k = read_year(tokens, j + 1)
        end = tokens.items[k - 1].end
        return Part(
            "day", start, end, day=value[0], month=value[1], year=year, cycle=cycle, lunar=lunar or bool(cycle)
        ), k
    if token.kind != "number" or not 0 < value[0] <= 31:
        return None
    if tokens.next(j + 1) in ("month", "named"):
        found = read_month(tokens, j + 1, True)
        if found is None or found[0].month is None or found[0].unit != "month":
            return None
        month = found[0]
        headed = headed or not first or bool(_OCCASION.search(tokens.key, max(0, start - 12), start))
        if not headed and month.year is None and month.cycle is None and not month.lunar:
            return None
        return replace(
            month, unit="day", day=value[0], start=start, lunar=lunar or month.lunar or bool(month.cycle)
        ), found[1]
    return Part("day", start, token.end, day=value[0], lunar=lunar), j + 1


# what may lead a day counted before Tết: "đến [29 Tết]"; "25 Tết Sum vầy" is no day
_TO_TET = re.compile(r"(?<!\w)(?:đến|tới|trước|sau|từ|hết|vào|dịp|và|-|sáng|trưa|chiều|tối|đêm)\s{0,3}$")
_ENDS = re.compile(r"\s{0,3}(?:$|[^\w\s])")


def _day_of_tet(tokens: Tokens, j: int, headed: bool) -> tuple[Part, int] | None:
    """`mùng 3 Tết` is of the first lunar month, `29 Tết` of the last one of the year before; with or without a year."""
    if tokens.kind(j) != "number" or not _tet(tokens, j + 1):
        return None
    token, day = tokens.items[j], tokens.items[j].value[0]
    late = day >= 23
    cued = headed or bool(_TO_TET.search(tokens.key, max(0, token.start - 8), token.start))
    if not (late or (headed and day <= 15)) or day > 30:
        return None
    year, k = _year_of_tet(tokens, j + 2)
    if late and not cued and not year and not _ENDS.match(tokens.key, tokens.items[k - 1].end):
        return None
    part = Part("day", token.start, tokens.items[k - 1].end, day=day, month=12 if late else 1, lunar=True)
    return replace(part, year=year - late if year else None), k


def _tet(tokens: Tokens, j: int) -> bool:
    """Whether token j is Tết, by itself or by its full name."""
    return tokens.next(j) == "tet" or (tokens.next(j) == "feast" and tokens.items[j].value[0] < 3)


def _year_of_tet(tokens: Tokens, j: int) -> tuple[int | None, int]:
    """The year whose first day is Tết: `Quý Mão`, `năm 2023`, `Quý Mão năm 2023`."""
    year, k = None, j
    while k < j + 6 and tokens.next(k) in ("nyear", "comma", "dash", "cycle", "year"):
        if tokens.kind(k) == "cycle":
            year = cycle_year(tokens.key[tokens.items[k].start : tokens.items[k].end])
        elif tokens.kind(k) == "year":
            year = tokens.items[k].value[0]
        k += 1
        if tokens.kind(k - 1) == "year":
            break
    while k > j and tokens.kind(k - 1) not in ("cycle", "year"):
        k -= 1
    return year, k


def _lead(
    tokens: Tokens, i: int
) -> tuple[int, tuple[int, ...] | None, tuple[int, ...] | None, int | None, int | None, bool]:
    """What may stand before a day: clock times, a part of the day, a weekday, commas, an opening bracket."""
    clock: tuple[int, ...] | None = None
    clock_end: tuple[int, ...] | None = None
    part_of_day: int | None = None
    weekday: int | None = None
    j = i
    while j < i + 9 and (j == i or tokens.next(j)):
        kind = tokens.kind(j)
        if kind == "clock" and clock is None:
            clock = tokens.items[j].value
            j += 1
            if tokens.next(j) in ("to", "dash") and tokens.next(j + 1) == "clock":
                clock_end = tokens.items[j + 1].value
                j += 2
        elif kind == "part" and part_of_day is None:
            part_of_day = tokens.items[j].value[0]
            j += 1
        elif kind == "weekday" and weekday is None:
            weekday = tokens.items[j].value[0]
            j += 1
            if tokens.next(j) == "open" and tokens.next(j + 1) in ("dmy", "dm", "day"):
                return j + 1, clock, clock_end, part_of_day, weekday, True
        elif j > i and (
            kind == "comma" or (kind == "of" and tokens.next(j + 1) in ("day", "weekday", "part", "dmy", "dm"))
        ):
            j += 1
        else:
            break
    return j, clock, clock_end, part_of_day, weekday, False


def _weekday_behind(tokens: Tokens, j: int) -> tuple[int | None, int]:
    """`28/4/2023 (thứ Sáu)` or `28/4/2023, thứ Sáu`."""
    if tokens.next(j) == "open":
        k = j + 2 if tokens.next(j + 1) == "part" else j + 1
        if tokens.next(k) == "weekday" and tokens.next(k + 1) == "close":
            return tokens.items[k].value[0], k + 2
    if (
        tokens.next(j) == "comma"
        and tokens.next(j + 1) == "weekday"
        and tokens.next(j + 2) not in ("day", "comma", "dm", "dmy", "open", "and", "every")
    ):
        return tokens.items[j + 1].value[0], j + 2
    return None, j


_BEHIND = re.compile(r"\s{0,3},?\s{0,3}\(?\s{0,3}(?:(?:bắt đầu|vào|từ|lúc|hồi|khoảng)\s{1,3}){0,3}$")


def _clock_behind(tokens: Tokens, j: int) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None, int]:
    """`28/4/2023, lúc 7h30`, `14/5/2023 (từ 7h30 đến 11h00)`."""
    k = next((k for k in range(j, min(j + 5, len(tokens.items))) if tokens.kind(k) == "clock"), None)
    if k is None or not _BEHIND.fullmatch(tokens.key[tokens.items[j - 1].end : tokens.items[k].start][:40]):
        return None, None, j
    last = k + 1
    clock_end = None
    if tokens.next(last) in ("to", "dash") and tokens.next(last + 1) == "clock":
        clock_end = tokens.items[last + 1].value
        last += 2
    if tokens.next(last) in ("day", "dmy", "dm", "part", "weekday") or (
        tokens.next(last) == "comma" and tokens.next(last + 1) in ("day", "dmy", "dm", "weekday")
    ):
        return None, None, j
    opened = any(tokens.kind(n) == "open" for n in range(j, k))
    if opened:
        if tokens.next(last) != "close":
            return None, None, j
        last += 1
    return tokens.items[k].value, clock_end, last


def read_month(tokens: Tokens, i: int, first: bool) -> tuple[Part, int] | None:
    """[đầu, giữa, cuối | tuần …] tháng month [year]; a bare number or number/year inside a list."""
    if not first and not tokens.next(i):
        return None
    j = i
    third: int | None = None
    week: tuple[int, int] | None = None
    if tokens.kind(j) == "third":
        number, half = tokens.items[j].value
        third, j = (10 + (1 if number == 1 else 2) if half else number), j + 1
    elif tokens.kind(j) == "week":
        week, j = (tokens.items[j].value[0], tokens.items[j].value[-1]), j + 1
    if j > i and tokens.next(j) == "of":
        j += 1
    if (third or week) and tokens.next(j) not in ("month", "named"):
        return None
    kind = tokens.kind(j)
    start = tokens.items[i].start if i < len(tokens.items) else 0
    if kind == "named":
        number, counted = tokens.items[j].value
        leap = tokens.next(j + 1) == "leap"
        year, cycle, j = read_year(tokens, j + 1 + leap)
        part = Part("month", start, tokens.items[j - 1].end, year=year, month=number, third=third, week=week)
        return replace(part, cycle=cycle, lunar=bool(counted or cycle or leap), leap=leap, headed=True), j
    first_letter, length = tokens.key[start : start + 1], tokens.items[j].end - start if j < len(tokens.items) else 0
    if kind == "weekday" and first_letter == "t" and length == 2:  # "T3" of "từ T3 đến T11/2026"
        return Part("month", start, tokens.items[j].end, month=tokens.items[j].value[0] + 2, headed=True), j + 1
    headed = kind == "month"
    if headed:
        j += 1
        if not tokens.next(j):
            return None
    kind = tokens.kind(j)
    if not kind:
        return None
    value, end = tokens.items[j].value, tokens.items[j].end
    if kind == "my" and 1 <= value[0] <= 12:
        part = Part("month", start, end, year=value[1], month=value[0], third=third, week=week, headed=headed)
        return part, j + 1
    if kind == "dm" and headed and 1 <= value[0] <= 12 < value[1]:  # "tháng 5/24"
        part = Part("month", start, end, year=2000 + value[1], month=value[0], third=third, week=week, headed=True)
        return part, j + 1
    if kind != "number" or not 1 <= value[0] <= 12 or (first and not headed and tokens.next(j + 2) != "my"):
        return None
    leap = tokens.next(j + 1) == "leap"
    year, cycle, j = read_year(tokens, j + 1 + leap)
    part = Part("month", start, tokens.items[j - 1].end, year=year, month=value[0], third=third, week=week)
    return replace(part, cycle=cycle, lunar=leap or bool(cycle), leap=leap, headed=headed), j


def read_quarter(tokens: Tokens, i: int, first: bool) -> tuple[Part, int] | None:
    """[đầu, giữa, cuối] quý number [year]; a bare number inside a list."""
    if not first and not tokens.next(i):
        return None
    j = i
    third = None
    if tokens.kind(j) == "third" and tokens.next(j + 1) == "quarter" and not tokens.items[j].value[1]:
        third, j = tokens.items[j].value[0], j + 1
    headed = tokens.kind(j) in ("quarter", "qroman")
    if tokens.kind(j) == "quarter":
        j += 1
        if not tokens.next(j):
            return None
    elif first and not headed:
        return None
    if j >= len(tokens.items):
        return None
    token = tokens.items[j]
    year = None
    if token.kind == "my" and token.value[0] <= 4:
        year, j = token.value[1], j + 1
    elif token.kind in ("roman", "qroman", "number") and 1 <= token.value[0] <= 4:
        year, _, j = read_year(tokens, j + 1, worded=True)
    else:
        return None
    part = Part(
        "quarter",
        tokens.items[i].start,
        tokens.items[j - 1].end,
        year=year,
        number=token.value[0],
        third=third,
        headed=headed,
    )
    return part, j


CYCLE_CENTRE = 2013  # can chi alone mean years from 1984 to 2043


def cycle_year(cycle: str, near: int | None = None) -> int | None:
    """The lunar year that a can chi names, nearest to a year."""
    stem, branch = (cycle or " ").split()[:2]
    return year_of(stem, branch, near or CYCLE_CENTRE)


def read_year(tokens: Tokens, j: int, worded: bool = False) -> tuple[int | None, str | None, int]:
    """`năm 2023`, `/2023`, `năm Giáp Thìn`, `năm Giáp Thìn 2024`; `worded`: also `-2023` and `, năm 2023`."""
    kind = tokens.next(j)
    if kind == "slashed":
        return tokens.items[j].value[0], None, j + 1
    if worded and kind == "dash" and tokens.next(j + 1) == "year" and tokens.next(j + 2) not in ("dash", "to"):
        return tokens.items[j + 1].value[0], None, j + 2
    if worded and kind == "year" and tokens.kind(j - 1) == "half":
        return tokens.items[j].value[0], None, j + 1
    k = j
    if kind in ("comma", "of", "dash") and tokens.next(j + 1) == "nyear":
        k = j + 1
    if tokens.next(k) != "nyear":
        return None, None, j
    following = tokens.next(k + 1)
    if (
        following == "year"
        and 1000 <= tokens.items[k + 1].value[0] <= 2199
        and (k == j or tokens.next(k + 2) not in ("dash", "to"))
    ):
        return tokens.items[k + 1].value[0], None, k + 2
    if following == "cycle":
        name = tokens.key[tokens.items[k + 1].start : tokens.items[k + 1].end]
        if tokens.next(k + 2) == "year":
            return tokens.items[k + 2].value[0], name, k + 3
        return None, name, k + 2
    return None, None, j
