"""What is printed on pages besides the text: captions of digital signatures, page numbers, running heads, footnotes."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from vnplan.readers.page_columns import names_nation
from vnplan.readers.page_words import Line, Page, Word, join_words, lines, make_line
from vnplan.text import fold

_CAPTION_SIZE = 9.5  # points; in larger letters only a line with a colon is a caption
_EDGE = 0.12  # share of the page's height, above and below, in which page numbers and running heads stand
# A line that only a digital signature writes (Decree 30/2020, annex I, part II: signer, time with zone).
_SIGNED = re.compile(
    r"(?:ký bởi|người ký|được ký bởi|ký số bởi|ký điện tử bởi|digitally signed|signature (?:not )?verified|signed by"
    r"|date: \d{4}\.\d\d)"
    r"|(?:ngày ký|thời gian ký|giờ ký|signing time)\s*:?\s*(?:ngày )?\d"
)  # `ký bởi: ủy ban nhân dân xã an bình`
_SIGNED_WITHIN = re.compile(r"(?:^| )(?:" + _SIGNED.pattern + ")")
_CAPTION = re.compile(
    r"(?:cơ quan|tổ chức|đơn vị|email|e-mail|thư điện tử|lý do|chức vụ|vị trí|ngày ký|thời gian ký|giờ ký|signature|"
    r"date|reason|location|foxit|cn=|dn:)\s*[:=]?"
)  # `cơ quan: tỉnh hà nam`; counts beside a line that only a signature writes
_STAMP_TIME = re.compile(
    r"\d{1,2}[./:-]\d{1,2}[./:-]\d{2,4}[\s\d:.,+-]*(?:[+-]\d\d[:']?\d\d'?|z)?$"
)  # `16:20:11 +07:00`
_ARRIVED = re.compile(r"(?:(?:công văn|văn bản) )?đến$|(?:số|ngày) đến\s*:")  # `đến`: the stamp of who received a copy
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s*)?(\d{1,4}|[ivxl]{1,6})(?:\s*[/|]\s*\d{1,4})?\.?(?:\s*[-–—])?$"
)  # `- 2 -`
_NOTE = re.compile(r"(\d{1,3}|\*{1,3})\s*\S")  # `1 Nghị quyết`
_DIGITS = re.compile(r"\d+")


def caption_words(page: Page) -> tuple[list[Word], list[Word]]:
    """The page's own words and those of its overlays that are text, and the words of digital signatures' captions.

    An annotation with one line that only a signature writes is a caption as a whole; in the page's own words
    a caption is the block of lines around such a line.
    """
    text: list[Word] = list(page.words)
    captions: list[Word] = []
    for overlay in page.overlays:
        found = lines(page.number, overlay)
        signed = any(_SIGNED.match(key) or _ARRIVED.match(key) for key in (fold(line.text) for line in found))
        (captions if signed else text).extend(overlay)
    marked = _own_captions(page, page.words)
    return [word for word in text if id(word) not in marked], captions + [w for w in page.words if id(w) in marked]


def _own_captions(page: Page, words: Sequence[Word]) -> set[int]:
    """Identities of the words of captions that stand in the page's content."""
    if not _SIGNED_WITHIN.search(fold(" ".join(word.text for word in words))):
        return set()
    pieces = [piece for line in lines(page.number, words) for piece in split_wide(line, 1.2)]
    marked: set[int] = set()
    for index, piece in enumerate(pieces):
        if not _SIGNED.match(fold(piece.text)) or (piece.size > _CAPTION_SIZE and ":" not in piece.text[:20]):
            continue
        if id(piece.words[0]) in marked:
            continue
        block = [piece]
        for step in (-1, 1):
            edge, skipped = piece, 0
            for other in pieces[index + step :: step] if index + step >= 0 else []:
                if abs(other.top - edge.top) > 2.2 * edge.size:
                    break
                if abs(other.x0 - piece.x0) > 4 or abs(other.size - piece.size) > 0.2 * piece.size:
                    continue
                key = fold(other.text)
                if _SIGNED.match(key) or _CAPTION.match(key) or _STAMP_TIME.match(key):
                    block.append(other)
                    skipped = 0
                elif skipped < 2 and _between(pieces, other, piece, step):
                    block.append(other)
                    skipped += 1
                else:
                    break
                edge = other
        marked.update(id(word) for part in block for word in part.words)
    return marked


def _between(pieces: Sequence[Line], other: Line, piece: Line, step: int) -> bool:
    """Whether a line of a caption still follows beyond this one: then it is the wrapped part of the caption."""
    for later in pieces:
        near = 0 < (later.top - other.top) * step < 2.2 * piece.size
        if near and abs(later.x0 - piece.x0) <= 4:
            key = fold(later.text)
            return bool(_SIGNED.match(key) or _CAPTION.match(key) or _STAMP_TIME.match(key))
    return False


def split_wide(line: Line, gap: float) -> list[Line]:
    """The pieces of a line between blanks wider than `gap` times its letters."""
    cuts = [0]
    reach = line.words[0].x1
    for index, word in enumerate(line.words[1:], 1):
        if word.x0 - reach > gap * line.size:
            cuts.append(index)
        reach = max(reach, word.x1)
    cuts.append(len(line.words))
    if len(cuts) == 2:
        return [line]
    return [make_line(line.page, line.words[a:b]) for a, b in itertools.pairwise(cuts)]


def margins(found: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the indices of its lines that are page numbers or running heads.

    A running head stands at the same height of the page's edge on three pages or more, digits aside, or on all
    of two, and is no letterhead; a page number stands alone on the first or last line.
    """
    heads: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(found):
        for index in _edge_lines(page, heights[number]):
            heads[_head_key(page[index])].add(number)
    need = 3 if len(found) > 2 else 2
    done: list[set[int]] = []
    for number, page in enumerate(found):
        taken: set[int] = set()
        for index in _edge_lines(page, heights[number]):
            line = page[index]
            alone = not any(other is not line and abs(other.bottom - line.bottom) < line.size / 2 for other in page)
            first = number == 0 and line.text.strip() not in {"1", "- 1 -", "i"}  # a number there may be the plan's
            numbered = alone and not first and _PAGE_NUMBER.match(fold(line.text)) is not None
            repeated = len(heads[_head_key(line)]) >= need and len(line.text) > 1 and not _nation(line)
            if numbered or repeated:
                taken.add(index)
        done.append(taken)
    return done


def _nation(line: Line) -> bool:
    return any(names_nation(join_words(line.words[at : at + 12])) for at in range(min(len(line.words), 20)))


def _head_key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", fold(line.text)), round(line.top / 4)


def _edge_lines(page: Sequence[Line], height: float) -> list[int]:
    """Indices of the lines in the upper and lower margin: at most three of each, counted from the edge."""
    upper = [i for i, line in enumerate(page[:3]) if line.bottom < _EDGE * height]
    lower = [i for i, line in enumerate(page) if i >= len(page) - 3 and line.top > (1 - _EDGE) * height]
    return sorted(set(upper) | set(lower))


def footnote_start(page: Sequence[Line], size: float) -> int:
    """Index of the first line of the footnotes at the foot of a page, or the number of lines where there are none.

    They are set smaller than the text (`size`), the first begins with its mark, and more space than between
    lines stands above.
    """
    start = len(page)
    while start > 0 and 0 < page[start - 1].size < 0.9 * size:
        start -= 1
    while start < len(page) and not _NOTE.match(page[start].text):
        start += 1
    if start == len(page) or start == 0 or page[start].words[0].size > 0.85 * page[start].size:
        return len(page)  # the mark is set smaller than its note
    return start


def without_marks(line: Line, marks: set[str]) -> Line:
    """The line without the raised numbers that are marks of the page's footnotes."""
    kept = [word for word in line.words if not (word.raised and word.text in marks)]
    return line if len(kept) == len(line.words) or not kept else make_line(line.page, kept)
