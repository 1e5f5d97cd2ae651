"""Document -> zones: letterhead, title, opening, body, closing, recipients, signature, appendices.

The order of components is that of Decree 30/2020, Annex I, part IV; Party, union and youth forms keep it with
other words. A decision (quyết định) that promulgates the plan comes first and has zones of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vnplan.document import Block, Document, Paragraph, Table, paragraphs
from vnplan.ending import ATTACHED, Annex, cut_appendices, cut_closing
from vnplan.gazetteer.doc_types import spaced_type
from vnplan.gazetteer.offices import OFFICE
from vnplan.outline import read_marker
from vnplan.text import fold, is_upper, squeeze, strip_marks

_TYPES = (
    "ke hoach lien tich|ke hoach phoi hop|ke hoach hanh dong|ke hoach|chuong trinh hanh dong|chuong trinh cong tac|"
    "chuong trinh phoi hop|chuong trinh|phuong an|de an|du an|huong dan|thong bao|quyet dinh|nghi quyet|chi thi|"
    "quy che|quy dinh|the le|dieu le|lich cong tac|bao cao|cong van|to trinh"
)
_TITLE = re.compile(rf"^\W*({_TYPES})\s*(?:\(du thao[^()]{{0,20}}\))?\s*[.:*]?\s*$")  # KẾ HOẠCH
_TITLE_RUN = re.compile(r"^\W*(ke hoach)\s+\S.{10,}")  # KẾ HOẠCH TỔ CHỨC THÁNG CÔNG NHÂN NĂM 2023
_TITLE_SHORT = re.compile(
    r"^\W*ke hoach\s+(?!va\b|dau tu|tai chinh|nghiep vu|phat trien$)[^\W_]{2}"
)  # KẾ HOẠCH CÔNG TÁC; not SỞ / KẾ HOẠCH VÀ ĐẦU TƯ
_DECISION = re.compile(r"^(?:quyet dinh|nghi quyet|thong bao)$")
_PLAN = re.compile(r"^(?:ke hoach|chuong trinh|phuong an|de an|lich)")
_OPERATIVE = re.compile(r"^\W*quyet\s*(?:dinh|nghi)\s*:?\W*$")  # QUYẾT ĐỊNH:
_OPENER = re.compile(
    r"^\W*(?:căn cứ|thực hiện|theo|trên cơ sở|xét|nhằm|để |tiếp tục|triển khai thực hiện .{0,200}(?:số|ngày)|"
    r"hưởng ứng|chào mừng|sau khi|với mục|thi hành|nhân dịp|năm \d{4},)",
    re.IGNORECASE,
)  # Căn cứ Luật …
_ISSUER = re.compile(
    r"^(?:(?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|BAN (?:THƯỜNG VỤ|CHẤP HÀNH|THƯỜNG TRỰC|BÍ THƯ)|ĐOÀN CHỦ TỊCH)"
)  # BAN THƯỜNG VỤ TỈNH ĐOÀN
_NATION = re.compile(r"conghoaxahoichunghia|doclaptudohanhphuc|dangcongsanvietnam")


@dataclass(frozen=True, slots=True)
class Decision:
    """The zones of a decision before the plan."""

    title: tuple[Paragraph, ...]  # type, then subject
    opening: tuple[Block, ...]
    articles: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The zones of a plan. Letterhead, recipients and signature are lines; opening and body are blocks."""

    letterhead: tuple[Paragraph, ...] = ()
    title: tuple[Paragraph, ...] = ()  # type, then subject lines
    opening: tuple[Block, ...] = ()
    body: tuple[Block, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    recipients: tuple[Paragraph, ...] = ()
    signature: tuple[Paragraph, ...] = ()
    appendices: tuple[Annex, ...] = ()
    decision: Decision | None = None
    notes: tuple[Paragraph, ...] = field(default=())  # lines of no zone: "(Kèm theo Quyết định số …)"


def analyse(document: Document) -> Layout:
    """Find the zones of a document. Never fails: what is not there is empty."""
    blocks = document.blocks
    text = document.text
    first = _find_title(text, blocks, 0, 40)
    if first is None:
        return _without_title(text, blocks)
    head, title, rest = first
    name = _key(text, title[0])
    if _DECISION.match(_type_of(name)):
        second = _find_plan_title(text, rest)
        if second is not None:
            between, plan_title, plan_rest = second
            return _promulgated(text, head, title, between, plan_title, plan_rest)
    plan = _after_title(text, rest)
    return Layout(_lines(head), title, *plan)


def _promulgated(
    text: str,
    head: Sequence[Block],
    title: tuple[Paragraph, ...],
    between: Sequence[Block],
    plan_title: tuple[Paragraph, ...],
    rest: Sequence[Block],
) -> Layout:
    """A decision, and the plan that it promulgates."""
    own, closing, recipients, signature = cut_closing(text, between)
    articles = next((i for i, b in enumerate(own) if _is(text, b, _OPERATIVE) or _article(text, b)), len(own))
    decision = Decision(title, tuple(own[:articles]), (*own[articles:], *closing))
    notes, rest = _attached(text, rest)
    opening, body, plan_closing, plan_recipients, plan_signature, appendices, _ = _after_title(text, rest)
    return Layout(
        _lines(head),
        plan_title,
        opening,
        body,
        plan_closing,
        plan_recipients or recipients,
        plan_signature or signature,
        appendices,
        decision,
        notes,
    )


def _article(text: str, block: Block) -> bool:
    return isinstance(block, Paragraph) and text[block.start : block.end].lstrip("* ").startswith("Điều ")


def _key(text: str, paragraph: Paragraph) -> str:
    printed = text[paragraph.start : paragraph.end]
    return squeeze(strip_marks(fold(spaced_type(printed) or printed)))


def _type_of(key: str) -> str:
    match = _TITLE.match(key)
    return match.group(1) if match else ""


def _is(text: str, block: Block, pattern: re.Pattern[str]) -> bool:
    return isinstance(block, Paragraph) and pattern.match(_key(text, block)) is not None


def _lines(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(paragraphs(tuple(blocks)))


Split = tuple[list[Block], tuple[Paragraph, ...], list[Block]]  # before the title, its lines, after them


def _find_title(text: str, blocks: Sequence[Block], start: int, within: int) -> Split | None:
    """The document's type and subject: the first line that is only a type's name, in capitals.

    Without one, the first line in capitals that begins with it, or a line of only the name in small letters.
    """
    seen = 0
    run: Split | None = None
    for i, block in enumerate(blocks[start:], start):
        for line in paragraphs((block,)):
            seen += 1
            if seen > within:
                return run
            key = _key(text, line)
            printed = text[line.start : line.end]
            if _TITLE.match(key) and is_upper(printed) and not key.rstrip().endswith(":"):
                if isinstance(block, Table):
                    return _title_in_table(text, blocks, i, line)
                subject, rest = _subject(text, blocks[i + 1 :])
                return list(blocks[start:i]), (line, *subject), rest
            if run is None and isinstance(block, Paragraph) and _stands_as_title(key, printed, block, first=i == start):
                subject, rest = _subject(text, blocks[i + 1 :])
                run = list(blocks[start:i]), (line, *subject), rest
    return run


def _stands_as_title(key: str, printed: str, block: Paragraph, *, first: bool) -> bool:
    """Whether a line without a type's name in capitals alone may be the title."""
    if _TITLE.match(key):
        return not key.endswith(":") and printed.lstrip()[:1].isupper()
    if not _TITLE_RUN.match(key):
        return is_upper(printed) and _TITLE_SHORT.match(key) is not None  # in capitals alone, after the letterhead
    plain = len(printed) < 200 and not printed.rstrip().endswith((".", ";", ":"))
    return is_upper(printed[:30]) or (plain and (first or block.centered or block.bold))


def _title_in_table(text: str, blocks: Sequence[Block], index: int, line: Paragraph) -> Split:
    """A title set inside a layout table: lines before it belong to the letterhead, after it to the subject."""
    lines = list(paragraphs((blocks[index],)))
    at = lines.index(line)
    subject, rest = _subject(text, [*lines[at + 1 :], *blocks[index + 1 :]])
    return [*blocks[:index], *lines[:at]], (line, *subject), rest


def _find_plan_title(text: str, blocks: Sequence[Block]) -> Split | None:
    """The title of the plan that a decision promulgates: after its articles."""
    articles = False
    for i, block in enumerate(blocks):
        articles = articles or _article(text, block)
        if not articles or not isinstance(block, Paragraph) or not is_upper(text[block.start : block.end]):
            continue
        key = _key(text, block)
        if _PLAN.match(_type_of(key)) or _TITLE_RUN.match(key):
            subject, rest = _subject(text, blocks[i + 1 :])
            return list(blocks[:i]), (block, *subject), rest
    return None


def _subject(text: str, blocks: Sequence[Block]) -> tuple[list[Paragraph], list[Block]]:
    """The lines of the subject under the type's name, and what follows them."""
    lines: list[Paragraph] = []
    for i, block in enumerate(blocks[:8]):
        if not isinstance(block, Paragraph):
            break
        printed = text[block.start : block.end].strip()
        if not any(map(str.isalnum, printed)):
            continue  # a rule of dashes or stars under the subject
        if not _continues_subject(text, lines, block, printed):
            return lines, list(blocks[i:])
        lines.append(block)
        if printed.endswith((".", ";", ":")):
            return lines, list(blocks[i + 1 :])
    after = 0
    for i, block in enumerate(blocks[:8]):
        if lines and block is lines[-1]:
            after = i + 1
    while after < len(blocks) and _bare(text, blocks[after]):
        after += 1
    return lines, list(blocks[after:])


def _bare(text: str, block: Block) -> bool:
    return isinstance(block, Paragraph) and not any(map(str.isalnum, text[block.start : block.end]))


def _continues_subject(text: str, lines: Sequence[Paragraph], block: Paragraph, printed: str) -> bool:
    """Whether a paragraph is the next line of a subject."""
    if read_marker(printed) or ATTACHED.match(printed) or printed.startswith(("-", "+", "(")) or len(printed) > 400:
        return False
    if lines and (OFFICE.match(printed) or _ISSUER.match(printed)):
        return False  # the authority line of a decision: CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …
    if not lines:
        # The first line after the type is its subject, unless the opening follows at once.
        formal = is_upper(printed) or block.centered or block.bold
        return formal or not (_OPENER.match(printed) and (len(printed) > 150 or printed.endswith((";", ".", ":"))))
    last = lines[-1]
    before = text[last.start : last.end].strip()
    if is_upper(before) != is_upper(printed) and not (block.centered and last.centered):
        return False
    if (last.bold and not block.bold) or (last.centered and not block.centered):
        return False
    if before.count("“") > before.count("”") and not _OPENER.match(printed):
        return True
    if is_upper(printed) and is_upper(before):
        return not (before.startswith("KẾ HOẠCH") and printed.startswith("KẾ HOẠCH"))
    plain = len(printed) < 140 and not printed.endswith((".", ";", ":"))
    return plain and not (_OPENER.match(printed) and (len(printed) > 100 or printed.startswith(("Căn cứ", "Xét"))))


def _attached(text: str, blocks: Sequence[Block]) -> tuple[tuple[Paragraph, ...], list[Block]]:
    """Bracketed lines under the title that tie the plan to its decision."""
    notes: list[Paragraph] = []
    rest = list(blocks)
    while rest and isinstance(rest[0], Paragraph):
        printed = text[rest[0].start : rest[0].end]
        if not ATTACHED.match(printed) and any(map(str.isalnum, printed)):
            break
        if any(map(str.isalnum, printed)):
            notes.append(rest[0])
        rest.pop(0)
    return tuple(notes), rest


Rest = tuple[
    tuple[Block, ...],
    tuple[Block, ...],
    tuple[Paragraph, ...],
    tuple[Paragraph, ...],
    tuple[Paragraph, ...],
    tuple[Annex, ...],
    None,
]


def _after_title(text: str, blocks: Sequence[Block]) -> Rest:
    """Opening, body, closing, recipients, signature and appendices of what follows a title."""
    main, annexes = cut_appendices(text, blocks)
    own, closing, recipients, signature = cut_closing(text, main)
    start = next(
        (i for i, b in enumerate(own) if isinstance(b, Table) or _heads(text, b)),
        len(own),
    )
    return tuple(own[:start]), tuple(own[start:]), tuple(closing), recipients, signature, annexes, None


def _heads(text: str, block: Paragraph) -> bool:
    """Whether a paragraph begins the body: it carries a section's number."""
    marker = read_marker(text[block.start : block.end])
    return marker is not None and marker.number <= 2


def _without_title(text: str, blocks: Sequence[Block]) -> Layout:
    """A document that prints no type: what precedes the first long or numbered paragraph is its letterhead."""
    start = 0
    for i, block in enumerate(blocks[:25]):
        lines = [text[p.start : p.end] for p in paragraphs((block,))]
        joined = re.sub(r"[^a-z]", "", strip_marks(fold(" ".join(lines))))
        if _NATION.search(joined):
            start = i + 1
            while start < len(blocks) and _place_line(text, blocks[start]):
                start += 1
    return Layout(_lines(blocks[:start]), (), *_after_title(text, blocks[start:]))


def _place_line(text: str, block: Block) -> bool:
    key = _key(text, block) if isinstance(block, Paragraph) else ""
    return re.match(r"^\W*(?:so\s*:|.{2,40}, ngay\b)", key) is not None
