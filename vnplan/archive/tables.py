"""The tables of an archive: what columns they have, and the rows that a plan gives.

Long form: every row has the key of its plan (`plan_id`, the SHA-256 of the file) and its number in the plan from 0
(`n`). `spans` are places in `plans.text`; `span_start` and `span_end` repeat the first of them. Nothing here needs
pyarrow: rows are tuples of JSON values, dates in ISO 8601.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from vnplan.model import Plan, Section, Span, Unit, When
from vnplan.text import fold, squeeze

TABLES_VERSION = "1.0"  # a new column raises the second number, all else the first

Kind = Literal["string", "integer", "number", "boolean", "date", "strings", "spans", "pairs"]
Value = str | int | float | bool | None | list[str] | list[tuple[int, int, str]] | list[tuple[str, str]]
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `strings` are a list of texts, `spans` of (start, end, text), `pairs` of (short, long)."""

    name: str
    kind: Kind
    meaning: str


def _columns(*lines: str) -> tuple[Column, ...]:
    """Columns from lines `name kind meaning`."""
    found = []
    for line in lines:
        name, kind, meaning = line.split(None, 2)
        found.append(Column(name, kind, meaning))  # type: ignore[arg-type]
    return tuple(found)


_KEY = ("plan_id string SHA-256 of the plan's file: plans.plan_id", "n integer number of the row in its plan, from 0")
_PLACE = (
    "span_start integer where its first span starts in plans.text",
    "span_end integer where its first span ends",
    "spans spans all places that prove it",
)
_WHEN = (
    "date_from date first day, empty for an open side",
    "date_to date last day, empty for an open side",
    "op string <, <=, > or >= for a bound",
    "rrule string recurrence by RFC 5545",
    "time_from string start by the clock, Asia/Ho_Chi_Minh",
    "time_to string end by the clock",
    "part_of_day string morning, noon, afternoon, evening, night or day",
    "certainty string fixed, tentative, approximate or conditional",
    "year_source string where the year was printed",
    "calendar string gregorian or lunar: what the text counts in",
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "plans": _columns(
        "plan_id string SHA-256 of the file: the key of all tables",
        "name string the file's address",
        "media_type string media type of the file",
        "size integer bytes of the file",
        "reader string the reader that gave the text",
        "pages integer pages, where the format has them",
        "vnplan string version of vnplan that parsed it",
        "governing_body string cơ quan chủ quản",
        "issuing_body string cơ quan ban hành",
        "number string số, ký hiệu",
        "place string địa danh",
        "date date day of issue",
        "doc_type string tên loại",
        "subject string trích yếu",
        "decision_number string number of the decision that issues the plan",
        "decision_date date its day",
        "decision_type string its type",
        "decision_subject string its subject",
        "year integer year that the plan is for",
        "period_from date first day of its period",
        "period_to date last day of its period",
        "level string central, province, district, commune or unit",
        "province string as called when the plan was issued",
        "province_today string since 1 July 2025",
        "campaigns strings campaigns it belongs to",
        "authority string TM., KT., TL. … of who signed",
        "position string office of who signed",
        "signer string name of who signed",
        "abbreviations pairs short and long forms that the plan defines",
        "text string the document's text: spans are places in it",
        "json string the whole plan as JSON",
    ),
    "sections": _columns(
        *_KEY,
        "parent integer n of the section around it",
        "depth integer 0 for the outermost",
        "path string labels joined by /",
        "label string printed label",
        "title string heading",
        "kind string purpose, content, organisation …",
        "appendix string title of the appendix it stands in",
        "extent_start integer where its text starts, children included",
        "extent_end integer where its text ends",
        *_PLACE,
    ),
    "tasks": _columns(
        *_KEY,
        "activity string what is done",
        "when_text string printed time",
        *_WHEN,
        "place string where",
        "lead strings bodies that lead",
        "implement strings bodies that carry it out",
        "coordinate strings bodies that take part",
        "monitor strings bodies that watch it",
        "advise strings bodies that advise",
        "output string what comes of it",
        "budget string money",
        "item string printed number of the row",
        "heading string group row above it",
        "origin string table or text",
        "section string path of the section or title of the appendix",
        "note string remark column",
        *_PLACE,
    ),
    "bodies": _columns(
        *_KEY,
        "source string tasks or deadlines",
        "source_n integer n of the row there",
        "role string lead, implement, coordinate, monitor, advise; by, via for deadlines",
        "body string as printed",
        "unit_n integer n of the body in units, where one has this name",
        "unit string its canonical name, else as printed",
    ),
    "times": _columns(*_KEY, "text string printed time", "role string what part it plays", *_WHEN, *_PLACE),
    "units": _columns(
        *_KEY,
        "name string canonical name",
        "texts strings printed forms",
        "kind string kind of body",
        "level string central, province, district, commune or unit",
        "is_group boolean a group of bodies",
        *_PLACE,
    ),
    "citations": _columns(
        *_KEY,
        "type string type of document",
        "number string its number",
        "date date its day",
        "issuer string who issued it",
        "basis boolean ground for the plan",
        *_PLACE,
    ),
    "deadlines": _columns(
        *_KEY,
        "due date last or bounding day",
        "op string <, <=, > or >=",
        "what string duty",
        "responsible strings who",
        "addressee string to whom",
        "via strings through whom",
        "rrule string recurrence",
        *_PLACE,
    ),
    "targets": _columns(
        *_KEY,
        "text string printed target",
        "op string <, <=, >, >=, = or ~",
        "value number number to reach",
        "unit string of what",
        *_PLACE,
    ),
    "themes": _columns(*_KEY, "campaign string campaign", "text string motto", *_PLACE),
    "recipients": _columns(*_KEY, "name string printed item", "note string purpose", *_PLACE),
    "diagnostics": _columns(
        *_KEY,
        "code string from vnplan.diagnostics",
        "severity string info, warning or error",
        "message string for people",
        *_PLACE,
    ),
}
LISTS: dict[str, tuple[Column, ...]] = {  # of the archive as a whole: written anew from the manifest after each run
    "files": _columns(
        "name string the file's address",
        "plan_id string SHA-256 of its content: plans.plan_id where it was read",
        "size integer bytes",
        "state string read, failed, or duplicate: same content as another file",
        "same_as string the file whose content it shares, for duplicates",
    ),
    "errors": _columns(
        "name string the file's address",
        "sha256 string of its content, where there is one",
        "kind string class of the error",
        "cause string what is wrong",
        "remedy string what to do",
        "format string format, where it was told",
    ),
}


def rows(plan: Plan, *, plan_id: str, text: str, json: str, version: str) -> dict[str, list[Row]]:
    """The rows of all tables that a plan gives; `text` is its document's."""
    found: dict[str, list[Row]] = {
        "plans": [_plan(plan, plan_id, text, json, version)],
        "sections": list(_sections(plan)),
        "tasks": [
            (
                task.activity, task.when.text if task.when else None, *_when(task.when), task.place, [*task.lead],
                [*task.implement], [*task.coordinate], [*task.monitor], [*task.advise], task.output, task.budget,
                task.order, task.group, task.origin, task.section, task.note, *_place(task.spans),
            )
            for task in plan.tasks
        ],
        "bodies": list(_bodies(plan)),
        "times": [(one.text, one.role, *_when(one), *_place(one.spans)) for one in plan.times],
        "units": [
            (one.name, [*one.texts], one.kind, one.level, one.group, *_place(one.spans)) for one in plan.units
        ],
        "citations": [
            (one.type, one.number, _iso(one.date), one.issuer, one.basis, *_place(one.spans)) for one in plan.citations
        ],
        "deadlines": [
            (
                _iso(one.due), one.op, one.what, [*one.by], one.to, [*one.via], one.rrule, *_place(one.spans),
            )
            for one in plan.deadlines
        ],
        "targets": [(one.text, one.op, one.value, one.unit, *_place(one.spans)) for one in plan.targets],
        "themes": [(one.campaign, one.text, *_place(one.spans)) for one in plan.themes],
        "recipients": [(one.name, one.note, *_place(one.spans)) for one in plan.recipients],
        "diagnostics": [(one.code, one.severity, one.message, *_place(one.spans)) for one in plan.diagnostics],
    }  # fmt: skip
    return {
        table: some if table == "plans" else [(plan_id, n, *row) for n, row in enumerate(some)]
        for table, some in found.items()
    }


def _plan(plan: Plan, plan_id: str, text: str, json: str, version: str) -> Row:
    header, scope, source = plan.header, plan.scope, plan.source
    decision, signature = plan.promulgation, plan.signature
    period = scope.period or (None, None)
    return (
        plan_id,
        *((source.name, source.media_type, source.size, source.reader, source.pages) if source else (None,) * 5),
        version,
        header.governing_body, header.issuing_body, header.number, header.place, _iso(header.date), header.doc_type,
        header.subject,
        *((decision.number, _iso(decision.date), decision.doc_type, decision.subject) if decision else (None,) * 4),
        scope.year, _iso(period[0]), _iso(period[1]), scope.level, scope.province, scope.province_today,
        [*scope.campaigns],
        *((signature.authority, signature.position, signature.name) if signature else (None,) * 3),
        [*plan.abbreviations.items()],
        text,
        json,
    )  # fmt: skip


def _sections(plan: Plan) -> Iterator[Row]:
    count = 0

    def walk(
        sections: Iterable[Section], parent: int | None, path: str, depth: int, within: str | None
    ) -> Iterator[Row]:
        nonlocal count
        for one in sections:
            own, count = count, count + 1
            here = f"{path}/{one.label}" if path else one.label
            yield (parent, depth, here, one.label, one.title, one.kind, within, *one.extent, *_place(one.spans))
            yield from walk(one.children, own, here, depth + 1, within)

    yield from walk(plan.sections, None, "", 0, None)
    for appendix in plan.appendices:
        yield from walk(appendix.sections, None, "", 0, appendix.title)


def _bodies(plan: Plan) -> Iterator[Row]:
    known: dict[str, tuple[int, Unit]] = {}
    for n, unit in enumerate(plan.units):
        for text in (unit.name, *unit.texts):
            known.setdefault(squeeze(fold(text)), (n, unit))
    for n, task in enumerate(plan.tasks):
        for role in ("lead", "implement", "coordinate", "monitor", "advise"):
            for body in getattr(task, role):
                yield ("tasks", n, role, body, *_unit(body, known))
    for n, deadline in enumerate(plan.deadlines):
        for body in deadline.by:
            yield ("deadlines", n, "by", body, *_unit(body, known))
        for body in deadline.via:
            yield ("deadlines", n, "via", body, *_unit(body, known))


def _unit(body: str, known: dict[str, tuple[int, Unit]]) -> tuple[int | None, str]:
    found = known.get(squeeze(fold(body)))
    return (found[0], found[1].name) if found else (None, body)


def _when(when: When | None) -> tuple[str | None, ...]:
    if when is None:
        return (None,) * len(_WHEN)
    return (
        _iso(when.start), _iso(when.end), when.op, when.rrule, _iso(when.start_time), _iso(when.end_time),
        when.part_of_day, when.certainty, when.year_source, when.calendar,
    )  # fmt: skip


def _place(spans: tuple[Span, ...]) -> tuple[int | None, int | None, list[tuple[int, int, str]]]:
    every = [(span.start, span.end, span.text) for span in spans]
    return (every[0][0], every[0][1], every) if every else (None, None, every)


def _iso(value: dt.date | dt.time | None) -> str | None:
    return value.isoformat() if value is not None else None
