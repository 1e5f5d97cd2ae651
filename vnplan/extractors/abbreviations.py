"""Abbreviations that a document defines itself: `người lao động (NLĐ)`, `(sau đây gọi tắt là OCOP)`.

The walk over initials: domain notes, part 5.5. The long form is given as printed, trimmed to what the letters
stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnplan.diagnostics import diagnose
from vnplan.gazetteer.abbreviations import expansions
from vnplan.model import Diagnostic, Span
from vnplan.segments import Segment
from vnplan.text import fold, squeeze, strip_marks

_UPPER = "A-ZĐƯÔƠĂÂÊÁÀẢÃẠÓÒÍÚÝ"
_BRACKET = re.compile(r"\((?P<inner>[^()\n]{2,120})\)")  # "(NLĐ)"
_ACRONYM = re.compile(rf"[{_UPPER}][{_UPPER}a-zđư&./-]{{1,14}}(?![\w])")  # "KT-XH", "GD&ĐT", "TTg"
# "sau đây gọi tắt là ", "viết tắt: "
_PHRASE = re.compile(
    r"(?:(?:sau|dưới|từ)\s+đây\s*,?\s*)?(?:(?:được|xin)\s+)?"
    r"(?:(?:gọi|viết)\s+(?:chung|tắt)(?:\s+là)?|(?:sau|dưới)\s+đây\s+(?:được\s+)?gọi\s+là|tắt\s+là)\s*:?\s*"
)
_FREE_PHRASE = re.compile(
    rf"\s{{0,4}},\s{{0,4}}(?:(?i:sau|dưới)\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+tắt\s+là\s+(?P<short>[{_UPPER}][{_UPPER}a-zđư&-]{{1,11}})(?!\w)"
)  # ", sau đây viết tắt là NTM"
_EXPANDING = re.compile(r"(?:là\s+)?(?:chữ\s+)?(?:viết\s+tắt\s+của|tức\s+là|nghĩa\s+là|tức)\s+")  # "(viết tắt của …"
_REVERSE = re.compile(
    rf"(?<![\w/&-])(?P<short>[{_UPPER}][{_UPPER}a-z&-]{{1,11}})\s?\((?P<inner>[^()\n]{{5,160}})\)"
)  # "NTM (nông thôn mới)"
_LEGEND = re.compile(
    rf"(?:\A|[;,]|\bchú\s*:)\W{{0,4}}(?P<short>[{_UPPER}]{{3,10}})\s*:\s*(?P<long>[^;:.()\n]{{5,120}})"
)  # "CĐCS: công đoàn cơ sở;"
_WORD = re.compile(r"\w+")
_UNIT = re.compile(rf"[{_UPPER}][a-zđư]*")  # "C", "Tr" of "CTr"
_ROMAN = re.compile(r"[IVXLC]+")
_CUT = re.compile(r"[;:()!?]|\.(?=\s)|\s[–—]\s")  # where the words before a bracket begin
_FORMULAS = frozenset({"CO", "NO", "SO", "HF", "NH", "CH", "OH", "HCN", "HNO", "KOH"})  # with digits: refused anyhow
_CONNECTIVES = frozenset(
    {"và", "về", "của", "cho", "các", "với", "do", "trong", "những", "theo", "tại", "ở", "từ", "bằng", "để", "hoặc"}
    | {"hay", "đối", "trên", "một", "người"}
)
_VERBS = (
    "thực hiện|triển khai|tổ chức|áp dụng|ứng dụng|đẩy mạnh|tăng cường|xây dựng|phối hợp|báo cáo|gửi|qua|đồng gửi|theo|"
    "kèm|như|gồm|bao gồm|và|với|tại|sử dụng|khuyến khích|thu hút|huy động|hỗ trợ|đầu tư|có|do|được|đã|trong|cho|để|là"
)
_VERB = re.compile(rf"(?:{_VERBS})(?!\w)")  # "áp dụng"
_TOKEN = re.compile(rf"(?<![\w/&-])[{_UPPER}](?:[\w&-]*\w)?(?![\w/&-])")  # a short form where it is used
_ZONES = ("title", "opening", "body", "closing", "appendix", "promulgation")
_WINDOW = 240  # characters before a bracket
_MAX_WORDS = 28
_MAX_TAIL = 5  # words of a name after the part that the letters stand for
_NEVER = 99.0


@dataclass(frozen=True, slots=True)
class _Definition:
    short: str
    long: str
    start: int  # of the short form


def extract_abbreviations(text: str, segments: Sequence[Segment]) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Short form -> long form as printed, in order of definition; the first definition of a short form counts.

    Letterhead, recipients and signature define nothing. A short form used before its definition gives one
    `abbreviation-early`. Formulas, copy codes (`(b/c)`), numbers of documents and enumerations (`(PPP, FDI)`) are none.
    """
    places = [segment for segment in segments if segment.zone in _ZONES]
    found: dict[str, _Definition] = {}
    for segment in places:
        for definition in _definitions(text[segment.start : segment.end], segment.start):
            found.setdefault(definition.short, definition)
    return {short: definition.long for short, definition in found.items()}, _early(text, places, found)


def _early(text: str, places: Sequence[Segment], found: dict[str, _Definition]) -> tuple[Diagnostic, ...]:
    first: dict[str, int] = {}
    if found:
        for segment in places:
            for match in _TOKEN.finditer(text, segment.start, segment.end):
                if match.group() in found:
                    first.setdefault(match.group(), match.start())
    return tuple(
        diagnose("abbreviation-early", short, [Span(start=first[short], end=first[short] + len(short), text=short)])
        for short, definition in found.items()
        if first.get(short, definition.start) < definition.start
    )


def _definitions(line: str, offset: int) -> Iterator[_Definition]:
    found: list[_Definition] = []
    for match in _BRACKET.finditer(line):
        definition = _bracket(line, match, offset)
        if definition is not None:
            found.append(definition)
    for match in _FREE_PHRASE.finditer(line):
        long = _long_form(line, match.start(), match["short"], explicit=True)
        if long is not None:
            found.append(_Definition(match["short"], long, match.start("short") + offset))
    for match in _REVERSE.finditer(line):
        long = _reversed(match["short"], match["inner"])
        if long is not None:
            found.append(_Definition(match["short"], long, match.start("short") + offset))
    for match in _LEGEND.finditer(line):
        long = squeeze(match["long"]).strip(" ,")
        if _exact(match["short"], long):
            found.append(_Definition(match["short"], long, match.start("short") + offset))
    yield from sorted(found, key=lambda definition: definition.start)


def _bracket(line: str, match: re.Match[str], offset: int) -> _Definition | None:
    """What `LONG (SHORT)` or `LONG (sau đây gọi tắt là SHORT)` defines."""
    inner = match["inner"]
    folded = fold(inner)
    phrase = None
    for phrase in _PHRASE.finditer(folded):
        if not folded[: phrase.start()].strip() or folded[: phrase.start()].rstrip()[-1] in ",;-":
            break
        phrase = None
    short = squeeze(inner[phrase.end() :] if phrase else inner).strip(" \"'“”‘’.,;:")
    start = match.start("inner") + max(0, inner.find(short.split(" ")[0] if short else "")) + offset
    if not _is_short(short, explicit=phrase is not None):
        return None
    long = _long_form(
        line, match.start(), short, explicit=phrase is not None, closing=line[match.end() : match.end() + 1]
    )
    return None if long is None or fold(long) == fold(short) else _Definition(short, long, start)


def _is_short(short: str, *, explicit: bool) -> bool:
    """Whether a string can be a short form: one word or a few, one of them an acronym without digits."""
    words = short.split()
    if not words or len(words) > (6 if explicit else 4) or any(char.isdigit() for char in short) or "," in short:
        return False
    acronyms = [word for word in words if _acronym(word)]
    if len(words) == 1:
        return bool(acronyms)
    return bool(acronyms) and (explicit or not any("/" in word for word in words))


def _acronym(word: str) -> bool:
    return _ACRONYM.fullmatch(word) is not None and sum(c.isupper() for c in word) >= 2 and "/" not in word


def _long_form(line: str, end: int, short: str, *, explicit: bool, closing: str = "") -> str | None:
    """The words that end at `end` and that `short` stands for, as printed; None where there are none."""
    floor = max(0, end - _WINDOW)
    for cut in _CUT.finditer(line, floor, end):
        floor = cut.end()
    words = list(_WORD.finditer(line, floor, end))[-_MAX_WORDS:]
    if not words or line[words[-1].end() : end].strip(" \"'“”‘’"):
        return None
    first = _walk([fold(word.group()) for word in words], _units(short))
    if first is not None:
        first = _name_start(words, first, _units(short)[0])
        if (
            first
            and words[first - 1].group().lower() == "người"
            and not line[words[first - 1].end() : words[first].start()].strip()
        ):
            first -= 1
        return _printed(line, words[first].start(), end)
    known = _known(line, words, end, short)
    if known is not None:
        return known
    if explicit:
        return _noun_phrase(line, words, end, short)
    if (
        not _ROMAN.fullmatch(short)
        and not expansions(short)
        and short not in _FORMULAS
        and short.isupper()
        and len(short) <= 6
    ):
        return _listed(line, end, closing)
    return None


def _name_start(words: Sequence[re.Match[str]], first: int, unit: str) -> int:
    """`Hội Liên hiệp Phụ nữ (HPN)`: H is Hội, not the second syllable of Liên hiệp."""
    if first and words[first].group()[0].islower() and words[first - 1].group()[0].isupper():
        for index in range(first - 1, max(-1, first - 4), -1):
            if words[index].group()[0].isupper() and _matches(fold(words[index].group()), unit):
                return index
    return first


def _printed(line: str, start: int, end: int) -> str:
    return squeeze(line[start:end]).strip(" \"'“”‘’,")


def _units(short: str) -> list[str]:
    """What must match words, from left to right: `CTr` -> C, Tr; `Sở GDĐT` -> sở, G, D, Đ, T."""
    units: list[str] = []
    for word in short.split():
        units.extend(_UNIT.findall(word) if _acronym(word) else [fold(word)])
    return units


def _matches(word: str, unit: str) -> bool:
    """Whether a folded word is what a unit stands for: same first letter (Đ is not D), further ones in order."""
    if not unit[0].isupper():
        return word == unit
    base = strip_marks(word) if word[0] != "đ" else "đ" + strip_marks(word[1:])
    letter = unit[0].lower()
    letter = letter if letter == "đ" else strip_marks(letter)
    if base[0] != letter and not (unit == "W" and base[0] == "u"):
        return False
    position = 1
    for char in unit[1:]:
        position = base.find(strip_marks(char), position) + 1
        if position == 0:
            return False
    return True


def _skip(word: str) -> float:
    return 0.01 if word in _CONNECTIVES else 1.0


def _walk(words: list[str], units: list[str]) -> int | None:
    """Index of the first word of the span at the end of `words` that `units` abbreviate, or None.

    Connectives may be skipped freely, other words once in long short forms; a name may go on after its abbreviated part
    (`Mặt trận Tổ quốc Việt Nam (MTTQ)`) where nothing else was skipped.
    """
    count, letters = len(words), len(units)
    if not units or letters > count:
        return None
    allowed = 2.5 if letters >= 6 else 1.5 if letters >= 4 else 0.5
    best = _cheapest(words, units, allowed)
    if best is not None:
        return best
    if letters >= 3:
        for tail in range(1, min(_MAX_TAIL, count - letters) + 1):
            first = _cheapest(words[: count - tail], units, 0.05)
            if first is not None:
                return first
    return None


def _cheapest(words: list[str], units: list[str], allowed: float) -> int | None:
    count, letters = len(words), len(units)
    after = [_NEVER] * letters + [0.0]  # costs of matching units[j:] with words[i + 1:]
    best, best_cost = None, allowed
    for i in range(count - 1, -1, -1):
        now = [_NEVER] * (letters + 1)
        now[letters] = min(_NEVER, after[letters] + _skip(words[i]))
        for j in range(letters):
            taken = after[j + 1] if _matches(words[i], units[j]) else _NEVER
            now[j] = min(taken, after[j] + _skip(words[i]))
            if j == 0 and taken < best_cost:
                best, best_cost = i, taken
        after = now
    return best


def _exact(short: str, long: str) -> bool:
    """Whether the whole of `long` is what `short` stands for, but for connectives."""
    words = [fold(word) for word in _WORD.findall(long)]
    return bool(words) and len(words) <= _MAX_WORDS and _cheapest(words, _units(short), 0.2) == 0


def _reversed(short: str, inner: str) -> str | None:
    if not _acronym(short):
        return None
    phrase = _EXPANDING.match(fold(inner).lstrip())
    long = squeeze(inner.lstrip()[phrase.end() :] if phrase else inner).strip(" \"'“”,.;")
    return long if long and (phrase is not None or (len(_units(short)) >= 3 and _exact(short, long))) else None


def _known(line: str, words: Sequence[re.Match[str]], end: int, short: str) -> str | None:
    """The end of the words where it is a known expansion of the short form (`đối tác công - tư (PPP)`)."""
    for expansion in expansions(short):
        wanted = [fold(word) for word in _WORD.findall(expansion)]
        tail = words[-len(wanted) :]
        if len(tail) == len(wanted) and all(fold(word.group()) == one for word, one in zip(tail, wanted, strict=True)):
            return _printed(line, tail[0].start(), end)
    return None


def _noun_phrase(line: str, words: Sequence[re.Match[str]], end: int, short: str) -> str | None:
    """Before an explicit phrase: from the word that the short form begins with, else from the name's first capital."""
    head = fold(short.split(maxsplit=1)[0])
    for word in reversed(words):
        if len(short.split()) > 1 and fold(word.group()) == head:
            return _printed(line, word.start(), end)
    start: int | None = None
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        gap = line[word.end() : words[index + 1].start()] if index + 1 < len(words) else ""
        if "," in gap and start is not None:
            break
        if word.group()[0].isupper():
            start = word.start()
        elif start is not None and _VERB.match(fold(line[word.start() : word.start() + 20])):
            break
    if start is not None:
        return _printed(line, start, end)
    return _printed(line, words[0].start(), end) if len(words) <= 8 else None


def _listed(line: str, end: int, closing: str) -> str | None:
    """An item of a list of technical terms whose short form is of another language: `: chỉ số khối cơ thể (BMI), `."""
    comma = max(line.rfind(mark, max(0, end - 80), end) for mark in ",:;")
    if comma < 0 or closing not in (",", ";"):
        return None
    item = _printed(line, comma + 1, end)
    words = item.split()
    if not 2 <= len(words) <= 5 or _VERB.match(fold(item)) or "(" in item or ". " in item:
        return None
    return item
