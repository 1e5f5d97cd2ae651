"""What stands around a plan's body (domain, parts 1.2 to 1.5 and 1.13 to 1.15): letterhead, title, signature,
recipients, appendix, and the decision that issues a plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from corpora.generation import dates
from corpora.generation.chance import between, chance, pick, weighted
from corpora.generation.dates import Hand
from corpora.generation.facts import Gold, Part, Said, times_of
from corpora.generation.grids import grid
from corpora.generation.issuers import Issuer
from corpora.generation.words import PEOPLE
from corpora.render import Block, Page, Para

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_MOTTO = ("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")


@dataclass(frozen=True, slots=True)
class Face:
    """What one plan shows of its number and day: `number` is None where none is printed, `blank` parts are open."""

    issued: dt.date
    number: int | None
    day: bool  # the day is filled in
    head: bool  # there is a letterhead
    late: bool  # place and date stand above the signature

    def numbered(self, symbol: str, regime: str) -> str:
        """The number and symbol as gold has them."""
        if regime == "state":
            return f"{self.number:02d}/{symbol}" if self.number is not None else f"/{symbol}"
        return f"{self.number:02d}-{symbol}" if self.number is not None else f"-{symbol}"


def face(rng: Random, issued: dt.date, issuer: Issuer) -> Face:
    """How a plan shows itself."""
    head = not (issuer.regime == "state" and chance(rng, 0.06))
    return Face(
        issued, between(rng, 1, 420) if chance(rng, 0.85) else None, chance(rng, 0.9), head, head and chance(rng, 0.08)
    )


def issue_said(shown: Face) -> Said:
    """The day of issue as a time: with a blank day its month."""
    if shown.day:
        return Said(dates.written(shown.issued), shown.issued, shown.issued, role="issued")
    first = shown.issued.replace(day=1)
    last = (first + dt.timedelta(32)).replace(day=1) - dt.timedelta(1)
    return Said(dates.written(shown.issued).split(" ", 1)[1], first, last, role="issued")


def place_line(shown: Face, issuer: Issuer) -> str:
    """`Trà Vinh, ngày 15 tháng 3 năm 2023`."""
    if shown.day:
        return f"__{issuer.place}, ngày {dates.written(shown.issued)}__"
    return f"__{issuer.place}, ngày      {dates.written(shown.issued).split(' ', 1)[1]}__"


def letterhead(rng: Random, issuer: Issuer, shown: Face, number: str | None) -> tuple[Block, ...]:
    """The two columns at the top, or the line of place and date alone; `number` None: none is printed."""
    if not shown.head:
        return (Para(place_line(shown, issuer), "right"),)
    left = [issuer.parent] if issuer.parent else []
    left += [f"**{line}**" for line in issuer.lines]
    if issuer.regime == "party":
        right = ["**ĐẢNG CỘNG SẢN VIỆT NAM**"]
        left.append("*")
    elif issuer.regime == "youth":
        right = ["**ĐOÀN TNCS HỒ CHÍ MINH**"]
        left.append("***")
    else:
        right = [f"**{pick(rng, _NATION)}**", f"**{pick(rng, _MOTTO)}**"]
        if chance(rng, 0.4):
            left.append("-------")
            right.append("---------------")
    colon = "" if issuer.regime == "party" else ":"
    said = "" if number is None else f"Số{colon} " + ("     " if number[0] in "-/" else "") + number
    place = "" if shown.late else place_line(shown, issuer)
    rows: list[list[list[str]]]
    if chance(rng, 0.5):
        rows = [[left, right], [[said], [place]]] if said or place else [[left, right]]
    else:
        rows = [[left + ([said] if said else []), right + ([place] if place else [])]]
    return (grid("letterhead", [6.5, 10.0], rows),)


def title(rng: Random, subject: str, *, about: bool, mark: str = "") -> tuple[Block, ...]:
    """The kind of document and its subject."""
    lead = pick(rng, ("V/v ", "Về việc ")) if about else ""
    shown = lead + (subject[:1].lower() + subject[1:] if about else subject)
    rule = (Para(mark, "centre"),) if mark else ()
    return (Para("KẾ HOẠCH", "title"), Para(shown, "title"), *rule)


def ending(rng: Random, issuer: Issuer, shown: Face, decided: str | None = None) -> tuple[tuple[Block, ...], Gold]:
    """Recipients and signature side by side, and their gold."""
    authority, position = pick(rng, issuer.signatures)
    name = pick(rng, PEOPLE)
    entries = list(issuer.recipients)
    if decided:
        entries.insert(0, (decided, None))
    end = "," if issuer.regime == "party" and chance(rng, 0.5) else ";"
    left = [pick(rng, ("**__Nơi nhận:__**", "**Nơi nhận:**"))]
    for i, (body, note) in enumerate(entries):
        last = i == len(entries) - 1
        left.append(f"- {body}" + (f" ({note})" if note else "") + ("." if last else end))
    right = [place_line(shown, issuer)] if shown.late else []
    if authority and " KT. " in authority:
        first, second = authority.split(" KT. ")
        right += [f"**{first}**", f"**KT. {second}**"]
    elif authority:
        right.append(f"**{authority}**")
    right += [f"**{position}**", *[""] * between(rng, 2, 4)]
    if chance(rng, 0.15):
        right[-1] = "(Đã ký)"
        right.append("")
    right.append(f"**{name}**")
    gold: Gold = {
        "recipients": [{"name": body, "note": note} for body, note in entries],
        "signature": {"authority": authority, "position": position, "name": name},
    }
    return (grid("signature", [8.0, 8.5], [[left, right]]),), gold


def appendix(
    rng: Random, issuer: Issuer, shown: Face, hand: Hand, noun: str, table: Part, number: str | None
) -> tuple[Part, Gold]:
    """A page of its own with a caption, a heading and a table, and its gold."""
    kind = weighted(rng, [("annex", 3), ("numbered", 1), ("calendar", 2)])
    heading = (
        f"{pick(rng, ('DANH MỤC NHIỆM VỤ', 'PHÂN CÔNG NHIỆM VỤ', 'LỊCH TRIỂN KHAI'))} {noun.upper()} NĂM {hand.year}"
    )
    if kind == "calendar":
        lines = ["LỊCH HOẠT ĐỘNG", f"{noun[:1].upper()}{noun[1:]} năm {hand.year}"]
    else:
        lines = [pick(rng, ("PHỤ LỤC", "Phụ lục")) + (" I" if kind == "numbered" else ""), heading]
    blocks: list[Block] = [Page(chance(rng, 0.4)), *(Para(line, "title") for line in lines)]
    said: Said | None = None
    if kind != "calendar" and number is not None and shown.day and chance(rng, 0.7):
        said = Said(dates.short(hand, shown.issued), shown.issued, shown.issued, role="issued")
        opened = number if number[0] not in "-/" else f"     {number}"
        blocks.append(
            Para(f"__(Kèm theo Kế hoạch số {opened} ngày {said.text} của {_plain(issuer.speaker)})__", "centre")
        )
    part = Part(
        (*blocks, *table.blocks), times=(*times_of(said), *table.times), tasks=table.tasks, deadlines=table.deadlines
    )
    return part, {"title": " ".join(lines), "sections": []}


def _plain(speaker: str) -> str:
    return speaker.replace(" (LĐLĐ)", "")


def decision(
    rng: Random, issuer: Issuer, shown: Face, hand: Hand, subject: str, grounds: Part
) -> tuple[Part, Gold, Gold, Part]:
    """A decision that issues the plan: the part before the plan, its promulgation, recipients and signature, and the
    heading under which the plan then stands."""
    number = f"{shown.number or 7:02d}/QĐ-UBND"
    said = issue_said(shown)
    about = f"ban hành Kế hoạch {subject[:1].lower()}{subject[1:]}"
    articles = (
        f"Ban hành kèm theo Quyết định này Kế hoạch {subject[:1].lower()}{subject[1:]}.",
        pick(rng, ("Quyết định này có hiệu lực kể từ ngày ký.", "Quyết định này có hiệu lực thi hành kể từ ngày ký.")),
        f"Chánh Văn phòng {issuer.speaker}, Thủ trưởng các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành "
        "Quyết định này./.",
    )
    blocks = [
        *letterhead(rng, issuer, shown, number), Para("QUYẾT ĐỊNH", "title"), Para(f"Về việc {about}", "title"),
        Para(issuer.name, "title"), *grounds.blocks, Para("QUYẾT ĐỊNH:", "title"),
        *(Para(f"**Điều {i}.** {text}") for i, text in enumerate(articles, 1)),
    ]  # fmt: skip
    closing, gold = ending(rng, issuer, shown, "Như Điều 3")
    # "có hiệu lực kể từ ngày ký" is no expression that names a day
    part = Part(
        (*blocks, *closing),
        tuple({"label": f"Điều {i}", "title": text, "children": []} for i, text in enumerate(articles, 1)),
        grounds.citations, times=(*times_of(said), *grounds.times), abbreviations=grounds.abbreviations,
    )  # fmt: skip
    short = Said(dates.short(hand, shown.issued), shown.issued, shown.issued, role="issued")
    heading = [Page(False), *title(rng, subject, about=False)]
    verb = pick(rng, ("Ban hành kèm theo", "Kèm theo"))
    source = f"__({verb} Quyết định số {number} ngày {short.text} của {issuer.speaker})__"
    heading.append(Para(source, "centre"))
    promulgation: Gold = {
        "number": number,
        "date": shown.issued.isoformat(),
        "doc_type": "QUYẾT ĐỊNH",
        "subject": about,
    }
    return part, promulgation, gold, Part(tuple(heading), times=times_of(short))
