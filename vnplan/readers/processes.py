"""Programs of the system (LibreOffice, antiword, Tesseract): bounded in time and memory, without a shell."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from vnplan.errors import LimitExceeded, UnreadableSource
from vnplan.limits import Limits


def find(*names: str) -> str | None:
    """The path of the first of these programs that is installed, or None."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run(
    command: Sequence[str],
    *,
    folder: str | Path,
    limits: Limits,
    source: str,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program in `folder`, which is its home and its temporary folder too; gives its exit code and output.

    It gets no terminal and no variables but PATH, and those in `environment`. After `limits.seconds` it is killed
    with all its children: LimitExceeded. `limits.memory` bounds its address space where prlimit is
    installed (Linux); a program that runs into it fails on its own. UnreadableSource where it can't be started.
    """
    prlimit = shutil.which("prlimit")
    prefix = [prlimit, f"--as={limits.memory}", "--core=0"] if prlimit else []
    variables = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    variables |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    if "SYSTEMROOT" in os.environ:  # Windows starts nothing without it
        variables["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    try:
        process = subprocess.Popen(
            [*prefix, *command],
            cwd=folder,
            env={**variables, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableSource(f"{Path(command[0]).name} can't be started: {error.strerror}", source=source) from error
    try:
        out, err = process.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded(
            f"{Path(command[0]).name} took more than seconds={limits.seconds:g}",
            source=source,
            remedy="raise it with Limits(seconds=…), or leave this file out",
        ) from error
    finally:
        _end(process)
    return subprocess.CompletedProcess(list(command), process.returncode, out, err)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a program and its children, and close its pipes."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing is left
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
