"""Tables -> what their columns mean, and which rows are tasks."""

from __future__ import annotations

import pytest

from tests.plan_texts import BODY, plan
from vnplan.document import Table
from vnplan.extractors.tables import Reading, read_table
from vnplan.model import Task
from vnplan.readers import read_text

HEADER = ["TT", "NỘI DUNG", "THỜI GIAN", "ĐƠN VỊ CHỦ TRÌ", "ĐƠN VỊ PHỐI HỢP"]
LAUNCH = ["1", "Lễ phát động", "15/3/2024", "Phòng Y tế", "Huyện đoàn, Hội Phụ nữ"]
CHECK = ["2", "Kiểm tra trạm cấp nước", "Tháng 4/2024", "Phòng Y tế", "Các xã"]
REVIEW = ["3", "Tổng kết", "30/4/2024", "Văn phòng", ""]


def markdown(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(["", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]) + "\n"


def piped(rows: list[list[str]]) -> str:
    cells = "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)
    return f"\n{cells}\n"


def reading(table: str) -> Reading:
    document = read_text(table)
    return read_table(document, next(b for b in document.blocks if isinstance(b, Table)))


def tasks(table: str) -> list[Task]:
    return [t for t in plan(body=BODY + table).tasks if t.origin == "table"]


@pytest.mark.parametrize("form", [markdown, piped])
def test_a_row_is_a_task(form: object) -> None:
    assert callable(form)
    first, second, third = tasks(form([HEADER, LAUNCH, CHECK, REVIEW]))
    assert (first.order, first.activity, first.lead) == ("1", "Lễ phát động", ("Phòng Y tế",))
    assert first.coordinate == ("Huyện đoàn", "Hội Phụ nữ")
    assert first.when is not None
    assert (str(first.when.start), first.section) == ("2024-03-15", "II/1")
    assert (second.activity, third.activity, third.coordinate) == ("Kiểm tra trạm cấp nước", "Tổng kết", ())


@pytest.mark.parametrize("form", [markdown, piped])
def test_a_row_of_column_numbers_is_no_task(form: object) -> None:
    assert callable(form)
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert [t.order for t in tasks(form([HEADER, numbers, LAUNCH, CHECK]))] == ["1", "2"]


def test_columns_named_in_two_rows() -> None:
    table = piped([["TT", "NỘI DUNG", "THỜI GIAN", "PHÂN CÔNG"], ["Chủ trì", "Phối hợp"], LAUNCH, CHECK])
    assert reading(table).columns == ("order", "content", "time", "lead", "coordinate")
    assert [(t.lead, t.coordinate) for t in tasks(table)][1] == (("Phòng Y tế",), ("Các xã",))


@pytest.mark.parametrize(
    "table",
    [
        markdown([HEADER, ["I", "TUYÊN TRUYỀN", "", "", ""], LAUNCH, ["II", "TỔNG KẾT", "", "", ""], REVIEW]),
        piped([HEADER, ["I", "TUYÊN TRUYỀN"], LAUNCH, CHECK, ["II", "TỔNG KẾT"], REVIEW]),
    ],
)
def test_group_rows_stand_over_their_tasks(table: str) -> None:
    found = tasks(table)
    assert [t.group for t in (found[0], found[-1])] == ["TUYÊN TRUYỀN", "TỔNG KẾT"]
    assert all(t.activity not in ("TUYÊN TRUYỀN", "TỔNG KẾT") for t in found)


def test_rows_below_a_numbered_title_are_its_tasks() -> None:
    rows = [
        HEADER,
        ["1", "Tuyên truyền"],
        ["1.1", *LAUNCH[1:]],
        ["1.2", *CHECK[1:]],
        ["2", "Kết thúc"],
        ["2.1", *REVIEW[1:]],
    ]
    assert [(t.order, t.group) for t in tasks(piped(rows))] == [
        ("1.1", "Tuyên truyền"),
        ("1.2", "Tuyên truyền"),
        ("2.1", "Kết thúc"),
    ]


def test_a_merged_day_holds_for_each_session_below() -> None:
    rows = [
        ["Ngày", "Buổi", "Nội dung", "Chủ trì"],
        ["15/3/2024", "Sáng", "Khai mạc", "Phòng Y tế"],
        ["", "Chiều", "Tập huấn", "Phòng Y tế"],
        ["16/3/2024", "Sáng", "Ra quân", "Huyện đoàn"],
    ]
    found = tasks(markdown(rows))
    assert [t.activity for t in found] == ["Khai mạc", "Tập huấn", "Ra quân"]
    assert [str(t.when.start) if t.when else None for t in found] == ["2024-03-15", "2024-03-15", "2024-03-16"]


def test_a_row_that_only_names_a_session_is_no_task_and_no_time_of_the_row_above() -> None:
    rows = [
        ["Thời gian", "Nội dung", "Thực hiện"],
        ["Sáng", "", ""],
        ["8h00", "Khai mạc", "Phòng Y tế"],
        ["Chiều", "", ""],
    ]
    found = tasks(markdown([*rows, ["14h00", "Ra quân", "Huyện đoàn"]]))
    assert [(t.activity, t.when.text if t.when else None) for t in found] == [
        ("Khai mạc", "8h00"),
        ("Ra quân", "14h00"),
    ]


def test_a_cell_with_several_bodies_gives_them_all() -> None:
    rows = [["STT", "Nội dung", "Đơn vị thực hiện"], ["1", "Ra quân", "Phòng Y tế;<br>Huyện đoàn"]]
    rows.append(["2", "Kiểm tra", "- Phòng Y tế<br>- Các xã"])
    assert [t.implement for t in tasks(markdown(rows))] == [("Phòng Y tế", "Huyện đoàn"), ("Phòng Y tế", "Các xã")]


def test_a_table_without_header_is_understood_by_its_cells() -> None:
    found = reading(markdown([LAUNCH, CHECK, REVIEW]))
    assert found.kind == "tasks"
    assert found.inferred
    assert found.columns[0] == "order"
    assert "time" in found.columns


def test_phu_trach_is_to_do_alone_and_to_watch_beside_those_who_do() -> None:
    alone = markdown([["TT", "Nội dung", "Phụ trách"], ["1", "Ra quân", "Phòng Y tế"]])
    beside = markdown([["TT", "Nội dung", "Đơn vị thực hiện", "Phụ trách"], ["1", "Ra quân", "Các xã", "Phòng Y tế"]])
    assert reading(alone).columns[-1] == "implement"
    assert reading(beside).columns[-1] == "monitor"


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        pytest.param(
            markdown(
                [["STT", "Họ và tên", "Chức vụ", "Nhiệm vụ"], ["1", "Lê Thị Hoa", "Trưởng phòng Y tế", "Trưởng ban"]]
            ),
            "members",
            id="members of a board",
        ),
        pytest.param(
            markdown(
                [
                    ["STT", "Nội dung", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền"],
                    ["1", "Băng rôn", "cái", "9", "2", "18"],
                ]
            ),
            "other",
            id="a budget",
        ),
        pytest.param(
            markdown([["STT", "Tiêu chí", "Điểm tối đa"], ["1", "Có kế hoạch", "10"]]), "other", id="a grid of points"
        ),
        pytest.param(markdown([["Xã", "Số hộ"], ["Thạnh Bình", "120"]]), "other", id="figures"),
    ],
)
def test_tables_that_assign_nothing_give_no_tasks(table: str, kind: str) -> None:
    assert reading(table).kind == kind
    assert tasks(table) == []


def test_a_row_of_sums_is_no_task_but_a_review_is() -> None:
    rows = [["TT", "Nội dung", "Đơn vị thực hiện", "Kinh phí"], ["1", "Tổng vệ sinh", "Các xã", "5.000.000"]]
    rows += [["2", "Tổng kết", "Phòng Y tế", "1.000.000"], ["", "Tổng cộng:", "", "6.000.000"]]
    assert [t.activity for t in tasks(markdown(rows))] == ["Tổng vệ sinh", "Tổng kết"]


def test_a_row_cut_by_a_page_break_is_one_task() -> None:
    rows = [HEADER, ["1", "Phát động và", "15/3/2024", "Phòng Y tế", ""], ["", "ra quân", "", "", ""], CHECK]
    assert [t.activity for t in tasks(markdown(rows))] == ["Phát động và ra quân", "Kiểm tra trạm cấp nước"]


@pytest.mark.parametrize("form", [markdown, piped])
def test_months_in_the_first_column_are_no_header(form: object) -> None:
    assert callable(form)
    rows = [["Tháng", "Nội dung", "Đơn vị thực hiện"], ["Tháng 4/2024", "Tổ chức ra quân", "Phòng Y tế"],
            ["Tháng 5/2024", "Tổng kết", "Văn phòng"]]  # fmt: skip
    assert [t.activity for t in tasks(form(rows))] == ["Tổ chức ra quân", "Tổng kết"]


def test_months_side_by_side_are_still_a_second_header_row() -> None:
    rows = [["TT", "Nội dung", "Thời gian", "Thời gian", "Đơn vị thực hiện"], ["", "", "Tháng 4", "Tháng 5", ""],
            ["1", "Ra quân", "x", "", "Phòng Y tế"], ["2", "Tổng kết", "", "x", "Văn phòng"]]  # fmt: skip
    assert [t.activity for t in tasks(markdown(rows))] == ["Ra quân", "Tổng kết"]


def test_a_table_without_header_is_told_by_what_its_cells_hold_ministries_too() -> None:
    rows = [["1", "Biên soạn tài liệu về nước sạch", "15/3/2024", "Vụ Pháp chế"],
            ["2", "Tổng kết việc dùng nước sạch", "30/4/2024", "Cục Y tế dự phòng"]]  # fmt: skip
    assert [(t.activity[:9], t.implement) for t in tasks(piped(rows))] == [
        ("Biên soạn", ("Vụ Pháp chế",)),
        ("Tổng kết ", ("Cục Y tế dự phòng",)),
    ]


def whens(found: list[Task]) -> list[tuple[str, str | None, str | None]]:
    """Text and bounds of the tasks' times."""
    told = [t.when for t in found if t.when is not None]
    return [(w.text, str(w.start) if w.start else None, str(w.end) if w.end else None) for w in told]


def test_the_narrowest_time_column_tells_the_day_and_the_month_beside_it_the_rest() -> None:
    rows = [["Tháng", "Nội dung", "Thời gian", "Người phụ trách"], ["4/2024", "Phát động", "05/4", "Đội"],
            ["", "Thi vẽ tranh", "Tuần 2", "Liên đội"], ["", "Sơ kết", "cuối tháng", "Đội"],
            ["5/2024", "Ra quân", "15 - 20", "Đoàn"], ["", "Trực kênh", "khi có lịch", "Đoàn"]]  # fmt: skip
    assert whens(tasks(markdown(rows))) == [
        ("05/4", "2024-04-05", "2024-04-05"),
        ("4/2024 Tuần 2", "2024-04-08", "2024-04-14"),
        ("4/2024 cuối tháng", "2024-04-21", "2024-04-30"),
        ("5/2024 15 - 20", "2024-05-15", "2024-05-20"),
        ("5/2024 khi có lịch", "2024-05-01", "2024-05-31"),
    ]


def test_a_year_printed_in_the_month_column_goes_to_the_day() -> None:
    rows = [["Tháng", "Nội dung", "Thời gian", "Phụ trách"], ["01/2025", "Sơ kết", "10/01", "Đội"]]
    assert whens(tasks(markdown(rows))) == [("01/2025 10/01", "2025-01-10", "2025-01-10")]


def test_a_weekday_is_a_day_of_the_week_beside_it() -> None:
    rows = [["Tuần", "Thứ", "Nội dung", "Thực hiện"], ["Tuần 1 (01/4 - 06/4)", "Hai", "Chào cờ", "Liên đội"],
            ["", "5", "Họp tổ", "Tổ Toán"]]  # fmt: skip
    assert [w[1] for w in whens(tasks(markdown(rows)))] == ["2024-04-01", "2024-04-04"]


def test_columns_of_begin_and_end_make_one_span() -> None:
    rows = [["TT", "Nội dung", "Thời gian", "", "Đơn vị", ""], ["", "", "Bắt đầu", "Kết thúc", "Chủ trì", "Phối hợp"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["1", "Khảo sát", "01/4/2024", "10/4", "Phòng Y tế", "Các xã"]]  # fmt: skip
    (task,) = tasks(markdown(rows))
    assert whens([task]) == [("01/4/2024 - 10/4", "2024-04-01", "2024-04-10")]
    assert (task.lead, task.coordinate) == (("Phòng Y tế",), ("Các xã",))


def test_ticks_under_bodies_say_who_and_under_months_say_when() -> None:
    who = [["TT", "Nội dung", "Phòng Y tế", "Huyện đoàn"], ["1", "Kịch bản", "x", ""], ["2", "Sân khấu", "x", "X"]]
    assert [t.implement for t in tasks(markdown(who))] == [("Phòng Y tế",), ("Phòng Y tế", "Huyện đoàn")]
    when = [["STT", "Nội dung", "Tháng", "", ""], ["", "", "4", "5", "6"], ["1", "Khảo sát", "x", "x", ""],
            ["2", "Tổng kết", "", "", "x"]]  # fmt: skip
    assert [w[1:] for w in whens(tasks(markdown(when)))] == [("2024-04-01", "2024-05-31"), ("2024-06-01", "2024-06-30")]
    weeks = [["Nội dung", "Tháng 5", ""], ["", "Tuần 1", "Tuần 2"], ["Khảo sát", "x", ""], ["Tổng kết", "", "x"]]
    assert [w[1] for w in whens(tasks(markdown(weeks)))] == ["2024-05-01", "2024-05-08"]


def test_a_lone_item_of_a_cell_loses_its_bullet_and_several_stay_one_text() -> None:
    rows = [
        ["STT", "Nội dung", "Đơn vị thực hiện"],
        ["1", "- Ra quân", "Các xã"],
        ["2", "- Phát tờ rơi<br>- Treo băng rôn", "Các xã"],
    ]
    assert [t.activity for t in tasks(markdown(rows))] == ["Ra quân", "- Phát tờ rơi - Treo băng rôn"]


def test_a_group_row_with_a_sum_is_no_task() -> None:
    rows = [["STT", "Dự án", "Nội dung", "Kinh phí", "Chủ trì", "Tiến độ"], ["I", "Dự án cấp nước", "", "900", "", ""],
            ["1", "", "Nối ống", "400", "Phòng Y tế", "Quý II"], ["2", "", "Xây bể", "500", "Các xã", "Quý III"],
            ["II", "Dự án nghề", "", "200", "", ""], ["3", "", "Mở lớp", "200", "Huyện đoàn", "Quý IV"]]  # fmt: skip
    assert [(t.order, t.group, t.budget) for t in tasks(markdown(rows))] == [
        ("1", "Dự án cấp nước", "400"),
        ("2", "Dự án cấp nước", "500"),
        ("3", "Dự án nghề", "200"),
    ]


def test_a_deeper_group_ends_where_a_row_as_deep_as_its_title_follows() -> None:
    rows = [HEADER, ["I", "CẤP NƯỚC", "", "", ""], ["1", "Khảo sát:", "", "", ""], ["1.1", *LAUNCH[1:]],
            ["2", *CHECK[1:]], ["II", "KẾT THÚC", "", "", ""], ["1", *REVIEW[1:]]]  # fmt: skip
    assert [(t.order, t.group) for t in tasks(markdown(rows))] == [
        ("1.1", "Khảo sát"),
        ("2", "CẤP NƯỚC"),
        ("1", "KẾT THÚC"),
    ]


def test_titles_without_a_column_of_numbers_head_the_items_below() -> None:
    rows = [["Nội dung", "Trách nhiệm", "Thời gian"], ["1. Chuẩn bị", "", ""], ["- Gửi giấy mời", "Văn phòng", "30/4"],
            ["Ngày hội:", "", ""], ["Đón khách", "Huyện đoàn", "02/5"]]  # fmt: skip
    assert [(t.group, t.activity) for t in tasks(markdown(rows))] == [
        ("Chuẩn bị", "Gửi giấy mời"),
        ("Ngày hội", "Đón khách"),
    ]


def test_a_header_repeated_on_the_next_page_is_no_task() -> None:
    assert [t.order for t in tasks(markdown([HEADER, LAUNCH, HEADER, CHECK]))] == ["1", "2"]


def test_a_title_over_the_header_and_rows_that_read_like_headers() -> None:
    rows = [["BẢNG PHÂN CÔNG", "", ""], ["Nội dung", "Thời gian", "Đơn vị thực hiện"],
            ["Thực hiện tuyên truyền", "Tháng 5/2024", "Đơn vị cấp nước"], ["Tổng kết", "30/5", "Các xã"]]  # fmt: skip
    assert [t.activity for t in tasks(markdown(rows))] == ["Thực hiện tuyên truyền", "Tổng kết"]


def test_a_row_of_a_day_stands_over_clock_times() -> None:
    rows = [["Thời gian", "Nội dung", "Thực hiện"], ["Sáng 15/3/2024", "", ""], ["7h30", "Đón khách", "Văn phòng"],
            ["8h00", "Khai mạc", "Phòng Y tế"]]  # fmt: skip
    found = tasks(markdown(rows))
    assert whens(found) == [("7h30", "2024-03-15", "2024-03-15"), ("8h00", "2024-03-15", "2024-03-15")]
    assert str(found[1].when.start_time if found[1].when else None) == "08:00:00"


def test_a_drawn_cell_goes_on_where_the_next_word_had_no_room() -> None:
    table = """
+----+------------+------------------+-----------+
| TT | Nội dung   | Đơn vị thực hiện | Thời gian |
+----+------------+------------------+-----------+
| 1  | Lễ ra quân | Đoàn phường Ninh | 15/3/2024 |
|    | và dọn rác | Hiệp; Các xã     |           |
+----+------------+------------------+-----------+

"""
    (task,) = tasks(table)
    assert (task.activity, task.implement) == ("Lễ ra quân và dọn rác", ("Đoàn phường Ninh Hiệp", "Các xã"))


def test_ticks_under_years_and_a_ditto_mark_for_the_cell_above() -> None:
    years = [["TT", "Nội dung", "2024", "2025", "Đơn vị thực hiện"], ["1", "Khảo sát", "x", "", "Phòng Y tế"],
             ["2", "Nối ống", "x", "x", "-nt-"]]  # fmt: skip
    found = tasks(markdown(years))
    assert [w[1:] for w in whens(found)] == [("2024-01-01", "2024-12-31"), ("2024-01-01", "2025-12-31")]
    assert [t.implement for t in found] == [("Phòng Y tế",), ("Phòng Y tế",)]


def test_a_table_without_header_right_below_another_goes_on_with_its_columns() -> None:
    document = read_text(markdown([HEADER, ["I", "CẤP NƯỚC", "", "", ""], LAUNCH]) + "\n" + markdown([CHECK, REVIEW]))
    first, second = (b for b in document.blocks if isinstance(b, Table))
    above = read_table(document, first)
    below = read_table(document, second, above)
    assert (below.columns, below.header_rows) == (above.columns, 0)
    assert [row.group for row in below.rows] == ["CẤP NƯỚC", "CẤP NƯỚC"]


def test_a_timetable_kept_apart_by_blanks_has_times_at_the_head_of_its_rows() -> None:
    table = """
Thời gian         Nội dung                    Phụ trách
7h00 ngày 15/3    Đón khách                   Văn phòng
8h00 ngày 15/3    Khai mạc, dọn kênh tại      Phòng Y tế
                  chợ xã

"""
    assert [(t.activity, t.implement) for t in tasks(table)] == [
        ("Đón khách", ("Văn phòng",)),
        ("Khai mạc, dọn kênh tại chợ xã", ("Phòng Y tế",)),
    ]


def test_rows_parted_by_tabs_may_begin_with_an_empty_cell_of_the_month_above() -> None:
    rows = ["Tháng\tNội dung\tThực hiện", "4/2024\tRa quân\tCác xã", "\tTập huấn\tPhòng Y tế", "5/2024\tSơ kết\tCác xã"]
    assert [w[1] for w in whens(tasks("\n" + "\n".join(rows) + "\n\n"))] == ["2024-04-01", "2024-04-01", "2024-05-01"]


def test_what_refers_elsewhere_names_no_body() -> None:
    rows = [["TT", "Nội dung", "Thời gian", "Người thực hiện"], ["1", "Coi thi", "15/3/2024", "Theo phân công"]]
    assert [t.implement for t in tasks(markdown(rows))] == [()]


def test_a_second_time_outside_the_first_tells_of_something_else() -> None:
    rows = [["TT", "Nội dung", "Thời gian", "Thời hạn báo cáo", "Thực hiện"], ["1", "Mở lớp", "Quý II", "15/7", "Xã"]]
    assert [w[1:] for w in whens(tasks(markdown(rows)))] == [("2024-04-01", "2024-06-30")]


def test_a_column_of_topics_tells_the_activity_where_none_is_named_so() -> None:
    rows = [["TT", "Nghề đào tạo", "Địa điểm", "Ngày khai giảng", "Ngày bế giảng", "Đơn vị"]]
    rows.append(["1", "Nuôi tôm", "Xã Thạnh Bình", "15/6/2024", "15/9/2024", "Trung tâm Dạy nghề"])
    (task,) = tasks(markdown(rows))
    assert (task.activity, task.place) == ("Nuôi tôm", "Xã Thạnh Bình")
    assert [w[1:] for w in whens([task])] == [("2024-06-15", "2024-09-15")]
