"""Labelled fields: `Đơn vị chủ trì: …`, `Thời gian thực hiện: …` under the items that they hold for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vnplan.extractors.doers import Roles, is_named, roles_in_cell
from vnplan.extractors.duties import Assignment, trimmed
from vnplan.extractors.subjects import PREDICATE, Range, leading_bodies
from vnplan.extractors.units import split_bodies
from vnplan.gazetteer.columns import column_of
from vnplan.outline import read_marker
from vnplan.segments import ROLES, Column, Segment
from vnplan.text import fold

BULLET = re.compile(r"^\s*([-–—•*+])\s*")
_LABEL = re.compile(r"^\s*[-–+*•]?\s*(?P<label>[^\W\d_][^:.;()]{3,60}?)\s*:\s*(?P<value>.*)$", re.DOTALL)  # Đơn vị: …
_FURTHER = re.compile(r"(?<=[.;])\s+(?P<label>[^\W\d_][^:.;()]{3,40}?)\s*:\s*")  # …. Thời gian: …
_FIELD = re.compile(
    r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|người|cán bộ|lãnh đạo|tổ chức|phòng|ban)(?:,? (?:cá nhân|đơn vị))?\s+"
    r"(?:chủ trì|đầu mối|phối hợp|thực hiện|phụ trách|tham mưu|chịu trách nhiệm|theo dõi|kiểm tra|tham gia)|chủ trì|"
    r"đầu mối|phối hợp|tham mưu|theo dõi|phân công|thời gian|thời hạn|tiến độ|địa điểm|kinh phí|sản phẩm|"
    r"kết quả đầu ra|phụ trách|thực hiện|trách nhiệm)\b[^,]{0,30}$",
    re.IGNORECASE,
)  # what labels a field: Đơn vị chủ trì
_WITHIN = re.compile(
    r",?\s+theo (?:lĩnh vực|chức năng|nhiệm vụ|thẩm quyền|phân công|phạm vi)\b[^;]*$", re.IGNORECASE
)  # Bộ Y tế, Bộ Công an theo lĩnh vực quản lý


def assigns(assignment: Assignment) -> bool:
    """Whether an assignment names any body."""
    return bool(
        assignment.lead or assignment.implement or assignment.advise or assignment.monitor or assignment.coordinate
    )


def read_labels(text: str, segment: Segment) -> tuple[tuple[Column, Range, str], ...]:
    """The labelled fields of a paragraph, most often one: what each means, the range of its value, and its label."""
    start, end = after_marker(text, segment)
    match = _LABEL.match(text[start:end])
    if match is None or not match["value"].strip():
        return ()
    if segment.heading and not _FIELD.match(match["label"]):
        return ()  # a numbered item that runs in: "2. Đối thoại với đoàn viên: trong tháng 5"
    begin = start + match.start("value")
    further = [m for m in _FURTHER.finditer(text, begin, end) if _FIELD.match(m["label"])]
    labels = [match["label"], *(m["label"] for m in further)]
    begins = [begin, *(m.end() for m in further)]
    ends = [*(m.start() for m in further), end]
    meanings = [_meaning(label, text[a:b]) for label, a, b in zip(labels, begins, ends, strict=True)]
    if meanings[0] is None:
        return ()
    return tuple((m, (a, b), label) for m, a, b, label in zip(meanings, begins, ends, labels, strict=True) if m)


def _meaning(label: str, value: str) -> Column | None:
    """What a label means, if it is one of those that tell of an item's work."""
    column = column_of(label)
    if column in ("time", "place", "output", "budget"):
        return column
    if column not in ROLES or not _FIELD.match(label):
        return None  # "Bộ phận Thi đua: …" names a body, not a field
    if column == "implement" and fold(label) in ("trách nhiệm", "thực hiện", "phân công") and not is_named(value):
        return None
    return column


def is_aside(text: str, segment: Segment) -> bool:
    """Whether a paragraph is a field that tells neither the work nor who does it: `Thành phần: …`."""
    start, end = after_marker(text, segment)
    match = _LABEL.match(text[start : min(end, start + 80)])
    return match is not None and column_of(match["label"]) in ("participants", "target", "note")


def is_described(text: str, item: Assignment) -> bool:
    """Whether an item only describes the activity above it: `Hình thức: trực tuyến`."""
    match = _LABEL.match(text[slice(*item.activity)])
    return not assigns(item) and match is not None and len(match["label"].split()) <= 3


def is_label(text: str, segment: Segment) -> bool:
    """Whether a numbered paragraph only labels what follows: `a) Nội dung:`, `b) Phân công thực hiện`."""
    start, end = after_marker(text, segment)
    printed = text[start:end].strip(" .:;")
    return (
        len(printed) < 40
        and column_of(printed) is not None
        and (_FIELD.fullmatch(printed) is not None or column_of(printed) == "content")
    )


def add_field(fields: dict[str, tuple[Range, str]], column: Column, value: Range, label: str) -> None:
    """Put a field to those of its item. Of several times the one of completion holds, else the first."""
    said = fold(label)
    if column == "time" and ("hiệu lực" in said or ("time" in fields and "hoàn thành" not in said)):
        return
    advising = column == "lead" and "tham mưu" in said and "chủ trì" not in said
    fields["advise" if advising else column] = (value, label)


def with_fields(
    text: str, items: Sequence[Assignment], fields: Mapping[str, tuple[Range, str]]
) -> Iterator[Assignment]:
    """The items with the values of their fields; without bodies a field only adds to what already assigns."""
    bodies: dict[str, tuple[str, ...]] = {}
    for role in (*ROLES, "advise"):
        printed = _WITHIN.sub("", text[slice(*fields[role][0])]) if role in fields else ""
        if role == "advise" and printed:
            bodies[role] = split_bodies(printed)
        for told, name in roles_in_cell(role, printed) if role in ROLES and printed else ():
            stop = leading_bodies(name, 0, len(name))
            shared_out = stop and "phân công" in fold(fields[role][1]) and PREDICATE.match(name, stop)
            bodies[told] = (*bodies.get(told, ()), name[:stop] if shared_out else name)
    for item in items:
        done = item
        if bodies.get("lead") or bodies.get("implement") or bodies.get("advise"):
            done = replace(done, lead=(), implement=(), advise=(), monitor=(), coordinate=())
        done = replace(
            done,
            lead=bodies.get("lead", done.lead),
            advise=bodies.get("advise", done.advise),
            implement=bodies.get("implement", done.implement),
            coordinate=bodies.get("coordinate", done.coordinate),
            monitor=bodies.get("monitor", done.monitor),
        )
        if not assigns(done):
            continue
        evidence = {**done.evidence, **{name: place for name, (place, _) in fields.items()}}
        time, label = fields.get("time", (done.time, done.time_label))
        yield replace(
            done,
            time=time,
            time_label=label,
            place=fields["place"][0] if "place" in fields else done.place,
            output=fields["output"][0] if "output" in fields else done.output,
            budget=fields["budget"][0] if "budget" in fields else done.budget,
            evidence=evidence,
        )


def with_names(assignment: Assignment, names: Roles) -> Assignment:
    """The assignment with names by role."""
    lead, implement, coordinate = (names.get(role, ()) for role in ROLES[:3])
    return replace(assignment, lead=lead, implement=implement, coordinate=coordinate)


def of_heading(text: str, heading: Segment | None) -> list[Assignment]:
    """The activity of a heading whose labelled fields follow at once."""
    if heading is None:
        return []
    start, end = after_marker(text, heading)
    label = _LABEL.match(text[start:end])
    if label and label["value"] and column_of(label["label"]) == "content":
        start += label.start("value")  # a) Nội dung: …
    return [Assignment(trimmed(text, start, end), (start, end), heading.section)]


def after_marker(text: str, segment: Segment) -> Range:
    """The range of a paragraph without its number or bullet."""
    printed = text[segment.start : segment.end]
    marker = read_marker(printed) if segment.heading else None
    bullet = BULLET.match(printed)
    offset = marker.end if marker else bullet.end() if bullet else 0
    return segment.start + offset, segment.end
