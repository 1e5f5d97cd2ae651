# ruff: noqa: E501
"""Deadlines: a small plan around a sentence -> what is due, when, from whom and to whom. One rule each."""

from __future__ import annotations

import pytest

from vnplan.model import Deadline
from vnplan.pipeline import parse_text

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN HÒA SƠN
Số: 21/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Sơn, ngày 12 tháng 02 năm 2024
KẾ HOẠCH
Phát triển thư viện cơ sở năm 2024
I. MỤC ĐÍCH, YÊU CẦU
- Phục vụ bạn đọc ở nông thôn.
II. TỔ CHỨC THỰC HIỆN
"""


def due(body: str) -> tuple[Deadline, ...]:
    return parse_text(f"{HEAD}{body}\n").deadlines


def shown(deadline: Deadline) -> str:
    return f"{deadline.op or ''}{deadline.rrule or deadline.due}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Nộp danh sách bạn đọc ngày 10/5.", ["2024-05-10"]),
        ("- Nộp số lượng đăng ký về Phòng Nội vụ ngày 10/5.", ["2024-05-10"]),
        ("- Báo cáo tổng kết: 25/8/2024.", ["2024-08-25"]),
        ("- Báo cáo sơ kết đợt 1 ngày 15/6, tổng kết ngày 30/11/2024.", ["2024-06-15", "2024-11-30"]),
        ("- Gửi dự thảo lần 1 vào 15/5, lần 2 (chính thức) ngày 30/7.", ["2024-05-15", "2024-07-30"]),
        ("- Gửi phương án về Phòng Nội vụ trong tháng 4.", ["2024-04-30"]),
        ("- Báo cáo kết quả về UBND huyện vào tháng 12/2024.", ["2024-12-31"]),
        ("- Báo cáo Ban Chỉ đạo tại phiên họp thường kỳ tháng 10.", ["2024-10-31"]),
        ("- Báo cáo về UBND huyện vào các ngày 15/6, 15/9 và 15/12.", ["2024-06-15", "2024-09-15", "2024-12-15"]),
        ("- Báo cáo tuần: 15h thứ Sáu.", ["FREQ=WEEKLY;BYDAY=FR"]),
        ("- Báo cáo tuần (trước 14h thứ Năm).", ["<FREQ=WEEKLY;BYDAY=TH"]),
        ("- Hằng tháng, vào ngày 20, tổng hợp báo cáo.", ["FREQ=MONTHLY;BYMONTHDAY=20"]),
        ("- Thời hạn nhận bài: đến hết ngày 31/8/2024.", ["<=2024-08-31"]),
    ],
)
def test_a_day_on_which_a_report_is_due_is_a_deadline(text: str, expected: list[str]) -> None:
    assert [shown(deadline) for deadline in due(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "- Báo cáo kết quả thực hiện tại hội nghị ngày 05/5.",
        "- Tổng kết năm học trước ngày 25/5; nộp hồ sơ khen thưởng.",
        "- Gửi giấy mời ngày 15/4/2024.",
        "- Theo báo cáo ngày 10/3, toàn huyện có 12 thư viện.",
        "- Báo cáo số 12/BC-UBND ngày 03/3/2024 nêu rõ các khó khăn.",
        "- Báo cáo ngày 10/3 của Phòng Nội vụ.",
        "- Đăng ký tham gia Hội thi ngày 20/5.",
        "- Hội thi báo cáo viên giỏi vào ngày 20/5.",
        "- Trình bày báo cáo chuyên đề vào ngày 20/5.",
        "- Tổ chức ngày hội đọc sách ngày 21/4/2024 và báo cáo kết quả.",
        "- Sinh hoạt câu lạc bộ vào thứ Bảy hằng tuần, báo cáo kết quả về Phòng Nội vụ.",
        "- Tổng hợp báo cáo 15 ngày một lần; họp tổ công tác vào thứ Ba hằng tuần.",
    ],
)
def test_a_day_of_an_event_or_a_paper_is_none(text: str) -> None:
    assert due(text) == ()


def test_each_of_several_deadlines_says_its_own_clause() -> None:
    found = due(
        "- Gửi kế hoạch về Phòng Nội vụ trước ngày 15/3; báo cáo 6 tháng trước 10/6, báo cáo năm trước 15/11/2024."
    )
    assert [(shown(one), one.what) for one in found] == [
        ("<2024-03-15", "Gửi kế hoạch về Phòng Nội vụ trước ngày 15/3"),
        ("<2024-06-10", "báo cáo 6 tháng trước 10/6"),
        ("<2024-11-15", "báo cáo năm trước 15/11/2024"),
    ]
    assert {one.to for one in found} == {"Phòng Nội vụ"}


def test_a_clause_that_says_only_when_shares_the_words_around_it() -> None:
    found = due("- Báo cáo về Phòng Nội vụ trước ngày 15/6 và ngày 15/12 hằng năm.")
    assert [one.rrule for one in found] == [
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
    ]
    assert all(one.what.startswith("Báo cáo về Phòng Nội vụ") for one in found)


def test_every_deadline_of_a_task_has_its_bodies() -> None:
    found = due(
        "1. Phòng Nội vụ\n- Định kỳ 6 tháng (trước ngày 10/6) và hằng năm (trước ngày 10/12) báo cáo UBND huyện."
    )
    assert [(one.by, one.to) for one in found] == [(("Phòng Nội vụ",), "UBND huyện")] * 2


def test_deadlines_of_two_bodies_on_one_day_are_two() -> None:
    found = due(
        "1. Phòng Nội vụ\n- Báo cáo tiến độ trước ngày 30/4.\n2. Phòng Tài chính\n- Nộp dự toán vào ngày 30/4 để thẩm định.\n"
    )
    assert [(one.by, shown(one)) for one in found] == [
        (("Phòng Nội vụ",), "<2024-04-30"),
        (("Phòng Tài chính",), "2024-04-30"),
    ]


def test_the_body_may_follow_the_day() -> None:
    (found,) = due("- Trước ngày 25 hằng tháng, Công an huyện báo cáo số liệu.")
    assert (found.by, found.rrule) == (("Công an huyện",), "FREQ=MONTHLY;BYMONTHDAY=25")
    assert found.what == "báo cáo số liệu"


def test_until_when_numbers_are_counted_is_no_deadline() -> None:
    found = due("- Các xã báo cáo sơ kết (số liệu tính đến 30/5) trước ngày 05/6.")
    assert [shown(one) for one in found] == ["<2024-06-05"]
