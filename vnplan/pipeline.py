"""parse(): the whole library on one screen."""

from __future__ import annotations

from vnplan.deadlines import deadlines
from vnplan.document import Document, paragraphs
from vnplan.extractors.abbreviations import extract_abbreviations
from vnplan.extractors.assignments import find_assignments
from vnplan.extractors.citations import extract_citations
from vnplan.extractors.closing import extract_recipients, extract_signature
from vnplan.extractors.header import extract_header, extract_promulgation, promulgation_of
from vnplan.extractors.scope import extract_scope
from vnplan.extractors.targets import extract_targets
from vnplan.extractors.themes import extract_themes
from vnplan.extractors.times import extract_times, parse_when, school_year_of
from vnplan.extractors.units import extract_units
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.lint import lint
from vnplan.model import Diagnostic, Plan, SourceInfo, When
from vnplan.readers import Readable, read, read_text
from vnplan.resolution import join_activities
from vnplan.schedule import plan_period
from vnplan.structure import structure
from vnplan.tasks import prose_tasks, table_tasks

__all__ = ["parse", "parse_text", "read", "understand"]


def parse(
    source: Readable, *, name: str | None = None, password: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Plan:
    """The plan in a file: a path, bytes, or an open binary file.

    Raises a `VnplanError` where the source can't be read; what is doubtful is told in `Plan.diagnostics`.
    """
    return understand(read(source, name=name, password=password, limits=limits))


def parse_text(text: str, *, name: str = "<text>", limits: Limits = DEFAULT_LIMITS) -> Plan:
    """The plan in a text already in memory."""
    return understand(read_text(text, name=name, limits=limits))


def understand(document: Document) -> Plan:
    """The plan in a document that was read."""
    text = document.text
    found = structure(document)
    layout, segments = found.layout, found.segments

    promulgated = layout.decision is not None
    header = extract_header(
        text, layout.letterhead, layout.title, closing=(*layout.signature, *layout.closing), promulgated=promulgated
    )
    promulgation = (
        extract_promulgation(text, layout.letterhead, layout.decision.title)
        if layout.decision
        else promulgation_of(text, paragraphs(layout.opening))
    )
    recipients = extract_recipients(text, layout.recipients)
    signature = extract_signature(text, layout.signature)

    issued = header.date or (promulgation.date if promulgation else None)
    numbers = header.number or (promulgation.number if promulgation else None)
    citations, cited, open_references = extract_citations(text, segments, own_number=numbers, own_date=issued)
    abbreviations, abbreviation_slips = extract_abbreviations(text, segments)
    dated = header.model_copy(update={"date": issued})  # a decision bears the date for its plan
    scope, scope_notes = extract_scope(text, segments, header=dated, citations=citations, signature=signature)
    themes = extract_themes(text, segments, campaign=scope.campaigns[0] if scope.campaigns else None)
    school_year = school_year_of(text, segments, scope.year)
    times, time_slips = extract_times(
        text,
        segments,
        issued=issued,
        year=scope.year,
        citations=cited,
        school_year=school_year,
        period=scope.period,
    )
    units = extract_units(text, segments, header=dated, scope=scope, abbreviations=abbreviations)
    targets = extract_targets(text, segments)

    def when(value: str, label: str) -> When | None:
        return parse_when(
            value,
            issued=issued,
            year=scope.year,
            label=label or None,
            school_year=school_year,
            period=scope.period,
        )

    table = tuple(
        task
        for t in found.tables
        if t.reading.kind == "tasks"
        for task in table_tasks(document, t.reading, when, section=t.section, title=t.title)
    )
    prose = prose_tasks(text, find_assignments(text, segments, found.sections), times, when)
    tasks = (*table, *prose)
    activities, told_twice = join_activities(
        tasks, sections=found.sections, abbreviations=abbreviations, period=plan_period(scope, issued)
    )
    remarks = tuple(Diagnostic(code=r.code, severity=r.severity, message=r.message) for r in document.remarks)
    plan = Plan(
        header=header,
        promulgation=promulgation,
        scope=scope,
        citations=citations,
        sections=found.sections,
        appendices=found.appendices,
        themes=themes,
        times=times,
        units=units,
        tasks=tasks,
        activities=activities,
        deadlines=deadlines(text, segments, tasks, times),
        targets=targets,
        abbreviations=abbreviations,
        recipients=recipients,
        signature=signature,
        diagnostics=(
            *remarks,
            *found.diagnostics,
            *open_references,
            *abbreviation_slips,
            *scope_notes,
            *time_slips,
            *told_twice,
        ),
        source=SourceInfo(
            name=document.source.name,
            media_type=document.source.media_type,
            sha256=document.source.sha256,
            size=document.source.size,
            reader=document.source.reader,
            pages=document.pages,
        ),
    )
    return plan.model_copy(update={"diagnostics": (*plan.diagnostics, *lint(plan))})
