"""The notebooks run, on the corpora, as they stand; each says first what the reader will learn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NEEDS = {
    "01-one-plan": ("icalendar",),
    "02-an-archive": ("duckdb", "matplotlib", "polars", "pyarrow"),
    "03-two-provinces-two-years": ("jinja2", "matplotlib", "networkx", "polars"),
}


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return found


def test_there_are_three() -> None:
    if not (ROOT / "notebooks").is_dir():
        pytest.skip("a source distribution has no notebooks")
    assert [path.stem for path in NOTEBOOKS] == sorted(NEEDS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_first_what_the_reader_will_learn(path: Path) -> None:
    first = cells(path)[0]
    assert first["cell_type"] == "markdown"
    assert "You will learn" in "".join(first["source"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_gave_and_no_failure(path: Path) -> None:
    outputs = [output for cell in cells(path) for output in cell.get("outputs", ())]
    assert outputs
    assert not [one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"]
    assert "/tmp/" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path) -> None:
    missing = [name for name in NEEDS[path.stem] if find_spec(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: pip install vnplan[notebooks]")
    code = "\n\n".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code")
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
