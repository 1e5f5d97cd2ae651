"""Pairs of rows and prose, each for one reason; all sentences are written for this test."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnplan
from vnplan.model import Activity, Diagnostic, Section, Span, Task, When
from vnplan.resolution import join_activities

SHARED = Path(__file__).parents[2] / "shared" / "plans"


def on(day: str, text: str = "", **more: object) -> When:
    return When.model_validate({"text": text or day, "start": day, "end": day, **more})


def row(activity: str, *who: str, when: When | None = None, **more: object) -> Task:
    return Task.model_validate({"activity": activity, "implement": who, "when": when, "origin": "table", **more})


def said(activity: str, *who: str, when: When | None = None, **more: object) -> Task:
    return Task.model_validate({"activity": activity, "implement": who, "when": when, "origin": "text", **more})


def groups(*tasks: Task, **more: object) -> list[tuple[int, ...]]:
    return [activity.tasks for activity in join_activities(tasks, **more)[0]]  # type: ignore[arg-type]


def only(*tasks: Task) -> Activity:
    (activity,), _ = join_activities(tasks)
    return activity


def doubts(*tasks: Task) -> tuple[Diagnostic, ...]:
    return join_activities(tasks)[1]


# What is joined


def test_a_programme_is_known_by_its_quoted_name() -> None:
    tasks = (row("Chương trình “Ngày hội hiến máu”"), said("vận động đoàn viên dự “Ngày hội hiến máu” tại trụ sở"))
    assert groups(*tasks) == [(0, 1)]


@pytest.mark.parametrize("written", ["“Đọc - Hiểu – Làm theo”", '"Đọc, hiểu, làm theo"', "«Đọc Hiểu  Làm theo»"])
def test_dashes_commas_and_quotes_do_not_part_names(written: str) -> None:
    assert groups(row("Cuộc thi “Đọc - Hiểu - Làm theo”"), said(f"tổ chức Cuộc thi {written}")) == [(0, 1)]


def test_different_programmes_stay_apart_however_alike_their_sentences() -> None:
    tasks = (
        row("Tổ chức Chương trình “Áo ấm vùng cao” tại các xã", "Tỉnh đoàn", when=on("2021-12-05")),
        said("Tổ chức Chương trình “Xuân biên giới” tại các xã", "Tỉnh đoàn", when=on("2021-12-05")),
    )
    assert groups(*tasks) == [(0,), (1,)]


def test_names_are_compared_by_their_words() -> None:
    tasks = (
        row("Hội nghị tổng kết phong trào thi đua yêu nước", when=on("2021-12-05")),
        row("Hội thao truyền thống ngành xây dựng"),
        said("tổ chức Hội nghị tổng kết phong trào thi đua yêu nước giai đoạn vừa qua. Dự kiến trong quý IV"),
    )
    assert groups(*tasks) == [(0, 2), (1,)]


def test_abbreviations_of_the_document_are_written_out() -> None:
    tasks = (row("Tháng hành động XYQ"), said("hưởng ứng Tháng hành động xói yếu quặng"))
    assert groups(*tasks) == [(0,), (1,)]
    assert groups(*tasks, abbreviations={"XYQ": "xói yếu quặng"}) == [(0, 1)]


def test_what_stands_in_brackets_is_no_name() -> None:
    tasks = (row("Lễ ra quân hè"), said("thăm hỏi gia đình chính sách (gồm cả tặng quà tại Lễ ra quân hè)"))
    assert groups(*tasks) == [(0,), (1,)]


def test_a_short_name_must_stand_as_it_is() -> None:
    tasks = (row("Bảo vệ, y tế"), said("bảo đảm vệ sinh, chăm sóc sức khỏe tại trạm y tế và bảo hiểm xã hội"))
    assert groups(*tasks) == [(0,), (1,)]


def test_the_heading_names_the_event_where_time_or_bodies_agree() -> None:
    sections = (Section(label="II", title="Ngày hội văn hóa các dân tộc"),)
    event = row("Ngày hội văn hóa các dân tộc", "Phòng Văn hóa", when=on("2021-11-18"))
    held = said("bố trí sân khấu, mời nghệ nhân", "Phòng Văn hóa", when=on("2021-11-18"), section="II")
    other = said("bố trí sân khấu, mời nghệ nhân", "Hội Nông dân", section="II")
    assert groups(event, held, sections=sections) == [(0, 1)]
    assert groups(event, other, sections=sections) == [(0,), (1,)]


def test_a_heading_that_names_a_body_names_no_event() -> None:
    sections = (Section(label="1", title="Sở Khoa học và Công nghệ"),)
    tasks = (
        row("Xây dựng quỹ phát triển khoa học và công nghệ của tỉnh", "Sở Khoa học và Công nghệ"),
        said("theo dõi, đôn đốc các đơn vị báo cáo", "Sở Khoa học và Công nghệ", section="1"),
    )
    assert groups(*tasks, sections=sections) == [(0,), (1,)]


def test_each_row_gets_the_prose_that_fits_it_best() -> None:
    tasks = (
        row("Tập huấn kỹ năng an toàn đợt một", "Công ty A"),
        row("Tập huấn kỹ năng an toàn đợt hai", "Công ty B"),
        said("mở lớp tập huấn kỹ năng an toàn đợt hai", "Công ty B"),
        said("mở lớp tập huấn kỹ năng an toàn đợt một", "Công ty A"),
    )
    assert groups(*tasks) == [(0, 3), (1, 2)]


def test_an_event_may_be_told_more_than_twice() -> None:
    tasks = (
        row("Hội thi “Bàn tay vàng”", "Sở Công Thương", when=on("2021-10-10")),
        said("tổ chức Hội thi “Bàn tay vàng” cấp tỉnh", "Sở Công Thương"),
        said("tham mưu tổ chức Hội thi “Bàn tay vàng”", advise=("Phòng Quản lý công nghiệp",)),
    )
    assert groups(*tasks) == [(0, 1, 2)]


def test_a_task_for_several_programmes_is_joined_with_none() -> None:
    tasks = (
        row("Chương trình “Tết ấm”"),
        row("Chương trình “Áo mới”"),
        said("Tham mưu tổ chức “Tết ấm” và “Áo mới”"),
    )
    assert groups(*tasks) == [(0,), (1,), (2,)]


def test_rows_of_one_merged_cell_and_time_are_one_activity() -> None:
    cell = (Span(start=5, end=12, text="Hội thi"),)
    morning, noon = on("2021-10-10", "Sáng 10/10"), on("2021-10-10", "Chiều 10/10")
    first, second = row("Hội thi", "Đội A", when=morning, spans=cell), row("Hội thi", "Đội B", when=morning, spans=cell)
    assert groups(first, second) == [(0, 1)]
    assert groups(first, row("Hội thi", "Đội B", when=noon, spans=cell)) == [(0,), (1,)]
    assert groups(first, row("Hội thi", "Đội B", when=morning, order="2")) == [(0,), (1,)]


def test_what_prose_says_twice_is_one_activity() -> None:
    sentence = "rà soát danh sách hội viên khó khăn"
    assert groups(said(sentence, "Hội Nông dân", section="II/1"), said(sentence, "Hội Nông dân", section="V/3")) == [
        (0, 1)
    ]
    assert groups(said(sentence, "Hội Nông dân"), said(sentence, "Hội Phụ nữ")) == [(0,), (1,)]


# What an activity says


def test_values_are_those_of_all_tellings() -> None:
    activity = only(
        row("Hội thi “Bàn tay vàng”", "UBND TP Vinh", when=on("2021-10-10"), place="Nhà văn hóa"),
        said(
            "tổ chức Hội thi “Bàn tay vàng”",
            when=When(text="tháng 10", start=dt.date(2021, 10, 1), end=dt.date(2021, 10, 31)),
            lead=("Sở Công Thương",),
            coordinate=("Ủy ban nhân dân thành phố Vinh",),
            output="Báo cáo",
        ),
    )
    assert activity.name == "Hội thi “Bàn tay vàng”"
    assert activity.tasks == (0, 1)
    assert activity.when == on("2021-10-10")
    assert [when.text for when in activity.other_times] == ["tháng 10"]
    assert activity.first_day == dt.date(2021, 10, 10)
    assert (activity.place, activity.output) == ("Nhà văn hóa", "Báo cáo")
    assert (activity.lead, activity.implement) == (("Sở Công Thương",), ("UBND TP Vinh",))


def test_a_body_is_named_once_as_it_is_named_first() -> None:
    activity = only(
        row("Hội thi “Bàn tay vàng”", "Ban Quản lý khu kinh tế", "LĐLĐ tỉnh"),
        said(
            "tổ chức Hội thi “Bàn tay vàng”", "Ban quản lý Khu kinh tế tỉnh Nghệ An", lead=("Liên đoàn Lao động tỉnh",)
        ),
    )
    assert activity.lead == ("Liên đoàn Lao động tỉnh",)
    assert activity.implement == ("Ban Quản lý khu kinh tế",)


def test_a_time_is_tentative_where_one_telling_says_so() -> None:
    activity = only(
        row("Hội thi “Bàn tay vàng”", when=on("2021-10-10")),
        said("tổ chức Hội thi “Bàn tay vàng”", when=on("2021-10-10", "dự kiến ngày 10/10", certainty="tentative")),
    )
    assert activity.when is not None and activity.when.certainty == "tentative"
    assert activity.other_times == ()


# Contradictions


def test_different_days_contradict_each_other_and_both_stay() -> None:
    tasks = (
        row("Hội thi “Bàn tay vàng”", "Sở Công Thương", when=on("2021-10-10"), section="PHỤ LỤC"),
        said("tổ chức Hội thi “Bàn tay vàng”", "Sở Công Thương", when=on("2021-10-12"), section="III/2"),
    )
    (activity,), (doubt,) = join_activities(tasks)
    assert activity.when == on("2021-10-10")
    assert activity.other_times == (on("2021-10-12"),)
    assert (doubt.code, doubt.severity) == ("contradiction", "warning")
    assert "“2021-10-10” in a table of PHỤ LỤC, but “2021-10-12” in III/2" in doubt.message


def test_a_contradiction_shows_both_places() -> None:
    here, there = Span(start=4, end=9, text="10/10"), Span(start=40, end=45, text="12/10")
    tasks = (
        row("Hội thi “Bàn tay vàng”", when=on("2021-10-10"), evidence={"time": (here,)}),
        said("tổ chức Hội thi “Bàn tay vàng”", when=on("2021-10-12"), evidence={"time": (there,)}),
    )
    assert [doubt.spans for doubt in doubts(*tasks)] == [(here, there)]


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        pytest.param(on("2021-10-10"), None, False, id="only one says when"),
        pytest.param(
            on("2021-10-10"),
            When(text="", start=dt.date(2021, 10, 1), end=dt.date(2021, 10, 31)),
            False,
            id="a day of that month",
        ),
        pytest.param(on("2021-10-10"), When(text="", end=dt.date(2021, 10, 15), op="<"), False, id="before the bound"),
        pytest.param(on("2021-10-20"), When(text="", end=dt.date(2021, 10, 15), op="<"), True, id="after the bound"),
        pytest.param(
            When(text="", end=dt.date(2021, 10, 15), op="<"),
            When(text="", end=dt.date(2021, 10, 20), op="<="),
            True,
            id="two bounds",
        ),
        pytest.param(
            When(text="", end=dt.date(2021, 10, 15), op="<"),
            When(text="", end=dt.date(2021, 10, 14), op="<="),
            False,
            id="before a day is until the day before",
        ),
        pytest.param(
            When(text="", rrule="FREQ=WEEKLY;BYDAY=SA"), When(text="", rrule="FREQ=WEEKLY;BYDAY=SU"), True, id="rules"
        ),
        pytest.param(
            on("2021-10-10", start_time="07:30"), on("2021-10-10", start_time="14:00"), True, id="hours of one day"
        ),
    ],
)
def test_which_times_contradict(one: When, other: When | None, contradict: bool) -> None:
    tasks = (row("Hội thi “Bàn tay vàng”", when=one), said("tổ chức Hội thi “Bàn tay vàng”", when=other))
    assert bool(doubts(*tasks)) is contradict


@pytest.mark.parametrize(
    ("table", "text", "contradict"),
    [
        pytest.param(("Đội A", "Đội B"), ("Đội A", "Đội C"), True, id="each names one more"),
        pytest.param(("Đội A", "Đội B"), ("Đội A",), False, id="one tells less"),
        pytest.param(("Sở Y tế",), ("Sở Xây dựng",), True, id="others"),
        pytest.param(("Sở Y tế", "các sở, ngành"), ("Sở Y tế", "Sở Xây dựng"), False, id="a group may hold it"),
        pytest.param(("UBND TP Vinh",), ("Ủy ban nhân dân thành phố Vinh",), False, id="written out"),
        pytest.param(("Hội Nông dân tỉnh",), ("Ban Thường vụ Hội Nông dân tỉnh",), False, id="its organ"),
    ],
)
def test_which_bodies_contradict(table: tuple[str, ...], text: tuple[str, ...], contradict: bool) -> None:
    tasks = (row("Hội thi “Bàn tay vàng”", *table), said("tổ chức Hội thi “Bàn tay vàng”", *text))
    assert bool(doubts(*tasks)) is contradict


def test_who_leads_may_not_change_with_who_helps() -> None:
    name = "Hội thi “Bàn tay vàng”"
    tasks = (
        row(name, lead=("Sở Y tế",), coordinate=("Sở Nội vụ",)),
        said(f"tổ chức {name}", lead=("Sở Nội vụ",), coordinate=("Sở Y tế",)),
    )
    assert len(doubts(*tasks)) == 1


def test_who_prepares_an_event_contradicts_nobody() -> None:
    tasks = (row("Hội thi “Bàn tay vàng”", "Sở Y tế"), said("tham mưu Hội thi “Bàn tay vàng”", advise=("Văn phòng",)))
    assert groups(*tasks) == [(0, 1)]
    assert not doubts(*tasks)


# For all tasks


_TASKS = st.lists(
    st.builds(
        Task,
        activity=st.sampled_from(["Lễ ra quân", "Hội thi “Tay nghề”", "tổ chức Hội thi “Tay nghề”", "-", "", "“"])
        | st.text(max_size=60),
        implement=st.lists(st.sampled_from(["Sở A", "các xã", "", "Đội B"]), max_size=2).map(tuple),
        origin=st.sampled_from(["table", "text"]),
        when=st.none() | st.dates().map(lambda d: When(text="", start=d, end=d)),
    ),
    max_size=8,
)


@given(_TASKS)
def test_every_task_is_in_one_activity_and_activities_stand_in_order(tasks: list[Task]) -> None:
    activities, _ = join_activities(tasks)
    assert sorted(index for activity in activities for index in activity.tasks) == list(range(len(tasks)))
    assert [activity.tasks[0] for activity in activities] == sorted(activity.tasks[0] for activity in activities)


def test_many_alike_tasks_take_no_long_time() -> None:
    tasks = [(row, said)[i % 2](f"Lễ ra quân đợt {i} tại xã", f"Đội {i}") for i in range(600)]
    assert len(join_activities(tasks)[0]) <= 600


# A real plan


def test_the_seven_activities_of_a_calendar_are_joined_with_their_prose() -> None:
    source = SHARED / "tra-vinh-2023.txt"
    if not source.exists():
        pytest.skip("the real plans are not at hand")
    plan = vnplan.parse(source)
    activities, found = join_activities(
        plan.tasks, sections=plan.sections, abbreviations=plan.abbreviations, period=(None, None)
    )
    origins = [{plan.tasks[index].origin for index in activity.tasks} for activity in activities]
    assert origins.count({"table", "text"}) == 7
    assert {"table"} not in origins
    assert len([d for d in found if d.code == "contradiction"]) == 1
