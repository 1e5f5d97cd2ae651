"""Days, months, quarters, halves and years, alone, in lists and in ranges (domain part 4.3).

A list or range shares what its last members print: in `ngày 12, 13 và 14/6/2024` all three are of June 2024.
Every function takes tokens and a position and gives what it read with the position behind it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from vnplan.extractors.time_mentions import Mention, Part
from vnplan.extractors.time_parts import per_unit, read_day, read_month, read_quarter, read_year
from vnplan.extractors.time_tokens import Tokens

_MOST = 40  # members of one list; more is no list of dates
_SEASON = re.compile(r"(?<!\w)(?:hè|xuân|thu|đông|tết|vụ|mùa|lễ|hội|quý|kỳ)\s{1,3}$")  # "Hè [2021]" is no whole year
_LEFT_OPEN = re.compile(r"(?:^|[:|\n]|(?<!\d)[;,])\s{0,3}$")  # before "05 - 07/6/2024" where it is no count of anything
# a list or range of days with its year: "06, 07, 08/6/2024"
_DATED = re.compile(r"\d{1,2}(?:\s{0,3}(?:,|;|và|&|-|đến)\s{0,3}\d{1,2}){1,9}\s?/\s?\d{1,2}\s?/\s?\d{4}(?!\d)")
_OPEN = re.compile(r"\s{0,3}(?:[^\w\s/%]|$|(?:hằng|hàng|của|năm|và|hoặc|đến)(?!\w))")  # what may follow "tháng 4, 5"
_COUNTER = re.compile(
    r"(?<!\w)(?:đợt|kỳ|lần|vòng|số|phiên|khóa|lớp|nhóm|tập|giai đoạn|buổi|loại|bước|ca)\s{1,3}$"
)  # "đợt [2]"
_COUNTED = re.compile(
    r"\s{0,3}(?:lần|lượt|buổi|cuộc|kỳ|đợt|người|ngày|tuần|giờ|tháng|triệu|nghìn|tỷ|đồng|%|con|đồng chí"
    r"|suất)(?!\w)|\s?[%]"
)
Connector = Literal["list", "range"]
Reader = Callable[[Tokens, int, bool], tuple[Part, int] | None]


def read_days(tokens: Tokens, i: int, *, cell: bool, cued: bool) -> tuple[list[Mention], int] | None:
    """Days, in lists and ranges. `cell`: in a column or field of times; `cued`: a word before tells a time."""
    bare = not cued and not cell
    if bare and tokens.kind(i) == "number" and (not _starts(tokens, i) or _counts(tokens, i)):
        return None
    items, connectors, positions = _members(tokens, i, read_day)
    if not items:
        return None
    behind = positions[-1]
    items, connectors = _complete(items, connectors)
    if not items:
        return [], behind  # numbers without a month, and nothing else starts at one
    j = positions[len(items) - 1]
    mentions = group(items, connectors)
    if bare and not any((part.year and not part.short_year) or part.headed for part in items):
        mentions = [replace(mention, cued=False) for mention in mentions]
    return mentions, j


def read_months(tokens: Tokens, i: int, *, cell: bool, cued: bool) -> tuple[list[Mention], int] | None:
    """Months, thirds and weeks of months, in lists and ranges."""
    if tokens.kind(i) == "month" and per_unit(tokens, i):
        return None
    numbered = tokens.kind(i - 1) == "number" and tokens.next(i) and not _counts(tokens, i - 1)  # "8 [tháng 3]"
    short = tokens.kind(i) == "month" and tokens.items[i].end - tokens.items[i].start == 1
    if short and not cell and tokens.next(i + 1) != "my":  # "T8" alone may be the name of anything
        return None
    items, connectors, positions = _members(tokens, i, read_month)
    if not items:
        return None
    if not items[0].headed and not (cell or cued or (connectors[:1] == ["range"] and items[1].year)):
        return None
    while items and not items[-1].headed and items[-1].year is None:
        if _OPEN.match(tokens.key, items[-1].end):
            break
        items.pop()
        del connectors[len(items) - 1 if items else 0 :]
    if not items:
        return None
    j = positions[len(items) - 1]
    if items[-1].year is None and (numbered or _COUNTED.match(tokens.key, items[-1].end)):
        return None
    return group(_share(items, connectors), connectors), j


def read_quarters(tokens: Tokens, i: int) -> tuple[list[Mention], int] | None:
    """Quarters; neighbours under one word (`Quý I, II năm 2025`) are one range, as domain D31 has it."""
    items, connectors, positions = _members(tokens, i, read_quarter)
    while (
        items
        and len(items) > 1
        and not items[-1].headed
        and items[-1].year is None
        and not _OPEN.match(tokens.key, items[-1].end)
    ):
        items.pop()
        connectors.pop()
    if not items:
        return None
    if items[-1].year is None and _COUNTED.match(tokens.key, items[-1].end):
        return None
    j = positions[len(items) - 1]
    items = _share(items, connectors)
    numbers = [part.number or 0 for part in items]
    if (
        len(items) > 1
        and not any(part.headed for part in items[1:])
        and numbers == list(range(numbers[0], numbers[0] + len(items)))
    ):
        return [Mention(items[0].start, items[-1].end, items[0], items[-1])], j
    return group(items, connectors), j


def read_half(tokens: Tokens, i: int) -> tuple[list[Mention], int] | None:
    """`6 tháng đầu năm 2024`, `9 tháng đầu năm`, `nửa cuối năm 2025`: months from the year's start or to its end."""
    token = tokens.items[i]
    year, _, j = read_year(tokens, i + 1, worded=True)
    end = tokens.items[j - 1].end
    months, early = token.value
    part = Part("half", token.start, end, year=year, number=months if early else -months, headed=True)
    return [Mention(part.start, part.end, part)], j


def read_years(tokens: Tokens, i: int, *, cell: bool) -> tuple[list[Mention], int] | None:
    """Ranges of years with or without a word before them, and single years (`cell`, or for an operator)."""
    head = tokens.kind(i)
    j = i
    if head in ("stage", "term", "school", "nyear"):
        j += 1
        if tokens.next(j) == "from":
            j += 1
        if tokens.next(j) == "nyear":
            j += 1
        if tokens.next(j) != "year":
            return None
    elif head != "year":
        return None
    start, first = tokens.items[i].start, tokens.items[j]
    j += 1
    last = None
    if tokens.next(j) in ("dash", "to"):
        k = j + 1
        if tokens.next(k) == "nyear":
            k += 1
        if tokens.next(k) == "year" and 0 < tokens.items[k].value[0] - first.value[0] <= 80:
            last, j = tokens.items[k], k + 1
    if not all(1800 <= token.value[0] <= 2199 for token in (first, last) if token):
        return None
    left = Part("year", first.start, first.end, year=first.value[0], headed=head != "year")
    if last is None:
        if head in ("term", "school", "stage") or (head == "year" and not cell):
            return None
        if _SEASON.search(tokens.key[max(0, start - 10) : start]):
            return None
        return [Mention(start, first.end, left, head="year")], j
    right = Part("year", last.start, last.end, year=last.value[0])
    kind: Literal["term", "school", "stage"] = "term" if head == "term" else "school" if head == "school" else "stage"
    return [Mention(start, last.end, left, right, head=kind)], j


def read_feast(tokens: Tokens, i: int) -> tuple[list[Mention], int] | None:
    """A feast of the lunar calendar, or New Year, named with its year: `Tết Nguyên đán Bính Ngọ 2026`."""
    token = tokens.items[i]
    if token.kind == "tet" and tokens.next(i + 1) != "cycle" and tokens.next(i + 2) != "cycle":
        return None  # "Tết" alone needs the name of its year: "Tết Quý Mão"
    j = i + 1
    year, cycle = None, None
    while j < i + 7 and tokens.next(j) in ("nyear", "comma", "dash", "open", "cycle", "year"):
        kind = tokens.kind(j)
        if kind == "cycle":
            cycle = tokens.key[tokens.items[j].start : tokens.items[j].end]
        j += 1
        if kind == "year":
            year = tokens.items[j - 1].value[0]
            break
    if year is None and cycle is None:
        return None
    while tokens.kind(j - 1) not in ("cycle", "year"):
        j -= 1
    part = Part(
        "feast", token.start, tokens.items[j - 1].end, year=year, cycle=cycle, number=token.value[0], headed=True
    )
    return [Mention(part.start, part.end, part, head="feast")], j


def group(items: list[Part], connectors: list[Connector]) -> list[Mention]:
    """Mentions of the members of a series: pairs joined as ranges, and members that share one printed tail."""
    starts, ends = list(range(len(items))), list(range(len(items)))
    for k in range(len(items) - 2, -1, -1):
        if items[k].leaning or (items[k].shared and items[k].unit != "day" and not items[k + 1].headed):
            ends[k] = ends[k + 1]
    for k in range(1, len(items)):
        if ends[k - 1] == ends[k] and not items[k].headed:
            starts[k] = starts[k - 1]
    mentions: list[Mention] = []
    k = 0
    while k < len(items):
        if k < len(connectors) and connectors[k] == "range":
            mentions.append(Mention(items[starts[k]].start, items[ends[k + 1]].end, items[k], items[k + 1]))
            k += 2
        else:
            mentions.append(Mention(items[starts[k]].start, items[ends[k]].end, items[k]))
            k += 1
    return mentions


def _members(tokens: Tokens, i: int, read: Reader) -> tuple[list[Part], list[Connector], list[int]]:
    items: list[Part] = []
    connectors: list[Connector] = []
    positions: list[int] = []
    j = i
    while len(items) < _MOST:
        found = read(tokens, j, not items)
        if found is None:
            break
        items.append(found[0])
        positions.append(found[1])
        joined = _connector(tokens, found[1])
        if joined is None:
            break
        connectors.append(joined[0])
        j = joined[1]
        if joined[0] == "range" and len(connectors) > 1 and connectors[-2] == "range":
            connectors.pop()
            break
    return items, connectors[: max(len(items) - 1, 0)], positions


def _connector(tokens: Tokens, j: int) -> tuple[Connector, int] | None:
    kind = tokens.next(j)
    if kind in ("to", "dash"):
        return "range", j + 1
    if kind in ("comma", "semicolon"):
        following = tokens.next(j + 1)
        return "list", j + 2 if following in ("and", "from") else j + 1
    if kind in ("and", "plus"):
        return "list", j + 2 if tokens.next(j + 1) == "from" else j + 1
    return None


def _complete(items: list[Part], connectors: list[Connector]) -> tuple[list[Part], list[Connector]]:
    """Members with their month: shared from the right; those at the end that have none are no members."""
    if (
        len(items) >= 2 and connectors[0] == "range" and items[0].headed and all(part.month is None for part in items)
        and (items[1].day or 99) <= 12 and items[1].end - items[0].end <= 3 and not items[1].headed
    ):  # fmt: skip
        day = replace(items[0], month=items[1].day, end=items[1].end)  # "ngày 30-4"
        return [day], []
    while items and items[-1].month is None:
        items = items[:-1]
        connectors = connectors[: max(len(items) - 1, 0)]
    return _share(items, connectors), connectors


def _share(items: list[Part], connectors: list[Connector]) -> list[Part]:
    done = list(items)
    for k in range(len(done) - 2, -1, -1):
        part, right = done[k], done[k + 1]
        if part.year is not None and (part.month is not None or part.unit == "quarter"):
            continue
        lunar, cycle = part.lunar or right.lunar, right.cycle
        if part.unit == "day" and part.month is None:
            part = replace(
                part, month=right.month, year=right.year, cycle=cycle, lunar=lunar, shared=True, leaning=True
            )
            if right.lunar and right.month == 1 and connectors[k] == "range" and (part.day or 0) > (right.day or 0):
                part = replace(part, month=12, year=right.year - 1 if right.year else None)  # "29 đến mùng 5 Tết"
        elif part.year is None and part.cycle is None and (right.year is not None or cycle is not None):
            part = replace(part, year=right.year, cycle=cycle, lunar=lunar, shared=True)
        done[k] = part
    for k in range(1, len(done)):  # the end of a range may lean on its start: "20/12/2023 đến 10/01"
        part, left = done[k], done[k - 1]
        if connectors[k - 1] == "range" and part.year is None and left.year is not None and part.unit == left.unit:
            done[k] = replace(part, year=left.year + (_place(part) < _place(left)), shared=True)
    return done


def _place(part: Part) -> tuple[int, int, int]:
    return part.number or 0, part.month or 0, part.day or 0


def _counts(tokens: Tokens, i: int) -> bool:
    """Whether a number counts something before it: `đợt 2 tháng 3/2025` is March, not 2 March."""
    start = tokens.items[i].start
    return bool(_COUNTER.search(tokens.key, max(0, start - 12), start))


def _starts(tokens: Tokens, i: int) -> bool:
    """Whether a series may start with a bare number: `12-14/6/2024`, `20 tháng 11`, `hai ngày, 15 và 16/5/2025`."""
    if tokens.next(i + 1) in ("month", "named", "tet", "feast") or (
        tokens.kind(i - 1) in ("comma", "open") and tokens.kind(i - 2) == "day"
    ):
        return True
    start = tokens.items[i].start
    if _DATED.match(tokens.key, start) and _LEFT_OPEN.search(tokens.key[max(0, start - 4) : start]):
        return True
    if tokens.next(i + 1) not in ("dash", "to") or tokens.next(i + 2) not in ("dmy", "dm", "number"):
        return False
    opened = i > 0 and tokens.kind(i - 1) == "open" and tokens.near[i - 1]
    return opened or tokens.items[i + 2].start - tokens.items[i].end <= 1
