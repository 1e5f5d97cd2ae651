"""Tables in plain text whose columns are kept apart by blanks alone, as `pdftotext -layout` prints them.

A table is told by its header: three names or more on one line, two of them names of columns that plans use. Its
columns are the bands that stay blank on every line; a line with something in the first column begins a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnplan.gazetteer.columns import column_of
from vnplan.readers.draft import CellDraft, ParagraphDraft, TableDraft
from vnplan.readers.plain_grid import LABEL, Full, breaks_off, full_widths
from vnplan.text import is_upper

_GAP = re.compile(r" {2,}")
_BEGINS_ROW = re.compile(
    LABEL.pattern
    + r"|^(?:\d{1,2}\s?(?:h|g|giờ|:)\s?\d{0,2}|\d{1,2}\s?[/.]\s?\d{1,2}|(?:[Tt]háng|[Nn]gày|[Tt]uần|[Qq]uý|[Tt]hứ)\s)"
)  # 3; 7h30; 05/3; Tháng 3
_BULLET = re.compile(r"^[-+•*]\s")
_LONGEST = 400  # lines of one table
_WIDEST = 300  # characters of a line


class AlignedTable(TableDraft):
    """A table whose cells hold paragraphs, where those of other tables hold lines."""


def aligned_table(lines: Sequence[str], start: int) -> tuple[AlignedTable | None, int] | None:
    """The table whose header stands at `start`, and the first line after it; without one, lines that are none."""
    if not _is_header(lines[start]):
        return None
    end = _end(lines, start)
    block = [line.rstrip() for line in lines[start:end] if line.strip()]
    bands = _bands(block)
    if len(block) < 3 or len(bands) < 3:
        return None, end
    rows: list[list[list[str]]] = []
    for line in block:
        cells = [line[a:b].strip() for a, b in bands]
        if cells[0] or not rows:
            rows.append([[] for _ in bands])
        for cell, text in zip(rows[-1], cells, strict=True):
            if text:
                cell.append(text)
    numbered = sum(_BEGINS_ROW.match(" ".join(row[0])) is not None for row in rows[1:])
    if len(rows) < 2 or numbered < 0.7 * (len(rows) - 1):
        return None, end  # without numbers or times in the first column rows can't be told from wrapped lines
    widths = full_widths([row[c] for row in rows] for c in range(len(bands)))
    drafts = [
        CellDraft(r, c, blocks=[ParagraphDraft(text) for text in _joined(cell, widths[c])])
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    ]
    return AlignedTable(len(rows), len(bands), drafts), end


def _joined(lines: Sequence[str], full: Full | None) -> list[str]:
    """The paragraphs of a cell: a line goes on in the next, unless a bullet or room left over tells them apart."""
    out: list[str] = []
    last = ""
    for line in lines:
        item = _BULLET.match(line) and (_BULLET.match(lines[0]) or last[-1:] in ".;:")  # else a dash within a name
        if out and not item and not breaks_off(last, line, full):
            out[-1] += f" {line}"
        else:
            out.append(line)
        last = line
    return out


def _is_header(line: str) -> bool:
    if "   " not in line or len(line) > _WIDEST:
        return False
    names = [name for name in _GAP.split(line.strip()) if name]
    return len(names) >= 3 and sum(len(name) < 60 and column_of(name) is not None for name in names) >= 2


def _end(lines: Sequence[str], start: int) -> int:
    """The line after the table: a blank line is followed by one that has no columns, or the text closes the gaps."""
    margin = len(lines[start]) - len(lines[start].lstrip())
    heads = {margin, *(gap.end() for gap in _GAP.finditer(lines[start], margin))}
    end = start + 1
    for i in range(start + 1, min(len(lines), start + _LONGEST)):
        line = lines[i]
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        indented = indent >= margin + 3 and (lines[i - 1].strip() or indent in heads)
        if (
            len(line) > _WIDEST
            or "\t" in line
            or "|" in line
            or i - end > 2
            or not (indented or _GAP.search(line.strip()))
        ):
            break
        end = i + 1
    return end


def _heads_group(line: str) -> bool:
    """Whether a line is a label and a title in capitals: II   NÂNG CAO NĂNG LỰC."""
    pieces = _GAP.split(line.strip())
    return len(pieces) == 2 and LABEL.match(pieces[0]) is not None and is_upper(pieces[1])


def _bands(block: Sequence[str]) -> list[tuple[int, int]]:
    """The columns as ranges of characters: what is not blank on every line by two characters or more.

    Rows that head a group run over the columns: they don't count.
    """
    block = [line for line in block if not _heads_group(line)]
    width = max(map(len, block), default=0)
    filled = [any(x < len(line) and line[x] != " " for line in block) for x in range(width)]
    bands: list[tuple[int, int]] = []
    for x, full in enumerate(filled):
        if not full:
            continue
        if bands and x - bands[-1][1] < 2:
            bands[-1] = (bands[-1][0], x + 1)
        else:
            bands.append((x, x + 1))
    return bands
