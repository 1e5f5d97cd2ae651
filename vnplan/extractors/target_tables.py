"""Targets told by the rows of a table: `Chỉ tiêu | Đơn vị tính | Kế hoạch năm`.

Domain notes, part 7.5. A row counts where a short unit stands before bare numbers; of several numbers those count
whose column is named by plan, goal or target, and results of a year before never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from vnplan.extractors.target_words import NUMBER, SCALES, value_of
from vnplan.model import Op, Span, Target
from vnplan.segments import Segment
from vnplan.text import fold, squeeze

_UNIT_HEAD = re.compile(r"\W*(?:đvt|đv tính|đơn vị(?: tính)?|đơn vị đo)\W*\Z")
_GOAL_HEAD = re.compile(r"(?<!\w)(?:chỉ tiêu|mục tiêu)(?!\w)")
_PLANNED = re.compile(r"(?<!\w)(?:kế hoạch|kh|chỉ tiêu|mục tiêu|phấn đấu|dự kiến|giao)(?!\w)")
_DONE = re.compile(r"(?<!\w)(?:thực hiện|th|kết quả|ước|hiện trạng|đã|số liệu|so sánh|so với|tăng|giảm|tỷ lệ)(?!\w)")
_MONEY_HEAD = re.compile(r"(?<!\w)(?:đơn giá|thành tiền|kinh phí|số tiền|định mức|dự toán|điểm)(?!\w)")
_LAST_HEADS = re.compile(
    r"(?<!\w)(?:ghi chú|cơ quan|phụ trách|chủ trì|phối hợp|thực hiện chính|nguồn|theo dõi|đơn vị \w+)"
)
_VALUE = re.compile(
    r"\W*?(?P<op>≥|>=|≤|<=|>|<|trên|dưới|ít nhất|tối thiểu|tối đa|đạt|từ)?\s*"
    rf"(?P<a>{NUMBER})\s*(?P<p>%)?(?P<up>\s*trở lên)?\W*\Z"
)
_OPS: dict[str, Op] = {
    "≥": ">=", ">=": ">=", "ít nhất": ">=", "tối thiểu": ">=", "từ": ">=", "≤": "<=", "<=": "<=", "tối đa": "<=",
    ">": ">", "trên": ">", "<": "<", "dưới": "<",
}  # fmt: skip
_SCALES = SCALES | {"tr": 1e6}
_MONEY = re.compile(r"\W*(?:(?P<scale>nghìn|ngàn|triệu|tr|tỷ|tỉ)\.?\s*)?(?:đồng|đ|vnđ|vnd)(?:\W.*)?\Z")


def table_targets(text: str, segments: Sequence[Segment], *, goals: bool) -> Iterator[Target]:
    """The targets of one table's segments, row by row; `goals` where it stands in a part of goals."""
    rows = [list(group) for _, group in groupby(segments, key=lambda s: s.row)]
    head = next((i for i, row in enumerate(rows[:4]) if any(_UNIT_HEAD.match(_key(text, s)) for s in row)), None)
    if head is None:
        return
    names = [_key(text, s) for row in rows[: head + 1] for s in row]
    if any(_MONEY_HEAD.search(name) for name in names):
        return
    if not goals and not any(_GOAL_HEAD.search(name) for name in names):
        return
    after = [_key(text, s) for s in rows[head]]
    unit_at = next(i for i, name in enumerate(after) if _UNIT_HEAD.match(name))
    columns = [name for name in after[unit_at + 1 :] if not _LAST_HEADS.search(name)]
    for row in rows[head + 1 :]:
        yield from _row(text, row, columns)


def _key(text: str, segment: Segment) -> str:
    return fold(squeeze(text[segment.start : segment.end]))


def _row(text: str, row: Sequence[Segment], columns: Sequence[str]) -> Iterator[Target]:
    """The targets of one row: those of its numbers after the unit that stand in a column of the plan."""
    keys = [_key(text, s) for s in row]
    at = next(
        (
            i
            for i in range(1, len(row) - 1)
            if keys[i] and len(keys[i].split()) <= 4 and not _VALUE.match(keys[i]) and _VALUE.match(keys[i + 1])
        ),
        None,
    )
    if at is None or not any(c.isalpha() for c in keys[at - 1]):
        return
    numbers: list[int] = []
    for i in range(at + 1, len(row)):
        if not _VALUE.match(keys[i]):
            break
        numbers.append(i)
    if len(numbers) == len(columns):
        planned = [n for n, column in zip(numbers, columns, strict=True) if _PLANNED.search(column)]
        chosen = planned or (numbers if not any(map(_DONE.search, columns)) else [])
    else:
        chosen = numbers if len(numbers) == 1 and not any(map(_DONE.search, columns)) else []
    for n in chosen:
        yield _target(text, row[at - 1], keys[at], text[row[at].start : row[at].end], row[n], keys[n])


def _target(text: str, name: Segment, unit_key: str, unit: str, number: Segment, key: str) -> Target:
    match = _VALUE.match(key)
    assert match is not None
    value = value_of(match["a"])
    money = _MONEY.match(unit_key)
    if money:
        value *= _SCALES.get(money["scale"] or "", 1.0)
    spans = tuple(Span(start=s.start, end=s.end, text=text[s.start : s.end]) for s in (name, number))
    op: Op = ">=" if match["up"] else _OPS.get(match["op"] or "", "=")
    percent = match["p"] or unit_key.strip(" ()") in ("%", "phần trăm", "tỷ lệ %")
    told = "%" if percent else "đồng" if money else squeeze(unit)
    return Target(text=squeeze(" ".join(s.text for s in spans)), op=op, value=value, unit=told, spans=spans)
