"""Numbered paragraphs -> the tree of sections."""

from __future__ import annotations

import pytest

from tests.plan_texts import codes, paths, plan
from vnplan.outline import Marker, read_marker, roman_value, title_of

TO_H = "".join(f"{letter}. MỤC\n" for letter in "ABCDĐEGH")


@pytest.mark.parametrize(
    ("text", "label", "style"),
    [
        ("I. MỤC ĐÍCH", "I", "roman"),
        ("I- MỤC ĐÍCH", "I", "roman"),
        ("II/ NỘI DUNG", "II", "roman"),
        ("IV.NỘI DUNG", "IV", "roman"),
        ("III.    NỘI DUNG", "III", "roman"),
        ("A. NỘI DUNG", "A", "upper"),
        ("B/ Nội dung", "B", "upper"),
        ("Phần I", "Phần I", "part"),
        ("PHẦN THỨ HAI", "PHẦN THỨ HAI", "part"),
        ("Chương 2. Giải pháp", "Chương 2", "part"),
        ("Điều 3. Thi hành", "Điều 3", "article"),
        ("1. Mục đích", "1", "arabic"),
        ("1.Mục đích", "1", "arabic"),
        ("01. Mục đích", "01", "arabic"),
        ("2/ Mục đích", "2", "arabic"),
        ("3- Mục đích", "3", "arabic"),
        ("2. 100% các xã", "2", "arabic"),
        ("2. 10.000 lượt người", "2", "arabic"),
        ("2- 85% số hộ", "2", "arabic"),
        ("C. 70% số hộ", "C", "upper"),
        ("3.1. 60% số hộ", "3.1", "decimal2"),
        ("2/ 05 xã điểm", "2", "arabic"),
        ("1) Mục đích", "1", "arabic)"),
        ("1.1. Ra quân", "1.1", "decimal2"),
        ("2.2 Đẩy mạnh", "2.2", "decimal2"),
        ("2.2.1. Một", "2.2.1", "decimal3"),
        ("a) Nội dung", "a", "letter"),
        ("đ) Nội dung", "đ", "letter"),
        ("b. Nội dung", "b", "letter"),
        ("iii) Nội dung", "iii", "letter"),
        ("I/- Nội dung", "I", "roman"),
        ("II.- Nội dung", "II", "roman"),
        ("2/- Nội dung", "2", "arabic"),
        ("2.1/- Nội dung", "2.1", "decimal2"),
        ("b/- Nội dung", "b", "letter"),
        ("(1) Nội dung", "(1)", "(1)"),
        ("(a) Nội dung", "(a)", "(a)"),
    ],
)
def test_labels_are_read_as_printed(text: str, label: str, style: str) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert (marker.label, marker.style) == (label, style)
    assert not text[marker.end :].startswith(" ")


@pytest.mark.parametrize(
    "text",
    [
        "28/4/2023",
        "28/4/2023 họp giao ban",
        "15.3.2024 tổng kết",
        "3.500 hộ dùng nước",
        "1.5 triệu đồng một hộ",
        "12 xã đạt chuẩn",
        "5 - 7 hộ một nhóm",
        "2024-2025 là năm bản lề",
        "V/v tổ chức Tuần lễ",
        "II/2024. Các xã báo cáo",
        "10- 15 xã tham gia",
        "28. 4. 2023 họp",
        "2.5% số hộ",
        "V.I. Lênin toàn tập",
        "IIII. Không phải số La Mã",
        "- Ra quân",
        "MỤC ĐÍCH",
        "Mục tiêu chung",
        "",
    ],
)
def test_dates_amounts_and_initials_are_no_labels(text: str) -> None:
    assert read_marker(text) is None


def test_a_marker_tells_its_place_in_its_sequence() -> None:
    assert read_marker("đ) Năm") == Marker("đ", "letter", 5, 3)
    assert read_marker("Phần thứ ba") == Marker("Phần thứ ba", "part", 3, 11)


@pytest.mark.parametrize(("label", "value"), [("IV", 4), ("XIX", 19), ("LXXXIX", 89), ("IIX", 0), ("", 0), ("VX", 0)])
def test_roman_numbers_count_where_they_are_well_formed(label: str, value: int) -> None:
    assert roman_value(label) == value


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "A. MỘT\nI- Hai\nII- Ba\n1- Bốn\nB. NĂM\nI- Sáu\n",
            "A A/I A/II A/II/1 B B/I",
            id="capitals over Roman numbers",
        ),
        pytest.param("Phần I\nMỘT\nI. Hai\nPhần II\nBA\nI. Bốn\n", "Phần I|Phần I/I|Phần II|Phần II/I", id="parts"),
        pytest.param(
            "I. A\n1. B\n1.1. C\n1.1.1. D\na) E\n(1) F\n(2) G\nb) H\n2. I\nII. K\n",
            "I I/1 I/1/1.1 I/1/1.1/1.1.1 I/1/1.1/1.1.1/a I/1/1.1/1.1.1/a/(1) I/1/1.1/1.1.1/a/(2) I/1/1.1/1.1.1/b "
            "I/2 II",
            id="every level",
        ),
        pytest.param("1. A\na) B\nb) C\n2. D\n2.1 Đ\n", "1 1/a 1/b 2 2/2.1", id="no Roman level"),
        pytest.param("I. A\n1.1. B\n1.2. C\nII. D\n2.1. Đ\n", "I I/1.1 I/1.2 II II/2.1", id="a level skipped"),
        pytest.param(
            "I. A\n1. Các việc sau:\n1. B\n2. C\n3. D\n2. Đ\nII. E\n",
            "I I/1 I/1/1 I/1/2 I/1/3 I/2 II",
            id="a list restarts",
        ),
        pytest.param("I. A\na) B\nc) C\nd) D\nđ) Đ\n", "I I/a I/c I/d I/đ", id="letters in both alphabets"),
        pytest.param("I. A\n1) B\n2) C\nII. D\n", "I I/1 I/2 II", id="half brackets"),
        pytest.param("A. MỘT\nB. HAI\nC. BA\nD. BỐN\n", "A B C D", id="C and D are letters after B"),
        pytest.param(f"{TO_H}I. NĂM\nK. SÁU\n", "A B C D Đ E G H I K", id="I is a letter before K"),
        pytest.param(f"{TO_H}I. Năm\nII. Sáu\n", "A B C D Đ E G H H/I H/II", id="I is a number before II"),
        pytest.param("I. A\nC. Mác đã viết như vậy.\nII. B\n", "I II", id="initials are text"),
        pytest.param("Mục 1. A\n1. B\nMục 2. C\n", "Mục 1|Mục 1/1|Mục 2", id="mục"),
        pytest.param("I. A\n28/4/2023 họp\n1. B\n", "I I/1", id="a date is text"),
    ],
)
def test_levels_are_told_by_style_in_context(body: str, expected: str) -> None:
    separator = "|" if "|" in expected or expected.startswith("Mục") else " "
    assert paths(plan(body=body).sections) == expected.split(separator)


def test_a_dash_behind_a_number_is_no_part_of_the_title() -> None:
    section = plan(body="I/- MỤC ĐÍCH:\n1/- Ra quân\n").sections[0]
    assert (section.title, section.children[0].title) == ("MỤC ĐÍCH", "Ra quân")


@pytest.mark.parametrize("labels", [("i)", "ii)", "iii)"), ("c)", "d)", "e)"), ("g)", "h)", "i)", "k)")])
def test_small_letters_follow_in_each_of_their_orders(labels: tuple[str, ...]) -> None:
    found = plan(body="I. A\n1. B\n" + "".join(f"{label} Ra quân\n" for label in labels))
    assert paths(found.sections)[-len(labels) :] == [f"I/1/{label[:-1]}" for label in labels]
    assert not codes(found) & {"numbering-repeat", "numbering-slip"}


def test_a_number_that_does_not_fit_is_kept_and_diagnosed() -> None:
    found = plan(body="I. A\n2. B\n2.6. C\n1.7. D\n2.8. Đ\n")
    assert paths(found.sections) == ["I", "I/2", "I/2/2.6", "I/2/1.7", "I/2/2.8"]
    slip = next(d for d in found.diagnostics if d.code == "numbering-slip")
    assert slip.spans[0].text == "1.7. D"


def test_skipped_and_repeated_numbers_are_diagnosed() -> None:
    assert "numbering-skip" in codes(plan(body="I. A\n1. B\n3. C\nII. D\n"))
    assert "numbering-repeat" in codes(plan(body="I. A\n1. B\n2. C\n2. D\nII. Đ\n"))
    assert not codes(plan()) & {"numbering-skip", "numbering-repeat", "numbering-slip"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chủ đề: “Nước sạch”", "Chủ đề"),
        ("NỘI DUNG:", "NỘI DUNG"),
        ("Địa điểm (tại xã: Thạnh Bình): hội trường", "Địa điểm (tại xã: Thạnh Bình)"),
        ("Khai mạc lúc 14:00 ngày 12/3", "Khai mạc lúc 14:00 ngày 12/3"),
        ("Ra quân;  phát động", "Ra quân; phát động"),
        ("Thăm hai trạm bơm. Thời gian: tháng 8", "Thăm hai trạm bơm. Thời gian: tháng 8"),
    ],
)
def test_a_run_in_heading_ends_at_its_colon(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_title_below_its_part_belongs_to_it() -> None:
    section = plan(body="PHẦN THỨ NHẤT\nKẾT QUẢ NĂM 2023\nI. Ưu điểm\n").sections[0]
    assert (section.title, [s.text for s in section.spans]) == (
        "KẾT QUẢ NĂM 2023",
        ["PHẦN THỨ NHẤT", "KẾT QUẢ NĂM 2023"],
    )


def test_numbers_that_restart_for_ever_stay_shallow() -> None:
    found = plan(body="I. A\n" + "1. Các việc sau:\n" * 40)
    assert max(path.count("/") for path in paths(found.sections)) < 15


def test_a_section_extends_over_its_children() -> None:
    section = plan().sections[1]
    assert section.extent[0] == section.spans[0].start
    assert section.extent[1] > section.children[0].spans[0].end
