"""The bodies named in running text: names, groups of kinds (`các sở, ban, ngành`), and what a list leaves out.

`parse_bodies` walks once through the words of a line; every look-ahead is bounded, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from vnplan.extractors.unit_extent import NAME_WORDS, field_end
from vnplan.extractors.unit_grammar import body_at
from vnplan.extractors.unit_groups import KINDS, group_at, qualified
from vnplan.extractors.unit_inside import parent_at
from vnplan.extractors.unit_lists import listed_at
from vnplan.extractors.unit_tokens import EACH, PLURALS, TYPE_WORDS, TYPES, Token, words_of
from vnplan.extractors.unit_words import (
    Area,
    Body,
    Known,
    Line,
    area_at,
    area_level,
    head_at,
    place_name_end,
    printed,
    proper_end,
    type_at,
)
from vnplan.gazetteer.heads import functions, heads, longest, words
from vnplan.gazetteer.places import find_places
from vnplan.gazetteer.verbs import verb_at
from vnplan.text import fold, is_upper, squeeze

_LINES = re.compile(r"[^\n\t]+")  # a paragraph, or a cell of a table
_PERSONS = frozenset({
    "chủ tịch", "phó chủ tịch", "bộ trưởng", "thứ trưởng", "giám đốc", "thủ trưởng", "bí thư", "hiệu trưởng",
    "thủ tướng", "chánh văn phòng", "trưởng", "phó", "chánh", "tổng thư ký", "cục trưởng", "trưởng phòng", "ct", "pct",
    "tổng giám đốc", "thư ký", "trưởng ban", "phó ban", "ủy viên", "chánh án", "viện trưởng", "chi cục trưởng",
})  # fmt: skip


def parse_bodies(
    text: str, start: int = 0, end: int | None = None, *, closed: bool = False, known: Collection[str] = ()
) -> Iterator[Body]:
    """The bodies named in a range of the text, in order; offsets are those of the text.

    `closed`: every line holds nothing but names. `known`: names that the document teaches (`learn_names`).
    """
    folded, names = folded_text(text), known if isinstance(known, frozenset) else frozenset(known)
    for line in _LINES.finditer(text, start, len(text) if end is None else end):
        first, last = line.span()
        for body in _read_line(line.group(), folded[first:last], closed, names):
            yield replace(body, start=body.start + first, end=body.end + first) if first else body


@lru_cache(maxsize=8)
def folded_text(text: str) -> str:
    """The text folded; a document's is asked for again for every line of it."""
    return fold(text)


@cache
def _first_words() -> frozenset[str]:
    """The words with which a body or a group of kinds begins."""
    return frozenset(heads()) | PLURALS | {word.split(" ")[0] for word in KINDS}


@lru_cache(maxsize=16)
def _by_first(names: frozenset[str]) -> Known:
    """Names by their first word, as folded words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(map(words, names), key=len, reverse=True):
        if len(key) > 1:
            found.setdefault(key[0], []).append(key)
    return found


@lru_cache(maxsize=1024)
def _read_line(piece: str, folded: str, closed: bool, names: frozenset[str]) -> Sequence[Body]:
    """The bodies of one line, with offsets of the line; several extractors read the same lines."""
    toks = words_of(piece, folded, 0)
    if "(" in piece:
        toks = list(_without_definitions(toks))
    keys = [t.key for t in toks]
    starts = _first_words()
    places = [at for at, key in enumerate(keys) if key in starts]
    if not places:
        return ()
    line = Line(piece, toks, keys, _capitals(piece), closed=closed, known=_by_first(names), read=body_at)
    found: list[Body] = []
    at = 0
    for place in places:
        if place < at:
            continue
        parsed = listed_at(line, place) or _named(line, place) or group_at(line, place)
        if parsed is None:
            continue
        body, after = parsed
        if place and keys[place - 1] in EACH and _nameless(body):
            body = replace(body, group=True)
        if _after_person(line, place):
            body = replace(body, person=True)
        found.append(body)
        at = after
        for more, after in _elided(line, body, at):
            found.append(more)
            at = after
    return tuple(_share_areas(line, found))


def _capitals(piece: str) -> bool:
    """As `is_upper`, asked in full only where few letters are small."""
    return sum(map(str.islower, piece)) <= len(piece) // 20 and is_upper(piece)


def _without_definitions(toks: Sequence[Token]) -> Iterator[Token]:
    """The words without an abbreviation in brackets that stands inside a name: `Hội Phụ nữ (PN)| Việt Nam`."""
    skip = -1
    for at, tok in enumerate(toks):
        inner = at + 3 < len(toks) and tok.text == "(" and toks[at + 2].text == ")" and toks[at + 1].text.isupper()
        if inner and (toks[at + 3].key in TYPE_WORDS or toks[at + 3].text == "Việt"):
            skip = at + 2
        if at > skip:
            yield tok


def _after_person(line: Line, at: int) -> bool:
    """Whether an office of a person stands before a word: `Chủ tịch`, `Giám đốc`."""
    return any(at >= width and " ".join(line.keys[at - width : at]) in _PERSONS for width in (3, 2, 1))


def _named(line: Line, at: int) -> tuple[Body, int] | None:
    """A body with a head; a group of such bodies with what narrows it."""
    if line.keys[at] not in PLURALS and line.keys[at] not in heads():
        return None
    parsed = body_at(line, at)
    if parsed and (parsed[0].group or line.keys[at] in PLURALS):
        return qualified(line, *parsed)
    return parsed


def _nameless(body: Body) -> bool:
    """Whether a body is named by its head and a level word alone: `(mỗi) huyện đoàn`, `(từng) LĐLĐ huyện`."""
    named = body.area is not None and body.area.name
    return body.head is not None and not (named or body.field or body.proper or body.parent or body.refers)


def _elided(line: Line, body: Body, at: int) -> Iterator[tuple[Body, int]]:
    """The bodies whose head is not printed again: `LĐLĐ huyện Tam Nông, Lai Vung` (O1), `…, thị xã B` (O2),
    `VP: Tỉnh ủy, HĐND tỉnh`."""
    colon = ":" in body.text
    listed = ":" in line.text[body.start : body.end] and body.parent is None
    last = _last_of_types(line, body, at)
    if last is not None:
        yield last, at
        body = last
    stem = body.text.split(":")[0]
    while at + 1 < len(line.toks) and line.keys[at] in {",", "và"}:
        nxt = at + 1 + (line.keys[at + 1] == "và")
        new: tuple[Body, int] | None = None
        if nxt >= len(line.toks):
            return
        if colon and body.parent:
            parent = parent_at(line, nxt, wide=True)
            if parent:
                new = replace(body, parent=parent[0]), parent[1]
        elif body.area and body.area.name and body.area.type and body.head:
            kind = type_at(line, nxt)
            stem = body.stem
            if kind:
                end = place_name_end(line, kind[0], kind[1])
                if end > kind[0] and not _wider(kind[1], body.area.type):
                    name = printed(line, kind[0], end)
                    new = replace(body, area=Area(kind[1], name, area_level(kind[1], name), False, "")), end
            elif body.area.name.isdigit() and _number_next(line, nxt):
                stem, name = f"{body.stem} {body.area.type}", line.toks[nxt].text  # "UBND phường 5, 6"
                new = replace(body, area=replace(body.area, name=name)), nxt + 1
            elif line.toks[nxt].text[:1].isupper() and not head_at(line, nxt, False):
                end = place_name_end(line, nxt, body.area.type)
                name = printed(line, nxt, end) if end > nxt else ""
                if name and (find_places(name) or line.closed) and not _runs_on(line, end):
                    stem = f"{body.stem} {body.area.type}"
                    new = replace(body, area=replace(body.area, name=name)), end
        elif body.proper and _number_next(line, nxt) and _NUMBER.search(body.proper):  # "Tổ chuyên môn 1, 2, 3"
            stem = _NUMBER.sub("", body.text).strip()
            new = replace(body, proper=_NUMBER.sub(line.toks[nxt].text, body.proper)), nxt + 1
        elif (school := _school(body)) and (end := _school_next(line, nxt)) > nxt:  # "Trường THPT A, B và C"
            stem = body.text[: -len(school)].strip()
            new = _renamed(body, school, printed(line, nxt, end)), end
        elif body.head and body.field and body.head.tail == "function" and not body.area and not body.parent:
            field = longest(functions(), line.keys[nxt : nxt + 16], 0)
            if (
                field
                and line.toks[nxt].text[:1].isupper()
                and not head_at(line, nxt, False)
                and (body.head.name in _ELIDED or listed)
            ):
                new = replace(body, field=field[1].name, short=field[1].short, group=False), nxt + field[0]
                stem = body.head.name
        elif listed and body.head and body.proper and not (body.area or head_at(line, nxt, False)):
            end = field_end(line, nxt)  # "các Khoa: Toán và Thống kê, Ngữ văn"
            if end > nxt and (end >= len(line.toks) or line.keys[end] in {",", "và", ".", ";"}):
                new, stem = (replace(body, proper=printed(line, nxt, end)), end), body.head.name
        if new is None:
            return
        made, at = new
        start, end_ = line.toks[nxt].start, line.toks[at - 1].end
        body = replace(made, start=start, end=end_, text=f"{stem} {squeeze(line.text[start:end_])}")
        yield body, at


_ELIDED = frozenset({"Sở", "Công đoàn ngành"})  # "Công đoàn ngành Y tế, Xây dựng"
_NUMBER = re.compile(r"\b\d{1,3}$")


def _number_next(line: Line, at: int) -> bool:
    """Whether a number stands alone as an item of a list."""
    return line.keys[at].isdigit() and (at + 1 >= len(line.keys) or line.keys[at + 1] in {",", "và", ":", ";", "."})


def _school(body: Body) -> str:
    """The proper name of a school that a name ends with, without the school's type."""
    inner = body.parent or body
    if not (inner.head and inner.head.name == "Trường" and inner.proper) or inner.area:
        return ""
    names = inner.proper.split(" ")
    while names and (fold(names[0]) in NAME_WORDS or names[0].isupper()):
        names.pop(0)
    name = " ".join(names)
    return name if len(names) > 1 and body.text.endswith(name) else ""


def _school_next(line: Line, at: int) -> int:
    """The place after the name of another school, of two to four words with capitals."""
    end = proper_end(line, at, limit=5, small=frozenset())
    plain = all(tok.text.isalpha() and not tok.text.isupper() for tok in line.toks[at:end])
    if not (1 < end - at < 5 and plain) or head_at(line, at, False) or area_at(line, at)[0]:
        return at
    closed = end >= len(line.toks) or not line.toks[end].text.isalpha() or line.keys[end] == "và"
    return end if closed or verb_at(line.keys, end) else at


def _renamed(body: Body, old: str, new: str) -> Body:
    """A school, or a body of it, with another proper name."""
    if body.parent:
        return replace(body, parent=_renamed(body.parent, old, new))
    return replace(body, proper=f"{(body.proper or '').removesuffix(old)}{new}")


def _runs_on(line: Line, at: int) -> bool:
    """Whether a name with capitals goes on, so that it is none of a place."""
    return at < len(line.toks) and line.toks[at].text[:1].isupper()


def _last_of_types(line: Line, body: Body, at: int) -> Body | None:
    """In `UBND các xã, phường, đặc khu A` the last one is named."""
    if not (body.area and body.area.plural and body.head):
        return None
    for begin in range(max(0, at - 7), at - 1):
        area, end = area_at(line, begin)
        if area and area.type and area.name and end == at and type_at(line, begin):
            text = f"{body.stem} {printed(line, begin, at)}"
            start, stop = line.toks[begin].start, line.toks[at - 1].end
            return replace(body, start=start, end=stop, text=text, area=area, group=False, person=False)
    return None


def _wider(kind: str, than: str) -> bool:
    """Whether a type is of a higher level: after `xã A`, `huyện B` says where A lies."""
    order = ["commune", "district", "province"]
    return order.index(TYPES[kind]) > order.index(TYPES.get(than, "commune"))


_LOCAL = frozenset({"peoples_council", "peoples_committee", "party_committee", "armed_force", "union_federation"})


def _of_each(body: Body) -> bool:
    """Whether a body without an area can be one of each district or commune: `HĐND, UBND các xã`."""
    head = body.head
    if head is None or body.area or body.parent or body.proper or body.group or head.level is not None:
        return False
    if head.name.endswith(" ủy") and head.name != "Đảng ủy":
        return False  # "Tỉnh ủy, UBND các huyện"
    return head.name == "Phòng" or (head.kind in _LOCAL and head.tail == "place")


def _boards(body: Body, nxt: Body) -> bool:
    """Whether two bodies are boards or offices, so that the parent of the second is that of both."""
    return all(
        b.head is not None and (b.head.name in {"Ban", "Ban Dân tộc"} or b.head.kind in {"board", "office"})
        for b in (body, nxt)
    )


def _fits(body: Body, between: str, nxt: Body) -> bool:
    """Whether a body goes with one of each area; an office with one of districts: `Phòng Y tế và LĐLĐ các huyện`."""
    if body.head is None or body.head.name != "Phòng":
        return True
    local = nxt.head is not None and nxt.head.kind in _LOCAL
    return between == "và" and local and nxt.area is not None and nxt.area.level == "district"


def _share_areas(line: Line, found: list[Body]) -> Iterator[Body]:
    """O8: in `Đảng ủy, HĐND, UBND xã A` the area of the last belongs to all, in `Ban A, Ban B TLĐ` the parent."""
    for index in range(len(found) - 2, -1, -1):
        body, nxt = found[index], found[index + 1]
        between = line.text[body.end : nxt.start].strip().casefold()
        if between not in {",", "và", ", và", "-", "–"} or body.head is None or nxt.head is None or body.group:
            continue
        inner = body.parent or body
        if nxt.area and nxt.area.plural and _of_each(inner) and _fits(inner, between, nxt):
            shared = replace(inner, area=nxt.area, group=True)
            text = f"{body.text} {nxt.area.printed}"
            shared = replace(body, parent=shared, text=text, group=True) if body.parent else replace(shared, text=text)
            found[index] = shared
        elif inner.head and inner.head.tail == "place" and inner.area is None and nxt.area and not nxt.area.plural:
            if inner.head.name.endswith((" ủy", " đoàn")) and inner.head.name not in {"Đảng ủy", "Chi ủy"}:
                continue
            if inner.head.kind in {"union_sector", "ministry", "union_federation"} or not nxt.area.type:
                continue
            shared = replace(inner, area=nxt.area)
            text = f"{body.text} {nxt.area.printed}".strip()
            found[index] = replace(body, parent=shared, text=text) if body.parent else replace(shared, text=text)
        elif _boards(body, nxt) and nxt.parent and not (body.parent or body.area or body.refers):
            found[index] = replace(body, parent=nxt.parent, text=f"{body.text} {nxt.parent.text}")
    organ: Body | None = None
    for index, body in enumerate(found):
        apart = index and line.text[found[index - 1].end : body.start].strip() not in {",", "và"}
        if apart:
            organ = None
        if (
            organ
            and body.head
            and body.head.kind in {"peoples_council", "front_org"}
            and not body.parent
            and not body.group
        ):
            found[index] = replace(
                body, head=organ.head, parent=body, area=None
            )  # "Thường trực Đảng ủy, HĐND, UBND xã"
        elif body.head and body.head.name == "Thường trực" and body.parent:
            organ = body
        yield found[index]
