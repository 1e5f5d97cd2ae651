"""Tables -> tasks: what the columns mean, which rows are headings of groups, who does what and when.

The reader says where the cells are; here they get their meaning, by their header (data/columns.tsv) and, where a
header says nothing, by what the cells hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vnplan.document import Cell, Document, Paragraph, Table, paragraphs
from vnplan.extractors.table_groups import Groups, heads_below
from vnplan.extractors.table_heads import LABEL, count_header_rows, distinct, header_of
from vnplan.extractors.table_marks import (
    NUMBERED,
    Grid,
    Head,
    cell_text,
    head_of,
    marked_columns,
    table_heads,
    told_text,
)
from vnplan.gazetteer.columns import column_of
from vnplan.segments import ROLES, Column
from vnplan.text import fold, is_upper

_GROUP_LABEL = re.compile(r"^(?:[IVXL]{1,6}|[A-ZĐ])\s*[.)]?$")  # II
_LABELLED = re.compile(
    r"(?P<label>[IVXL]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,2})\s*[.)/]\s*(?=[^\W\d])"
)  # I. Cải cách thể chế
_DITTO = re.compile(r"\W*(?:nt|n\.t|như trên)\W*\Z|[\"'″〃]{1,2}\Z")
_TOPIC = re.compile(
    r"(?<!\w)(?:nghề|tên (?!đơn vị|cơ quan|người|xã)|lớp (?:học|tập huấn|bồi dưỡng)|chủ đề|chủ điểm|mô hình|môn|"
    r"hội thi|cuộc thi|chuyên mục|lĩnh vực)"
)  # what a row is about, in a table without a column of activities
_TOTAL = re.compile(r"^(?:tổng(?: cộng| số| kinh phí)?|cộng)\W*(?:\(.*\)|[\d., ]*)\W*$")  # Tổng cộng: 25.000.000
_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}|tháng\s*\d|quý\s*[ivx\d]|năm\s*\d{4}|hằng|hàng (?:năm|tháng|quý|tuần)|"
    r"thường xuyên|ngày\s*\d|"
    r"\b20\d\d\b|tuần\s*\d|giờ",
    re.IGNORECASE,
)  # tháng 5/2023
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
_DAY_ROW = re.compile(
    r"\W*(?:buổi|sáng|chiều|tối|ngày|thứ|chủ nhật|tháng|quý|tuần|đợt|học kỳ|từ)(?!\w)|\W*\d{1,2}\s*[/.-]\s*\d"
)

TableKind = Literal["tasks", "members", "other"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a task table: the cell of each meaning; a merged cell stands in every row that it spans."""

    number: int
    cells: dict[Column, tuple[Cell, ...]]
    group: str | None
    day: Cell | None = None  # a cell above that names the day or month of the rows below


@dataclass(frozen=True, slots=True)
class Reading:
    """A table understood: its kind, the meaning of each column, the rows of its header and its task rows."""

    kind: TableKind
    columns: tuple[Column | None, ...]
    header_rows: int
    rows: tuple[Row, ...]
    inferred: bool  # some meaning was taken from what the cells hold
    heads: tuple[Head, ...] = ()


def read_table(document: Document, table: Table, before: Reading | None = None) -> Reading:
    """What a table's columns mean and which of its rows are tasks; kind "other" where it assigns nothing.

    `before` is the table right above it: one without a header of its own and with as many columns goes on there.
    """
    text = document.text
    grid = table.grid()
    header_rows = count_header_rows(text, grid)
    if before is not None and not header_rows and len(before.columns) == table.columns and _headed(before):
        if before.kind != "tasks":
            return replace(before, header_rows=0, rows=())
        group = before.rows[-1].group if before.rows else None
        rows = _rows(text, grid, before.columns, 0, group)
        return replace(before, header_rows=0, rows=rows)
    headers = [header_of(text, grid, column, header_rows) for column in range(table.columns)]
    heads = table_heads(text, grid, header_rows)
    joined = fold(" | ".join(headers))
    if _PERSON.search(joined):
        return Reading("members", tuple([None] * table.columns), header_rows, (), False, heads)
    columns: list[Column | None] = [column_of(h) if h else None for h in headers]
    columns = distinct(columns, headers)
    if not any(c in ("lead", "implement") for c in columns):
        # "Phụ trách" beside others who carry it out is to watch; alone it is to do.
        columns = [
            "implement" if c == "monitor" and "phụ trách" in fold(h) else c
            for c, h in zip(columns, headers, strict=True)
        ]
    named = any(c is not None for c in columns)
    columns = marked_columns(text, grid[header_rows:], heads, columns)
    inferred = _infer(text, grid, columns, header_rows)
    topic = next((i for i, h in enumerate(headers) if columns[i] is None and _TOPIC.search(fold(h))), None)
    if "content" not in columns and topic is not None:
        columns[topic] = "content"
    roles = any(c in ROLES for c in columns)
    timed = "time" in columns
    tasks = (roles or timed) and ("content" in columns or (roles and timed)) and (named or (roles and timed))
    if not tasks or (_GRID.search(joined) and not roles):
        return Reading("other", tuple(columns), header_rows, (), inferred, heads)
    if not roles and not _dated(text, grid, columns, heads, header_rows):
        return Reading("other", tuple(columns), header_rows, (), inferred, heads)
    rows = _rows(text, grid, columns, header_rows)
    return Reading("tasks", tuple(columns), header_rows, rows, inferred, heads)


def _headed(reading: Reading) -> bool:
    return any(head.leaf for head in reading.heads)


def cell_paragraphs(cells: Sequence[Cell]) -> tuple[Paragraph, ...]:
    """The paragraphs in cells, in order."""
    return tuple(p for cell in cells for p in paragraphs(cell.blocks))


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
        if i == 0 and "order" not in columns and _share(texts, lambda t: LABEL.match(t) is not None) >= 0.7:
            guess = "order"
        elif "time" not in columns and _share(texts, lambda t: len(t) < 60 and _DATE.search(t) is not None) >= 0.6:
            guess = "time"
        elif not any(c in ("lead", "implement") for c in columns) and _share(texts, _names_body) >= 0.7:
            guess = "implement"
        if guess is not None:
            columns[i] = guess
            changed = True
    if "content" not in columns and any(c in ROLES for c in columns):
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


def _dated(text: str, grid: Grid, columns: Sequence[Column | None], heads: Sequence[Head], header_rows: int) -> bool:
    """Whether the columns of times hold dates at all, or ticks under dates."""
    timed = [i for i, column in enumerate(columns) if column == "time"]
    return any(
        _DATE.search(
            f"{head_of(heads, i)} {told_text(text, c, heads)}" if _bare(text, c) else told_text(text, c, heads)
        )
        for row in grid[header_rows:]
        for i in timed
        if (c := row[i]) is not None and c.start < c.end
    )


def _bare(text: str, cell: Cell) -> bool:
    """Whether a cell has but a number: the month or week that the head of its column names."""
    return NUMBERED.match(cell_text(text, [cell])) is not None


def _rows(
    text: str, grid: Grid, columns: Sequence[Column | None], header_rows: int, group: str | None = None
) -> tuple[Row, ...]:
    """The rows that are tasks; `group` is the title under which the first of them stand."""
    rows: list[Row] = []
    groups = Groups()
    if group:
        groups.open("", group)
    day: Cell | None = None  # "Sáng 31/5" over rows with a clock time only
    above: list[Cell | None] = []
    for r, printed_row in enumerate(grid[header_rows:], header_rows):
        row = _undittoed(text, printed_row, above)
        above = row
        own = list(dict.fromkeys(c for c in row if c is not None and c.start < c.end))
        if not own:
            continue
        texts = [cell_text(text, [c]) for c in own]
        if (len(texts) > 2 and all(NUMBERED.match(t) for t in texts)) or _repeats_header(text, grid, r, header_rows):
            continue
        if any(len(t) < 80 and _TOTAL.match(fold(t)) for t in texts[:2]):
            continue
        cells = _by_meaning(row, columns)
        order = cell_text(text, cells.get("order", ()))
        if _is_group(text, row, columns, own, texts):
            groups.open(*_titled(texts))
            day = own[-1] if _DAY_ROW.match(fold(texts[-1])) and _names_day(texts[-1]) else None
            continue
        if all(map(_SESSION.match, texts)):
            continue  # "Sáng" over the rows of a morning
        if own == list(cells.get("time", ())) and len(own) == 1 and own[0].row == r and _names_day(texts[0]):
            day = own[0]
            groups.open("", texts[0])
            continue
        told = any(cell_text(text, cells.get(c, ())) for c in ("time", *ROLES))
        content = cell_text(text, cells.get("content", ()))
        if not content and "content" in columns and order and cells["order"][0].row == r:
            other = _other_text(text, row, columns)
            if other is None:
                continue
            if not told:
                groups.open(order, cell_text(text, [other]))
                continue
            cells["content"] = (other,)
            content = cell_text(text, [other])
        if rows and not content and "content" in columns:
            continues = cells
            if not any(c.row == r for group_cells in continues.values() for c in group_cells):
                continue
            rows[-1] = replace(rows[-1], cells=_merged(rows[-1].cells, cells))
            continue
        if rows and _is_cut(text, rows[-1], cells, r):
            rows[-1] = replace(rows[-1], cells=_merged(rows[-1].cells, cells))
            continue
        if not content and "content" in columns:
            continue
        label = order or _label_inside(content)
        if not told and _heads_group(text, grid, r, columns, label, content):
            groups.open(*((order, content) if order else _titled([content])))
            continue
        rows.append(Row(r, cells, groups.of(label), day))
    return tuple(rows)


def _undittoed(text: str, row: Sequence[Cell | None], above: Sequence[Cell | None]) -> list[Cell | None]:
    """A row with the cell above in the place of each that says `-nt-` (như trên) or has a ditto mark."""
    return [
        above[i]
        if i < len(above) and c is not None and c.start < c.end and _DITTO.match(fold(cell_text(text, [c])))
        else c
        for i, c in enumerate(row)
    ]


def _titled(texts: Sequence[str]) -> tuple[str, str]:
    """Label and title of a row that heads others: two cells, or both in one (`I. Cải cách thể chế`)."""
    if len(texts) > 1 and LABEL.match(texts[0]):
        return texts[0], texts[1]
    inside = _LABELLED.match(texts[0])
    return (inside["label"], texts[0][inside.end() :]) if inside else ("", texts[0])


def _label_inside(content: str) -> str:
    """The label that an activity begins with, where the table has no column of numbers: `1.1. Tập huấn`."""
    inside = _LABELLED.match(content)
    return inside["label"] if inside else ""


def _repeats_header(text: str, grid: Grid, r: int, header_rows: int) -> bool:
    """Whether a row is the head of the table again, at the top of its next page."""
    here = [cell_text(text, [c]) if c is not None else "" for c in grid[r]]
    for above in grid[:header_rows]:
        head = [cell_text(text, [c]) if c is not None else "" for c in above]
        if any(head) and [fold(t) for t in head] == [fold(t) for t in here]:
            return True
    return False


def _other_text(text: str, row: Sequence[Cell | None], columns: Sequence[Column | None]) -> Cell | None:
    """A cell of words in a column without a meaning of its own: what a row is about where its activity is blank."""
    for cell, column in zip(row, columns, strict=False):
        if cell is None or column not in (None, "other") or cell.start >= cell.end:
            continue
        printed = cell_text(text, [cell])
        if not LABEL.match(printed) and sum(c.isalpha() for c in printed) > len(printed) / 2:
            return cell
    return None


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
    if len(own) == 2 and LABEL.match(texts[0]):
        wide = own[1].colspan >= max(2, len(row) - 2)
        return wide or (_GROUP_LABEL.match(texts[0]) is not None) or is_upper(texts[1])
    return False


def _heads_group(text: str, grid: Grid, r: int, columns: Sequence[Column | None], order: str, content: str) -> bool:
    """A row with a title only, above rows that carry bodies or dates."""
    if r + 1 >= len(grid):
        return False
    if _GROUP_LABEL.match(order) is not None or is_upper(content):
        return True
    below = _by_meaning(grid[r + 1], columns)
    if any(cell.row <= r for cell in below.get("content", ())):
        return False
    title = cell_text(text, below.get("content", ()))
    if "order" not in columns and title and (content.endswith(":") or _stands_out(grid[r], grid[r + 1], columns)):
        return True
    next_label = cell_text(text, below.get("order", ())) or _label_inside(title)
    return heads_below(order, next_label, title)


def _stands_out(row: Sequence[Cell | None], below: Sequence[Cell | None], columns: Sequence[Column | None]) -> bool:
    """Whether an activity is set in bold, and the one below it is not."""
    here, there = (
        [p.bold for cell in _by_meaning(r, columns).get("content", ()) for p in paragraphs(cell.blocks)]
        for r in (row, below)
    )
    return bool(here) and all(here) and not all(there)


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
