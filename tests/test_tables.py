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
