"""Automatic numbers of a .docx file as Word shows them (ECMA-376 part 1, 17.9).

A paragraph names a list (w:num) and a level in it. Lists that share an abstract list (w:abstractNum) share its
counters; a list with a start of its own (w:startOverride) begins anew where it is first used. A level begins anew
after any level above it, unless w:lvlRestart says after which. A level above that was never used counts as used
once, as in Word and LibreOffice: `1.1` before any `1` makes the next one `2`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from vnplan.readers.docx_package import W
from vnplan.readers.docx_styles import VAL, Style, is_on, whole

_LEVELS = 9
_MOST = 32_767  # the largest number that Word counts to
_PLACE = re.compile(r"%([1-9])")  # "%1.%2."
_CUSTOM = re.compile(r"^(0{0,8})1(?:,|$)")  # "001, 002, 003, ..."
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_VIETNAMESE = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # w:lvlRestart: 0 never, n after level n (from 1) or one above it
    legal: bool = False
    blank: bool = True  # a tab or a blank follows the number
    style: str | None = None  # the paragraph style that stands for this level
    caps: bool = False
    hidden: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A list: which counters it shares, its levels, and where it begins anew."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, built when first used."""

    numbers: dict[str, etree._Element] = field(default_factory=dict)
    abstracts: dict[str, etree._Element] = field(default_factory=dict)
    lists: dict[str, List | None] = field(default_factory=dict)
    style_lists: Mapping[str, str] = field(default_factory=dict)  # numbering style -> its w:num


@dataclass(slots=True)
class Counters:
    """How far each abstract list has counted, level by level, and which starts were used up."""

    values: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


def parse_numbering(root: etree._Element | None, styles: Mapping[str, etree._Element]) -> Numbering:
    """The lists of a numbering part; `styles` are the document's styles by id."""
    if root is None:
        return Numbering()
    numbers: dict[str, etree._Element] = {}
    abstracts: dict[str, etree._Element] = {}
    linked = False
    for child in root:
        if child.tag == W + "num":
            numbers.setdefault(child.get(W + "numId", ""), child)
        elif child.tag == W + "abstractNum":
            abstracts.setdefault(child.get(W + "abstractNumId", ""), child)
            linked = linked or child.find(W + "numStyleLink") is not None
    style_lists: dict[str, str] = {}
    for name, style in styles.items() if linked else ():
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None and style.get(W + "type") == "numbering":
            style_lists[name] = number.get(VAL, "")
    return Numbering(numbers, abstracts, {}, style_lists)


def list_of(numbering: Numbering, num_id: str) -> List | None:
    """The list with the id `num_id`; None for 0 (which means "no list") and for one that is not there."""
    if num_id not in numbering.lists:
        numbering.lists[num_id] = _build(numbering, num_id)
    return numbering.lists[num_id]


def _build(numbering: Numbering, num_id: str) -> List | None:
    number = numbering.numbers.get(num_id)
    if number is None or num_id == "0":
        return None
    reference = number.find(W + "abstractNumId")
    key = "" if reference is None else reference.get(VAL, "")
    abstract = numbering.abstracts.get(key)
    seen = {key}
    while abstract is not None:  # a list may be defined by a numbering style, which names the list to look at
        link = abstract.find(W + "numStyleLink")
        if link is None:
            break
        there = numbering.numbers.get(numbering.style_lists.get(link.get(VAL, ""), ""))
        reference = None if there is None else there.find(W + "abstractNumId")
        key = "" if reference is None else reference.get(VAL, "")
        abstract = None if key in seen else numbering.abstracts.get(key)
        seen.add(key)
    if abstract is None:
        return None
    levels = _levels(abstract)
    starts: dict[int, int] = {}
    for override in number.findall(W + "lvlOverride"):
        level = whole(override.get(W + "ilvl"))
        if level is None or not 0 <= level < _LEVELS:
            continue
        levels.update(_levels(override))
        start = override.find(W + "startOverride")
        if start is not None:
            starts[level] = whole(start.get(VAL)) or 0
    return List(key, levels, starts)


def _levels(parent: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for child in parent.findall(W + "lvl"):
        place = whole(child.get(W + "ilvl"))
        if place is None or not 0 <= place < _LEVELS:
            continue
        run = child.find(W + "rPr")
        restart = child.find(W + "lvlRestart")
        form = child.find(W + "numFmt")
        if form is None:
            form = child.find(f"{_ALTERNATE}/{_CHOICE}/{W}numFmt")
        name = "decimal" if form is None else form.get(VAL, "decimal")
        found[place] = Level(
            start=whole(_value(child, "start")) or 0,  # absent: 0 (17.9.25)
            form=name if name != "custom" or form is None else form.get(W + "format", "decimal"),
            text=_value(child, "lvlText") or "",
            restart=None if restart is None else whole(restart.get(VAL)),
            legal=is_on(child.find(W + "isLgl")),
            blank=_value(child, "suff") != "nothing",
            style=_value(child, "pStyle"),
            caps=run is not None and (is_on(run.find(W + "caps")) or is_on(run.find(W + "smallCaps"))),
            hidden=run is not None and is_on(run.find(W + "vanish")),
            picture=child.find(W + "lvlPicBulletId") is not None,
        )
    return found


def _value(parent: etree._Element, tag: str) -> str | None:
    child = parent.find(W + tag)
    return None if child is None else child.get(VAL)


def level_by_style(found: List, style: Style) -> int:
    """The level of a paragraph that has its list from its style.

    It is the one that stands for the style; else the one that the style names; else the one that stands for the
    nearest style that it is based on; else the first.
    """
    standing = {level.style: place for place, level in found.levels.items() if level.style is not None}
    own = standing.get(style.chain[0]) if style.chain else None
    if own is None:
        own = style.level
    if own is None:
        own = next((standing[name] for name in style.chain if name in standing), 0)
    return own


def next_label(numbering: Numbering, counters: Counters, num_id: str, place: int, *, caps: bool = False) -> str:
    """Count a paragraph of the list `num_id` at level `place` (from 0) and give its number.

    With the blank that follows it (`1.1. `); "" where Word shows none. `caps`: the paragraph's mark has capitals.
    """
    found = list_of(numbering, num_id)
    level = None if found is None else found.levels.get(place)
    if found is None or level is None:
        return ""
    values = counters.values.setdefault(found.counters, {})
    start = found.starts.get(place)
    if start is not None and (num_id, place) not in counters.started:
        counters.started.add((num_id, place))
        values[place] = start
    elif place in values:
        values[place] += 1
    else:
        values[place] = level.start if start is None else start
    for above in range(place):
        values.setdefault(above, found.levels[above].start if above in found.levels else 1)
    for below in range(place + 1, _LEVELS):
        restart = found.levels[below].restart if below in found.levels else None
        if restart is None or place < restart or restart > below:  # one that names a level below is void
            values.pop(below, None)
    if level.hidden:
        return ""
    label = _label(found, level, place, values).lstrip()
    if caps or level.caps:
        label = label.upper()
    return label.rstrip() + " " if level.blank and label else label


def _label(found: List, level: Level, place: int, values: Mapping[int, int]) -> str:
    if level.picture:
        return "-"
    if level.form == "bullet":
        return _bullet(level.text)

    def number(match: re.Match[str]) -> str:
        shown = int(match.group(1)) - 1
        if shown > place:
            return ""
        form = found.levels[shown].form if shown in found.levels else "decimal"
        if level.legal and form not in ("decimalZero", "none"):
            form = "decimal"
        return spell(values[shown], form)

    return _PLACE.sub(number, level.text)


def _bullet(text: str) -> str:
    """`-` for any sign but `+` and `*`, which Vietnamese plans use for the ranks below it; words stay."""
    text = text.strip()
    if text in ("", "+", "*") or (len(text) > 1 and any(char.isalpha() for char in text)):
        return text
    return "-"


def spell(value: int, form: str) -> str:
    """A number in one of Word's number formats (17.18.59); in figures where the format does not reach or is unknown."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "numberInDash":
        return f"- {value} -"
    custom = _CUSTOM.match(form)
    if custom:
        return str(value).zfill(len(custom.group(1)) + 1)
    if not 1 <= value <= _MOST:
        return str(value)
    if form == "upperRoman":
        return _roman(value)
    if form == "lowerRoman":
        return _roman(value).lower()
    if form in ("upperLetter", "lowerLetter"):  # a … z, aa, bb, …: no đ, whatever the language
        return chr((65 if form == "upperLetter" else 97) + (value - 1) % 26) * ((value - 1) // 26 + 1)
    if form == "decimalEnclosedCircle" and value <= 20:
        return chr(0x2460 + value - 1)
    if form == "decimalEnclosedParen" and value <= 20:
        return f"({value})"
    if form == "decimalEnclosedFullstop" and value <= 20:
        return f"{value}."
    if form == "vietnameseCounting" and value <= 99:
        return _vietnamese(value)
    return str(value)


def _roman(value: int) -> str:
    out = []
    for worth, letters in _ROMAN:
        out.append(letters * (value // worth))
        value %= worth
    return "".join(out)


def _vietnamese(value: int) -> str:
    """`hai mươi mốt` for 21."""
    tens, ones = divmod(value, 10)
    if tens == 0:
        return _VIETNAMESE[ones]
    head = "mười" if tens == 1 else _VIETNAMESE[tens] + " mươi"
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _VIETNAMESE[ones])
    return f"{head} {last}".strip()
