"""What was on the page: a text, and the paragraphs and tables in it, in reading order.

There is one coordinate system: half-open ranges `[start, end)` of `Document.text`, which a reader
made once (Unicode NFC) and nobody changes afterwards. These are plain frozen dataclasses, since an
archive holds millions of them; what a plan *says* is pydantic and lives in `vnplan.model`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's top left corner."""

    page: int  # from 1
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text between paragraph breaks; `text` of the document from `start` to `end`."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    bold: bool = False  # all of it
    italic: bool = False  # all of it
    centered: bool = False
    confidence: float | None = None  # 0..1, of optical character recognition; None: typed text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, at its top left grid place; a merged cell spans several places."""

    row: int
    column: int
    rowspan: int
    colspan: int
    start: int
    end: int
    blocks: tuple[Paragraph | Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. Places that no cell covers are empty."""

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None = None
    box: Box | None = None

    def grid(self) -> list[list[Cell | None]]:
        """The cell that covers each place, row by row: a merged cell stands at every place it spans."""
        places: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.rows)):
                for column in range(cell.column, min(cell.column + cell.colspan, self.columns)):
                    places[row][column] = cell
        return places


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from."""

    name: str = "<text>"
    media_type: str = "text/plain"
    sha256: str = ""
    size: int = 0  # bytes
    reader: str = "plain"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader did or doubts, told in a diagnostic of the plan."""

    code: str
    message: str
    severity: Literal["info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was seen: `blocks` in reading order; page headers, footers and notes apart."""

    text: str
    blocks: tuple[Block, ...]
    source: Source = field(default_factory=Source)
    furniture: tuple[Paragraph, ...] = ()  # page headers and footers
    footnotes: tuple[Paragraph, ...] = ()
    pages: int | None = None
    remarks: tuple[Remark, ...] = ()

    def slice(self, block: Paragraph | Table | Cell) -> str:
        """The verbatim text of a block."""
        return self.text[block.start : block.end]


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph of the blocks in reading order, those inside table cells included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from paragraphs(cell.blocks)
