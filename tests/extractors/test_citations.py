"""Numbers of documents, and the documents that a text cites."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.extractors.citations import extract_citations, find_citations
from vnplan.extractors.numbers import find_numbers, parse_number
from vnplan.segments import Segment, Zone


def body(text: str, zone: Zone = "body") -> list[Segment]:
    segments, start = [], 0
    for line in text.split("\n"):
        segments.append(Segment(start, start + len(line), zone))
        start += len(line) + 1
    return segments


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 182/KH-ABC", "182/KH-ABC"),
        ("Số:      /KH-UBND", "/KH-UBND"),
        ("Số: ……/KH-MTTQ-BTT", "/KH-MTTQ-BTT"),
        ("Số:…../2025/QĐ-UBND", "/2025/QĐ-UBND"),
        ("Số     - KH/ĐTN", "- KH/ĐTN"),
        ("Số:      -KH/TU", "-KH/TU"),
        ("Số 05-KH/ĐU", "05-KH/ĐU"),
        ("*  Số 36-HD/VPTU", "36-HD/VPTU"),
        ("Số: 447     /KH-UBND", "447/KH-UBND"),
        ("Sô: 239 /KH-SYT", "239/KH-SYT"),
        ("Số:29/KH-SNV      Hòa Bình, ngày 05 tháng 3 năm 2024", "29/KH-SNV"),
        ("Số: 298 KH/TWĐTN", "298 KH/TWĐTN"),
        ("Số: 15 – KH/ĐTN", "15-KH/ĐTN"),
        ("Số: 12/KH-THPT.NVT", "12/KH-THPT.NVT"),
        ("Số: 31/2024/KH-UBND", "31/2024/KH-UBND"),
        ("182/KH-LĐLĐ", "182/KH-LĐLĐ"),
        ("SỐ: 07/KH-CĐCS", "07/KH-CĐCS"),
        ("Số: 245/KH-CAH(TH)", "245/KH-CAH(TH)"),
        ("Số: 12", "12"),
        ("Kế hoạch", None),
        ("ngày 12 tháng 3 năm 2024", None),
        ("", None),
    ],
)
def test_number_line_of_a_letterhead(line: str, number: str | None) -> None:
    assert parse_number(line) == number


@pytest.mark.parametrize(
    ("text", "number", "style"),
    [
        ("182/KH-LĐLĐ", "182/KH-LĐLĐ", "state"),
        ("10c/NQ-BCH", "10c/NQ-BCH", "state"),
        ("19/NQ- TW", "19/NQ-TW", "state"),
        ("05/ NQ - ĐCT", "05/NQ-ĐCT", "state"),
        ("06b /NQ-TLĐ", "06b/NQ-TLĐ", "state"),
        ("1961/QĐUBND", "1961/QĐUBND", "state"),
        ("817/QĐ-BYT-KCB", "817/QĐ-BYT-KCB", "state"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP", "normative"),
        ("142/2024/QH15", "142/2024/QH15", "normative"),
        ("58/2014/QH 13", "58/2014/QH13", "normative"),
        ("351/2017/UBTVQH14", "351/2017/UBTVQH14", "normative"),
        ("20-NQ/TW", "20-NQ/TW", "party"),
        ("22- CTr/HU", "22-CTr/HU", "party"),
        ("246-KH/TĐTN-TCKT", "246-KH/TĐTN-TCKT", "youth"),
        ("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP", "youth"),
        ("298 KH/TWĐTN", "298 KH/TWĐTN", "youth"),
        ("512/STC-HCSN", "512/STC-HCSN", "letter"),
        ("278/PGD&ĐT-THCS", "278/PGD&ĐT-THCS", "letter"),
        ("4133/TLĐ-ToC", "4133/TLĐ-ToC", "letter"),
        ("02/2011/TTLT-VPCP-BNV", "02/2011/TTLT-VPCP-BNV", "joint"),
        ("01/QCPH/UBND-UBMTTQ", "01/QCPH/UBND-UBMTTQ", "joint"),
        ("số        /KH-UBND", "/KH-UBND", "blank"),
    ],
)
def test_shapes_of_numbers(text: str, number: str, style: str) -> None:
    (found,) = find_numbers(f"theo {text} và")
    assert (found.number, found.style) == (number, style)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 22/3/2024",
        "mạng 4G/5G",
        "24/7",
        "2 lần/tháng",
        "01 mẫu/01 ao",
        "quý I/2025",
        "số 15/A Nguyễn Trãi",
        "ISO 9001:2015",
        "5 xã/phường",
        "T/M BAN THƯỜNG VỤ",
        "giai đoạn 2021-2025",
    ],
)
def test_what_is_no_number_of_a_document(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("12/KH-UBND - Sở Tài chính", "12/KH-UBND"),
        ("12/KH-UBND.Các đơn vị", "12/KH-UBND"),
        ("12/KH-UBND-Văn phòng", "12/KH-UBND"),
        ("12/KH-UBND; 13/KH-UBND", "12/KH-UBND"),
    ],
)
def test_a_symbol_ends_where_words_begin(text: str, end: str) -> None:
    assert find_numbers(text)[0].number == end


CITED = [
    (
        "Kế hoạch số 61/KH-ABC, ngày 14/6/2024 của UBND tỉnh về việc A",
        "Kế hoạch",
        "61/KH-ABC",
        "2024-06-14",
        "UBND tỉnh",
    ),
    ("Kế hoạch 88/KH- UBND ngày 4/10/2024 của UBND huyện", "Kế hoạch", "88/KH-UBND", "2024-10-04", "UBND huyện"),
    ("Chỉ thị số 31-CT/TW ngày 19 tháng 3 năm 2024 của Ban Bí thư", "Chỉ thị", "31-CT/TW", "2024-03-19", "Ban Bí thư"),
    ("theo quyết định số 33/2022/QĐ-TTg", "Quyết định", "33/2022/QĐ-TTg", None, None),
    ("Nghị quyết số 142/2024/QH15 của Quốc hội về X", "Nghị quyết", "142/2024/QH15", None, "Quốc hội"),
    ("Luật Đất đai số 31/2024/QH15 ngày 18-01-2024", "Luật", "31/2024/QH15", "2024-01-18", None),
    ("Luật Phòng, chống ma túy số 73/2021/QH14;", "Luật", "73/2021/QH14", None, None),
    ("Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15", "Luật", "64/2025/QH15", None, None),
    ("Chương trình hành động số 22- CTr/HU ngày 1/8/2023", "Chương trình hành động", "22-CTr/HU", "2023-08-01", None),
    ("Quy định số 66-QĐ/TW của Bộ Chính trị", "Quy định", "66-QĐ/TW", None, "Bộ Chính trị"),
    ("Công văn số 51/VP-NC ngày 8/2/2019 của Văn phòng UBND", "Công văn", "51/VP-NC", "2019-02-08", "Văn phòng UBND"),
    ("Quyết định số 12/QĐ-BNV của Bộ Nội vụ ngày 2/7/2021 về", "Quyết định", "12/QĐ-BNV", "2021-07-02", "Bộ Nội vụ"),
    ("Quyết định số 12/QĐ-TTg (ngày 22/7/2021)", "Quyết định", "12/QĐ-TTg", "2021-07-22", None),
    ("Kế hoạch 99/KH-UBND, 30/9/2022", "Kế hoạch", "99/KH-UBND", "2022-09-30", None),
    ("Thông báo kết luận số 15-TB/TU ngày 02/3/2024", "Thông báo kết luận", "15-TB/TU", "2024-03-02", None),
    ("Nghị quyết Trung ương 6 khóa XII số 18-NQ/TW ngày 25/10/2017", "Nghị quyết", "18-NQ/TW", "2017-10-25", None),
    ("Căn cứ Thông sô 07/2019/TT-BNV ngày 1/6/2019", "Thông tư", "07/2019/TT-BNV", "2019-06-01", None),
    ("căn cứ 41-KH/TU", "Kế hoạch", "41-KH/TU", None, None),
    ("Quyết định 1961/QĐUBND ngày 12 tháng 3 năm 2020", "Quyết định", "1961/QĐUBND", "2020-03-12", None),
    ("Công điện khẩn số 05/CĐ-UBND ngày 1/9/2024", "Công điện", "05/CĐ-UBND", "2024-09-01", None),
    ("Thông tri số 03-TT/TU ngày 1/9/2024", "Thông tri", "03-TT/TU", "2024-09-01", None),
    ("Văn bản số 4012/UBND-KT của Ủy ban nhân dân tỉnh.", "Văn bản", "4012/UBND-KT", None, "Ủy ban nhân dân tỉnh"),
    ("KẾ HOẠCH SỐ 12/KH-UBND NGÀY 5/6/2024 CỦA UBND TỈNH VỀ A", "Kế hoạch", "12/KH-UBND", "2024-06-05", "UBND TỈNH"),
    ("theo ý kiến của Sở X tại Tờ trình số 36/TTr-SX ngày 5/1/2025", "Tờ trình", "36/TTr-SX", "2025-01-05", "Sở X"),
    ("Tờ trình số 45/TTr-SNV ngày 31/02/2024 của Sở Nội vụ", "Tờ trình", "45/TTr-SNV", None, "Sở Nội vụ"),
]


@pytest.mark.parametrize(("text", "kind", "number", "date", "issuer"), CITED, ids=[row[2] for row in CITED])
def test_a_document_cited(text: str, kind: str, number: str, date: str | None, issuer: str | None) -> None:
    (citation,) = find_citations(text)
    assert (citation.type, citation.number, citation.issuer) == (kind, number, issuer)
    assert citation.date == (dt.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("Bộ Tài chính hướng dẫn chế độ", "Bộ Tài chính"),
        ("Bộ trưởng Bộ Tư pháp ban hành Kế hoạch", "Bộ trưởng Bộ Tư pháp"),
        ("Sở Xây dựng về nhà ở", "Sở Xây dựng"),
        ("Bộ Văn hóa, Thể thao và Du lịch về", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Liên đoàn Lao động tỉnh Tổ chức Tháng hành động", "Liên đoàn Lao động tỉnh"),
        ("Ban Tổ chức Tỉnh ủy về", "Ban Tổ chức Tỉnh ủy"),
        ("Ban Chấp hành Trung ương Đảng khóa XIII về", "Ban Chấp hành Trung ương Đảng khóa XIII"),
        ("Bộ Y (nay là Bộ Z) về việc", "Bộ Y (nay là Bộ Z)"),
        ("UBND tỉnh và Kế hoạch số 13/KH-UBND", "UBND tỉnh"),
        ("UBND phường 5 về việc", "UBND phường 5"),
        ("UBND TP. Thủ Đức về việc", "UBND TP. Thủ Đức"),
        ("Ban Chỉ đạo Trung ương về chuyển đổi số thông báo kết luận", "Ban Chỉ đạo Trung ương về chuyển đổi số"),
        ("Ban Chỉ đạo tỉnh về chuyển đổi số", "Ban Chỉ đạo tỉnh"),
        ("UBND tỉnh năm 2024", "UBND tỉnh"),
        ("UBND tỉnh “Về một việc”", "UBND tỉnh"),
    ],
)
def test_where_the_issuer_ends(words: str, issuer: str) -> None:
    assert find_citations(f"Kế hoạch số 12/KH-XYZ ngày 5/6/2024 của {words}")[0].issuer == issuer


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("các Quyết định số 12/QĐ-ABC và 13/QĐ-ABC ngày 1/2/2023", ["12/QĐ-ABC", "13/QĐ-ABC"]),
        ("Nghị định số 1/2020/NĐ-CP ngày 5/1/2020, số 2/2021/NĐ-CP", ["1/2020/NĐ-CP", "2/2021/NĐ-CP"]),
        ("Công văn số 12/STC-NS, 13/STC-NS, 14/STC-NS", ["12/STC-NS", "13/STC-NS", "14/STC-NS"]),
    ],
)  # fmt: skip
def test_a_list_shares_its_head(text: str, numbers: list[str]) -> None:
    citations = find_citations(text)
    assert [citation.number for citation in citations] == numbers
    assert len({citation.type for citation in citations}) == 1


def test_a_list_shares_the_issuer_at_its_end() -> None:
    text = "Quyết định số 12/QĐ-UBND ngày 1/1/2024, số 13/QĐ-UBND ngày 2/2/2024 của UBND tỉnh"
    assert [citation.issuer for citation in find_citations(text)] == ["UBND tỉnh", "UBND tỉnh"]


def test_joint_documents_have_joint_issuers() -> None:
    text = "Thông tư liên tịch số 02/2011/TTLT-BVHTTDL-BNV của Bộ Văn hóa, Thể thao và Du lịch, Bộ Nội vụ hướng dẫn"
    assert find_citations(text)[0].issuer == "Bộ Văn hóa, Thể thao và Du lịch, Bộ Nội vụ"


@pytest.mark.parametrize(
    "text",
    [
        "theo Mẫu số 02/TT-BTC",
        "Biểu số 01/BC-KTXH",
        "nhà số 12/3 đường Lê Lợi",
        "Luật Đấu thầu và các văn bản hướng dẫn",
        "Kế hoạch số      /KH-UBND",
        "Nghị quyết Đại hội XI Công đoàn tỉnh",
        "Kế hoạch này",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find_citations(text) == ()


def test_one_entry_a_document_filled_from_the_fullest_mention() -> None:
    text = "Nghị quyết số 19/NQ- TW. Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Trung ương. Nghị quyết số 19-NQ/TW"
    (citation,) = find_citations(text)
    assert (citation.number, citation.date, citation.issuer) == ("19/NQ-TW", dt.date(2017, 10, 25), "Trung ương")
    assert len(citation.spans) == 3


def test_same_number_of_another_date_is_another_document() -> None:
    text = "Nghị quyết số 21-NQ/TW ngày 01/11/2012 và Nghị quyết số 21-NQ/TW ngày 22/11/2012"
    assert [citation.date for citation in find_citations(text)] == [dt.date(2012, 11, 1), dt.date(2012, 11, 22)]


def test_same_number_of_another_type_is_another_document() -> None:
    assert len(find_citations("Quyết định số 66-QĐ/TW; Quy định số 66-QĐ/TW")) == 2


def test_basis_is_what_stands_in_the_opening() -> None:
    text = "Căn cứ Kế hoạch số 1/KH-TU thực hiện Nghị quyết số 2-NQ/TW;\nTheo Quyết định số 3/QĐ-UBND."
    first, second = body(text)
    opening = Segment(first.start, first.end, "opening")
    citations, _, _ = extract_citations(text, [opening, second])
    assert [(c.number, c.basis) for c in citations] == [("1/KH-TU", True), ("2-NQ/TW", True), ("3/QĐ-UBND", False)]


def test_a_part_headed_can_cu_holds_grounds() -> None:
    text = "I. CĂN CỨ PHÁP LÝ\n- Quyết định số 3/QĐ-UBND ngày 1/2/2024;\nII. MỤC ĐÍCH\n- Theo Quyết định số 4/QĐ-UBND"
    places = [("I", True), ("I", False), ("II", True), ("II", False)]
    segments = [
        Segment(segment.start, segment.end, "body", path, heading)
        for segment, (path, heading) in zip(body(text), places, strict=True)
    ]
    citations, _, _ = extract_citations(text, segments)
    assert [citation.basis for citation in citations] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "(Kèm theo Kế hoạch số 71/KH-UBND ngày 9/10/2025 của UBND tỉnh)",
        "(Ban hành kèm theo Quyết định số: 16/QĐ-UBND ngày 11/10/2025 của Chủ tịch UBND tỉnh)",
        "kèm theo Kế hoạch 63/KH-ABC ngày 8/10/2025",
        "Trên đây là Kế hoạch số 77/KH-ABC của cơ quan",
    ],
)
def test_a_reference_of_the_plan_to_itself_is_no_citation(text: str) -> None:
    citations, ranges, _ = extract_citations(text, body(text, "appendix"), own_number="77/KH-ABC")
    assert (citations, ranges) == ((), ())


def test_an_attachment_of_another_document_is_a_citation() -> None:
    text = "Thực hiện Kế hoạch ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 5/6/2024"
    citations, _, _ = extract_citations(text, body(text, "opening"))
    assert [citation.number for citation in citations] == ["12/QĐ-UBND"]


def test_a_namesake_of_another_year_is_not_the_plan_itself() -> None:
    text = "Kế hoạch số 77/KH-ABC ngày 05/02/2023"
    citations, _, _ = extract_citations(text, body(text), own_number="77/KH-ABC", own_date=dt.date(2024, 3, 1))
    assert len(citations) == 1


def test_the_letterhead_is_no_citation() -> None:
    text = "Số: 15/KH-ABC"
    assert extract_citations(text, body(text, "letterhead"))[0] == ()


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("Căn cứ Luật Tổ chức X ngày 19 tháng 2 năm 2024;", ["Luật Tổ chức X ngày 19 tháng 2 năm 2024"]),
        ("theo Nghị quyết số 2-NQ/TW ngày 1/2/2020 của Y, Z", ["Nghị quyết số 2-NQ/TW ngày 1/2/2020"]),
        ("Tờ trình ngày 03/5/2024 của phòng", ["Tờ trình ngày 03/5/2024"]),
        ("tổ chức tuyên truyền pháp luật ngày 09/11/2024", []),
        ("Luật Thủ đô năm 2024", []),
    ],
)
def test_ranges_end_with_the_date(text: str, ranges: list[str]) -> None:
    assert [text[start:end] for start, end in extract_citations(text, body(text))[1]] == ranges


def test_short_references_find_their_document() -> None:
    text = "Quyết định số 749/QĐ-TTg ngày 03/6/2020; theo Quyết định số 749 và Nghị định số 8/2021/NĐ-CP, Nghị định này"
    citations, _, diagnostics = extract_citations(text, body(text))
    assert [len(citation.spans) for citation in citations] == [2, 2]
    assert diagnostics == ()


def test_an_open_reference_is_told_once() -> None:
    text = "theo Thông tư số 19 và Thông tư số 19; Kế hoạch này"
    _, _, diagnostics = extract_citations(text, body(text))
    assert [diagnostic.code for diagnostic in diagnostics] == ["reference-open"]


PIECES = st.lists(
    st.sampled_from(
        ["Kế hoạch", "số", "12/KH-UBND", "ngày 5/6/2024", "của", "UBND tỉnh", "và", ", ", "; ", "27/NQ- TW", "Luật"]
        + ["Quyết định", "/", "-", "2024", "(", ")", "\n", "nêu trên", "Kèm theo", "Ủy", "“", "7c", "/2020/", "NĐ-CP"]
        + ["ngày 31/02/2024"]
    ),
    max_size=30,
)


@given(st.one_of(st.text(), PIECES.map(" ".join)))
def test_spans_slice_to_their_text(text: str) -> None:
    citations, ranges, diagnostics = extract_citations(text, body(text))
    spans = [span for citation in citations for span in citation.spans]
    spans += [span for diagnostic in diagnostics for span in diagnostic.spans]
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(citation.spans and citation.number for citation in citations)
    parse_number(text)


@pytest.mark.parametrize("piece", ["12/KH-UBND ", "Luật ", "Quyết định số 12 ", "1/A-", "số .... ", "của ", "(", "9"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    start = time.perf_counter()
    extract_citations(text, body(text))
    assert time.perf_counter() - start < 10
