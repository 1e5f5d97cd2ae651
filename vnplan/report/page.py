"""A comparison as one HTML file: matrix with filters, texts side by side, a time line, a table by province.

Nothing is loaded from anywhere (the page forbids it by its own Content-Security-Policy). Every text of a plan goes
through Jinja2's autoescape as text; no text becomes an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

import regex

from vnplan.comparison.records import Activity, Cell, Comparison, PlanRef
from vnplan.errors import MissingDependency
from vnplan.report.timeline import LANES, days_of, in_year, lanes, library, setting, template
from vnplan.report.words import WORDS, note_in_vietnamese
from vnplan.text import fold

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Language = Literal["vi", "en"]

_ROWS, _COLUMNS = 400, 24  # of the matrix; the page tells how many more there are
_DIFFERENCES = 40
_WORD = regex.compile(r"\w+|\W+")
_WORDS = 400  # of a text that is marked
_COMMON = frozenset("và với của cho các tại trong ở".split())


def render_page(comparison: Comparison, *, language: Language = "vi", title: str | None = None) -> str:
    """The page. `language` is the one it opens in; the reader can change it. Needs `vnplan[compare]`."""
    environment = _environment()
    refs = {ref.key: ref for ref in comparison.plans}
    rows = sorted(enumerate(comparison.rows), key=lambda entry: (-len(entry[1].cells), entry[0]))
    shown = [(number, row, {cell.plan: cell for cell in row.cells}) for number, row in rows[:_ROWS]]
    drawn = lanes(comparison)
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
        lanes=drawn,
        more_lanes=max(0, len(comparison.plans) - LANES),
        timeline=setting(drawn),
        regions=_regions(comparison),
        refs=refs,
        style=template("comparison.css"),
        script=template("comparison.js"),
        library=library(),
        timeline_script=template("timeline.js"),
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
        loader=FunctionLoader(template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=words, note=note, marks=marks, days=_days, evidence=_evidence, state=_state)
    environment.globals.update(delta=_delta, trusted=Markup)
    return environment


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
        days = sorted((in_year(day), f"{day.day}/{day.month}") for a in activities for day in days_of(a))
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
