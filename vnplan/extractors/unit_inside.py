"""Bodies inside the names of others: parents, hosts of staff organisations, and common words that stand for a body.

A body inside another is read by `Line.read`, the grammar of a whole name, one step deeper.
"""

from __future__ import annotations

from dataclasses import replace

from vnplan.extractors.unit_extent import REFERENTS, THEMES, alpha_at, description_on, plain_capital, stops
from vnplan.extractors.unit_words import Body, Line, area_at, head_at
from vnplan.gazetteer.heads import Head
from vnplan.gazetteer.places import find_province


def referent(line: Line, at: int, head: Head) -> tuple[str, int] | None:
    """`Văn phòng Bộ`, `Chi ủy công ty`, `Ban Giám đốc Sở`: the parent by its common word, and the place after it."""
    if at >= len(line.toks) or head.tail == "none" or head.kind in {"enterprise", "ministry"}:
        return None
    for width in (3, 2, 1):
        word = REFERENTS.get(tuple(line.keys[at : at + width]))
        last = at + width
        if word is None or last > len(line.toks):
            continue
        common = width > 1 and word in {"công ty", "tổng công ty", "tổng cục", "nhà trường", "bệnh viện"}
        if line.caps or not (common or line.toks[last - 1].text[:1].isupper()):
            return None
        named = head_at(line, last - (2 if common else 1), False)
        if named and line.depth < 4:
            inner = line.read(replace(line, depth=line.depth + 1), last - (2 if common else 1))
            if inner and not inner[0].refers:
                return None
        follows = line.toks[last].text if last < len(line.toks) else ""
        if follows[:1].isupper() or line.keys[last : last + 1] in (["hội"], ["trưởng"]):
            return None
        return word, last
    return None


def is_seat(name: str) -> bool:
    """Whether a province's name is that of its seat too: `Thành ủy Lào Cai`."""
    province = find_province(name)
    return province is not None and province.kind == "tỉnh"


_HOSTS = frozenset({
    "armed_force", "department", "ministry", "school", "health", "enterprise", "division", "party_committee", "media",
    "peoples_committee",
})  # fmt: skip


def host_at(line: Line, at: int, head: Head) -> tuple[Body, int] | None:
    """The body whose staff an organisation or union is of: `Đoàn Thanh niên| Sở Y tế`, `Hội Phụ nữ| Công an tỉnh`."""
    staff = head.kind == "front_org" and "Mặt trận" not in head.name and head.level is None
    if not (staff or head.name == "Công đoàn") or at >= len(line.toks) or line.depth > 2:
        return None
    if not line.toks[at].text[:1].isupper() or (line.caps and not line.closed):
        return None
    found = line.read(replace(line, depth=line.depth + 1), at)
    if found is None or found[0].group or found[0].head is None:
        return None
    inner = found[0].head
    return found if inner.kind in _HOSTS and not (inner.kind == "division" and inner.name == "Đội") else None


def in_list(line: Line, at: int) -> bool:
    """Whether the body before a word stands between others of a list: `…, Công an, Đoàn Thanh niên`."""
    before = line.keys[at - 3 : at - 2] if at > 2 else []
    after = line.keys[at : at + 1] in ([","], ["và"]) and head_at(line, at + 1, False) is not None
    return after and before in ([","], ["với"], ["và"]) and line.toks[at - 2].text[:1].isupper()


def alone(line: Line, at: int) -> bool:
    """Whether `Công đoàn` before a word is an item of its own: that of the issuing school, company or office."""
    first = at - 2
    if not line.toks[first].text[:1].isupper() or line.caps:
        return False
    opens = not any(tok.text.isalpha() and len(tok.text) > 1 for tok in line.toks[:first])
    opens = opens or line.keys[first - 1] in {",", ";", "với", "và"}
    return opens and (at >= len(line.toks) or line.keys[at] in {",", ":", ";", ".", "và"})


def shares_next(line: Line, at: int) -> bool:
    """Whether the body after a comma or `và` has the area of both: `Công an, Ban CHQS các xã`."""
    if line.keys[at : at + 1] not in ([","], ["và"]) or line.depth > 2:
        return False
    found = line.read(replace(line, depth=line.depth + 1), at + 1)
    area = found[0].area if found and found[0].head else None
    return area is not None and area.type is not None


_MINISTERIAL = frozenset({"Sở", "Bộ", "Tổng cục"})


def parent_at(line: Line, at: int, *, wide: bool = False) -> tuple[Body, int] | None:
    """The body that another is part of: an authority named right after it."""
    if at >= len(line.toks) or line.depth > 3:
        return None
    found = head_at(line, at, False)
    if found is None or found[1].head is None:
        return None
    head = found[1].head
    line = replace(line, depth=line.depth + 1)
    own = head.tail in {"place", "none"} or head.kind in {"union_grassroots", "union_sector", "party_committee"}
    own = own or head.name in _MINISTERIAL
    allowed = own or (wide and head.tail in {"described", "name"})
    if not allowed or (head.kind in {"board", "office"}):
        return None
    return line.read(line, at)


def described_end(line: Line, at: int) -> tuple[int, tuple[Body, int] | None]:
    """The place after a description in small letters, and the body inside it (`Ban Chỉ đạo 35 Đảng ủy phường`)."""
    end, place = at, at
    theme = " ".join(line.keys[at + 1 : at + 3]) in THEMES or line.keys[at + 1 : at + 2] in (["kcn"], ["kkt"], ["kcx"])
    if line.keys[at : at + 1] == ["các"] and theme:
        place += 1
    while place < len(line.toks) and place < at + 24:
        key, word = line.keys[place], line.toks[place].text
        if key == "các" and line.keys[place - 1] == "và" and plain_capital(line, place + 1):
            place += 1
            continue
        if key == "," and place > at and description_on(line, place + 1):
            place += 1
            continue
        if not (word[0].isalnum() or key == "-") or (stops(line, place) and not word[:1].isupper()):
            break
        if line.keys[place : place + 2] == ["thực", "hiện"] and place > at and not alpha_at(line, place + 2):
            break  # "Ban Quản lý vịnh| thực hiện."
        if key == "của" and line.keys[place + 1 : place + 3] == ["địa", "phương"]:
            end = place + 3
            break
        if key == "của":
            break
        if place > at and word[:1].isupper():
            inside = parent_at(line, place)
            if inside:
                return place, inside
        if place > at:
            area, _ = area_at(line, place)
            if area and (area.type or area.name == "Trung ương"):
                end = place
                break
        place += 1
        end = place
    while end > at and line.keys[end - 1] in {"và", "-", "về"}:
        end -= 1
    return end, None
