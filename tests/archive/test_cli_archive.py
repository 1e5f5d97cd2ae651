"""The commands `vnplan archive` and `vnplan status`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.archive.folders import fill, parsed
from vnplan.cli import main


def run(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=given)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """An archive of two small plans and a broken one, and what the command said."""
    folder = tmp_path_factory.mktemp("cli")
    for n in (1, 2):
        (folder / f"{n}.txt").write_text(f"KẾ HOẠCH\nTổ chức hội nghị lần {n}\n", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    out = folder.parent / "cli-out"
    return folder, run("archive", folder, "-o", out, "-j", 1, "--log-json", "--sqlite", folder.parent / "x.sqlite")


def test_the_closing_table_tells_what_was_read_and_what_failed(done: tuple[Path, Result]) -> None:
    folder, result = done
    assert result.exit_code == 1
    assert "2 text" in result.stdout
    assert "1 UnreadableSource" in result.stdout and "what to do:" in result.stdout
    assert str(folder / "broken.pdf") in result.stdout
    assert (folder.parent / "x.sqlite").exists()


def test_log_lines_are_json(done: tuple[Path, Result]) -> None:
    lines = [json.loads(line) for line in done[1].stderr.splitlines()]
    assert [line["event"] for line in lines] == ["file"] * 3 + ["end"]
    assert {line["ok"] for line in lines[:3]} == {True, False}
    assert (lines[-1]["files"], lines[-1]["failed"]) == (3, 1)


def test_failures_can_be_allowed_and_quiet_is_quiet(done: tuple[Path, Result]) -> None:
    folder, _ = done
    result = run("archive", folder, "-o", folder.parent / "cli-out", "-q", "--allow-failures")
    assert (result.exit_code, result.output) == (0, "")


def test_status_tells_what_the_archive_holds(done: tuple[Path, Result]) -> None:
    result = run("status", done[0].parent / "cli-out")
    assert "the last run ended: 3 of 3 files" in result.stdout
    assert "2  read" in result.stdout
    assert json.loads(run("status", done[0].parent / "cli-out", "--json").stdout)["read"] == 2


def test_names_come_from_standard_input(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 3)
    names = "".join(f"{folder}/{n:04}.txt\n" for n in (0, 2))
    result = run("archive", "-", "-o", tmp_path / "out", "-j", 1, given=names)
    assert "2  files" in result.stdout
    assert result.exit_code == 0


def test_files_can_be_written_from_an_archive_that_is_there(tmp_path: Path) -> None:
    parsed(fill(tmp_path / "in", 2), tmp_path / "out")
    result = run("archive", "-o", tmp_path / "out", "--jsonl", tmp_path / "x.jsonl", "-q")
    assert result.exit_code == 0
    assert len((tmp_path / "x.jsonl").read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["archive", "-o", "out"], "name a SOURCE"),
        (["archive", "x", "-o", "out", "--shard", "3/2"], "no shard"),
        (["archive", "-", "-", "-o", "out"], "only once"),
    ],
)
def test_wrong_commands_are_refused(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_folder_that_is_no_archive_has_no_status(tmp_path: Path) -> None:
    result = run("status", tmp_path)
    assert (result.exit_code, "no archive" in result.stderr) == (6, True)
