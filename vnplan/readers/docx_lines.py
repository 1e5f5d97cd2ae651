"""Lines of a .docx paragraph: pieces of text with their looks, split at the breaks typed inside a paragraph.

Letterheads and titles are often one paragraph with soft breaks between "lines"; lists are sometimes typed so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from vnplan.encodings import Legacy, convert
from vnplan.readers.draft import ParagraphDraft
from vnplan.text import is_upper

SOFT, HARD = "\n", "\f"  # a line break; a page or column break
_BREAK = re.compile(r"[\n\f]")
_SHORT = 80  # characters
_WORDS = 8  # characters in capitals that are more than an abbreviation
_MARKER = re.compile(
    r"""[ \t]*(?:
      [-–—+*•▪✓➢][ \t]*[^\W\d_]                    # "- Lưu: VT", "+ các lớp"
    | \d{1,2}(?:\.\d{1,2}){0,3}[.)][ \t]*\D          # "1. Mục đích", "1.2. Nội dung", "3) Thời gian"
    | \d{1,2}[-/][ \t]+[^\W\d_]                      # "2- Yêu cầu"
    | [IVX]{1,5}[.)/-][ \t]*[^\W\d_]                 # "II. NỘI DUNG"
    | [a-zđ][.)/][ \t]+\S                            # "a) Mục đích"
    | (?:Điều|Phần|Mục|Chương)[ ](?:\d{1,3}|[IVX]{1,5})[.:]  # "Điều 3."
    )""",
    re.VERBOSE,
)

# Signs of sign fonts by their code; what is not here is a bullet or an ornament.
_WINGDINGS = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0xDF: "←", 0xE0: "→", 0xE8: "→", 0xF0: "→", 0x20: " ",
}  # fmt: skip
_SYMBOL = {
    0x20: " ", 0x2D: "-", 0x2B: "+", 0x2A: "*", 0x3D: "=", 0x28: "(", 0x29: ")", 0x2C: ",", 0x2E: ".", 0x2F: "/",
    0x3A: ":", 0x3B: ";", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xDE: "⇒", 0xD6: "√", 0xD7: "·", 0xBC: "…",
    **{code: chr(code) for code in range(0x30, 0x3A)},
    **{ord(a): b for a, b in zip("abgdepsmlwDSW", "αβγδεπσμλωΔΣΩ", strict=True)},
}  # fmt: skip
_TABLES = {"wingdings": _WINGDINGS, "symbol": _SYMBOL, "signs": {0x20: " "}}
_PRIVATE = re.compile("[\uf020-\uf0ff]")


class Piece(NamedTuple):
    """A stretch of text with one look; breaks are SOFT and HARD inside it."""

    text: str
    bold: bool
    italic: bool
    font: str | None = None  # of an old encoding
    caps: bool = False  # still to be made; only where there is such a font


def sign(code: int, table: str | None) -> str:
    """What the character `code` of a sign font shows; a bullet where that is some ornament."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None:
        return _TABLES[table].get(low, "•")
    if low != code:  # a private code without a known font is nearly always Wingdings
        return _WINGDINGS.get(low, "•")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""


def signs(text: str, table: str) -> str:
    """A text typed in a sign font, as it is shown."""
    return "".join(sign(ord(char), table) for char in text)


def _plain(text: str) -> str:
    return text if text.isascii() else _PRIVATE.sub(lambda match: sign(ord(match.group()), None), text)


def decode(pieces: Sequence[Piece], encodings: Mapping[str | None, Legacy]) -> list[Piece]:
    """The pieces with text typed for fonts of old encodings converted to Unicode.

    Neighbours of one font are converted as one, since a letter and its mark may stand in two runs.
    """
    decoded: list[Piece] = []
    for (font, caps), group in groupby(pieces, lambda piece: (piece.font, piece.caps)):
        run = list(group)
        if font is None:
            decoded.extend(run)
            continue
        text = "".join([piece.text for piece in run])
        text = convert(text, encodings[font]) if font in encodings else text
        seen = [piece for piece in run if piece.text.strip()] or run
        bold, italic = all(piece.bold for piece in seen), all(piece.italic for piece in seen)
        decoded.append(Piece(text.upper() if caps else text, bold, italic))
    return decoded


def paragraphs(pieces: Sequence[Piece], label: str, *, centered: bool, apart: bool) -> list[ParagraphDraft]:
    """The paragraphs that one Word paragraph makes; `label` is its automatic number.

    A page break ends a paragraph, and so does an empty line. A soft break does so where all lines are short and
    they are `apart` (centred, or in a table's cell) or laid out in columns by tabs; where the next line begins
    with a list marker; and after what looks like a heading. Else it is a blank.
    """
    if not any(SOFT in piece.text or HARD in piece.text for piece in pieces):
        return [_draft(pieces, label, centered)]
    lines = [(line, _draft(line, "", centered), after) for line, after in _lines(pieces)]
    short = all(len(seen.text) < _SHORT for _, seen, _ in lines) and (
        apart or any("\t" in seen.text.strip() for _, seen, _ in lines)
    )
    groups: list[list[Piece]] = []
    last: ParagraphDraft | None = None  # the line before, unless it is empty or ends a page
    for line, seen, after in lines:
        if not seen.text.strip():
            last = None
            continue
        if last is None or after == HARD or short or _MARKER.match(seen.text) or _is_heading(last, seen):
            groups.append(line)
        else:
            if not groups[-1][-1].text[-1:].isspace():
                groups[-1].append(groups[-1][-1]._replace(text=" "))
            groups[-1].extend(line)
        last = seen
    if not groups:
        groups.append([])
    return [_draft(group, "" if place else label, centered) for place, group in enumerate(groups)]


def _is_heading(line: ParagraphDraft, following: ParagraphDraft) -> bool:
    """Whether a line is set off from the one below it: it is short, and alone in capitals or bold."""
    if len(line.text) >= _SHORT or following.text.lstrip()[:1].islower():
        return False
    capitals = len(line.text.strip()) >= _WORDS and is_upper(line.text) and not is_upper(following.text)
    return capitals or (line.bold and not following.bold)


def _lines(pieces: Sequence[Piece]) -> Iterator[tuple[list[Piece], str]]:
    """Each line with the break before it (HARD before the first)."""
    line: list[Piece] = []
    before = HARD
    for piece in pieces:
        start = 0
        for match in _BREAK.finditer(piece.text):
            line.append(piece._replace(text=piece.text[start : match.start()]))
            yield line, before
            line, before, start = [], match.group(), match.end()
        line.append(piece._replace(text=piece.text[start:]))
    yield line, before


def _draft(pieces: Sequence[Piece], label: str, centered: bool) -> ParagraphDraft:
    text = _plain(pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces]))
    if label.endswith(" "):
        text = text.lstrip()
    seen = bold = italic = False
    for piece in pieces:
        if piece.text and not piece.text.isspace():
            bold = piece.bold and (bold or not seen)
            italic = piece.italic and (italic or not seen)
            seen = True
    return ParagraphDraft(label + text, bold=bold, italic=italic, centered=centered)
