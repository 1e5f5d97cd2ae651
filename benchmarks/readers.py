"""Reading .docx and .pdf: vnplan against a style-aware python-docx walk, pdfplumber, and whole-document readers.

python benchmarks/readers.py [--rounds N] [--seconds S] [FILE.docx FILE.pdf]
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rounds import compare, table

from vnplan.readers import read

ROOT = Path(__file__).parent.parent
RIVALS = ("markitdown", "kreuzberg", "docling", "unstructured")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5)
    arguments = parser.parse_args()
    files = arguments.files or [ROOT / f"corpora/plans/tinh-nam-dinh-2022.{end}" for end in ("docx", "pdf")]
    absent = [name for name in RIVALS if importlib.util.find_spec(name) is None]
    print("not installed, left out:", ", ".join(absent) or "none")
    for path in files:
        data = path.read_bytes()
        base, candidates = (docx if path.suffix == ".docx" else pdf)(path, data)
        rates = compare(candidates, base, rounds=arguments.rounds, seconds=arguments.seconds)
        print(table(f"{path.name} ({len(data):,} bytes), ratio to {base}", rates, "documents/s"))


def docx(path: Path, data: bytes) -> tuple[str, dict[str, Callable[[], object]]]:
    """The candidates for a Word file; the base asks for what a parser of plans needs: style, alignment, bold."""
    from docx import Document

    def walk() -> int:
        return sum(
            (p.style is not None) + (p.alignment is not None) + sum(bool(r.bold) for r in p.runs)
            for p in cells_and_paragraphs(Document(io.BytesIO(data)))
        )

    base = "python-docx (style, alignment, bold)"
    return base, {"vnplan": lambda: read(data), base: walk, **rivals(path)}


def cells_and_paragraphs(document):  # type: ignore[no-untyped-def]
    """Every paragraph of a python-docx document, those in table cells included."""
    yield from document.paragraphs
    for grid in document.tables:
        for row in grid.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def pdf(path: Path, data: bytes) -> tuple[str, dict[str, Callable[[], object]]]:
    """The candidates for a PDF; the base takes words and tables of every page."""
    import pdfplumber

    def words_and_tables() -> int:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return sum(len(page.extract_words()) + len(page.extract_tables()) for page in document.pages)

    base = "pdfplumber (words, tables)"
    return base, {"vnplan": lambda: read(data), base: words_and_tables, **rivals(path)}


def rivals(path: Path) -> dict[str, Callable[[], object]]:
    """Whole-document readers that are installed."""
    found: dict[str, Callable[[], object]] = {}
    with contextlib.suppress(ImportError):
        from markitdown import MarkItDown

        converter = MarkItDown()
        found["markitdown"] = lambda: converter.convert(str(path))
    with contextlib.suppress(ImportError):
        from kreuzberg import extract_file_sync

        found["kreuzberg"] = lambda: extract_file_sync(str(path))
    with contextlib.suppress(ImportError):
        from docling.document_converter import DocumentConverter

        docling = DocumentConverter()
        found["docling"] = lambda: docling.convert(str(path))
    with contextlib.suppress(ImportError):
        from unstructured.partition.auto import partition

        found["unstructured"] = lambda: partition(str(path))
    return found


if __name__ == "__main__":
    main()
