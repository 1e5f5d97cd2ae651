"""From a body as printed to the body that is meant: its canonical name, kind and level.

Abbreviations are written out, words that refer (`tỉnh`, `huyện`, `Ban Thường vụ`) are resolved from the issuer; a
parent or province that the document does not print is not added (domain notes 5.1 to 5.4).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vnplan.extractors.unit_tokens import TYPES, expand
from vnplan.extractors.unit_words import Area, Body
from vnplan.gazetteer.heads import functions, longest, words
from vnplan.gazetteer.places import REFORM, find_places, find_province
from vnplan.model import Level
from vnplan.text import fold, is_upper, squeeze, strip_marks

_ORDER: tuple[Level, ...] = ("central", "province", "district", "commune", "unit")
_PARTY_FIELDS = frozenset({"Tuyên giáo", "Dân vận", "Nội chính", "Tuyên giáo và Dân vận"})
_COUNCIL_FIELDS = frozenset({"Pháp chế", "Kinh tế - Ngân sách", "Kinh tế Ngân sách"})
_JOINTS = re.compile(r"[\s,\-&]+|\bvà\b")  # what a name's spellings differ in: "Chính sách - Pháp luật"
_SHORT_NAMES = frozenset({
    "TNHH", "MTV", "CP", "THPT", "THCS", "TH", "MN", "PTDTNT", "PTDTBT", "GDTX", "GDNN", "TTGDTX", "CĐ", "ĐH",
})  # fmt: skip


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
    initials: dict[str, tuple[str, str]] = field(default_factory=dict)  # VT -> (thành phố, Vũng Tàu)


@dataclass(frozen=True, slots=True)
class Named:
    """A body with its canonical name."""

    body: Body
    name: str
    key: str
    base: str  # key without area and parent
    kind: str | None
    level: Level | None
    group: bool
    local: bool  # area and parent are absent, or the issuer's own


def fold_key(name: str) -> str:
    """The alias key of 5.4: case, joints and blanks folded, tones kept."""
    return squeeze(_JOINTS.sub(" ", fold(name)))


def find_home(
    issuer: Body | None, *, level: Level | None, province: str | None, place: str | None, date: dt.date | None,
    bodies: Iterable[Body] = (),
) -> Home:  # fmt: skip
    """The home of a plan, from its issuer's name and the place line; `bodies` give names for initials."""
    district = commune = None
    areas = [b.area for b in ([issuer] if issuer else []) if b.area]
    if issuer and issuer.parent and issuer.parent.area:
        areas.append(issuer.parent.area)
    if place and not any(area.name for area in areas):
        areas.extend(_place_areas(place, level, province, date))
    for area in areas:
        if area.type and area.name:
            entry = (area.type, title(area.name))
            if area.level == "district":
                district = entry
            elif area.level == "commune":
                commune = entry
    initials: dict[str, tuple[str, str]] = {}
    for body in bodies:
        named = (body.parent or body).area
        if named and named.type and named.name and named.level == "district" and not named.name.isupper():
            initials.setdefault("".join(word[0] for word in named.name.split()).upper(), (named.type, named.name))
            if commune and district is None:
                district = (named.type, named.name)
    return Home(issuer, issuer_kind(issuer), level, province, district, commune, date, initials)


def _place_areas(place: str, level: Level | None, province: str | None, date: dt.date | None) -> list[Area]:
    found = [p for p in find_places(place, on=date, province=province) if level is None or p.level == level]
    if len({(p.type, p.name) for p in found}) == 1:
        return [Area(found[0].type, found[0].name, found[0].level)]
    return []


def issuer_kind(issuer: Body | None) -> str | None:
    """The kind of the body that issues; an organ is of its parent's kind."""
    if issuer is None or issuer.head is None:
        return None
    return issuer_kind(issuer.parent) if issuer.head.kind == "organ" and issuer.parent else issuer.head.kind


def name_body(body: Body, home: Home) -> Named:
    """The canonical form of one body."""
    name, base = _name(body, home)
    kind, level = kind_of(body, home), level_of(body, home)
    if body.head and body.head.name == "Công đoàn" and body.area:
        if body.area.level == "commune":
            kind = "union_commune"
        else:  # "Công đoàn tỉnh", "Công đoàn huyện": the federation
            name = "Liên đoàn Lao động" + name[len("Công đoàn") :]
            base = fold_key("Liên đoàn Lao động")
    group = body.group or _one_of_many(body, home)
    local = body.parent is None and (body.area is None or _is_home(body.area, home))
    return Named(body, name, fold_key(name), base, kind, level, group, local)


def _one_of_many(body: Body, home: Home) -> bool:
    """Whether an area without a name is of a level below the issuer's: `UBND huyện` in a province's plan is each."""
    area = body.area
    if area is None or area.name or area.plural or area.level is None or home.level is None:
        return False
    return _ORDER.index(area.level) > _ORDER.index(home.level) and _resolve(area, home)[1] is None


def _is_home(area: Area, home: Home) -> bool:
    _, name = _resolve(area, home)
    if name is None:
        return False
    own = {home.province, home.district and home.district[1], home.commune and home.commune[1]}
    return name in own


def _name(body: Body, home: Home) -> tuple[str, str]:
    """The full name, and the key of head and field alone."""
    head = body.head
    if head is None:
        text = expand(body.text)
        return _small(text), "|".join(sorted(set(body.kinds)))
    stem = head.name
    if body.field:
        stem = f"{stem} {body.field}"
    elif body.proper:
        stem = f"{stem} {_proper(body.proper)}"
    base = fold_key(stem)
    if body.group:
        return _small(expand(body.text)), base
    parts = [stem]
    if body.area:
        parts.append(area_text(body.area, home, bare=head.name.endswith(" ủy")))
    elif head.name in {"Hội đồng nhân dân", "Ủy ban nhân dân"} and _government(home) and not body.proper:
        parts.append(area_text(home.issuer.area, home) if home.issuer and home.issuer.area else "")
    elif (head.kind == "party_committee" or head.name.endswith(" đoàn")) and not (body.parent or body.proper):
        parts.append(_own_area(head.name, home))
    elif head.name.startswith("Văn phòng Ủy ban") and home.kind == "peoples_committee" and home.issuer:
        parts.append(area_text(home.issuer.area, home) if home.issuer.area else "")
    if body.parent:
        parts.append(_name(body.parent, home)[0])
    elif "refer" in head.flags and head.kind == "organ" and home.issuer is not None and _has_organ(head.name, home):
        owner = home.issuer.parent if home.issuer.head and home.issuer.head.kind == "organ" else home.issuer
        if owner is not None:
            parts.append(_name(owner, home)[0])
    elif (
        body.area is None
        and head.kind == home.kind
        and home.issuer
        and home.issuer.head == head
        and not body.field
        and not body.proper
    ):
        return _name(home.issuer, home)[0] if home.issuer is not body else stem, base
    return squeeze(" ".join(filter(None, parts))), base


def _government(home: Home) -> bool:
    """Whether `HĐND` or `UBND` alone can only be that of the issuer's own area."""
    return home.kind in {"peoples_committee", "peoples_council", "party_committee"}


def _has_organ(name: str, home: Home) -> bool:
    """Whether the issuer can have such an organ: a union has no directors."""
    return name != "Ban Giám đốc" or home.kind in {"enterprise", "health", "department", "armed_force", "school"}


def _proper(text: str) -> str:
    """A proper name or description, an abbreviated field written out; capitals in their usual letters."""
    if is_upper(text) and " " in text and strip_marks(text) != text.replace("Đ", "D"):
        text = " ".join(w if w in _SHORT_NAMES or not w.isalpha() else w.capitalize() for w in text.split(" "))
    field_ = longest(functions(), words(text), 0)
    if field_ and field_[0] == len(words(text)):
        return field_[1].name
    return text


def _own_area(head: str, home: Home) -> str:
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


def _resolve(area: Area, home: Home) -> tuple[str | None, str | None]:
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
    if level == "commune" and home.commune and home.level == "commune":
        return home.commune
    return kind or None, None


def area_text(area: Area, home: Home, *, bare: bool = False) -> str:
    """The area in full: `TP Trà Vinh` -> `thành phố Trà Vinh`; a bare province gets its unit word unless `bare`."""
    if area.name in {"Việt Nam", "Trung ương"}:
        return area.name or ""
    if area.plural:
        return expand(area.printed)
    kind, name = _resolve(area, home)
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


def _small(text: str) -> str:
    """A group's name begins with a small `các`."""
    return text[0].lower() + text[1:] if text[:4] in {"Các ", "CÁC "} else text


# --- kind and level


def kind_of(body: Body, home: Home) -> str | None:
    """The kind of a body (5.1); boards, offices and organs are of their parent's or the issuer's kind."""
    head = body.head
    if head is None:
        kinds = set(body.kinds)
        if "sở" in kinds or kinds >= {"ban", "ngành"} or kinds == {"ngành"}:
            return "department"
        if kinds <= {"phòng", "bộ phận"}:
            return "division"
        if kinds == {"ban"}:
            return "union_board" if (home.kind or "").startswith("union") else "department"
        if "báo chí" in body.qualifier or "truyền thông" in body.qualifier:
            return "media"
        return "generic_group"
    if head.kind == "organ":
        return kind_of(body.parent, home) if body.parent else home.kind
    if head.kind in {"board", "office"} or head.name in {"Ban", "Bộ phận"}:
        return _board_kind(body, home)
    if head.name == "Trung tâm" and level_of(body, home) in {"district", "commune"}:
        return "division"
    if head.name == "Trung tâm Phục vụ hành chính công" and level_of(body, home) == "province":
        return "department"
    return head.kind


def _board_kind(body: Body, home: Home) -> str | None:
    head = body.head
    assert head is not None
    owner = kind_of(body.parent, home) if body.parent else None
    inner = owner is None
    owner = owner or home.kind
    if head.name.startswith("Văn phòng Ủy ban") or head.name.startswith("Văn phòng Hội đồng"):
        owner, inner = "peoples_committee", False
    if head.name == "Ban Tổ chức" and inner and (not home.kind or "tổ chức" in body.text):
        return "steering"
    if owner is None:
        if body.field in _PARTY_FIELDS:
            return "party_body"
        return None if head.kind in {"board", "office"} else "department"
    if owner.startswith("union"):
        return "union_board"
    if owner in {"front_org", "ministry"}:
        return owner
    if owner in {"party_committee", "party_body"} or (inner and body.field in _PARTY_FIELDS):
        return "party_body"
    if owner == "peoples_council" and head.name == "Ban":
        return "peoples_council"
    if inner and body.field in _COUNCIL_FIELDS:
        return "peoples_council"
    if owner in {"ministry", "front_org", "school", "health", "enterprise", "armed_force", "steering"}:
        return "division" if owner in {"school", "health", "enterprise", "armed_force"} else owner
    if owner in {"department", "division"}:
        return "division"
    return "department" if level_of(body, home) in {"province", None} else "division"


def level_of(body: Body, home: Home) -> Level | None:
    """The level of a body: that of its area or parent, of its head, or of the issuer."""
    head = body.head
    area = body.area
    if area is not None and area.level:
        if area.level == "district" and area.type in {"thành phố", "cấp thành phố"} and area.name is None:
            kind, name = _resolve(area, home)
            found = find_province(name) if name and kind == "thành phố" else None
            if found and found.kind == "thành phố":
                return "province"
        if head and (head.level == "unit" or head.kind in {"enterprise", "school"}):
            return "unit"
        if head and head.kind == "ministry":
            return "central"
        return area.level
    if head is None:
        if "sở" in body.kinds:
            return "province"
        if "Trung ương" in body.text:
            return "central"
        return level_of(body.parent, home) if body.parent else None
    if head.level:
        return head.level
    if head.kind == "party_committee" and head.name == "Thành ủy":
        found = find_province(home.province) if home.province else None
        return "province" if found and found.kind == "thành phố" and not home.district else "district"
    if body.parent:
        return level_of(body.parent, home)
    if body.group and head.kind in {"school", "enterprise", "union_grassroots"}:
        return "unit"
    if head.name == "Phòng":
        return _division_level(body, home)
    if head.name.startswith("Trung tâm") or head.kind in {"health"}:
        return home.level if home.level != "unit" else "unit"
    if body.group:
        return None
    return home.level


def _division_level(body: Body, home: Home) -> Level | None:
    """`Phòng Tư pháp` without more: of the district before July 2025, of the commune since, or the issuer's own."""
    if home.level == "unit" and body.field != "Giáo dục và Đào tạo":
        return "unit"
    if home.level in {"district", "commune"} and home.date is None:
        return home.level
    if home.level == "unit" or home.kind in {"peoples_committee", "peoples_council", "party_committee"}:
        if home.date and home.date >= REFORM:
            return "commune"
        return "district"
    if home.level == "commune" and not (home.date and home.date >= REFORM):
        return "district"
    return home.level
