"""Side-by-side columns of a page, found by position: the letterhead, the closing, signatures of joint plans. Pure.

Decree 30/2020/NĐ-CP, annex I, part IV sets issuer and number to the left of quốc hiệu and date, and nơi nhận to
the left of the signature. Read line by line they would be interleaved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from vnplan.document import Box
from vnplan.readers.draft import CellDraft, ParagraphDraft, TableDraft
from vnplan.readers.page_words import Line, Word, join_words, lines, make_line, paragraph
from vnplan.text import fold, is_upper, strip_marks

_NATION = re.compile(
    r"(?:cong\s*hoa\s*xa\s*hoi\s*chu|dang\s*cong\s*san\s*viet|doan\s*(?:tncs|thanh\s*nien\s*cong\s*san)\s*ho\s*chi)"
)  # `cong hoa xa hoi chu nghia viet nam`; only in capitals
_MOTTO = re.compile(r"doc\s*lap\s*-?\s*tu\s*do\s*-?\s*hanh\s*phuc$")  # `doc lap - tu do - hanh phuc`
_RECIPIENTS = re.compile(r"n[oơ]i nh[aậ]n\b")  # `nơi nhận:`
_TYPE = re.compile(
    r"(?:ke hoach|quyet dinh|chuong trinh|thong bao|bao cao|to trinh|huong dan|chi thi|nghi quyet|phu luc|cong van)"
    r"(?: lien tich| phoi hop)?$"
)  # `ke hoach`
_ITEM = re.compile(r"[-–—+•*]|\d{1,2}[.)]\s")  # `- Lưu: VT`


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of a page stands: its left and right edge."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """The x of the middle between the edges."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Words that stand in two columns over some rows."""

    page: int
    left: tuple[Word, ...]
    right: tuple[Word, ...]
    kind: str  # letterhead, closing, plain
    top: float


@dataclass(slots=True)
class _Zone:
    """Rows first to last (with it) and the white strip between the columns."""

    kind: str
    first: int
    last: int
    low: float
    high: float


def split_columns(found: Sequence[Line], frame: Frame) -> list[Line | Columns]:
    """The rows of a page (from top to bottom), those that stand in two columns taken together."""
    zones = _zones(found, frame)
    done: list[Line | Columns] = []
    index = 0
    for zone in zones:
        done.extend(found[index : zone.first])
        left: list[Word] = []
        right: list[Word] = []
        for line in found[zone.first : zone.last + 1]:
            for word in line.words:
                (left if (word.x0 + word.x1) / 2 < (zone.low + zone.high) / 2 else right).append(word)
        part = found[zone.first]
        done.append(Columns(part.page, tuple(left), tuple(right), zone.kind, part.top))
        index = zone.last + 1
    done.extend(found[index:])
    return done


def _zones(found: Sequence[Line], frame: Frame) -> list[_Zone]:
    done: list[_Zone] = []
    index = 0
    floor = 0  # rows before it are taken
    while index < len(found):
        zone = _seed(found, index, frame)
        if zone is not None:
            _grow_down(found, zone, frame)
            _grow_up(found, zone, frame, floor)
            zone = _sound(found, zone)
        if zone is None:
            index += 1
            continue
        done.append(zone)
        index = floor = zone.last + 1
    return done


def _key(text: str) -> str:
    return strip_marks(fold(text))


def _seed(found: Sequence[Line], index: int, frame: Frame) -> _Zone | None:
    """The zone that a row begins, if it shows one: by the words of the nation, by nơi nhận, or by a wide blank."""
    line = found[index]
    words = line.words
    width = frame.right - frame.left
    for at, word in enumerate(words):
        if word.text[0] not in "CcĐđDdÐ" or word.x0 <= frame.left + 0.25 * width:
            continue
        if names_nation(join_words(words[at : at + 12])):
            alone = at == 0 and abs(line.middle - frame.middle) < 0.06 * width
            if alone:  # one column, centred
                return None
            return _Zone("letterhead", index, index, words[at - 1].x1 if at else frame.left, word.x0)
    widest, gap, reach = 0, 0.0, words[0].x1
    for at in range(1, len(words)):
        if words[at].x0 - reach > gap:
            widest, gap = at, words[at].x0 - reach
        reach = max(reach, words[at].x1)
    left = join_words(words[:widest]) if widest else line.text
    if _RECIPIENTS.match(fold(line.text)) and line.x0 < frame.left + 0.3 * width:
        if widest and gap > 1.5 * line.size and line.words[widest].x0 > frame.left + 0.3 * width:
            return _Zone("closing", index, index, words[widest - 1].x1, words[widest].x0)
        if line.x1 < frame.left + 0.5 * width:
            return _Zone("closing", index, index, line.x1, frame.right)
    if widest and gap > 3 * line.size and len(left) > 2 and not _ITEM.fullmatch(left):
        low, high = max(w.x1 for w in words[:widest]), words[widest].x0
        if low > frame.left + 0.1 * width and high > frame.left + 0.3 * width:
            return _Zone("plain", index, index, low, high)
    return None


def names_nation(text: str) -> bool:
    """Whether a text begins with quốc hiệu (or what Party and Youth Union print in its place) or is the motto."""
    key = _key(text)
    return (_NATION.match(key) is not None and is_upper(text)) or _MOTTO.match(key) is not None


def _fit(line: Line, zone: _Zone, frame: Frame) -> tuple[float, float] | None:
    """The strip that is left between the columns when the row is added, or None where the row crosses it."""
    need = min(0.9 * (zone.high - zone.low), 0.8 * line.size) if zone.kind == "letterhead" else 0.8 * line.size
    best: tuple[float, float] | None = None
    reach = zone.low
    for at in range(len(line.words) + 1):
        if at:
            reach = max(reach, line.words[at - 1].x1)
        high = min(zone.high, line.words[at].x0) if at < len(line.words) else zone.high
        if high - reach >= max(need, 1.0) and (best is None or high - reach > best[1] - best[0] + 0.01):
            best = reach, high
    if best is not None and best[1] < frame.left + 0.2 * (frame.right - frame.left):
        return None
    return best


def _grow_down(found: Sequence[Line], zone: _Zone, frame: Frame) -> None:
    width = frame.right - frame.left
    apart = {"letterhead": 4.5, "closing": 14.0, "plain": 3.0}[zone.kind]
    for index in range(zone.last + 1, len(found)):
        line, last = found[index], found[index - 1]
        if line.top - last.bottom > apart * line.size:
            return
        if zone.kind == "letterhead" and index - zone.first > 12:
            return
        if zone.kind == "closing" and _RECIPIENTS.match(fold(line.text)):
            return
        strip = _fit(line, zone, frame)
        if strip is None:
            return
        one_sided = line.x0 >= strip[1] - 0.1 or line.x1 <= strip[0] + 0.1
        if one_sided and _heads(line, frame, width, zone.kind):
            return
        left_only = line.x1 <= strip[0] + 0.1 and line.x0 <= frame.left + 0.2 * width
        if zone.kind == "plain" and left_only and not _continues_left(found, index, zone, frame):
            return
        zone.last, (zone.low, zone.high) = index, strip


def _continues_left(found: Sequence[Line], index: int, zone: _Zone, frame: Frame) -> bool:
    """Whether within two rows another stands on both sides: then a row on the left alone is inside the columns."""
    for line in found[index + 1 : index + 3]:
        strip = _fit(line, zone, frame)
        if strip is not None and line.x0 < strip[0] and line.x1 > strip[1]:
            return True
    return False


def _heads(line: Line, frame: Frame, width: float, kind: str) -> bool:
    """Whether a row is a heading in the middle of the page (the title, an appendix) and so below the columns."""
    if _TYPE.match(_key(line.text).strip(" .:")) and is_upper(line.text):
        return True
    near = 0.03 if kind == "letterhead" else 0.015
    return abs(line.middle - frame.middle) < near * width and line.x0 > frame.left + 0.05 * width


def _grow_up(found: Sequence[Line], zone: _Zone, frame: Frame, floor: int) -> None:
    width = frame.right - frame.left
    if zone.kind == "plain":
        return
    for index in range(zone.first - 1, max(zone.first - 5, floor - 1), -1):
        line, below = found[index], found[index + 1]
        if below.top - line.bottom > 2.5 * line.size or _heads(line, frame, width, zone.kind):
            return
        strip = _fit(line, zone, frame)
        right_only = line.x0 > frame.left + 0.35 * width
        if strip is None or (zone.kind == "closing" and not right_only):
            return
        zone.first, (zone.low, zone.high) = index, strip


def _sound(found: Sequence[Line], zone: _Zone) -> _Zone | None:
    """The zone where both columns hold words; one without the words of an office needs two rows on both sides."""
    sides = [
        (any(w.x1 <= zone.low + 0.1 for w in line.words), any(w.x0 >= zone.high - 0.1 for w in line.words))
        for line in found[zone.first : zone.last + 1]
    ]
    if not any(left for left, _ in sides) or not any(right for _, right in sides):
        return None
    if zone.kind == "plain":
        both = sum(left and right for left, right in sides)
        if both < 2 or not all(_stacked(side) for side in _sides(found, zone)):
            return None
    return zone


def _sides(found: Sequence[Line], zone: _Zone) -> list[list[Line]]:
    """The lines of the left and of the right column of a zone."""
    done: list[list[Line]] = [[], []]
    for line in found[zone.first : zone.last + 1]:
        parts = [[w for w in line.words if w.x1 <= zone.low + 0.1], [w for w in line.words if w.x0 >= zone.high - 0.1]]
        for side, words in zip(done, parts, strict=True):
            if words:
                side.append(make_line(line.page, words))
    return done


def _stacked(side: Sequence[Line]) -> bool:
    """Whether lines are centred one under the other, as signatures are; text after a tab begins at one edge."""
    middle = median(line.middle for line in side)
    if any(_ITEM.match(line.text) for line in side):
        return False
    return all(abs(line.middle - middle) < 1.2 * line.size for line in side)


def columns_table(columns: Columns) -> TableDraft:
    """Two columns as a table of one row: each printed line a paragraph; wrapped recipients joined to their item."""
    sides = [lines(columns.page, columns.left), lines(columns.page, columns.right)]
    cells = []
    for column, side in enumerate(sides):
        groups = _items(side) if columns.kind == "closing" and column == 0 else [[line] for line in side]
        middle = median(line.middle for line in side) if side else 0.0
        blocks: list[ParagraphDraft | TableDraft] = []
        for group in groups:
            straight = all(abs(line.middle - middle) < 0.6 * line.size for line in group)
            blocks.append(paragraph(group, centered=straight and not _ITEM.match(group[0].text)))
        cells.append(CellDraft(0, column, blocks=blocks))
    words = [*columns.left, *columns.right]
    box = Box(
        columns.page,
        round(min(w.x0 for w in words), 1),
        round(min(w.top for w in words), 1),
        round(max(w.x1 for w in words), 1),
        round(max(w.bottom for w in words), 1),
    )
    return TableDraft(1, 2, cells, columns.page, box)


def _items(side: Sequence[Line]) -> list[list[Line]]:
    """Lines of the recipients, those that continue an item together with it."""
    groups: list[list[Line]] = []
    for line in side:
        last = groups[-1][-1] if groups else None
        follows = last is not None and _ITEM.match(groups[-1][0].text) and not _ITEM.match(line.text)
        if follows and last is not None:
            ended = last.text.rstrip().endswith((";", "."))
            near = line.top - last.bottom < 1.2 * line.size and line.x0 >= groups[-1][0].x0 - 2
            if near and not ended:
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def frame_of(found: Sequence[Line], width: float, fallback: Frame | None) -> Frame:
    """Left and right edge of a page's text: the outermost that several lines share, else the `fallback`'s.

    `width` is the page's. A page with few lines takes the fallback.
    """
    if len(found) < 8 and fallback is not None:
        return fallback
    need = max(2, round(0.06 * len(found)))
    left = _shared(sorted(line.x0 for line in found), need)
    right = _shared(sorted(-line.x1 for line in found), need)
    if left is None or right is None or -right - left < 0.3 * width:
        return fallback or Frame(0.14 * width, 0.93 * width)
    return Frame(left, -right)


def _shared(values: list[float], need: int) -> float | None:
    for index in range(len(values) - need + 1):
        if values[index + need - 1] - values[index] <= 3.0:
            return values[index]
    return None
