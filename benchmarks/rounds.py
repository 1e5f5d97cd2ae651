"""Interleaved rounds: every candidate runs for a slice of each round; ratios are taken within a round."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a candidate ran a second, over the rounds, and its ratio to the base within each round."""

    median: float
    low: float
    high: float
    ratio: float


def compare(
    candidates: Mapping[str, Callable[[], object]], base: str, *, rounds: int, seconds: float
) -> dict[str, Rate]:
    """Rates of the candidates over interleaved rounds of `seconds` each; one warming call comes first."""
    for run in candidates.values():
        run()
    rates: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, run in candidates.items():
            count = 0
            begin = time.perf_counter()
            while (elapsed := time.perf_counter() - begin) < seconds:
                run()
                count += 1
            rates[name].append(count / elapsed)
    return {
        name: Rate(
            statistics.median(found),
            min(found),
            max(found),
            statistics.median(a / b for a, b in zip(found, rates[base], strict=True)),
        )
        for name, found in rates.items()
    }


def table(title: str, rates: Mapping[str, Rate], unit: str) -> str:
    """A table of rates, the fastest first."""
    width = max(map(len, rates))
    lines = [title, f"  {'':{width}}  {unit:>10}  {'min-max':>17}  ratio"]
    for name, rate in sorted(rates.items(), key=lambda item: -item[1].median):
        lines.append(f"  {name:{width}}  {rate.median:10.1f}  {rate.low:8.1f}-{rate.high:8.1f}  {rate.ratio:.2f}x")
    return "\n".join(lines)
