"""Comparisons and cascades as something that rich can print at any width; printed text is never read as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from vnplan.comparison.cascade import coverage
from vnplan.comparison.records import Activity, Cascade, Change, Comparison, Coverage, Difference, NumberPair, PlanRef
from vnplan.comparison.tables import wide
from vnplan.model import When

_GAP = (0, 2, 0, 0)
_FIELDS = {
    "when": "time",
    "responsible": "who",
    "coordinate": "with",
    "monitor": "check",
    "place": "place",
    "output": "output",
    "budget": "money",
    "target": "target",
}
_STATUS: dict[Coverage, tuple[str, str]] = {
    "taken_up": ("✓", "green"),
    "changed": ("±", "yellow"),
    "left_out": ("✗", "red"),
    "not_asked": ("·", "dim"),
}
_COLUMNS = 8  # plans side by side in a matrix; more are told by their number
_NAMES = 12  # bodies named in one line


def render(comparison: Comparison, *, by: str = "plan") -> RenderableType:
    """The plans, the matrix where there are more than two, and every difference."""
    return Group(*_parts(comparison, by))


def _parts(comparison: Comparison, by: str) -> Iterator[RenderableType]:
    yield _title("Plans", len(comparison.plans))
    for ref in comparison.plans:
        yield _plan(ref)
    if len(comparison.plans) > 2:
        yield _title("Matrix", len(comparison.rows))
        yield _matrix(comparison, by)
    for difference in comparison.differences:
        yield from _difference(difference)


def _title(title: str, count: int | None = None) -> RenderableType:
    text = Text(title, style="bold") if count is None else Text.assemble((title, "bold"), (f" {count}", "dim"))
    return Group("", Rule(text, align="left", style="dim", characters="─"))


def _plan(ref: PlanRef) -> Text:
    today = f" (today {ref.province_today})" if ref.province_today not in (None, ref.province) else ""
    words = (ref.number, str(ref.date or ""), ref.issuer, ref.source)
    return Text.assemble((ref.key + today, "bold"), "  ", (" · ".join(filter(None, words)), "dim"))


def _matrix(comparison: Comparison, by: str) -> RenderableType:
    header, lines = wide(comparison, by)
    if len(header) - 1 > _COLUMNS:
        table = Table(box=None, header_style="cyan", expand=True, padding=_GAP, pad_edge=False)
        table.add_column("Activity", ratio=1)
        table.add_column("in how many", justify="right")
        for line in sorted(lines, key=lambda line: -sum(map(bool, line[1:])))[:60]:
            table.add_row(Text(line[0]), f"{sum(map(bool, line[1:]))} of {len(header) - 1}")
        return table
    table = Table(box=None, header_style="cyan", expand=True, padding=_GAP, pad_edge=False)
    table.add_column("Activity", ratio=2)
    for name in header[1:]:
        table.add_column(Text(name), ratio=1)
    shared = sorted(enumerate(lines), key=lambda entry: (-sum(map(bool, entry[1][1:])), entry[0]))
    for _, line in shared:
        table.add_row(Text(line[0]), *(Text(cell or "—", style="" if cell else "dim") for cell in line[1:]))
    return table


def _difference(one: Difference) -> Iterator[RenderableType]:
    years = one.relation == "years"
    yield _title(f"{one.before} → {one.after}" if years else f"{one.before} | {one.after}")
    yield from (Text(note, style="yellow") for note in one.notes)
    for theme in one.themes:
        same = "same theme" if theme.same else "theme"
        yield Text.assemble((f"{same}: ", "cyan"), f"{theme.before or '—'}  →  {theme.after or '—'}")
    kept = [pair for pair in one.pairs if pair.status == "kept"]
    changed = [pair for pair in one.pairs if pair.status == "changed"]
    only = ("dropped", "added") if years else (f"only in {one.before}", f"only in {one.after}")
    counts = (
        f"{len(kept)} kept",
        f"{len(changed)} changed",
        f"{len(one.dropped)} {only[0]}",
        f"{len(one.added)} {only[1]}",
    )
    yield Text("activities: " + ", ".join(counts), style="bold")
    grid = Table(box=None, show_header=False, expand=True, padding=_GAP, pad_edge=False)
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    for pair in changed:
        lines = [Text.assemble(_both(pair.before, pair.after), (f"  {pair.confidence:.2f}", "dim"))]
        grid.add_row(Text("±", style="yellow"), Text("\n").join([*lines, *map(_change, pair.changes)]))
    for pair in kept:
        lines = [Text.assemble(_both(pair.before, pair.after), (f"  {pair.confidence:.2f}", "dim"))]
        grid.add_row("=", Text("\n").join([*lines, *map(_change, pair.changes)]))
    for gone in one.dropped:
        text = Text.assemble(_short(gone.activity.name), (f"  {gone.ended}" if gone.ended else "", "yellow"))
        grid.add_row(Text("-", style="red"), text)
    for added in one.added:
        grid.add_row(Text("+", style="green"), Text.assemble(_short(added.name), (f"  {_when(added.when)}", "dim")))
    yield grid
    for word, numbers in (("targets", one.targets), ("deadlines", one.deadlines)):
        if numbers:
            yield Text(word, style="bold")
            yield _numbers(numbers)
    yield from _bodies(one)


def _both(before: Activity, after: Activity) -> Text:
    return Text(after.name) if before.name == after.name else Text.assemble(before.name, ("  →  ", "dim"), after.name)


def _change(change: Change) -> Text:
    delta = ""
    if change.delta:
        delta = f" ({change.delta:+g} {change.unit or ''})".replace(" )", ")")
    note = f"  {change.note}" if change.note else ""
    style = "dim" if change.cause == "reform" else "cyan"
    words = f"{change.before or '—'} → {change.after or '—'}"
    return Text.assemble((f"  {_FIELDS[change.field]}: ", style), words, (delta, "bold"), (note, "dim"))


def _numbers(pairs: Sequence[NumberPair]) -> Table:
    signs = {"kept": ("=", ""), "changed": ("±", "yellow"), "dropped": ("-", "red"), "added": ("+", "green")}
    grid = Table(box=None, show_header=False, expand=True, padding=_GAP, pad_edge=False)
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    for pair in sorted(pairs, key=lambda pair: list(signs).index(pair.status)):
        sign, style = signs[pair.status]
        delta = f"  ({pair.delta:+g} {pair.unit or ''})".replace(" )", ")") if pair.delta else ""
        words = " → ".join(_short(text) for text in (pair.before, pair.after) if text)
        grid.add_row(Text(sign, style=style), Text.assemble(words, (delta, "bold")))
    return grid


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def _bodies(one: Difference) -> Iterator[Text]:
    for word, status in (
        ("bodies renamed", "renamed"),
        ("bodies ended", "ended"),
        ("bodies gone", "gone"),
        ("bodies new", "new"),
    ):
        some = [body for body in one.bodies if body.status == status]
        if some:
            names = [f"{b.before} → {b.after}" if b.before and b.after else b.before or b.after or "" for b in some]
            more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
            yield Text.assemble((f"{word}: ", "cyan"), "; ".join(names[:_NAMES]), (more, "dim"))


def _when(when: When | None) -> str:
    if when is None:
        return ""
    days = [str(day) for day in (when.start, when.end) if day]
    return " – ".join(dict.fromkeys(days)) or when.text


def render_cascade(cascade: Cascade) -> RenderableType:
    """What each child takes up, changes, leaves out, adds."""
    return Group(*_cascade(cascade))


def _cascade(cascade: Cascade) -> Iterator[RenderableType]:
    yield _title("Parent")
    yield _plan(cascade.parent)
    yield _title("Children", len(cascade.children))
    shares = coverage(cascade)
    for number, ref in enumerate(cascade.children, start=1):
        done, asked = shares[ref.key]
        yield Text.assemble((f"{number}  ", "cyan"), _plan(ref), f"  {done} of {asked} asked for")
    yield from (Text(note, style="yellow") for note in cascade.notes)
    for kind, title in (("activity", "Activities"), ("target", "Targets"), ("deadline", "Deadlines")):
        some = [d for d in cascade.directives if d.kind == kind]
        if not some:
            continue
        yield _title(title, len(some))
        table = Table(box=None, header_style="cyan", expand=True, padding=_GAP, pad_edge=False)
        table.add_column("", ratio=1)
        for number in range(1, len(cascade.children) + 1):
            table.add_column(str(number), justify="left", width=16)
        for directive in some:
            cells = []
            for taking in directive.children:
                sign, style = _STATUS[taking.status]
                delta = next((c for c in taking.changes if c.delta), None)
                told = f" {delta.delta:+g} {delta.unit or ''}" if delta is not None else ""
                cells.append(Text.assemble((sign, style), told))
            table.add_row(Text(_short(directive.text)), *cells)
        yield table
    if cascade.additions:
        yield _title("Added", len(cascade.additions))
        yield from (Text.assemble((f"{one.child}: ", "cyan"), one.activity.name) for one in cascade.additions)
    yield Text("✓ taken up   ± changed   ✗ left out   · not asked of it", style="dim")
