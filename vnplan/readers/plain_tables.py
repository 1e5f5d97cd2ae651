"""Tables in plain text, as converters leave them: cells opened by `|` lines, by TABs, or Markdown rows.

`split_tables` cuts a text's lines into flow and `TableDraft`s whose cells hold one `ParagraphDraft` a line
(the plain reader joins wrapped ones). Merged cells are worked out where the format dropped them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vnplan.readers.draft import CellDraft, ParagraphDraft, TableDraft

_PIPE = re.compile(r"^\s*\|\s*$")  # a line of only |
_MARKDOWN = re.compile(r"^\s*\|.*\|.*$")  # | 1 | Hội nghị |
_MARKDOWN_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")  # |---|---|
_TAB = re.compile(r"^ {0,2}\t ?")
_LABEL = re.compile(r"^[\s*]*(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])[\s*.)]*$")  # 3.1
_STOP = re.compile(
    r"^\W*(?:PHỤ LỤC|Phụ lục\s+[IVX\d]|KẾ HOẠCH\W*$|Nơi nhận|[IVX]{1,5}\.\s|Trên đây là|Điều \d)"
)  # a cell never runs over these
_ARCHIVE = re.compile(r"^\W*Lưu\b")  # last line of the recipients
_DATE = re.compile(r"\d{1,2}/\d|tháng|quý|năm|hằng|hàng|thường xuyên|ngày", re.IGNORECASE)
_BODY = re.compile(
    r"^[\s*\-–+]*(?:các )?(?:sở|ban|phòng|ubnd|ủy ban|uỷ ban|công|đoàn|hội|trường|văn phòng|bộ|lđlđ)\b", re.I
)
_MAX_COLUMNS = 20

Piece = list[str] | TableDraft


def split_tables(lines: Sequence[str]) -> list[Piece]:
    """The lines cut into flow (lists of lines) and tables, in order."""
    pieces: list[Piece] = []
    flow: list[str] = []
    i = 0
    while i < len(lines):
        found = _pipe_table(lines, i) or _markdown_table(lines, i) or _tab_table(lines, i)
        if found is None:
            flow.append(lines[i])
            i += 1
            continue
        table, end, taken = found
        if taken:
            del flow[-taken:]
        if flow:
            pieces.append(flow)
            flow = []
        pieces.append(table)
        i = end
    if flow:
        pieces.append(flow)
    return pieces


Found = tuple[TableDraft, int, int]  # the table, the first line after it, flow lines before it that belong to it


def _pipe_table(lines: Sequence[str], start: int) -> Found | None:
    """`|` alone on a line opens a cell; a row's closing `|` and the next row's opening `|` stand together."""
    if not _PIPE.match(lines[start]):
        return None
    contents: list[list[str]] = []
    current: list[str] | None = None
    blank = 0
    end = start
    for i in range(start, len(lines)):
        line = lines[i]
        if _PIPE.match(line):
            if current is not None:
                contents.append(current)
            current = []
            end = i + 1
            blank = 0
        elif not line.strip():
            blank += 1
            # A blank line right after a pipe ends the table, unless another cell line follows a pipe soon.
            if current is not None and not current and blank >= 1 and not _cell_goes_on(lines, i):
                break
        else:
            if current is None:
                break
            blank = 0
            current.append(line)
    if len(contents) < 2:
        return None
    rows = _pipe_rows(contents)
    width = _pipe_width(rows)
    return TableDraft(len(rows), width, _place(rows, width)), end, 0


def _cell_goes_on(lines: Sequence[str], blank: int) -> bool:
    """Whether the text after a blank line at the head of a cell still belongs to a cell that a pipe closes."""
    i = blank
    while i < len(lines) and not lines[i].strip():
        i += 1
    for j in range(i, min(len(lines), i + 6)):
        if _PIPE.match(lines[j]):
            return j > i
        if not lines[j].strip() or _STOP.match(lines[j].replace("*", "")):
            return False
    return False


def _pipe_rows(contents: Sequence[list[str]]) -> list[list[list[str]]]:
    """Rows of cells. An empty run between two pipes is a row's end or an empty cell: the cheaper reading wins."""
    best: tuple[float, list[list[list[str]]]] | None = None
    longest = 0
    run = 0
    for cell in contents:
        run = run + 1 if cell else 0
        longest = max(longest, run)
    for width in range(max(longest, 1), min(_MAX_COLUMNS, len(contents)) + 1):
        cost, rows = _cut(contents, width)
        if best is None or cost < best[0]:
            best = (cost, rows)
    assert best is not None
    return best[1]


def _cut(contents: Sequence[list[str]], width: int) -> tuple[float, list[list[list[str]]]]:
    """The cheapest way to cut the cells into rows of at most `width`, by dynamic programming."""
    n = len(contents)
    inf = float("inf")
    cost = [inf] * (n + 2)
    back = [-1] * (n + 2)
    cost[0] = 0.0  # cost[i]: rows before contents[i] are settled, and a row may begin at i
    for i in range(n):
        if cost[i] == inf:
            continue
        empty = 0
        for length in range(1, width + 1):
            j = i + length
            if j > n:
                break
            empty += not contents[j - 1]
            if j < n and contents[j]:
                continue  # a row ends at an empty run, or at the end
            price = cost[i] + (width - length) * (0.5 if length == 2 or length == 1 else 1.0) + 0.1 * empty
            price += 3.0 if empty == length else 0.4 if not contents[i] else 0.0
            price += 0.2 if length > 1 and not _LABEL.match(" ".join(contents[i])) else 0.0
            after = j + 1 if j < n else n + 1
            if price < cost[after]:
                cost[after] = price
                back[after] = i
    # An empty run at the very end closes nothing: n is reached by the last row's boundary.
    end = n + 1 if cost[n + 1] <= cost[n] else n
    rows: list[list[list[str]]] = []
    i = end
    while i > 0 and back[i] >= 0:
        first = back[i]
        rows.append(list(contents[first : (i - 1 if i <= n else n)]))
        i = first
    return cost[end] + 0.3 * width, rows[::-1]


def _pipe_width(rows: Sequence[Sequence[list[str]]]) -> int:
    return max(len(row) for row in rows)


def _place(rows: Sequence[Sequence[list[str]]], width: int) -> list[CellDraft]:
    """Cells on the grid. A row with too few cells lost merged ones: by columns (group rows) or by rows."""
    cells: list[CellDraft] = []
    above: list[CellDraft | None] = [None] * width
    profiles = _profiles(rows, width)
    header = _header_split(rows, width)
    for r, row in enumerate(rows):
        columns, spans = _columns_of(r, row, width, profiles, header)
        placed: list[CellDraft | None] = list(above)
        for c in range(width):
            if c not in columns and not any(k < c < k + s for k, s in zip(columns, spans, strict=True)):
                merged = above[c]
                if merged is not None and merged.row + merged.rowspan == r and merged.column == c:
                    merged.rowspan += 1
        for (k, span), lines in zip(zip(columns, spans, strict=True), row, strict=True):
            cell = CellDraft(r, k, 1, span, [ParagraphDraft(line) for line in lines])
            cells.append(cell)
            for c in range(k, k + span):
                placed[c] = cell
        above = placed
    return cells


_WIDE = re.compile(r"đơn vị|cơ quan|thực hiện|phân công|trách nhiệm|thời gian|tiến độ|kinh phí|số lượng", re.IGNORECASE)


def _header_split(rows: Sequence[Sequence[list[str]]], width: int) -> int | None:
    """The cell of the first row that heads the columns which the second row names; None where there is none.

    Converters lose which one it was: the last, unless another reads like a heading of bodies, times or sums.
    """
    if len(rows) < 3 or not 1 < len(rows[0]) < width or len(rows[1]) != width - len(rows[0]) + 1:
        return None
    if any(len(" ".join(cell)) > 60 for cell in (*rows[0], *rows[1])):
        return None
    last = len(rows[0]) - 1
    wide = [i for i, cell in enumerate(rows[0]) if i and _WIDE.search(" ".join(cell))]
    return last if not wide or last in wide else wide[0]


def _columns_of(
    r: int, row: Sequence[list[str]], width: int, profiles: Sequence[Counter[str]], header: int | None
) -> tuple[list[int], list[int]]:
    """The first column and the number of columns of each cell of a row."""
    count = len(row)
    if count == width:
        return list(range(width)), [1] * width
    if header is not None and r == 0:
        wide = width - count + 1
        return [c if c <= header else c + wide - 1 for c in range(count)], [
            wide if c == header else 1 for c in range(count)
        ]
    if header is not None and r == 1:
        return list(range(header, header + count)), [1] * count
    first = " ".join(row[0])
    if count == 1 or (count == 2 and _LABEL.match(first)):
        return list(range(count)), [1] * (count - 1) + [width - count + 1]
    return _fit(row, width, profiles), [1] * count


def _fit(row: Sequence[list[str]], width: int, profiles: Sequence[Counter[str]]) -> list[int]:
    """Columns for the cells of a short row: the last ones, unless other columns hold clearly more of their kind."""
    count = len(row)
    kinds = [_kind(cell) for cell in row]
    slack = width - count
    best: dict[tuple[int, int], tuple[float, list[int]]] = {(0, 0): (0.0, [])}
    for i in range(count):
        for c in range(i, i + slack + 1):
            options = [
                (score + _likeness(kinds[i], profiles[c]), [*chosen, c])
                for (n, last), (score, chosen) in best.items()
                if n == i and last <= c
            ]
            if options:
                top = max(options, key=lambda option: option[0])
                if (i + 1, c + 1) not in best or top[0] > best[i + 1, c + 1][0]:
                    best[i + 1, c + 1] = top
    score, columns = max((v for (n, _), v in best.items() if n == count), key=lambda v: v[0])
    right = list(range(slack, width))
    return columns if score > sum(_likeness(kinds[i], profiles[c]) for i, c in enumerate(right)) + 0.8 else right


def _profiles(rows: Sequence[Sequence[list[str]]], width: int) -> list[Counter[str]]:
    profiles: list[Counter[str]] = [Counter() for _ in range(width)]
    for row in rows[1:]:
        if len(row) == width:
            for profile, cell in zip(profiles, row, strict=True):
                profile[_kind(cell)] += 1
    return profiles


def _likeness(kind: str, profile: Counter[str]) -> float:
    total = sum(profile.values())
    return profile[kind] / total if total else 0.0


def _kind(cell: Sequence[str]) -> str:
    text = " ".join(cell).replace("*", "").strip()
    if not text:
        return "empty"
    if _LABEL.match(text):
        return "label"
    if len(text) < 60 and _DATE.search(text):
        return "date"
    if _BODY.match(text):
        return "body"
    return "long" if len(text) > 50 else "short"


def _markdown_table(lines: Sequence[str], start: int) -> Found | None:
    """GitHub-style rows; a rule of dashes stands under the header."""
    if not _MARKDOWN.match(lines[start]) or start + 1 >= len(lines) or not _MARKDOWN_RULE.match(lines[start + 1]):
        return None
    if "|" not in lines[start + 1]:
        return None
    rows: list[list[list[str]]] = []
    i = start
    while i < len(lines) and _MARKDOWN.match(lines[i]):
        if not _MARKDOWN_RULE.match(lines[i]):
            parts = [p.strip() for p in lines[i].strip().strip("|").split("|")]
            rows.append([[s for s in re.split(r"<br\s*/?>", p) if s.strip()] for p in parts])
        i += 1
    width = max(len(row) for row in rows)
    full = [row + [[] for _ in range(width - len(row))] for row in rows]
    return TableDraft(len(full), width, _place(full, width)), i, 0


def _tab_table(lines: Sequence[str], start: int) -> Found | None:
    """A TAB at a line's head opens a cell, a blank line and a TAB a row; empty first cells go on from above."""
    if not _TAB.match(lines[start]):
        return None
    rows: list[list[list[str]]] = [[]]
    i = start
    while i < len(lines) and _TAB.match(lines[i]):
        cell, i = _tab_cell(lines, i)
        rows[-1].append(cell)
        if i < len(lines) and not lines[i - 1].strip() and not _TAB.match(lines[i - 1]):
            rows.append([])
    end = i
    shape = Counter(len(row) for row in rows)
    width, often = max(shape.items(), key=lambda item: (item[1], item[0]))
    sizes = [sum(map(len, cell)) for row in rows for cell in row]
    if width < 2 or max(sizes) > 1500 or sum(sizes) / len(sizes) > 250:
        return None
    if len(rows) == 1:
        return _tab_layout(rows[0], end) if width == 2 else None
    if often < 0.5 * len(rows) or width < 3:
        return None
    taken = 0
    if len(rows[0]) < width and start and lines[start - 1].strip():
        rows[0].insert(0, [lines[start - 1].strip()])  # the header's first cell lost its TAB
        taken = 1
    heads = len(rows) > 1 and len(rows[0]) < width and _leading(rows[1]) == len(rows[0]) - 1  # a cell over the rest
    if not heads:
        rows[0] = [[]] * (width - len(rows[0])) + rows[0]
    width = max(len(row) for row in rows)
    return TableDraft(len(rows), width, _tab_cells(rows, width)), end, taken


def _tab_layout(row: Sequence[list[str]], end: int) -> Found | None:
    """A single row of two cells is a layout of columns: the letterhead, or recipients beside the signature."""
    cells = [CellDraft(0, c, blocks=[ParagraphDraft(line) for line in cell]) for c, cell in enumerate(row)]
    return TableDraft(1, 2, cells), end, 0


def _tab_cell(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    """The lines of the cell that begins at `start`, and the first line after it."""
    cell = [_TAB.sub("", lines[start], count=1).strip()]
    blanks = 0
    i = start + 1
    while i < len(lines):
        line = lines[i]
        if _TAB.match(line):
            return [s for s in cell if s], i
        if not line.strip():
            blanks += 1
        else:
            if blanks >= 2 or (blanks and _STOP.match(line)) or _STOP.match(line) or _ARCHIVE.match(cell[-1]):
                # Not a cell's line: the table ended at the last line before.
                return [s for s in cell if s], i - blanks
            blanks = 0
            cell.append(line.strip())
        i += 1
    return [s for s in cell if s], i


def _tab_cells(rows: Sequence[Sequence[list[str]]], width: int) -> list[CellDraft]:
    cells: list[CellDraft] = []
    above: list[CellDraft | None] = [None] * width
    for r, row in enumerate(rows):
        leading = _leading(row) if r else 0
        for c, lines in enumerate(row):
            merged = above[c]
            if c < leading and merged is not None and any(row):
                merged.rowspan += 1
                continue
            span = width - c if c == len(row) - 1 and len(row) < width else 1
            cell = CellDraft(r, c, 1, span, [ParagraphDraft(line) for line in lines])
            cells.append(cell)
            above[c] = cell
    return cells


def _leading(row: Sequence[list[str]]) -> int:
    """How many cells at a row's head are empty."""
    return next((i for i, cell in enumerate(row) if cell), len(row))
