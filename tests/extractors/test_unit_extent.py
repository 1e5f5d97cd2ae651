"""Where a name of a body ends when its field of work is in no table, and what a document teaches about names."""

from pathlib import Path

import pytest

from vnplan.extractors.unit_mentions import parse_bodies
from vnplan.extractors.units import find_body_mentions, learn_names, split_bodies
from vnplan.segments import Segment

NAMES = [
    line
    for line in (Path(__file__).parent / "unit_names.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def mentions(text: str, *, known: frozenset[str] = frozenset()) -> list[str]:
    return [span.text for span in find_body_mentions(text, known=known)]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_before_a_predicate(name: str) -> None:
    assert mentions(f"Giao {name} chủ trì, phối hợp với Sở Y tế.") == [name, "Sở Y tế"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_before_another_one(name: str) -> None:
    assert mentions(f"Đề nghị {name}, Sở Tư pháp và các xã biết.") == [name, "Sở Tư pháp"]
    assert mentions(f"- Sở Nội vụ và {name};") == ["Sở Nội vụ", name]


WHOLE = [
    # a dash, a comma or "và" inside a name
    ("Ban Gia đình - Cộng đồng, Văn phòng", ["Ban Gia đình - Cộng đồng", "Văn phòng"]),
    ("Cục Quản lý Khám, chữa bệnh ban hành", ["Cục Quản lý Khám, chữa bệnh"]),
    ("Tạp chí Núi và Biển, Báo Thiếu niên", ["Tạp chí Núi và Biển", "Báo Thiếu niên"]),
    ("Chi cục Chăn nuôi và Thú y và Chi cục Kiểm lâm", ["Chi cục Chăn nuôi và Thú y", "Chi cục Kiểm lâm"]),
    ("Sở Tài chính - Cơ quan thường trực", ["Sở Tài chính"]),
    # a field of the table that goes on
    ("Vụ Giáo dục khai phóng;", ["Vụ Giáo dục khai phóng"]),
    ("Phòng Nội vụ kiểm tra", ["Phòng Nội vụ"]),
    # nothing in small letters follows a proper name
    ("Công ty Cổ phần Cao su Chư Păh trao tặng", ["Công ty Cổ phần Cao su Chư Păh"]),
    ("Viện Pasteur Nha Trang lấy mẫu", ["Viện Pasteur Nha Trang"]),
    # no name ends within a word of two syllables
    ("Khoa Dược - Vật tư thiết bị y tế: bảo đảm", ["Khoa Dược - Vật tư thiết bị y tế"]),
    ("Bộ Tư lệnh Quân khu 7 chỉ đạo", ["Bộ Tư lệnh Quân khu 7"]),
    ("Tập đoàn Bưu chính Viễn thông Việt Nam cung cấp", ["Tập đoàn Bưu chính Viễn thông Việt Nam"]),
    ("Ban Tổ chức Tháng Thanh niên;", ["Ban Tổ chức Tháng Thanh niên"]),
    # a second field after "và", but no body
    ("Chi cục Phát triển nông thôn và Quản lý chất lượng, Sở Y tế",
     ["Chi cục Phát triển nông thôn và Quản lý chất lượng", "Sở Y tế"]),
    ("Phòng Y tế và Công an xã", ["Phòng Y tế", "Công an xã"]),
    # a field that is whole does not go on
    ("Phòng Kế hoạch - Tài chính thu học phí;", ["Phòng Kế hoạch - Tài chính"]),
    ("Phòng Nội vụ - cơ quan thường trực", ["Phòng Nội vụ"]),
    # regions
    ("Trung tâm Khuyến nông khu vực Lộc Bình - Đình Lập hỗ trợ", ["Trung tâm Khuyến nông khu vực Lộc Bình - Đình Lập"]),
    # an area or a parent ends the field
    ("Trung tâm Trưng bày sản vật tỉnh mở cửa", ["Trung tâm Trưng bày sản vật tỉnh"]),
    ("Đài Khí tượng Thủy văn tỉnh dự báo", ["Đài Khí tượng Thủy văn tỉnh"]),
    ("Ban Tài trợ Liên đoàn Lao động tỉnh", ["Ban Tài trợ Liên đoàn Lao động tỉnh"]),
    ("Ngân hàng Nhà nước Chi nhánh tỉnh Gia Lai", ["Ngân hàng Nhà nước Chi nhánh tỉnh Gia Lai"]),
    ("Viện Pasteur Thành phố Hồ Chí Minh", ["Viện Pasteur Thành phố Hồ Chí Minh"]),
    ("Huyện đoàn An Lão, Hoài Ân tổ chức", ["Huyện đoàn An Lão"]),
    # an abbreviation in brackets inside a name
    ("Trung ương Hội Liên hiệp Phụ nữ (LHPN) Việt Nam", ["Trung ương Hội Liên hiệp Phụ nữ (LHPN) Việt Nam"]),
    # words that begin like a body
    ("Đội tuyển quốc gia, đội hình, Tổ ấm vui", []),
    ("Khoa học và đời sống, cán bộ, đề nghị", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), WHOLE, ids=[text[:36] for text, _ in WHOLE])
def test_a_name_is_whole(text: str, found: list[str]) -> None:
    assert mentions(text)[: len(found) or None] == found


CLOSED = [
    ("Cục Quản lý giám sát thuốc thú y", "lead"),
    ("- Trung tâm Tích hợp và quản trị hệ thống;", "recipients"),
    ("3. Phòng Dữ liệu lớn đa ngành", "heading"),
    ("Đơn vị chủ trì: Trung tâm Dạy nghề thêu ren tỉnh.", "body"),
    ("Hướng dẫn số 12/HD-BX ngày 02/3/2024 của Chi cục Thử nghiệm xe điện về đăng ký", "body"),
]
TAUGHT = [
    "Cục Quản lý giám sát thuốc thú y",
    "Trung tâm Tích hợp và quản trị hệ thống",
    "Phòng Dữ liệu lớn đa ngành",
    "Trung tâm Dạy nghề thêu ren",
    "Chi cục Thử nghiệm xe điện",
]


def document(lines: list[tuple[str, str]]) -> tuple[str, list[Segment]]:
    text, segments = "", []
    for line, place in lines:
        zone = place if place in {"recipients", "body"} else "body"
        column = "lead" if place == "lead" else None
        segments.append(Segment(len(text), len(text) + len(line), zone, heading=place == "heading", column=column))
        text += line + "\n"
    return text, segments


def test_places_with_a_certain_end_teach_names() -> None:
    learnt = learn_names(*document(CLOSED))
    assert set(TAUGHT) <= learnt


@pytest.mark.parametrize("name", TAUGHT)
def test_a_name_that_was_taught_is_found_whole_in_prose(name: str) -> None:
    text = f"Giao {name} tổ chức thực hiện."
    assert mentions(text, known=frozenset(TAUGHT)) == [name]
    assert split_bodies(f"{name}, Sở Y tế", known=TAUGHT) == (name, "Sở Y tế")


def test_a_cell_names_a_regional_branch_by_its_initials_and_a_heading_none() -> None:
    def closed(text: str) -> list[str]:
        return [body.text for body in parse_bodies(text, closed=True)]

    assert closed("Phòng Y tế; BHXH; UBND huyện") == ["Phòng Y tế", "BHXH", "UBND huyện"]
    assert closed("Thanh tra, kiểm tra") == []


def test_prose_teaches_nothing() -> None:
    assert learn_names(*document([("Cục Quản lý giám sát thuốc thú y kiểm tra", "body")])) == frozenset()
