"""Render the sources of the families to .docx and .txt, with the writers of `corpora/render.py`.

usage: python corpora/families/render.py [SLUG ...]      (no slug: all)
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from corpora import render as writers  # noqa: E402


def main(slugs: list[str]) -> None:
    """Render the sources named, or all."""
    folder = HERE / "plans"
    folder.mkdir(exist_ok=True)
    for source in [HERE / "sources" / f"{slug}.md" for slug in slugs] or sorted((HERE / "sources").glob("*.md")):
        settings, blocks = writers.read(source)
        writers.write_docx(settings, blocks, folder / f"{source.stem}.docx")
        (folder / f"{source.stem}.txt").write_text(writers.write_text(settings, blocks), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
