"""Word files: what Word shows is what the document says."""

from __future__ import annotations

import random
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.readers.docx_fixtures import (
    abstract,
    box,
    cell,
    docx,
    field,
    item,
    level,
    listed,
    paragraph,
    parts,
    row,
    run,
    style,
    table,
    zipped,
)  # fmt: skip
from vnplan.document import Block, Document, Paragraph, Source, Table, paragraphs
from vnplan.encodings import convert
from vnplan.errors import EmptySource, EncryptedSource, LimitExceeded, UnreadableSource, VnplanError
from vnplan.limits import Limits
from vnplan.readers.docx import read
from vnplan.readers.docx_numbering import spell

PLANS = Path(__file__).parents[3] / "shared" / "plans"


def parse(data: bytes, limits: Limits | None = None) -> Document:
    return read(data, Source("plan.docx"), limits=limits or Limits())


def texts(document: Document) -> list[str]:
    """Every paragraph's text, cells included."""
    return [document.slice(p) for p in paragraphs(document.blocks)]


def lines(body: str, **others: str) -> list[str]:
    return texts(parse(docx(body, **others)))


def cells(document: Document, block: Block) -> list[tuple[int, int, int, int, str]]:
    """(row, column, rowspan, colspan, text) of a table's cells."""
    assert isinstance(block, Table)
    return [
        (c.row, c.column, c.rowspan, c.colspan, " | ".join(document.slice(p) for p in paragraphs(c.blocks)))
        for c in block.cells
    ]


def one_table(body: str, **others: str) -> list[tuple[int, int, int, int, str]]:
    document = parse(docx(body, **others))
    (block,) = document.blocks
    return cells(document, block)


OUTLINE = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "\uf0b7"),
    level(5, "bullet", "+"),
)


# Automatic numbers


def test_an_outline_is_numbered_as_word_shows_it() -> None:
    body = "".join(
        item(text, place)
        for place, text in [
            (0, "MỤC ĐÍCH"), (1, "Mục đích"), (1, "Yêu cầu"), (2, "Chung"), (2, "Riêng"), (3, "Đoàn viên"),
            (3, "Hội viên"), (4, "Thi đua"), (5, "Đợt một"), (0, "NỘI DUNG"), (1, "Phát động"), (2, "Lễ"),
        ]
    )  # fmt: skip
    assert lines(body, numbering=OUTLINE + listed(1, 0)) == [
        "I. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "2.1. Chung", "2.2. Riêng", "a) Đoàn viên", "b) Hội viên",
        "- Thi đua", "+ Đợt một", "II. NỘI DUNG", "1. Phát động", "1.1. Lễ",
    ]  # fmt: skip


def test_a_level_that_never_restarts_goes_on_and_one_that_names_its_level_waits_for_it() -> None:
    numbering = abstract(
        0,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'),
        level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
    ) + listed(1, 0)
    places = [0, 1, 2, 1, 2, 0, 1, 2]
    assert lines("".join(item("x", p) for p in places), numbering=numbering) == [
        "I. x", "1. x", "a) x", "2. x", "b) x", "II. x", "3. x", "a) x",
    ]  # fmt: skip


def test_lists_of_one_abstract_list_share_its_counter_unless_they_start_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + listed(1, 0) + listed(2, 0) + listed(3, 0, anew)
    body = "".join(item("x", 0, number) for number in (1, 1, 2, 3, 3, 1))
    assert lines(body, numbering=numbering) == ["1. x", "2. x", "3. x", "1. x", "2. x", "3. x"]


def test_a_list_may_override_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerRoman", "(%1)", start=4)}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + listed(1, 0, override)
    assert lines(item("x") + item("y"), numbering=numbering) == ["(iv) x", "(v) y"]


def test_a_style_carries_its_list_to_styles_based_on_it_and_its_level_names_it() -> None:
    numbers = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        style("Dieu", numbers)
        + style("Khoan", numbers)
        + style("DieuDam", '<w:basedOn w:val="Dieu"/><w:rPr><w:b/></w:rPr>')
        + style("Thuong", '<w:basedOn w:val="Dieu"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    )
    numbering = abstract(
        0,
        level(0, "decimal", "Điều %1.", '<w:pStyle w:val="Dieu"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="Khoan"/>'),
    ) + listed(1, 0)
    body = "".join(
        paragraph("x", f'<w:pStyle w:val="{name}"/>') for name in ("Dieu", "Khoan", "Khoan", "DieuDam", "Khoan")
    )
    body += paragraph("không số", '<w:pStyle w:val="Thuong"/>')
    body += paragraph("bỏ số", '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, styles=styles, numbering=numbering) == [
        "Điều 1. x", "1. x", "2. x", "Điều 2. x", "1. x", "không số", "bỏ số",
    ]  # fmt: skip


def test_a_numbering_style_defines_the_list() -> None:
    styles = style("So", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering")
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="So"/></w:abstractNum>'
        + abstract(1, '<w:styleLink w:val="So"/>', level(0, "decimal", "%1/"))
        + listed(1, 0)
        + listed(2, 1)
    )
    assert lines(item("x"), styles=styles, numbering=numbering) == ["1/ x"]


def test_legal_numbers_are_figures_and_zeros_lead_where_asked() -> None:
    numbering = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"), level(2, "decimalZero", "%3.")
    ) + listed(1, 0)
    assert lines(item("x", 0) + item("x", 1) + item("x", 2), numbering=numbering) == ["I. x", "1.1. x", "01. x"]


@pytest.mark.parametrize(("suffix", "shown"), [("tab", "1. x"), ("space", "1. x"), ("nothing", "1.x")])
def test_what_follows_a_number_is_kept(suffix: str, shown: str) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.", f'<w:suff w:val="{suffix}"/>')) + listed(1, 0)
    assert lines(item("x"), numbering=numbering) == [shown]


def test_a_blank_in_the_number_itself_stays_where_nothing_follows_it() -> None:
    numbering = abstract(0, level(0, "decimal", "%1. ", '<w:suff w:val="nothing"/>')) + listed(1, 0)
    assert lines(item("x"), numbering=numbering) == ["1. x"]


def test_a_level_used_before_the_one_above_it_counts_that_one_too() -> None:
    assert lines(item("x", 1) + item("y", 0), numbering=OUTLINE + listed(1, 0)) == ["1. x", "II. y"]


def test_a_deleted_paragraph_takes_no_number() -> None:
    deleted = paragraph(
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    assert lines(item("x") + deleted + item("y"), numbering=OUTLINE + listed(1, 0)) == ["I. x", "II. y"]


def test_a_missing_list_or_level_gives_no_number() -> None:
    body = item("x", 0, 9) + item("y", 8) + paragraph("z", '<w:numPr><w:numId w:val="huge"/></w:numPr>')
    assert lines(body, numbering=OUTLINE + listed(1, 0)) == ["x", "y", "z"]


def test_numbered_cells_of_a_table_have_their_numbers_and_empty_bullets_have_nothing() -> None:
    numbering = (
        abstract(0, level(0, "decimal", "%1")) + listed(1, 0) + OUTLINE.replace('Id="0"', 'Id="1"') + listed(2, 1)
    )
    body = table(row(cell(item("")), cell("Phát động")), row(cell(item("")), cell(item("", 4, 2))))
    assert one_table(body, numbering=numbering) == [
        (0, 0, 1, 1, "1"), (0, 1, 1, 1, "Phát động"), (1, 0, 1, 1, "2"), (1, 1, 1, 1, ""),
    ]  # fmt: skip


def test_capitals_of_the_paragraph_mark_hold_for_the_number() -> None:
    numbering = abstract(0, level(0, "decimal", "Phần %1.")) + listed(1, 0)
    body = item(run("chung", "<w:caps/>"), 0, 1, "<w:rPr><w:caps/></w:rPr>")
    assert lines(body, numbering=numbering) == ["PHẦN 1. CHUNG"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (4, "upperRoman", "IV"), (1994, "lowerRoman", "mcmxciv"), (5, "lowerLetter", "e"), (28, "lowerLetter", "bb"),
        (26, "upperLetter", "Z"), (7, "decimalZero", "07"), (12, "decimalZero", "12"), (3, "none", ""),
        (5, "001, 002, 003, ...", "005"), (21, "vietnameseCounting", "hai mươi mốt"), (3, "numberInDash", "- 3 -"),
        (15, "vietnameseCounting", "mười lăm"), (0, "upperRoman", "0"), (10**8, "upperRoman", "100000000"),
        (3, "noSuchForm", "3"),
    ],
)  # fmt: skip
def test_number_forms(value: int, form: str, shown: str) -> None:
    assert spell(value, form) == shown


# Tables


def test_merged_cells_span_rows_and_columns() -> None:
    down, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = table(
        row(cell("TT", down), cell("Nội dung", down), cell("Đơn vị", wide)),
        row(cell("", on), cell("", on), cell("Chủ trì"), cell("Phối hợp")),
        row(cell("1"), cell("Hội thao"), cell("Ban Tổ chức", wide)),
    )
    assert one_table(body) == [
        (0, 0, 2, 1, "TT"), (0, 1, 2, 1, "Nội dung"), (0, 2, 1, 2, "Đơn vị"), (1, 2, 1, 1, "Chủ trì"),
        (1, 3, 1, 1, "Phối hợp"), (2, 0, 1, 1, "1"), (2, 1, 1, 1, "Hội thao"), (2, 2, 1, 2, "Ban Tổ chức"),
    ]  # fmt: skip


def test_a_merge_ends_where_a_new_one_starts_and_an_orphan_is_a_cell_of_its_own() -> None:
    down, on = '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'
    body = table(row(cell("mồ côi", on)), row(cell("", on)), row(cell("hai", down)), row(cell("", on)))
    assert one_table(body) == [(0, 0, 2, 1, "mồ côi"), (2, 0, 2, 1, "hai")]


def test_text_in_a_covered_cell_is_kept_once_and_its_empty_paragraphs_take_no_number() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    numbering = abstract(0, level(0, "decimal", "%1")) + listed(1, 0)
    body = table(
        row(cell(item("")), cell("A", down)),
        row(cell(item("")), cell("A", on)),
        row(cell(item("")), cell("B", on)),
        row(cell(item("", 0, 1), '<w:vMerge w:val="restart"/>'), cell("C")),
        row(cell(item("", 0, 1), on), cell("D")),
        row(cell(item("")), cell("E")),
    )
    assert [(r, c, h, text) for r, c, h, _, text in one_table(body, numbering=numbering)] == [
        (0, 0, 1, "1"), (0, 1, 3, "A | B"), (1, 0, 1, "2"), (2, 0, 1, "3"), (3, 0, 2, "4"), (3, 1, 1, "C"),
        (4, 1, 1, "D"), (5, 0, 1, "5"), (5, 1, 1, "E"),
    ]  # fmt: skip


def test_rows_may_begin_late_and_end_early() -> None:
    body = table(
        row(cell("a"), cell("b"), cell("c")),
        row(cell("d"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    )
    assert one_table(body) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (0, 2, 1, 1, "c"), (1, 1, 1, 1, "d")]


def test_columns_that_no_cell_uses_and_slivers_between_rows_are_dropped() -> None:
    span = '<w:gridSpan w:val="{}"/>'.format
    body = table(
        row(cell("a", span(2)), cell("b", span(3))),
        row(cell("c", span(3)), cell("d", span(2))),
        widths=(2000, 2000, 60, 2000, 2000),
    )
    assert one_table(body) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]


def test_a_narrow_column_with_a_cell_in_it_stays() -> None:
    body = table(row(cell("a"), cell(""), cell("b")), widths=(2000, 60, 2000))
    assert one_table(body) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "b")]


def test_a_nested_table_is_a_block_of_its_cell() -> None:
    document = parse(docx(table(row(cell(paragraph("trước") + table(row(cell("trong"))) + paragraph("sau"))))))
    (outer,) = document.blocks
    assert isinstance(outer, Table)
    first, inner, last = outer.cells[0].blocks
    assert [type(block) for block in (first, inner, last)] == [Paragraph, Table, Paragraph]
    assert texts(document) == ["trước", "trong", "sau"]


def test_old_horizontal_merges_and_deleted_rows() -> None:
    body = table(
        row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("b")),
        row(cell("x"), cell("y"), cell("z"), properties="<w:del/>"),
        row(cell("c"), cell("d"), cell("e")),
    )
    assert one_table(body) == [
        (0, 0, 1, 2, "a"), (0, 2, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e"),
    ]  # fmt: skip


# Text that other readers lose or double


def sdt(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_are_transparent_at_every_place() -> None:
    body = (
        sdt(paragraph("khối"))
        + paragraph(run("trong ") + sdt(run("dòng")))
        + table(sdt(row(cell("hàng"), sdt(cell("ô")))))
        + sdt(sdt(table(row(cell("bảng")))))
    )
    assert lines(body) == ["khối", "trong dòng", "hàng", "ô", "bảng"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:ins>{}</w:ins>", "<w:moveTo>{}</w:moveTo>", "<w:smartTag>{}</w:smartTag>", "<w:customXml>{}</w:customXml>",
        '<w:hyperlink r:id="x">{}</w:hyperlink>', '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        "<w:ins><w:smartTag><w:smartTag>{}</w:smartTag></w:smartTag></w:ins>",
    ],
)  # fmt: skip
def test_wrapped_runs_are_read(wrapped: str) -> None:
    assert lines(paragraph(run("Hội ") + wrapped.format(run("nghị")))) == ["Hội nghị"]


def test_deleted_moved_away_and_hidden_text_is_dropped() -> None:
    body = paragraph(
        run("giữ")
        + "<w:del><w:r><w:delText> xóa</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run(' dời')}</w:moveFrom>"
        + run(" ẩn", "<w:vanish/>")
        + run(" lại", '<w:vanish w:val="0"/>')
    )
    assert lines(body) == ["giữ lại"]


def test_a_paragraph_whose_mark_is_deleted_or_hidden_goes_on_in_the_next() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + listed(1, 0)
    body = (
        item("Mục đích: ", properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
        + paragraph("động viên")
        + item("Hai ", properties="<w:rPr><w:del/></w:rPr>")
        + item("ba")
        + item("bốn")
    )
    assert lines(body, numbering=numbering) == ["1. Mục đích: động viên", "2. Hai ba", "3. bốn"]


def test_results_of_fields_stay_and_instructions_go() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("MERGEFIELD x", "điều kiện")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("kết quả")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert lines(paragraph(run("trang ") + field("PAGE", "3")) + paragraph(nested)) == ["trang 3", "kết quả"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert lines(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("còn")) + paragraph("đây")) == [
        "còn", "đây",
    ]  # fmt: skip


def test_a_text_box_is_read_once_after_its_paragraph_or_before_where_it_is_anchored_at_the_start() -> None:
    body = paragraph(run("neo") + box(paragraph("sau"))) + paragraph(box(paragraph("trước")) + run("thân"))
    assert lines(body) == ["neo", "sau", "trước", "thân"]


def old_box(text: str, style_of_shape: str = "") -> str:
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return f'<w:r><w:pict><v:shape style="{style_of_shape}"><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>'


def test_old_text_boxes_and_word_art_are_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>'
    assert lines(paragraph(run("x") + old_box("hộp") + art)) == ["x", "hộp", "DỰ THẢO"]


def test_a_hidden_shape_is_not_read() -> None:
    assert lines(paragraph(run("x") + old_box("hộp", "visibility: hidden"))) == ["x"]


def test_signs_are_characters() -> None:
    body = paragraph(
        "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t><w:tab/><w:t>D</w:t>"
        '<w:ptab w:relativeTo="margin"/><w:t>E</w:t><w:sym w:font="Wingdings" w:char="F0FC"/>'
        '<w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("Ø", '<w:rFonts w:ascii="Wingdings"/>')
    )
    assert lines(body) == ["A-BC\tD\tE✓≥•"]


def test_formulas_give_their_text() -> None:
    assert lines(paragraph(run("tỷ lệ ") + "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")) == ["tỷ lệ a=b"]


def test_capitals_by_formatting_are_capitals() -> None:
    styles = style("Ten", "<w:rPr><w:caps/></w:rPr>")
    body = paragraph(run("Kế hoạch", "<w:caps/>") + run(" nhỏ", "<w:smallCaps/>") + run(" thường"))
    body += paragraph(run("hội đồng") + run(" Đội", '<w:caps w:val="false"/>'), '<w:pStyle w:val="Ten"/>')
    assert lines(body, styles=styles) == ["KẾ HOẠCH NHỎ thường", "HỘI ĐỒNG Đội"]


def test_decomposed_letters_are_composed() -> None:
    assert lines(paragraph(unicodedata.normalize("NFD", "Kế hoạch"))) == ["Kế hoạch"]


# Old encodings


def tcvn3(text: str) -> str:
    """The text as typed for .VnTime."""
    letters = {new: old for old, new in ((old, convert(old, "tcvn3")) for old in map(chr, range(0xA1, 0x100)))}
    return "".join(letters.get(char, char) for char in text)


def test_text_in_old_fonts_is_unicode_whatever_style_or_run_names_the_font() -> None:
    old = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'.format
    styles = style("Thuong", f"<w:rPr>{old('.VnTime')}</w:rPr>", more=' w:default="1"') + style("Khac", "")
    typed = [tcvn3(text) for text in ("thực hiện nhiệm vụ công tác đoàn", "lịch sử", "kế ho", "ạch")]
    body = (
        paragraph(run(typed[0]))
        + paragraph(run(typed[1], "<w:b/><w:caps/>"))
        + paragraph(run("hội nghị", old("Times New Roman")) + run(" " + typed[2]) + run(typed[3], "<w:b/>"))
        + paragraph(run(tcvn3("kết luận"), old(".VnTimeH")), '<w:pStyle w:val="Khac"/>')
        + paragraph(run("đã đúng"), '<w:pStyle w:val="Khac"/>')
    )
    document = parse(docx(body, styles=styles))
    assert texts(document) == [
        "thực hiện nhiệm vụ công tác đoàn", "LỊCH SỬ", "hội nghị kế hoạch", "KẾT LUẬN", "đã đúng",
    ]  # fmt: skip
    assert [r.code for r in document.remarks] == ["text-repaired"]
    assert [p.bold for p in paragraphs(document.blocks)] == [False, True, False, False, False]


def test_text_in_an_old_encoding_without_its_font_is_repaired() -> None:
    document = parse(docx(paragraph(tcvn3("Thực hiện nhiệm vụ công tác đoàn và phong trào thanh thiếu nhi"))))
    assert texts(document) == ["Thực hiện nhiệm vụ công tác đoàn và phong trào thanh thiếu nhi"]
    assert [r.code for r in document.remarks] == ["text-repaired"]


# Lines in a paragraph


def test_short_lines_of_a_centred_paragraph_are_paragraphs() -> None:
    body = paragraph(run("KẾ HOẠCH\n", "<w:b/>") + run("Tổ chức hội thao"), '<w:jc w:val="center"/>')
    document = parse(docx(body))
    assert [(document.slice(p), p.bold, p.centered) for p in paragraphs(document.blocks)] == [
        ("KẾ HOẠCH", True, True), ("Tổ chức hội thao", False, True),
    ]  # fmt: skip


def test_short_lines_in_a_cell_are_paragraphs() -> None:
    assert one_table(table(row(cell("SỞ Y TẾ\nBỆNH VIỆN A")))) == [(0, 0, 1, 1, "SỞ Y TẾ | BỆNH VIỆN A")]


def test_a_break_in_running_text_is_a_blank() -> None:
    assert lines(paragraph("Các đơn vị triển khai\nthực hiện")) == ["Các đơn vị triển khai thực hiện"]
    long = "Các đơn vị " * 8
    assert lines(paragraph(f"{long}\nthực hiện", '<w:jc w:val="center"/>')) == [f"{long}thực hiện"]


@pytest.mark.parametrize(
    "marked", ["- Lưu: VT.", "+ Các lớp;", "1. Mục đích", "2.1. Yêu cầu", "b) Hội viên", "II. TỔ CHỨC", "Điều 2. Giao"]
)
def test_a_line_that_begins_with_a_marker_is_a_paragraph(marked: str) -> None:
    assert lines(paragraph(f"Các đơn vị:\n{marked}")) == ["Các đơn vị:", marked]


@pytest.mark.parametrize("plain", ["28/4/2023 tại hội trường", "2.500 đoàn viên", "3 đơn vị", "an toàn", "-5 độ"])
def test_a_line_that_only_looks_like_a_marker_is_not(plain: str) -> None:
    assert lines(paragraph(f"Tổ chức\n{plain}")) == [f"Tổ chức {plain}"]


def test_a_line_set_off_by_capitals_or_bold_is_a_paragraph() -> None:
    assert lines(paragraph("II. NHIỆM VỤ, GIẢI PHÁP\nCác đơn vị " + "triển khai " * 9)) == [
        "II. NHIỆM VỤ, GIẢI PHÁP", ("Các đơn vị " + "triển khai " * 9).strip(),
    ]  # fmt: skip
    assert lines(paragraph(run("Thời gian\n", "<w:b/>") + run("Ngày 12"))) == ["Thời gian", "Ngày 12"]
    assert lines(paragraph("NHIỆM VỤ VÀ\nGIẢI PHÁP")) == ["NHIỆM VỤ VÀ GIẢI PHÁP"]
    assert lines(paragraph("UBND\nTỉnh giao")) == ["UBND Tỉnh giao"]
    assert lines(paragraph(run("Các đơn vị\n", "<w:b/>") + run("và cá nhân"))) == ["Các đơn vị và cá nhân"]


def test_an_empty_line_parts_and_columns_by_tabs_stay_lines() -> None:
    assert lines(paragraph("một hai\n\nba bốn")) == ["một hai", "ba bốn"]
    assert lines(paragraph("SỞ A\tQUỐC HIỆU\nPHÒNG B\tTiêu ngữ")) == ["SỞ A\tQUỐC HIỆU", "PHÒNG B\tTiêu ngữ"]


def test_a_page_break_ends_a_paragraph() -> None:
    body = paragraph(run("trang một") + '<w:r><w:br w:type="page"/></w:r>' + run("trang hai"))
    assert lines(body) == ["trang một", "trang hai"]


def test_the_number_stands_at_the_first_line_with_text() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + listed(1, 0)
    body = item("\nMột", properties='<w:jc w:val="center"/>') + item("Hai\n- Ba")
    assert lines(body, numbering=numbering) == ["1. Một", "2. Hai", "- Ba"]


# Looks


def test_bold_italic_and_centring_come_from_runs_styles_and_defaults() -> None:
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + style("Goc", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr>', more=' w:default="1"')
        + style("Con", '<w:basedOn w:val="Goc"/><w:rPr><w:i/></w:rPr>')
        + style("Trai", '<w:basedOn w:val="Goc"/><w:pPr><w:jc w:val="left"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr>')
        + style("Manh", "<w:rPr><w:b/></w:rPr>", "character")
    )
    strong = '<w:rStyle w:val="Manh"/>'
    body = (
        paragraph("mặc định")
        + paragraph("con", '<w:pStyle w:val="Con"/>')
        + paragraph("trái", '<w:pStyle w:val="Trai"/>')
        + paragraph(run("hai lần đậm", strong))
        + paragraph(run("đậm", strong), '<w:pStyle w:val="Trai"/>')
        + paragraph(run("tự nói", '<w:b w:val="off"/>'))
        + paragraph(run("một phần", "<w:i/>") + run(" thôi"))
        + paragraph(run("cả", "<w:i/>") + run("  ") + run("đoạn", "<w:i/>"), '<w:jc w:val="start"/>')
    )
    document = parse(docx(body, styles=styles))
    assert [(document.slice(p), p.bold, p.italic, p.centered) for p in paragraphs(document.blocks)] == [
        ("mặc định", True, False, True),
        ("con", True, True, True),
        ("trái", False, False, False),
        ("hai lần đậm", False, False, True),
        ("đậm", True, False, False),
        ("tự nói", False, False, True),
        ("một phần thôi", True, False, True),
        ("cả  đoạn", True, True, False),
    ]


def test_styles_based_on_each_other_end() -> None:
    styles = style("A", '<w:basedOn w:val="B"/>') + style("B", '<w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr>')
    document = parse(docx(paragraph("x", '<w:pStyle w:val="A"/>'), styles=styles))
    assert [p.bold for p in paragraphs(document.blocks)] == [True]


# Notes and margins


def test_notes_stand_apart_in_the_order_of_their_references() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("vạch")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("thứ hai")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>" + run("thứ nhất"))}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("không ai nhắc")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="1">{paragraph("cuối")}</w:endnote>'
    body = paragraph(
        run("A") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("B")
        + '<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
    )  # fmt: skip
    document = parse(docx(body, footnotes=notes, endnotes=ends))
    assert texts(document) == ["AB"]
    assert [document.slice(p) for p in document.footnotes] == ["thứ nhất", "cuối", "thứ hai"]


def test_page_headers_and_footers_are_furniture_once() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="first" r:id="footer1"/><w:headerReference w:type="even" r:id="header2"/></w:sectPr>'
    )
    document = parse(
        docx(
            paragraph("thân") + section,
            header1=paragraph("đầu trang") + table(row(cell("trong bảng"))),
            header2=paragraph("đầu trang"),
            footer1=paragraph(field("PAGE", "2")),
            footer2=paragraph("không dùng"),
        )
    )
    assert texts(document) == ["thân"]
    assert [document.slice(p) for p in document.furniture] == ["đầu trang", "trong bảng", "2"]


def test_tracked_changes_are_remarked() -> None:
    document = parse(docx(paragraph(f"<w:ins>{run('mới')}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>")))
    assert [(r.code, r.severity) for r in document.remarks] == [("text-repaired", "info")]


def test_what_is_embedded_and_not_read_is_remarked() -> None:
    document = parse(docx(paragraph("x") + '<w:altChunk r:id="y"/>'))
    assert [(r.code, r.severity) for r in document.remarks] == [("text-lost", "warning")]


# Files


def test_the_source_says_what_it_was() -> None:
    source = parse(docx(paragraph("x"))).source
    assert (source.name, source.reader) == ("plan.docx", "docx")
    assert source.media_type.endswith("wordprocessingml.document")


def test_a_file_of_python_docx_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("Kế hoạch", 1)
    made.add_paragraph("Nội dung", style="List Bullet")
    made.add_paragraph("Việc một", style="List Number")
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("TIÊU ĐỀ").bold = True
    grid = made.add_table(2, 3)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "gộp"
    out = BytesIO()
    made.save(out)
    document = parse(out.getvalue())
    assert texts(document) == ["Kế hoạch", "- Nội dung", "1. Việc một", "TIÊU ĐỀ", "gộp"]
    assert cells(document, document.blocks[-1])[0] == (0, 0, 2, 1, "gộp")  # its two columns are never told apart


def test_strict_files_are_read() -> None:
    strict = {
        name: content.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts(item("x", 0), numbering=OUTLINE + listed(1, 0)).items()
        if isinstance(content, str)
    }
    assert texts(parse(zipped(strict))) == ["I. x"]


def test_a_main_part_of_another_name_and_case_is_found() -> None:
    made = parts(paragraph("x"))
    made["Word/Document2.xml"] = made.pop("word/document.xml")
    made["_rels/.rels"] = str(made["_rels/.rels"]).replace("word/document.xml", "/word/document2.xml")
    assert texts(parse(zipped(made))) == ["x"]


def test_a_broken_minor_part_is_left_out_with_a_remark() -> None:
    made = parts(item("x"), numbering=OUTLINE + listed(1, 0))
    made["word/numbering.xml"] = "<w:numbering"
    document = parse(zipped(made))
    assert texts(document) == ["x"]
    assert [r.code for r in document.remarks] == ["text-lost"]


WHOLE = docx(paragraph("Kế hoạch số một") * 50, styles=style("A", ""))


@pytest.mark.parametrize(
    ("data", "error", "cause"),
    [
        (b"", EmptySource, "empty"),
        (b"plain text", UnreadableSource, "no .docx file"),
        (WHOLE[:-40], UnreadableSource, "damaged or cut off"),
        (WHOLE[: len(WHOLE) // 2], UnreadableSource, "damaged or cut off"),
        (zipped({"xl/workbook.xml": "<a/>"}), UnreadableSource, "no Word document"),
        (zipped({"word/document.xml": "<w:document"}), UnreadableSource, "XML of word/document.xml is broken"),
        (zipped({"word/document.xml": "<a/>"}), UnreadableSource, "no body"),
        (docx(""), EmptySource, "no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedSource, "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnreadableSource, "binary Word file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, error: type[VnplanError], cause: str) -> None:
    with pytest.raises(error, match=cause) as caught:
        parse(data)
    assert caught.value.source == "plan.docx"
    assert caught.value.remedy or error is EmptySource or "body" in cause


def test_a_locked_zip_member_is_encrypted() -> None:
    data = bytearray(zipped(parts(paragraph("x")), stored=True))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    with pytest.raises(EncryptedSource):
        parse(bytes(data))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE d [<!ENTITY c SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d SYSTEM "http://example.invalid/x.dtd">',
    ],
)
def test_document_types_are_refused(doctype: str) -> None:
    made = parts(paragraph("x"))
    made["word/document.xml"] = str(made["word/document.xml"]).replace("?>", "?>" + doctype, 1)
    with pytest.raises(UnreadableSource):
        parse(zipped(made))


def test_a_bomb_is_stopped_while_it_unpacks() -> None:
    bomb = zipped(parts(paragraph("x" * 9_000_000)))
    with pytest.raises(LimitExceeded, match="max_ratio"):
        parse(bomb)
    with pytest.raises(LimitExceeded, match="max_unpacked"):
        parse(bomb, Limits(max_ratio=10**6, max_unpacked=1_000_000))


def test_a_directory_that_lies_about_sizes_helps_nobody() -> None:
    data = bytearray(zipped(parts(paragraph("x" * 3_000_000))))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(UnreadableSource):
        parse(bytes(data))


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (Limits(max_bytes=10), "max_bytes"),
        (Limits(max_characters=20), "max_characters"),
        (Limits(max_cells=3), "max_cells"),
    ],
)
def test_limits_hold(limits: Limits, name: str) -> None:
    with pytest.raises(LimitExceeded, match=name):
        parse(docx(paragraph("mười hai chữ cái") * 3 + table(row(cell("a"), cell("b")) * 4)), limits)


def test_spans_do_not_make_a_grid_larger_than_the_limit() -> None:
    steps = "".join(row(cell("x"), properties=f'<w:gridBefore w:val="{n}"/>') for n in range(300))
    with pytest.raises(LimitExceeded, match="max_cells"):
        parse(docx(table(steps)))
    assert one_table(table(row(cell("x", '<w:gridSpan w:val="999999999"/>')))) == [(0, 0, 1, 1, "x")]


def test_deep_nesting_is_an_error_and_not_a_crash() -> None:
    inner = paragraph("x")
    for _ in range(40):
        inner = table(row(cell(inner + paragraph(""))))
    with pytest.raises(LimitExceeded, match="nested"):
        parse(docx(inner))
    deep = "<w:smartTag>" * 200 + run("x") + "</w:smartTag>" * 200
    assert lines(paragraph(deep)) == ["x"]
    with pytest.raises(UnreadableSource):
        parse(docx(paragraph("<w:smartTag>" * 100_000 + run("x") + "</w:smartTag>" * 100_000)))


TORTURE = docx(
    paragraph(run("neo") + box(paragraph("hộp")) + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + item("một", 0) + item("hai", 1)
    + table(row(cell("a", '<w:vMerge w:val="restart"/>'), cell(table(row(cell("b"))))), row(cell("", "<w:vMerge/>")))
    + sdt(paragraph(field("PAGE", "9"))),
    numbering=OUTLINE + listed(1, 0),
    styles=style("A", "<w:rPr><w:b/></w:rPr>"),
    footnotes=f'<w:footnote w:id="1">{paragraph("chú thích")}</w:footnote>',
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_damaged_files_give_a_document_or_one_of_our_errors(seed: int, inside: bool) -> None:
    chance = random.Random(seed)
    if inside:  # damage the XML, then pack it well
        with zipfile.ZipFile(BytesIO(TORTURE)) as archive:
            made: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(sorted(made))
        pieces = re.split(rb"(?=<)", bytes(made[name]))  # type: ignore[arg-type]
        for _ in range(chance.randint(1, 4)):
            pieces[chance.randrange(len(pieces))] = pieces[chance.randrange(len(pieces))]
        made[name] = b"".join(pieces)
        data = zipped(made)
    else:
        raw = bytearray(TORTURE)
        for _ in range(chance.randint(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        data = bytes(raw)
    try:
        document = parse(data)
    except VnplanError:
        return
    for p in paragraphs(document.blocks):
        assert document.slice(p).strip() == document.slice(p) != ""


# Real files


def visible_words(data: bytes) -> Counter[str]:
    """The words of the main part's w:t that are shown, each paragraph for itself; by another way than the reader's."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    words: Counter[str] = Counter()
    for p in root.iter(w + "p"):
        if any(True for _ in p.iterancestors(fallback)):
            continue
        text = ""
        for node in p.iter(w + "t", w + "tab", w + "br"):
            if next(node.iterancestors(w + "p")) is not p or any(True for _ in node.iterancestors(fallback)):
                continue
            parent = node.getparent()
            assert parent is not None
            if parent.find(f"{w}rPr/{w}vanish") is not None:
                continue
            if node.tag != w + "t":
                text += " " if parent.tag == w + "r" else ""
            else:
                text += node.text or ""
        words.update(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())
    return words


def plans() -> Iterator[Path]:
    yield from sorted(PLANS.glob("*.docx"))


@pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans (../shared/plans) are not here")
@pytest.mark.parametrize("path", list(plans()), ids=lambda p: p.name)
def test_every_visible_word_of_a_real_file_is_there_once(path: Path) -> None:
    data = path.read_bytes()
    document = read(data, Source(path.name))
    found = Counter(word for text in texts(document) for word in text.split())
    typed = visible_words(data)
    assert not typed - found
    assert all(re.fullmatch(r"\d{1,2}\.", word) for word in found - typed)  # automatic numbers are in no w:t
    assert not document.remarks
