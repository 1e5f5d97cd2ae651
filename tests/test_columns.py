"""What the columns of a table mean by their headers."""

from __future__ import annotations

import pytest

from vnplan.gazetteer.columns import column_of


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("TT", "order"),
        ("Số TT", "order"),
        ("NỘI DUNG CÔNG VIỆC", "content"),
        ("Nội dung hoạt động (dự kiến)", "content"),
        ("Thời gian hoàn thành", "time"),
        ("THỜI GIAN THỰC HIỆN/HOÀN THÀNH", "time"),
        ("Ngày, tháng", "time"),
        ("Địa điểm tổ chức", "place"),
        ("ĐƠN VỊ CHỦ TRÌ", "lead"),
        ("Cơ quan, đơn vị chủ trì", "lead"),
        ("Cơ quan phối hợp", "coordinate"),
        ("Đơn vị thực hiện", "implement"),
        ("Phân công", "implement"),
        ("Trách nhiệm theo dõi", "monitor"),
        ("Sản phẩm/Kết quả", "output"),
        ("KẾT QUẢ, SẢN PHẨM", "output"),
        ("Chỉ tiêu", "target"),
        ("Kinh phí (triệu đồng)", "budget"),
        ("Thành phần tham dự", "participants"),
        ("Ghi chú", "note"),
        ("Thứ", "time"),
        ("Lực lượng phối hợp", "coordinate"),
        ("Chủ đầu tư", "implement"),
        ("Đơn vị được kiểm tra", "participants"),
        ("Biện pháp thực hiện", "other"),
        ("Thời lượng (phút)", "other"),
        ("Cơ quan thẩm định", "other"),
        ("Địa điểm, thời gian", "time"),
        ("Hạn mức", None),
        ("Họ và tên", None),
        ("", None),
    ],
)
def test_headers_have_meanings(header: str, column: str | None) -> None:
    assert column_of(header) == column


def test_a_long_cell_is_no_header() -> None:
    assert column_of("Thời gian qua các xã đã tổ chức nhiều hoạt động bảo vệ nguồn nước đạt kết quả tốt") is None
