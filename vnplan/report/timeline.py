"""The time line of a page: for each plan its dated activities as a list, which the page draws as a chart.

The chart is Vega-Lite's, by `templates/timeline.vl.json`; its JavaScript comes from vl-convert and is put into the
page, which loads nothing. Texts of plans stand in the list only, as text of the page; the chart reads them there.
Years are laid over each other: a day is written in 2023, which has no 29 February.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from vnplan.comparison.records import Activity, Comparison, PlanRef
from vnplan.errors import MissingDependency
from vnplan.report.words import WORDS

LANES = 24  # plans in the time line
_YEAR = 2023
_COLOURS, _TONES = 6, (1.0, 0.0, 0.45)  # colours are in comparison.css; later provinces are hollow, then pale
_WORDS = ("plan", "province", "when", "responsible", "timeline")

Span = tuple[dt.date, dt.date]  # both days count


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated activity of a plan: `spans` are its days in the chart's year, two where it goes over New Year."""

    activity: Activity
    row: int
    shared: bool
    states: str  # what became of it, in the differences between plans: kept, changed, dropped, added
    spans: tuple[Span, ...]
    short: str

    @property
    def marks(self) -> str:
        """The spans for the page's script: `2023-05-01/2023-05-31`, parted by blanks."""
        return " ".join(f"{first}/{last}" for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class Lane:
    """A plan in the time line, with the colour of its province, and how many of its activities have no day."""

    ref: PlanRef
    entries: tuple[Entry, ...]
    without: int
    colour: int
    tone: float


def lanes(comparison: Comparison) -> list[Lane]:
    """The plans' time lines: the plans of one province one after the other, activities by their days."""
    provinces = list(dict.fromkeys(ref.province for ref in comparison.plans))
    refs = sorted(
        comparison.plans[:LANES], key=lambda ref: provinces.index(ref.province)
    )  # stable: years stay in order
    states = _states(comparison)
    told: dict[str, list[tuple[int, bool, Activity]]] = {}
    for number, row in enumerate(comparison.rows):
        for cell in row.cells:
            told.setdefault(cell.plan, []).append((number, len(row.cells) > 1, cell.activity))
    found: list[Lane] = []
    for ref in refs:
        place = provinces.index(ref.province)
        cells = told.get(ref.key, [])
        entries = [
            Entry(activity, number, shared, states.get((ref.key, activity.name), ""), spans, _short(activity, ref.year))
            for number, shared, activity in cells
            if (spans := _spans(activity))
        ]
        entries.sort(key=lambda entry: (entry.spans[-1], entry.activity.name))
        tone = _TONES[place // _COLOURS % len(_TONES)]
        found.append(Lane(ref, tuple(entries), len(cells) - len(entries), place % _COLOURS, tone))
    return found


def setting(shown: list[Lane]) -> Mapping[str, Any]:
    """What the chart's script needs besides the lists: the chart's form, its first and last day, its words."""
    first, last = _window(shown)
    return {
        "form": json.loads(template("timeline.vl.json")),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "words": {language: {key: WORDS[key][i] for key in _WORDS} for i, language in enumerate(("vi", "en"))},
    }


@cache
def library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, with their licences. Needs vl-convert (`vnplan[compare]`)."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingDependency(
            "vl-convert is not installed", source="report", remedy="pip install vnplan[compare]"
        ) from error
    licences = "".join(f" * {line}".rstrip() + "\n" for line in template("licences.txt").splitlines())
    code = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    for inside, instead in (("</script", r"<\/script"), ("<!--", r"<\!--")):  # in strings; would end the script
        code = code.replace(inside, instead)
    return f"/*!\n{licences} */\n{code}"


def template(name: str) -> str:
    """The text of a file in `templates`."""
    return files("vnplan.report").joinpath("templates", name).read_text("utf-8")


def days_of(activity: Activity) -> Iterator[dt.date]:
    """The first and the last day, as far as the plan says them."""
    when = activity.when
    if when is not None:
        yield from (day for day in (when.start, when.end) if day)


def in_year(day: dt.date) -> dt.date:
    """The day in the year that all years are laid over."""
    return day.replace(year=_YEAR, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _spans(activity: Activity) -> tuple[Span, ...]:
    days = sorted(days_of(activity))
    if not days:
        return ()
    first, last = in_year(days[0]), in_year(days[-1])
    new_year, end = dt.date(_YEAR, 1, 1), dt.date(_YEAR, 12, 31)
    if (days[-1] - days[0]).days >= 364:
        return ((new_year, end),)
    return ((first, last),) if first <= last else ((new_year, last), (first, end))


def _short(activity: Activity, year: int | None) -> str:
    """`27/4`, `1/5 – 31/5`; with the year where it is not the plan's, and `↻` before what recurs."""
    days = [f"{day.day}/{day.month}" + (f"/{day.year}" if day.year != year else "") for day in days_of(activity)]
    again = "↻ " if activity.when and activity.when.rrule else ""
    return again + " – ".join(dict.fromkeys(days))


def _states(comparison: Comparison) -> dict[tuple[str, str], str]:
    """What became of an activity, by plan and name."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in comparison.differences:
        paired = (
            ((plan, activity.name), str(pair.status))
            for pair in one.pairs
            for plan, activity in ((one.before, pair.before), (one.after, pair.after))
        )
        dropped = (((one.before, gone.activity.name), "dropped") for gone in one.dropped)
        added = (((one.after, activity.name), "added") for activity in one.added)
        for key, state in chain(paired, dropped, added):
            found.setdefault(key, set()).add(state)
    return {key: " ".join(sorted(states)) for key, states in found.items()}


def _window(shown: list[Lane]) -> Span:
    """The first and the last day of what is drawn, widened to whole months."""
    spans = [span for lane in shown for entry in lane.entries for span in entry.spans]
    if not spans:
        return dt.date(_YEAR, 1, 1), dt.date(_YEAR, 12, 31)
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    after = dt.date(_YEAR, last.month + 1, 1) if last.month < 12 else dt.date(_YEAR + 1, 1, 1)
    return first.replace(day=1), after - dt.timedelta(days=1)
