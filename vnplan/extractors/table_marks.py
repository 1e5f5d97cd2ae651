"""The head of a table by its columns, and marks (`x`) in columns that are named by a body or a time.

`Đơn vị thực hiện` over `Phòng Y tế | Huyện đoàn` with an `x` in some: who does a row is told by the head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnplan.document import Cell, paragraphs
from vnplan.gazetteer.columns import column_of
from vnplan.segments import ROLES, Column
from vnplan.text import fold, squeeze

Grid = Sequence[Sequence[Cell | None]]

_MARK = re.compile(r"\W*[xX×✓✔√☑☒vV●•*]\W*\Z|[+✓✔√×●■*]\Z")
NUMBERED = re.compile(r"^\(?[\dA-Za-z]{1,2}\)?(?:\s*=.*)?$")  # (1) (2) (3) under a header
_SPAN = re.compile(r"(?:(?:tháng|quý|tuần|năm|t|q)\s*\.?\s*)?(?:\d{1,2}|\d{4}|[ivx]{1,4})(?:\s*/\s*\d{4})?\Z")
_UNIT = re.compile(r"(?<!\w)(?:tháng|quý|tuần|năm)(?!\w)")
_YEAR = re.compile(r"(?:[Nn]ăm\s*)?20\d\d\Z")
_SHORT = re.compile(r"[TQ]\.?\s*(\d{1,2}|[IVX]+)\Z")  # T4, QII
_NAMED = re.compile(r"(?<!\w)(?:tháng|quý|năm)\s*[\divx]")  # "Tháng 5" over "Tuần 1"
_LONGEST = 60  # characters of a head that names a body or a month


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its lowest text, and those above."""

    leaf: str
    above: str


def is_mark(text: str) -> bool:
    """Whether a cell only ticks what its column names."""
    return _MARK.match(text) is not None


def cell_text(text: str, cells: Sequence[Cell]) -> str:
    """The text of cells on one line."""
    return squeeze(" ".join(text[p.start : p.end] for cell in cells for p in paragraphs(cell.blocks)))


def told_text(text: str, cell: Cell, heads: Sequence[Head]) -> str:
    """The text of a cell, one paragraph a line; the head of its column where the cell is but a mark."""
    printed = "\n".join(squeeze(text[p.start : p.end]) for p in paragraphs(cell.blocks))
    return _ticked_head(heads[cell.column]) if is_mark(printed) and cell.column < len(heads) else printed


def _ticked_head(head: Head) -> str:
    """What a tick in a column says: a body, or a month or week, with what the head above it leaves to be said."""
    short = _SHORT.match(head.leaf)
    if short:
        return f"{'Tháng' if head.leaf[0] == 'T' else 'Quý'} {short[1]}"
    key, above = fold(head.leaf), fold(head.above)
    unit = _UNIT.search(above)
    if unit is None or not _SPAN.match(key):
        return head.leaf
    if not _UNIT.search(key):
        return f"{unit.group().capitalize()} {head.leaf}"
    return f"{head.leaf} {head.above}" if _NAMED.search(above) else head.leaf


def head_of(heads: Sequence[Head], column: int) -> str:
    """All that the head of a column says."""
    return f"{heads[column].above} {heads[column].leaf}".strip() if column < len(heads) else ""


def table_heads(text: str, grid: Grid, header_rows: int) -> tuple[Head, ...]:
    """The head of each column. A head without text above goes on from the left: it stands under a merged one."""
    heads: list[Head] = []
    width = len(grid[0]) if grid else 0
    counted = [r for r in range(header_rows) if _counts(text, grid[r])]
    for column in range(width):
        cells = [c for r in range(header_rows) if r not in counted and (c := grid[r][column]) is not None]
        texts = [t for c in dict.fromkeys(cells) if (t := cell_text(text, [c]))]
        above = " ".join(texts[:-1])
        top = grid[0][column] if header_rows > 1 else None
        if not above and heads and (top is None or top.start >= top.end):
            above = heads[-1].above
        heads.append(Head(texts[-1] if texts else "", above))
    return tuple(heads)


def heads_marks(text: str, grid: Grid, r: int) -> bool:
    """Whether row `r` names columns, below a first row of heads, that hold nothing but marks."""
    row = grid[r]
    first = row[0]
    if first is not None and first.start < first.end and first.row == r:
        return False
    named = [i for i, c in enumerate(row) if c is not None and c.row == r and c.start < c.end]
    if len(named) < 2 or any(len(cell_text(text, [c])) > _LONGEST for i in named if (c := row[i]) is not None):
        return False
    return all(ticked(text, grid[r + 1 :], i) for i in named)


def marked_columns(
    text: str, body: Grid, heads: Sequence[Head], columns: Sequence[Column | None]
) -> list[Column | None]:
    """The columns, with a meaning for those that only tick a body or a time that their head names."""
    out = list(columns)
    for i, head in enumerate(heads):
        if not head.leaf or len(head.leaf) > _LONGEST or out[i] in ("order", "content", "note"):
            continue
        if not ticked(text, body, i):
            continue
        above = column_of(head.above) if head.above else None
        if _YEAR.match(head.leaf) or (
            _SPAN.match(fold(head.leaf)) and (_UNIT.search(fold(f"{head.above} {head.leaf}")) or head.leaf[0] in "TQ")
        ):
            out[i] = "time"
        elif above in ROLES:
            out[i] = above
        elif above is None and out[i] is None and head.leaf[:1].isupper():
            out[i] = "implement"
    return out


def ticked(text: str, body: Grid, column: int) -> bool:
    """Whether a column's cells are marks, all that are not blank."""
    texts = [t for row in body if column < len(row) and (c := row[column]) is not None and (t := cell_text(text, [c]))]
    return bool(texts) and all(is_mark(t) for t in texts)


def _counts(text: str, row: Sequence[Cell | None]) -> bool:
    """Whether a row only numbers all the columns: (1) (2) (3)."""
    texts = [cell_text(text, [c]) for c in row if c is not None]
    return len(texts) > 2 and all(NUMBERED.match(t) for t in texts)
