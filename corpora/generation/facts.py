"""What a generated plan says, collected while it is written: fragments of text beside the gold that they are.

Gold is in the form of a plan's JSON. A fragment knows its facts by construction; nothing here reads text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from corpora.render import Block

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A time as it is printed, and its value: closed bounds, an open side is None. `listed` is False for what no plan
    lists by itself (`Năm 2026` in a column, `Thường xuyên`)."""

    text: str
    start: dt.date | None = None
    end: dt.date | None = None
    op: str | None = None
    rrule: str | None = None
    role: str = "event"
    listed: bool = True

    def when(self) -> Gold:
        """As the time of a task."""
        start, end = (day.isoformat() if day else None for day in (self.start, self.end))
        return {"text": self.text, "start": start, "end": end, "op": self.op, "rrule": self.rrule}

    def time(self) -> Gold:
        """As a time of the plan."""
        return {**self.when(), "role": self.role}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a plan: its blocks, its sections (a tree), and the facts in it, in the order of the text."""

    blocks: tuple[Block, ...] = ()
    sections: tuple[Gold, ...] = ()
    citations: tuple[Gold, ...] = ()
    themes: tuple[Gold, ...] = ()
    times: tuple[Gold, ...] = ()
    tasks: tuple[Gold, ...] = ()
    deadlines: tuple[Gold, ...] = ()
    targets: tuple[Gold, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()


def joined(parts: Iterable[Part]) -> Part:
    """Parts one after the other."""
    listed = list(parts)
    return Part(*(tuple(one for part in listed for one in getattr(part, field.name)) for field in fields(Part)))


def under(part: Part, label: str, title: str) -> Part:
    """A part whose sections are the children of one section."""
    return replace(part, sections=({"label": label, "title": title, "children": list(part.sections)},))


def times_of(*said: Said | None) -> tuple[Gold, ...]:
    """The times that are listed."""
    return tuple(one.time() for one in said if one is not None and one.listed)


def task(activity: str, when: Said | None = None, **roles: Any) -> Gold:
    """A task of the contract; roles are lists of bodies as printed, or left out where gold does not judge them."""
    return {"activity": activity, "when": when.when() if when else None, **roles}


def deadline(when: Said, what: str, by: Iterable[str]) -> Gold:
    """A duty with a bound."""
    due = None if when.rrule else (when.end or when.start)
    return {
        "due": due.isoformat() if due else None,
        "op": when.op,
        "what": what,
        "by": list(by),
        "rrule": when.rrule,
    }
