"""The time of a table's row, of all its cells that tell of it: `Tháng | Tuần | Ngày`, `Bắt đầu | Kết thúc`.

The narrowest cell gives the value; a broader one (the month in its own column, the day of a row above) gives the
year, month or day that the narrow one leaves out (domain 4.6: same cell, then column head, then caption).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vnplan.model import When
from vnplan.text import fold, squeeze

Parser = Callable[[str], When | None]

_BEGIN = re.compile(r"(?:.*(?<!\w))?(?:bắt đầu|khởi công|khai giảng|khai mạc|từ(?: ngày| tháng| giờ)?)\W*\Z")
_END = re.compile(r"(?:.*(?<!\w))?(?:kết thúc|hoàn thành|bế giảng|bế mạc|đến(?: ngày| tháng| giờ)?)\W*\Z")
_NUMBER = r"(?:\d{1,2}|[IVXivx]{1,4})"
_BARE = re.compile(rf"\W*{_NUMBER}(?:\s*(?:[,;+&-]|và|đến)\s*{_NUMBER}){{0,11}}(?:\s*/\s*\d{{4}})?\W*\Z")  # 9, 10
_WEEKDAY = re.compile(r"\W*(?:thứ\s*)?(?P<day>[2-7]|hai|ba|tư|năm|sáu|bảy|cn|chủ\s*nhật)\W*\Z")
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "cn": 6}
_DATED_HEAD = re.compile(r"(?<!\w)tháng\s*\d")
_UNITS = ("tháng", "tuần", "quý", "ngày", "thứ", "năm")
_PART = re.compile(r"\W*(?:đầu|giữa|cuối)(?:\s+tháng)?\W*\Z")  # "cuối tháng"
_WEEK = re.compile(r"(?<!\w)tuần(?!\w)")
_DAYS = re.compile(r"\W*(?:từ\s+)?(?:ngày\s+)?\d{1,2}(?![\dhg:]|\s*(?:/|giờ))")  # "Ngày 15", "15 - 20"
_WEEK_LENGTH = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TimeCell:
    """The text of a cell of times, under the head of its column."""

    header: str
    text: str


def row_when(cells: Sequence[TimeCell], day: str, caption: str, parse: Parser) -> When | None:
    """The time that a row's cells tell. `day` is a text over the row that says its day or month (a row of its own);
    `caption` the head of the part: it completes what the cells leave out, and is no time of the row itself."""
    printed = [c.text for c in cells if c.text]
    told = [TimeCell(fold(c.header), _named(c)) for c in cells if c.text]
    if not told:
        return parse(day) if day else None
    pair = _from_to(told, parse)
    if pair is not None:
        return pair
    whole = squeeze(" ".join(c.text for c in told))
    values = [parse(c.text) for c in told]
    unread = [c.text for c, value in zip(told, values, strict=True) if value is None or not _bounded(value)]
    joined = parse(whole)
    over = parse(day) if day else None
    known = [v for v in (*values, over, joined) if v is not None and _bounded(v)]
    best = _narrowest(known)
    for broad in sorted(known, key=_length):
        narrow = _completed(unread, broad, parse)
        if narrow is not None and (best is None or _length(narrow) < _length(best)):
            best = narrow
            break
    head = parse(caption) if caption else None
    if head is not None and _bounded(head):
        if best is None:
            best = _completed(unread, head, parse)
        if best is None and joined is not None and joined.start_time and head.start == head.end:
            best = head  # clock times under the heading of a day
        known.append(head)
    if best is None:
        return joined.model_copy(update={"text": squeeze(" ".join(printed))}) if joined is not None else None
    for broad in known:
        best = _in_year_of(best, broad)
    clock = next((v for v in (*values, joined, over) if v is not None and v.start_time), None)
    update: dict[str, object] = {"text": _text(printed, values, best)}
    if clock is not None and best.start_time is None:
        update |= {"start_time": clock.start_time, "end_time": clock.end_time}
    return best.model_copy(update=update)


def _named(cell: TimeCell) -> str:
    """A cell's text with the unit that only its column names: `9` under "Tháng" -> Tháng 9."""
    head = fold(cell.header)
    if not _BARE.match(cell.text):
        return cell.text
    unit = next((u for u in _UNITS if re.search(rf"(?<!\w){u}(?!\w)", head)), None)
    if unit is None or ("/" in cell.text and unit != "tháng"):
        return cell.text
    if _DATED_HEAD.search(head):
        return f"{cell.text} {cell.header}"  # "15" under "Ngày, tháng 4"
    return f"{unit.capitalize()} {cell.text.strip()}"


def _from_to(told: Sequence[TimeCell], parse: Parser) -> When | None:
    """The span of a pair of columns, `Bắt đầu` and `Kết thúc`."""
    first = next((c for c in told if _BEGIN.match(c.header)), None)
    last = next((c for c in told if _END.match(c.header) and c is not first), None)
    if first is None or last is None:
        return None
    start, end = parse(first.text), parse(last.text)
    if start is None or end is None or start.start is None or end.end is None or start.start > end.end:
        return None
    return When(
        text=f"{first.text} - {last.text}",
        start=start.start,
        end=end.end,
        start_time=start.start_time,
        end_time=end.start_time,
        year_source=end.year_source,
    )


def _bounded(when: When) -> bool:
    return when.start is not None or when.end is not None


def _length(when: When) -> dt.timedelta:
    if when.start is None or when.end is None:
        return dt.timedelta(days=1)  # a bound is as exact as a day
    return when.end - when.start


def _narrowest(known: Sequence[When]) -> When | None:
    """The first of some times, or one that lies within it; a time outside it tells of something else."""
    best: When | None = None
    for value in known:
        if best is None:
            best = value
            continue
        mine, other = _in_year_of(best, value), _in_year_of(value, best)
        if _within(other, mine):
            best = other
        elif _within(mine, other):
            best = mine
    return best


def _within(inner: When, outer: When) -> bool:
    if outer.start is None or outer.end is None or _length(inner) >= _length(outer):
        return False
    return all(day is None or outer.start <= day <= outer.end for day in (inner.start, inner.end))


def _completed(texts: Sequence[str], broad: When, parse: Parser) -> When | None:
    """What the cells say within a broader time: `Tuần 2` of October, `Thứ 4` of a week, `15 - 20` of a month."""
    first, last = broad.start, broad.end
    if first is None or last is None:
        return None
    for text in reversed(texts):
        if last - first < _WEEK_LENGTH and last > first:
            day = _weekday(fold(text))
            days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
            match = [d for d in days if d.weekday() == day]
            if match:
                return broad.model_copy(update={"text": text, "start": match[0], "end": match[0]})
        if (first.year, first.month) != (last.year, last.month) or last - first < _WEEK_LENGTH:
            continue
        key = fold(text)
        month = f"{first.month}/{first.year}"
        if _PART.match(key):
            tries = [f"{key.strip().removesuffix('tháng').strip()} tháng {month}"]
        elif _WEEK.search(key):
            tries = [f"{text} tháng {month}"]
        elif _DAYS.match(key):
            tries = [f"ngày {re.sub(r'^ngày ', '', key)} tháng {month}", f"{text} tháng {month}"]
        else:
            continue
        for tried in tries:
            found = parse(tried)
            if found is None or found.start is None or found.end is None:
                continue
            if first <= found.start <= found.end <= last and found.end - found.start < last - first:
                return found
    return None


def _weekday(key: str) -> int | None:
    """Monday is 0; None where a text says no weekday alone."""
    match = _WEEKDAY.match(key)
    if match is None:
        return None
    day = match["day"]
    return int(day) - 2 if day.isdigit() else _WEEKDAYS.get(day, 6)


def _in_year_of(found: When, broad: When) -> When:
    """A time whose year was not printed, in the year that a broader one prints."""
    if found.year_source in ("printed", "range") or broad.year_source not in ("printed", "range"):
        return found
    if found.start is None or found.end is None or broad.start is None or broad.end is None:
        return found
    for year in dict.fromkeys((broad.start.year, broad.end.year)):
        try:
            start = found.start.replace(year=year)
            end = found.end.replace(year=year + found.end.year - found.start.year)
        except ValueError:  # 29 February
            continue
        if broad.start <= start and end <= broad.end:
            return found.model_copy(update={"start": start, "end": end, "year_source": "heading"})
    return found


def _text(printed: Sequence[str], values: Sequence[When | None], best: When) -> str:
    """The words that say the value: a broader cell that adds nothing (the month beside a full date) is left out."""
    if len(printed) != 2:
        return squeeze(" ".join(printed))
    for mine, other in ((0, 1), (1, 0)):
        value, rest = values[mine], values[other]
        if value is None or rest is None:
            continue
        alone = (value.start, value.end, value.op) == (best.start, best.end, best.op)
        if alone and _bounded(value) and _bounded(rest) and _length(rest) > _length(value):
            return printed[mine]
    return squeeze(" ".join(printed))
