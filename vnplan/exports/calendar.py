"""iCalendar (RFC 5545): dated activities as events, deadlines as tasks to do or as events.

An activity without an hour is an event of whole days that blocks no time. Times are those of Viet Nam, which has kept
UTC+7 since 13 June 1975. Needs icalendar.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Literal

from vnplan.errors import MissingDependency
from vnplan.exports.tables import Language, certainty, hours, issued, section_titles, source
from vnplan.model import Activity, Plan, When
from vnplan.schedule import Period, day_before, first_day, is_bound, names_days, plan_period, rule_bounds
from vnplan.text import squeeze

if TYPE_CHECKING:
    from icalendar import Component, vRecur

Deadlines = Literal["todo", "event"]

ZONE = "Asia/Ho_Chi_Minh"
_OFFSET = dt.timedelta(hours=7)
_ZONE_SINCE = dt.datetime(1975, 6, 13)
_REMINDER = dt.timedelta(hours=-15)  # 9 o'clock on the day before a day
_NOBODY = "mailto:khong-co-dia-chi@vnplan.invalid"  # an organiser needs an address, a plan gives none (RFC 2606)
_EPOCH = dt.date(1970, 1, 1)  # when a plan was issued that does not say it
_LONGEST = 160  # characters of a title
_BREAK = re.compile(r"[;:]\s|\.\s+(?=[A-ZĐÀ-Ỹ])|[.;:]$")  # Mở lớp tập huấn. Thời gian dự kiến …
_ITEM = re.compile(r"(?:^|\s+)[-+•*]\s+(?=[A-ZĐÀ-Ỹ])")  # - Mở lớp - Trồng cây

_PARTS = ("lead", "implement", "coordinate", "monitor", "advise")
_WORDS = {
    "vi": {
        "lead": "Chủ trì", "implement": "Thực hiện", "coordinate": "Phối hợp", "monitor": "Theo dõi",
        "advise": "Tham mưu", "by": "Thực hiện", "to": "Gửi đến", "via": "Qua", "time": "Thời gian",
        "other": "Thời gian khác được nêu", "output": "Sản phẩm, kết quả", "budget": "Kinh phí", "section": "Mục",
        "plan": "Theo", "full": "Nội dung", "due": "Hạn", "on": "ngày",
        "<": "trước ngày", "<=": "chậm nhất ngày", ">": "sau ngày", ">=": "từ ngày",
    },
    "en": {
        "lead": "Lead", "implement": "Carried out by", "coordinate": "With", "monitor": "Monitored by",
        "advise": "Advice", "by": "By", "to": "To", "via": "Via", "time": "Time", "other": "Other time told",
        "output": "Output", "budget": "Budget", "section": "Section", "plan": "Plan", "full": "In full",
        "due": "Due", "on": "of",
        "<": "before", "<=": "by", ">": "after", ">=": "from",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """What becomes a component: an activity, or a deadline."""

    name: str
    when: When
    lines: tuple[str, ...]  # of the description
    organiser: str | None
    place: str | None = None
    group: str | None = None
    due: bool = False


def calendar(plans: Iterable[Plan], *, language: Language = "vi", deadlines: Deadlines = "todo") -> bytes:
    """A calendar of the dated activities and deadlines of plans; what has no day is left out.

    `deadlines`: "todo" makes a VTODO of each, "event" an event with an alarm on the day before. The same plans give the
    same bytes, and an entry keeps its UID as long as plan, name and time stay. MissingDependency where icalendar is not
    installed.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingDependency(
            "calendars need icalendar", source="<export>", remedy="pip install 'vnplan[export]'"
        ) from error
    some = list(plans)
    found = Calendar()
    found.add("prodid", f"-//vnplan//vnplan//{language.upper()}")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("x-wr-calname", _line(_calendar_name(some, language)))
    found.add("x-wr-timezone", ZONE)
    found.add_component(_zone())
    seen: dict[str, int] = {}
    for plan in some:
        stamp = dt.datetime.combine(issued(plan) or _EPOCH, dt.time(), dt.UTC)
        period = plan_period(plan.scope, issued(plan))
        for entry in (*_activities(plan, language), *_deadlines(plan, language)):
            component = _component(entry, period, deadlines)
            if component is None:
                continue
            component.add("uid", _uid(plan, entry, seen))
            component.add("dtstamp", stamp)
            _describe(component, entry, language)
            found.add_component(component)
    written: bytes = found.to_ical()
    return written


# What goes in


def _activities(plan: Plan, language: Language) -> Iterator[_Entry]:
    titles, due = section_titles(plan), _by_span(plan)
    for activity in plan.schedule:
        if activity.when is None:
            continue
        bound = is_bound(activity.when)
        if bound and any(place in due for place in _places(plan, activity)):
            continue  # stands among the deadlines
        yield _Entry(
            name=_title(activity.name),
            when=activity.when,
            lines=tuple(_activity_lines(plan, activity, titles, language)),
            organiser=next(iter((*activity.lead, *activity.implement)), None),
            place=activity.place,
            group=activity.group,
            due=bound,
        )


def _activity_lines(plan: Plan, activity: Activity, titles: dict[str, str], language: Language) -> Iterator[str]:
    words, when = _WORDS[language], activity.when
    if _title(activity.name) != activity.name:
        yield f"{words['full']}: {activity.name}"
    yield from _bodies(words, {part: getattr(activity, part) for part in _PARTS})
    if when is not None:
        yield f"{words['time']}: {_time(when, language)}"
    for other in activity.other_times:
        yield f"{words['other']}: {_time(other, language)}"
    for field in ("output", "budget"):
        if value := getattr(activity, field):
            yield f"{words[field]}: {value}"
    places = (plan.tasks[index].section or "" for index in activity.tasks)
    for section in dict.fromkeys(titles.get(place, place) for place in places):
        if section:
            yield f"{words['section']}: {section}"
    yield _plan_line(plan, language)


def _deadlines(plan: Plan, language: Language) -> Iterator[_Entry]:
    words = _WORDS[language]
    sections = {task.spans[0].start: task.section for task in plan.tasks if task.spans and task.origin == "text"}
    titles = section_titles(plan)
    for deadline in plan.deadlines:
        if deadline.due is None and deadline.rrule is None:
            continue
        when = When(text=deadline.what, end=deadline.due, op=deadline.op or "<=", rrule=deadline.rrule)
        named = {"by": deadline.by, "to": (deadline.to,) if deadline.to else (), "via": deadline.via}
        place = sections.get(deadline.spans[0].start) if deadline.spans else None
        lines = [
            *([f"{words['full']}: {deadline.what}"] if _title(deadline.what) != deadline.what else ()),
            *_bodies(words, named),
            *([f"{words['due']}: {words[when.op or '<=']} {deadline.due:%d/%m/%Y}"] if deadline.due else ()),
            *([f"{words['section']}: {titles.get(place, place)}"] if place else ()),
            _plan_line(plan, language),
        ]
        yield _Entry(_title(deadline.what), when, tuple(lines), next(iter(deadline.by), None), due=True)


def _by_span(plan: Plan) -> set[int]:
    return {deadline.spans[0].start for deadline in plan.deadlines if deadline.spans}


def _places(plan: Plan, activity: Activity) -> set[int]:
    return {span.start for index in activity.tasks for span in plan.tasks[index].spans[:1]}


def _bodies(words: dict[str, str], named: dict[str, tuple[str, ...]]) -> Iterator[str]:
    return (f"{words[field]}: {'; '.join(names)}" for field, names in named.items() if names)


def _time(when: When, language: Language) -> str:
    notes = ", ".join(filter(None, (hours(when, language) if when.start_time else None, certainty(when, language))))
    return f"{when.text} ({notes})" if notes else when.text


def _plan_line(plan: Plan, language: Language) -> str:
    words, day = _WORDS[language], issued(plan)
    file, issuer, number = source(plan)
    name = PureWindowsPath(file).name if file else None  # of either kind of path
    said = [number, f"{words['on']} {day:%d/%m/%Y}" if day else None]
    return f"{words['plan']}: {', '.join(filter(None, (' '.join(filter(None, said)), issuer, name)))}"


def _title(name: str) -> str:
    """A name short enough for a day's box: the first clause, with a capital."""
    text = name
    stop = next((match.start() for match in _BREAK.finditer(text) if match.start() > 20), len(text))
    text = text[:stop].rstrip(" ,.;:")
    if _ITEM.match(text):  # a cell that lists several
        text = "; ".join(part.strip(" ,.;:") for part in _ITEM.split(text) if part)
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,.;:')}…"
    return text[:1].upper() + text[1:]


def _calendar_name(plans: list[Plan], language: Language) -> str:
    if len(plans) == 1:
        _, issuer, number = source(plans[0])
        return " - ".join(filter(None, (number, plans[0].header.subject or issuer))) or "vnplan"
    return {"vi": "Lịch các kế hoạch", "en": "Calendar of plans"}[language]


# What comes out


def _component(entry: _Entry, period: Period, deadlines: Deadlines) -> Component | None:
    """An event or a task to do, with its time; None where no day is known."""
    from icalendar import Event, Todo

    when = entry.when
    if when.op == "<" and when.rrule is not None:
        when = when.model_copy(update={"rrule": day_before(when.rrule) or when.rrule})
    first = first_day(when, period)
    if first is None:
        return None
    recurs = names_days(when)
    if entry.due and deadlines == "todo":
        todo = Todo()
        if recurs:  # RFC 5545, 3.8.5.3: what recurs has a start
            todo.add("dtstart", first)
            todo.add("duration", dt.timedelta(days=1))
            todo.add("rrule", _rule(when, period, timed=False))
        else:
            todo.add("due", first)
        todo.add("status", "NEEDS-ACTION")
        return todo
    event = Event()
    last = first if entry.due or recurs else _last(when, first)
    timed = when.start_time is not None and not entry.due and last == first
    if timed:
        _add_hours(event, when, first)
    else:
        event.add("dtstart", first)
        event.add("dtend", last + dt.timedelta(days=1))  # the day after the last one
    if recurs:
        event.add("rrule", _rule(when, period, timed=timed))
    event.add("status", "CONFIRMED" if when.certainty == "fixed" else "TENTATIVE")
    event.add("transp", "OPAQUE" if timed else "TRANSPARENT")
    return event


def _last(when: When, first: dt.date) -> dt.date:
    """The last day of a span; one that has no end is told on its first day."""
    return when.end if when.end is not None and when.end > first else first


def _add_hours(event: Component, when: When, day: dt.date) -> None:
    zone = {"TZID": ZONE}
    start, end = when.start_time, when.end_time
    if start is not None:
        event.add("dtstart", dt.datetime.combine(day, start), parameters=zone)
        if end is not None and end > start:
            event.add("dtend", dt.datetime.combine(day, end), parameters=zone)


def _rule(when: When, period: Period, *, timed: bool) -> vRecur:
    """The rule up to the last day of its bounds; UNTIL is of the kind of DTSTART, and in UTC (RFC 5545, 3.3.10)."""
    from icalendar import vRecur

    rule: vRecur = vRecur.from_ical(when.rrule or "")
    until = rule_bounds(when, period)[1]
    if until is not None:
        end_of_day = dt.datetime.combine(until, dt.time(23, 59, 59), dt.UTC) - _OFFSET
        rule["UNTIL"] = [end_of_day if timed else until]
    return rule


def _describe(component: Component, entry: _Entry, language: Language) -> None:
    """Title, description, place, organiser, and the alarm of an event that is a deadline."""
    from icalendar import Alarm, vCalAddress

    name, part = entry.name, hours(entry.when, language)
    if component.name == "VEVENT" and entry.due:
        name = f"{_WORDS[language]['due']}: {name}"
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _REMINDER)
        alarm.add("description", _line(name))
        component.add_component(alarm)
    elif entry.when.start_time is None and part is not None:
        name = f"{name} ({part})"
    component.add("summary", _line(name))
    component.add("description", "\n".join(map(_line, entry.lines)))
    if entry.place:
        component.add("location", _line(entry.place))
    if entry.group:
        component.add("categories", [_line(entry.group)])
    if entry.organiser:
        address = vCalAddress(_NOBODY)
        address.params["CN"] = _line(entry.organiser).replace('"', "'")
        component.add("organizer", address)


def _line(text: str) -> str:
    """The text on one line, without characters that have no form."""
    return squeeze("".join(char if char.isprintable() else " " for char in text))


def _uid(plan: Plan, entry: _Entry, seen: dict[str, int]) -> str:
    """Of a plan's number, issuing body and day, or where it has no number of its bytes; the name; and the time."""
    file, issuer, number = source(plan)
    numbered = number is not None and number[:1].isdigit()
    bytes_of = (plan.source.sha256 if plan.source else "") or file
    identity = (number, issuer, issued(plan)) if numbered else (bytes_of,)
    when = entry.when
    time = (when.start, when.end, when.op, when.rrule, when.start_time)
    key = "\n".join(map(str, (*identity, entry.due, entry.name, *time)))
    count = seen[key] = seen.get(key, -1) + 1
    return hashlib.sha256(f"{key}\n{count}".encode(errors="replace")).hexdigest()[:32] + "@vnplan"


def _zone() -> Component:
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", _ZONE_SINCE)
    standard.add("tzoffsetfrom", dt.timedelta(hours=8))
    standard.add("tzoffsetto", _OFFSET)
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone
