"""Rules of matching: what counts as found, missed and too many when a parsed plan is laid beside gold.

Both are in the form of a plan's JSON (README, "A plan's JSON"), plain JSON values; gold may be a part of it: a key that
is absent is not scored; `null`, `[]` and `{}` mean "must be empty". `score` counts, for each group of facts, true
positives (tp), false positives (fp: found, not in gold) and false negatives (fn: in gold, not found).
The rule of each group stands in the docstring of its function.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vnplan.text import fold

Json = Mapping[str, Any]

_QUOTES = re.compile(r"[“”„‟\"'’‘«»]")  # "“An toàn”" is "an toàn"
_DASH = re.compile(r"\s*[‐‑‒–—−-]\s*")  # "2021 – 2025" is "2021-2025"
_EMPHASIS = re.compile(r"[*_]+")  # "**Chủ đề**" is "chủ đề"
_BLANKS = re.compile(r"\s+")
_END = ".,;:…/ "
_HEAD = 40  # characters of a title, activity or text of time that must agree
_BARE = {f"FREQ={freq}" for freq in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")} | {
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=MONTHLY;INTERVAL=6",
}  # frequencies without a day
_HORIZON = re.compile(r"(định hướng |tầm nhìn )?(đến|tới) (năm )?\d{4}$")  # "tầm nhìn đến năm 2045"
_UNIT_WORD = re.compile(r"^(tỉnh|thành phố|tp\.?) ", re.IGNORECASE)  # "tỉnh Trà Vinh" is "Trà Vinh"


@dataclass(frozen=True, slots=True)
class Score:
    """One group of facts in one document; `missed` and `extra` name the facts behind `fn` and `fp`, for reading."""

    group: str
    tp: int
    fp: int
    fn: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def score(gold: Json, parsed: Json) -> tuple[Score, ...]:
    """Every group that `gold` has, against the whole plan `parsed`: both in the form of a plan's JSON."""
    return tuple(one for key, scorer in _SCORERS if key in gold for one in scorer(gold, parsed))


def match_key(value: object) -> str:
    """What two printed strings are compared by: NFC; case, dashes, quotes, emphasis, white space and tone placement
    folded, final punctuation dropped. `None` is the empty string."""
    if value is None:
        return ""
    text = _QUOTES.sub("", unicodedata.normalize("NFC", str(value)).casefold())
    text = _EMPHASIS.sub("", _DASH.sub("-", text))
    return fold(_BLANKS.sub(" ", text).strip()).rstrip(_END)


def _header(gold: Json, parsed: Json) -> Iterator[Score]:
    """Each field alone."""
    for field, printed in gold["header"].items():
        wanted, found = match_key(printed), match_key((parsed.get("header") or {}).get(field))
        if field == "number":
            wanted, found = wanted.replace(" ", ""), found.replace(" ", "")
        yield _single(f"header.{field}", wanted, found)


def _promulgation(gold: Json, parsed: Json) -> Iterator[Score]:
    """Number and date."""
    yield _fields("promulgation", gold, parsed, ("number", "date"))


def _signature(gold: Json, parsed: Json) -> Iterator[Score]:
    """Each field alone, in one group."""
    yield _fields("signature", gold, parsed, ("authority", "position", "name"))


def _scope(gold: Json, parsed: Json) -> Iterator[Score]:
    """Each field alone but the campaigns; what gold leaves open is not scored."""
    for field, value in (gold["scope"] or {}).items():
        wanted = _scope_key(field, value)
        if field not in ("campaigns", "notes") and wanted:
            found = _scope_key(field, (parsed.get("scope") or {}).get(field))
            yield _single(f"scope.{field}", wanted, found)


def _scope_key(field: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return json.dumps(value)
    return match_key(_UNIT_WORD.sub("", str(value or "")) if field.startswith("province") else value)


def _citations(gold: Json, parsed: Json) -> Iterator[Score]:
    """Number, date and whether it is a ground."""

    def keys(citations: Iterable[Json]) -> list[Hashable]:
        return [
            (match_key(cited.get("number")).replace(" ", ""), cited.get("date"), bool(cited.get("basis")))
            for cited in citations
        ]

    numbered = [cited for cited in _list(parsed, "citations") if cited.get("number")]
    yield _multiset("citations", keys(_list(gold, "citations")), keys(numbered))


def _sections(gold: Json, parsed: Json) -> Iterator[Score]:
    """The path of labels, and the first 40 characters of the title."""

    def facts(plan: Json) -> list[_Fact]:
        return [
            _Fact(path.casefold(), match_key(title), f"{path} {title[:_HEAD]}")
            for path, title in _walk(_list(plan, "sections"))
        ]

    yield _paired("sections", facts(gold), facts(parsed))


def _walk(nodes: Sequence[Json], parent: str = "") -> Iterator[tuple[str, str]]:
    for node in nodes:
        path = parent + str(node.get("label") or "").rstrip(".)")
        yield path, str(node.get("title") or "")
        yield from _walk(_list(node, "children"), path + "/")


def _appendices(gold: Json, parsed: Json) -> Iterator[Score]:
    """The first 20 characters of the title."""

    def keys(plan: Json) -> list[str]:
        return [match_key(appendix.get("title"))[:20] for appendix in _list(plan, "appendices")]

    yield _multiset("appendices", keys(gold), keys(parsed))


def _themes(gold: Json, parsed: Json) -> Iterator[Score]:
    """The text."""
    yield _multiset("themes", _each(gold, "themes", "text"), _each(parsed, "themes", "text"))


def _recipients(gold: Json, parsed: Json) -> Iterator[Score]:
    """The name."""
    yield _multiset("recipients", _each(gold, "recipients", "name"), _each(parsed, "recipients", "name"))


def _times(gold: Json, parsed: Json) -> Iterator[Score]:
    """Start, end and rrule, and one text at the start of or inside the other. Frequencies without a day (`hằng năm`)
    and horizons of years (`đến năm 2030`) are neither asked for nor held against anybody."""

    def facts(plan: Json) -> list[_Fact]:
        found = []
        for time in _list(plan, "times"):
            key, text = _when_key(time), match_key(time.get("text"))
            if any(key) and not _HORIZON.match(text):
                found.append(_Fact(key, text, f"{time.get('text')} {_show(key)}"))
        return found

    yield _paired("times", facts(gold), facts(parsed))


def _when_key(when: Json | None) -> tuple[str | None, str | None, str | None]:
    if not when:
        return None, None, None
    rrule = when.get("rrule")
    return when.get("start"), when.get("end"), None if rrule in _BARE else rrule


def _tasks(gold: Json, parsed: Json) -> Iterator[Score]:
    """The first 40 characters of the activity, rows of tables and prose apart; then, within matched tasks and as sets,
    the time, who is responsible (lead, implement and advise together), who coordinates and who monitors."""
    for origin in ("table", "text"):
        wanted, left = (
            [task for task in _list(plan, "tasks") if task.get("origin", "text") == origin] for plan in (gold, parsed)
        )
        if wanted or left:
            yield from _tasks_of(f"tasks.{origin}", wanted, left)


def _tasks_of(group: str, wanted: Sequence[Json], found: Sequence[Json]) -> Iterator[Score]:
    left = [(task, _activity(task)) for task in found]
    matched: list[tuple[Json, Json]] = []
    missed: list[Json] = []
    for task in wanted:
        activity = _activity(task)
        same = [i for i, (_, other) in enumerate(left) if _alike(activity, other)]
        if same:  # rows share an activity: prefer the one with the same bodies
            matched.append((task, left.pop(max(same, key=lambda i: _agreement(task, left[i][0])))[0]))
        else:
            missed.append(task)
    yield Score(
        group,
        len(matched),
        len(left),
        len(missed),
        tuple(_show_task(task) for task in missed),
        tuple(_show_task(task) for task, _ in left),
    )
    for field, values, names in _TASK_FIELDS:
        yield from _task_field(f"{group}.{field}", matched, missed, values, names)


def _activity(task: Json) -> str:
    return match_key(match_key(task.get("activity"))[:_HEAD])


def _agreement(task: Json, other: Json) -> tuple[bool, bool]:
    return _responsible(task) == _responsible(other), _when_key(task.get("when")) == _when_key(other.get("when"))


def _task_field(
    group: str,
    matched: Sequence[tuple[Json, Json]],
    missed: Sequence[Json],
    values: Callable[[Json], frozenset[Hashable]],
    names: frozenset[str],
) -> Iterator[Score]:
    """The values of one field as sets within matched tasks; those of missed tasks count as missed."""
    tp = fp = 0
    fn = sum(len(values(task)) for task in missed)
    lost, extra = [], []
    for task, other in matched:
        if names & set(task):
            wanted, found = values(task), values(other)
            tp, fp, fn = tp + len(wanted & found), fp + len(found - wanted), fn + len(wanted - found)
            lost += [f"{_show_task(task)}: {_show(value)}" for value in sorted(wanted - found, key=str)]
            extra += [f"{_show_task(task)}: {_show(value)}" for value in sorted(found - wanted, key=str)]
    if tp + fp + fn:
        yield Score(group, tp, fp, fn, tuple(lost), tuple(extra))


def _when(task: Json) -> frozenset[Hashable]:
    key = _when_key(task.get("when"))
    return frozenset([key] if any(key) else ())


def _responsible(task: Json) -> frozenset[Hashable]:
    return _bodies(task, "lead", "implement", "advise")


def _bodies(task: Json, *fields: str) -> frozenset[Hashable]:
    return frozenset(match_key(name) for field in fields for name in task.get(field) or ())


_TASK_FIELDS: tuple[tuple[str, Callable[[Json], frozenset[Hashable]], frozenset[str]], ...] = (
    ("when", _when, frozenset({"when"})),
    ("responsible", _responsible, frozenset({"lead", "implement", "advise"})),
    ("coordinate", lambda task: _bodies(task, "coordinate"), frozenset({"coordinate"})),
    ("monitor", lambda task: _bodies(task, "monitor"), frozenset({"monitor"})),
)  # group, its values, and the names of which gold must have one for the task to be scored


def _deadlines(gold: Json, parsed: Json) -> Iterator[Score]:
    """Day and rrule."""
    keys = [[(one.get("due"), one.get("rrule")) for one in _list(plan, "deadlines")] for plan in (gold, parsed)]
    yield _multiset("deadlines", *keys)


def _targets(gold: Json, parsed: Json) -> Iterator[Score]:
    """Operator and value; not scored where gold says of itself that it marks only some."""
    if not gold.get("targets_partial"):
        keys = [[(one.get("op"), one.get("value")) for one in _list(plan, "targets")] for plan in (gold, parsed)]
        yield _multiset("targets", *keys)


def _abbreviations(gold: Json, parsed: Json) -> Iterator[Score]:
    """Short and long form."""
    keys = [
        [(match_key(short), match_key(long)) for short, long in (plan.get("abbreviations") or {}).items()]
        for plan in (gold, parsed)
    ]
    yield _multiset("abbreviations", *keys)


def _units(gold: Json, parsed: Json) -> Iterator[Score]:
    """The name or one of the texts, groups of bodies apart; then, within matched bodies, name, kind and level."""
    found = [(unit, _forms(unit)) for unit in _list(parsed, "units")]
    marked = {form for unit in _list(gold, "units") for form in _forms(unit)}
    for grouped in (False, True):
        wanted = [unit for unit in _list(gold, "units") if bool(unit.get("group")) == grouped]
        hits: list[tuple[Json, Json]] = []
        missed: list[str] = []
        for unit in wanted:
            forms = _forms(unit)
            hit = next((other for other, texts in found if texts & forms), None)
            if hit is None:
                missed.append(str(unit["name"]))
            else:
                hits.append((unit, hit))
        stray = [
            str(unit.get("name")) for unit, forms in found if bool(unit.get("group")) == grouped and not forms & marked
        ]
        if wanted or stray:
            group = "units.groups" if grouped else "units"
            yield Score(group, len(hits), len(stray), len(missed), tuple(missed), tuple(stray))
        if hits and not grouped:
            for field in ("name", "kind", "level"):
                wrong = [
                    (unit, other) for unit, other in hits if match_key(unit.get(field)) != match_key(other.get(field))
                ]
                yield Score(
                    f"units.{field}",
                    len(hits) - len(wrong),
                    len(wrong),
                    len(wrong),
                    tuple(f"{unit['name']}: {unit.get(field)}" for unit, _ in wrong),
                    tuple(f"{unit['name']}: {other.get(field)}" for unit, other in wrong),
                )


def _forms(unit: Json) -> set[str]:
    names = [unit.get("name"), *(unit.get("texts") or ())]
    return {match_key(name) for name in names if name is not None}


_SCORERS: tuple[tuple[str, Callable[[Json, Json], Iterator[Score]]], ...] = (
    ("header", _header),
    ("promulgation", _promulgation),
    ("scope", _scope),
    ("citations", _citations),
    ("sections", _sections),
    ("appendices", _appendices),
    ("themes", _themes),
    ("times", _times),
    ("tasks", _tasks),
    ("deadlines", _deadlines),
    ("targets", _targets),
    ("abbreviations", _abbreviations),
    ("units", _units),
    ("recipients", _recipients),
    ("signature", _signature),
)  # name in a plan's JSON, and how it is scored


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a fact is matched by, key and text, and how it is shown."""

    key: Hashable
    text: str
    shown: str


def _single(group: str, wanted: str, found: str) -> Score:
    """One value that is right, wrong, missing or too many."""
    if wanted == found:
        return Score(group, int(bool(wanted)), 0, 0)
    missed, extra = tuple(filter(None, [wanted])), tuple(filter(None, [found]))
    return Score(group, 0, len(extra), len(missed), missed, extra)


def _fields(group: str, gold: Json, parsed: Json, fields: Sequence[str]) -> Score:
    """The named fields of one record, those that gold has and those that were found."""
    wanted, found = gold[group] or {}, parsed.get(group) or {}
    return _multiset(
        group,
        [(field, match_key(wanted[field])) for field in fields if wanted.get(field)],
        [(field, match_key(found[field])) for field in fields if found.get(field)],
    )


def _multiset(group: str, wanted: Iterable[Hashable], found: Iterable[Hashable]) -> Score:
    """Equal keys pair up, each one once."""
    want, got = Counter(wanted), Counter(found)
    missed = tuple(_show(key) for key in (want - got).elements())
    extra = tuple(_show(key) for key in (got - want).elements())
    return Score(group, (want & got).total(), len(extra), len(missed), missed, extra)


def _paired(group: str, wanted: Iterable[_Fact], found: Iterable[_Fact]) -> Score:
    """One to one, in order: equal keys and one text at the start of or inside the other."""
    left: dict[Hashable, list[_Fact]] = {}
    for fact in found:
        left.setdefault(fact.key, []).append(fact)
    tp, missed = 0, []
    for fact in wanted:
        same = left.get(fact.key, [])
        match = next((i for i, other in enumerate(same) if _alike(fact.text, other.text)), None)
        if match is None:
            missed.append(fact.shown)
        else:
            del same[match]
            tp += 1
    extra = [fact.shown for facts in left.values() for fact in facts]
    return Score(group, tp, len(extra), len(missed), tuple(missed), tuple(extra))


def _alike(one: str, other: str) -> bool:
    """Whether two keys agree in their first 40 characters, or the shorter of these, or one lies inside the other."""
    if not one or not other:
        return one == other
    head = min(len(one), len(other), _HEAD)
    return one[:head] == other[:head] or one in other or other in one


def _list(plan: Json, name: str) -> Sequence[Json]:
    return plan.get(name) or ()


def _each(plan: Json, name: str, field: str) -> list[str]:
    return [match_key(one.get(field)) for one in _list(plan, name)]


def _show(key: Hashable) -> str:
    """A key as people read it: `2023-05-01 | 2023-05-31 | -`."""
    return " | ".join("-" if part is None else str(part) for part in key) if isinstance(key, tuple) else str(key)


def _show_task(task: Json) -> str:
    return str(task.get("activity") or "")[:50]
