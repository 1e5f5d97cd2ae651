"""Bodies (cơ quan, đơn vị) named in a plan: one entry a body, in whatever forms it is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vnplan.extractors.unit_coordination import split_bodies
from vnplan.extractors.unit_mentions import parse_bodies
from vnplan.extractors.unit_names import Home, Named, find_home, fold_key, name_body
from vnplan.extractors.unit_words import Body
from vnplan.gazetteer.places import find_province
from vnplan.model import Header, Level, Scope, Span, Unit
from vnplan.segments import Segment
from vnplan.text import fold, is_upper, squeeze

__all__ = ["extract_units", "find_body_mentions", "find_units", "split_bodies"]

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
    for name, key in ((header.governing_body, "governing_body"), (header.issuing_body, "issuing_body")):
        for body in _letterhead(name, header.evidence.get(key, ())):
            bodies.append(body)
    printed = len(bodies)
    for segment in segments:
        if segment.zone == "letterhead":
            continue
        found = list(parse_bodies(text, segment.start, segment.end))
        if segment.zone == "recipients" and fold(text[segment.start : segment.end]).lstrip(" -–+*").startswith("lưu"):
            found = [body for body in found if " " in body.text]  # filing codes are no bodies
        bodies.extend(found)
    bodies.extend(_defined(text, segments, abbreviations))
    issuer = bodies[printed - 1] if header.issuing_body and printed else _subject(bodies)
    home = find_home(
        issuer, level=scope.level, province=scope.province, place=header.place, date=header.date, bodies=bodies
    )
    return _collect(text, bodies, home)


def _defined(text: str, segments: Sequence[Segment], abbreviations: Mapping[str, str]) -> Iterable[Body]:
    """Bodies named by an abbreviation of the document's own (`Ban Quản lý rừng (BQLR)`)."""
    meant: dict[str, Body] = {}
    for short, long in abbreviations.items():
        if next(iter(parse_bodies(short)), None) is None:
            body = next(iter(parse_bodies(long[:1].upper() + long[1:])), None)
            if body and body.start == 0 and body.end >= len(long.rstrip(" .,;")) and not body.weak:
                meant[short] = body
    if not meant:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(meant, key=len, reverse=True)))})(?!\w)")
    for segment in segments:
        for match in pattern.finditer(text, segment.start, segment.end):
            yield replace(meant[match.group()], start=match.start(), end=match.end(), text=match.group())


def find_body_mentions(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Where bodies are named in a range of the text, in order and without overlap, each name as long as it goes.

    Groups (`các sở, ban, ngành`) count; an elided name (`huyện A, B`) is a span of its own. Offices of persons do
    not count.
    """
    return tuple(
        Span(start=body.start, end=body.end, text=text[body.start : body.end])
        for body in parse_bodies(text, start, end)
        if not body.person
    )


# --- the issuer


def _issuer(name: str | None) -> Body | None:
    return next(iter(parse_bodies(squeeze(name))), None) if name else None


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
    for part in squeeze(name).split(" - "):
        for body in parse_bodies(part):
            start = spans[0].start if spans else -1
            end = spans[-1].end if spans else -1
            yield replace(body, start=start, end=end)


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
    for body in bodies:
        if body.person and not body.group:
            continue
        if company and _refers_to_company(body):  # "Chi ủy công ty"
            body = replace(body, parent=company, proper=None)
        named = name_body(body, home)
        key = _group_key(named) if named.group else named.key
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
    return capitals or (old.body.short and not new.body.short) or (old.body.weak and not new.body.weak)


def _group_key(named: Named) -> str:
    body = named.body
    if body.head is None:
        kinds = set(body.kinds)
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


def _refers_to_company(body: Body) -> bool:
    return body.head is not None and body.proper in {"công ty", "nhà trường", "cơ quan"} and not body.parent


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
    union, short = fold_key("Tổng Liên đoàn Lao động Việt Nam"), fold_key("Công đoàn Việt Nam")
    if union in entries and short in entries:
        for body in entries.pop(short).bodies:
            entries[union].add(body)


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
        name=named.name,
        texts=tuple(entry.texts),
        kind=named.kind,
        level=named.level,
        group=named.group,
        spans=tuple(Span(start=start, end=end, text=text[start:end]) for start, end in spans),
    )
