"""Whether a page's text layer can be used, or the page must be recognised optically. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vnplan.readers.draft import normalise
from vnplan.syllables import is_syllable
from vnplan.text import strip_marks

_LETTERS = re.compile(r"[^\W\d_]+")
_FEW_LETTERS = 15  # a page with fewer has no text of its own
_CAPTION_LETTERS = 350  # a page image with fewer holds them in stamps and captions
_ENOUGH_WORDS = 40  # to judge a text by its words
MANY_PATHS = 200  # drawn shapes on a page whose letters may be drawn
_SAMPLE = 150  # words of a page that are judged, or up to twice as many

Reason = Literal["image", "captions", "garbled"]


@dataclass(frozen=True, slots=True)
class PageScreen:
    """What is known of a page before its words are laid out."""

    page: int  # from 1
    letters: int
    image_share: float  # 0..1 of the page that its largest picture covers
    syllable_share: float  # 0..1 of its words that are Vietnamese syllables
    marked_share: float  # 0..1 of its words with Vietnamese tone or vowel marks
    words: int
    paths: int = 0  # drawn shapes, counted where there are few letters


def screen(page: int, words: Sequence[str], image_share: float, paths: int = 0) -> PageScreen:
    """A page's screen from the words of its text layer; codes in capitals are no words."""
    tokens = _LETTERS.findall(normalise(" ".join(words)))
    judged = [t for t in tokens if not (t.isupper() and len(t) <= 1)]
    lower = [t.lower() for t in judged[:: max(len(judged) // _SAMPLE, 1)]]
    plain = strip_marks(" ".join(lower)).split()
    syllables = sum(map(is_syllable, lower))
    marked = sum(t != p for t, p in zip(lower, plain, strict=True))
    count = max(len(lower), 1)
    return PageScreen(page, sum(map(len, tokens)), image_share, syllables / count, marked / count, len(judged), paths)


def needs_ocr(seen: PageScreen) -> Reason | None:
    """Why a page has to be recognised optically, or None where its text layer is fit for use.

    `image`: a picture covers most of the page, or shapes like letters are drawn on it, and there is (next to) no
    text. `captions`: a picture covers it and
    the text is no more than a stamp's or a signature's. `garbled`: too few of the words can be Vietnamese, or a
    layer over a picture has no Vietnamese marks. An empty page needs nothing.
    """
    covered = seen.image_share > 0.6
    if seen.letters < _FEW_LETTERS and (covered or seen.paths >= MANY_PATHS):
        return "image"
    if covered and seen.letters < _CAPTION_LETTERS and seen.image_share > 0.8:
        return "captions"
    if seen.words >= _ENOUGH_WORDS:
        if seen.syllable_share < 0.45:
            return "garbled"
        if covered and seen.marked_share < 0.2:
            return "garbled"
    return None
