"""Plans as tables of rows, the same for spreadsheets, delimited files and JSON Lines.

The last columns of each table say which plan a row is from: file, issuing body, number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

from vnplan.model import Activity, Deadline, Diagnostic, Plan, Target, Task, Time, When, walk

Language = Literal["vi", "en"]
TableName = Literal["tasks", "activities", "deadlines", "times", "targets", "plans", "diagnostics"]
Value = str | int | float | dt.date | None
Rows = Callable[[Plan, Language], Iterator[tuple[Value, ...]]]

NAMES: tuple[TableName, ...] = get_args(TableName)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` for programs, headings for people."""

    name: str
    vi: str
    en: str
    widest: int = 26  # characters; longer values are wrapped

    def heading(self, language: Language) -> str:
        """What stands above the column."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title in two languages, its columns, and the rows that a plan gives."""

    name: TableName
    vi: str
    en: str
    columns: tuple[Column, ...]
    rows: Rows

    def title(self, language: Language) -> str:
        """The name of its sheet."""
        return self.vi if language == "vi" else self.en


_SOURCE = (
    Column("file", "Tệp", "File", 20),
    Column("issuer", "Cơ quan ban hành", "Issued by", 24),
    Column("number", "Số, ký hiệu", "Number", 16),
)
_WHEN = (
    Column("start", "Từ ngày", "From", 12),
    Column("end", "Đến ngày", "To", 12),
    Column("bound", "Mốc", "Bound", 12),
    Column("hours", "Giờ, buổi", "Hours", 14),
    Column("recurrence", "Lặp lại (RRULE)", "Recurrence (RRULE)", 22),
    Column("time", "Thời gian (nguyên văn)", "Time (as printed)", 24),
)
_BODIES = (
    Column("lead", "Chủ trì", "Lead"),
    Column("implement", "Thực hiện", "Carries out"),
    Column("coordinate", "Phối hợp", "Works with"),
    Column("monitor", "Theo dõi", "Monitors"),
    Column("advise", "Tham mưu", "Advises"),
)
_BOUNDS = {
    "vi": {"<": "trước", "<=": "chậm nhất", ">": "sau", ">=": "từ"},
    "en": {"<": "before", "<=": "by", ">": "after", ">=": "from"},
}
_PARTS_OF_DAY = {
    "vi": {"morning": "sáng", "noon": "trưa", "afternoon": "chiều", "evening": "tối", "night": "đêm", "day": "cả ngày"},
    "en": {name: name for name in ("morning", "noon", "afternoon", "evening", "night", "day")},
}
_ORIGINS = {"vi": {"table": "bảng", "text": "văn bản"}, "en": {"table": "table", "text": "text"}}
_CERTAINTIES = {
    "vi": {"tentative": "dự kiến", "approximate": "khoảng", "conditional": "có điều kiện", "fixed": ""},
    "en": {"tentative": "tentative", "approximate": "approximate", "conditional": "conditional", "fixed": ""},
}


def listed(names: Sequence[str]) -> str | None:
    """Several names in one cell."""
    return "; ".join(names) or None


def hours(when: When, language: Language) -> str | None:
    """Hours of the day, or the part of it: `07:30 - 11:00`, `tối`."""
    if when.start_time is not None:
        clock = (time.strftime("%H:%M") for time in (when.start_time, when.end_time) if time is not None)
        return " - ".join(clock)
    return _PARTS_OF_DAY[language][when.part_of_day] if when.part_of_day else None


def certainty(when: When, language: Language) -> str:
    """`dự kiến`, or nothing where the time is fixed."""
    return _CERTAINTIES[language][when.certainty]


def section_titles(plan: Plan) -> dict[str, str]:
    """Path of a section -> path and title, as a reader looks for it."""
    return {path: f"{path}. {section.title}" for path, section in walk(plan.sections)}


def source(plan: Plan) -> tuple[str | None, str | None, str | None]:
    """File, issuing body and number of a plan; where only the decision bears a number, that one."""
    number = plan.header.number or (plan.promulgation.number if plan.promulgation else None)
    return plan.source.name if plan.source else None, plan.header.issuing_body, number


def issued(plan: Plan) -> dt.date | None:
    """The day on which the plan, or the decision that issues it, was signed."""
    return plan.header.date or (plan.promulgation.date if plan.promulgation else None)


def _when(when: When | None, language: Language) -> tuple[Value, ...]:
    if when is None:
        return (None,) * len(_WHEN)
    bound = " ".join(filter(None, (_BOUNDS[language].get(when.op or ""), certainty(when, language))))
    return when.start, when.end, bound or None, hours(when, language), when.rrule, when.text


def _bodies(task: Task | Activity) -> tuple[Value, ...]:
    return tuple(map(listed, (task.lead, task.implement, task.coordinate, task.monitor, task.advise)))


def _tasks(plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    titles = section_titles(plan)
    for task in plan.tasks:
        place = titles.get(task.section or "", task.section)
        yield (
            *(task.order, task.activity, *_when(task.when, language), task.place, *_bodies(task), task.output),
            *(task.budget, task.group, place, _ORIGINS[language][task.origin], task.note),
        )


def _activities(plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    titles = section_titles(plan)
    undated = (activity for activity in plan.activities if activity.first_day is None)
    for activity in (*plan.schedule, *undated):
        tasks = [plan.tasks[index] for index in activity.tasks]
        places = dict.fromkeys(titles.get(task.section or "", task.section or "") for task in tasks)
        others = dict.fromkeys(when.text for when in activity.other_times)
        yield (
            *(activity.first_day, activity.name, *_when(activity.when, language), listed(tuple(others))),
            *(activity.place, *_bodies(activity), activity.output, activity.budget, activity.group),
            *(listed(tuple(filter(None, places))), len(tasks)),
        )


def _deadlines(plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    ordered: Iterable[Deadline] = sorted(plan.deadlines, key=lambda d: (d.due is None, d.due or dt.date.max))
    for deadline in ordered:
        bound = _BOUNDS[language].get(deadline.op or "")
        who, via = listed(deadline.by), listed(deadline.via)
        yield deadline.due, bound, deadline.rrule, deadline.what, who, deadline.to, via


def _times(plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    for time in plan.times:
        yield *_when(time, language), _ROLES[language][time.role]


def _targets(plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    for target in plan.targets:
        yield target.text, _COMPARISONS.get(target.op, target.op), _number(target), target.unit


def _number(target: Target) -> int | float:
    return int(target.value) if target.value.is_integer() else target.value


def _plans(plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    header, scope = plan.header, plan.scope
    start, end = scope.period or (None, None)
    yield (
        *(header.doc_type, header.subject, issued(plan), header.place, header.governing_body, scope.year, start, end),
        *(scope.province, scope.province_today, listed(scope.campaigns)),
        *(len(plan.tasks), len(plan.activities), len(plan.deadlines), len(plan.targets)),
    )


def _diagnostics(plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    for diagnostic in plan.diagnostics:
        yield diagnostic.severity, diagnostic.code, diagnostic.message, _said(diagnostic)


def _said(diagnostic: Diagnostic) -> str | None:
    return listed([span.text for span in diagnostic.spans[:5]])


_ROLES = {
    "vi": {
        "issued": "ngày ban hành", "citation": "văn bản viện dẫn", "event": "sự kiện", "period": "giai đoạn",
        "deadline": "thời hạn", "anniversary": "ngày kỷ niệm", "term": "nhiệm kỳ", "historic": "quá khứ",
    },
    "en": {role: role for role in get_args(Time.model_fields["role"].annotation)},
}  # fmt: skip
_COMPARISONS = {">=": "≥", "<=": "≤", "~": "≈"}


def _rows(of: Rows, plan: Plan, language: Language) -> Iterator[tuple[Value, ...]]:
    return (row + source(plan) for row in of(plan, language))


def _table(name: TableName, vi: str, en: str, of: Rows, *columns: Column) -> Table:
    return Table(name, vi, en, (*columns, *_SOURCE), partial(_rows, of))


_ACTIVITY = Column("activity", "Nội dung", "Activity", 55)
_PLACE = Column("place", "Địa điểm", "Place")
_RESULT = (
    Column("output", "Sản phẩm, kết quả", "Output", 40),
    Column("budget", "Kinh phí", "Budget", 20),
    Column("group", "Nhóm", "Group", 24),
)

TABLES: tuple[Table, ...] = (
    _table(
        "tasks", "Nhiệm vụ", "Tasks", _tasks,
        Column("order", "TT", "No.", 6), _ACTIVITY, *_WHEN, _PLACE, *_BODIES, *_RESULT,
        Column("section", "Mục", "Section", 26), Column("origin", "Nguồn", "Origin", 10),
        Column("note", "Ghi chú", "Note", 24),
    ),
    _table(
        "activities", "Hoạt động", "Activities", _activities,
        Column("first_day", "Ngày đầu", "First day", 12), _ACTIVITY, *_WHEN,
        Column("other_times", "Thời gian khác", "Other times", 26), _PLACE, *_BODIES, *_RESULT,
        Column("sections", "Mục", "Sections", 30), Column("told", "Số lần nêu", "Told", 8),
    ),
    _table(
        "deadlines", "Hạn", "Deadlines", _deadlines,
        Column("due", "Hạn", "Due", 12), Column("bound", "Mốc", "Bound", 12),
        Column("recurrence", "Lặp lại (RRULE)", "Recurrence (RRULE)", 22), Column("what", "Nội dung", "What", 60),
        Column("by", "Cơ quan thực hiện", "By"), Column("to", "Gửi đến", "To"), Column("via", "Qua", "Via"),
    ),
    _table("times", "Thời gian", "Times", _times, *_WHEN, Column("role", "Vai trò", "Role", 16)),
    _table(
        "targets", "Chỉ tiêu", "Targets", _targets,
        Column("target", "Chỉ tiêu", "Target", 60), Column("op", "So sánh", "Comparison", 8),
        Column("value", "Giá trị", "Value", 16), Column("unit", "Đơn vị tính", "Unit", 20),
    ),
    _table(
        "plans", "Kế hoạch", "Plans", _plans,
        Column("doc_type", "Loại văn bản", "Type", 14), Column("subject", "Trích yếu", "Subject", 60),
        Column("date", "Ngày ban hành", "Issued on", 14), Column("place", "Địa danh", "Place", 16),
        Column("governing_body", "Cơ quan chủ quản", "Governing body"), Column("year", "Năm", "Year", 8),
        Column("period_start", "Từ ngày", "From", 12), Column("period_end", "Đến ngày", "To", 12),
        Column("province", "Tỉnh, thành phố", "Province", 16),
        Column("province_today", "Từ 01/7/2025", "Since 1 July 2025", 16),
        Column("campaigns", "Đợt hoạt động", "Campaigns"), Column("tasks", "Số nhiệm vụ", "Tasks", 8),
        Column("activities", "Số hoạt động", "Activities", 8), Column("deadlines", "Số hạn", "Deadlines", 8),
        Column("targets", "Số chỉ tiêu", "Targets", 8),
    ),
    _table(
        "diagnostics", "Lưu ý", "Diagnostics", _diagnostics,
        Column("severity", "Mức", "Severity", 10), Column("code", "Mã", "Code", 22),
        Column("message", "Nội dung", "Message", 60), Column("text", "Nguyên văn", "Text", 60),
    ),
)  # fmt: skip


def table(name: TableName) -> Table:
    """The table of a name."""
    return next(table for table in TABLES if table.name == name)
