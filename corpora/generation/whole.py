"""A whole plan from a seed: blocks for the renderer, and gold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from corpora.generation import dates, frame, sections
from corpora.generation.chance import between, chance, pick, some, weighted
from corpora.generation.dates import Hand
from corpora.generation.duties import Setting, implementation, reporting
from corpora.generation.facts import Gold, Part, Said, joined, times_of
from corpora.generation.issuers import Issuer, issuer_in
from corpora.generation.numbering import AUTO, PARTY_STYLES, STYLES, section
from corpora.generation.schedules import MERGED, TABLES, UNRULED, schedule
from corpora.generation.words import TOPICS, Topic
from corpora.render import Block, Para

LAYOUTS = (*TABLES, "no-table", "decision", "appendix", "no-letterhead", "date-at-end")


@dataclass(frozen=True, slots=True)
class GeneratedPlan:
    """A plan made up from a seed. `blocks` are those of corpora/render.py, `settings` its (`txt`: the style of the
    plain text); `gold` is a part of a plan's JSON, whole for the names that it has."""

    slug: str
    settings: dict[str, str]
    blocks: tuple[Block, ...]
    gold: Gold


def generate(seed: int, *, layout: str | None = None) -> GeneratedPlan:
    """The plan of a seed: the same for ever, on every machine. `layout` asks for one of `LAYOUTS`: a layout of its
    table, or a trait of the whole. ValueError for another name."""
    if layout is not None and layout not in LAYOUTS:
        raise ValueError(f"no layout {layout!r}: {', '.join(LAYOUTS)}")
    rng = Random(seed)
    year = between(rng, 2008, 2026)
    issued = dt.date.fromordinal(dt.date(year, 1, 1).toordinal() + between(rng, -45, 110))
    asked = {"decision": "province", "no-letterhead": pick(rng, ("union-province", "province"))}
    issuer = issuer_in(rng, issued, asked.get(layout or ""))
    topic = pick(rng, [one for one in TOPICS if issuer.topics in one.kinds])
    shown = frame.face(rng, issued, issuer)
    if layout in ("no-letterhead", "date-at-end", "decision"):
        shown = frame.Face(issued, shown.number, shown.day, layout != "no-letterhead", layout == "date-at-end")
    decided = layout == "decision" or (
        layout is None
        and issuer.kind in ("province", "district", "commune")
        and shown.head
        and not shown.late
        and chance(rng, 0.15)
    )
    if decided:
        shown = frame.Face(issued, shown.number or between(rng, 1, 300), True, True, False)
    table = layout if layout in TABLES else "simple" if layout == "appendix" else None
    if table is None and layout != "no-table" and chance(rng, 0.85):
        table = pick(rng, TABLES)
    separator = "-" if issuer.regime == "party" else weighted(rng, [("/", 19), ("-", 1)])
    first = issued + dt.timedelta(12)
    hand = Hand(year, max(first, dt.date(year, 1, 2)), separator, chance(rng, 0.2), pick(rng, ("hằng", "hằng", "hàng")))
    return _assembled(rng, seed, issuer, topic, shown, hand, table, decided, layout == "appendix")


def _assembled(
    rng: Random, seed: int, issuer: Issuer, topic: Topic, shown: frame.Face, hand: Hand, table: str | None,
    decided: bool, annexed: bool,
) -> GeneratedPlan:  # fmt: skip
    subject = pick(rng, topic.subjects).format(year=hand.year, area=issuer.area)
    lower = subject[:1].lower() + subject[1:]
    styles = PARTY_STYLES if issuer.regime == "party" else STYLES
    style = pick(rng, styles)
    if decided and style[0] == "auto":
        style = STYLES[0]
    noun = topic.abbreviation or topic.noun
    plan = Setting(issuer, topic, hand, style, noun, lower, pick(rng, issuer.doers))
    grounds = sections.opening(rng, issuer, topic, shown.issued, hand, lower)
    before, head = _before(rng, plan, shown, subject, grounds, decided)
    body, annex = _body(rng, plan, shown, table, head, decided, annexed)
    close = Part() if decided else sections.closing(rng, plan)
    end: tuple[Block, ...] = ()
    if not decided:
        end, closing_gold = frame.ending(rng, issuer, shown)
        head = {**head, **closing_gold}
    late = times_of(frame.issue_said(shown)) if shown.late else ()
    parts = [before, *body, close, Part(end, times=late), *([annex[0]] if annex else [])]
    whole = joined(parts)
    settings = {"txt": _text_style(rng, table), "font": pick(rng, ("13", "14"))}
    if chance(rng, 0.06):
        settings["marks"] = "combining"
    if chance(rng, 0.06) and settings["txt"] == "tabs":
        settings["bookmarks"] = "yes"
    slug = f"made-{seed:07d}-{issuer.kind}"
    scope: Gold = {"year": hand.year, "level": issuer.level}
    if issuer.province and not (issuer.kind == "union-unit" and not shown.head):
        scope |= {"province": issuer.province, "province_today": issuer.today}
    gold: Gold = {
        "file": f"{slug}.docx",
        "header": head["header"],
        "promulgation": head["promulgation"],
        "scope": scope,
        "citations": list(_once(whole.citations)),
        "sections": list(whole.sections),
        "appendices": [annex[1]] if annex else [],
        "themes": list(whole.themes),
        "times": list(whole.times),
        "tasks": list(whole.tasks),
        "deadlines": list(whole.deadlines),
        "targets": list(whole.targets),
        "abbreviations": dict(whole.abbreviations),
        "recipients": head["recipients"],
        "signature": head["signature"],
    }
    return GeneratedPlan(slug, settings, whole.blocks, gold)


def _once(cited: tuple[Gold, ...]) -> tuple[Gold, ...]:
    """One entry a document."""
    return tuple({one["number"]: one for one in reversed(cited)}.values())[::-1]


def _text_style(rng: Random, table: str | None) -> str:
    """A style of plain text that can show the table: cells merged over rows need the tabs."""
    if table in MERGED:
        return "tabs"
    if table in UNRULED:
        return pick(rng, ("tabs", "law"))
    return weighted(rng, [("tabs", 3), ("law", 3), ("layout", 2)])


def _before(
    rng: Random, plan: Setting, shown: frame.Face, subject: str, grounds: Part, decided: bool
) -> tuple[Part, Gold]:
    """All that stands before the first numbered part, and the gold of the head."""
    issuer = plan.issuer
    header: Gold = {
        "governing_body": issuer.parent if shown.head else None,
        "issuing_body": issuer.name if shown.head else None,
        "number": None,
        "place": issuer.place,
        "date": None,
        "doc_type": "KẾ HOẠCH",
        "subject": subject,
    }
    if decided:
        lines = grounds.blocks[:-1] if len(grounds.blocks) > 1 else grounds.blocks
        text = lines[-1].text if isinstance(lines[-1], Para) else ""
        if len(grounds.blocks) == 1:  # a narrative ends in announcing a plan; a decision does not
            text = text.rsplit(f", {issuer.speaker} ", 1)[0] + "."
            lines = (Para(text),)
        part, promulgation, gold, heading = frame.decision(
            rng, issuer, shown, plan.hand, subject, Part(lines, citations=grounds.citations, times=grounds.times)
        )
        return joined([part, heading]), {"header": header, "promulgation": promulgation, **gold}
    number = shown.numbered(issuer.symbol, issuer.regime) if shown.head else None
    header |= {"number": number, "date": shown.issued.isoformat() if shown.day else None}
    about = chance(rng, 0.08)
    if about:
        header["subject"] = subject[:1].lower() + subject[1:]
    mark = {"party": "-----", "youth": "----------"}.get(issuer.regime, "")
    blocks = (*frame.letterhead(rng, issuer, shown, number), *frame.title(rng, subject, about=about, mark=mark))
    issued = () if shown.late else times_of(frame.issue_said(shown))
    head = Part(blocks, times=issued)
    return joined([head, grounds]), {"header": header, "promulgation": None}


def _body(
    rng: Random, plan: Setting, shown: frame.Face, table: str | None, head: Gold, decided: bool, annexed: bool
) -> tuple[list[Part], tuple[Part, Gold] | None]:
    """The numbered parts in an order of the plan's own, and the appendix."""
    works = some(rng, plan.topic.works, len(plan.topic.works))
    apart = table is not None and (annexed or chance(rng, 0.5)) and not decided
    grid = schedule(rng, plan, table, works[:6]) if table else None
    inside = ["targets"] if chance(rng, 0.6) else []
    inside += ["theme"] if plan.topic.themes and chance(rng, 0.8) else []
    inside += ["content"]
    inside += ["table"] if grid and not apart else []
    inside += ["budget"] if chance(rng, 0.6) else []
    inside += ["reporting"] if chance(rng, 0.3) else []
    if chance(rng, 0.2) and "targets" in inside and "theme" in inside:
        inside[0], inside[1] = inside[1], inside[0]
    inside.insert(len(inside) if chance(rng, 0.7) else inside.index("content") + 1, "implementation")
    parts = [sections.purposes(rng, plan, (1,))]
    for number, name in enumerate(inside, 2):
        at = (number,)
        if name == "targets":
            parts.append(sections.targets(rng, plan, at))
        elif name == "theme":
            parts.append(sections.theme(rng, plan, at, _period(rng, plan.hand)))
        elif name == "content":
            parts.append(sections.content(rng, plan, at, works[4:]))
        elif name == "table" and grid:
            title = pick(rng, ("TIẾN ĐỘ THỰC HIỆN", "LỊCH HOẠT ĐỘNG", "KẾ HOẠCH CHI TIẾT"))
            parts.append(section(plan.style, at, "SỐ LIỆU THAM KHẢO" if table == "statistics" else title, grid))
        elif name == "budget":
            parts.append(sections.budget(rng, plan, at))
        elif name == "reporting":
            parts.append(reporting(rng, plan, at))
        else:
            parts.append(implementation(rng, plan, at, some(rng, works, len(works))))
    if grid is None or not apart:
        return parts, None
    number = head["header"]["number"]
    return parts, frame.appendix(rng, plan.issuer, shown, plan.hand, plan.topic.noun, grid, number)


def _period(rng: Random, hand: Hand) -> Said:
    """The time of a whole campaign."""
    start = dates.a_day(rng, hand, latest=300)
    end = start + dt.timedelta(between(rng, 14, 60))
    year = start.year != end.year or chance(rng, 0.5)
    middle = pick(rng, (" đến ngày ", " đến hết ngày ", " đến "))
    text = f"từ ngày {dates.short(hand, start, year=year)}{middle}{dates.short(hand, end)}"
    return Said(text, start, end, role="period")


__all__ = ["AUTO", "LAYOUTS", "GeneratedPlan", "generate"]
