"""PDF files with a text layer -> Document.

PDFium gives words with boxes, ruling lines and the text of annotations (numbers and days that a clerk put on a signed
plan, Decree 30/2020/NĐ-CP, annex I); `vnplan.readers.page` makes paragraphs and tables of them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vnplan.document import Document, Remark, Source
from vnplan.encodings import Legacy, convert, font_encodings
from vnplan.errors import EmptySource, EncryptedSource, LimitExceeded, MissingDependency, UnreadableSource
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers import ocr
from vnplan.readers.draft import assemble
from vnplan.readers.page import layout
from vnplan.readers.page_words import Page, Word
from vnplan.readers.pdf_rules import count_paths, page_rules
from vnplan.readers.pdf_screen import MANY_PATHS, PageScreen, needs_ocr, screen
from vnplan.readers.pdf_words import has_overlays, overlay_words, page_words, placement

_PAGE_CHARACTERS = 200_000  # a sheet that is read by people holds a twentieth of that
_MOST_IMAGES = 50  # of a page that text may flow around
_FEW_WORDS = 10  # on a page whose letters may be drawn
_REASONS = {
    "image": "shows text only as a picture",
    "captions": "is an image with captions only",
    "garbled": "has a garbled text layer",
}
_LOCK = threading.Lock()  # PDFium is not safe in several threads at once


def read(data: bytes, source: Source, *, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> Document:
    """The document in a PDF file's bytes.

    EncryptedSource where it needs another `password`, UnreadableSource where it is broken or its pages are images
    without text, LimitExceeded where it has more pages, characters or table cells than `limits` allow.
    Pages that are images among pages of text are told in a remark.
    """
    limits.check("max_bytes", len(data), source=source.name)
    if not data:
        raise EmptySource("the file has no bytes", source=source.name)
    with _LOCK:
        file = _open(data, source, password)
        try:
            count = len(file)
            limits.check("max_pages", count, source=source.name)
            if count == 0:
                raise UnreadableSource("the PDF has no pages", source=source.name)
            screens: list[PageScreen] = []
            encodings: dict[str | None, Legacy] = {}
            notes = ocr.Notes()
            missing: list[MissingDependency] = []
            sheets = _pages(file, source, limits, screens, encodings, missing)
            recognised = ocr.recognise(sheets, limits=limits, source=source.name, notes=notes)
            done = layout(recognised, limits=limits, source=source.name)
        finally:
            file.close()
    reasons = {seen.page: reason for seen in screens if (reason := needs_ocr(seen)) is not None}
    if missing:
        if len(reasons) == sum(seen.letters > 0 or seen.image_share > 0.3 or seen.page in reasons for seen in screens):
            raise missing[0]
        remarks = [
            Remark("text-lost", f"page {number} {_REASONS[reason]}; {missing[0].remedy}", "warning")
            for number, reason in reasons.items()
        ]
    else:
        if reasons:
            ocr.finish(done.drafts, notes)
        remarks = list(ocr.remarks(list(reasons), notes))
    if encodings:
        kinds = sorted({kind.partition("-")[0].upper() for kind in encodings.values()})
        remarks.append(Remark("text-repaired", f"text in {' and '.join(kinds)} fonts was converted to Unicode"))
    document = assemble(
        done.drafts, source, furniture=done.furniture, footnotes=done.footnotes, pages=count, remarks=remarks
    )
    if not document.blocks:
        raise EmptySource("the pages hold no text", source=source.name)
    return document


def _open(data: bytes, source: Source, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        code = raw.FPDF_GetLastError()
        if getattr(error, "err_code", code) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedSource(
                "the password is wrong" if password else "the file is locked by a password",
                source=source.name,
                remedy="pass its password",
            ) from error
        raise UnreadableSource(f"not a readable PDF: {error}", source=source.name) from error


def _in_unicode(words: tuple[Word, ...], known: dict[str | None, Legacy]) -> tuple[Word, ...]:
    """The words with those in fonts of old encodings (.VnTime, VNI-Times) converted; adds such fonts to `known`."""
    known.update(font_encodings((word.font, word.text) for word in words))
    if not known:
        return words
    done: list[Word] = []
    for font, group in groupby(words, key=lambda word: word.font):
        run = list(group)
        if font in known:
            parts = convert(" ".join(word.text for word in run), known[font]).split(" ")
            if len(parts) == len(run):
                run = [replace(word, text=part) for word, part in zip(run, parts, strict=True)]
        done.extend(run)
    return tuple(done)


def _pages(
    file: pdfium.PdfDocument,
    source: Source,
    limits: Limits,
    screens: list[PageScreen],
    encodings: dict[str | None, Legacy],
    missing: list[MissingDependency],
) -> Iterator[Page | ocr.Scan]:
    """The pages one by one, closed again before the next; those that must be recognised as images.

    Adds to `screens` what was seen of each, and to `encodings` the fonts that are in an old one.
    """
    characters = [0]  # so far
    for index in range(len(file)):
        number = index + 1
        try:
            sheet = file[index]
        except pdfium.PdfiumError as error:
            raise UnreadableSource(f"page {number} can't be loaded: {error}", source=source.name) from error
        try:
            width, height, _, place = placement(sheet)
            words, chars = page_words(sheet, partial(_count, number, characters, limits, source))
            rules, images = page_rules(sheet, place, number)
            covers = has_overlays(sheet)
            paths = count_paths(sheet, MANY_PATHS) if len(words) < _FEW_WORDS else 0
        finally:
            sheet.close()
        overlays = overlay_words(file, index, chars, partial(_count, number, [0], limits, source)) if covers else ()
        area = max(width * height, 1.0)
        share = max((max(i.x1 - i.x0, 0) * max(i.bottom - i.top, 0) / area for i in images), default=0.0)
        words = _in_unicode(words, encodings)
        seen = screen(number, [word.text for word in words], min(share, 1.0), paths)
        screens.append(seen)
        if needs_ocr(seen) is not None:
            if not missing:
                try:
                    ocr.require(source.name)
                except MissingDependency as error:
                    missing.append(error)
            if not missing:
                yield _scan(file, number, ocr.resolution(width, height), overlays)
                continue
            words, overlays = (), ()
        flows = [i for i in images if 20 < i.x1 - i.x0 < 0.5 * width][:_MOST_IMAGES]
        yield Page(number, width, height, words, rules, tuple(flows), overlays)


def _scan(file: pdfium.PdfDocument, number: int, dpi: float, overlays: tuple[tuple[Word, ...], ...]) -> ocr.Scan:
    """A page as it is displayed, for optical recognition; in colour, since seals are red."""
    sheet = file[number - 1]
    try:
        return ocr.Scan(number, sheet.render(scale=dpi / 72).to_pil(), dpi, overlays)
    finally:
        sheet.close()


def _count(number: int, characters: list[int], limits: Limits, source: Source, held: int) -> None:
    """LimitExceeded where the page holds more characters than a sheet can, or all pages more than the limit."""
    characters[0] += held
    limits.check("max_characters", characters[0], source=source.name)
    if held > _PAGE_CHARACTERS:
        raise LimitExceeded(
            f"page {number} holds {held:,} characters, over the limit of {_PAGE_CHARACTERS:,} for one page",
            source=source.name,
        )
