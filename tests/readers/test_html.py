"""Pages as they are saved from web sites and written by Word, shown as blocks and tables."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.document import Document, Paragraph, Source, Table, paragraphs
from vnplan.errors import EmptySource, LimitExceeded, VnplanError
from vnplan.limits import Limits
from vnplan.readers import html


def read(page: str | bytes, **limits: int) -> Document:
    data = page.encode() if isinstance(page, str) else page
    return html.read(data, Source("trang.html"), limits=Limits(**limits))


def lines(page: str | bytes) -> list[str]:
    document = read(page)
    return [document.slice(p) for p in paragraphs(document.blocks)]


def table(page: str) -> tuple[Document, Table]:
    document = read(page)
    (found,) = [b for b in document.blocks if isinstance(b, Table)]
    return document, found


def cells(page: str) -> dict[tuple[int, int, int, int], str]:
    document, found = table(page)
    return {
        (c.row, c.column, c.rowspan, c.colspan): " / ".join(document.slice(p) for p in paragraphs(c.blocks))
        for c in found.cells
    }


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Kế\n   hoạch&nbsp;n&#259;m &ocirc;</p>", ["Kế hoạch năm ô"]),  # entities, blanks
        ("<p>a <b>b</b><i>c</i> <span>d</span></p>tail", ["a bc d", "tail"]),
        ("<p>CHƯƠNG TRÌNH<br>Trồng cây</p>", ["CHƯƠNG TRÌNH", "Trồng cây"]),  # a line is a paragraph
        ("<p>Tổ chức lễ<br>phát động</p>", ["Tổ chức lễ phát động"]),  # unless it goes on
        ("<p>Nơi nhận:<br>- như trên;<br>- lưu VT.</p>", ["Nơi nhận:", "- như trên;", "- lưu VT."]),
        ("<pre>Dòng A\nDòng B</pre>", ["Dòng A", "Dòng B"]),
        ("<div>một<p>hai</p>ba<h2>bốn</h2></div>", ["một", "hai", "ba", "bốn"]),
        ("<script>x()</script><style>p{}</style><title>t</title><p>giữ</p><nav>menu</nav>", ["giữ"]),
        (
            "<p>giữ<span style='display: none'>ẩn</span><span style='mso-hide:all'>ẩn</span><b hidden>ẩn</b>",
            ["giữ"],
        ),
        ("<p><ins>thêm</ins><del>bỏ</del></p>", ["thêm"]),
        ("<p style='text-transform:uppercase'>kế hoạch</p>", ["KẾ HOẠCH"]),
        ("<ol type=I start=3><li>Mục đích<li>Yêu cầu</ol>", ["III. Mục đích", "IV. Yêu cầu"]),
        ("<ol><li>a<ol type=a><li>b</ol><li value=7>c</ol>", ["1. a", "a. b", "7. c"]),
        ("<ul><li>Sở A<li>- Sở B</ul><ul style='list-style:none'><li>Sở C</ul>", ["- Sở A", "- Sở B", "Sở C"]),
        # Word: the label of a list stands in the text; a bullet of the font Symbol is a middle dot
        (
            "<p><![if !supportLists]><span style='mso-list:Ignore'>1.1.<span>&nbsp; </span></span><![endif]>Việc</p>",
            ["1.1. Việc"],
        ),
        ("<p><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>Việc</p>", ["- Việc"]),
        ("<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--><p>Chữ<o:p></o:p></p>", ["Chữ"]),
        ("<p>Giao<a style='mso-footnote-id:ftn1' href='#_ftn1'>[1]</a> Sở</p>", ["Giao Sở"]),
    ],
)
def test_what_is_shown(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


def test_looks_of_a_paragraph() -> None:
    page = "<center><b>KẾ HOẠCH</b></center><p align=center><i>(kèm theo)</i></p><p><b>I.</b> chữ</p><h3>Phần</h3>"
    blocks = [b for b in read(page).blocks if isinstance(b, Paragraph)]
    assert [(b.bold, b.italic, b.centered) for b in blocks] == [
        (True, False, True),
        (False, True, True),
        (False, False, False),
        (True, False, False),
    ]


def test_merged_cells_keep_their_places() -> None:
    page = """<table border=1>
      <tr><th rowspan=2>TT<th rowspan=2>Nội dung<th colspan=2>Đơn vị
      <tr><th>Chủ trì<th>Phối hợp
      <tr><td>1<td rowspan=0>Tập huấn<td>Sở A<td>Sở B
      <tr><td>2<td>Sở C<td>Sở D
    </table>"""
    assert cells(page) == {
        (0, 0, 2, 1): "TT",
        (0, 1, 2, 1): "Nội dung",
        (0, 2, 1, 2): "Đơn vị",
        (1, 2, 1, 1): "Chủ trì",
        (1, 3, 1, 1): "Phối hợp",
        (2, 0, 1, 1): "1",
        (2, 1, 2, 1): "Tập huấn",
        (2, 2, 1, 1): "Sở A",
        (2, 3, 1, 1): "Sở B",
        (3, 0, 1, 1): "2",
        (3, 2, 1, 1): "Sở C",
        (3, 3, 1, 1): "Sở D",
    }


def test_columns_and_rows_that_only_hold_widths_are_left_out() -> None:
    # Word writes colspans over hidden columns, and a last row that gives their widths
    page = """<table border=1><tr><td colspan=3>a<td>b<tr><td colspan=3>c<td>d
      <tr height=0><td width=9><td width=9><td width=9><td width=9></table>"""
    assert cells(page) == {(0, 0, 1, 1): "a", (0, 1, 1, 1): "b", (1, 0, 1, 1): "c", (1, 1, 1, 1): "d"}


def test_lines_of_a_letterhead_cell_stay_lines() -> None:
    page = "<table><tr><td align=center>UBND TỈNH<br>SỞ Y TẾ<td align=center><b>CỘNG HÒA</b><br>Độc lập</table>"
    document, found = table(page)
    assert [document.slice(p) for p in paragraphs(found.cells[0].blocks)] == ["UBND TỈNH", "SỞ Y TẾ"]
    assert all(p.centered for p in paragraphs(found.cells[0].blocks))


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><p>một</p><table border=1><tr><td>a<td>b</table></table>",  # one cell
        "<table><tr><td>một<tr><td><table border=1><tr><td>a<td>b</table></table>",  # one column
        "<table><tr><td>một<td><table border=1><tr><td>a<td>b</table></table>",  # a table inside
    ],
)
def test_tables_that_lay_out_a_page_are_taken_apart(page: str) -> None:
    document, found = table(page)
    assert isinstance(document.blocks[0], Paragraph)
    assert document.slice(document.blocks[0]) == "một"
    assert [document.slice(c) for c in found.cells] == ["a", "b"]


def test_a_cell_with_most_of_the_document_is_no_cell() -> None:
    body = "".join(f"<p>{i}. Nhiệm vụ của các sở, ngành trong năm</p>" for i in range(1, 12))
    assert len(lines(f"<table><tr><td width=9>&nbsp;<p>Mục lục</p><td>{body}</table>")) == 12
    assert not any(isinstance(b, Table) for b in read(f"<table><tr><td>Mục lục<td>{body}</table>").blocks)


def test_menus_go_to_the_furniture() -> None:
    menu = "".join(f"<li><a href='/{i}'>Mục {i}</a></li>" for i in range(8))
    document = read(f"<div><ul>{menu}</ul></div><p>Nội dung kế hoạch</p><footer>Bản quyền</footer>")
    assert [document.slice(p) for p in paragraphs(document.blocks)] == ["Nội dung kế hoạch"]
    assert len(document.furniture) == 9


def test_footnotes_and_page_headers_of_word_stand_apart() -> None:
    page = """<p>Thân bài</p><div style='mso-element:footnote-list'><div style='mso-element:footnote'><p>Chú thích</p>
      </div></div><div style='mso-element:footer'><p>Trang 1</p></div><p>Cuối</p>"""
    document = read(page)
    assert [document.slice(p) for p in paragraphs(document.blocks)] == ["Thân bài", "Cuối"]
    assert [document.slice(p) for p in document.footnotes] == ["Chú thích"]
    assert [document.slice(p) for p in document.furniture] == ["Trang 1"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-8-sig"])
def test_encodings(codec: str) -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html><meta charset=utf-8><p>Ủy ban nhân dân tỉnh</p></html>'
    assert lines(page.encode(codec)) == ["Ủy ban nhân dân tỉnh"]


def test_a_page_in_an_undeclared_code_page() -> None:
    page = "<p>Kế hoạch tổ chức lễ hội của nhân dân</p>"
    assert lines("<p>Kê\u0301 hoa\u0323ch tô\u0309 chư\u0301c lê\u0303 hô\u0323i</p>".encode("cp1258")) == [
        "Kế hoạch tổ chức lễ hội"
    ]
    assert lines(page.encode().decode("latin-1").encode()) == ["Kế hoạch tổ chức lễ hội của nhân dân"]


def test_old_fonts_are_converted_by_font() -> None:
    page = """<p><font face=".VnTimeH">ñy ban nh©n d©n tØnh</font></p><p style="font-family:'.VnTime'">KÕ ho¹ch bé</p>
      <p>bé trai</p>"""
    document = read(page)
    assert [document.slice(p) for p in paragraphs(document.blocks)] == [
        "ỦY BAN NHÂN DÂN TỈNH",
        "Kế hoạch bộ",
        "bé trai",
    ]
    assert [r.code for r in document.remarks] == ["text-repaired"]


def test_a_web_archive_of_word() -> None:
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<p>K=E1=BA=BF ho=E1=BA=A1ch</p>\n--x--\n"
    )
    assert lines(data) == ["Kế hoạch"]


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(EmptySource):
        read("<html><body><img src=a.png></body></html>")


def test_cells_are_limited() -> None:
    with pytest.raises(LimitExceeded, match="max_cells"):
        read("<table>" + "<tr><td>x<td>y" * 60 + "</table>", max_cells=100)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5_000 + "x",
        "<table><tr><td>" * 3_000 + "x",
        "<ul><li>" * 20_000 + "x",
        "<table>" + "<tr><td rowspan=99999 colspan=99999>x" * 3_000 + "</table>",
        "<a href=x>y</a>" * 20_000,
        "<" * 200_000,
        "<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><p>&a;&c;</p>",
    ],
    ids=["deep", "tables", "lists", "spans", "links", "brackets", "entities"],
)
def test_hostile_pages_end_soon(page: str) -> None:
    start = time.perf_counter()
    try:
        document = read(page)
    except VnplanError:
        pass
    else:
        assert "root:" not in document.text
    assert time.perf_counter() - start < 4


_TAGS = (
    "<p>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<br>",
    "<b>",
    "a",
    "B",
)


@given(st.lists(st.sampled_from(_TAGS), max_size=30))
def test_any_order_of_tags_gives_a_document(tags: list[str]) -> None:
    document = read("x" + "".join(tags))
    for paragraph in paragraphs(document.blocks):
        assert document.slice(paragraph).strip()
