"""Plans made for these tests."""

from __future__ import annotations

import datetime as dt

from vnplan.model import Deadline, Header, Plan, Scope, Section, SourceInfo, Span, Target, Task, Time, When
from vnplan.resolution import join_activities
from vnplan.schedule import plan_period

ISSUED = dt.date(2023, 4, 3)


def on(first: str, last: str = "", **more: object) -> When:
    return When.model_validate({"text": f"ngày {first}", "start": first, "end": last or first, **more})


def due_span() -> Span:
    return Span(start=100, end=120, text="báo cáo trước ngày 10/6")


TASKS = (
    Task(
        activity="Lễ ra quân",
        when=on("2023-05-05"),
        place="Quảng trường",
        lead=("Đoàn xã",),
        section="II",
        origin="table",
        order="1",
    ),
    Task(
        activity="Trực hồ bơi",
        when=on("2023-05-01", "2023-05-31", rrule="FREQ=WEEKLY;BYDAY=SA", part_of_day="evening"),
        implement=("Đội cứu hộ", "Trạm y tế"),
        origin="table",
    ),
    Task(
        activity="Họp giao ban",
        when=on("2023-05-02", "2023-05-31", rrule="FREQ=WEEKLY;BYDAY=MO", start_time="07:30", end_time="09:00"),
        origin="table",
    ),
    Task(activity="Hội trại", when=on("2023-05-20", "2023-05-21", certainty="tentative"), origin="table"),
    Task(activity="Khai mạc hè", when=on("2023-05-28", start_time="08:00", end_time="10:30"), origin="table"),
    Task(activity="phòng đuối nước", when=When(text="thường xuyên"), implement=("Chi đoàn",), origin="text"),
    Task(
        activity="báo cáo",
        when=When(text="trước ngày 10/6", end=dt.date(2023, 6, 10), op="<"),
        implement=("Chi đoàn",),
        origin="text",
        spans=(due_span(),),
    ),
)

DEADLINES = (
    Deadline(due=dt.date(2023, 6, 10), op="<", what="báo cáo", by=("Chi đoàn",), to="Đoàn xã", spans=(due_span(),)),
    Deadline(op="<", what="báo cáo tháng", by=("Chi đoàn",), rrule="FREQ=MONTHLY;BYMONTHDAY=15"),
)


def make_plan(*tasks: Task, number: str | None = "12-KH/ĐTN", deadlines: tuple[Deadline, ...] = ()) -> Plan:
    """A plan of tasks, joined as the pipeline joins them."""
    scope = Scope(year=2023)
    activities, _ = join_activities(tasks, period=plan_period(scope, ISSUED))
    return Plan(
        header=Header(issuing_body="ĐOÀN XÃ PHÚ AN", number=number, date=ISSUED, subject="Hè an toàn"),
        scope=scope,
        sections=(Section(label="II", title="NỘI DUNG"),),
        times=(Time(text="ngày 05/5", start=dt.date(2023, 5, 5), end=dt.date(2023, 5, 5), role="event"),),
        tasks=tasks,
        activities=activities,
        deadlines=deadlines,
        targets=(Target(text="ít nhất 02 lớp", op=">=", value=2, unit="lớp"),),
        source=SourceInfo(name="he.docx", media_type="x", sha256="ab" * 32, size=1, reader="docx"),
    )


PLAN = make_plan(*TASKS, deadlines=DEADLINES)
OTHER = make_plan(Task(activity="Ngày hội đọc sách", when=on("2023-05-05"), origin="table"), number="34-KH/ĐTN")
