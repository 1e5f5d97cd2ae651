from __future__ import annotations

import datetime as dt

import pytest

from vnplan.model import Activity, Plan, Scope, When
from vnplan.schedule import day_before, first_day, names_days, plan_period


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("when", "first"),
    [
        pytest.param(When(text="", start=day("2024-06-03"), end=day("2024-06-05")), "2024-06-03", id="span"),
        pytest.param(When(text="", start=day("2024-06-03"), op=">="), "2024-06-03", id="from a day on"),
        pytest.param(When(text="", start=day("2024-06-03"), op=">"), "2024-06-04", id="after a day"),
        pytest.param(When(text="", end=day("2024-06-30"), op="<"), "2024-06-29", id="before a day: the day before"),
        pytest.param(When(text="", end=day("2024-06-30"), op="<="), "2024-06-30", id="until a day: that day"),
        pytest.param(
            When(text="", start=day("2024-06-01"), end=day("2024-06-30"), op="<="), "2024-06-30", id="done in a month"
        ),
        pytest.param(
            When(text="", start=day("2024-06-01"), end=day("2024-06-30"), rrule="FREQ=WEEKLY;BYDAY=FR"),
            "2024-06-07",
            id="first Friday in the bounds",
        ),
        pytest.param(When(text="", rrule="FREQ=MONTHLY;BYMONTHDAY=20"), "2024-03-20", id="bounds of the plan"),
        pytest.param(When(text="", rrule="FREQ=MONTHLY"), None, id="each month names no day"),
        pytest.param(When(text="thường xuyên"), None, id="no day"),
        pytest.param(
            When(text="", start=day("2024-06-01"), end=day("2024-06-02"), rrule="FREQ=WEEKLY;BYDAY=WE"),
            None,
            id="no such weekday in the bounds",
        ),
    ],
)
def test_first_day(when: When, first: str | None) -> None:
    assert first_day(when, (day("2024-03-01"), day("2024-12-31"))) == (day(first) if first else None)


def test_a_rule_without_any_bound_has_no_first_day() -> None:
    assert first_day(When(text="", rrule="FREQ=WEEKLY;BYDAY=MO")) is None


@pytest.mark.parametrize(
    ("rule", "named"),
    [("FREQ=WEEKLY;BYDAY=SA", True), ("FREQ=DAILY", True), ("FREQ=YEARLY;BYMONTH=6", False), ("FREQ=WEEKLY", False)],
)
def test_which_rules_name_days(rule: str, named: bool) -> None:
    assert names_days(When(text="", rrule=rule)) is named


@pytest.mark.parametrize(
    ("rule", "before"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", "FREQ=MONTHLY;BYMONTHDAY=19"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=14"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=SU"),
        ("FREQ=MONTHLY;BYDAY=1FR", None),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", None),
    ],
)
def test_day_before(rule: str, before: str | None) -> None:
    assert day_before(rule) == before


def test_a_plan_is_for_its_period_else_for_the_rest_of_its_year() -> None:
    spring = (day("2024-03-01"), day("2024-03-31"))
    assert plan_period(Scope(period=spring, year=2024), day("2024-02-01")) == spring
    assert plan_period(Scope(year=2024), day("2024-02-01")) == (day("2024-02-01"), day("2024-12-31"))
    assert plan_period(Scope(year=2024), day("2023-12-20")) == (day("2024-01-01"), day("2024-12-31"))
    assert plan_period(Scope(), day("2024-02-01")) == (day("2024-02-01"), None)


def test_the_schedule_has_the_dated_activities_in_order() -> None:
    later = Activity(name="Hội thi", tasks=(0,), first_day=day("2024-05-02"))
    undated = Activity(name="Tuyên truyền", tasks=(1,))
    sooner = Activity(name="Lễ ra quân", tasks=(2,), first_day=day("2024-05-01"))
    beside = Activity(name="Hội trại", tasks=(3,), first_day=day("2024-05-01"))
    plan = Plan(activities=(later, undated, sooner, beside))
    assert plan.schedule == (sooner, beside, later)


def test_a_plan_with_activities_comes_back_from_json() -> None:
    plan = Plan(activities=(Activity(name="Hội thi", tasks=(0,), first_day=day("2024-05-02")),))
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
