"""The time line of a page: which days are drawn where, in whose colour, and what it needs."""

from __future__ import annotations

import datetime as dt
import json
import sys

import pytest

from tests.comparison.families import gold, plan
from vnplan.comparison import compare
from vnplan.comparison.records import Activity, Cell, Comparison, Difference, Gone, PlanRef, Row
from vnplan.errors import MissingDependency
from vnplan.model import When
from vnplan.report.timeline import LANES, lanes, library, setting

pytest.importorskip("vl_convert")


def activity(name: str, start: str | None, end: str | None = None, rrule: str | None = None) -> Activity:
    days = [dt.date.fromisoformat(day) if day else None for day in (start, end or start)]
    return Activity(name=name, when=When(text="x", start=days[0], end=days[1], rrule=rrule) if start else None)


def comparison(*activities: Activity, provinces: tuple[str, ...] = ("Hà Nam",), year: int = 2024) -> Comparison:
    """The same activities in a plan of each province."""
    refs = tuple(PlanRef(key=f"{name} {number}", province=name, year=year) for number, name in enumerate(provinces))
    rows = tuple(
        Row(name=one.name, cells=tuple(Cell(plan=ref.key, activity=one, confidence=1.0) for ref in refs))
        for one in activities
    )
    return Comparison(plans=refs, rows=rows)


def marks(start: str, end: str | None = None) -> list[str]:
    (lane,) = lanes(comparison(activity("Hội thi", start, end)))
    return [entry.marks for entry in lane.entries]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-05-09", None, "2023-05-09/2023-05-09"),
        ("2024-05-01", "2024-05-31", "2023-05-01/2023-05-31"),
        ("2024-02-29", None, "2023-02-28/2023-02-28"),
        ("2024-12-15", "2025-01-20", "2023-01-01/2023-01-20 2023-12-15/2023-12-31"),
        ("2022-09-01", "2024-03-01", "2023-01-01/2023-12-31"),
        ("2024-01-01", "2024-12-31", "2023-01-01/2023-12-31"),
    ],
)
def test_days_are_laid_into_one_year(start: str, end: str | None, expected: str) -> None:
    assert marks(start, end) == [expected]


def test_activities_stand_in_the_order_of_their_first_day_and_those_without_a_day_are_counted() -> None:
    some = (
        activity("Tổng kết", "2024-12-20"),
        activity("Đợt thi đua", "2024-11-20", "2025-02-03"),
        activity("Vận động", None),
        activity("Phát động", "2024-04-26"),
    )
    (lane,) = lanes(comparison(*some))
    assert [entry.activity.name for entry in lane.entries] == ["Phát động", "Đợt thi đua", "Tổng kết"]
    assert [entry.row for entry in lane.entries] == [3, 1, 0]
    assert lane.without == 1


def test_days_are_written_without_the_year_of_the_plan() -> None:
    some = (
        activity("Một ngày", "2024-04-27"),
        activity("Nhiều ngày", "2024-05-01", "2024-05-31"),
        activity("Sang năm sau", "2024-12-15", "2025-01-20"),
        activity("Hằng tuần", "2024-12-20", "2024-12-30", rrule="FREQ=WEEKLY"),
    )
    (lane,) = lanes(comparison(*some))
    assert [entry.short for entry in lane.entries] == ["27/4", "1/5 – 31/5", "15/12 – 20/1/2025", "↻ 20/12 – 30/12"]


def test_plans_of_a_province_stand_together_and_have_its_colour() -> None:
    shown = lanes(compare([plan(slug) for slug in gold("cong-nhan")["plans"].values()]))
    assert [lane.ref.key for lane in shown] == ["Phú Yên 2023", "Phú Yên 2024", "Thái Bình 2023", "Thái Bình 2024"]
    assert [lane.colour for lane in shown] == [0, 0, 1, 1]


def test_many_provinces_differ_by_colour_and_fill_and_no_more_plans_are_drawn_than_the_page_tells() -> None:
    names = tuple(f"Tỉnh {number}" for number in range(LANES + 3))
    shown = lanes(comparison(activity("Phát động", "2024-04-26"), provinces=names))
    assert len(shown) == LANES
    assert len({(lane.colour, lane.tone) for lane in shown}) == 18


def test_states_come_from_all_differences_of_a_plan() -> None:
    one = activity("Phát động", "2024-04-26")
    both = comparison(one, provinces=("Hà Nam", "Huế", "Hà Nam"))
    first, other, later = (ref.key for ref in both.plans)
    changes = (
        Difference(before=first, after=other, relation="provinces", dropped=(Gone(activity=one),)),
        Difference(before=first, after=later, relation="years", added=(one,)),
    )
    states = {lane.ref.key: lane.entries[0].states for lane in lanes(both.model_copy(update={"differences": changes}))}
    assert states == {first: "dropped", other: "", later: "added"}


@pytest.mark.parametrize(
    ("day", "window"),
    [("2024-05-09", ("2023-05-01", "2023-05-31")), ("2024-12-02", ("2023-12-01", "2023-12-31"))],
)
def test_the_chart_shows_whole_months(day: str, window: tuple[str, str]) -> None:
    found = setting(lanes(comparison(activity("Phát động", day))))
    assert (found["first"], found["last"]) == window


def test_without_any_day_the_chart_is_a_year() -> None:
    found = setting(lanes(comparison(activity("Vận động", None))))
    assert (found["first"], found["last"]) == ("2023-01-01", "2023-12-31")


def test_the_form_of_the_chart_holds_no_data_and_no_address() -> None:
    form = setting([])["form"]
    assert form["data"] == {"name": "activities", "values": []}
    assert "://" not in json.dumps(form)


def test_the_library_ends_no_script_and_carries_its_licences() -> None:
    code = library()
    assert "</script" not in code.lower()
    assert "<!--" not in code
    assert "University of Washington Interactive Data Lab" in code[:1000]
    assert code == library.__wrapped__()  # always the same


def test_without_vl_convert_the_error_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MissingDependency, match="vl-convert") as caught:
        library.__wrapped__()
    assert caught.value.remedy == "pip install vnplan[compare]"
