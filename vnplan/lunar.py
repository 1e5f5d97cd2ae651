"""The Vietnamese lunar calendar (âm lịch), computed for UTC+7.

New moons and solar terms after Jean Meeus, Astronomical Algorithms, in the short form of Hồ Ngọc Đức's
"Computing the Vietnamese lunar calendar". It is the calendar in official use since 1968 (Decision
121/CP of 8 August 1967, which moved it from UTC+8 to UTC+7), and good for 1800 to 2199.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache

STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")  # thiên can
BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")  # địa chi
FIRST_YEAR, LAST_YEAR = 1800, 2199

_ZONE = 7.0  # hours east of Greenwich
_EPOCH = 1_721_424.5  # Julian date of 0001-01-01T00:00 minus one day: date.toordinal() == 0
_MONTH = 29.530588853  # mean synodic month, in days
_FIRST_MOON = 2_415_021.076998695  # Julian date of the new moon of January 1900 from which months are counted


def lunar_to_solar(day: int, month: int, year: int, *, leap: bool = False) -> dt.date | None:
    """The date of a lunar day. `year` is the Gregorian year in which that lunar year's Tết falls.

    `leap` asks for the leap month (tháng nhuận) of that number. None where there is no such day:
    a 30th of a short month, a leap month that the year doesn't have, a year outside 1800 to 2199.
    """
    first = lunar_month(month, year, leap=leap)
    if first is None or not 1 <= day <= (first[1] - first[0]).days + 1:
        return None
    return first[0] + dt.timedelta(days=day - 1)


def lunar_month(month: int, year: int, *, leap: bool = False) -> tuple[dt.date, dt.date] | None:
    """First and last day of a lunar month; None where the year has no such month."""
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        return None
    for number, is_leap, start, end in _months(year):
        if number == month and is_leap == leap:
            return dt.date.fromordinal(start), dt.date.fromordinal(end)
    return None


def solar_to_lunar(date: dt.date) -> tuple[int, int, int, bool]:
    """Lunar day, month, year (named by the Gregorian year of its Tết), and whether the month is a leap month.

    ValueError outside 1800 to 2199.
    """
    ordinal = date.toordinal()
    for year in (date.year, date.year - 1):
        if FIRST_YEAR <= year <= LAST_YEAR:
            for number, is_leap, start, end in _months(year):
                if start <= ordinal <= end:
                    return ordinal - start + 1, number, year, is_leap
    raise ValueError(f"no lunar date is computed for {date}: only {FIRST_YEAR} to {LAST_YEAR}")


def year_name(year: int) -> str:
    """Stem and branch (can chi) of the lunar year whose Tết falls in that Gregorian year: 2026 -> Bính Ngọ."""
    return f"{STEMS[(year - 4) % 10]} {BRANCHES[(year - 4) % 12]}".title()


def year_of(stem: str, branch: str, near: int) -> int | None:
    """The year of that name nearest to the year `near` (names recur every 60 years); None for no such name.

    Takes the names in lower case; `tí`, `tị` and `kỉ` count as `tý`, `tỵ` and `kỷ`.
    """
    stem, branch = (_SPELLINGS.get(name, name) for name in (stem, branch))
    if stem not in STEMS or branch not in BRANCHES:
        return None
    for distance in range(31):
        for year in (near + distance, near - distance):
            if (year - 4) % 10 == STEMS.index(stem) and (year - 4) % 12 == BRANCHES.index(branch):
                return year
    return None


_SPELLINGS = {"tí": "tý", "tị": "tỵ", "kỉ": "kỷ", "mẹo": "mão", "quí": "quý"}


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[tuple[int, bool, int, int], ...]:
    """Number, leap or not, first and last day (as ordinals) of each month of the lunar year, from Tết on."""
    every = [*_span(year - 1), *_span(year)]
    first = next(i for i, (number, leap, _) in enumerate(every) if number == 1 and not leap)
    last = next(i for i in range(first + 1, len(every)) if every[i][0] == 1 and not every[i][1])
    return tuple((*every[i][:2], every[i][2], every[i + 1][2] - 1) for i in range(first, last))


def _span(year: int) -> list[tuple[int, bool, int]]:
    """The months from the 11th lunar month of `year` up to that of the next: number, leap or not, first day.

    The 11th month holds the winter solstice. Thirteen months between two solstices make a leap month of the
    first that holds no principal solar term.
    """
    start, stop = _eleventh(year), _eleventh(year + 1)
    count = round((_new_moon(stop) - _new_moon(start)) / _MONTH)
    firsts = [_new_moon(start + i) for i in range(count + 1)]
    leap = -1
    if count == 13:
        terms = [_term(day) for day in firsts]
        leap = next(i for i in range(1, count) if terms[i] == terms[i + 1])
    months: list[tuple[int, bool, int]] = []
    number = 10
    for index in range(count):
        if index != leap:
            number += 1
        months.append(((number - 1) % 12 + 1, index == leap, firsts[index]))
    return months


def _eleventh(year: int) -> int:
    """Count since 1900 of the new moon that opens the 11th lunar month of a Gregorian year."""
    last_day = dt.date(year, 12, 31).toordinal()
    k = int((last_day + _EPOCH - _FIRST_MOON) / _MONTH)
    while _new_moon(k + 1) <= last_day:
        k += 1
    while _new_moon(k) > last_day:
        k -= 1
    return k - 1 if _term(_new_moon(k)) >= 9 else k


def _new_moon(k: int) -> int:
    """The local day (as an ordinal) of the k-th new moon since January 1900."""
    t = k / 1236.85
    jd = 2_415_020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    jd += 0.00033 * _sin(166.56 + 132.87 * t - 0.009173 * t**2)
    sun = 359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3
    moon = 306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3
    node = 21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3
    jd += (0.1734 - 0.000393 * t) * _sin(sun) + 0.0021 * _sin(2 * sun)
    jd += -0.4068 * _sin(moon) + 0.0161 * _sin(2 * moon) - 0.0004 * _sin(3 * moon)
    jd += 0.0104 * _sin(2 * node) - 0.0051 * _sin(sun + moon) - 0.0074 * _sin(sun - moon)
    jd += 0.0004 * _sin(2 * node + sun) - 0.0004 * _sin(2 * node - sun) - 0.0006 * _sin(2 * node + moon)
    jd += 0.0010 * _sin(2 * node - moon) + 0.0005 * _sin(2 * moon + sun)
    if t < -11:
        delta = 0.001 + 0.000839 * t + 0.0002261 * t**2 - 0.00000845 * t**3 - 0.000000081 * t**4
    else:
        delta = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return math.floor(jd - delta + _ZONE / 24 - _EPOCH)


def _term(day: int) -> int:
    """Which twelfth of the sun's path (0 to 11, from the spring equinox) it has reached as that local day begins."""
    jd = day + _EPOCH - _ZONE / 24
    t = (jd - 2_451_545.0) / 36_525
    anomaly = 357.52910 + 35_999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3
    longitude = 280.46645 + 36_000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * _sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * _sin(2 * anomaly) + 0.000290 * _sin(3 * anomaly)
    return int(longitude % 360 / 30)


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))
