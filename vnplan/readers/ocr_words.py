"""Words as Tesseract reads them: two readings joined, dirt taken out, doubtful ones left out and noted. Pure.

Lengths are pixels from the top left corner of the page's image.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from vnplan.syllables import is_syllable

_SURE = 0.8  # confidence from which the second reading is not asked
_FOUND = 0.6  # confidence from which a word is taken that only the second reading has
_BESIDE = 0.25  # the same, where it stands in a line with words that are sure
_DOUBTFUL = 0.45  # confidence below which what is no word is left out
_HARDLY = 0.1  # confidence below which it is left out even in a line
_ALONE = 4  # words of a line that is no running text
_OTHER = 1_000_000  # added to the block of lines of the second reading
_ROW = 40.0  # pixels: words are looked for in rows of that height
_FRAME = "_|¦¬~ˆ`´°^"  # what specks and lines are read as
_INK_MARKS = re.compile(r"[-–—+•*&≤≥<>=/%…“”\"():;,.]+")  # what may stand alone: "-", "&", "≤"
_DOTS = frozenset(".,:;'\"")  # alone they are specks
_SLASHES = re.compile(r"[/⁄]+")  # "01/⁄3"
_WAVE = re.compile(r"(?<=\d)[-–—~]*~[-–—~]*")  # "2018~05", a dash
_WAVES = frozenset({"~", "¬", "~~"})  # what a dash is read as
_BARS = frozenset({"-", "–", "—", "+"})  # bullets, and what stands between two days: hardly a speck beside words
_CODE = re.compile(r"[\w.,()&:;/%+–-]+")  # "/KH-SYT"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)  # "www.example.vn"
_LABEL = re.compile(r"[^\W\d_]{1,7}:(?!//)")  # "Số:", with what was written by hand after it
_LABELLED = re.compile(r"[\dIVXa-zđ]{1,2}[.)/]+|(?:KT|TM|TL|T/M|Q)\.")  # "1.", "a)", "KT."
_JUNK = re.compile(r"[#^\\{}\[\]¿«»®©§€$]")  # hardly printed in plans
_ILLEGIBLE = "…"  # stands for a word that can't be read
_ONE = re.compile(r"l(?=[,;)]?$)")  # "Phường l": no Vietnamese word
_DIGITS = str.maketrans("OoƠơÓóIlŠ", "000066115")  # letters that are read for digits
_MIXED = re.compile(r"(?=\D*\d)(?=\d*[OoƠơÓóIlŠ])(?![1Il]+$)[\dOoƠơÓóIlŠ]{2,4}")  # "0ó", "Ơ1"; not "I1", which is II


@dataclass(slots=True)
class Notes:
    """What was done to recognised pages: words left out as hardly legible, and respelled (as read, as given).

    `red` says that red ink, such as a seal's, was not read.
    """

    left_out: list[str] = field(default_factory=list)
    respelled: list[tuple[str, str]] = field(default_factory=list)
    red: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as Tesseract gives it, in pixels, with the line that it stands on."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: tuple[int, int, int]


def parse(table: str) -> list[Seen]:
    """Words of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    found: list[Seen] = []
    for row in table.split("\n")[1:]:
        cells = row.rstrip("\r").split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            block, part, line = int(cells[2]), int(cells[3]), int(cells[4])
            left, top, width, height = (float(cell) for cell in cells[6:10])
            confidence = max(min(float(cells[10]) / 100, 1.0), 0.0)
            found.append(
                Seen(cells[11].strip(), left, top, left + width, top + height, confidence, (block, part, line))
            )
    return found


def without_specks(boxes: Sequence[Seen]) -> list[Seen]:
    """Words cleaned of what dirt and lines are read as, without those too small to be what was read in them."""
    heights = [box.bottom - box.top for box in boxes if len(box.text) > 2]
    usual = median(heights) if heights else 0.0
    kept: list[Seen] = []
    for box in boxes:
        flat = box.text in _WAVES and box.x1 - box.x0 > 2 * (box.bottom - box.top)
        text = "-" if flat else _cleaned(box.text)
        letters = sum(map(str.isalnum, text))
        tiny = letters and (box.bottom - box.top < 0.35 * usual or box.x1 - box.x0 < 0.08 * usual * letters)
        if text and not tiny:
            kept.append(dataclasses.replace(box, text=text))
    return kept


def _cleaned(text: str) -> str:
    text = _SLASHES.sub("/", text.strip(_FRAME)) if "⁄" in text else text.strip(_FRAME)
    return _WAVE.sub("-", text)


def joined(first: Sequence[Seen], second: Sequence[Seen]) -> list[Seen]:
    """The first reading, with words of the second where it has none, and where it doubts and the second does better.

    The first has fewer words cut apart or run together, the second finds single words and numbers in cells.
    """
    done: list[Seen] = []
    places = by_row(second)
    for box in first:
        others = [o for o in beside(box, places) if _within(o, box) > 0.6] if _is_doubtful(box) else []
        covered = sum(o.x1 - o.x0 for o in others) / (box.x1 - box.x0)
        if covered > 0.6 and all(_likely(o.text) for o in others):
            gain = min(o.confidence for o in others) - box.confidence
            if gain > 0.15 or (not _likely(box.text) and gain > -0.1):
                done.extend(dataclasses.replace(o, line=box.line) for o in others)
                continue
        done.append(box)
    places = by_row(first)
    heights = [box.bottom - box.top for box in first if len(box.text) > 2]
    usual = median(heights) if heights else 0.0
    sure = {box.line for box in second if box.confidence >= _SURE and _likely(box.text)}
    for box in second:
        least = _BESIDE if box.line in sure else _FOUND
        new = (box.confidence >= least and _likely(box.text)) or (box.text in _BARS and box.confidence >= _SURE)
        whole = box.text in _BARS or box.bottom - box.top > 0.6 * usual  # letters of a seal are small
        if new and whole and not any(_same_place(box, other) for other in beside(box, places)):
            done.append(dataclasses.replace(box, line=(box.line[0] + _OTHER, *box.line[1:])))
    return done


def _is_doubtful(box: Seen) -> bool:
    return any(map(str.isalnum, box.text)) and (box.confidence < _SURE or not _likely(box.text))


def by_line(boxes: Sequence[Seen]) -> list[list[Seen]]:
    """Words gathered by the line that Tesseract put them on."""
    found: dict[tuple[int, int, int], list[Seen]] = {}
    for box in boxes:
        found.setdefault(box.line, []).append(box)
    return list(found.values())


def by_row(boxes: Sequence[Seen]) -> dict[int, list[Seen]]:
    """Words by the part of the page's height that they stand in, for `beside`."""
    rows: dict[int, list[Seen]] = {}
    for box in boxes:
        rows.setdefault(int((box.top + box.bottom) / 2 / _ROW), []).append(box)
    return rows


def beside(box: Seen, rows: dict[int, list[Seen]]) -> list[Seen]:
    """The words at about the height of one."""
    row = int((box.top + box.bottom) / 2 / _ROW)
    return [other for near in (row - 1, row, row + 1) for other in rows.get(near, ())]


def _within(inner: Seen, outer: Seen) -> float:
    """The part of a box that another covers."""
    width = min(inner.x1, outer.x1) - max(inner.x0, outer.x0)
    height = min(inner.bottom, outer.bottom) - max(inner.top, outer.top)
    area = (inner.x1 - inner.x0) * (inner.bottom - inner.top)
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _same_place(a: Seen, b: Seen) -> bool:
    """Whether two boxes are one above the other on nearly the same line: one word, read twice."""
    apart = abs((a.top + a.bottom) - (b.top + b.bottom)) / 2
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    return apart < 0.8 * max(a.bottom - a.top, b.bottom - b.top) and width > 0.2 * min(a.x1 - a.x0, b.x1 - b.x0)


def scaled(box: Seen, by: float) -> Seen:
    """A word of an image of another size."""
    return dataclasses.replace(box, x0=box.x0 * by, top=box.top * by, x1=box.x1 * by, bottom=box.bottom * by)


def sift(boxes: Sequence[Seen], notes: Notes) -> list[Seen]:
    """Words, with "…" for those beside other words that were hardly read; these are noted.

    A doubtful word in a line of text stays: it is a slip. One among few words may be handwriting or a seal.
    """
    kept: list[Seen] = []
    for line in _segments(boxes):
        for box in line:
            text = box.text
            if not any(map(str.isalnum, text)):
                if _is_mark(box, last=box is line[-1]):
                    kept.append(box)
                continue
            label = _LABEL.match(text)
            few = len(line) <= _ALONE
            least = _DOUBTFUL if few else _HARDLY
            if label and (box.confidence < _DOUBTFUL or _JUNK.search(text)) and not _likely(text):
                notes.left_out.append(text[label.end() :])
                text = f"{label[0]} {_ILLEGIBLE}"
            elif (few and _JUNK.search(text)) or (box.confidence < least and not _likely(text)):
                notes.left_out.append(text)
                text = _ILLEGIBLE if len(line) > 1 else ""
            elif _ONE.match(text):
                notes.respelled.append((text, _ONE.sub("1", text)))
                text = _ONE.sub("1", text)
            elif _MIXED.fullmatch(text):
                notes.respelled.append((text, text.translate(_DIGITS)))
                box = dataclasses.replace(box, confidence=min(box.confidence, _DOUBTFUL))
                text = text.translate(_DIGITS)
            if text:
                kept.append(dataclasses.replace(box, text=text))
    return kept


def _is_mark(box: Seen, *, last: bool) -> bool:
    """Whether a word without letters is printed: not a speck."""
    if box.text in _BARS:
        return not last or box.confidence >= _SURE
    least = _SURE if last or box.text in _DOTS else _DOUBTFUL
    return _INK_MARKS.fullmatch(box.text) is not None and box.confidence >= least


def _segments(boxes: Sequence[Seen]) -> list[list[Seen]]:
    """The lines of Tesseract's, parted at wide gaps: it joins what stands side by side."""
    found: list[list[Seen]] = []
    for line in by_line(boxes):
        segment: list[Seen] = []
        for box in sorted(line, key=lambda b: b.x0):
            if segment and box.x0 - segment[-1].x1 > 2.5 * max(box.bottom - box.top, 1):
                found.append(segment)
                segment = []
            segment.append(box)
        found.append(segment)
    return found


def without_marks(boxes: Sequence[Seen], height: float, tables: Callable[[Seen], bool], notes: Notes) -> list[Seen]:
    """Words without what seals and signatures are read as: a letter or two that stand alone.

    `height` is the page's; numbers in its upper or lower eighth are page numbers. `tables` tells words in tables, which
    may stand alone.
    """
    places = by_row(boxes)
    kept: list[Seen] = []
    for box in boxes:
        letters = re.sub(r"[\W_]", "", box.text)
        short = 0 < len(letters) <= 2 and not is_syllable(letters) and not _LABELLED.fullmatch(box.text)
        page_number = letters.isdigit() and not height / 8 < box.top < height * 7 / 8
        if short and not page_number and not tables(box) and not any(_near(box, o) for o in beside(box, places)):
            notes.left_out.append(box.text)
        else:
            kept.append(box)
    return kept


def _near(box: Seen, other: Seen) -> bool:
    """Whether another word stands on the same line, not far away."""
    if other is box:
        return False
    tall = max(box.bottom - box.top, other.bottom - other.top)
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    return shared > 0 and max(other.x0 - box.x1, box.x0 - other.x1) < 2.5 * tall


def _dated(words: Sequence[str]) -> list[int]:
    """Places in a line where a day or month stands that is no number: `ngày G1 tháng 3`, written by hand."""
    plain = [word.strip(".,").lower() for word in words]
    return [
        i
        for i in range(1, len(words) - 1)
        if (plain[i - 1], plain[i + 1]) in (("ngày", "tháng"), ("tháng", "năm"))
        and not plain[i].isdigit()
        and not is_syllable(plain[i])
    ]


def without_days(boxes: Sequence[Seen], notes: Notes) -> list[Seen]:
    """The same words with "…" for days and months that are no numbers, written by hand; these are noted."""
    done: list[Seen] = []
    for line in by_line(boxes):
        for i in _dated([box.text for box in line]):
            if any(map(str.isalnum, line[i].text)):  # else a blank that nobody filled
                notes.left_out.append(line[i].text)
            line[i] = dataclasses.replace(line[i], text=_ILLEGIBLE)
        done.extend(line)
    return done


def _likely(text: str) -> bool:
    """Whether a reading looks like a word: each part a syllable, a number, or capitals as in a code; or an address."""
    parts = re.findall(r"[^\W_]+", text)
    good = all(part.isdigit() or is_syllable(part) or (part.isupper() and part.isalpha()) for part in parts)
    return bool(parts) and ((good and _CODE.fullmatch(text) is not None) or _ADDRESS.fullmatch(text) is not None)
