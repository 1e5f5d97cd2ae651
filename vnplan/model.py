"""What a plan says: typed facts, each with the place in the text that proves it.

The names here are the names in a plan's JSON; they are a contract (see README, "A plan's JSON").
Records are frozen; nothing here reads or writes files. Dates are `datetime.date` (ISO 8601 in JSON),
lists are tuples, what is absent is `None` or `()`. Printed strings keep the source's wording, in NFC,
with inner white space folded to one blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Op = Literal["<", "<=", ">", ">=", "=", "~"]
TimeOp = Literal["<", "<=", ">", ">="]
Level = Literal["central", "province", "district", "commune", "unit"]
TimeRole = Literal["issued", "citation", "event", "period", "deadline", "anniversary", "term", "historic"]
Severity = Literal["info", "warning", "error"]


class Record(BaseModel):
    """Frozen, and closed to unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A half-open range of `Document.text`, and the text there: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


Evidence = dict[str, tuple[Span, ...]]  # name of a field -> where its value stands


class Header(Record):
    """The letterhead and title (Decree 30/2020, Annex I, cells 2 to 5)."""

    governing_body: str | None = None  # cơ quan chủ quản
    issuing_body: str | None = None  # cơ quan ban hành
    number: str | None = None  # số, ký hiệu
    place: str | None = None  # địa danh
    date: dt.date | None = None
    doc_type: str | None = None  # tên loại
    subject: str | None = None  # trích yếu
    evidence: Evidence = {}


class Promulgation(Record):
    """The decision (quyết định) that issues the plan: it stands before the plan, or is named under the plan's title."""

    number: str | None = None
    date: dt.date | None = None
    doc_type: str | None = None
    subject: str | None = None
    evidence: Evidence = {}


class Scope(Record):
    """What time, level and place the plan is for."""

    year: int | None = None
    period: tuple[dt.date, dt.date] | None = None
    level: Level | None = None
    province: str | None = None  # as it was called when the plan was issued, without its unit word
    province_today: str | None = None  # since 1 July 2025
    campaigns: tuple[str, ...] = ()
    evidence: Evidence = {}


class Citation(Record):
    """A document cited by its number; one entry a document, however often it is cited."""

    type: str | None
    number: str
    date: dt.date | None = None
    issuer: str | None = None
    basis: bool = False  # stands in the opening as ground for this plan
    spans: tuple[Span, ...] = ()


class Section(Record):
    """A numbered part of the body. `extent` is the range of its whole text, children included."""

    label: str
    title: str
    kind: str | None = None
    children: tuple[Section, ...] = ()
    spans: tuple[Span, ...] = ()
    extent: tuple[int, int] = (0, 0)


class Appendix(Record):
    """An annex with its own numbering (Decree 30/2020, Annex I, part III)."""

    title: str
    sections: tuple[Section, ...] = ()
    spans: tuple[Span, ...] = ()
    extent: tuple[int, int] = (0, 0)


class Theme(Record):
    """The motto of a campaign (chủ đề), without its quotation marks."""

    campaign: str | None
    text: str
    spans: tuple[Span, ...] = ()


class When(Record):
    """A time as a value: closed bounds of the literal expression, an open side is `None`."""

    text: str
    start: dt.date | None = None
    end: dt.date | None = None
    op: TimeOp | None = None
    rrule: str | None = None  # RFC 5545, without "RRULE:"
    start_time: dt.time | None = None  # Asia/Ho_Chi_Minh
    end_time: dt.time | None = None
    part_of_day: Literal["morning", "noon", "afternoon", "evening", "night", "day"] | None = None
    certainty: Literal["fixed", "tentative", "approximate", "conditional"] = "fixed"
    year_source: Literal["printed", "range", "near", "heading", "plan", "issued"] = "printed"
    calendar: Literal["gregorian", "lunar"] = "gregorian"  # which calendar the text counts in; bounds are Gregorian


class Time(When):
    """An expression of time in the text, and what part it plays."""

    role: TimeRole
    spans: tuple[Span, ...] = ()


class Unit(Record):
    """A body (cơ quan, đơn vị): one entry, however often and in whatever form it is named."""

    name: str
    texts: tuple[str, ...] = ()
    kind: str | None = None
    level: Level | None = None
    group: bool = False
    spans: tuple[Span, ...] = ()


class Task(Record):
    """Who does what, by when: a row of a schedule, or an assignment in prose."""

    activity: str
    when: When | None = None
    place: str | None = None
    lead: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    monitor: tuple[str, ...] = ()
    advise: tuple[str, ...] = ()
    output: str | None = None
    budget: str | None = None
    order: str | None = None
    group: str | None = None
    origin: Literal["table", "text"]
    section: str | None = None  # path of labels, or the title of the appendix
    note: str | None = None
    spans: tuple[Span, ...] = ()
    evidence: Evidence = {}


class Activity(Record):
    """One event or piece of work, told once in the plan or several times (in a table and in prose).

    Values are those of all its tellings together; each task is the telling of one activity.
    """

    name: str  # as printed where it is told first, a table before prose
    tasks: tuple[int, ...]  # its tellings: indices into Plan.tasks
    when: When | None = None  # the most exact time told
    other_times: tuple[When, ...] = ()  # what other tellings say, where it is not the same
    first_day: dt.date | None = None  # the first day on which it falls; of work with only a bound, the last day for it
    place: str | None = None
    lead: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    monitor: tuple[str, ...] = ()
    advise: tuple[str, ...] = ()
    output: str | None = None
    budget: str | None = None
    group: str | None = None


class Deadline(Record):
    """A duty to report, register or hand in, or work whose time is worded as a bound."""

    due: dt.date | None = None
    op: TimeOp | None = None
    what: str
    by: tuple[str, ...] = ()
    to: str | None = None
    via: tuple[str, ...] = ()
    rrule: str | None = None
    spans: tuple[Span, ...] = ()


class Target(Record):
    """A number to reach (chỉ tiêu): 100 % is value 100, unit "%"."""

    text: str
    op: Op
    value: float
    unit: str | None = None
    spans: tuple[Span, ...] = ()


class Recipient(Record):
    """One line of the recipients' list (nơi nhận)."""

    name: str
    note: str | None = None
    spans: tuple[Span, ...] = ()


class Signature(Record):
    """Who signed, in what capacity (Decree 30/2020, Annex I, cell 7)."""

    authority: str | None = None  # TM., KT., TL., TUQ. … lines
    position: str | None = None
    name: str | None = None
    evidence: Evidence = {}


class Diagnostic(Record):
    """Something doubtful, or something repaired. Codes are listed in `vnplan.diagnostics.CODES`."""

    code: str
    severity: Severity
    message: str
    spans: tuple[Span, ...] = ()


class SourceInfo(Record):
    """Where the plan came from: ties it to its bytes."""

    name: str
    media_type: str
    sha256: str
    size: int
    reader: str
    pages: int | None = None


class Plan(Record):
    """An administrative plan (kế hoạch) as typed data."""

    schema_version: str = SCHEMA_VERSION
    header: Header = Header()
    promulgation: Promulgation | None = None
    scope: Scope = Scope()
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    themes: tuple[Theme, ...] = ()
    times: tuple[Time, ...] = ()
    units: tuple[Unit, ...] = ()
    tasks: tuple[Task, ...] = ()
    activities: tuple[Activity, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    abbreviations: dict[str, str] = {}
    recipients: tuple[Recipient, ...] = ()
    signature: Signature | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    source: SourceInfo | None = None

    @property
    def schedule(self) -> tuple[Activity, ...]:
        """The dated activities in the order of their first days (lịch hoạt động)."""
        dated = [(a.first_day, place, a) for place, a in enumerate(self.activities) if a.first_day is not None]
        return tuple(activity for _, _, activity in sorted(dated, key=lambda entry: entry[:2]))


Path = Annotated[str, Field(description="labels joined by '/', such as IV/2/2.1")]


def walk(sections: tuple[Section, ...], parent: str = "") -> Iterator[tuple[str, Section]]:
    """Every section of a tree with its path of labels (`IV/2/2.1`), in order."""
    for section in sections:
        path = f"{parent}/{section.label}" if parent else section.label
        yield path, section
        yield from walk(section.children, path)
