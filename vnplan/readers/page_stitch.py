"""Tables that run over pages, put together again. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnplan.document import Box
from vnplan.readers.draft import CellDraft, ParagraphDraft, TableDraft
from vnplan.readers.page_tables import PageTable
from vnplan.readers.page_words import join_lines
from vnplan.text import fold

_TOLERANCE = 6.0  # points between column lines on two pages
_END = re.compile(r"[.;:!?…]['\"”)]?$")
_MARKER = re.compile(r"[-–—+•*]|\(?\w{1,3}[.)]\s")  # `- Xã`
_MOST_HEADER_ROWS = 4


def fits(above: PageTable, below: PageTable) -> bool:
    """Whether the table of the next page goes on with the columns of the one above it.

    The outer edges agree (the pages' margins may differ by a shift), and the column lines of the one are
    among the other's.
    """
    if above.box.page == below.box.page:
        return False
    if above.box.page + 1 != below.box.page:
        return False
    shift = below.xs[0] - above.xs[0]
    if abs(shift) > 40 or abs(below.xs[-1] - above.xs[-1] - shift) > _TOLERANCE:
        return False
    few, many = sorted((above.xs, tuple(x - shift for x in below.xs)), key=len)
    return all(min(abs(x - other) for other in many) <= _TOLERANCE for x in few)


def stitch(above: PageTable, below: PageTable) -> PageTable:
    """Both parts as one table: the repeated header dropped, a row that the page break cut joined to its first part."""
    shift = below.xs[0] - above.xs[0]
    xs = _union(above.xs, tuple(x - shift for x in below.xs))
    upper = _regrid(above.draft, above.xs, xs)
    lower = _regrid(below.draft, tuple(x - shift for x in below.xs), xs)
    header = _repeated_header(upper, lower)
    cells = [cell for cell in lower.cells if cell.row >= header]
    first = [cell for cell in cells if cell.row == header]
    rest_from = header
    end = upper.rows
    done = list(upper.cells)
    if first and _is_cut(upper, first, below.open_top and header == 0, above.open_bottom):
        _join_row(done, end - 1, first)
        rest_from = header + 1
        cells = [cell for cell in cells if cell.row > header]
        _extend(done, lower, header, end - 1)
    elif first and header < lower.rows:
        cells = _grow_merged(done, cells, header, end)
    for cell in cells:
        done.append(CellDraft(cell.row - rest_from + end, cell.column, cell.rowspan, cell.colspan, cell.blocks))
    rows = end + lower.rows - rest_from
    draft = TableDraft(rows, len(xs) - 1, done, above.draft.page, above.draft.box)
    box = Box(below.box.page, above.box.x0, above.box.top, above.box.x1, above.box.bottom)
    return PageTable(draft, xs, box, above.open_top, below.open_bottom)


def cell_text(cell: CellDraft) -> str:
    """The text of a cell's paragraphs."""
    return " ".join(block.text for block in cell.blocks if isinstance(block, ParagraphDraft)).strip()


def _union(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    return first if len(first) >= len(second) else second


def _regrid(table: TableDraft, own: tuple[float, ...], xs: tuple[float, ...]) -> TableDraft:
    """The table on the columns `xs`, of which its own are some."""
    if len(own) == len(xs):
        return table
    where = [min(range(len(xs)), key=lambda i, x=x: abs(xs[i] - x)) for x in own]  # type: ignore[misc]
    cells = [
        CellDraft(c.row, where[c.column], c.rowspan, max(where[c.column + c.colspan] - where[c.column], 1), c.blocks)
        for c in table.cells
    ]
    return TableDraft(table.rows, len(xs) - 1, cells, table.page, table.box)


def _row_key(table: TableDraft, row: int) -> list[tuple[int, str]]:
    return [(c.column, fold(cell_text(c))) for c in table.cells if c.row == row]


def _repeated_header(upper: TableDraft, lower: TableDraft) -> int:
    """How many rows the lower part begins with that repeat the first rows of the upper part."""
    count = 0
    while count < min(_MOST_HEADER_ROWS, upper.rows, lower.rows):
        key = sorted(_row_key(upper, count))
        if key != sorted(_row_key(lower, count)) or not any(text for _, text in key):
            break
        count += 1
    return count


def _is_cut(upper: TableDraft, first: Sequence[CellDraft], open_top: bool, open_bottom: bool) -> bool:
    """Whether the first row of the lower part goes on with the last row of the upper part.

    No line closes it on top; or its first column is empty and the text plainly goes on: it begins in lower case
    after a text without end, or it is one cell alone that goes on with a list.
    """
    filled = [cell for cell in first if cell_text(cell)]
    if not filled:
        return True
    lead = next((cell for cell in first if cell.column == 0), None)
    empty_lead = lead is None or not cell_text(lead)
    if not empty_lead:
        return False
    if open_top or open_bottom:
        return True
    last = {cell.column: cell_text(cell) for cell in upper.cells if cell.row + cell.rowspan == upper.rows}
    goes_on = [
        cell
        for cell in filled
        if last.get(cell.column)
        and (cell_text(cell)[0].islower() or cell_text(cell)[0] in ",;.)" or not _ended(last[cell.column]))
        and not (_MARKER.match(cell_text(cell)) and _ended(last[cell.column]))
    ]
    if any(cell_text(cell)[0].islower() for cell in goes_on):
        return True
    if len(filled) == 1 and last.get(filled[0].column):
        return bool(goes_on) or _MARKER.match(cell_text(filled[0])) is not None
    return False


def _ended(text: str) -> bool:
    return _END.search(text) is not None


def _join_row(done: list[CellDraft], row: int, first: Sequence[CellDraft]) -> None:
    """Add the blocks of the cut row to the cells above; a sentence that goes on is joined, other paragraphs follow."""
    for cell in first:
        if not cell_text(cell):
            continue
        target = next(
            (c for c in done if c.row <= row < c.row + c.rowspan and c.column <= cell.column < c.column + c.colspan),
            None,
        )
        if target is None:
            done.append(CellDraft(row, cell.column, 1, cell.colspan, list(cell.blocks)))
            continue
        blocks = list(target.blocks)
        rest = list(cell.blocks)
        if blocks and rest and isinstance(blocks[-1], ParagraphDraft) and isinstance(rest[0], ParagraphDraft):
            tail, head = blocks[-1], rest[0]
            if head.text and (head.text[0].islower() or not _ended(tail.text)) and not _MARKER.match(head.text):
                blocks[-1] = ParagraphDraft(
                    join_lines([tail.text, head.text]),
                    tail.page,
                    tail.box,
                    tail.bold and head.bold,
                    tail.italic and head.italic,
                    tail.centered,
                    tail.confidence,
                )
                rest = rest[1:]
        done[done.index(target)] = CellDraft(target.row, target.column, target.rowspan, target.colspan, blocks + rest)


def _extend(done: list[CellDraft], lower: TableDraft, header: int, row: int) -> None:
    """Cells of the cut row that span further rows on the next page keep spanning them."""
    for cell in lower.cells:
        if cell.row == header and cell.rowspan > 1:
            for index, target in enumerate(done):
                if target.column == cell.column and target.row + target.rowspan == row + 1:
                    done[index] = CellDraft(
                        target.row, target.column, target.rowspan + cell.rowspan - 1, target.colspan, target.blocks
                    )


def _grow_merged(done: list[CellDraft], cells: list[CellDraft], header: int, end: int) -> list[CellDraft]:
    """Cells that are empty at the top of a page belong to the merged cells above the page break.

    Only where every other cell of the column holds text, so that an empty place means a merged cell; and only in
    the leading columns, and in those that have merged cells below the header. Gives the cells that are left.
    """
    first = sorted((c for c in cells if c.row == header), key=lambda c: c.column)
    if not any(map(cell_text, first)):
        return cells
    left = list(cells)
    leading = True
    for cell in first:
        above = [c for c in done if c.column == cell.column]
        below = [c for c in cells if c.column == cell.column and c is not cell]
        merged = any(c.rowspan > 1 and c.row > 0 for c in above) or any(c.rowspan > 1 for c in below)
        target = next((c for c in above if c.row + c.rowspan == end and c.colspan == cell.colspan), None)
        told = all(map(cell_text, above)) and (leading or (merged and all(map(cell_text, below))))
        if cell_text(cell) or target is None or not told:
            leading = False
            continue
        done[done.index(target)] = CellDraft(
            target.row, target.column, target.rowspan + cell.rowspan, target.colspan, target.blocks
        )
        left.remove(cell)
    return left
