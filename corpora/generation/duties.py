"""Assignments in prose and duties to report (domain, part 6): sentences that know who does what, by when."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from corpora.generation import dates
from corpora.generation.chance import chance, pick, some, weighted
from corpora.generation.dates import Hand
from corpora.generation.facts import Gold, Part, Said, deadline, joined, task, times_of
from corpora.generation.issuers import Issuer
from corpora.generation.numbering import item, section
from corpora.generation.words import Topic


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of one plan share. `works` are its own choice of works, to be used once each."""

    issuer: Issuer
    topic: Topic
    hand: Hand
    style: tuple[str, ...]
    noun: str
    lower: str  # its subject inside a sentence
    via: str


def small(text: str) -> str:
    """The text with its first letter in lower case."""
    return text[:1].lower() + text[1:]


def local_bodies(rng: Random, issuer: Issuer) -> tuple[str, tuple[str, ...]]:
    """Bodies of named places with what they share printed once (domain, part 5.3, O1 and O2):
    `LĐLĐ huyện Càng Long, Cầu Kè, thị xã Duyên Hải`."""
    if issuer.local is None:
        body = pick(rng, issuer.doers)
        return body, (body,)
    head, places = issuer.local
    kind, names = places[0]
    chosen = some(rng, names, 2 if chance(rng, 0.7) else 1)
    printed, bodies = f"{head} {kind} " + ", ".join(chosen), [f"{head} {kind} {name}" for name in chosen]
    if len(places) > 1 and chance(rng, 0.5):
        other, others = pick(rng, places[1:])
        name = pick(rng, others)
        printed += f", {other} {name}"
        bodies.append(f"{head} {other} {name}")
    return printed, tuple(bodies)


def _words(rng: Random, plan: Setting, work: str, bodies: tuple[str, ...]) -> tuple[str, str, Gold, Said | None]:
    """A duty of bodies: its words up to the activity, the activity, its roles, and its time."""
    kind = weighted(rng, [("do", 4), ("lead", 3), ("with", 1), ("advise", 1), ("watch", 1)])
    others = some(rng, [one for one in plan.issuer.partners if one not in bodies], 2 if chance(rng, 0.4) else 1)
    when: Said | None = None
    if chance(rng, 0.6):
        when = dates.bound(rng, plan.hand, within=True) if chance(rng, 0.6) else dates.event(rng, plan.hand)
    elif chance(rng, 0.15):
        when = dates.recurring_event(rng, plan.hand)
    if kind == "lead":
        roles = {"lead": list(bodies), "implement": [], "advise": [], "coordinate": list(others), "monitor": []}
        return f"Chủ trì, phối hợp với {', '.join(others)}", small(work), roles, when
    if kind == "with":
        roles = {"lead": list(bodies), "implement": [], "advise": [], "coordinate": list(others), "monitor": []}
        return "", f"Phối hợp với {', '.join(others)} {small(work)}", roles, when
    if kind == "advise":
        roles = {"lead": [], "implement": [], "advise": list(bodies), "coordinate": [], "monitor": []}
        return "", f"Tham mưu {plan.issuer.office} {small(work)}", roles, when
    if kind == "watch":  # whether a watcher also carries out is a matter of opinion: gold leaves it open
        return "", pick(rng, plan.topic.checks), {"coordinate": [], "monitor": list(bodies)}, when
    return "", work, {"lead": [], "implement": list(bodies), "advise": [], "coordinate": [], "monitor": []}, when


def _timed(when: Said | None) -> str:
    """How a time goes on a sentence."""
    if when is None:
        return ""
    if when.role == "deadline":
        return f", hoàn thành {when.text}" if when.op == "<=" and when.start else f" {when.text}"
    return f" {when.text}"


def _fact(activity: str, when: Said | None, roles: Gold, by: tuple[str, ...], where: str | None) -> Part:
    due = when is not None and when.op in ("<", "<=")
    return Part(
        times=times_of(when),
        tasks=(task(activity, when, **roles, origin="text", section=where),),
        deadlines=(deadline(when, activity, by),) if due and when is not None else (),
    )


def duty(rng: Random, plan: Setting, work: str, who: tuple[str, tuple[str, ...]], form: str) -> tuple[str, Part]:
    """A sentence that gives bodies a duty, and its facts. `form`: `item` under a heading that names them, `subject`
    names them itself, `order` says `Giao …`."""
    printed, bodies = who
    before, activity, roles, when = _words(rng, plan, work, bodies)
    if form == "item":
        text = activity = f"{before} {activity}" if before else activity  # from the item's first word
    else:
        start = f"{pick(rng, ('Giao', 'Phân công', 'Yêu cầu'))} " if form == "order" else ""
        before = small(before) + " " if before else ""
        if activity.startswith("Phối hợp với "):  # after the subject it is no part of the activity
            roles_text, activity = activity, small(work)
            before = small(roles_text.removesuffix(activity))
        text = f"{start}{printed} {before}{small(activity)}"
        activity = small(activity)
    return f"{text}{_timed(when)}.", _fact(activity, when, roles, bodies, None)


def report(rng: Random, plan: Setting, who: tuple[str, tuple[str, ...]], *, subject: bool) -> tuple[str, Part]:
    """A duty to report, and its facts."""
    printed, bodies = who
    what = pick(rng, ("Báo cáo kết quả thực hiện", "Gửi báo cáo kết quả", "Báo cáo kết quả"))
    via = f" (qua {plan.via})" if chance(rng, 0.6) else ""
    activity = f"{what} về {plan.issuer.office}{via}"
    recurs = chance(rng, 0.35)
    whens = dates.recurring_bound(rng, plan.hand) if recurs else (dates.bound(rng, plan.hand),)
    text = f"{printed} {small(activity)}" if subject else activity
    activity = small(activity) if subject else activity
    roles: Gold = {"lead": [], "implement": list(bodies), "advise": [], "coordinate": [], "monitor": []}
    return f"{text} {whens[0].text}.", Part(
        times=times_of(*whens),
        tasks=(task(activity, whens[0], **roles, origin="text", section=None),),
        deadlines=tuple(deadline(when, activity, bodies) for when in whens),
    )


def implementation(rng: Random, plan: Setting, at: tuple[int, ...], works: tuple[str, ...]) -> Part:
    """The part that says who does what, in one of the forms in which plans say it."""
    title = pick(rng, ("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG THỰC HIỆN", "PHÂN CÔNG NHIỆM VỤ", "TRÁCH NHIỆM THỰC HIỆN"))
    form = weighted(rng, [("headed", 5), ("sentences", 2), ("labelled", 2), ("orders", 1)])
    left = list(works)
    doers = some(rng, plan.issuer.doers, 4)
    inner: list[Part] = []
    if form == "headed":
        for number, body in enumerate(doers[:3], 1):
            items = [duty(rng, plan, left.pop(), (body, (body,)), "item") for _ in range(1 + chance(rng, 0.7))]
            inner.append(_headed(plan, (*at, number), body, items, chance(rng, 0.6)))
        if plan.issuer.local is not None and chance(rng, 0.5):
            printed, bodies = local_bodies(rng, plan.issuer)
            one = duty(rng, plan, left.pop(), (printed, bodies), "item")
            inner.append(_headed(plan, (*at, len(inner) + 1), printed, [one], bold=True))
        group = pick(rng, plan.issuer.groups)
        last = [
            duty(rng, plan, left.pop(), (group, (group,)), "item"),
            report(rng, plan, (group, (group,)), subject=False),
        ]
        inner.append(_headed(plan, (*at, len(inner) + 1), group, last, bold=True))
    elif form == "sentences":
        for number, body in enumerate(doers[:3], 1):
            text, facts = duty(rng, plan, left.pop(), (body, (body,)), "subject")
            inner.append(section(plan.style, (*at, number), text, facts, bold=False))
        group = pick(rng, plan.issuer.groups)
        text, facts = report(rng, plan, (group, (group,)), subject=True)
        inner.append(section(plan.style, (*at, 4), text, facts, bold=False))
    elif form == "labelled":
        for number, body in enumerate(doers[:3], 1):
            text, facts = duty(rng, plan, left.pop(), (body, (body,)), "item")
            inner.append(section(plan.style, (*at, number), body, facts, run=text, bold=chance(rng, 0.5)))
        group = pick(rng, plan.issuer.groups)
        text, facts = report(rng, plan, (group, (group,)), subject=False)
        inner.append(section(plan.style, (*at, 4), group, facts, run=text))
    else:
        for body in doers[:3]:
            text, facts = duty(rng, plan, left.pop(), (body, (body,)), "order")
            inner += [Part((item(text),)), facts]
        if plan.issuer.local is not None:
            text, facts = duty(rng, plan, left.pop(), local_bodies(rng, plan.issuer), "order")
            inner += [Part((item(text),)), facts]
        text, facts = report(rng, plan, (plan.issuer.groups[0], (plan.issuer.groups[0],)), subject=True)
        inner += [Part((item(text),)), facts]
    return section(plan.style, at, title, *inner)


def _headed(plan: Setting, at: tuple[int, ...], title: str, items: list[tuple[str, Part]], bold: bool) -> Part:
    lines = [Part((item(text),)) for text, _ in items]
    return section(plan.style, at, title, *lines, *(facts for _, facts in items), bold=bold)


def reporting(rng: Random, plan: Setting, at: tuple[int, ...]) -> Part:
    """A part on reports of its own."""
    title = pick(rng, ("CHẾ ĐỘ BÁO CÁO", "CHẾ ĐỘ THÔNG TIN, BÁO CÁO", "THÔNG TIN, BÁO CÁO"))
    group = plan.issuer.groups[0]
    text, facts = report(rng, plan, (group, (group,)), subject=True)
    return section(plan.style, at, title, joined([Part((item(text, pick(rng, ("- ", ""))),)), facts]))
