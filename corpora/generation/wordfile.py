"""Blocks as a Word file, written straight as XML: render.py, with python-docx, takes some 0.15 s a plan, too long for
a thousand. The parts of the zip carry a fixed date: the same blocks give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from corpora.render import Block, Grid, Para

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_INLINE = re.compile(r"((?<!\*)\*\*(?!\*)|__)")  # **bold** and __italic__, not the *** of a letterhead
_TWIPS = 567  # of a centimetre
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    + "</Types>"
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
_FORMATS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))
_NUMBERING = (
    f'{_HEAD}<w:numbering {_NS}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (kind, text) in enumerate(_FORMATS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
_STYLES = (
    f'{_HEAD}<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="%d"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style></w:styles>'
)
_ALIGN = {"title": "center", "centre": "center", "right": "right", "body": "both"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in _EDGES)


def write_word(settings: dict[str, str], blocks: Sequence[Block]) -> bytes:
    """The bytes of a .docx."""
    body: list[str] = []
    landscape, pending = False, ""
    for block in blocks:
        if isinstance(block, Para):
            body.append(_paragraph(block.text, _ALIGN[block.align], block.align == "title", block.level, pending))
            pending = ""
        elif isinstance(block, Grid):
            body += [_table(block, landscape), "<w:p/>"]
        else:
            body.append(f"<w:p><w:pPr>{_page(landscape)}</w:pPr></w:p>")
            landscape = block.landscape
    document = f"{_HEAD}<w:document {_NS}><w:body>{''.join(body)}{_page(landscape)}</w:body></w:document>"
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_REL}/{name}" Target="{name}.xml"/>'
        for i, name in enumerate(("styles", "numbering"))
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS % f'<Relationship Id="r0" Type="{_REL}/officeDocument" Target="word/document.xml"/>',
        "word/document.xml": document,
        "word/styles.xml": _STYLES % round(float(settings.get("font", "14")) * 2),
        "word/numbering.xml": _NUMBERING,
        "word/_rels/document.xml.rels": _RELS % links,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return stream.getvalue()


def _page(landscape: bool) -> str:
    width, height = (16838, 11906) if landscape else (11906, 16838)
    turn = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turn}/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="708" w:footer="708" w:gutter="0"/>'
        "</w:sectPr>"
    )


def _paragraph(text: str, align: str, bold: bool = False, level: int | None = None, extra: str = "") -> str:
    number = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    indent = '<w:ind w:firstLine="720"/>' if align == "both" and level is None else ""
    return f'<w:p><w:pPr>{number}{extra}{indent}<w:jc w:val="{align}"/></w:pPr>{_runs(text, bold)}</w:p>'


def _runs(text: str, bold: bool) -> str:
    on, out = {"**": bold, "__": False}, []
    for part in _INLINE.split(text):
        if part in on:
            on[part] = not on[part]
        elif part:
            form = ("<w:b/>" if on["**"] else "") + ("<w:i/>" if on["__"] else "")
            out.append(
                f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
            )
    return "".join(out)


def _table(block: Grid, landscape: bool) -> str:
    ruled = block.kind == "table"
    room = (25.0 if landscape else 16.5) * _TWIPS
    widths = [round(width * room / sum(block.widths)) for width in block.widths]
    rows: list[str] = []
    for r in range(block.rows):
        cells: list[str] = []
        for cell in sorted(block.cells, key=lambda cell: cell.column):
            if not cell.row <= r < cell.row + cell.rowspan:
                continue
            span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
            merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if cell.row == r else "<w:vMerge/>"
            width = sum(widths[cell.column : cell.column + cell.colspan])
            align = "center" if block.kind == "letterhead" or cell.row < block.head else "left"
            if block.kind == "signature" and cell.column:
                align = "center"
            texts = cell.paras if cell.row == r else [""]
            inner = "".join(_paragraph(text, align, cell.row < block.head) for text in texts)
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{inner or "<w:p/>"}</w:tc>'
            )
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if r < block.head else "<w:trPr><w:cantSplit/></w:trPr>"
        rows.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
    borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if ruled else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
