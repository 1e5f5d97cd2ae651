"""A plan at a glance: what it says as one screenful or more of a terminal.

`render` gives something that rich can print at any width; nothing here writes anywhere. What a plan does not say is
left out. Printed text is never read as markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from vnplan.model import Appendix, Deadline, Diagnostic, Header, Plan, Section, Severity, Task, When

_BOUNDS = {"<": "before", "<=": "by", ">": "after", ">=": "from"}
_SEVERITIES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_BODIES = (
    ("lead", "lead: "),
    ("implement", ""),
    ("coordinate", "with: "),
    ("advise", "advice: "),
    ("monitor", "check: "),
)
_FREQUENCIES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_RECURRENCE = {"BYMONTH": "month", "BYMONTHDAY": "day", "BYDAY": "on"}
_DAYS = 14  # columns of a time: "every 3 months"
_GAP = (0, 2, 0, 0)  # two blanks between columns


def render(plan: Plan) -> RenderableType:
    """The overview: letterhead, outline, themes, tasks, deadlines, how many facts of other kinds, diagnostics."""
    return Group(*_parts(plan))


def _parts(plan: Plan) -> Iterator[RenderableType]:
    yield _letterhead(plan)
    if plan.themes:
        yield _title("Themes", len(plan.themes))
        for theme in plan.themes:
            yield Text.assemble("“", (theme.text, "italic"), "”", (f"  {theme.campaign or ''}", "dim"))
    if plan.sections or plan.appendices:
        yield _title("Outline", sum(1 for _ in _nodes(plan.sections)))
        yield _outline(plan.sections, plan.appendices)
    if plan.tasks:
        yield _title("Tasks", len(plan.tasks))
        yield _tasks(plan.tasks)
    if plan.deadlines:
        yield _title("Deadlines", len(plan.deadlines))
        yield _deadlines(plan.deadlines)
    yield _title("Also found")
    yield _rest(plan)
    if plan.diagnostics:
        yield _title("Diagnostics", len(plan.diagnostics))
        yield _diagnostics(plan.diagnostics)


def _title(title: str, count: int | None = None) -> RenderableType:
    text = Text(title, style="bold") if count is None else Text.assemble((title, "bold"), (f" {count}", "dim"))
    return Group("", Rule(text, align="left", style="dim", characters="─"))


def _letterhead(plan: Plan) -> RenderableType:
    """As Decree 30/2020 lays it out: who issues on the left, when on the right, what below."""
    header = plan.header
    left = _lines((header.governing_body, ""), (header.issuing_body, "bold"), (_number(header), ""))
    right = _lines((_place_and_date(header), "italic"))
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    grid.add_column(ratio=3, justify="center")
    grid.add_column(ratio=2, justify="center", vertical="bottom")
    grid.add_row(left, right)
    heading = _lines((header.doc_type, "bold"), (header.subject, "bold"))
    heading.justify = "center"
    scope = Text(" · ".join(_scope(plan)), style="dim", justify="center")
    promulgated = plan.promulgation and _promulgation(plan)
    parts = [part for part in (grid, heading, promulgated, scope) if part]
    if not heading and not left and not right:
        parts[0] = Text("no letterhead and no title found", style="yellow", justify="center")
    return Panel(Group(*parts), title=Text(plan.source.name) if plan.source else None, border_style="blue")


def _number(header: Header) -> str | None:
    return header.number and f"Số: {header.number}"


def _place_and_date(header: Header) -> str | None:
    return ", ".join(filter(None, [header.place, str(header.date or "")])) or None


def _promulgation(plan: Plan) -> Text:
    issued = plan.promulgation
    if issued is None:
        return Text()
    words = (issued.doc_type or "decision", issued.number, str(issued.date or ""))
    return Text("issued with " + " ".join(filter(None, words)), justify="center")


def _scope(plan: Plan) -> Iterator[str]:
    scope = plan.scope
    if scope.period:
        yield _range(*scope.period)
    elif scope.year:
        yield str(scope.year)
    if scope.level:
        yield scope.level
    if scope.province:
        today = scope.province_today
        yield scope.province if today in (None, scope.province) else f"{scope.province} (today {today})"
    yield from scope.campaigns


def _outline(sections: Sequence[Section], appendices: Sequence[Appendix]) -> Table:
    """A line a section, cut off where the line ends; its kind on the right, where any is known."""
    nodes = [*_nodes(sections)]
    for appendix in appendices:
        nodes += [(0, "appendix", appendix.title, None), *_nodes(appendix.sections, 1)]
    with_kinds = any(kind for _, _, _, kind in nodes)
    grid = _grid()
    grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    if with_kinds:
        grid.add_column(no_wrap=True, style="cyan")
    for depth, label, title, kind in nodes:
        line = Text.assemble("  " * depth, (label, "bold blue"), " ", (title, "bold" if depth == 0 else ""))
        grid.add_row(line, *([kind or ""] if with_kinds else []))
    return grid


def _nodes(sections: Iterable[Section], depth: int = 0) -> Iterator[tuple[int, str, str, str | None]]:
    for section in sections:
        yield depth, section.label, section.title, section.kind
        yield from _nodes(section.children, depth + 1)


def _tasks(tasks: Sequence[Task]) -> Table:
    grid = _schedule("When", "What", "Who")
    group = None
    for task in tasks:
        if task.group and task.group != group:
            grid.add_row("", Text(task.group, style="bold"), "")
        group = task.group
        place = Text(f" — {task.place}", style="dim") if task.place else ""
        grid.add_row(_when(task.when), Text.assemble(task.activity, place), _bodies(task))
    return grid


def _bodies(task: Task) -> Text:
    """Those who lead or carry it out first; a word before those who do something else."""
    lines = []
    for field, word in _BODIES:
        names = ", ".join(getattr(task, field))
        if names:
            lines.append(Text.assemble((word, "cyan"), names))
    return Text("\n").join(lines)


def _deadlines(deadlines: Sequence[Deadline]) -> Table:
    grid = _schedule("Due", "What", "By → to")
    for one in deadlines:
        due = Text(_bound(one.op, str(one.due)) if one.due else _recurrence(one.rrule))
        who = " → ".join(filter(None, [", ".join(one.by), one.to]))
        via = Text(f"\nvia {', '.join(one.via)}" if one.via else "", style="dim")
        grid.add_row(due, Text(one.what), Text.assemble(who, via))
    return grid


def _when(when: When | None) -> Text:
    """The days it says; its own words where these are no days."""
    if when is None:
        return Text("—", style="dim")
    if when.start and when.end:
        return Text(_bound(when.op, _range(when.start, when.end, "\n– ")))
    return Text(_bound(when.op, str(when.start or when.end)) if when.start or when.end else when.text)


def _bound(op: str | None, day: str) -> str:
    return f"{_BOUNDS[op]}\n{day}" if op in _BOUNDS else day


def _recurrence(rrule: str | None) -> str:
    """A rule of RFC 5545 in words, a part a line: `every 3 months`, `day 20`."""
    parts = dict(part.partition("=")[::2] for part in (rrule or "").split(";") if part)
    unit, interval = _FREQUENCIES.get(parts.pop("FREQ", ""), ""), parts.pop("INTERVAL", "1")
    every = [f"every {unit}" if interval == "1" else f"every {interval} {unit}s"] if unit else []
    rest = [f"{_RECURRENCE.get(name, name)} {value.replace(',', ', ')}" for name, value in parts.items()]
    return "\n".join(every + rest) or "—"


def _range(first: dt.date, last: dt.date, between: str = " – ") -> str:
    return first.isoformat() if first == last else f"{first}{between}{last}"


def _rest(plan: Plan) -> Table:
    """What has no table of its own: counts, and the names of those who signed and receive."""
    grid = _grid()
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(ratio=1)
    basis = sum(citation.basis for citation in plan.citations)
    counts = (
        (len(plan.citations), "citations", f" ({basis} as basis)"),
        (len(plan.times), "times", ""),
        (len(plan.units), "bodies", ""),
        (len(plan.targets), "targets", ""),
    )
    signature = plan.signature
    signed = signature and " · ".join(filter(None, [signature.authority, signature.position, signature.name]))
    rows = (
        ("facts", ", ".join(f"{name} {count}{note}" for count, name, note in counts if count)),
        ("abbreviations", "; ".join(f"{short}: {long}" for short, long in plan.abbreviations.items())),
        ("recipients", "; ".join(f"{one.name} ({one.note})" if one.note else one.name for one in plan.recipients)),
        ("signed", signed or "no signature"),
    )
    for name, value in rows:
        if value:
            grid.add_row(name, Text(value))
    return grid


def _diagnostics(diagnostics: Sequence[Diagnostic]) -> Table:
    """The gravest first; what is told several times in the same words stands once."""
    times: dict[tuple[Severity, str, str], int] = {}
    order = list(_SEVERITIES)
    for one in sorted(diagnostics, key=lambda one: order.index(one.severity)):
        key = (one.severity, one.code, one.message)
        times[key] = times.get(key, 0) + 1
    grid = _grid()
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for (severity, code, message), count in times.items():
        repeated = Text(f" (×{count})" if count > 1 else "", style="dim")
        grid.add_row(Text(severity, style=_SEVERITIES[severity]), code, Text.assemble(message, repeated))
    return grid


def _grid() -> Table:
    return Table(box=None, show_header=False, expand=True, padding=_GAP, pad_edge=False)


def _schedule(when: str, what: str, who: str) -> Table:
    """A table of three columns, the first as wide as a day needs."""
    table = Table(box=None, header_style="cyan", expand=True, padding=_GAP, pad_edge=False)
    table.add_column(when, width=_DAYS, overflow="fold")
    table.add_column(what, ratio=3)
    table.add_column(who, ratio=2)
    return table


def _lines(*lines: tuple[str | None, str]) -> Text:
    """The lines that are there, each in its style."""
    return Text("\n").join(Text(line, style=style) for line, style in lines if line)
