"""The end of a plan -> recipients (nơi nhận) and signature (Decree 30/2020, Annex I, cells 7 and 9b)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnplan.document import Paragraph
from vnplan.gazetteer.offices import CAPACITY, OFFICE, RECIPIENTS
from vnplan.model import Recipient, Signature, Span
from vnplan.text import fold, is_upper, squeeze

_BULLET = re.compile(r"^\s*(?:[-–—•*+]|\d{1,2}[.)])\s*")
_INLINE = re.compile(r"(?<=[;.])\s+(?=[-–+]\s?\S)")  # items run together on one line
_NOTE = re.compile(r"(?P<gap>[\s}\]|]*)\((?P<note>[^()]{1,60})\)\s*[;.,:]*\s*$")  # (để báo cáo)
_PURPOSE = re.compile(
    r"báo cáo|\bb\s?/?\s?c\b|thực hiện|\bth?\s?/\s?h\b|phối hợp|\bph?\s?/\s?h\b|chỉ đạo|\bc\s?/\s?đ\b|biết|"
    r"\bđ\s?/\s?b\b|theo dõi|\bt\s?/\s?d\b|kiểm tra|giám sát|đăng|tuyên truyền|đưa tin|triển khai|tham mưu|"
    r"xem xét|phê duyệt|"
    r"lưu hành|thi hành|tổng hợp|hướng dẫn|đôn đốc|niêm yết|phổ biến|công bố|gửi",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"^lưu\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"^\W*(?:đã ký|ký|ký tên|ký,|ấn ký|chữ ký|ký bởi|ngày ký|người ký|thời gian ký|cơ quan:)(?!\w)", re.IGNORECASE
)  # (Đã ký)
_TITLE = re.compile(
    r"^(?:(?:PGS|GS|TSKH|TS|ThS|Th\.\s?S|Thạc sĩ|Thạc sỹ|Tiến sĩ|Tiến sỹ|BSCK|BS|DSCK|DS|CK|KS|CN|LS|NGƯT|NGND|TTƯT|"
    r"TTND|NSƯT|NSND|AHLĐ|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)|Ông|Bà|Đ/c|Đồng chí)"
    r"(?:\s?(?:I{1,2}|[12]))?(?!\w)[.,:\s]*)+",
    re.IGNORECASE,
)  # PGS.TS.BSCKII.
_NAME = re.compile(r"^[^\W\d_]{1,9}(?:[\s'’-]+[^\W\d_]{1,9}){1,5}$")  # Lê Kim Thoa
_NO_NAME = frozenset("và các của cho tỉnh huyện xã phường quận thành thị khu cơ hội ban sở phòng trường".split())


@dataclass(frozen=True, slots=True)
class _Item:
    """One printed item of the list: name, note, whether the note floats beside a group, and its place."""

    name: str
    note: str | None
    floating: bool
    spans: tuple[Span, ...]


def extract_recipients(text: str, lines: Sequence[Paragraph]) -> tuple[Recipient, ...]:
    """One entry a printed item, in order; a note that stands apart holds for the items around it.

    `lines` are those of the recipients' block, with or without its label.
    """
    items = [_read_item(text, pieces) for pieces in _items(text, lines)]
    items = [item for item in items if item.name]
    notes = [item.note for item in items]
    for i, item in enumerate(items):
        if item.floating:
            _spread(items, notes, i)
    return tuple(
        Recipient(name=item.name, note=note, spans=item.spans) for item, note in zip(items, notes, strict=True)
    )


def _items(text: str, lines: Sequence[Paragraph]) -> list[list[tuple[int, int]]]:
    """The ranges that make up each item: a line with a bullet begins one, a line without goes on."""
    items: list[list[tuple[int, int]]] = []
    bulleted = sum(_BULLET.match(text[p.start : p.end]) is not None for p in lines) >= 2
    for line in lines:
        start = line.start
        label = RECIPIENTS.match(text[start : line.end])
        if label:
            start += label.end()
        bounds = [start, *(m.end() + start for m in _INLINE.finditer(text[start : line.end])), line.end]
        for a, b in itertools.pairwise(bounds):
            if not text[a:b].strip(" .;:-–_*"):
                continue
            begins = _BULLET.match(text[a:b]) is not None or not bulleted or _ARCHIVE.match(text[a:b].strip())
            if begins or not items:
                items.append([(a, b)])
            else:
                items[-1].append((a, b))
    return items


def _read_item(text: str, pieces: Sequence[tuple[int, int]]) -> _Item:
    spans = tuple(Span(start=a, end=b, text=text[a:b]) for a, b in pieces)
    joined = " ".join(text[a:b].strip() for a, b in pieces)
    body = _BULLET.sub("", joined, count=1)
    note = None
    floating = False
    match = _NOTE.search(body)
    if match and _PURPOSE.search(match["note"]):
        note = squeeze(match["note"])
        floating = len(match["gap"]) >= 3 or not set(match["gap"]).isdisjoint("\t}]|")
        body = body[: match.start()]
    return _Item(squeeze(body).strip(" ;,.:{}|"), note, floating, spans)


def _spread(items: Sequence[_Item], notes: list[str | None], at: int) -> None:
    """Give a floating note to the items of its brace: back to the last note, and on to the next one."""
    for i in range(at - 1, -1, -1):
        if items[i].note is not None:
            break
        if notes[i] is None:
            notes[i] = items[at].note
    following = next((i for i in range(at + 1, len(items)) if items[i].note is not None), None)
    if following is not None and not items[following].floating:
        for i in range(at + 1, following):
            if not _ARCHIVE.match(items[i].name):
                notes[i] = items[at].note


def extract_signature(text: str, lines: Sequence[Paragraph]) -> Signature | None:
    """Capacity (TM., KT. … lines), office and name of the one who signed; None where none is printed.

    `lines` are those of the signature's block in reading order.
    """
    authority: list[Paragraph] = []
    position: list[Paragraph] = []
    name: tuple[Paragraph, str] | None = None
    told = [(line, squeeze(text[line.start : line.end])) for line in lines]
    told = [(line, printed) for line, printed in told if any(map(str.isalpha, printed)) and not _SIGNED.match(printed)]
    for i, (line, printed) in enumerate(told):
        if CAPACITY.match(printed):
            authority.append(line)
        elif OFFICE.match(printed) and len(printed) < 80:
            position.append(line)
        elif not (authority or position):
            continue
        elif (person := _person(printed)) and not _wraps([p for _, p in told[i:]], named=bool(position)):
            name = line, person
            break  # what follows is the second block of a joint plan
        elif is_upper(printed):
            (position or authority).append(line)  # a line of capacity or office that wrapped
    if not (authority or position):
        return None
    return Signature(
        authority=_joined(text, authority),
        position=_joined(text, position),
        name=name[1] if name else None,
        evidence={
            key: tuple(Span(start=p.start, end=p.end, text=text[p.start : p.end]) for p in found)
            for key, found in (("authority", authority), ("position", position), ("name", [name[0]] if name else []))
            if found
        },
    )


def _person(printed: str) -> str | None:
    """The person's name that a line is: two to six capitalised words, without academic and military titles."""
    bare = _TITLE.sub("", printed).strip(" .,*")
    if not _NAME.match(bare) or OFFICE.match(bare):
        return None
    words = re.split(r"[\s'’-]+", bare)
    named = all(word[:1].isupper() for word in words) and fold(words[0]) not in _NO_NAME
    return bare if named and "ban " not in fold(bare) else None


def _wraps(lines: Sequence[str], *, named: bool) -> bool:
    """Whether a line in capitals is not the name but the rest of a capacity or office: these, or a name, follow.

    `named` tells that an office was printed already.
    """
    if not is_upper(lines[0]):
        return False
    following = lines[1 : 3 if named else 8]
    for line in following:
        if OFFICE.match(line) or CAPACITY.match(line):
            return True
        if not is_upper(line) and _person(line):
            return True
        if named:
            break
    return False


def _joined(text: str, lines: Sequence[Paragraph]) -> str | None:
    return squeeze(" ".join(text[p.start : p.end] for p in lines)).strip(" *") or None
