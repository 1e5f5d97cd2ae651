"""Head words of bodies (cơ quan, đơn vị) and their fields of work: the closed part of a body's name.

Read once from `data/unit_heads.tsv` and `data/unit_functions.tsv`; keys are tuples of folded words, so that a
name is found word by word in running text (domain notes, part 5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from vnplan.gazetteer.files import rows
from vnplan.model import Level
from vnplan.text import fold, strip_marks

WORD = re.compile(r"\w+|[^\w\s]")  # "VP HĐND&UBND" -> VP, HĐND, &, UBND

_LEVELS: dict[str, Level] = {
    "central": "central", "province": "province", "district": "district", "commune": "commune", "unit": "unit",
}  # fmt: skip

Key = tuple[str, ...]
Table = Mapping[str, Mapping[int, Mapping[Key, "Entry"]]]  # first word -> number of words, largest first -> keys


@dataclass(frozen=True, slots=True)
class Head:
    """What a name begins with: its full form, and what may follow it (`tail`, see the data file)."""

    name: str
    kind: str
    level: Level | None
    tail: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a word table: the canonical form, the printed one's case pattern, and the head where it is one."""

    name: str
    short: bool  # the key is an abbreviation
    head: Head | None = None


@lru_cache(maxsize=4096)
def words(text: str) -> Key:
    """The folded words and marks of a text: the key under which tables hold it."""
    return tuple(WORD.findall(fold(text)))


@cache
def heads() -> Table:
    """Every head, full and abbreviated, by its first word."""
    found: dict[tuple[str, ...], Entry] = {}
    for name, short, kind, level, tail, flags in rows("unit_heads.tsv"):
        head = Head(name, kind, _LEVELS.get(level), tail, frozenset(filter(None, flags.split("|"))))
        found[words(name)] = Entry(name, False, head)
        for form in filter(None, short.split("|")):
            # a spelling variant in words is no abbreviation
            found.setdefault(words(form), Entry(name, any(w.isupper() for w in WORD.findall(form)), head))
    return _by_first(found)


@cache
def functions() -> Table:
    """Every field of work, full and abbreviated, by its first word."""
    found: dict[tuple[str, ...], Entry] = {}
    table = rows("unit_functions.tsv")
    for row in table:
        found[words(row[0])] = Entry(row[0], False)
    for row in table:
        for form in filter(None, (row[1] if len(row) > 1 else "").split("|")):
            found.setdefault(words(form), Entry(row[0], any(w.isupper() for w in WORD.findall(form))))
    return _by_first(found)


@cache
def bare_functions() -> Table:
    """Fields of work in full, without tone and vowel marks: for typing slips."""
    found = {tuple(map(strip_marks, words(row[0]))): Entry(row[0], False) for row in rows("unit_functions.tsv")}
    return _by_first(found)


def longest(table: Table, keys: Sequence[str], at: int) -> tuple[int, Entry] | None:
    """The longest key of the table that stands at `keys[at]`: the place after it, and its entry."""
    if at >= len(keys):
        return None
    sizes = table.get(keys[at])
    if sizes is None:
        return None
    for size, entries in sizes.items():
        entry = entries.get(tuple(keys[at : at + size]))
        if entry is not None:
            return at + size, entry
    return None


def _by_first(found: Mapping[Key, Entry]) -> Table:
    table: dict[str, dict[int, dict[Key, Entry]]] = {}
    for key in sorted(found, key=len, reverse=True):
        table.setdefault(key[0], {}).setdefault(len(key), {})[key] = found[key]
    return table
