"""Plain text as it really arrives -> Document: hard wraps, two columns in runs of blanks, tables without rules.

Tables in text are found by `vnplan.readers.plain_tables`; what is left is flow: lines to be joined into
paragraphs. Nothing in here knows what a plan says, only how pages become lines.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnplan.document import Document, Remark, Source
from vnplan.errors import EmptySource
from vnplan.gazetteer.offices import RECIPIENTS, signs
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers.draft import CellDraft, Draft, ParagraphDraft, TableDraft, assemble, normalise
from vnplan.readers.plain_aligned import AlignedTable
from vnplan.readers.plain_grid import Full, breaks_off, full_widths
from vnplan.readers.plain_tables import is_pipe, split_tables
from vnplan.text import is_upper

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,80}\]")  # [bookmark: bookmark3]
_RULE = re.compile(r"^\s*[-_*=~–—]{3,}\s*$")  # -------
_EMPHASIS = re.compile(r"\*+")  # **KẾ HOẠCH**
_BOLD = re.compile(r"\*\*(?:[^*]|\*(?!\*))+\*\*")
_HASHES = re.compile(r"^\s{0,3}#{1,6}\s+")  # ## I. MỤC ĐÍCH
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*|–\s*|Trang\s+)?(\d{1,4})(?:\s*[-–/]\s*\d{0,4})?\s*$", re.IGNORECASE)  # 2
_GAP = re.compile(r" {3,}| *\t\s*")
_SPACED = re.compile(r"\s*\w(?:\s{1,9}\w){4,40}\s*")  # K Ế   H O Ạ C H: letters set apart, no columns
_BLANK = re.compile(r"(?:\bsố\s*:?|\bngày|\btháng|\bnăm)\s*$", re.IGNORECASE)  # Số:      /KH-UBND
_FILLED = re.compile(r"[/\-–]|tháng\b|năm\b|\d", re.IGNORECASE)  # what stands after a number or day left blank
_MARKER = re.compile(
    r"^\s*(?:(?!I{0,3}V?/\d)[IVXLC]{1,6}\s?[.\-/)–]\s?\S|\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)/\-]\s?[^\d\s]|\d{1,2}(?:\.\d{1,2}){1,3}\s+\S"
    r"|(?:[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)/\-]\s+\d{1,3}(?:,\d+)?\s?%"
    r"|(?:[a-zđA-ZĐ]|[ivx]{2,4})\s?[.)]\s|\(\d{1,2}\)\s|[-–+•*]\s?\S|(?:Điều|Phần|Chương|Mục)\s+[\dIVXA-D]{1,4}\b"
    r"|Căn cứ\s|Nơi nhận|Trên đây là)"
)  # 1.1. Tuyên truyền
_DASHED_YEAR = re.compile(r"^\s*[-–]\s?\d{2,4}\b")  # "2026" + "- 2030 phấn đấu": a wrapped range, no bullet
_TITLE = re.compile(r"^\W*(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|HƯỚNG DẪN|THÔNG BÁO|LỊCH)\W*$")
_NARROWEST = 45
_WRAP_WIDTH = 130  # a text whose lines all stay below this many characters is hard-wrapped


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How the lines of a hard-wrapped text were made."""

    width: int  # characters
    slack: float  # how much of the width must be left over before a capital begins a paragraph
    separated: bool  # paragraphs are told apart by blank lines, so that a line never begins one without


def read(data: str, source: Source, *, limits: Limits = DEFAULT_LIMITS, remarks: Sequence[Remark] = ()) -> Document:
    """The document in a text. Takes decoded text; EmptySource where it has no letters, LimitExceeded as told."""
    limits.check("max_characters", len(data), source=source.name)
    text = _BOOKMARK.sub("", normalise(data))
    if not any(map(str.isalnum, text)):
        raise EmptySource("there is no text in it", source=source.name, remedy="check that this is the right file")
    lines = _without_page_numbers(text.split("\n"))
    marked = sum(line.count("**") for line in lines) >= 4
    source = dataclasses.replace(source, reader="plain")
    pieces = split_tables(lines)
    wrap = _wrap(lines, [s for p in pieces if isinstance(p, list) for s in ("", *p)])
    drafts: list[Draft] = []
    cells = 0
    for piece in pieces:
        if isinstance(piece, TableDraft):
            told = [[b for b in cell.blocks if isinstance(b, ParagraphDraft)] for cell in piece.cells]
            full = full_widths([[[b.text.strip() for b in cell] for cell in told]])[0]
            for cell, blocks in zip(piece.cells, told, strict=True):
                if not isinstance(piece, AlignedTable):
                    blocks = _cell_paragraphs(blocks, full, wrapped=wrap is not None)
                cell.blocks = [_paragraph(b, marked) for b in blocks]
            cells += len(piece.cells)
            limits.check("max_cells", cells, source=source.name)
            drafts.append(piece)
        else:
            drafts.extend(_flow(piece, wrap, marked))
    return assemble(drafts, source, remarks=remarks)


def _without_page_numbers(lines: list[str]) -> list[str]:
    """Lone integers that count up by one through the text are page numbers; the paragraph runs on across them."""
    found = [
        (i, int(m.group(1)))
        for i, line in enumerate(lines)
        if "\t" not in line and (m := _PAGE_NUMBER.match(line)) and not any(map(is_pipe, lines[max(i - 1, 0) : i + 2]))
    ]
    drop: set[int] = set()
    expected: int | None = None
    run: list[int] = []
    for index, number in [*found, (len(lines), -1)]:
        if expected is not None and number == expected and index - run[-1] > 15:
            run.append(index)
        else:
            if len(run) >= 2:
                drop.update(run)
            run = [index]
        expected = number + 1
    if not drop:
        lone = [i for i, n in found if n == 2 and 20 < i < len(lines) - 3 and _alone(lines, i)]
        drop.update(lone[:1] if len(found) == 1 else [])
    kept: list[str] = []
    for i, line in enumerate(lines):
        if i in drop:
            while kept and not kept[-1].strip():  # the blank lines around it belong to the page break
                kept.pop()
            continue
        if i - 1 in drop and not line.strip():
            drop.add(i)
            continue
        kept.append(line)
    return kept


def _alone(lines: Sequence[str], index: int) -> bool:
    return not lines[index - 1].strip() or not lines[index + 1].strip()


def _wrap(lines: Sequence[str], flow: Sequence[str]) -> _Wrap | None:
    """How the text is hard-wrapped, or None where each line is a paragraph; `flow` is what stands outside tables.

    In wrapped text no line is long, and many lines go on in small letters where the one before broke off.
    """
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths:
        return None
    width = lengths[int(len(lengths) * 0.97)]
    pairs = [(a.rstrip(" *"), b.lstrip(" *")) for a, b in pairwise(lines) if a.strip(" |") and b.strip(" |")]
    open_pairs = [(a, b) for a, b in pairs if not _MARKER.match(b)]
    small = sum(b[:1].islower() for _, b in open_pairs)
    running = small + sum(len(a) >= 0.8 * width and a[-1:] not in ".;:!?" for a, b in open_pairs if not b[:1].islower())
    if not _NARROWEST <= width <= _WRAP_WIDTH or running < 0.1 * len(pairs) or small < max(2, 0.3 * running):
        return None
    broken = [_room(width, a, b) for a, b in pairs if b[:1].islower()]
    filled = len(broken) >= 3 and sum(room < 4 for room in broken) >= 0.95 * len(broken)
    return _Wrap(width, 0.0 if filled else 0.4, _blank_separated(flow))


def _room(width: int, last: str, line: str) -> int:
    """How many characters would be left over if the first word of `line` stood at the end of `last`."""
    return width - len(last) - 1 - len(line.split(None, 1)[0])


def _flow(lines: Sequence[str], wrap: _Wrap | None, marked: bool) -> list[Draft]:
    """Paragraphs and side-by-side columns of lines without tables."""
    drafts: list[Draft] = []
    block: list[str] = []

    def close() -> None:
        for draft in _paragraphs(block, wrap):
            paragraph = _paragraph(draft, marked)
            last = drafts[-1] if drafts else None
            if wrap is not None and isinstance(last, ParagraphDraft) and _runs_on(last, paragraph):
                drafts[-1] = dataclasses.replace(last, text=f"{last.text} {paragraph.text}")
            else:
                drafts.append(paragraph)
        block.clear()

    i = 0
    while i < len(lines):
        columns = _columns(lines, i)
        if columns is not None:
            close()
            table, i = columns
            for cell in table.cells:
                cell.blocks = [_paragraph(b, marked) for b in cell.blocks if isinstance(b, ParagraphDraft)]
            drafts.append(table)
            continue
        if not lines[i].strip() or _RULE.match(lines[i]) or is_pipe(lines[i]):
            close()
        else:
            block.append(lines[i])
        i += 1
    close()
    return drafts


def _blank_separated(lines: Sequence[str]) -> bool:
    """Whether paragraphs are told apart by blank lines, so that a line never begins one without."""
    starts = [i for i, line in enumerate(lines) if i and _MARKER.match(line.replace("*", ""))]
    if len(starts) < 3:
        return False
    return sum(not lines[i - 1].strip() for i in starts) >= 0.9 * len(starts)


def _paragraphs(block: Sequence[str], wrap: _Wrap | None) -> list[ParagraphDraft]:
    """The paragraphs in lines without a blank line between them."""
    if wrap is None or not block:
        return [ParagraphDraft(line) for line in block]
    groups: list[list[str]] = []
    indents = sorted(len(line) - len(line.lstrip()) for line in block)
    base = indents[len(indents) // 2] if len(indents) > 2 else indents[0]
    for line in block:
        if not groups or _begins(groups[-1], line, wrap, base):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [
        ParagraphDraft(" ".join(s.strip() for s in g), centered=all(_centered(s, wrap.width) for s in g))
        for g in groups
    ]


def _begins(group: Sequence[str], line: str, wrap: _Wrap, base: int) -> bool:
    """Whether a line begins a paragraph after the lines of `group`."""
    last = group[-1].rstrip()
    if _centered(line, wrap.width) or _centered(last, wrap.width):
        return True
    if wrap.separated:
        return False
    plain = line.replace("*", "")
    if _MARKER.match(plain) and not (_DASHED_YEAR.match(plain) and last[-1:].isdigit()):
        return True
    room = _room(wrap.width, last, plain)  # a paragraph's last line leaves room for the next word
    ended = last[-1:] in ".;:!?"
    capital = plain.lstrip()[:1].isupper()
    indent = len(line) - len(line.lstrip())
    if indent >= base + 3 and len(last) - len(last.lstrip()) < indent and capital and (ended or room >= 4):
        return True
    heading = len(group) == 1 and _MARKER.match(last.replace("*", "")) is not None
    slack = wrap.slack / 2 if heading else wrap.slack
    return room >= 4 and (ended or (capital and room > slack * wrap.width))


def _centered(line: str, width: int) -> bool:
    text = line.strip()
    indent = len(line) - len(line.lstrip())
    return indent >= 8 and abs(indent + len(text) / 2 - width / 2) <= max(4, width // 12) and len(text) < 0.8 * width


def _paragraph(draft: ParagraphDraft, marked: bool) -> ParagraphDraft:
    """The paragraph without emphasis marks; bold where they covered all of it."""
    text = _HASHES.sub("", draft.text)
    bold = text != draft.text
    if marked or bold:
        rest = _EMPHASIS.sub("", _BOLD.sub("", text))
        bold = bold or ("**" in text and not any(map(str.isalnum, rest)))
        text = _EMPHASIS.sub("", text)
    return dataclasses.replace(draft, text=text, bold=bold)


def _runs_on(last: ParagraphDraft, paragraph: ParagraphDraft) -> bool:
    """Whether a paragraph is only the rest of the one before, cut by a stray blank line."""
    if last.centered or last.bold or paragraph.centered:
        return False
    text = paragraph.text.lstrip()
    return text[:1].islower() and not _MARKER.match(text) and last.text.rstrip()[-1:] not in ".;:!?"


def _cell_paragraphs(blocks: Sequence[ParagraphDraft], full: Full | None, *, wrapped: bool) -> list[ParagraphDraft]:
    """A cell's lines joined where a line break is only a wrap; `full` tells how long the table's full lines are."""
    lines = [b.text for b in blocks]
    if not wrapped:
        return [ParagraphDraft(line) for line in lines if line.strip() and not _RULE.match(line)]
    groups: list[list[str]] = []
    for line in lines:
        if not line.strip() or _RULE.match(line):
            groups.append([])
        elif groups and groups[-1] and not _ends_in_cell(groups[-1], line, full):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [ParagraphDraft(" ".join(s.strip() for s in g)) for g in groups if g]


def _ends_in_cell(group: Sequence[str], line: str, full: Full | None) -> bool:
    """Whether `line` begins a new paragraph of a cell after the lines of `group`."""
    last = group[-1].strip()
    so_far = " ".join(group)
    if so_far.count("**") % 2 or so_far.replace("**", "").count("*") % 2:  # emphasis is open: the break is a wrap
        return False
    plain = line.replace("*", "").strip()
    if _MARKER.match(plain) and not (_DASHED_YEAR.match(plain) and last[-1:].isdigit()):
        return True
    if last.endswith("**") or line.lstrip().startswith("**"):
        return True
    if plain[:1].islower() or plain[:1] in "(,;)":
        return False
    if last.replace("*", "").rstrip()[-1:] in ".;:" or breaks_off(last, line.strip(), full):
        return True
    return is_upper(plain) != is_upper(last) or (is_upper(plain) and signs(plain))


def _columns(lines: Sequence[str], start: int) -> tuple[TableDraft, int] | None:
    """Two columns side by side in runs of blanks, beginning at `start`: the letterhead or the closing.

    Gives a table of one row and two cells, and the index of the first line after it.
    """
    parts = _parts(lines[start])
    if len(parts) < 2:
        return None
    closing = RECIPIENTS.match(parts[0][1]) is not None or signs(parts[-1][1])
    head = is_upper(parts[-1][1]) or is_upper(parts[0][1])
    if parts[-1][1].startswith("(") or not (closing or head):
        return None
    end = start
    blanks = 0
    both: list[list[tuple[int, str]]] = []  # the lines that have something in each column
    for i in range(start, min(len(lines), start + 60)):
        line = lines[i]
        if not line.strip():
            blanks += 1
            if blanks > (6 if closing else 2):
                break
            continue
        found = _parts(line)
        if not closing and (_TITLE.match(line.strip()) or (blanks and len(found) < 2 and i > start + 1)):
            break
        if closing and i > start and len(found) < 2 and (_TITLE.match(line.strip()) or "PHỤ LỤC" in line):
            break
        if closing and blanks and len(found) == 1 and _stands_between(found[0], both):
            break
        blanks = 0
        end = i
        if len(found) >= 2:
            both.append(found)
    rows = [(i, _parts(lines[i])) for i in range(start, end + 1) if lines[i].strip()]
    wide = [(p[0], p[-1]) for _, p in rows if len(p) >= 2 and not p[-1][1].startswith("(")]
    if not wide:
        return None
    left_end = max(first[0] + len(first[1]) for first, _ in wide if first[0] < min(second[0] for _, second in wide))
    right_start = min(second[0] for _, second in wide)
    edge = max(right_start - 2, 1) if left_end >= right_start else (left_end + right_start) // 2 + 1
    cells: tuple[list[str], list[str]] = ([], [])
    for _, found in rows:
        sides = ("   ".join(t for x, t in found if x < edge), "  ".join(t for x, t in found if x >= edge))
        for cell, text in zip(cells, sides, strict=True):
            if text and not _RULE.match(text):
                cell.append(text)
    drafts = [CellDraft(0, c, blocks=_column_paragraphs(cell)) for c, cell in enumerate(cells)]
    return TableDraft(1, 2, drafts), end + 1


def _stands_between(piece: tuple[int, str], both: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """Whether a lone line is in neither of two columns: in the middle of the page, as a title is."""
    left, right = min(row[0][0] for row in both), min(row[-1][0] for row in both)
    middle = sum(row[-1][0] + len(row[-1][1]) / 2 for row in both) / len(both)
    return left + 8 <= piece[0] < right - 3 and piece[0] + len(piece[1]) / 2 < middle - 8


def _column_paragraphs(lines: Sequence[str]) -> list[Draft]:
    """The lines of a column: each its own paragraph, but a recipient's second line belongs to its first."""
    joined: list[str] = []
    listing = False
    for line in lines:
        listing = listing or RECIPIENTS.match(line) is not None
        if listing and joined and not line.lstrip().startswith(("-", "–", "+")) and not RECIPIENTS.match(line):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    return [ParagraphDraft(line) for line in joined]


def _parts(line: str) -> list[tuple[int, str]]:
    """The pieces of a line between runs of blanks, each with the place where it begins."""
    pieces: list[tuple[int, str]] = []
    start = len(line) - len(line.lstrip())
    for gap in () if _SPACED.fullmatch(line) else _GAP.finditer(line, start):
        if _BLANK.search(line, max(start, gap.start() - 8), gap.start()) and _FILLED.match(line, gap.end()):
            continue
        if gap.start() > start:
            pieces.append((start, line[start : gap.start()]))
        start = gap.end()
    if line[start:].strip():
        pieces.append((start, line[start:].rstrip()))
    return pieces
