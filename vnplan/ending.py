"""The end of a document -> closing, recipients, signature and appendices."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnplan.document import Block, Paragraph, Table, paragraphs
from vnplan.gazetteer.offices import CAPACITY, OFFICE, RECIPIENTS, signs
from vnplan.outline import read_marker
from vnplan.text import fold, is_upper

ATTACHED = re.compile(r"^\W*(?:ban hành\s+)?(?:kèm theo|đính kèm)\b", re.IGNORECASE)  # (Kèm theo Quyết định số …)
_CAPTION = re.compile(
    r"^\W*phụ lục(?:\s+(?:số\s*)?[\divx]{1,5}[a-z]?)?\s*[:.]?\W*$|^\W*(?:biểu|mẫu)(?: mẫu)?\s+(?:số\s*)?[\d]{1,3}\W*$",
    re.IGNORECASE,
)  # Phụ lục II
_ANNEX = re.compile(
    r"^\W*(?:phụ lục|lịch|bảng|danh sách|danh mục|biểu|mẫu|đề cương|dự toán|phân công|tiến độ|chương trình|thể lệ|"
    r"kịch bản|nội dung|cơ cấu|hướng dẫn|khung|kế hoạch)\b",
    re.IGNORECASE,
)  # LỊCH HOẠT ĐỘNG
_CLOSING = re.compile(
    r"^\W*(?:trên đây là|nhận được kế hoạch này|"
    r"trong quá trình (?:tổ chức )?(?:triển khai |thực hiện)|kế hoạch này (?:có|được|thay)|"
    r"đề nghị các|yêu cầu các|(?:ủy ban nhân dân|ubnd|ban thường vụ|sở|ban).{0,60}(?:yêu cầu|đề nghị) )",
    re.IGNORECASE,
)


_DATED = re.compile(
    r"^\W{0,3}[^\W\d_][^\n,]{1,40},\s*(?:ngày\b[\s\d.…]{0,12}tháng\b[\s\d.…]{0,12}năm\b[\s\d.…]{0,12}|"
    r"(?:ngày\s*)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})\W{0,3}$",
    re.IGNORECASE,
)  # Tân An, ngày 12 tháng 3 năm 2024 (before the signature)

_RUN_IN = re.compile(r"(?<=[:;.)])\s+(?=[^\W\d_])")  # Nơi nhận: (TM. ỦY BAN NHÂN DÂN)


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix: the paragraphs of its title, and what follows."""

    title: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]


def cut_appendices(text: str, blocks: Sequence[Block]) -> tuple[list[Block], tuple[Annex, ...]]:
    """The blocks before the first appendix, and the appendices."""
    closed = False
    signed = False
    starts: list[int] = []
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            lines = [text[p.start : p.end] for p in paragraphs((block,))]
            if any(map(RECIPIENTS.match, lines)) or any(map(CAPACITY.match, lines[:3])):
                closed = signed = True
            continue
        printed = text[block.start : block.end].strip()
        if RECIPIENTS.match(printed) or CAPACITY.match(printed):
            closed = True
            signed = signed or CAPACITY.match(printed) is not None
        elif _is_caption(printed):
            starts.append(i)
        elif closed and is_upper(printed) and _ANNEX.match(printed) and not OFFICE.match(printed):
            if starts and _within_title(text, blocks, starts[-1], i):
                continue
            starts.append(i)
    if not starts:
        return list(blocks), ()
    ends = [*starts[1:], len(blocks)]
    annexes = tuple(_annex(text, blocks[a:b]) for a, b in zip(starts, ends, strict=True))
    return list(blocks[: starts[0]]), annexes


def _is_caption(printed: str) -> bool:
    """Whether a line opens an appendix wherever it stands: `Phụ lục II`, or a title in capitals that begins so."""
    if _CAPTION.match(printed):
        return len(printed) < 40
    return is_upper(printed) and printed.startswith("PHỤ LỤC") and len(printed) < 300


def _within_title(text: str, blocks: Sequence[Block], start: int, index: int) -> bool:
    """Whether the paragraph at `index` is still the title of the appendix that begins at `start`."""
    return index - start <= 3 and all(
        isinstance(b, Paragraph) and (_is_caption(text[b.start : b.end].strip()) or is_upper(text[b.start : b.end]))
        for b in blocks[start:index]
    )


def _annex(text: str, blocks: Sequence[Block]) -> Annex:
    """An appendix: caption, title lines and content."""
    title: list[Paragraph] = []
    rest = list(blocks)
    while rest and isinstance(rest[0], Paragraph) and len(title) < 6:
        block = rest[0]
        printed = text[block.start : block.end].strip()
        if title and not _continues_caption(text, title, block, printed):
            break
        if any(map(str.isalnum, printed)):
            title.append(block)
        rest.pop(0)
    return Annex(tuple(title), tuple(rest))


def _continues_caption(text: str, title: Sequence[Paragraph], block: Paragraph, printed: str) -> bool:
    if ATTACHED.match(printed) or read_marker(printed) or printed.startswith(("(", "-", "+")):
        return False
    if len(printed) > 300 or printed.endswith((".", ":", ";")):
        return False
    before = text[title[-1].start : title[-1].end]
    if is_upper(printed) or block.centered or block.bold:
        return True
    return len(title) == 1 and (_CAPTION.match(before.strip()) is not None or len(printed) < 120)


Closed = tuple[list[Block], tuple[Paragraph, ...], tuple[Paragraph, ...], tuple[Paragraph, ...]]


def cut_closing(text: str, blocks: Sequence[Block]) -> Closed:
    """The blocks before the closing, the last plain paragraphs, the recipients and the signature."""
    at = _closing_start(text, blocks)
    while at and isinstance(block := blocks[at - 1], Paragraph) and _DATED.match(text[block.start : block.end].strip()):
        at -= 1
    own = list(blocks[:at])
    recipients: list[Paragraph] = []
    signature: list[Paragraph] = []
    for block in (part for whole in blocks[at:] for part in _apart(text, whole)):
        if isinstance(block, Table):
            for lines in _columns(block):
                listed = any(RECIPIENTS.match(text[p.start : p.end]) for p in lines)
                (recipients if listed else signature).extend(lines)
        elif _belongs_to_recipients(text, recipients, signature, block):
            recipients.append(block)
        else:
            signature.append(block)
    closing: list[Paragraph] = []
    while own and isinstance(own[-1], Paragraph) and _CLOSING.match(text[own[-1].start : own[-1].end]):
        block = own.pop()
        assert isinstance(block, Paragraph)
        closing.insert(0, block)
    return own, tuple(closing), tuple(recipients), tuple(signature)


def _apart(text: str, block: Block) -> tuple[Block, ...]:
    """A line of the recipients cut where the signature beside it was run into it: `- Lưu: VT. CHỦ TỊCH`."""
    if isinstance(block, Table) or block.end - block.start > 200 or signs(text[block.start : block.end]):
        return (block,)
    for match in _RUN_IN.finditer(text, block.start, block.end):
        if signs(text[match.end() : block.end]):
            left, right = match.start(), match.end()
            return dataclasses.replace(block, end=left), dataclasses.replace(block, start=right)
    return (block,)


def _columns(table: Table) -> Iterator[list[Paragraph]]:
    """The lines of a layout table, column by column."""
    for column in range(table.columns):
        yield [p for cell in table.cells if cell.column == column for p in paragraphs(cell.blocks)]


def _belongs_to_recipients(
    text: str, recipients: Sequence[Paragraph], signature: Sequence[Paragraph], block: Paragraph
) -> bool:
    printed = text[block.start : block.end].strip()
    if RECIPIENTS.match(printed):
        return True
    if not recipients or signs(printed):
        return False
    if signature and signature[-1].start > recipients[-1].start:
        return printed.startswith(("-", "–", "+"))  # the list goes on after the signature's lines
    archived = "lưu" in fold(text[recipients[-1].start : recipients[-1].end])[:8]
    return printed.startswith(("-", "–", "+", "•")) or not archived


def _closing_start(text: str, blocks: Sequence[Block]) -> int:
    """The index of the block with which recipients or signature begin; the number of blocks if there are none."""
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if isinstance(block, Table):
            lines = [text[p.start : p.end] for p in paragraphs((block,))]
            if len(lines) <= 80 and any(map(RECIPIENTS.match, lines)):
                return _signature_start(text, blocks, i)
        elif RECIPIENTS.match(text[block.start : block.end]):
            return _signature_start(text, blocks, i)
    return _signature_only(text, blocks)


def _signature_start(text: str, blocks: Sequence[Block], index: int) -> int:
    """A signature may be printed before the recipients: go back over its lines."""
    start = index
    for i in range(index - 1, max(-1, index - 9), -1):
        block = blocks[i]
        if isinstance(block, Table):
            break
        printed = text[block.start : block.end]
        if signs(printed):
            start = i
        elif len(printed) > 60:
            break
    return start


def _signature_only(text: str, blocks: Sequence[Block]) -> int:
    """The first line of a signature that stands without recipients."""
    found = len(blocks)
    for i in range(len(blocks) - 1, max(-1, len(blocks) - 25), -1):
        block = blocks[i]
        lines = [text[p.start : p.end] for p in paragraphs((block,))]
        if isinstance(block, Table):
            if lines and len(lines) < 16 and any(map(signs, lines)):
                found = i
        elif signs(lines[0]):
            found = i
    return found
