"""From what a format gives to a `Document`: drafts without positions, then one text with positions.

A reader builds a tree of drafts and calls `assemble`. Unicode normalisation happens here and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from vnplan.document import Block, Box, Cell, Document, Paragraph, Remark, Source, Table

# Characters that are printed like others, or not at all. Ð (U+00D0) is typed for Đ by old keyboards.
_CHARACTERS = {
    0x00A0: " ", 0x2007: " ", 0x202F: " ", 0x3000: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ",
    0x2010: "-", 0x2011: "-", 0x00D0: "Đ", 0x00AD: None, 0x200B: None, 0x200C: None, 0x200D: None,
    0x2060: None, 0xFEFF: None, 0xFFFE: None, 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n",
    0xF0B7: "•", 0xF0A7: "•", 0xF02D: "-", 0xF0D8: "•",
}  # fmt: skip
_CHARACTERS.update({code: None for code in range(0x20) if code not in (0x09, 0x0A, 0x0B, 0x0C)})
_CHARACTERS.update({code: None for code in range(0x7F, 0xA0) if code != 0x85})
_SURROGATES = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """NFC, with one kind of blank, line break, hyphen and Đ; invisible characters and lone surrogates gone.

    Idempotent: `normalise(normalise(x)) == normalise(x)`.
    """
    text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text.translate(_CHARACTERS))


@dataclass(slots=True)
class ParagraphDraft:
    """A paragraph to be: its text (a line break inside it becomes a blank) and what is known of its looks."""

    text: str
    page: int | None = None
    box: Box | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    confidence: float | None = None


@dataclass(slots=True)
class CellDraft:
    """A cell to be, at its top left grid place."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    blocks: list[ParagraphDraft | TableDraft] = field(default_factory=list)


@dataclass(slots=True)
class TableDraft:
    """A table to be; cells in any order."""

    rows: int
    columns: int
    cells: list[CellDraft]
    page: int | None = None
    box: Box | None = None


Draft = ParagraphDraft | TableDraft


def assemble(
    drafts: Sequence[Draft],
    source: Source,
    *,
    furniture: Sequence[ParagraphDraft] = (),
    footnotes: Sequence[ParagraphDraft] = (),
    pages: int | None = None,
    remarks: Sequence[Remark] = (),
) -> Document:
    """Give every draft its place in one text. Paragraphs without text are left out.

    Paragraphs end in a line break; so do table rows; cells of a row are kept apart by a tab.
    """
    writer = _Writer()
    blocks = writer.blocks(drafts)
    notes = tuple(p for p in map(writer.paragraph, footnotes) if p is not None)
    margins = tuple(p for p in map(writer.paragraph, furniture) if p is not None)
    return Document("".join(writer.parts), blocks, source, margins, notes, pages, tuple(remarks))


class _Writer:
    """The text so far, and how long it is."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def blocks(self, drafts: Sequence[Draft]) -> tuple[Block, ...]:
        done: list[Block] = []
        for draft in drafts:
            block = self.table(draft) if isinstance(draft, TableDraft) else self.paragraph(draft)
            if block is not None:
                done.append(block)
        return tuple(done)

    def paragraph(self, draft: ParagraphDraft) -> Paragraph | None:
        text = normalise(draft.text).replace("\n", " ").strip()
        if not text:
            return None
        start = self.length
        self.write(text)
        self.write("\n")
        page = draft.page if draft.page is not None else draft.box.page if draft.box else None
        return Paragraph(
            start, start + len(text), page, draft.box, draft.bold, draft.italic, draft.centered, draft.confidence
        )

    def table(self, draft: TableDraft) -> Table:
        start = self.length
        cells: list[Cell] = []
        row = 0
        for cell in sorted(draft.cells, key=lambda c: (c.row, c.column)):
            if cell.row > row:
                self.write("\n")
                row = cell.row
            first = self.length
            blocks = self.blocks(cell.blocks)
            last = blocks[-1].end if blocks else first
            cells.append(Cell(cell.row, cell.column, cell.rowspan, cell.colspan, first, last, blocks))
            self.write("\t")
        end = self.length
        self.write("\n")
        return Table(start, end, draft.rows, draft.columns, tuple(cells), draft.page, draft.box)
