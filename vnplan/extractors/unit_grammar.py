"""The grammar of a body's name: head word, field of work, proper name, area, parent (domain notes 5.2).

org = [các] [organ] head [field | proper name | description] [area] [parent]
"""

from __future__ import annotations

from dataclasses import replace

from vnplan.extractors.unit_tokens import PLURALS
from vnplan.extractors.unit_words import (
    Body,
    Line,
    after_abbreviation,
    area_at,
    head_at,
    place_name_end,
    printed,
    proper_end,
    stops,
    type_at,
)
from vnplan.gazetteer.heads import Head, bare_functions, functions, longest
from vnplan.text import squeeze, strip_marks

# small words inside names of companies, schools and hospitals
_NAME_WORDS = frozenset({
    "cổ", "phần", "trách", "nhiệm", "hữu", "hạn", "một", "thành", "viên", "tnhh", "mtv", "cp", "thương", "mại", "dịch",
    "vụ", "sản", "xuất", "xây", "dựng", "đầu", "tư", "nhân", "mầm", "non", "tiểu", "học", "trung", "cơ", "sở",
    "phổ", "thông", "mẫu", "giáo", "cao", "đẳng", "đại", "đa", "khoa", "dân", "tộc", "nội", "trú", "bán", "da", "nghề",
    "liên", "doanh", "hai", "cấp", "nước", "may", "và", "điện", "nhập", "khẩu", "quốc", "tế", "chính", "trị",
})  # fmt: skip


_VERBS = frozenset({"Tổ chức", "Kiểm tra", "Đào tạo", "Thanh tra", "Thống kê", "Thông tin", "Lưu trữ", "Đối ngoại"})


def body_at(line: Line, at: int) -> tuple[Body, int] | None:
    """The body that begins at a word, and the place after it."""
    first, plural = at, False
    if line.keys[at] in PLURALS:
        plural, at = True, at + 1
        if at >= len(line.toks):
            return None
    found = head_at(line, at, plural)
    if found is None:
        return None
    after, entry = found
    head = entry.head
    assert head is not None  # entries of the head table have one
    tail = _TAILS[head.tail](line, after, head, plural)
    if tail is None:
        return None
    body, last = tail
    if plural and not body.field and line.keys[last : last + 1] == [":"] and head.tail == "function":
        listed = _tail_function(line, last + 1, head, False)
        if listed and listed[0].field:
            body, last, plural = listed[0], listed[1], False
            first = at  # "các Sở: A, B": the first is "Sở A"
    if plural and not body.field and not body.proper and head.tail == "function":
        return None
    stem = line.toks[last - 1].end if body.area is None else _stem_end(line, at, last)
    body = replace(
        body,
        start=line.toks[first].start,
        end=line.toks[last - 1].end,
        text=squeeze(line.text[line.toks[first].start : line.toks[last - 1].end].replace(":", "", body.parent is None)),
        head=head,
        group=body.group
        or "group" in head.flags
        or (plural and not (body.area and body.area.name and not body.area.plural)),
        stem=squeeze(line.text[line.toks[at].start : stem]),
    )
    return body, last


def _stem_end(line: Line, at: int, last: int) -> int:
    for place in range(at + 1, last):
        if type_at(line, place) or (line.keys[place] in PLURALS and type_at(line, place + 1)):
            return line.toks[place - 1].end
    return line.toks[last - 1].end


_EMPTY = Body(0, 0, "", None)


_Tail = tuple[Body, int] | None


def _tail_none(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    return _EMPTY, at


def _tail_place(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    at = after_abbreviation(line, at)
    if line.keys[at : at + 2] == ["đơn", "vị"] and type_at(line, at + 2):
        at += 2  # "Đoàn đại biểu Quốc hội đơn vị tỉnh A"
    area, last = area_at(line, at)
    if area is None and "of" in head.flags and at < len(line.keys) and line.keys[at] == "của":
        area, last = area_at(line, at + 1)
    if area is None:
        if line.keys[at : at + 2] == ["cùng", "cấp"]:
            return replace(_EMPTY, group=True, qualifier="cùng cấp"), at + 2
        if head.name in {"Đảng ủy", "Đảng bộ"}:
            peek = head_at(line, at, False) if at < len(line.toks) else None
            other = peek and peek[1].head and peek[1].head.kind != "party_committee"
            parent = parent_at(line, at) if other else None
            if parent:
                return replace(_EMPTY, parent=parent[0]), parent[1]  # "Đảng ủy UBND tỉnh"
            if line.keys[at : at + 3] == ["các", "cơ", "quan"]:
                end = proper_end(line, at + 3, limit=3, small=frozenset())
                area, last = area_at(line, end)
                return replace(_EMPTY, proper=printed(line, at, end), area=area), last if area else end
        if line.keys[at : at + 2] == ["khu", "vực"] and at + 2 < len(line.toks) and line.toks[at + 2].text[0].isalnum():
            return replace(_EMPTY, proper=printed(line, at, at + 3)), at + 3  # courts since July 2025
        if "mustplace" in head.flags:
            return None
        end = proper_end(line, at, limit=4, small=frozenset()) if head.kind == "union_sector" and not line.caps else at
        if end > at and not head_at(line, at, False):
            return replace(_EMPTY, proper=printed(line, at, end)), end
        return replace(_EMPTY, group=plural), at
    if area.type and not (area.plural or area.name or area.level == "province") and line.keys[last : last + 1] == [":"]:
        end = place_name_end(line, last + 1, area.type)  # "UBND các xã: A, B"
        if end > last + 1 and line.toks[last + 1].text[:1].isupper() and not line.caps:
            name = printed(line, last + 1, end)
            return replace(_EMPTY, area=replace(area, name=name, printed=f"{area.type} {name}")), end
    return replace(_EMPTY, area=area, group=area.plural), last


def _tail_function(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    if at >= len(line.toks):
        return (_EMPTY, at) if plural or "solo" in head.flags else None
    field = longest(functions(), line.keys[at : at + 16], 0)
    capital = line.toks[at].text[:1].isupper()
    slip = longest(bare_functions(), [strip_marks(key) for key in line.keys[at : at + 16]], 0) if capital else None
    if slip and slip[0] > (field[0] if field else 1) and head.tail == "function" and slip[0] >= 3:
        field = slip  # "Thông tin và Truyển thông"
    if field and not capital and field[1].name in _VERBS:
        field = None  # "các bộ phận tổ chức …"
    if field and (capital or field[0] >= 3 or (field[0] == 2 and head.name in {"Sở", "Phòng", "Bộ phận"})):
        last, name, short = at + field[0], field[1].name, field[1].short
        more = last if line.caps else proper_end(line, last, limit=6, small=frozenset())
        area, after = area_at(line, last)
        if area is None and more > last and not head_at(line, last, False):
            name = f"{name} {printed(line, last, more)}" if short else printed(line, at, more)
            short, last = False, more
            area, after = area_at(line, last)
        body = replace(_EMPTY, field=name, short=short, area=area, group=bool(area and area.plural))
        last = after if area else last
    else:
        if "groupbare" in head.flags and (not capital or head_at(line, at, False)):
            area, last = area_at(line, at)
            return replace(_EMPTY, area=area, group=True), last
        if not capital or line.caps or head_at(line, at, False) or type_at(line, at):
            parent = parent_at(line, at) if head.name in {"Văn phòng", "Phòng", "Ban"} and capital else None
            if parent and head.name == "Văn phòng":
                return replace(_EMPTY, parent=parent[0]), parent[1]
            area, last = area_at(line, at)
            if "solo" in head.flags or plural:
                return replace(_EMPTY, area=area), last if area else at
            return None
        last = max(proper_end(line, at, limit=10, small=frozenset({"và"})), _phrase_end(line, at))
        proper = squeeze(line.text[line.toks[at].start : line.toks[last - 1].end])
        area, after = area_at(line, last)
        body = replace(_EMPTY, proper=proper, area=area)
        last = after if area else last
    if body.area is None:
        parent = parent_at(line, last)
        if parent:
            return replace(body, parent=parent[0]), parent[1]
    return body, last


def _phrase_end(line: Line, at: int) -> int:
    """The place after an unknown field in small letters that a mark or the line's end closes: `An toàn bức xạ;`."""
    for place in range(at + 1, min(at + 8, len(line.toks))):
        word = line.toks[place].text
        if not word[0].isalnum():
            return place
        if not word.islower() or stops(line, place) or type_at(line, place):
            return at
    return len(line.toks) if len(line.toks) < at + 8 else at


_OFFICES = frozenset(
    {"điều phối", "đăng ký", "thường trực", "đại diện", "công chứng", "quản lý"}
)  # "Văn phòng điều phối"


def _tail_parent(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    at = after_abbreviation(line, at)
    colon = at < len(line.keys) and line.keys[at] == ":" and head.kind in {"office", "organ"}
    parent = parent_at(line, at + colon, wide=True)
    if parent:
        return replace(_EMPTY, parent=parent[0], group=parent[0].group), parent[1]
    if (
        at < len(line.toks)
        and line.keys[at] in {"sở", "trường"}
        and line.toks[at].text[:1].isupper()
        and head.kind == "office"
    ):
        return replace(_EMPTY, proper=line.toks[at].text), at + 1
    if head.name == "Văn phòng" and " ".join(line.keys[at : at + 2]) in _OFFICES:
        return _tail_described(line, at, head, plural)
    if "solo" in head.flags:
        return replace(_EMPTY, group=plural), at
    return None


def _tail_name(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    if at >= len(line.toks):
        return (
            (replace(_EMPTY, group=True), at)
            if "groupbare" in head.flags
            else (_EMPTY, at)
            if "mustname" not in head.flags
            else None
        )
    if head.kind in {"union_grassroots", "party_committee", "front_org"}:
        parent = body_at(replace(line, depth=line.depth + 1), at) if line.depth < 4 else None
        if (
            parent
            and parent[0].head
            and parent[0].head.kind not in {"union_grassroots", "generic_group"}
            and not parent[0].group
        ):
            return replace(_EMPTY, parent=parent[0]), parent[1]
    small = _NAME_WORDS if head.kind in {"enterprise", "school", "health"} else frozenset({"và"})
    last = (
        at
        if line.caps and head.kind not in {"enterprise", "school", "health"}
        else proper_end(line, at, limit=14, small=small)
    )
    if last > at and any(t.text[:1].isupper() or t.text.isdigit() for t in line.toks[at:last]):
        body = replace(_EMPTY, proper=squeeze(line.text[line.toks[at].start : line.toks[last - 1].end]))
        area, after = area_at(line, last)
        return replace(body, area=area), after if area else last
    area, last = area_at(line, at)
    if area and head.kind != "union_grassroots":
        return replace(_EMPTY, area=area, group=area.plural), last
    if head.kind == "party_committee" and line.keys[at : at + 2] in (["công", "ty"], ["nhà", "trường"], ["cơ", "quan"]):
        return replace(_EMPTY, proper=" ".join(line.keys[at : at + 2])), at + 2
    if "groupbare" in head.flags:
        return replace(_EMPTY, group=True), at
    return None if "mustname" in head.flags else (replace(_EMPTY, group=plural), at)


def _tail_described(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    area, last = area_at(line, at)
    if area:
        return replace(_EMPTY, area=area, group=area.plural), last
    inside = parent_at(line, at, wide=True) if head.name != "Ban Chỉ đạo" else None
    if inside:  # "Tổ giúp việc Ban Chỉ đạo Trung ương"
        return replace(_EMPTY, parent=inside[0], group=plural), inside[1]
    end, place = at, at
    while place < len(line.toks) and place < at + 24:
        key, word = line.keys[place], line.toks[place].text
        if key == "các" and line.keys[place - 1] == "và" and _capital(line, place + 1):
            place += 1
            continue
        if key == "," and place > at and _described_on(line, place + 1):
            place += 1
            continue
        if not (word[0].isalnum() or key == "-") or (stops(line, place) and not word[:1].isupper()):
            break
        if key == "của" and line.keys[place + 1 : place + 3] == ["địa", "phương"]:
            end = place + 3
            break
        if key == "của":
            break
        if place > at and word[:1].isupper():
            inside = parent_at(line, place)
            if inside:  # "Ban Chỉ đạo 35 Đảng ủy phường"
                return replace(_EMPTY, proper=printed(line, at, place), parent=inside[0], group=plural), inside[1]
        if place > at:
            area, last = area_at(line, place)
            if area and (area.type or area.name == "Trung ương"):
                end = place
                break
            area = None
        place += 1
        end = place
    while end > at and line.keys[end - 1] in {"và", "-", "về"}:
        end -= 1
    if end == at:
        if "mustname" in head.flags:
            return None
        return replace(_EMPTY, group=plural), at
    proper = squeeze(line.text[line.toks[at].start : line.toks[end - 1].end])
    if area is not None and last > end:
        return replace(_EMPTY, proper=proper, area=area, group=area.plural), last
    return replace(_EMPTY, proper=proper, group=plural), end


def _described_on(line: Line, at: int) -> bool:
    """Whether a description goes on after a comma: it ends in an area soon, or the comma is inside `phòng, chống`."""
    if line.keys[at - 2 : at + 1] in (["phòng", ",", "chống"], ["cháy", ",", "chữa"], ["nạn", ",", "cứu"]):
        return True
    for place in range(at, min(at + 9, len(line.toks))):
        if place > at + 1 and (line.keys[place] == "cấp" or type_at(line, place)):
            return True
        word = line.toks[place].text
        if not (word.isalpha() and word.islower()) or stops(line, place) or head_at(line, place, False):
            return False
    return False


def _capital(line: Line, at: int) -> bool:
    return at < len(line.toks) and line.toks[at].text[:1].isupper() and head_at(line, at, False) is None


_TAILS = {
    "none": _tail_none,
    "place": _tail_place,
    "function": _tail_function,
    "parent": _tail_parent,
    "name": _tail_name,
    "described": _tail_described,
}


def parent_at(line: Line, at: int, *, wide: bool = False) -> tuple[Body, int] | None:
    """The body that another is part of: an authority named right after it."""
    if at >= len(line.toks) or line.depth > 3:
        return None
    found = head_at(line, at, False)
    if found is None or found[1].head is None:
        return None
    head = found[1].head
    line = replace(line, depth=line.depth + 1)
    allowed = head.tail in {"place", "none"} or (wide and head.tail in {"described", "name"}) or head.name == "Sở"
    if not allowed or (head.kind in {"board", "office"}):
        return None
    return body_at(line, at)
