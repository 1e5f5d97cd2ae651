"""A comparison as tables: the matrix of activities by province and year, and what changed, as frames, XLSX or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnplan.comparison.records import Cascade, Change, Comparison, Difference, PlanRef
from vnplan.errors import MissingDependency

if TYPE_CHECKING:
    import pandas
    import polars

Record = dict[str, Any]

_BY: Mapping[str, Callable[[PlanRef], object]] = {
    "plan": lambda ref: ref.key,
    "province": lambda ref: ref.province or ref.key,
    "year": lambda ref: ref.year,
    "level": lambda ref: ref.level,
    "region": lambda ref: ref.province_today or ref.province or ref.key,
}
_CELL = 32_000  # characters; a cell of a spreadsheet holds 32,767


def matrix(comparison: Comparison) -> list[Record]:
    """One record an activity and plan: row, activity, province, year, days, bodies, how surely it stands in its row."""
    refs = {ref.key: ref for ref in comparison.plans}
    found = []
    for number, row in enumerate(comparison.rows):
        for cell in row.cells:
            ref, activity = refs[cell.plan], cell.activity
            when = activity.when
            found.append(
                {
                    "row": number,
                    "activity": row.name,
                    "plan": ref.key,
                    "province": ref.province,
                    "province_today": ref.province_today,
                    "level": ref.level,
                    "year": ref.year,
                    "said": activity.name,
                    "start": when.start if when else None,
                    "end": when.end if when else None,
                    "time": when.text if when else None,
                    "rrule": when.rrule if when else None,
                    "offset": activity.offset,
                    "responsible": "; ".join(activity.responsible),
                    "coordinate": "; ".join(activity.coordinate),
                    "confidence": cell.confidence,
                }
            )
    return found


def wide(comparison: Comparison, by: str = "plan") -> tuple[list[str], list[list[str]]]:
    """The matrix with a column for each plan, province, year, level or region: header and rows; a cell holds days.

    Where several plans share a column, their days stand in order, each once.
    """
    refs = {ref.key: ref for ref in comparison.plans}
    values = sorted({_BY[by](ref) for ref in comparison.plans}, key=lambda v: (v is None, str(v)))
    if by == "plan":
        values = [ref.key for ref in comparison.plans]
    lines = []
    for row in comparison.rows:
        cells: dict[object, list[str]] = {}
        for cell in row.cells:
            cells.setdefault(_BY[by](refs[cell.plan]), []).append(_days(cell.activity.when))
        lines.append([row.name, *("; ".join(dict.fromkeys(cells.get(value, []))) for value in values)])
    return ["activity", *("" if value is None else str(value) for value in values)], lines


def _days(when: Any) -> str:
    if when is None or not (when.start or when.end):
        return when.text if when is not None else "x"
    first, last = when.start, when.end
    if first == last or last is None:
        return str(first)
    return f"– {last}" if first is None else f"{first} – {last}"


def changes(comparison: Comparison) -> list[Record]:
    """One record a change: which plans, which activity, which field, before, after, by how much."""
    return [record for difference in comparison.differences for record in _changes(difference)]


def _changes(difference: Difference) -> list[Record]:
    found: list[Record] = []

    def add(status: str, activity: str, **rest: Any) -> None:
        plain: Record = {"before": difference.before, "after": difference.after, "status": status, "activity": activity}
        found.append(plain | dict.fromkeys(_CHANGE) | rest)

    for pair in difference.pairs:
        told: Sequence[Change | None] = pair.changes or (None,)
        for change in told:
            values = change.model_dump(include={"field", "delta", "unit", "cause", "note"}) if change else {}
            values |= {"from": change.before, "to": change.after} if change else {}
            add(pair.status, pair.after.name, confidence=pair.confidence, **values)
    for gone in difference.dropped:
        add("ended" if gone.ended else "dropped", gone.activity.name, note=gone.ended)
    for one in difference.added:
        add("added", one.name)
    return found


_CHANGE = ("field", "from", "to", "delta", "unit", "cause", "note", "confidence")


def to_pandas(records: Sequence[Record]) -> pandas.DataFrame:
    """Records as a pandas frame; needs pandas."""
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas", "pandas") from error
    return pandas.DataFrame.from_records(list(records))


def to_polars(records: Sequence[Record]) -> polars.DataFrame:
    """Records as a polars frame; needs polars."""
    try:
        import polars
    except ImportError as error:
        raise _missing("polars", "polars") from error
    return polars.from_dicts(list(records), infer_schema_length=None) if records else polars.DataFrame()


def write_xlsx(comparison: Comparison, target: str | Path, *, by: str = "plan") -> None:
    """A workbook: the matrix wide and long, the changes, and the plans; needs xlsxwriter. Texts are never formulas."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise _missing("xlsxwriter", "vnplan[export]") from error
    header, lines = wide(comparison, by)
    plans = [ref.model_dump(exclude={"campaigns"}) for ref in comparison.plans]
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(target), options | {"default_date_format": "yyyy-mm-dd"}) as book:
        bold = book.add_format({"bold": True})
        _sheet(book.add_worksheet("matrix"), header, lines, bold)
        for name, records in (("cells", matrix(comparison)), ("changes", changes(comparison)), ("plans", plans)):
            columns = list(records[0]) if records else []
            _sheet(book.add_worksheet(name), columns, [[r[c] for c in columns] for r in records], bold)


def _sheet(sheet: Any, header: Sequence[str], lines: Sequence[Sequence[Any]], bold: Any) -> None:
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 1)
    for at, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            sheet.write(at, column, value[:_CELL] if isinstance(value, str) else value)
    if header:
        sheet.set_column(0, len(header) - 1, 22)


def coverage_records(cascade: Cascade) -> list[Record]:
    """One record a directive and child."""
    return [
        {
            "kind": directive.kind,
            "directive": directive.text,
            "section": directive.section,
            "asked": "; ".join(directive.asked),
            "child": taking.child,
            "status": taking.status,
            "said": taking.text,
            "delta": next((c.delta for c in taking.changes if c.delta is not None), None),
            "confidence": taking.confidence,
        }
        for directive in cascade.directives
        for taking in directive.children
    ]


def _missing(package: str, install: str) -> MissingDependency:
    return MissingDependency(f"{package} is not installed", source="comparison", remedy=f"pip install {install}")
