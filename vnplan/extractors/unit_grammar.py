"""The grammar of a body's name: head word, field of work, proper name, area, parent (domain notes 5.2).

org = [các] [organ] head [field | proper name | description] [area] [parent]
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from vnplan.extractors.unit_extent import (
    ASSEMBLIES,
    NAME_WORDS,
    SEATS,
    alpha_at,
    caps_area,
    event_end,
    field_end,
    joined_end,
    known_end,
    longer_end,
    new_head,
    region_end,
    seat_at,
    stem_end,
)
from vnplan.extractors.unit_inside import (
    alone,
    described_end,
    host_at,
    in_list,
    is_seat,
    parent_at,
    referent,
    shares_next,
)
from vnplan.extractors.unit_tokens import PLURALS, TYPES
from vnplan.extractors.unit_words import (
    Area,
    Body,
    Line,
    after_abbreviation,
    area_at,
    centre_at,
    head_at,
    place_name_end,
    printed,
    proper_end,
    type_at,
)
from vnplan.gazetteer.heads import Head, bare_functions, functions, longest
from vnplan.gazetteer.places import find_places
from vnplan.gazetteer.verbs import verb_at
from vnplan.text import squeeze, strip_marks

_VERBS = frozenset(
    {"Tổ chức", "Kiểm tra", "Đào tạo", "Thanh tra", "Thống kê", "Thông tin", "Lưu trữ", "Đối ngoại", "Chuyên môn"}
)


def body_at(line: Line, at: int) -> tuple[Body, int] | None:
    """The body that begins at a word, and the place after it."""
    key = at, line.depth
    if key not in line.memo:  # else names in names in names would be read twice each
        line.memo[key] = _body_at(line, at)
    return line.memo[key]


def _body_at(line: Line, at: int) -> tuple[Body, int] | None:
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
    sure = known_end(line, at)
    if sure > after and not plural and head.tail in {"function", "name", "described"}:
        tail: _Tail = _tail_known(line, after, sure)
    else:
        tail = _TAILS[head.tail](line, after, head, plural)
    word = referent(line, tail[1] if tail else after, head)
    if word and not (tail and (tail[0].area or tail[0].parent)):
        tail = replace(tail[0] if tail else _EMPTY, refers=word[0], group=False), word[1]
    if tail is None and head.name == "Công ty" and not plural and not line.caps and line.toks[at].text[:1].isupper():
        tail = replace(_EMPTY, refers="công ty"), after  # the one that the document names elsewhere
    if tail is None:
        return None
    body, last = tail
    if plural and not body.field and line.keys[last : last + 1] == [":"] and head.tail == "function":
        listed = _tail_function(line, last + 1, head, False)
        if listed and (listed[0].field or listed[0].proper):
            body, last, plural = listed[0], listed[1], False
            first = at  # "các Sở: A, B": the first is "Sở A"
    if plural and not (body.field or body.proper or body.refers) and head.tail == "function":
        return None
    raw = line.text[line.toks[first].start : line.toks[last - 1].end].replace(":", "", body.parent is None)
    if body.area and body.area.name and ":" in line.keys[first:last]:
        raw = " ".join(word for word in raw.split() if word.casefold() != "các")  # "UBND các huyện: A, B"
    stem = line.toks[last - 1].end if body.area is None else stem_end(line, at, last)
    body = replace(
        body,
        start=line.toks[first].start,
        end=line.toks[last - 1].end,
        text=squeeze(raw),
        head=head,
        group=body.group
        or "group" in head.flags
        or (plural and not (body.area and body.area.name and not body.area.plural)),
        stem=squeeze(line.text[line.toks[at].start : stem]),
    )
    return body, last


_plain = lru_cache(maxsize=4096)(strip_marks)
_EMPTY = Body(0, 0, "", None)


_Tail = tuple[Body, int] | None


def _tail_none(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    return _EMPTY, at


def _tail_place(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    at = after_abbreviation(line, at)
    if line.keys[at : at + 2] == ["đơn", "vị"] and type_at(line, at + 2):
        at += 2  # "Đoàn đại biểu Quốc hội đơn vị tỉnh A"
    area, last = area_at(line, at)
    if area is None and "of" in head.flags:  # portals
        step = at + (line.keys[at : at + 1] == ["của"])
        area, last = area_at(line, step)
        owner = parent_at(line, step) if area is None else None
        if owner:
            return replace(_EMPTY, parent=owner[0]), owner[1]
    if area and area.type is None and area.level == "province" and SEATS.get(head.name) and is_seat(area.name or ""):
        area = replace(area, level="district")  # "Thành ủy Lào Cai", of the city in the province of that name
    host = host_at(line, at, head) if area is None else None
    if host:
        return replace(_EMPTY, parent=host[0]), host[1]
    if area is None:
        if line.keys[at : at + 2] == ["cùng", "cấp"]:
            return replace(_EMPTY, group=True, qualifier="cùng cấp"), at + 2
        if head.name in {"Đảng ủy", "Đảng bộ"}:
            peek = head_at(line, at, False) if at < len(line.toks) else None
            other = peek and peek[1].head and peek[1].head.kind != "party_committee"
            parent = parent_at(line, at, wide=True) if other else None
            if parent:
                return replace(_EMPTY, parent=parent[0]), parent[1]  # "Đảng ủy UBND tỉnh"
            if line.keys[at : at + 3] == ["các", "cơ", "quan"]:
                end = proper_end(line, at + 3, limit=3, small=frozenset())
                area, last = area_at(line, end)
                return replace(_EMPTY, proper=printed(line, at, end), area=area), last if area else end
        region = region_end(line, at)
        if region > at:
            return replace(_EMPTY, proper=printed(line, at, region)), region  # courts since July 2025
        numbered = line.keys[at : at + 1] == ["số"] and "".join(line.keys[at + 1 : at + 2]).isdigit()
        if numbered and head.name.startswith("Đội "):
            return replace(_EMPTY, proper=printed(line, at, at + 2)), at + 2  # "Đội Quản lý thị trường số 12"
        if head.name == "Ban Dân tộc" and (above := parent_at(line, at)):
            return replace(_EMPTY, parent=above[0]), above[1]
        initials = at > 0 and line.toks[at - 1].text.isupper() and len(line.toks[at - 1].text) > 2  # no "II. Thanh tra"
        if initials and line.closed and head.kind in _BRANCHES and not alpha_at(line, at) and "solo" not in head.flags:
            return replace(_EMPTY, group=plural), at  # "KBNN; BHXH" in a cell
        if "mustplace" in head.flags and head.kind == "enterprise" and at < len(line.toks) and not line.caps:
            end = place_name_end(line, at, "huyện") if line.toks[at].text[:1].isupper() else at
            places = find_places(printed(line, at, end)) if end > at else ()
            if places:  # "Điện lực Sa Đéc"
                name = printed(line, at, end)
                return replace(_EMPTY, area=Area(None, name, places[0].level, False, name)), end
        if "mustplace" in head.flags:
            listed = head.name == "Công an" and (shares_next(line, at) or in_list(line, at))
            union = head.name == "Công đoàn" and alone(line, at)
            return (replace(_EMPTY, weak=union), at) if listed or union else None
        kind = SEATS.get(head.name)
        if kind and line.caps and line.closed:
            seat, last = seat_at(line, at, least=0)
            if seat:
                return replace(_EMPTY, area=seat), last  # "HUYỆN ỦY CẨM XUYÊN"
        if kind and at < len(line.toks) and line.toks[at].text[:1].isupper() and not line.caps:
            end = place_name_end(line, at, kind)
            if end > at and not new_head(line, at):
                name = printed(line, at, end)
                return replace(_EMPTY, area=Area(None, name, TYPES[kind], False, name)), end
        end = proper_end(line, at, limit=4, small=frozenset()) if head.kind == "union_sector" and not line.caps else at
        if end > at and not head_at(line, at, False):
            return replace(_EMPTY, proper=printed(line, at, end)), end
        return replace(_EMPTY, group=plural), at
    if area.type and not (area.plural or area.name or area.level == "province") and line.keys[last : last + 1] == [":"]:
        end = place_name_end(line, last + 1, area.type)  # "UBND các xã: A, B"
        listed = end >= len(line.toks) or line.keys[end] in {",", ";", "và", "."}  # not "UBND huyện: Xây dựng …"
        if end > last + 1 and listed and line.toks[last + 1].text[:1].isupper() and not line.caps:
            name = printed(line, last + 1, end)
            return replace(_EMPTY, area=replace(area, name=name, printed=f"{area.type} {name}")), end
    return replace(_EMPTY, area=area, group=area.plural), last


def _tail_function(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    if at >= len(line.toks):
        return (_EMPTY, at) if plural or "solo" in head.flags else None
    field = longest(functions(), line.keys[at : at + 16], 0)
    capital = line.toks[at].text[:1].isupper()
    slip = longest(bare_functions(), [_plain(key) for key in line.keys[at : at + 16]], 0) if capital else None
    if slip and slip[0] > (field[0] if field else 1) and head.tail == "function" and slip[0] >= 3:
        field = slip  # "Thông tin và Truyển thông"
    if field and not capital and (field[1].name in _VERBS or verb_at(line.keys, at)):
        field = None  # "các bộ phận tổ chức …"
    if field and (capital or field[0] >= 3 or (field[0] == 2 and head.name in {"Sở", "Phòng", "Bộ phận"})):
        last, name, short = at + field[0], field[1].name, field[1].short
        longer = joined_end(line, last) if head.name in {"Sở", "Bộ"} else longer_end(line, at, last)
        if longer > last:
            name = f"{name} {printed(line, last, longer)}" if short else printed(line, at, longer)
            last, short = longer, False
        central = last < len(line.toks) and centre_at(line, last)
        more = last if line.caps or central else proper_end(line, last, limit=6, small=frozenset())
        area, after = area_at(line, last)
        if area is None and more > last and not head_at(line, last, False):
            name = f"{name} {printed(line, last, more)}"
            short, last = False, more
            area, after = area_at(line, last)
        if area is None and line.caps and line.closed:
            area, after = seat_at(line, last)
        region = region_end(line, last)
        if region > last:
            name, short, last = f"{name} {printed(line, last, region)}", False, region
        body = replace(_EMPTY, field=name, short=short, area=area, group=bool(area and area.plural))
        last = after if area else last
    else:
        if "groupbare" in head.flags and (not capital or head_at(line, at, False)):
            area, last = area_at(line, at)
            return replace(_EMPTY, area=area, group=True), last
        last = field_end(line, at, closed=line.closed) if capital and (line.closed or not line.caps) else at
        if last == at:
            parent = parent_at(line, at) if head.name in {"Văn phòng", "Phòng", "Ban"} and capital else None
            if parent and head.name == "Văn phòng":
                return replace(_EMPTY, parent=parent[0]), parent[1]
            area, last = area_at(line, at)
            if "solo" in head.flags or plural:
                return replace(_EMPTY, area=area), last if area else at
            return None
        area, after = area_at(line, last)
        body = replace(_EMPTY, proper=printed(line, at, last), area=area)
        last = after if area else last
    if body.area is None:
        parent = parent_at(line, last)
        if parent:
            return replace(body, parent=parent[0]), parent[1]
    return body, last


# regional branches that a cell names without their area: "KBNN; BHXH"
_BRANCHES = frozenset({"ministry", "enterprise", "union_federation", "armed_force", "department"})
# "Văn phòng điều phối"
_OFFICES = frozenset({"điều phối", "đăng ký", "thường trực", "đại diện", "công chứng", "quản lý"})


def _tail_parent(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    at = after_abbreviation(line, at)
    colon = at < len(line.keys) and line.keys[at] == ":" and head.kind in {"office", "organ"}
    parent = parent_at(line, at + colon, wide=True)
    if parent:
        return replace(_EMPTY, parent=parent[0], group=parent[0].group), parent[1]
    if head.name == "Văn phòng" and " ".join(line.keys[at : at + 2]) in _OFFICES:
        return _tail_described(line, at, head, plural)
    if head.name == "Ban Tổ chức":
        end = event_end(line, at)
        if end > at:
            return replace(_EMPTY, proper=printed(line, at, end)), end
    if head.name in ASSEMBLIES:
        area, last = area_at(line, at)
        if area and area.type:
            return replace(_EMPTY, area=area, group=area.plural), last  # "BAN CHẤP HÀNH TỈNH A" below the union's name
    if "solo" in head.flags:
        return replace(_EMPTY, group=plural), at
    return None


def _tail_name(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    if at >= len(line.toks):
        if "groupbare" in head.flags:
            return replace(_EMPTY, group=True), at
        return None if "mustname" in head.flags else (_EMPTY, at)
    if head.kind in {"union_grassroots", "party_committee", "front_org"}:
        parent = body_at(replace(line, depth=line.depth + 1), at) if line.depth < 4 else None
        if (
            parent
            and parent[0].head
            and parent[0].head.kind not in {"union_grassroots", "generic_group"}
            and not parent[0].group
        ):
            return replace(_EMPTY, parent=parent[0]), parent[1]
    if head.kind == "party_committee" and type_at(line, at):
        area, last = area_at(line, at)
        if area and area.name:
            return replace(_EMPTY, area=area), last
    small = NAME_WORDS if head.kind in {"enterprise", "school", "health"} else frozenset({"và"})
    region = region_end(line, at)
    if region > at:
        return replace(_EMPTY, proper=printed(line, at, region)), region
    if line.keys[at : at + 2] == ["chi", "nhánh"] or line.keys[at : at + 3] == ["-", "chi", "nhánh"]:
        area, last = area_at(line, at + 2 + (line.keys[at] == "-"))
        if area:
            return replace(_EMPTY, proper="Chi nhánh", area=area), last
    last = at
    if not line.caps or line.closed or head.kind in {"enterprise", "school", "health"}:
        last = proper_end(line, at, limit=14, small=small)
        last = caps_area(line, at, last) if line.caps and line.closed else last
        if line.toks[at].text[:1].isupper() and not line.caps:
            begin = at  # after the type of a school: "Đại học| Thủy lợi"
            while head.kind == "school" and begin + 1 < len(line.toks) and line.keys[begin] in NAME_WORDS:
                begin += 1
            ends = [(first, field_end(line, first, closed=line.closed)) for first in (at, begin)]
            last = max(last, *(end for first, end in ends if end > first), at)
    if last > at and any(t.text[:1].isupper() or t.text.isdigit() for t in line.toks[at:last]):
        body = replace(_EMPTY, proper=squeeze(line.text[line.toks[at].start : line.toks[last - 1].end]))
        area, after = area_at(line, last)
        return replace(body, area=area), after if area else last
    area, last = area_at(line, at)
    if area and head.kind != "union_grassroots":
        return replace(_EMPTY, area=area, group=area.plural), last
    if "groupbare" in head.flags:
        return replace(_EMPTY, group=True), at
    return None if "mustname" in head.flags else (replace(_EMPTY, group=plural), at)


def _tail_described(line: Line, at: int, head: Head, plural: bool) -> _Tail:
    if head.name == "Tổ" and not plural and at < len(line.toks) and line.toks[at].text[:1].isupper():
        return _tail_function(line, at, head, plural)  # "Tổ Hành chính - Quản trị"
    area, last = area_at(line, at)
    if area:
        about = at
        if line.keys[last : last + 1] == ["về"]:  # "Ban Chỉ đạo tỉnh về chuyển đổi số"; no report "về kết quả …"
            theme = longest(functions(), line.keys[last + 1 : last + 16], 0)
            about = last + 1 + theme[0] if theme else at
        if about > at:
            return replace(_EMPTY, area=area, about=printed(line, last, about), group=area.plural), about
        return replace(_EMPTY, area=area, group=area.plural), last
    inside = parent_at(line, at, wide=True) if head.name != "Ban Chỉ đạo" else None
    if inside:  # "Tổ giúp việc Ban Chỉ đạo Trung ương"
        return replace(_EMPTY, parent=inside[0], group=plural), inside[1]
    verb = plural and (verb_at(line.keys, at) or ("", ""))[1] == "verb"  # "các tiểu ban nộp …"
    end, above = (at, None) if verb else described_end(line, at)
    area, last = area_at(line, end) if above is None else (None, end)
    if above and end > at:
        return replace(_EMPTY, proper=printed(line, at, end), parent=above[0], group=plural), above[1]
    if area and not (area.type or area.name == "Trung ương"):
        area = None
    if end == at:
        if "mustname" in head.flags and not verb:
            return None
        return replace(_EMPTY, group=plural), at
    proper = squeeze(line.text[line.toks[at].start : line.toks[end - 1].end])
    if area is not None and last > end:
        return replace(_EMPTY, proper=proper, area=area, group=area.plural), last
    return replace(_EMPTY, proper=proper, group=plural), end


def _tail_known(line: Line, at: int, sure: int) -> _Tail:
    """The rest of a name that the document teaches, up to `sure`, with its area and parent."""
    field = longest(functions(), line.keys[at:sure], 0)
    exact = field is not None and at + field[0] == sure
    body = (
        replace(_EMPTY, field=field[1].name, short=field[1].short)
        if field and exact
        else replace(_EMPTY, proper=printed(line, at, sure))
    )
    area, last = area_at(line, sure)
    if area:
        return replace(body, area=area, group=area.plural), last
    parent = parent_at(line, sure)
    return (replace(body, parent=parent[0]), parent[1]) if parent else (body, sure)


_TAILS = {
    "none": _tail_none,
    "place": _tail_place,
    "function": _tail_function,
    "parent": _tail_parent,
    "name": _tail_name,
    "described": _tail_described,
}
