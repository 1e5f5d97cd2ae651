"""Words with boxes on a page, wherever they come from (a text layer or optical recognition), and rows of them.

Lengths are points (1/72 inch) from the top left corner of the page as it is displayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from vnplan.document import Box
from vnplan.readers.draft import ParagraphDraft

# Where a line may end in the middle of a code, a number or an address: `KH-` | `UBND`, `2025-` | `2026`.
_CUT_TAIL = re.compile(r"(?:[A-ZĐƯƠÂÊÔĂ\d][-–/]|://\S*[-/])$")
_CUT_HEAD = re.compile(r"[^\W_]")  # `UBND`


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box. `size` is the height of its letters' line (about the font size), 0 where unknown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    upright: bool = True  # False: set at an angle, such as a watermark or a turned header cell
    raised: bool = False  # a superscript: the mark of a footnote
    confidence: float | None = None  # 0..1, of optical recognition
    font: str = ""  # its name, where known


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: horizontal where `top == bottom`, vertical where `x0 == x1`."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: all that layout needs to know of it.

    `overlays` are the words of each annotation (a stamp, a filled field, a signature's caption) apart from the
    page's own words; `images` are boxes that text may flow around.
    """

    number: int  # from 1
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    images: tuple[Box, ...] = ()
    overlays: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line, from left to right."""

    page: int
    words: tuple[Word, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    limit: float | None = None  # where an image to the right ends the line

    @property
    def middle(self) -> float:
        """The x of the line's middle."""
        return (self.x0 + self.x1) / 2


def height(word: Word) -> float:
    """The font size of a word, or its box's height where that is not known."""
    return word.size or word.bottom - word.top


def join_words(words: Sequence[Word]) -> str:
    """The text of words on one line: a blank between them, but none where they touch."""
    parts: list[str] = []
    last: Word | None = None
    for word in words:
        if last is not None and not _touch(last, word):
            parts.append(" ")
        parts.append(word.text)
        last = word
    return "".join(parts)


def _touch(last: Word, word: Word) -> bool:
    """Whether two neighbours are one word: no gap, and neither is the mark of a footnote (m² is a word)."""
    if word.raised != last.raised and not (word.text in {"2", "3"} and last.text.endswith("m")):
        return False
    return word.x0 - last.x1 < 0.07 * max(height(last), height(word))


def join_lines(texts: Iterable[str]) -> str:
    """Wrapped lines as one text: joined by a blank, but a code or number cut at its hyphen or slash by nothing."""
    done = ""
    for text in texts:
        text = text.strip()
        if not text:
            continue
        glue = "" if not done or (_CUT_TAIL.search(done[-80:]) and _CUT_HEAD.match(text)) else " "
        done += glue + text
    return done


def make_line(page: int, words: Sequence[Word], images: Sequence[Box] = ()) -> Line:
    """A line of words that stand on one row; words printed twice (a false bold, a stamp on its copy) count once."""
    kept: list[Word] = []
    for word in sorted(words, key=lambda w: w.x0):
        if kept and word.text == kept[-1].text:
            shared = min(word.x1, kept[-1].x1) - word.x0
            if shared > 0.6 * (word.x1 - word.x0):
                continue
        kept.append(word)
    body = [w for w in kept if not w.raised] or kept
    top, bottom = min(w.top for w in body), max(w.bottom for w in body)
    x1 = max(w.x1 for w in kept)
    limits = [i.x0 for i in images if i.x0 >= x1 - 2 and min(bottom, i.bottom) - max(top, i.top) > 0.3 * (bottom - top)]
    return Line(
        page,
        tuple(kept),
        join_words(kept),
        kept[0].x0,
        top,
        x1,
        bottom,
        median(height(w) for w in body),
        all(w.bold for w in body),
        all(w.italic for w in body),
        min(limits) if limits else None,
    )


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words gathered by height on the page: rows from top to bottom, words of a row from left to right.

    A word joins the row that it shares most of its height with; half a line of shift keeps rows apart.
    """
    done: list[list[Word]] = []
    spans: list[tuple[float, float]] = []  # mean top and bottom of each row
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        best, share = -1, 0.55
        if done and abs(spans[-1][1] - word.bottom) < 1 and abs(spans[-1][0] - word.top) < 3:  # the usual case
            done[-1].append(word)
            continue
        for index in range(len(done) - 1, max(len(done) - 5, -1), -1):
            top, bottom = spans[index]
            smaller = max(min(word.bottom - word.top, bottom - top), 0.1)
            overlap = (min(bottom, word.bottom) - max(top, word.top)) / smaller
            if overlap > share:
                best, share = index, overlap
        if best < 0:
            done.append([word])
            spans.append((word.top, word.bottom))
            continue
        count = len(done[best])
        top, bottom = spans[best]
        done[best].append(word)
        if not word.raised:
            spans[best] = ((top * count + word.top) / (count + 1), (bottom * count + word.bottom) / (count + 1))
    order = sorted(range(len(done)), key=lambda i: spans[i])
    return [sorted(done[i], key=lambda w: w.x0) for i in order]


def lines(page: int, words: Iterable[Word], images: Sequence[Box] = ()) -> list[Line]:
    """The lines that words stand on, from top to bottom; no thought of columns."""
    return [make_line(page, row, images) for row in rows(words)]


def paragraph(parts: Sequence[Line], *, centered: bool = False) -> ParagraphDraft:
    """One paragraph of lines that follow each other; its box is that of its lines on the first page."""
    first = [line for line in parts if line.page == parts[0].page]
    box = Box(
        parts[0].page,
        round(min(line.x0 for line in first), 1),
        round(min(line.top for line in first), 1),
        round(max(line.x1 for line in first), 1),
        round(max(line.bottom for line in first), 1),
    )
    known = [(w.confidence, len(w.text)) for line in parts for w in line.words if w.confidence is not None]
    confidence = sum(c * n for c, n in known) / sum(n for _, n in known) if known else None
    return ParagraphDraft(
        join_lines(line.text for line in parts),
        parts[0].page,
        box,
        all(line.bold for line in parts),
        all(line.italic for line in parts),
        centered,
        confidence,
    )
