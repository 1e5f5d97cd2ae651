"""Bodies (cơ quan, đơn vị) named in a plan: one entry a body, in whatever forms it is named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vnplan.extractors.unit_coordination import split_bodies
from vnplan.extractors.unit_home import Home, find_home
from vnplan.extractors.unit_kinds import level_of
from vnplan.extractors.unit_lexicon import learn_names, names_only
from vnplan.extractors.unit_mentions import parse_bodies
from vnplan.extractors.unit_names import Named, fold_key, name_body, refer, seated
from vnplan.extractors.unit_words import Body
from vnplan.gazetteer.places import find_province
from vnplan.model import Header, Level, Scope, Span, Unit
from vnplan.segments import Segment
from vnplan.text import fold, is_upper, squeeze

__all__ = ["extract_units", "find_body_mentions", "find_units", "learn_names", "split_bodies"]

_GENERIC_KINDS = frozenset({"cơ quan", "đơn vị", "tổ chức", "địa phương", "doanh nghiệp", "cá nhân"})


def find_units(text: str, *, issuer: str | None = None, province: str | None = None) -> tuple[Unit, ...]:
    """The bodies named in any text. `issuer` and `province` (without unit word) resolve words such as `tỉnh`."""
    body = _issuer(issuer)
    bodies = list(parse_bodies(text))
    level = _issuer_level(body)
    home = find_home(body, level=level, province=province or _area_province(body), place=None, date=None, bodies=bodies)
    return _collect(text, bodies, home)


def extract_units(
    text: str,
    segments: Sequence[Segment],
    *,
    header: Header,
    scope: Scope,
    abbreviations: Mapping[str, str],
) -> tuple[Unit, ...]:
    """The bodies of a plan, in order of first mention; letterhead, recipients and signature count.

    `abbreviations` are those that the document itself defines. Rules: README, "Units"; domain notes, part 5.
    """
    bodies: list[Body] = []
    known = learn_names(text, segments)
    owner: Body | None = None
    for name, key in ((header.governing_body, "governing_body"), (header.issuing_body, "issuing_body")):
        for body in _letterhead(name, header.evidence.get(key, ())):
            bodies.append(body)
        if key == "governing_body" and bodies:
            owner = bodies[-1]
    printed = len(bodies)
    for segment in segments:
        if segment.zone == "letterhead":
            continue
        closed = names_only(text, segment)
        found = list(parse_bodies(text, segment.start, segment.end, closed=closed, known=() if closed else known))
        if segment.zone == "recipients" and fold(text[segment.start : segment.end]).lstrip(" -–+*").startswith("lưu"):
            found = [body for body in found if " " in body.text]  # filing codes are no bodies
        bodies.extend(found)
    meant = _defined(abbreviations)
    bodies = [body for body in bodies if body.text not in meant]
    printed = min(printed, len(bodies))
    bodies.extend(_again(text, segments, meant, bodies))
    issuer = bodies[printed - 1] if header.issuing_body and printed else _subject(bodies)
    if issuer and issuer.head and issuer.head.kind == "organ" and not issuer.parent:
        owner = owner or _motto(text, segments) or _speaker(bodies)
        if owner:  # "BAN THƯỜNG VỤ" or "BAN CHẤP HÀNH TỈNH A" below the organisation's name
            above = seated(owner, issuer.area) if issuer.area else owner
            issuer = replace(issuer, parent=above, area=None)
            if header.issuing_body and printed:
                bodies[printed - 1] = issuer
    home = find_home(
        issuer,
        level=scope.level,
        province=scope.province,
        place=header.place,
        date=header.date,
        owner=owner,
        bodies=bodies,
    )
    return _collect(text, bodies, home)


def _defined(abbreviations: Mapping[str, str]) -> dict[str, Body]:
    """Bodies that an abbreviation of the document's own means (`Ban Quản lý rừng (BQLR)`)."""
    meant: dict[str, Body] = {}
    for short, long in abbreviations.items():
        usual = next(iter(parse_bodies(short)), None)
        if usual is None or (usual.head and fold(usual.head.name) == fold(short)):
            body = next(iter(parse_bodies(long[:1].upper() + long[1:], closed=True)), None)
            if body and body.start == 0 and body.end >= len(long.rstrip(" .,;")) and not body.weak:
                meant[short] = body
    return meant


def _again(text: str, segments: Sequence[Segment], meant: Mapping[str, Body], found: Iterable[Body]) -> Iterable[Body]:
    """Where the document's own abbreviations of bodies stand, outside names that were found: `Hội LHPN`."""
    if not meant:
        return
    taken = sorted((body.start, body.end) for body in found)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(meant, key=len, reverse=True)))})(?!\w)")
    for segment in segments:
        for match in pattern.finditer(text, segment.start, segment.end):
            before = bisect_right(taken, (match.start(), len(text)))
            if before and taken[before - 1][1] >= match.end():
                continue
            yield replace(meant[match.group()], start=match.start(), end=match.end(), text=match.group())


def find_body_mentions(
    text: str, start: int = 0, end: int | None = None, *, known: Collection[str] = ()
) -> tuple[Span, ...]:
    """Where bodies are named in a range of the text, in order and without overlap, each name as long as it goes.

    Groups (`các sở, ban, ngành`) count; an elided name (`huyện A, B`) is a span of its own. Offices of persons do
    not count. `known` are names that the document teaches (`learn_names`): the longest of them ends a name.
    """
    return tuple(
        Span(start=body.start, end=body.end, text=text[body.start : body.end])
        for body in parse_bodies(text, start, end, known=known)
        if not body.person
    )


# --- the issuer


def _issuer(name: str | None) -> Body | None:
    return next(iter(parse_bodies(squeeze(name), closed=True)), None) if name else None


def _issuer_level(body: Body | None) -> Level | None:
    while body is not None:
        if body.area and body.area.level:
            return body.area.level
        if body.head and body.head.level:
            return body.head.level
        body = body.parent
    return None


def _area_province(body: Body | None) -> str | None:
    inner = body.parent if body and body.parent else body
    if inner and inner.area and inner.area.level == "province" and inner.area.name:
        found = find_province(inner.area.name)
        return found.name if found else None
    return None


def _letterhead(name: str | None, spans: Sequence[Span]) -> Iterable[Body]:
    """The bodies of a line of the letterhead, placed where it is printed."""
    if not name:
        return
    for part in _joint(squeeze(name)):
        for body in parse_bodies(part, closed=True):
            start = spans[0].start if spans else -1
            end = spans[-1].end if spans else -1
            yield replace(body, start=start, end=end)


def _joint(name: str) -> list[str]:
    """The names of bodies that issue together, joined by a dash; a dash inside a name does not part it."""
    parts: list[str] = []
    for part in name.split(" - "):
        if parts and not any(body.start == 0 for body in parse_bodies(part, closed=True)):
            parts[-1] = f"{parts[-1]} - {part}"
        else:
            parts.append(part)
    return parts


def _motto(text: str, segments: Sequence[Segment]) -> Body | None:
    """The Youth Union, whose name stands in its letterheads for the motto and says whose organ issues."""
    for segment in segments:
        if segment.zone == "letterhead":
            for body in parse_bodies(text, segment.start, segment.end, closed=True):
                if body.head and body.head.name.startswith("Đoàn Thanh niên Cộng sản"):
                    return body
    return None


def _speaker(bodies: Sequence[Body]) -> Body | None:
    """What the organ that speaks in the plan is part of."""
    subject = _subject(bodies)
    return subject.parent if subject else None


def _subject(bodies: Sequence[Body]) -> Body | None:
    """Without a letterhead: the organ that the plan names most often with a parent (`Ban Thường vụ LĐLĐ huyện`)."""
    counts: dict[str, list[Body]] = {}
    for body in bodies:
        if body.head and body.head.kind == "organ" and body.parent and not body.group:
            area = body.parent.area
            if area is None or area.name is None:  # "huyện" alone: the issuer's own
                counts.setdefault(fold_key(body.head.name), []).append(body)
    if not counts:
        return None
    return max(counts.values(), key=len)[0]


# --- one entry a body


@dataclass(slots=True)
class _Entry:
    named: Named
    texts: dict[str, None] = field(default_factory=dict)
    bodies: list[Body] = field(default_factory=list)

    def add(self, body: Body) -> None:
        self.texts.setdefault(body.text)
        self.bodies.append(body)


def _collect(text: str, bodies: Sequence[Body], home: Home) -> tuple[Unit, ...]:
    entries: dict[str, _Entry] = {}
    company = _only_company(bodies)
    youth = next((b.head for b in bodies if b.head and b.head.name == "Ban Bí thư Trung ương Đoàn"), None)
    forms: dict[Body, tuple[Body, Named]] = {}
    for body in bodies:
        if body.person:
            continue
        if youth and home.kind == "front_org" and body.head and body.head.name == "Ban Bí thư":
            body = replace(body, head=youth)  # the Youth Union's own
        if body not in forms:  # wherever it stands
            meant = refer(body, home, company)
            forms[body] = meant, name_body(meant, home)
        meant, named = forms[body]
        if meant != body:
            body = replace(meant, start=body.start, end=body.end)
        key = _group_key(named, home) if named.group else named.key
        if key not in entries:
            entries[key] = _Entry(named)
        entry = entries[key]
        if _better(named, entry.named):
            entry.named = named
        entry.add(body)
    _merge(entries, home)
    return tuple(_unit(text, entry) for entry in entries.values() if not all(body.weak for body in entry.bodies))


def _better(new: Named, old: Named) -> bool:
    """A field printed in full, and a group with `các`, names better."""
    capitals = bool(old.body.proper and new.body.proper and is_upper(old.body.proper) and not is_upper(new.body.proper))
    typed = bool(old.body.area and new.body.area and new.body.area.type and not old.body.area.type)
    longer = " Việt Nam " in new.name and " Việt Nam " not in old.name
    if new.group and old.group and new.body.head and old.body.head:
        key = fold_key(new.body.head.name)
        if not fold_key(old.name).removeprefix("các ").startswith(key) and fold_key(new.name).startswith(key):
            return True  # "các huyện Hội" and the association's name in full
        return new.name.startswith("các ") and not old.name.startswith(("các ", new.body.head.name))
    full, strong = old.body.short and not new.body.short, old.body.weak and not new.body.weak
    return capitals or typed or longer or full or strong


def _group_key(named: Named, home: Home) -> str:
    body = named.body
    if body.head is None:
        kinds = set(body.kinds)
        if body.parent and kinds <= {"ban", "văn phòng"} and level_of(body.parent, home) != home.level:
            return f"group:ban:{fold_key(body.parent.text)}"  # the provincial committee's in a district's plan
        described = len(kinds) == 1 and body.qualifier and kinds <= {"cơ quan", "tổ chức"}
        if described:
            return "group:" + fold_key(body.text.split(" ", 1)[1])
        if "sở" in kinds or kinds == {"ban", "ngành"} or kinds == {"ngành"}:
            return "group:sở ngành"
        if kinds <= _GENERIC_KINDS:
            return "group:cơ quan"
        return "group:" + "|".join(sorted(kinds))
    parent = fold_key(body.parent.text) if body.parent else ""
    return f"group:{named.base}:{named.level}:{parent}"


def _only_company(bodies: Sequence[Body]) -> Body | None:
    """The company or school of the document, where it names only one."""
    names: dict[str, Body] = {}
    for other in bodies:
        inner = other.parent or other
        if inner.head and inner.head.kind in {"enterprise", "school"} and inner.proper and not inner.group:
            names.setdefault(fold_key(inner.text), inner)
    return next(iter(names.values())) if len(names) == 1 else None


def _merge(entries: dict[str, _Entry], home: Home) -> None:
    """A short name goes to the only longer one that can be meant: `Phòng Tư pháp` to `Phòng Tư pháp thành phố B`."""
    by_base: dict[str, list[tuple[str, _Entry]]] = {}
    for key, entry in entries.items():
        if not entry.named.group and (entry.named.body.area or entry.named.body.parent):
            by_base.setdefault(entry.named.base, []).append((key, entry))
    for key, entry in list(entries.items()):
        named = entry.named
        if named.group or named.body.head is None or named.body.area or named.body.parent:
            continue
        longer = [pair for pair in by_base.get(named.base, ()) if pair[0] != key and _may_mean(named, pair[1].named)]
        if len(longer) > 1:
            longer = [pair for pair in longer if pair[1].named.local]
        if len(longer) == 1:
            other = longer[0][1]
            for body in entry.bodies:
                other.add(body)
            other.texts.update(entry.texts)
            del entries[key]
    for same in _SAME:
        known = [key for key in map(fold_key, same) if key in entries]
        for key in known[1:]:
            for body in entries.pop(key).bodies:
                entries[known[0]].add(body)


_SAME = (
    ("Tổng Liên đoàn Lao động Việt Nam", "Công đoàn Việt Nam"),
    (
        "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam",
        "Ban Chấp hành Trung ương Đảng",
        "Ban Chấp hành Trung ương",
        "Trung ương Đảng",
    ),
    ("Ban Bí thư Trung ương Đảng", "Ban Bí thư Trung ương", "Ban Bí thư"),
)  # names of one body, the fullest first


def _may_mean(short: Named, long: Named) -> bool:
    head = short.body.head
    assert head is not None
    if head.kind in {"board", "office"} or head.name == "Ban":
        return False
    if head.name == "Phòng" or head.tail in {"function", "described"} or head.kind == "union_sector":
        return True
    return long.local


def _unit(text: str, entry: _Entry) -> Unit:
    named = entry.named
    spans = {(b.start, b.end): None for b in sorted(entry.bodies, key=lambda b: b.start) if 0 <= b.start < b.end}
    return Unit(
        name=_as_printed(named.name, entry.texts),
        texts=tuple(entry.texts),
        kind=named.kind,
        level=named.level,
        group=named.group,
        spans=tuple(Span(start=start, end=end, text=text[start:end]) for start, end in spans),
    )


def _as_printed(name: str, texts: Iterable[str]) -> str:
    """The name with the joints that the document prints: `Giáo dục - Đào tạo` where it never has `và`.

    A joint that is missing in print is a slip, and mended.
    """
    if not _joints(name):
        return name
    same = [text for text in map(squeeze, texts) if fold_key(text) == fold_key(name) and _joints(text) == _joints(name)]
    if not same or any(fold(text) == fold(name) for text in same):
        return name
    usual = {fold(word): word for word in name.split(" ")}
    return " ".join(usual.get(fold(word), word) for word in same[0].split(" "))


def _joints(text: str) -> int:
    return sum(word in {"-", "và", "&"} for word in fold(text).split(" ")) + text.count(",")
