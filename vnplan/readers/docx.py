"""Word files (.docx, .docm, .dotx) -> Document.

The file's XML is walked as it is (ECMA-376 part 1), since libraries lose what administrative documents are made of:
automatic numbers, merged cells, content controls, tracked insertions, text boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from vnplan.document import Document, Remark, Source
from vnplan.encodings import font_encodings, mend
from vnplan.errors import EmptySource, LimitExceeded, UnreadableSource
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers.docx_numbering import Counters, parse_numbering
from vnplan.readers.docx_package import Package, R, Relation, W, main_part, open_package, parse_part, relations
from vnplan.readers.docx_story import Story, flat, read_story
from vnplan.readers.docx_styles import parse_styles
from vnplan.readers.draft import ParagraphDraft, assemble

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes, source: Source, *, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> Document:
    """The document in the bytes of a .docx file, as Word prints it.

    Automatic numbers stand as text at the head of their paragraphs, tracked changes count as accepted, notes are
    in `footnotes` and page headers and footers in `furniture`. Pages and boxes are unknown. `source` names the file
    in messages. A locked file is not unlocked: `password` is there for the readers' common form.

    EmptySource, EncryptedSource, LimitExceeded, UnreadableSource. A broken part that is not the main one (styles,
    numbering, notes, headers) is left out with a remark.
    """
    package = open_package(data, source.name, limits)
    path = main_part(package)
    root = parse_part(package, path)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise UnreadableSource("the main part is no Word document (it has no body)", source=source.name)
    remarks: list[Remark] = []
    parts: dict[str, Relation] = _lenient_relations(package, path, remarks)
    styles = parse_styles(_optional(package, parts, "styles", remarks))
    numbering = parse_numbering(_optional(package, parts, "numbering", remarks), styles.elements)
    story = Story(styles, numbering, limits, source.name)
    drafts = read_story(body, story)
    encodings = font_encodings(story.typed)
    if encodings:  # only all text of a font tells its encoding: read once more, knowing it
        story = Story(styles, numbering, limits, source.name, encodings)
        drafts = read_story(body, story)
        kinds = sorted({kind.partition("-")[0].upper() for kind in encodings.values()})
        remarks.append(Remark("text-repaired", f"text in {' and '.join(kinds)} fonts was converted to Unicode"))
    furniture = _furniture(package, parts, body, story, remarks)
    notes = _notes(package, parts, story, remarks)
    remarks.extend(_mend([*flat(drafts), *furniture, *notes]))
    if next(body.iter(W + "ins", W + "del", W + "moveTo", W + "moveFrom"), None) is not None:
        remarks.append(Remark("text-repaired", "tracked changes were taken as accepted"))
    remarks.extend(Remark("text-lost", f"{what} was not read", "warning") for what in story.lost)
    document = assemble(
        drafts,
        replace(source, media_type=MEDIA_TYPE, reader="docx"),
        furniture=furniture,
        footnotes=notes,
        remarks=remarks,
    )
    if not document.text.strip():
        raise EmptySource(
            "the document has no text", source=source.name, remedy="if its pages are pictures, save it as PDF for OCR"
        )
    return document


def _mend(drafts: list[ParagraphDraft]) -> tuple[Remark, ...]:
    """Repair text in old encodings that no font gives away; remarks on it."""
    lines = [draft.text.replace("\n", " ") for draft in drafts]
    mended, remarks = mend("\n".join(lines))
    if remarks:
        for draft, text in zip(drafts, mended.split("\n"), strict=True):
            draft.text = text
    return remarks


def _lenient_relations(package: Package, path: str, remarks: list[Remark]) -> dict[str, Relation]:
    try:
        return relations(package, path)
    except LimitExceeded:
        raise
    except UnreadableSource as error:
        remarks.append(Remark("text-lost", error.cause, "warning"))
        return {}


def _load(package: Package, path: str, remarks: list[Remark]) -> etree._Element | None:
    try:
        return parse_part(package, path)
    except LimitExceeded:
        raise
    except UnreadableSource as error:
        remarks.append(Remark("text-lost", error.cause, "warning"))
        return None


def _optional(package: Package, parts: dict[str, Relation], kind: str, remarks: list[Remark]) -> etree._Element | None:
    """The root of the one part of a kind; None where there is none or it can't be read."""
    for relation in parts.values():
        if relation.kind == kind:
            return _load(package, relation.target, remarks)
    return None


def _furniture(
    package: Package, parts: dict[str, Relation], body: etree._Element, story: Story, remarks: list[Remark]
) -> list[ParagraphDraft]:
    """The page headers, then the footers, that sections refer to; equal paragraphs once."""
    found: dict[str, ParagraphDraft] = {}
    for tag in ("headerReference", "footerReference"):
        targets = [parts[name].target for mark in body.iter(W + tag) if (name := mark.get(R + "id", "")) in parts]
        for target in dict.fromkeys(targets):
            root = _load(package, target, remarks)
            if root is not None:
                for draft in _apart(root, story):
                    found.setdefault(draft.text, draft)
    return list(found.values())


def _notes(package: Package, parts: dict[str, Relation], story: Story, remarks: list[Remark]) -> list[ParagraphDraft]:
    """The footnotes and endnotes that the body refers to, in that order."""
    referred = list(story.notes)
    elements: dict[tuple[str, str], etree._Element] = {}
    for kind in dict.fromkeys(kind for kind, _ in referred):
        root = _optional(package, parts, kind, remarks)
        for note in () if root is None else root:
            elements.setdefault((kind, note.get(W + "id", "")), note)
    return [draft for key in referred if key in elements for draft in _apart(elements[key], story)]


def _apart(root: etree._Element, story: Story) -> Iterator[ParagraphDraft]:
    """The paragraphs of a story that counts its own numbers."""
    counters, story.counters = story.counters, Counters()
    drafts = read_story(root, story)
    story.counters = counters
    return flat(drafts)
