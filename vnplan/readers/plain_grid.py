"""Rows of cells as plain text gives them -> cells on a grid, with the merged ones worked out.

A row is a list of cells, a cell a list of lines. Converters drop the cells that a merge covers: which ones is told
by the row's place (group rows, headers in two rows) or by what its cells hold beside what the full rows hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vnplan.readers.draft import CellDraft, ParagraphDraft

LABEL = re.compile(r"^[\s*]*(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])[\s*.)]*$")  # 3.1
_DATE = re.compile(r"\d{1,2}/\d|tháng|quý|năm|hằng|hàng|thường xuyên|ngày", re.IGNORECASE)  # Tháng 5/2023
_BODY = re.compile(
    r"^[\s*\-–+]*(?:các )?(?:sở|ban|phòng|ubnd|ủy ban|uỷ ban|công|đoàn|hội|trường|văn phòng|bộ|lđlđ|báo|"
    r"trạm|tổ(?! quốc))\b",
    re.IGNORECASE,
)  # Phòng Y tế
# What heads several columns, and what stands in the row below it, in that order: bodies, times, sums.
_FAMILIES = tuple(
    (re.compile(upper, re.IGNORECASE), re.compile(lower, re.IGNORECASE))
    for upper, lower in (
        (
            r"đơn vị|cơ quan|thực hiện|phân công|trách nhiệm|bộ phận",
            r"chủ trì|phối hợp|đơn vị|cơ quan|tham mưu|theo dõi|chỉ đạo|chính|đầu mối",
        ),
        (r"thời gian|tiến độ|lộ trình|thời hạn", r"bắt đầu|kết thúc|tháng|quý|^\W*(?:từ|đến)\b|năm \d|hoàn thành"),
        (r"kinh phí|số lượng|dự toán|nguồn", r"ngân sách|tổng|cộng|xã hội hóa|trung ương|địa phương|huyện|xã|nam|nữ"),
    )
)

Row = Sequence[list[str]]
Full = tuple[int, int]  # the width of full lines: at least, and at most


def place(rows: Sequence[Row], width: int) -> list[CellDraft]:
    """Cells on the grid. A row with too few cells lost merged ones: by columns (group rows) or by rows."""
    cells: list[CellDraft] = []
    above: list[CellDraft | None] = [None] * width
    profiles = _profiles(rows, width)
    header = _header_split(rows, width)
    for r, row in enumerate(rows):
        columns, spans = _columns_of(r, row, width, profiles, header)
        placed: list[CellDraft | None] = list(above)
        covered = {c for k, span in zip(columns, spans, strict=True) for c in range(k, k + span)}
        for c in range(width):
            merged = above[c]
            if c not in covered and merged is not None and merged.row + merged.rowspan == r and merged.column == c:
                merged.rowspan += 1
        for (k, span), lines in zip(zip(columns, spans, strict=True), row, strict=True):
            cell = CellDraft(r, k, 1, span, [ParagraphDraft(line) for line in lines])
            cells.append(cell)
            for c in range(k, k + span):
                placed[c] = cell
        above = placed
    return cells


def place_merged(rows: Sequence[Row], width: int, over: tuple[int, int] | None = None) -> list[CellDraft]:
    """Cells on the grid, where the format writes merged cells as empty ones.

    Empty cells at a row's head go on from above, and with them the row's other empty ones; at the end of a row that
    is too short the last cell spans the rest. `over` is a cell of the first row that spans columns, and how many.
    """
    cells: list[CellDraft] = []
    above: list[CellDraft | None] = [None] * width
    for r, row in enumerate(rows):
        leading = next((i for i, cell in enumerate(row) if cell), len(row)) if r else 0
        at, spans = (over if over else (len(row), 1)) if r == 0 else (len(row), 1)
        for i, lines in enumerate(row):
            c = i if i <= at else i + spans - 1
            merged = above[c]
            if leading and not lines and merged is not None and any(row):
                merged.rowspan += 1
                continue
            span = spans if i == at else width - c if i == len(row) - 1 and c < width - 1 else 1
            cell = CellDraft(r, c, 1, span, [ParagraphDraft(line) for line in lines])
            cells.append(cell)
            above[c] = cell
    return cells


def headed_over(rows: Sequence[Row], width: int) -> tuple[int, int] | None:
    """The cell of the first row that spans what only the second row names, and how many columns these are."""
    if len(rows) < 3 or not 1 < len(rows[0]) < width or len(rows[1]) != width:
        return None
    named = [c for c, cell in enumerate(rows[1]) if cell]
    spans = width - len(rows[0]) + 1
    if len(named) != spans or not named[0] or named[-1] - named[0] != spans - 1:
        return None
    return named[0], spans


def full_widths(columns: Iterable[Iterable[Sequence[str]]]) -> list[Full | None]:
    """How wide each column's lines were wrapped: at least, and at most; None where they don't look wrapped so.

    Where a word in small letters goes on in the next line, it had no room in a line of that width.
    """
    widths: list[Full | None] = []
    kept = total = 0
    for cells in columns:
        width, needs = 0, []
        for lines in cells:
            width = max(width, *map(len, lines), 0)
            for last, line in pairwise(lines):
                if last and line[:1].islower():
                    needs.append(len(last) + 1 + len(line.split(None, 1)[0]))
        kept += sum(need > width for need in needs)
        total += len(needs)
        widths.append((width, max(width, min(needs, default=0) - 1)))
    return widths if kept >= 0.95 * total else [None] * len(widths)


def breaks_off(last: str, line: str, full: Full | None) -> bool:
    """Whether a line of a cell ends its paragraph: the next word, with a capital, had room in it.

    Where that can't be told for sure, the next line must begin with a body.
    """
    word = line.split(None, 1)[0] if line.strip() else ""
    if full is None or not word[:1].isupper() or last.endswith("-"):
        return False
    return len(last) + 1 + len(word) <= (full[1] if _BODY.match(line) else full[0])


def _header_split(rows: Sequence[Row], width: int) -> int | None:
    """The cell of the first row that heads the columns which the second row names; None where there is none.

    Converters lose which one it was: the one that reads like a heading of what the second row names (bodies, times
    or sums), else the last.
    """
    if len(rows) < 3 or not 1 < len(rows[0]) < width or len(rows[1]) != width - len(rows[0]) + 1:
        return None
    if any(len(" ".join(cell)) > 60 for cell in (*rows[0], *rows[1])):
        return None
    names = [" ".join(cell) for cell in rows[0]]
    below = " | ".join(" ".join(cell) for cell in rows[1])
    for upper, lower in _FAMILIES:
        wide = [i for i, name in enumerate(names) if i and upper.search(name)]
        if wide and lower.search(below):
            return wide[-1]
    likely = [i for i, name in enumerate(names) if i and any(upper.search(name) for upper, _ in _FAMILIES)]
    last = len(names) - 1
    return last if not likely or last in likely else likely[0]


def _columns_of(
    r: int, row: Row, width: int, profiles: Sequence[Counter[str]], header: int | None
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
    if count == 1 or (count == 2 and LABEL.match(first)):
        return list(range(count)), [1] * (count - 1) + [width - count + 1]
    return _fit(row, width, profiles), [1] * count


def _fit(row: Row, width: int, profiles: Sequence[Counter[str]]) -> list[int]:
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


def _profiles(rows: Sequence[Row], width: int) -> list[Counter[str]]:
    """How often each column of the full rows holds each kind of cell."""
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
    if LABEL.match(text):
        return "label"
    if len(text) < 60 and _DATE.search(text):
        return "date"
    if _BODY.match(text):
        return "body"
    return "long" if len(text) > 50 else "short"
