"""Tables in plain text, as converters leave them: cells opened by `|` lines or by TABs, a row on each line, or blanks.

`split_tables` cuts a text's lines into flow and `TableDraft`s whose cells hold one `ParagraphDraft` a line
(the plain reader joins wrapped ones). `vnplan.readers.plain_grid` works out merged cells where the format dropped
them. Every finder reads a line a bounded number of times.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vnplan.gazetteer.columns import column_of
from vnplan.gazetteer.offices import RECIPIENTS, signs
from vnplan.readers.draft import CellDraft, ParagraphDraft, TableDraft
from vnplan.readers.plain_aligned import aligned_table
from vnplan.readers.plain_grid import LABEL, Row, headed_over, place, place_merged
from vnplan.readers.plain_pipes import MAX_COLUMNS, pipe_rows
from vnplan.text import is_upper

_PIPE = re.compile(r"^\s*\|\s*$")  # a line of only |
_PIPED = re.compile(r"^\s*\|.*\|\s*$")  # | 1 | Hội nghị |
_RULED = re.compile(r"^(?=[^|+]*[|+])(?=[^-]*-)[\s|+:\-=]+$")  # |---|---| or +----+----+
_UNESCAPED = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>")
_TAB = re.compile(r"^ {0,2}\t ?")
_STOP = re.compile(
    r"^\W*(?:PHỤ LỤC|Phụ lục\s+[IVX\d]|KẾ HOẠCH\W*$|Nơi nhận|[IVX]{1,5}\.\s|Trên đây là|Điều \d)"
)  # a cell never runs over these
_ARCHIVE = re.compile(r"^\W*Lưu\b")  # last line of the recipients
_NUMBERED = re.compile(
    r"^\W{0,4}(?:[IVXL]{1,6}\s?[.\-/]|\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)]|[a-zđ]\))\s*\S{2}|^\W{0,4}Điều \d|^[-–+]\s?.{80}"
)  # 1. Mục đích: a numbered paragraph, not a cell
_WIDEST = 60  # columns of a table whose rows stand on lines of their own

Piece = list[str] | TableDraft


@dataclass(frozen=True, slots=True)
class _Found:
    """A table in `lines[begin:end]`; without one, lines up to `end` that are none."""

    table: TableDraft | None
    begin: int
    end: int


def split_tables(lines: Sequence[str]) -> list[Piece]:
    """The lines cut into flow (lists of lines) and tables, in order."""
    pieces: list[Piece] = []
    flow: list[str] = []
    i = 0
    while i < len(lines):
        found = _pipe_table(lines, i) or _line_table(lines, i) or _tab_table(lines, i) or _aligned(lines, i)
        if found is None:
            flow.append(lines[i])
            i += 1
            continue
        if found.table is None:
            flow.extend(lines[i : found.end])
        else:
            if found.begin < i:  # the line before was the table's first cell
                del flow[found.begin - i :]
            flow.extend(lines[i : found.begin])
            if flow:
                pieces.append(flow)
                flow = []
            pieces.append(found.table)
        i = found.end
    if flow:
        pieces.append(flow)
    return pieces


def _aligned(lines: Sequence[str], start: int) -> _Found | None:
    found = aligned_table(lines, start)
    return _Found(found[0], start, found[1]) if found else None


def is_pipe(line: str) -> bool:
    """Whether a line only opens or closes a cell."""
    return _PIPE.match(line) is not None


def _pipe_table(lines: Sequence[str], start: int) -> _Found | None:
    """`|` alone on a line opens a cell; a row's closing `|` and the next row's opening `|` stand together."""
    if not _PIPE.match(lines[start]):
        return None
    contents: list[list[str]] = []
    current: list[str] = []
    end = start + 1
    for i in range(start + 1, len(lines)):
        line = lines[i]
        if _PIPE.match(line):
            contents.append(current)
            current = []
            end = i + 1
        elif line.strip():
            current.append(line)
        elif not current and not _cell_goes_on(lines, i):
            break  # a blank line right after a pipe ends the table
    rows = pipe_rows(contents) if len(contents) > 1 else None
    if rows is None:
        return _Found(None, start, end)
    width = max(len(row) for row in rows)
    return _Found(TableDraft(len(rows), width, place(rows, width)), start, end)


def _cell_goes_on(lines: Sequence[str], blank: int) -> bool:
    """Whether the text after a blank line at the head of a cell still belongs to a cell that a pipe closes."""
    i = blank
    while i < min(len(lines), blank + 6) and not lines[i].strip():
        i += 1
    for j in range(i, min(len(lines), i + 6)):
        if _PIPE.match(lines[j]):
            return j > i
        if not lines[j].strip() or _STOP.match(lines[j].replace("*", "")):
            return False
    return False


def _line_table(lines: Sequence[str], start: int) -> _Found | None:
    """A row on each line: Markdown, a grid drawn with `+---+`, or cells parted by TABs."""
    line = lines[start]
    following = lines[start + 1] if start + 1 < len(lines) else ""
    if "\t" in line:
        return _tabbed_lines(lines, start)
    if "|" not in line and not _RULED.match(line):
        return None
    ruled = _RULED.match(following) is not None or _RULED.match(line) is not None
    barred = not ruled and _is_barred(line, following)
    if not ruled and not barred and not (_PIPED.match(line) and _PIPED.match(following)):
        return None
    end = start
    rows: list[list[list[str]]] = []
    grid = line.lstrip().startswith("+")
    rooms = [len(part) - 2 for part in line.strip().strip("+").split("+")] if grid else []  # of each cell's lines
    opened = False  # a row of a drawn grid goes on until the next rule
    while end < len(lines) and ("|" in lines[end] or (grid and _RULED.match(lines[end]))):
        if barred and len(_UNESCAPED.findall(lines[end])) != len(_UNESCAPED.findall(line)):
            break
        if not ruled and not barred and not _PIPED.match(lines[end]):
            break
        if _RULED.match(lines[end]):
            opened = False
        else:
            row = _fields(lines[end])
            if grid and opened and len(row) == len(rows[-1]):
                rows[-1] = [above + below for above, below in zip(rows[-1], row, strict=True)]
            else:
                rows.append(row)
            opened = True
        end += 1
    width = max(map(len, rows), default=0)
    if not 0 < width <= _WIDEST or (not ruled and len({len(row) for row in rows}) > 1):
        return _Found(None, start, max(end, start + 1))
    if grid:
        rows = [
            [_unwrapped(cell, room) for cell, room in zip(row, rooms, strict=True)] if len(row) == len(rooms) else row
            for row in rows
        ]
    padded = [row + [[] for _ in range(width - len(row))] for row in rows]
    return _Found(TableDraft(len(rows), width, _go_on(place(padded, width))), start, end)


def _is_barred(line: str, following: str) -> bool:
    """Whether a line names columns parted by bars, without any at its ends, and the next has as many bars."""
    bars = len(_UNESCAPED.findall(line))
    if bars < 2 or _PIPED.match(line) or bars != len(_UNESCAPED.findall(following)):
        return False
    return sum(column_of(name) is not None for name in _UNESCAPED.split(line) if len(name) < 60) >= 2


def _unwrapped(lines: list[str], room: int) -> list[str]:
    """The paragraphs of a drawn cell: a line goes on where its next word had no room, or begins small."""
    out: list[str] = []
    last = ""
    for line in lines:
        word = line.split(None, 1)[0]
        if out and (len(last) + 1 + len(word) > room or word[:1].islower()):
            out[-1] += f" {line}"
        else:
            out.append(line)
        last = line
    return out


def _fields(line: str) -> list[list[str]]:
    """The cells of a row written on one line."""
    inner = line.strip().removeprefix("|")
    inner = inner.removesuffix("|") if not inner.endswith("\\|") else inner
    return [
        [s.strip() for s in _BREAK.split(part.replace("\\|", "|")) if s.strip()] for part in _UNESCAPED.split(inner)
    ]


def _go_on(cells: list[CellDraft]) -> list[CellDraft]:
    """Cells without those empty ones at a row's head that stand for a day or title merged from above.

    A number does not go on: a row without one is the rest of a row, or a row of its own.
    """
    kept: list[CellDraft] = []
    above: dict[int, CellDraft] = {}
    row, leading = 0, True
    for cell in cells:
        row, leading = cell.row, leading if cell.row == row else True
        leading = leading and not cell.blocks
        merged = above.get(cell.column)
        if leading and merged is not None and merged.row > 0 and not _is_label(merged):
            merged.rowspan += 1
            continue
        kept.append(cell)
        above[cell.column] = cell
    return kept


def _is_label(cell: CellDraft) -> bool:
    text = " ".join(b.text for b in cell.blocks if isinstance(b, ParagraphDraft))
    return not text or LABEL.match(text) is not None


def _tabbed_lines(lines: Sequence[str], start: int) -> _Found | None:
    """Rows of three cells or more, a line each, parted by TABs; a line without ends the table."""
    if not _is_tabbed(lines[start]):
        return None
    rows: list[list[list[str]]] = []
    end = start
    while end < len(lines) and "\t" in lines[end].strip(" "):
        as_wide = bool(rows) and lines[end].count("\t") == len(rows[0]) - 1  # an empty first cell
        if end > start and _TAB.match(lines[end]) and not (as_wide or _is_tabbed(lines[end])):
            break
        rows.append([[part.strip()] if part.strip() else [] for part in lines[end].split("\t")])
        end += 1
    full = sum(sum(map(bool, row)) >= 3 for row in rows)
    width = max(len(row) for row in rows)
    if len(rows) < 2 or full < 0.5 * len(rows) or width > MAX_COLUMNS:
        return _Found(None, start, end)
    cells = place([_group_or_full(row, width) for row in rows], width)
    return _Found(TableDraft(len(rows), width, _go_on(cells)), start, end)


def _is_tabbed(line: str) -> bool:
    return sum(bool(part.strip()) for part in line.split("\t", MAX_COLUMNS)) >= 3


def _group_or_full(row: list[list[str]], width: int) -> list[list[str]]:
    """A row with its empty cells; those of a group's heading (a number and a title) are left to be merged."""
    told = row[: max((i + 1 for i, cell in enumerate(row) if cell), default=0)]
    if len(told) == 2 and LABEL.match(" ".join(told[0])):
        return told
    return row + [[] for _ in range(width - len(row))]


def _tab_table(lines: Sequence[str], start: int) -> _Found | None:
    """A TAB at a line's head opens a cell, a blank line and a TAB a row; empty first cells go on from above."""
    if not _TAB.match(lines[start]):
        return None
    cells: list[list[str]] = []
    begins: list[int] = []  # the line at which each cell begins
    heads: list[int] = [0]  # the cells that begin a row
    end = start
    while end < len(lines) and _TAB.match(lines[end]):
        begins.append(end)
        cell, end = _tab_cell(lines, end)
        cells.append(cell)
        if end < len(lines) and not lines[end - 1].strip() and not _TAB.match(lines[end - 1]):
            heads.append(len(cells))
    first = _first_cell(cells, heads)
    if first is None:
        return _Found(None, start, end)
    marks = [first, *(h for h in heads if first < h < len(cells)), len(cells)]
    rows: list[list[list[str]]] = [cells[a:b] for a, b in itertools.pairwise(marks)]
    begin = begins[first]
    if len(rows) == 1:  # a layout of columns: the letterhead, or recipients beside the signature
        return _Found(TableDraft(1, 2, place_merged(rows, 2)), begin, end)
    width = _usual(Counter(map(len, rows)))[0]
    if len(rows[0]) < width and first == 0 and start and lines[start - 1].strip():
        rows[0].insert(0, [lines[start - 1].strip()])  # the header's first cell lost its TAB
        begin -= 1
    split = len(rows[0]) < width and _leading(rows[1]) == len(rows[0]) - 1  # a cell over the rest
    over = headed_over(rows, width)
    if not split and over is None:
        rows[0] = [[]] * (width - len(rows[0])) + rows[0]
    width = max(len(row) for row in rows)
    return _Found(TableDraft(len(rows), width, place_merged(rows, width, over)), begin, end)


def _leading(row: Row) -> int:
    """How many cells at a row's head are empty."""
    return next((i for i, cell in enumerate(row) if cell), len(row))


def _usual(shape: Counter[int]) -> tuple[int, int]:
    """The commonest length of a row, and how often it comes; the longer of equals."""
    return max(shape.items(), key=lambda item: (item[1], item[0]))


def _first_cell(cells: Sequence[list[str]], heads: Sequence[int]) -> int | None:
    """The first cell from which on the rest makes a table; None where it makes none (paragraphs indented by TABs)."""
    shape: Counter[int] = Counter()  # lengths of the whole rows after the cell
    ends = len(cells)  # where the row of the cell ends
    largest = total = paragraphs = 0
    found = None
    starts = set(heads)
    for k in range(len(cells) - 1, -1, -1):
        size = sum(map(len, cells[k]))
        largest, total = max(largest, size), total + size
        paragraphs += bool(cells[k]) and _NUMBERED.match(cells[k][0]) is not None
        count = len(cells) - k
        if largest <= 1500 and total <= 250 * count and paragraphs <= 0.4 * count and ends - k <= MAX_COLUMNS:
            rows = shape.total() + 1
            width, often = _usual(shape + Counter({ends - k: 1}))
            if (rows == 1 and width == 2 and _is_layout(cells[k:])) or (
                rows > 1 and width >= 3 and often >= 0.5 * rows
            ):
                found = k
        if k in starts:
            shape[ends - k] += 1
            ends = k
    return found


def _is_layout(row: Row) -> bool:
    """Whether two cells side by side are a letterhead or a closing: short lines, some of them in capitals."""
    lines = [line for cell in row for line in cell]
    told = any(is_upper(line) or signs(line) or RECIPIENTS.match(line) for line in lines)
    return told and all(len(line) < 120 for line in lines) and not any(_NUMBERED.match(cell[0]) for cell in row if cell)


def _tab_cell(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    """The lines of the cell that begins at `start`, and the first line after it."""
    cell = [_TAB.sub("", lines[start], count=1).strip()]
    blanks = 0
    i = start + 1
    while i < len(lines):
        line = lines[i]
        if _TAB.match(line):
            break
        if not line.strip():
            blanks += 1
        else:
            if blanks >= 2 or _STOP.match(line) or _ARCHIVE.match(cell[-1]) or line.lstrip().startswith("|"):
                return [s for s in cell if s], i - blanks
            if blanks and not _resumes(lines, i) and not _lists_on(cell, line):
                return [s for s in cell if s], i - blanks
            blanks = 0
            cell.append(line.strip())
        i += 1
    return [s for s in cell if s], i


def _lists_on(cell: Sequence[str], line: str) -> bool:
    """Whether a line is the next item of the short list in a cell."""
    return cell[-1].startswith("-") and line.lstrip().startswith("-") and len(line) <= 100


def _resumes(lines: Sequence[str], start: int) -> bool:
    """Whether the lines after a blank one still belong to a cell: they are few, and another cell follows them."""
    length = 0
    for i in range(start, min(len(lines), start + 12)):
        if _TAB.match(lines[i]):
            return True
        length += len(lines[i])
        if length > 500 or _STOP.match(lines[i]) or not (lines[i].strip() or lines[i - 1].strip()):
            return False
    return False
