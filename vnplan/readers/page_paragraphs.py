"""Lines of running text to paragraphs, over page breaks too. Pure.

Vietnamese plans set paragraphs justified with the first line indented by about a centimetre (Decree 30/2020/NĐ-CP,
annex I, part II, 6); others set them flush with space between, or hang the lines of a list item.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from vnplan.readers.draft import ParagraphDraft
from vnplan.readers.page_columns import Frame
from vnplan.readers.page_words import Line, paragraph
from vnplan.text import is_upper

_MARKER = re.compile(
    r"(?:[-–—+•*▪✓]\s*[^\W_]|(?:[IVXLC]{1,6}|[A-ZĐ])\s*[./)-]\s*[^\W\d_]|\d{1,2}(?:\.\d{1,2}){0,3}\s*[./)]\s*[^\W\d]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[^\W\d]|[a-zđ]\d?\s*[.)]\s*\S|\((?:\d{1,2}|[a-zđ])\)"
    r"|(?:Điều|Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:\d|[IVX])|(?:PHỤ LỤC|Nơi nhận|Căn cứ|CĂN CỨ)\b)"
)  # `1.1. Tổ chức`
_END = re.compile(r"(?:[.;:!?…]|\./\.?)\s*['\"”»)]?$")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: the text's edges on each page, the usual step from line to line, first-line indents.

    `justified`: most lines end at the right edge, so that a line which does not is a paragraph's last.
    """

    frames: dict[int, Frame]
    pitch: float
    indented: bool
    indent: float  # the usual first-line indent
    justified: bool


def setting_of(pages: Sequence[Sequence[Line]], frames: dict[int, Frame]) -> Setting:
    """What the lines of running text, page by page, tell of their setting."""
    steps: list[float] = []
    flush = 0
    indents: Counter[int] = Counter()
    for page in pages:
        for last, line in itertools.pairwise(page):
            shift = line.x0 - frames[line.page].left
            if shift < 0.5 * line.size:
                flush += 1
                if 0 < line.bottom - last.bottom < 3 * line.size:
                    steps.append(line.bottom - last.bottom)
            elif shift < 7 * line.size and line.x0 - last.x0 > -1:
                indents[round(shift / 3)] += 1
    ends = [frames[line.page].right - line.x1 for page in pages for line in page]
    justified = sum(abs(end) < 2 for end in ends) > 0.4 * len(ends)
    usual, count = indents.most_common(1)[0] if indents else (0, 0)
    return Setting(frames, median(steps) if steps else 0.0, count >= max(2, 0.08 * flush), usual * 3.0, justified)


def paragraphs(run: Sequence[Line], setting: Setting) -> list[ParagraphDraft]:
    """The paragraphs of lines that follow each other without a table or columns between."""
    if not run:
        return []
    middle = _centered(run, setting)
    groups: list[tuple[list[Line], bool]] = [([run[0]], middle[0])]
    for index in range(1, len(run)):
        line = run[index]
        if middle[index] or middle[index - 1] or _begins(groups[-1][0], line, setting):
            groups.append(([line], middle[index]))
        else:
            groups[-1][0].append(line)
    return [paragraph(group, centered=centered) for group, centered in groups]


def _centered(run: Sequence[Line], setting: Setting) -> list[bool]:
    """Which lines are centred: as far from both edges; wide ones only beside a narrower centred line."""
    sure: list[bool] = []
    fair: list[bool] = []
    for index, line in enumerate(run):
        frame = setting.frames[line.page]
        left, right = line.x0 - frame.left, frame.right - line.x1
        even = abs(left - right) < max(0.8 * line.size, 0.06 * (left + right))
        at_indent = setting.indented and abs(left - setting.indent) < 4
        prose = _MARKER.match(line.text) is not None and not is_upper(line.text)
        prose = prose or any(_below_each_other(line, other) for other in run[max(index - 1, 0) : index + 2])
        plain = not (line.bold or line.italic or is_upper(line.text)) and left + right < 0.4 * (
            frame.right - frame.left
        )
        sure.append(even and left > 2 * line.size and not at_indent and not prose and not plain)
        fair.append(even and left > -2 * line.size and not prose)
    done = list(sure)
    for order in (range(1, len(run)), range(len(run) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for index in order:
            line, other = run[index], run[index - step]
            if done[index] or not fair[index] or not done[index - step] or line.page != other.page:
                continue
            alike = line.bold == other.bold and line.italic == other.italic and abs(line.size - other.size) < 1
            close = abs(line.bottom - other.bottom) < (2.6 if line.bold else 1.6) * line.size
            wide = line.x0 - setting.frames[line.page].left < 0.3 * line.size  # could be a justified line of text
            if alike and close and (line.bold or not wide):
                done[index] = True
    return done


def _below_each_other(line: Line, other: Line) -> bool:
    """Whether two neighbouring lines begin at one edge and end at two: set flush, not centred."""
    near = line.page == other.page and abs(line.bottom - other.bottom) < 1.8 * line.size
    return near and abs(line.x0 - other.x0) < 1 and abs(line.x1 - other.x1) > 3


def _begins(group: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Whether a line begins a new paragraph after the lines of the one before it."""
    last = group[-1]
    size = line.size
    frame = setting.frames[line.page]
    shift = line.x0 - frame.left
    step = shift - (last.x0 - setting.frames[last.page].left)
    ended = _END.search(last.text) is not None
    room = _room(last, line, setting)
    lower = line.text[0].islower()
    marker = _MARKER.match(line.text) is not None
    flows = not ended and not room and not marker  # the line before was full and its sentence goes on
    if _apart(last, line, setting) and not (flows and lower):
        return True
    if abs(line.size - last.size) > 0.15 * max(line.size, last.size) and (ended or room):
        return True
    if marker and (shift > 0.6 * size or ended or room) and not _dash_inside(group, line, ended, room, step):
        return True
    if len(group) == 1:
        if step > 0.5 * size:  # further in than the first line: hanging, or a new indent
            hangs = _MARKER.match(last.text) is not None and step < 4 * size
            return room and (ended or not lower) if hangs else not (flows and lower)
        if step < -0.5 * size and shift < 0.6 * size:  # back at the edge: the second line of an indented paragraph
            return room and (ended or not lower)
        if setting.indented and shift > 0.6 * size:  # two lines at the indent
            return not (flows and (lower or abs(shift - setting.indent) > 6))
        return _begins_flush(last, line, setting, ended, room, lower)
    if step > 0.5 * size:
        return not (flows and lower)
    if step < -0.5 * size:
        return not (flows and lower)
    return _begins_flush(last, line, setting, ended, room, lower)


def _begins_flush(last: Line, line: Line, setting: Setting, ended: bool, room: bool, lower: bool) -> bool:
    """Whether a line at the same edge as the one before it begins a paragraph."""
    if room:
        return ended or not lower
    return ended and line.page != last.page and not setting.indented and not lower


def _apart(last: Line, line: Line, setting: Setting) -> bool:
    """Whether more space than between lines stands above a line."""
    if last.page != line.page:
        return False
    usual = setting.pitch or 1.4 * line.size
    step = line.bottom - last.bottom
    return step > 1.3 * usual and step > 1.25 * line.size


def _room(last: Line, line: Line, setting: Setting) -> bool:
    """Whether the line's first word would still have stood on the line before it: that line was ended on purpose."""
    edge = setting.frames[last.page].right
    if last.limit is not None:
        edge = min(edge, last.limit - last.size)
    elif setting.justified:
        return edge - last.x1 > 0.5 * line.size
    first = line.words[0]
    return edge - last.x1 > first.x1 - first.x0 + 0.3 * line.size + 2


def _dash_inside(group: Sequence[Line], line: Line, ended: bool, room: bool, step: float) -> bool:
    """A dash that begins a line within a sentence, such as `Tư pháp` | `- Hộ tịch`: nothing ended and no indent."""
    if line.text[0] not in "-–—+" or ended or room:
        return False
    hangs = _MARKER.match(group[0].text) is not None and 0.5 * line.size < step < 4 * line.size
    return abs(step) < 0.5 * line.size if len(group) > 1 else hangs or step < -0.5 * line.size
