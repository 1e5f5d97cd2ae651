"""Scans and images -> Document: Tesseract gives words with boxes, the raster gives ruling lines.

The words then take the way of a PDF's own text (`vnplan.readers.page`). A page is read by one Tesseract process with
one thread, two pages at a time. What was hardly read is left out and told in a remark, so that a number written
by hand is absent and not garbage.
"""

from __future__ import annotations

import dataclasses
import io
import os
import re
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

from PIL import Image, ImageOps, UnidentifiedImageError

from vnplan.document import Document, Remark, Source
from vnplan.errors import EmptySource, LimitExceeded, MissingDependency, UnreadableSource
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers import processes
from vnplan.readers.draft import assemble
from vnplan.readers.page import Page, Rule, Word, layout
from vnplan.readers.ruling import Region, Stroke, binarise, find_strokes, regions, wipe
from vnplan.syllables import is_syllable, share

DPI = 250  # at which pages are rendered; of 170 to 400, marks on letters are read best at 200 to 250
_INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_AUTO, _SPARSE = "3", "11"  # Tesseract's page segmentation: columns and paragraphs; words wherever they stand
_SMALLER = 0.8  # scale of the first reading (200 dpi); the second has the page as it is
_SURE = 0.8  # confidence from which the second reading is not asked
_FOUND = 0.6  # confidence from which a word is taken that only the second reading has
_AT_ONCE = 2  # pages
_MOST_PIXELS = 60_000_000  # of a page: A3 at 500 dpi
_A4_WIDTH = 8.27  # inches
_DOUBTFUL = 0.45  # confidence below which what is no word is left out
_HARDLY = 0.1  # confidence below which it is left out even in a line
_ALONE = 4  # words of a line that is no running text
_OTHER = 1_000_000  # added to the block of lines of the second reading
_ROW = 40.0  # pixels: words are looked for in rows of that height
_LONG = 60.0  # points: a lone line of that length is one, a shorter one may be the bar of letters
_FRAME = "_|¦¬~ˆ`´°^"  # what specks and lines are read as
_INK_MARKS = re.compile(r"[-–—+•*&≤≥<>=/%…“”\"():;,.]+")  # what may stand alone: "-", "&", "≤"
_BARS = frozenset({"-", "–", "—", "+"})  # bullets, and what stands between two days: hardly a speck beside words
_CODE = re.compile(r"[\w.,()&:;/%+–-]+")  # "/KH-SYT"
_LABEL = re.compile(r"[^\W\d_]{1,7}:")  # "Số:", with what was written by hand after it
_DIGITS = str.maketrans("OoƠơÓóIlŠ", "000066115")  # letters that are read for digits
_MIXED = re.compile(r"(?=\D*\d)(?=\d*[OoƠơÓóIlŠ])(?![1Il]+$)[\dOoƠơÓóIlŠ]{2,4}")  # "0ó", "Ơ1"; not "I1", which is II


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as an image: its number from 1, and dots per inch."""

    number: int
    image: Image.Image
    dpi: float = DPI

    @property
    def inch(self) -> float:
        """Points a pixel."""
        return 72 / self.dpi


@dataclass(frozen=True, slots=True)
class _Box:
    """A word as Tesseract gives it, in pixels, with the line that it stands on."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: tuple[int, int, int]


def read(data: bytes, source: Source, *, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> Document:
    """The document in a .png, .jpg or .tif (of one page or several); `password` is ignored.

    MissingDependency without Tesseract or its Vietnamese model, UnreadableSource for a broken image, EmptySource where
    nothing can be read in it, LimitExceeded for too many pages, pixels or seconds a page.
    """
    limits.check("max_bytes", len(data), source=source.name)
    require(source.name)
    doubts: list[str] = []
    count = 0

    def scans() -> Iterator[Scan]:
        nonlocal count
        for scan in _frames(data, source.name, limits):
            count += 1
            yield scan

    done = layout(recognise(scans(), limits=limits, source=source.name, doubts=doubts), limits=limits)
    document = assemble(
        done.drafts,
        dataclasses.replace(source, reader="ocr"),
        furniture=done.furniture,
        footnotes=done.footnotes,
        pages=count,
        remarks=remarks(range(1, count + 1), doubts),
    )
    if not any(map(str.isalnum, document.text)):
        raise EmptySource("no text is recognised in it", source=source.name, remedy="scan it again at 300 dpi")
    return document


def remarks(pages: Sequence[int], doubts: Sequence[str]) -> tuple[Remark, ...]:
    """What to tell of recognised pages: which, and what was left out (as `recognise` collects it)."""
    if not pages:
        return ()
    listed = ", ".join(map(str, pages[:10])) + (", …" if len(pages) > 10 else "")
    found = [Remark("ocr", f"recognised by Tesseract: page {listed}")]
    if doubts:
        shown = ", ".join(f"“{text}”" for text in doubts[:10]) + (", …" if len(doubts) > 10 else "")
        found.append(Remark("ocr-doubtful", f"left out as hardly legible: {shown}", "warning"))
    return tuple(found)


def require(name: str) -> None:
    """MissingDependency where Tesseract or its Vietnamese model is not installed; `name` is the source's."""
    program = processes.find("tesseract")
    if program is None:
        raise MissingDependency("Tesseract is not installed", source=name, remedy=_INSTALL)
    if "vie" not in _languages(program, os.environ.get("TESSDATA_PREFIX", "")):
        raise MissingDependency("Tesseract has no Vietnamese model", source=name, remedy=_INSTALL)


@lru_cache(maxsize=8)
def _languages(program: str, prefix: str) -> frozenset[str]:
    with tempfile.TemporaryDirectory(prefix="vnplan-") as folder:
        result = processes.run(
            [program, "--list-langs"],
            folder=folder,
            limits=Limits(seconds=20),
            source="Tesseract",
            environment=_variables(),
        )
    return frozenset(result.stdout.decode("utf-8", "replace").split())


def _variables() -> dict[str, str]:
    """One thread a process: more of them wait for each other (1.8 s of CPU a page against 6.7)."""
    prefix = os.environ.get("TESSDATA_PREFIX")
    return {"OMP_THREAD_LIMIT": "1"} | ({"TESSDATA_PREFIX": prefix} if prefix else {})


# --- images ---------------------------------------------------------------------------------------------------------


def _frames(data: bytes, name: str, limits: Limits) -> Iterator[Scan]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            number = 0
            while True:
                number += 1
                limits.check("max_pages", number, source=name)
                if image.width * image.height > _MOST_PIXELS:
                    raise LimitExceeded(
                        f"page {number} has {image.width} x {image.height} pixels, over {_MOST_PIXELS:,}",
                        source=name,
                        remedy="scan it at 300 dpi",
                    )
                yield _scan(image, number)
                try:
                    image.seek(number)
                except EOFError:
                    return
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableSource(f"the image is broken: {error}", source=name, remedy="scan it again") from error
    except Image.DecompressionBombError as error:
        raise LimitExceeded(str(error), source=name, remedy="scan it at 300 dpi") from error


def _scan(image: Image.Image, number: int) -> Scan:
    """A frame in grey, upright, at about 300 dpi; where it doesn't say its resolution it is taken for A4."""
    told = float((image.info.get("dpi") or (0, 0))[0])
    page = ImageOps.exif_transpose(image)
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
    page = page.convert("L")
    short = min(page.size)
    dpi = told if 5.0 <= short / max(told, 1.0) <= 17.0 else short / _A4_WIDTH
    if not 250 <= dpi <= 350:
        size = (max(round(page.width * DPI / dpi), 1), max(round(page.height * DPI / dpi), 1))
        if size[0] * size[1] <= _MOST_PIXELS:
            page = page.resize(size, Image.Resampling.LANCZOS)
            dpi = DPI
    return Scan(number, page, dpi)


# --- pages ----------------------------------------------------------------------------------------------------------


def recognise(
    sheets: Iterable[Page | Scan],
    *,
    limits: Limits = DEFAULT_LIMITS,
    source: str = "<bytes>",
    doubts: list[str] | None = None,
) -> Iterator[Page]:
    """Pages in their order: scans recognised (two at a time), pages that have words already passed on.

    Words that were left out as hardly legible are added to `doubts`. `limits.seconds` bounds the reading of
    each page. Call `require` first.
    """
    waiting: deque[Page | Future[tuple[Page, list[str]]]] = deque()

    def finish(item: Page | Future[tuple[Page, list[str]]]) -> Page:
        if isinstance(item, Page):
            return item
        page, left_out = item.result()
        if doubts is not None:
            doubts.extend(left_out)
        return page

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for sheet in sheets:
                waiting.append(sheet if isinstance(sheet, Page) else pool.submit(_page, sheet, limits, source))
                while len(waiting) > _AT_ONCE or (waiting and isinstance(waiting[0], Page)):
                    yield finish(waiting.popleft())
            while waiting:
                yield finish(waiting.popleft())
        finally:
            for item in waiting:
                if isinstance(item, Future):
                    item.cancel()


def _page(scan: Scan, limits: Limits, source: str) -> tuple[Page, list[str]]:
    """One page, turned if it lies on its side or stands on its head."""
    best = _first(scan, limits, source)
    if best.quality < 0.5:
        for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180):
            turned = _first(dataclasses.replace(scan, image=scan.image.transpose(turn)), limits, source)
            if turned.legible > 1.5 * best.legible + 20:
                best = turned
            if best.quality >= 0.5:
                break
    return _finish(best, limits, source)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page after its first reading: its grey image without lines, its tables and its words."""

    scan: Scan
    image: Image.Image
    tables: tuple[Region, ...]
    boxes: tuple[_Box, ...]
    quality: float  # share of its words that are syllables
    legible: int  # how many words with marks are


def _first(scan: Scan, limits: Limits, source: str) -> _Reading:
    grey = scan.image if scan.image.mode == "L" else scan.image.convert("L")
    areas = regions(find_strokes(binarise(grey), scan.dpi), scan.dpi)
    tables = tuple(area for area in areas if _is_table(area))
    lines = [s for area in areas for s in area.strokes if area in tables or s.length * scan.inch > _LONG]
    image = wipe(grey, lines)
    smaller = image.resize((round(image.width * _SMALLER), round(image.height * _SMALLER)), Image.Resampling.BICUBIC)
    found = _tesseract(smaller, scan.dpi * _SMALLER, _AUTO, limits, source)
    boxes = tuple(_scaled(box, 1 / _SMALLER) for box in found)
    counted = share(" ".join(box.text for box in boxes))
    quality = counted.syllables / counted.words if counted.words >= 8 else 0.5
    return _Reading(scan, image, tables, boxes, quality, counted.marked_syllables)


def _finish(first: _Reading, limits: Limits, source: str) -> tuple[Page, list[str]]:
    scan, width, height = first.scan, *first.image.size
    boxes, left_out = _sift(_joined(first.boxes, _tesseract(first.image, scan.dpi, _SPARSE, limits, source)))
    slant = _text_slant([box for box in boxes if not any(_inside(area, box) for area in first.tables)], width)
    rules = [_rule(stroke, area, scan.inch) for area in first.tables for stroke in area.strokes]
    words = _words(boxes, first.tables, slant, (width / 2, height / 2), scan.inch)
    return Page(scan.number, width * scan.inch, height * scan.inch, tuple(words), tuple(rules)), left_out


def _scaled(box: _Box, by: float) -> _Box:
    return dataclasses.replace(box, x0=box.x0 * by, top=box.top * by, x1=box.x1 * by, bottom=box.bottom * by)


def _is_doubtful(box: _Box) -> bool:
    return any(map(str.isalnum, box.text)) and (box.confidence < _SURE or not _likely(box.text))


def _joined(first: Sequence[_Box], second: Sequence[_Box]) -> list[_Box]:
    """The first reading, with words of the second where it has none, and where it doubts and the second does better.

    The first has fewer words cut apart or run together, the second finds single words and numbers in cells.
    """
    done: list[_Box] = []
    places = _by_row(second)
    for box in first:
        others = [o for o in _beside(box, places) if _within(o, box) > 0.6] if _is_doubtful(box) else []
        covered = sum(o.x1 - o.x0 for o in others) / (box.x1 - box.x0)
        if covered > 0.6 and all(_likely(o.text) for o in others):
            gain = min(o.confidence for o in others) - box.confidence
            if gain > 0.15 or (not _likely(box.text) and gain > -0.1):
                done.extend(dataclasses.replace(o, line=box.line) for o in others)
                continue
        done.append(box)
    places = _by_row(first)
    for box in second:
        free = not any(_same_place(box, other) for other in _beside(box, places))
        if free and box.confidence >= _FOUND and _likely(box.text):
            done.append(dataclasses.replace(box, line=(box.line[0] + _OTHER, *box.line[1:])))
    return done


def _by_row(boxes: Sequence[_Box]) -> dict[int, list[_Box]]:
    rows: dict[int, list[_Box]] = {}
    for box in boxes:
        rows.setdefault(int((box.top + box.bottom) / 2 / _ROW), []).append(box)
    return rows


def _beside(box: _Box, rows: dict[int, list[_Box]]) -> list[_Box]:
    row = int((box.top + box.bottom) / 2 / _ROW)
    return [other for near in (row - 1, row, row + 1) for other in rows.get(near, ())]


def _within(inner: _Box, outer: _Box) -> float:
    """The part of a box that another covers."""
    width = min(inner.x1, outer.x1) - max(inner.x0, outer.x0)
    height = min(inner.bottom, outer.bottom) - max(inner.top, outer.top)
    area = (inner.x1 - inner.x0) * (inner.bottom - inner.top)
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _same_place(a: _Box, b: _Box) -> bool:
    """Whether two boxes are one above the other on nearly the same line: one word, read twice."""
    apart = abs((a.top + a.bottom) - (b.top + b.bottom)) / 2
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    return apart < 0.8 * max(a.bottom - a.top, b.bottom - b.top) and width > 0.2 * min(a.x1 - a.x0, b.x1 - b.x0)


def _is_table(area: Region) -> bool:
    across = sum(stroke.across for stroke in area.strokes)
    return across >= 2 and len(area.strokes) - across >= 2


def _rule(stroke: Stroke, area: Region, point: float) -> Rule:
    """A stroke set straight: level or upright, in points."""
    places = [area.straight(x, y) for x, y in stroke.points]
    if stroke.across:
        y = median(y for _, y in places) * point
        return Rule(min(x for x, _ in places) * point, y, max(x for x, _ in places) * point, y)
    x = median(x for x, _ in places) * point
    return Rule(x, min(y for _, y in places) * point, x, max(y for _, y in places) * point)


def _inside(area: Region, box: _Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.box[0] <= x <= area.box[2] and area.box[1] <= y <= area.box[3]


def _text_slant(boxes: Sequence[_Box], width: int) -> float:
    """How text lines fall to the right: the middle one of all long lines."""
    slants: list[float] = []
    for line in _by_line(boxes):
        if len(line) >= 4 and line[-1].x1 - line[0].x0 > 0.3 * width:
            xs = [(b.x0 + b.x1) / 2 for b in line]
            ys = [(b.top + b.bottom) / 2 for b in line]
            mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
            spread = sum((x - mean_x) ** 2 for x in xs)
            slants.append(sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread)
    return median(slants) if len(slants) >= 3 else 0.0


def _by_line(boxes: Sequence[_Box]) -> list[list[_Box]]:
    found: dict[tuple[int, int, int], list[_Box]] = {}
    for box in boxes:
        found.setdefault(box.line, []).append(box)
    return list(found.values())


def _words(
    boxes: Sequence[_Box], tables: Sequence[Region], slant: float, middle: tuple[float, float], point: float
) -> list[Word]:
    """Words in points, set straight with the table that they stand in, or with the page."""
    placed: list[tuple[_Box, float, float]] = []  # with how far each is moved right and down
    for box in boxes:
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        table = next((area for area in tables if _inside(area, box)), None)
        new_x, new_y = table.straight(x, y) if table else (x + slant * (y - middle[1]), y - slant * (x - middle[0]))
        placed.append((box, new_x - x, new_y - y))
    heights = [box.bottom - box.top for box in boxes if len(box.text) > 2]
    usual = median(heights) * point if heights else 0.0
    sizes: dict[tuple[int, int, int], float] = {}
    for line in _by_line(boxes):
        size = median(box.bottom - box.top for box in line) * point
        # letters of one size differ in height by their marks: sizes near the usual one are that one
        sizes[line[0].line] = usual if 0.6 * usual < size < 1.4 * usual else size
    return [
        Word(
            box.text,
            round((box.x0 + right) * point, 2),
            round((box.top + down) * point, 2),
            round((box.x1 + right) * point, 2),
            round((box.bottom + down) * point, 2),
            round(sizes[box.line], 2),
            confidence=round(box.confidence, 3),
        )
        for box, right, down in placed
    ]


# --- Tesseract ------------------------------------------------------------------------------------------------------


def _tesseract(image: Image.Image, dpi: float, mode: str, limits: Limits, source: str) -> list[_Box]:
    program = processes.find("tesseract")
    if program is None:
        raise MissingDependency("Tesseract is not installed", source=source, remedy=_INSTALL)
    with tempfile.TemporaryDirectory(prefix="vnplan-", ignore_cleanup_errors=True) as temporary:
        picture = Path(temporary) / "page.pgm"
        image.save(picture)
        result = processes.run(
            [program, str(picture), "-", "-l", "vie", "--psm", mode, "--dpi", str(round(dpi)), "tsv"],
            folder=temporary,
            limits=limits,
            source=source,
            environment=_variables(),
        )
    if result.returncode != 0:
        said = result.stderr.decode("utf-8", "replace").strip()[-200:]
        raise UnreadableSource(f"Tesseract failed: {said}", source=source, remedy=_INSTALL)
    return _parse(result.stdout.decode("utf-8", "replace"))


def _parse(table: str) -> list[_Box]:
    """Words of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    found: list[_Box] = []
    for row in table.split("\n")[1:]:
        cells = row.rstrip("\r").split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            block, part, line = int(cells[2]), int(cells[3]), int(cells[4])
            left, top, width, height = (float(cell) for cell in cells[6:10])
            confidence = max(min(float(cells[10]) / 100, 1.0), 0.0)
            found.append(
                _Box(cells[11].strip(), left, top, left + width, top + height, confidence, (block, part, line))
            )
    return found


def _sift(boxes: Sequence[_Box]) -> tuple[list[_Box], list[str]]:
    """Words, without what specks and lines are read as; and those left out that may have been words.

    A doubtful word in a line of text stays: it is a slip. One that stands alone may be handwriting or a seal.
    """
    lengths = {line[0].line: len(line) for line in _by_line(boxes)}
    kept: list[_Box] = []
    left_out: list[str] = []
    for box in boxes:
        text = box.text.strip(_FRAME)
        if not any(map(str.isalnum, text)):
            sure = box.confidence >= _DOUBTFUL or (text in _BARS and lengths[box.line] > 1)
            if text and _INK_MARKS.fullmatch(text) and sure:
                kept.append(dataclasses.replace(box, text=text))
            continue
        label = _LABEL.match(text)
        if box.confidence >= _DOUBTFUL or _likely(text):
            if _MIXED.fullmatch(text):
                box = dataclasses.replace(box, confidence=min(box.confidence, _DOUBTFUL))
                text = text.translate(_DIGITS)
        elif label:
            left_out.append(text[label.end() :])
            text = label[0]
        elif lengths[box.line] <= _ALONE or box.confidence < _HARDLY:
            left_out.append(text)
            continue
        kept.append(dataclasses.replace(box, text=text))
    return kept, left_out


def _likely(text: str) -> bool:
    """Whether a reading looks like a word: every part of it a syllable, a number, or capitals as in a code."""
    parts = re.findall(r"[^\W_]+", text)
    good = all(part.isdigit() or is_syllable(part) or (part.isupper() and part.isalpha()) for part in parts)
    return bool(parts) and good and _CODE.fullmatch(text) is not None
