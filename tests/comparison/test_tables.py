"""The matrix and the changes as tables, frames and files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

from tests.comparison.families import gold, plan
from vnplan.comparison import Comparison, cascade, compare
from vnplan.comparison.tables import changes, coverage_records, matrix, to_pandas, to_polars, wide, write_xlsx


@cache
def family() -> Comparison:
    return compare([plan(slug) for slug in gold("cong-nhan")["plans"].values()])


def test_the_matrix_has_a_record_for_each_activity_and_plan() -> None:
    records = matrix(family())
    assert len(records) == sum(len(row.cells) for row in family().rows)
    launch = [r for r in records if r["activity"] == "Lễ phát động Tháng Công nhân"]
    assert {(r["province"], r["year"], r["start"]) for r in launch} == {
        ("Thái Bình", 2023, dt.date(2023, 4, 27)),
        ("Thái Bình", 2024, dt.date(2024, 4, 26)),
        ("Phú Yên", 2023, dt.date(2023, 4, 28)),
        ("Phú Yên", 2024, dt.date(2024, 4, 25)),
    }
    assert {r["offset"] for r in launch} == {-3, -4, -5, -6}  # days before 1 May


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("plan", ["Phú Yên 2023", "Thái Bình 2023", "Phú Yên 2024", "Thái Bình 2024"]),
        ("province", ["Phú Yên", "Thái Bình"]),
        ("year", ["2023", "2024"]),
        ("region", ["Hưng Yên", "Đắk Lắk"]),
    ],
)
def test_the_wide_matrix_has_the_columns_asked_for(by: str, columns: list[str]) -> None:
    header, lines = wide(family(), by)
    assert header == ["activity", *columns]
    assert all(len(line) == len(header) for line in lines)


def test_changes_are_told_one_by_one() -> None:
    records = changes(family())
    raised = [r for r in records if r["field"] == "target" and r["delta"] == 15]
    assert [(r["before"], r["after"], r["unit"]) for r in raised] == [("Thái Bình 2023", "Thái Bình 2024", "nhà")]
    assert {r["status"] for r in records} == {"kept", "changed", "dropped", "added"}


def test_coverage_has_a_record_for_each_directive_and_child() -> None:
    truth = gold("tre-em")
    found = cascade(plan(truth["parent"]), [plan(slug) for slug in truth["children"]])
    assert len(coverage_records(found)) == 2 * len(found.directives)


def test_frames_have_the_records_as_rows() -> None:
    polars = pytest.importorskip("polars")
    frame = to_polars(matrix(family()))
    assert frame.height == len(matrix(family()))
    assert frame.schema["start"] == polars.Date
    assert to_polars([]).height == 0


def test_pandas_frames_have_the_records_as_rows() -> None:
    pytest.importorskip("pandas")
    assert len(to_pandas(changes(family()))) == len(changes(family()))


def test_a_workbook_holds_texts_as_texts(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    row = family().rows[0]
    evil = row.model_copy(update={"name": '=HYPERLINK("http://example.invalid")'})
    comparison = family().model_copy(update={"rows": (evil, *family().rows[1:])})
    file = tmp_path / "matrix.xlsx"
    write_xlsx(comparison, file)
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not any("<f>" in sheet for sheet in sheets)
