"""The parts of a plan's body (domain, part 3): grounds, aims, themes, content, means, closing."""

from __future__ import annotations

import datetime as dt
from random import Random

from corpora.generation import dates
from corpora.generation.chance import between, chance, pick, some, weighted
from corpora.generation.dates import Hand
from corpora.generation.duties import Setting
from corpora.generation.facts import Gold, Part, Said, joined, times_of
from corpora.generation.issuers import Issuer, Source
from corpora.generation.numbering import item, section
from corpora.generation.words import AIMS, BUDGET, CLOSINGS, PURPOSES, REQUIREMENTS, Topic
from corpora.render import Para

_LAWS = (
    ("Luật Phòng cháy và chữa cháy", "2001-06-29", "2025-06-30", "phòng cháy, chữa cháy"),
    ("Luật An toàn thực phẩm", "2010-06-17", "2026-12-31", "an toàn thực phẩm"),
    ("Luật Bình đẳng giới", "2006-11-29", "2026-12-31", "bình đẳng giới"),
    ("Luật Công nghệ thông tin", "2006-06-29", "2025-12-31", "chuyển đổi số"),
    ("Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân", "2003-11-26", "2015-12-31", "cải cách hành chính"),
    ("Luật Tổ chức chính quyền địa phương", "2015-06-19", "2025-02-28", "cải cách hành chính"),
)  # name, passed, in force to, subject
_ABOUT = (
    "về công tác {noun}", "về việc tăng cường công tác {noun}", "về {noun} năm {year}",
    "về việc ban hành Chương trình {noun}", "hướng dẫn thực hiện {noun}",
)  # fmt: skip


def citation(
    rng: Random, source: Source, topic: Topic, issued: dt.date, hand: Hand, *, basis: bool
) -> tuple[str, Part]:
    """A document cited, as it is printed, and its facts."""
    day = dt.date.fromordinal(issued.toordinal() - between(rng, 8, 420))
    n = between(rng, 1, 480)
    number = source.number.format(n=f"{n:02d}", y=day.year)
    text = f"{source.type} số {number}"
    said: Said | None = None
    if chance(rng, 0.92):
        form = dates.short(hand, day) if chance(rng, 0.7) else dates.written(day)
        said = Said(form, day, day, role="citation")
        text += f"{',' if chance(rng, 0.15) else ''} ngày {form}"
    text += f" của {source.issuer} " + pick(rng, _ABOUT).format(noun=topic.noun, year=hand.year)
    gold: Gold = {
        "type": source.type, "number": number, "date": day.isoformat() if said else None, "issuer": source.issuer,
        "basis": basis,
    }  # fmt: skip
    return text, Part(citations=(gold,), times=times_of(said))


def _law(rng: Random, topic: Topic, issued: dt.date) -> tuple[str, Part] | None:
    known = [law for law in _LAWS if law[1] < issued.isoformat() <= law[2] and law[3] == topic.noun]
    if not known:
        return None
    name, day, *_ = pick(rng, known)
    date = dt.date.fromisoformat(day)
    return f"{name} ngày {dates.written(date)}", Part(
        times=times_of(Said(dates.written(date), date, date, role="citation"))
    )


def opening(rng: Random, issuer: Issuer, topic: Topic, issued: dt.date, hand: Hand, lower: str) -> Part:
    """The grounds and the words that announce the plan; the first source names the province, where there is one."""
    sources = (issuer.sources[0], *some(rng, issuer.sources[1:], weighted(rng, [(0, 3), (1, 4), (2, 3), (3, 1)])))
    cited = [citation(rng, source, topic, issued, hand, basis=True) for source in sources]
    law = _law(rng, topic, issued) if chance(rng, 0.5) and issuer.regime == "state" else None
    if law is not None:
        cited.insert(0, law)
    announced = pick(rng, (
        f"ban hành Kế hoạch {lower} như sau:", f"xây dựng Kế hoạch {lower}, cụ thể như sau:",
        "xây dựng kế hoạch với các nội dung sau:", "ban hành Kế hoạch thực hiện với những nội dung chủ yếu sau:",
    ))  # fmt: skip
    speaker = issuer.speaker
    short = (("LĐLĐ", "Liên đoàn Lao động"),) if "(LĐLĐ)" in speaker else ()
    facts = [facts for _, facts in cited]
    form = weighted(rng, [("narrative", 4), ("lines", 4)]) if len(cited) > 1 else "narrative"
    dash = "- " if issuer.regime == "party" and chance(rng, 0.5) else ""
    word = pick(rng, ("Căn cứ", "Thực hiện"))
    if form == "narrative":
        blocks = [Para(f"{word} " + "; ".join(text for text, _ in cited) + f", {speaker} {announced}")]
    else:
        ends = [";"] * (len(cited) - 1) + [pick(rng, (".", ";", ","))]
        slant = "__" if issued.year >= 2020 and not dash else ""
        blocks = [Para(f"{dash}{slant}{word} {text}{end}{slant}") for (text, _), end in zip(cited, ends, strict=True)]
        blocks.append(Para(f"{speaker} {announced}"))
    return joined([Part(tuple(blocks), abbreviations=short), *facts])


def _fill(text: str, plan: Setting) -> str:
    filled = text.format(people=plan.topic.people, noun=plan.noun)
    return filled[:1].upper() + filled[1:]


def purposes(rng: Random, plan: Setting, at: tuple[int, ...]) -> Part:
    """Why, and how it is to be done; here the subject gets its short form."""
    topic = plan.topic
    aims = [_fill(one, plan) for one in some(rng, PURPOSES[1:], between(rng, 1, 3))]
    first = _fill(PURPOSES[0], plan)
    short: tuple[tuple[str, str], ...] = ()
    if topic.abbreviation:
        said = pick(rng, ("({a})", "({a})", "({a})", "(sau đây viết tắt là {a})", "(viết tắt là {a})"))
        defined = f"{topic.noun} {said.format(a=topic.abbreviation)}"
        first = PURPOSES[0].format(people=topic.people, noun=defined)
        short = ((topic.abbreviation, topic.noun),)
    aims.insert(0, first)
    needs = [_fill(one, plan) for one in some(rng, REQUIREMENTS, between(rng, 2, 3))]
    title = pick(rng, ("MỤC ĐÍCH, YÊU CẦU", "MỤC ĐÍCH - YÊU CẦU", "MỤC ĐÍCH VÀ YÊU CẦU"))
    form = pick(rng, ("two", "two", "dashes", "sentences"))
    if form == "two":
        inner = [
            section(plan.style, (*at, 1), "Mục đích", Part(tuple(item(text) for text in aims))),
            section(plan.style, (*at, 2), "Yêu cầu", Part(tuple(item(text) for text in needs))),
        ]
    elif form == "dashes":
        inner = [Part(tuple(item(text) for text in (*aims, *needs)))]
    else:
        inner = [section(plan.style, (*at, i), text, bold=False) for i, text in enumerate((*aims, *needs), 1)]
    return section(plan.style, at, title, *inner, Part(abbreviations=short))


def targets(rng: Random, plan: Setting, at: tuple[int, ...]) -> Part:
    """Numbers to reach."""
    title = pick(rng, ("CHỈ TIÊU", "MỤC TIÊU", "MỤC TIÊU, CHỈ TIÊU", "CHỈ TIÊU PHẤN ĐẤU"))
    numbered = chance(rng, 0.5)
    inner: list[Part] = []
    for i, (form, op, kind) in enumerate(some(rng, AIMS, between(rng, 2, 4)), 1):
        values = {"p": pick(rng, (60, 75, 80, 85, 90, 95, 100)) if op == "=" else pick(rng, (60, 75, 80, 85, 90)),
                  "n": between(rng, 2, 30), "s": between(rng, 2, 9)}  # fmt: skip
        text = form.format(
            people=plan.topic.people, noun=plan.noun, p=values["p"], n=f"{values['n']:02d}", s=values["s"]
        )
        gold: Gold = {"text": text.rstrip("."), "op": op, "value": values[kind]}
        if numbered:
            inner.append(section(plan.style, (*at, i), text, Part(targets=(gold,)), bold=False))
        else:
            inner.append(Part((item(text),), targets=(gold,)))
    return section(plan.style, at, title, *inner)


def theme(rng: Random, plan: Setting, at: tuple[int, ...], period: Said) -> Part:
    """The motto and the time of a campaign."""
    words = pick(rng, plan.topic.themes)
    quoted = pick(rng, (f"“{words}”", f'"{words}"', f"“{words}”."))
    gold: Gold = {"campaign": plan.topic.campaign, "text": words}
    title = pick(rng, ("CHỦ ĐỀ, THỜI GIAN", "CHỦ ĐỀ VÀ THỜI GIAN THỰC HIỆN", "CHỦ ĐỀ - THỜI GIAN"))
    said = Said(period.text[:1].upper() + period.text[1:], period.start, period.end, role="period")
    return section(
        plan.style, at, title,
        section(plan.style, (*at, 1), "Chủ đề", Part(themes=(gold,)), run=quoted),
        section(plan.style, (*at, 2), pick(rng, ("Thời gian", "Thời gian thực hiện")), Part(times=times_of(said)),
                run=f"{said.text}."),
    )  # fmt: skip


def content(rng: Random, plan: Setting, at: tuple[int, ...], works: tuple[str, ...]) -> Part:
    """What is to be done, nobody named: headings with items that may say when."""
    title = pick(rng, ("NỘI DUNG", "NỘI DUNG HOẠT ĐỘNG", "NHIỆM VỤ TRỌNG TÂM", "NHIỆM VỤ, GIẢI PHÁP", "CÁC HOẠT ĐỘNG"))
    left, inner = list(works), []
    deep = chance(rng, 0.4)
    for number, name in enumerate(some(rng, plan.topic.fields, between(rng, 2, 3)), 1):
        parts: list[Part] = []
        for sub in range(1, 1 + min(between(rng, 1, 3), len(left))):
            text, facts = _work(rng, plan, left.pop())
            if deep:
                parts.append(section(plan.style, (*at, number, sub), text, facts, bold=False))
            else:
                parts += [Part((item(text),)), facts]
        if not parts:
            break
        if number == 1 and chance(rng, 0.3) and not deep:
            parts.append(_aside(rng, plan))
        inner.append(section(plan.style, (*at, number), name, *parts))
    return section(plan.style, at, title, *inner)


def _work(rng: Random, plan: Setting, work: str) -> tuple[str, Part]:
    kind = weighted(rng, [("plain", 3), ("event", 4), ("again", 1), ("days", 1), ("feast", 1), ("bound", 1)])
    if kind == "event":
        when = dates.event(rng, plan.hand)
        return f"{work} {when.text}.", Part(times=times_of(when))
    if kind == "bound":
        when = dates.bound(rng, plan.hand)
        done = "kéo dài" if when.text.startswith("đến") else "xong"
        return f"{work}, {done} {when.text}.", Part(times=times_of(when))
    if kind == "again":
        when = dates.recurring_event(rng, plan.hand)
        return f"{work} vào {when.text}.", Part(times=times_of(when))
    if kind == "days":
        run = dates.days(rng, plan.hand)
        return f"{work} vào {run[0].text}.", Part(times=times_of(*run))
    if kind == "feast" and plan.topic.feast:
        when = dates.feast(*plan.topic.feast, plan.hand)
        return f"{work} nhân {when.text}.", Part(times=times_of(when))
    if kind == "feast" and plan.hand.first < dates.tet(plan.hand.year).start:  # type: ignore[operator]
        when = dates.tet(plan.hand.year)
        return f"{work} nhân dịp {when.text}.", Part(times=times_of(when))
    return f"{work}.", Part()


def _aside(rng: Random, plan: Setting) -> Part:
    """A document cited in the middle of the plan: no ground of it."""
    issued = plan.hand.first
    source = Source("Công văn", "{n}/VPCP-TH", "Văn phòng Chính phủ")
    text, facts = citation(rng, source, plan.topic, issued, plan.hand, basis=False)
    return joined([Part((item(f"Vận dụng kinh nghiệm nêu tại {text}."),)), facts])


def budget(rng: Random, plan: Setting, at: tuple[int, ...]) -> Part:
    """Where the money comes from."""
    title, text = pick(rng, ("KINH PHÍ", "KINH PHÍ THỰC HIỆN", "NGUỒN KINH PHÍ")), pick(rng, BUDGET)
    if chance(rng, 0.4):
        return section(plan.style, at, title, run=text)
    return section(plan.style, at, title, Part((Para(text),)))


def closing(rng: Random, plan: Setting) -> Part:
    """The last words."""
    return Part((Para(pick(rng, CLOSINGS).format(lower=plan.lower, office=plan.issuer.office)),))
