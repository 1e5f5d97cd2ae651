"""Documents that a plan cites by their number (viện dẫn): each once, with every place where it is named.

Grammar: domain notes, part 1.10; Decree 30/2020/NĐ-CP, Annex I: the first citation in full (type, number, issuer,
date, subject), later ones by type and number. Mentions are found first, then gathered into documents.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vnplan.diagnostics import diagnose
from vnplan.extractors.issuers import read_issuer
from vnplan.extractors.numbers import DocNumber, find_numbers, type_code
from vnplan.gazetteer.doc_types import type_names
from vnplan.model import Citation, Diagnostic, Span
from vnplan.segments import Segment
from vnplan.text import fold, squeeze

_NAMES = {fold(name): name for name in type_names()}
_TYPE = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in _NAMES)
_HEAD = re.compile(rf"(?<!\w)(?:{_TYPE})(?!\w)")  # "kế hoạch"
_LAW = re.compile(
    r"(?<!\w)(?:Bộ\s+[Ll]uật|Luật|Pháp\s+lệnh|LUẬT|BỘ\s+LUẬT|PHÁP\s+LỆNH)(?!\w)"
)  # "Luật", not "pháp luật"
_SO = re.compile(r"(?<!\w)s[ốôó]\s{0,3}[:.]?[\s]{0,20}\Z")  # "số: "
_FORM = re.compile(r"(?<!\w)(?:biểu|mẫu|phụ lục|bảng|phiếu|sổ|mã|tài khoản)\s*\Z")  # "mẫu" of "Mẫu số 02/…"
_SELF = re.compile(r"\W{0,6}(?:\(?\s*(?:được\s+)?ban hành\s+)?k[èe]m\s+theo\s*\Z")  # "(Ban hành kèm theo " opens a line
_LIST = re.compile(
    r"[\s,;]*(?:(?:và|hoặc|cùng)\s+)?(?:các\s+)?(?:số\s*:?)?\s*\Z"
)  # ", " and " và số " between two numbers

_DATE = (
    r"(?P<d>\d{1,2})(?:\s{0,2}[/.-]\s{0,2}|\s{0,3}tháng\s{0,3})(?P<m>\d{1,2})"
    r"(?:\s{0,2}[/.-]\s{0,2}|\s{0,3},?\s{0,3}năm\s{0,3})(?P<y>(?:19|20)\d\d)(?!\d)"
)
# ", ngày 22/3/2024", " (ban hành ngày 30 tháng 4 năm 2025", " (28/01/2008"
_DATED = re.compile(
    rf"\s{{0,3}},?\s{{0,3}}(?:\(\s?)?(?:(?:ban hành|ký|được ban hành)\s+)?(?:ngày\s{{1,3}}|(?<=[(,]\s)|"
    rf"(?<=[(,])){_DATE}"
)
_OF = re.compile(r"\s{0,3},?\s{0,3}\(?(?:của|do)\s{1,3}")  # "của "
_FROM = re.compile(r"(?:của|do)\s+(?P<issuer>[^,;:.()\d\n]{3,80}?)\s+(?:tại|ở|trong)\s*\Z")  # "của Sở X tại " Công văn
_LAW_DATED = re.compile(rf"[^;:.()\n\d]{{1,160}}?(?<!\w)ngày\s{{1,3}}{_DATE}")  # " Tổ chức … ngày 16 tháng 6 năm 2025"
_TYPE_DATED = re.compile(
    r"(?<!\w)(?:tờ trình|công văn|quyết định|chỉ thị|nghị quyết|nghị định|thông tư|thông báo kết luận|biên bản|"
    rf"công điện|kết luận)\s{{1,3}}ngày\s{{1,3}}{_DATE}"
)  # "tờ trình ngày 03/5/2024"
_SHORT = re.compile(
    rf"(?<!\w)(?P<type>{_TYPE})\s{{1,3}}số\s{{0,2}}:?\s{{0,3}}(?P<n>\d{{1,5}}[a-zđ]?)(?![\w/]|"
    rf"\s{{0,3}}[-/.,]\s{{0,3}}\w)"
)
_BACK = re.compile(
    rf"(?<!\w)(?P<type>{_TYPE})\s{{1,3}}(?P<how>nêu trên|nói trên|kể trên|này)(?!\w)"
)  # "nghị quyết nêu trên"
_OWN_KINDS = ("Kế hoạch", "Quyết định", "Chương trình", "Phương án", "Đề án", "Hướng dẫn")  # "Kế hoạch này" is the plan

_WINDOW = 220  # characters that a citation looks back
_MAX_NAMESAKES = 20  # documents of one number that are compared
_BASIS_HEADING = re.compile(r"\W*(?:[ivx\d]{1,5}\s*[.)/-]\s*)?(?:các\s+)?(?:căn cứ|cơ sở pháp lý)(?!\w)")  # "I. CĂN CỨ"


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place where a document is named by its number."""

    start: int  # of the head noun
    end: int  # of the number or, where it follows, the date
    reach: int  # of the issuer, where it follows
    number: DocNumber
    type: str | None
    worded: bool  # the type stands in words
    date: dt.date | None
    issuer: str | None
    own: bool  # "(Kèm theo Kế hoạch số …)" at the start of a line


@dataclass(slots=True)
class _Entry:
    """A document, and its mentions so far."""

    number: DocNumber
    type: str | None
    worded: bool
    date: dt.date | None
    issuer: str | None
    basis: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Register:
    """The documents in order of first mention, and by what later mentions may call them."""

    entries: list[_Entry] = field(default_factory=list)
    by_key: dict[str, list[_Entry]] = field(default_factory=dict)
    by_serial: dict[str, list[_Entry]] = field(default_factory=dict)
    by_type: dict[str | None, list[_Entry]] = field(default_factory=dict)


def find_citations(text: str) -> tuple[Citation, ...]:
    """Documents that any text cites by number, in order of first mention; `basis` is False throughout.

    >>> [(c.type, c.number, str(c.date)) for c in find_citations("Kế hoạch số 61/KH-ABC, ngày 14/6/2024 của UBND tỉnh")]
    [('Kế hoạch', '61/KH-ABC', '2024-06-14')]
    """
    register = _Register()
    for mention in _mentions(text, 0):
        if not mention.own:
            _gather(register, mention, basis=False)
    return tuple(_citation(text, entry) for entry in register.entries)


def extract_citations(
    text: str,
    segments: Sequence[Segment],
    *,
    own_number: str | tuple[str, ...] | None = None,
    own_date: dt.date | None = None,
) -> tuple[tuple[Citation, ...], tuple[tuple[int, int], ...], tuple[Diagnostic, ...]]:
    """What a plan cites: documents, the ranges of their mentions, and short references left open.

    `own_number` is the plan's own number (or several, with that of the decision that issues it), `own_date` its date:
    references of the plan to itself are no citations, and are in no range. A range goes from the head noun to the
    end of the date; laws cited with a date but no number have a range and no `Citation`. `basis` is True where one
    stands in the opening, or in a part headed "Căn cứ".
    """
    own = {_key(number) for number in ((own_number,) if isinstance(own_number, str) else own_number or ())}
    register = _Register()
    ranges: list[tuple[int, int]] = []
    diagnostics: list[Diagnostic] = []
    open_texts: set[str] = set()
    basis_path: str | None = None
    for segment in segments:
        if segment.zone in ("letterhead", "recipients", "signature"):
            continue
        line = text[segment.start : segment.end]
        if segment.heading:
            basis_path = segment.section if _BASIS_HEADING.match(fold(line)) else basis_path
            if basis_path is not None and not _inside(segment.section, basis_path):
                basis_path = None
        basis = segment.zone == "opening" or (
            segment.zone == "body" and basis_path is not None and _inside(segment.section, basis_path)
        )
        mentions = _mentions(line, segment.start)
        for mention in mentions:
            if _is_own(mention, own, own_date):
                continue
            _gather(register, mention, basis=basis)
            ranges.append((mention.start, mention.end))
        ranges.extend(_dated_laws(line, segment.start, mentions))
        for start, end, candidates in _short_references(line, segment.start, register, mentions):
            if len(candidates) == 1:
                candidates[0].places.append((start, end))
                candidates[0].basis = candidates[0].basis or basis
            elif squeeze(fold(text[start:end])) not in open_texts:
                open_texts.add(squeeze(fold(text[start:end])))
                diagnostics.append(
                    diagnose("reference-open", text[start:end], [Span(start=start, end=end, text=text[start:end])])
                )
    return tuple(_citation(text, entry) for entry in register.entries), tuple(sorted(set(ranges))), tuple(diagnostics)


def _inside(path: str | None, ancestor: str) -> bool:
    return path is not None and (path == ancestor or path.startswith(ancestor + "/"))


def _key(number: str) -> str:
    """What stays the same in all spellings of a number: `27/NQ- TW` and `27-NQ/TW` are one."""
    return "".join(char for char in fold(number) if char.isalnum())


def _is_own(mention: _Mention, own: set[str], own_date: dt.date | None) -> bool:
    if mention.own:
        return True
    if _key(mention.number.number) not in own:
        return False
    return mention.date is None or own_date is None or mention.date == own_date


def _citation(text: str, entry: _Entry) -> Citation:
    return Citation(
        type=entry.type,
        number=entry.number.number,
        date=entry.date,
        issuer=entry.issuer,
        basis=entry.basis,
        spans=tuple(Span(start=start, end=end, text=text[start:end]) for start, end in entry.places),
    )


def _gather(register: _Register, mention: _Mention, *, basis: bool) -> None:
    """Add a mention to the document it names, or make a new one: same number, type and date not in conflict."""
    same = register.by_key.setdefault(_key(mention.number.number), [])
    for entry in reversed(same[-_MAX_NAMESAKES:]):
        if entry.worded and mention.worded and entry.type != mention.type:
            continue
        if entry.date is not None and mention.date is not None and entry.date != mention.date:
            continue
        if mention.worded and not entry.worded:
            entry.type, entry.worded = mention.type, True
        entry.date = entry.date or mention.date
        entry.issuer = entry.issuer or mention.issuer
        entry.basis = entry.basis or basis
        entry.places.append((mention.start, mention.reach))
        return
    entry = _Entry(mention.number, mention.type, mention.worded, mention.date, mention.issuer, basis)
    entry.places.append((mention.start, mention.reach))
    same.append(entry)
    register.entries.append(entry)
    register.by_serial.setdefault(mention.number.serial.lstrip("0"), []).append(entry)
    register.by_type.setdefault(mention.type, []).append(entry)


def _mentions(text: str, offset: int) -> list[_Mention]:
    """Every mention in a text whose first character is `offset` in the document."""
    found: list[_Mention] = []
    folded = fold(text)
    numbers = find_numbers(text)
    for index, number in enumerate(numbers):
        if number.style == "blank":
            continue
        previous = found[-1] if found and found[-1].number is numbers[index - 1] else None
        floor = numbers[index - 1].end if index else 0
        head = _head(text, folded, number, floor, previous, offset)
        if head is None:
            continue
        start, name, worded, own = head
        ceiling = numbers[index + 1].start if index + 1 < len(numbers) else len(text)
        date, end, issuer, reach = _tail(text, folded, number, ceiling)
        if issuer is None:
            before = _FROM.search(text, max(floor, start - 100, _line_start(text, start)), start)
            issuer = squeeze(before["issuer"]) if before else None
        found.append(_Mention(start + offset, end + offset, reach + offset, number, name, worded, date, issuer, own))
    return _share_issuers(text, offset, found)


def _head(
    text: str, folded: str, number: DocNumber, floor: int, previous: _Mention | None, offset: int
) -> tuple[int, str | None, bool, bool] | None:
    """Start, type, whether in words, whether the plan names itself; None where this is no citation."""
    left = max(floor, number.start - _WINDOW, _line_start(text, number.start))
    before = folded[left : number.start]
    so = _SO.search(before)
    stem = before[: so.start()] if so else before
    if _FORM.search(stem):
        return None
    name, start = _type_before(text, left, stem, number, numbered=so is not None)
    if name is not None:
        opening = stem[: start - left]
        own = bool(_SELF.fullmatch(opening)) and text[max(0, left - 1) : left] in ("", "\n")
        return start, name, True, own
    code = type_code(number)
    if previous is not None and _LIST.fullmatch(text[previous.end - offset : number.start]):
        return number.start, previous.type, previous.worded, previous.own
    if previous is not None and _LIST.fullmatch(text[previous.reach - offset : number.start]) and code == previous.type:
        return number.start, previous.type, previous.worded, previous.own
    begin = left + so.start() if so else number.start
    if code is not None and (so is not None or len(number.parts) > 1 or number.year is not None):
        return begin, code, False, bool(_SELF.fullmatch(stem)) and left == _line_start(text, number.start)
    if so is not None and len(number.parts) > 1:
        return begin, None, False, False
    return None


def _line_start(text: str, position: int) -> int:
    """Where the line begins, or -1 where that is further away than a citation looks back."""
    floor = max(0, position - _WINDOW)
    start = text.rfind("\n", floor, position) + 1
    return start if start or floor == 0 else -1


def _type_before(text: str, left: int, stem: str, number: DocNumber, *, numbered: bool) -> tuple[str | None, int]:
    """Name and place of the head noun that ends right before a number or, before `số`, a few words earlier."""
    last = _last(_HEAD, stem)
    if last is not None and not stem[last.end() :].strip(" \t\xa0:,"):
        return _NAMES[" ".join(last.group().split())], left + last.start()
    if not numbered:
        return None, 0
    if number.parts[0].startswith("QH") or number.parts[-1].startswith("UBTVQH") or number.parts[0] in ("L", "PL"):
        law = _last(_LAW, text[left : left + len(stem)])
        if law is not None and not re.search(r"[;:.()]", stem[law.end() :]):
            return _NAMES[" ".join(fold(law.group()).split())], left + law.start()
    if last is not None:
        gap = stem[last.end() :]
        if len(gap.split()) <= 6 and not re.search(r'[,;:.()"/]', gap):
            return _NAMES[" ".join(last.group().split())], left + last.start()
    return None, 0


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _tail(text: str, folded: str, number: DocNumber, ceiling: int) -> tuple[dt.date | None, int, str | None, int]:
    """Date, its end, issuer, its end: what follows a number, in either order."""
    stop = text.find("\n", number.end, number.end + 3 * _WINDOW)
    stop = min(ceiling, number.end + 3 * _WINDOW, len(text) if stop < 0 else stop)
    date, end = _date(folded, number.end, stop)
    of = _OF.match(folded, end, stop)
    if of is None:
        return date, end, None, end
    joint = number.style == "joint"
    issuer, reach = read_issuer(text, folded, of.end(), stop, joint=joint)
    if issuer is None:
        return date, end, None, end
    if date is None:
        late, late_end = _date(folded, reach, stop)
        if late is not None:
            return late, late_end, issuer, late_end
    return date, end, issuer, reach


def _date(folded: str, position: int, stop: int) -> tuple[dt.date | None, int]:
    match = _DATED.match(folded, position, stop)
    if match is None:
        return None, position
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"])), match.end()
    except ValueError:
        return None, match.end()


def _share_issuers(text: str, offset: int, found: list[_Mention]) -> list[_Mention]:
    """Members of a list take the issuer that stands at its end: `số 12/… và số 13/… của UBND tỉnh`."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        this, after = shared[index], shared[index + 1]
        listed = after.start <= after.number.start + offset and _LIST.fullmatch(
            text[this.reach - offset : after.number.start]
        )
        if listed and this.issuer is None and after.issuer is not None and this.type == after.type:
            shared[index] = _Mention(
                this.start, this.end, this.reach, this.number, this.type, this.worded, this.date, after.issuer, this.own
            )
    return shared


def _dated_laws(line: str, offset: int, mentions: Iterable[_Mention]) -> list[tuple[int, int]]:
    """Ranges of documents cited by their date alone: `Luật … ngày 16 tháng 6 năm 2025`, `Tờ trình ngày 03/5/2024`."""
    folded = fold(line)
    taken = sorted((mention.start - offset, mention.end - offset) for mention in mentions)
    found: list[tuple[int, int]] = []
    position = 0
    while (law := _LAW.search(line, position)) is not None:
        dated = _LAW_DATED.match(folded, law.end())
        position = law.end()
        if dated is not None:
            found.append((law.start(), dated.end()))
            position = dated.end()
    found += [match.span() for match in _TYPE_DATED.finditer(folded) if line[match.start()].isupper()]
    return [(start + offset, end + offset) for start, end in found if not _overlaps(taken, start, end)]


def _overlaps(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted, disjoint ranges shares a character with `[start, end)`."""
    index = bisect_left(ranges, (end, 0)) - 1
    return index >= 0 and ranges[index][1] > start


def _short_references(
    line: str, offset: int, register: _Register, mentions: Sequence[_Mention]
) -> Iterable[tuple[int, int, list[_Entry]]]:
    """Later references without a symbol, each with the documents that it may mean."""
    folded = fold(line)
    taken = sorted((mention.start, mention.reach) for mention in mentions)
    for match in _SHORT.finditer(folded):
        if _overlaps(taken, match.start() + offset, match.end() + offset):
            continue
        name = _NAMES[" ".join(match["type"].split())]
        serial = match["n"].lstrip("0")
        date, end = _date(folded, match.end(), len(folded))
        candidates = [
            entry
            for entry in register.by_serial.get(serial, ())[-_MAX_NAMESAKES:]
            if entry.type == name and (date is None or entry.date is None or entry.date == date)
        ]
        yield match.start() + offset, end + offset, candidates
    for match in _BACK.finditer(folded):
        if not line[match.start()].isupper():
            continue  # "quy định này", "hướng dẫn nêu trên": common nouns
        name = _NAMES[" ".join(match["type"].split())]
        candidates = register.by_type.get(name, [])[-2:]
        if name in _OWN_KINDS and (match["how"] == "này" or not candidates):
            continue  # the plan itself, or the decision that issues it
        if name == "Kế hoạch":
            candidates = []  # the plan itself, or one that it cites
        yield match.start() + offset, match.end() + offset, candidates
