"""What a comparison says: records, in the manner of `vnplan.model`.

Plans are named by a key that is unique within one comparison (`Trà Vinh 2023`). *Before* and *after* go by the
plans' years; between plans of one year they are only the first and the second in the order of keys.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from vnplan.model import Level, Record, Span, Target, When

Relation = Literal["years", "provinces", "levels", "other"]
Field = Literal["when", "responsible", "coordinate", "monitor", "place", "output", "budget", "target"]
Status = Literal["kept", "changed"]
Coverage = Literal["taken_up", "changed", "left_out", "not_asked"]


class PlanRef(Record):
    """A plan within a comparison."""

    key: str
    issuer: str | None = None
    number: str | None = None
    subject: str | None = None
    date: dt.date | None = None
    year: int | None = None
    level: Level | None = None
    province: str | None = None
    province_today: str | None = None
    campaigns: tuple[str, ...] = ()
    origin: dt.date | None = None  # day 0 of offsets: the campaign's official first day, else the period's
    source: str | None = None
    sha256: str | None = None


class Mention(Record):
    """One place where a plan names an activity."""

    text: str
    origin: Literal["table", "text", "section"]
    section: str | None = None
    spans: tuple[Span, ...] = ()


class Activity(Record):
    """One activity of a plan, however often the plan names it: in a heading, a schedule, an assignment."""

    name: str
    programmes: tuple[str, ...] = ()  # names in quotes, such as “Cảm ơn người lao động”
    when: When | None = None
    offset: int | None = None  # days from the plan's day 0 to the first day
    responsible: tuple[str, ...] = ()
    advise: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    monitor: tuple[str, ...] = ()
    place: str | None = None
    output: str | None = None
    budget: str | None = None
    targets: tuple[Target, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Reason(Record):
    """Why two facts were taken for the same: `value` is between 0 and 1, for time it is days."""

    kind: Literal["programme", "wording", "role", "time", "kind", "unit"]
    text: str
    value: float


class Change(Record):
    """A field that differs. `delta` is in days for times (in relation to the year of the plan), else in `unit`.

    `cause` is `reform` where only the bodies or places of before 1 July 2025 were replaced by their successors.
    """

    field: Field
    before: str | None
    after: str | None
    delta: float | None = None
    unit: str | None = None
    cause: Literal["plan", "reform"] = "plan"
    note: str | None = None


class Pair(Record):
    """An activity in two plans."""

    before: Activity
    after: Activity
    status: Status
    confidence: float
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()


class Gone(Record):
    """An activity without a counterpart in the later plan; `ended` says why where its bodies ended in 2025."""

    activity: Activity
    ended: str | None = None


class TextPair(Record):
    """Themes or sections side by side; None where one plan has no counterpart."""

    before: str | None
    after: str | None
    kind: str | None = None
    same: bool = False
    confidence: float | None = None


class NumberPair(Record):
    """Targets or deadlines side by side. `delta`: after less before, for deadlines days within the plans' years."""

    before: str | None
    after: str | None
    context: str | None = None  # what the number is of
    value_before: float | None = None
    value_after: float | None = None
    due_before: dt.date | None = None
    due_after: dt.date | None = None
    delta: float | None = None
    unit: str | None = None
    status: Literal["kept", "changed", "added", "dropped"] = "kept"
    confidence: float | None = None


class BodyChange(Record):
    """A body named in one plan only, or under its successor's name in the later one."""

    before: str | None
    after: str | None
    status: Literal["new", "gone", "renamed", "ended"]
    note: str | None = None


class Difference(Record):
    """Two plans of a comparison: what was kept, changed, added, dropped."""

    before: str
    after: str
    relation: Relation
    notes: tuple[str, ...] = ()  # what the reform of 2025 did between them; what can't be compared
    pairs: tuple[Pair, ...] = ()
    dropped: tuple[Gone, ...] = ()
    added: tuple[Activity, ...] = ()
    themes: tuple[TextPair, ...] = ()
    sections: tuple[TextPair, ...] = ()
    targets: tuple[NumberPair, ...] = ()
    deadlines: tuple[NumberPair, ...] = ()
    bodies: tuple[BodyChange, ...] = ()


class Cell(Record):
    """An activity of a row in one plan; `reasons` say why it stands in this row, none for the row's first."""

    plan: str
    activity: Activity
    confidence: float
    reasons: tuple[Reason, ...] = ()


class Row(Record):
    """One activity over all plans: at most one cell a plan, in the order of plans."""

    name: str
    cells: tuple[Cell, ...]


class Comparison(Record):
    """Plans compared: the matrix of activities, and differences between plans that belong together."""

    plans: tuple[PlanRef, ...] = ()
    rows: tuple[Row, ...] = ()
    differences: tuple[Difference, ...] = ()


class Link(Record):
    """That a plan carries out another document, and how that is known."""

    parent: str
    child: str
    by: Literal["citation", "issuer", "campaign", "given"]
    basis: bool = False
    note: str | None = None


class Taking(Record):
    """What one child makes of one directive, target or deadline of its parent."""

    child: str
    status: Coverage
    text: str | None = None  # the child's words
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()


class Directive(Record):
    """An activity, target or deadline of the parent, and what each child makes of it."""

    kind: Literal["activity", "target", "deadline"]
    text: str
    section: str | None = None
    asked: tuple[str, ...] = ()  # bodies of the parent's plan that are to do it
    children: tuple[Taking, ...] = ()


class Addition(Record):
    """An activity of a child without a counterpart in its parent."""

    child: str
    activity: Activity


class Cascade(Record):
    """How plans carry out the plan of a body above them."""

    parent: PlanRef
    children: tuple[PlanRef, ...] = ()
    links: tuple[Link, ...] = ()
    directives: tuple[Directive, ...] = ()
    additions: tuple[Addition, ...] = ()
    notes: tuple[str, ...] = ()
