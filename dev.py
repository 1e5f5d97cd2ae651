#!/usr/bin/env python3
"""Run vnplan, or all of its checks, from a clone: makes the environment `.venv` where it is missing or out of date.

usage: python3 dev.py demo [FILE ...]     what vnplan says of a plan (default: one of corpora/plans)
       python3 dev.py test [ARGUMENT ...] lint, types, layers and tests; arguments go to pytest
       python3 dev.py score               scores of the corpus against its floors, all formats
       python3 dev.py run COMMAND ...     any command inside the environment, such as `run vnplan --help`

Needs Python >= 3.11 with pip, and nothing else; the standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed"
DEMO = "corpora/plans/ldld-quang-binh-2019.docx"
PIP = ("--quiet", "--quiet", "--no-input", "--disable-pip-version-check")  # errors only


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code of the command that failed first, else 0."""
    if sys.version_info < (3, 11):
        print(f"vnplan needs Python >= 3.11; this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in ("demo", "test", "score", "run") or list(arguments) == ["run"]:
        print(__doc__, file=sys.stderr)
        return 2
    task, rest = arguments[0], list(arguments[1:])
    prepare("" if task == "demo" else "[dev]")
    if task == "demo":
        return run("vnplan", "parse", "--format", "overview", *(rest or [DEMO]), cwd=ROOT if not rest else None)
    if task == "run":
        return run(*rest)
    if task == "score":
        golds = sorted(map(str, (ROOT / "corpora" / "plans").glob("*.gold.json")))
        return run("vnplan", "evaluate", "--all-formats", "--floors", "corpora/floors.json", *golds, cwd=ROOT)
    for command in (
        ("ruff", "check", "--quiet"),
        ("ruff", "format", "--check", "--quiet"),
        ("mypy", "--no-error-summary"),
        ("lint-imports", "--no-cache"),
        ("python", "-m", "pytest", *(rest or ["-q"])),
    ):
        print("$", *command, flush=True)
        code = run(*command, cwd=ROOT)
        if code:
            print(f"failed: {' '.join(command)}", file=sys.stderr, flush=True)
            return code
    return 0


def prepare(extras: str) -> None:
    """Make `.venv` with vnplan (editable) and its extras, unless it was made for the same pyproject.toml, place and
    Python; what was made with `[dev]` serves everything."""
    project = (ROOT / "pyproject.toml").read_bytes()
    wanted = hashlib.sha256(b"\0".join((project, str(ROOT).encode(), sys.version.encode()))).hexdigest()
    made = STAMP.read_text().split() if STAMP.is_file() and PYTHON.exists() else []
    if made in ([wanted, "[dev]"], [wanted, extras or "-"]):
        return
    print(f"Preparing {VENV.name} (a minute or two, once) ...", file=sys.stderr, flush=True)
    STAMP.unlink(missing_ok=True)
    if made[:1] != [wanted]:
        shutil.rmtree(VENV, ignore_errors=True)
        pip = make_venv()
    else:
        pip = pip_command()
    install = [*pip, "install", *PIP, "--editable", f"{ROOT}{extras}"]
    if subprocess.run(install, check=False, stdin=subprocess.DEVNULL).returncode:
        sys.exit(f"pip failed; is the network there? The command was:\n  {' '.join(install)}")
    STAMP.write_text(f"{wanted} {extras or '-'}\n")


def make_venv() -> list[str]:
    """An empty environment, and the pip that serves it. Debian's Python has no ensurepip without python3-venv: then
    the pip outside of the environment does."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    return pip_command()


def pip_command() -> list[str]:
    """The environment's own pip, else the one of this Python (>= 22.3) working on the environment."""
    own = subprocess.run([str(PYTHON), "-m", "pip", "--version"], check=False, capture_output=True)
    return [str(PYTHON), "-m", "pip"] if own.returncode == 0 else [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def run(command: str, *arguments: str, cwd: Path | None = None) -> int:
    """Run a command as in the activated environment; its exit code."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV), "PATH": path}
    environment.pop("PYTHONHOME", None)
    program = shutil.which(command, path=path)
    if program is None:
        sys.exit(f"there is no command {command}")
    try:
        return subprocess.run([program, *arguments], check=False, cwd=cwd, env=environment).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
