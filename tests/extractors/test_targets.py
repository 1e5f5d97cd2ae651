"""Numbers to reach, and numbers that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.extractors.targets import extract_targets, find_targets
from vnplan.model import Target
from vnplan.segments import Segment


def values(targets: tuple[Target, ...]) -> list[tuple[str, float, str | None]]:
    return [(target.op, target.value, target.unit) for target in targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nhận ít nhất 01 công trình và 02 phần việc.", [(">=", 1, "công trình"), (">=", 2, "phần việc")]),
        ("có ít nhất một mô hình", [(">=", 1, "mô hình")]),
        ("100% CĐCS tổ chức đối thoại", [("=", 100, "%")]),
        ("1. 100% công chức ký cam kết", [("=", 100, "%")]),
        ("2- 100% công chức ký cam kết", [("=", 100, "%")]),
        ("hoàn thành 100% phần việc được giao", [("=", 100, "%")]),
        ("Phấn đấu 95% trường học đạt chuẩn", [("=", 95, "%")]),
        ("Trên 90 % người dân hài lòng", [(">", 90, "%")]),
        ("tỷ lệ hài lòng đạt tối thiểu 95%", [(">=", 95, "%")]),
        ("không dưới 80% hộ dân", [(">=", 80, "%")]),
        ("đạt từ 90% hộ dân trở lên", [(">=", 90, "%")]),
        ("đạt 85% trở lên", [(">=", 85, "%")]),
        ("phấn đấu đạt từ 70 - 75%", [(">=", 70, "%")]),
        ("mỗi xã có từ 02 đến 03 mô hình", [(">=", 2, "mô hình")]),
        ("Tỷ lệ hộ nghèo còn dưới 2%", [("<", 2, "%")]),
        ("tỷ lệ hồ sơ trễ hạn không quá 1%", [("<=", 1, "%")]),
        ("Giảm 5% số vụ tai nạn so với năm 2023", [("=", 5, "%")]),
        ("giảm ít nhất 10% thời gian giải quyết", [(">=", 10, "%")]),
        ("Nâng tỷ lệ bao phủ từ 60% lên 75%", [("=", 75, "%")]),
        ("đạt 98,5%", [("=", 98.5, "%")]),
        ("Thu hút hơn 300 thanh niên tham gia", [(">", 300, "thanh niên")]),
        ("phấn đấu kết nạp 50 đoàn viên mới", [("=", 50, "đoàn viên")]),
        ("vận động trên 500 triệu đồng", [(">", 500e6, "đồng")]),
        ("đạt 1,5 tỷ đồng", [("=", 1.5e9, "đồng")]),
        ("đạt 3.000 lượt người", [("=", 3000, "lượt người")]),
        ("Đạt 19/19 tiêu chí nông thôn mới", [("=", 19, "tiêu chí")]),
        ("số lượng gian hàng: 12 gian hàng", [("=", 12, "gian hàng")]),
        ("ít nhất 70% cán bộ, 80% học sinh biết", [(">=", 70, "%"), (">=", 80, "%")]),
        ("ít nhất 20 tổ, trong đó 100% tổ có cán bộ", [(">=", 20, "tổ"), ("=", 100, "%")]),
        ("hiện nay 85% hộ có nước sạch, phấn đấu đến năm 2027 đạt 95%", [("=", 95, "%")]),
    ],
)  # fmt: skip
def test_targets_by_their_wording(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert values(find_targets(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2024 toàn huyện đã đạt 85% kế hoạch",
        "Kết quả: 100% đơn vị ký cam kết",
        "Hỗ trợ 50% kinh phí mua máy",
        "mức hỗ trợ tối đa 70% chi phí",
        "giảm giá 20% sản phẩm",
        "lãi suất 6%/năm",
        "Tổng kinh phí: 500.000.000 đồng",
        "Giải Nhất: 01 giải, trị giá 5.000.000 đồng",
        "Thời gian không quá 15 phút",
        "tối thiểu 30 phút mỗi ngày",
        "Tổ chức ít nhất 02 lần/năm",
        "sinh hoạt ít nhất 01 buổi/tháng",
        "Thành phần: 120 đại biểu",
        "Dự kiến 200 đoàn viên tham gia",
        "số lượng đại biểu: 200 đại biểu",
        "mỗi xã cử 01 công chức và 01 trưởng thôn",
        "mỗi đơn vị cử ít nhất 05 người tham dự",
        "đặt bảng tin tại 12 nhà văn hóa, 30 vị trí",
        "trên địa bàn 15 xã, phường",
        "đối với trẻ em dưới 16 tuổi",
        "từ 15 tuổi trở lên",
        "kỷ niệm 80 năm ngày thành lập",
        "giai đoạn 2025 - 2030",
        "ngày 28/4/2023; trước 19/5 hằng năm",
        "Công văn số 12/UBND-NC ngày 3/4/2024",
        "mô hình chính quyền địa phương 02 cấp",
        "tinh thần “5 không, 3 sạch”",
        "nằm trong top 05 cả nước",
        "theo khoản 2 Điều 14",
        "trồng mới 5.000 cây xanh",
        "phòng, chống dịch COVID-19",
        "100%",
        "",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert find_targets(text) == ()


def under(heading: str, text: str) -> tuple[Target, ...]:
    whole = f"{heading}\n{text}"
    first = len(heading)
    segments = [Segment(0, first, "body", "II", heading=True), Segment(first + 1, len(whole), "body", "II")]
    return extract_targets(whole, segments)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kết nạp 50 đoàn viên, 10 đảng viên", [("=", 50, "đoàn viên"), ("=", 10, "đảng viên")]),
        ("Tặng 200 suất quà cho học sinh nghèo", [("=", 200, "suất quà")]),
        ("đào tạo nghề cho 1.200 lao động", [("=", 1200, "lao động")]),
        ("10 xã đạt chuẩn", [("=", 10, "xã")]),
        ("Thu ngân sách 1.200 tỷ đồng", [("=", 1.2e12, "đồng")]),
        ("Trong đó 50% là nữ", [("=", 50, "%")]),
        ("Xây dựng 05 nhóm nhiệm vụ", []),
        ("Năm 2023 đã trồng 300 cây", []),
        ("Giai đoạn 2025 - 2030", []),
    ],
)
def test_under_a_heading_of_goals_bare_numbers_count(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert values(under("II. MỤC TIÊU, CHỈ TIÊU", text)) == expected


@pytest.mark.parametrize("heading", ["II. KINH PHÍ", "II. TÌNH HÌNH CHUNG", "II. CƠ CẤU GIẢI THƯỞNG"])
def test_headings_under_which_numbers_are_no_targets(heading: str) -> None:
    assert under(heading, "đạt 100% yêu cầu, ít nhất 10 đơn vị") == ()


def test_goals_end_with_their_part() -> None:
    text = "I. MỤC TIÊU\nII. NỘI DUNG\nTặng 200 suất quà"
    segments = [
        Segment(0, 11, "body", "I", True),
        Segment(12, 24, "body", "II", True),
        Segment(25, len(text), "body", "II"),
    ]
    assert extract_targets(text, segments) == ()


def test_a_line_naming_goals_opens_them() -> None:
    text = "* Chỉ tiêu cụ thể:\n- Tặng 200 suất quà"
    assert values(extract_targets(text, [Segment(0, 18, "body"), Segment(19, len(text), "body")])) == [
        ("=", 200, "suất quà")
    ]


def test_a_column_of_targets_counts_and_one_of_times_does_not() -> None:
    text = "≥ 95%\tđạt 100% yêu cầu"
    cells = [Segment(0, 5, "body", table=0, column="target"), Segment(6, len(text), "body", table=0, column="time")]
    assert values(extract_targets(text, cells)) == [(">=", 95, "%")]


@pytest.mark.parametrize("zone", ["letterhead", "title", "opening", "recipients"])
def test_zones_without_targets(zone: str) -> None:
    text = "phấn đấu 100% đơn vị"
    assert extract_targets(text, [Segment(0, len(text), zone)]) == ()  # type: ignore[arg-type]


def test_the_text_begins_with_the_comparator() -> None:
    (target,) = find_targets("Mỗi xã xây dựng ít nhất 02 mô hình điểm; duy trì nề nếp.")
    assert target.text == "ít nhất 02 mô hình điểm"


PIECES = st.lists(
    st.sampled_from(
        ["ít nhất", "01", "100%", "hoạt động", "và", ", ", "; ", "đạt", "từ", "70 - 75%", "trở lên", "triệu", "đồng"]
        + ["(", "“", "3.000", "trong đó", "đã", "Phấn đấu", "1.", "19/19", "\n"]
    ),
    max_size=25,
)


@given(st.one_of(st.text(), PIECES.map(" ".join)))
def test_spans_slice_to_their_text(text: str) -> None:
    for target in find_targets(text):
        (span,) = target.spans
        assert text[span.start : span.end] == span.text
        assert target.value >= 0


@pytest.mark.parametrize("piece", ["ít nhất 01 xã, ", "100% ", "1.000.", "đã ", "từ ", "( ", "9", "3 - "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    start = time.perf_counter()
    find_targets(text)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Cấp huyện: 04 đội hình; mỗi xã 01 mô hình", [("=", 4, "đội hình"), ("=", 1, "mô hình")]),
        (
            "- Xây 02 nhà Nhân ái, sửa 03km đường, 01 sân chơi",
            [("=", 2, "nhà"), ("=", 3, "km"), ("=", 1, "sân chơi")],
        ),
        ("- Đưa đi làm việc ở nước ngoài 30 người", [("=", 30, "người")]),
        ("- Thành lập 02 câu lạc bộ; triệt xóa 02 tụ điểm", [("=", 2, "câu lạc bộ"), ("=", 2, "tụ điểm")]),
        ("- Duy trì 15/15 trường đạt chuẩn", [("=", 15, "trường")]),
        ("- Tăng trưởng 8%/năm", [("=", 8, "%")]),
        ("- Khám cho ≥ 500 phụ nữ nghèo", [(">=", 500, "phụ nữ")]),
        ("- Theo Nghị quyết 35 của Đảng, Đề án 06 và Thông tư 22 quy định", []),
        ("- Đến 2025 toàn xã đạt chuẩn; xây dựng mô hình 4 nhà", []),
        ("- Thời gian thực hiện 02 ngày; trẻ dưới 5 tuổi; Điều 3 quy định", []),
        ("- Đường dài 3 km, cách trung tâm 5 km", []),
        ("- Tặng 50 suất quà, mỗi suất 500.000 đồng, trị giá 25.000.000 đồng", [("=", 50, "suất quà")]),
        ("- Vận động doanh nghiệp có từ 25 lao động trở lên", []),
    ],
)
def test_counts_among_goals(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert values(under("III. CHỈ TIÊU", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phấn đấu toàn tỉnh trao 20 nhà “Tình thương”", [("=", 20, "nhà")]),
        ("thành lập 10 công đoàn cơ sở trở lên", [(">=", 10, "công đoàn cơ sở")]),
        ("mỗi tuyến trồng ít nhất 500 m", [(">=", 500, "m")]),
        ("Phấn đấu khám bệnh cho 1.200 lượt người dân", [("=", 1200, "lượt người")]),
        ("phấn đấu 75% số tiền học phí được thu qua ngân hàng", [("=", 75, "%")]),
        ("tăng trên 50%/năm", [(">", 50, "%")]),
        ("doanh nghiệp có từ 25 lao động trở lên", []),
        ("băng rôn cách mặt đất ít nhất 5 m", []),
    ],
)
def test_counts_by_their_own_wording(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert values(find_targets(text)) == expected


def row_segments(rows: list[list[str]]) -> tuple[str, list[Segment]]:
    """A table's text, and its cells as segments under a heading of goals."""
    text = "I. CHỈ TIÊU"
    segments = [Segment(0, len(text), "body", "I", heading=True)]
    for r, row in enumerate(rows):
        for cell in row:
            if cell:
                segments.append(Segment(len(text) + 1, len(text) + 1 + len(cell), "body", "I", table=0, row=r))
                text += "\n" + cell
    return text, segments


def test_rows_of_a_table_of_targets_with_their_unit() -> None:
    rows = [["TT", "Chỉ tiêu", "ĐVT", "TH 2023", "KH 2024", "Ghi chú"], ["1", "Trẻ được tiêm", "%", "90", "≥ 95", ""],
            ["2", "Thu thuế", "Tỷ đồng", "1,2", "1,5", "Phí"], ["3", "Cây mới", "cây", "", "3.000", ""]]  # fmt: skip
    found = extract_targets(*row_segments(rows))
    assert values(found) == [(">=", 95, "%"), ("=", 1.5e9, "đồng")]  # of one number alone it isn't told which year's
    assert found[0].text == "Trẻ được tiêm ≥ 95"
    alone = [row[:3] + row[4:] for row in rows]
    assert values(extract_targets(*row_segments(alone)))[-1] == ("=", 3000, "cây")


def test_a_table_of_prices_has_no_targets() -> None:
    rows = [["TT", "Nội dung", "ĐVT", "Số lượng", "Đơn giá"], ["1", "Băng rôn", "cái", "20", "150.000"]]
    assert extract_targets(*row_segments(rows)) == ()
