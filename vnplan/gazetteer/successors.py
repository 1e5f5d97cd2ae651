"""Bodies that were merged or renamed in 2025 and what took over their work (`data/successors.tsv`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vnplan.gazetteer.files import rows
from vnplan.gazetteer.heads import words


@dataclass(frozen=True, slots=True)
class Succession:
    """`after` does the work of `before` since a day; names without a place."""

    before: str
    after: str
    since: dt.date
    note: str | None = None


@cache
def _successions() -> Mapping[tuple[str, ...], Succession]:
    table = {}
    for row in rows("successors.tsv"):
        before, after, since, note = [*row, "", ""][:4]
        table[words(before)] = Succession(before, after, dt.date.fromisoformat(since), note or None)
    return table


def find_successor(name: str, before: dt.date, after: dt.date) -> Succession | None:
    """What followed a body between two days, None where nothing did or the name is not in the table."""
    found = _successions().get(words(name))
    return found if found is not None and before < found.since <= after else None
