"""Plan -> its activities, each once: headings, rows of a schedule and assignments that speak of one are joined.

Headings count where a plan says what is to be done (not its purpose, theme or money) and nothing numbered stands below
them. A heading that names several programmes in quotes gives one activity for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from vnplan.comparison.bodies import Body, as_body, bodies, body_index
from vnplan.comparison.records import Activity, Mention
from vnplan.comparison.wording import Key, Rarity, alike, make_key, programmes, rarity, same_programme
from vnplan.model import Plan, Section, Span, Target, Task, Time, Unit, When
from vnplan.text import fold, squeeze

_NO_ACTIVITIES = frozenset(
    "legal_basis situation purpose requirements purpose_requirements objectives targets scope_subjects participants "
    "theme slogans time place time_place budget awards monitoring reporting steering closing".split()
)
_DUTY = regex.compile(
    r"^(?:xây dựng kế hoạch(?:,| và)? |tổng hợp(?:,| và)? |định kỳ )?(?:báo cáo|đăng ký|gửi|nộp)\b"
)  # báo cáo kết quả …
_LEADING = regex.compile(r"^[-–+*•\s]+")  # "- Tổ chức Lễ …"
_BETWEEN = regex.compile(r"[;,]|\bvà\b")  # what parts programmes in a heading
_TYPES = ("tỉnh", "thành phố", "thị xã", "huyện", "quận", "xã", "phường", "thị trấn", "đặc khu")
_SAME = 0.74  # wordings of one plan as alike as this speak of one activity
_BESIDE, _AT_ONCE = 0.3, 0.25  # what standing under its heading, and the same days, add to likeness
_AFTER_BODY = regex.compile(r"\s*(?:[,;:(]|\s-\s|\bvà\b|$)")  # what may follow a body in a heading of bodies
_KEYS = 3  # wordings by which an activity is known
_NEAR = 8  # groups looked at for one word
_LOOKED_AT = 24  # mentions of a group that may speak against another


@dataclass(slots=True)
class Prepared:
    """An activity with what matching needs: the keys of its wordings and the roles of its bodies."""

    activity: Activity
    keys: list[Key]
    roles: frozenset[str]


@dataclass(slots=True)
class _Mention:
    text: str
    key: Key
    mention: Mention
    task: Task | None = None
    when: When | None = None
    targets: tuple[Target, ...] = ()
    joined: int | None = None  # index of the plan's own activity that a task tells

    @property
    def said(self) -> str:
        """The words for telling rows of one merged cell from rows of their own."""
        return self.text.casefold()


@dataclass(slots=True)
class _Group:
    members: list[_Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Context:
    """What a plan's texts are read with."""

    plan: Plan
    index: Mapping[str, Unit]
    places: tuple[str, ...]
    campaigns: tuple[str, ...]

    def key(self, text: str) -> Key:
        """The match key of one of the plan's texts."""
        return make_key(text, self.plan.abbreviations, self.campaigns, self.places)

    def body(self, text: str) -> Body:
        """The body that the plan prints so."""
        return as_body(text, self.index)


def context(plan: Plan, campaigns: Iterable[str] = ()) -> Context:
    """The plan with its bodies by form, the names of its own places, and campaigns: its own and those of plans that it
    is compared with."""
    index = body_index(plan)
    own = [plan.header.place, plan.scope.province]
    own += [unit.name.rpartition(f" {word} ")[2] for unit in plan.units for word in _TYPES if f" {word} " in unit.name]
    places = {name for name in own if name and len(name.split()) > 1 and "," not in name and len(name) < 40}
    every = sorted({*plan.scope.campaigns, *campaigns})
    return Context(plan, index, tuple(sorted(places, key=lambda name: (-len(name), name))), tuple(every))


def activities(plan: Plan) -> tuple[Activity, ...]:
    """The activities of a plan, in the order in which it names them first."""
    return tuple(one.activity for one in prepare(context(plan)))


def prepare(around: Context) -> tuple[Prepared, ...]:
    """The activities of a plan with their match keys."""
    mentions = [m for m in _mentions(around) if len(m.key.words) > 1 or m.key.programmes]
    rare = rarity(m.key for m in mentions)
    groups: list[_Group] = []
    by_programme: dict[str, list[_Group]] = {}
    by_word: dict[str, list[_Group]] = {}
    by_section: dict[str, list[_Group]] = {}
    joined: dict[int, _Group] = {}
    for one in mentions:
        beside = by_section.get(one.mention.section or "", ())
        group = joined.get(one.joined) if one.joined is not None else None
        group = group or _home(one, (*beside[:16], *_near(one, by_programme, by_word, rare)), rare)
        if group is None:
            group = _Group()
            groups.append(group)
        group.members.append(one)
        if one.joined is not None:
            joined.setdefault(one.joined, group)
        for name in one.key.programmes:
            _post(by_programme, name, group)
        for word in _index_words(one.key, rare):
            _post(by_word, word, group)
        if one.mention.section:
            _post(by_section, one.mention.section, group)
    return tuple(_join(group, around) for group in groups)


def _index_words(key: Key, rare: Rarity) -> list[str]:
    """The rarest features of a key: what another wording of the same activity will share."""
    return sorted(key.features, key=lambda f: (-rare.of(f) * key.features[f], f))[:12]


def _post(table: dict[str, list[_Group]], word: str, group: _Group) -> None:
    listed = table.setdefault(word, [])
    if not listed or listed[-1] is not group:
        listed.append(group)


def _near(
    one: _Mention, by_programme: Mapping[str, list[_Group]], by_word: Mapping[str, list[_Group]], rare: Rarity
) -> Iterator[_Group]:
    """Groups that share a programme or a rare word with a mention."""
    for name in sorted(one.key.programmes):
        yield from by_programme.get(name, ())[:_NEAR]
    for word in _index_words(one.key, rare):
        yield from by_word.get(word, ())[:_NEAR]


def _home(one: _Mention, near: Iterable[_Group], rare: Rarity) -> _Group | None:
    """The group that already speaks of this activity, the first of the best ones."""
    best, found = 0.0, None
    seen: set[int] = set()
    for group in near:
        if id(group) in seen:
            continue
        seen.add(id(group))
        if not _may_join(one, group):
            continue
        score = max(_likeness(one, other, rare) for other in group.members[:_KEYS])
        if score >= _SAME and score > best:
            best, found = score, group
    return found


def _may_join(one: _Mention, group: _Group) -> bool:
    """Two rows of a table with different words are two activities, and so are two headings."""
    for other in group.members[:_LOOKED_AT]:
        both = _origins(one, other)
        if both == {"table"} and one.said != other.said:
            return False
        if _parted_by_time(one, other):
            return False
        if both == {"section"} and one.key.line != other.key.line and not (one.key.programmes & other.key.programmes):
            return False
    return True


def _parted_by_time(one: _Mention, other: _Mention) -> bool:
    """Whether two assignments give other bodies other days: a ceremony of the province, and those of its districts."""
    if one.task is None or other.task is None or one.task.origin == other.task.origin == "table":
        return False
    days, there = _days(one.when), _days(other.when)
    if days is None or there is None or days == there:
        return False
    who = {*one.task.lead, *one.task.implement}, {*other.task.lead, *other.task.implement}
    return bool(who[0] and who[1]) and not who[0] & who[1] and _apart(one.when, other.when)


def _apart(one: When | None, other: When | None) -> bool:
    """Whether neither time lies within the other, an open side reaching as far as may be."""
    if one is None or other is None:
        return False
    return not ((_within(one, other) and one.op is None) or (_within(other, one) and other.op is None))


def _within(inner: When, outer: When) -> bool:
    first, last = inner.start or inner.end, inner.end or inner.start
    if first is None or last is None or (outer.start is None and outer.op is not None):
        return False
    return (outer.start is None or outer.start <= first) and (outer.end is None or last <= outer.end)


def _likeness(one: _Mention, other: _Mention, rare: Rarity) -> float:
    if same_programme(one.key, other.key) == 1.0:
        return 1.0
    if one.key.programmes and other.key.programmes:
        return 0.0
    if _spells_out(one, other) or _spells_out(other, one):
        return 1.0
    score = alike(one.key, other.key, rare)
    if score > 0.12 and one.mention.section == other.mention.section and "section" in _origins(one, other):
        score += _BESIDE
    if score > 0.2 and _days(one.when) is not None and _days(one.when) == _days(other.when):
        score += _AT_ONCE
    return score


def _spells_out(one: _Mention, other: _Mention) -> bool:
    """Whether an assignment right below a heading begins with the heading's words."""
    if one.mention.origin != "text" or other.mention.origin != "section":
        return False
    words = other.key.words
    return one.mention.section == other.mention.section and len(words) <= 10 and set(words) <= set(one.key.words[:16])


def _origins(*mentions: _Mention) -> set[str]:
    return {one.mention.origin for one in mentions}


def _days(when: When | None) -> tuple[object, ...] | None:
    return (when.start, when.end, when.rrule) if when and (when.start or when.end) else None


# Mentions


def _mentions(around: Context) -> Iterator[_Mention]:
    """Schedules first: they name an activity best; then headings; then assignments."""
    plan = around.plan
    duties = {one.what for one in plan.deadlines}
    tasks = [(i, t) for i, t in enumerate(plan.tasks) if not (t.activity in duties and _DUTY.match(fold(t.activity)))]
    joined = {at: number for number, activity in enumerate(plan.activities) for at in activity.tasks}
    yield from (_of_task(task, joined.get(i), around) for i, task in tasks if task.origin == "table")
    yield from _headings(around)
    yield from (_of_task(task, joined.get(i), around) for i, task in tasks if task.origin == "text")


def _of_task(task: Task, joined: int | None, around: Context) -> _Mention:
    text = _LEADING.sub("", squeeze(task.activity))
    mention = Mention(text=text, origin=task.origin, section=task.section, spans=task.spans)
    targets = _told_in(task.spans, around.plan.targets)
    key = around.key(text)
    if task.origin == "text" and len(key.programmes) > 1:
        key = replace(key, programmes=frozenset())  # an assignment that names several programmes is none of them
    return _Mention(text, key, mention, task, task.when, targets, joined)


def _headings(around: Context) -> Iterator[_Mention]:
    plan = around.plan
    events = [t for t in plan.times if t.role in ("event", "period", "deadline") and (t.start or t.end)]
    own = {fold(form) for unit in plan.units for form in unit.texts}
    for path, section in _leaves(plan.sections):
        title = _LEADING.sub("", squeeze(section.title)).rstrip(" .;:")
        if fold(title) in own or _names_body(title, own):
            continue
        when = _only(events, section)
        targets = tuple(t for t in plan.targets if t.spans and _inside(t.spans[0], section.extent))
        for text in _parts(title):
            mention = Mention(text=text, origin="section", section=path, spans=section.spans)
            yield _Mention(text, around.key(text), mention, None, when, targets)


def _leaves(sections: Sequence[Section], parent: str = "") -> Iterator[tuple[str, Section]]:
    for section in sections:
        path = f"{parent}/{section.label}" if parent else section.label
        if section.kind in _NO_ACTIVITIES:
            continue
        if section.children:
            if programmes(section.title):
                yield path, section
            yield from _leaves(section.children, path)
        elif parent:
            yield path, section


def _names_body(title: str, forms: set[str]) -> bool:
    """Whether a heading names those who act, not what they do: `Các ban, văn phòng LĐLĐ tỉnh`."""
    head = fold(title)
    if len(head) > 200:
        return False
    ends = [m.start() for m in _AFTER_BODY.finditer(head)]
    return any(head[:end] in forms or f"các {head[:end]}" in forms for end in ends)


def _parts(title: str) -> Iterator[str]:
    """A heading, cut where it names several programmes."""
    names = programmes(title)
    if len(names) < 2:
        yield title
        return
    cuts = [title.index(name) + len(name) for name in names]
    start = 0
    for cut, name in zip(cuts, names, strict=True):
        after = regex.compile(r"[”\"»]").match(title, cut)
        stop = after.end() if after else cut
        piece = title[start:stop]
        between = [m.end() for m in _BETWEEN.finditer(piece, 0, max(piece.find(name), 0))]
        yield piece[between[-1] if start and between else 0 :].strip(" ,;.…") or name
        start = stop


def _only(events: Sequence[Time], section: Section) -> When | None:
    """The one time that a part without children speaks of; several say nothing about the part as a whole."""
    inside = [t for t in events if t.spans and _inside(t.spans[0], section.extent)]
    values = {(t.start, t.end, t.op, t.rrule) for t in inside}
    return When.model_validate(inside[0].model_dump(include=set(When.model_fields))) if len(values) == 1 else None


def _inside(span: Span, extent: tuple[int, int]) -> bool:
    return extent[0] <= span.start < extent[1]


def _told_in(spans: Iterable[Span], targets: Iterable[Target]) -> tuple[Target, ...]:
    ranges = [(span.start, span.end) for span in spans]
    return tuple(t for t in targets if t.spans and any(a <= t.spans[0].start < b for a, b in ranges))


# Joining


def _join(group: _Group, around: Context) -> Prepared:
    members = group.members
    tasks = [m.task for m in members if m.task is not None]
    tables = [t for t in tasks if t.origin == "table"]
    carried = tables or tasks
    when = _when([m for m in members if m.mention.origin == "table"]) or _when(
        [m for m in members if m.mention.origin != "table"]
    )
    roles = bodies((b for t in carried for b in (*t.lead, *t.implement)), around.index)
    activity = Activity(
        name=_name(members),
        programmes=_named(members),
        when=when,
        responsible=tuple(body.name for body in roles),
        advise=_bodies(tasks, "advise", around),
        coordinate=_bodies(tasks, "coordinate", around),
        monitor=_bodies(tasks, "monitor", around),
        place=next((t.place for t in tasks if t.place), None),
        output=next((t.output for t in tasks if t.output), None),
        budget=next((t.budget for t in tasks if t.budget), None),
        targets=tuple(dict.fromkeys(t for m in members for t in m.targets)) if len(members) < 20 else (),
        mentions=tuple(m.mention for m in members),
    )
    keys: dict[str, Key] = {}
    for member in members:
        keys.setdefault(member.key.line, member.key)
    return Prepared(activity, list(keys.values())[:_KEYS], frozenset(body.role for body in roles))


def _named(members: Sequence[_Mention]) -> tuple[str, ...]:
    """The programmes that the first mention with any names; assignments that name several don't count."""
    return next((programmes(m.text) for m in members if m.key.programmes), ())


def _name(members: Sequence[_Mention]) -> str:
    """The schedule's words, else the heading's, else those of the first assignment."""
    order = {"table": 0, "section": 1, "text": 2}
    best = min(members, key=lambda m: (order[m.mention.origin], m.text[:1] in '“"', len(m.text)))
    return best.text.rstrip(" .;:")


def _when(members: Sequence[_Mention]) -> When | None:
    """The first time with days; where rows of one activity give several, the span over them."""
    times = [m.when for m in members if m.when is not None and (m.when.start or m.when.end or m.when.rrule)]
    if not times:
        return next((m.when for m in members if m.when is not None), None)
    starts, ends = {t.start for t in times}, {t.end for t in times}
    tables = all(m.mention.origin == "table" for m in members)
    if not tables or len({(t.start, t.end) for t in times}) == 1 or None in starts or None in ends:
        return times[0]
    first = min(s for s in starts if s)
    last = max(e for e in ends if e)
    return When(text="; ".join(dict.fromkeys(t.text for t in times)), start=first, end=last)


def _bodies(tasks: Sequence[Task], role: str, around: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(around.body(text).name for task in tasks for text in getattr(task, role)))
