"""Words and marks with their places, and what simple words say: administrative types, kinds of bodies, heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vnplan.gazetteer.heads import WORD, Entry, functions, heads, longest, words
from vnplan.model import Level
from vnplan.text import fold, squeeze

TYPES: dict[str, Level] = {
    "tỉnh": "province", "thành phố": "district", "tp": "district", "huyện": "district", "quận": "district",
    "thị xã": "district", "tx": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune", "thôn": "commune", "ấp": "commune", "khu phố": "commune", "bản": "commune",
    "tổ dân phố": "commune", "khóm": "commune", "buôn": "commune", "làng": "commune",
}  # fmt: skip
# words that name a kind of body and no body: "các sở, ban, ngành, đoàn thể"
GENERIC = frozenset({
    "sở", "ban", "ngành", "đoàn thể", "đơn vị", "địa phương", "cơ quan", "tổ chức", "doanh nghiệp", "hội", "phòng",
    "khoa", "viện", "trường", "cấp", "bộ", "bộ phận", "hội đoàn thể", "hợp tác xã", "cơ sở", "nhà trường", "mặt trận",
    "cá nhân", "khối", "xí nghiệp",
})  # fmt: skip
ASSOCIATIONS = frozenset({"Tỉnh Hội", "Thành Hội", "Huyện Hội", "Quận Hội", "Thị Hội"})
HAMLETS = frozenset({"bản", "làng", "ấp", "thôn", "khóm", "buôn", "tổ dân phố", "khu phố"})
PLURALS = frozenset({"các", "những", "mọi"})
EACH = frozenset({"mỗi", "từng"})  # what follows is each of many
MANY = PLURALS | {"toàn", "tất"}  # "toàn thể các", "tất cả các"


class Token(NamedTuple):
    """A word or mark and its range in the text."""

    start: int
    end: int
    text: str
    key: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of a range of the text."""
    piece = text[start:end]
    return words_of(piece, fold(piece), start)


def words_of(piece: str, key: str, start: int) -> list[Token]:
    """The words and marks of a piece of text whose folded form is at hand; it begins at `start`."""
    new, spans = tuple.__new__, (match.span() for match in WORD.finditer(piece))
    return [new(Token, (start + a, start + b, piece[a:b], key[a:b])) for a, b in spans]


def find_head(toks: list[Token], at: int, *, loose: bool = False) -> tuple[int, Entry] | None:
    """The head that begins at a token: the place after it. A common word needs its capital or a known field."""
    if at >= len(toks):
        return None
    keys = [t.key for t in toks[at : at + 12]]
    found = longest(heads(), keys, 0)
    if found is None or found[1].head is None:
        return None
    size, entry = found
    end, head = at + size, found[1].head
    if loose:
        return end, entry
    if entry.short and not any(c.isupper() for c in toks[at].text):
        return None
    if "cap" in head.flags and not toks[at].text[:1].isupper() and longest(functions(), keys, size) is None:
        return None
    if size == 1 and head.tail == "function" and not entry.short:
        known = longest(functions(), keys, size) is not None
        proper = end < len(toks) and toks[end].text[:1].isupper() and toks[at].text[:1].isupper()
        if not known and not proper:
            return None
    needs = head.flags & {"mustplace", "mustname"} and "groupbare" not in head.flags
    if needs and (end >= len(toks) or toks[end].key in {",", "và", ";", "."}):
        return None
    return end, entry


def find_generic(toks: list[Token], at: int) -> int:
    """The place after the word for a kind of body at a token (`các` before it allowed); 0 where there is none."""
    if at < len(toks) and toks[at].key in MANY:
        at += 2 if toks[at].key in {"toàn", "tất"} and at + 1 < len(toks) else 1
        if at < len(toks) and toks[at].key in MANY:
            at += 1
    if at >= len(toks):
        return 0
    for width in (3, 2, 1):
        if at + width <= len(toks) and " ".join(t.key for t in toks[at : at + width]) in GENERIC:
            head = find_head(toks, at)
            own = head is not None and (head[0] > at + width or _field_or_name(toks, head[0]))
            return 0 if own else at + width
    return 0


def _field_or_name(toks: list[Token], at: int) -> bool:
    """Whether a field of work or a proper name stands at a token."""
    if at < len(toks) and toks[at].key in {"chuyên", "nghiệp", "chức"}:
        return toks[at].text[:1].isupper()  # "ban chuyên môn" among "các phòng, ban" is a kind
    return at < len(toks) and (
        toks[at].text[:1].isupper() or longest(functions(), [t.key for t in toks[at : at + 12]], 0) is not None
    )


TYPE_WORDS = frozenset(name.split(" ")[0] for name in TYPES)


def find_type(toks: list[Token], at: int) -> int:
    """The place after the administrative type at a token (`huyện`, `TP.`); 0 where there is none."""
    if at >= len(toks) or toks[at].key not in TYPE_WORDS:
        return 0
    for width in (3, 2, 1):
        if at + width <= len(toks) and " ".join(t.key for t in toks[at : at + width]) in TYPES:
            end = at + width
            short = width == 1 and toks[at].key in {"tp", "tx"}
            return end + 1 if short and end < len(toks) and toks[end].key == "." else end
    return 0


def without_type(before: str) -> str:
    """`UBND xã` without its administrative type; empty where it has none."""
    parts = before.split(" ")
    for width in (3, 2, 1):
        if len(parts) > width and fold(" ".join(parts[-width:])).rstrip(".") in TYPES:
            return " ".join(parts[:-width])
    return ""


def outside_brackets(text: str, mark: str) -> Iterator[str]:
    """The parts of a text between marks that stand outside brackets."""
    depth, start = 0, 0
    for place, char in enumerate(text):
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char == mark and depth == 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]


_POLITICAL = re.compile(r"\bCT\s*-\s*XH\b")  # "các tổ chức CT-XH"
_SMALL_AREAS = {"tx": "thị xã", "tp": "thành phố"}


def expand(text: str) -> str:
    """The abbreviations of heads, fields and types in a name written out."""
    text = _POLITICAL.sub("chính trị - xã hội", text)
    printed = WORD.findall(text)
    keys = words(text)
    out: list[str] = []
    at = 0
    while at < len(keys):
        found = longest(heads(), keys, at)
        if found and found[1].short and any(c.isupper() for c in printed[at]):
            out.append(found[1].name)
            at = found[0]
            continue
        known = longest(functions(), keys, at)
        if known and known[1].short and sum(map(len, printed[at : known[0]])) > 2 and printed[at].isupper():
            out.append(known[1].name)
            at = known[0]
            continue
        out.append(_SMALL_AREAS.get(keys[at], printed[at]))
        at += 1
    joined = " ".join(out)
    return squeeze(re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\(\s+|\s*/\s*", lambda m: m.group().strip(), joined)))
