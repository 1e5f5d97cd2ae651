"""Tables from rows: `^` in a cell belongs to the cell above, `<` to the one on the left, as in the markup."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.render import Cell, Grid

Row = Sequence[str | Sequence[str]]


def grid(kind: str, widths: Sequence[float], rows: Sequence[Row], head: int = 0) -> Grid:
    """A table; a cell is a text, or its paragraphs."""
    at: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    texts: dict[tuple[int, int], list[str]] = {}
    for r, row in enumerate(rows):
        if len(row) != len(widths):
            raise ValueError(f"{len(row)} cells in place of {len(widths)}: {row}")
        for c, cell in enumerate(row):
            home = at[r - 1, c] if cell == "^" else at[r, c - 1] if cell == "<" else (r, c)
            at[r, c] = home
            spans[home] = (r - home[0] + 1, c - home[1] + 1)
            if home == (r, c):
                texts[home] = [cell] if isinstance(cell, str) else list(cell)
    return Grid(kind, list(widths), len(rows), [Cell(r, c, *spans[r, c], texts[r, c]) for r, c in spans], head)


def opened(block: Grid) -> Grid:
    """The same table with empty cells where cells go on from above: what is seen on a page of plain columns."""
    cells: list[Cell] = []
    for cell in block.cells:
        cells.append(cell._replace(rowspan=1))
        cells += [Cell(cell.row + i, cell.column, 1, cell.colspan, [""]) for i in range(1, cell.rowspan)]
    return block._replace(cells=cells)


def roomy(block: Grid, line: int = 84) -> Grid:
    """The same table with columns as wide as their longest word, where the page is `line` characters wide: a narrow
    column of plain text would break `STT`."""
    words = [5] * len(block.widths)
    for cell in block.cells:
        if cell.colspan == 1:
            longest = max((len(word) for text in cell.paras for word in text.split()), default=0)
            words[cell.column] = max(words[cell.column], longest + 4)
    share = (line - sum(words)) / sum(block.widths)
    return block._replace(
        widths=[need + max(0.0, share) * width for need, width in zip(words, block.widths, strict=True)]
    )
