"""Variants of one plan, reworded, reordered, moved, dropped and added: the truth is known, and is found."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from corpora.families.variants import Variant, variant
from tests.comparison.families import f1
from vnplan.comparison import Comparison, compare
from vnplan.model import Plan
from vnplan.pipeline import parse_text

SEEDS = tuple(range(24))  # four provinces, two years of each


@cache
def parsed(seed: int) -> tuple[Variant, Plan]:
    made = variant(seed)
    return made, parse_text(made.text, name=f"{seed}.txt")


def activity_of(made: Variant, name: str) -> int | None:
    return next((number for number, (words, _) in made.chosen.items() if words == name), None)


def test_every_row_of_a_variant_is_read() -> None:
    for seed in SEEDS:
        made, plan = parsed(seed)
        assert {task.activity for task in plan.tasks if task.origin == "table"} == {w for w, _ in made.chosen.values()}


@cache
def two_by_two() -> list[tuple[Variant, Variant, Comparison]]:
    """Neighbouring seeds, two at a time: other provinces, mostly of one year."""
    return [(parsed(a)[0], parsed(b)[0], compare([parsed(a)[1], parsed(b)[1]])) for a, b in pairwise(SEEDS)]


def test_pairs_of_reworded_activities_reach_nine_tenths() -> None:
    found: set[Any] = set()
    truth: set[Any] = set()
    for number, (one, other, comparison) in enumerate(two_by_two()):
        (difference,) = comparison.differences
        truth |= {(number, a, a) for a in one.chosen.keys() & other.chosen.keys()}
        first, last = (one, other) if comparison.plans[0].key.startswith(one.province) else (other, one)
        for pair in difference.pairs:
            a, b = activity_of(first, pair.before.name), activity_of(last, pair.after.name)
            if a is not None or b is not None:
                found.add((number, a, b))
    missed = sorted(map(str, truth - found))
    extra = sorted(map(str, found - truth))
    assert f1(found, truth) >= 0.90, (f1(found, truth), missed, extra)


def test_days_moved_are_those_of_the_truth() -> None:
    checked = 0
    for one, other, comparison in two_by_two():
        (difference,) = comparison.differences
        first, last = (one, other) if comparison.plans[0].key.startswith(one.province) else (other, one)
        for pair in difference.pairs:
            a, b = activity_of(first, pair.before.name), activity_of(last, pair.after.name)
            if a is None or a != b:
                continue
            day, there = first.chosen[a][1], last.chosen[b][1]
            moved = (there.replace(year=2023) - day.replace(year=2023)).days
            told = next((change.delta for change in pair.changes if change.field == "when"), 0)
            assert told == moved, (pair.before.name, day, there)
            checked += 1
    assert checked > 80


def test_rows_over_all_variants_gather_the_wordings_of_one_activity() -> None:
    """Pairs of cells that stand in one row, against pairs that are of one activity."""
    made = {f"{seed}.txt": parsed(seed)[0] for seed in SEEDS}
    comparison = compare([parsed(seed)[1] for seed in SEEDS], differences=False)
    sources = {ref.key: ref.source for ref in comparison.plans}
    found: set[Any] = set()
    places: dict[int, list[str]] = {}
    for row in comparison.rows:
        cells = []
        for cell in row.cells:
            name = str(sources[cell.plan])
            number = activity_of(made[name], cell.activity.name)
            if number is not None:
                cells.append((name, number))
                places.setdefault(number, []).append(name)
        found |= {(a, b) for a in cells for b in cells if a < b}
    assert len(places) == 12
    truth = {((a, n), (b, n)) for n, names in places.items() for a in names for b in names if a < b}
    assert f1(found, truth) >= 0.90, f1(found, truth)
