"""Scores, floors and snapshots; by the same numbers as the scorer of the contract, where that is at hand."""

from __future__ import annotations

import copy
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import vnplan
from vnplan import evaluation, model, scoring
from vnplan.errors import EmptySource, SourceNotFound, UnreadableSource, VnplanError

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

GOLD: dict[str, Any] = {
    "header": {"number": "15/KH-UBND", "place": "Bến Tre", "date": None},
    "scope": {"year": 2024, "period": None, "province": "Bến Tre", "campaigns": ["Tháng Thanh niên"]},
    "citations": [{"number": "9/KH-TU", "date": "2023-12-01", "basis": True}],
    "sections": [
        {"label": "I", "title": "MỤC ĐÍCH", "children": [{"label": "1.", "title": "Nâng cao nhận thức của đoàn viên"}]}
    ],
    "times": [
        {"text": "trước ngày 05/6/2024", "start": None, "end": "2024-06-05", "op": "<", "rrule": None},
        {"text": "hằng năm", "start": None, "end": None, "rrule": "FREQ=YEARLY"},
    ],
    "tasks": [
        {
            "activity": "Tổ chức hội thi nấu ăn",
            "when": {"text": "tháng 3/2024", "start": "2024-03-01", "end": "2024-03-31"},
            "lead": ["Phòng Văn hóa"],
            "implement": [],
            "monitor": ["Ban Nữ công"],
            "origin": "table",
        }
    ],
    "abbreviations": {"CNVC": "công nhân, viên chức"},
    "units": [{"name": "Sở Y tế", "texts": ["Sở Y tế", "SYT"], "kind": "department", "level": "province"}],
    "recipients": [{"name": "Như trên;"}, {"name": "Lưu: VT"}],
    "signature": {"authority": "KT. CHỦ TỊCH", "position": "PHÓ CHỦ TỊCH", "name": "Trần Văn An"},
}


def altered(**changes: object) -> dict[str, Any]:
    return {**copy.deepcopy(GOLD), **changes}


def found(gold: dict[str, Any], parsed: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    return {one.group: (one.tp, one.fp, one.fn) for one in scoring.score(gold, parsed)}


def test_gold_scores_wholly_right_against_itself() -> None:
    assert all(one.fp == one.fn == 0 for one in scoring.score(GOLD, GOLD))


def test_everything_is_missed_where_nothing_was_parsed() -> None:
    scores = scoring.score(GOLD, {})
    assert all(one.tp == one.fp == 0 for one in scores)
    assert found(GOLD, {})["signature"] == (0, 0, 3)


def test_a_group_that_gold_lacks_is_not_scored() -> None:
    assert [one.group for one in scoring.score({"themes": []}, GOLD)] == ["themes"]


def test_an_empty_list_in_gold_must_be_empty() -> None:
    assert found({"recipients": []}, GOLD) == {"recipients": (0, 2, 0)}
    assert found({"signature": None}, GOLD) == {"signature": (0, 3, 0)}


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("Kê\u0301 hoa\u0323ch", "Kế hoạch"),  # combining letters
        ("“Hoà bình”", "hòa bình"),  # quotes, place of the tone, capitals
        ("giai đoạn 2021 – 2025", "giai đoạn 2021-2025"),
        ("**Chủ đề**  năm", "chủ đề năm"),
        ("Lưu: VT./.", "Lưu: VT"),
    ],
)
def test_strings_match_but_for_case_dashes_quotes_blanks_and_final_points(printed: str, other: str) -> None:
    assert scoring.match_key(printed) == scoring.match_key(other)


def test_a_blank_inside_a_number_does_not_count() -> None:
    assert found(altered(header={"number": "15 /KH-UBND"}), GOLD)["header.number"] == (1, 0, 0)


def test_a_wrong_field_is_both_missed_and_too_many() -> None:
    assert found(GOLD, altered(header={"number": "16/KH-UBND"}))["header.number"] == (0, 1, 1)


def test_what_the_scope_leaves_open_is_not_scored() -> None:
    assert found(GOLD, altered(scope={"year": 2024, "province": "tỉnh Bến Tre", "period": ["2024-01-01"]})).items() >= {
        ("scope.year", (1, 0, 0)),
        ("scope.province", (1, 0, 0)),
    }
    assert "scope.period" not in found(GOLD, GOLD)


def test_a_section_at_another_path_does_not_match() -> None:
    flat = [{"label": "I", "title": "Mục đích"}, {"label": "1", "title": "Nâng cao nhận thức của đoàn viên"}]
    assert found(GOLD, altered(sections=flat))["sections"] == (1, 1, 1)


def test_a_time_matches_on_its_bounds_and_a_part_of_its_text() -> None:
    shorter = [{**GOLD["times"][0], "text": "ngày 05/6/2024"}]
    later = [{**GOLD["times"][0], "end": "2024-06-06"}]
    assert found(GOLD, altered(times=shorter))["times"] == (1, 0, 0)
    assert found(GOLD, altered(times=later))["times"] == (0, 1, 1)


def test_a_frequency_without_a_day_is_neither_asked_for_nor_held_against() -> None:
    assert found(GOLD, altered(times=GOLD["times"][:1]))["times"] == (1, 0, 0)
    assert found(altered(times=[]), altered(times=GOLD["times"][1:]))["times"] == (0, 0, 0)


def test_lead_and_implement_are_one_when_a_task_is_scored() -> None:
    task = {**GOLD["tasks"][0], "lead": [], "implement": ["Phòng Văn hóa"], "monitor": []}
    scores = found(GOLD, altered(tasks=[task]))
    assert scores["tasks.table"] == scores["tasks.table.responsible"] == (1, 0, 0)
    assert scores["tasks.table.monitor"] == (0, 0, 1)


def test_rows_of_one_activity_pair_by_their_bodies() -> None:
    rows = [{**GOLD["tasks"][0], "lead": [body]} for body in ("Phòng Văn hóa", "Phòng Y tế")]
    assert found({"tasks": rows}, {"tasks": rows[::-1]})["tasks.table.responsible"] == (2, 0, 0)


def test_a_body_matches_by_any_of_its_forms() -> None:
    body = {"name": "Sở Y tế tỉnh", "texts": ["SYT"], "kind": "division", "level": "province"}
    scores = found(GOLD, altered(units=[body]))
    assert (scores["units"], scores["units.kind"], scores["units.level"]) == ((1, 0, 0), (0, 1, 1), (1, 0, 0))


def test_each_miss_and_each_false_find_is_named() -> None:
    (one,) = scoring.score({"recipients": GOLD["recipients"]}, {"recipients": [{"name": "Sở Nội vụ"}]})
    assert (one.missed, one.extra) == (("như trên", "lưu: vt"), ("sở nội vụ",))


def test_rows_sum_the_documents_and_count_those_wholly_right() -> None:
    one = evaluation.Result("a", (scoring.Score("times", 3, 0, 0),))
    two = evaluation.Result("b", (scoring.Score("times", 1, 1, 3), scoring.Score("themes", 0, 0, 0)))
    times, themes = evaluation.total([one, two])
    assert times == evaluation.Row("times", tp=4, fp=1, fn=3, documents=2, right=1)
    assert (times.precision, round(times.recall, 4), round(times.f1, 4)) == (0.8, 0.5714, 0.6667)
    assert themes.f1 == 1.0


# Gold files


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    (tmp_path / "ke-hoach.txt").write_text("KẾ HOẠCH", "utf-8")
    path = tmp_path / "ke-hoach.txt.gold.json"
    path.write_text(json.dumps(GOLD), "utf-8")
    return path


def test_a_gold_file_names_its_document_by_its_own_name_or_its_key(gold_file: Path) -> None:
    assert evaluation.read_gold(gold_file).document.name == "ke-hoach.txt"
    (gold_file.parent / "other.docx").write_bytes(b"PK")
    gold_file.write_text('{"file": "other.docx"}', "utf-8")
    assert evaluation.read_gold(gold_file).document.name == "other.docx"


def test_the_renderings_of_a_plan_share_its_gold(gold_file: Path) -> None:
    (gold_file.parent / "ke-hoach.docx").write_bytes(b"PK")
    (gold_file.parent / "ke-hoach-2.docx").write_bytes(b"PK")
    golds = evaluation.renderings(evaluation.read_gold(gold_file))
    assert [gold.document.name for gold in golds] == ["ke-hoach.docx", "ke-hoach.txt"]


@pytest.mark.parametrize(
    ("content", "error", "cause"),
    [
        ('{"citation": []}', UnreadableSource, "no plan has these names: citation"),
        ("[]", UnreadableSource, "not a JSON object"),
        ("{", UnreadableSource, "not JSON"),
        ('{"file": "gone.pdf"}', SourceNotFound, "gone.pdf is not there"),
    ],
)
def test_a_bad_gold_file_says_what_is_wrong(
    gold_file: Path, content: str, error: type[VnplanError], cause: str
) -> None:
    gold_file.write_text(content, "utf-8")
    with pytest.raises(error, match=re.escape(cause)) as caught:
        evaluation.read_gold(gold_file)
    assert caught.value.source == str(gold_file)
    assert caught.value.remedy


def test_a_document_that_cannot_be_read_counts_as_missed(gold_file: Path) -> None:
    def parse(path: Path) -> model.Plan:
        raise EmptySource("no text", source=str(path))

    (result,) = evaluation.evaluate([evaluation.read_gold(gold_file)], parse)
    assert isinstance(result.error, EmptySource)
    assert result.scores == scoring.score(GOLD, {})


def test_a_plan_is_scored_by_its_json(gold_file: Path) -> None:
    def parse(path: Path) -> model.Plan:
        return model.Plan(header=model.Header(number="15/KH-UBND"), abbreviations=GOLD["abbreviations"])

    (result,) = evaluation.evaluate([evaluation.read_gold(gold_file)], parse)
    right = {one.group for one in result.scores if one.tp}
    assert right == {"header.number", "abbreviations"}


# Floors


def rows(**f1: tuple[int, int, int]) -> list[evaluation.Row]:
    return [evaluation.Row(group, tp, fp, fn, 1, 0) for group, (tp, fp, fn) in f1.items()]


def test_floors_hold_where_nothing_fell() -> None:
    floors = evaluation.pin(rows(times=(2, 0, 1), themes=(1, 0, 0)), "d", 1)
    assert floors.floors == {"times": 0.8, "themes": 1.0}
    assert evaluation.shortfalls(floors, rows(times=(2, 0, 1), themes=(1, 0, 0)), "d") == ()
    assert evaluation.shortfalls(floors, rows(times=(3, 0, 0), themes=(1, 0, 0)), "d") == ()


def test_a_group_below_its_floor_gone_or_new_is_a_shortfall() -> None:
    floors = evaluation.pin(rows(times=(2, 0, 1), themes=(1, 0, 0)), "d", 1)
    below, gone, new = evaluation.shortfalls(floors, rows(times=(1, 0, 2), units=(1, 0, 0)), "d")
    assert below == "times has F1 0.5000, below its floor 0.8000"
    assert gone.startswith("themes is not scored")
    assert new == "units has no floor"


def test_a_changed_corpus_is_a_shortfall() -> None:
    floors = evaluation.pin(rows(times=(1, 0, 0)), "d", 1)
    assert len(evaluation.shortfalls(floors, rows(times=(1, 0, 0)), "e")) == 1


def test_the_digest_changes_with_gold_and_document_but_not_with_order(gold_file: Path) -> None:
    second = gold_file.with_name("b.txt.gold.json")
    gold_file.with_name("b.txt").write_text("b", "utf-8")
    second.write_text("{}", "utf-8")
    golds = [evaluation.read_gold(gold_file), evaluation.read_gold(second)]
    before = evaluation.digest(golds)
    assert evaluation.digest(golds[::-1]) == before
    golds[0].document.write_text("KẾ HOẠCH.", "utf-8")
    assert evaluation.digest(golds) != before


def test_a_floor_that_goes_down_is_kept_with_its_reason() -> None:
    high = evaluation.pin(rows(times=(1, 0, 0), themes=(1, 0, 0)), "d", 1)
    low = evaluation.pin(rows(times=(2, 0, 1)), "e", 2, high, "three more plans")
    assert low.lowered == (
        evaluation.Lowering("times", 1.0, 0.8, "three more plans"),
        evaluation.Lowering("themes", 1.0, None, "three more plans"),
    )
    again = evaluation.pin(rows(times=(1, 0, 0)), "e", 2, low)
    assert (again.floors, again.lowered) == ({"times": 1.0}, low.lowered)


def test_floors_survive_their_file(tmp_path: Path) -> None:
    floors = evaluation.pin(rows(times=(2, 0, 1)), "d", 1, evaluation.pin(rows(times=(1, 0, 0)), "d", 1), "because")
    path = tmp_path / "floors.json"
    path.write_text(evaluation.floors_json(floors), "utf-8")
    assert evaluation.read_floors(path) == floors


# Snapshots


def test_a_snapshot_survives_its_file_and_holds_no_words(tmp_path: Path) -> None:
    snapshot = evaluation.counts([evaluation.Result("a.txt", scoring.score(GOLD, altered(recipients=[])))])
    path = tmp_path / "scores.json"
    path.write_text(evaluation.counts_json(snapshot), "utf-8")
    assert evaluation.read_counts(path) == snapshot
    assert "Trần Văn An" not in path.read_text("utf-8")


def test_changes_say_what_was_gained_and_lost() -> None:
    before = {"a": {"times": (5, 1, 1), "themes": (1, 0, 0)}, "b": {"times": (1, 0, 0)}}
    after = {"a": {"times": (6, 0, 0), "themes": (1, 0, 0)}, "c": {"times": (3, 0, 0)}}
    assert [(one.document, one.group, one.gain) for one in evaluation.changes(before, after)] == [
        ("a", "times", 2),
        ("b", "times", -1),
        ("c", "times", 3),
    ]


# The same numbers as the contract's own scorer

_ROW = re.compile(r"(\S+) +(\d+) +(\d+) +(\d+) +(\S+) +(\S+) +(\S+) +(\d+)/(\d+)")  # times  5 1 1 0.8 0.8 0.8  1/2


def blur(value: Any, chance: random.Random) -> Any:
    """The value with records dropped and doubled, and strings cut, changed and emptied, here and there."""
    if isinstance(value, dict):
        return {key: blur(inner, chance) for key, inner in value.items() if chance.random() > 0.03}
    if isinstance(value, list):
        kept = [blur(inner, chance) for inner in value for _ in range(chance.choices((0, 1, 2), (8, 90, 2))[0])]
        return chance.sample(kept, len(kept)) if chance.random() < 0.1 else kept
    if chance.random() > 0.1:
        return value
    if isinstance(value, str):
        return chance.choice([value.upper(), value[: len(value) // 2], f"“{value}” .", value.replace("-", " – "), None])
    return not value if isinstance(value, bool) else None


@pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the contract's scorer is not on this machine")
@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_are_those_of_the_contract(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    golds = sorted((SHARED / "plans").glob("*.gold.json"))
    results = []
    for path in golds:
        gold = evaluation.read_gold(path)
        parsed = blur({key: value for key, value in gold.content.items() if key != "file"}, chance)
        (tmp_path / f"{gold.document.name}.json").write_text(json.dumps(parsed), "utf-8")
        results.append(evaluation.Result(gold.document.name, scoring.score(gold.content, parsed)))
    command = [sys.executable, str(SHARED / "score.py"), "--parsed", str(tmp_path), *map(str, golds)]
    table = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    theirs = {m[1]: tuple(map(int, m.group(2, 3, 4, 8, 9))) for m in map(_ROW.match, table.splitlines()) if m}
    ours = {row.group: (row.tp, row.fp, row.fn, row.right, row.documents) for row in evaluation.total(results)}
    assert ours == theirs
    assert list(ours) == list(theirs)


# The corpus


def test_the_corpus_holds_its_floors() -> None:
    """`python3 dev.py score` shows the rows; CONTRIBUTING.md says how floors are pinned."""
    golds = [
        one
        for path in sorted((ROOT / "corpora" / "plans").glob("*.gold.json"))
        for one in evaluation.renderings(evaluation.read_gold(path))
    ]
    results = list(evaluation.evaluate(golds, vnplan.parse))
    assert [str(result.error) for result in results if result.error] == []
    floors = evaluation.read_floors(ROOT / "corpora" / "floors.json")
    assert evaluation.shortfalls(floors, evaluation.total(results), evaluation.digest(golds)) == ()
