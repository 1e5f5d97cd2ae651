"""PDF files for tests, drawn with reportlab in DejaVu (Debian: fonts-dejavu-core), changed with pypdf."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path("/usr/share/fonts/truetype/dejavu")
FONT, BOLD = "DejaVuSerif", "DejaVuSerif-Bold"
LEFT, RIGHT = 85.0, 538.0  # the text's edges, points
WIDTH, HEIGHT = A4
STEP = 18.0  # from line to line

Draw = Callable[[Canvas], None]


def fonts_missing() -> str:
    """Why PDFs can't be drawn here, or an empty string."""
    if not (FONTS / f"{FONT}.ttf").exists() or not (FONTS / f"{BOLD}.ttf").exists():
        return "the DejaVu fonts are not installed (fonts-dejavu-core)"
    return ""


def pdf(*pages: Draw, encrypt: str | None = None) -> bytes:
    """A PDF of pages, each drawn by a function; the origin of a canvas is the lower left corner."""
    for name in (FONT, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def put(canvas: Canvas, text: str, x: float, y: float, *, size: float = 12, bold: bool = False) -> None:
    """Text from x, `y` points below the page's top edge."""
    canvas.setFont(BOLD if bold else FONT, size)
    canvas.drawString(x, HEIGHT - y, text)


def middle(canvas: Canvas, text: str, x: float, y: float, *, size: float = 12, bold: bool = False) -> None:
    """Text centred at x."""
    canvas.setFont(BOLD if bold else FONT, size)
    canvas.drawCentredString(x, HEIGHT - y, text)


def prose(
    canvas: Canvas,
    text: str,
    y: float,
    *,
    indent: float = 28,
    size: float = 12,
    first: bool = True,
    open_end: bool = False,
) -> float:
    """A justified paragraph, word by word, from `y` down; gives the y below it.

    `first` sets its first line in; `open_end` justifies the last line too (the paragraph goes on overleaf).
    """
    canvas.setFont(FONT, size)
    blank = pdfmetrics.stringWidth(" ", FONT, size)
    lines: list[list[str]] = [[]]
    for word in text.split():
        start = indent if first and len(lines) == 1 else 0.0
        room = RIGHT - LEFT - start
        if lines[-1] and pdfmetrics.stringWidth(" ".join([*lines[-1], word]), FONT, size) > room:
            lines.append([])
        lines[-1].append(word)
    for number, words in enumerate(lines):
        x = LEFT + (indent if first and number == 0 else 0.0)
        natural = pdfmetrics.stringWidth(" ".join(words), FONT, size)
        last = number == len(lines) - 1 and not open_end
        extra = 0.0 if last or len(words) < 2 else (RIGHT - x - natural) / (len(words) - 1)
        for word in words:
            canvas.drawString(x, HEIGHT - y, word)
            x += pdfmetrics.stringWidth(word, FONT, size) + blank + extra
        y += STEP
    return y


def letterhead(canvas: Canvas, left: Sequence[str], right: Sequence[str], y: float = 60) -> None:
    """Issuer's lines and the nation's lines side by side, the short rules under them, the last lines lower down."""
    for x, lines in ((170.0, left), (400.0, right)):
        for index, line in enumerate(lines[:-1]):
            middle(canvas, line, x, y + index * 16, size=8.5, bold=True)
        middle(canvas, lines[-1], x, y + 50, size=9)
        canvas.line(x - 30, HEIGHT - y - 26, x + 30, HEIGHT - y - 26)


def grid(
    canvas: Canvas,
    xs: Sequence[float],
    ys: Sequence[float],
    cells: dict[tuple[int, int], str],
    *,
    spans: dict[tuple[int, int], tuple[int, int]] | None = None,
    bars: bool = False,
    closed: bool = True,
) -> None:
    """A ruled table with its column and row lines; `spans` gives the rows and columns of merged cells.

    `bars` draws lines as thin filled rectangles, as Word does; without `closed` the last line is missing, as
    where a page break cuts a row. A cell's lines are parted by a line break.
    """
    inside = spans or {}
    covered = {
        (row + r, column + c): (row, column)
        for (row, column), (rows, columns) in inside.items()
        for r in range(rows)
        for c in range(columns)
    }

    def draw(x0: float, y0: float, x1: float, y1: float) -> None:
        if bars:
            canvas.rect(x0 - 0.24, HEIGHT - y1 - 0.24, x1 - x0 + 0.48, y1 - y0 + 0.48, stroke=0, fill=1)
        else:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    rows, columns = len(ys) - 1, len(xs) - 1
    for row in range(rows + 1):
        for column in range(columns):
            same = covered.get((row - 1, column), (row - 1, column)) == covered.get((row, column), (row, column))
            if not (0 < row < rows and same) and (closed or row < rows):
                draw(xs[column], ys[row], xs[column + 1], ys[row])
    for column in range(columns + 1):
        for row in range(rows):
            same = covered.get((row, column - 1), (row, column - 1)) == covered.get((row, column), (row, column))
            if not (0 < column < columns and same):
                draw(xs[column], ys[row], xs[column], ys[row + 1])
    for (row, column), text in cells.items():
        for index, line in enumerate(text.split("\n")):
            put(canvas, line, xs[column] + 4, ys[row] + 13 + index * 14, size=10)


def overlay(data: bytes, page: int, box: tuple[float, float, float, float], draw: Draw, kind: str = "/Widget") -> bytes:
    """The PDF with an annotation over a page, as signing programs make it: its appearance is a form in a form.

    `box` is left, top, right, bottom from the page's top; `draw` has the box's lower left corner as origin.
    """
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    drawn = PdfReader(io.BytesIO(pdf(draw))).pages[0]
    content = drawn.get_contents()
    assert content is not None
    bounds = ArrayObject([FloatObject(v) for v in (0, 0, width, height)])
    resources = drawn["/Resources"].get_object()
    assert resources is not None
    inner = _form(content.get_data(), bounds, resources.clone(writer))
    held = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/FRM"): writer._add_object(inner)})})
    outer = writer._add_object(_form(b"q 1 0 0 1 0 0 cm /FRM Do Q", bounds, held))
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/F"): NumberObject(132),
            NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (left, HEIGHT - bottom, right, HEIGHT - top)]),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): outer}),
        }
    )
    return _annotated(writer, page, annotation)


def free_text(data: bytes, page: int, box: tuple[float, float, float, float], text: str) -> bytes:
    """The PDF with a free text annotation that has no appearance, only contents."""
    left, top, right, bottom = box
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/F"): NumberObject(4),
            NameObject("/DA"): TextStringObject("/Helv 12 Tf 0 g"),
            NameObject("/Contents"): TextStringObject(text),
            NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (left, HEIGHT - bottom, right, HEIGHT - top)]),
        }
    )
    return _annotated(writer, page, annotation)


def rotated(data: bytes, angle: int) -> bytes:
    """The PDF with its pages turned for display."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.rotate(angle)
    return _written(writer)


def _form(data: bytes, bounds: ArrayObject, resources: PdfObject) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): bounds,
            NameObject("/Resources"): resources,
        }
    )
    return stream


def _annotated(writer: PdfWriter, page: int, annotation: DictionaryObject) -> bytes:
    sheet = writer.pages[page]
    known = sheet.get("/Annots")
    held = ArrayObject(list(known.get_object())) if known is not None else ArrayObject()
    held.append(writer._add_object(annotation))
    sheet[NameObject("/Annots")] = held
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
