"""What must be reported, registered or handed in, and until when (plan JSON, "deadlines").

A duty comes from a task whose time is a bound, or from a sentence of a report: with a bound (`trước ngày 10/6`), a rule
(`thứ Sáu hằng tuần`) or a plain day that the words before it tie to the report (`nộp danh sách ngày 10/5`).
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnplan.extractors.subjects import Range, leading_bodies
from vnplan.extractors.units import split_bodies
from vnplan.model import Deadline, Span, Task, Time
from vnplan.schedule import is_bound
from vnplan.segments import Segment
from vnplan.text import UPPER, fold, squeeze

Key = tuple[dt.date | None, str | None]  # the day a duty is due, or its rule

_REPORT = re.compile(
    r"\b(?:báo cáo(?! viên)|đăng ký|gửi|nộp|hoàn thiện hồ sơ|cung cấp|nhận (?:bài|hồ sơ|tác phẩm|sản phẩm|đăng ký))\b",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"\b(?:về|gửi(?: về| cho)?|cho|đến|tới|báo cáo|trình)\s+(?=[{UPPER}]|các |cơ quan |tỉnh |huyện |phòng |ban )"
)
_WHEN = re.compile(r"\s(?:(?:ngày|trước|vào|chậm nhất)\s|\d)")
_AFTER_TIME = re.compile(r"\s{0,3}[,:]\s{1,3}")
_VIA = re.compile(r"\((?:thông\s+)?qua\s+(?P<who>[^()]{3,200})\)", re.IGNORECASE)  # (qua Sở Tư pháp)
_WINDOW = 1000  # characters of a sentence looked at on each side of a time
_STOP = re.compile(rf"[.;]\s+(?=[{UPPER}])")  # between sentences
_PART = re.compile(r"[;,]\s|\s(?:và|hoặc)\s")  # between the duties of one sentence
_MARK = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ][.)])\s+(?=[^\W\d])")  # the number of a paragraph
_BETWEEN = re.compile(r"\s{0,3}(?:,|;|và|, và)\s{0,3}")
_WORD = re.compile(r"[^\W\d]{2,}")
# words of a clause that say when or how often, not what
_HOW_OFTEN = frozenset(
    "định kỳ hằng hàng mỗi từng năm tháng quý tuần ngày giờ trước sau chậm nhất vào và hoặc là đến hết lúc của".split()
)
# where one of these stands between a report and a plain day, the day is an event's or another paper's
_OTHER = re.compile(
    r"(?<!\w)(?:tại|theo|số(?!\s+(?:lượng|liệu))|kèm|hội nghị|hội thảo|hội thi|họp|kỳ họp|giao ban|sinh hoạt|tổ chức"
    r"|diễn ra|khai mạc|bế mạc|tham gia|tham dự|dự(?! (?:thảo|án|toán|kiến|báo|phòng))|thi(?! đua)|lễ|mời|chuyên đề"
    r"|giải(?! (?:pháp|quyết|trình|thích|ngân))|đề dẫn|tham luận|thời sự|đã|(?<!đạt )được|tính|tuần tra"
    r"|(?<!thường )trực|tập luyện|biểu diễn|mở cửa|công văn|quyết định|ban hành|(?<!đăng )ký|phát động|ra quân)(?!\w)"
)
# "theo báo cáo ngày 10/3", "thông qua báo cáo …": a paper that is there already
_PAPER = re.compile(r"(?<!\w)(?:theo|căn cứ|tại|từ|nghe|trong|dựa(?: trên| vào)?|qua|thảo luận|xem xét|duyệt)\s{1,3}$")
_KIND = (
    r"(?:các|những|sơ kết|tổng kết|kết quả|nhanh|sơ bộ|chính thức|bổ sung|định kỳ|đột xuất|kết thúc|cuối|đầu|giữa|kỳ"
    r"|năm|quý|(?:đợt|lần|giai đoạn|vòng|cấp|học kỳ)\s{1,3}[\divx]{1,4}|(?:0?6|0?9|0?3) tháng|số liệu|báo cáo"
    r"|danh sách|hồ sơ|kế hoạch|bài(?: viết)?|sản phẩm|tác phẩm|biểu mẫu|văn bản|dự thảo|phiếu|đề cương|minh chứng|bản"
    r"|tổng hợp|thực hiện(?! xong)|cả)"
)
_KINDS = re.compile(rf"(?:\s{{1,3}}{_KIND}){{0,8}}")  # "báo cáo [sơ kết đợt 1] ngày …"
# "báo cáo Ban Thường vụ tại phiên họp [tháng 10]": of a monthly meeting the month is the time
_AT_MEETING = re.compile(r"tại\s(?:kỳ|cuộc|buổi|phiên)\s(?:sinh hoạt|họp)(?:\s[^\W\d]{2,8}){0,4}\s{1,3}$")
_KIND_FIRST = re.compile(rf"\s{{0,3}}{_KIND}(?!\w)")
_LINKED = re.compile(r":\s{0,3}\(?$|\(\s{0,2}$")  # "báo cáo tổng kết: 25/8"
_SENT_TO = re.compile(rf"\b(?:về|cho|đến|tới|gửi|nộp)\s+(?:(?:các|cơ quan|tỉnh|huyện|phòng|ban|trường)\s|[{UPPER}])")


def deadlines(
    text: str, segments: Sequence[Segment], tasks: Sequence[Task], times: Sequence[Time]
) -> tuple[Deadline, ...]:
    """Duties with a bound: tasks whose time is worded as one, and reports due that nobody is named for."""
    duties = list(_duties(text, segments, times))
    holders = _holders(tasks, duties)
    held: dict[int, list[_Duty]] = {}
    for duty, holder in zip(duties, holders, strict=True):
        if holder is not None:
            held.setdefault(holder, []).append(duty)
    found = []
    given: dict[int, Key] = {}
    for index, task in enumerate(tasks):
        if task.origin == "text" and (deadline := _of_task(task)) is not None:
            same = [duty for duty in held.get(index, ()) if _key(duty.time) == (deadline.due, deadline.rrule)]
            if not (task.when and is_bound(task.when)) and not same and "time" not in task.evidence:
                continue  # "tổng hợp báo cáo; họp vào thứ Ba hằng tuần"
            if same and len({_key(duty.time) for duty in held[index]}) > 1:
                deadline = deadline.model_copy(update={"what": _what(text, same[0])})
            found.append(deadline)
            given[index] = deadline.due, deadline.rrule
    told = set(given.values())  # a row of a table that tells the same again is no second duty
    rows = (d for task in tasks if task.origin == "table" and (d := _of_task(task)) is not None)
    found.extend(d for d in rows if (d.due, d.rrule) not in told)
    covered = {(d.due, d.rrule) for d in found}
    for duty, holder in zip(duties, holders, strict=True):
        if holder is None and _key(duty.time) not in covered:
            found.append(_of_duty(text, duty, None))
        elif holder is not None and _key(duty.time) != given.get(holder):
            found.append(_of_duty(text, duty, tasks[holder]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Duty:
    """A time that a report is due at, its sentence, and where the duty's own clause stands."""

    time: Time
    sentence: Range
    clause: Range

    @property
    def start(self) -> int:
        return self.time.spans[0].start


def _key(time: Time) -> Key:
    recurs = time.rrule is not None and "BY" in time.rrule
    return None if recurs else time.end or time.start, time.rrule


def _holders(tasks: Sequence[Task], duties: Sequence[_Duty]) -> list[int | None]:
    """For each duty the index of the task of prose in whose words it stands."""
    spans = sorted(
        (span.start, span.end, index)
        for index, task in enumerate(tasks)
        if task.origin == "text"
        for span in task.spans
    )
    places = [bisect_right(spans, duty.start, key=lambda span: span[0]) - 1 for duty in duties]
    return [
        spans[at][2] if at >= 0 and duty.start < spans[at][1] else None for at, duty in zip(places, duties, strict=True)
    ]


def _duties(text: str, segments: Sequence[Segment], times: Sequence[Time]) -> Iterator[_Duty]:
    """The times of prose that a report is due at, in order."""
    starts = [segment.start for segment in segments]
    told: list[tuple[Time, Range]] = []
    for time in times:
        if not time.spans or time.role not in ("deadline", "event", "period"):
            continue
        at = bisect_right(starts, time.spans[0].start) - 1
        segment = segments[at] if at >= 0 else None
        if (
            segment is None
            or time.spans[0].start >= segment.end
            or segment.table is not None
            or segment.zone not in ("body", "closing", "appendix")
        ):
            continue
        sentence = _sentence(text, segment, time)
        if _is_due(text, sentence, time) or (told and _listed(text, told[-1][0], time)):
            told.append((time, sentence))
    places = [time.spans[0] for time, _ in told]
    for index, (time, sentence) in enumerate(told):
        before = max((place.end for place in places[max(index - 1, 0) : index]), default=0)
        after = min((place.start for place in places[index + 1 : index + 2]), default=len(text))
        yield _Duty(time, sentence, _clause(text, sentence, time, before, after))


def _sentence(text: str, segment: Segment, time: Time) -> Range:
    """The sentence of a paragraph in which a time stands, as far as the window goes."""
    place, end = time.spans[0].start, time.spans[0].end
    first, last = max(segment.start, place - _WINDOW), min(segment.end, end + _WINDOW)
    start = max((m.end() for m in _STOP.finditer(text, first, place)), default=first)
    stop = _STOP.search(text, end, last)
    return start, stop.start() if stop else last


def _listed(text: str, last: Time, time: Time) -> bool:
    """Whether a plain day follows one that is due, in one list: `vào các ngày 15/6, 15/9 và 15/12`."""
    alike = time.op is None and last.op is None and bool(time.rrule) == bool(last.rrule) and time.role == last.role
    gap = text[last.spans[0].end : time.spans[0].start]
    return alike and last.spans[0].start < time.spans[0].start and _BETWEEN.fullmatch(gap[:12]) is not None


def _is_due(text: str, sentence: Range, time: Time) -> bool:
    """Whether a time tells until when, or when, something is reported."""
    first, last = _piece(text, sentence, time)
    if _only_when(text[first : time.spans[0].start], text[time.spans[0].end : last]):
        first, last = sentence  # "gửi danh sách về Sở; chậm nhất ngày 05/5"
    if not _REPORT.search(text, first, last):
        return False
    recurs = time.rrule is not None and "BY" in time.rrule
    if time.role == "deadline" and (is_bound(time) or time.rrule):
        return True
    if recurs:
        return _told_by(text, sentence, time)
    return time.role == "event" and time.op is None and time.rrule is None and _plainly(text, sentence[0], time)


def _only_when(*parts: str) -> bool:
    """Whether words say only when or how often, not what."""
    return all(word in _HOW_OFTEN for part in parts for word in _WORD.findall(fold(part)))


def _told_by(text: str, sentence: Range, time: Time) -> bool:
    """Whether no other event stands between a recurring day and the report nearest to it."""
    here, behind = time.spans[0].start, time.spans[0].end
    if _REPORT.match(time.text):
        return True  # "báo cáo tuần: 15h thứ Sáu"
    before = [match.end() for match in _REPORT.finditer(text, sentence[0], here)]
    if before:
        return not _OTHER.search(fold(text[before[-1] : here]))
    start = max(sentence[0], max(text.rfind(mark, sentence[0], here) for mark in ",;(") + 1)
    start = leading_bodies(text, start, here)
    after = _REPORT.search(text, behind, sentence[1])
    between = fold(text[behind : after.start()]) if after else ""
    return after is not None and _only_when(text[start:here]) and not _OTHER.search(between)


def _plainly(text: str, start: int, time: Time) -> bool:
    """Whether a plain day or month is when something is handed in: `báo cáo tổng kết: 25/8`, `nộp danh sách ngày 10/5`,
    `gửi báo cáo về Sở ngày 10/5`. A day that belongs to an event or a paper is none."""
    here = time.spans[0].start
    start = max(start, text.rfind(";", start, here) + 1)
    key = fold(text[start:here])
    verbs = list(_REPORT.finditer(key))
    if not verbs or time.start is None or time.end is None or re.match(r"\s{0,3}của\s", text[time.spans[0].end :][:8]):
        return False
    verb = verbs[-1]
    for one in reversed(verbs[:-1]):  # "gửi báo cáo", "gửi danh sách, báo cáo"
        if key[one.end() : verb.start()].strip(" ,và"):
            break
        verb = one
    between = key[verb.end() :]
    if time.start.day == 1 and time.start != time.end and _AT_MEETING.search(between):
        return True
    if len(between) > 160 or _OTHER.search(between) or _PAPER.search(key[: verb.start()]):
        return False
    _, comma, tail = between.rpartition(",")
    told = bool(comma and _KINDS.fullmatch(" " + tail.replace("(", "").replace(")", "").strip()))
    sent = _SENT_TO.search(text, start + verb.start(), here) is not None
    if comma and not told and not _SENT_TO.match(text, here - len(tail.lstrip())):
        return False
    into = time.text.lower().startswith(("vào ", "trong ") if verb[0] in ("gửi", "nộp") else "vào ")
    if time.start != time.end:
        return into and (time.end - time.start).days <= 92
    if into or _LINKED.search(between):
        return True
    kinds = _KINDS.match(between)
    rest = between[kinds.end() if kinds else 0 :].strip(" ,")
    if verb[0] == "báo cáo" and not between.strip() and key[: verb.start()].strip(" -+*"):
        return False  # "… báo cáo ngày 10/3" may be the paper of that day
    handed = verb[0] in ("gửi", "nộp", "đăng ký") and not comma and len(rest) < len(between.strip())
    return not rest or told or sent or (handed and len(rest.split()) <= 6)


def _clause(text: str, sentence: Range, time: Time, before: int, after: int) -> Range:
    """A duty's own words: between the marks that part it from the duties before and after, else up to a semicolon.

    `before` is where the duty before ends, `after` where the next begins, in this sentence or in another."""
    here, behind = time.spans[0].start, time.spans[0].end
    start, end = sentence
    if before > start and (mark := _PART.search(text, before, here)):
        start = mark.end()
    start = max(start, text.rfind("; ", start, here) + 1)
    if after < end and (mark := _PART.search(text, behind, after)):
        end = mark.start()
    stop = text.find("; ", behind, end)
    return start, stop if stop >= 0 else end


def _piece(text: str, sentence: Range, time: Time) -> Range:
    """The part of a sentence between the semicolons around a time."""
    first, last = sentence
    start = max(first, text.rfind("; ", first, time.spans[0].start) + 1)
    stop = text.find("; ", time.spans[0].end, last)
    return start, stop if stop >= 0 else last


def _what(text: str, duty: _Duty) -> str:
    """What is due, from the verb of the report; a clause that says only when shares the words of its neighbours."""
    start, end = duty.clause
    here, behind = duty.start, duty.time.spans[0].end
    if _only_when(text[start:here], text[behind:end]):
        start, end = _piece(text, duty.sentence, duty.time)
    verbs = [verb for verb in _REPORT.finditer(text, start, here) if text[verb.end() : verb.end() + 1] != ":"]
    if verbs:
        start = verbs[0].start()
    elif (rest := _AFTER_TIME.match(text, behind, end)) and (verb := _REPORT.search(text, rest.end(), end)):
        start = verb.start()  # "Chậm nhất 10/10: báo cáo kết quả", "Trước ngày 25, Công an xã báo cáo …"
    return _MARK.sub("", squeeze(text[start:end]).strip(" .,;/-+*"))


def _of_task(task: Task) -> Deadline | None:
    when = task.when
    if when is None or (not is_bound(when) and not (when.rrule and _REPORT.search(task.activity))):
        return None
    if when.rrule is not None and "BY" not in when.rrule:
        return None  # a frequency without a day
    due = when.end if when.rrule is None else None
    if due is None and when.rrule is None:
        return None
    to, via = _addressees(task.activity)
    return Deadline(
        due=due,
        op=when.op,
        what=task.activity,
        by=_bodies(task),
        to=to,
        via=via,
        rrule=when.rrule,
        spans=(*task.spans, *task.evidence.get("time", ())),
    )


def _bodies(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*task.lead, *task.implement, *task.advise) or task.monitor))


def _of_duty(text: str, duty: _Duty, task: Task | None) -> Deadline:
    start, end = duty.sentence
    what = _what(text, duty)
    to, via = _addressees(what)
    first, last = duty.clause
    if to is None and (_REPORT.search(text, first, last) or _KIND_FIRST.match(fold(text[first:last]))):
        for words in (text[slice(*_piece(text, duty.sentence, duty.time))], text[start:first]):
            to, via = (to, via) if to else _addressees(words)
    due, rule = _key(duty.time)
    return Deadline(
        due=due,
        op=duty.time.op,
        what=what,
        by=_bodies(task) if task is not None else _subject(text, duty),
        to=to,
        via=via,
        rrule=rule,
        spans=(Span(start=start, end=end, text=text[start:end]),),
    )


def _subject(text: str, duty: _Duty) -> tuple[str, ...]:
    """The bodies with which the sentence begins, or that follow a time at its head: `Trước ngày 25, Công an xã …`."""
    start, end = duty.sentence
    verb = _REPORT.search(text, start, end)
    behind = _AFTER_TIME.match(text, duty.time.spans[0].end, end)
    for place in (start, behind.end() if behind else end):
        named = min(leading_bodies(text, place, end), verb.start() if verb else end)
        if named > place:
            return split_bodies(text[place:named])
    return ()


def _addressees(printed: str) -> tuple[str | None, tuple[str, ...]]:
    """To whom a report goes, and through whom."""
    via = _VIA.search(printed)
    through = split_bodies(via["who"]) if via else ()
    for match in _TO.finditer(printed):
        stop = leading_bodies(printed, match.end(), len(printed))
        if stop > match.end():
            return squeeze(_WHEN.split(printed[match.end() : stop], maxsplit=1)[0]), through
    return None, through
