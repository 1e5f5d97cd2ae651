"""Pages as images: the frames of a .png, .jpg or .tif, upright and at the size that is read best."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from vnplan.errors import LimitExceeded, UnreadableSource
from vnplan.limits import Limits
from vnplan.readers.page_words import Word

DPI = 250  # at which pages are rendered; of 170 to 400, marks on letters are read best at 200 to 250
_MOST_PIXELS = 60_000_000  # of a page: A3 at 500 dpi
_A4_WIDTH = 8.27  # inches
_RED = 50  # of 255: by how much red ink is redder than green or blue
_INK = 0.0005  # share of a page that red ink must cover to be told


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as an image: its number from 1, dots per inch, and words known of its annotations (see `Page`)."""

    number: int
    image: Image.Image
    dpi: float = DPI
    overlays: tuple[tuple[Word, ...], ...] = ()

    @property
    def inch(self) -> float:
        """Points a pixel."""
        return 72 / self.dpi


def resolution(width: float, height: float) -> float:
    """At how many dots per inch to render a page of that size in points: `DPI`, less for a sheet larger than A3."""
    inches = max(width * height, 1.0) / 72**2
    return min(float(DPI), math.sqrt(_MOST_PIXELS / 4 / inches))


def frames(data: bytes, name: str, limits: Limits) -> Iterator[Scan]:
    """The pages of an image file. UnreadableSource where it is broken, LimitExceeded for too many pages or pixels."""
    try:
        with _opened(data) as image:
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
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LimitExceeded(str(error), source=name, remedy="scan it at 300 dpi") from error


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(data))


def _scan(image: Image.Image, number: int) -> Scan:
    """A frame upright, at about 250 dpi; where it doesn't say its resolution it is taken for A4."""
    told = float((image.info.get("dpi") or (0, 0))[0])
    page = ImageOps.exif_transpose(image)
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
    page = page.convert("L" if page.mode in ("1", "L", "I", "I;16", "F") else "RGB")
    short = min(page.size)
    dpi = told if 5.0 <= short / max(told, 1.0) <= 17.0 else short / _A4_WIDTH
    if not 0.9 * DPI <= dpi <= 1.1 * DPI:
        size = (max(round(page.width * DPI / dpi), 1), max(round(page.height * DPI / dpi), 1))
        if size[0] * size[1] <= _MOST_PIXELS:
            page = page.resize(size, Image.Resampling.LANCZOS)
            dpi = DPI
    return Scan(number, page, dpi)


def without_red(image: Image.Image) -> tuple[Image.Image, bool]:
    """A page in grey on which red ink is white: seals stand over the name of who signs. And whether there was any."""
    if image.mode in ("L", "1"):
        return image.convert("L"), False
    red, green, blue = image.convert("RGB").split()
    excess = ImageChops.subtract(red, ImageChops.lighter(green, blue)).point([0] * _RED + [255] * (256 - _RED))
    grey = image.convert("L")
    grey.paste(255, mask=excess)
    return grey, sum(excess.histogram()[1:]) > _INK * image.width * image.height
