"""Scope: year, period, level, province and campaigns of a plan."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnplan.extractors.scope import extract_scope
from vnplan.model import Citation, Diagnostic, Header, Scope, Signature
from vnplan.pipeline import parse_text
from vnplan.segments import Segment


def scope_of(
    *body: str,
    citations: tuple[Citation, ...] = (),
    signature: Signature | None = None,
    zone: str = "body",
    **header: object,
) -> tuple[Scope, tuple[Diagnostic, ...]]:
    text, segments = "", []
    for line in body:
        segments.append(Segment(len(text), len(text) + len(line), zone))  # type: ignore[arg-type]
        text += line + "\n"
    return extract_scope(text, segments, header=Header(**header), citations=citations, signature=signature)  # type: ignore[arg-type]


ISSUED = dt.date(2025, 3, 10)


@pytest.mark.parametrize(
    ("subject", "year", "period"),
    [
        ("Tổ chức Tháng Công nhân năm 2025", 2025, None),
        ("Tiếp xúc cử tri của Hội đồng nhân dân khóa XI, nhiệm kỳ 2021 - 2026", 2025, None),
        ("CẢI CÁCH HÀNH CHÍNH NĂM 2026", 2026, None),
        ("Phát triển kinh tế tập thể giai đoạn 2026 - 2030", None, (2026, 2030)),
        ("Phát triển kinh tế tập thể giai đoạn 2026–2030", None, (2026, 2030)),
        ("Mua sắm thuốc năm 2025 - 2026", None, (2025, 2026)),
        ("Phòng, chống dịch các năm 2025, 2026", None, (2025, 2026)),
        ("Chuyển đổi số từ năm 2025 đến năm 2030", None, (2025, 2030)),
        ("Chuyển đổi số đến năm 2030", None, (2025, 2030)),
        ("Kiểm kê tài sản thời điểm 0h00 ngày 01 tháng 01 năm 2026", 2026, None),
        ("Sinh hoạt chuyên môn năm học 2024 - 2025", 2025, None),
        ("Đón Tết Nguyên đán Ất Tỵ 2025", 2025, None),
        ("Phát động phong trào đọc sách", 2025, None),
        ("Tổng kết giai đoạn 2016 - 2020", 2025, None),
    ],
)
def test_the_year_and_period_of_a_subject(subject: str, year: int | None, period: tuple[int, int] | None) -> None:
    scope, _ = scope_of(subject=subject, date=ISSUED)
    assert scope.year == year
    assert scope.period == (period and (dt.date(period[0], 1, 1), dt.date(period[1], 12, 31)))


def test_a_year_not_printed_is_told() -> None:
    scope, notes = scope_of(subject="Phát động phong trào", date=ISSUED, issuing_body="UBND TỈNH CÀ MAU")
    assert scope.year == 2025
    assert [note.code for note in notes] == ["scope-inferred"]


def test_a_year_of_issue_with_a_blank_day() -> None:
    scope, _ = scope_of("Cà Mau, ngày    tháng 12 năm 2011", zone="letterhead", subject="Triển khai phần mềm")
    assert scope.year == 2011


def test_an_issue_date_before_its_basis_is_a_slip() -> None:
    basis = (Citation(type="Kế hoạch", number="01-KH/TU", date=dt.date(2026, 1, 6), basis=True),)
    scope, notes = scope_of(subject="Tổ chức hội trại", date=dt.date(2025, 1, 7), citations=basis)
    assert scope.year == 2026
    assert notes


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (["2. Thời gian: Thực hiện từ ngày 01/5 đến 31/5/2025."], ("2025-05-01", "2025-05-31")),
        (["Thời gian thực hiện: Từ ngày 05 tháng 4 đến hết ngày 20 tháng 6 năm 2025"], ("2025-04-05", "2025-06-20")),
        (["III. THỜI GIAN THỰC HIỆN", "Từ ngày 15/10/2025 đến ngày 15/01/2026."], ("2025-10-15", "2026-01-15")),
        (["- Thời gian: từ tháng 4 đến tháng 6/2025"], ("2025-04-01", "2025-06-30")),
        (["- Thời gian: từ tháng 10/2025 đến tháng 12/2025"], ("2025-10-01", "2025-12-31")),
        (["Thời gian thực hiện: từ ngày ban hành Kế hoạch đến ngày 31/12/2025"], ("2025-03-10", "2025-12-31")),
        (["Thời gian: 8h00 ngày 15/4/2025"], None),
        (["Thời gian: Quý II (mốc kiểm tra từ 01/01/2024 đến 31/3/2025)"], None),
        (["Thời gian thực hiện: từ ngày 31/02 đến 15/3/2025"], None),
        (["Thời gian thực hiện: từ 01/4 đến 15/4/2025", "Thời gian thực hiện: từ 16/4 đến 30/4/2025"], None),
        (["Hội thi diễn ra từ ngày 01/5 đến 15/5/2025"], None),
    ],
)
def test_the_period_that_the_plan_states(lines: list[str], period: tuple[str, str] | None) -> None:
    scope, _ = scope_of(*lines, subject="Tổ chức đợt thi đua năm 2025", date=ISSUED)
    assert scope.period == (period and tuple(map(dt.date.fromisoformat, period)))


def test_of_several_times_that_of_the_part_on_time_is_the_plans() -> None:
    found = parse_text(
        "KẾ HOẠCH\nTổ chức hội trại năm 2025\n\nI. MỤC ĐÍCH\nVui chơi.\nII. THỜI GIAN, CHỦ ĐỀ\n"
        "1. Thời gian: Từ 01/5/2025 - 31/5/2025\nIII. HOẠT ĐỘNG\n1. Khai mạc\n- Thời gian: từ ngày 05/5 đến 06/5/2025\n"
    )
    assert found.scope.period == (dt.date(2025, 5, 1), dt.date(2025, 5, 31))


@pytest.mark.parametrize(
    ("issuer", "owner", "level"),
    [
        ("BỘ Y TẾ", None, "central"),
        ("THỦ TƯỚNG CHÍNH PHỦ", None, "central"),
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", None, "central"),
        ("ỦY BAN NHÂN DÂN TỈNH CÀ MAU", None, "province"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ", None, "province"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ SA ĐÉC", None, "district"),
        ("SỞ Y TẾ", "UBND TỈNH CÀ MAU", "province"),
        ("TỈNH ỦY CÀ MAU", None, "province"),
        ("LIÊN ĐOÀN LAO ĐỘNG HUYỆN BA TRI", "LIÊN ĐOÀN LAO ĐỘNG TỈNH BẾN TRE", "district"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "UBND HUYỆN BA TRI", "district"),
        ("HUYỆN ỦY BA TRI", None, "district"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG 1", None, "commune"),
        ("BCH ĐOÀN XÃ TÂN HÒA", None, "commune"),
        ("ĐẢNG ỦY XÃ TÂN HÒA", None, "commune"),
        ("TRƯỜNG THPT LÊ LỢI", "SỞ GIÁO DỤC VÀ ĐÀO TẠO CÀ MAU", "unit"),
        ("CÔNG TY TNHH SAO MAI", None, "unit"),
        ("CÔNG ĐOÀN CƠ SỞ CÔNG TY TNHH SAO MAI", "LĐLĐ HUYỆN BA TRI", "unit"),
    ],
)
def test_the_level_is_the_issuers(issuer: str, owner: str | None, level: str) -> None:
    scope, _ = scope_of(issuing_body=issuer, governing_body=owner, date=ISSUED)
    assert scope.level == level


def test_without_a_letterhead_the_opening_tells_the_level() -> None:
    scope, notes = scope_of(
        "Ban Thường vụ Liên đoàn Lao động (LĐLĐ) huyện xây dựng Kế hoạch", zone="opening", place="Ba Tri", date=ISSUED
    )
    assert (scope.level, scope.province) == ("district", "Bến Tre")
    assert {note.code for note in notes} == {"scope-inferred"}


def test_without_all_that_the_signature_tells_the_level() -> None:
    scope, _ = scope_of("x", signature=Signature(authority="TM. ỦY BAN NHÂN DÂN XÃ TÂN HÒA", position="CHỦ TỊCH"))
    assert scope.level == "commune"


@pytest.mark.parametrize(
    ("header", "province", "today"),
    [
        ({"issuing_body": "ỦY BAN NHÂN DÂN TỈNH TRÀ VINH"}, "Trà Vinh", "Vĩnh Long"),
        ({"issuing_body": "SỞ Y TẾ", "governing_body": "UBND TỈNH KIÊN GIANG"}, "Kiên Giang", "An Giang"),
        ({"issuing_body": "SỞ Y TẾ", "place": "Kiên Giang"}, "Kiên Giang", "An Giang"),
        ({"issuing_body": "UBND HUYỆN BA TRI"}, "Bến Tre", "Vĩnh Long"),
        ({"issuing_body": "TRƯỜNG THPT LÊ LỢI", "place": "Cà Mau"}, "Cà Mau", "Cà Mau"),
        (
            {"issuing_body": "UBND PHƯỜNG 1", "subject": "Kế hoạch trên địa bàn Phường 1, thành phố Vũng Tàu"},
            "Bà Rịa - Vũng Tàu",
            "Hồ Chí Minh",
        ),
        ({"issuing_body": "BỘ Y TẾ", "place": "Hà Nội"}, None, None),
    ],
)
def test_the_province_of_then_and_of_today(header: dict[str, str], province: str | None, today: str | None) -> None:
    scope, _ = scope_of(date=dt.date(2024, 5, 2), **header)
    assert (scope.province, scope.province_today) == (province, today)


def test_an_ambiguous_district_is_told_apart_by_the_text() -> None:
    cited = (Citation(type="Kế hoạch", number="1/KH-LĐLĐ", issuer="Liên đoàn Lao động tỉnh Bến Tre", basis=True),)
    scope, _ = scope_of(issuing_body="LĐLĐ HUYỆN CHÂU THÀNH", date=dt.date(2024, 5, 2), citations=cited)
    assert scope.province == "Bến Tre"
    alone, _ = scope_of(issuing_body="LĐLĐ HUYỆN CHÂU THÀNH", date=dt.date(2024, 5, 2))
    assert alone.province is None


def test_campaigns_come_from_the_subject() -> None:
    scope, _ = scope_of(subject="Tổ chức Tháng Công nhân năm 2025", date=ISSUED)
    assert scope.campaigns == ("Tháng Công nhân",)


def test_an_empty_document_has_no_scope() -> None:
    scope, notes = scope_of()
    assert scope == Scope()
    assert notes == ()


WORDS = st.lists(
    st.sampled_from(
        "Thời gian từ ngày 31 2 / 12 2025 đến năm 9999 0 tháng giai đoạn huyện Châu Thành tỉnh - .".split(" ")
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))))
def test_nothing_fails(line: str, subject: str, issued: dt.date | None) -> None:
    scope, _ = scope_of(line, subject=subject, date=issued, place="Châu Thành")
    assert scope.period is None or scope.period[0] <= scope.period[1]
