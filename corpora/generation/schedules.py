"""Tables of plans and the tasks in them (domain, parts 6.5 and 1.15), one function a layout."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from corpora.generation import dates
from corpora.generation.chance import between, chance, pick, some
from corpora.generation.duties import Setting, local_bodies
from corpora.generation.facts import Part, Said, deadline, joined, task, times_of
from corpora.generation.grids import grid

TABLES = (
    "simple", "outputs", "two-header-rows", "groups", "sub-rows", "shared-time", "sessions", "months", "no-order",
    "no-header", "statistics",
)  # fmt: skip
MERGED = ("two-header-rows", "sub-rows", "shared-time", "sessions", "months")  # cells that go on over rows
UNRULED = ("no-order", "no-header")  # columns of blanks can't show where a row begins

_ORDER = ("TT", "STT", "Số TT")
_CONTENT = ("Nội dung", "Nội dung công việc", "Nhiệm vụ", "NỘI DUNG HOẠT ĐỘNG", "Hoạt động", "Nội dung thực hiện")
_TIME = ("Thời gian", "Thời gian thực hiện", "THỜI GIAN", "Thời gian hoàn thành")
_DOES = ("Đơn vị thực hiện", "Trách nhiệm thực hiện", "ĐƠN VỊ THỰC HIỆN", "Phân công")
_LEADS = ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì")
_HELPS = ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp")
_WATCHES = ("Trách nhiệm theo dõi", "Theo dõi, hướng dẫn")
_OUTPUT = ("Sản phẩm", "Kết quả dự kiến", "Sản phẩm đầu ra")

Cell = str | list[str]
Bodies = tuple[Cell, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Ways:
    """How one table writes lists of bodies."""

    mark: str  # bullets, commas, semicolons, lines


def ways(rng: Random) -> Ways:
    """The way of one table."""
    return Ways(pick(rng, ("bullets", "commas", "semicolons", "lines")))


def _bodies(rng: Random, plan: Setting, way: Ways, pool: tuple[str, ...], most: int = 3) -> Bodies:
    """A cell of bodies and what it names."""
    if pool is plan.issuer.doers and plan.issuer.local is not None and chance(rng, 0.25):
        return local_bodies(rng, plan.issuer)
    chosen = some(rng, pool, between(rng, 1, most))
    if way.mark == "bullets":
        return [f"- {name}" for name in chosen], chosen
    if way.mark == "lines":
        return list(chosen), chosen
    return (", " if way.mark == "commas" else "; ").join(chosen), chosen


def _row_task(activity: str, when: Said | None, **roles: Any) -> Part:
    roles = {"lead": [], "implement": [], "advise": [], "coordinate": [], "monitor": [], **roles}
    by = (*roles["lead"], *roles["implement"])
    due = (deadline(when, activity, by),) if when is not None and when.op in ("<", "<=") else ()  # worded as a bound
    return Part(tasks=(task(activity, when, **roles, origin="table"),), deadlines=due)


def schedule(rng: Random, plan: Setting, layout: str, works: tuple[str, ...]) -> Part:
    """A table in a layout of `TABLES`, with its tasks and times."""
    return _MAKERS[layout](rng, plan, works)


def _simple(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    way, third = ways(rng), pick(rng, ("", "helps", "watches"))
    rows: list[list[Cell]] = [[pick(rng, _ORDER), pick(rng, _CONTENT), pick(rng, _TIME), pick(rng, _DOES)]]
    if third:
        rows[0].append(pick(rng, _HELPS if third == "helps" else _WATCHES))
    parts: list[Part] = []
    for number, work in enumerate(works[: between(rng, 3, 6)], 1):
        when, (printed, names) = dates.cell(rng, plan.hand), _bodies(rng, plan, way, plan.issuer.doers)
        rows.append([str(number), work, when.text, printed])
        roles: dict[str, Any] = {"implement": list(names)}
        if third:
            other, others = _bodies(
                rng, plan, way, plan.issuer.partners if third == "helps" else plan.issuer.doers[:2], 2
            )
            rows[-1].append(other)
            roles["coordinate" if third == "helps" else "monitor"] = list(others)
        parts += [_row_task(work, when, order=str(number), **roles), Part(times=times_of(when))]
    widths = [1.4, 6, 3.5, 4.5, 3.5][: len(rows[0])]
    return joined([Part((grid("table", widths, rows, 1),)), *parts])


def _outputs(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    return _led(rng, plan, works, two=False, grouped=False)


def _two_header_rows(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    return _led(rng, plan, works, two=True, grouped=chance(rng, 0.5))


def _grouped(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    return _led(rng, plan, works, two=False, grouped=True)


def _led(rng: Random, plan: Setting, works: tuple[str, ...], *, two: bool, grouped: bool) -> Part:
    """Who leads, who helps, by when, with what result; with rows that head groups; with a header of two rows."""
    way, order, content = ways(rng), pick(rng, _ORDER), pick(rng, _CONTENT)
    time, output = pick(rng, _TIME), pick(rng, _OUTPUT)
    rows: list[list[Cell]]
    if two:
        over = pick(rng, ("Cơ quan thực hiện", "Đơn vị thực hiện", "Phân công"))
        rows = [[order, content, over, "<", time, output], ["^", "^", "Chủ trì", "Phối hợp", "^", "^"]]
    else:
        rows = [[order, content, pick(rng, _LEADS), pick(rng, _HELPS), time, output]]
    head, parts = len(rows), []
    labels = some(rng, plan.topic.groups, 2) if grouped else ()
    whole, restart = chance(rng, 0.5), chance(rng, 0.5)
    count, number, group = between(rng, 4, 6), 0, None
    for i, work in enumerate(works[:count]):
        if grouped and i in (0, count // 2):
            group = labels[0 if i == 0 else 1]
            sign = ("I", "II")[0 if i == 0 else 1]
            rows.append([sign, group, *(["<"] * 4 if whole else [""] * 4)])
            number = 0 if restart else number
        number += 1
        when, (printed, names) = dates.cell(rng, plan.hand, due=True), _bodies(rng, plan, way, plan.issuer.doers, 2)
        other, others = _bodies(rng, plan, way, plan.issuer.partners, 2)
        product = pick(rng, plan.topic.outputs)
        rows.append([str(number), work, printed, other, when.text, product])
        parts += [
            _row_task(work, when, order=str(number), lead=list(names), coordinate=list(others), output=product,
            group=group),
            Part(times=times_of(when)),
        ]  # fmt: skip
    return joined([Part((grid("table", [1.3, 5.5, 4, 4, 3.8, 3], rows, head),)), *parts])


def _sub_rows(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    """Rows below one activity and date, each with bodies of its own."""
    way = ways(rng)
    rows: list[list[Cell]] = [
        [pick(rng, _ORDER), pick(rng, _CONTENT), pick(rng, _TIME), pick(rng, _DOES), pick(rng, _WATCHES)]
    ]
    parts: list[Part] = []
    for number, work in enumerate(works[: between(rng, 3, 5)], 1):
        when = dates.cell(rng, plan.hand)
        left = plan.issuer.doers
        for sub in range(2 if chance(rng, 0.5) or number == 1 else 1):
            (printed, names), watcher = _bodies(rng, plan, way, left, 2), pick(rng, plan.issuer.doers)
            left = tuple(name for name in left if name not in names)
            top: list[Cell] = ["^", "^", "^"] if sub else [str(number), work, when.text]
            rows.append([*top, printed, watcher])
            parts.append(_row_task(work, when, order=str(number), implement=list(names), monitor=[watcher]))
        parts.append(Part(times=times_of(when)))
    return joined([Part((grid("table", [1.4, 5.5, 3.6, 4.5, 4], rows, 1),)), *parts])


def _shared_time(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    """One date, or one body, for several rows."""
    way = ways(rng)
    rows: list[list[Cell]] = [[pick(rng, _ORDER), pick(rng, _CONTENT), pick(rng, _DOES), pick(rng, _TIME)]]
    parts: list[Part] = []
    when = dates.cell(rng, plan.hand)
    printed, names = _bodies(rng, plan, way, plan.issuer.doers, 2)
    for number, work in enumerate(works[: between(rng, 4, 6)], 1):
        same_time = number > 1 and chance(rng, 0.45)
        same_body = number > 1 and not same_time and chance(rng, 0.3)
        when = when if same_time else dates.cell(rng, plan.hand)
        if not same_body:
            printed, names = _bodies(rng, plan, way, plan.issuer.doers, 2)
        rows.append([str(number), work, "^" if same_body else printed, "^" if same_time else when.text])
        parts.append(_row_task(work, when, order=str(number), implement=list(names)))
        if not same_time:
            parts.append(Part(times=times_of(when)))
    return joined([Part((grid("table", [1.4, 6.5, 4.6, 3.6], rows, 1),)), *parts])


def _sessions(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    """Days with a morning and an afternoon."""
    way = ways(rng)
    rows: list[list[Cell]] = [["Ngày", "Buổi", pick(rng, _CONTENT), pick(rng, _DOES), pick(rng, _HELPS)]]
    parts: list[Part] = []
    day, left = dates.a_day(rng, plan.hand, latest=320), list(works)
    for _ in range(between(rng, 2, 3)):
        form = dates.short(plan.hand, day)
        when = Said(form, day, day)
        for half in ("Sáng", "Chiều"):
            (printed, names), (other, others) = (
                _bodies(rng, plan, way, plan.issuer.doers, 2),
                _bodies(rng, plan, way, plan.issuer.partners, 1),
            )
            work = left.pop(0)
            rows.append([form if half == "Sáng" else "^", half, work, printed, other])
            parts.append(_row_task(work, when, implement=list(names), coordinate=list(others)))
        parts.append(Part(times=times_of(when)))
        day += dt.timedelta(1)
    return joined([Part((grid("table", [3.6, 1.8, 5.6, 4.2, 3.6], rows, 1),)), *parts])


def _months(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    """Month by month, with its own works."""
    way, word = ways(rng), pick(rng, ("", "Tháng "))
    rows: list[list[Cell]] = [["Tháng", pick(rng, _CONTENT), pick(rng, ("Người thực hiện", *_DOES))]]
    parts: list[Part] = []
    left, year = list(works), plan.hand.year
    first = plan.hand.first.month + 1 if plan.hand.first.year == year else 1
    for month in range(min(first, 9), min(first, 9) + between(rng, 2, 4)):
        end = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
        when = Said(f"{word}{month}/{year}", dt.date(year, month, 1), end)
        for sub in range(2 if chance(rng, 0.5) and len(left) > 4 else 1):
            printed, names = _bodies(rng, plan, way, plan.issuer.doers, 2)
            work = left.pop(0)
            rows.append(["^" if sub else when.text, work, printed])
            parts.append(_row_task(work, when, implement=list(names)))
        parts.append(Part(times=times_of(when)))
    return joined([Part((grid("table", [3.4, 7.5, 5], rows, 1),)), *parts])


def _no_order(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    way = ways(rng)
    rows: list[list[Cell]] = [[pick(rng, _TIME), pick(rng, _CONTENT), pick(rng, _DOES)]]
    parts: list[Part] = []
    for work in works[: between(rng, 3, 6)]:
        when, (printed, names) = dates.cell(rng, plan.hand), _bodies(rng, plan, way, plan.issuer.doers, 2)
        rows.append([when.text, work, printed])
        parts += [_row_task(work, when, implement=list(names)), Part(times=times_of(when))]
    return joined([Part((grid("table", [3.5, 7, 5], rows, 1),)), *parts])


def _no_header(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    way = ways(rng)
    rows: list[list[Cell]] = []
    parts: list[Part] = []
    for number, work in enumerate(works[: between(rng, 4, 6)], 1):
        day = dates.a_day(rng, plan.hand)
        when = Said(dates.short(plan.hand, day), day, day)
        printed, names = _bodies(rng, plan, way, plan.issuer.doers, 2)
        rows.append([str(number), work, when.text, printed])
        parts += [_row_task(work, when, order=str(number), implement=list(names)), Part(times=times_of(when))]
    return joined([Part((grid("table", [1.4, 7, 3, 5], rows),)), *parts])


def _statistics(rng: Random, plan: Setting, works: tuple[str, ...]) -> Part:
    """Numbers: neither bodies nor dates, so no tasks."""
    rows: list[list[Cell]] = [[pick(rng, _ORDER), "Chỉ số", "Đơn vị tính", "Số lượng"]]
    names = (("Buổi tuyên truyền", "buổi"), ("Tin, bài", "bài"), ("Tờ rơi phát hành", "tờ"), ("Người dự", "lượt"))
    rows += [[str(i), name, unit, str(between(rng, 10, 900))] for i, (name, unit) in enumerate(names, 1)]
    return Part((grid("table", [1.4, 7, 3, 3], rows, 1),))


_MAKERS = {
    "simple": _simple, "outputs": _outputs, "two-header-rows": _two_header_rows, "groups": _grouped,
    "sub-rows": _sub_rows, "shared-time": _shared_time, "sessions": _sessions, "months": _months,
    "no-order": _no_order, "no-header": _no_header, "statistics": _statistics,
}  # fmt: skip
