"""Pages of words with boxes to drafts: columns, paragraphs and tables in reading order.

Pure, and the same for a PDF's text layer and for optical recognition: whoever has words with boxes (and, for ruled
tables, ruling lines) makes `Page`s of them and calls `layout`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers.draft import Draft, ParagraphDraft
from vnplan.readers.page_columns import Columns, Frame, columns_table, frame_of, split_columns
from vnplan.readers.page_furniture import caption_words, footnote_start, margins, without_marks
from vnplan.readers.page_paragraphs import paragraphs, setting_of
from vnplan.readers.page_stitch import fits, stitch
from vnplan.readers.page_tables import PageTable, find_tables
from vnplan.readers.page_words import Line, Page, Rule, Word, lines, paragraph

__all__ = ["Layout", "Page", "Rule", "Word", "layout"]


@dataclass(slots=True)
class Layout:
    """Drafts in reading order; page numbers, running heads and captions of signatures; footnotes."""

    drafts: list[Draft] = field(default_factory=list)
    furniture: list[ParagraphDraft] = field(default_factory=list)
    footnotes: list[ParagraphDraft] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """A page on its way: its lines outside tables, its tables, and its furniture."""

    page: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]
    furniture: list[ParagraphDraft]


def layout(pages: Iterable[Page], *, limits: Limits = DEFAULT_LIMITS, source: str = "<bytes>") -> Layout:
    """The pages' drafts in reading order.

    Takes the pages one by one, so that a generator need not hold them all. LimitExceeded for more than
    `limits.max_cells` table cells together.
    """
    sheets: list[_Sheet] = []
    cells = 0
    for page in pages:
        sheet = _sheet(page)
        cells += sum(len(table.draft.cells) for table in sheet.tables)
        limits.check("max_cells", cells, source=source)
        sheets.append(sheet)
    done = Layout()
    _take_furniture(sheets, done)
    frames = _frames(sheets)
    flow: list[Line | Columns | PageTable] = []
    running: list[list[Line]] = []
    for sheet in sheets:
        parts = split_columns(sheet.lines, frames[sheet.page])
        running.append([part for part in parts if isinstance(part, Line)])
        flow.extend(sorted([*parts, *sheet.tables], key=_top))
    setting = setting_of(running, frames)
    run: list[Line] = []
    table: PageTable | None = None
    for item in [*flow, None]:
        if isinstance(item, PageTable) and table is not None and not run and fits(table, item):
            table = stitch(table, item)
            continue
        if table is not None:
            done.drafts.append(table.draft)
            table = None
        if isinstance(item, Line):
            run.append(item)
            continue
        done.drafts.extend(paragraphs(run, setting))
        run = []
        if isinstance(item, Columns):
            done.drafts.append(columns_table(item))
        table = item if isinstance(item, PageTable) else None
    return done


def _top(item: Line | Columns | PageTable) -> float:
    return item.box.top if isinstance(item, PageTable) else item.top


def _sheet(page: Page) -> _Sheet:
    words, captions = caption_words(page)
    tables = find_tables(page, words) if page.rules else []
    used = set().union(*(table.used for table in tables)) if tables else set()
    free = [word for index, word in enumerate(words) if index not in used]
    furniture = [paragraph([line]) for line in lines(page.number, captions)]
    turned = [word for word in free if not word.upright]
    if turned:  # a watermark, or a seal's text around its edge
        furniture.append(paragraph(lines(page.number, turned[:1])))
        furniture[-1].text = " ".join(word.text for word in turned)
    found = lines(page.number, [word for word in free if word.upright], page.images)
    return _Sheet(page.number, page.width, page.height, found, tables, furniture)


def _take_furniture(sheets: Sequence[_Sheet], done: Layout) -> None:
    """Move page numbers, running heads and footnotes out of the sheets' lines."""
    sizes = [line.size for sheet in sheets for line in sheet.lines if len(line.words) > 4]
    usual = median(sizes) if sizes else 0.0
    taken = margins([sheet.lines for sheet in sheets], [sheet.height for sheet in sheets])
    for sheet, marginal in zip(sheets, taken, strict=True):
        done.furniture.extend(paragraph([sheet.lines[index]]) for index in sorted(marginal))
        done.furniture.extend(sheet.furniture)
        kept = [line for index, line in enumerate(sheet.lines) if index not in marginal]
        start = footnote_start(kept, usual)
        notes = kept[start:]
        marks = {line.words[0].text for line in notes}
        if notes:
            done.footnotes.extend(_notes(notes))
            kept = [without_marks(line, marks) for line in kept[:start]]
        sheet.lines = kept


def _notes(found: Sequence[Line]) -> list[ParagraphDraft]:
    """Footnotes: each begins with its mark."""
    groups: list[list[Line]] = []
    for line in found:
        if not groups or line.words[0].raised or line.words[0].size < 0.85 * line.size:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [paragraph(group) for group in groups]


def _frames(sheets: Sequence[_Sheet]) -> dict[int, Frame]:
    """Left and right edge of the text on each page.

    A page with few lines, or whose lines all stand inside the edges that pages of its width usually have, takes those.
    """
    full: dict[int, list[Frame]] = {}
    for sheet in sheets:
        if len(sheet.lines) >= 8:
            full.setdefault(round(sheet.width), []).append(frame_of(sheet.lines, sheet.width, None))
    usual = {
        width: Frame(
            sorted(frame.left for frame in found)[len(found) // 4],
            sorted(frame.right for frame in found)[len(found) - 1 - len(found) // 4],
        )
        for width, found in full.items()
    }
    done: dict[int, Frame] = {}
    for sheet in sheets:
        common = usual.get(round(sheet.width))
        own = frame_of(sheet.lines, sheet.width, common)
        inside = common is not None and own.left > common.left - 4 and own.right < common.right + 4
        done[sheet.page] = common if common is not None and inside else own
    return done
