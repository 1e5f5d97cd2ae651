"""Plain text -> paragraphs and tables."""

from __future__ import annotations

import textwrap

import pytest

import vnplan
from tests.plan_texts import paragraph_texts, tables
from vnplan.document import Table
from vnplan.readers import read_text

PARAGRAPHS = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "Nâng cao nhận thức của cán bộ, công chức và nhân dân trên địa bàn huyện về bảo vệ nguồn nước, thực hiện từ ngày "
    "15 tháng 3 đến hết ngày 30 tháng 4 năm 2024 tại xã Thạnh Bình và các trường học thuộc Phòng Giáo dục và Đào tạo.",
    "- Vận động Đoàn Thanh niên Cộng sản Hồ Chí Minh, Hội Liên hiệp Phụ nữ và Mặt trận Tổ quốc Việt Nam tham gia dọn "
    "vệ sinh kênh mương.",
    "2. Phòng Tài nguyên và Môi trường huyện Tân Biên",
    "Chủ trì, phối hợp với Ủy ban nhân dân các xã, thị trấn tổng hợp kết quả, báo cáo trước ngày 05 tháng 5 năm 2024.",
]


def wrapped(width: int, *, first: str = "", hang: str = "", between: str = "\n") -> str:
    fill = textwrap.TextWrapper(width, initial_indent=first, subsequent_indent=hang).fill
    return between.join(map(fill, PARAGRAPHS)) + "\n"


@pytest.mark.parametrize("width", [64, 72, 80, 100])
@pytest.mark.parametrize(
    ("first", "hang"),
    [
        pytest.param("", "", id="flush"),
        pytest.param("      ", "", id="first line indented"),
        pytest.param("\t", "", id="first line after a TAB"),
        pytest.param("", "    ", id="hanging"),
    ],
)
def test_hard_wrapped_lines_join_to_paragraphs(width: int, first: str, hang: str) -> None:
    assert paragraph_texts(read_text(wrapped(width, first=first, hang=hang))) == PARAGRAPHS


@pytest.mark.parametrize("width", [64, 80])
def test_blank_lines_between_paragraphs_part_them(width: int) -> None:
    assert paragraph_texts(read_text(wrapped(width, between="\n\n"))) == PARAGRAPHS


def test_lines_of_any_length_are_paragraphs_where_nothing_is_wrapped() -> None:
    assert paragraph_texts(read_text("\n".join(PARAGRAPHS))) == PARAGRAPHS


def test_a_range_of_years_that_wraps_is_no_bullet() -> None:
    text = wrapped(72) + (
        "Các chỉ tiêu về cấp nước sạch nông thôn của giai đoạn từ năm 2026\n"
        "- 2030 phấn đấu đạt mức bình quân của toàn tỉnh, nhất là ở các xã mới.\n"
    )
    assert "năm 2026 - 2030 phấn đấu" in read_text(text).text


def test_page_numbers_between_lines_go_and_the_paragraph_runs_on() -> None:
    lines = wrapped(72).splitlines()
    text = "\n".join([*lines[:3], "", "2", "", *lines[3:], *lines, *["Dòng cuối của trang."] * 9, "", "3", "", "Hết."])
    told = read_text(text)
    assert "\n2\n" not in told.text
    assert "\n3\n" not in told.text
    assert PARAGRAPHS[1] in paragraph_texts(told)


def test_numbers_in_cells_are_no_page_numbers() -> None:
    row = "|\n{}\n|\nDọn vệ sinh kênh\n|\nmương, ao hồ\n|\n|\nMục\n|\nTập trung\n|\n|\n"
    text = "".join(row.format(n) for n in range(1, 5))
    assert [r[0] for r in tables(text)[0] if r[0].isdigit()] == ["1", "2", "3", "4"]


def test_residue_of_bookmarks_goes() -> None:
    assert paragraph_texts(read_text("[bookmark: bookmark3][bookmark: _Toc1]1. Ra quân")) == ["1. Ra quân"]


def test_emphasis_marks_go_and_make_bold() -> None:
    document = read_text("**KẾ HOẠCH**\n**Nước sạch**\nMột *từ* và **hai từ**.\n")
    assert paragraph_texts(document) == ["KẾ HOẠCH", "Nước sạch", "Một từ và hai từ."]
    assert [b.bold for b in document.blocks if not isinstance(b, Table)] == [True, True, False]


def test_a_lone_star_is_kept_where_no_emphasis_is_used() -> None:
    assert paragraph_texts(read_text("HUYỆN ỦY\n*\nSố 5-KH/HU")) == ["HUYỆN ỦY", "*", "Số 5-KH/HU"]


def test_hashes_of_markdown_headings_go() -> None:
    assert paragraph_texts(read_text("## I. MỤC ĐÍCH\nGiữ nước.")) == ["I. MỤC ĐÍCH", "Giữ nước."]


SIDES = [["SỞ Y TẾ / Số: 9/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Tây Ninh, ngày 1 tháng 2 năm 2024"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "   SỞ Y TẾ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "  -------             ---------------\n"
            "Số: 9/KH-SYT         Tây Ninh, ngày 1 tháng 2 năm 2024\n\nKẾ HOẠCH\nA\n",
            id="runs of blanks",
        ),
        pytest.param(
            "SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Số: 9/KH-SYT\t\tTây Ninh, ngày 1 tháng 2 năm 2024\n\nKẾ HOẠCH\nA\n",
            id="TABs",
        ),
        pytest.param(
            "\tSỞ Y TẾ\nSố: 9/KH-SYT\n\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTây Ninh, ngày 1 tháng 2 năm 2024\n\n\n\n"
            "KẾ HOẠCH\nA\n",
            id="a TAB opens each column",
        ),
        pytest.param(
            "|\nSỞ Y TẾ\nSố: 9/KH-SYT\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTây Ninh, ngày 1 tháng 2 năm 2024\n|\n\n"
            "KẾ HOẠCH\nA\n",
            id="a pipe opens each column",
        ),
    ],
)
def test_columns_side_by_side_are_a_layout_of_two_cells(text: str) -> None:
    assert tables(text) == [SIDES]


def test_a_number_left_blank_is_no_gap_between_columns() -> None:
    text = "SỞ Y TẾ\nSố:       /KH-SYT\nTây Ninh, ngày      tháng 3 năm 2024\n"
    assert paragraph_texts(read_text(text)) == text.splitlines()


ROWS = [
    ["TT", "Nội dung", "Thời gian", "Đơn vị thực hiện"],
    ["1", "Ra quân", "15/3/2024", "Phòng Y tế"],
    ["2", "Kiểm tra trạm cấp nước", "Tháng 4/2024", "Các xã"],
    ["3", "Báo cáo kết quả", "Quý II", "Văn phòng"],
]


def piped(rows: list[list[str]]) -> str:
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)


def tabbed(rows: list[list[str]]) -> str:
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def marked(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


FORMATS = [
    pytest.param(piped, id="a pipe opens a cell"),
    pytest.param(tabbed, id="a TAB opens a cell"),
    pytest.param(marked, id="Markdown"),
    pytest.param(lambda rows: "\n".join("\t".join(row) for row in rows) + "\n", id="a row a line, TABs between"),
    pytest.param(lambda rows: "".join(f"| {' | '.join(row)} |\n" for row in rows), id="Markdown without its rule"),
    pytest.param(
        lambda rows: "+--+--+--+--+\n" + "".join(f"| {' | '.join(row)} |\n+--+--+--+--+\n" for row in rows),
        id="drawn grid",
    ),
]


@pytest.mark.parametrize("form", FORMATS)
def test_tables_are_read_in_every_form(form: object) -> None:
    assert callable(form)
    assert tables("Trước bảng.\n\n" + form(ROWS) + "\n\nSau bảng.\n") == [ROWS]


def test_markdown_rows_need_no_outer_pipes() -> None:
    assert tables("A | B | C\n--- | --- | ---\n1 | 2 | 3\n") == [[["A", "B", "C"], ["1", "2", "3"]]]


@pytest.mark.parametrize("form", [piped, tabbed, marked])
def test_empty_cells_in_a_row_keep_their_place(form: object) -> None:
    assert callable(form)
    rows = [*ROWS[:2], ["2", "Kiểm tra trạm cấp nước", "", "Các xã"], ROWS[3]]
    assert tables(form(rows)) == [rows]


def test_a_group_row_spans_the_columns_that_its_cells_lost() -> None:
    rows = [ROWS[0], ["I", "TUYÊN TRUYỀN"], *ROWS[1:3], ["II", "TỔNG KẾT"], ROWS[3]]
    assert tables(piped(rows)) == [
        [ROWS[0], ["I", *["TUYÊN TRUYỀN"] * 3], *ROWS[1:3], ["II", *["TỔNG KẾT"] * 3], ROWS[3]]
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        pytest.param(
            ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian hoàn thành"],
            ["Chủ trì", "Phối hợp"],
            [["TT", "Nội dung", "Đơn vị thực hiện", "Đơn vị thực hiện", "Thời gian hoàn thành"],
             ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian hoàn thành"]],
            id="bodies in the middle",
        ),
        pytest.param(
            ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"],
            ["Bắt đầu", "Kết thúc"],
            [["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian", "Thời gian"],
             ["TT", "Nội dung", "Đơn vị thực hiện", "Bắt đầu", "Kết thúc"]],
            id="times at the end",
        ),
    ],
)  # fmt: skip
def test_a_header_in_two_rows_spans_what_the_lower_row_names(
    upper: list[str], lower: list[str], whole: list[list[str]]
) -> None:
    body = [["1", "Ra quân", "Phòng Y tế", "Các xã", "15/3/2024"], ["2", "Tổng kết", "Văn phòng", "Các xã", "Quý II"]]
    assert tables(piped([upper, lower, *body]))[0][:2] == whole


def test_in_tabs_a_header_cell_spans_what_only_the_second_row_names() -> None:
    upper = "\n\tTT\n\tNội dung\n\tĐơn vị thực hiện\n\tThời gian\n"
    lower = "\n\t\n\t\n\tChủ trì\n\tPhối hợp\n\t\n"
    body = "\n\t1\n\tRa quân\n\tPhòng Y tế\n\tCác xã\n\t15/3/2024\n"
    body += "\n\t2\n\tTổng kết\n\tVăn phòng\n\tCác xã\n\tQuý II\n"
    assert tables(upper + lower + body)[0] == [
        ["TT", "Nội dung", "Đơn vị thực hiện", "Đơn vị thực hiện", "Thời gian"],
        ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"],
        ["1", "Ra quân", "Phòng Y tế", "Các xã", "15/3/2024"],
        ["2", "Tổng kết", "Văn phòng", "Các xã", "Quý II"],
    ]


def test_a_lone_tab_goes_on_with_the_merged_cell_above() -> None:
    text = tabbed(ROWS[:2]) + "\n\t\n\t\n\t\n\tTrạm Y tế\n\n" + tabbed(ROWS[2:])
    assert tables(text)[0][1:3] == [ROWS[1], ["1", "Ra quân", "15/3/2024", "Trạm Y tế"]]


def test_a_row_with_its_own_number_does_not_inherit_what_it_leaves_empty() -> None:
    rows = [*ROWS[:2], ["2", "Kiểm tra trạm cấp nước", "Tháng 4/2024", ""], ROWS[3]]
    assert tables(tabbed(rows)) == [rows]


def test_a_header_whose_first_cell_lost_its_tab_takes_the_line_before() -> None:
    assert tables("Lịch\n\n" + tabbed(ROWS).removeprefix("\t"))[0] == ROWS


def test_a_cell_of_several_lines_keeps_them_apart_and_a_blank_line_between_them_is_allowed() -> None:
    text = tabbed(ROWS[:1]) + "\n\t1\n\tRa quân\n\t15/3/2024\n\t- Phòng Y tế\n\n- Các xã\n\n" + tabbed(ROWS[2:])
    assert tables(text)[0][1] == ["1", "Ra quân", "15/3/2024", "- Phòng Y tế / - Các xã"]


def test_text_after_a_table_stays_outside() -> None:
    document = read_text(tabbed(ROWS) + "\nKinh phí lấy từ ngân sách huyện.\n\nCác xã tự cân đối.\n")
    assert paragraph_texts(document) == ["Kinh phí lấy từ ngân sách huyện.", "Các xã tự cân đối."]


def test_paragraphs_indented_by_tabs_are_no_table() -> None:
    lines = [
        "I. MỤC ĐÍCH",
        "1. Giữ nguồn nước",
        "- Nạo vét kênh",
        "2. Giữ rừng đầu nguồn",
        "II. NỘI DUNG",
        "1. Ra quân",
    ]
    assert paragraph_texts(read_text("".join(f"\t{line}\n" for line in lines))) == lines


def test_two_indented_paragraphs_are_no_columns() -> None:
    lines = ["Thực hiện chỉ đạo của huyện;", "Phòng Y tế xây dựng kế hoạch như sau:"]
    assert paragraph_texts(read_text("".join(f"\t{line}\n" for line in lines))) == lines


def test_in_markdown_a_day_goes_on_below_and_a_number_does_not() -> None:
    text = "| Ngày | Việc |\n|---|---|\n| 15/3 | Sáng: họp |\n| | Chiều: ra quân |\n"
    assert tables(text)[0][2] == ["15/3", "Chiều: ra quân"]
    text = "| TT | Việc |\n|---|---|\n| 1 | Họp |\n| | và ra quân |\n"
    assert tables(text)[0][2] == ["", "và ra quân"]


def test_line_breaks_in_markdown_cells_part_paragraphs() -> None:
    assert tables("| A | B |\n|---|---|\n| x<br>y | z \\| w |\n")[0][1] == ["x / y", "z | w"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "|\n|\n", "---\n", "\ufeff\x00", "**  **"])
def test_a_text_without_letters_is_an_empty_source(text: str) -> None:
    with pytest.raises(vnplan.VnplanError, match="no text"):
        read_text(text)


def test_too_many_cells_or_characters_are_told_by_the_name_of_the_limit() -> None:
    with pytest.raises(vnplan.VnplanError, match="max_cells"):
        read_text(marked(ROWS), limits=vnplan.Limits(max_cells=3))
    with pytest.raises(vnplan.VnplanError, match="max_characters"):
        read_text("Một hai ba", limits=vnplan.Limits(max_characters=3))


ALIGNED = """\
Lịch như sau:

 STT   Nội dung                     Thời gian       Đơn vị thực hiện
  1    Lễ phát động Tuần lễ nước    15/3/2024       Phòng Y tế và các
       sạch                                         trạm y tế
  2    Kiểm tra trạm cấp nước       Tháng 4/2024    - Phòng Y tế
                                                    - Các xã

  3    Tổng kết                     30/4/2024       Văn phòng

Kinh phí lấy từ ngân sách huyện năm 2024, các xã tự cân đối phần còn thiếu.
"""


def test_columns_kept_apart_by_blanks_alone_are_a_table() -> None:
    assert tables(ALIGNED) == [
        [
            ["STT", "Nội dung", "Thời gian", "Đơn vị thực hiện"],
            ["1", "Lễ phát động Tuần lễ nước sạch", "15/3/2024", "Phòng Y tế và các trạm y tế"],
            ["2", "Kiểm tra trạm cấp nước", "Tháng 4/2024", "- Phòng Y tế / - Các xã"],
            ["3", "Tổng kết", "30/4/2024", "Văn phòng"],
        ]
    ]
    assert [t[:7] for t in paragraph_texts(read_text(ALIGNED))] == ["Lịch nh", "Kinh ph"]


NARROW = """\
Lịch như sau:

STT  Nội dung            Thời gian      Đơn vị thực hiện
I    CẢI TẠO KÊNH MƯƠNG VÀ GIẾNG
1    Lễ phát động Tuần   Trước ngày     Phòng Y tế
     lễ nước sạch và     15/3/2024      Trạm Y tế
     vệ sinh                            Phòng Tài nguyên
                                        và Môi trường
2    Kiểm tra trạm cấp   Tháng 4/2024   Ban Dân tộc -
     nước của các xã                    Tôn giáo

      V. KINH PHÍ
"""


def test_in_columns_of_blanks_a_body_below_a_line_that_had_room_is_another_body() -> None:
    grid = tables(NARROW)[0]
    assert [row[3] for row in grid[2:]] == [
        "Phòng Y tế / Trạm Y tế / Phòng Tài nguyên và Môi trường",
        "Ban Dân tộc - Tôn giáo",
    ]


def test_in_columns_of_blanks_a_group_runs_over_the_columns_and_times_wrap() -> None:
    grid = tables(NARROW)[0]
    assert [row[2] for row in grid[2:]] == ["Trước ngày 15/3/2024", "Tháng 4/2024"]
    assert paragraph_texts(read_text(NARROW)) == ["Lịch như sau:", "V. KINH PHÍ"]


LAW = """\
{paragraphs}
|
TT
|
Nội dung
|
Đơn vị thực hiện
|
|
1
|
Vận động người dân dọn vệ sinh kênh
mương, giếng nước ở các khu dân cư tập
trung
|
{bodies}
|
|
2
|
Kiểm tra trạm cấp nước của các xã, thị
trấn
|
Phòng Y tế
|
"""


@pytest.mark.parametrize(
    ("bodies", "read"),
    [
        ("Phòng Y tế\nTrạm Y tế các xã", "Phòng Y tế / Trạm Y tế các xã"),
        ("Phòng Tài nguyên và Môi trường huyện\nTân Biên", "Phòng Tài nguyên và Môi trường huyện Tân Biên"),
        ("Phòng Kế hoạch -\nTài chính", "Phòng Kế hoạch - Tài chính"),
    ],
)
def test_in_wrapped_cells_a_capital_begins_a_paragraph_where_its_word_had_room_before(bodies: str, read: str) -> None:
    text = LAW.format(paragraphs=wrapped(80, between="\n\n"), bodies=bodies)
    assert tables(text)[0][1][2] == read


def test_a_wrapped_line_that_begins_with_a_quarter_is_no_heading() -> None:
    text = wrapped(80) + "Các xã báo cáo kết quả thực hiện bảo vệ nguồn nước của mình trong quý\nIII/2024.\n"
    assert paragraph_texts(read_text(text))[-1].endswith("trong quý III/2024.")


def test_a_line_in_the_middle_of_the_page_ends_recipients_beside_a_signature() -> None:
    text = (
        "Nơi nhận:                                   CHỦ TỊCH\n- UBND tỉnh;\n- Lưu: VT.\n"
        "                                         Trần Văn Bình\n\n"
        "                    LỊCH RA QUÂN\n                 Tuần lễ nước sạch\n"
    )
    document = read_text(text)
    assert tables(text) == [[["Nơi nhận: / - UBND tỉnh; / - Lưu: VT.", "CHỦ TỊCH / Trần Văn Bình"]]]
    assert paragraph_texts(document) == ["LỊCH RA QUÂN", "Tuần lễ nước sạch"]


def test_columns_parted_by_bars_within_the_lines_are_a_table() -> None:
    text = "STT | Nội dung | Thời gian\n1 | Ra quân | 15/3/2024\n2 | Tổng kết | Tháng 4\n\n"
    assert tables(text + "A | B là hai tổ | không phải bảng.\n") == [
        [["STT", "Nội dung", "Thời gian"], ["1", "Ra quân", "15/3/2024"], ["2", "Tổng kết", "Tháng 4"]]
    ]
