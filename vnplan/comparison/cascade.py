"""cascade(): what plans below make of the plan above them: taken up, changed, left out, added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vnplan.assignment import assign
from vnplan.comparison.activities import Context, Prepared, context, prepare
from vnplan.comparison.alignment import label, references
from vnplan.comparison.bodies import Body
from vnplan.comparison.differences import changes
from vnplan.comparison.links import link
from vnplan.comparison.matrix import between, confidence
from vnplan.comparison.numbers import BIGGEST, duties, matched_duties, matched_targets, target_keys
from vnplan.comparison.records import Addition, Cascade, Change, Coverage, Directive, Link, PlanRef, Taking
from vnplan.comparison.similarity import likeness, moved, reasons
from vnplan.comparison.wording import Rarity, rarity
from vnplan.model import Deadline, Plan, Target, When
from vnplan.text import fold, squeeze

_THRESHOLD = 0.42  # lower than between equals: a child says its parent's directive in its own words
_ASKED = 0.3  # of two like directives a child takes up the one that it was given
_BELOW = {"central": 0, "province": 1, "district": 2, "commune": 3, "unit": 4}


def cascade(parent: Plan, children: Iterable[Plan]) -> Cascade:
    """What each child makes of each activity, target and deadline of its parent, and what it adds.

    `not_asked` is what the parent gives to others by name (its own boards, another district) and the child leaves
    alone. A child that neither cites the parent nor fits it by issuer, campaign, year and place is compared all the
    same and told in `notes`. Children come in a fixed order, whatever the order of input.
    """
    ordered, refs = references(children)
    above = references([parent])[1][0]
    if any(ref.key == above.key for ref in refs):
        above = above.model_copy(update={"key": f"{above.key} (parent)"})
    common = sorted({name for plan in (parent, *ordered) for name in plan.scope.campaigns})
    around = context(parent, common)
    own = prepare(around)
    contexts = [context(plan, common) for plan in ordered]
    prepared = [prepare(child) for child in contexts]
    rare = rarity(key for some in (own, *prepared) for one in some for key in one.keys)
    found: list[list[Taking]] = [[] for _ in own]
    targets: list[list[Taking]] = [[] for _ in target_keys(around)]
    deadlines: list[list[Taking]] = [[] for _ in duties(around)]
    links: list[Link] = []
    notes = [
        f"of {one.key} only the first {BIGGEST} targets and duties are compared"
        for one, plan in ((above, parent), *zip(refs, ordered, strict=True))
        if max(len(plan.targets), len(plan.deadlines)) > BIGGEST
    ]
    additions: list[Addition] = []
    for plan, ref, child, theirs in zip(ordered, refs, contexts, prepared, strict=True):
        known = link(parent, plan, above, ref)
        if known is None:
            notes.append(f"nothing in {ref.key} says that it carries out {above.key}")
        elif known.by != "citation":
            notes.append(f"{ref.key} does not cite {above.number or above.key}; taken for its child by {known.by}")
        links.append(known or Link(parent=above.key, child=ref.key, by="given"))
        takings, added = _activities(around, own, child, theirs, above, ref, rare)
        for at, taking in enumerate(takings):
            found[at].append(taking)
        additions += [Addition(child=ref.key, activity=activity.activity) for activity in added]
        for at, taking in enumerate(_targets(around, child, ref)):
            targets[at].append(taking)
        for at, taking in enumerate(_deadlines(around, child, above, ref)):
            deadlines[at].append(taking)
    directives = [
        Directive(
            kind="activity",
            text=one.activity.name,
            section=next((m.section for m in one.activity.mentions if m.section), None),
            asked=one.activity.responsible,
            children=tuple(some),
        )
        for one, some in zip(own, found, strict=True)
    ]
    directives += [
        Directive(kind="target", text=target.text, children=tuple(some))
        for target, some in zip(parent.targets, targets, strict=False)
    ]
    directives += [
        Directive(kind="deadline", text=squeeze(duty.what)[:300], asked=duty.by, children=tuple(some))
        for duty, some in zip(duties(around), deadlines, strict=True)
    ]
    return Cascade(
        parent=above,
        children=tuple(refs),
        links=tuple(links),
        directives=tuple(directives),
        additions=tuple(additions),
        notes=tuple(notes),
    )


def _activities(
    around: Context,
    own: Sequence[Prepared],
    child: Context,
    theirs: Sequence[Prepared],
    above: PlanRef,
    ref: PlanRef,
    rare: Rarity,
) -> tuple[list[Taking], list[Prepared]]:
    years = between(above.year, ref.year)
    scores = {
        (i, j): score
        for i, one in enumerate(own)
        for j, other in enumerate(theirs)
        if _may_match(one, other) and (score := likeness(one, other, rare, years)) >= _THRESHOLD
    }
    asked_of = [bool(one.activity.responsible) and asks(one.activity.responsible, around, child, ref) for one in own]
    preferred = {(i, j): score + _ASKED * asked_of[i] for (i, j), score in scores.items()}
    pairs = dict(assign(preferred, _THRESHOLD))
    takings = []
    for i, one in enumerate(own):
        j = pairs.get(i)
        if j is None:
            asked = asks(one.activity.responsible, around, child, ref)
            only_others = not asked or (not one.activity.responsible and bool(one.activity.advise))
            status: Coverage = "not_asked" if only_others else "left_out"
            takings.append(Taking(child=ref.key, status=status))
            continue
        differ = _differences(one, theirs[j], above, ref, around, child)
        takings.append(
            Taking(
                child=ref.key,
                status="changed" if any(c.cause == "plan" for c in differ) else "taken_up",
                text=theirs[j].activity.name,
                confidence=confidence(scores[i, j], 0.0),
                reasons=reasons(one, theirs[j], rare, years),
                changes=differ,
            )
        )
    taken = set(pairs.values())
    return takings, [other for j, other in enumerate(theirs) if j not in taken]


def _may_match(one: Prepared, other: Prepared) -> bool:
    """A cheap look before the score: some word or programme in common."""
    return any(
        a.programmes & b.programmes or not a.features.keys().isdisjoint(b.features.keys())
        for a in one.keys
        for b in other.keys
    )


def _differences(
    one: Prepared, other: Prepared, above: PlanRef, ref: PlanRef, around: Context, child: Context
) -> tuple[Change, ...]:
    """What a child changes: days and numbers. That it names its own bodies, and leaves a day to its parent, is none."""
    found = changes(one.activity, other.activity, above, ref, (around, child))
    kept = tuple(c for c in found if c.field in ("when", "target", "budget"))
    if _fits(one.activity.when, other.activity.when):
        kept = tuple(c for c in kept if c.field != "when")
    return tuple(c for c in kept if c.field != "when" or c.delta is not None)


def _fits(asked: When | None, done: When | None) -> bool:
    """Whether a child's days keep to its parent's: within its period, or not after its bound."""
    if asked is None or done is None:
        return False
    first, last = done.start or done.end, done.end or done.start
    if first is None or last is None:
        return False
    if asked.op == "<" and asked.end is not None and last >= asked.end and done.op != "<":
        return False
    return (asked.start is None or asked.start <= first) and (asked.end is None or last <= asked.end)


def asks(bodies: Sequence[str], around: Context, child: Context, ref: PlanRef) -> bool:
    """Whether bodies that are to do something include the child's issuer: by name, as one of a group, or as nobody
    in particular."""
    named = [around.body(name) for name in bodies]
    if not named:
        return True
    own = issuer_of(child)
    return any(_includes(body, own, ref) for body in named)


def issuer_of(child: Context) -> Body:
    """The body that issued a plan."""
    return child.body(child.plan.header.issuing_body or label(child.plan))


def _includes(body: Body, own: Body, ref: PlanRef) -> bool:
    if fold(body.name) == fold(own.name):
        return True
    if not body.group:
        return False
    if body.role.partition("|")[0] == own.role.partition("|")[0]:
        return True
    level = _BELOW.get(body.level or "")
    return level is None or level == _BELOW.get(ref.level or "", level)


def _targets(around: Context, child: Context, ref: PlanRef) -> list[Taking]:
    """Targets that count the same unit of the same thing; a child's share may be less, which is told, not judged."""
    ones = target_keys(around)
    others = target_keys(child)
    scores, pairs = matched_targets(ones, others)
    takings = []
    for i, (target, _, _) in enumerate(ones):
        j = pairs.get(i)
        if j is None:
            takings.append(Taking(child=ref.key, status="left_out"))
            continue
        there: Target = others[j][0]
        change: tuple[Change, ...] = ()
        if (there.value, there.op) != (target.value, target.op):
            delta = round(there.value - target.value, 6)
            change = (Change(field="target", before=target.text, after=there.text, delta=delta, unit=there.unit),)
        sure = confidence(scores[i, j], 0.0)
        status: Coverage = "changed" if change else "taken_up"
        takings.append(Taking(child=ref.key, status=status, text=there.text, confidence=sure, changes=change))
    return takings


def _deadlines(around: Context, child: Context, above: PlanRef, ref: PlanRef) -> list[Taking]:
    """Duties to report: a child that wants reports earlier takes the duty up, later than its parent is a change."""
    ones, others = duties(around), duties(child)
    scores, pairs = matched_duties(around, child, ones, others)
    takings = []
    for i, one in enumerate(ones):
        j = pairs.get(i)
        if j is None:
            status: Coverage = "left_out" if asks(one.by, around, child, ref) else "not_asked"
            takings.append(Taking(child=ref.key, status=status))
            continue
        change = _due(one, others[j], between(above.year, ref.year))
        takings.append(
            Taking(
                child=ref.key,
                status="changed" if any((c.delta or 1) > 0 for c in change) else "taken_up",
                text=squeeze(others[j].what)[:300],
                confidence=confidence(scores[i, j], 0.0),
                changes=change,
            )
        )
    return takings


def _due(one: Deadline, other: Deadline, years: int) -> tuple[Change, ...]:
    before, after = one.due.isoformat() if one.due else one.rrule, other.due.isoformat() if other.due else other.rrule
    if one.due and other.due:
        days = (other.due - moved(one.due, years)).days
        if not days:
            return ()
        note = "earlier than its parent's, which leaves time to sum up" if days < 0 else "later than its parent's"
        return (Change(field="when", before=before, after=after, delta=days, unit="days", note=note),)
    return () if one.rrule == other.rrule else (Change(field="when", before=before, after=after),)


def coverage(found: Cascade) -> Mapping[str, tuple[int, int]]:
    """For each child how much of what it was asked is there: taken up or changed, of all but `not_asked`."""
    counts = {ref.key: [0, 0] for ref in found.children}
    for directive in found.directives:
        for taking in directive.children:
            if taking.status != "not_asked":
                counts[taking.child][1] += 1
                counts[taking.child][0] += taking.status in ("taken_up", "changed")
    return {key: (done, asked) for key, (done, asked) in counts.items()}
