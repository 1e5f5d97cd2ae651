"""Times in the wordings of plans, each with its value (domain, parts 4.2 to 4.4).

`Hand` is how a plan writes days: `05/6/2023` or `05-6-2023`, months padded or not. Every function gives a `Said`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from random import Random

from corpora.generation.chance import between, chance, pick, weighted
from corpora.generation.facts import Said

_QUARTERS = ("I", "II", "III", "IV")
_DAYS = (
    ("MO", "thứ Hai"), ("TU", "thứ Ba"), ("WE", "thứ Tư"), ("TH", "thứ Năm"), ("FR", "thứ Sáu"),
    ("SA", "thứ Bảy"), ("SU", "Chủ nhật"),
)  # fmt: skip
_NTH = ((1, "đầu tiên"), (-1, "cuối cùng"))
# First day of the lunar year in Vietnam, with its name in stems and branches.
_TET = {
    2008: ("02-07", "Mậu Tý"), 2009: ("01-26", "Kỷ Sửu"), 2010: ("02-14", "Canh Dần"), 2011: ("02-03", "Tân Mão"),
    2012: ("01-23", "Nhâm Thìn"), 2013: ("02-10", "Quý Tỵ"), 2014: ("01-31", "Giáp Ngọ"), 2015: ("02-19", "Ất Mùi"),
    2016: ("02-08", "Bính Thân"), 2017: ("01-28", "Đinh Dậu"), 2018: ("02-16", "Mậu Tuất"), 2019: ("02-05", "Kỷ Hợi"),
    2020: ("01-25", "Canh Tý"), 2021: ("02-12", "Tân Sửu"), 2022: ("02-01", "Nhâm Dần"), 2023: ("01-22", "Quý Mão"),
    2024: ("02-10", "Giáp Thìn"), 2025: ("01-29", "Ất Tỵ"), 2026: ("02-17", "Bính Ngọ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """How one plan writes its days, and the time that it is for: from `first` to the end of `year`."""

    year: int
    first: dt.date
    separator: str = "/"
    padded: bool = False  # 05/06/2023, else 05/6/2023 (Decree 30/2020: months 3 to 9 are not padded)
    hang: str = "hằng"


def short(hand: Hand, day: dt.date, *, year: bool = True) -> str:
    """`05/6/2023`, without its year `05/6`."""
    month = f"{day.month:02d}" if hand.padded or day.month < 3 else str(day.month)
    return hand.separator.join([f"{day.day:02d}", month, *([str(day.year)] if year else [])])


def written(day: dt.date) -> str:
    """`05 tháng 6 năm 2023`, as in a letterhead."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def a_day(rng: Random, hand: Hand, *, latest: int = 350) -> dt.date:
    """A day of the plan's time."""
    last = dt.date(hand.year, 1, 1).toordinal() + latest
    return dt.date.fromordinal(between(rng, hand.first.toordinal(), max(hand.first.toordinal(), last)))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _month(rng: Random, hand: Hand, last: int = 12) -> int:
    low = hand.first.month + 1 if hand.first.year == hand.year else 1
    return between(rng, min(low, last), last)


def event(rng: Random, hand: Hand) -> Said:
    """When something takes place, as a sentence says it: `vào ngày 26/4/2023`, `trong tháng 5/2023`."""
    kind = weighted(
        rng, [("day", 5), ("written", 2), ("weekday", 1), ("half", 1), ("clock", 1), ("range", 3), ("month", 3),
              ("third", 1), ("quarter", 2), ("months", 1), ("span", 1)],
    )  # fmt: skip
    day = a_day(rng, hand)
    if kind == "day":
        return Said(pick(rng, ("vào ngày ", "ngày ", "dự kiến ngày ")) + short(hand, day), day, day)
    if kind == "written":
        return Said(f"ngày {written(day)}", day, day)
    if kind == "weekday":
        return Said(f"{_DAYS[day.weekday()][1]}, ngày {short(hand, day)}", day, day)
    if kind == "half":
        return Said(f"{pick(rng, ('sáng', 'chiều', 'tối'))} ngày {short(hand, day)}", day, day)
    if kind == "clock":
        clock = pick(rng, ("07 giờ 30 phút", "08 giờ 00", "14 giờ 00", "7h30", "13g30"))
        return Said(f"{clock} ngày {short(hand, day)}", day, day)
    if kind == "range":
        return _range(rng, hand, day, "từ ngày ")
    return _longer(rng, hand, kind, pick(rng, ("trong ", "")))


def _range(rng: Random, hand: Hand, day: dt.date, opening: str) -> Said:
    last = day + dt.timedelta(between(rng, 1, 40))
    if last.year != day.year:
        return Said(f"{opening}{short(hand, day)} đến ngày {short(hand, last)}", day, last, role="period")
    if last.month == day.month and chance(rng, 0.4):
        if opening.strip() and chance(rng, 0.5):
            month = written(last).split(" ", 1)[1]
            return Said(f"{opening}{day.day:02d} đến ngày {last.day:02d} {month}", day, last, role="period")
        return Said(f"ngày {day.day:02d}-{short(hand, last).replace('-', '/')}", day, last)
    middle = pick(rng, (" đến ngày ", " đến ", " đến hết ngày "))
    return Said(
        f"{opening}{short(hand, day, year=chance(rng, 0.5))}{middle}{short(hand, last)}", day, last, role="period"
    )


def _longer(rng: Random, hand: Hand, kind: str, opening: str) -> Said:
    month, year = _month(rng, hand), hand.year
    slash = pick(rng, ("/", " năm ")) if hand.separator == "/" else "-"
    if kind == "month":
        return Said(f"{opening}tháng {month:02d}{slash}{year}" if month < 3 else f"{opening}tháng {month}{slash}{year}",
                    dt.date(year, month, 1), _end(year, month))  # fmt: skip
    if kind == "third":
        word, low, high = pick(rng, (("đầu", 1, 10), ("giữa", 11, 20), ("cuối", 21, 0)))
        last = _end(year, month) if not high else dt.date(year, month, high)
        return Said(f"{word} tháng {month}{slash}{year}", dt.date(year, month, low), last)
    if kind == "months":
        low = min(month, 11)
        high = between(rng, low + 1, min(12, low + 3))
        text = pick(rng, (f"tháng {low} - {high}/{year}", f"từ tháng {low} đến tháng {high}/{year}"))
        return Said(text, dt.date(year, low, 1), _end(year, high), role="period")
    if kind == "quarter":
        quarter = (month - 1) // 3
        text = f"{opening}quý {_QUARTERS[quarter]}" + pick(rng, (f"/{year}", f" năm {year}"))
        return Said(text, dt.date(year, quarter * 3 + 1, 1), _end(year, quarter * 3 + 3))
    half = 0 if hand.first < dt.date(year, 4, 1) else 6
    text = f"{opening}{pick(rng, ('6', '06'))} tháng {'cuối' if half else 'đầu'} năm {year}"
    return Said(text, dt.date(year, half + 1, 1), _end(year, half + 6), role="period")


def bound(rng: Random, hand: Hand, *, within: bool = False) -> Said:
    """By when something is due: `trước ngày 05/6/2023`, `chậm nhất ngày …`; with `within` also `trong quý III/2023`,
    which is a bound after `hoàn thành` only."""
    kind = weighted(rng, [("before", 5), ("latest", 3), ("until", 2), ("clock", 1), ("within", 2 if within else 0)])
    day = a_day(rng, hand)
    form = short(hand, day) if chance(rng, 0.8) else written(day)
    if kind == "before":
        return Said(f"trước ngày {form}", None, day, "<", role="deadline")
    if kind == "latest":
        return Said(f"chậm nhất {pick(rng, ('', 'là ', 'vào '))}ngày {form}", None, day, "<=", role="deadline")
    if kind == "until":
        return Said(f"đến hết ngày {form}", None, day, "<=", role="deadline")
    if kind == "clock":
        hour = pick(rng, ("17 giờ 00", "16 giờ", "11h30"))
        return Said(f"trước {hour} ngày {short(hand, day)}", None, day, "<", role="deadline")
    inner = _longer(rng, hand, pick(rng, ("month", "quarter")), "trong ")
    return Said(inner.text, inner.start, inner.end, "<=", role="deadline")


def recurring_event(rng: Random, hand: Hand) -> Said:
    """Again and again: `thứ Hai hằng tuần`, `ngày 25 hằng tháng`, `tối thứ Bảy hằng tuần trong tháng 5/2023`."""
    kind = weighted(rng, [("weekly", 3), ("monthly", 2), ("nth", 1), ("month", 1)])
    code, name = pick(rng, _DAYS[:6])
    if kind == "weekly":
        part = pick(rng, ("", "sáng ", "chiều "))
        return Said(f"{part}{name} {hand.hang} tuần", rrule=f"FREQ=WEEKLY;BYDAY={code}")
    if kind == "monthly":
        day = between(rng, 5, 28)
        return Said(f"ngày {day:02d} {hand.hang} tháng", rrule=f"FREQ=MONTHLY;BYMONTHDAY={day}")
    if kind == "nth":
        number, word = pick(rng, _NTH)
        return Said(f"{name} {word} {hand.hang} tháng", rrule=f"FREQ=MONTHLY;BYDAY={number}{code}")
    month = _month(rng, hand)
    return Said(
        f"tối {name} {hand.hang} tuần trong tháng {month}/{hand.year}",
        dt.date(hand.year, month, 1), _end(hand.year, month), rrule=f"FREQ=WEEKLY;BYDAY={code}",
    )  # fmt: skip


def recurring_bound(rng: Random, hand: Hand) -> tuple[Said, ...]:
    """Due again and again: `trước ngày 25 hằng tháng`; `trước ngày 15/6 và 15/12 hằng năm` is two."""
    kind = pick(rng, ("monthly", "yearly", "twice"))
    if kind == "monthly":
        day = between(rng, 5, 28)
        rule = f"FREQ=MONTHLY;BYMONTHDAY={day}"
        return (Said(f"trước ngày {day:02d} {hand.hang} tháng", op="<", rrule=rule, role="deadline"),)
    day = pick(rng, (5, 10, 15, 20))
    months = (6, 12) if kind == "twice" else (pick(rng, (10, 11, 12)),)
    text = "trước ngày " + " và ".join(f"{day:02d}/{month}" for month in months) + f" {hand.hang} năm"
    return tuple(
        Said(text, op="<", rrule=f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", role="deadline") for month in months
    )


def days(rng: Random, hand: Hand) -> tuple[Said, ...]:
    """Several days with one month: `ngày 12, 13 và 14/6/2024`."""
    day = a_day(rng, hand, latest=330).replace(day=between(rng, 10, 20))
    run = [day + dt.timedelta(i) for i in range(between(rng, 2, 3))]
    head = ", ".join(f"{one.day:02d}" for one in run[:-1])
    tail = short(hand, run[-1]) if hand.separator == "/" else written(run[-1])
    return tuple(Said(f"ngày {head} và {tail}", one, one) for one in run)


def tet(year: int) -> Said:
    """The lunar New Year by its name: `Tết Nguyên đán Bính Ngọ 2026`."""
    day, name = _TET[year]
    date = dt.date.fromisoformat(f"{year}-{day}")
    return Said(f"Tết Nguyên đán {name} {year}", date, date)


def feast(name: str, day: str, hand: Hand) -> Said:
    """A yearly day without its year: `Ngày Quốc tế Lao động 01/5` takes the plan's."""
    month, number = map(int, day.split("-"))
    date = dt.date(hand.year, month, number)
    return Said(f"{name} {short(hand, date, year=False).replace('-', '/')}", date, date, role="anniversary")


def years(first: int, last: int, word: str = "giai đoạn") -> Said:
    """`giai đoạn 2021 - 2025`."""
    return Said(f"{word} {first} - {last}", dt.date(first, 1, 1), dt.date(last, 12, 31), role="period")


def cell(rng: Random, hand: Hand, *, due: bool = False) -> Said:
    """What stands in a column of times; `due` in one headed `Thời gian hoàn thành`."""
    kinds = [("day", 5), ("dayword", 1), ("range", 2), ("month", 4), ("quarter", 3), ("months", 1), ("third", 1),
             ("half", 1), ("bound", 2), ("recur", 1), ("year", 1), ("barequarter", 1), ("always", 1),
             ("two-quarters", 1), ("weekday", 1)]  # fmt: skip
    kind = weighted(rng, kinds)
    day = a_day(rng, hand)
    role = "deadline" if due else "event"
    if kind in ("day", "dayword"):
        return Said(("Ngày " if kind == "dayword" else "") + short(hand, day), day, day, role=role)
    if kind == "weekday":
        return Said(f"{_upper(_DAYS[day.weekday()][1])}, {short(hand, day)}", day, day)
    if kind == "range":
        said = _range(rng, hand, day, "Từ ngày ")
    elif kind == "bound":
        said = bound(rng, hand)
    elif kind == "recur":
        said = recurring_event(rng, hand)
    elif kind == "year":
        return Said(f"Năm {hand.year}", dt.date(hand.year, 1, 1), dt.date(hand.year, 12, 31), listed=False)
    elif kind == "barequarter":
        quarter = (_month(rng, hand) - 1) // 3
        return Said(
            f"Quý {_QUARTERS[quarter]}", dt.date(hand.year, quarter * 3 + 1, 1), _end(hand.year, quarter * 3 + 3)
        )
    elif kind == "always":
        return Said("Thường xuyên", listed=False)
    elif kind == "two-quarters":
        low = between(rng, 0, 2)
        text = f"Quý {_QUARTERS[low]}, {_QUARTERS[low + 1]} năm {hand.year}"
        return Said(text, dt.date(hand.year, low * 3 + 1, 1), _end(hand.year, low * 3 + 6), role="period")
    else:
        said = _longer(rng, hand, kind, pick(rng, ("trong ", "", "")) if kind != "third" else "")
    return Said(_upper(said.text), said.start, said.end, said.op, said.rrule, said.role)
