"""What a predicate assigns: roles by `chủ trì`, `phối hợp với`, `tham mưu`, `theo dõi`, and the duty itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from vnplan.extractors.subjects import VERB, WITH, Range, leading_bodies
from vnplan.extractors.units import split_bodies
from vnplan.segments import Segment
from vnplan.text import UPPER, fold

_INLINE_LABEL = re.compile(
    r"(?<=[.;,])\s*(?P<label>thời (?:gian|hạn)(?: thực hiện| hoàn thành| tổ chức| dự kiến)?)\s*:\s*(?P<value>[^.;]+)",
    re.IGNORECASE,
)  # Thời gian hoàn thành: Trước ngày 31/5/2026
_DUTY = re.compile(
    r"\s*[,:]?\s*(?:(?:có|chịu) trách nhiệm(?! trước| về)(?: chính)?(?: trong việc| trong)?|có nhiệm vụ|được giao|"
    r"(?:căn cứ|theo) (?:chức năng, nhiệm vụ|chức năng|nhiệm vụ|thẩm quyền|lĩnh vực)"
    r"(?: (?:được (?:giao|phân công)|quản lý|của mình|của ngành))?,?)\s*[:,]?\s*",
    re.IGNORECASE,
)
LEADS = re.compile(
    r"\s*[,]?\s*(?:(?:là |làm )?(?:cơ quan|đơn vị|bộ phận) (?:thường trực|chủ trì|đầu mối)|chủ trì|"
    r"(?:là|làm) (?:đầu mối|thường trực)|"
    r"chịu trách nhiệm chính)\b\s*[,]?\s*(?:và\s+)?",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    r"(?:phối|kết) hợp(?: chặt chẽ)?(?: với| cùng(?: với)?|(?= (?-i:[A-ZĐ])|(?= các )))\s+", re.IGNORECASE
)
_HELPING = re.compile(
    r"(?P<who>[^\s;:.][^;:.]{3,120}?)\s+phối hợp(?!\s+(?:với|cùng|[A-ZĐ]))\s+(?=\S)"
)  # Sở A chủ trì, Sở B phối hợp| tuần tra
_ADVICE = re.compile(r"\s*(?:chủ động\s+)?tham mưu\s*,\s*(?=(?:phối|kết) hợp)", re.IGNORECASE)  # tham mưu, phối hợp
ADVISES = re.compile(
    r"^\s*(?:(?:căn cứ|trên cơ sở|theo) [^,;.]{3,80},\s+)?(?:chủ động\s+|nghiên cứu,?\s+)?tham mưu\b", re.IGNORECASE
)
_THROUGH = re.compile(r"\s*\((?:thông )?qua [^()]{3,120}\)\s*", re.IGNORECASE)  # Giao Sở A (qua Chi cục B) …
_BEFORE = (
    r"^\s*(?:(?:căn cứ|trên cơ sở|theo(?! dõi)) "
    r"(?:(?!xây dựng|tổ chức|lập|ban hành|kiểm tra|giám sát)[^,;.]){3,80},\s+)?"
    r"(?:(?:thường xuyên|định kỳ|chủ động|tham gia)\s+)?"
)
_MONITORS = re.compile(_BEFORE + r"(?:theo dõi|kiểm tra|giám sát|đôn đốc)\b", re.IGNORECASE)
_URGES = re.compile(
    _BEFORE + r"(?:(?:theo dõi|kiểm tra|giám sát|hướng dẫn)(?:,|\s+và)\s+){0,3}đôn đốc\b", re.IGNORECASE
)  # kiểm tra, đôn đốc cơ sở: only others' work is urged
_CHECKS = re.compile(
    r"(?<!khi )(?<!sau )(?<!trước )(?<!thúc )(?<!đoàn )(?<!cuộc )(?<!đợt )\b(?:kiểm tra|giám sát|đôn đốc)\b",
    re.IGNORECASE,
)  # the verb: not "trước khi kiểm tra", "đoàn kiểm tra"
_WHOLE = re.compile(
    rf"\b(?:tỉnh|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|(?-i:[{UPPER}])\w*)$", re.IGNORECASE
)  # Công an tỉnh| …: what runs on from a level or a proper name is no part of it
_COLON = re.compile(r"\s*:\s*")
_CHAIN = re.compile(
    r"^[^.;:()]{0,70}?(?=\b(?:(?<!làm )việc|các|đối tượng|đơn vị|cơ quan|tình hình|kết quả|công tác|quá trình|tiến độ|"
    r"kế hoạch)\b)",
    re.IGNORECASE,
)
_CHECKING = re.compile(
    r"^(?:[^,.;:()]{0,30},\s+)?(?:chủ trì\s+)?(?:\w+\s\w+(?:,|\s+và)\s+){0,3}(?:kiểm tra|giám sát|đôn đốc)"
    r"(?:(?:,|\s+và)\s+(?:kiểm tra|giám sát|đôn đốc|đánh giá))*\s*(?:[;.]|$)",
    re.IGNORECASE,
)  # hướng dẫn, kiểm tra, giám sát; tổng hợp …
_REPORT = re.compile(r"\s(?:và|;)\s+(?=(?:định kỳ\s+)?(?:tổng hợp,?\s+)?báo cáo\b)", re.IGNORECASE)
BOUNDED = re.compile(r"\b(?:trước|chậm nhất|hạn|xong)\b|\((?:vào )?năm \d{4}\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment: ranges of the activity, the names in each role, and the ranges in which its time stands."""

    activity: Range
    whole: Range  # the item or sentence that it was read from
    section: str | None
    lead: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    monitor: tuple[str, ...] = ()
    advise: tuple[str, ...] = ()
    time: Range | None = None  # of a labelled field
    time_label: str = ""
    place: Range | None = None
    output: Range | None = None
    budget: Range | None = None
    subject: Range | None = None  # where the bodies are named: a heading, or the sentence's own subject
    bare: bool = False  # a duty in an implementing section that names nobody
    evidence: Mapping[str, Range] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holder:
    """The bodies that a heading gives the items under it to, in which role."""

    bodies: tuple[str, ...]
    lead: tuple[str, ...] = ()  # of a heading "X chỉ đạo Y thực hiện:", X
    sentence: bool = False  # the heading is a sentence with a duty of its own
    place: Range | None = None  # of the heading


def duties(
    text: str,
    predicate: Range,
    segment: Segment,
    bodies: tuple[str, ...],
    holder: Holder | None,
    *,
    named: bool = False,
    whole: Range | None = None,
    subject: Range | None = None,
) -> Iterator[Assignment]:
    """The duties in a predicate. Under a heading (`named`) the activity begins with the item's first word, in a
    sentence with its own subject after `chủ trì, phối hợp với X`."""
    start, end = predicate
    if through := _THROUGH.match(text, start, end):
        start = through.end()
    first, last = whole or predicate
    parts = list(_parts(text, start, end))
    for part in parts:
        own = (first if part == parts[0] else part[0], last if part == parts[-1] else part[1])
        duty = _duty(text, part, segment, bodies, holder, named=named, whole=own)
        yield replace(duty, subject=subject or (holder.place if holder else None))


def _parts(text: str, start: int, end: int) -> Iterator[Range]:
    """A duty to do and a duty to report in one sentence are two."""
    split = _REPORT.search(text, start, end)
    if split and BOUNDED.search(text, split.end(), end) and split.start() - start > 25:
        yield start, split.start()
        yield split.end(), end
    else:
        yield start, end


def _duty(
    text: str,
    predicate: Range,
    segment: Segment,
    bodies: tuple[str, ...],
    holder: Holder | None,
    *,
    named: bool,
    whole: Range,
) -> Assignment:
    start, end = predicate
    at, leads, coordinate, evidence = _strip_roles(text, start, end)
    head = fold(text[start:at]).strip()
    core = text[at:end]
    advises = ADVISES.match(text[start:end]) is not None or ADVISES.match(core) is not None
    monitors = not advises and (_MONITORS.match(core) is not None or _checks(core))
    only = monitors and not leads and not coordinate and _MONITORS.match(core) is not None and _watches(core)
    further = _further(core) if only else ""
    partnered = coordinate
    if not coordinate and (later := _later_partner(text, at, end)):
        coordinate = split_bodies(text[slice(*later)])
        evidence["coordinate"] = later
    if holder is not None and holder.lead:
        lead, rest = holder.lead, bodies
    elif leads or (partnered and not advises) or (partnered and not named):
        lead, rest = bodies, ()
    else:
        lead, rest = (), bodies
    begin = start if named or head.startswith("tham mưu") else at
    done = Assignment(
        trimmed(text, begin, end),
        whole,
        segment.section,
        lead=lead,
        implement=rest if not advises and (not only or (further and not ADVISES.match(further))) else (),
        advise=rest if advises or (only and ADVISES.match(further)) else (),
        coordinate=coordinate,
        monitor=bodies if monitors and (only or _checks(core)) else (),
        bare=not bodies,
        evidence=evidence,
    )
    inline = _INLINE_LABEL.search(text, start, end)
    if inline:
        done = replace(
            done,
            activity=trimmed(text, begin, inline.start()),
            time=(inline.start("value"), inline.end("value")),
            time_label=inline["label"],
        )
    return done


def _later_partner(text: str, start: int, end: int) -> Range | None:
    """The partners of a "phối hợp với" in the middle of a duty."""
    match = _PARTNER.search(text, start, end)
    if match is None:
        return None
    return _partners(text, match.end(), end)


def _partners(text: str, start: int, end: int) -> Range | None:
    """The partners: the bodies that follow, up to the next verb if those run on; None if there are none."""
    stop = leading_bodies(text, start, end)
    colon = _COLON.match(text, stop, end) if stop > start else None
    if colon and (listed := leading_bodies(text, colon.end(), end)) > colon.end():
        start, stop = colon.end(), listed  # với các cơ quan: Sở A, Sở B
    verb = _coordinated(text, start, end)
    listed_on = re.match(r"\s*(?:,|và)\s", text[stop:end]) is not None
    runs_on = listed_on or _WHOLE.search(text, start, stop) is None
    stop = verb if stop == start or (verb > stop and runs_on and not VERB.match(text, stop, end)) else stop
    return (start, stop) if stop > start else None


def _strip_roles(text: str, start: int, end: int) -> tuple[int, bool, tuple[str, ...], dict[str, Range]]:
    """Past `có trách nhiệm`, `chủ trì`, `phối hợp với X`: where the activity begins, and what was passed."""
    at = start
    leads = False
    coordinate: tuple[str, ...] = ()
    evidence: dict[str, Range] = {}
    for _ in range(5):
        if (duty := _DUTY.match(text, at, end)) and duty.end() > at:
            at = duty.end()
        elif lead := LEADS.match(text, at, end):
            at, leads = lead.end(), True
        elif leads and not coordinate and (helpers := _HELPING.match(text, at, end)):
            stop = leading_bodies(text, at, helpers.end("who"))
            if stop < helpers.end("who"):
                break
            coordinate = split_bodies(helpers["who"])
            evidence["coordinate"] = (at, stop)
            at = helpers.end()
        elif (advice := _ADVICE.match(text, at, end)) and advice.end() > at:
            at = advice.end()
        elif (with_ := WITH.match(text, at, end)) and not coordinate:
            partners = _partners(text, with_.end(), end)
            if partners is None:
                break
            coordinate = split_bodies(text[slice(*partners)])
            evidence["coordinate"] = partners
            at = partners[1]
            after = re.match(r"\s*[,]?\s*(?:trong phạm vi chức năng, nhiệm vụ của mình\s*)?(?:để\s+)?", text[at:end])
            at += after.end() if after else 0
        else:
            break
    while at < end and text[at] in " ,:":
        at += 1
    return at, leads, coordinate, evidence


def _coordinated(text: str, start: int, end: int) -> int:
    """Where a verb ends the partners that are no known bodies (`doanh nghiệp, viện nghiên cứu`); `start` if none."""
    verb = VERB.search(text, start, min(end, start + 200))
    stop = re.search(r"[.;:()]", text[start : verb.start()]) if verb else None
    return verb.start() if verb and verb.start() > start + 2 and not stop else start


def _further(core: str) -> str:
    """The first clause of a watching duty that does something else: `theo dõi …; tổng hợp, báo cáo …`."""
    clauses = (clause.strip() for clause in core.split(";")[1:])
    return next((c for c in clauses if len(c) > 8 and not _MONITORS.match(c)), "")


def _checks(core: str) -> bool:
    """Whether the first verbs of an activity check on others: `hướng dẫn, kiểm tra việc …`."""
    chain = _CHAIN.match(core)
    return (chain is not None and _CHECKS.search(chain.group()) is not None) or any(
        pattern.match(core) for pattern in (_CHECKING, _URGES)
    )


def _watches(core: str) -> bool:
    """Whether what is watched is the work of the plan, not a thing of nature or a machine."""
    head = fold(core[:160])
    if re.search(r"\bhướng dẫn\b", head[:40]) and not head.startswith("theo dõi"):
        return False
    return (
        re.search(r"\b(?:việc|thực hiện|kế hoạch|các (?:cơ quan|đơn vị|sở|bộ phận|ngành|địa phương)|tiến độ)\b", head)
        is not None
    )


def trimmed(text: str, start: int, end: int) -> Range:
    """A range without blanks and punctuation at its ends."""
    while start < end and text[start] in " ,;:-–":
        start += 1
    while end > start and text[end - 1] in " ,;:./":
        end -= 1
    return start, end
