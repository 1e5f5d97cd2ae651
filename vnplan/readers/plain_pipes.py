"""Cells that a `|` on a line of its own opens -> rows: the end of a row and an empty cell look the same there."""

from __future__ import annotations

from collections.abc import Sequence

from vnplan.readers.plain_grid import LABEL

MAX_COLUMNS = 20


def pipe_rows(contents: Sequence[list[str]]) -> list[list[list[str]]] | None:
    """Rows of cells. An empty run between two pipes is a row's end or an empty cell: the cheaper reading wins.

    None where there are no rows: more cells stand side by side than a page has room for, or all are empty.
    """
    longest = 0
    run = 0
    for cell in contents:
        run = run + 1 if cell else 0
        longest = max(longest, run)
    if not 0 < longest <= MAX_COLUMNS:
        return None
    labels = [LABEL.match(" ".join(cell)) is not None for cell in contents]
    cuts = [_cut(contents, labels, width) for width in range(longest, min(MAX_COLUMNS, len(contents)) + 1)]
    return min(cuts, key=lambda cut: cut[0])[1]


def _cut(contents: Sequence[list[str]], labels: Sequence[bool], width: int) -> tuple[float, list[list[list[str]]]]:
    """The cheapest way to cut the cells into rows of at most `width`, by dynamic programming."""
    n = len(contents)
    inf = float("inf")
    cost = [inf] * (n + 2)
    back = [-1] * (n + 2)
    cost[0] = 0.0  # cost[i]: rows before contents[i] are settled, and a row may begin at i
    for i in range(n):
        if cost[i] == inf:
            continue
        empty = inner = 0
        for length in range(1, min(width, n - i) + 1):
            j = i + length
            empty += not contents[j - 1]
            inner += length > 1 and labels[j - 1] and not contents[j - 2]
            if j < n and contents[j]:
                continue  # a row ends at an empty run, or at the end
            lost = 0.8 if length == 2 and labels[i] else (width - length) * (0.5 if length <= 2 else 1.0)
            price = cost[i] + min(lost, float(width - length)) + 0.1 * empty
            price += 3.0 if empty == length else 0.4 if not contents[i] else 0.0
            price += 0.0 if labels[i] else 2.0 * inner  # the number of the next row, after this row's end
            price += 0.2 if length > 1 and not labels[i] else 0.0
            after = j + 1 if j < n else n + 1
            if price < cost[after]:
                cost[after] = price
                back[after] = i
    # An empty run at the very end closes nothing: n is reached by the last row's boundary.
    end = n + 1 if cost[n + 1] <= cost[n] else n
    rows: list[list[list[str]]] = []
    i = end
    while i > 0 and back[i] >= 0:
        first = back[i]
        rows.append(list(contents[first : (i - 1 if i <= n else n)]))
        i = first
    return cost[end] + 0.3 * width, rows[::-1]
