"""The bodies named in running text: names, groups of kinds (`các sở, ban, ngành`), and what a list leaves out.

`parse_bodies` walks once through the words of a line; every look-ahead is bounded, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vnplan.extractors.unit_grammar import body_at, parent_at
from vnplan.extractors.unit_tokens import GENERIC, PLURALS, TYPES, Token, tokens
from vnplan.extractors.unit_words import (
    FALSE_NEXT,
    Area,
    Body,
    Line,
    area_at,
    area_level,
    head_at,
    place_name_end,
    printed,
    stops,
    type_at,
)
from vnplan.gazetteer.heads import functions, longest
from vnplan.gazetteer.places import find_places
from vnplan.text import is_upper, squeeze

_LINES = re.compile(r"[^\n\t]+")  # a paragraph, or a cell of a table
_PERSONS = frozenset({
    "chủ tịch", "phó chủ tịch", "bộ trưởng", "thứ trưởng", "giám đốc", "thủ trưởng", "bí thư", "hiệu trưởng",
    "thủ tướng", "chánh văn phòng", "trưởng", "phó", "chánh", "tổng thư ký", "cục trưởng", "trưởng phòng", "ct", "pct",
    "tổng giám đốc", "thư ký", "trưởng ban", "phó ban", "ủy viên", "chánh án", "viện trưởng", "chi cục trưởng",
})  # fmt: skip


_QUALIFIERS = (
    ("có", "liên", "quan"), ("liên", "quan"), ("và", "tương", "đương"), ("theo", "quy", "định"), ("trực", "thuộc"),
    ("cùng", "cấp"), ("cấp", "dưới"), ("cấp", "trên"), ("ngoài", "công", "lập"), ("có", "đông", "công", "nhân"),
    ("và", "địa", "phương"), ("trong", "tỉnh"), ("trong", "huyện"), ("và", "đối", "tượng", "khác"), ("thành", "viên"),
    ("trong", "các", "doanh", "nghiệp"), ("trong", "doanh", "nghiệp"), ("chuyên", "môn"), ("ngang", "bộ"),
    ("trên", "địa", "bàn"),
)  # fmt: skip


def parse_bodies(text: str, start: int = 0, end: int | None = None) -> Iterator[Body]:
    """The bodies named in a range of the text, in order; offsets are those of the text."""
    for line in _LINES.finditer(text, start, len(text) if end is None else end):
        yield from _parse_line(text, line.start(), line.end())


def _parse_line(text: str, start: int, end: int) -> Iterator[Body]:
    piece = text[start:end]
    toks = [Token(t.start + start, t.end + start, t.text, t.key) for t in tokens(piece)]
    line = Line(text, toks, [t.key for t in toks], is_upper(piece))
    found: list[Body] = []
    at = 0
    while at < len(toks):
        parsed = _named(line, at) or _group(line, at)
        if parsed is None:
            at += 1
            continue
        body, after = parsed
        body = replace(body, person=_after_person(line, at))
        found.append(body)
        at = after
        for more, after in _elided(line, body, at):
            found.append(more)
            at = after
    yield from _share_areas(line, found)


def _after_person(line: Line, at: int) -> bool:
    """Whether an office of a person stands before a word: `Chủ tịch`, `Giám đốc`."""
    return any(at >= width and " ".join(line.keys[at - width : at]) in _PERSONS for width in (3, 2, 1))


def _named(line: Line, at: int) -> tuple[Body, int] | None:
    """A body with a head; a group of such bodies with what narrows it."""
    parsed = body_at(line, at)
    if parsed and (parsed[0].group or line.keys[at] in PLURALS):
        return _qualified(line, *parsed)
    return parsed


def _group(line: Line, first: int) -> tuple[Body, int] | None:
    """`các sở, ban, ngành`, `các cơ quan, đơn vị liên quan`, `các cơ quan báo chí`."""
    plural = line.keys[first] in PLURALS
    kinds: list[str] = []
    last = place = first + plural
    joined = True
    while place < len(line.toks) and len(kinds) < 12:
        width = _generic(line, place)
        if not width:
            break
        word = " ".join(line.keys[place : place + width])
        if kinds and word in {"tổ chức", "cấp"} and not (joined and _list_goes_on(line, place + width)):
            break  # "các ban, ngành tổ chức …": a verb
        kinds.append(word)
        last = place = place + width
        joined = place < len(line.toks) and line.keys[place] in {",", "và", "/"}
        if joined:
            both = line.keys[place : place + 2] == [",", "và"]
            place += 1 + both
            plural_next = line.keys[place : place + 1] == ["các"]
            if plural_next and (both or line.keys[place - 1] == "và" or kinds[-1] in {"cấp", "ban"}):
                place += 1
    if not kinds:
        return None
    start, end = line.toks[first].start, line.toks[last - 1].end
    text = squeeze(line.text[start:end])
    body = Body(start, end, text, None, kinds=tuple(kinds), group=True, weak=not plural)
    body, last = _qualified(line, body, last)
    if len(set(kinds)) == 1:
        described = plural and kinds[0] in {"cơ quan", "tổ chức", "đoàn thể"} and body.qualifier
        listed = plural and kinds[0] in {"sở", "ban", "phòng", "bộ phận"} and line.toks[last - 1].text != "hành"
        related = plural and kinds[0] in {"ngành", "sở"} and "liên quan" in body.qualifier
        if not (described or listed or related):
            return None
    elif "cấp" in kinds or not set(kinds) - _NO_BODIES:
        return None  # "các cấp, các ngành" are no bodies
    return body, last


_NO_BODIES = frozenset(
    {"ngành", "cá nhân", "cơ sở", "tổ chức", "doanh nghiệp", "hợp tác xã", "địa phương", "xí nghiệp"}
)


def _list_goes_on(line: Line, at: int) -> bool:
    """Whether a list of kinds goes on, ends or is narrowed at a word, so that what stood before was no verb."""
    if at >= len(line.toks) or not line.toks[at].text.isalpha():
        return True
    after = {"liên", "có", "khác", "thuộc", "trực", "trên", "trong", "và", "cấp", "chính", "của", "tại", "thành", "xã"}
    return line.keys[at] in after or bool(_generic(line, at))


def _generic(line: Line, at: int) -> int:
    for width in (3, 2, 1):
        word = " ".join(line.keys[at : at + width])
        if at + width <= len(line.keys) and word in GENERIC:
            nxt = line.keys[at + width] if at + width < len(line.keys) else ""
            if word == "phòng" and line.keys[at + 1 : at + 3] == [",", "chống"]:
                return 0
            if nxt in FALSE_NEXT.get(word, ()) or (word, nxt) in {("tổ chức", "thực"), ("cơ", "sở")}:
                return 0
            if word in {"sở", "ban", "phòng", "bộ", "viện", "trường", "hội"}:
                field = longest(functions(), line.keys[at + width : at + width + 14], 0)
                if field and line.toks[at + width].text[:1].isupper():
                    return 0
            return width
    return 0


def _qualified(line: Line, body: Body, last: int) -> tuple[Body, int]:
    """The group with what narrows it: `liên quan`, `trực thuộc …`, `thuộc UBND tỉnh`, `báo chí Trung ương`."""
    start = last
    for _ in range(3):
        keys = line.keys
        if (
            not body.head
            and body.kinds[-1:]
            and len(set(body.kinds)) == 1
            and body.kinds[0] in {"cơ quan", "tổ chức", "đoàn thể"}
            and last == start
        ):
            run = _description(line, last)
            if run > last:
                last = run
                continue
        area, after = area_at(line, last)
        if area and (area.type or area.name) and not body.area:
            body, last = replace(body, area=area), after
            continue
        match = next((q for q in _QUALIFIERS if tuple(keys[last : last + len(q)]) == q), None)
        if match:
            last += len(match)
            if match == ("trên", "địa", "bàn"):
                area, after = area_at(line, last)
                last = after if area else last
        if match in {("trực", "thuộc")} or keys[last : last + 1] == ["thuộc"]:
            step = 0 if match else 1
            if keys[last : last + 2] == ["trung", "ương"]:
                last += 2
                break
            parent = parent_at(line, last + step, wide=True)
            if parent is None and last + step < len(line.toks):
                parent = body_at(line, last + step)
            if parent:
                body, last = replace(body, parent=parent[0]), parent[1]
                break
        if not match:
            break
    if last == start:
        return body, last
    text = squeeze(line.text[body.start : line.toks[last - 1].end])
    qualifier = squeeze(line.text[line.toks[start].start : line.toks[last - 1].end])
    return replace(body, end=line.toks[last - 1].end, text=text, qualifier=qualifier), last


_DESCRIBING = frozenset({
    "báo", "chuyên", "tham", "quản", "thông", "trung", "hành", "tư", "truyền", "nhà", "đảng", "chính", "đoàn", "ct",
})  # fmt: skip


def _description(line: Line, at: int) -> int:
    """`các cơ quan báo chí`, `các cơ quan tham mưu xây dựng chính sách, pháp luật`: up to four small words, or to
    a mark, where a known adjective begins it."""
    if at >= len(line.toks) or line.keys[at] not in _DESCRIBING:
        return at
    end = at
    for place in range(at, min(at + 9, len(line.toks))):
        if line.keys[place : place + 3] in ([",", "pháp", "luật"], [",", "lĩnh", "vực"]):
            continue
        if line.keys[place - 1 : place + 1] in (["cấp", "trên"], ["cấp", "dưới"]):
            return place + 1
        word = line.toks[place].text.isalpha() or line.keys[place] == "-"
        if not word or (place > at and stops(line, place)):
            break
        if type_at(line, place):
            break
        if line.keys[place] in {"có", "liên", "và", "tại"}:
            break
        end = place + 1
    return end


def _elided(line: Line, body: Body, at: int) -> Iterator[tuple[Body, int]]:
    """The bodies whose head is not printed again: `LĐLĐ huyện Tam Nông, Lai Vung` (O1), `…, thị xã B` (O2),
    `VP: Tỉnh ủy, HĐND tỉnh`."""
    colon = ":" in body.text
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
            elif line.toks[nxt].text[:1].isupper() and not head_at(line, nxt, False):
                end = place_name_end(line, nxt, body.area.type)
                name = printed(line, nxt, end) if end > nxt else ""
                if name and find_places(f"{body.area.type} {name}"):
                    stem = f"{body.stem} {body.area.type}"
                    new = replace(body, area=replace(body.area, name=name)), end
        elif body.head and body.field and body.head.tail == "function" and not body.area and not body.parent:
            field = longest(functions(), line.keys[nxt : nxt + 16], 0)
            if field and line.toks[nxt].text[:1].isupper() and not head_at(line, nxt, False) and body.head.name == "Sở":
                new = replace(body, field=field[1].name, short=field[1].short, group=False), nxt + field[0]
                stem = body.head.name
        if new is None:
            return
        made, at = new
        start, end_ = line.toks[nxt].start, line.toks[at - 1].end
        body = replace(made, start=start, end=end_, text=f"{stem} {squeeze(line.text[start:end_])}")
        yield body, at


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


def _share_areas(line: Line, found: list[Body]) -> Iterator[Body]:
    """O8: in `Đảng ủy, HĐND, UBND xã A` the area of the last belongs to all, in `Ban A, Ban B TLĐ` the parent."""
    for index in range(len(found) - 2, -1, -1):
        body, nxt = found[index], found[index + 1]
        between = line.text[body.end : nxt.start].strip().casefold()
        if between not in {",", "và", ", và"} or body.head is None or nxt.head is None or body.group:
            continue
        inner = body.parent or body
        if inner.head and inner.head.tail == "place" and inner.area is None and nxt.area and not nxt.area.plural:
            if inner.head.name.endswith((" ủy", " đoàn")) and inner.head.name not in {"Đảng ủy", "Chi ủy"}:
                continue
            if inner.head.kind in {"union_sector", "ministry", "union_federation"} or not nxt.area.type:
                continue
            shared = replace(inner, area=nxt.area)
            text = f"{body.text} {nxt.area.printed}".strip()
            found[index] = replace(body, parent=shared, text=text) if body.parent else replace(shared, text=text)
        elif body.head.name == "Ban" and nxt.head.name == "Ban" and nxt.parent and not body.parent and not body.area:
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
