"""The PDF reader: words with boxes to paragraphs, columns and tables."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.readers import pdf_fixtures as draw
from vnplan.document import Document, Paragraph, Source, Table, paragraphs
from vnplan.errors import EncryptedSource, LimitExceeded, MissingDependency, UnreadableSource
from vnplan.limits import Limits
from vnplan.readers.draft import assemble
from vnplan.readers.page import Page, Rule, Word, layout
from vnplan.readers.pdf import read
from vnplan.readers.pdf_screen import needs_ocr, screen

PLANS = Path(__file__).parents[3] / "shared" / "plans"
SOURCE = Source("plan.pdf", "application/pdf")
drawing = pytest.mark.skipif(bool(draw.fonts_missing()), reason=draw.fonts_missing())

LONG = (
    "Ủy ban nhân dân xã An Bình xây dựng kế hoạch phòng, chống thiên tai trên địa bàn xã "
    "nhằm chủ động ứng phó với mưa lũ, "
    "bảo vệ tính mạng và tài sản của người dân, hạn chế thiệt hại do bão gây ra trong mùa mưa"
)
LEFT = ["UBND HUYỆN CÁT TIÊN", "ỦY BAN NHÂN DÂN XÃ AN BÌNH", "Số: 15/KH-UBND"]
RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Bình, ngày 05 tháng 3 năm 2025"]


def texts(document: Document) -> list[str]:
    """Every paragraph's text, those in cells included."""
    return [document.slice(p) for p in paragraphs(document.blocks)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(document: Document, table: Table) -> list[list[str]]:
    """The text at every grid place; a merged cell's at each that it spans."""
    return [
        [" ".join(document.slice(p) for p in paragraphs(cell.blocks)) if cell else "" for cell in row]
        for row in table.grid()
    ]


def side(document: Document, table: Table, column: int) -> list[str]:
    return [document.slice(p) for p in paragraphs(table.cells[column].blocks)]


def body(y: float = 200, *paras: str) -> draw.Draw:
    def page(canvas: Canvas) -> None:
        at = y
        for para in paras or (LONG + ".", LONG + " hằng năm."):
            at = draw.prose(canvas, para, at)

    return page


# --- paragraphs


@drawing
def test_wrapped_justified_lines_are_one_paragraph_and_an_indent_begins_the_next() -> None:
    document = read(draw.pdf(body(100, LONG + ".", "Căn cứ tình hình thực tế; " + LONG + ".")), SOURCE)
    assert texts(document) == [LONG + ".", "Căn cứ tình hình thực tế; " + LONG + "."]


@drawing
@pytest.mark.parametrize("marker", ["I.", "1.", "1.1.", "a)", "đ)", "-", "+", "Điều 2."])
def test_a_list_marker_begins_a_paragraph(marker: str) -> None:
    second = f"{marker} Tổ chức tập huấn cho lực lượng xung kích"
    document = read(draw.pdf(body(100, LONG, second, LONG)), SOURCE)
    assert second in texts(document)


@drawing
def test_a_dash_at_a_line_start_within_a_name_begins_none() -> None:
    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + " do công chức Văn hóa", 100, open_end=True)
        y = draw.prose(canvas, "- Xã hội phối hợp với Trạm Y tế xã cùng thực hiện theo quy định.", y, first=False)
        draw.prose(canvas, LONG + ".", y)

    first, second = texts(read(draw.pdf(page), SOURCE))
    assert "Văn hóa - Xã hội phối hợp" in first
    assert second == LONG + "."


@drawing
def test_paragraphs_without_indent_end_in_a_short_line() -> None:
    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 100, first=False)
        y = draw.prose(canvas, "Công an xã tuần tra. " + LONG + ".", y, first=False)
        draw.prose(canvas, "Trạm Y tế trực. " + LONG + ".", y, first=False)

    assert [text[:8] for text in texts(read(draw.pdf(page), SOURCE))] == [LONG[:8], "Công an ", "Trạm Y t"]


@drawing
def test_more_space_above_begins_a_paragraph() -> None:
    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG, 100, first=False, open_end=True)
        draw.prose(canvas, "Trạm Y tế xã trực. " + LONG + ".", y + 14, first=False)

    assert len(texts(read(draw.pdf(page), SOURCE))) == 2


@drawing
def test_a_paragraph_that_runs_over_the_page_is_joined_and_the_page_number_set_aside() -> None:
    def first(canvas: Canvas) -> None:
        draw.prose(canvas, LONG + ".", 100)
        draw.prose(canvas, "Công an xã chủ trì, phối hợp với các thôn và " + LONG, 700, open_end=True)

    def second(canvas: Canvas) -> None:
        draw.middle(canvas, "2", 297, 40)
        y = draw.prose(canvas, "và những tháng tiếp theo của năm kế hoạch.", 80, first=False)
        draw.prose(canvas, LONG + ".", y)

    document = read(draw.pdf(first, second), SOURCE)
    assert len(texts(document)) == 3
    assert texts(document)[1].endswith("mùa mưa và những tháng tiếp theo của năm kế hoạch.")
    assert [document.slice(p) for p in document.furniture] == ["2"]


@drawing
def test_running_heads_are_furniture() -> None:
    def page(number: int) -> draw.Draw:
        def one(canvas: Canvas) -> None:
            draw.put(canvas, f"Kế hoạch phòng chống thiên tai - trang {number}", draw.LEFT, 40, size=9)
            draw.prose(canvas, f"Đoạn {number}. " + LONG + ".", 100)

        return one

    document = read(draw.pdf(page(1), page(2), page(3)), SOURCE)
    assert len(document.furniture) == 3
    assert not any("Kế hoạch phòng chống" in text for text in texts(document))


@drawing
def test_letterheads_on_every_page_are_no_running_heads() -> None:
    def page(canvas: Canvas) -> None:
        draw.letterhead(canvas, LEFT, RIGHT)
        body(180)(canvas)

    document = read(draw.pdf(page, page, page), SOURCE)
    assert document.text.count(RIGHT[0]) == 3
    assert not document.furniture


@drawing
def test_the_hanging_lines_of_a_list_item_are_joined() -> None:
    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 100)
        for index, line in enumerate(
            [
                "- Công an xã chủ trì, phối hợp với các thôn tổ chức tuần tra, canh",
                "gác các điểm ngập sâu, kịp thời sơ tán người dân ra khỏi vùng",
                "nguy hiểm khi có lệnh.",
                "- Trạm Y tế xã chuẩn bị thuốc.",
            ]
        ):
            draw.put(canvas, line, draw.LEFT + (18 if line[0] == "-" else 30), y + 18 * index)

    assert [text[:12] for text in texts(read(draw.pdf(page), SOURCE))[1:]] == ["- Công an xã", "- Trạm Y tế "]


@drawing
def test_a_line_cut_short_by_a_picture_beside_it_goes_on() -> None:
    from reportlab.lib.utils import ImageReader

    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 100)
        first = "- Đăng ký tham gia tập huấn trên trang của xã"
        draw.put(canvas, first, draw.LEFT + 28, y)
        x = draw.LEFT + 28 + stringWidth(first, draw.FONT, 12) + 10
        draw.put(canvas, "An Bình theo mã bên cạnh trước ngày họp", draw.LEFT, y + 18)
        canvas.drawImage(ImageReader(Image.new("L", (40, 40), 90)), x, draw.HEIGHT - y - 40, 80, 80)
        draw.prose(canvas, LONG + ".", y + 80)

    assert texts(read(draw.pdf(page), SOURCE))[1].endswith("trang của xã An Bình theo mã bên cạnh trước ngày họp")


@drawing
def test_a_code_cut_at_its_hyphen_is_joined_without_a_blank() -> None:
    def page(canvas: Canvas) -> None:
        draw.prose(canvas, LONG + " theo Kế hoạch số 12/KH-", 100, open_end=True)
        draw.prose(canvas, "UBND ngày 02 tháng 01 năm 2025.", 100 + 4 * draw.STEP, first=False)

    assert "số 12/KH-UBND ngày" in " ".join(texts(read(draw.pdf(page), SOURCE)))


@drawing
def test_a_word_set_in_two_fonts_is_one_word() -> None:
    def page(canvas: Canvas) -> None:
        draw.put(canvas, "Ủ", 100, 100, bold=True)
        width = stringWidth("Ủ", draw.BOLD, 12)
        draw.put(canvas, "y ban", 100 + width, 100)

    assert texts(read(draw.pdf(page), SOURCE)) == ["Ủy ban"]


@drawing
def test_bold_and_centred_lines_are_told() -> None:
    def page(canvas: Canvas) -> None:
        center = (draw.LEFT + draw.RIGHT) / 2
        draw.middle(canvas, "KẾ HOẠCH", center, 100, bold=True)
        draw.middle(canvas, "Phòng, chống thiên tai năm 2025", center, 118, bold=True)
        y = draw.prose(canvas, LONG + ".", 160)
        draw.prose(canvas, LONG + ".", y)

    document = read(draw.pdf(page), SOURCE)
    blocks = [b for b in document.blocks if isinstance(b, Paragraph)]
    assert [(b.bold, b.centered) for b in blocks] == [(True, True), (True, True), (False, False), (False, False)]
    assert blocks[0].page == 1
    assert blocks[0].box is not None and blocks[1].box is not None
    assert blocks[0].box.top < blocks[1].box.top


@drawing
def test_a_footnote_is_set_apart_and_its_mark_taken_out_of_the_text() -> None:
    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 100)
        draw.put(canvas, "Thực hiện Nghị quyết số 57", draw.LEFT + 28, y)
        at = draw.LEFT + 28 + stringWidth("Thực hiện Nghị quyết số 57", draw.FONT, 12)
        draw.put(canvas, "1", at, y - 5, size=7)
        draw.put(canvas, "của Trung ương.", at + 9, y)
        draw.put(canvas, "1", draw.LEFT, 746, size=6)
        draw.put(canvas, "Nghị quyết về khoa học và công nghệ.", draw.LEFT + 6, 750, size=9)

    document = read(draw.pdf(page), SOURCE)
    assert texts(document)[-1] == "Thực hiện Nghị quyết số 57 của Trung ương."
    assert [document.slice(p) for p in document.footnotes] == ["1 Nghị quyết về khoa học và công nghệ."]


@drawing
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_turned_for_display_has_its_boxes_as_displayed(angle: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.saveState()
        if angle == 90:
            canvas.translate(draw.WIDTH, 0)
        elif angle == 180:
            canvas.translate(draw.WIDTH, draw.HEIGHT)
        else:
            canvas.translate(0, draw.HEIGHT)
        canvas.rotate(angle)
        canvas.setFont(draw.FONT, 12)
        high = draw.HEIGHT if angle == 180 else draw.WIDTH
        canvas.drawString(50, high - 100, "Phụ lục kèm theo")
        canvas.restoreState()

    document = read(draw.rotated(draw.pdf(page), angle), SOURCE)
    (block,) = document.blocks
    assert isinstance(block, Paragraph) and block.box is not None
    assert document.slice(block) == "Phụ lục kèm theo"
    assert (round(block.box.x0), 85 < block.box.top < 100) == (50, True)


# --- columns


@drawing
def test_a_letterhead_is_a_table_of_two_cells_with_a_paragraph_a_line() -> None:
    def page(canvas: Canvas) -> None:
        draw.letterhead(canvas, LEFT, RIGHT)
        draw.middle(canvas, "KẾ HOẠCH", 311, 150, bold=True)
        body(180)(canvas)

    document = read(draw.pdf(page), SOURCE)
    table = tables(document)[0]
    assert (table.rows, table.columns) == (1, 2)
    assert side(document, table, 0) == LEFT
    assert side(document, table, 1) == RIGHT
    assert document.slice(document.blocks[1]) == "KẾ HOẠCH"


@drawing
def test_columns_whose_lines_stand_half_a_line_apart_do_not_mix() -> None:
    def page(canvas: Canvas) -> None:
        for index, line in enumerate(["LIÊN ĐOÀN LAO ĐỘNG", "HUYỆN CÁT TIÊN", "CÔNG ĐOÀN CƠ SỞ"]):
            draw.middle(canvas, line, 170, 55 + 15 * index, size=11, bold=True)
        for index, line in enumerate(RIGHT[:2]):
            draw.middle(canvas, line, 400, 62 + 15 * index, size=11, bold=True)
        body(150)(canvas)

    document = read(draw.pdf(page), SOURCE)
    assert side(document, tables(document)[0], 0) == ["LIÊN ĐOÀN LAO ĐỘNG", "HUYỆN CÁT TIÊN", "CÔNG ĐOÀN CƠ SỞ"]
    assert side(document, tables(document)[0], 1) == RIGHT[:2]


@drawing
def test_a_centred_letterhead_of_one_column_gives_paragraphs() -> None:
    def page(canvas: Canvas) -> None:
        for index, line in enumerate(RIGHT):
            draw.middle(canvas, line, 311, 60 + 18 * index, bold=True)
        body(150)(canvas)

    document = read(draw.pdf(page), SOURCE)
    assert not tables(document)
    assert texts(document)[:3] == RIGHT


@drawing
def test_recipients_and_signature_are_two_cells_and_wrapped_recipients_are_joined() -> None:
    left = [
        "Nơi nhận:",
        "- UBND huyện (báo cáo);",
        "- Công an xã, Trạm Y tế xã và các",
        "trường học trên địa bàn;",
        "- Lưu: VT.",
    ]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn An"]

    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 100)
        y = draw.prose(canvas, LONG + "./.", y) + 20
        for index, line in enumerate(left):
            draw.put(canvas, line, draw.LEFT, y + 14 * index, size=10)
        for line, at in zip(right, (y - 5, y + 12, y + 90), strict=True):
            draw.middle(canvas, line, 430, at, bold=True)

    document = read(draw.pdf(page), SOURCE)
    (table,) = tables(document)
    assert side(document, table, 0) == [*left[:2], f"{left[2]} {left[3]}", left[4]]
    assert side(document, table, 1) == right
    assert isinstance(document.blocks[0], Paragraph)


@drawing
def test_signatures_side_by_side_are_two_cells() -> None:
    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 100)
        y = draw.prose(canvas, LONG + ".", y) + 20
        for x, lines in ((180, ["HỘI NÔNG DÂN", "CHỦ TỊCH"]), (440, ["ĐOÀN THANH NIÊN", "BÍ THƯ"])):
            for index, line in enumerate(lines):
                draw.middle(canvas, line, x, y + 16 * index, bold=True)

    document = read(draw.pdf(page), SOURCE)
    (table,) = tables(document)
    assert [side(document, table, c) for c in (0, 1)] == [["HỘI NÔNG DÂN", "CHỦ TỊCH"], ["ĐOÀN THANH NIÊN", "BÍ THƯ"]]


@drawing
def test_text_after_a_tab_stays_on_its_line() -> None:
    def page(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 100)
        for index, (name, post) in enumerate([("Ông Lê An", "Trưởng ban"), ("Bà Vũ Thị Hoa Mai", "Phó Trưởng ban")]):
            draw.put(canvas, f"- {name}", draw.LEFT + 28, y + 18 * index)
            draw.put(canvas, f"- {post}", 380, y + 18 * index)

    document = read(draw.pdf(page), SOURCE)
    assert texts(document)[1:] == ["- Ông Lê An - Trưởng ban", "- Bà Vũ Thị Hoa Mai - Phó Trưởng ban"]


# --- overlays


def numbered(canvas: Canvas) -> None:
    draw.letterhead(canvas, [*LEFT[:2], "Số:          /KH-UBND"], [*RIGHT[:2], "An Bình, ngày       tháng 3 năm 2025"])
    body(180)(canvas)


@drawing
@pytest.mark.parametrize("kind", ["/Widget", "/Stamp", "/FreeText"])
def test_a_number_in_an_annotation_stands_in_its_line(kind: str) -> None:
    data = draw.overlay(
        draw.pdf(numbered), 0, (145, 98, 175, 114), lambda c: draw.put(c, "447", 2, draw.HEIGHT - 4, size=9), kind
    )
    document = read(data, SOURCE)
    assert side(document, tables(document)[0], 0)[-1].replace(" ", "") == "Số:447/KH-UBND"


@drawing
def test_free_text_without_appearance_stands_in_its_line() -> None:
    data = draw.free_text(draw.pdf(numbered), 0, (145, 98, 170, 114), "447")
    document = read(data, SOURCE)
    assert side(document, tables(document)[0], 0)[-1].replace(" ", "") == "Số:447/KH-UBND"


@drawing
def test_a_hidden_annotation_is_not_read() -> None:
    data = draw.overlay(draw.pdf(numbered), 0, (145, 98, 175, 114), lambda c: draw.put(c, "447", 2, draw.HEIGHT - 4))
    assert "447" not in read(data.replace(b"/F 132", b"/F 134"), SOURCE).text


CAPTION = [
    "Người ký: Ủy ban nhân dân xã An Bình",
    "Cơ quan: Huyện Cát Tiên",
    "Thời gian ký: 05.03.2025 16:20:11 +07:00",
]


@drawing
def test_a_signature_caption_in_a_widget_is_furniture() -> None:
    def caption(canvas: Canvas) -> None:
        for index, line in enumerate(CAPTION):
            draw.put(canvas, line, 2, draw.HEIGHT - 30 + 10 * index, size=7)

    document = read(draw.overlay(draw.pdf(numbered), 0, (380, 10, 560, 50), caption), SOURCE)
    assert "Người ký" not in " ".join(texts(document))
    assert [document.slice(p) for p in document.furniture] == CAPTION


@drawing
def test_a_signature_caption_in_the_page_itself_is_furniture() -> None:
    def page(canvas: Canvas) -> None:
        for index, line in enumerate(CAPTION):
            draw.put(canvas, line, 400, 14 + 9 * index, size=7)
        numbered(canvas)

    document = read(draw.pdf(page), SOURCE)
    assert [document.slice(p) for p in document.furniture] == CAPTION
    assert side(document, tables(document)[0], 0)[:2] == LEFT[:2]


# --- tables

XS = [85.0, 115.0, 300.0, 420.0, 538.0]
HEAD = {(0, 0): "STT", (0, 1): "Nội dung", (0, 2): "Chủ trì", (0, 3): "Thời gian"}


@drawing
@pytest.mark.parametrize("bars", [False, True], ids=["lines", "thin rectangles"])
def test_merged_cells_have_their_spans(bars: bool) -> None:
    cells = HEAD | {
        (1, 0): "I", (1, 1): "Công tác tuyên truyền",
        (2, 0): "1", (2, 1): "Phát thanh", (2, 2): "Ban Văn hóa", (2, 3): "Tháng 5",
        (3, 0): "2", (3, 1): "Treo băng rôn", (3, 2): "Các thôn",
    }  # fmt: skip
    spans = {(1, 1): (1, 3), (2, 3): (2, 1)}

    def page(canvas: Canvas) -> None:
        draw.grid(canvas, XS, [200, 220, 240, 260, 280], cells, spans=spans, bars=bars)
        draw.prose(canvas, LONG + ".", 320)

    document = read(draw.pdf(page), SOURCE)
    (table,) = tables(document)
    assert rows(document, table) == [
        ["STT", "Nội dung", "Chủ trì", "Thời gian"],
        ["I", "Công tác tuyên truyền", "Công tác tuyên truyền", "Công tác tuyên truyền"],
        ["1", "Phát thanh", "Ban Văn hóa", "Tháng 5"],
        ["2", "Treo băng rôn", "Các thôn", "Tháng 5"],
    ]
    assert {(c.row, c.column): (c.rowspan, c.colspan) for c in table.cells if (c.rowspan, c.colspan) != (1, 1)} == spans


@drawing
def test_the_grid_is_the_one_that_pdfplumber_sees() -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    cells = HEAD | {(r, c): f"o{r}{c}" for r in (1, 2, 3) for c in range(4)}
    spans = {(1, 1): (1, 2), (2, 3): (2, 1)}
    for (row, column), (down, across) in spans.items():
        for place in [(row + r, column + c) for r in range(down) for c in range(across) if r or c]:
            del cells[place]
    data = draw.pdf(lambda c: draw.grid(c, XS, [200, 220, 240, 260, 280], cells, spans=spans))
    document = read(data, SOURCE)
    (table,) = tables(document)
    ours: list[list[str | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        ours[cell.row][cell.column] = " ".join(document.slice(p) for p in paragraphs(cell.blocks))
    with pdfplumber.open(io.BytesIO(data)) as file:
        assert ours == file.pages[0].extract_tables()[0]


@drawing
def test_a_body_below_a_line_that_had_room_is_a_paragraph_and_a_wrapped_one_is_not() -> None:
    cells = HEAD | {
        (1, 0): "1",
        (1, 1): "Ra quân",
        (1, 2): "Công an xã\nTrạm Y tế",
        (1, 3): "Phòng Kế hoạch -\nTài chính",
        (2, 0): "2",
        (2, 1): "Tổng kết",
        (2, 2): "Phòng Tài nguyên và\nMôi trường",
        (2, 3): "15/5/2025",
    }
    document = read(draw.pdf(lambda c: draw.grid(c, XS, [200, 220, 260, 300], cells)), SOURCE)
    inside = [[document.slice(p) for p in paragraphs(cell.blocks)] for cell in tables(document)[0].cells[4:]]
    assert [inside[2], inside[3], inside[6]] == [
        ["Công an xã", "Trạm Y tế"],
        ["Phòng Kế hoạch - Tài chính"],
        ["Phòng Tài nguyên và Môi trường"],
    ]


@drawing
def test_lines_of_a_cell_are_joined_but_for_list_items() -> None:
    cells = HEAD | {
        (1, 0): "1",
        (1, 1): "Tổ chức hội thi tìm hiểu về\nphòng cháy",
        (1, 2): "- Công an xã;\n- Các thôn",
        (1, 3): "Trước 15/\n5/2025",
    }
    data = draw.pdf(lambda c: draw.grid(c, XS, [200, 220, 260], cells))
    document = read(data, SOURCE)
    inside = [[document.slice(p) for p in paragraphs(cell.blocks)] for cell in tables(document)[0].cells[4:]]
    assert inside == [
        ["1"],
        ["Tổ chức hội thi tìm hiểu về phòng cháy"],
        ["- Công an xã;", "- Các thôn"],
        ["Trước 15/5/2025"],
    ]


@drawing
def test_a_table_over_two_pages_is_one_with_one_header() -> None:
    first = HEAD | {(1, 0): "1", (1, 1): "Phát thanh", (1, 2): "Các thôn", (1, 3): "Tháng 5"}
    second = HEAD | {(1, 0): "2", (1, 1): "Tập huấn", (1, 2): "Công an xã", (1, 3): "Tháng 6"}

    def after(canvas: Canvas) -> None:
        draw.middle(canvas, "2", 297, 40)
        draw.grid(canvas, XS, [80, 100, 120], second)

    data = draw.pdf(lambda c: draw.grid(c, XS, [740, 760, 780], first), after)
    document = read(data, SOURCE)
    (table,) = tables(document)
    assert [row[0] for row in rows(document, table)] == ["STT", "1", "2"]


@drawing
@pytest.mark.parametrize("closed", [False, True], ids=["no line at the break", "a line at the break"])
def test_a_row_that_the_page_break_cuts_is_one_row(closed: bool) -> None:
    first = HEAD | {(1, 0): "1", (1, 1): "Tổ chức hội thi tìm hiểu", (1, 2): "Các thôn", (1, 3): "Tháng 5"}
    second = {
        (0, 1): "về phòng cháy, chữa cháy.",
        (1, 0): "2",
        (1, 1): "Tập huấn",
        (1, 2): "Công an xã",
        (1, 3): "Tháng 6",
    }
    data = draw.pdf(
        lambda c: draw.grid(c, XS, [740, 760, 780], first, closed=closed),
        lambda c: draw.grid(c, XS, [80, 100, 120], second),
    )
    document = read(data, SOURCE)
    (table,) = tables(document)
    assert rows(document, table)[1:] == [
        ["1", "Tổ chức hội thi tìm hiểu về phòng cháy, chữa cháy.", "Các thôn", "Tháng 5"],
        ["2", "Tập huấn", "Công an xã", "Tháng 6"],
    ]


@drawing
def test_a_merged_cell_goes_on_over_the_page_break() -> None:
    first = HEAD | {(1, 0): "1", (1, 1): "Phát thanh.", (1, 2): "Các thôn", (1, 3): "Tháng 5"}
    second = {(0, 1): "Tập huấn.", (0, 2): "Công an xã", (0, 3): "Tháng 6"}
    data = draw.pdf(lambda c: draw.grid(c, XS, [740, 760, 780], first), lambda c: draw.grid(c, XS, [80, 100], second))
    document = read(data, SOURCE)
    assert rows(document, tables(document)[0])[2] == ["1", "Tập huấn.", "Công an xã", "Tháng 6"]


@drawing
def test_two_tables_with_text_between_stay_two() -> None:
    one = HEAD | {(1, 0): "1", (1, 1): "Phát thanh", (1, 2): "Các thôn", (1, 3): "Tháng 5"}

    def after(canvas: Canvas) -> None:
        y = draw.prose(canvas, LONG + ".", 80)
        draw.grid(canvas, XS, [y, y + 20, y + 40], one)

    document = read(draw.pdf(lambda c: draw.grid(c, XS, [740, 760, 780], one), after), SOURCE)
    assert len(tables(document)) == 2


@drawing
def test_underlines_white_boxes_and_a_box_around_one_text_make_no_table() -> None:
    def page(canvas: Canvas) -> None:
        draw.prose(canvas, LONG + ".", 100)
        canvas.line(85, draw.HEIGHT - 102, 300, draw.HEIGHT - 102)
        canvas.rect(80, draw.HEIGHT - 320, 300, 40)
        draw.put(canvas, "DỰ THẢO", 100, 305)
        canvas.setStrokeColorRGB(1, 1, 1)
        draw.grid(canvas, XS, [400, 440, 480], {(0, 0): "trắng", (1, 1): "vô hình"})

    assert not tables(read(draw.pdf(page), SOURCE))


# --- what can't be read


@drawing
def test_a_locked_file_needs_its_password() -> None:
    data = draw.pdf(body(), encrypt="mật")
    for wrong in (None, "sai"):
        with pytest.raises(EncryptedSource):
            read(data, SOURCE, password=wrong)


@drawing
def test_a_locked_file_opens_with_its_password() -> None:
    assert texts(read(draw.pdf(body(), encrypt="abc"), SOURCE, password="abc"))[0] == LONG + "."


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 garbage \x00\xff" * 50, b"not a pdf at all"])
def test_garbage_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableSource):
        read(data, SOURCE)


@drawing
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_unreadable_or_read_in_part(share: float) -> None:
    data = draw.pdf(body(), body())
    try:
        document = read(data[: int(len(data) * share)], SOURCE)
    except UnreadableSource:
        return
    assert document.blocks


@drawing
def test_more_pages_than_allowed_exceed_the_limit() -> None:
    with pytest.raises(LimitExceeded, match="max_pages"):
        read(draw.pdf(body(), body(), body()), SOURCE, limits=Limits(max_pages=2))


@pytest.mark.parametrize("count", [3, 1_000_000])
def test_a_page_tree_that_contains_itself_ends(count: int) -> None:
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count %d>>endobj\n" % count,
    ]
    data = b"%PDF-1.4\n" + b"".join(objects) + b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    with pytest.raises(UnreadableSource):
        read(data, SOURCE)


@drawing
def test_a_page_with_more_characters_than_a_sheet_holds_exceeds_the_limit() -> None:
    def bomb(canvas: Canvas) -> None:
        for index in range(210):
            draw.put(canvas, "x" * 1000, 10, 10 + index, size=1)

    with pytest.raises(LimitExceeded):
        read(draw.pdf(bomb), SOURCE)


@drawing
def test_characters_over_the_limit_exceed_it() -> None:
    with pytest.raises(LimitExceeded, match="max_characters"):
        read(draw.pdf(body()), SOURCE, limits=Limits(max_characters=50))


@drawing
def test_cells_over_the_limit_exceed_it() -> None:
    data = draw.pdf(lambda c: draw.grid(c, XS, [200, 220, 240], HEAD | {(1, 0): "1"}))
    with pytest.raises(LimitExceeded, match="max_cells"):
        read(data, SOURCE, limits=Limits(max_cells=5))


def picture(canvas: Canvas) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, draw.WIDTH, draw.HEIGHT)


@drawing
def test_pages_that_are_images_need_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingDependency, match="Tesseract is not installed"):
        read(draw.pdf(picture), SOURCE)


@drawing
def test_pages_whose_letters_are_drawn_as_shapes_need_tesseract(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    def page(canvas: Canvas) -> None:
        for index in range(250):
            canvas.circle(60 + index % 50 * 9, 100 + index // 50 * 15, 3)

    with pytest.raises(MissingDependency, match="Tesseract is not installed"):
        read(draw.pdf(page), SOURCE)


@drawing
def test_an_image_page_that_cannot_be_read_among_text_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read(draw.pdf(body(), picture), SOURCE)
    assert [remark.code for remark in document.remarks] == ["text-lost"]
    assert document.pages == 2


@pytest.mark.parametrize(
    ("text", "share", "reason"),
    [
        ("", 1.0, "image"),
        ("", 0.0, None),
        ("Người ký: UBND xã An Bình Thời gian ký: 05.03.2025", 1.0, "captions"),
        (LONG * 3, 1.0, None),
        (LONG * 3, 0.0, None),
        ("ThÐ hiÖn quyÕt ®Þnh cña xZq bvkt wdrt jklm fghw qwrt zxcv bnmp " * 5, 0.0, "garbled"),
        ("Uy ban nhan dan xa An Binh xay dung ke hoach phong chong thien tai " * 9, 1.0, "garbled"),
    ],
    ids=["picture", "empty", "caption over picture", "good layer", "text", "wrong encoding", "layer without marks"],
)
def test_pages_that_need_recognition(text: str, share: float, reason: str | None) -> None:
    assert needs_ocr(screen(1, text.split(), share)) == reason


@drawing
def test_text_in_an_old_font_is_converted() -> None:
    old = "Uû ban nh©n d©n x· tæ chøc thùc hiÖn kÕ ho¹ch phßng, chèng thiªn tai trªn ®Þa bµn x· trong n¨m 2005."
    document = read(draw.pdf(body(100, old)), SOURCE)
    assert texts(document) == [
        "Uỷ ban nhân dân xã tổ chức thực hiện kế hoạch phòng, chống thiên tai trên địa bàn xã trong năm 2005."
    ]
    assert [remark.code for remark in document.remarks] == ["text-repaired"]


@drawing
def test_the_stamp_of_a_receiver_is_furniture() -> None:
    def stamp(canvas: Canvas) -> None:
        for index, line in enumerate(["VĂN BẢN ĐẾN", "Số: 812", "Ngày: 07/3/2025"]):
            draw.put(canvas, line, 2, draw.HEIGHT - 40 + 12 * index, size=8)

    document = read(draw.overlay(draw.pdf(numbered), 0, (90, 5, 200, 50), stamp, "/Stamp"), SOURCE)
    assert "812" not in " ".join(texts(document))
    assert [document.slice(p) for p in document.furniture] == ["VĂN BẢN ĐẾN", "Số: 812", "Ngày: 07/3/2025"]


# --- properties


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    places=st.lists(
        st.tuples(st.integers(0, 520), st.integers(20, 800), st.sampled_from([8, 12, 14]), st.booleans()), max_size=50
    ),
    lines=st.lists(
        st.tuples(st.integers(0, 590), st.integers(0, 840), st.integers(0, 500), st.booleans()), max_size=12
    ),
    split=st.integers(0, 50),
)
def test_every_word_comes_out_once(
    places: list[tuple[int, int, int, bool]], lines: list[tuple[int, int, int, bool]], split: int
) -> None:
    words = [Word(f"từ{i}x", x, y, x + 40, y + size, size, bold) for i, (x, y, size, bold) in enumerate(places)]
    rules = tuple(Rule(x, y, x + n, y) if flat else Rule(x, y, x, y + n) for x, y, n, flat in lines)
    pages = [
        Page(1, 595, 842, tuple(words[:split]), rules),
        Page(2, 595, 842, tuple(words[split:]), rules),
    ]
    done = layout(pages)
    document = assemble(done.drafts, SOURCE, furniture=done.furniture, footnotes=done.footnotes)
    assert Counter(re.findall(r"từ\d+x", document.text)) == Counter(word.text for word in words)


# --- real plans


def tokens(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFC", text)
    return Counter(re.findall(r"\w+", folded))


@pytest.mark.parametrize("name", ["dong-thap-school-2026", "vung-tau-ward-2025"])
def test_no_word_of_a_real_plan_is_lost_or_doubled(name: str) -> None:
    path = PLANS / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the real plans are not here")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    seen = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    assert tokens(read(path.read_bytes(), SOURCE).text) == tokens(seen)


@pytest.mark.parametrize("name", ["dong-thap-school-2026", "vung-tau-ward-2025"])
def test_the_number_of_a_signed_plan_is_read_from_where_the_clerk_put_it(name: str) -> None:
    path = PLANS / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the real plans are not here")
    header = json.loads((PLANS / f"{name}.pdf.gold.json").read_text("utf-8"))["header"]
    document = read(path.read_bytes(), SOURCE)
    letterhead = tables(document)[0]
    number, day = side(document, letterhead, 0)[-1], side(document, letterhead, 1)[-1]
    assert number.replace(" ", "") == "Số:" + header["number"]
    assert f"ngày {header['date'][-2:]} tháng" in day
