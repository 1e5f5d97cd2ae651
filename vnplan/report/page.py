"""A comparison as one HTML file: matrix with filters, texts side by side, a time line, a table by province.

Nothing is loaded from anywhere (the page forbids it by its own Content-Security-Policy). Every text of a plan goes
through Jinja2's autoescape as text; no text becomes an address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import regex

from vnplan.comparison.records import Activity, Cell, Comparison, PlanRef
from vnplan.errors import MissingDependency
from vnplan.report.words import WORDS, note_in_vietnamese
from vnplan.text import fold

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Language = Literal["vi", "en"]

_ROWS, _COLUMNS = 400, 24  # of the matrix; the page tells how many more there are
_DIFFERENCES = 40
_LANES = 24  # plans in the time line
_WORD = regex.compile(r"\w+|\W+")
_WORDS = 400  # of a text that is marked
_COMMON = frozenset("và với của cho các tại trong ở".split())


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity in the time line: where it begins and how long it is, in hundredths of the width."""

    activity: Activity
    row: int
    left: float
    width: float
    days: str
    label: str  # on which side of the bar its words have room: after, before, on


def render_page(comparison: Comparison, *, language: Language = "vi", title: str | None = None) -> str:
    """The page. `language` is the one it opens in; the reader can change it. Needs jinja2 (`vnplan[compare]`)."""
    environment = _environment()
    refs = {ref.key: ref for ref in comparison.plans}
    rows = sorted(enumerate(comparison.rows), key=lambda entry: (-len(entry[1].cells), entry[0]))
    shown = [(number, row, {cell.plan: cell for cell in row.cells}) for number, row in rows[:_ROWS]]
    window = _window(comparison)
    return environment.get_template("comparison.html.j2").render(
        comparison=comparison,
        language=language,
        title=title,
        columns=comparison.plans[:_COLUMNS],
        more_columns=max(0, len(comparison.plans) - _COLUMNS),
        rows=shown,
        more_rows=max(0, len(rows) - _ROWS),
        differences=comparison.differences[:_DIFFERENCES],
        more_differences=max(0, len(comparison.differences) - _DIFFERENCES),
        months=_months(window),
        lanes=[(ref, *_bars(comparison, ref, window)) for ref in comparison.plans[:_LANES]],
        regions=_regions(comparison),
        refs=refs,
        style=_asset("comparison.css"),
        script=_asset("comparison.js"),
    )


def _environment() -> Environment:
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
        from markupsafe import Markup, escape
    except ImportError as error:
        raise MissingDependency(
            "jinja2 is not installed", source="report", remedy="pip install vnplan[compare]"
        ) from error

    def both(vietnamese: str, english: str) -> Markup:
        return Markup('<span class="vi" lang="vi">{}</span><span class="en" lang="en">{}</span>').format(
            vietnamese, english
        )

    def words(key: str) -> Markup:
        return both(*WORDS[key])

    def note(text: str | None) -> Markup | str:
        return both(note_in_vietnamese(text), text) if text else ""

    def marks(text: str, other: str) -> Markup:
        parts = [Markup("<mark>{}</mark>").format(t) if shared else escape(t) for t, shared in marked(text, other)]
        return Markup("").join(parts)

    environment = Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(t=words, note=note, marks=marks, days=_days, evidence=_evidence, state=_state)
    environment.globals.update(delta=_delta, trusted=Markup)
    return environment


def _asset(name: str) -> str:
    return files("vnplan.report").joinpath("templates", name).read_text("utf-8")


def marked(text: str, other: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether the other text says it too, in whatever order; small words don't count."""
    ours, theirs = _WORD.findall(text)[:_WORDS], _WORD.findall(other)[:_WORDS]
    matcher = SequenceMatcher(None, [fold(w) for w in ours], [fold(w) for w in theirs], autojunk=False)
    elsewhere = {fold(w) for w in theirs if w.isalpha()} - _COMMON
    pieces: list[tuple[str, bool]] = []
    at = 0
    for block in matcher.get_matching_blocks():
        if block.a > at:
            pieces += [(w, fold(w) in elsewhere) for w in ours[at : block.a]]
        run = "".join(ours[block.a : block.a + block.size])
        told = any(w.isalnum() and fold(w) not in _COMMON for w in ours[block.a : block.a + block.size])
        if run:
            pieces.append((run, told))
        at = block.a + block.size
    rest = text[sum(len(piece) for piece, _ in pieces) :]
    return [*pieces, (rest, False)] if rest else pieces


def _days(activity: Activity) -> str:
    """`27/4/2023`, `1/5/2023 – 31/5/2023`, or the words of what recurs; `` without a day."""
    when = activity.when
    if when is not None and when.rrule and (when.start or when.end):
        return when.text
    days = [f"{day.day}/{day.month}/{day.year}" for day in (when.start, when.end) if day] if when else []
    return " – ".join(dict.fromkeys(days))


def _delta(value: float | None) -> str:
    """With its sign, and a point between thousands as plans print them."""
    if not value:
        return ""
    return f"{int(value):+,}".replace(",", ".") if value == int(value) else f"{value:+g}".replace(".", ",")


def _evidence(activity: Activity) -> list[Mapping[str, Any]]:
    """Where a plan says it: kind, section, range of characters, words."""
    return [
        {
            "origin": mention.origin,
            "section": mention.section,
            "range": f"{mention.spans[0].start}–{mention.spans[-1].end}" if mention.spans else "",
            "text": mention.text,
        }
        for mention in activity.mentions[:8]
    ]


def _state(cell: Cell | None) -> str:
    if cell is None:
        return "none"
    return "dated" if _days(cell.activity) else "named"


# The time line: days of the year, years laid over each other


def _window(comparison: Comparison) -> tuple[int, int]:
    """The first and the last day of the year of what has a day, widened to whole months."""
    days = [_of_year(d) for row in comparison.rows for cell in row.cells for d in _ends(cell.activity)]
    if not days:
        return (1, 365)
    first, last = min(days), max(days)
    starts = [_of_year(dt.date(2023, month, 1)) for month in range(1, 13)]
    before = max(start for start in starts if start <= first)
    after = min((start - 1 for start in starts if start > last), default=365)
    return before, max(after, before + 27)


def _ends(activity: Activity) -> Iterator[dt.date]:
    when = activity.when
    if when is not None:
        yield from (day for day in (when.start, when.end) if day)


def _of_year(day: dt.date) -> int:
    """The day's number in a year without 29 February, so that the years lie over each other."""
    if (day.month, day.day) == (2, 29):
        return 59
    return dt.date(2023, day.month, day.day).timetuple().tm_yday


def _months(window: tuple[int, int]) -> list[tuple[int, float]]:
    first, last = window
    starts = ((month, _of_year(dt.date(2023, month, 1))) for month in range(1, 13))
    return [(month, round(100 * (at - first) / (last - first + 1), 3)) for month, at in starts if first <= at <= last]


def _bars(comparison: Comparison, ref: PlanRef, window: tuple[int, int]) -> tuple[list[Bar], int]:
    """The bars of one plan, the earliest first, and how many activities have no day."""
    first, last = window
    found: list[Bar] = []
    without = 0
    for number, row in enumerate(comparison.rows):
        for cell in row.cells:
            if cell.plan != ref.key:
                continue
            days = sorted(_of_year(day) for day in _ends(cell.activity))
            if not days:
                without += 1
                continue
            left = 100 * (days[0] - first) / (last - first + 1)
            width = max(100 * (days[-1] - days[0] + 1) / (last - first + 1), 0.6)
            width = min(width, 100 - left)
            label = "after" if left + width <= 60 else "before" if left > 35 else "on"
            found.append(Bar(cell.activity, number, round(left, 3), round(width, 3), _days(cell.activity), label))
    return sorted(found, key=lambda bar: (bar.left, bar.width, bar.activity.name)), without


def _regions(comparison: Comparison) -> list[Mapping[str, Any]]:
    """For each province of today: its plans and those of the provinces it was formed from."""
    by_region: dict[str, list[PlanRef]] = {}
    for ref in comparison.plans:
        by_region.setdefault(ref.province_today or ref.province or "—", []).append(ref)
    cells: dict[str, list[Activity]] = {}
    for row in comparison.rows:
        for cell in row.cells:
            cells.setdefault(cell.plan, []).append(cell.activity)
    found: list[Mapping[str, Any]] = []
    for name, some in sorted(by_region.items()):
        activities = [activity for ref in some for activity in cells.get(ref.key, ())]
        days = sorted((_of_year(day), f"{day.day}/{day.month}") for a in activities for day in _ends(a))
        found.append(
            {
                "name": name,
                "from": sorted({ref.province for ref in some if ref.province and ref.province != name}),
                "plans": [ref.key for ref in some],
                "activities": len(activities),
                "first": days[0][1] if days else "",
                "last": days[-1][1] if days else "",
            }
        )
    return found
