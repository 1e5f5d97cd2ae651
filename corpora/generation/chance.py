"""Choices from a seed, the same on every machine and Python: they rest on `Random.random()` alone, the one method
whose sequence Python promises to keep."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def between(rng: Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(rng.random() * (high - low + 1))


def pick(rng: Random, items: Sequence[T]) -> T:
    """One of the items."""
    return items[int(rng.random() * len(items))]


def weighted(rng: Random, items: Sequence[tuple[T, int]]) -> T:
    """One of the items, by their weights."""
    point = rng.random() * sum(weight for _, weight in items)
    for item, weight in items:
        point -= weight
        if point < 0:
            return item
    return items[-1][0]


def some(rng: Random, items: Sequence[T], count: int) -> tuple[T, ...]:
    """`count` different items, or all of them, in an order of their own."""
    left = list(items)
    return tuple(left.pop(int(rng.random() * len(left))) for _ in range(min(count, len(left))))


def chance(rng: Random, share: float) -> bool:
    """True in this share of cases."""
    return rng.random() < share
