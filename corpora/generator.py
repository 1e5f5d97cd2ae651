"""Make up plans from seeds: documents and their gold, as many as asked for.

usage: python corpora/generator.py --seed 7 --count 20 --format docx --out DIR

The plans are in the layouts of real ones and mean nothing; their gold is right by construction. They serve property
tests, load tests and benchmarks; how well a parser does on real plans they can't say. The parts stand in
corpora/generation/; see corpora/README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpora.generation.grids import opened, roomy
from corpora.generation.markdown import write_markdown
from corpora.generation.whole import LAYOUTS, GeneratedPlan, generate
from corpora.generation.wordfile import write_word
from corpora.render import Grid, write_pdf, write_text

__all__ = ["FORMATS", "LAYOUTS", "GeneratedPlan", "generate", "save", "text_of", "word_of"]

FORMATS = ("docx", "txt", "md", "pdf")


def text_of(plan: GeneratedPlan) -> str:
    """The plan as plain text, in the style of its own."""
    blocks = list(plan.blocks)
    if plan.settings["txt"] == "layout":
        blocks = [_in_columns(block) if isinstance(block, Grid) else block for block in blocks]
    return write_text(plan.settings, blocks)


def _in_columns(block: Grid) -> Grid:
    return roomy(opened(block)) if block.kind == "table" else block


def word_of(plan: GeneratedPlan) -> bytes:
    """The plan as a Word file."""
    return write_word(plan.settings, plan.blocks)


def save(plan: GeneratedPlan, folder: Path, kind: str) -> Path:
    """Write the plan as docx, txt or md with its gold beside it; the path of the document."""
    path = folder / f"{plan.slug}.{kind}"
    if kind == "docx":
        path.write_bytes(word_of(plan))
    else:
        path.write_text(text_of(plan) if kind == "txt" else write_markdown(plan.blocks), "utf-8")
    gold = json.dumps({**plan.gold, "file": path.name}, ensure_ascii=False, indent=1)
    (folder / f"{plan.slug}.gold.json").write_text(gold + "\n", "utf-8")
    return path


def main() -> None:
    """Write the plans that the command line asks for."""
    parser = argparse.ArgumentParser(description="Make up plans and their gold.")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first plan")
    parser.add_argument("--count", type=int, default=1, help="how many: seeds follow each other")
    parser.add_argument("--format", choices=FORMATS, default="docx", help="pdf needs LibreOffice")
    parser.add_argument("--layout", choices=LAYOUTS, help="of the table, or of the whole")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    plans = (generate(seed, layout=args.layout) for seed in range(args.seed, args.seed + args.count))
    if args.format != "pdf":
        for plan in plans:
            save(plan, args.out, args.format)
        return
    with tempfile.TemporaryDirectory() as folder:
        files = [save(plan, Path(folder), "docx") for plan in plans]
        for start in range(0, len(files), 100):
            write_pdf(files[start : start + 100], args.out)
        for file in files:
            gold = json.loads(file.with_suffix(".gold.json").read_text("utf-8"))
            gold["file"] = f"{file.stem}.pdf"
            text = json.dumps(gold, ensure_ascii=False, indent=1)
            (args.out / f"{file.stem}.gold.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
