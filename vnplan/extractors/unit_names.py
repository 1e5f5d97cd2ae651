"""From a body as printed to the body that is meant: its canonical name, kind and level.

Abbreviations are written out, words that refer (`tỉnh`, `huyện`, `Ban Thường vụ`) are resolved from the issuer; a
parent or province that the document does not print is not added (domain notes 5.1 to 5.4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from vnplan.extractors.unit_extent import SEATS
from vnplan.extractors.unit_home import Home, area_text, chain, own_area, resolve_area
from vnplan.extractors.unit_kinds import kind_of, level_of
from vnplan.extractors.unit_tokens import ASSOCIATIONS, PLURALS, TYPES, expand
from vnplan.extractors.unit_words import Area, Body
from vnplan.gazetteer.heads import functions, heads, longest, words
from vnplan.model import Level
from vnplan.text import fold, is_upper, squeeze, strip_marks

_ORDER: tuple[Level, ...] = ("central", "province", "district", "commune", "unit")
_JOINTS = re.compile(r"[\s,\-&]+|\bvà\b")  # what a name's spellings differ in: "Chính sách - Pháp luật"
_TYPES = re.compile(
    r"\b(?:Tiểu Học|Mầm Non|Mẫu Giáo|Đại Học|Cao Đẳng|Trung Cấp|Trung Học(?: Cơ Sở| Phổ Thông)?|Phổ Thông|Cổ Phần|"
    r"Đa Khoa|Trách Nhiệm Hữu Hạn|Một Thành Viên|Thương Mại|Dịch Vụ|Xây Dựng|Sản Xuất|Đầu Tư|Dân Tộc Nội Trú)\b"
)  # Tiểu Học
_SHORT_NAMES = frozenset({
    "TNHH", "MTV", "CP", "THPT", "THCS", "TH", "MN", "PTDTNT", "PTDTBT", "GDTX", "GDNN", "TTGDTX", "CĐ", "ĐH",
})  # fmt: skip


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


@lru_cache(maxsize=4096)
def fold_key(name: str) -> str:
    """The alias key of 5.4: case, joints and blanks folded, tones kept."""
    return squeeze(_JOINTS.sub(" ", fold(name)))


def name_body(body: Body, home: Home) -> Named:
    """The canonical form of one body."""
    name, base = _name(body, home)
    bare = any(own.area and own.area.type is None for own in (*chain(body), *chain(home.issuer)))
    full = _name(body, home, full=True)[0] if bare else name
    kind, level = kind_of(body, home), level_of(body, home)
    if body.head and body.head.name == "Công đoàn" and body.area:
        if body.area.level == "commune":
            kind = "union_commune"
        else:  # "Công đoàn tỉnh", "Công đoàn huyện": the federation
            name, full = (f"Liên đoàn Lao động{form[len('Công đoàn') :]}" for form in (name, full))
            base = fold_key("Liên đoàn Lao động")
    group = body.group or _one_of_many(body, home)
    local = body.parent is None and (body.area is None or _is_home(body.area, home))
    return Named(body, name, fold_key(_ONE_FRONT.sub("", full)), base, kind, level, group, local)


_ONE_FRONT = re.compile(
    r" Việt Nam(?= (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b)", re.IGNORECASE
)  # "Ủy ban Mặt trận Tổ quốc (Việt Nam) xã A" is one body


def _own_name(body: Body, home: Home) -> Body | None:
    """The issuer, or what it is part of, where only the head of its name is printed: `CĐCS` in its own plan."""
    if body.head is None or home.level != "unit" or home.issuer is None:
        return None
    if body.area or body.field or body.proper or body.parent or body.refers or body.qualifier:
        return None
    if words(body.text)[0] in PLURALS:
        return None
    return next((own for own in chain(home.issuer) if own.head == body.head and own is not body), None)


def seated(owner: Body, area: Area) -> Body:
    """An organisation at an area of its own: `Hội Liên hiệp Phụ nữ Việt Nam` and `tỉnh Quảng Trị`."""
    if owner.head and owner.head.level not in {None, "central"}:
        return owner  # "Tỉnh đoàn"
    return replace(owner, area=area, parent=None, text=squeeze(f"{owner.text} {area.printed}"))


def _of_issuer(body: Body, home: Home) -> Body:
    """Words that only the issuer's own organisation completes: `Ban Chấp hành tỉnh`, `tỉnh Hội`, `các huyện Hội`."""
    own = next((b for b in (*chain(home.issuer), *chain(home.owner)) if b.head and b.head.kind != "organ"), None)
    head = body.head
    if own is None or own.head is None or head is None:
        return body
    whole = body.area or body.proper or body.refers or body.group
    if head.name == "Đảng ủy" and own.head.name.startswith("Đảng ủy ") and not whole and body.text[0] == "Đ":
        return replace(own, start=body.start, end=body.end, text=body.text, person=body.person)
    if head.kind == "organ" and body.area and own.head.tail == "place":
        return replace(body, parent=seated(own, body.area), area=None)
    if head.name in ASSOCIATIONS and own.head.name.startswith("Hội "):
        word = fold(head.name.split(" ")[0])
        kind = {"thành": "thành phố", "thị": "thị xã"}.get(word, word)
        area = body.area or Area(kind, None, TYPES[kind], body.group, kind)
        meant = replace(area, type=kind) if area.name else area
        return replace(body, head=own.head, area=meant)
    return body


# --- words that refer

_MEANT = {"công ty": "enterprise", "nhà trường": "school", "bệnh viện": "health", "học viện": "school"}
_COMMON = {
    "tổng công ty": "Tổng công ty", "trung ương hội": "Trung ương Hội", "hội": "Hội", "bộ": "Bộ", "sở": "Sở",
    "cục": "Cục", "ban": "Ban", "tổng cục": "Tổng cục",
}  # fmt: skip
_MEANT_HEADS = {"tổng công ty": "Tổng công ty", "tổng cục": "Tổng cục", "bộ": "Bộ", "sở": "Sở", "cục": "Cục"}


def refer(body: Body, home: Home, company: Body | None) -> Body:
    """The body with what a common word in it means: `Chi ủy công ty`, `Văn phòng Bộ`, `Ban Dân vận TW Hội`.

    `company` is the only company or school that the document names.
    """
    own = _own_name(body, home)
    if own is not None:
        return replace(own, start=body.start, end=body.end, text=body.text, person=body.person)
    if body.parent is not None:
        parent = refer(body.parent, home, company)
        each = body.group and not (body.parent.group and not parent.group and words(body.text)[0] not in PLURALS)
        body = replace(body, parent=parent, group=each)
    if body.head and body.head.name == "Công đoàn" and body.weak and home.level == "unit":
        body = replace(body, weak=False)  # a school's or company's own
    if body.head and body.parent is None:
        body = _of_issuer(body, home)
    if not body.refers:
        return body
    meant = _meant(body.refers, home, company)
    if body.head is not None and body.head.kind == "enterprise":  # "Công ty" alone
        return (
            replace(meant, start=body.start, end=body.end, text=body.text, person=body.person)
            if meant
            else replace(body, weak=True)
        )
    return replace(body, parent=meant, refers="") if meant else body


def _meant(word: str, home: Home, company: Body | None) -> Body | None:
    own = [*chain(home.issuer), *chain(home.owner)]
    if word in _MEANT:
        named = next((b for b in own if b.head and b.head.kind == _MEANT[word] and not b.group), None)
        return named or company
    if word in _MEANT_HEADS:
        return next((b for b in own if b.head and b.head.name == _MEANT_HEADS[word]), None)
    if word == "ban":
        return next((b for b in own if b.head and b.head.name.startswith("Ban ")), None)
    association = next((b for b in own if b.head and b.head.kind == "front_org" and b.head.tail == "place"), None)
    if association is None or association.head is None or word == "hội":
        return association
    found = longest(heads(), words(f"Trung ương {association.head.name.removesuffix(' Việt Nam')} Việt Nam"), 0)
    return Body(0, 0, "", found[1].head) if found else None


def _one_of_many(body: Body, home: Home) -> bool:
    """Whether an area without a name is of a level below the issuer's: `UBND huyện` in a province's plan is each."""
    area, head = body.area, body.head
    if area is None and head and head.name in SEATS and not (body.proper or body.parent or home.level is None):
        below = home.level == "central" or (home.level == "province" and head.level != "province")
        return below and home.kind is not None and not own_area(head.name, home)  # "huyện đoàn" in a province's plan
    if area is None or area.name or area.plural or area.level is None or home.level is None:
        return False
    return _ORDER.index(area.level) > _ORDER.index(home.level) and resolve_area(area, home)[1] is None


def _is_home(area: Area, home: Home) -> bool:
    _, name = resolve_area(area, home)
    if name is None:
        return False
    own = {home.province, home.district and home.district[1], home.commune and home.commune[1]}
    return name in own


def _name(body: Body, home: Home, *, full: bool = False) -> tuple[str, str]:
    """The name, and the key of head and field alone; `full`: a province has its unit word, printed or not."""
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
    issuer = home.issuer
    if body.area:
        parts.append(area_text(body.area, home, bare=not full))
    elif head.name in {"Hội đồng nhân dân", "Ủy ban nhân dân"} and _government(home) and not body.proper:
        parts.append(area_text(issuer.area, home, bare=not full) if issuer and issuer.area else "")
    elif (head.kind == "party_committee" or head.name.endswith(" đoàn")) and not (
        body.parent or body.proper or body.refers
    ):
        parts.append(own_area(head.name, home))
    elif head.name.startswith("Văn phòng Ủy ban") and home.kind == "peoples_committee" and issuer:
        parts.append(area_text(issuer.area, home, bare=not full) if issuer.area else "")
    elif head.name in {"Đoàn trường", "Công đoàn trường"} and not body.proper and not body.parent:
        school = _meant("nhà trường", home, None)
        if school:
            named = _name(school, home, full=full)[0]
            parts = [head.name.removesuffix(" trường"), named[:1].lower() + named[1:]]
    if body.about:
        parts.append(body.about)
        base = fold_key(f"{stem} {body.about}")
    if body.parent:
        parts.append(_name(body.parent, home, full=full)[0])
    elif body.refers:
        parts.append(_COMMON.get(body.refers, body.refers))
    elif "refer" in head.flags and head.kind == "organ" and issuer is not None and _has_organ(head.name, home):
        owner = issuer.parent if issuer.head and issuer.head.kind == "organ" else issuer
        if owner is None:
            owner = home.owner  # the organ alone in the letterhead, under the body's name
        if owner is not None and owner is not body:
            parts.append(_name(owner, home, full=full)[0])
    elif body.area is None and head.kind == home.kind and issuer and issuer.head == head and not stem[len(head.name) :]:
        return (_name(issuer, home, full=full)[0] if issuer is not body else stem), base
    return squeeze(" ".join(filter(None, parts))), base


def _government(home: Home) -> bool:
    """Whether `HĐND` or `UBND` alone can only be that of the issuer's own area."""
    return home.kind in {"peoples_committee", "peoples_council", "party_committee"}


def _has_organ(name: str, home: Home) -> bool:
    """Whether the issuer can have such an organ: a union has no directors."""
    return name != "Ban Giám đốc" or home.kind in {"enterprise", "health", "department", "armed_force"}


def _proper(text: str) -> str:
    """A proper name or description, an abbreviated field written out; capitals in their usual letters."""
    if is_upper(text) and " " in text and strip_marks(text) != text.replace("Đ", "D"):
        text = " ".join(w if w in _SHORT_NAMES or not w.isalpha() else w.capitalize() for w in text.split(" "))
        text = _TYPES.sub(lambda match: match.group().capitalize(), text)
    field_ = longest(functions(), words(text), 0)
    if field_ and field_[1].short and field_[0] == len(words(text)):
        return field_[1].name
    return text


def _small(text: str) -> str:
    """A group's name begins with a small `các`."""
    return text[0].lower() + text[1:] if text[:4] in {"Các ", "CÁC "} else text
