"""Runs: what is parsed, what is kept, and that a stop at any moment costs nothing.

A hundred kills instead of six: pytest -m slow tests/archive/test_runs.py
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import vnplan.archive.runs
from tests.archive.folders import ROOT, WORK, fill, linux, offspring, parsed, rows
from vnplan.archive import manifest, parts
from vnplan.archive.dataset import open_archive
from vnplan.archive.report import summarize
from vnplan.archive.runs import Progress
from vnplan.errors import VnplanError


def test_an_archive_holds_a_row_a_plan_and_lists_what_failed(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 6)
    (folder / "x.txt").write_text("bad")
    summary = parsed(folder, tmp_path / "out")
    assert (summary.files, summary.read, summary.failed, summary.formats) == (7, 6, 1, {"text": 6})
    assert [(one.kind, one.cause, one.remedy, one.files) for one in summary.failures] == [
        ("UnreadableSource", "it is bad", "make it good", 1)
    ]
    tables = open_archive(tmp_path / "out")
    assert tables.table("plans").num_rows == 6
    assert tables.table("errors").to_pylist()[0]["name"] == str(folder / "x.txt")


def test_a_second_run_parses_nothing(tmp_path: Path) -> None:
    folder, told = fill(tmp_path / "in", 3), list[Progress]()
    parsed(folder, tmp_path / "out")
    before = rows(tmp_path / "out")
    parsed(folder, tmp_path / "out", progress=told.append)
    assert (told[-1].unchanged, told[-1].read) == (3, 0)
    assert rows(tmp_path / "out") == before


def test_new_and_changed_files_are_parsed_and_old_rows_go(tmp_path: Path) -> None:
    folder, told = fill(tmp_path / "in", 3), list[Progress]()
    parsed(folder, tmp_path / "out")
    (folder / "0000.txt").write_text("plan that changed")
    (folder / "new.txt").write_text("plan that is new")
    parsed(folder, tmp_path / "out", progress=told.append)
    assert (told[-1].unchanged, told[-1].read) == (2, 2)
    parsed(folder, tmp_path / "fresh")
    assert rows(tmp_path / "out") == rows(tmp_path / "fresh")


def test_failed_files_are_parsed_again_only_when_asked_for(tmp_path: Path) -> None:
    folder, told = fill(tmp_path / "in", 2), list[Progress]()
    (folder / "x.txt").write_text("bad")
    parsed(folder, tmp_path / "out")
    parsed(folder, tmp_path / "out", progress=told.append)
    assert (told[-1].unchanged, told[-1].failed) == (3, 0)
    parsed(folder, tmp_path / "out", progress=told.append, retry_failed=True)
    assert (told[-1].unchanged, told[-1].failed) == (2, 1)


def test_files_of_an_older_version_are_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, told = fill(tmp_path / "in", 3), list[Progress]()
    parsed(folder, tmp_path / "out")
    before = rows(tmp_path / "out")
    monkeypatch.setattr(vnplan.archive.runs, "__version__", "99")
    monkeypatch.setattr(vnplan, "__version__", "99")
    assert summarize(tmp_path / "out").outdated == 3
    parsed(folder, tmp_path / "out", progress=told.append)
    assert told[-1].read == 3
    assert rows(tmp_path / "out") == before


def test_the_same_content_is_parsed_once_and_listed(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 2)
    (folder / "twin.txt").write_bytes((folder / "0001.txt").read_bytes())
    summary = parsed(folder, tmp_path / "out")
    assert (summary.read, summary.duplicates) == (2, 1)
    twin = [row for row in open_archive(tmp_path / "out").table("files").to_pylist() if row["state"] == "duplicate"]
    assert [(row["name"], row["same_as"]) for row in twin] == [(str(folder / "twin.txt"), str(folder / "0001.txt"))]


def test_a_file_that_kills_its_worker_is_tried_in_three_runs_and_then_left_alone(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 1)
    (folder / "x.txt").write_text("die")
    tried = []
    for _ in range(4):
        told = list[Progress]()
        parsed(folder, tmp_path / "out", progress=told.append, processes=True)
        tried.append(told[-1].failed)
    assert tried == [1, 1, 1, 0]


def test_shards_fill_one_folder_and_miss_and_double_nothing(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 30)
    (folder / "twin.txt").write_bytes((folder / "0001.txt").read_bytes())
    (folder / "longer.txt").write_text("plan " * 50)
    for shard in ((1, 3), (2, 3), (3, 3)):
        parsed(folder, tmp_path / "out", shard=shard)
    parsed(folder, tmp_path / "whole")
    assert rows(tmp_path / "out") == rows(tmp_path / "whole")
    assert len(summarize(tmp_path / "out").runs) == 3


def test_other_shards_and_foreign_folders_are_refused(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 1)
    parsed(folder, tmp_path / "out", shard=(1, 2))
    with pytest.raises(VnplanError, match="other shards"):
        parsed(folder, tmp_path / "out")
    with pytest.raises(VnplanError, match="not empty"):
        parsed(folder, folder)


def test_two_runs_do_not_share_an_archive(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 1)
    parsed(folder, tmp_path / "out")
    with manifest.opened(tmp_path / "out"), pytest.raises(VnplanError, match="another run"):
        parsed(folder, tmp_path / "out")


def test_the_output_is_no_source(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    parsed(tmp_path, tmp_path / "out")
    assert parsed(tmp_path, tmp_path / "out").files == 2


class _Cut(BaseException):
    """The power went."""


@pytest.mark.parametrize("begun", [True, False], ids=["a-later-run", "the-first-run"])
def test_a_stop_at_any_step_of_saving_is_made_good_by_the_next_run(tmp_path: Path, begun: bool) -> None:
    """Every writing, renaming, removal and change of the manifest is a step: the run is cut before each."""
    folder = fill(tmp_path / "in", 3)
    if begun:
        parsed(folder, tmp_path / "start")
    (folder / "0000.txt").write_text("plan that changed")
    (folder / "0007.txt").write_text("bad")
    parsed(folder, tmp_path / "fresh")
    wanted = rows(tmp_path / "fresh")
    for step in range(0, 1000, 3 if begun else 5):
        out = tmp_path / f"out{step}"
        if begun:
            shutil.copytree(tmp_path / "start", out)
        if not _cut_run(folder, out, step):
            break
        parsed(folder, out)
        assert rows(out) == wanted
        assert not list(out.rglob("*.new"))
    assert step > 20


def _cut_run(folder: Path, out: Path, step: int) -> bool:
    """Whether the run was cut before it ended."""
    count = 0

    def cut(real: Callable[..., object]) -> Callable[..., object]:
        def stepping(*given: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count > step:
                raise _Cut
            return real(*given, **named)

        return stepping

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", cut(os.replace))
        patch.setattr(parts, "_write", cut(parts._write))
        patch.setattr(Path, "unlink", cut(Path.unlink))
        patch.setattr(manifest, "save_record", cut(manifest.save_record))
        patch.setattr(manifest, "save_files", cut(manifest.save_files))
        try:
            parsed(folder, out)
        except _Cut:
            return True
    return False


@linux
def test_a_full_disk_is_an_error_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """The run may write files of 200 kB only, which is what a full disk looks like."""
    folder = fill(tmp_path / "in", 10)
    for n in range(30):
        (folder / f"big{n}.txt").write_text(os.urandom(20_000).hex())
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n" + _script(folder, tmp_path / "out")
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "VnplanError" in done.stderr
    assert "it can't be written" in done.stderr
    parsed(folder, tmp_path / "out")
    parsed(folder, tmp_path / "fresh")
    assert rows(tmp_path / "out") == rows(tmp_path / "fresh")


@linux
def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    _kill_at_random(tmp_path, files=60, kills=6)


@linux
@pytest.mark.slow
def test_a_hundred_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    _kill_at_random(tmp_path, files=1500, kills=100)


def _kill_at_random(tmp_path: Path, files: int, kills: int) -> None:
    """Kill workers now and then, and the parent `kills` times; then compare with a run that nobody disturbed."""
    chance = random.Random(files)
    folder = fill(tmp_path / "in", files, "slow")
    (folder / "bad.txt").write_text("bad")
    (folder / "twin.txt").write_bytes((folder / "0001.txt").read_bytes())
    out = tmp_path / "out"
    killed = 0
    for _ in range(4 * kills):
        run = _started(folder, out)
        end = time.monotonic() + chance.uniform(0.3, 1.4)
        while run.poll() is None and killed < kills:
            time.sleep(0.02)
            if chance.random() < 0.05:
                for pid in chance.sample(workers := offspring(run.pid), min(1, len(workers))):
                    _kill(pid)
            if time.monotonic() > end:
                run.kill()
                killed += 1
        if run.wait() != -signal.SIGKILL:
            break
    assert run.returncode == 0
    parsed(folder, tmp_path / "fresh")
    assert rows(out) == rows(tmp_path / "fresh")
    with sqlite3.connect(out / "manifest.sqlite") as db:
        scratch = [one for (one,) in db.execute("SELECT scratch FROM runs WHERE ended IS NULL AND scratch != ''")]
    db.close()
    assert not [one for one in scratch if Path(one).exists()]


def _started(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _script(folder, out)], cwd=ROOT)


def _script(folder: Path, out: Path) -> str:
    return (
        "import sys; sys.path.insert(0, '.')\nfrom vnplan.archive import runs\nruns._PART_PLANS = 7\n"
        f"runs.parse_archive({str(folder)!r}, {str(out)!r}, work={WORK!r}, jobs=2, seconds=20)"
    )


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_an_archive_can_be_read_where_nobody_may_write(tmp_path: Path) -> None:
    parsed(fill(tmp_path / "in", 2), tmp_path / "out")
    assert sorted(one.name for one in (tmp_path / "out").glob("manifest*")) == ["manifest.sqlite"]
    for one in [*(tmp_path / "out").rglob("*"), tmp_path / "out"]:
        one.chmod(0o500 if one.is_dir() else 0o400)
    try:
        assert len(list(open_archive(tmp_path / "out").plans())) == 2
    finally:
        for one in [tmp_path / "out", *(tmp_path / "out").rglob("*")]:
            one.chmod(0o700 if one.is_dir() else 0o600)
