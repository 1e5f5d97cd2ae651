"""The Vietnamese lunar calendar against known days (domain part 4.9)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.lunar import lunar_month, lunar_to_solar, solar_to_lunar, year_name, year_of

# year, its name, then 1/1, 10/3, 15/4, 15/7, 15/8 and the 23rd of the twelfth month before it
TABLE = """
2022|Nhâm Dần|2022-02-01|2022-04-10|2022-05-15|2022-08-12|2022-09-10|2022-01-25
2023|Quý Mão|2023-01-22|2023-04-29|2023-06-02|2023-08-30|2023-09-29|2023-01-14
2024|Giáp Thìn|2024-02-10|2024-04-18|2024-05-22|2024-08-18|2024-09-17|2024-02-02
2025|Ất Tỵ|2025-01-29|2025-04-07|2025-05-12|2025-09-06|2025-10-06|2025-01-22
2026|Bính Ngọ|2026-02-17|2026-04-26|2026-05-31|2026-08-27|2026-09-25|2026-02-10
2027|Đinh Mùi|2027-02-06|2027-04-16|2027-05-20|2027-08-16|2027-09-15|2027-01-30
2028|Mậu Thân|2028-01-26|2028-04-04|2028-05-09|2028-09-03|2028-10-03|2028-01-19
"""
DAYS = ((1, 1, 0), (10, 3, 0), (15, 4, 0), (15, 7, 0), (15, 8, 0), (23, 12, -1))


@pytest.mark.parametrize("row", TABLE.strip().splitlines(), ids=lambda row: row[:4])
def test_feasts_fall_on_their_known_days(row: str) -> None:
    year, name, *days = row.split("|")
    found = [lunar_to_solar(day, month, int(year) + shift) for day, month, shift in DAYS]
    assert [str(day) for day in found] == days
    assert year_name(int(year)) == name


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1968, "1968-01-29"),  # Hà Nội kept Tết a day before Sài Gòn
        (1985, "1985-01-21"),  # a month before the Chinese calendar
        (2007, "2007-02-17"),  # a day before the Chinese calendar
        (2030, "2030-02-02"),  # a day before the Chinese calendar
    ],
)
def test_tet_follows_hanoi_where_the_chinese_calendar_differs(year: int, day: str) -> None:
    assert str(lunar_to_solar(1, 1, year)) == day


def test_leap_months_are_the_known_ones() -> None:
    leap = [
        (year, month) for year in range(2001, 2034) for month in range(1, 13) if lunar_month(month, year, leap=True)
    ]
    assert leap == [
        (2001, 4), (2004, 2), (2006, 7), (2009, 5), (2012, 4), (2014, 9), (2017, 6), (2020, 4), (2023, 2), (2025, 6),
        (2028, 5), (2031, 3), (2033, 11),
    ]  # fmt: skip


def test_a_day_that_a_month_lacks_is_none() -> None:
    assert lunar_to_solar(30, 1, 2024) is None  # a month of 29 days
    assert lunar_to_solar(1, 5, 2024, leap=True) is None
    assert lunar_to_solar(1, 13, 2024) is None
    assert lunar_to_solar(0, 1, 2024) is None
    assert lunar_to_solar(1, 1, 2500) is None


def test_years_are_known_by_their_names() -> None:
    assert year_of("bính", "ngọ", 2013) == 2026
    assert year_of("kỉ", "tị", 1990) == 1989
    assert year_of("giáp", "sửu", 2013) is None  # stems and branches of unlike parity never meet
    assert year_of("xuân", "ngọ", 2013) is None


@given(st.dates(dt.date(1801, 1, 1), dt.date(2198, 12, 31)))
def test_there_and_back(date: dt.date) -> None:
    day, month, year, leap = solar_to_lunar(date)
    assert lunar_to_solar(day, month, year, leap=leap) == date


def test_dates_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="1800 to 2199"):
        solar_to_lunar(dt.date(1700, 1, 1))
