"""The 93 examples of the domain study (`../shared/domain/date_examples.tsv`): value, kind and role of each.

Where the plan's JSON (the contract, `../shared/plan-json.md`) decides otherwise than the study, the row stands below
with what is read instead and why.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.extractors.test_times import CONTEXTS, rows, shown
from vnplan.extractors.times import extract_times, find_times, parse_when
from vnplan.model import Time, When
from vnplan.segments import Segment

DOMAIN = Path(__file__).parents[3] / "shared" / "domain" / "date_examples.tsv"
needs_the_study = pytest.mark.skipif(not DOMAIN.is_file(), reason="the domain study (../shared/domain) is not here")

VALUES_HELD_WRONG: dict[str, tuple[list[str], str]] = {
    "D39": (["2023-01-01/2028-12-31"], "the contract has terms run from 1 January to 31 December"),
    "D40": (["2025-01-01/2026-12-31"], "the contract has school years run so too"),
    "D41": (["2025-01-01/2026-12-31"], "the days of a school term are set anew every year, and the text has none"),
    "D47": (["<=2024-07-01/2024-09-30"], "the contract has both bounds of the literal expression"),
    "D48": (["<=2023-05-01/2023-05-31"], "the contract has both bounds of the literal expression"),
    "D51": (
        ["< FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "< FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"],
        "the contract has an entry a day",
    ),
    "D54": (["2023-05-01/2023-05-31 FREQ=WEEKLY;BYDAY=SA"], "the contract has rules without DTSTART and UNTIL"),
    "D55": (
        ["2023-05-01/2023-05-31 FREQ=WEEKLY;BYDAY=SA @evening"],
        "the contract has rules without DTSTART and UNTIL",
    ),
    "D61": ([], "a count; the contract does not score frequencies without a day"),
    "D69": ([], "the contract does not list durations"),
    "D77": (["text"], "the contract takes the plan's year, which the example does not have"),
    "D78": (["text"], "the contract takes the plan's year, which the example does not have"),
    "D92": ([], "the contract does not list durations"),
}
ROLES_HELD_WRONG: dict[str, tuple[str, str]] = {
    "D16": ("period", "a span of days, as the study itself has it in D19"),
    "D22": ("period", "a span of months; gold has period for such"),
    "D39": ("term", "the contract has a role for terms of office"),
    "D78": ("event", "the contract has event for drives"),
    "D82": ("period", "a year as a bound is a horizon; gold has period for such"),
}
ROLES = {  # the study's names of roles that the contract calls otherwise
    "report_deadline": "deadline",
    "registration_deadline": "deadline",
    "commemorative": "anniversary",
}
# Listed only as the value of a cell or labelled field, which has no role: the contract leaves out clock times alone,
# bare years and times that count from an event, and 14/5 alone may be anything.
OF_A_FIELD = {"D12", "D35", "D52", "D53", "D63", "D64", "D67", "D83"}


def domain_rows() -> list[dict[str, str]]:
    return rows(DOMAIN) if DOMAIN.is_file() else []


def domain_value(row: dict[str, str]) -> list[str]:
    """The study's value in the words of `shown`, without certainty and source of the year."""
    value, kind = row["value"], row["kind"]
    if kind in ("none", "invalid", "duration", "frequency"):
        return []
    if kind == "relative":
        return ["text"]
    if kind == "rrule":
        return [("< " if '"<"' in (row["notes"] or "") else "") + value]
    if kind == "time":
        return [f"@{value}-"]
    if kind == "anniversary":
        return ["/".join(value.split(", ")[0].split(" -> "))]
    if kind in ("datetime", "datetime_range"):
        start, _, end = value.partition("/")
        return [f"{start[:10]} @{start[11:16]}-{end[11:16]}"]
    if kind == "deadline":
        op = value[: value.index("2")]
        day, _, clock = value[len(op) :].partition("T")
        return [f"{op}../{day}" + (f" @-{clock[:5]}" if clock else "")]
    if row["id"] == "D68":  # the part of day stands in the study's notes
        return [f"{value} @morning"]
    if row["id"] == "D83":  # "kể từ ngày ký": from that day on
        return [f">={value}/.."]
    return [f"<={one}" if one.startswith("..") else one for one in value.split(";")]


def values(row: dict[str, str]) -> list[When]:
    issued, year = CONTEXTS[row["context"]]
    if row["id"] not in OF_A_FIELD:
        return list(find_times(row["text"], reference=issued, year=year))
    when = parse_when(row["text"], issued=issued, year=year)
    return [when] if when else []


def in_a_plan(row: dict[str, str]) -> tuple[tuple[Time, ...], list[str]]:
    """The times of the row as a paragraph of a plan, and the codes of what is doubtful."""
    issued, year = CONTEXTS[row["context"]]
    times, doubts = extract_times(row["text"], [Segment(0, len(row["text"]), "body")], issued=issued, year=year)
    return times, [doubt.code for doubt in doubts]


def is_of_kind(kind: str, one: When) -> bool:
    """Whether a value is of a kind of the study, as far as the contract can tell kinds apart."""
    start, end = one.start, one.end
    days = (end - start).days + 1 if start and end else 0
    whole = start is not None and end is not None and start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    return {
        "date": days == 1 or one.op == ">=",
        "range": days > 1,
        "set": days > 0 or one.op == "<=",
        "month": whole and days <= 31,
        "quarter": whole and 90 <= days <= 92,
        "half": whole and 181 <= days <= 184,
        "year": whole and days >= 365,
        "term": days > 365,
        "school_year": days > 365,
        "school_term": days > 365,
        "approx": days > 1 and one.certainty == "approximate",
        "deadline": one.op in ("<", "<=") and end is not None,
        "rrule": one.rrule is not None,
        "time": one.start_time is not None and not days,
        "datetime": one.start_time is not None and days == 1,
        "datetime_range": one.start_time is not None and one.end_time is not None and days == 1,
        "lunar": days > 0 and one.calendar == "lunar",
        "anniversary": days > 365,
        "conflict": days == 1,
        "relative": one.start is None and one.end is None and one.rrule is None,
        "annual_day": one.start is None and one.end is None,
        "label": one.start is None and one.end is None,
    }[kind]


@needs_the_study
@pytest.mark.parametrize("row", domain_rows(), ids=lambda row: row["id"])
def test_an_example_has_its_value_and_kind(row: dict[str, str]) -> None:
    found = values(row)
    said = [" ".join(w for w in shown(one).split() if not w.startswith(("~", "year:"))) for one in found]
    expected, reason = VALUES_HELD_WRONG.get(row["id"], (domain_value(row), row["notes"]))
    assert said == expected, reason
    assert all(is_of_kind(row["kind"], one) for one in found)


@needs_the_study
@pytest.mark.parametrize(
    "row",
    [row for row in domain_rows() if row["role"] not in ("any", "-") and row["id"] not in OF_A_FIELD],
    ids=lambda row: row["id"],
)
def test_an_example_has_its_role(row: dict[str, str]) -> None:
    if row["kind"] in ("duration", "frequency"):
        assert in_a_plan(row)[0] == ()
        return
    role, reason = ROLES_HELD_WRONG.get(row["id"], (ROLES.get(row["role"], row["role"]), row["notes"]))
    assert {one.role for one in in_a_plan(row)[0]} == {role}, reason


@needs_the_study
@pytest.mark.parametrize(
    "row", [row for row in domain_rows() if "tentative" in (row["notes"] or "")], ids=lambda row: row["id"]
)
def test_an_example_that_is_tentative_says_so(row: dict[str, str]) -> None:
    assert [one.certainty for one in values(row)] == ["tentative"]


@needs_the_study
@pytest.mark.parametrize(
    ("kind", "code"), [("invalid", "invalid-date"), ("conflict", "weekday-mismatch")], ids=["invalid", "conflict"]
)
def test_examples_that_are_doubtful_are_diagnosed(kind: str, code: str) -> None:
    doubtful = [row for row in domain_rows() if row["kind"] == kind]
    assert doubtful
    assert [in_a_plan(row)[1] for row in doubtful] == [[code]] * len(doubtful)


@needs_the_study
def test_the_domain_study_has_its_rows() -> None:
    assert len(domain_rows()) == 93
    assert {row["id"] for row in domain_rows()} >= {*VALUES_HELD_WRONG, *ROLES_HELD_WRONG, *OF_A_FIELD}
