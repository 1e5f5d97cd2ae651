"""Targets and duties to report of two plans side by side: numbers as numbers, days within the year of the plan."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.assignment import assign
from vnplan.comparison.activities import Context
from vnplan.comparison.matrix import between, confidence
from vnplan.comparison.records import NumberPair
from vnplan.comparison.similarity import moved
from vnplan.comparison.wording import Key, Rarity, alike, rarity
from vnplan.model import Deadline, Span, Target, walk
from vnplan.text import fold, squeeze

_TARGET, _DEADLINE = 0.4, 0.45  # below it a target, a duty has no counterpart
_VERBS = ("đăng ký", "báo cáo", "gửi", "nộp", "tổng kết", "sơ kết")
_NUMBER = regex.compile(r"\d[\d.,]*\s*%?")
_SHARE = 0.5  # what the unit counts for beside the words
BIGGEST = 400  # targets or duties of one plan that are compared; of more a note tells


def target_keys(around: Context) -> list[tuple[Target, Key, str]]:
    """The targets of a plan with the key of their words and the sentence or heading they stand in."""
    found = []
    for target in around.plan.targets[:BIGGEST]:
        where = _context(target, around)
        found.append((target, around.key(f"{_NUMBER.sub(' ', target.text)} {target.unit or ''} {where}"), where))
    return found


def _context(target: Target, around: Context) -> str:
    """The assignment a target stands in, else the heading above it."""
    if not target.spans:
        return ""
    span = target.spans[0]
    for task in around.plan.tasks:
        if any(s.start <= span.start < s.end for s in task.spans):
            return squeeze(task.activity)[:200]
    title = ""
    for _, section in walk(around.plan.sections):
        if section.extent[0] <= span.start < section.extent[1] and _short(section.title, span):
            title = section.title
    return squeeze(title)[:200]


def _short(title: str, span: Span) -> bool:
    return bool(title) and (len(title) < 300 or span.text in title)


Scores = dict[tuple[int, int], float]


def matched_targets(
    ones: Sequence[tuple[Target, Key, str]], others: Sequence[tuple[Target, Key, str]]
) -> tuple[Scores, dict[int, int]]:
    """How alike the targets of two plans are, and which of the second belongs to which of the first."""
    rare = rarity(key for _, key, _ in (*ones, *others))
    scores = {
        (i, j): score
        for i, (one, first, _) in enumerate(ones)
        for j, (other, second, _) in enumerate(others)
        if (score := likeness_of_targets(one, first, other, second, rare)) >= _TARGET
    }
    pairs = dict(assign(scores, _TARGET))
    return scores, pairs


def matched_duties(
    before: Context, after: Context, ones: Sequence[Deadline], others: Sequence[Deadline]
) -> tuple[Scores, dict[int, int]]:
    """How alike the duties of two plans are, and which of the second belongs to which of the first."""
    first, second = [before.key(d.what) for d in ones], [after.key(d.what) for d in others]
    rare = rarity((*first, *second))
    scores = {
        (i, j): score
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if (score := likeness_of_duties(one, first[i], other, second[j], rare)) >= _DEADLINE
    }
    pairs = dict(assign(scores, _DEADLINE))
    return scores, pairs


def pair_targets(before: Context, after: Context) -> tuple[NumberPair, ...]:
    """Targets of two plans, those of the later plan first in its order, then what it dropped."""
    ones, others = target_keys(before), target_keys(after)
    scores, pairs = matched_targets(ones, others)
    found = []
    for i, (one, _, where) in enumerate(ones):
        j = pairs.get(i)
        if j is None:
            found.append(
                NumberPair(
                    before=one.text,
                    after=None,
                    context=where or None,
                    value_before=one.value,
                    unit=one.unit,
                    status="dropped",
                )
            )
            continue
        other = others[j][0]
        same = (one.value, one.op) == (other.value, other.op)
        found.append(
            NumberPair(
                before=one.text,
                after=other.text,
                context=others[j][2] or None,
                value_before=one.value,
                value_after=other.value,
                delta=round(other.value - one.value, 6),
                unit=other.unit,
                status="kept" if same else "changed",
                confidence=confidence(scores[i, j], 0.0),
            )
        )
    taken = set(pairs.values())
    for j, (other, _, where) in enumerate(others):
        if j not in taken:
            found.append(
                NumberPair(
                    before=None,
                    after=other.text,
                    context=where or None,
                    value_after=other.value,
                    unit=other.unit,
                    status="added",
                )
            )
    return tuple(found)


def likeness_of_targets(one: Target, first: Key, other: Target, second: Key, rare: Rarity) -> float:
    """How alike what two targets count is, 0 to 1: a share of houses is not a number of houses."""
    if (one.unit == "%") != (other.unit == "%"):
        return 0.0
    words = alike(first, second, rare)
    unit = float(same_unit(one.unit, other.unit))
    return min(1.0, (1 - _SHARE) * words + _SHARE * words * unit + 0.1 * unit)


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units are of one thing: `nhà`, `căn nhà` and `nhà ở` are; shares are no numbers."""
    first, second = fold(one or "").split(), fold(other or "").split()
    return first == second or ("%" not in (*first, *second) and not set(first).isdisjoint(second))


def pair_deadlines(before: Context, after: Context, years: tuple[int | None, int | None]) -> tuple[NumberPair, ...]:
    """Duties of two plans to report, register or hand in; `delta` in days within the plans' years."""
    ones, others = duties(before), duties(after)
    scores, pairs = matched_duties(before, after, ones, others)
    taken = set(pairs.values())
    gap = between(*years)
    found = []
    for i, one in enumerate(ones):
        j = pairs.get(i)
        if j is None:
            found.append(NumberPair(before=_duty(one), after=None, due_before=one.due, status="dropped"))
            continue
        found.append(_deadline_pair(one, others[j], gap, confidence(scores[i, j], 0.0)))
    found += [
        NumberPair(before=None, after=_duty(other), due_after=other.due, status="added")
        for j, other in enumerate(others)
        if j not in taken
    ]
    return tuple(found)


def duties(around: Context) -> tuple[Deadline, ...]:
    """Duties to report, register or hand in; work with a bound is an activity and is compared as one."""
    found = tuple(d for d in around.plan.deadlines if d.rrule or _verbs(d.what))
    return found[:BIGGEST]


def _deadline_pair(one: Deadline, other: Deadline, years: int, sure: float) -> NumberPair:
    delta = float((other.due - moved(one.due, years)).days) if one.due and other.due else None
    same = one.rrule == other.rrule and (delta == 0 if delta is not None else one.due == other.due)
    return NumberPair(
        before=_duty(one),
        after=_duty(other),
        due_before=one.due,
        due_after=other.due,
        delta=delta,
        unit="days",
        status="kept" if same else "changed",
        confidence=sure,
    )


def _duty(one: Deadline) -> str:
    return squeeze(one.what)[:300]


def likeness_of_duties(one: Deadline, first: Key, other: Deadline, second: Key, rare: Rarity) -> float:
    """How alike two duties are: what is to be done with what, and whether it comes back."""
    verbs, there = _verbs(one.what), _verbs(other.what)
    kind = len(verbs & there) / len(verbs | there) if verbs and there else 0.0
    if verbs and there and not verbs & there:
        return 0.0
    score = 0.6 * alike(first, second, rare) + 0.3 * kind
    if (one.rrule is None) == (other.rrule is None):
        score += 0.1
    return min(1.0, score)


def _verbs(text: str) -> frozenset[str]:
    head = fold(text)
    return frozenset(verb for verb in _VERBS if verb in head)
