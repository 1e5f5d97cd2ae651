"""Render the sources of the corpus to the files in which plans arrive: .docx, .pdf and .txt.

usage: python corpora/render.py [--text-only] [SLUG ...]      (no slug: all)

The markup of the sources is told in corpora/README.md. The .docx is made with python-docx, the .pdf from it
with LibreOffice (`soffice` must be on the path, with the fonts of fonts-liberation2), the .txt by the writers below:
`tabs` (one line a paragraph, a tab opens a cell), `law` (law sites: hard wraps, `|` lines), `layout` (columns in
blanks).
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import subprocess
import tempfile
import textwrap
import unicodedata
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
_INLINE = re.compile(r"((?<!\*)\*\*(?!\*)|__)")  # **bold** and __italic__, not the *** of a letterhead
_ITEM = re.compile(r"\{([I1a-])\} ")  # {I} MỤC ĐÍCH, YÊU CẦU
_LEVELS = "I1a-"
_ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
_ALIGNS = {"# ": "title", "~ ": "centre", "% ": "right"}


class Para(NamedTuple):
    """A paragraph: its marked-up text, how it stands, and its level of automatic numbering."""

    text: str
    align: str = "body"
    level: int | None = None


class Cell(NamedTuple):
    """A cell: its paragraphs, and how many rows and columns it spans."""

    row: int
    column: int
    rowspan: int
    colspan: int
    paras: list[str]


class Grid(NamedTuple):
    """A table; `kind` is letterhead, signature or table; `head` counts its header rows."""

    kind: str
    widths: list[float]
    rows: int
    cells: list[Cell]
    head: int = 0


class Page(NamedTuple):
    """A new page, upright or not."""

    landscape: bool


Block = Para | Grid | Page


# --- reading the markup -------------------------------------------------------------------------------------------


def read(path: Path) -> tuple[dict[str, str], list[Block]]:
    """The settings of a source and its blocks."""
    head, body = path.read_text("utf-8").split("\n---\n", 1)
    settings = dict(re.split(r":\s*", line, maxsplit=1) for line in head.splitlines() if line.strip())
    blocks: list[Block] = []
    lines = iter(body.splitlines())
    for line in lines:
        if match := re.fullmatch(r"\[(letterhead|signature|table)\s*([\d. ]*)(?:head=(\d))?\]", line):
            inner: list[str] = []
            for part in lines:
                if part == "[end]":
                    break
                inner.append(part)
            kind = match[1]
            widths = [float(width) for width in match[2].split()] or (
                [6.5, 10.0] if kind == "letterhead" else [8.0, 8.5]
            )
            blocks.append(_grid(kind, widths, inner, int(match[3] or 0)))
        elif line in ("[page]", "[landscape]"):
            blocks.append(Page(line == "[landscape]"))
        elif line[:2] in _ALIGNS:
            blocks.append(Para(line[2:], _ALIGNS[line[:2]]))
        elif match := _ITEM.match(line):
            blocks.append(Para(line[match.end() :], "body", _LEVELS.index(match[1])))
        elif line.strip():
            blocks.append(Para(line))
    return settings, blocks


def _grid(kind: str, widths: list[float], lines: list[str], head: int) -> Grid:
    """Rows are parted by `--`, the cells of letterhead and signature by `||`.

    In tables `| ` opens a cell; `| ^` belongs to the cell above, `| <` to the one on the left.
    """
    rows: list[list[list[str]]] = [[]]
    for line in lines:
        if line == "--":
            rows.append([])
        elif kind != "table":
            if line == "||" or not rows[-1]:
                rows[-1].append([])
            rows[-1][-1] += [] if line == "||" else [line.strip()]
        elif line.startswith("|"):
            rows[-1] += [[cell.strip()] for cell in re.split(r"\s\|(?=\s|$)", line[1:])]
        else:
            first, *more = re.split(r"\s\|(?=\s|$)", line)
            rows[-1][-1].append(first.strip())
            rows[-1] += [[cell.strip()] for cell in more]
    at: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        if len(row) != len(widths):
            raise ValueError(f"{len(row)} cells in place of {len(widths)}: {row}")
        for c, paras in enumerate(row):
            home = at[r - 1, c] if paras == ["^"] else at[r, c - 1] if paras == ["<"] else (r, c)
            at[r, c] = home
            spans[home] = (r - home[0] + 1, c - home[1] + 1)
    cells = [Cell(r, c, *spans[r, c], rows[r][c]) for r, c in spans]
    return Grid(kind, widths, len(rows), cells, head)


# --- .docx and .pdf -----------------------------------------------------------------------------------------------

_NUMBERING = """<w:abstractNum %s w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>%s</w:abstractNum>"""
_LEVEL = (
    '<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:suff w:val="space"/>'
    '<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>'
)
_FORMATS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")]


def write_docx(settings: dict[str, str], blocks: list[Block], path: Path) -> None:
    """The Word file, laid out as Decree 30/2020, Annex I asks; its bytes depend on the source only."""
    document = docx.Document()
    size = float(settings.get("font", "14"))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    number = _numbering(document) if any(isinstance(b, Para) and b.level is not None for b in blocks) else None
    for block in blocks:
        if isinstance(block, Para):
            _docx_para(document.add_paragraph(), block, number)
        elif isinstance(block, Grid):
            _docx_grid(document, block, size)
        else:
            section = document.add_section()
            document.paragraphs[-1].paragraph_format.line_spacing = Pt(4)  # the break's own paragraph: no page for it
            if block.landscape != (section.orientation == WD_ORIENT.LANDSCAPE):
                section.orientation = WD_ORIENT.LANDSCAPE if block.landscape else WD_ORIENT.PORTRAIT
                section.page_width, section.page_height = section.page_height, section.page_width
            section.different_first_page_header_footer = False
    core = document.core_properties
    core.author, core.title, core.comments = "vnplan corpus", "", ""
    core.created = core.modified = dt.datetime(2026, 11, 1)
    document.save(str(path))
    _settle(path)


def _settle(path: Path) -> None:
    """Give the parts of the zip one fixed date, so that the same source gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            if name != "docProps/thumbnail.jpeg":
                info = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                if name == "_rels/.rels":
                    data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
                archive.writestr(info, data)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _numbering(document: Any) -> int:
    root = document.part.numbering_part.element
    levels = "".join(_LEVEL % (i, *_FORMATS[i]) for i in range(4))
    root.insert(0, parse_xml(_NUMBERING % (nsdecls("w"), levels)))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return 77


def _runs(paragraph: Any, text: str, size: float | None = None, bold: bool = False) -> None:
    on = {"**": bold, "__": False}
    for part in _INLINE.split(text):
        if part in on:
            on[part] = not on[part]
        elif part:
            run = paragraph.add_run(part)
            run.bold, run.italic = on["**"] or None, on["__"] or None
            if size:
                run.font.size = Pt(size)


def _docx_para(paragraph: Any, block: Para, number: int | None) -> None:
    form = paragraph.paragraph_format
    if block.align == "body":
        form.first_line_indent, form.space_after = Cm(1.27), Pt(5)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    elif block.align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if block.align == "title":
        form.space_before = Pt(3)
    if block.level is not None:
        form.first_line_indent = None
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{block.level}"/><w:numId w:val="{number}"/></w:numPr>')
        )
    _runs(paragraph, block.text, bold=block.align == "title")


def _docx_grid(document: Any, grid: Grid, size: float) -> None:
    table = document.add_table(grid.rows, len(grid.widths))
    table.autofit = False
    if grid.kind == "table":
        table.style = "Table Grid"
        section = document.sections[-1]
        room = (section.page_width - section.left_margin - section.right_margin) / 360000
        widths = [width * room / sum(grid.widths) for width in grid.widths]
    else:
        widths = grid.widths
    for c, width in enumerate(widths):
        table.columns[c].width = Cm(width)
        for cell in table.columns[c].cells:
            cell.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for row in table.rows[: grid.head]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell in grid.cells:
        place = table.cell(cell.row, cell.column)
        if cell.rowspan * cell.colspan > 1:
            place = place.merge(table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1))
            for extra in place.paragraphs[1:]:
                extra._p.getparent().remove(extra._p)
        heading = grid.kind == "letterhead" or cell.row < grid.head or (grid.kind == "signature" and cell.column == 1)
        short = all(len(text) < 14 for text in cell.paras)
        small = {"letterhead": size - 1.5, "signature": size if cell.column else 11.0, "table": size - 2}[grid.kind]
        for i, text in enumerate(cell.paras):
            paragraph = place.paragraphs[0] if i == 0 else place.add_paragraph()
            if heading or (grid.kind == "table" and short):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _runs(paragraph, text, small, bold=cell.row < grid.head)
    document.add_paragraph().paragraph_format.line_spacing = Pt(4)  # two tables in a row would become one


def write_pdf(files: list[Path], folder: Path) -> None:
    """The .pdf of each .docx, by one LibreOffice with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=600
        )


# --- .txt ---------------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Marked-up text without its marks."""
    return _INLINE.sub("", text)


def typed(blocks: list[Block]) -> list[Block]:
    """The blocks with automatic numbers typed out."""
    counts = [0] * 4
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Para) and block.level is not None:
            counts[block.level] += 1
            counts[block.level + 1 :] = [0] * (3 - block.level)
            n = counts[block.level]
            label = [
                f"{_ROMAN[n]}." if block.level == 0 else "",
                f"{n}.",
                f"{chr(96 + n)})",
                "-",
            ]
            opening = "**" if block.text.startswith("**") else ""
            block = Para(f"{opening}{label[block.level]} {block.text.removeprefix('**')}", "body")
        out.append(block)
    return out


def write_text(settings: dict[str, str], blocks: list[Block]) -> str:
    """The plain text in the style that the source asks for."""
    text = {"tabs": _tabs, "law": _law, "layout": _layout}[settings["txt"]](typed(blocks))
    if settings.get("marks") == "combining":
        text = _combining(text)
    if settings.get("bookmarks"):
        text = _bookmarks(text)
    return text


def _tabs(blocks: list[Block]) -> str:
    """One line a paragraph; a tab opens a cell, an empty line and a tab a row; a merged cell goes on as a lone tab."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            out.append(plain(block.text))
        elif isinstance(block, Grid):
            for r in range(block.rows):
                out.append("")
                for cell in sorted(block.cells, key=lambda cell: cell.column):
                    if cell.row == r:
                        out.append("\t" + "\n".join(plain(text) for text in cell.paras))
                    elif cell.row < r < cell.row + cell.rowspan:
                        out.append("\t")
            out += ["", ""]  # cells hold empty lines of their own: two end the table
        else:
            out.append("")
    return "\n".join(out) + "\n"


def _law(blocks: list[Block]) -> str:
    """Hard wraps, empty lines between paragraphs, `**bold**`, a line with `|` before each cell and after each row."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            text = block.text.replace("__", "*")
            if block.align == "title":
                text = f"**{text}**"
            out += [*textwrap.wrap(text, 80, break_on_hyphens=False), ""]
        elif isinstance(block, Grid):
            for r in range(block.rows):
                for cell in sorted(block.cells, key=lambda cell: cell.column):
                    if cell.row == r:
                        out.append("|")
                        for text in cell.paras:
                            out += textwrap.wrap(text.replace("__", "*"), 40, break_on_hyphens=False)
                out.append("|")
            out.append("")
        else:
            out.append("")
    return "\n".join(out) + "\n"


def _layout(blocks: list[Block]) -> str:
    """What a converter gives that keeps columns: cells side by side in blanks, hard wraps, page numbers between."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            text = plain(block.text)
            if block.align == "body":
                out += textwrap.wrap(text, 80, initial_indent=" " * 6, break_on_hyphens=False)
            elif block.align == "right":
                out += [line.rjust(80) for line in textwrap.wrap(text, 60, break_on_hyphens=False)]
            else:
                out += [line.center(80).rstrip() for line in textwrap.wrap(text, 66, break_on_hyphens=False)]
        elif isinstance(block, Grid):
            out += ["", *_side_by_side(block), ""]
    pages = [out[:46], *(out[i : i + 48] for i in range(46, len(out), 48))]
    return (
        "\n\f".join(
            "\n".join(page if n == 1 else [str(n).center(80).rstrip(), "", *page]) for n, page in enumerate(pages, 1)
        )
        + "\n"
    )


def _side_by_side(grid: Grid) -> list[str]:
    room = [max(4, round(84 * width / sum(grid.widths))) for width in grid.widths]
    lines: list[str] = []
    for r in range(grid.rows):
        columns: list[list[str]] = []
        for cell in sorted((c for c in grid.cells if c.row == r), key=lambda cell: cell.column):
            width = sum(room[cell.column : cell.column + cell.colspan])
            wrapped = [line for text in cell.paras for line in textwrap.wrap(plain(text), width - 3) or [""]]
            centred = grid.kind == "letterhead" or (grid.kind == "signature" and cell.column)
            columns.append([line.center(width) if centred else line.ljust(width) for line in wrapped])
        for i in range(max(map(len, columns))):
            widths = [len(column[0]) if column else 4 for column in columns]
            lines.append(
                "".join(c[i] if i < len(c) else " " * w for c, w in zip(columns, widths, strict=True)).rstrip()
            )
    return lines


def _combining(text: str) -> str:
    """Every fourth accented word with its tone as a combining mark, as some Windows keyboards type it."""
    seen = 0

    def loosen(match: re.Match[str]) -> str:
        nonlocal seen
        out = []
        for char in match[0]:
            parts = unicodedata.normalize("NFD", char)
            tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
            rest = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
            out.append(rest + "".join(tones))
        word = "".join(out)
        seen += word != match[0]
        return word if seen % 4 == 0 else match[0]

    return re.sub(r"\w+", loosen, text)


def _bookmarks(text: str) -> str:
    """Residue of a word processor before every seventh paragraph."""
    lines = text.split("\n")
    for n, i in enumerate(i for i, line in enumerate(lines) if re.match(r"[\dIVX]+\. |- ", line)):
        if n % 7 == 3:
            lines[i] = "".join(f"[bookmark: bookmark{n + j}]" for j in range(1 + n % 3)) + lines[i]
    return "\n".join(lines)


def main() -> None:
    """Render the sources named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Render the sources of the corpus.")
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--text-only", action="store_true", help="no .pdf (needs no LibreOffice)")
    args = parser.parse_args()
    sources = [HERE / "sources" / f"{slug}.md" for slug in args.slugs] or sorted((HERE / "sources").glob("*.md"))
    folder = HERE / "plans"
    folder.mkdir(exist_ok=True)
    made: list[Path] = []
    for source in sources:
        settings, blocks = read(source)
        made.append(folder / f"{source.stem}.docx")
        write_docx(settings, blocks, made[-1])
        (folder / f"{source.stem}.txt").write_text(write_text(settings, blocks), "utf-8")
    if made and not args.text_only:
        write_pdf(made, folder)


if __name__ == "__main__":
    main()
