"""Tables -> tasks: what the columns mean, which rows are headings of groups, who does what and when.

The reader says where the cells are; here they get their meaning, by their header (data/columns.tsv) and, where a
header says nothing, by what the cells hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vnplan.document import Cell, Document, Paragraph, Table, paragraphs
from vnplan.gazetteer.columns import column_of
from vnplan.segments import Column
from vnplan.text import fold, is_upper, squeeze

_NUMBERED = re.compile(r"^\(?[\dA-Za-z]{1,2}\)?(?:\s*=.*)?$")  # (1) (2) (3) under a header
_LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])\s*[.)]?$")  # 1.2
_GROUP_LABEL = re.compile(r"^(?:[IVXL]{1,6}|[A-ZĐ])\s*[.)]?$")  # II
_TOTAL = re.compile(r"^(?:tổng(?: cộng| số| kinh phí)?|cộng)\W*(?:\(.*\)|[\d., ]*)\W*$")  # Tổng cộng: 25.000.000
_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}|tháng\s*\d|quý\s*[ivx\d]|năm\s*\d{4}|hằng|hàng (?:năm|tháng|quý|tuần)|"
    r"thường xuyên|ngày\s*\d|"
    r"\b20\d\d\b|tuần\s*\d|giờ",
    re.IGNORECASE,
)  # tháng 5/2023
_DATED = re.compile(
    r"^\W*(?:(?:tháng|quý|tuần|ngày|năm)\s*)?(?:\d{1,2}|[IVX]{1,3})(?:\s*[/.-]\s*\d{1,4}){0,2}\W*$", re.IGNORECASE
)  # Tháng 2/2023: a value under "Tháng", no name of a column
_PERSON = re.compile(r"họ\s*(?:và|,)?\s*tên|chức\s*(?:vụ|danh)|năm sinh|số điện thoại|ngày sinh|đảng viên mới")
_GRID = re.compile(r"điểm (?:chuẩn|tối đa|số)|đơn giá|thành tiền|tọa độ|toạ độ|xếp loại|định mức|kinh độ|tiêu chí")
_BODY = re.compile(
    r"^\W*(?:các\s+)?(?:sở|ban|phòng|ubnd|ủy ban|uỷ ban|công (?:an|đoàn|ty)|đoàn|hội|trường|văn phòng|bộ|lđlđ|"
    r"liên đoàn|vụ|cục|tổng cục|thanh tra|khoa|trạm|(?:huyện|tỉnh) (?:đoàn|ủy|uỷ)|"
    r"cđcs|trung tâm|chi cục|báo|đài|tổ|bch|đảng|chi|thường trực|đơn vị|cơ quan|mttq|bhxh|viện|bệnh viện|hđnd)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?", re.IGNORECASE)  # 07h30
_SESSION = re.compile(r"^(?:buổi\s+)?(?:sáng|chiều|tối|trưa)\W*$", re.IGNORECASE)
_ROLES: tuple[Column, ...] = ("lead", "implement", "coordinate", "monitor")

TableKind = Literal["tasks", "members", "other"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a task table: the cell of each meaning; a merged cell stands in every row that it spans."""

    number: int
    cells: dict[Column, tuple[Cell, ...]]
    group: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A table understood: its kind, the meaning of each column, the rows of its header and its task rows."""

    kind: TableKind
    columns: tuple[Column | None, ...]
    header_rows: int
    rows: tuple[Row, ...]
    inferred: bool  # some meaning was taken from what the cells hold


def read_table(document: Document, table: Table) -> Reading:
    """What a table's columns mean and which of its rows are tasks; kind "other" where it assigns nothing."""
    text = document.text
    grid = table.grid()
    header_rows = _header_rows(text, grid)
    headers = [_header(text, grid, column, header_rows) for column in range(table.columns)]
    joined = fold(" | ".join(headers))
    if _PERSON.search(joined):
        return Reading("members", tuple([None] * table.columns), header_rows, (), False)
    columns: list[Column | None] = [column_of(h) if h else None for h in headers]
    columns = _distinct(columns, headers)
    if not any(c in ("lead", "implement") for c in columns):
        # "Phụ trách" beside others who carry it out is to watch; alone it is to do.
        columns = [
            "implement" if c == "monitor" and "phụ trách" in fold(h) else c
            for c, h in zip(columns, headers, strict=True)
        ]
    named = any(c is not None for c in columns)
    inferred = _infer(text, grid, columns, header_rows)
    roles = any(c in _ROLES for c in columns)
    timed = "time" in columns
    tasks = (roles or timed) and ("content" in columns or (roles and timed)) and (named or (roles and timed))
    if not tasks or (_GRID.search(joined) and not roles):
        return Reading("other", tuple(columns), header_rows, (), inferred)
    if not roles and not _dated(text, grid, columns, header_rows):
        return Reading("other", tuple(columns), header_rows, (), inferred)
    rows = _rows(text, grid, columns, header_rows)
    return Reading("tasks", tuple(columns), header_rows, rows, inferred)


def cell_text(text: str, cells: Sequence[Cell]) -> str:
    """The text of cells on one line."""
    return squeeze(" ".join(text[p.start : p.end] for cell in cells for p in paragraphs(cell.blocks)))


def cell_lines(text: str, cells: Sequence[Cell]) -> str:
    """The text of cells, one paragraph a line."""
    return "\n".join(squeeze(text[p.start : p.end]) for cell in cells for p in paragraphs(cell.blocks))


def cell_paragraphs(cells: Sequence[Cell]) -> tuple[Paragraph, ...]:
    """The paragraphs in cells, in order."""
    return tuple(p for cell in cells for p in paragraphs(cell.blocks))


Grid = Sequence[Sequence[Cell | None]]


def _header_rows(text: str, grid: Grid) -> int:
    """How many rows at the top are header: those in which known column names outnumber other cells."""
    count = 0
    for row in grid[:4]:
        cells = list(dict.fromkeys(c for c in row if c is not None and c.start < c.end))
        if not cells:
            count += 1 if count == 0 else 0
            continue
        texts = [cell_text(text, [c]) for c in cells]
        known = sum(column_of(t) is not None and len(t) < 80 for t in texts)
        label_first = _LABEL.match(texts[0]) is not None and column_of(texts[0]) is None
        label_first = label_first or (_DATED.match(texts[0]) is not None and len(texts) > 1 and cells[0].column == 0)
        if count and all(_NUMBERED.match(t) for t in texts) and len(texts) > 2:
            return count + 1
        spanning = count and any(c.row < count for c in cells)  # goes on under a header cell merged downwards
        if (known >= max(1, len(texts) / 2) and not label_first) or (spanning and not label_first):
            count += 1
        else:
            break
    return count


def _header(text: str, grid: Grid, column: int, rows: int) -> str:
    """The header of a column: the texts of its cells from the top, each once."""
    cells = [row[column] for row in grid[:rows]]
    parts: list[str] = []
    seen: set[int] = set()
    for cell in cells:
        if cell is not None and id(cell) not in seen:
            seen.add(id(cell))
            part = cell_text(text, [cell])
            if part and not _NUMBERED.match(part):
                parts.append(part)
    if len(parts) > 1 and column_of(parts[-1]) is not None:
        return parts[-1]  # the lower row names the column, the upper only its group
    return " ".join(parts)


def _distinct(columns: list[Column | None], headers: Sequence[str]) -> list[Column | None]:
    """Two columns of one meaning: a lone "ĐƠN VỊ" beside "ĐƠN VỊ CHỦ TRÌ" and the like keep the first meaning."""
    out: list[Column | None] = []
    for i, column in enumerate(columns):
        repeated = column in out and headers[i] != headers[out.index(column)]
        out.append("other" if repeated and column in ("order", "content") else column)
    return out


def _infer(text: str, grid: Grid, columns: list[Column | None], header_rows: int) -> bool:
    """Give meaning to nameless columns by their cells: numbers, dates, names of bodies, long texts."""
    changed = False
    body = grid[header_rows:]
    for i, column in enumerate(columns):
        if column is not None:
            continue
        texts = [cell_text(text, [row[i]]) for row in body if i < len(row) and row[i] is not None]  # type: ignore[list-item]
        texts = [t for t in texts if t]
        if not texts:
            continue
        guess: Column | None = None
        if i == 0 and "order" not in columns and _share(texts, lambda t: _LABEL.match(t) is not None) >= 0.7:
            guess = "order"
        elif "time" not in columns and _share(texts, lambda t: len(t) < 60 and _DATE.search(t) is not None) >= 0.6:
            guess = "time"
        elif not any(c in ("lead", "implement") for c in columns) and _share(texts, _names_body) >= 0.7:
            guess = "implement"
        if guess is not None:
            columns[i] = guess
            changed = True
    if "content" not in columns and any(c in _ROLES for c in columns):
        lengths = {
            i: sum(len(cell_text(text, [c])) for row in body if (c := row[i]) is not None)
            for i, column in enumerate(columns)
            if column is None
        }
        if lengths and max(lengths.values()) > 20 * max(len(body), 1):
            columns[max(lengths, key=lambda i: lengths[i])] = "content"
    return changed


def _names_body(text: str) -> bool:
    return len(text) < 150 and _BODY.match(text) is not None


def _share(texts: Sequence[str], test: object) -> float:
    assert callable(test)
    return sum(bool(test(t)) for t in texts) / len(texts)


def _dated(text: str, grid: Grid, columns: Sequence[Column | None], header_rows: int) -> bool:
    """Whether a time column holds dates at all."""
    i = columns.index("time")
    return any((c := row[i]) is not None and _DATE.search(cell_text(text, [c])) for row in grid[header_rows:])


def _rows(text: str, grid: Grid, columns: Sequence[Column | None], header_rows: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    group: str | None = None
    day: Cell | None = None  # "Sáng 31/5" over rows with a clock time only
    for r, row in enumerate(grid[header_rows:], header_rows):
        own = list(dict.fromkeys(c for c in row if c is not None and c.start < c.end))
        if not own:
            continue
        texts = [cell_text(text, [c]) for c in own]
        if len(texts) > 2 and all(_NUMBERED.match(t) for t in texts):
            continue
        if _is_group(text, row, columns, own, texts):
            group = next((t for t in texts if not _LABEL.match(t)), texts[0])
            day = own[-1] if "time" in columns and _names_day(texts[-1]) else None
            continue
        if any(len(t) < 80 and _TOTAL.match(fold(t)) for t in texts[:2]):
            continue
        if all(map(_SESSION.match, texts)):
            continue  # "Sáng" over the rows of a morning
        cells = _by_meaning(row, columns)
        if own == list(cells.get("time", ())) and len(own) == 1 and own[0].row == r and _names_day(texts[0]):
            day = own[0]
            continue
        if day is not None and not _names_day(cell_text(text, cells.get("time", ()))):
            cells["time"] = (day, *cells.get("time", ()))
        content = cell_text(text, cells.get("content", ()))
        if rows and not content and "content" in columns:
            continues = cells
            if not any(c.row == r for group_cells in continues.values() for c in group_cells):
                continue
            rows[-1] = Row(rows[-1].number, _merged(rows[-1].cells, cells), rows[-1].group)
            continue
        if rows and _is_cut(text, rows[-1], cells, r):
            rows[-1] = Row(rows[-1].number, _merged(rows[-1].cells, cells), rows[-1].group)
            continue
        if not content and "content" in columns:
            continue
        if not any(cell_text(text, cells.get(c, ())) for c in ("time", *_ROLES)) and _heads_group(text, grid, r, cells):
            group = content
            continue
        rows.append(Row(r, cells, group))
    return tuple(rows)


def _names_day(printed: str) -> bool:
    """Whether a text names a day or month: `Sáng 31/5`, not `07h00 - 07h30`."""
    return _DATE.search(_CLOCK.sub(" ", printed)) is not None


def _by_meaning(row: Sequence[Cell | None], columns: Sequence[Column | None]) -> dict[Column, tuple[Cell, ...]]:
    cells: dict[Column, tuple[Cell, ...]] = {}
    for cell, column in zip(row, columns, strict=False):
        if cell is not None and column is not None and cell not in cells.get(column, ()):
            cells[column] = (*cells.get(column, ()), cell)
    return cells


def _is_group(
    text: str, row: Sequence[Cell | None], columns: Sequence[Column | None], own: Sequence[Cell], texts: Sequence[str]
) -> bool:
    """A row that heads the rows below: one wide cell, or a Roman label and a title with nothing else."""
    if len(own) == 1:
        wide = own[0].colspan >= max(2, len(row) - 1)
        return wide and not _SESSION.match(texts[0])
    if len(own) == 2 and _LABEL.match(texts[0]):
        wide = own[1].colspan >= max(2, len(row) - 2)
        return wide or (_GROUP_LABEL.match(texts[0]) is not None) or is_upper(texts[1])
    return False


def _heads_group(text: str, grid: Grid, r: int, cells: dict[Column, tuple[Cell, ...]]) -> bool:
    """A row with a title only, above rows that carry bodies or dates."""
    order = cell_text(text, cells.get("order", ()))
    content = cell_text(text, cells.get("content", ()))
    return r + 1 < len(grid) and (_GROUP_LABEL.match(order) is not None or is_upper(content))


def _is_cut(text: str, last: Row, cells: dict[Column, tuple[Cell, ...]], r: int) -> bool:
    """Whether a row is the rest of the one above, cut by a page break: its number is empty and its text goes on."""
    if "order" not in cells or not cell_text(text, last.cells.get("order", ())):
        return False
    if cell_text(text, cells["order"]) or any(c.row < r for c in cells["order"]):
        return False
    content = cell_text(text, cells.get("content", ()))
    return content[:1].islower() and not cell_text(text, cells.get("time", ()))


def _merged(
    above: dict[Column, tuple[Cell, ...]], below: dict[Column, tuple[Cell, ...]]
) -> dict[Column, tuple[Cell, ...]]:
    out = dict(above)
    for column, cells in below.items():
        out[column] = (*out.get(column, ()), *(c for c in cells if c not in out.get(column, ()) and c.start < c.end))
    return out
