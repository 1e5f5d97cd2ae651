"""What holds for every text, whatever it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import vnplan
from vnplan.model import Plan, Span
from vnplan.pipeline import understand
from vnplan.readers import read_text

LETTERHEAD = """\
UBND HUYỆN CHÂU LONG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG Y TẾ                        Độc lập - Tự do - Hạnh phúc
Số: 31/KH-PYT                  Châu Long, ngày 04 tháng 5 năm 2024

"""
PLAN = (
    LETTERHEAD
    + """\
KẾ HOẠCH
Diệt lăng quăng năm 2024
Căn cứ Kế hoạch số 77/KH-UBND ngày 15/4/2024 của UBND huyện về phòng, chống sốt xuất huyết;
Phòng Y tế xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
Giảm ít nhất 30% số ca mắc so với năm 2023. Chủ đề: “Hoà mình vì cộng đồng khoẻ mạnh”.
II. NỘI DUNG
1. Ra quân
a) Thời gian: sáng thứ Bảy hằng tuần của tháng 6/2024.
b) Giao Trung tâm Y tế (TTYT) huyện chuẩn bị hoá chất, xong trước ngày 25/5/2024.
2. Tổng kết
III. TỔ CHỨC THỰC HIỆN
1. Các xã, thị trấn: báo cáo kết quả về Phòng Y tế chậm nhất ngày 05/7/2024.

|
TT
|
Nội dung
|
Thời gian
|
Đơn vị thực hiện
|
|
1
|
Phun hoá chất
|
10/6/2024
|
Trạm Y tế các xã
|

Nơi nhận:
- UBND huyện (để b/c);
- Lưu: VT.
TRƯỞNG PHÒNG
Lý Thị Hoà
"""
)
FRAGMENTS = [
    *(line + "\n" for line in PLAN.splitlines()),
    "|\n", "\t", "\n\n", "\n\t", " " * 5, "**", "| a | b |\n|---|---|\n| c | d |\n", "+---+---+\n", "[bookmark: x]",
    "QUYẾT ĐỊNH\n", "Điều 1. Ban hành Kế hoạch.\n", "PHỤ LỤC I\n", "Phụ lục 2\nDANH SÁCH\n", "LỊCH HOẠT ĐỘNG\n",
    "TM. UBND\n", "KT. CHỦ TỊCH\n", "(Đã ký)\n", "HỎA TỐC\n", "1.1. Một\n", "1.7. Bảy\n", "đ) Năm\n", "(1) Một\n",
    "Phần I\n", "A. B\n", "V. I. Lê\n", "ngày 31/02/2024 ", "ngày    tháng 5 năm 2024\n", "quý II/2024 ",
    "30/4 - 01/5 ", "00/00/0000 ", "99/99/9999 ", "rằm tháng Giêng ", "đến hết năm 2030", "thứ Tám ", "12h61 ", "100% ",
    "1.000.000.000.000.000 đồng ", "7" * 40, "²", "Ⅻ. ", "①", "٣/٤/٢٠٢٤ ", "İ", "ß", "𝐊𝐄̂́",
    "\f", "\u0301", "o\u0302\u0323", "\ufeff", "\u202e", "\x00", "\x85", "\u2028", "\ud800", "\udfff",
    "“", "”", "(", ")", ":", ";", "}",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=25).map("".join),
)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from spans(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)


def parse_or_none(text: str) -> tuple[Plan, str] | None:
    try:
        document = read_text(text)
    except vnplan.VnplanError:
        return None
    return understand(document), document.text


def without_source(plan: Plan) -> dict[str, Any]:
    return plan.model_dump(exclude={"source"})


@few
@given(texts)
def test_every_span_slices_to_its_own_text_and_no_text_raises_but_a_vnplan_error(text: str) -> None:
    found = parse_or_none(text)
    if found is not None:
        plan, whole = found
        for span in spans(plan):
            assert whole[span.start : span.end] == span.text


@few
@given(texts)
def test_a_plan_survives_json(text: str) -> None:
    found = parse_or_none(text)
    if found is not None:
        assert Plan.model_validate_json(found[0].model_dump_json()) == found[0]


@few
@given(texts)
def test_composed_and_decomposed_letters_give_the_same_facts(text: str) -> None:
    composed = parse_or_none(unicodedata.normalize("NFC", text))
    decomposed = parse_or_none(unicodedata.normalize("NFD", text))
    assert (composed is None) == (decomposed is None)
    if composed is not None and decomposed is not None:
        assert without_source(composed[0]) == without_source(decomposed[0])


@few
@given(texts)
def test_paragraphs_and_cells_of_a_document_stand_in_order_and_slice_to_its_text(text: str) -> None:
    try:
        document = read_text(text)
    except vnplan.VnplanError:
        return
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(document.text)
        end = block.end
    assert document.text == unicodedata.normalize("NFC", document.text)


def test_the_example_plan_gives_a_fact_of_every_group() -> None:
    plan = vnplan.parse_text(PLAN)
    told = {name for name in Plan.model_fields if getattr(plan, name)}
    assert told >= {
        "header", "scope", "citations", "sections", "themes", "times", "units", "tasks", "deadlines", "targets",
        "abbreviations", "recipients", "signature",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("|\n" * 10_000 + "a", id="10,000 pipes"),
        pytest.param("KẾ HOẠCH\n" + "|\nô\n" * 5_000 + "|\n", id="5,000 cells in one row"),
        pytest.param("KẾ HOẠCH\n" + "|\n1\n|\nBa\n|\n|\n" * 1_700, id="5,000 cells in short rows"),
        pytest.param("a\t" * 10_000, id="10,000 tabs on a line"),
        pytest.param("\ta\n" * 10_000, id="10,000 lines that open a cell"),
        pytest.param("\ta\n\n" * 5_000, id="5,000 rows of one cell"),
        pytest.param("|" + " a |" * 5_000 + "\n|" + "---|" * 5_000, id="a table of 5,000 columns"),
        pytest.param("|" + ":-:|" * 10_000 + "x", id="a rule that is none"),
        pytest.param("7" * 50_000, id="50,000 digits"),
        pytest.param("a" + "\u0301" * 20_000, id="20,000 combining marks"),
        pytest.param("KẾ HOẠCH\n" + "1. Mục:\n" * 4_000, id="numbers that restart for ever"),
        pytest.param(
            "KẾ HOẠCH\n" + "I. A\n1. B\n1.1. C\n1.1.1. D\na) E\n1) F\n(1) G\n(a) H\n" * 300, id="deep markers"
        ),
        pytest.param("KẾ HOẠCH\nI. " + "(" * 20_000, id="brackets that never close"),
        pytest.param("chủ đề “" * 4_000, id="quotes that never close"),
        pytest.param("**a " * 10_000, id="emphasis that never closes"),
        pytest.param("[bookmark:" * 8_000 + "a", id="bookmarks that never close"),
        pytest.param("KẾ HOẠCH\n" + "PHỤ LỤC I\nA\n" * 2_000, id="2,000 appendices"),
        pytest.param("KẾ HOẠCH\nNơi nhận:\n" + "- A;     (b/c)\n" * 2_000, id="2,000 recipients"),
        pytest.param("STT   Nội dung   Thời gian\n" * 3_000, id="3,000 headers of a table"),
        pytest.param("A    B\n\n" * 3_000, id="3,000 lines in two columns"),
        pytest.param(" " * 50_000 + "a", id="50,000 blanks"),
    ],
)
def test_hostile_texts_are_read_to_the_end(text: str) -> None:
    found = parse_or_none(text)
    assert found is None or Plan.model_validate_json(found[0].model_dump_json()) == found[0]
