"""Two plans of a comparison: what was kept, changed (in which field, by how much), added, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnplan.assignment import assign
from vnplan.comparison import reform
from vnplan.comparison.activities import Context, Prepared
from vnplan.comparison.bodies import Body
from vnplan.comparison.matrix import between
from vnplan.comparison.numbers import BIGGEST, pair_deadlines, pair_targets, same_unit
from vnplan.comparison.records import (
    Activity,
    BodyChange,
    Change,
    Difference,
    Field,
    Gone,
    Pair,
    PlanRef,
    Reason,
    Relation,
    TextPair,
)
from vnplan.comparison.similarity import shift
from vnplan.comparison.wording import alike, rarity
from vnplan.model import Section, Target, When
from vnplan.text import fold, squeeze

_BODIES: tuple[Field, ...] = ("responsible", "coordinate", "monitor")
_DOING = frozenset("content activities orientation tasks tasks_solutions solutions schedule".split())
_SECTION = 0.5  # below it a section has no counterpart


def difference(
    before: PlanRef,
    after: PlanRef,
    contexts: tuple[Context, Context],
    prepared: tuple[Sequence[Prepared], Sequence[Prepared]],
    matches: Mapping[int, tuple[int, float, tuple[Reason, ...]]],
) -> Difference:
    """The difference of two plans whose activities were matched: earlier -> later, how surely, and why."""
    ones, others = prepared
    relation = relation_of(before, after)
    pairs = []
    for i, (j, sure, why) in sorted(matches.items()):
        one, other = ones[i].activity, others[j].activity
        found = changes(one, other, before, after, contexts)
        own = any(change.cause == "plan" for change in found)
        pairs.append(
            Pair(
                before=one,
                after=other,
                status="changed" if own else "kept",
                confidence=sure,
                reasons=why,
                changes=found,
            )
        )
    taken = {j for j, _, _ in matches.values()}
    dropped = tuple(
        Gone(
            activity=one.activity, ended=reform.ended(_as_bodies(one.activity.responsible, contexts[0]), before, after)
        )
        for i, one in enumerate(ones)
        if i not in matches
    )
    return Difference(
        before=before.key,
        after=after.key,
        relation=relation,
        notes=(*reform.notes(before, after), *_cut(before, after, contexts)),
        pairs=tuple(pairs),
        dropped=dropped,
        added=tuple(other.activity for j, other in enumerate(others) if j not in taken),
        themes=_themes(contexts),
        sections=pair_sections(contexts[0].plan.sections, contexts[1].plan.sections, contexts),
        targets=pair_targets(*contexts),
        deadlines=pair_deadlines(*contexts, (before.year, after.year)),
        bodies=_bodies(before, after, contexts),
    )


def _cut(before: PlanRef, after: PlanRef, contexts: tuple[Context, Context]) -> tuple[str, ...]:
    """What is too long to be compared whole."""
    plans = ((before, contexts[0].plan), (after, contexts[1].plan))
    found = [
        f"of {ref.key} only the first {BIGGEST} targets are compared" for ref, p in plans if len(p.targets) > BIGGEST
    ]
    found += [
        f"of {ref.key} only the first {BIGGEST} duties are compared" for ref, p in plans if len(p.deadlines) > BIGGEST
    ]
    return tuple(found)


def relation_of(before: PlanRef, after: PlanRef) -> Relation:
    """In what two plans differ: the year, the province, or the level."""
    if before.level != after.level and None not in (before.level, after.level):
        return "levels"
    if reform.same_area(before, after):
        return "years" if before.year != after.year else "other"
    return "provinces" if before.province and after.province else "other"


# Fields of an activity


def changes(
    one: Activity, other: Activity, before: PlanRef, after: PlanRef, contexts: tuple[Context, Context]
) -> tuple[Change, ...]:
    """The fields in which an activity differs. Names of places make no difference between plans of two places."""
    same_place = reform.same_area(before, after) and before.level == after.level
    found: list[Change] = []
    moved = _time(one.when, other.when, between(before.year, after.year))
    if moved is not None:
        found.append(moved)
    for name in _BODIES:
        changed = _who(name, getattr(one, name), getattr(other, name), before, after, contexts, same_place)
        if changed is not None:
            found.append(changed)
    if same_place and one.place and other.place and fold(one.place) != fold(other.place):
        found.append(Change(field="place", before=one.place, after=other.place))
    fields: tuple[Field, ...] = ("output", "budget")
    for name in fields:
        first, last = getattr(one, name), getattr(other, name)
        if first and last and fold(squeeze(first)) != fold(squeeze(last)):
            found.append(Change(field=name, before=first, after=last))
    found += _targets(one.targets, other.targets)
    return tuple(found)


def _time(before: When | None, after: When | None, years: int) -> Change | None:
    """Moved by days within the year; given or no longer given; another recurrence. Words without days don't count."""
    first, last = _dated(before), _dated(after)
    if first is None and last is None:
        return None
    if first is None or last is None:
        word = "a time is given now" if first is None else "no time is given any more"
        return Change(field="when", before=first.text if first else None, after=last.text if last else None, note=word)
    days = shift(first, last, years)
    ends = (last.end - last.start).days if last.end and last.start else None
    began = (first.end - first.start).days if first.end and first.start else None
    if first.rrule != last.rrule:
        return Change(
            field="when", before=first.text, after=last.text, delta=days, unit="days", note="another recurrence"
        )
    if days:
        return Change(field="when", before=first.text, after=last.text, delta=days, unit="days")
    if began is not None and ends is not None and abs(began - ends) > 1:  # a leap day more or less is no change
        return Change(
            field="when", before=first.text, after=last.text, delta=0, unit="days", note=f"lasts {ends - began:+d} days"
        )
    return None


def _dated(when: When | None) -> When | None:
    return when if when is not None and (when.start or when.end) else None


def _who(
    field: Field,
    ones: Sequence[str],
    others: Sequence[str],
    before: PlanRef,
    after: PlanRef,
    contexts: tuple[Context, Context],
    same_place: bool,
) -> Change | None:
    """Bodies that differ: by name within a place, by role between places; successors of 2025 are the reform's doing."""
    if not ones or not others:
        return None
    first, last = _as_bodies(ones, contexts[0]), _as_bodies(others, contexts[1])
    by_name = same_place and before.province == after.province
    names_first, names_last = _names(first, by_name), _names(last, by_name)
    if names_first == names_last:
        return None
    change = Change(field=field, before="; ".join(ones), after="; ".join(others))
    if not reform.crosses(before, after) and not any(reform.successor(b, before, after) for b in first):
        return change
    followed = {_followed(body, before, after) for body in first}
    there = {body.role.partition("|")[0] for body in last}
    if followed and followed <= there | {None} and there <= followed:
        return change.model_copy(update={"cause": "reform", "note": "the same bodies under the names since 2025"})
    if reform.ended(first, before, after) and all(body.level != "district" for body in last):
        return change.model_copy(update={"cause": "reform", "note": reform.DISTRICTS_ENDED})
    return change


def _followed(body: Body, before: PlanRef, after: PlanRef) -> str | None:
    """The words of the role of a body or its successor; None for a body of a district that ended."""
    found = reform.successor(body, before, after)
    if found is not None:
        return " ".join(fold(found[0]).replace("-", " ").replace(",", " ").split())
    if body.level == "district" and reform.crosses(before, after):
        return None
    return body.role.partition("|")[0]


def _names(bodies: Sequence[Body], same_place: bool) -> frozenset[str]:
    return frozenset(fold(body.name) if same_place else body.role for body in bodies)


def _as_bodies(names: Sequence[str], context: Context) -> tuple[Body, ...]:
    return tuple(context.body(name) for name in names)


def _targets(ones: Sequence[Target], others: Sequence[Target]) -> list[Change]:
    """Targets of one activity that count the same unit, in their order."""
    found = []
    left = list(others)
    for target in ones:
        other = next((there for there in left if same_unit(target.unit, there.unit)), None)
        if other is None:
            continue
        left.remove(other)
        if (target.value, target.op) != (other.value, other.op):
            delta = round(other.value - target.value, 6)
            found.append(Change(field="target", before=target.text, after=other.text, delta=delta, unit=other.unit))
    return found


# Plans as wholes


def _themes(contexts: tuple[Context, Context]) -> tuple[TextPair, ...]:
    """Themes side by side, paired by the campaign they are for, else in order."""
    ones, others = list(contexts[0].plan.themes), list(contexts[1].plan.themes)
    found = []
    for one in ones:
        match = next((o for o in others if set(_words(o.campaign)) == set(_words(one.campaign)) != set()), None)
        match = match or (others[0] if len(ones) == len(others) == 1 else None)
        if match is not None:
            others.remove(match)
        same = match is not None and fold(match.text) == fold(one.text)
        found.append(TextPair(before=one.text, after=match.text if match else None, kind="theme", same=same))
    found += [TextPair(before=None, after=other.text, kind="theme") for other in others]
    return tuple(found)


def _words(campaign: str | None) -> list[str]:
    return [word for word in fold(campaign or "").split() if not word.isdigit() and word != "năm"]


def pair_sections(
    ones: Sequence[Section], others: Sequence[Section], contexts: tuple[Context, Context]
) -> tuple[TextPair, ...]:
    """Top parts of two plans by kind and title, those of the earlier plan in order, then the new ones."""
    first = [contexts[0].key(section.title) for section in ones]
    last = [contexts[1].key(section.title) for section in others]
    rare = rarity((*first, *last))
    scores: dict[tuple[int, int], float] = {}
    for i, one in enumerate(ones[:200]):
        for j, other in enumerate(others[:200]):
            kind = 1.0 if one.kind == other.kind else 0.6 if {one.kind, other.kind} <= _DOING else 0.0
            words = 1.0 if fold(one.title) == fold(other.title) else alike(first[i], last[j], rare)
            score = 0.65 * kind + 0.25 * words + 0.1 * (one.label == other.label) if one.kind and other.kind else words
            if score >= _SECTION:
                scores[i, j] = score
    pairs = dict(assign(scores, _SECTION))
    found = [
        TextPair(
            before=_heading(one),
            after=_heading(others[pairs[i]]) if i in pairs else None,
            kind=one.kind,
            same=i in pairs and fold(one.title) == fold(others[pairs[i]].title),
            confidence=round(scores[i, pairs[i]], 2) if i in pairs else None,
        )
        for i, one in enumerate(ones)
    ]
    taken = set(pairs.values())
    found += [TextPair(before=None, after=_heading(o), kind=o.kind) for j, o in enumerate(others) if j not in taken]
    return tuple(found)


def _heading(section: Section) -> str:
    return f"{section.label}. {squeeze(section.title)}"[:160]


def _bodies(before: PlanRef, after: PlanRef, contexts: tuple[Context, Context]) -> tuple[BodyChange, ...]:
    """Bodies of one plan only. Between two places only roles count; groups and abstract bodies are left out."""
    by_name = reform.same_area(before, after) and before.level == after.level and before.province == after.province
    ones, others = (_named(context, by_name) for context in contexts)
    merged = reform.crosses(before, after) and before.province != after.province
    found: list[BodyChange] = []
    followed: set[str] = set()
    for key, body in ones.items():
        if key in others:
            if merged and reform.same_area(before, after) and fold(body.name) != fold(others[key].name):
                note = "the provinces were merged"
                found.append(BodyChange(before=body.name, after=others[key].name, status="renamed", note=note))
            continue
        replaced = reform.successor(body, before, after)
        match = next((k for k, b in others.items() if replaced and _same_words(b, replaced[0])), None)
        if replaced and match is not None:
            followed.add(match)
            found.append(BodyChange(before=body.name, after=others[match].name, status="renamed", note=replaced[1]))
        elif reform.ended((body,), before, after):
            found.append(BodyChange(before=body.name, after=None, status="ended", note=reform.DISTRICTS_ENDED))
        elif replaced:
            note = f"its work went to {replaced[0]}"
            found.append(BodyChange(before=body.name, after=None, status="ended", note=note))
        else:
            found.append(BodyChange(before=body.name, after=None, status="gone"))
    found += [
        BodyChange(before=None, after=body.name, status="new")
        for key, body in others.items()
        if key not in ones and key not in followed
    ]
    return tuple(found)


def _same_words(body: Body, name: str) -> bool:
    return body.role.partition("|")[0] == " ".join(fold(name).replace("-", " ").replace(",", " ").split())


def _named(context: Context, same_place: bool) -> dict[str, Body]:
    found: dict[str, Body] = {}
    for unit in context.plan.units:
        if not unit.group:
            body = context.body(unit.name)
            found.setdefault(fold(body.name) if same_place else body.role, body)
    return found
