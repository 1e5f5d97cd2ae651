"""Names of bodies that a document teaches: those in places where a name's end is certain.

Cells of columns of bodies, items of the recipients, headings that are only a name, values of labels (`Chủ trì: …`) and
issuers of cited documents (`… của X về …`). A field of work that no table has is read there to its end, and found again
in the prose of the same document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnplan.extractors.unit_mentions import folded_text, parse_bodies
from vnplan.extractors.unit_tokens import PLURALS
from vnplan.extractors.unit_words import Body
from vnplan.gazetteer.heads import functions, longest, words
from vnplan.gazetteer.verbs import verb_at
from vnplan.segments import ROLES, Segment
from vnplan.text import fold, squeeze

_LABEL = re.compile(
    r"^\W{0,4}(?:\w{1,4}[.)]\s*)?(?:(?:đơn vị|cơ quan|bộ phận|tổ chức)\s+)?(?:đầu mối\s+)?"
    r"(?:chủ trì|phối hợp|thực hiện|"
    r"theo dõi|phụ trách|tham mưu|tham gia)(?:\s+(?:chính|thực hiện|chủ trì))?\s*:\s*(?P<value>[^\n]{3,600})"
)  # "Đơn vị chủ trì: Cục Điều tiết điện lực"
_CITED = re.compile(
    r"\bcủa\s+(?P<value>[^\n,;:()“”\"]{5,90}?)(?=\s+(?:về|ban hành|quy định|hướng dẫn|phê duyệt|v/v)\b|[;,(])"
)  # "… ngày 12/3/2025 của Tổng cục Môi trường về …"
_NUMBERED = re.compile(r"^\W{0,3}(?:[ivxlc]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)/]+\s*|^[-–+*•]\s*")  # "2.1. "
_MOST = 400  # names of one document


def learn_names(text: str, segments: Sequence[Segment]) -> frozenset[str]:
    """The names with a field of work that no table has, without area and parent: what `known` takes.

    Linear in the text; at most 400 names.
    """
    found: dict[str, None] = {}
    for start, end in _closed(text, segments):
        for body in parse_bodies(text, start, end, closed=True):
            name = taught(body)
            if name:
                found.setdefault(name)
        if len(found) >= _MOST:
            break
    return frozenset(found)


def _closed(text: str, segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """The ranges that hold nothing but names."""
    key = folded_text(text)
    for segment in segments:
        if names_only(text, segment):
            yield segment.start, segment.end
            continue
        if segment.zone == "letterhead":
            continue
        folded = key[segment.start : min(segment.end, segment.start + 4000)]
        if "của " not in folded and ":" not in folded:
            continue
        label = _LABEL.match(folded)
        if label:
            yield segment.start + label.start("value"), segment.start + label.end("value")
        for match in _CITED.finditer(folded):
            yield segment.start + match.start("value"), segment.start + match.end("value")


def names_only(text: str, segment: Segment) -> bool:
    """Whether a paragraph holds nothing but names of bodies: by its place, or because it is a heading that is one."""
    if segment.zone == "letterhead":
        return False
    if segment.zone == "recipients":
        return True
    if segment.column in ROLES:
        return segment.end - segment.start <= 300
    if not segment.heading or segment.end - segment.start > 120:
        return False
    title = text[segment.start : segment.end]
    number = _NUMBERED.match(fold(title))
    keys = words(title[number.end() if number else 0 :])
    if not keys or (keys[-1] == ":" and len(keys) < 2):
        return False
    found = [verb_at(keys, at) for at in range(len(keys)) if keys[at] not in PLURALS]
    return all(verb is None or verb[1] == "noun" for verb in found)


def taught(body: Body) -> str | None:
    """The head and field of a body whose field no table has."""
    if body.head is None or body.group or body.person or body.refers or body.head.kind == "union_grassroots":
        return None
    field = body.proper or body.field or ""
    key = words(field)
    known = longest(functions(), key, 0)
    if body.head.tail not in {"function", "name", "described"} or (known and known[0] == len(key)):
        return None
    at = body.text.find(field)
    if at <= 0 or field.isupper() or len(key) > 16:
        return None
    return squeeze(body.text[: at + len(field)])
