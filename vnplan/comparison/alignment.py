"""compare(): plans of provinces and years, side by side."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from vnplan.comparison import reform
from vnplan.comparison.activities import Prepared, context, prepare
from vnplan.comparison.differences import difference
from vnplan.comparison.matrix import Line, Place, between, build, confidence
from vnplan.comparison.records import Cell, Comparison, Difference, PlanRef, Reason, Row
from vnplan.comparison.similarity import likeness, reasons
from vnplan.comparison.wording import Rarity
from vnplan.gazetteer.campaigns import campaigns
from vnplan.model import Plan
from vnplan.text import fold, squeeze

_SIDE_BY_SIDE = 4  # plans of one year whose differences are all told; of more only the matrix is


def compare(plans: Iterable[Plan], *, differences: bool = True) -> Comparison:
    """Two plans or many: one row an activity, and what changed between plans that belong together.

    Belonging together are plans of one body in two years (through the mergers of 2025), and up to four plans of one
    year; two plans always. The order of input does not matter, and the same plans give the same comparison. Without
    `differences` only the matrix is built, which costs little for thousands of plans.
    """
    ordered, refs = references(plans)
    common = sorted({name for plan in ordered for name in plan.scope.campaigns})
    contexts = [context(plan, common) for plan in ordered]
    prepared = [prepare(around) for around in contexts]
    prepared = [_with_offsets(some, ref) for some, ref in zip(prepared, refs, strict=True)]
    lines, rare = build(prepared, [ref.year for ref in refs])
    found: list[Difference] = []
    if differences:
        for first, last in neighbours(refs):
            matches = _matches(lines, prepared, rare, first, last, refs)
            pair = (contexts[first], contexts[last])
            found.append(difference(refs[first], refs[last], pair, (prepared[first], prepared[last]), matches))
    return Comparison(
        plans=tuple(refs), rows=tuple(_row(line, prepared, refs) for line in lines), differences=tuple(found)
    )


def reference(plan: Plan, key: str = "") -> PlanRef:
    """What a comparison says of a plan as a whole."""
    header, scope = plan.header, plan.scope
    return PlanRef(
        key=key or label(plan),
        issuer=header.issuing_body,
        number=header.number or (plan.promulgation.number if plan.promulgation else None),
        subject=header.subject,
        date=header.date or (plan.promulgation.date if plan.promulgation else None),
        year=scope.year or (scope.period[0].year if scope.period else None),
        level=scope.level,
        province=scope.province,
        province_today=scope.province_today,
        campaigns=scope.campaigns,
        origin=origin(plan),
        source=plan.source.name.replace("\\", "/").rpartition("/")[2] if plan.source else None,
        sha256=plan.source.sha256 if plan.source else None,
    )


def label(plan: Plan) -> str:
    """A plan in a few words: `Trà Vinh 2023`, `Vĩnh Thuận (Kiên Giang) 2024`."""
    scope = plan.scope
    place = plan.header.place if scope.level in ("district", "commune") else None
    where = scope.province or plan.header.place
    if place and scope.province and fold(place) != fold(scope.province) and len(place) < 40:
        where = f"{place} ({scope.province})"
    where = where or (plan.header.issuing_body or "")[:60] or (plan.source.name if plan.source else "?")
    year = scope.year or (scope.period[0].year if scope.period else None)
    return squeeze(f"{where} {year or ''}")


def origin(plan: Plan) -> dt.date | None:
    """Day 0 of a plan: the first day of its campaign's official window, else of its period."""
    year = plan.scope.year
    if year is not None:
        windows = {campaign.name: campaign.start for campaign in campaigns()}
        for name in plan.scope.campaigns:
            start = windows.get(name, "")
            if start.startswith("--") and len(start) == 7:
                return dt.date(year, int(start[2:4]), int(start[5:7]))
    return plan.scope.period[0] if plan.scope.period else None


def neighbours(refs: Sequence[PlanRef]) -> tuple[tuple[int, int], ...]:
    """Plans whose difference is worth telling, earlier first, each pair once."""
    if len(refs) == 2:
        return ((0, 1),)
    found: set[tuple[int, int]] = set()
    by_line: dict[tuple[object, ...], dict[int, list[int]]] = {}
    by_year: dict[tuple[object, ...], list[int]] = {}
    for at, ref in enumerate(refs):
        if ref.year is not None:
            by_line.setdefault(_lineage(ref), {}).setdefault(ref.year, []).append(at)
        by_year.setdefault((ref.year, ref.level), []).append(at)
    for years in by_line.values():
        for year, some in years.items():
            for last in some:
                found.update((first, last) for first in _predecessors(years, year, refs, last))
    for some in by_year.values():
        if len(some) <= _SIDE_BY_SIDE:
            found.update((i, j) for i in some for j in some if i < j)
    return tuple(sorted(found))


def _predecessors(years: Mapping[int, list[int]], year: int, refs: Sequence[PlanRef], last: int) -> list[int]:
    """The plans of the year before, or the last one that has any: of one area, or of several that were merged."""
    for before in sorted((one for one in years if one < year), reverse=True):
        some = [first for first in years[before] if reform.same_area(refs[first], refs[last])]
        if some:
            return some[:_SIDE_BY_SIDE]
    return []


def _lineage(ref: PlanRef) -> tuple[object, ...]:
    """What plans of one body in several years have in common; a province and the one that holds it today are one."""
    if ref.level == "province":
        return (ref.level, ref.province_today or ref.province)
    return (ref.level, ref.province_today or ref.province, fold(ref.issuer or ref.key.rstrip("0123456789 ")))


def _order(plan: Plan) -> tuple[object, ...]:
    """A place in the order that depends on nothing but the plan."""
    year = plan.scope.year or (plan.scope.period[0].year if plan.scope.period else 0)
    levels = ("central", "province", "district", "commune", "unit")
    level = levels.index(plan.scope.level) if plan.scope.level else len(levels)
    digest = plan.source.sha256 if plan.source else ""
    number = plan.header.number or ""
    return (year, level, label(plan), number, digest, "" if digest else plan.model_dump_json())


def references(plans: Iterable[Plan]) -> tuple[list[Plan], list[PlanRef]]:
    """Plans in a fixed order, and references with keys of their own: of plans that would be named alike the number
    tells, else a count."""
    ordered = sorted(plans, key=_order)
    return ordered, _references(ordered)


def _references(plans: Sequence[Plan]) -> list[PlanRef]:
    labels = [label(plan) for plan in plans]
    counts = Counter(labels)
    keys: list[str] = []
    used: set[str] = set()
    for plan, key in zip(plans, labels, strict=True):
        if counts[key] > 1:
            key = f"{key} · {plan.header.number}" if plan.header.number else key
        base, count = key, 1
        while key in used:
            count += 1
            key = f"{base} ({count})"
        used.add(key)
        keys.append(key)
    return [reference(plan, key) for plan, key in zip(plans, keys, strict=True)]


def _with_offsets(some: Sequence[Prepared], ref: PlanRef) -> tuple[Prepared, ...]:
    """The activities with days counted from the plan's day 0."""
    for one in some:
        when = one.activity.when
        day = (when.start or when.end) if when else None
        if day is not None and ref.origin is not None:
            one.activity = one.activity.model_copy(update={"offset": (day - ref.origin).days})
    return tuple(some)


def _matches(
    lines: Sequence[Line],
    prepared: Sequence[Sequence[Prepared]],
    rare: Rarity,
    first: int,
    last: int,
    refs: Sequence[PlanRef],
) -> dict[int, tuple[int, float, tuple[Reason, ...]]]:
    """What two plans have in one row: activity of the first -> of the last, how surely, and why."""
    found = {}
    years = between(refs[first].year, refs[last].year)
    for line in lines:
        here: dict[int, Place] = {place.plan: place for place in line.places if place.plan in (first, last)}
        if len(here) < 2:
            continue
        one, other = prepared[first][here[first].activity], prepared[last][here[last].activity]
        score = likeness(one, other, rare, years)
        sure = here[last].confidence if here[last].reasons else here[first].confidence
        sure = min(sure, max(confidence(score, 0.0), 0.3))
        found[here[first].activity] = (here[last].activity, sure, reasons(one, other, rare, years))
    return found


def _row(line: Line, prepared: Sequence[Sequence[Prepared]], refs: Sequence[PlanRef]) -> Row:
    cells = tuple(
        Cell(
            plan=refs[place.plan].key,
            activity=prepared[place.plan][place.activity].activity,
            confidence=place.confidence,
            reasons=place.reasons,
        )
        for place in sorted(line.places, key=lambda place: place.plan)
    )
    names = [cell.activity.name for cell in cells]
    return Row(
        name=min(names, key=lambda name: (-names.count(name) if len(names) < 50 else 0, len(name), name)), cells=cells
    )
