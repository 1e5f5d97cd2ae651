"""How alike two tasks are: whether a row of a table and a task of prose speak of one event.

Names tell most: a programme's quoted name is nearly a key, else the words are compared (RapidFuzz' token set ratio and
pairs of neighbouring syllables); time and bodies are evidence for or against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from vnplan.gazetteer.abbreviations import expansions
from vnplan.model import Task, When
from vnplan.schedule import is_bound, last_day
from vnplan.text import fold, squeeze

_BRACKETS = re.compile(r"\([^()]{0,400}\)")  # (có kế hoạch riêng)
_QUOTED = re.compile(r'"([^"]{3,150})"')  # "bữa cơm công đoàn", folded
_CLAUSES = re.compile(r"[;:]|\.(?=\s|$)")  # Mở lớp tập huấn; báo cáo kết quả
_ITEM = re.compile(r"^\s*[-+•*]\s+|(?<=[\s;.])[-+•*]\s+")  # - Tổ chức Lễ ra quân - Trồng cây
_SYLLABLES = re.compile(r"[^\W_]+|[,/]")  # a comma parts what stands beside it
_ABBREVIATION = re.compile(r"[^\W\d_]{2,12}")  # CNVCLĐ
_STOP_PHRASES = re.compile(
    r"\b(?:tổ chức|triển khai|thực hiện|tham mưu|phối hợp|chủ trì|chủ động|tiếp tục|nghiên cứu|hoạt động|chương trình|"
    r"dự kiến|thời gian)\b"
)  # tham mưu tổ chức
_STOP_WORDS = frozenset(
    "và với của cho về tại trong ở các những là được theo trên từ đến để cùng do bằng vào năm ngày một số".split()
)
_GROUP = re.compile(
    r"^(?:các|những|mọi|toàn)\b|\bcác\b|liên quan|tương đương|trực thuộc", re.IGNORECASE
)  # các sở, ngành
_ORGAN = re.compile(
    r"^(?:ban thường vụ|thường trực|ban chấp hành|lãnh đạo|chủ tịch|giám đốc|bí thư)\s+(?=\S)", re.IGNORECASE
)  # Ban Thường vụ Huyện ủy

_LEVELS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")

_NAME = 0.6  # below this likeness of names, neither time nor bodies help
_LONGEST = 40  # syllables of a clause that are compared
_CLAUSES_READ = 4
_SHORT = 4  # syllables of a short name
_BEGINNING = 12  # syllables before it at most
_SAME_PROGRAMME = 92  # RapidFuzz' ratio of two spellings of one programme's name

Part = Literal["lead", "implement", "coordinate", "monitor", "advise"]
Words = tuple[str, ...]
Named = tuple[str, Words]  # a body's name, and its syllables with abbreviations written out
PARTS: tuple[Part, ...] = ("lead", "implement", "coordinate", "monitor", "advise")


@dataclass(frozen=True, slots=True)
class Telling:
    """A task as it is compared."""

    index: int
    task: Task
    row: bool  # of a table
    clauses: tuple[Words, ...]  # of a table cell its items
    heading: Words
    programmes: frozenset[str]  # quoted names
    named: Mapping[Part, Sequence[Named]]  # the bodies by what they do
    responsible: tuple[Words, ...]  # lead and implement
    doers: tuple[Words, ...]  # lead, implement and coordinate
    bodies: tuple[Words, ...]  # in any part


def as_telling(index: int, task: Task, titles: Mapping[str, str], abbreviations: Mapping[str, str]) -> Telling:
    """A task as it is compared: `index` is its own, `titles` gives the headings of sections by their paths."""
    said = task.activity
    if task.when is not None and task.when.text:
        said = said.replace(task.when.text, " ; ")
    said = fold(_written_out(_BRACKETS.sub(" ", said), abbreviations))
    programmes = frozenset(" ".join(key) for quoted in _QUOTED.findall(said) if len(key := _syllables(quoted)) > 1)
    parts = _CLAUSES.split(said) if task.origin == "text" else _items(said)
    clauses = tuple(words for part in parts[:_CLAUSES_READ] if len(words := _content(part)) > 1)
    heading = _syllables(fold(_written_out(titles.get(task.section or "", ""), abbreviations)))
    named: dict[Part, list[Named]] = {
        part: [(name, _body(name, abbreviations)) for name in getattr(task, part)] for part in PARTS
    }
    lead, implement, coordinate, monitor, advise = (tuple(words for _, words in named[part]) for part in PARTS)
    bodies = (*lead, *implement, *coordinate, *monitor, *advise)
    of_bodies = task.origin == "table" or any(same_body(body, heading) for body in bodies)  # the heading names the body
    return Telling(
        index=index,
        task=task,
        row=task.origin == "table",
        clauses=clauses,
        heading=() if of_bodies else _content(" ".join(heading)),
        programmes=programmes,
        named=named,
        responsible=(*lead, *implement),
        doers=(*lead, *implement, *coordinate),
        bodies=bodies,
    )


def _written_out(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with its abbreviations written out, in the document's own meaning or the usual one."""

    def long_form(match: re.Match[str]) -> str:
        short = match[0]
        if short in abbreviations:
            return abbreviations[short]
        known = expansions(short) if sum(map(str.isupper, short)) > 1 else ()
        return known[0] if known else short

    return _ABBREVIATION.sub(long_form, text)


def _items(cell: str) -> list[str]:
    """The items of a cell that lists several with dashes, else the cell."""
    return parts[1:] if len(parts := _ITEM.split(cell)) > 2 else [cell]


def _syllables(folded: str) -> Words:
    return tuple(word for word in _SYLLABLES.findall(folded) if word not in ",/")


def _content(folded: str) -> Words:
    """The syllables that carry a name; commas stay, since they part what is no word."""
    words = _SYLLABLES.findall(_STOP_PHRASES.sub(" ", folded))
    return tuple(w for w in words if w not in _STOP_WORDS and not w.isdigit())[:_LONGEST]


def _body(name: str, abbreviations: Mapping[str, str]) -> Words:
    return _syllables(fold(_written_out(_ORGAN.sub("", squeeze(name)), abbreviations)))


def _pairs(words: Words) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for a, b in pairwise(words) if a not in ",/" and b not in ",/")


def doers(task: Task) -> tuple[str, ...]:
    """The bodies that lead, carry out or help with a task."""
    return (*task.lead, *task.implement, *task.coordinate)


# How alike they are


def keys(telling: Telling) -> set[object]:
    """What two tasks must share to be compared at all: a programme's name, or two syllables that stand together."""
    return {*telling.programmes, *(pair for words in (*telling.clauses, telling.heading) for pair in _pairs(words))}


def likeness(row: Telling, prose: Telling) -> float:
    """From 0 to about 1.2: the likeness of names, with time and bodies for or against."""
    time, bodies = _time_evidence(row.task.when, prose.task.when), _body_evidence(row, prose)
    said = max((_name(a, b) for a in row.clauses for b in prose.clauses), default=0.0)
    if time + bodies > 0 and len(prose.heading) > 2:  # a heading is over tasks of many kinds
        said = max(said, 0.9 * max((_name(a, prose.heading) for a in row.clauses), default=0.0))
    if row.programmes and prose.programmes:
        said = max(said, 0.9) if _share(row.programmes, prose.programmes) else min(said, 0.4)
    return said + time + bodies if said >= _NAME else 0.0


def _share(some: frozenset[str], others: frozenset[str]) -> bool:
    from rapidfuzz import fuzz

    return bool(some & others) or any(fuzz.ratio(a, b) >= _SAME_PROGRAMME for a in some for b in others)


def _name(a: Words, b: Words) -> float:
    """How alike two names are, 0 to 1. A short one must stand in the other as it is, and near its beginning."""
    from rapidfuzz import fuzz

    one, other = (" ".join(_bare(words)) for words in (a, b))
    short, long = sorted((_bare(a), _bare(b)), key=len)
    if len(short) < 2:
        return 0.0
    if len(short) <= _SHORT:
        place = f" {' '.join(long)} ".find(f" {' '.join(short)} ")
        near = place >= 0 and " ".join(long)[:place].count(" ") < _BEGINNING
        return (1.0 if len(short) > 2 else 0.8) if near else 0.0
    pairs, others = _pairs(a), _pairs(b)
    fewer = min(len(pairs), len(others))
    if not fewer:
        return 0.0
    return (fuzz.token_set_ratio(one, other) / 100 + len(pairs & others) / fewer) / 2


def _bare(words: Words) -> Words:
    return tuple(word for word in words if word not in ",/")


def _time_evidence(a: When | None, b: When | None) -> float:
    if a is None or b is None or not (dated(a) and dated(b)):
        return 0.0
    if differ(a, b):
        return -0.1
    same = (a.start, a.end, a.rrule) == (b.start, b.end, b.rrule)
    return 0.1 if same else 0.05


def _body_evidence(row: Telling, prose: Telling) -> float:
    said = prose.doers or prose.bodies  # who prepares an event (tham mưu) is named where nobody else is
    if not row.doers or not said:
        return 0.0
    if not strangers(row.doers, said):
        return 0.1
    if not prose.doers:
        return 0.0
    return 0.0 if has_group(doers(row.task)) or has_group(doers(prose.task)) else -0.1


def same_body(a: Words, b: Words) -> bool:
    """Whether two names are of one body: one is the other, or begins it (`Công đoàn Khu kinh tế tỉnh …`)."""
    shorter = min(len(a), len(b))
    return a[:shorter] == b[:shorter] and (shorter > 1 or a == b)


def one_body(a: Words, b: Words) -> bool:
    """Whether two names are surely of one body: the longer one only adds whose it is (`… tỉnh Nam Định`)."""
    shorter, longer = sorted((a, b), key=len)
    tail = longer[len(shorter) :]
    return bool(shorter) and longer[: len(shorter)] == shorter and (not tail or " ".join(tail).startswith(_LEVELS))


def strangers(some: Sequence[Words], others: Sequence[Words]) -> bool:
    """Whether bodies are named on both sides, and none on both."""
    return bool(some and others) and not any(same_body(a, b) for a in some for b in others)


def has_group(names: Iterable[str]) -> bool:
    """Whether one of the names is of a group that may hold anybody: `các sở, ngành`."""
    return any(_GROUP.search(name) for name in names)


def differ(a: When, b: When) -> bool:
    """Whether two times can't both be meant: neither lies in the other, or they are different last days or hours."""
    if not dated(a) or not dated(b):
        return False
    if a.rrule is not None and b.rrule is not None:
        return a.rrule != b.rrule
    if is_bound(a) and is_bound(b) and a.start is None and b.start is None:
        return last_day(a) != last_day(b)
    if (a.start, a.end) == (b.start, b.end) and a.start_time and b.start_time:
        return a.start_time != b.start_time
    return not (_within(a, b) or _within(b, a))


def _within(inner: When, outer: When) -> bool:
    starts = outer.start is None or (inner.start is not None and inner.start >= outer.start)
    ends = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return starts and ends


def dated(when: When) -> bool:
    """Whether a time says a day, a month or a rule, and not only `thường xuyên`."""
    return when.start is not None or when.end is not None or (when.rrule is not None and "BY" in when.rrule)
