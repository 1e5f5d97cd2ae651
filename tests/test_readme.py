"""What the README promises: examples that print what stands there, and tables that are complete."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from vnplan import cli, errors
from vnplan.model import Plan

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_example_prints_what_stands_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (kind, code), (below, expected) = BLOCKS[:2]
    assert (kind, below) == ("python", "text")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == expected


def test_the_demo_shows_what_stands_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    demo = re.search(r'^DEMO = "(.+)"', (ROOT / "dev.py").read_text("utf-8"), re.MULTILINE)
    assert demo
    shown = CliRunner().invoke(cli.main, ["parse", "--format", "overview", demo[1]]).stdout
    count = re.compile(r"^(\w+) \d+ ─+", re.MULTILINE)  # "Tasks 18 ───": how many may move, as extraction does
    shown = count.sub(r"\1", shown)
    texts = [count.sub(r"\1", text) for kind, text in BLOCKS if kind == "text"]
    place = 0
    for part in re.split(r"^  \.\.\.$", texts[1], flags=re.MULTILINE):  # "  ..." stands for what was left out
        found = shown.find(part.strip("\n"), place)
        assert found >= 0, f"not in the output of the demo:\n{part}\nwhich is:\n{shown}"
        place = found


def test_every_name_of_a_plan_stands_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)
    assert set(Plan.model_fields) - {"schema_version"} <= set(rows)


def test_every_exit_code_stands_in_the_table() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    for kind in kinds:
        assert re.search(rf"^\| {kind.exit_code} \|", README, re.MULTILINE), kind


def test_every_command_of_the_clone_is_one_that_its_script_knows() -> None:
    usage = subprocess.run([sys.executable, "dev.py"], capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8") + README
    assert usage.returncode == 2
    assert set(re.findall(r"python3 dev.py (\w+)", told)) <= set(re.findall(r"dev.py (\w+)", usage.stderr))


def test_every_file_that_is_named_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    files = re.findall(r"\b((?:vnplan|corpora)/[\w/.-]+)", README)
    assert [name for name in {*links, *files} if not (ROOT / name).exists()] == []
