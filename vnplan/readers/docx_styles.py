"""Styles of a .docx file: what a paragraph or run looks like by its style (ECMA-376 part 1, 17.7).

Along `basedOn` the nearest style that says something wins. Between a paragraph style and a character style the
toggle properties (bold, italic, capitals, hidden) are added as "exclusive or", over the document's defaults
(17.7.3); what a run says itself beats them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from vnplan.readers.docx_package import W

VAL = W + "val"
_RPR, _PPR = W + "rPr", W + "pPr"
_OFF = frozenset(("0", "false", "off"))
# Fonts whose letters are signs.
_SIGN_FONTS = {
    "Symbol": "symbol", "Wingdings": "wingdings", "Wingdings 2": "signs", "Wingdings 3": "signs",
    "Webdings": "signs", "ZapfDingbats": "signs", "Zapf Dingbats": "signs", "Marlett": "signs",
}  # fmt: skip


class Toggles(NamedTuple):
    """What run properties say: True, False, or None where they say nothing."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None


_OLD_FONT = re.compile(r"\.?Vn\w|VNI[ -]", re.IGNORECASE)  # .VnTime, VNI-Times: see vnplan.encodings
_TOGGLE_AT = {W + tag: place for place, tag in enumerate(("b", "i", "caps", "smallCaps", "vanish"))}
_RSTYLE, _RFONTS, _ASCII, _HIGH, _THEME = (W + tag for tag in ("rStyle", "rFonts", "ascii", "hAnsi", "hAnsiTheme"))
NOTHING = Toggles()


class Look(NamedTuple):
    """How a run is shown. `signs` names the table of a sign font, such as Wingdings; `old` a font like .VnTime."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    signs: str | None = None
    old: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits."""

    toggles: Toggles = NOTHING
    font: str | None = None
    align: str | None = None
    num_id: str | None = None
    level: int | None = None
    chain: tuple[str, ...] = ()  # its own id, then those that it is based on


_NO_STYLE = Style()


@dataclass(slots=True)
class Styles:
    """The styles of a document, resolved when first asked for."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    defaults: Toggles = NOTHING
    default_font: str | None = None
    default_align: str | None = None
    default_paragraph: str | None = None
    resolved: dict[str | None, Style] = field(default_factory=dict)
    looks: dict[tuple[str | None, str | None, Toggles, str | None], Look] = field(default_factory=dict)


def parse_styles(root: etree._Element | None) -> Styles:
    """The styles of a styles part; without one, a document without styles."""
    styles = Styles()
    if root is None:
        return styles
    for child in root:
        if child.tag == W + "style":
            name = child.get(W + "styleId")
            if name is None:
                continue
            styles.elements.setdefault(name, child)
            if child.get(W + "type") == "paragraph" and child.get(W + "default", "0") not in _OFF:
                styles.default_paragraph = name
        elif child.tag == W + "docDefaults":
            run = child.find(f"{W}rPrDefault/{_RPR}")
            align = child.find(f"{W}pPrDefault/{_PPR}/{W}jc")
            if run is not None:
                styles.defaults, _, styles.default_font = run_properties(run)
            styles.default_align = None if align is None else align.get(VAL)
    return styles


def run_properties(properties: etree._Element) -> tuple[Toggles, str | None, str | None]:
    """What a w:rPr says itself: its toggles, its character style, its font."""
    values: list[bool | None] | None = None
    style = font = None
    for child in properties:
        tag = child.tag
        place = _TOGGLE_AT.get(tag)
        if place is not None:
            if values is None:
                values = [None] * 5
            values[place] = child.get(VAL) not in _OFF
        elif tag == _RFONTS:
            font = "theme" if child.get(_THEME) is not None else child.get(_HIGH) or child.get(_ASCII)
        elif tag == _RSTYLE:
            style = child.get(VAL)
    return (NOTHING if values is None else Toggles(*values)), style, font


def style_of(styles: Styles, name: str | None) -> Style:
    """The style called `name` with what it inherits. An unknown one says nothing."""
    known = styles.resolved.get(name)
    if known is not None:
        return known
    toggles: list[bool | None] = [None] * 5
    align = num_id = font = None
    level: int | None = None
    chain: list[str] = []
    following = name
    while following is not None and following not in chain and following in styles.elements:
        element = styles.elements[following]
        chain.append(following)
        following = None
        for child in element:
            if child.tag == _RPR:
                own, _, own_font = run_properties(child)
                font = font or own_font
                toggles = [theirs if theirs is not None else ours for theirs, ours in zip(toggles, own, strict=True)]
            elif child.tag == _PPR:
                found = child.find(W + "jc")
                if align is None and found is not None:
                    align = found.get(VAL)
                number = child.find(W + "numPr")
                if number is not None:
                    own_id, own_level = numbering_reference(number)
                    num_id = own_id if num_id is None else num_id
                    level = own_level if level is None else level
            elif child.tag == W + "basedOn":
                following = child.get(VAL)
    style = Style(Toggles(*toggles), font, align, num_id, level, tuple(chain))
    styles.resolved[name] = style
    return style


def numbering_reference(properties: etree._Element) -> tuple[str | None, int | None]:
    """The list and the level that a w:numPr names; None where it does not say."""
    num_id = level = None
    for child in properties:
        if child.tag == W + "numId":
            num_id = child.get(VAL)
        elif child.tag == W + "ilvl":
            level = whole(child.get(VAL))
    return num_id, level


def whole(text: str | None) -> int | None:
    """The whole number in an attribute; None for anything else and for numbers of ten digits or more."""
    if text is None or not text.isascii() or len(text) > 9 or not text.removeprefix("-").isdigit():
        return None
    return int(text)


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is there and on."""
    return element is not None and element.get(VAL) not in _OFF


def look_of(styles: Styles, paragraph: str | None, properties: etree._Element | None) -> Look:
    """How a run with these properties (w:rPr) is shown in a paragraph of the style `paragraph`."""
    own, character, font = (
        run_properties(properties) if properties is not None and len(properties) else (NOTHING, None, None)
    )
    key = (paragraph, character, own, font)
    look = styles.looks.get(key)
    if look is None:
        above = style_of(styles, paragraph)
        beside = style_of(styles, character) if character else _NO_STYLE
        font = font or beside.font or above.font or styles.default_font or ""
        bold, italic, caps, small, hidden = (
            direct if direct is not None else bool(default) or bool(one) != bool(other)
            for direct, default, one, other in zip(own, styles.defaults, above.toggles, beside.toggles, strict=True)
        )
        look = styles.looks[key] = Look(
            bold, italic, caps or small, hidden, _SIGN_FONTS.get(font), font if _OLD_FONT.match(font) else None
        )
    return look
