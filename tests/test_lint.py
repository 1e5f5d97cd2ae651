"""A plan -> what is missing in it, and what does not fit together."""

from __future__ import annotations

import pytest

from tests.plan_texts import BODY, HEAD, OPENING, codes, plan
from vnplan.diagnostics import CODES
from vnplan.lint import lint
from vnplan.model import Plan

LATE = OPENING.replace("02/3/2024", "02/5/2024")
PAST = BODY + "2. Các xã\nBáo cáo kết quả trước ngày 15/01/2024.\n"
NOBODY = "\n| TT | Nội dung | Thời gian |\n|---|---|---|\n| 1 | Ra quân | 15/3/2024 |\n"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"head": ""}, "no-letterhead", id="no letterhead"),
        pytest.param({"title": ""}, "no-title", id="no type"),
        pytest.param({"head": HEAD.replace("45/", "   /")}, "blank-number", id="blank number"),
        pytest.param({"head": HEAD.replace("ngày 12", "ngày   ")}, "blank-date", id="blank day"),
        pytest.param({"end": "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"}, "no-signature", id="no signature"),
        pytest.param({"end": "CHỦ TỊCH\nTrần Văn Bình\n"}, "no-recipients", id="no recipients"),
        pytest.param({"opening": LATE}, "issued-before-basis", id="older than its ground"),
        pytest.param({"body": PAST}, "event-before-issue", id="an event in the past"),
        pytest.param({"body": BODY + NOBODY}, "missing-lead", id="a task of nobody"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_diagnosed(change: dict[str, str], code: str) -> None:
    assert code not in codes(plan())
    assert code in codes(plan(**change))


def test_diagnostics_are_of_known_codes_and_an_empty_plan_has_some() -> None:
    found = lint(Plan())
    assert {d.code for d in found} == {"no-letterhead", "no-title", "no-signature", "no-recipients"}
    assert all(CODES[d.code][0] == d.severity for d in found)


def test_a_diagnostic_points_to_its_evidence() -> None:
    found = next(d for d in plan(body=PAST).diagnostics if d.code == "event-before-issue")
    assert [s.text for s in found.spans] == ["trước ngày 15/01/2024"]
