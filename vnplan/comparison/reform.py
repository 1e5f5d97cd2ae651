"""What the reform of 2025 did between two plans, so that it is not taken for a plan's own change.

On 1 July 2025 63 provinces became 34 (Resolution 202/2025/QH15) and the district level ended (Resolution
203/2025/QH15); ministries, and departments after them, were merged on 1 March 2025 (domain notes, 8.1 and 8.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vnplan.comparison.bodies import Body, bare
from vnplan.comparison.records import PlanRef
from vnplan.gazetteer.places import REFORM, find_province
from vnplan.gazetteer.successors import find_successor

DISTRICTS_ENDED = "the district level ended on 1 July 2025"
_FROM, _TO = dt.date(2025, 1, 1), REFORM  # the months in which bodies were merged


def crosses(before: PlanRef, after: PlanRef) -> bool:
    """Whether the reform lies between two plans."""
    first, last = day_of(before), day_of(after)
    return first is not None and last is not None and first < REFORM <= last


def day_of(plan: PlanRef) -> dt.date | None:
    """The day by whose names a plan goes: that of its issue, else the first of its year."""
    return plan.date or (dt.date(plan.year, 1, 1) if plan.year else None)


def notes(before: PlanRef, after: PlanRef) -> tuple[str, ...]:
    """What a reader must know to compare the two; () where they are of one time and place."""
    if not crosses(before, after):
        return ()
    found = []
    old = find_province(before.province or "", dt.date(2025, 6, 30)) if before.province else None
    if old is not None and after.province == old.today != old.name:
        found.append(f"{old.name} was merged into {old.today} on 1 July 2025")
    elif old is not None and after.province == old.name and _is_merged(old.name):
        found.append(f"{old.name} is larger since 1 July 2025: other provinces were merged into it")
    found.append(f"{DISTRICTS_ENDED}; numbers of districts, communes and grassroots bodies can't be compared")
    return tuple(found)


def successor(body: Body, before: PlanRef, after: PlanRef) -> tuple[str, str | None] | None:
    """What a body of the earlier plan is called in the later one's time, and a note; None where nothing followed."""
    first, last = day_of(before), day_of(after)
    if first is None or last is None or last < _FROM:
        return None
    found = find_successor(bare(body.name), first, last)
    return (found.after, found.note) if found else None


def ended(bodies: Sequence[Body], before: PlanRef, after: PlanRef) -> str | None:
    """Why bodies that did something in the earlier plan can't do it in the later one; None where one of them can."""
    if not bodies or not crosses(before, after):
        return None
    return DISTRICTS_ENDED if all(body.level == "district" for body in bodies) else None


def same_area(before: PlanRef, after: PlanRef) -> bool:
    """Whether two plans are of one province, or the later one's province holds the earlier one's."""
    if before.province is None or after.province is None:
        return False
    if before.province == after.province:
        return True
    return crosses(before, after) and before.province_today == after.province


def _is_merged(name: str) -> bool:
    from vnplan.gazetteer.places import province_names

    names = (find_province(other, dt.date(2025, 6, 30)) for other in province_names())
    return sum(1 for _ in {p.name for p in names if p is not None and p.today == name}) > 1
