"""A story of a .docx file (its body, a note, a page header) as drafts: paragraphs in reading order.

Insertions are kept and deletions dropped, as if all tracked changes were accepted; of alternatives the first is
taken; hidden text is dropped, as in print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from vnplan.encodings import Legacy, convert
from vnplan.errors import LimitExceeded
from vnplan.limits import Limits
from vnplan.readers.docx_lines import HARD, SOFT, Piece, decode, paragraphs, sign, signs
from vnplan.readers.docx_numbering import Counters, Numbering, level_by_style, list_of, next_label
from vnplan.readers.docx_package import W
from vnplan.readers.docx_styles import VAL, Look, Styles, is_on, look_of, numbering_reference, style_of, whole
from vnplan.readers.docx_tables import grid
from vnplan.readers.docx_tree import (
    ALTERNATE,
    BOX,
    FORMULAS,
    TEXT_PATH,
    alternative,
    children,
    formula,
    properties_of,
    shown,
    strip,
)
from vnplan.readers.draft import CellDraft, Draft, ParagraphDraft, TableDraft

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DEEPEST = 30  # tables and text boxes inside one another: nobody reads such a page, and the stack is finite

_P, _R, _T, _RPR, _PPR, _TBL, _TR, _TC = (W + tag for tag in ("p", "r", "t", "rPr", "pPr", "tbl", "tr", "tc"))
_TAB, _BR, _CR, _SYM, _FLD = (W + tag for tag in ("tab", "br", "cr", "sym", "fldChar"))
_NO_BREAK, _SOFT_HYPHEN, _PTAB = W + "noBreakHyphen", W + "softHyphen", W + "ptab"
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_RUBY, _PSTYLE, _JC, _NUM_PR = W + "ruby", W + "pStyle", W + "jc", W + "numPr"
_TRPR, _TCPR, _SPAN, _DOWN, _ACROSS = (W + tag for tag in ("trPr", "tcPr", "gridSpan", "vMerge", "hMerge"))
_ENDS = frozenset((W + "del", W + "moveFrom"))  # of a paragraph mark: it is deleted
_FIELD_KIND, _BREAK_KIND = W + "fldCharType", W + "type"
_LOST = {
    W + "altChunk": "an embedded file (altChunk)",
    W + "subDoc": "a subdocument kept in another file",
    _DIAGRAM: "a diagram (SmartArt)",
}


@dataclass(slots=True)
class Story:
    """What is known while a story is walked."""

    styles: Styles
    numbering: Numbering
    limits: Limits
    name: str
    encodings: Mapping[str | None, Legacy] = field(default_factory=dict)  # of fonts; see vnplan.encodings
    typed: list[tuple[str | None, str]] = field(default_factory=list)  # what was typed in old fonts
    counters: Counters = field(default_factory=Counters)
    characters: int = 0
    cells: int = 0
    notes: dict[tuple[str, str], None] = field(default_factory=dict)  # (part, id) in order of reference
    lost: dict[str, None] = field(default_factory=dict)
    fields: list[bool] = field(default_factory=list)  # open complex fields; True: in the instruction
    sound: bool = True  # the fields are closed in the order they are opened


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its runs are read; it goes on in the next one where its mark is hidden or deleted."""

    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    before: list[Draft] = field(default_factory=list)  # text boxes
    after: list[Draft] = field(default_factory=list)
    shown: bool = False  # it has visible text


def read_story(root: etree._Element, story: Story) -> list[Draft]:
    """The drafts of all blocks under `root`. LimitExceeded for too many cells, characters or levels of nesting."""
    strip(root)
    opened = 0
    for mark in root.iter(_FLD):
        kind = mark.get(_FIELD_KIND)
        opened += 1 if kind == "begin" else -1 if kind == "end" else 0
        if opened < 0:
            break
    story.sound = opened == 0
    story.fields = []
    return _blocks(root, story, 0, in_cell=False)


def flat(drafts: list[Draft]) -> Iterator[ParagraphDraft]:
    """The paragraphs of drafts, those in tables too."""
    for draft in drafts:
        if isinstance(draft, TableDraft):
            for cell in draft.cells:
                yield from flat(cell.blocks)
        else:
            yield draft


def _blocks(parent: etree._Element, story: Story, depth: int, *, in_cell: bool) -> list[Draft]:
    if depth > _DEEPEST:
        raise LimitExceeded(f"tables or text boxes are nested deeper than {_DEEPEST}", source=story.name)
    drafts: list[Draft] = []
    open_paragraph: _Paragraph | None = None
    for child in children(parent):
        if child.tag == _P:
            open_paragraph = _paragraph(child, story, depth, drafts, open_paragraph, in_cell)
        elif child.tag == _TBL:
            if open_paragraph is not None:
                _close(open_paragraph, story, drafts, centered=False, apart=in_cell)
                open_paragraph = None
            table = _table(child, story, depth)
            if table is not None:
                drafts.append(table)
        elif child.tag in _LOST:
            story.lost[_LOST[child.tag]] = None
        elif child.tag in FORMULAS:
            text = formula(child)
            drafts.append(ParagraphDraft(text))
            _count(story, len(text))
    if open_paragraph is not None:
        _close(open_paragraph, story, drafts, centered=False, apart=in_cell)
    return drafts


def _count(story: Story, characters: int) -> None:
    story.characters += characters
    story.limits.check("max_characters", story.characters, source=story.name)


def _close(paragraph: _Paragraph, story: Story, drafts: list[Draft], *, centered: bool, apart: bool) -> None:
    drafts.extend(paragraph.before)
    pieces = decode(paragraph.pieces, story.encodings) if story.typed else paragraph.pieces
    made = paragraphs(pieces, paragraph.label, centered=centered, apart=apart)
    _count(story, sum(len(draft.text) for draft in made))
    # A bullet with nothing behind it says nothing; a number alone does, as in a table's first column.
    if len(made) > 1 or paragraph.shown or made[0].text.strip() not in ("", "-", "+", "*"):
        drafts.extend(made)
    drafts.extend(paragraph.after)


def _paragraph(
    element: etree._Element, story: Story, depth: int, drafts: list[Draft], open_: _Paragraph | None, in_cell: bool
) -> _Paragraph | None:
    """Read a paragraph into `drafts`, together with an open one before it; give it back where it stays open."""
    style_id: str | None = story.styles.default_paragraph
    align: str | None = None
    number: etree._Element | None = None
    mark: etree._Element | None = None
    properties = properties_of(element, _PPR)
    if properties is not None:
        for child in properties:
            tag = child.tag
            if tag == _PSTYLE:
                style_id = child.get(VAL)
            elif tag == _JC:
                align = child.get(VAL)
            elif tag == _NUM_PR:
                number = child
            elif tag == _RPR:
                mark = child
    style = style_of(story.styles, style_id)
    align = align or style.align or story.styles.default_align
    paragraph = open_ or _Paragraph()
    begun = paragraph.shown
    _runs(element, story, depth, paragraph, style_id)
    if story.fields:  # an instruction hides nothing beyond its paragraph, lest a broken field swallow the rest
        story.fields = [False] * len(story.fields)
    look = look_of(story.styles, style_id, mark)
    goes_on = mark is not None and (look.hidden or any(child.tag in _ENDS for child in mark))
    if not begun and (paragraph.shown or not goes_on):
        num_id, level = (None, None) if number is None else numbering_reference(number)
        num_id = num_id or style.num_id
        found = list_of(story.numbering, num_id) if num_id else None
        if num_id and found is not None:
            place = level_by_style(found, style) if level is None else level
            paragraph.label = next_label(story.numbering, story.counters, num_id, place, caps=look.caps)
            if look.old in story.encodings:
                paragraph.label = convert(paragraph.label, story.encodings[look.old])
    if goes_on:
        return paragraph
    centered = align == "center"
    _close(paragraph, story, drafts, centered=centered, apart=in_cell or centered or align in ("right", "end"))
    return None


def _runs(element: etree._Element, story: Story, depth: int, paragraph: _Paragraph, style_id: str | None) -> None:
    for child in children(element):
        tag = child.tag
        if tag == _R:
            _run(child, story, depth, paragraph, style_id)
        elif tag in FORMULAS:
            text = formula(child)
            if text:
                paragraph.pieces.append(Piece(text, False, False))
                paragraph.shown = True
        elif tag in _DRAWN:  # an alternative of a whole run
            _drawing(child, story, depth, paragraph)
        elif tag in _LOST:
            story.lost[_LOST[tag]] = None


def _run(element: etree._Element, story: Story, depth: int, paragraph: _Paragraph, style_id: str | None) -> None:
    parts: list[str] = []
    look: Look | None = None
    for child in element:
        tag = child.tag
        if tag == _RPR:
            look = look_of(story.styles, style_id, child)
            continue
        if tag == _FLD:
            if story.sound:
                _field(child.get(_FIELD_KIND), story)
            continue
        if look is None:
            look = look_of(story.styles, style_id, None)
        if look.hidden or (story.fields and True in story.fields):
            continue
        if tag == _T:
            text = child.text
            if text:
                parts.append(text if look.signs is None else signs(text, look.signs))
        elif tag in (_TAB, _PTAB):
            parts.append("\t")
        elif tag in (_BR, _CR):
            parts.append(HARD if child.get(_BREAK_KIND) in ("page", "column") else SOFT)
        elif tag == _NO_BREAK:
            parts.append("-")
        elif tag == _SOFT_HYPHEN and look.old is not None:
            parts.append("\u00ad")  # a letter of TCVN3
        elif tag == _SYM:
            parts.append(_sign(child))
        elif tag in _NOTES:
            story.notes[(_NOTES[tag], child.get(W + "id", ""))] = None
        elif tag in _DRAWN:
            _flush(parts, look, story, paragraph)
            _drawing(child, story, depth, paragraph)
        elif tag == ALTERNATE:
            _flush(parts, look, story, paragraph)
            for inner in alternative(child):
                if inner.tag == _T and inner.text:
                    parts.append(inner.text)
                elif inner.tag in _DRAWN:
                    _drawing(inner, story, depth, paragraph)
                elif inner.tag == _R:
                    _run(inner, story, depth, paragraph, style_id)
        elif tag == _RUBY:
            base = child.find(W + "rubyBase")
            if base is not None:
                parts.extend(text.text or "" for text in base.iter(_T))
    if parts and look is not None:
        _flush(parts, look, story, paragraph)


def _flush(parts: list[str], look: Look, story: Story, paragraph: _Paragraph) -> None:
    if not parts:
        return
    text = parts[0] if len(parts) == 1 else "".join(parts)
    parts.clear()
    if look.old is not None:
        story.typed.append((look.old, text))
        paragraph.pieces.append(Piece(text, look.bold, look.italic, look.old, look.caps))
    else:
        paragraph.pieces.append(Piece(text.upper() if look.caps else text, look.bold, look.italic))
    if not paragraph.shown and not text.isspace():
        paragraph.shown = True


def _field(kind: str | None, story: Story) -> None:
    """Follow a complex field: what stands between its beginning and its separator is no text."""
    if kind == "begin":
        story.fields.append(True)
    elif kind == "separate" and story.fields:
        story.fields[-1] = False
    elif kind == "end" and story.fields:
        story.fields.pop()


def _sign(element: etree._Element) -> str:
    try:
        code = int(element.get(W + "char", "")[:6], 16)
    except ValueError:
        return ""
    font = element.get(W + "font", "")
    return sign(code, "symbol" if font == "Symbol" else "wingdings" if font == "Wingdings" else None)


def _drawing(element: etree._Element, story: Story, depth: int, paragraph: _Paragraph) -> None:
    """The text of a drawing's boxes: before the paragraph where nothing of it was shown yet, else after it."""
    drafts = paragraph.after if paragraph.shown else paragraph.before
    for inner in shown(element):
        if inner.tag == BOX:
            fields, story.fields = story.fields, []
            drafts.extend(_blocks(inner, story, depth + 1, in_cell=True))
            story.fields = fields
        elif inner.tag == TEXT_PATH:
            text = inner.get("string", "")
            _count(story, len(text))
            drafts.append(ParagraphDraft(text))
        elif inner.tag in _LOST:
            story.lost[_LOST[inner.tag]] = None


def _table(element: etree._Element, story: Story, depth: int) -> TableDraft | None:
    cells: list[CellDraft] = []
    merged: dict[int, CellDraft] = {}  # by first column: cells that the next row may continue
    row = 0
    for line in children(element):
        if line.tag != _TR:
            continue
        column = 0
        properties = properties_of(line, _TRPR)
        if properties is not None:
            if properties.find(W + "del") is not None or is_on(properties.find(W + "hidden")):
                continue
            column = max(0, whole(_value(properties, "gridBefore")) or 0)
        still: dict[int, CellDraft] = {}
        left: CellDraft | None = None
        for place in children(line):
            if place.tag != _TC:
                continue
            story.cells += 1
            story.limits.check("max_cells", story.cells, source=story.name)
            span = 1
            down = across = None  # merged with the cell above, with the one on the left
            properties = properties_of(place, _TCPR)
            for child in () if properties is None else properties:
                if child.tag == _SPAN:
                    span = max(1, whole(child.get(VAL)) or 1)
                elif child.tag == _DOWN:
                    down = child.get(VAL, "continue")
                elif child.tag == _ACROSS:
                    across = child.get(VAL, "continue")
            owner = merged.get(column) if down is not None and down != "restart" else None
            if across is not None and across != "restart" and left is not None:
                left.colspan += span
                _add(left, place, story, depth)
            elif owner is not None:
                owner.rowspan = row - owner.row + 1
                _add(owner, place, story, depth)
                still[column] = owner
                left = None
            else:
                left = CellDraft(row, column, 1, span, _blocks(place, story, depth + 1, in_cell=True))
                cells.append(left)
                if down is not None:
                    still[column] = left
            column += span
        if column:
            merged = still
            row += 1
    if not cells:
        return None
    columns = grid(cells, [child.get(W + "w") for child in element.iterfind(f"{W}tblGrid/{W}gridCol")])
    story.cells += max(0, row * columns - len(cells))
    story.limits.check("max_cells", story.cells, source=story.name)
    return TableDraft(row, columns, cells)


def _add(owner: CellDraft, place: etree._Element, story: Story, depth: int) -> None:
    """Add what stands in a covered cell, if anything, to the cell that covers it; some programs repeat its text.

    Word does not show empty covered paragraphs, so they take no number.
    """
    if next(place.iter(_T), None) is None:
        return
    drafts = _blocks(place, story, depth + 1, in_cell=True)
    new = [draft.text for draft in flat(drafts) if draft.text.strip()]
    if new and new != [draft.text for draft in flat(owner.blocks) if draft.text.strip()]:
        owner.blocks.extend(drafts)


def _value(properties: etree._Element, tag: str) -> str | None:
    child = properties.find(W + tag)
    return None if child is None else child.get(VAL)
