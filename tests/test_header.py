"""Letterheads of every kind of issuer -> the header."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.plan_texts import TITLE, codes, plan
from vnplan.extractors.header import read_date_line

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DATED = "Tây Ninh, ngày 12 tháng 3 năm 2024\n"


@pytest.mark.parametrize(
    ("head", "governing", "issuing", "number"),
    [
        pytest.param(
            f"ỦY BAN NHÂN DÂN\nTỈNH TÂY NINH\nSố: 45/KH-UBND\n{NATION}{DATED}",
            None, "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", "45/KH-UBND", id="a territory goes on with the name above",
        ),
        pytest.param(
            f"UBND TỈNH TÂY NINH\nSỞ Y TẾ\n{NATION}Số: 45/KH-SYT\n{DATED}",
            "UBND TỈNH TÂY NINH", "SỞ Y TẾ", "45/KH-SYT", id="a department under its province",
        ),
        pytest.param(
            f"UBND HUYỆN TÂN BIÊN\nPHÒNG TÀI NGUYÊN\nVÀ MÔI TRƯỜNG\nSố: 45/KH-PTNMT\n{NATION}{DATED}",
            "UBND HUYỆN TÂN BIÊN", "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG", "45/KH-PTNMT", id="a name over two lines",
        ),
        pytest.param(
            f"BỘ Y TẾ\nSố: 45/KH-BYT\n{NATION}{DATED}", None, "BỘ Y TẾ", "45/KH-BYT", id="a ministry"
        ),
        pytest.param(
            f"TỈNH ỦY TÂY NINH\nBAN TUYÊN GIÁO\n*\nSố 45-KH/BTGTU\nĐẢNG CỘNG SẢN VIỆT NAM\n{DATED}",
            "TỈNH ỦY TÂY NINH", "BAN TUYÊN GIÁO", "45-KH/BTGTU", id="the Party",
        ),
        pytest.param(
            "BCH ĐOÀN TỈNH TÂY NINH\nBAN THƯỜNG VỤ HUYỆN ĐOÀN TÂN BIÊN\n***\nSố: 45-KH/HĐTN\n"
            f"ĐOÀN TNCS HỒ CHÍ MINH\n{DATED}",
            "BCH ĐOÀN TỈNH TÂY NINH", "BAN THƯỜNG VỤ HUYỆN ĐOÀN TÂN BIÊN", "45-KH/HĐTN", id="the youth union",
        ),
        pytest.param(
            f"TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH LONG AN\n{NATION}Số: 45/KH-LĐLĐ\n{DATED}",
            "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LONG AN", "45/KH-LĐLĐ", id="a trade union",
        ),
        pytest.param(
            f"PHÒNG GD&ĐT HUYỆN TÂN BIÊN\nTRƯỜNG TIỂU HỌC THẠNH BÌNH A\n{NATION}Số 45/KH-THTB\n{DATED}",
            "PHÒNG GD&ĐT HUYỆN TÂN BIÊN", "TRƯỜNG TIỂU HỌC THẠNH BÌNH A", "45/KH-THTB", id="a school",
        ),
        pytest.param(
            f"ỦY BAN NHÂN DÂN THÀNH PHỐ\nHỒ CHÍ MINH\nSố: 45/KH-UBND\n{NATION}{DATED}",
            None, "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "45/KH-UBND", id="a part of a fixed name is kept",
        ),
    ],
)  # fmt: skip
def test_governing_and_issuing_body_and_number(head: str, governing: str | None, issuing: str, number: str) -> None:
    header = plan(head=head).header
    assert (header.governing_body, header.issuing_body, header.number) == (governing, issuing, number)
    assert (header.place, header.date) == ("Tây Ninh", dt.date(2024, 3, 12))


@pytest.mark.parametrize(
    ("bodies", "symbol", "governing", "issuing"),
    [
        ("SỞ Y TẾ - TỈNH ĐOÀN\n", "KHLT-SYT-TĐ", None, "SỞ Y TẾ - TỈNH ĐOÀN"),
        ("UBND TỈNH TÂY NINH\nSỞ Y TẾ - TỈNH ĐOÀN\n", "KHLT-SYT-TĐ", "UBND TỈNH TÂY NINH", "SỞ Y TẾ - TỈNH ĐOÀN"),
        ("SỞ Y TẾ\nSỞ NỘI VỤ\nHỘI CHỮ THẬP ĐỎ\n", "KHLT-SYT-SNV-CTĐ", None, "SỞ Y TẾ - SỞ NỘI VỤ - HỘI CHỮ THẬP ĐỎ"),
        ("UBND TỈNH AN GIANG\nSỞ Y TẾ\nSỞ NỘI VỤ\n", "KHLT-SYT-SNV", "UBND TỈNH AN GIANG", "SỞ Y TẾ - SỞ NỘI VỤ"),
    ],
)
def test_joint_issuers_are_as_many_as_the_symbol_names(
    bodies: str, symbol: str, governing: str | None, issuing: str
) -> None:
    header = plan(
        head=f"{bodies}Số: 45/{symbol}\n{NATION}{DATED}", title="KẾ HOẠCH LIÊN TỊCH\nTuần lễ nước sạch\n"
    ).header
    assert (header.governing_body, header.issuing_body) == (governing, issuing)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            "SỞ Y TẾ\nSố: 9/KH-SYT\nCỘNG HÒA\nXÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập -\nTự do - Hạnh phúc\n" + DATED,
            id="nation and motto over several lines",
        ),
        pytest.param(f"{NATION}SỞ Y TẾ\nSố: 9/KH-SYT\n{DATED}", id="nation first"),
        pytest.param(f"SỞ Y TẾ\nSố:\n9/KH-SYT\n{NATION}{DATED}", id="number on the next line"),
        pytest.param(f"SỞ Y TẾ\nSố: 9/KH-SYT\n{NATION}Tây Ninh, ngày 12\ntháng 3 năm 2024\n", id="date over two lines"),
        pytest.param(f"SỞ Y TẾ\nSố: 9 / KH - SYT\n{NATION}{DATED}", id="blanks in the number"),
        pytest.param(f"HỎA TỐC\nDỰ THẢO LẦN 2\nSỞ Y TẾ\nSố: 9/KH-SYT\n{NATION}{DATED}MẬT\n", id="marks"),
        pytest.param(
            "Ký bởi: Sở Y tế\nEmail: syt@example.vn\nCơ quan: Tỉnh Tây Ninh\nThời gian ký: 12/03/2024 16:20:11 +07:00\n"
            f"SỞ Y TẾ\nSố: 9/KH-SYT\n{NATION}{DATED}",
            id="captions of a digital signature",
        ),
        pytest.param(
            "SỞ Y TẾ CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/KH-SYT Độc lập – Tự do – Hạnh phúc\n" + DATED,
            id="columns run together",
        ),
        pytest.param(
            f"SỞ Y TẾ\n{NATION}Số: 9/KH-SYT Tây Ninh, ngày 12 tháng 3 năm 2024\n", id="number and date on one line"
        ),
        pytest.param(f"SỞ Y TẾ\nSố: 9/KH-SYT\n{NATION}Tây Ninh, 12/3/2024\n", id="a short date"),
        pytest.param(
            "SỞ Y TẾ\nSố: 9/KH-SYT\nCỘNG HÕA XÃ HỘI CHỦ NGHIÃ VIỆT NAM\nĐộc lập-Tự do-Hạnh phúc\n" + DATED,
            id="slips",
        ),
    ],
)  # fmt: skip
def test_the_letterhead_is_read_however_it_is_printed(head: str) -> None:
    header = plan(head=head).header
    assert (header.governing_body, header.issuing_body, header.number) == (None, "SỞ Y TẾ", "9/KH-SYT")
    assert (header.place, header.date) == ("Tây Ninh", dt.date(2024, 3, 12))


@pytest.mark.parametrize(
    ("number", "expected"),
    [("Số:       /KH-SYT", "/KH-SYT"), ("Số: …../KH-SYT", "/KH-SYT"), ("Số ….-KH/ĐTN", "-KH/ĐTN"), ("", None)],
)
def test_a_blank_number_keeps_its_symbol(number: str, expected: str | None) -> None:
    found = plan(head=f"SỞ Y TẾ\n{number}\n{NATION}{DATED}")
    assert found.header.number == expected
    assert ("blank-number" in codes(found)) == (expected is not None)


def test_a_blank_day_is_no_date_and_is_diagnosed() -> None:
    found = plan(head=f"SỞ Y TẾ\nSố: 9/KH-SYT\n{NATION}Tây Ninh, ngày     tháng 3 năm 2024\n")
    assert (found.header.place, found.header.date) == ("Tây Ninh", None)
    assert "blank-date" in codes(found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Trà Vinh, ngày 15 tháng 3 năm 2023", ("Trà Vinh", dt.date(2023, 3, 15))),
        ("TP. Hồ Chí Minh, ngày 05 tháng 02 năm 2026", ("TP. Hồ Chí Minh", dt.date(2026, 2, 5))),
        ("Hà Nội, 15/3/2023", ("Hà Nội", dt.date(2023, 3, 15))),
        ("Hà Nội, ngày … tháng … năm 2023", ("Hà Nội", None)),
        ("Hà Nội, ngày 31 tháng 02 năm 2023", ("Hà Nội", None)),
        ("SỞ Y TẾ", None),
    ],
)
def test_lines_of_place_and_date(line: str, expected: object) -> None:
    assert read_date_line(line) == expected


def test_each_field_tells_where_it_stands() -> None:
    header = plan().header
    assert {name: [s.text for s in spans] for name, spans in header.evidence.items()} == {
        "issuing_body": ["ỦY BAN NHÂN DÂN", "HUYỆN TÂN BIÊN"],
        "number": ["Số: 45/KH-UBND"],
        "place": ["Tân Biên, ngày 12 tháng 3 năm 2024"],
        "date": ["Tân Biên, ngày 12 tháng 3 năm 2024"],
        "doc_type": ["KẾ HOẠCH"],
        "subject": [TITLE.splitlines()[1]],
    }
