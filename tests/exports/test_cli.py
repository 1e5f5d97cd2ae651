"""`vnplan export`, on a reader that knows two plans by name."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.exports.plans import OTHER, PLAN
from vnplan import cli, errors
from vnplan.exports import export_chunks
from vnplan.model import Plan

pytest.importorskip("icalendar", reason="icalendar is not installed")
pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def read(file: str, password: str | None) -> Plan:
        if file not in ("a.docx", "b.docx"):
            raise errors.SourceNotFound("no such file", source=file)
        return {"a.docx": PLAN, "b.docx": OTHER}[file]

    monkeypatch.setattr(cli, "_read_plan", read)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["export", *arguments])


@pytest.mark.parametrize("form", ["ics", "csv", "xlsx", "json"])
def test_the_form_is_named_or_told_by_the_ending(form: str) -> None:
    wanted = b"".join(export_chunks([PLAN, OTHER], form))  # type: ignore[arg-type]
    assert run("a.docx", "b.docx", "--to", form).stdout_bytes == wanted
    assert run("a.docx", "b.docx", "-o", f"out.{form}").exit_code == 0
    assert Path(f"out.{form}").read_bytes() == wanted


def test_options_reach_what_they_are_for() -> None:
    assert run("a.docx", "--to", "csv", "--lang", "en", "--bom", "--delimiter", ";").stdout_bytes == b"".join(
        export_chunks([PLAN], "csv", language="en", bom=True, delimiter=";")
    )
    assert "SUMMARY:Due: Báo cáo" in run("a.docx", "--to", "ics", "--deadlines", "event", "--lang", "en").stdout
    assert run("a.docx", "--to", "csv", "--table", "deadlines").stdout.startswith("Hạn,Mốc,")


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on() -> None:
    result = run("a.docx", "gone.docx", "--to", "json")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert "gone.docx: no such file" in result.stderr


def test_where_nothing_can_be_read_nothing_is_written() -> None:
    Path("out.csv").write_text("old")
    assert run("gone.docx", "-o", "out.csv").exit_code == 3
    assert Path("out.csv").read_text() == "old"


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    result = run("a.docx", "-o", "out.ics")
    assert result.exit_code == 5
    assert "pip install 'vnplan[export]'" in result.stderr
    assert not Path("out.ics").exists()


@pytest.mark.parametrize(
    "arguments",
    [["a.docx"], ["a.docx", "-o", "out.doc"], ["a.docx", "--to", "doc"], ["-", "-", "--to", "csv"], ["--to", "csv"],
     ["a.docx", "--to", "csv", "--delimiter", '"'], ["a.docx", "--to", "csv", "--delimiter", "ab"]],
)  # fmt: skip
def test_wrong_use_exits_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_command_offers_what_there_is() -> None:
    from vnplan.exports import FORMS
    from vnplan.exports.tables import NAMES

    choices = {p.name: p.type.choices for p in cli.export.params if isinstance(p.type, click.Choice)}
    assert (tuple(choices["to"]), tuple(choices["table"])) == (FORMS, NAMES)
