"""The families: pairs, changed fields and coverage against alignments written by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.comparison.families import counts, f1, find, gold, plan, sides
from vnplan.comparison import Comparison, cascade, compare
from vnplan.comparison.records import Cascade, Difference
from vnplan.pipeline import parse


@cache
def compared(name: str, suffix: str = ".txt") -> Comparison:
    return compare([plan(slug, suffix) for slug in gold(name)["plans"].values()])


def told(name: str, suffix: str = ".txt") -> list[tuple[Difference, dict[str, Any]]]:
    """Each difference of the gold with the one that was found."""
    truth = gold(name)
    comparison = compared(name, suffix)
    keys = {
        short: next(p.key for p in comparison.plans if p.sha256 == _sha(plan(slug, suffix)))
        for short, slug in truth["plans"].items()
    }
    found = {(d.before, d.after): d for d in comparison.differences}
    return [(found[keys[one["before"]], keys[one["after"]]], one) for one in truth["differences"]]


def _sha(one: Any) -> str:
    assert one.source is not None
    return str(one.source.sha256)


def total(kind: str, suffix: str) -> float:
    found: set[Any] = set()
    truth: set[Any] = set()
    for name in ("cong-nhan", "moi-truong"):
        for number, (difference, one) in enumerate(told(name, suffix)):
            here, there = counts(difference, one)[kind]
            found |= {(name, number, item) for item in here}
            truth |= {(name, number, item) for item in there}
    print(kind, suffix, sorted(map(str, found - truth)), sorted(map(str, truth - found)))
    return f1(found, truth)


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_pairs_of_activities_reach_nine_tenths(suffix: str) -> None:
    assert total("pairs", suffix) >= 0.90


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_changed_fields_reach_nine_tenths(suffix: str) -> None:
    assert total("fields", suffix) >= 0.90


@pytest.mark.parametrize("name", ["cong-nhan", "moi-truong"])
def test_what_is_dropped_and_added_has_no_counterpart(name: str) -> None:
    for difference, truth in told(name):
        before, after = sides(difference)
        paired = len(difference.pairs)
        for wanted, side in ((truth["dropped"], before), (truth["added"], after)):
            places = {text: find(text, side) for text in wanted}
            assert all(place is not None and place >= paired for place in places.values()), places


@pytest.mark.parametrize("name", ["cong-nhan", "moi-truong"])
def test_deadlines_move_by_days_within_the_year(name: str) -> None:
    for difference, truth in told(name):
        moved = [(pair.before or "", pair.delta) for pair in difference.deadlines if pair.delta is not None]
        for word, days in truth["deadlines"]:
            assert any(word.lower() in text.lower() and delta == days for text, delta in moved), (word, days, moved)


def test_targets_are_compared_as_numbers() -> None:
    ((difference, truth),) = told("moi-truong")
    found = {(pair.unit, pair.delta) for pair in difference.targets}
    assert found == {("cây xanh", 60000), ("%", 0)}
    assert len(truth["targets"]) == len(difference.targets)


def test_the_reform_is_told_as_such() -> None:
    ((difference, truth),) = told("moi-truong")
    assert truth["notes"] in difference.notes[0]
    assert difference.relation == "years"
    ended = [gone.activity.name for gone in difference.dropped if gone.ended]
    assert ended == truth["ended"]
    renamed = [[body.before, body.after] for body in difference.bodies if body.status == "renamed"]
    assert all(pair in renamed for pair in truth["renamed"])
    assert {body.before for body in difference.bodies if body.status == "ended"} >= {
        "Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm"
    }
    kept = [pair.before.name for pair in difference.pairs if pair.status == "kept"]
    assert kept == ["Mít tinh hưởng ứng Ngày Môi trường thế giới", "Trồng rừng chắn cát ven biển"]


def test_themes_stand_side_by_side() -> None:
    (difference, _), *_ = told("cong-nhan")
    assert [(pair.before, pair.after) for pair in difference.themes] == [
        ("Công nhân Thái Bình - Vững tay nghề, chắc tay lưới", "Thêm một kỹ năng - Thêm một cơ hội")
    ]


@cache
def carried_out() -> Cascade:
    truth = gold("tre-em")
    return cascade(plan(truth["parent"]), [plan(slug) for slug in truth["children"]])


def coverage_table() -> list[tuple[str, str, str, float | None, str, float | None]]:
    """Every directive and child: what, which child, true status and shift, found status and shift."""
    truth, found = gold("tre-em"), carried_out()
    names = [ref.source.removesuffix(".txt") for ref in found.children if ref.source]
    table = []
    for kind, group in (("activity", "activities"), ("target", "targets"), ("deadline", "deadlines")):
        directives = [d for d in found.directives if d.kind == kind]
        for text, *wanted in truth[group]:
            directive = next((d for d in directives if text.lower() in d.text.lower()), None)
            for child, (status, delta) in zip(truth["children"], wanted, strict=True):
                taking = directive.children[names.index(child)] if directive else None
                shift = next((c.delta for c in taking.changes if c.delta is not None), None) if taking else None
                table.append((text, child, status, delta, taking.status if taking else "", shift))
    return table


def test_coverage_of_directives_targets_and_deadlines() -> None:
    table = coverage_table()
    wrong = [row for row in table if row[2] != row[4]]
    assert len(table) == 24
    assert 1 - len(wrong) / len(table) >= 0.85, wrong


def test_what_a_child_changes_is_told_in_days_and_numbers() -> None:
    rows = [row for row in coverage_table() if row[2] == row[4] and row[3] is not None]
    assert rows
    assert all(row[3] == row[5] for row in rows), rows


def test_what_a_child_adds() -> None:
    found = carried_out()
    names = [ref.source.removesuffix(".txt") for ref in found.children if ref.source]
    truth = gold("tre-em")
    for child, wanted in zip(truth["children"], truth["additions"], strict=True):
        key = found.children[names.index(child)].key
        added = [one.activity.name for one in found.additions if one.child == key]
        assert added == wanted


def test_children_are_linked_by_citation() -> None:
    assert [(link.by, link.basis) for link in carried_out().links] == [("citation", True), ("citation", True)]
    assert carried_out().notes == ()


def test_the_real_union_plans_are_compared_without_anything_absurd() -> None:
    """Only like is paired with like; read by people (see the notes of the project)."""
    home = Path(__file__).parent.parent.parent.parent / "shared" / "plans"
    if not home.is_dir():
        pytest.skip("the real plans are not here")
    (difference,) = compare([parse(home / "tra-vinh-2023.txt"), parse(home / "vinh-thuan-2024.txt")]).differences
    assert difference.relation == "levels"
    words = [(pair.before.name.lower(), pair.after.name.lower()) for pair in difference.pairs]
    subjects = (
        "phát động",
        "cảm ơn người lao động",
        "phát triển đoàn viên",
        "thăm hỏi, tặng quà",
        "thăm hỏi, động viên",
    )
    assert len(words) >= 3
    assert all(any(s in one and s in other for s in subjects) for one, other in words), words
    assert [pair.delta for pair in difference.deadlines if pair.status == "changed"] == [-10.0]
