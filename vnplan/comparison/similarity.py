"""How alike two activities are, and why: quoted programme, wording, the role of bodies, time within the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vnplan.comparison.activities import Prepared
from vnplan.comparison.records import Reason
from vnplan.comparison.wording import Key, Rarity, alike, same_programme, shared_words
from vnplan.model import When

THRESHOLD = 0.5  # below it an activity has no counterpart (set on the families of corpora/; see tests/comparison)
_PROGRAMME = 0.93  # a quoted name in common is nearly a key
_OTHER_PROGRAMME = 0.55  # two texts that name different programmes are hardly one activity
_ROLE, _TIME = 0.08, 0.06  # what bodies and days add to or take from the wording
_NEAR, _FAR = 7, 45  # days


def likeness(one: Prepared, other: Prepared, rare: Rarity, years: int) -> float:
    """The score of a pair, 0 to 1, the same both ways; `years` lie between the two plans."""
    best = _wording(one.keys, other.keys, rare)
    if best < 0.25:
        return best
    return _weighed(best, one, other, years)


def _weighed(wording: float, one: Prepared, other: Prepared, years: int) -> float:
    score = wording
    if one.roles and other.roles:
        score += _ROLE if one.roles & other.roles else -_ROLE / 2
    days = shift(one.activity.when, other.activity.when, years)
    if days is not None:
        score += _TIME if abs(days) <= _NEAR else -_TIME if abs(days) > _FAR else 0.0
    return max(0.0, min(1.0, score))


def _wording(ones: Sequence[Key], others: Sequence[Key], rare: Rarity) -> float:
    return max(
        (_pair(one, other, rare, first=i + j == 0) for i, one in enumerate(ones) for j, other in enumerate(others)),
        default=0.0,
    )


def _pair(one: Key, other: Key, rare: Rarity, *, first: bool) -> float:
    """Wordings other than the two first ones prove a little less."""
    programme = same_programme(one, other)
    score = alike(one, other, rare)
    if programme:
        score = max(score, _PROGRAMME * programme + (1 - _PROGRAMME) * score)
    elif one.programmes and other.programmes:
        score *= _OTHER_PROGRAMME
    return score if first else score * 0.95


def reasons(one: Prepared, other: Prepared, rare: Rarity, years: int) -> tuple[Reason, ...]:
    """Why the two are taken for one activity, the strongest first."""
    found: list[Reason] = []
    shared = max((same_programme(a, b) for a in one.keys for b in other.keys), default=0.0)
    if shared:
        name = next(iter(other.activity.programmes), None) or next(iter(one.activity.programmes), "")
        found.append(Reason(kind="programme", text=name, value=round(shared, 2)))
    pairs = [(alike(a, b, rare), i, j) for i, a in enumerate(one.keys) for j, b in enumerate(other.keys)]
    if pairs:
        score, i, j = max(pairs, key=lambda pair: (pair[0], -pair[1], -pair[2]))
        words = ", ".join(shared_words(one.keys[i], other.keys[j], rare))
        if words:
            found.append(Reason(kind="wording", text=words, value=round(score, 2)))
    roles = sorted(one.roles & other.roles)
    if roles:
        share = len(roles) / len(one.roles | other.roles)
        found.append(
            Reason(kind="role", text="; ".join(role.partition("|")[0] for role in roles), value=round(share, 2))
        )
    days = shift(one.activity.when, other.activity.when, years)
    if days is not None and abs(days) <= _NEAR:
        found.append(Reason(kind="time", text="same days of the year" if not days else f"{days:+d} days", value=days))
    return tuple(found)


def shift(before: When | None, after: When | None, years: int) -> int | None:
    """Days by which a time moved beside the years between the plans; None where one of them has no day.

    `years` is the year of the later plan less that of the earlier: 26/4/2024 after 28/4/2023 is 2 days earlier.
    """
    first, last = _day(before), _day(after)
    if first is None or last is None:
        return None
    return (last - moved(first, years)).days


def moved(day: dt.date, years: int) -> dt.date:
    """The same day of another year; 29 February becomes the 28th. Days outside of the calendar stay."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28) if dt.MINYEAR <= day.year + years <= dt.MAXYEAR else day


def _day(when: When | None) -> dt.date | None:
    return (when.start or when.end) if when else None
