"""Ruled tables of a page: from ruling lines and words to cells, merged ones included. Pure.

A place of the grid is a part of a merged cell where no line is drawn between it and its neighbour, so a merged
cell comes out with its spans whatever program drew the page.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from vnplan.document import Box
from vnplan.readers.draft import CellDraft, ParagraphDraft, TableDraft
from vnplan.readers.page_words import Line, Page, Rule, Word, lines, paragraph

_NEAR = 3.0  # points between lines that are meant as one
_PADDING = 11.0  # points; the margins of a cell, left and right, as word processors set them
_LENGTH = 6.0  # points; shorter lines rule nothing
_MOST_PLACES = 20_000  # a grid with more is a drawing
_MARKER = re.compile(
    r"(?:[-–—+•*▪✓]\s*\S|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s*\D|[a-zđ]\)\s*\S|[IVX]{1,5}\.\s)"
)  # `- Xã`
_DATE = re.compile(r"\d{1,2}[./]\d")  # `15.4`
_END = re.compile(r"[.;:!?…]['\"”)]?$")


@dataclass(slots=True)
class PageTable:
    """A table of one page: its draft, the x of its column lines, and whether a line closes it on top and below."""

    draft: TableDraft
    xs: tuple[float, ...]
    box: Box
    open_top: bool = False
    open_bottom: bool = False
    used: set[int] = field(default_factory=set)  # indices of the page's words that stand in it


def find_tables(page: Page, words: Sequence[Word]) -> list[PageTable]:
    """The ruled tables of a page, from top to bottom, filled with those of the `words` that stand in them.

    A grid is a table where it has two columns or more and words in two cells or more: boxes around one
    cell, underlines and the short rules of a letterhead are none.
    """
    horizontal, vertical = _merge(page.rules)
    order = sorted(range(len(words)), key=lambda i: words[i].top + words[i].bottom)
    heights = [(words[i].top + words[i].bottom) / 2 for i in order]
    done: list[PageTable] = []
    for across, down in _components(horizontal, vertical):
        top, bottom = min(rule.top for rule in down), max(rule.bottom for rule in down)
        near = order[bisect_right(heights, top - _NEAR) : bisect_right(heights, bottom + _NEAR)]
        table = _table(page, across, down, [(i, words[i]) for i in sorted(near)])
        if table is not None:
            done.append(table)
    return sorted(done, key=lambda t: (t.box.top, t.box.x0))


def _merge(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical lines, each made of the pieces that continue each other."""
    horizontal: list[tuple[float, float, float]] = []
    vertical: list[tuple[float, float, float]] = []
    for rule in rules:
        if rule.top == rule.bottom:
            horizontal.append((rule.top, rule.x0, rule.x1))
        if rule.x0 == rule.x1:
            vertical.append((rule.x0, rule.top, rule.bottom))
    return (
        [Rule(a, at, b, at) for at, a, b in _join(horizontal)],
        [Rule(at, a, at, b) for at, a, b in _join(vertical)],
    )


def _join(pieces: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Pieces at (nearly) one place on an axis, with from and to along it: joined where they touch."""
    pieces.sort()
    groups: list[list[tuple[float, float, float]]] = []
    for piece in pieces:
        if groups and piece[0] - groups[-1][-1][0] <= 1.0 and piece[0] - groups[-1][0][0] <= _NEAR:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    done: list[tuple[float, float, float]] = []
    for group in groups:
        at = sum(p[0] for p in group) / len(group)
        start, end = 0.0, -1e9
        for _, a, b in sorted(group, key=lambda p: p[1]):
            if a <= end + _NEAR:
                end = max(end, b)
                continue
            if end - start >= _LENGTH:
                done.append((at, start, end))
            start, end = a, b
        if end - start >= _LENGTH:
            done.append((at, start, end))
    return done


def _components(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together by crossing or touching."""
    if len(horizontal) * len(vertical) > 2_000_000:
        return []
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(horizontal)), key=lambda i: horizontal[i].top)
    heights = [horizontal[i].top for i in order]
    for j, down in enumerate(vertical):
        first = bisect_right(heights, down.top - _NEAR)
        last = bisect_right(heights, down.bottom + _NEAR)
        for i in order[first:last]:
            if horizontal[i].x0 - _NEAR <= down.x0 <= horizontal[i].x1 + _NEAR:
                parent[root(i)] = root(len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate(horizontal):
        groups[root(i)][0].append(rule)
    for j, rule in enumerate(vertical):
        groups[root(len(horizontal) + j)][1].append(rule)
    return [(across, down) for across, down in groups.values() if len(across) + len(down) >= 4 and len(down) >= 2]


def _places(values: list[float]) -> list[float]:
    """Distinct positions, those nearer than the tolerance taken together."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _table(page: Page, across: list[Rule], down: list[Rule], words: Sequence[tuple[int, Word]]) -> PageTable | None:
    xs = _places([rule.x0 for rule in down])
    ys = _places([rule.top for rule in across])
    if not ys:
        return None
    top, bottom = min(rule.top for rule in down), max(rule.bottom for rule in down)
    open_top, open_bottom = top < ys[0] - 2 * _NEAR, bottom > ys[-1] + 2 * _NEAR
    if open_top:  # a row that began on the page before
        ys.insert(0, top)
    if open_bottom:  # a row that goes on overleaf
        ys.append(bottom)
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > _MOST_PLACES:
        return None
    areas = _areas(xs, ys, across, down)
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    used: set[int] = set()
    for index, word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        row, column = bisect_right(ys, y) - 1, bisect_right(xs, x) - 1
        if 0 <= row < rows and 0 <= column < columns:
            inside[areas[row][column][:2]].append(word)
            used.add(index)
    if len(inside) < 2:
        return None
    seen: set[tuple[int, int, int, int]] = {area for line in areas for area in line}
    cells = [
        CellDraft(
            row,
            column,
            last_row - row + 1,
            last_column - column + 1,
            _blocks(page, inside[row, column], xs[last_column + 1] - xs[column] - _PADDING),
        )
        for row, column, last_row, last_column in sorted(seen)
    ]
    box = Box(page.number, round(xs[0], 1), round(ys[0], 1), round(xs[-1], 1), round(ys[-1], 1))
    draft = _drop_empty_lines(TableDraft(rows, columns, cells, page.number, box))
    starts = sorted({cell.column for cell in cells})
    return PageTable(draft, (*(xs[column] for column in starts), xs[-1]), box, open_top, open_bottom, used)


def _areas(
    xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]
) -> list[list[tuple[int, int, int, int]]]:
    """For each place of the grid the cell that covers it: first row, first column, last row, last column."""
    rows, columns = len(ys) - 1, len(xs) - 1
    wall_right = [[False] * columns for _ in range(rows)]  # a line to the right of the place
    wall_below = [[False] * columns for _ in range(rows)]
    for rule in down:
        column = _nearest(xs, rule.x0) - 1
        if 0 <= column < columns:
            for row in range(max(bisect_right(ys, rule.top) - 1, 0), min(bisect_right(ys, rule.bottom), rows)):
                if _covers(rule.top, rule.bottom, ys[row], ys[row + 1]):
                    wall_right[row][column] = True
    for rule in across:
        row = _nearest(ys, rule.top) - 1
        if 0 <= row < rows:
            for column in range(max(bisect_right(xs, rule.x0) - 1, 0), min(bisect_right(xs, rule.x1), columns)):
                if _covers(rule.x0, rule.x1, xs[column], xs[column + 1]):
                    wall_below[row][column] = True
    areas: list[list[tuple[int, int, int, int] | None]] = [[None] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if areas[row][column] is not None:
                continue
            right = column
            while right + 1 < columns and not wall_right[row][right] and areas[row][right + 1] is None:
                right += 1
            last = row
            while last + 1 < rows and not any(
                wall_below[last][c] or areas[last + 1][c] is not None for c in range(column, right + 1)
            ):
                last += 1
            area = (row, column, last, right)
            for r in range(row, last + 1):
                for c in range(column, right + 1):
                    areas[r][c] = area
    return [[area for area in line if area is not None] for line in areas]


def _nearest(places: list[float], value: float) -> int:
    index = bisect_right(places, value)
    if index and (index == len(places) or value - places[index - 1] <= places[index] - value):
        return index - 1
    return index


def _covers(start: float, end: float, low: float, high: float) -> bool:
    """Whether a line from start to end runs along most of low to high."""
    return min(end, high) - max(start, low) >= 0.6 * (high - low)


def _drop_empty_lines(table: TableDraft) -> TableDraft:
    """The table without rows and columns in which no cell begins: two lines drawn where one is meant."""
    rows = sorted({cell.row for cell in table.cells})
    columns = sorted({cell.column for cell in table.cells})
    if len(rows) == table.rows and len(columns) == table.columns:
        return table
    cells = [
        CellDraft(
            rows.index(cell.row),
            columns.index(cell.column),
            sum(cell.row <= row < cell.row + cell.rowspan for row in rows),
            sum(cell.column <= column < cell.column + cell.colspan for column in columns),
            cell.blocks,
        )
        for cell in table.cells
    ]
    return TableDraft(len(rows), len(columns), cells, table.page, table.box)


def _blocks(page: Page, words: Sequence[Word], inner: float) -> list[ParagraphDraft | TableDraft]:
    """The paragraphs of a cell; `inner` is the width between its margins."""
    upright = [word for word in words if word.upright]
    done = cell_paragraphs(lines(page.number, upright), inner)
    turned = [word for word in words if not word.upright]
    if turned:
        done += [paragraph(lines(page.number, turned[:1]))]
        done[-1].text = " ".join(word.text for word in turned)
    return list(done)


def cell_paragraphs(found: Sequence[Line], inner: float = 0.0) -> list[ParagraphDraft]:
    """Paragraphs of a cell: a new one at a marker, after a larger gap, after a full stop in a short line, and at a
    capital whose word would have stood on the line before it in a cell of the width `inner`."""
    if not found:
        return []
    right = max(line.x1 for line in found)
    pitches = [b.bottom - a.bottom for a, b in itertools.pairwise(found)]
    pitch = median(pitches) if pitches else 0.0
    groups: list[list[Line]] = [[found[0]]]
    for last, line in itertools.pairwise(found):
        starts = _MARKER.match(line.text) is not None and not _DATE.match(line.text)
        marked = starts and (_END.search(last.text) or _MARKER.match(groups[-1][0].text) or line.text[0] in "-–+•*▪✓")
        if marked and line.text[0] in "-–" and not _MARKER.match(groups[-1][0].text) and _goes_on(last, line, right):
            marked = False
        apart = line.bottom - last.bottom > 1.5 * pitch and line.bottom - last.bottom > 1.7 * line.size
        ended = _END.search(last.text) is not None and last.text[-1] != ":" and _room(last, line, right)
        titled = last.bold and not line.bold and _room(last, line, right)
        if marked or apart or ended or titled or _breaks_off(last, line, inner):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [paragraph(group) for group in groups]


def _room(last: Line, line: Line, right: float) -> bool:
    """Whether the line's first word would still have stood on the line before it."""
    first = line.words[0]
    return right - last.x1 > first.x1 - first.x0 + 0.5 * line.size


def _breaks_off(last: Line, line: Line, inner: float) -> bool:
    """Whether a line that begins with a capital stands below a line that it had room on, as one body below another."""
    first = line.words[0]
    room = inner - (last.x1 - last.x0)
    return line.text[:1].isupper() and last.text[-1:] not in "-–" and room > first.x1 - first.x0 + 0.3 * line.size


def _goes_on(last: Line, line: Line, right: float) -> bool:
    """A dash at a line's start within a name, `Tư pháp` | `- Hộ tịch`: nothing ended, no room was left."""
    return _END.search(last.text) is None and not _room(last, line, right) and line.x0 <= last.x0 + 1
