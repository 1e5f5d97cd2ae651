"""Blocks as Markdown: paragraphs between empty lines, tables with pipes, `<br>` between the lines of a cell."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.generation.grids import opened
from corpora.render import Block, Grid, Para, typed


def write_markdown(blocks: Sequence[Block]) -> str:
    """The text; cells that go on from above or the left are empty, as Markdown has no merged cells."""
    out: list[str] = []
    for block in typed(list(blocks)):
        if isinstance(block, Para):
            out += [f"**{block.text}**" if block.align == "title" else block.text.replace("__", "*"), ""]
        elif isinstance(block, Grid) and block.kind == "table":
            out += [*_rows(opened(block)), ""]
        elif isinstance(block, Grid):
            for cell in block.cells:
                out += [text.replace("__", "*") + "  " for text in cell.paras if text] + [""]
    return "\n".join(out)


def _rows(block: Grid) -> list[str]:
    lines: list[str] = []
    for r in range(block.rows):
        row = [""] * len(block.widths)
        for cell in block.cells:
            if cell.row == r:
                row[cell.column] = "<br>".join(cell.paras)
        lines.append("| " + " | ".join(row) + " |")
        if r == 0:
            lines.append("|" + "---|" * len(row))
    return lines
