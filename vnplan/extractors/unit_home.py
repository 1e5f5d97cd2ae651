"""Where a plan was issued, and what `tỉnh`, `huyện`, `phường` in it mean (domain notes 5.3, O12 and O13)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from vnplan.extractors.unit_extent import SEATS
from vnplan.extractors.unit_tokens import TYPES, expand
from vnplan.extractors.unit_words import Area, Body
from vnplan.gazetteer.places import find_places, find_province
from vnplan.model import Level
from vnplan.text import fold, is_upper, squeeze


@dataclass(frozen=True, slots=True)
class Home:
    """Where the plan was issued: what `tỉnh`, `huyện`, `phường` and a bare organ in it refer to."""

    issuer: Body | None = None
    kind: str | None = None
    level: Level | None = None
    province: str | None = None  # without its unit word
    district: tuple[str, str] | None = None  # type and name
    commune: tuple[str, str] | None = None
    date: dt.date | None = None
    owner: Body | None = None  # the body above the issuer, where the letterhead has one
    initials: dict[str, tuple[str, str]] = field(default_factory=dict)  # VT -> (thành phố, Vũng Tàu)


def find_home(
    issuer: Body | None, *, level: Level | None, province: str | None, place: str | None, date: dt.date | None,
    owner: Body | None = None, bodies: Iterable[Body] = (),
) -> Home:  # fmt: skip
    """The home of a plan, from its issuer's name, the body above it and the place line; `bodies` give names for
    initials."""
    district = commune = None
    areas = [_typed(b) for b in (*chain(issuer), *chain(owner)) if b.area]
    if place and not any(area.name and area.level == level for area in areas):
        areas.extend(_place_areas(place, level, province, date))
    for area in areas:
        if area.type and area.name:
            entry = (area.type, title(area.name))
            if area.level == "district":
                district = district or entry
            elif area.level == "commune":
                commune = commune or entry
    initials: dict[str, tuple[str, str]] = {}
    for body in bodies:
        named = (body.parent or body).area
        if named and named.type and named.name and named.level == "district" and not named.name.isupper():
            initials.setdefault("".join(word[0] for word in named.name.split()).upper(), (named.type, named.name))
            if commune and district is None:
                district = (named.type, named.name)
    return Home(issuer, issuer_kind(issuer), level, province, district, commune, date, owner, initials)


def _typed(body: Body) -> Area:
    """The area of a body, its type told by the head: `HUYỆN ỦY CẨM XUYÊN`."""
    assert body.area is not None
    seat = SEATS.get(body.head.name) if body.head and body.area.type is None and body.area.level == "district" else None
    return replace(body.area, type=seat) if seat else body.area


def chain(body: Body | None) -> Iterator[Body]:
    """A body and those that it is part of."""
    while body is not None:
        yield body
        body = body.parent


def _place_areas(place: str, level: Level | None, province: str | None, date: dt.date | None) -> list[Area]:
    """The district or commune of the place line. Of a school or company: also a commune that no table has."""
    places = find_places(place, on=date, province=province)
    found = [p for p in places if level in {None, "unit"} or p.level == level]
    if len({(p.type, p.name) for p in found}) == 1:
        return [Area(found[0].type, found[0].name, found[0].level)]
    if level == "unit" and not places and find_province(place) is None:
        return [Area("xã", place, "commune")]
    return []


def issuer_kind(issuer: Body | None) -> str | None:
    """The kind of the body that issues; an organ is of its parent's kind."""
    if issuer is None or issuer.head is None:
        return None
    if issuer.head.kind == "organ":
        return issuer_kind(issuer.parent)
    return issuer.head.kind


def own_area(head: str, home: Home) -> str:
    """`Tỉnh ủy` is that of the plan's province, `Huyện ủy` that of its district."""
    if head in {"Tỉnh ủy", "Tỉnh đoàn"}:
        return home.province or ""
    if head in {"Huyện ủy", "Quận ủy", "Thị ủy", "Huyện đoàn", "Quận đoàn", "Thị đoàn"}:
        return home.district[1] if home.district else ""
    if head in {"Thành ủy", "Thành đoàn"}:
        if home.district and home.district[0] == "thành phố":
            return home.district[1]
        found = find_province(home.province) if home.province else None
        return found.name if found and found.kind == "thành phố" else ""
    if head in {"Đảng ủy", "Xã đoàn"} and home.commune and home.level == "commune":
        return _with_type(*home.commune)
    return ""


def resolve_area(area: Area, home: Home) -> tuple[str | None, str | None]:
    """Type and name of an area; the name is None where the document leaves it open."""
    if area.name:
        name = title(area.name)
        short = re.fullmatch(r"(?:TP|TX)([A-ZĐ]+)", area.name)
        if short and short.group(1) in home.initials:
            return home.initials[short.group(1)]
        if area.name in {"TPHCM", "TP HCM"}:
            return "thành phố", "Hồ Chí Minh"
        if area.type is None and area.level == "province":
            found = find_province(name, home.date) or find_province(name)
            return (found.kind, found.name) if found else (None, name)
        return area.type, name
    kind = (area.type or "").removeprefix("cấp ")
    level = TYPES.get(kind)
    if kind == "tỉnh":
        found = find_province(home.province, home.date) if home.province else None
        return (found.kind if found else kind, home.province)
    if kind == "thành phố" and home.province and (home.district is None or home.district[0] != "thành phố"):
        found = find_province(home.province, home.date)
        if found and found.kind == "thành phố":
            return kind, found.name
    if level == "district" and home.district and (home.district[0] == kind or (area.type or "").startswith("cấp ")):
        return home.district
    if kind in {"xã", "phường", "thị trấn", "đặc khu"} and home.commune and home.level in {"commune", "unit"}:
        named = home.commune[0] == kind or (area.type or "").startswith("cấp ") or home.level == "commune"
        return home.commune if named else (kind, home.commune[1])
    return kind or None, None


def area_text(area: Area, home: Home, *, bare: bool = False) -> str:
    """The area in full: `TP Trà Vinh` -> `thành phố Trà Vinh`; `bare`: a province printed without its unit word stays
    so."""
    if area.name in {"Việt Nam", "Trung ương"}:
        return area.name or ""
    if area.plural:
        return expand(area.printed)
    kind, name = resolve_area(area, home)
    prefix = "Việt Nam " if fold(area.printed).startswith("việt nam") else ""
    if name is None:
        return prefix + (area.type or "")
    if bare and kind in {"tỉnh", "thành phố", "huyện", "quận", "thị xã"} and area.type is None:
        return prefix + name
    return prefix + _with_type(kind, name)


def _with_type(kind: str | None, name: str) -> str:
    if kind is None:
        return name
    numbered = name[:1].isdigit() and kind in {"quận", "phường"}
    return f"{kind.capitalize()} {name}" if numbered else f"{kind} {name}"


def title(name: str) -> str:
    """A place's name in its usual letters: `TRÀ VINH` -> `Trà Vinh`."""
    if not is_upper(name) or len(name) < 3 or (" " not in name and len(name) < 5 and not find_province(name)):
        return squeeze(name)
    known = find_province(name)
    if known:
        return known.name if fold(known.name) == fold(squeeze(name)) else squeeze(name).title()
    places = find_places(name)
    return places[0].name if places else squeeze(name).title()
