"""What kind a body is of, and at which level it works (domain notes 5.1).

Boards, offices, rooms and organs follow the body that they are part of, or the issuer.
"""

from __future__ import annotations

from vnplan.extractors.unit_home import Home, chain, issuer_kind, resolve_area
from vnplan.extractors.unit_words import Body
from vnplan.gazetteer.places import REFORM, find_province
from vnplan.model import Level

_PARTY_FIELDS = frozenset({"Tuyên giáo", "Dân vận", "Nội chính", "Tuyên giáo và Dân vận"})
_COUNCIL_FIELDS = frozenset({"Pháp chế", "Kinh tế - Ngân sách", "Kinh tế Ngân sách"})


def kind_of(body: Body, home: Home) -> str | None:
    """The kind of a body (5.1); boards, offices and organs are of their parent's or the issuer's kind."""
    head = body.head
    if head is None:
        kinds = set(body.kinds)
        if kinds & {"vụ", "cục", "tổng cục"}:
            return "ministry"
        if kinds == {"ban"} and body.parent and body.parent.head and body.parent.head.kind == "peoples_council":
            return "peoples_council"
        if kinds <= _PARTS:
            return _parts_kind(kinds, home)
        if "sở" in kinds or kinds >= {"ban", "ngành"} or kinds == {"ngành"}:
            return "department"
        if "báo chí" in body.qualifier or "truyền thông" in body.qualifier:
            return "media"
        return "generic_group"
    if head.kind == "organ":
        return kind_of(body.parent, home) if body.parent else home.kind
    if head.name == "Công đoàn" and body.area is None:
        return "union_grassroots"  # "Công đoàn Sở Y tế"
    if head.name in {"Đội", "Phòng", "Tổ"} and (body.field or body.proper or "").startswith(("Cảnh sát", "An ninh ")):
        return "armed_force"
    if head.name == "Ban Dân tộc" and body.parent:
        return kind_of(body.parent, home)
    inside = _inside(body, home)
    if inside and head.name in _ROOMS:
        return inside
    if head.kind in {"board", "office"} or head.name in {"Ban", "Bộ phận"}:
        return _board_kind(body, home)
    local = level_of(body, home) in {"district", "commune"}
    if head.kind == "department" and head.name not in {"Sở", "Chi cục"} and local:
        return "division"
    above = kind_of(body.parent, home) if body.parent else None if body.area else home.kind
    if head.name == "Khoa" and above == "health":
        return "health"
    if head.name == "Thanh tra" and above == "ministry":
        return "ministry"
    if head.name == "Trung tâm" and level_of(body, home) in {"district", "commune"}:
        return "division"
    if head.name == "Trung tâm Phục vụ hành chính công" and level_of(body, home) == "province":
        return "department"
    return head.kind


_PARTS = frozenset(
    {"phòng", "bộ phận", "tổ", "đội", "ban", "văn phòng", "trung tâm", "khoa", "trạm", "bộ môn", "xưởng", "vp"}
)


def _parts_kind(kinds: set[str], home: Home) -> str:
    """The kind of a group of parts of the issuer: `các phòng, trung tâm`, `các tổ, bộ phận`."""
    owner = home.kind or ""
    if owner in {"school", "enterprise", "health", "front_org"}:
        return owner
    if {"ban", "phòng"} <= kinds:
        return "generic_group"
    if kinds <= {"tổ", "đội"} and owner in {"armed_force", "ministry", "department"}:
        return "division"
    if "ban" in kinds or "văn phòng" in kinds:
        if owner.startswith("union"):
            return "union_board"
        return "party_body" if owner in {"party_committee", "party_body"} else "department"
    return "steering" if kinds <= {"tổ", "đội"} else "division"


# parts of a company, school or hospital
_ROOMS = frozenset({
    "Phòng", "Tổ", "Đội", "Trạm", "Khoa", "Bộ môn", "Phân xưởng", "Xưởng", "Văn phòng", "Trung tâm", "Bộ phận", "Kho",
    "Ban Quản lý",
})  # fmt: skip


def _inside(body: Body, home: Home) -> str | None:
    """The kind of the company, school or hospital that a room or team without another parent belongs to."""
    if body.area is not None or (body.parent is None and home.level != "unit"):
        return None
    if body.head and body.head.name == "Phòng" and body.field in {"Giáo dục và Đào tạo", "Giáo dục"}:
        return None  # the district's, above a school
    owners = chain(body.parent) if body.parent else (*chain(home.issuer), *chain(home.owner))
    kinds = [owner.head.kind for owner in owners if owner.head]
    return next((kind for kind in kinds if kind in {"enterprise", "school", "health"}), None)


def _board_kind(body: Body, home: Home) -> str | None:
    head = body.head
    assert head is not None
    owner = kind_of(body.parent, home) if body.parent else None
    inner = owner is None
    above = home.owner and home.issuer and home.issuer.head == head and home.issuer.field == body.field
    owner = owner or (issuer_kind(home.owner) if above else None) or home.kind
    if head.name.startswith("Văn phòng Ủy ban") or head.name.startswith("Văn phòng Hội đồng"):
        owner, inner = "peoples_committee", False
    if head.name == "Ban Tổ chức" and inner and (body.proper or "tổ chức" in body.text or not _has_divisions(home)):
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
        return "division" if owner == "armed_force" else owner
    if owner in {"department", "division"}:
        return "division"
    return "department" if level_of(body, home) in {"province", None} else "division"


def _has_divisions(home: Home) -> bool:
    """Whether the issuer has a division `Ban Tổ chức`: the Party, unions and mass organisations but the Youth Union."""
    kind, issuer = home.kind or "", home.issuer
    youth = any(
        b.head.name.startswith("Đoàn") or b.head.name.endswith((" đoàn", " Đoàn")) for b in chain(issuer) if b.head
    )
    return kind.startswith(("union", "party")) or (kind == "front_org" and not youth)


def level_of(body: Body, home: Home) -> Level | None:
    """The level of a body: that of its area or parent, of its head, or of the issuer."""
    head = body.head
    area = body.area
    if any(owner.head and owner.head.kind in {"enterprise", "school"} for owner in chain(body.parent)):
        return "unit"
    if head and head.kind == "media" and area is None and home.level == "central":
        return "central"
    if head and head.name.startswith("Đoàn Thanh niên Cộng sản") and not (area or body.parent):
        return "central" if home.kind == "front_org" else home.level
    if area is not None and area.level:
        if area.level == "district" and area.type in {"thành phố", "cấp thành phố"} and area.name is None:
            kind, name = resolve_area(area, home)
            found = find_province(name) if name and kind == "thành phố" else None
            if found and found.kind == "thành phố":
                return "province"
        if head and (head.level == "unit" or head.kind in {"enterprise", "school"}):
            return "unit"
        if head and head.kind == "ministry":
            return "central"
        return area.level
    if head and head.name == "Công đoàn" and body.area is None:
        return "unit"
    if body.text.endswith("VIỆT NAM"):
        return "central"  # the upper line of a letterhead
    if head is None:
        if "sở" in body.kinds:
            return "province"
        if "vụ" in body.kinds or "tổng cục" in body.kinds:
            return "central"
        if "Trung ương" in body.text:
            return "central"
        return level_of(body.parent, home) if body.parent else None
    if body.parent and head.kind not in {"union_grassroots", "party_committee", "front_org"}:
        return level_of(body.parent, home) or head.level
    if head.level:
        return head.level
    if head.name in {"Thành ủy", "Thành đoàn", "Thành Hội"}:
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
