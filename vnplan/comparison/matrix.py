"""The matrix: activities of many plans in rows, one row an activity, by an index of rare words instead of all pairs.

Plans are taken in a fixed order (that of their keys), whatever the order of input. Each is aligned one to one with the
rows there are; what matches none opens a row. Time grows with plans × activities × a bounded number of candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vnplan.assignment import assign
from vnplan.comparison.activities import Prepared
from vnplan.comparison.records import Reason
from vnplan.comparison.similarity import THRESHOLD, likeness, reasons
from vnplan.comparison.wording import Key, Rarity, rarity

_CANDIDATES = 8  # rows that an activity is scored against
_POSTINGS = 64  # rows looked at for one word; words of more rows are too common to tell
_RAREST = 10  # words of a key that are looked up
_EXEMPLARS = 4  # activities that stand for a row


@dataclass(slots=True)
class Place:
    """An activity in a row: which plan, which of its activities, how surely, and why."""

    plan: int
    activity: int
    confidence: float
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Line:
    """A row while it grows."""

    exemplars: list[tuple[int, Prepared]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class _Index:
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_programme: dict[str, list[int]] = field(default_factory=dict)
    by_line: dict[str, list[int]] = field(default_factory=dict)


def build(plans: Sequence[Sequence[Prepared]], years: Sequence[int | None]) -> tuple[list[Line], Rarity]:
    """Rows over plans (in the order given) and how rare words are among them. `years` are the plans' own."""
    rare = rarity(key for plan in plans for one in plan for key in one.keys)
    lines: list[Line] = []
    index = _Index()
    for number, plan in enumerate(plans):
        scores: dict[tuple[int, int], float] = {}
        for at, one in enumerate(plan):
            for row in _candidates(one, index, rare):
                scores[at, row] = max(
                    likeness(there, one, rare, between(years[first], years[number]))
                    for first, there in lines[row].exemplars
                )
        taken = dict(assign(scores, THRESHOLD))
        best_two = _runners_up(scores)
        for at, one in enumerate(plan):
            row = taken.get(at, len(lines))
            if row == len(lines):
                lines.append(Line())
                place = Place(number, at, 1.0, ())
            else:
                first, there = _closest(one, lines[row], rare, years, number)
                why = reasons(there, one, rare, between(years[first], years[number]))
                place = Place(number, at, confidence(scores[at, row], best_two.get((at, row), 0.0)), why)
            _enter(one, number, row, lines[row], index, rare)
            lines[row].places.append(place)
    return lines, rare


def between(before: int | None, after: int | None) -> int:
    """Years between two plans, 0 where one of them is for no one year."""
    return after - before if before is not None and after is not None else 0


def confidence(score: float, next_best: float) -> float:
    """How surely a pair is right: its score, less where another counterpart is nearly as good."""
    return round(max(0.0, min(0.99, score - min(0.15, max(0.0, 0.15 - (score - next_best))))), 2)


def _closest(one: Prepared, line: Line, rare: Rarity, years: Sequence[int | None], number: int) -> tuple[int, Prepared]:
    if len(line.exemplars) == 1:
        return line.exemplars[0]
    return max(line.exemplars, key=lambda e: likeness(e[1], one, rare, between(years[e[0]], years[number])))


def _runners_up(scores: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """For each pair the best score of another pair with the same activity."""
    ranked: dict[int, list[tuple[float, int]]] = {}
    for (at, row), score in scores.items():
        ranked.setdefault(at, []).append((score, row))
    found = {}
    for at, some in ranked.items():
        some.sort(key=lambda entry: (-entry[0], entry[1]))
        for score, row in some:
            other = some[1] if (score, row) == some[0] and len(some) > 1 else some[0]
            found[at, row] = other[0] if other[1] != row else 0.0
    return found


def _candidates(one: Prepared, index: _Index, rare: Rarity) -> list[int]:
    """Rows that share a wording, a programme or rare words with an activity, the likeliest first."""
    weights: dict[int, float] = {}
    same = index.by_line.get(one.keys[0].line, ()) if one.keys else ()
    if len(same) == 1:  # the very words of one row
        return list(same)
    for key in one.keys:
        for row in index.by_line.get(key.line, ())[:_POSTINGS]:
            weights[row] = weights.get(row, 0.0) + 100.0
        for name in key.programmes:
            for row in index.by_programme.get(name, ())[:_POSTINGS]:
                weights[row] = weights.get(row, 0.0) + 50.0
        for word, weight in rarest(key, rare):
            for row in index.by_word.get(word, ())[:_POSTINGS]:
                weights[row] = weights.get(row, 0.0) + weight
    return sorted(weights, key=lambda row: (-weights[row], row))[:_CANDIDATES]


def _enter(one: Prepared, number: int, row: int, line: Line, index: _Index, rare: Rarity) -> None:
    """Let an activity stand for its row, if it adds a wording and the row has room."""
    known = {key.line for _, there in line.exemplars for key in there.keys}
    if len(line.exemplars) >= _EXEMPLARS or all(key.line in known for key in one.keys):
        return
    line.exemplars.append((number, one))
    for key in one.keys:
        _post(index.by_line, (key.line,), row)
        _post(index.by_programme, key.programmes, row)
        _post(index.by_word, (word for word, _ in rarest(key, rare)), row)


def _post(table: dict[str, list[int]], words: Iterable[str], row: int) -> None:
    for word in words:
        rows = table.setdefault(word, [])
        if not rows or rows[-1] != row:
            rows.append(row)


def rarest(key: Key, rare: Rarity) -> list[tuple[str, float]]:
    """The features of a key that tell it best from others, with their weights."""
    ranked = sorted(((at * rare.of(feature), feature) for feature, at in key.features.items()), reverse=True)
    return [(feature, weight) for weight, feature in ranked[:_RAREST]]
