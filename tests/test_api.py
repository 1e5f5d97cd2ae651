"""The public names, and what importing them costs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import vnplan

ROOT = Path(__file__).parent.parent
NAMES = {
    "Archive",
    "Document",
    "Limits",
    "Plan",
    "VnplanError",
    "__version__",
    "find_citations",
    "find_targets",
    "find_times",
    "find_units",
    "open_archive",
    "parse",
    "parse_archive",
    "parse_text",
    "read",
}
HEAVY = ("pydantic", "lxml", "docx", "pdfplumber", "pypdfium2", "underthesea", "rich", "click", "dateutil")


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT, env={**os.environ, **environment}
    )


def test_the_public_names_are_few_and_known() -> None:
    assert set(vnplan.__all__) == NAMES
    assert sorted(vnplan.__all__) == vnplan.__all__
    assert set(dir(vnplan)) >= NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(vnplan, name) is not None


def test_a_public_name_is_the_one_of_its_module() -> None:
    assert vnplan.Plan is import_module("vnplan.model").Plan
    assert vnplan.VnplanError is import_module("vnplan.errors").VnplanError


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'pars'"):
        vnplan.pars  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = python("import sys, vnplan; print(*sys.modules)").stdout.split()
    assert not set(HEAVY) & set(loaded)


def test_importing_the_package_takes_less_than_three_tenths_of_a_second() -> None:
    code = "import time; t = time.perf_counter(); import vnplan; print(time.perf_counter() - t)"
    assert min(float(python(code).stdout) for _ in range(3)) < 0.3


def test_the_command_starts_without_readers_and_models() -> None:
    loaded = python("import sys, vnplan.cli; print(*sys.modules)").stdout.split()
    assert not (set(HEAVY) - {"click"}) & set(loaded)


def test_the_package_tells_type_checkers_that_it_is_typed() -> None:
    assert (ROOT / "vnplan" / "py.typed").is_file()


def test_the_library_leaves_logging_and_warnings_as_they_are() -> None:
    code = (
        "import logging, warnings; before = list(warnings.filters); import vnplan; vnplan.parse, vnplan.find_times; "
        "print(logging.root.handlers, logging.root.level, logging.getLogger('vnplan').handlers, "
        "warnings.filters == before)"
    )
    assert python(code).stdout.split() == ["[]", "30", "[]", "True"]


def test_the_version_is_that_of_the_changelog() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == vnplan.__version__


def test_every_diagnostic_that_the_code_gives_is_listed() -> None:
    codes = import_module("vnplan.diagnostics").CODES
    used = {
        code
        for path in (ROOT / "vnplan").rglob("*.py")
        for code in re.findall(r'\bdiagnose\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert used <= set(codes)


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [one for name, extra in extras.items() if name != "dev" for one in extra]
    declared = {re.split(r"[<>=\[]", one)[0] for one in [*project["dependencies"], *asked]}
    modules = {"dateutil": "python-dateutil", "docx": "python-docx", "PIL": "pillow", "vl_convert": "vl-convert-python"}
    imported = {
        name.split(".")[0]
        for path in (ROOT / "vnplan").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    foreign = {modules.get(name, name) for name in imported - set(sys.stdlib_module_names) - {"vnplan"}}
    assert foreign <= declared
