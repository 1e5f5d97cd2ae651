"""The grid of a .docx table: columns that are there to be seen, without the slivers of Word's layout grid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnplan.readers.draft import CellDraft

_SLIVER = 150.0  # twips (1/20 point): edges of different rows nearer than this are meant to be one
_LENGTH = re.compile(r"(-?\d{1,7}(?:\.\d{1,4})?)(pt|in|cm|mm|pc)?")  # "2835", "21.5pt"
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "pc": 240.0}


def grid(cells: Sequence[CellDraft], widths: Sequence[str | None]) -> int:
    """Renumber the columns of `cells` in place and give how many there are; `widths` are those of w:gridCol.

    Word's grid has a column for every edge of any row. Edges that no cell uses are dropped, and two edges of
    different rows that nearly meet are made one, unless a cell lies between them.
    """
    edges = sorted({cell.column for cell in cells} | {cell.column + cell.colspan for cell in cells})
    places = _positions(edges, widths)
    begun: dict[int, int] = {}  # by edge: where the last cell begins that ends there
    for cell in cells:
        end = cell.column + cell.colspan
        begun[end] = max(begun.get(end, -1), cell.column)
    column_of: dict[int, int] = {}
    first = edges[0]  # of the edges that are made one
    column = 0
    for edge in edges:
        joins = places is not None and places[edge] - places[first] < _SLIVER and begun.get(edge, -1) < first
        if edge != first and not joins:
            first = edge
            column += 1
        column_of[edge] = column
    for cell in cells:
        start = column_of[cell.column]
        cell.colspan = column_of[cell.column + cell.colspan] - start
        cell.column = start
    return column


def _positions(edges: Sequence[int], widths: Sequence[str | None]) -> dict[int, float] | None:
    """Where each edge lies, in twips; None where the grid does not say or has a column without a width."""
    if not edges or edges[-1] > len(widths):
        return None
    positions = [0.0]
    for width in widths:
        match = _LENGTH.fullmatch(width or "")
        value = float(match.group(1)) * _UNITS.get(match.group(2), 1.0) if match else 0.0
        if value <= 0:
            return None
        positions.append(positions[-1] + value)
    return {edge: positions[edge] for edge in edges}
