"""`vnplan compare` and `vnplan cascade`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.comparison.families import HOME, plan
from vnplan.cli import main

PLANS = HOME / "plans"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def file(slug: str) -> Path:
    return PLANS / f"{slug}.txt"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The union family as JSON Lines, which is quicker to read."""
    slugs = ("ldld-thai-binh-2023", "ldld-thai-binh-2024", "ldld-phu-yen-2023", "ldld-phu-yen-2024")
    target = tmp_path_factory.mktemp("plans") / "plans.jsonl"
    target.write_text("".join(plan(slug).model_dump_json() + "\n" for slug in slugs), "utf-8")
    return target


def test_two_files_give_a_readable_difference() -> None:
    result = run("compare", file("ldld-thai-binh-2023"), file("ldld-thai-binh-2024"))
    assert result.exit_code == 0, result.output
    assert "Thái Bình 2023 → Thái Bình 2024" in result.output
    assert "time: 27/4/2023 → 26/4/2024 (-1 days)" in result.output
    assert "+  Lớp học “Công nhân làm chủ công nghệ”" in result.output


def test_many_plans_give_a_matrix_by_province(lines: Path) -> None:
    result = run("compare", lines, "--by", "province", "--format", "csv")
    assert result.exit_code == 0
    table = list(csv.reader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"))))
    assert table[0] == ["activity", "Phú Yên", "Thái Bình"]
    assert ["Tọa đàm “Nghe công nhân nói”", "2023-05-09; 2024-05-09", ""] in table


def test_plans_are_chosen_by_campaign_years_and_province(lines: Path) -> None:
    result = run(
        "compare", lines, "--campaign", "tháng công nhân", "--years", "2023-2024", "--province", "Hưng Yên",
        "--format", "json",
    )  # fmt: skip
    assert [one["key"] for one in json.loads(result.output)["plans"]] == ["Thái Bình 2023", "Thái Bình 2024"]


@pytest.mark.parametrize("arguments", [("--campaign", "Tháng Thanh niên"), ("--years", "2019"), ("--province", "Huế")])
def test_where_too_few_plans_are_left_it_says_so(lines: Path, arguments: tuple[str, str]) -> None:
    result = run("compare", lines, *arguments)
    assert result.exit_code == 1
    assert "no plan is left to compare" in result.output


def test_years_the_wrong_way_round_are_a_usage_error(lines: Path) -> None:
    assert run("compare", lines, "--years", "2024-2022").exit_code == 2


def test_a_folder_is_read_and_what_is_no_plan_in_it_left_alone(tmp_path: Path) -> None:
    for slug in ("ldld-phu-yen-2023", "ldld-phu-yen-2024"):
        (tmp_path / f"{slug}.json").write_text(plan(slug).model_dump_json(), "utf-8")
    (tmp_path / "gold.json").write_text('{"header": {}}', "utf-8")
    result = run("compare", tmp_path, "--format", "json")
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.output)["plans"]) == 2


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("compare", tmp_path / "no.txt", tmp_path / "neither.txt")
    assert result.exit_code == 3
    assert "no such file" in result.output


def test_broken_json_lines_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{no json\n", "utf-8")
    assert run("compare", broken, broken).exit_code == 6


@pytest.mark.parametrize("ending", ["html", "xlsx", "json", "csv"])
def test_the_format_follows_the_ending(lines: Path, tmp_path: Path, ending: str) -> None:
    pytest.importorskip("jinja2")
    pytest.importorskip("xlsxwriter")
    target = tmp_path / f"out.{ending}"
    assert run("compare", lines, "-o", target).exit_code == 0
    starts = {"html": b"<!DOCTYPE html>", "xlsx": b"PK", "json": b"{", "csv": b"\xef\xbb\xbfactivity"}
    assert target.read_bytes().startswith(starts[ending])


def test_the_same_plan_twice_is_one_plan() -> None:
    result = run("compare", file("ldld-phu-yen-2023"), file("ldld-phu-yen-2023"))
    assert result.exit_code == 1
    assert "only one plan" in result.output


def test_cascade_shows_what_children_take_up() -> None:
    files = [file(slug) for slug in ("tinh-bac-kan-2022", "huyen-ba-be-2022", "thanh-pho-bac-kan-2022")]
    result = run("cascade", *files)
    assert result.exit_code == 0, result.output
    assert "± +15 days" in result.output
    assert "Ba Bể (Bắc Kạn) 2022: Thi vẽ tranh “Hồ trong mắt em”" in result.output
    told = json.loads(run("cascade", "--json", *files).output)
    assert [link["by"] for link in told["links"]] == ["citation", "citation"]


def test_archives_are_read(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    runs = pytest.importorskip("vnplan.archive.runs")
    runs.parse_archive([str(file("ldld-phu-yen-2023")), str(file("ldld-phu-yen-2024"))], tmp_path / "out", jobs=1)
    result = run("compare", tmp_path / "out", "--campaign", "Tháng Công nhân", "--years", "2023-2024", "--by", "year")
    assert result.exit_code == 0, result.output
    assert "Phú Yên 2023 → Phú Yên 2024" in result.output
