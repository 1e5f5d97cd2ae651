"""compare(): what is aligned, what is told of it, and that the order of input does not matter."""

from __future__ import annotations

import datetime as dt
import json
import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.comparison.families import gold, plan
from vnplan.assignment import assign
from vnplan.comparison import compare
from vnplan.comparison.activities import activities
from vnplan.comparison.bodies import as_body, bare
from vnplan.comparison.matrix import confidence
from vnplan.comparison.records import Comparison, PlanRef
from vnplan.comparison.reform import crosses, notes
from vnplan.comparison.similarity import moved, shift
from vnplan.comparison.wording import Key, alike, make_key, programmes, rarity, same_programme
from vnplan.model import Header, Plan, Scope, Target, Task, Unit, When
from vnplan.pipeline import parse_text


def key(text: str, places: tuple[str, ...] = ()) -> Key:
    return make_key(text, {"NLĐ": "người lao động"}, ("Tháng Công nhân",), places)


def day(text: str, start: str) -> When:
    return When(text=text, start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(start))


def simple(year: int, *tasks: Task, province: str = "Nam Định", **rest: object) -> Plan:
    scope = Scope(year=year, province=province, level="province", campaigns=("Tháng Công nhân",))
    header = Header(issuing_body=f"LIÊN ĐOÀN LAO ĐỘNG TỈNH {province.upper()}", date=dt.date(year, 3, 1))
    return Plan(header=header, scope=scope, tasks=tasks, **rest)  # type: ignore[arg-type]


def row(activity: str, when: When | None = None, *bodies: str, **rest: object) -> Task:
    return Task(activity=activity, when=when, implement=bodies, origin="table", **rest)  # type: ignore[arg-type]


# Wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Tổ chức Lễ phát động", "Lễ phát động Tháng Công nhân năm 2024", id="phrases of every plan"),
        pytest.param("Hội thao công nhân tỉnh Nam Định", "Hội thao công nhân tỉnh Bến Tre", id="places"),
        pytest.param("Khám bệnh cho NLĐ ngày 05/5/2024", "Khám bệnh cho người lao động", id="abbreviations, dates"),
        pytest.param("Hội diễn văn nghệ (có kế hoạch riêng)", "Hội diễn văn nghệ", id="brackets"),
        pytest.param("Tập huấn hoà giải", "Tập huấn hòa giải", id="places of tones"),
    ],
)
def test_what_says_nothing_of_an_activity_makes_no_difference(one: str, other: str) -> None:
    assert key(one).line == key(other).line


def test_a_programme_is_its_name_whatever_the_dashes() -> None:
    one = key("Chương trình “Lắng nghe – Thấu hiểu – Chia sẻ”")
    other = key('Tổ chức diễn đàn "Lắng nghe Thấu hiểu - chia sẻ" tại doanh nghiệp')
    assert same_programme(one, other) == 1.0


def test_a_campaign_in_quotes_is_no_programme() -> None:
    assert programmes("Hưởng ứng “Tháng Công nhân”; chương trình “Bữa cơm ca ba”") == ("Bữa cơm ca ba",)


@given(
    st.lists(st.sampled_from("khám bệnh hội thao tặng quà công nhân xây nhà học nghề".split()), max_size=8), st.data()
)
@settings(max_examples=60, deadline=None)
def test_likeness_is_even_handed_and_between_0_and_1(words: list[str], data: st.DataObject) -> None:
    one = key(" ".join(words))
    other = key(" ".join(data.draw(st.permutations(words))))
    rare = rarity((one, other, key("trồng cây")))
    assert 0.0 <= alike(one, other, rare) <= 1.0
    assert alike(one, other, rare) == alike(other, one, rarity((one, other, key("trồng cây"))))


# Assignment


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(0, 20).map(lambda n: n / 20), max_size=12
    )
)
@settings(max_examples=150, deadline=None)
def test_the_assignment_is_the_best_there_is(scores: dict[tuple[int, int], float]) -> None:
    found = assign(scores, 0.5)
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)

    def worth(pairs: tuple[tuple[int, int], ...]) -> float:
        return sum(scores[pair] - 0.5 + 0.01 for pair in pairs)

    best = 0.0
    for chosen in permutations(range(5)):
        best = max(best, worth(tuple((i, j) for i, j in enumerate(chosen) if scores.get((i, j), 0.0) >= 0.5)))
    assert worth(found) == pytest.approx(best)


def test_one_sure_pair_is_better_than_two_doubtful_ones() -> None:
    assert assign({(0, 0): 1.0, (0, 1): 0.6, (1, 0): 0.6}, 0.5) == ((0, 0),)


def test_thousands_of_like_items_are_assigned_all_the_same() -> None:
    found = assign({(i, j): 0.9 for i in range(200) for j in range(200)}, 0.5)
    assert len(found) == 200


def test_a_rival_that_is_nearly_as_good_makes_less_sure() -> None:
    assert confidence(0.9, 0.2) == 0.9
    assert confidence(0.9, 0.85) < 0.85


# Time


def test_a_move_is_told_within_the_year() -> None:
    assert shift(day("28/4/2023", "2023-04-28"), day("26/4/2024", "2024-04-26"), 1) == -2
    assert shift(day("28/4/2023", "2023-04-28"), None, 1) is None


def test_leap_days_move_to_the_28th() -> None:
    assert moved(dt.date(2024, 2, 29), 1) == dt.date(2025, 2, 28)


# Activities of one plan


def test_a_row_its_heading_and_its_assignment_are_one_activity() -> None:
    found = activities(plan("ldld-thai-binh-2023"))
    launch = next(one for one in found if "phát động" in one.name)
    assert {mention.origin for mention in launch.mentions} == {"table", "section", "text"}
    assert launch.when is not None
    assert launch.when.start == dt.date(2023, 4, 27)


def test_the_ceremonies_of_a_province_and_of_its_districts_are_two() -> None:
    found = [one for one in activities(plan("tinh-bac-kan-2022")) if "phát động" in one.name.lower()]
    assert len(found) == 2


def test_a_duty_to_report_is_no_activity() -> None:
    assert not [one for one in activities(plan("tinh-bac-kan-2022")) if one.name.startswith("Báo cáo")]


# Bodies


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liên đoàn Lao động huyện Ý Yên", "Liên đoàn Lao động thị xã Duyên Hải"),
        ("Sở Y tế tỉnh Bến Tre", "Sở Y tế"),
        ("Báo Nam Định", "Báo Bến Tre"),
        ("Ủy ban nhân dân phường Phan Rang", "Ủy ban nhân dân xã Ba Tri"),
    ],
)
def test_bodies_of_two_places_fill_one_role(one: str, other: str) -> None:
    assert bare(one) == bare(other)


def test_any_grassroots_union_is_like_any_other() -> None:
    units = [
        Unit(name=f"Công đoàn cơ sở Công ty {n}", kind="union_grassroots", level="unit") for n in ("May A", "Gạch B")
    ]
    index = {"công đoàn cơ sở công ty may a": units[0], "công đoàn cơ sở công ty gạch b": units[1]}
    assert as_body(units[0].name, index).role == as_body(units[1].name, index).role


# The whole


def test_the_order_of_input_does_not_matter_and_the_same_plans_give_the_same() -> None:
    plans = [plan(slug) for slug in gold("cong-nhan")["plans"].values()]
    first = compare(plans).model_dump_json()
    shuffled = list(plans)
    for seed in range(3):
        random.Random(seed).shuffle(shuffled)
        assert compare(shuffled).model_dump_json() == first


def test_a_comparison_is_json_and_comes_back() -> None:
    comparison = compare([plan(slug) for slug in gold("moi-truong")["plans"].values()])
    text = comparison.model_dump_json()
    assert Comparison.model_validate_json(text) == comparison
    assert json.loads(text)["differences"][0]["relation"] == "years"


def test_a_plan_compared_with_itself_changes_nothing() -> None:
    one = plan("ldld-phu-yen-2023")
    (difference,) = compare([one, one]).differences
    assert difference.dropped == difference.added == ()
    assert {pair.status for pair in difference.pairs} == {"kept"}
    assert {pair.status for pair in difference.targets} == {"kept"}


@pytest.mark.parametrize("plans", [[], [Plan()], [Plan(), Plan()]], ids=["none", "one", "empty ones"])
def test_little_or_nothing_is_compared_without_fail(plans: list[Plan]) -> None:
    comparison = compare(plans)
    assert len(comparison.plans) == len(plans)
    assert comparison.rows == ()


def test_names_of_places_make_no_difference_between_provinces_but_do_within_one() -> None:
    before = simple(2023, row("Hội thao", day("5/5/2023", "2023-05-05"), "LĐLĐ huyện Ý Yên"))
    elsewhere = simple(2024, row("Hội thao", day("5/5/2024", "2024-05-05"), "LĐLĐ huyện Ba Tri"), province="Bến Tre")
    here = simple(2024, row("Hội thao", day("5/5/2024", "2024-05-05"), "LĐLĐ huyện Hải Hậu"))
    assert [c.field for d in compare([before, elsewhere]).differences for p in d.pairs for c in p.changes] == []
    assert [c.field for d in compare([before, here]).differences for p in d.pairs for c in p.changes] == ["responsible"]


@pytest.mark.parametrize(
    ("before", "after", "delta", "note"),
    [
        pytest.param(day("5/5/2023", "2023-05-05"), day("8/5/2024", "2024-05-08"), 3, None, id="moved"),
        pytest.param(day("5/5/2023", "2023-05-05"), None, None, "no time is given any more", id="no longer given"),
        pytest.param(None, day("8/5/2024", "2024-05-08"), None, "a time is given now", id="given now"),
        pytest.param(
            day("thứ Bảy hằng tuần từ 01/5/2023", "2023-05-01").model_copy(update={"rrule": "FREQ=WEEKLY;BYDAY=SA"}),
            day("thứ Ba hằng tuần từ 01/5/2024", "2024-05-01").model_copy(update={"rrule": "FREQ=WEEKLY;BYDAY=TU"}),
            0,
            "another recurrence",
            id="recurrence",
        ),
        pytest.param(
            When(text="10-12/5", start=dt.date(2023, 5, 10), end=dt.date(2023, 5, 12)),
            When(text="10-15/5", start=dt.date(2024, 5, 10), end=dt.date(2024, 5, 15)),
            0,
            "lasts +3 days",
            id="longer",
        ),
    ],
)  # fmt: skip
def test_changes_of_time(before: When | None, after: When | None, delta: float | None, note: str | None) -> None:
    (difference,) = compare([simple(2023, row("Hội thao", before)), simple(2024, row("Hội thao", after))]).differences
    (pair,) = difference.pairs
    (change,) = pair.changes
    assert (change.field, change.delta, change.note) == ("when", delta, note)


def test_the_same_time_in_other_words_is_no_change() -> None:
    before, after = row("Hội thao", day("5/5/2023", "2023-05-05")), row("Hội thao", day("ngày 05/5", "2024-05-05"))
    (difference,) = compare([simple(2023, before), simple(2024, after)]).differences
    assert [pair.changes for pair in difference.pairs] == [()]


def test_only_the_reform_between_two_plans_is_noted() -> None:
    before = PlanRef(key="a", year=2024, date=dt.date(2024, 3, 1), province="Trà Vinh", province_today="Vĩnh Long")
    after = PlanRef(key="b", year=2026, date=dt.date(2026, 3, 1), province="Vĩnh Long", province_today="Vĩnh Long")
    earlier = before.model_copy(update={"date": dt.date(2023, 3, 1), "year": 2023})
    assert notes(before, after)[0] == "Trà Vinh was merged into Vĩnh Long on 1 July 2025"
    assert notes(earlier, before) == ()
    assert crosses(before, after)
    assert not crosses(earlier, before)


def test_a_plan_of_a_merged_province_follows_those_of_the_provinces_it_was_formed_from() -> None:
    names = (("Trà Vinh", 2024), ("Bến Tre", 2024), ("Vĩnh Long", 2024), ("Vĩnh Long", 2026), ("An Giang", 2024))
    today = {"Trà Vinh": "Vĩnh Long", "Bến Tre": "Vĩnh Long"}
    plans = []
    for province, year in names:
        made = simple(year, row("Hội thao"), province=province)
        scope = made.scope.model_copy(update={"province_today": today.get(province, province)})
        plans.append(made.model_copy(update={"scope": scope}))
    found = {(d.before, d.after) for d in compare(plans).differences if d.relation == "years"}
    assert found == {(f"{name} 2024", "Vĩnh Long 2026") for name in ("Trà Vinh", "Bến Tre", "Vĩnh Long")}


def test_a_list_that_is_too_long_is_cut_and_told() -> None:
    targets = tuple(Target(text=f"{n} nhà", op="=", value=n, unit="nhà") for n in range(402))
    (difference,) = compare([simple(2023, targets=targets), simple(2024)]).differences
    assert difference.notes == ("of Nam Định 2023 only the first 400 targets are compared",)
    assert len(difference.targets) == 400


def test_reasons_are_given_with_each_pair() -> None:
    (difference,) = compare([plan("ldld-phu-yen-2023"), plan("ldld-phu-yen-2024")]).differences
    pair = next(pair for pair in difference.pairs if "Nghe công nhân nói" in pair.before.name)
    assert pair.confidence > 0.9
    assert [reason.kind for reason in pair.reasons] == ["programme", "wording", "role", "time"]
    assert pair.reasons[0].text == "Nghe công nhân nói"


@given(st.text(alphabet='LĐ“”"() 12/5.ăệ-;:\n\tTháng', max_size=400))
@settings(max_examples=40, deadline=None)
def test_any_text_is_compared_without_fail(text: str) -> None:
    one = parse_text(f"KẾ HOẠCH\nTổ chức Tháng Công nhân năm 2023\nI. NỘI DUNG\n1. {text}\n2. Hội thao\n")
    comparison = compare([one, plan("ldld-phu-yen-2023")])
    assert len(comparison.differences) == 1


def test_a_long_list_of_like_activities_takes_no_long_time() -> None:
    many = tuple(row(f"Hội thao công nhân khối {n} cụm {n % 7}", None, f"Cụm {n}") for n in range(800))
    (difference,) = compare([simple(2023, *many), simple(2024, *reversed(many))]).differences
    assert len(difference.pairs) + len(difference.dropped) == len(many)
