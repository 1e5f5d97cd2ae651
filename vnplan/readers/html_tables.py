"""Tables of a page: cells with their spans on a grid, or, where a table only lays out the page, the blocks in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from vnplan.limits import Limits
from vnplan.readers.draft import CellDraft, Draft, TableDraft

_MAX_SPAN = 100  # columns or rows that one cell may span


@dataclass(slots=True)
class Flow:
    """Blocks in order, and what is needed to tell flow from the cells of a table."""

    drafts: list[Draft] = field(default_factory=list)
    size: int = 0  # characters
    paragraphs: int = 0
    headings: int = 0
    tables: int = 0


@dataclass(slots=True)
class Grid:
    """A table while its rows come in: (flow, rowspan, colspan) of every cell."""

    rows: list[list[tuple[Flow, int, int]]] = field(default_factory=list)
    ruled: bool = False


def add_table(flow: Flow, grid: Grid, total: int, limits: Limits, name: str) -> None:
    """Put a finished table into its flow: as a table, or as the blocks in it where it only lays out the page."""
    cells = [cell for row in grid.rows for cell, _, _ in row]
    filled = [cell for cell in cells if cell.drafts]
    if not filled:
        return
    single = len(filled) == 1 or all(len(row) <= 1 for row in grid.rows)
    if single or _lays_out(grid, filled, total):
        for cell in filled:
            flow.drafts.extend(cell.drafts)
            flow.headings += cell.headings
            flow.tables += cell.tables
            flow.paragraphs += cell.paragraphs
    else:
        flow.drafts.append(_draft(grid, limits, name))
        flow.tables += 1
    flow.size += sum(cell.size for cell in filled)


def _lays_out(grid: Grid, filled: list[Flow], total: int) -> bool:
    """Whether cells hold parts of a page and not entries: headings, tables, or most of the document as paragraphs."""
    if max(len(row) for row in grid.rows) > 3:
        return False
    if any(cell.size > 0.6 * total and cell.paragraphs >= 8 for cell in filled):
        return True
    return not grid.ruled and any((cell.headings and cell.paragraphs >= 3) or cell.tables for cell in filled)


def _draft(grid: Grid, limits: Limits, name: str) -> TableDraft:
    """Cells at their places; columns in which no cell begins, and rows without any, are left out."""
    rows = [row for row in grid.rows if any(cell.drafts for cell, _, _ in row)]
    busy: list[int] = []  # per column: the first row in which it is free
    placed: list[tuple[int, int, int, int, Flow]] = []
    for r, row in enumerate(rows):
        column = 0
        for cell, rowspan, colspan in row:
            while column < len(busy) and busy[column] > r:
                column += 1
            height = min(rowspan or len(rows), len(rows) - r)
            width = 1
            while width < min(colspan, _MAX_SPAN) and not (column + width < len(busy) and busy[column + width] > r):
                width += 1
            busy.extend([0] * (column + width - len(busy)))
            busy[column : column + width] = [r + max(height, 1)] * width
            placed.append((r, column, max(height, 1), width, cell))
            column += width
    starts = sorted({column for _, column, *_ in placed})
    limits.check("max_cells", len(rows) * len(starts), source=name)
    index = {column: i for i, column in enumerate(starts)}
    order = [0] * (len(busy) + 1)  # per column: how many kept columns lie left of it
    for i in range(len(busy)):
        order[i + 1] = order[i] + (i in index)
    drafts = [
        CellDraft(r, index[column], height, max(1, order[column + width] - order[column]), cell.drafts)
        for r, column, height, width, cell in placed
    ]
    return TableDraft(len(rows), len(starts), drafts)
