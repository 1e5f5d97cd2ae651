"""Campaigns (Tháng Công nhân, Tháng hành động …) and the days that plans are made for (`data/campaigns.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vnplan.gazetteer.files import rows
from vnplan.text import fold

_MARKS = re.compile(r"[^\w\s/]+|\b(?:về|vì|và|quốc gia)\b")  # in what a campaign's spellings differ


@dataclass(frozen=True, slots=True)
class Campaign:
    """A yearly campaign: `start` and `end` as `--MM-DD`, or in words where it moves."""

    name: str
    key: str
    start: str
    end: str
    spellings: tuple[str, ...] = ()


@cache
def campaigns() -> tuple[Campaign, ...]:
    """All of them, in the order of the year."""
    return tuple(
        Campaign(name, key, start, end, tuple(filter(None, spellings.split("|"))))
        for start, end, name, key, spellings, *_ in rows("campaigns.tsv")
    )


def find_campaigns(text: str) -> tuple[str, ...]:
    """The names of the campaigns that a subject names, in the order of the text, each once."""
    key = f" {_key(text)} "
    found: list[tuple[int, int, str]] = []
    for form, name in _forms():
        at = key.find(f" {form} ")
        if at >= 0:
            found.append((at, at + len(form) + 1, name))
    names: list[str] = []
    end = -1
    for at, stop, name in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if at >= end and name not in names:
            names.append(name)
            end = stop
    return tuple(names)


def _key(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    return tuple((_key(form), c.name) for c in campaigns() for form in (c.name, *c.spellings))
