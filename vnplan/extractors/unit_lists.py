"""Lists of heads that name one group: `các huyện ủy, thành ủy, đảng ủy trực thuộc`, `các trường tiểu học, THCS`.

After `các`, `mỗi` or `từng` such a list is one named group, as `các sở, ban, ngành` is (plan-json.md, units).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vnplan.extractors.unit_grammar import body_at
from vnplan.extractors.unit_groups import qualified
from vnplan.extractors.unit_tokens import EACH, MANY, PLURALS, Token
from vnplan.extractors.unit_words import Body, Line, printed, type_at
from vnplan.gazetteer.heads import Head, heads, longest
from vnplan.text import squeeze

_SEATS = frozenset({"tỉnh", "huyện", "thành", "quận", "thị", "xã", "phường"})  # "huyện, thành ủy"
# what may stand in one list: bodies of the Party, of the Youth Union, of an association
_FAMILIES = {
    "ủy": frozenset({"đảng ủy", "đảng bộ", "chi bộ", "chi ủy", "đảng bộ cơ sở", "chi bộ cơ sở"}),
    "bộ": frozenset({"đảng ủy", "đảng bộ", "chi bộ", "chi ủy", "đảng bộ cơ sở", "chi bộ cơ sở"}),
    "đoàn": frozenset[str](),
    "hội": frozenset[str](),
}
_MOST = 10  # items of a list


def listed_at(line: Line, first: int) -> tuple[Body, int] | None:
    """The group that a list of heads names, and the place after it; None where fewer than two stand there."""
    plural = line.keys[first] in PLURALS
    start = first + plural
    if start >= len(line.toks):
        return None
    return _schools(line, first, start) if line.keys[start] == "trường" else _seats(line, first, start)


def _seats(line: Line, first: int, start: int) -> tuple[Body, int] | None:
    """`các huyện ủy, thành ủy`, `các huyện, thị, thành Hội`, `các đảng bộ, chi bộ trực thuộc`."""
    items = list(_items(line, start))
    while items and not items[-1][1]:
        items.pop()  # "các huyện, thành phố": no head follows
    full = [head for _, head in items if head]
    if full and not items[0][1]:
        family = line.keys[items[-1][0] - 1]
        named = longest(heads(), [line.keys[start], family], 0)  # "các huyện, thành đoàn": Huyện đoàn
        full = [named[1].head, *full] if named and named[0] == 2 and named[1].head else full
    each = start > first or (first > 0 and line.keys[first - 1] in EACH)
    if len(items) < 2 or not full or not (each or items[0][1] is None):
        return None
    last = items[-1][0]
    after = line.toks[last].text if last < len(line.toks) else ""
    if after[:1].isupper() and not line.caps and line.keys[last] not in {"trực", "thuộc"}:
        return None  # "các Huyện ủy, Thành ủy Bến Tre": names follow
    return qualified(line, _group(line, first, last, full[0]), last)


def _items(line: Line, at: int) -> Iterator[tuple[int, Head | None]]:
    """The items of a list: the place after each, and its head; None for a bare `huyện`."""
    family, bare = "", ""
    for _ in range(_MOST):
        found = _item(line, at, family)
        if found is None:
            return
        end, head, family = found[0], found[1], found[2] or family
        if bare and line.keys[at] not in _SEATS and not (bare == "chi" and line.keys[at] == "đảng"):
            return  # "huyện và đảng bộ"
        yield end, head
        at, bare = end, "" if head else line.keys[at]
        if at < len(line.toks) and line.keys[at] in {",", "và", "/", "-"}:
            at += 2 if line.keys[at : at + 2] == [",", "và"] else 1
            at += line.keys[at : at + 1] == ["các"] and not bare
        else:
            return


def _item(line: Line, at: int, family: str) -> tuple[int, Head | None, str] | None:
    keys = line.keys
    if at >= len(keys):
        return None
    own = _FAMILIES.get(family, frozenset()) or _FAMILIES["ủy"]
    for width in (4, 2):
        word = _words(line, at, width)
        if word in own and (not family or _FAMILIES[family]):
            found = longest(heads(), keys[at : at + 2], 0)
            return (at + width, found[1].head, "ủy") if found else None
    second = keys[at + 1] if at + 1 < len(keys) else ""
    if keys[at] in _SEATS and second in {"ủy", "đoàn", "hội"} and family in {"", second}:
        found = longest(heads(), keys[at : at + 2], 0)
        if found is None or found[0] < 2 or (second == "hội" and line.toks[at + 1].text[0] != "H"):
            return None
        return at + 2, found[1].head, second
    bare = (keys[at] in _SEATS or keys[at : at + 3 : 2] == ["chi", "đảng"]) and second in {",", "và", "/", "-"}
    return (at + 1, None, "") if bare else None


def _words(line: Line, at: int, width: int) -> str:
    return " ".join(line.keys[at : at + width]) if at + width <= len(line.keys) else ""


_SCHOOL_TYPES = frozenset({
    "mầm non", "mẫu giáo", "tiểu học", "thcs", "thpt", "trung học cơ sở", "trung học phổ thông", "phổ thông", "đh",
    "cđ", "trung học", "đại học", "cao đẳng", "trung cấp", "nghề", "dạy nghề", "chuyên nghiệp", "học", "mn", "th",
    "bán trú", "ptdtnt", "ptdtbt", "phổ thông dân tộc nội trú", "dân tộc nội trú", "liên cấp", "chuyên biệt",
    "công lập", "ngoài công lập", "tư thục", "trung cấp chuyên nghiệp", "tiểu học và thcs",
})  # fmt: skip


def _schools(line: Line, first: int, start: int) -> tuple[Body, int] | None:
    """`các trường tiểu học, THCS trên địa bàn xã`, `các trường học`: schools by their types, none by its name."""
    if start == first and not (first > 0 and line.keys[first - 1] in EACH):
        return None
    place = last = start + 1
    for _ in range(_MOST):
        width = next((n for n in (6, 4, 3, 2, 1) if _words(line, place, n) in _SCHOOL_TYPES), 0)
        if not width:
            break
        place = last = place + width
        if place < len(line.toks) and line.keys[place] in {",", "và", "/", "-", "&"}:
            place += 2 if line.keys[place : place + 2] == [",", "và"] else 1
            place += line.keys[place : place + 1] in (["các"], ["trường"])
            place += line.keys[place : place + 1] == ["trường"]
    after = line.toks[last].text if last < len(line.toks) else ""
    named = after[:1].isupper() and not line.caps and not type_at(line, last)
    found = longest(heads(), ["trường"], 0)
    if last == start + 1 or named or after == ":" or not found or not found[1].head:
        return None
    body = replace(_group(line, first, last, found[1].head), proper=printed(line, start + 1, last))
    body, end = qualified(line, body, last)
    return None if body.proper == "học" and end == last else (body, end)  # "các trường học" anywhere are none


def _group(line: Line, first: int, last: int, head: Head) -> Body:
    begin, end = line.toks[first].start, line.toks[last - 1].end
    return Body(begin, end, squeeze(line.text[begin:end]), head, group=True, stem=head.name)


def listed_end(toks: list[Token], at: int) -> int:
    """The place after a list of heads that names one group (`các huyện, thành ủy`); `at` where none stands there."""
    if at >= len(toks) or toks[at].key not in MANY:
        return at
    piece = toks[at : at + 24]
    found = listed_at(Line("", piece, [t.key for t in piece], caps=False, read=body_at), 0)
    return at + found[1] if found else at
