"""Abbreviations that a document defines itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.extractors.abbreviations import extract_abbreviations
from vnplan.gazetteer.abbreviations import abbreviations, expansions
from vnplan.gazetteer.doc_types import code_prefix, type_names, type_of_code
from vnplan.segments import Segment, Zone


def defined(text: str, zone: Zone = "body") -> dict[str, str]:
    return extract_abbreviations(text, [Segment(0, len(text), zone)])[0]


OVOP = ("Chương trình OVOP", "Chương trình Mỗi làng một nghề")


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("do Liên đoàn Lao động (LĐLĐ) huyện lập", "LĐLĐ", "Liên đoàn Lao động"),
        ("mạng lưới An toàn, vệ sinh lao động (ATVSLĐ)", "ATVSLĐ", "An toàn, vệ sinh lao động"),
        ("thăm hội viên, cán bộ, viên chức, người lao động (CBVCLĐ)", "CBVCLĐ", "cán bộ, viên chức, người lao động"),
        ("cho người lao động (NLĐ) và", "NLĐ", "người lao động"),
        ("cho người lao động (LĐ) và", "LĐ", "người lao động"),
        ("người sử dụng lao động ( NSDLĐ )", "NSDLĐ", "người sử dụng lao động"),
        ("phát triển kinh tế - xã hội (KT-XH)", "KT-XH", "kinh tế - xã hội"),
        ("ngành Giáo dục và Đào tạo (GD&ĐT)", "GD&ĐT", "Giáo dục và Đào tạo"),
        ("phòng cháy và cứu nạn, cứu hộ (PC&CNCH)", "PC&CNCH", "phòng cháy và cứu nạn, cứu hộ"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam (MTTQ) tỉnh", "MTTQ", "Mặt trận Tổ quốc Việt Nam"),
        ("thành lập Ban Chỉ đạo Cải cách hành chính (BCĐ)", "BCĐ", "Ban Chỉ đạo Cải cách hành chính"),
        ("Sở Giáo dục và Đào tạo (Sở GDĐT) chủ trì", "Sở GDĐT", "Sở Giáo dục và Đào tạo"),
        ("của Thủ tướng (TTg)", "TTg", "Thủ tướng"),
        ("Trung ương (TW)", "TW", "Trung ương"),
        ("xây dựng NÔNG THÔN MỚI (NTM)", "NTM", "NÔNG THÔN MỚI"),
        ("Hội Liên hiệp Phụ nữ (HPN) xã", "HPN", "Hội Liên hiệp Phụ nữ"),
        ("“chuyển đổi số” (CĐS)", "CĐS", "chuyển đổi số"),
        ("kêu gọi đối tác công - tư (PPP) tham gia", "PPP", "đối tác công - tư"),
        ("bộ phận nghiên cứu và phát triển (R&D) của", "R&D", "nghiên cứu và phát triển"),
        ("ứng dụng trí tuệ nhân tạo (AI)", "AI", "trí tuệ nhân tạo"),
        ("Chỉ tiêu: nhu cầu ô-xy hóa học (COD), độ đục", "COD", "nhu cầu ô-xy hóa học"),
        ("Kiểm tra: chỉ số khối cơ thể (BMI), huyết áp", "BMI", "chỉ số khối cơ thể"),
        ("công nghệ thông tin (sau đây viết tắt là CNTT)", "CNTT", "công nghệ thông tin"),
        ("hợp tác xã (sau đây gọi tắt là: HTX)", "HTX", "hợp tác xã"),
        ("hợp tác xã (gọi tắt là “HTX”)", "HTX", "hợp tác xã"),
        ("mở Chương trình Mỗi làng một nghề (gọi tắt là Chương trình OVOP)", *OVOP),
        ("xây dựng nông thôn mới, sau đây viết tắt là NTM, trên địa bàn", "NTM", "nông thôn mới"),
        ("phong trào NTM (nông thôn mới)", "NTM", "nông thôn mới"),
        ("CCHC (viết tắt của cải cách hành chính)", "CCHC", "cải cách hành chính"),
        ("Ghi chú: CĐCS: công đoàn cơ sở; LLVT: lực lượng vũ trang.", "CĐCS", "công đoàn cơ sở"),
    ],
)  # fmt: skip
def test_definitions(text: str, short: str, long: str) -> None:
    assert defined(text).get(short) == long


@pytest.mark.parametrize(
    "text",
    [
        "Thường trực Tỉnh ủy (b/c)",
        "các Phó Chủ tịch (để b/c)",
        "từng bước thử nghiệm và sử dụng (AI) ở xã",
        "nguồn vốn khác (ODA, FDI)",
        "amoni (NH4+), nitrat (NO3-)",
        "vôi bột (CaCO3), kẽm (Zn)",
        "vi khuẩn đường ruột (E. coli)",
        "Đại hội Đảng lần thứ mười bốn (XIV)",
        "phần II (II)",
        "về định mức (sau đây gọi tắt là Thông tư số 7/2020/TT-BTC)",
        "các trường, trạm (sau đây gọi là cơ sở, đơn vị) trong xã",
        "kế hoạch kèm theo (sau đây gọi là Kế hoạch)",
        "mạng di động (5G)",
        "phòng nghiệp vụ (PC06)",
        "áp dụng tiêu chuẩn (VietGAP) trong",
        "Báo cáo kết quả (nếu có)",
        "(LĐLĐ) tỉnh",
        "Lưu: VT, VP",
    ],
)
def test_what_defines_nothing(text: str) -> None:
    assert defined(text) == {}


@pytest.mark.parametrize("zone", ["letterhead", "recipients", "signature"])
def test_the_frame_of_a_document_defines_nothing(zone: Zone) -> None:
    assert defined("Liên đoàn Lao động (LĐLĐ)", zone) == {}


def test_the_first_definition_counts() -> None:
    assert defined("đặc khu (ĐK); điều kiện (ĐK)") == {"ĐK": "đặc khu"}


def test_use_before_definition_is_told() -> None:
    text = "Hỗ trợ HTX; các hợp tác xã (HTX) và HTX"
    _, diagnostics = extract_abbreviations(text, [Segment(0, len(text), "body")])
    assert [(diagnostic.code, diagnostic.spans[0].start) for diagnostic in diagnostics] == [("abbreviation-early", 7)]


def test_the_symbol_of_a_number_is_no_use() -> None:
    text = "Kế hoạch số 12/KH-LĐLĐ của Liên đoàn Lao động (LĐLĐ)"
    assert extract_abbreviations(text, [Segment(0, len(text), "body")])[1] == ()


def test_the_table_of_abbreviations() -> None:
    assert expansions("BCH") == ("Ban Chấp hành", "Ban Chỉ huy")
    assert expansions("XYZ") == ()
    assert all(entry.expansions and all(entry.expansions) for entry in abbreviations().values())


def test_the_table_of_kinds() -> None:
    assert (type_of_code("CTr"), type_of_code("Ctr"), type_of_code("XX")) == ("Chương trình", "Chương trình", None)
    assert code_prefix("QĐUBND") == "Quyết định"
    lengths = [len(name) for name in type_names()]
    assert lengths == sorted(lengths, reverse=True)


PIECES = st.lists(
    st.sampled_from(
        ["Liên đoàn", "Lao động", "(LĐLĐ)", "(R&D)", "(sau đây gọi tắt là ", "NTM)", ", ", ": ", ".", "(", ")"]
        + ["(EC), ", "viết tắt là ", "ĐĐ: ", "“", "w"]
    ),
    max_size=20,
)


@given(st.one_of(st.text(), PIECES.map(" ".join)))
def test_never_fails_and_spans_slice(text: str) -> None:
    found, diagnostics = extract_abbreviations(text, [Segment(0, len(text), "body")])
    assert all(short and long for short, long in found.items())
    assert all(text[span.start : span.end] == span.text for item in diagnostics for span in item.spans)


@pytest.mark.parametrize("piece", ["a (AB) ", "(", "ABC ", "ABC: ", "gọi tắt là ", "người "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    start = time.perf_counter()
    defined(text)
    assert time.perf_counter() - start < 10
