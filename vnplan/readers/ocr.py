"""Scans and images -> Document: Tesseract gives words with boxes, the raster gives ruling lines.

The words then take the way of a PDF's own text (`vnplan.readers.page`). Each page is read twice, at two sizes, by
Tesseract processes of one thread each; two pages at a time. What was hardly read is left out and told in a remark,
so that a number written by hand is absent and not garbage.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

from PIL import Image

from vnplan.document import Document, Remark, Source
from vnplan.errors import EmptySource, MissingDependency, UnreadableSource
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers import processes
from vnplan.readers.draft import Draft, ParagraphDraft, TableDraft, assemble
from vnplan.readers.ocr_labels import set_labels
from vnplan.readers.ocr_spelling import respell
from vnplan.readers.ocr_words import (
    Notes,
    Seen,
    by_line,
    joined,
    parse,
    scaled,
    sift,
    without_days,
    without_marks,
    without_specks,
)
from vnplan.readers.page import Page, Rule, Word, layout
from vnplan.readers.ruling import Region, Stroke, binarise, find_strokes, regions, wipe
from vnplan.readers.scans import DPI, Scan, frames, resolution, without_red
from vnplan.syllables import share

__all__ = ["DPI", "Notes", "Scan", "finish", "read", "recognise", "remarks", "require", "resolution"]

_INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_AUTO, _SPARSE = "3", "11"  # Tesseract's page segmentation: columns and paragraphs; words wherever they stand
_SMALLER = 0.8  # scale of the first reading (200 dpi); the second has the page as it is
_AT_ONCE = 2  # pages
_APART = 0.12  # of the letters' height: the least gap between words
_LONG = 60.0  # points: a lone line of that length is one, a shorter one may be the bar of letters


def read(data: bytes, source: Source, *, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> Document:
    """The document in a .png, .jpg or .tif (of one page or several); `password` is ignored.

    MissingDependency without Tesseract or its Vietnamese model, UnreadableSource for a broken image, EmptySource where
    nothing can be read in it, LimitExceeded for too many pages, pixels or seconds a page.
    """
    limits.check("max_bytes", len(data), source=source.name)
    require(source.name)
    notes = Notes()
    count = 0

    def scans() -> Iterator[Scan]:
        nonlocal count
        for scan in frames(data, source.name, limits):
            count += 1
            yield scan

    done = layout(recognise(scans(), limits=limits, source=source.name, notes=notes), limits=limits)
    finish(done.drafts, notes)
    document = assemble(
        done.drafts,
        dataclasses.replace(source, reader="ocr"),
        furniture=done.furniture,
        footnotes=done.footnotes,
        pages=count,
        remarks=remarks(range(1, count + 1), notes),
    )
    if not any(map(str.isalnum, document.text)):
        raise EmptySource("no text is recognised in it", source=source.name, remedy="scan it again at 300 dpi")
    return document


def remarks(pages: Sequence[int], notes: Notes) -> tuple[Remark, ...]:
    """What to tell of recognised pages: which, and what was left out or respelled (as `recognise` collects it)."""
    if not pages:
        return ()
    listed = ", ".join(map(str, pages[:10])) + (", …" if len(pages) > 10 else "")
    found = [Remark("ocr", f"recognised by Tesseract: page {listed}" + ("; red ink was not read" * notes.red))]
    if notes.left_out:
        shown = ", ".join(f"“{text}”" for text in notes.left_out[:10]) + (", …" if len(notes.left_out) > 10 else "")
        found.append(Remark("ocr-doubtful", f"left out as hardly legible: {shown}", "warning"))
    if notes.respelled:
        pairs = list(dict.fromkeys(notes.respelled))
        shown = ", ".join(f"“{read}” as “{given}”" for read, given in pairs[:10]) + (", …" if len(pairs) > 10 else "")
        found.append(Remark("text-repaired", f"marks of letters set right: {shown}"))
    return tuple(found)


def finish(drafts: Sequence[Draft], notes: Notes) -> None:
    """Set right, in recognised paragraphs, the marks of set phrases and the labels of headings; both are noted."""
    stack = list(drafts)[::-1]
    while stack:
        draft = stack.pop()
        if isinstance(draft, TableDraft):
            stack.extend(block for cell in reversed(draft.cells) for block in reversed(cell.blocks))
        elif draft.confidence is not None:
            words = draft.text.split(" ")
            given = respell(words)
            notes.respelled.extend((a, b) for a, b in zip(words, given, strict=True) if a != b)
            draft.text = " ".join(given)
    recognised: list[Draft] = [d for d in drafts if isinstance(d, ParagraphDraft) and d.confidence is not None]
    notes.respelled.extend(set_labels(recognised))


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


# --- pages ----------------------------------------------------------------------------------------------------------


def recognise(
    sheets: Iterable[Page | Scan],
    *,
    limits: Limits = DEFAULT_LIMITS,
    source: str = "<bytes>",
    notes: Notes | None = None,
) -> Iterator[Page]:
    """Pages in their order: scans recognised (two at a time), pages that have words already passed on.

    What was left out or respelled is added to `notes`. `limits.seconds` bounds each start of Tesseract (two or more
    a page). Call `require` first.
    """
    waiting: deque[Page | Future[tuple[Page, Notes]]] = deque()

    def finish(item: Page | Future[tuple[Page, Notes]]) -> Page:
        if isinstance(item, Page):
            return item
        page, own = item.result()
        if notes is not None:
            notes.left_out.extend(own.left_out)
            notes.respelled.extend(own.respelled)
            notes.red = notes.red or own.red
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


def _page(scan: Scan, limits: Limits, source: str) -> tuple[Page, Notes]:
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
    boxes: tuple[Seen, ...]
    quality: float  # share of its words that are syllables
    legible: int  # how many words with marks are
    red: bool  # whether it has red ink


def _first(scan: Scan, limits: Limits, source: str) -> _Reading:
    grey, red = without_red(scan.image)
    areas = regions(find_strokes(binarise(grey), scan.dpi), scan.dpi)
    tables = tuple(area for area in areas if _is_table(area))
    lines = [s for area in areas for s in area.strokes if area in tables or s.length * scan.inch > _LONG]
    image = wipe(grey, lines)
    smaller = image.resize((round(image.width * _SMALLER), round(image.height * _SMALLER)), Image.Resampling.BICUBIC)
    found = _tesseract(smaller, scan.dpi * _SMALLER, _AUTO, limits, source)
    boxes = tuple(scaled(box, 1 / _SMALLER) for box in found)
    counted = share(" ".join(box.text for box in boxes))
    quality = counted.syllables / counted.words if counted.words >= 8 else 0.5
    return _Reading(scan, image, tables, boxes, quality, counted.marked_syllables, red)


def _finish(first: _Reading, limits: Limits, source: str) -> tuple[Page, Notes]:
    scan, width, height = first.scan, *first.image.size
    second = without_specks(_tesseract(first.image, scan.dpi, _SPARSE, limits, source))
    notes = Notes(red=first.red)
    boxes = sift(joined(without_specks(first.boxes), second), notes)
    boxes = without_marks(boxes, height, lambda box: any(_inside(area, box) for area in first.tables), notes)
    boxes = without_days(boxes, notes)
    slant = _text_slant([box for box in boxes if not any(_inside(area, box) for area in first.tables)], width)
    rules = [_rule(stroke, area, scan.inch) for area in first.tables for stroke in area.strokes]
    words = _words(boxes, first.tables, slant, (width / 2, height / 2), scan.inch)
    size = width * scan.inch, height * scan.inch
    return Page(scan.number, *size, tuple(words), tuple(rules), overlays=scan.overlays), notes


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


def _inside(area: Region, box: Seen) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.box[0] <= x <= area.box[2] and area.box[1] <= y <= area.box[3]


def _text_slant(boxes: Sequence[Seen], width: int) -> float:
    """How text lines fall to the right: the middle one of all long lines."""
    slants: list[float] = []
    for line in by_line(boxes):
        if len(line) >= 4 and line[-1].x1 - line[0].x0 > 0.3 * width:
            xs = [(b.x0 + b.x1) / 2 for b in line]
            ys = [(b.top + b.bottom) / 2 for b in line]
            mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
            spread = sum((x - mean_x) ** 2 for x in xs)
            slants.append(sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread)
    return median(slants) if len(slants) >= 3 else 0.0


def _words(
    boxes: Sequence[Seen], tables: Sequence[Region], slant: float, middle: tuple[float, float], point: float
) -> list[Word]:
    """Words in points, set straight with the table that they stand in, or with the page."""
    placed: list[tuple[Seen, float, float]] = []  # with how far each is moved right and down
    for box in boxes:
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        table = next((area for area in tables if _inside(area, box)), None)
        new_x, new_y = table.straight(x, y) if table else (x + slant * (y - middle[1]), y - slant * (x - middle[0]))
        placed.append((box, new_x - x, new_y - y))
    heights = [box.bottom - box.top for box in boxes if len(box.text) > 2]
    usual = median(heights) * point if heights else 0.0
    sizes: dict[tuple[int, int, int], float] = {}
    for line in by_line(boxes):
        size = median(box.bottom - box.top for box in line) * point
        # letters of one size differ in height by their marks: sizes near the usual one are that one
        sizes[line[0].line] = usual if 0.6 * usual < size < 1.4 * usual else size
    ends = _ends(boxes, {line: size / point for line, size in sizes.items()})
    return [
        Word(
            box.text,
            round((box.x0 + right) * point, 2),
            round((box.top + down) * point, 2),
            round((end + right) * point, 2),
            round((box.bottom + down) * point, 2),
            round(sizes[box.line], 2),
            confidence=round(box.confidence, 3),
        )
        for (box, right, down), end in zip(placed, ends, strict=True)
    ]


def _ends(boxes: Sequence[Seen], sizes: dict[tuple[int, int, int], float]) -> list[float]:
    """Where each word ends: before the next one on its line, since Tesseract has parted them whatever the gap."""
    last: dict[tuple[int, int, int], float] = {}
    ends: list[float] = []
    for box in reversed(boxes):
        following = last.get(box.line)
        end = box.x1
        if following is not None and following > box.x0:
            end = max(min(end, following - _APART * sizes[box.line]), box.x0 + 1)
        ends.append(end)
        last[box.line] = box.x0
    return ends[::-1]


# --- Tesseract ------------------------------------------------------------------------------------------------------


def _tesseract(image: Image.Image, dpi: float, mode: str, limits: Limits, source: str) -> list[Seen]:
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
    return parse(result.stdout.decode("utf-8", "replace"))
