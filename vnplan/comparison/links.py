"""Which plan carries out which: by the documents that plans cite, else by who issued them for what campaign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import regex

from vnplan.comparison.alignment import references
from vnplan.comparison.records import Link, PlanRef
from vnplan.model import Plan
from vnplan.text import fold, squeeze

if TYPE_CHECKING:
    import networkx

_BLANKS = regex.compile(r"[\s.]+")
_ABOVE = {
    "province": ("central",),
    "district": ("province",),
    "commune": ("district", "province"),
    "unit": ("commune", "district", "province"),
}


def number_key(number: str | None) -> str:
    """A document's number for matching: case, blanks, dashes and leading zeros folded; `` for a blank number."""
    key = _BLANKS.sub("", fold(number or ""))
    return key.lstrip("0") if key[:1].isdigit() else ""


def link(parent: Plan, child: Plan, parent_ref: PlanRef, child_ref: PlanRef) -> Link | None:
    """How a plan carries out another, the surest ground first; None where nothing says that it does."""
    for citation in child.citations:
        if _cites(citation.number, citation.date, parent, parent_ref):
            return Link(
                parent=parent_ref.key, child=child_ref.key, by="citation", basis=citation.basis, note=citation.number
            )
    one_year = parent_ref.year is not None and parent_ref.year == child_ref.year
    common = sorted(set(parent_ref.campaigns) & set(child_ref.campaigns))
    above = parent_ref.level in _ABOVE.get(child_ref.level or "", ())
    inside = parent_ref.level == "central" or (
        parent_ref.province is not None and parent_ref.province == child_ref.province
    )
    if not (one_year and common and above and inside):
        return None
    governed = fold(squeeze(child.header.governing_body or ""))
    if governed and governed == fold(squeeze(parent.header.issuing_body or "")):
        return Link(parent=parent_ref.key, child=child_ref.key, by="issuer", note=parent.header.issuing_body)
    return Link(parent=parent_ref.key, child=child_ref.key, by="campaign", note="; ".join(common))


def _cites(number: str, date: object, parent: Plan, ref: PlanRef) -> bool:
    """One number may stand for documents of several years and places: the date must not speak against it."""
    own = {number_key(ref.number)} | {number_key(parent.promulgation.number if parent.promulgation else None)}
    return number_key(number) in own - {""} and (date is None or ref.date is None or date == ref.date)


def links(plans: Iterable[Plan]) -> tuple[Link, ...]:
    """Every link by citation among plans, in time linear in plans and citations."""
    ordered, refs = references(plans)
    return _links(ordered, refs)


def _links(ordered: Sequence[Plan], refs: Sequence[PlanRef]) -> tuple[Link, ...]:
    found = []
    by_number = _by_number(ordered, refs)
    for child, plan in enumerate(ordered):
        seen: set[int] = set()
        for citation in plan.citations:
            for at in by_number.get(number_key(citation.number), ()):
                if at != child and at not in seen and _cites(citation.number, citation.date, ordered[at], refs[at]):
                    seen.add(at)
                    found.append(
                        Link(
                            parent=refs[at].key,
                            child=refs[child].key,
                            by="citation",
                            basis=citation.basis,
                            note=citation.number,
                        )
                    )
    return tuple(found)


def _by_number(plans: Sequence[Plan], refs: Sequence[PlanRef]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, (plan, ref) in enumerate(zip(plans, refs, strict=True)):
        for key in {number_key(ref.number), number_key(plan.promulgation.number if plan.promulgation else None)} - {""}:
            found.setdefault(key, []).append(at)
    return found


def citation_graph(plans: Iterable[Plan]) -> networkx.DiGraph[str]:
    """Plans and the documents they cite; an edge goes from the one that cites to the one cited.

    Nodes: `at_hand` tells plans from documents that are only cited (named `Kế hoạch 12/KH-TLĐ (2019-02-21)`); plans
    carry `year`, `province`, `level`, `number`. Edges carry `basis`.
    """
    import networkx

    ordered, refs = references(plans)
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    by_number = _by_number(ordered, refs)
    for ref in refs:
        graph.add_node(ref.key, at_hand=True, year=ref.year, province=ref.province, level=ref.level, number=ref.number)
    for child, plan in enumerate(ordered):
        for citation in plan.citations:
            key = number_key(citation.number)
            parents = [
                a
                for a in by_number.get(key, ())
                if a != child and _cites(citation.number, citation.date, ordered[a], refs[a])
            ]
            names = [refs[at].key for at in parents]
            if not names:
                name = squeeze(f"{citation.type or ''} {citation.number}") + (
                    f" ({citation.date})" if citation.date else ""
                )
                graph.add_node(name, at_hand=False, number=citation.number, issuer=citation.issuer, date=citation.date)
                names = [name]
            for name in names:
                graph.add_edge(refs[child].key, name, basis=citation.basis)
    return graph
