"""Body -> tree of numbered parts, with the labels as printed.

A marker's rank is decided by its style in context, not absolutely (domain of the field: Decree 30/2020,
Annex I, part II.6 gives `I.`, `1.`, `a)`; practice adds `A.`, `1.1.`, `1)`, `(1)`, `Phần I`, `Điều 1.`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vnplan.diagnostics import diagnose
from vnplan.document import Paragraph
from vnplan.gazetteer.headings import kind_of
from vnplan.model import Diagnostic, Section, Span
from vnplan.text import UPPER, is_upper, squeeze

_SHARE = r"\d{1,3}(?:[.,]\d{1,3})?\s?%"  # 85% heads a text, so that what stands before it is a label
_ROMAN = re.compile(
    r"^(?!V/v|[A-ZĐ]\.\s?[A-ZĐ]\.|[IV]{1,3}/\d)([IVXL]{1,6})\s?(?:[./)]\s?[-–]\s*|[.\-/)–:]\s*|\s-\s+)(?=\S)"
)  # I. MỤC ĐÍCH; III/2021 is a quarter
_PART = re.compile(
    r"^((?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:(?:thứ|THỨ)\s+\w+|[IVXL]{1,6}|\d{1,2}|[A-ZĐ])(?!\w))\s*[.:\-–]?\s*"
)  # Phần thứ nhất
_ARTICLE = re.compile(r"^(Điều\s+\d{1,3})\s*[.:]\s*(?=\S)")  # Điều 1.
_UPPER = re.compile(
    rf"^([A-ZĐ])\s?(?:(?:[./)]\s?[-–]|[.)/\-])\s*(?=[^\W\d_]{{2}}|[“\"])|[.)/\-]\s+(?={_SHARE}))"
)  # A. NHIỆM VỤ; B. 80% hồ sơ
_DECIMAL = re.compile(
    rf"^(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:\s?(?:[./)]\s?[-–]|[.)/\-:])\s*(?=[^\d\s])|\s+(?=[{UPPER}“\"])|[.)/\-]?\s+(?={_SHARE}))"
)  # 2.2 Đẩy mạnh; 2.1. 95% thủ tục
_ARABIC = re.compile(
    rf"^(\d{{1,2}})(?:\s?(?:[./)]\s?[-–]|[.)/\-])\s*(?=[^\d\s.])|\s?[.)/]\s+(?=\d)|-\s+(?={_SHARE}))"
)  # 1. Mục đích; 2. 100% các xã; 1- 85% hồ sơ
_DATE = re.compile(r"^\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{2}|(?:19|20)\d{2})\b(?!\s?%)")  # 28. 4. 2023
_LETTER = re.compile(
    r"^([a-zđ]|(?=[ivx]{2,4}\))x{0,2}(?:ix|iv|v?i{0,3}))\s?(?:\)\s*|[./]\s+|/\s?[-–]\s*)(?=\S)"
)  # a) Nội dung; ii) Phối hợp; b/- Thời gian
_PAREN = re.compile(r"^\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S)")  # (1) Nội dung
_ORDINALS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # Vietnamese order, as lists use it (Annex I of Decree 30/2020)
_LATIN = "abcdefghijklmnopqrstuvwxyz"  # as word processors number
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_RANKS = {
    "part": 0, "upper": 1, "roman": 2, "article": 3, "arabic": 4, "decimal2": 5, "decimal3": 6, "decimal4": 7,
    "letter": 8, "arabic)": 9, "(1)": 10, "(a)": 11,
}  # fmt: skip
_FREE = 3  # styles up to this rank are never nested under a lower one
_DEEPEST = 12  # levels; numbers that restart for ever go on beside each other
_BRACKETS = re.compile(r"\([^()]{0,300}\)")


@dataclass(frozen=True, slots=True)
class Marker:
    """The number at the head of a paragraph."""

    label: str  # as printed, without the final dot or bracket
    style: str
    number: int  # its place in its sequence; 0 where it can't be told
    end: int  # length of the marker in the text, blanks after it included

    @property
    def rank(self) -> int:
        """How high the style usually stands: 0 is the highest."""
        return _RANKS[self.style]


def read_marker(text: str) -> Marker | None:
    """The number at the head of a paragraph's text, or None: dates, amounts and initials are none."""
    offset = len(text) - len(text.lstrip())
    head = text[offset : offset + 60]
    if match := _PART.match(head):
        return Marker(match.group(1), "part", _part_number(match.group(1)), offset + match.end())
    if match := _ARTICLE.match(head):
        label = squeeze(match.group(1))
        return Marker(label, "article", int(label.split()[-1]), offset + match.end())
    if match := _ROMAN.match(head):
        number = roman_value(match.group(1))
        if number:
            return Marker(match.group(1), "roman", number, offset + match.end())
    if match := _DECIMAL.match(head):
        parts = match.group(1).split(".")
        return Marker(match.group(1), f"decimal{len(parts)}", int(parts[-1]), offset + match.end())
    if (match := _ARABIC.match(head)) and not _DATE.match(head):
        style = "arabic)" if ")" in match.group() else "arabic"
        return Marker(match.group(1), style, int(match.group(1)), offset + match.end())
    if match := _UPPER.match(head):
        return Marker(match.group(1), "upper", _letter_number(match.group(1).lower()), offset + match.end())
    if match := _LETTER.match(head):
        label = match.group(1)  # a small Roman number has no place among letters
        return Marker(label, "letter", _letter_number(label) if len(label) == 1 else 0, offset + match.end())
    if match := _PAREN.match(head):
        inner = match.group(1)
        number = int(inner) if inner.isdigit() else _letter_number(inner[0])
        return Marker(f"({inner})", "(1)" if inner.isdigit() else "(a)", number, offset + match.end())
    return None


def roman_value(label: str) -> int:
    """The value of a Roman number up to 89, or 0 where it is not well formed: `IV` -> 4."""
    total = 0
    for i, char in enumerate(label):
        value = _ROMAN_VALUES.get(char, 0)
        following = _ROMAN_VALUES.get(label[i + 1], 0) if i + 1 < len(label) else 0
        total += -value if value < following else value
    tens, units = divmod(total, 10)
    form = {0: "", 1: "X", 2: "XX", 3: "XXX", 4: "XL", 5: "L", 6: "LX", 7: "LXX", 8: "LXXX"}.get(tens, "?")
    form += ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]
    return total if form == label else 0


def _letter_number(letter: str) -> int:
    return _LETTERS.find(letter) + 1


def _part_number(label: str) -> int:
    last = label.rsplit(maxsplit=1)[-1]
    if last.isdigit():
        return int(last)
    return _ORDINALS.get(last.lower(), 0) or roman_value(last) or _letter_number(last.lower())


@dataclass(slots=True)
class _Node:
    """A section to be."""

    marker: Marker
    paragraph: Paragraph
    path: str
    title: str
    end: int
    children: list[_Node] = field(default_factory=list)
    more: list[Paragraph] = field(default_factory=list)  # further lines of its title


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree, and for each paragraph given the path of its section and whether it is that section's own line."""

    sections: tuple[Section, ...]
    places: tuple[tuple[str | None, bool], ...]
    diagnostics: tuple[Diagnostic, ...]


def outline(text: str, lines: Sequence[Paragraph]) -> Outline:
    """The tree of numbered parts in paragraphs of a document's text, in reading order.

    Paragraphs inside tables are not to be given. Labels are kept as printed even where the number is wrong.
    """
    roots: list[_Node] = []
    stack: list[_Node] = []
    places: list[tuple[str | None, bool]] = []
    diagnostics: list[Diagnostic] = []
    open_list = False  # the last paragraph announces a list: it ends in a colon
    markers = [read_marker(text[line.start : line.end]) for line in lines]
    counted = _counted(markers)
    for i, line in enumerate(lines):
        printed = text[line.start : line.end]
        marker = _fit(markers[i], stack, printed, counted=counted[i])
        if marker is None and stack and not stack[-1].title and not stack[-1].children:
            stack[-1].title = title_of(printed)  # `Phần I` stands on a line of its own, its title below
            stack[-1].more.append(line)
            places.append((stack[-1].path, True))
        elif marker is None:
            places.append((stack[-1].path if stack else None, False))
        else:
            depth, code = _place(marker, stack, open_list)
            depth = min(depth, _DEEPEST - 1)
            del stack[depth:]
            parent = stack[-1] if stack else None
            path = f"{parent.path}/{marker.label}" if parent else marker.label
            node = _Node(marker, line, path, title_of(printed[marker.end :]), line.end)
            (parent.children if parent else roots).append(node)
            stack.append(node)
            places.append((path, True))
            if code:
                span = Span(start=line.start, end=line.end, text=printed)
                diagnostics.append(diagnose(code, path, [span]))
        for node in stack:
            node.end = line.end
        open_list = printed.rstrip().endswith(":")
    sections = tuple(_section(text, node) for node in roots)
    return Outline(sections, tuple(places), tuple(diagnostics))


def _counted(markers: Sequence[Marker | None]) -> list[bool]:
    """For each paragraph whether a Roman II comes below before the letter that follows I: an I there is a number."""
    found: list[bool] = []
    two = False
    for marker in reversed(markers):
        found.append(two)
        if marker is not None and marker.label in ("I", "II", "J", "K"):
            two = marker.label == "II"
    return found[::-1]


def _fit(marker: Marker | None, stack: Sequence[_Node], printed: str, *, counted: bool) -> Marker | None:
    """A letter that is also a Roman number (`I.` after `H.`, `C.` after `B.`) read as its sequence expects.

    `counted` tells that a Roman II follows below, so that `I` is no letter even after `H`.

    A capital without a place in a sequence is an initial (`C. Mác`), unless it heads a title in capitals.
    """
    if marker is None or len(marker.label) != 1 or marker.style not in ("roman", "upper"):
        return marker
    number = _letter_number(marker.label.lower())
    letters = [n.marker for n in stack if n.marker.style == "upper"]
    expected = bool(letters) and (letters[-1].number + 1 == number or _follows_latin(letters[-1], marker))
    if marker.style == "upper":
        placed = number == 1 or expected or (letters and number > letters[-1].number)
        return marker if placed or is_upper(printed[marker.end :]) else None
    if expected and not (counted and marker.number == 1) and not any(n.marker.style == "roman" for n in stack):
        return Marker(marker.label, "upper", number, marker.end)
    return marker


def _place(marker: Marker, stack: Sequence[_Node], open_list: bool) -> tuple[int, str | None]:
    """How many open sections stay open above the new one, and a diagnostic code if its number does not fit."""
    if marker.style.startswith("decimal"):
        return _place_decimal(marker, stack)
    same = [d for d in range(len(stack) - 1, -1, -1) if stack[d].marker.style == marker.style]
    for depth in same:
        if _follows(stack[depth].marker, marker):
            return depth, None
    if same:
        innermost = same[0]
        last = stack[innermost].marker.number
        if marker.number == 1 and marker.rank > _FREE and (last > 1 or open_list):
            return len(stack), None  # the numbers restart: a list inside the section whose text they continue
        behind = [d for d in same if stack[d].marker.number < marker.number]
        if behind:
            return behind[0], "numbering-skip"
        return innermost, "numbering-repeat" if marker.number == last else "numbering-slip"
    if marker.number == 1 and marker.rank > _FREE:
        return len(stack), None
    depth = len(stack)
    while depth and stack[depth - 1].marker.rank > marker.rank:
        depth -= 1
    return depth, "numbering-skip" if marker.number > 1 and marker.label != "i" else None


def _follows(last: Marker, marker: Marker) -> bool:
    if marker.number == last.number + 1:
        return True
    return marker.style in ("letter", "upper") and (_follows_latin(last, marker) or _follows_roman(last, marker))


def _follows_latin(last: Marker, marker: Marker) -> bool:
    """Whether a letter follows as word processors count: c, d, e, f."""
    place = _LATIN.find(marker.label.lower())
    return place > 0 and place == _LATIN.find(last.label.lower()) + 1


def _follows_roman(last: Marker, marker: Marker) -> bool:
    """Whether a small Roman number follows: i, ii, iii."""
    before, value = (roman_value(m.label.upper()) if m.style == "letter" else 0 for m in (last, marker))
    return before > 0 and value == before + 1


def _place_decimal(marker: Marker, stack: Sequence[_Node]) -> tuple[int, str | None]:
    """`2.1` belongs under `2`; where no such number is open, beside its like, else under the innermost section."""
    prefix = marker.label.rsplit(".", 1)[0].lstrip("0")
    for depth in range(len(stack) - 1, -1, -1):
        node = stack[depth].marker
        if node.label.lstrip("0") == prefix and (node.style.startswith(("arabic", "decimal")) or node.style == "part"):
            return depth + 1, None
        if node.style == "roman" and str(node.number) == prefix and not _numbered_below(stack, depth):
            return depth + 1, None
    same = [d for d in range(len(stack) - 1, -1, -1) if stack[d].marker.style == marker.style]
    if same:
        return same[0], "numbering-slip"
    depth = len(stack)
    while depth and stack[depth - 1].marker.rank > marker.rank:
        depth -= 1
    return depth, "numbering-slip" if any(n.marker.style == "arabic" for n in stack) else None


def _numbered_below(stack: Sequence[_Node], depth: int) -> bool:
    return any(n.marker.style == "arabic" for n in stack[depth + 1 :])


_SENTENCE_END = re.compile(rf"[^\W\d_]{{3}}[.!?]\s+[{UPPER}]")


def title_of(text: str) -> str:
    """A section's title: its paragraph, or what stands before the colon where the text runs in."""
    title = squeeze(text)
    masked = _BRACKETS.sub(lambda m: "·" * len(m.group()), title)
    colon = masked.find(":")
    while colon > 0 and masked[colon - 1].isdigit() and masked[colon + 1 : colon + 2].isdigit():
        colon = masked.find(":", colon + 1)  # 14:00
    if colon <= 0 or _SENTENCE_END.search(masked, 0, colon):
        return title  # a colon in a later sentence: "Giám sát 02 tổ chức. Thời gian: tháng 8"
    return title[:colon].rstrip()


def _section(text: str, node: _Node) -> Section:
    lines = (node.paragraph, *node.more)
    return Section(
        label=node.marker.label,
        title=node.title,
        kind=kind_of(node.title),
        children=tuple(_section(text, child) for child in node.children),
        spans=tuple(Span(start=p.start, end=p.end, text=text[p.start : p.end]) for p in lines),
        extent=(node.paragraph.start, node.end),
    )
