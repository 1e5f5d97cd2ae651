"""One plan in different bytes is one plan: old encodings, old fonts, and a long table as Word file and as PDF."""

from __future__ import annotations

import copy
import io
import re
import shutil
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

import vnplan
from corpora.render import write_pdf
from tests.readers import pdf_fixtures as draw
from tests.test_encodings import TCVN_SMALL, as_1258, as_tcvn3, as_vni
from vnplan.document import Table
from vnplan.encodings import convert

PLANS = Path(__file__).parents[2] / "corpora" / "plans"
SLUGS = ["ldld-quang-binh-2019", "so-y-te-ben-tre-2013", "tinh-soc-trang-2020"]


def facts(plan: vnplan.Plan) -> dict[str, Any]:
    """All that a plan says, with the places in its text; not what is told of its file."""
    return plan.model_dump(mode="json", exclude={"source", "diagnostics"})


def told(plan: vnplan.Plan) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in plan.diagnostics if d.code != "text-repaired"]


def repairs(plan: vnplan.Plan) -> list[str]:
    return [d.message for d in plan.diagnostics if d.code == "text-repaired"]


# --- text -----------------------------------------------------------------------------------------------------------


def has_capital(char: str) -> bool:
    """Whether TCVN3 has this letter: of capitals with a tone it has none."""
    return char.isascii() or not char.isupper() or char in TCVN_SMALL


def without_lost_capitals(text: str) -> str:
    """The text as plain TCVN3 can say it: `Ủy ban` is `ủy ban` there, since only a font shows that capital. Words all
    in capitals stay, since their other letters tell."""
    return re.sub(
        r"\w+", lambda m: m[0] if m[0].isupper() else "".join(c if has_capital(c) else c.lower() for c in m[0]), text
    )


@cache
def plain_text(slug: str) -> str:
    return unicodedata.normalize("NFC", (PLANS / f"{slug}.txt").read_text("utf-8"))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("encoding", ["TCVN3 (ABC)", "VNI", "Windows-1258"])
def test_a_text_in_an_old_encoding_says_what_its_unicode_twin_says(slug: str, encoding: str) -> None:
    text = plain_text(slug)
    if encoding == "TCVN3 (ABC)":
        text = without_lost_capitals(text)
        data = as_tcvn3(text).encode("cp1252")
    else:
        data = as_vni(text).encode("cp1252") if encoding == "VNI" else as_1258(text)
    old = vnplan.parse(data, name=f"{slug}.txt")
    twin = vnplan.parse(text.encode(), name=f"{slug}.txt")
    assert facts(old) == facts(twin)
    assert told(old) == told(twin)
    assert repairs(old) == [f"text in {encoding} was converted to Unicode"]
    assert twin.header.number or twin.promulgation


@pytest.mark.parametrize(
    "text",
    [
        "SỞ Y TẾ",  # three words without a clear letter are a heading
        "Sở GDĐT Hà Nội, Số TT, Tổ ĐKT",  # an abbreviation beside a word says nothing of its case
        "SỞ GDĐT TỈNH SÔNG MÂY",
        "Lê Hà Tú",  # ê is small: Ê is another byte
        "XÃ BÀ TÔ",
    ],
)
def test_capitals_in_tcvn3_are_told_by_the_words_beside_them(text: str) -> None:
    assert convert(as_tcvn3(text), "tcvn3") == text


# --- Word files -----------------------------------------------------------------------------------------------------


def typed_in_tcvn3(text: str) -> list[tuple[str, str]]:
    """What a typist enters, and in which font: capitals that TCVN3 lacks are small letters in .VnTimeH."""
    typed: list[tuple[str, str]] = []
    for word in re.findall(r"\s+|\S+", text):
        shouted = word.isupper() and not all(map(has_capital, word))
        for char in word:
            capital = shouted or not has_capital(char)
            typed.append((as_tcvn3(char.lower() if capital else char), ".VnTimeH" if capital else ".VnTime"))
    return typed


def set_font(run: Any, font: str) -> None:
    properties = run.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    properties.insert(0, fonts)


def in_old_fonts(path: Path, encoding: str) -> bytes:
    """The Word file with every run typed for the fonts of an old encoding, split where the font changes."""
    document = docx.Document(str(path))
    for node in list(document.element.body.iter(qn("w:t"))):
        run = node.getparent()
        assert len([child for child in run if child.tag == qn("w:t")]) == 1
        text = unicodedata.normalize("NFC", node.text or "")
        pieces: list[tuple[str, str]] = []
        for typed, font in [(as_vni(text), "VNI-Times")] if encoding == "VNI" else typed_in_tcvn3(text):
            if pieces and pieces[-1][1] == font:
                pieces[-1] = (pieces[-1][0] + typed, font)
            else:
                pieces.append((typed, font))
        for place, (typed, font) in enumerate(pieces):
            piece = copy.deepcopy(run)
            for child in list(piece):
                if child.tag == qn("w:t"):
                    child.text = typed
                    child.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                elif child.tag != qn("w:rPr") and place:
                    piece.remove(child)
            set_font(piece, font)
            run.addprevious(piece)
        run.getparent().remove(run)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_a_word_file_typed_in_old_fonts_says_what_its_unicode_twin_says(slug: str, encoding: str) -> None:
    path = PLANS / f"{slug}.docx"
    old = vnplan.parse(in_old_fonts(path, encoding), name=path.name)
    twin = vnplan.parse(path)
    assert facts(old) == facts(twin)
    assert told(old) == told(twin)
    assert repairs(old) == [f"text in {encoding} fonts was converted to Unicode"]


# --- a table over three pages ---------------------------------------------------------------------------------------

BODIES = ["Phòng Nội vụ", "Phòng Tư pháp", "Công an huyện", "UBND các xã, thị trấn", "Phòng Văn hóa và Thông tin"]
WORKS = [
    "Tổ chức hội nghị quán triệt, triển khai kế hoạch đến cán bộ, công chức, viên chức và người lao động",
    "Rà soát, thống kê thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã",
    "Tuyên truyền trên hệ thống loa truyền thanh, cổng thông tin điện tử và tại các điểm sinh hoạt cộng đồng; "
    "biên soạn tờ gấp, tờ rơi phát đến từng hộ gia đình trên địa bàn huyện, ưu tiên vùng sâu, vùng xa",
    "Kiểm tra việc thực hiện quy tắc ứng xử và văn hóa công vụ tại cơ quan, đơn vị",
]
GROUPS = {0: "Cải cách thể chế", 9: "Cải cách thủ tục hành chính", 20: "Cải cách chế độ công vụ"}
TASKS = 30


def long_table_plan() -> bytes:
    """A Word file with a table of 30 rows of work in three groups: cells merged down over two or three rows in each
    of two columns, group rows merged across, a header of two rows that repeats, rows that may break."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    head = document.add_table(1, 2)
    sides = (
        ["UBND TỈNH SÔNG MÂY", "UBND HUYỆN ĐÁ BẠC", "Số: 45/KH-UBND"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đá Bạc, ngày 05 tháng 01 năm 2026"],
    )
    for cell, lines in zip(head.rows[0].cells, sides, strict=True):
        for i, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line).font.size = Pt(11)
    for line in ("", "KẾ HOẠCH", "Cải cách hành chính năm 2026", ""):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Ủy ban nhân dân huyện ban hành Kế hoạch cải cách hành chính năm 2026 như sau:")
    document.add_paragraph("I. NỘI DUNG, PHÂN CÔNG NHIỆM VỤ")
    rows = 2 + TASKS + len(GROUPS)
    table = document.add_table(rows, 5)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, (1.2, 6.3, 3.0, 3.0, 2.5), strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
    grid = [list(row.cells) for row in table.rows]
    for column, title in ((0, "STT"), (1, "Nội dung công việc"), (4, "Thời gian")):
        grid[0][column].merge(grid[1][column]).paragraphs[0].text = title
    grid[0][2].merge(grid[0][3]).paragraphs[0].text = "Phân công thực hiện"
    grid[1][2].text, grid[1][3].text = "Chủ trì", "Phối hợp"
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    at = 2
    for i in range(TASKS):
        if i in GROUPS:
            grid[at][0].text = "I" * (1 + list(GROUPS).index(i))
            grid[at][1].merge(grid[at][4]).paragraphs[0].text = GROUPS[i]
            at += 1
            first = at
        place = at - first
        left = min([g for g in GROUPS if g > i] or [TASKS]) - i  # rows of this group from here
        grid[at][0].text = str(place + 1)
        grid[at][1].text = f"{WORKS[i % len(WORKS)]} (đợt {i + 1})."
        grid[at][2].text = BODIES[i % len(BODIES)]
        for column, every, text in ((3, 3, BODIES[(i + 2) % len(BODIES)]), (4, 2, f"Trước ngày 15/{1 + i % 12}/2026")):
            if place % every == 0:
                cell = grid[at][column]
                last = grid[at + min(every, left) - 1][column]
                (cell if last is cell else cell.merge(last)).paragraphs[0].text = text
        at += 1
    document.add_paragraph()
    document.add_paragraph("Trên đây là Kế hoạch cải cách hành chính năm 2026 của Ủy ban nhân dân huyện./.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def without_places(value: Any) -> Any:
    """A dumped fact without its places in the text."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in ("spans", "evidence")}
    return [without_places(item) for item in value] if isinstance(value, list) else value


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, which makes the PDF, is not installed")
def test_a_table_with_merged_cells_over_three_pages_gives_the_same_tasks_as_pdf_and_as_docx(tmp_path: Path) -> None:
    word = tmp_path / "plan.docx"
    word.write_bytes(long_table_plan())
    write_pdf([word], tmp_path)
    typed, printed = vnplan.parse(word), vnplan.parse(tmp_path / "plan.pdf")
    assert printed.source is not None and (printed.source.pages or 0) >= 3
    assert len(typed.tasks) == TASKS
    assert {task.group for task in typed.tasks} == set(GROUPS.values())
    assert all(task.lead and task.coordinate and task.when for task in typed.tasks)
    assert [without_places(t.model_dump(mode="json")) for t in printed.tasks] == [
        without_places(t.model_dump(mode="json")) for t in typed.tasks
    ]


@pytest.mark.skipif(bool(draw.fonts_missing()), reason=draw.fonts_missing())
def test_a_merged_cell_beside_filled_ones_goes_on_over_the_page_break() -> None:
    xs = [85.0, 115.0, 300.0, 420.0, 538.0]
    head = {(0, 0): "STT", (0, 1): "Nội dung", (0, 2): "Chủ trì", (0, 3): "Thời gian"}
    first = head | {
        (1, 0): "1", (1, 1): "Phát thanh.", (1, 2): "Công an xã", (1, 3): "Tháng 5",
        (2, 0): "2", (2, 1): "Treo băng rôn.", (2, 2): "Các thôn",
        (3, 0): "3", (3, 1): "Tập huấn.", (3, 2): "Trạm Y tế", (3, 3): "Tháng 6",
    }  # fmt: skip
    second = head | {(1, 0): "4", (1, 1): "Diễn tập.", (1, 2): "Công an xã"}
    data = draw.pdf(
        lambda c: draw.grid(c, xs, [700, 720, 740, 760, 780], first, spans={(1, 3): (2, 1)}),
        lambda c: draw.grid(c, xs, [80, 100, 120], second),
    )
    document = vnplan.read(data)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [document.slice(row[3]) for row in table.grid() if row[3]] == [
        "Thời gian", "Tháng 5", "Tháng 5", "Tháng 6", "Tháng 6"
    ]  # fmt: skip
