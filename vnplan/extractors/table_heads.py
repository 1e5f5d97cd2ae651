"""The head of a table: which rows at its top name the columns, and what name each column gets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnplan.document import Cell
from vnplan.extractors.table_marks import NUMBERED, Grid, cell_text, heads_marks, ticked
from vnplan.gazetteer.columns import column_of
from vnplan.segments import Column

LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])\s*[.)]?$")  # 1.2
_DATED = re.compile(
    r"^\W*(?:(?:tháng|quý|tuần|ngày|năm)\s*)?(?:\d{1,2}|[IVX]{1,3})(?:\s*[/.-]\s*\d{1,4}){0,2}\W*$", re.IGNORECASE
)  # Tháng 2/2023: a value under "Tháng", no name of a column


def count_header_rows(text: str, grid: Grid) -> int:
    """How many rows at the top are header: those in which known column names outnumber other cells."""
    count = 0
    for row in grid[:4]:
        cells = list(dict.fromkeys(c for c in row if c is not None and c.start < c.end))
        if not cells:
            count += 1 if count == 0 else 0
            continue
        texts = [cell_text(text, [c]) for c in cells]
        known = sum(column_of(t) is not None and len(t) < 80 for t in texts)
        if count == 0:
            known += sum(
                column_of(t) is None and ticked(text, grid[1:], c.column) for c, t in zip(cells, texts, strict=True)
            )
        label_first = LABEL.match(texts[0]) is not None and column_of(texts[0]) is None
        label_first = label_first or (_DATED.match(texts[0]) is not None and len(texts) > 1 and cells[0].column == 0)
        if count and all(NUMBERED.match(t) for t in texts) and len(texts) > 2:
            return count + 1
        spanning = count and any(c.row < count for c in cells)  # goes on under a header cell merged downwards
        marks = count and heads_marks(text, grid, count)
        if count and len(texts) == 1 and not spanning:
            break  # a heading of the rows below
        named = known >= max(1, len(texts) / 2) and (not count or _splits(text, grid[count - 1]))
        title = not count and len(texts) == 1 and len(grid) > 2 and not known and len(row) > 2
        if title and not _is_header_row(text, grid[1]):
            break
        if ((named or spanning or title) and not label_first) or marks:
            count += 1
        else:
            break
    return count


def _splits(text: str, row: Sequence[Cell | None]) -> bool:
    """Whether a row of heads leaves some to be named below: a wide, a blank or a repeated one."""
    texts = [cell_text(text, [c]) if c is not None else "" for c in row]
    return "" in texts or len(set(texts)) < len(texts) or any(c is not None and c.colspan > 1 for c in row)


def _is_header_row(text: str, row: Sequence[Cell | None]) -> bool:
    """Whether half of a row's cells or more are names of columns."""
    texts = [t for c in dict.fromkeys(row) if c is not None and (t := cell_text(text, [c]))]
    return len(texts) > 1 and sum(column_of(t) is not None for t in texts) >= len(texts) / 2


def header_of(text: str, grid: Grid, column: int, rows: int) -> str:
    """The header of a column: the texts of its cells from the top, each once."""
    cells = [row[column] for row in grid[:rows]]
    parts: list[str] = []
    seen: set[int] = set()
    for cell in cells:
        if cell is not None and id(cell) not in seen:
            seen.add(id(cell))
            part = cell_text(text, [cell])
            if part and (not NUMBERED.match(part) or column_of(part) is not None):
                parts.append(part)
    if len(parts) > 1 and column_of(parts[-1]) is not None:
        return parts[-1]  # the lower row names the column, the upper only its group
    return " ".join(parts)


def distinct(columns: list[Column | None], headers: Sequence[str]) -> list[Column | None]:
    """Two columns of one meaning: a lone "ĐƠN VỊ" beside "ĐƠN VỊ CHỦ TRÌ" and the like keep the first meaning."""
    out: list[Column | None] = []
    for i, column in enumerate(columns):
        repeated = column in out and headers[i] != headers[out.index(column)]
        out.append("other" if repeated and column in ("order", "content") else column)
    return out
