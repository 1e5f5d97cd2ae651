"""Expressions of time in a text: what day, month or span they mean, how bounded, how often, and in what role.

`find_times` reads any text by itself, `extract_times` a document's segments, `parse_when` one field or cell.
Rules: plan JSON, "times"; domain part 4. A year that is not printed is inherited (domain 4.6) and `year_source` says
from where; what stays unknown stays None.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from vnplan.diagnostics import diagnose
from vnplan.extractors.time_cues import field_op
from vnplan.extractors.time_mentions import Mention, clock_of
from vnplan.extractors.time_roles import pair_years, role_of, years_said
from vnplan.extractors.time_search import find_mentions, lone_clock, relative_when
from vnplan.extractors.time_values import (
    YearSource,
    invalid,
    lacks_year,
    lunar_without_year,
    value,
    weekday_wrong,
    with_year,
)
from vnplan.extractors.time_years import Setting, day_beside, resolve, year_ahead, year_opened
from vnplan.model import Diagnostic, Span, Time, TimeRole, When
from vnplan.segments import Segment
from vnplan.text import fold, squeeze

_SENTENCE = re.compile(r"[.;?!](?=\s)|\n")
_GAP = re.compile(r"\n[ \t]{0,20}\n")  # between paragraphs
_SCHOOL_YEAR = re.compile(r"năm\s{1,3}học\s{0,3}(20\d\d)\s{0,3}-\s{0,3}(20\d\d)")  # "năm học 2025 - 2026"
_REGULAR = re.compile(
    r"(?<!\w)(?:định\s{1,3}kỳ|(?:hằng|hàng|mỗi)\s{1,3}năm)(?!\w)"
)  # "báo cáo định kỳ … trước ngày 20/11"
_HEADING_YEAR = re.compile(r"(?<!\w)năm\s{1,3}((?:19|20|21)\d\d)(?!\d|\s{0,3}[-–])")  # "trong năm 2025"


def find_times(text: str, *, reference: dt.date | None = None, year: int | None = None) -> tuple[Time, ...]:
    """The times of a text (NFC), in order, with spans in it.

    `reference` is the day the text was written; `year` the year it is about. Without both, a day whose year is not
    printed keeps its text and has no bounds.
    """
    setting = Setting(reference, year)
    times: list[Time] = []
    start = 0
    for gap in _GAP.finditer(text):
        times.extend(_read(text[start : gap.start()], start, None, setting, (), None, False)[0])
        start = gap.end()
    times.extend(_read(text[start:], start, None, setting, (), None, False)[0])
    return tuple(times)


def extract_times(
    text: str,
    segments: Sequence[Segment],
    *,
    issued: dt.date | None,
    year: int | None,
    citations: Sequence[tuple[int, int]] = (),
    school_year: tuple[int, int] | None = None,
    period: tuple[dt.date, dt.date] | None = None,
) -> tuple[tuple[Time, ...], tuple[Diagnostic, ...]]:
    """The times of a document's segments, in the order of the segments, and what is doubtful about them.

    `year` is the plan's year, `period` and `school_year` say more where it spans several; `citations` are ranges of
    `text` that cite a document, to the end of its date: times that begin there have the role "citation".
    """
    if school_year is None:
        school_year = school_year_of(text, segments, year)
    setting = Setting(issued, year, school_year, period)
    cited = tuple(sorted(citations))
    headings: dict[str, int] = {}
    times: list[Time] = []
    diagnostics: list[Diagnostic] = []
    for segment in segments:
        part = text[segment.start : segment.end]
        if segment.heading and segment.section:
            said = {int(found) for found in _HEADING_YEAR.findall(part.lower())}
            if len(said) == 1:
                headings[segment.section] = said.pop()
        heading = _of_section(headings, segment.section)
        found, doubts = _read(part, segment.start, segment, setting, cited, heading, segment.column == "time")
        times.extend(found)
        diagnostics.extend(doubts)
    inferred = [time for time in times if time.year_source in ("near", "heading", "plan", "issued")]
    if inferred:
        spans = tuple(dict.fromkeys(span for time in inferred for span in time.spans))
        diagnostics.append(diagnose("year-inferred", f"{len(inferred)} times", spans))
    return tuple(times), tuple(diagnostics)


def parse_when(
    text: str,
    *,
    issued: dt.date | None = None,
    year: int | None = None,
    label: str | None = None,
    school_year: tuple[int, int] | None = None,
    period: tuple[dt.date, dt.date] | None = None,
) -> When | None:
    """The value of one cell or labelled field of times; None for a blank one.

    Takes bare years, days and months as times. `label` is the field's name or the column's head: one that speaks of
    completion (`Thời gian hoàn thành`, `Thời hạn`) makes a plain value a bound "<=". Of several times those that form
    one span are joined, else the first counts. `text` of the result is always the whole cell.
    """
    whole = squeeze(text)
    if not whole:
        return None
    setting = Setting(issued, year, school_year, period)
    key = fold(text)
    values: list[When] = []
    found = find_mentions(text, cell=True)
    for index, mention in enumerate(found):
        mention = _recurring(key, mention, [], year)
        beside = day_beside(key, found, index) if lunar_without_year(mention) else None
        resolved = resolve(text, mention, setting, None, None, beside)
        if resolved is not None and not invalid(resolved[0]):
            read = value(resolved[0], whole, issued=issued, source=resolved[1])
            if read is not None:
                values.append(read)
    best = _joined(values) or relative_when(text, issued) or _with_clock(text)
    if best is None:
        return When(text=whole)
    op = best.op or (field_op(label) if label and best.rrule is None else None)
    return best.model_copy(update={"text": whole, "op": op})


def _joined(values: list[When]) -> When | None:
    """One value of a cell's several: spans that follow each other without a gap are one; a rule needs a day to win."""
    dated = [found for found in values if found.start or found.end or (found.rrule and "BY" in found.rrule)]
    if not dated:
        return values[0] if values else None
    best = dated[0]
    for found in dated[1:]:
        plain = not (best.rrule or best.op or found.rrule or found.op)
        if not plain or best.end is None or found.start is None or found.start - best.end != dt.timedelta(days=1):
            break
        best = best.model_copy(update={"end": found.end, "end_time": found.end_time})
    return best


def _with_clock(text: str) -> When | None:
    clock = lone_clock(text)
    if clock is None:
        return None
    return When(text=squeeze(text), start_time=clock_of(clock[0]), end_time=clock_of(clock[1]))


def school_year_of(text: str, segments: Sequence[Segment], year: int | None) -> tuple[int, int] | None:
    """The school year that the plan's title names, unless the plan is for its second calendar year alone."""
    title = " ".join(fold(text[segment.start : segment.end]) for segment in segments if segment.zone == "title")
    for match in _SCHOOL_YEAR.finditer(title):
        first, last = int(match[1]), int(match[2])
        if last == first + 1 and year in (None, first):
            return first, last
    return None


def _of_section(headings: dict[str, int], section: str | None) -> int | None:
    while section:
        if section in headings:
            return headings[section]
        section = section.rpartition("/")[0]
    return None


def _read(
    text: str,
    base: int,
    segment: Segment | None,
    setting: Setting,
    cited: Sequence[tuple[int, int]],
    heading: int | None,
    cell: bool,
) -> tuple[list[Time], list[Diagnostic]]:
    """The times of one paragraph that starts at `base` of the document."""
    times: list[Time] = []
    doubts: list[Diagnostic] = []
    mentions = [
        mention
        for mention in find_mentions(text, cell=cell)
        if not (mention.head == "year" and mention.op is None and not mention.today)
    ]
    if not mentions:
        return times, doubts
    key = fold(text)
    breaks = [match.start() for match in _SENTENCE.finditer(key)]
    near: int | None = None
    for index, mention in enumerate(mentions):
        span = Span(start=base + mention.start, end=base + mention.end, text=text[mention.start : mention.end])
        inside = _inside(cited, base + (mention.first.start if mention.first else mention.start))
        around = year_ahead(mentions, index, breaks) if near is None else near
        mention = _recurring(key, mention, breaks, setting.year)
        beside = day_beside(key, mentions, index) if lunar_without_year(mention) else None
        opened = year_opened(key, mention, breaks)
        resolved: tuple[Mention, YearSource] | None
        if opened and lacks_year(mention) and not lunar_without_year(mention):
            resolved = with_year(mention, opened), "near"
        else:
            resolved = resolve(text, mention, setting, around, heading, beside)
        if resolved is None:
            role: TimeRole = "anniversary" if mention.head == "named" else "event"
            times.append(Time(text=squeeze(span.text), spans=(span,), role=role, op=mention.op))
            continue
        mention, source = resolved
        if invalid(mention):
            doubts.append(diagnose("invalid-date", squeeze(span.text), (span,)))
            continue
        when = value(mention, squeeze(span.text), issued=setting.issued, source=source)
        if when is None:
            continue
        role = role_of(text, key, mention, when, segment, inside, setting.issued)
        times.append(Time(**when.model_dump(), role=role, spans=(span,)))
        doubts.extend(_doubts(key, mention, when, span))
        if (
            source in ("printed", "range")
            and role not in ("citation", "anniversary", "issued", "historic", "term")
            and mention.head == "date"
        ):
            last = mention.last or mention.first
            near = last.year if last is not None and last.year else near
    return times, doubts


def _inside(cited: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether a time that starts at `start` stands in the citation of a document."""
    before = bisect_right(cited, (start, start)) - 1
    return any(begin <= start < end for begin, end in cited[max(before, 0) : before + 2])


def _recurring(key: str, mention: Mention, breaks: list[int], year: int | None) -> Mention:
    """A bound without a year in a sentence about what is done regularly recurs every year."""
    part = mention.first
    if (
        mention.yearly
        or mention.rrule
        or part is None
        or part.unit not in ("day", "month")
        or part.year
        or part.month is None
    ):
        return mention
    if mention.op not in ("<", "<=") and not mention.next_year and not mention.periodic:
        return mention
    number = bisect_right(breaks, mention.start)
    begin = breaks[number - 1] if number else 0
    end = breaks[number] if number < len(breaks) else len(key)
    sentence = key[max(begin, mention.start - 300) : min(end, mention.end + 60)]
    regular = _REGULAR.search(sentence) or (mention.periodic and year is None)
    return replace(mention, yearly=True) if regular else mention


def _doubts(key: str, mention: Mention, when: When, span: Span) -> list[Diagnostic]:
    doubts = []
    wrong = weekday_wrong(mention)
    if wrong is not None:
        doubts.append(diagnose("weekday-mismatch", f"{squeeze(span.text)}: {wrong:%d/%m/%Y} is a {wrong:%A}", (span,)))
    if when.start is not None and when.end is not None and when.end < when.start:
        doubts.append(diagnose("range-reversed", squeeze(span.text), (span,)))
    years = pair_years(mention)
    said = years_said(key, mention) if years is not None else None
    if said is not None and said != years:
        doubts.append(diagnose("anniversary-mismatch", f"{said} said, {years} counted: {squeeze(span.text)}", (span,)))
    return doubts
