"""What time, level and place a plan is for, from its letterhead, subject and, where these are silent, its text.

What was inferred and not printed in the letterhead or subject is told in a diagnostic `scope-inferred`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vnplan.diagnostics import diagnose
from vnplan.extractors.unit_mentions import parse_bodies
from vnplan.extractors.unit_words import Body
from vnplan.gazetteer.campaigns import find_campaigns
from vnplan.gazetteer.places import find_places, find_province, province_today
from vnplan.model import Citation, Diagnostic, Header, Level, Scope, Signature, Span
from vnplan.segments import Segment
from vnplan.text import fold, squeeze

Period = tuple[dt.date, dt.date]

_YEARS = re.compile(
    r"\b(?P<what>năm học|giai đoạn|nhiệm kỳ|các năm|trong năm|năm|thời kỳ)?\s*(?:từ\s+)?(?:năm\s+)?"
    r"(?P<first>(?:19|20)\d\d)\s*(?:-|đến(?:\s+hết)?(?:\s+năm)?|,|và(?:\s+năm)?)\s*(?:năm\s+)?(?P<last>(?:19|20)\d\d)\b"
)  # "giai đoạn 2026 - 2030"
_TERM_OF = re.compile(r"\bkhóa\s+\w+\s*[,(]?\s*$")  # "Hội đồng nhân dân khóa XI, nhiệm kỳ 2016 - 2021"
_UNTIL = re.compile(r"\b(?:đến|tới)\s+(?:hết\s+)?năm\s+(?P<year>20\d\d)\b")  # "đến năm 2035"
_YEAR = re.compile(r"\bnăm\s+(?P<year>(?:19|20)\d\d)\b")  # "năm 2023"
_ANY_YEAR = re.compile(r"(?<![\d.])(?P<year>20\d\d)(?![\d.])")  # "Xuân Ất Tỵ 2025"
_DATED = re.compile(r"(?<!\d)\d{1,2}\s*/\s*(?:\d{1,2}\s*/\s*)?(?P<year>20\d\d)(?!\d)|\bnăm (?P<named>20\d\d)\b")
_TIME_LINE = re.compile(
    r"^\W*(?:[ivx]{1,5}[.)]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ]\))?\s*"
    r"thời gian(?: thực hiện| triển khai| tổ chức| kế hoạch)?(?: kế hoạch)?\s*(?:[:.]|$|\bthực hiện\b|\btừ\b)"
)  # "2. Thời gian: Thực hiện từ …"
_DAY = (
    r"(?:ngày\s+)?(?P<d{0}>\d{{1,2}})\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<m{0}>\d{{1,2}})"
    r"(?:\s*(?:/|-|\.|\s+năm\s+)\s*(?P<y{0}>\d{{4}}))?"
)
_RANGE = re.compile(
    rf"\btừ\s+{_DAY.format(1)}\s*(?:đến|-|tới)\s*(?:hết\s+)?{_DAY.format(2)}(?!\d)"
)  # "từ ngày 01/5 đến 31/5/2024"
_MONTHS = re.compile(
    r"\btừ\s+tháng\s+(?P<m1>\d{1,2})(?:\s*(?:/|\s+năm\s+)\s*(?P<y1>\d{4}))?\s*(?:đến|-|tới)\s*(?:hết\s+)?"
    r"tháng\s+(?P<m2>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<y2>\d{4})(?!\d)"
)  # "từ tháng 3 đến tháng 6/2024"
_BRACKETS = re.compile(r"\([^()]*\)")
_FROM_ISSUE = re.compile(
    rf"\btừ\s+(?:khi|ngày)\s+(?:ký\s+)?ban hành[^.;\d]{{0,30}}?đến\s*(?:hết\s+)?{_DAY.format(2)}(?!\d)"
)
_DISTRICT = re.compile(r"\b(?:huyện|thị xã|thành phố|quận|tp\.?|tx\.?)\s+(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){0,3})")
_OFFICE = re.compile(r"^(?:phó )?(?:thủ tướng|chủ tịch|bộ trưởng) (?=\w)", re.IGNORECASE)  # Thủ tướng Chính phủ
_PROVINCE = re.compile(r"\btỉnh\s+(?P<name>[^\W\d_]+(?:\s+(?:-\s+)?[^\W\d_]+){0,4})")


def extract_scope(
    text: str,
    segments: Sequence[Segment],
    *,
    header: Header,
    citations: Sequence[Citation],
    signature: Signature | None,
) -> tuple[Scope, tuple[Diagnostic, ...]]:
    """The scope of a plan, and what of it was inferred.

    Level and province come from the issuer's name, then from the place line and the gazetteer, the citations' issuers
    and the text; the year from the subject, else from the day of issue. `province` is the name of then,
    `province_today` the one since 1 July 2025. A plan over several years has a period and no year.
    """
    notes: list[Diagnostic] = []
    issuers = list(_bodies(header.issuing_body))
    owners = list(_bodies(header.governing_body))
    year, period, inferred = _years(text, segments, header, citations)
    if inferred:
        notes.append(diagnose("scope-inferred", inferred))
    bases = [c.date for c in citations if c.basis and c.date is not None]
    on = max([header.date, *bases]) if header.date else dt.date(year, 7, 1) if year else None

    level = _level(issuers, owners)
    if level is None:
        level, source = _level_elsewhere(text, segments, header, signature, on)
        if level is not None:
            notes.append(diagnose("scope-inferred", f"level {level}, from {source}"))
    province, source = _province(text, segments, header, citations, [*issuers, *owners], level, on)
    if province is not None and source:
        notes.append(diagnose("scope-inferred", f"province {province}, from {source}"))

    evidence: dict[str, tuple[Span, ...]] = {}
    if header.evidence.get("subject") and year is not None and not inferred:
        evidence["year"] = header.evidence["subject"]
    scope = Scope(
        year=year,
        period=period,
        level=level,
        province=province,
        province_today=province_today(province, on) if province else None,
        campaigns=find_campaigns(header.subject or ""),
        evidence=evidence,
    )
    return scope, tuple(notes)


def _bodies(name: str | None) -> Iterable[Body]:
    """The bodies that a letterhead or a signature names; that of an office is its holder's."""
    return parse_bodies(_OFFICE.sub("", squeeze(name)), closed=True) if name else ()


# --- years


def _years(
    text: str, segments: Sequence[Segment], header: Header, citations: Sequence[Citation]
) -> tuple[int | None, Period | None, str]:
    """Year, period, and what was inferred."""
    subject = fold(header.subject or "")
    issued = header.date.year if header.date else _issue_year(text, segments)
    spans = [m for m in _YEARS.finditer(subject) if int(m["first"]) < int(m["last"]) <= int(m["first"]) + 30]
    school = [m for m in spans if m["what"] == "năm học"]
    ranges = [m for m in spans if m["what"] != "năm học" and (issued is None or int(m["last"]) >= issued)]
    ranges = [m for m in ranges if not _TERM_OF.search(subject, 0, m.start())]
    if ranges:
        first, last = int(ranges[-1]["first"]), int(ranges[-1]["last"])
        return None, _whole(first, last), ""
    until = _UNTIL.search(subject)
    if until and issued is not None and int(until["year"]) > issued:
        last = int(until["year"])
        firsts = Counter(int(m["first"]) for m in _YEARS.finditer(fold(text)) if int(m["last"]) == last)
        firsts = Counter({first: n for first, n in firsts.items() if abs(first - issued) <= 2})
        first = firsts.most_common(1)[0][0] if firsts else issued
        return None, _whole(first, last), f"period {first}-{last}; the subject says only until when"
    if school and not _YEAR.search(_YEARS.sub(" ", subject)):
        first, last = int(school[-1]["first"]), int(school[-1]["last"])
        year = issued if issued in (first, last) else first
        return year, _stated(text, segments, header.date, year), f"year {year}, of the school year {first}-{last}"
    named = [int(m["year"]) for m in _YEAR.finditer(subject)]
    if not named:
        named = [int(m["year"]) for m in _ANY_YEAR.finditer(_YEARS.sub(" ", subject))]
    if issued is not None:
        named = [year for year in named if year >= issued - 1] or ([] if spans else named)
    if named:
        year = named[-1]
        return year, _stated(text, segments, header.date, year), ""
    if issued is None:
        return None, _stated(text, segments, header.date, None), ""
    bases = [c.date.year for c in citations if c.basis and c.date is not None]
    if header.date is not None and any(c.basis and c.date and c.date > header.date for c in citations):
        year = max(bases)
        return year, _stated(text, segments, header.date, year), f"year {year}; the day of issue lies before a basis"
    year = _working_year(text, segments, issued)
    return year, _stated(text, segments, header.date, year), f"year {year}, from the day of issue"


def _whole(first: int, last: int) -> Period:
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _issue_year(text: str, segments: Sequence[Segment]) -> int | None:
    """The year of a place line whose day was left blank (`ngày    tháng 12 năm 2011`)."""
    for segment in segments:
        if segment.zone in {"letterhead", "title", "signature", "closing"}:
            line = fold(text[segment.start : segment.end])
            match = _YEAR.search(line)
            if match and "ngày" in line and "tháng" in line:
                return int(match["year"])
    return None


def _working_year(text: str, segments: Sequence[Segment], issued: int) -> int:
    """A plan of late in the year for the next one: what nearly all dates of its body say."""
    counts: Counter[int] = Counter()
    for segment in segments:
        if segment.zone in {"body", "appendix"}:
            for match in _DATED.finditer(fold(text[segment.start : segment.end])):
                counts[int(match["year"] or match["named"])] += 1
    own, after = counts[issued], counts[issued + 1]
    return issued + 1 if after >= 4 and after > 3 * own else issued


def _stated(text: str, segments: Sequence[Segment], issued: dt.date | None, year: int | None) -> Period | None:
    """The period of the plan as a whole: where only one line says `Thời gian (thực hiện): từ … đến …`."""
    body = [s for s in segments if s.zone == "body" and s.table is None]
    lines = [(s, n) for s, n in pairwise([*body, None]) if s and _TIME_LINE.match(fold(text[s.start : s.start + 120]))]
    if len(lines) > 1:  # those of single activities left out: that of a part on time is the plan's
        parts = {s.section for s in body if s.heading and "thời gian" in fold(text[s.start : s.start + 80])}
        lines = [(s, n) for s, n in lines if s.heading and s.section and s.section.rpartition("/")[0] in parts]
    if len(lines) != 1:
        return None
    segment, following = lines[0]
    line = _BRACKETS.sub(" ", fold(text[segment.start : segment.end]))  # a range in brackets is of something else
    found = _range(line, issued, year)
    if found is None and following is not None and len(line) < 60:
        found = _range(fold(text[following.start : following.end]), issued, year)
    return found


def _range(line: str, issued: dt.date | None, year: int | None) -> Period | None:
    match = _RANGE.search(line)
    if match:
        last_year = int(match["y2"]) if match["y2"] else year
        first_year = int(match["y1"]) if match["y1"] else last_year
        return _days(match["d1"], match["m1"], first_year, match["d2"], match["m2"], last_year)
    match = _MONTHS.search(line)
    if match:
        first_year = int(match["y1"] or match["y2"])
        end_month, end_year = int(match["m2"]), int(match["y2"])
        if not 1 <= end_month <= 12:
            return None
        after = dt.date(end_year + end_month // 12, end_month % 12 + 1, 1)
        last = after - dt.timedelta(days=1)
        return _days("1", match["m1"], first_year, str(last.day), match["m2"], end_year)
    match = _FROM_ISSUE.search(line)
    if match and issued is not None:
        last_year = int(match["y2"]) if match["y2"] else year
        return _days(str(issued.day), str(issued.month), issued.year, match["d2"], match["m2"], last_year)
    return None


def _days(d1: str, m1: str, y1: int | None, d2: str, m2: str, y2: int | None) -> Period | None:
    if y1 is None or y2 is None or y2 > 9000:
        return None
    try:
        first, last = dt.date(y1, int(m1), int(d1)), dt.date(y2, int(m2), int(d2))
    except ValueError:
        return None
    return (first, last) if first <= last else None


# --- level


def _level(issuers: Sequence[Body], owners: Sequence[Body]) -> Level | None:
    """The level of the issuer by its name; without one of its own, that of the body above it."""
    for body in issuers:
        found = body_level(body)
        if found:
            return found
    for owner in owners:
        above = body_level(owner)
        if above is None:
            continue
        head = issuers[0].head if issuers else None
        # a council, board or centre works for the body above it
        works = head is not None and head.kind in {"board", "office", "steering", "division", "department", "organ"}
        return above if works or not issuers else None
    return None


def body_level(body: Body) -> Level | None:
    """The level that a body's own name tells, by its head, area or parent."""
    while True:
        head = body.head
        if head and head.level == "unit":
            return "unit"
        if head and head.kind == "ministry" and head.level:
            area = body.area.level if body.area else None
            return area or head.level
        if body.area and body.area.level:
            return _city(body) or body.area.level
        if body.parent is None:
            return head.level if head else None
        body = body.parent


def _city(body: Body) -> Level | None:
    area = body.area
    if area and area.type == "thành phố" and area.name:
        found = find_province(area.name)
        return "province" if found and found.kind == "thành phố" else "district"
    return None


def _level_elsewhere(
    text: str, segments: Sequence[Segment], header: Header, signature: Signature | None, on: dt.date | None
) -> tuple[Level | None, str]:
    """Level without a letterhead: the organ that issues the plan in the opening, the signature, the place line."""
    for segment in segments:
        if segment.zone in {"opening", "closing", "title"}:
            for body in parse_bodies(text, segment.start, segment.end):
                inner = body.parent or body
                reads = body.head is not None and not body.group and not body.person
                if reads and inner.area and inner.area.name is None and inner.area.level and not inner.area.plural:
                    return inner.area.level, "the opening"
    if signature:
        for part in (signature.authority, signature.position):
            for body in _bodies(part):
                level = body_level(body)
                if level:
                    return level, "the signature"
    if header.place:
        if find_province(header.place, on):
            return "province", "the place line"
        levels = {place.level for place in find_places(header.place, on=on)}
        if len(levels) == 1:
            return next(iter(levels)), "the place line"
    return None, ""


# --- province


def _province(
    text: str,
    segments: Sequence[Segment],
    header: Header,
    citations: Sequence[Citation],
    bodies: Sequence[Body],
    level: Level | None,
    on: dt.date | None,
) -> tuple[str | None, str]:
    """The province of the issuer, and where it was found: empty for the letterhead."""
    if level == "central":
        return None, ""
    for body in bodies:
        name = _own_province(body, on)
        if name:
            return name, ""
    place = header.place
    known = find_province(place, on) if place else None
    if known and level in {"province", "unit", None}:
        return known.name, ""
    candidates = _candidates(bodies, header, level, on)
    if len(candidates) == 1:
        return candidates[0], "the gazetteer"
    named = _named(text, segments, header, citations, on)
    for source, names in named:
        fitting = [name for name in names if not candidates or name in candidates]
        if fitting:
            return fitting[0], source
    return (known.name, "the place line") if known else (None, "")


def _own_province(body: Body | None, on: dt.date | None) -> str | None:
    while body is not None:
        if body.area and body.area.name and body.area.level == "province":
            found = find_province(body.area.name, on) or find_province(body.area.name)
            if found:
                return found.name
        body = body.parent
    return None


def _candidates(bodies: Sequence[Body], header: Header, level: Level | None, on: dt.date | None) -> list[str]:
    """Provinces that have a district or commune of the issuer's or the place line's name."""
    wanted: list[str] = []
    for body in bodies:
        inner: Body | None = body
        while inner is not None:
            if inner.area and inner.area.name and inner.area.type:
                wanted.append(f"{inner.area.type} {inner.area.name}")
            inner = inner.parent
    if header.place:
        wanted.append(header.place)
    sets = []
    for name in wanted:
        places = find_places(name, on=on) or find_places(name)
        own = [place for place in places if place.level == level] or list(places)
        if own:
            sets.append(list(dict.fromkeys(place.province for place in own)))
    if not sets:
        return []
    common = [name for name in sets[0] if all(name in other for other in sets[1:])]
    return common or sets[0]


def _named(
    text: str, segments: Sequence[Segment], header: Header, citations: Sequence[Citation], on: dt.date | None
) -> list[tuple[str, list[str]]]:
    """Provinces named or implied elsewhere, the best source first."""
    found: list[tuple[str, list[str]]] = [("the subject", _names_in(header.subject or "", on))]
    issuers = [c.issuer for c in citations if c.issuer]
    found.append(("the issuers of citations", [name for issuer in issuers for name in _names_in(issuer, on)]))
    counts: Counter[str] = Counter()
    for segment in segments:
        counts.update(_names_in(text[segment.start : min(segment.end, segment.start + 4000)], on, districts=False))
    found.append(("the text", [name for name, _ in counts.most_common()]))
    districts: Counter[str] = Counter()
    for segment in segments:
        if segment.zone in {"title", "opening", "recipients"}:
            districts.update(_names_in(text[segment.start : segment.end], on))
    found.append(("districts named", [name for name, _ in districts.most_common()]))
    return found


def _names_in(text: str, on: dt.date | None, *, districts: bool = True) -> list[str]:
    names: list[str] = []
    for match in _PROVINCE.finditer(fold(text)):
        words = match["name"].split()
        for size in range(len(words), 0, -1):
            found = find_province(" ".join(words[:size]), on)
            if found:
                names.append(found.name)
                break
    if districts:
        for match in _DISTRICT.finditer(fold(text)):
            words = match["name"].split()
            for size in range(len(words), 0, -1):
                places = [p for p in find_places(" ".join(words[:size]), on=on) if p.level == "district"]
                provinces = {place.province for place in places}
                if len(provinces) == 1:
                    names.extend(provinces)
                    break
    return names
