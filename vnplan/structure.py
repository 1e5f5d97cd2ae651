"""Layout, outline and tables of a document together: every paragraph in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vnplan.document import Block, Document, Paragraph, Table, paragraphs
from vnplan.ending import Annex
from vnplan.extractors.tables import Reading, read_table
from vnplan.layout import Layout, analyse
from vnplan.model import Appendix, Diagnostic, Section, Span, walk
from vnplan.outline import outline
from vnplan.segments import Segment, Zone
from vnplan.text import squeeze


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table understood, and the section or appendix in which it stands."""

    index: int
    table: Table
    reading: Reading
    section: str | None  # path of labels, or the title of the appendix
    title: str | None  # of that section


@dataclass(frozen=True, slots=True)
class Structure:
    """A document with its zones, its tree of sections, its tables, and its paragraphs as segments in reading order."""

    layout: Layout
    sections: tuple[Section, ...]
    appendices: tuple[Appendix, ...]
    tables: tuple[PlacedTable, ...]
    segments: tuple[Segment, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one run of blocks gives."""

    sections: tuple[Section, ...]
    tables: tuple[PlacedTable, ...]
    segments: tuple[Segment, ...]
    diagnostics: tuple[Diagnostic, ...]


def structure(document: Document) -> Structure:
    """Find zones, sections and tables of a document. Never fails: what is not there is empty."""
    layout = analyse(document)
    numbers = {id(t): i for i, t in enumerate(b for b in document.blocks if isinstance(b, Table))}
    parts: list[_Part] = []
    decision = layout.decision
    loose: list[Segment] = [*_plain(layout.letterhead, "letterhead"), *_plain(layout.title, "title")]
    loose += _plain(layout.notes, "title")
    if decision is not None:
        loose += _plain(decision.title, "promulgation")
        loose += _plain(paragraphs(decision.opening), "opening")
        parts.append(_part(document, decision.articles, "promulgation", numbers))
    loose += _plain(paragraphs(layout.opening), "opening")
    parts.append(_part(document, layout.body, "body", numbers))
    loose += _plain(layout.closing, "closing")
    loose += _plain(layout.recipients, "recipients")
    loose += _plain(layout.signature, "signature")
    sections = tuple(s for part in parts for s in part.sections)
    appendices: list[Appendix] = []
    for i, annex in enumerate(layout.appendices):
        title = squeeze(" ".join(document.slice(p) for p in annex.title))
        part = _part(document, annex.blocks, "appendix", numbers, appendix=i, name=title)
        loose += [Segment(p.start, p.end, "appendix", heading=True, appendix=i) for p in annex.title]
        parts.append(part)
        appendices.append(_appendix(document, annex, title, part))
    segments = [*loose, *(s for part in parts for s in part.segments)]
    return Structure(
        layout,
        sections,
        tuple(appendices),
        tuple(t for part in parts for t in part.tables),
        tuple(sorted(segments, key=lambda s: s.start)),
        tuple(d for part in parts for d in part.diagnostics),
    )


def _plain(lines: Iterable[Paragraph], zone: Zone) -> list[Segment]:
    return [Segment(p.start, p.end, zone) for p in lines]


def _part(
    document: Document,
    blocks: Sequence[Block],
    zone: Zone,
    numbers: dict[int, int],
    *,
    appendix: int | None = None,
    name: str | None = None,
) -> _Part:
    """Sections, tables and segments of a run of blocks."""
    lines = [b for b in blocks if isinstance(b, Paragraph)]
    tree = outline(document.text, lines)
    titles = {path: section.title for path, section in walk(tree.sections)}
    places = iter(tree.places)
    path: str | None = None
    segments: list[Segment] = []
    tables: list[PlacedTable] = []
    reading: Reading | None = None  # of the table right above
    for block in blocks:
        if isinstance(block, Paragraph):
            reading = None
            path, heading = next(places)
            segments.append(Segment(block.start, block.end, zone, path, heading, appendix))
        else:
            number = numbers.get(id(block), -1)
            reading = read_table(document, block, reading)
            tables.append(PlacedTable(number, block, reading, name or path, titles.get(path or "")))
            segments.extend(_cells(block, reading, zone, path, appendix, number))
    return _Part(tree.sections, tuple(tables), tuple(segments), tree.diagnostics)


def _cells(
    table: Table, reading: Reading, zone: Zone, path: str | None, appendix: int | None, number: int
) -> Iterator[Segment]:
    for cell in table.cells:
        column = reading.columns[cell.column] if cell.column < len(reading.columns) else None
        header = cell.row < reading.header_rows
        for p in paragraphs(cell.blocks):
            yield Segment(p.start, p.end, zone, path, False, appendix, number, cell.row, None if header else column)


def _appendix(document: Document, annex: Annex, title: str, part: _Part) -> Appendix:
    lines = [*annex.title, *paragraphs(annex.blocks)]
    return Appendix(
        title=title,
        sections=part.sections,
        spans=tuple(Span(start=p.start, end=p.end, text=document.slice(p)) for p in annex.title),
        extent=(lines[0].start, max(p.end for p in lines)) if lines else (0, 0),
    )
