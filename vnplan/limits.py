"""How much a reader may take on: every limit is an argument, and an error names the one that was passed."""

from __future__ import annotations

from dataclasses import dataclass

from vnplan.errors import LimitExceeded


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one source. Sizes in bytes, times in seconds."""

    max_bytes: int = 100_000_000  # of the source itself
    max_unpacked: int = 500_000_000  # of all parts of a zip package together
    max_ratio: int = 200  # unpacked to packed size of a part, for parts over 1 MB
    max_characters: int = 20_000_000  # of text
    max_pages: int = 2_000
    max_cells: int = 50_000  # of all tables together
    seconds: float = 120.0  # of an external program (LibreOffice, Tesseract) for one source
    memory: int = 4_000_000_000  # bytes of address space of such a program, where the system can bound it (Linux)

    def check(self, name: str, value: float, *, source: str) -> None:
        """LimitExceeded where `value` passes the limit called `name`."""
        limit = getattr(self, name)
        if value > limit:
            raise LimitExceeded(
                f"{value:,.0f} is over the limit {name}={limit:,.0f}",
                source=source,
                remedy=f"raise it with Limits({name}=…), or leave this file out",
            )


DEFAULT_LIMITS = Limits()
