"""Plan -> diagnostics that need the whole plan: what is missing, and what does not fit together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vnplan.diagnostics import diagnose
from vnplan.model import Diagnostic, Plan


def lint(plan: Plan) -> tuple[Diagnostic, ...]:
    """Diagnostics about a parsed plan, in a fixed order."""
    return (*_missing(plan), *_dates(plan), *_tasks(plan))


def _missing(plan: Plan) -> Iterator[Diagnostic]:
    header = plan.header
    if header.issuing_body is None and header.number is None:
        yield diagnose("no-letterhead")
    if header.doc_type is None:
        yield diagnose("no-title")
    if header.number is not None and not header.number[:1].isdigit():
        yield diagnose("blank-number", header.number, header.evidence.get("number", ()))
    if header.date is None and plan.promulgation is None and "date" in header.evidence:
        yield diagnose("blank-date", "", header.evidence["date"])
    if plan.signature is None:
        yield diagnose("no-signature")
    if not plan.recipients:
        yield diagnose("no-recipients")


def _issued(plan: Plan) -> dt.date | None:
    return plan.header.date or (plan.promulgation.date if plan.promulgation else None)


def _dates(plan: Plan) -> Iterator[Diagnostic]:
    issued = _issued(plan)
    if issued is None:
        return
    for citation in plan.citations:
        if citation.basis and citation.date is not None and citation.date > issued:
            yield diagnose("issued-before-basis", f"{citation.number}, {citation.date.isoformat()}", citation.spans[:1])
    for time in plan.times:
        last = time.end or time.start
        if time.role in ("event", "deadline") and last is not None and time.rrule is None and last < issued:
            yield diagnose("event-before-issue", time.text, time.spans)


def _tasks(plan: Plan) -> Iterator[Diagnostic]:
    for task in plan.tasks:
        if task.origin == "table" and not (task.lead or task.implement or task.advise):
            yield diagnose("missing-lead", task.activity[:60], task.spans[:1])
