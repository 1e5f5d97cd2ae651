"""Letterhead and title -> Header, and the decision's own data -> Promulgation.

Lines are told apart by what they say, not by where they stand, since converters print the two columns of a
letterhead in any order (Decree 30/2020, Annex I, part II; Party guidance 36-HD/VPTW prints `*` and no motto).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import itertools
import re
from collections.abc import Iterable, Sequence

from vnplan.document import Paragraph
from vnplan.extractors.citations import find_citations
from vnplan.extractors.numbers import parse_number
from vnplan.gazetteer.doc_types import spaced_type
from vnplan.model import Header, Promulgation, Span
from vnplan.text import fold, is_upper, squeeze, strip_marks

_FIXED = (
    "conghoaxahoichunghiavietnam",
    "doclaptudohanhphuc",
    "dangcongsanvietnam",
    "doantncshochiminh",
    "doanthanhniencongsanhochiminh",
    "hoidongdoitrunguong",
    "doitntphochiminh",
    "doithieunientienphonghochiminh",
)
_NUMBER = re.compile(
    r"^\W{0,4}(?:s[ốôóòo]|số hiệu)\b\s*[:.]?\s*(?=[\d\s./…_\-–(]|[A-ZĐ])|^\W{0,3}\d{0,5}\s*[-/]\s*(?:KH|QĐ|CTr|"
    r"NQ|HD|PA|ĐA|TB|LT)\b",
    re.IGNORECASE,
)  # Số: 182/KH-LĐLĐ
_DATE_LINE = re.compile(
    r"(?P<place>[^\W\d_][^\n]{0,60}?)?\s*[,.]?\s*\bngày\s*(?P<d>\d{1,2}|[\s.…_]*)\s*tháng\s*(?P<m>\d{1,2}|"
    r"[\s.…_]*)\s*năm\s*(?P<y>\d{4}|[\d.…_ ]*)",
    re.IGNORECASE,
)  # Trà Vinh, ngày 15 tháng 3 năm 2023
_NUMBER_FIRST = re.compile(
    r"^\W*số\s*[:.]?\s*[\d.…_ ]{0,20}[-/]\s?\S*\s*", re.IGNORECASE
)  # Số: 45/KH-SYT (Tây Ninh, …)
_SHORT_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^\n,]{1,40}),\s*(?:ngày\s*)?(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})\W*$"
)  # Hà Nội, 15/3/2023
_MARKS = re.compile(
    r"^\W*(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn|tuyệt mật|tối mật|mật|dự thảo.{0,12}|lưu hành nội bộ|bản chính|"
    r"xem xong trả lại|kính gửi.*|v/v.*|về việc.*|\(.*\))\W*$",
    re.IGNORECASE,
)  # HỎA TỐC
_SIGNED = re.compile(
    r"^\W*(?:ký bởi|người ký|ngày ký|thời gian ký|email|cơ quan:|chức vụ:|ký số|signature|digitally|đã ký)",
    re.IGNORECASE,
)  # Ký bởi: …
_BODY = re.compile(
    r"^(?:ubnd|hđnd|ủy ban|hội|sở|bộ(?! phận)|ban|liên đoàn|tổng|công đoàn|cđcs|cđ |lđlđ|trường|trung tâm|bệnh viện|"
    r"phòng|chi cục|cục|chi bộ|chi ủy|chi hội|chi nhánh|chi đoàn|đảng|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|"
    r"tỉnh đoàn|"
    r"thành đoàn|huyện đoàn|quận đoàn|thị đoàn|đoàn|bch|btv|văn phòng|công ty|tập đoàn|mặt trận|mttq|đài|báo|"
    r"viện|học viện|"
    r"đại học|kho bạc|ngân hàng|bảo hiểm|bhxh|công an|quân khu|bộ đội|bộ chỉ huy|tòa án|viện kiểm sát|nhà|thanh tra|"
    r"quốc hội|chính phủ|hiệp hội|câu lạc bộ|hợp tác xã|xí nghiệp|nhà máy|khối|cụm|tổ|hđ|"
    r"khoa(?! học)|trạm|hạt|liên đội|chi đội|đồn|trung đoàn|lữ đoàn|sư đoàn|phân hiệu|tiểu ban|thường trực|thư viện|"
    r"bảo tàng|quỹ|tạp chí)\b"
)  # SỞ Y TẾ
_TERRITORY = re.compile(
    r"^(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|khu|tx\.?|việt nam|"
    r"trung ương)\b(?! (?:ủy|đoàn)\b)"
)  # TỈNH SƠN LA
_ORGAN = re.compile(
    r"^(?:ban chấp hành|bch|ủy ban nhân dân|ubnd|hội đồng nhân dân|liên đoàn lao động|ban chỉ đạo|ban tổ chức|"
    r"ban quản lý|hội liên hiệp phụ nữ|hội nông dân|hội cựu chiến binh|đoàn tncs hồ chí minh|đoàn thanh niên|công an|"
    r"ủy ban mặt trận tổ quốc|ủy ban mttq|bộ chỉ huy quân sự|ban chỉ huy quân sự|công đoàn|đảng bộ|đảng ủy|"
    r"công đoàn cơ sở|"
    r"trường|chi bộ|hội|bhxh|bảo hiểm xã hội|phòng giáo dục và đào tạo|hội chữ thập đỏ)$"
)  # ỦY BAN NHÂN DÂN (its territory follows on the next line)
_ABOUT = re.compile(r"^\W*(?:v/v|v/v:|về việc)\s*:?\s*", re.IGNORECASE)
_TYPE = re.compile(r"^\W*(KẾ HOẠCH|Kế hoạch)\s+(?=\S)")
_DRAFT = re.compile(r"\s*\(dự thảo[^()]{0,20}\)\s*", re.IGNORECASE)  # KẾ HOẠCH (DỰ THẢO)
_RIGHT = re.compile(
    r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*-?\s*tự\s+do\s*-?\s*hạnh\s+phúc|"
    r"đảng\s+cộng\s+sản\s+việt\s+nam(?=\W*$)"
)  # what stands on the right, where a converter ran the two columns together
_NUMBER_ALONE = re.compile(r"^\W*số\s*[:.]?\W*$", re.IGNORECASE)  # Số: (the number stands on the next line)
_DATE_OPEN = re.compile(r"\b(?:ngày|tháng|năm)\s*[\d.…_]*\s*$", re.IGNORECASE)  # …, ngày 15
_DATE_REST = re.compile(r"^\W*(?:ngày|tháng|năm|\d{1,4})\b", re.IGNORECASE)  # tháng 3 năm 2023
_JOINT = re.compile(
    r"/\s*(?:KHLT|KHPH|CTPH|CTrPH|KHLN)\s*[-/]\s*(?P<issuers>[^/]{3,80})$", re.IGNORECASE
)  # /KHLT-SYT-SGDĐT
_ISSUED_WITH = re.compile(r"^\W*(?:ban hành\s+)?kèm theo\s+(?=quyết định\b)", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:\b(?:và|của|cho|về|các|trong|tại)|[,\-–&])$", re.IGNORECASE)


def extract_header(
    text: str,
    letterhead: Sequence[Paragraph],
    title: Sequence[Paragraph],
    *,
    closing: Sequence[Paragraph] = (),
    promulgated: bool = False,
) -> Header:
    """The header of a plan from its letterhead and title lines.

    `closing` are the lines at the end, where some plans print place and date. With `promulgated` the letterhead
    is a decision's: number and date are then not the plan's.
    """
    evidence: dict[str, tuple[Span, ...]] = {}
    bodies: list[list[Paragraph]] = []
    number = place = None
    date: dt.date | None = None
    dated = False
    for line in _lines(text, letterhead):
        printed = squeeze(text[line.start : line.end])
        if _MARKS.match(printed) or _SIGNED.match(printed):
            continue
        if (found := read_date_line(printed)) is not None:
            if not dated:
                place, date = found
                dated = True
                evidence["date"] = evidence["place"] = (_span(text, line),)
            number = _number_beside(text, line, printed, number, evidence)
        elif _NUMBER.match(printed):
            if number is None:
                number = parse_number(printed)
                evidence["number"] = (_span(text, line),)
        elif not dated or is_upper(printed):
            _add_line(text, bodies, line)
    if not dated:
        for line in closing:
            if (found := read_date_line(squeeze(text[line.start : line.end]))) is not None:
                place, date = found
                evidence["date"] = evidence["place"] = (_span(text, line),)
                break
    doc_type, subject = title_of(text, title)
    issuers = _count_issuers(number, doc_type)
    governing, issuing = _bodies(text, bodies, issuers)
    for name, group in (("governing_body", governing), ("issuing_body", issuing)):
        if group:
            evidence[name] = tuple(_span(text, line) for lines in group for line in lines)
    if title:
        evidence["doc_type"] = (_span(text, title[0]),)
        evidence["subject"] = tuple(_span(text, line) for line in title[1:]) or evidence["doc_type"]
    if promulgated:
        number, date = None, None
        evidence.pop("number", None)
        evidence.pop("date", None)
    return Header(
        governing_body=" ".join(_joined(text, lines) for lines in governing) or None,
        issuing_body=" - ".join(_joined(text, lines) for lines in issuing) or None,
        number=number,
        place=place,
        date=date,
        doc_type=doc_type,
        subject=subject,
        evidence=evidence,
    )


def extract_promulgation(text: str, letterhead: Sequence[Paragraph], title: Sequence[Paragraph]) -> Promulgation:
    """The number, date, type and subject of the decision that stands before the plan."""
    header = extract_header(text, letterhead, title)
    return Promulgation(
        number=header.number,
        date=header.date,
        doc_type=header.doc_type,
        subject=header.subject,
        evidence={k: v for k, v in header.evidence.items() if k in ("number", "date", "doc_type", "subject")},
    )


def promulgation_of(text: str, opening: Iterable[Paragraph]) -> Promulgation | None:
    """The decision that a plan names under its title, where the file holds the plan alone: number and date of
    `(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2020)`. None where no such line has a number."""
    for line in opening:
        printed = text[line.start : line.end]
        named = _ISSUED_WITH.match(printed)
        for decision in find_citations(printed[named.end() :])[:1] if named else ():
            spans = (_span(text, line),)
            found = ("number", "doc_type", "date") if decision.date else ("number", "doc_type")
            evidence: dict[str, tuple[Span, ...]] = dict.fromkeys(found, spans)
            return Promulgation(number=decision.number, date=decision.date, doc_type=decision.type, evidence=evidence)
    return None


def title_of(text: str, title: Sequence[Paragraph]) -> tuple[str | None, str | None]:
    """The document's type and its subject, without "V/v" or "Về việc"."""
    if not title:
        return None, None
    first = _DRAFT.sub(" ", squeeze(text[title[0].start : title[0].end])).strip(" :*.")
    if spaced := spaced_type(first):
        first = spaced.upper()
    rest = " ".join(squeeze(text[line.start : line.end]) for line in title[1:])
    run = _TYPE.match(first)
    if run and not _whole_type(first):
        return run.group(1), _ABOUT.sub("", squeeze(f"{first[run.end() :]} {rest}")).strip() or None
    return first, _ABOUT.sub("", rest).strip(" *") or None


def _whole_type(first: str) -> bool:
    return fold(first) in {"kế hoạch liên tịch", "kế hoạch phối hợp", "kế hoạch hành động"}


def read_date_line(printed: str) -> tuple[str | None, dt.date | None] | None:
    """Place and date of `Trà Vinh, ngày 15 tháng 3 năm 2023`; the date is None where day or month is blank.

    None where the line is no such line.
    """
    match = _DATE_LINE.search(printed)
    if match is None:
        short = _SHORT_DATE.match(printed)
        if short is None:
            return None
        match = short
    place = match["place"]
    if place is not None:
        place = squeeze(re.split(r"\s{3,}|\t", place)[-1]).strip(" ,.*")
        place = _NUMBER_FIRST.sub("", place)
    try:
        date = dt.date(int(match["y"].strip()), int(match["m"]), int(match["d"]))
    except ValueError:
        date = None
    return place or None, date


def _number_beside(
    text: str, line: Paragraph, printed: str, number: str | None, evidence: dict[str, tuple[Span, ...]]
) -> str | None:
    """The number where it shares its line with place and date."""
    if number is not None or not _NUMBER.match(printed):
        return number
    evidence["number"] = (_span(text, line),)
    return parse_number(re.split(r"\s{3,}|\t", text[line.start : line.end])[0])


def _lines(text: str, letterhead: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines that say something: without nation and motto, wrapped number and date lines whole."""
    pieces = [p for line in letterhead for p in _apart(text, line) if any(map(str.isalnum, text[p.start : p.end]))]
    lines: list[Paragraph] = []
    i = 0
    while i < len(pieces):
        printed = [squeeze(text[p.start : p.end]) for p in pieces[i : i + 4]]
        fixed = next((n for n in range(len(printed), 0, -1) if _is_fixed(printed[:n])), 0)
        if fixed:
            i += fixed
            continue
        whole = 1
        if len(printed) > 1 and _NUMBER_ALONE.match(printed[0]):
            whole = 2
        while whole < len(printed) and _DATE_OPEN.search(printed[whole - 1]) and _DATE_REST.match(printed[whole]):
            whole += 1
        lines.append(dataclasses.replace(pieces[i], end=pieces[i + whole - 1].end))
        i += whole
    return lines


def _apart(text: str, line: Paragraph) -> list[Paragraph]:
    """A line cut where the nation's name or the motto was run into it."""
    bounds = [line.start, line.end]
    for match in _RIGHT.finditer(fold(text[line.start : line.end])):
        bounds += [line.start + match.start(), line.start + match.end()]
    return [dataclasses.replace(line, start=a, end=b) for a, b in itertools.pairwise(sorted(bounds)) if a < b]


def _is_fixed(printed: Sequence[str]) -> bool:
    """Whether lines together are the nation's name, the motto, or what Party and youth union print in their place.

    One line may have slips; several are only fixed where they say it letter by letter.
    """
    key = re.sub(r"[^a-z]", "", strip_marks(fold(" ".join(printed)[:120])))
    if key in _FIXED or len(printed) > 1 or len(key) < 13:
        return key in _FIXED
    return any(
        abs(len(key) - len(fixed)) <= 4 and difflib.SequenceMatcher(None, key, fixed, autojunk=False).ratio() >= 0.85
        for fixed in _FIXED
    )


def _add_line(text: str, bodies: list[list[Paragraph]], line: Paragraph) -> None:
    """Put a line of the issuer's block to the body that it continues, or let it begin one."""
    key = _key(text, line)
    if not bodies:
        bodies.append([line])
        return
    last = bodies[-1]
    before = _key(text, last[-1])
    whole = " ".join(_key(text, p) for p in last)
    begins = _BODY.match(key) is not None and not _TERRITORY.match(key)
    if not begins or _OPEN_END.search(before) or (_ORGAN.match(whole) and not _bold_change(last[-1], line)):
        last.append(line)
    else:
        bodies.append([line])


def _bold_change(last: Paragraph, line: Paragraph) -> bool:
    return line.bold and not last.bold


def _key(text: str, line: Paragraph) -> str:
    return fold(squeeze(text[line.start : line.end])).replace("uỷ", "ủy")


def _count_issuers(number: str | None, doc_type: str | None) -> int:
    """How many bodies issue a plan: as many as its symbol names, where the plan is a joint one."""
    named = _JOINT.search(number or "")
    if named:
        return len([part for part in re.split(r"[-–]", named["issuers"]) if part.strip()])
    return 2 if "liên tịch" in fold(doc_type or "") else 1


def _bodies(
    text: str, bodies: Sequence[list[Paragraph]], issuers: int
) -> tuple[list[list[Paragraph]], list[list[Paragraph]]]:
    """The lines of the governing and of the issuing bodies: the last `issuers` of them issue the plan."""
    first = len(bodies)
    missing = issuers
    while first and missing > 0:
        first -= 1
        missing -= len(re.split(r"\s[-–]\s(?!xã hội|hành chính)", _key(text, bodies[first][0])))
    return list(bodies[:first]), list(bodies[first:])


def _joined(text: str, lines: Sequence[Paragraph]) -> str:
    return squeeze(" ".join(text[line.start : line.end] for line in lines)).strip(" *-–_.")


def _span(text: str, line: Paragraph) -> Span:
    return Span(start=line.start, end=line.end, text=text[line.start : line.end])
