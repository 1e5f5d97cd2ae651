"""Letterhead and title -> Header, and the decision's own data -> Promulgation.

Lines are told apart by what they say, not by where they stand, since converters print the two columns of a
letterhead in any order (Decree 30/2020, Annex I, part II; Party guidance 36-HD/VPTW prints `*` and no motto).
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Sequence

from vnplan.document import Paragraph
from vnplan.extractors.numbers import parse_number
from vnplan.model import Header, Promulgation, Span
from vnplan.text import fold, is_upper, squeeze, strip_marks

_FIXED = (
    "conghoaxahoichunghiavietnam",
    "doclaptudohanhphuc",
    "dangcongsanvietnam",
    "doantncshochiminh",
    "doanthanhniencongsanhochiminh",
    "hoidongdoitrunguong",
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
    r"quốc hội|chính phủ|hiệp hội|câu lạc bộ|hợp tác xã|xí nghiệp|nhà máy|khối|cụm|tổ|hđ)\b"
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
_TYPE = re.compile(r"^\W*(KẾ HOẠCH)\s+(?=\S)")
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
    for line in letterhead:
        printed = squeeze(text[line.start : line.end])
        if not any(map(str.isalnum, printed)) or _is_fixed(printed) or _MARKS.match(printed) or _SIGNED.match(printed):
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
    governing, issuing = _bodies(text, bodies)
    for name, group in (("governing_body", governing), ("issuing_body", issuing)):
        if group:
            evidence[name] = tuple(_span(text, line) for line in group)
    doc_type, subject = title_of(text, title)
    if title:
        evidence["doc_type"] = (_span(text, title[0]),)
        evidence["subject"] = tuple(_span(text, line) for line in title[1:]) or evidence["doc_type"]
    if promulgated:
        number, date = None, None
        evidence.pop("number", None)
        evidence.pop("date", None)
    return Header(
        governing_body=_joined(text, governing),
        issuing_body=_joined(text, issuing),
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


def title_of(text: str, title: Sequence[Paragraph]) -> tuple[str | None, str | None]:
    """The document's type and its subject, without "V/v" or "Về việc"."""
    if not title:
        return None, None
    first = squeeze(text[title[0].start : title[0].end]).strip(" :*.")
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
        place = re.sub(r"^.*?\b(?=[^\W\d_]+$)", "", place) if _NUMBER.match(place) else place
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


def _is_fixed(printed: str) -> bool:
    """Whether a line is the nation's name, the motto, or what Party and youth union print in their place."""
    key = re.sub(r"[^a-z]", "", strip_marks(fold(printed)))
    if len(key) < 5:
        return False
    for fixed in _FIXED:
        if key in fixed or fixed in key:
            return len(key) >= 5 and key != "vietnam"
        if len(key) > 12 and difflib.SequenceMatcher(None, key, fixed, autojunk=False).ratio() >= 0.85:
            return True
    return False


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


def _bodies(text: str, bodies: Sequence[list[Paragraph]]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines of the governing and of the issuing body."""
    if not bodies:
        return [], []
    if len(bodies) == 1:
        return [], list(bodies[0])
    return [line for group in bodies[:-1] for line in group], list(bodies[-1])


def _joined(text: str, lines: Sequence[Paragraph]) -> str | None:
    return squeeze(" ".join(text[line.start : line.end] for line in lines)).strip(" *-–_.") or None


def _span(text: str, line: Paragraph) -> Span:
    return Span(start=line.start, end=line.end, text=text[line.start : line.end])
