"""Abbreviations of administrative writing and what they stand for (`data/abbreviations.tsv`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from vnplan.gazetteer.files import rows


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One row of the table: `expansions` has several entries where the short form is ambiguous."""

    short: str
    expansions: tuple[str, ...]
    category: str
    seen: str
    note: str


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """The whole table by short form, in the order of the file."""
    table: dict[str, Abbreviation] = {}
    for row in rows("abbreviations.tsv")[1:]:
        short, expansion, category, seen, note = [*row, "", "", ""][:5]
        table[short] = Abbreviation(short, tuple(part.strip() for part in expansion.split(";")), category, seen, note)
    return MappingProxyType(table)


def expansions(short: str) -> tuple[str, ...]:
    """What an abbreviation may stand for, () where it is not in the table. Case matters (`TTr` is not `TTR`)."""
    entry = abbreviations().get(short)
    return entry.expansions if entry else ()


def sole_expansion(short: str) -> str:
    """What an abbreviation stands for where it stands for one thing only; else the abbreviation itself."""
    known = expansions(short)
    return known[0] if len(known) == 1 else short
