"""The families of corpora/families: their plans, parsed once, and their gold."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from vnplan.comparison.records import Activity, Difference
from vnplan.model import Plan
from vnplan.pipeline import parse

HOME = Path(__file__).parent.parent.parent / "corpora" / "families"


@cache
def plan(slug: str, suffix: str = ".txt") -> Plan:
    return parse(HOME / "plans" / f"{slug}{suffix}")


def gold(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((HOME / "gold" / f"{name}.json").read_text("utf-8"))
    return value


def said(activity: Activity) -> set[str]:
    """Every wording of an activity, without final points."""
    return {mention.text.rstrip(" .;:") for mention in activity.mentions} | {activity.name}


def find(name: str, activities: list[Activity]) -> int | None:
    return next((i for i, activity in enumerate(activities) if name in said(activity)), None)


def sides(difference: Difference) -> tuple[list[Activity], list[Activity]]:
    """All activities of both plans of a difference: the paired ones in the order of pairs, then the others."""
    before = [pair.before for pair in difference.pairs] + [gone.activity for gone in difference.dropped]
    after = [pair.after for pair in difference.pairs] + list(difference.added)
    return before, after


def counts(difference: Difference, truth: dict[str, Any]) -> dict[str, tuple[set[Any], set[Any]]]:
    """What was found and what is true, of pairs and of changed fields.

    A pair is named by the places of its activities; a change by its pair, its field, and how far it moved: days or
    units, `reform`, or nothing for bodies.
    """
    before, after = sides(difference)
    paired = {(i, i): pair for i, pair in enumerate(difference.pairs)}
    true_pairs: set[Any] = set()
    true_fields: set[Any] = set()
    for first, last, changed in truth["pairs"]:
        at = (find(first, before), find(last, after))
        place = at if None not in at else (first, last)
        true_pairs.add(place)
        true_fields |= {(place, field, value) for field, value in changed}
    found_fields = {
        (place, change.field, "reform" if change.cause == "reform" else change.delta)
        for place, pair in paired.items()
        for change in pair.changes
    }
    return {"pairs": (set(paired), true_pairs), "fields": (found_fields, true_fields)}


def f1(found: set[Any], truth: set[Any]) -> float:
    return 2 * len(found & truth) / (len(found) + len(truth)) if found or truth else 1.0
