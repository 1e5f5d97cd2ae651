"""What tools make of an archive: DuckDB, Polars, SQLite in Datasette, JSON Lines, a workbook."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from vnplan.archive.dataset import Archive, open_archive
from vnplan.archive.file_exports import write_jsonl, write_xlsx
from vnplan.archive.parts import description
from vnplan.archive.runs import parse_archive
from vnplan.archive.sqlite_export import write_sqlite
from vnplan.archive.tables import COLUMNS, LISTS
from vnplan.errors import UnreadableSource
from vnplan.pipeline import parse

PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH {upper}
Số: {number}/KH-LĐLĐ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày 10 tháng 4 năm 2023

KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2023

I. MỤC ĐÍCH
1. Chăm lo đời sống của đoàn viên ở cơ sở.

II. TỔ CHỨC THỰC HIỆN
1. Giao Ban Tuyên giáo tổ chức hội thi tay nghề trong tháng 5/2023.
2. Ban Chính sách pháp luật chủ trì, phối hợp với Văn phòng tổ chức đối thoại, xong trước ngày 20/5/2023.
3. Ban Tổ chức tổng kết phong trào trong tháng 9/2023.

Nơi nhận:
- Thường trực Tỉnh ủy;
- Lưu: VT.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Trần Thị Minh Hà
"""
# Which bodies lead activities in May 2023, by province?
MAY = """SELECT DISTINCT province, body FROM {activities}
WHERE responsible
  AND coalesce(date_from, date_to) <= '2023-05-31' AND coalesce(date_to, date_from) >= '2023-05-01'
ORDER BY province, body"""
DUCKDB_ACTIVITIES = """(
  SELECT p.province, b.unit AS body, b.role IN ('lead', 'implement', 'advise') AS responsible,
         t.date_from, t.date_to
  FROM tasks t JOIN plans p USING (plan_id)
  JOIN bodies b ON b.plan_id = t.plan_id AND b.source = 'tasks' AND b.source_n = t.n)"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("plans")
    for number, place in enumerate(("Hà Nam", "Phú Yên"), 41):
        text = PLAN.format(upper=place.upper(), place=place, number=number)
        (folder / f"{number}.txt").write_text(text, "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    parse_archive(folder, folder.parent / "out", jobs=1)
    return open_archive(folder.parent / "out")


def test_plans_come_back_as_they_were_parsed(archive: Archive) -> None:
    plans = {plan.source.name: plan for plan in archive.plans() if plan.source}
    assert len(plans) == 2
    for name, plan in plans.items():
        assert plan == parse(name)
        assert plan.source and archive.plan(plan.source.sha256) == plan


def test_spans_are_places_in_the_text_of_the_plan(archive: Archive) -> None:
    texts = {row["plan_id"]: row["text"] for row in archive.table("plans").to_pylist()}
    for table in set(COLUMNS) - {"plans", "bodies"}:
        for row in archive.table(table).to_pylist():
            for span in row["spans"]:
                assert texts[row["plan_id"]][span["start"] : span["end"]] == span["text"]


def test_every_table_has_its_documented_columns(archive: Archive) -> None:
    about = json.loads((archive.folder / "dataset.json").read_text("utf-8"))
    assert about == description()
    for table, columns in about["tables"].items():
        assert archive.table(table).schema.names == [column["name"] for column in columns]


def test_a_folder_that_is_no_archive_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no archive"):
        open_archive(tmp_path)


def test_polars_takes_the_tables(archive: Archive) -> None:
    pytest.importorskip("polars")
    assert archive.polars("plans")["province"].sort().to_list() == ["Hà Nam", "Phú Yên"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pandas_takes_the_tables(archive: Archive) -> None:
    pytest.importorskip("pandas")
    assert sorted(archive.pandas("plans")["province"]) == ["Hà Nam", "Phú Yên"]


def test_duckdb_tells_from_the_parquet_files_who_leads_in_may_by_province(archive: Archive) -> None:
    duckdb = pytest.importorskip("duckdb")
    with archive.duckdb() as connection:
        found = connection.sql(MAY.format(activities=DUCKDB_ACTIVITIES)).fetchall()
    _check_may(found)
    files = f"{archive.folder}/plans/*.parquet"  # as they lie there, without vnplan
    assert duckdb.sql(f"SELECT count(*) FROM '{files}'").fetchall() == [(2,)]


def _check_may(found: list[tuple[str, str]]) -> None:
    for province in ("Hà Nam", "Phú Yên"):
        bodies = [body for place, body in found if place == province]
        assert any("Ban Tuyên giáo" in body for body in bodies)
        assert any("Ban Chính sách" in body for body in bodies)
        assert not any("Ban Tổ chức" in body for body in bodies)  # September


@pytest.fixture(scope="module")
def sqlite_file(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "plans.sqlite"
    write_sqlite(archive, file)
    return file


@pytest.mark.parametrize("typed", ["tháng công nhân", "thang cong nhan", "THÁNG CÔNG NHÂN", "thang công nhan"])
def test_search_finds_words_with_and_without_marks(sqlite_file: Path, typed: str) -> None:
    with closing(sqlite3.connect(sqlite_file)) as db:
        for table in ("passages", "plans"):
            query = (
                f"SELECT count(*) FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
            )
            assert db.execute(query, (typed,)).fetchone()[0] >= 2


def test_search_with_marks_does_not_find_other_marks(sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as db:
        found = db.execute("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH 'thắng'").fetchone()
    assert found == (0,)


def test_passages_are_places_in_the_text(sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as db:
        wrong = db.execute(
            "SELECT count(*) FROM passages s JOIN plans p USING (plan_id)"
            " WHERE substr(p.text, s.span_start + 1, s.span_end - s.span_start) != s.text"
        ).fetchone()
    assert wrong == (0,)


def test_datasette_answers_from_the_sqlite_file(sqlite_file: Path) -> None:
    pytest.importorskip("datasette")
    found = _datasette(sqlite_file, f"/plans.json?sql={quote(MAY.format(activities='activities'))}&_shape=arrays")
    _check_may([(place, body) for place, body in found["rows"]])
    found = _datasette(sqlite_file, "/plans/passages.json?_search=thang+cong+nhan")
    assert found["filtered_table_rows_count"] >= 2


def _datasette(file: Path, path: str) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "datasette", str(file), "--get", path]
    done = subprocess.run(command, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_json_lines_are_the_whole_plans(archive: Archive, tmp_path: Path) -> None:
    write_jsonl(archive, tmp_path / "plans.jsonl")
    lines = (tmp_path / "plans.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["header"]["number"] for line in lines} == {"41/KH-LĐLĐ", "42/KH-LĐLĐ"}


def test_a_workbook_has_a_sheet_a_table(archive: Archive, tmp_path: Path) -> None:
    import zipfile

    write_xlsx(archive, tmp_path / "plans.xlsx")
    with zipfile.ZipFile(tmp_path / "plans.xlsx") as book:
        listed = book.read("xl/workbook.xml").decode()
    assert all(f'name="{table}"' in listed for table in COLUMNS | LISTS)
    assert [file.name for file in tmp_path.iterdir()] == ["plans.xlsx"]
