from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.exports.plans import OTHER, PLAN, make_plan
from vnplan.exports import FORMS, export, export_chunks
from vnplan.exports.delimited import delimited
from vnplan.exports.jsonl import json_lines
from vnplan.exports.tables import NAMES, TABLES, table
from vnplan.model import Plan, Task


def rows(chunks: Sequence[bytes], delimiter: str = ",") -> list[dict[str, str]]:
    text = b"".join(chunks).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_row_a_task_under_headings_of_the_language_asked() -> None:
    found = rows(list(delimited([PLAN])))
    assert len(found) == len(PLAN.tasks)
    assert (found[0]["Nội dung"], found[0]["Từ ngày"], found[0]["Chủ trì"]) == ("Lễ ra quân", "2023-05-05", "Đoàn xã")
    assert found[1]["Thực hiện"] == "Đội cứu hộ; Trạm y tế"
    assert rows(list(delimited([PLAN], language="en")))[0]["Activity"] == "Lễ ra quân"


def test_each_row_says_which_plan_it_is_from() -> None:
    found = rows(list(delimited([PLAN, OTHER])))
    assert {(row["Tệp"], row["Cơ quan ban hành"], row["Số, ký hiệu"]) for row in found} == {
        ("he.docx", "ĐOÀN XÃ PHÚ AN", "12-KH/ĐTN"),
        ("he.docx", "ĐOÀN XÃ PHÚ AN", "34-KH/ĐTN"),
    }


def test_a_byte_order_mark_comes_only_where_asked() -> None:
    assert b"".join(delimited([PLAN], bom=True)).startswith(b"\xef\xbb\xbfTT,")
    assert b"".join(delimited([PLAN])).startswith(b"TT,")


def test_the_delimiter_may_be_a_semicolon() -> None:
    assert rows(list(delimited([PLAN], delimiter=";")), ";")[0]["Nội dung"] == "Lễ ra quân"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_text_is_a_formula(start: str) -> None:
    (found,) = rows(list(delimited([make_plan(Task(activity=f"{start}HYPERLINK(1)", origin="table"))])))
    assert found["Nội dung"] == f"'{start}HYPERLINK(1)"


def test_lines_and_quotes_inside_a_text_stay_inside_its_cell() -> None:
    (found,) = rows(list(delimited([make_plan(Task(activity='a "b"\r\n=c,d', origin="table"))])))
    assert found["Nội dung"] == 'a "b"\r\n=c,d'


def test_lines_end_as_rfc_4180_says() -> None:
    assert all(line.endswith(b"\r\n") for line in delimited([PLAN]))


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_a_value_for_every_column(name: str) -> None:
    chosen = next(one for one in TABLES if one.name == name)
    assert len({column.name for column in chosen.columns}) == len(chosen.columns)
    for language in ("vi", "en"):
        assert all(len(row) == len(chosen.columns) for row in chosen.rows(PLAN, language))  # type: ignore[arg-type]


def test_activities_come_in_the_order_of_their_days_with_those_without_a_day_last() -> None:
    days = [str(row[0] or "") for row in table("activities").rows(PLAN, "vi")]
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert days == dated + [""] * (len(days) - len(dated))


def test_json_lines_are_whole_plans() -> None:
    first, second = json_lines([PLAN, OTHER])
    assert Plan.model_validate_json(first) == PLAN
    assert Plan.model_validate_json(second) == OTHER


def test_json_lines_of_a_table_are_its_rows() -> None:
    first = json.loads(next(iter(json_lines([PLAN], rows="tasks"))))
    assert (first["activity"], first["start"], first["lead"]) == ("Lễ ra quân", "2023-05-05", "Đoàn xã")
    assert first["number"] == "12-KH/ĐTN"


@pytest.mark.parametrize("form", FORMS)
def test_export_writes_to_a_path_or_a_file_what_it_gives(form: str, tmp_path: Path) -> None:
    pytest.importorskip("icalendar", reason="icalendar is not installed")
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    wanted = b"".join(export_chunks([PLAN], form))  # type: ignore[arg-type]
    export(PLAN, form, tmp_path / "out")  # type: ignore[arg-type]
    target = io.BytesIO()
    export([PLAN], form, target)  # type: ignore[arg-type]
    assert (tmp_path / "out").read_bytes() == target.getvalue() == wanted


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="there are ics, csv, xlsx, json"):
        export(PLAN, "doc", io.BytesIO())  # type: ignore[arg-type]
