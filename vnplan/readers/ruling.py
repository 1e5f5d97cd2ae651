"""Ruling lines on a scanned page: found on the raster, wiped off it, and set straight.

A line of a scan is slanted, curved and broken. The page is cut into strips a few points wide; a line is a chain of
places in neighbouring strips where a strip is dark from side to side. Text has no such runs. Lengths are pixels
in the raster, x to the right, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from PIL import Image, ImageDraw

_STRIP = 8.0  # points: the width of a strip, more than a bar of a letter
_FULL = 0.8  # share of a strip's width that must be dark: a slant of 2 degrees leaves that
_THICK = 2.5  # points; a thicker bar is a picture
_ACROSS = 24.0  # points: shorter horizontal lines rule nothing
_DOWN = 17.0  # points: a vertical line is as high as one row of a table, and higher than any letter
_SLOPE = 0.05  # greatest slant of a line
_GAP = 2  # strips after which a broken line ends
_WHOLE = 0.75  # share of its strips in which a line must be dark
_BENT = 0.8  # points by which a line may stray from straight, on the average
_MOST = 4_000  # places of lines in a strip's height; more is a picture
_NEAR = 6.0  # points between lines that belong to one table


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line as drawn: points along it, from left to right, or from top to bottom where it is not `across`."""

    points: tuple[tuple[float, float], ...]
    across: bool
    thickness: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def length(self) -> float:
        """From end to end."""
        x0, y0, x1, y1 = self.box
        return x1 - x0 if self.across else y1 - y0

    @property
    def slant(self) -> float:
        """By how much it falls to the right, or leans to the right going down; 0 for a straight line."""
        along = [p[0] if self.across else p[1] for p in self.points]
        beside = [p[1] if self.across else p[0] for p in self.points]
        mean_a, mean_b = sum(along) / len(along), sum(beside) / len(beside)
        spread = sum((a - mean_a) ** 2 for a in along)
        if spread == 0:
            return 0.0
        return sum((a - mean_a) * (b - mean_b) for a, b in zip(along, beside, strict=True)) / spread

    @property
    def stray(self) -> float:
        """How far its points lie beside its straight line, on the average."""
        slant = self.slant
        offsets = [y - slant * x if self.across else x - slant * y for x, y in self.points]
        middle = sum(offsets) / len(offsets)
        return sum(abs(offset - middle) for offset in offsets) / len(offsets)


@dataclass(frozen=True, slots=True)
class Region:
    """Strokes that cross or touch each other, such as those of one table, and how they slant together."""

    strokes: tuple[Stroke, ...]
    box: tuple[float, float, float, float]
    fall: float  # slant of the horizontal strokes
    lean: float  # slant of the vertical strokes

    def straight(self, x: float, y: float) -> tuple[float, float]:
        """Where a point would stand if the region had been scanned straight (turned about its middle)."""
        middle_x, middle_y = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        return x - self.lean * (y - middle_y), y - self.fall * (x - middle_x)


def binarise(image: Image.Image) -> Image.Image:
    """Ink as 255, paper as 0, parted where the two differ most (Otsu's threshold). Takes a grey image."""
    histogram = image.histogram()[:256]
    total = sum(histogram)
    weighted = sum(i * n for i, n in enumerate(histogram))
    best, threshold, below, sum_below = -1.0, 127, 0, 0
    for level, count in enumerate(histogram):
        below += count
        sum_below += level * count
        if below == 0 or below == total:
            continue
        apart = sum_below / below - (weighted - sum_below) / (total - below)
        variance = below * (total - below) * apart * apart
        if variance > best:
            best, threshold = variance, level
    return image.point([255 if level <= threshold else 0 for level in range(256)])


def find_strokes(ink: Image.Image, dpi: float) -> list[Stroke]:
    """The ruling lines of a page. Takes ink as `binarise` gives it."""
    return _chains(ink, dpi, across=True) + _chains(ink, dpi, across=False)


def _chains(ink: Image.Image, dpi: float, *, across: bool) -> list[Stroke]:
    point = dpi / 72
    strip = max(round(_STRIP * point), 4)
    lying = ink if across else ink.transpose(Image.Transpose.TRANSPOSE)
    means = lying.reduce((strip, 1))
    columns, rows = means.size
    # one strip after another: dark places as bytes 1
    dark = means.point([0 if level < _FULL * 255 else 1 for level in range(256)])
    marks = dark.transpose(Image.Transpose.TRANSPOSE).tobytes()
    thick = _THICK * point
    reach = strip * _SLOPE + 1.5
    open_chains: list[tuple[list[tuple[float, float]], list[float], int]] = []
    done: list[tuple[list[tuple[float, float]], list[float]]] = []
    for column in range(columns):
        places = _runs(marks[column * rows : (column + 1) * rows], thick)
        middle = (column + 0.5) * strip
        waiting = []
        taken: set[int] = set()
        for points, widths, last in open_chains:
            far = column - last
            y = _expected(points, middle)
            near = [i for i, (at, _) in enumerate(places) if i not in taken and abs(at - y) <= reach * far]
            if near:
                chosen = min(near, key=lambda i: abs(places[i][0] - y))
                taken.add(chosen)
                points.append((middle, places[chosen][0]))
                widths.append(places[chosen][1])
                waiting.append((points, widths, column))
            elif far >= _GAP:
                done.append((points, widths))
            else:
                waiting.append((points, widths, last))
        waiting.extend(([(middle, at)], [width], column) for i, (at, width) in enumerate(places) if i not in taken)
        open_chains = waiting
    done.extend((points, widths) for points, widths, _ in open_chains)
    least = (_ACROSS if across else _DOWN) * point
    strokes: list[Stroke] = []
    for points, widths in done:
        ends = _ends(lying, points, strip)
        if ends[1] - ends[0] < least or len(points) < max(2, _WHOLE * ((points[-1][0] - points[0][0]) / strip + 1)):
            continue
        points = [(ends[0], points[0][1]), *points[1:-1], (ends[1], points[-1][1])]
        stroke = Stroke(tuple(p if across else (p[1], p[0]) for p in points), across, max(median(widths), 1.0))
        if abs(stroke.slant) <= _SLOPE and stroke.stray <= _BENT * point:
            strokes.append(stroke)
    return strokes


def _runs(marks: bytes, thick: float) -> list[tuple[float, float]]:
    """Middle and thickness of every run of dark places in a strip, those too thick left out."""
    found: list[tuple[float, float]] = []
    at = marks.find(1)
    while at >= 0:
        end = marks.find(0, at)
        end = len(marks) if end < 0 else end
        if end - at <= thick:
            found.append(((at + end - 1) / 2, float(end - at)))
        at = marks.find(1, end)
    return found if len(found) <= _MOST else []


def _expected(points: Sequence[tuple[float, float]], x: float) -> float:
    """Where a chain goes on: along its last few places."""
    if len(points) < 4:
        return points[-1][1]
    (x0, y0), (x1, y1) = points[-4], points[-1]
    return y1 + (y1 - y0) / (x1 - x0) * (x - x1)


def _ends(ink: Image.Image, points: Sequence[tuple[float, float]], strip: int) -> tuple[float, float]:
    """Where a line begins and ends: its first and last strip may be dark only in part."""
    width, height = ink.size

    def dark(x: int, y: float) -> bool:
        return 0 <= x < width and any(
            ink.getpixel((x, row)) for row in range(max(int(y) - 2, 0), min(int(y) + 4, height))
        )

    left, right = round(points[0][0] - strip / 2), round(points[-1][0] + strip / 2)
    for _ in range(strip):
        if not dark(left - 1, points[0][1]):
            break
        left -= 1
    for _ in range(strip):
        if not dark(right, points[-1][1]):
            break
        right += 1
    return float(left), float(right)


def wipe(image: Image.Image, strokes: Iterable[Stroke]) -> Image.Image:
    """The grey image without these lines: letters beside a line are read better, and bars are not read as letters."""
    clean = image.copy()
    draw = ImageDraw.Draw(clean)
    for stroke in strokes:
        draw.line(list(stroke.points), fill=255, width=round(stroke.thickness) + 4)
    return clean


def regions(strokes: Sequence[Stroke], dpi: float) -> list[Region]:
    """Strokes gathered into tables and other drawings: those whose boxes meet belong together."""
    near = _NEAR * dpi / 72
    groups: list[tuple[list[Stroke], tuple[float, float, float, float]]] = []
    for stroke in sorted(strokes, key=lambda s: s.box[1]):
        box = stroke.box
        group = [stroke]
        rest = []
        for others, theirs in groups:
            if _meet(box, theirs, near) and any(_meet(stroke.box, other.box, near) for other in others):
                group.extend(others)
                box = _around(box, theirs)
            else:
                rest.append((others, theirs))
        groups = [*rest, (group, box)]
    return [
        Region(tuple(group), box, _together(s for s in group if s.across), _together(s for s in group if not s.across))
        for group, box in groups
    ]


def _meet(a: Sequence[float], b: Sequence[float], near: float) -> bool:
    return a[0] <= b[2] + near and b[0] <= a[2] + near and a[1] <= b[3] + near and b[1] <= a[3] + near


def _around(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _together(strokes: Iterable[Stroke]) -> float:
    """The slant of several strokes, each counted by its length."""
    slants = sorted((stroke.slant, stroke.length) for stroke in strokes)
    half = sum(length for _, length in slants) / 2
    for slant, length in slants:
        half -= length
        if half <= 0:
            return slant
    return 0.0
