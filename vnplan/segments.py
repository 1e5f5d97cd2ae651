"""Paragraphs in their places: what extractors take.

A segment is one paragraph of the document (also one inside a table cell) together with what layout and
outline found out about it. Extractors are plain functions of the text and its segments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Zone = Literal[
    "letterhead",  # to the number and the line of place and date
    "title",  # document type and subject
    "opening",  # grounds (căn cứ) up to the first heading
    "body",
    "closing",  # last unnumbered paragraphs: "Trên đây là Kế hoạch …"
    "recipients",
    "signature",
    "appendix",
    "promulgation",  # the decision before the plan: everything of it but its grounds, recipients and signature
]

Column = Literal[
    "order", "content", "time", "place", "lead", "coordinate", "implement", "monitor", "output", "target",
    "budget", "participants", "note", "other",
]  # fmt: skip


ROLES: tuple[Column, ...] = ("lead", "implement", "coordinate", "monitor")  # columns that name bodies


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph, `text[start:end]` of the document's text."""

    start: int
    end: int
    zone: Zone
    section: str | None = None  # path of labels, such as IV/2/2.1; in an appendix: inside that appendix
    heading: bool = False  # the paragraph carries the section's own label
    appendix: int | None = None  # index of the appendix it stands in
    table: int | None = None  # index of the table it stands in, among all tables of the document
    row: int | None = None
    column: Column | None = None  # what its column means, where that is known
