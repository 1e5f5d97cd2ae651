"""Words with boxes from a page's text layer and from its annotations, by PDFium.

A word ends at a gap, not at a change of font: `Ủ` from one font and `Y` from another are one word.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vnplan.readers.page_words import Word

_FORCE_BOLD = 1 << 18  # font descriptor flags, ISO 32000-1 table 123
_ITALIC = 1 << 6
_LINE_END_HYPHEN = {0x02, 0xFFFE}  # PDFium's stand-ins for a hyphen at a line's end
_BLANKS = {0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000}
_SLANT = 0.4  # radians; a font slanted to look italic is told as turned by less
_SUBSET = re.compile(r"^[A-Z]{6}\+")  # ABCDEF+.VnTime
_FORM_DEPTH = 6
_SHOWN_ANNOTATIONS = {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_MOST_ANNOTATIONS = 500  # of a page
_KEY_LENGTH = 4096  # bytes of an annotation's string that are read

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]


class _Char(NamedTuple):
    code: int
    x0: float
    top: float
    x1: float
    bottom: float
    at: int  # index in the text page
    blank: bool  # a blank stands before it


class _Look(NamedTuple):
    """How the characters of a text object look: its font, its size in points as printed, its angle in radians."""

    bold: bool
    italic: bool
    size: float
    angle: float
    font: str


def placement(page: Any) -> tuple[float, float, int, Place]:
    """Width and height of a page as displayed, its quarter turns, and the function that places boxes there.

    The function takes left, bottom, right, top in the page's own space and gives x0, top, x1, bottom.
    """
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, bounds)
    left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
    turns = raw.FPDFPage_GetRotation(page.raw) % 4
    places: tuple[Place, ...] = (
        lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
    )
    width, height = right - left, top - bottom
    return (height, width, turns, places[turns]) if turns % 2 else (width, height, turns, places[turns])


def page_words(page: Any, check: Callable[[int], None]) -> tuple[tuple[Word, ...], list[_Char]]:
    """The words of the page's own content, in its order, and the characters that they are made of.

    `check` is told how many characters there are before any of them is read, and may raise.
    """
    _, _, turns, place = placement(page)
    textpage = page.get_textpage()
    try:
        check(textpage.count_chars())
        chars = _characters(textpage, place)
        return tuple(_words(textpage, chars, turns)), chars
    finally:
        textpage.close()


def has_overlays(page: Any) -> bool:
    """Whether an annotation of the page may show text."""
    return any(_overlay_boxes(page))


def overlay_words(
    document: pdfium.PdfDocument, index: int, chars: Sequence[_Char], check: Callable[[int], None]
) -> tuple[tuple[Word, ...], ...]:
    """The words that annotations show over a page: filled fields, stamps, free text, captions of signatures.

    Flattens the page in memory and takes what came on top of its own `chars`; load the page anew afterwards.
    `check` is told how many characters the flat page has.
    """
    page = document[index]
    _, _, turns, place = placement(page)
    boxes = [place(*box) for box in _overlay_boxes(page)]
    silent = [
        (place(*box), text) for annotation, box in _annotations(page) if (text := _silent_text(annotation)).strip()
    ]
    own = Counter(map(_key, chars))
    flat = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    groups: list[list[_Char]] = [[] for _ in boxes]
    found: list[tuple[Word, ...]] = []
    if flat == raw.FLATTEN_SUCCESS and boxes:
        page = document[index]
        textpage = page.get_textpage()
        check(textpage.count_chars())
        last = 0
        for char in _characters(textpage, place):
            if own[_key(char)] > 0:
                own[_key(char)] -= 1
                continue
            x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
            if _distance(boxes[last], x, y) > 0:
                last = min(range(len(boxes)), key=lambda i: _distance(boxes[i], x, y))
            groups[last].append(char)
        found = [tuple(_words(textpage, group, turns)) for group in groups]
        textpage.close()
        page.close()
    found.extend(_spread(text, box) for box, text in silent)
    return tuple(group for group in found if group)


def _key(char: _Char) -> tuple[int, int, int]:
    return char.code, round(char.x0), round(char.bottom)


def _distance(box: tuple[float, float, float, float], x: float, y: float) -> float:
    return max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)


def _characters(textpage: Any, place: Place) -> list[_Char]:
    """Printed characters with their boxes as displayed; blanks are noted on the character that follows."""
    handle = textpage.raw
    get_code, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    done: list[_Char] = []
    blank = False
    high = 0
    for index in range(textpage.count_chars()):
        code = get_code(handle, index)
        if code in _BLANKS:
            blank = True
            continue
        if code in _LINE_END_HYPHEN:
            code = 0x2D
        elif code < 0x20 or code == 0xFFFF:
            continue
        elif 0xD800 <= code < 0xDC00:  # first half of a pair
            high = code
            continue
        elif 0xDC00 <= code < 0xE000:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if not get_box(handle, index, pointer):
            continue
        x0, top, x1, bottom = place(box.left, box.bottom, box.right, box.top)
        done.append(_Char(code, x0, top, x1, bottom, index, blank))
        blank = False
    return done


def _words(textpage: Any, chars: Sequence[_Char], turns: int) -> list[Word]:
    look = _looks(textpage)
    words: list[Word] = []
    run: list[_Char] = []
    for index, char in enumerate(chars):
        if run and _breaks(run, char, chars[index + 1] if index + 1 < len(chars) else None):
            words.append(_word(run, look, turns))
            run = []
        run.append(char)
    if run:
        words.append(_word(run, look, turns))
    return _mark_raised(words)


def _breaks(run: list[_Char], char: _Char, after: _Char | None) -> bool:
    """Whether a new word begins: another line, a jump back, or a gap (wider than between letters set apart)."""
    last = run[-1]
    if char.bottom == last.bottom and last.bottom - last.top > 4:  # the usual case, quickly
        gap = char.x0 - last.x1
        if -1 < gap < 0.5 and not char.blank:
            return False
        if char.blank and gap > 1.5:
            return True
    tall = max(last.bottom - last.top, char.bottom - char.top, 0.1)
    level = min(last.bottom, char.bottom) - max(last.top, char.top)
    if level < 0.3 * min(last.bottom - last.top, char.bottom - char.top):
        return char.blank or abs(char.x0 - last.x0) > 0.5 * tall  # else letters of a turned word
    if char.code > 0x7F and 0x300 <= char.code < 0x370:
        return False  # a tone mark on its own stands over its letter
    gap = char.x0 - last.x1
    if gap < -0.6 * tall:
        return True
    if last.bottom - char.bottom > 0.12 * tall and 0x30 <= char.code <= 0x39:
        return True  # perhaps a superscript; if not, the words touch and are joined again
    if char.blank:
        return gap > 0.05 * tall
    if gap <= 0.13 * tall:
        return False
    apart = [last.x0 - run[-2].x1] if len(run) > 1 else []
    if after is not None and not after.blank and after.bottom == char.bottom:
        apart.append(after.x0 - char.x1)
    return gap > 0.13 * tall + max(min(apart, default=0.0), 0.0)


def _word(run: list[_Char], look: Callable[[int], _Look], turns: int) -> Word:
    codes, lefts, tops, rights, bottoms, indices, _ = zip(*run, strict=True)
    seen = look(indices[0])
    tall = bottoms[0] - tops[0]
    angle = seen.angle + turns * math.pi / 2  # clockwise
    return Word(
        "".join(map(chr, codes)),
        min(lefts),
        min(tops),
        max(rights),
        max(bottoms),
        seen.size if 0.5 * tall < seen.size < 20 * tall else tall,
        seen.bold,
        seen.italic,
        abs(math.remainder(angle, 2 * math.pi)) < _SLANT,
        font=seen.font,
    )


def _mark_raised(words: list[Word]) -> list[Word]:
    """Small digits that stand higher than the word before them are superscripts."""
    done: list[Word] = []
    for word in words:
        if done and word.text.isdigit() and len(word.text) <= 3:
            last = done[-1]
            small = word.size < 0.8 * last.size and 0.15 * last.size < last.bottom - word.bottom < 0.8 * last.size
            if small and 0 <= word.x0 - last.x1 + 1 < 0.5 * last.size:
                word = replace(word, raised=True)
        done.append(word)
    return done


def _looks(textpage: Any) -> Callable[[int], _Look]:
    """A function from a character's index to the looks of the text object that it stands in, each asked for once."""
    known: dict[int, _Look] = {}
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    matrix = raw.FS_MATRIX()

    def look(index: int) -> _Look:
        thing = raw.FPDFText_GetTextObject(textpage.raw, index)
        key = ctypes.cast(thing, ctypes.c_void_p).value or -1
        if key not in known or key == -1:
            raw.FPDFText_GetFontInfo(textpage.raw, index, name, 128, ctypes.byref(flags))
            title = name.value.decode("latin-1").lower()
            heavy = raw.FPDFText_GetFontWeight(textpage.raw, index) >= 600
            size = raw.FPDFText_GetFontSize(textpage.raw, index)
            if raw.FPDFText_GetMatrix(textpage.raw, index, ctypes.byref(matrix)):
                size *= math.hypot(matrix.c, matrix.d)
            known[key] = _Look(
                heavy or "bold" in title or "black" in title or bool(flags.value & _FORCE_BOLD),
                "italic" in title or "oblique" in title or bool(flags.value & _ITALIC),
                size,
                raw.FPDFText_GetCharAngle(textpage.raw, index),
                _SUBSET.sub("", name.value.decode("latin-1")).partition(",")[0],
            )
        return known[key]

    return look


def _annotations(page: Any) -> Iterable[tuple[Any, tuple[float, float, float, float]]]:
    """Each visible field, stamp and free text of a page with its rectangle: left, bottom, right, top."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        rectangle = raw.FS_RECTF()
        try:
            shown = raw.FPDFAnnot_GetSubtype(annotation) in _SHOWN_ANNOTATIONS
            shown = shown and not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN
            if shown and raw.FPDFAnnot_GetRect(annotation, rectangle):
                yield annotation, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _overlay_boxes(page: Any) -> Iterable[tuple[float, float, float, float]]:
    """The rectangles of annotations that show text, or would if they had an appearance."""
    for annotation, box in _annotations(page):
        count = raw.FPDFAnnot_GetObjectCount(annotation)
        things = (raw.FPDFAnnot_GetObject(annotation, i) for i in range(min(count, 200)))
        if any(_holds_text(thing, 0) for thing in things) or _silent_text(annotation).strip():
            yield box


def _holds_text(thing: Any, depth: int) -> bool:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        return True
    if kind != raw.FPDF_PAGEOBJ_FORM or depth >= _FORM_DEPTH:
        return False
    count = min(raw.FPDFFormObj_CountObjects(thing), 200)
    return any(_holds_text(raw.FPDFFormObj_GetObject(thing, i), depth + 1) for i in range(count))


def _silent_text(annotation: Any) -> str:
    """The text of a field or free text that has no appearance of its own to show it, else an empty string."""
    if raw.FPDFAnnot_GetObjectCount(annotation) > 0 or raw.FPDFAnnot_GetAP(annotation, 0, None, 0) > 2:
        return ""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    keys = {raw.FPDF_ANNOT_FREETEXT: b"Contents", raw.FPDF_ANNOT_WIDGET: b"V"}
    if kind not in keys:
        return ""
    size = min(raw.FPDFAnnot_GetStringValue(annotation, keys[kind], None, 0), _KEY_LENGTH)
    buffer = ctypes.create_string_buffer(_KEY_LENGTH)
    raw.FPDFAnnot_GetStringValue(annotation, keys[kind], ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\x00") if size > 2 else ""


def _spread(text: str, box: tuple[float, float, float, float]) -> tuple[Word, ...]:
    """Words of a text without positions, laid out line by line inside its box."""
    x0, top, x1, bottom = box
    done: list[Word] = []
    parts = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()][:100]
    tall = (bottom - top) / max(len(parts), 1)
    for number, part in enumerate(parts):
        step = (x1 - x0) / (len(part) + 1)
        at = 0
        for word in part.split():
            at = part.index(word, at)
            left = x0 + at * step
            size = min(tall, 14.0)
            middle = top + (number + 0.5) * tall
            done.append(Word(word, left, middle - size / 2, left + (len(word) - 0.5) * step, middle + size / 2, size))
            at += len(word)
    return tuple(done)
