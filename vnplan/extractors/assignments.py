"""Assignments in prose: who is told to do what (domain grammar of `Giao …`, `X chủ trì, phối hợp với Y …`).

Three things assign: a heading that names a body, above items; a sentence that names its own body; labelled
fields (`Đơn vị chủ trì: …`) under the items that they hold for. A sentence that assigns nothing gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vnplan.extractors.doers import doers_alone, doers_at_end
from vnplan.extractors.duties import ADVISES, BOUNDED, LEADS, Assignment, Holder, duties, trimmed
from vnplan.extractors.fields import (
    BULLET,
    add_field,
    after_marker,
    assigns,
    is_aside,
    is_described,
    is_label,
    of_heading,
    read_labels,
    with_fields,
    with_names,
)
from vnplan.extractors.subjects import (
    OFFICES,
    PREDICATE,
    WITH,
    Range,
    after_adverbial,
    leading_bodies,
    name_end,
    names_in,
    office_end,
    subject_end,
    verb_follows,
    verbal,
    whole_name,
)
from vnplan.extractors.units import split_bodies
from vnplan.model import Section, walk
from vnplan.segments import Segment
from vnplan.text import UPPER, fold, squeeze

_GIVEN = re.compile(
    r"^(?:giao(?: cho)?|phân công|yêu cầu|chỉ đạo|ủy quyền cho|mời|đề nghị|kính đề nghị)\s+", re.IGNORECASE
)
_ASKED = re.compile(r"^(?:yêu cầu|chỉ đạo|mời|đề nghị|kính đề nghị)\b", re.IGNORECASE)
_FORMULA = re.compile(
    r"\s*(?:nghiêm túc\b.*|(?:quan tâm|kịp thời)?,?\s*(?:tổ chức |triển khai |phối hợp )*(?:thực hiện|"
    r"triển khai|chỉ đạo)\b[^,;]{0,40})$",
    re.IGNORECASE | re.DOTALL,
)  # nghiêm túc triển khai thực hiện
_DIRECTS = re.compile(r"\s*(?:chỉ đạo|giao|phân công)\s+", re.IGNORECASE)
_GENERIC = re.compile(
    r"^(?:các cấp|công đoàn (?:hai|các) cấp|các cấp ủy|cấp ủy|toàn (?:thể|tỉnh)|mỗi|từng|đoàn viên|cán bộ|"
    r"nhân dân|hai cấp)\b",
    re.IGNORECASE,
)
_RESPONSIBILITY = re.compile(
    r"^(?:trách nhiệm|nhiệm vụ)(?: cụ thể)?(?: của| cho)\s+(?=\S)"
    r"|^(?:đối với|phân công|đề nghị|yêu cầu|giao|kính đề nghị|mời)\s+(?=\S)",
    re.IGNORECASE,
)  # Trách nhiệm của …
_MEMBERS = re.compile(r"\((?:bao )?gồm(?: cả)?(?: có)?:?\s*(?P<list>.+)\)")  # (gồm các Sở: Xây dựng, Công Thương)
_ASIDE = re.compile(
    r"\s*(?:(?P<aside>\(|gồm\b|và các\b|$|[-–]\s*(?:là\s+)?(?:cơ quan|đơn vị|bộ phận|thường trực|tr?ưởng|phó|"
    r"chủ trì|đầu mối))|[-–])",
    re.IGNORECASE,
)  # Sở Y tế - cơ quan thường trực; but Đài Truyền thanh - Truyền hình
_CHARGED = re.compile(r"^(?P<who>[^.;:]{5,120}?),?\s+(?=(?:có|chịu) trách nhiệm\b)", re.IGNORECASE)  # Các đồng chí … có
_OPENING_VERB = re.compile(
    r"^(?:công tác|chế độ|về|việc|tổ chức|thực hiện|kiểm tra|báo cáo|xây dựng|triển khai|kinh phí|thời gian|"
    r"tiến độ|phân công|"
    r"nội dung|hình thức|đối với|hoạt động|chuẩn bị|khen thưởng|lễ|hội nghị|chương trình|các bước)\b",
    re.IGNORECASE,
)  # Công tác chỉ đạo
_COLON = re.compile(r"\s*:\s*(?=[^\W\d_])")  # X: hướng dẫn …; but not X: 02 cán bộ
_OBJECTS = re.compile(
    r"\b(?:đối với|gồm|cho|của|tại \d+)\b[^,;:.]{0,40}$", re.IGNORECASE
)  # Kiểm tra đối với 03 tổ chức: …
_SENTENCE = re.compile(rf"(?:(?<=[^\WA-ZĐ\d][.])|(?<=\d{{4}}[.]))\s+(?=[{UPPER}“])")
_AGAIN = re.compile(
    r"^(?:định kỳ,?\s+|hằng năm,?\s+|hàng năm,?\s+|đồng thời,?\s+)?(?:tổng hợp,?\s+)?báo cáo\b", re.IGNORECASE
)
_NOTHING = re.compile(
    r"^(?:trong quá trình|trên đây|nếu có|nhận được|kế hoạch này|ngoài ra,? các|lưu ý|ghi chú|việc |kinh phí|"
    r"mọi )",
    re.IGNORECASE,
)
_ASSIGNING = frozenset(
    {"implementation", "monitoring", "reporting", "tasks", "tasks_solutions", "solutions", "steering", "logistics"}
)
_IDLE = frozenset({"budget", "awards", "time", "place", "purpose", "requirements", "objectives", "targets"})
_DOING = frozenset({"solutions", "tasks", "tasks_solutions"})
_TELLING = frozenset({"content", "activities", "schedule"})  # where only a bound makes a sentence a duty
_STRICT = frozenset({"implementation", "monitoring", "reporting"})


def find_assignments(text: str, segments: Sequence[Segment], sections: Sequence[Section]) -> tuple[Assignment, ...]:
    """The assignments in the body's prose, in order. Tables are not read here.

    `segments` are the document's; `sections` its tree, with the kind of each section.
    """
    kinds = _kinds(tuple(sections))
    leaves = {path for path, s in walk(tuple(sections)) if not s.children and s.extent[1] == s.spans[0].end}
    peers = _named_peers(text, sections, kinds)
    holders: dict[str, Holder] = {}
    found: list[Assignment] = []
    pending: list[Assignment] = []  # items since the last labelled fields, for which the next ones hold
    fields: dict[str, tuple[Range, str]] = {}
    heading: Segment | None = None
    marks: dict[str, str] = {}  # the first bullet of each section: where it is "+", that is no lower one

    def close() -> None:
        nonlocal fields
        if fields:
            items = [item for item in pending if not is_described(text, item)]
            found.extend(with_fields(text, items or of_heading(text, heading), fields))
        else:
            found.extend(a for a in pending if assigns(a) or a.bare)
        pending.clear()
        fields = {}

    for segment in segments:
        if segment.zone != "body" or segment.table is not None:
            continue
        path = segment.section or ""
        labelled = read_labels(text, segment) if not segment.heading or path in leaves else ()
        for column, value, label in labelled:
            add_field(fields, column, value, label)
        if labelled:
            continue
        labels = segment.heading and path not in leaves and is_label(text, segment)
        holder = _holder_of(path, holders)
        if holder is None and not segment.heading and is_aside(text, segment):
            continue
        if not labels and (fields or segment.heading):
            close()
        if segment.heading and not labels:
            heading = segment
        if segment.heading:
            # A numbered paragraph with nothing below it is a sentence, unless its name runs in before a colon.
            named = path not in leaves or name_end(text[segment.start : segment.end]) < segment.end - segment.start - 1
            read = _read_heading(text, segment, path, kinds) if named else None
            if read is None and named and path in peers:
                read = Holder(split_bodies(peers[path]))
            if read is not None:
                holder = holders[path] = replace(read, place=after_marker(text, segment))
        if labels:
            continue
        if bullet := BULLET.match(text[segment.start : segment.end]):
            marks.setdefault(path, bullet.group(1))
        item = path in leaves  # a numbered paragraph with nothing below it is an item, not a title
        main = marks.get(path, "-")
        pending.extend(_read(text, segment, holder, kinds.get(path), own=path in holders, item=item, main=main))
    close()
    return tuple(found)


def _kinds(sections: tuple[Section, ...]) -> dict[str, str | None]:
    """The kind that holds at each path: its own where its title names one, else that of the section above."""
    kinds: dict[str, str | None] = {}
    for path, section in walk(sections):
        above = kinds.get(path.rpartition("/")[0])
        own = section.kind if section.kind in _IDLE or len(section.title) < 60 else None
        if own is not None and _orders(section.title):
            own = None  # "Sở Tài chính cân đối kinh phí" is a sentence about money, no part on money
        kinds[path] = own if own is not None and (own in _IDLE or above not in _ASSIGNING or own in _STRICT) else above
    return kinds


def _orders(title: str) -> bool:
    """Whether a title is a sentence with a body as its subject."""
    stop = leading_bodies(title, 0, len(title))
    return stop > 0 and PREDICATE.match(title, stop) is not None


def _named_peers(text: str, sections: Sequence[Section], kinds: Mapping[str, str | None]) -> dict[str, str]:
    """Short titles beside titles that name bodies: `Hạt Kiểm lâm` among departments is one too."""
    peers: dict[str, str] = {}
    level: dict[str, list[tuple[str, Section]]] = {}
    for path, section in walk(tuple(sections)):
        level.setdefault(path.rpartition("/")[0], []).append((path, section))
    for parent, members in level.items():
        if kinds.get(parent) not in _ASSIGNING or len(members) < 3:
            continue
        names = {p: whole_name(s.title) or OFFICES.match(s.title) is not None for p, s in members}
        if 2 * sum(names.values()) < len(members):
            continue
        for path, section in members:
            short = len(section.title) < 60 and section.kind is None and not verbal(section.title)
            if not names[path] and short and section.title[:1].isupper() and not _OPENING_VERB.match(section.title):
                peers[path] = section.title
    return peers


def _holder_of(path: str, holders: Mapping[str, Holder]) -> Holder | None:
    while path:
        if path in holders:
            return holders[path]
        path = path.rpartition("/")[0]
    return None


def _read_heading(text: str, segment: Segment, path: str, kinds: Mapping[str, str | None]) -> Holder | None:
    """The bodies that a heading names, if it is a name (or names) and no sentence of its own."""
    start, end = after_marker(text, segment)
    printed = text[start:end]
    if kinds.get(path) in _IDLE:
        return None
    opener = _RESPONSIBILITY.match(printed)
    if opener:
        start += opener.end()
        printed = text[start:end]
    stop = name_end(printed)
    name = printed[:stop].rstrip(" .:;")
    if len(name) > 250:
        return None
    members = _MEMBERS.search(name)
    if members and len(split_bodies(members["list"])) > 1:
        return Holder(split_bodies(members["list"]))
    if opener and "của" in fold(opener.group()):
        return Holder(split_bodies(re.sub(r"\s*\(.*\)$", "", name)))
    bodies_end = leading_bodies(text, start, end)
    rest = text[bodies_end:end] if bodies_end > start else ""
    directs = _DIRECTS.match(rest) if bodies_end > start else None
    if directs and text[start:end].rstrip().endswith(":"):
        inner = bodies_end + directs.end()
        inner_end = leading_bodies(text, inner, end)
        if inner_end > inner:
            return Holder(split_bodies(text[inner:inner_end]), split_bodies(text[start:bodies_end]))
    strict = kinds.get(path) in _ASSIGNING
    if opener and bodies_end == start:
        return None
    if bodies_end > start and bodies_end >= start + len(name) - 1:
        return Holder(split_bodies(name))
    if bodies_end > start and (more := _ASIDE.match(text, bodies_end, start + len(name))):
        return Holder(split_bodies(text[start:bodies_end] if more["aside"] is not None else name))
    if bodies_end > start and end > segment.start and text[start:end].rstrip().endswith(":"):
        return Holder(split_bodies(text[start:bodies_end]), sentence=True)  # "X có trách nhiệm:"
    if bodies_end > start and PREDICATE.match(text, bodies_end, start + len(name)):
        return Holder(split_bodies(text[start:bodies_end]), sentence=True) if strict else None
    short = strict and len(name) < 150 and not verbal(name)
    if short and (bodies_end > start or OFFICES.match(name)):
        return Holder((squeeze(re.sub(r"\s*\(.*\)$", "", name)),))
    return None


def _read(
    text: str, segment: Segment, holder: Holder | None, kind: str | None, *, own: bool, item: bool, main: str
) -> Iterator[Assignment]:
    """The assignments in one paragraph; `own` where its own heading, not one further up, names the holder; `main` is
    the mark of the section's first bullets."""
    start, end = after_marker(text, segment)
    printed = text[start:end]
    bullet = BULLET.match(text[segment.start : segment.end])
    if not printed.strip() or _NOTHING.match(printed):
        return
    if segment.heading and holder is not None and holder.lead:
        return  # "X chỉ đạo Y thực hiện:" is told by its items
    if segment.heading:
        stop = start + name_end(printed)
        runs_in = stop - start < 250 and text[stop + 1 : end].strip() != ""
        if runs_in and own and holder is not None and not holder.sentence:  # "2. Sở Tài chính: căn cứ …"
            after = end - len(text[stop + 1 : end].lstrip())
            own_end = subject_end(text, after, end)
            if own_end > after and PREDICATE.match(text, own_end, end):  # Ban Giám khảo: Sở A ra quyết định thành lập
                bodies, named = split_bodies(text[after:own_end]), (after, own_end)
                yield from duties(text, (own_end, end), segment, bodies, None, whole=(after, end), subject=named)
                return
            yield from duties(text, (after, end), segment, holder.bodies, holder, named=True)
            return
        if own and holder is not None and not holder.sentence:
            return  # the heading is only the name
    elif not bullet and holder is not None and not own and not _own_subject(text, start, end):
        return  # a loose paragraph below other headings of the holder's section
    before: list[Assignment] = []
    mark = (
        "-"
        if bullet and bullet.group(1) == main
        else bullet.group(1)
        if bullet
        else "-"
        if item and holder is not None and not own
        else ""
    )
    for first, last in _sentences(text, start, end):
        if first > start and not segment.heading and kind not in _ASSIGNING and not _GIVEN.match(text[first:last]):
            continue  # where nothing is assigned as a rule, a further sentence must say so
        if before and assigns(before[-1]) and _AGAIN.match(text[first:last]):
            bodies = before[-1].lead or before[-1].implement or before[-1].advise or before[-1].monitor
            yield from duties(text, (first, last), segment, bodies, None, named=True, subject=before[-1].subject)
            continue
        before = list(_read_sentence(text, (first, last), segment, holder, kind, mark))
        yield from before
        if holder is not None and not _own_subject(text, first, last):
            return  # one task an item; its other sentences belong to it


def _own_subject(text: str, start: int, end: int) -> bool:
    start = after_adverbial(text, start, end)
    return leading_bodies(text, start, end) > start or _GIVEN.match(text[start:end]) is not None


def _sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """Sentences of a range; one that names no body and opens no report stays with the one before."""
    bounds = [start, *(start + m.end() for m in _SENTENCE.finditer(text[start:end])), end]
    first = bounds[0]
    for a in bounds[1:-1]:
        head = text[a : min(end, a + 200)]
        if _GIVEN.match(head) or _AGAIN.match(head) or leading_bodies(text, a, end) > a:
            yield first, a
            first = a
    yield first, end


def _read_sentence(
    text: str, sentence: Range, segment: Segment, holder: Holder | None, kind: str | None, bullet: str
) -> Iterator[Assignment]:
    start, end = sentence
    printed = text[start:end]
    given = _GIVEN.match(printed)
    if given:
        subject = start + given.end()
        stop = subject_end(text, subject, end)
        if stop == subject and OFFICES.match(text[subject:end]):
            stop = office_end(text, subject, end)
        if stop == subject and printed[given.end() : given.end() + 1].isupper() and not _ASKED.match(printed):
            stop = office_end(text, subject, end)  # whoever is charged is a body, known or not
        asked = _ASKED.match(printed) is not None
        formula = asked and stop > subject and _FORMULA.match(text, stop, end)
        if formula:
            return  # Yêu cầu các cơ quan nghiêm túc triển khai
        if stop > subject and (not asked or kind in _STRICT) and verb_follows(text, stop, end):
            yield from duties(
                text,
                (stop, end),
                segment,
                names_in(text[subject:stop]),
                None,
                whole=sentence,
                subject=(subject, stop),
            )
            return
    subject = after_adverbial(text, start, end) if kind in _STRICT and (holder is None or not bullet) else start
    stop = subject_end(text, subject, end)
    if stop == subject and kind in _STRICT and OFFICES.match(text[subject:end]):
        stop = office_end(text, subject, end)
        name = subject + name_end(text[subject : min(end, subject + 90)])
        if stop == subject and bullet and _COLON.match(text, name, end):
            stop = name  # - Giám đốc: chỉ đạo chung
    if stop == subject and segment.heading and holder is None:
        after = _COLON.match(text, start + name_end(printed), end)  # 2. Cấp xã: UBND các xã …
        alone = doers_alone(text[after.end() : end]) if after else {}
        if after and alone and not _OBJECTS.search(text, start, after.start()):
            yield with_names(Assignment(trimmed(text, start, after.start()), sentence, segment.section), alone)
            return
        if after and (further := subject_end(text, after.end(), end)) > after.end():
            subject, stop = after.end(), further
    if stop > subject and not given and verb_follows(text, stop, end):
        bodies = names_in(text[subject:stop])
        colon = _COLON.match(text, stop, end)
        listed = subject_end(text, colon.end(), end) if colon and fold(text[subject:stop]).startswith("các ") else 0
        if colon and listed > colon.end() and PREDICATE.match(text, listed, end):
            subject, stop, colon = colon.end(), listed, None  # Các đơn vị: Sở A, Sở B tăng cường …
            bodies = names_in(text[subject:stop])
        generic = all(_GENERIC.match(b) for b in bodies)
        cued = LEADS.match(text, stop, end) or WITH.match(text, stop, end)
        strict = kind in _STRICT and not (generic and kind != "implementation")
        named = not generic and not re.match(r"(?:các|mọi|những)\b", fold(text[subject:stop]))
        if not named and not generic and subject > start and _FORMULA.match(text, stop, end):
            return  # Căn cứ Kế hoạch này, các ngành, địa phương triển khai thực hiện
        bounded = named and kind in _TELLING and BOUNDED.search(text, stop, end) is not None
        overrides = holder is not None and not generic and PREDICATE.match(text, stop, end) is not None
        if strict or (cued and not generic) or (colon and holder) or (named and kind in _DOING) or overrides or bounded:
            if not (generic and kind == "implementation" and holder is not None):
                yield from duties(
                    text,
                    (colon.end() if colon else stop, end),
                    segment,
                    bodies,
                    None,
                    whole=sentence,
                    subject=(subject, stop),
                )
            return
    if kind in _STRICT and (charged := _CHARGED.match(printed)) and OFFICES.match(printed):
        bodies = (squeeze(charged["who"]),)
        place = (start, start + charged.end("who"))
        yield from duties(text, (place[1], end), segment, bodies, None, whole=sentence, subject=place)
        return
    told = doers_at_end(printed)
    if told and (holder is None or told[2]):
        yield with_names(Assignment(trimmed(text, start, start + told[0]), sentence, segment.section), told[1])
        return
    if _GENERIC.match(printed):
        return
    if holder is not None and bullet != "+" and not (segment.heading and not bullet):
        yield from duties(text, sentence, segment, holder.bodies, holder, named=True)
    elif holder is None and not segment.heading and bullet != "+":
        if kind == "implementation" and bullet and (ADVISES.match(printed) or WITH.match(printed)):
            yield from duties(text, sentence, segment, (), None, named=True)
        else:
            yield Assignment(trimmed(text, *sentence), sentence, segment.section)  # waits for labelled fields
