"""The grammar of numbers and symbols (số và ký hiệu) of documents.

Sources: Decree 30/2020/NĐ-CP, Annex I (state bodies: `182/KH-UBND`), the Law on promulgation of legal documents
(`30/2020/NĐ-CP`), Guidance 36-HD/VPTW (the Party: `20-NQ/TW`), Guidance 29-HD/TWĐTN-VP (the Youth Union);
domain notes, part 1.5. Typing slips that real documents have are read too: blanks inside, a lost hyphen,
dashes of other kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vnplan.gazetteer.doc_types import JOINT_CODES, code_prefix, type_of_code
from vnplan.text import fold

Style = Literal["state", "normative", "party", "youth", "letter", "joint", "blank"]


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number with its symbol, at `text[start:end]`; `number` is its canonical form, without inner blanks."""

    start: int
    end: int
    number: str  # 27/NQ-TW
    serial: str  # 27; 10c; empty where it was left blank
    year: int | None
    parts: tuple[str, ...]  # NQ, TW
    style: Style


_DASHES = str.maketrans({c: "-" for c in "‐‑‒–—−"} | {"∕": "/", "⁄": "/", "\t": " ", "\u00a0": " "})
_LETTER = "A-Za-zĐđƯưÔôƠơĂăÂâÊê"
# "182/KH", "30/2020/NĐ", "447     /KH": number, slash, perhaps year and slash
_STATE = re.compile(
    r"(?:(?<![\w/.,])|(?<=s[ốôó])|(?<=S[ốôó])|(?<=SỐ))(?P<n>\d{1,6}[a-zđ]{0,2})[ ]{0,12}/[ ]{0,3}"
    r"(?:(?P<y>(?:19|20)\d\d)[ ]{0,2}/[ ]{0,2})?(?=[A-ZĐƯ])"
)
# "20-NQ/", "298 KH/", "01 - KH/": number, dash or blank, type, slash
_PARTY = re.compile(
    r"(?:(?<![\w/.,])|(?<=s[ốôó])|(?<=S[ốôó])|(?<=SỐ))(?P<n>\d{1,6}[a-zđ]{0,2})"
    r"(?P<sep>[ ]{0,3}-[ ]{0,3}|[ ]{1,3})(?=[A-ZĐ][A-Za-zĐđ]{1,5}[ ]?/[ ]?[A-ZĐƯ])"
)
# "Số:      /KH", "Số …./2025/QĐ", "Số     - KH": a number left blank
_BLANK = re.compile(
    r"s[ốôó][ ]{0,3}[:.]?[ .…_]{0,60}(?P<sep>[/-])[ ]{0,3}(?:(?P<y>(?:19|20)\d\d)[ ]{0,2}/[ ]{0,2})?(?=[A-ZĐƯ])",
    re.IGNORECASE,
)
# "KH", "QĐ", "QH15", "QH 13", "PGD&ĐT", "THPT.NVT", "CAH(TH)"
_TOKEN = re.compile(
    rf"(?:(?:[A-ZĐ]{{1,6}})?QH[ ]\d{{1,2}}(?!\w)|[A-ZĐƯÔƠĂÂÊ][{_LETTER}]{{0,14}}(?:&[A-ZĐ][A-Za-zĐđ]{{0,8}}){{0,3}}"
    r"\d{0,3}(?:\.(?:[A-ZĐ]{2,10}\d{0,3}|\d{1,2})(?!\w)){0,2})(?!\w)(?:\([A-ZĐ]{1,6}\d{0,3}\))?"
)
_JOIN = re.compile(r"(?P<left>[ ]?)(?P<sign>[-/])(?P<right>[ ]?)(?=[A-ZĐƯÔƠĂÂÊ])")  # "-" of "KH-UBND", "- " of "NQ- TW"
_SO = re.compile(r"(?<!\w)s[ốôóoồổ6]\s{0,3}[:.;]?\s*")  # "Số:", and what recognition makes of it
_MAX_PARTS = 6


def _symbol(plain: str, start: int) -> tuple[int, tuple[str, ...], str] | None:
    """End, parts and canonical form of the symbol that begins at `start`."""
    parts: list[str] = []
    signs: list[str] = []
    end = position = start
    spaced = 0  # blanks around the sign before this part
    while len(parts) < _MAX_PARTS:
        match = _TOKEN.match(plain, position)
        if match is None:
            break
        token = match.group().replace(" ", "")
        capitals = sum(c.isupper() for c in token)
        known = type_of_code(token) is not None
        if not (
            capitals >= 2
            or known
            or (capitals == len(token) and (parts or plain[match.end() : match.end() + 1] == "-"))
        ):
            break
        if parts and spaced and (capitals < 2 or (spaced == 2 and not _lone_type(parts))):
            break
        parts.append(token)
        end = match.end()
        join = _JOIN.match(plain, end)
        if join is None:
            break
        spaced = bool(join["left"]) + bool(join["right"])
        signs.append(join["sign"])
        position = join.end()
    if not parts:
        return None
    canonical = parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=False))
    return end, tuple(parts), canonical


def _lone_type(parts: list[str]) -> bool:
    return len(parts) == 1 and type_of_code(parts[0]) is not None


def _blank_mark(plain: str, position: int) -> str:
    """What stands for a number left blank: "/", "-", or "- " where the dash is printed apart from the symbol."""
    sign = plain[position : position + 1]
    if sign not in ("-", "/"):
        return ""
    return "- " if plain[position : position + 2] == "- " else sign


def _style(serial: str, separator: str, year: int | None, parts: tuple[str, ...]) -> Style:
    if not serial:
        return "blank"
    if any(part.casefold() in JOINT_CODES for part in parts[:2]):
        return "joint"
    if "/" not in separator:
        issuer = parts[1] if len(parts) > 1 else ""
        return "youth" if "ĐTN" in issuer or separator == " " else "party"
    if year is not None:
        return "normative"
    if type_of_code(parts[0]) is not None or code_prefix(parts[0]) is not None:
        return "state"
    return "letter"


def type_code(number: DocNumber) -> str | None:
    """The kind that the symbol itself says (`12/TB-UBND` -> `Thông báo`), None for letters and unknown codes."""
    if number.style == "party" and number.parts[0].casefold() == "tt":
        return "Thông tri"
    if number.parts[0].startswith("QH") or (number.parts[0].startswith("UBTVQH")):
        return "Luật" if number.parts[0].startswith("QH") else None
    return type_of_code(number.parts[0]) or code_prefix(number.parts[0])


def _read(plain: str, match: re.Match[str], *, style: Literal["state", "party", "blank"]) -> DocNumber | None:
    symbol = _symbol(plain, match.end())
    if symbol is None:
        return None
    end, parts, canonical = symbol
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    serial = groups.get("n") or ""
    if style == "state":
        separator = "/"
    else:
        separator = (
            " " if not groups["sep"].strip() else groups["sep"] if groups["sep"].strip() == groups["sep"] else " - "
        )
        if separator == " " and type_of_code(parts[0]) is None:
            return None
    kept = _style(serial, separator, year, parts)
    if style == "blank":
        mark = _blank_mark(plain, match.start("sep"))
        return DocNumber(
            match.start("sep"), end, mark + (f"{year}/" if year else "") + canonical, "", year, parts, "blank"
        )
    sign = "-" if "-" in separator else separator
    number = serial + sign + (f"{year}/" if year else "") + canonical
    return DocNumber(match.start("n"), end, number, serial, year, parts, kept)


def find_numbers(text: str) -> tuple[DocNumber, ...]:
    """Every number with a symbol in a text, in order; a blank number counts only after the word `số`.

    >>> [n.number for n in find_numbers("Kế hoạch số 12/KH-UBND; Nghị quyết số 27/NQ- TW")]
    ['12/KH-UBND', '27/NQ-TW']
    """
    plain = text.translate(_DASHES)
    found: list[DocNumber] = []
    for pattern, style in ((_STATE, "state"), (_PARTY, "party"), (_BLANK, "blank")):
        for match in pattern.finditer(plain):
            number = _read(plain, match, style=style)  # type: ignore[arg-type]
            if number is not None:
                found.append(number)
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[DocNumber] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def parse_number(text: str) -> str | None:
    """The number of a letterhead's line, without `Số:` and inner blanks; a number left blank keeps its symbol.

    None where the line has no number. Recognised text may have `Sô:` or `S6:` for `Số:`.

    >>> parse_number("Số: 447     /KH-UBND"), parse_number("Số:        /KH-UBND"), parse_number("Số     - KH/ĐTN")
    ('447/KH-UBND', '/KH-UBND', '- KH/ĐTN')
    """
    plain = text.translate(_DASHES)
    word = _SO.search(fold(plain))
    start = word.end() if word else len(plain) - len(plain.lstrip())
    for number in find_numbers(plain):
        if start <= number.start <= start + 3 or (number.style == "blank" and number.end > start):
            return number.number
    if word is None:
        return None
    rest = plain[start : start + 120].lstrip(" .…_")
    blank = re.match(r"(?P<sep>[/-]?)[ ]{0,3}(?:(?P<y>(?:19|20)\d\d)[ ]{0,2}/[ ]{0,2})?(?=[A-ZĐƯ])", rest)
    if blank is not None:
        symbol = _symbol(rest, blank.end())
        if symbol is not None and len(symbol[1]) > 1:
            return _blank_mark(rest, 0) + (f"{blank['y']}/" if blank["y"] else "") + symbol[2]
    bare = re.match(r"(\d{1,6}[a-zđ]?)\s*$", rest)
    return bare.group(1) if bare else None
