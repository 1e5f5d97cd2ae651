"""What comparing costs beside parsing, how it grows, and whether Vietnamese word segmentation helps.

usage: python benchmarks/comparison.py [--plans 250 500 1000 2000 4000] [--segmentation] [--json FILE]

Plans are the variants of corpora/families (one campaign, four provinces, reworded and reordered). Parsing and the
matrix are timed in one run, on one core. The growth is told as the exponent between the smallest and the largest
archive: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from corpora.families.variants import WORDINGS, variant
from vnplan.comparison import compare
from vnplan.comparison.wording import Key, alike, make_key, rarity
from vnplan.model import Plan
from vnplan.pipeline import parse_text

_TOLD = 1000  # plans whose differences are told too; those of more fill the memory, and no one reads them


def costs(sizes: list[int]) -> list[dict[str, Any]]:
    """Seconds of one core to parse and to build the matrix, for archives of these sizes."""
    found = []
    plans: list[Plan] = []
    parsing = 0.0
    for size in sorted(sizes):
        start = time.process_time()
        while len(plans) < size:
            plans.append(parse_text(variant(len(plans)).text, name=f"{len(plans)}.txt"))
        parsing += time.process_time() - start
        start = time.process_time()
        comparison = compare(plans, differences=False)
        matrix = time.process_time() - start
        start = time.process_time()
        different = compare(plans if size <= _TOLD else ())
        whole = time.process_time() - start if size <= _TOLD else None
        found.append(
            {
                "plans": size,
                "rows": len(comparison.rows),
                "cells": sum(len(row.cells) for row in comparison.rows),
                "differences": len(different.differences),
                "parsing": round(parsing, 2),
                "matrix": round(matrix, 2),
                "with_differences": round(whole, 2) if whole is not None else None,
                "share": round(matrix / parsing, 3),
            }
        )
        print(found[-1], file=sys.stderr)
    return found


def exponent(found: list[dict[str, Any]]) -> float:
    """How the matrix grows with plans: the slope in a plot with logarithmic axes."""
    first, last = found[0], found[-1]
    return math.log(last["matrix"] / first["matrix"]) / math.log(last["plans"] / first["plans"])


def separation(keys: list[list[Key]]) -> dict[str, float]:
    """How well wordings of one activity part from those of others: mean likeness, and the share of wordings whose best
    match is of their own activity."""
    rare = rarity(key for some in keys for key in some)
    same = [alike(a, b, rare) for some in keys for a, b in pairwise(some)]
    other = [alike(a[0], b[0], rare) for i, a in enumerate(keys) for b in keys[i + 1 :]]
    right = total = 0
    for i, some in enumerate(keys):
        for at, key in enumerate(some):
            best = max(
                (
                    (alike(key, there, rare), j == i)
                    for j, others in enumerate(keys)
                    for k, there in enumerate(others)
                    if (i, at) != (j, k)
                ),
                key=lambda entry: entry[0],
            )
            right += best[1]
            total += 1
    return {
        "same": round(sum(same) / len(same), 3),
        "lowest_same": round(min(same), 3),
        "other": round(sum(other) / len(other), 3),
        "highest_other": round(max(other), 3),
        "right": round(right / total, 3),
    }


def segmentation() -> dict[str, object]:
    """Syllables and their pairs, beside words of underthesea (one line at a time)."""
    from underthesea import word_tokenize

    campaigns = ("Tháng Công nhân",)
    plain = [[make_key(text, {}, campaigns, ()) for text in some] for some in WORDINGS]
    start = time.process_time()
    joined = [[" ".join(w.replace(" ", "_") for w in word_tokenize(text)) for text in some] for some in WORDINGS]
    seconds = time.process_time() - start
    cut = [
        [_of_words(make_key(text, {}, campaigns, ()), line) for text, line in zip(some, lines, strict=True)]
        for some, lines in zip(WORDINGS, joined, strict=True)
    ]
    return {"syllables": separation(plain), "words": separation(cut), "seconds_to_segment": round(seconds, 2)}


def _of_words(key: Key, segmented: str) -> Key:
    """The key with pairs of syllables only where underthesea makes a word of them."""
    words = {word.lower().replace("_", " ") for word in segmented.split() if "_" in word}
    inside = {f"{a} {b}" for word in words for a, b in pairwise(word.split())}
    features = {f: at for f, at in key.features.items() if " " not in f or f in inside}
    return Key(key.words, features, key.line, key.programmes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--plans", nargs="+", type=int, default=[250, 500, 1000, 2000, 4000])
    parser.add_argument("--segmentation", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if args.segmentation:
        print(json.dumps(segmentation(), indent=1))
        return
    found = costs(args.plans)
    print(f"{'plans':>6} {'rows':>5} {'parsing s':>10} {'matrix s':>9} {'share':>6}  matrix")
    widest = max(one["matrix"] for one in found)
    for one in found:
        bar = "#" * max(1, round(40 * one["matrix"] / widest))
        print(f"{one['plans']:6} {one['rows']:5} {one['parsing']:10} {one['matrix']:9} {one['share']:6.1%}  {bar}")
    if len(found) > 1:
        print(f"growth of the matrix: plans to the power of {exponent(found):.2f}")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
