"""The best one-to-one assignment between two lists, from the scores of those pairs that come into question.

Pairs fall into components that share no item; within each the sum of what scores exceed the
threshold by is the greatest possible (Hungarian method, in the form of shortest augmenting paths): one sure pair is
better than two doubtful ones. Leaving an item alone is always allowed. Ties go to the first items,
so the result depends on nothing but the lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Pairs = Mapping[tuple[int, int], float]

_LEAST = 0.01  # what a pair right at the threshold is worth
_LARGEST = 120  # items of a component solved exactly; larger ones (thousands of like texts) go by best score first


def assign(scores: Pairs, threshold: float) -> tuple[tuple[int, int], ...]:
    """Pairs (left, right), each item once at most, in the order of left; only of pairs that reach the threshold."""
    likely = {pair: score for pair, score in scores.items() if score >= threshold}
    chosen: list[tuple[int, int]] = []
    for component in _components(likely):
        lefts = sorted({left for left, _ in component})
        rights = sorted({right for _, right in component})
        if len(component) == 1:
            chosen += component
        elif max(len(lefts), len(rights)) > _LARGEST:
            chosen += _greedy({pair: likely[pair] for pair in component})
        else:
            chosen += _optimal(lefts, rights, {pair: likely[pair] - threshold + _LEAST for pair in component})
    return tuple(sorted(chosen))


def _components(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs that hang together by an item, in a fixed order."""
    ordered = sorted(pairs)
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in ordered:
        parent[root(("r", right))] = root(("l", left))
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for left, right in ordered:
        found.setdefault(root(("l", left)), []).append((left, right))
    return list(found.values())


def _greedy(scores: Pairs) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    lefts: set[int] = set()
    rights: set[int] = set()
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if left not in lefts and right not in rights:
            chosen.append((left, right))
            lefts.add(left)
            rights.add(right)
    return chosen


def _optimal(lefts: list[int], rights: list[int], scores: Pairs) -> list[tuple[int, int]]:
    """Least cost, with a column of its own for each row that stays alone at cost 0."""
    count, width = len(lefts), len(rights)
    columns = width + count
    cost = [
        [-scores.get((left, right), -1.0) if (left, right) in scores else 1.0 for right in rights]
        + [0.0 if other == row else 1.0 for other in range(count)]
        for row, left in enumerate(lefts)
    ]
    over_rows = [0.0] * (count + 1)
    over_columns = [0.0] * (columns + 1)
    held = [0] * (columns + 1)  # column -> its row, from 1; 0: free
    for row in range(1, count + 1):
        held[0] = row
        at = 0
        least = [float("inf")] * (columns + 1)
        back = [0] * (columns + 1)
        used = [False] * (columns + 1)
        while held[at]:
            used[at] = True
            now, delta, best = held[at], float("inf"), 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                reduced = cost[now - 1][column - 1] - over_rows[now] - over_columns[column]
                if reduced < least[column]:
                    least[column], back[column] = reduced, at
                if least[column] < delta:
                    delta, best = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    over_rows[held[column]] += delta
                    over_columns[column] -= delta
                else:
                    least[column] -= delta
            at = best
        while at:
            held[at] = held[back[at]]
            at = back[at]
    return [
        (lefts[held[column] - 1], rights[column - 1])
        for column in range(1, width + 1)
        if held[column] and (lefts[held[column] - 1], rights[column - 1]) in scores
    ]
