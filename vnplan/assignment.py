"""The best one-to-one assignment between two lists, from the scores of those pairs that come into question.

Where items compete, the sum of what the scores of the chosen pairs exceed the threshold by is the greatest possible:
one sure pair is better than two doubtful ones. Leaving an item alone is always allowed. Among equals the order of both
lists is kept, so the result depends on nothing but the scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

Pair = tuple[int, int]
Scores = Mapping[Pair, float]

_LEAST = 0.01  # what a pair right at the threshold is worth
_LARGEST = 200  # items that compete for an optimal assignment; of more the best score is first
_UNIT = 1_000_000  # scores are weighed as whole numbers, so that sums are exact


def assign(scores: Scores, threshold: float = 0.0) -> tuple[Pair, ...]:
    """Pairs (left, right), each item once at most, in the order of left; only of pairs that reach the threshold.

    `scores` has the score of each pair in question, by the places of its items.
    """
    worth = {pair: scores[pair] - threshold + _LEAST for pair in sorted(scores) if scores[pair] >= threshold}
    lefts, rights = Counter(left for left, _ in worth), Counter(right for _, right in worth)
    alone = [pair for pair in worth if lefts[pair[0]] == rights[pair[1]] == 1]
    rivals = {pair: worth[pair] for pair in worth if not lefts[pair[0]] == rights[pair[1]] == 1}
    return tuple(sorted(chain(alone, _matching(rivals) if rivals else ())))


def _matching(worth: Scores) -> Iterator[Pair]:
    """A matching of the greatest weight in each set of items that compete."""
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_edges_from((left, ~right) for left, right in worth)  # ~: the numbers below zero, for the right
    for items in networkx.connected_components(graph):
        lefts = (item for item in sorted(items) if item >= 0)
        part = {(left, ~right): worth[left, ~right] for left in lefts for right in sorted(graph[left])}
        yield from _best_first(part) if len(items) > _LARGEST else _optimal(part)


def _optimal(worth: Scores) -> Iterator[Pair]:
    import networkx

    rows = {left: rank for rank, left in enumerate(sorted({left for left, _ in worth}))}
    columns = {right: rank for rank, right in enumerate(sorted({right for _, right in worth}))}
    size = max(len(rows), len(columns))
    graph: networkx.Graph[int] = networkx.Graph()
    for (left, right), value in worth.items():
        in_order = size - abs(rows[left] - columns[right])
        graph.add_edge(left, ~right, weight=round(value * _UNIT) * (size * size + 1) + in_order)
    return ((max(pair), ~min(pair)) for pair in networkx.max_weight_matching(graph))


def _best_first(worth: Scores) -> Iterator[Pair]:
    taken: set[int] = set()
    for left, right in sorted(worth, key=lambda pair: (-worth[pair], pair)):
        if left not in taken and ~right not in taken:
            taken |= {left, ~right}
            yield left, right
