"""The pool of processes: what a file may do to it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.folders import ROOT, WORK, linux, offspring
from vnplan.archive.local import Batch, Item, guard, run
from vnplan.archive.work import Record
from vnplan.archive.worker import Settings
from vnplan.errors import VnplanError


def outcomes(files: list[str], *, batch: int = 1, **options: float) -> dict[str, Record]:
    items = [Item(text, f"{text}.txt", text.encode()) for text in files]
    batches = [tuple(items[n : n + batch]) for n in range(0, len(items), batch)]
    memory = int(options.pop("memory", 2_000_000_000))
    found = run(batches, 2, options.get("seconds", 20.0), Settings(WORK, memory))
    return dict(one for one in found if one is not None)


def test_every_file_gets_its_own_record() -> None:
    files = [f"plan {n}" for n in range(40)]
    found = outcomes(files)
    assert {key: record.rows["plans"][0][13] for key, record in found.items()} == {text: text for text in files}


def test_a_worker_that_dies_costs_its_file_only() -> None:
    found = outcomes(["die", *(f"plan {n}" for n in range(10))])
    assert [key for key, record in found.items() if not record.ok] == ["die"]
    assert len(found) == 11
    assert (found["die"].kind, found["die"].cause) == ("WorkerDied", "the process that read it died (SIGSEGV), twice")


def test_a_file_whose_worker_was_killed_by_accident_is_read_in_the_second_try(tmp_path: Path) -> None:
    found = outcomes([f"die-once {tmp_path / 'flag'}"])
    assert [record.ok for record in found.values()] == [True]


def test_a_file_that_hangs_is_stopped_at_its_time_and_the_others_go_on() -> None:
    start = time.monotonic()
    found = outcomes(["hang", *(f"plan {n}" for n in range(10))], seconds=1.0)
    assert [key for key, record in found.items() if not record.ok] == ["hang"]
    assert (found["hang"].kind, found["hang"].cause) == ("LimitExceeded", "it took more than seconds=1")
    assert time.monotonic() - start < 10


@linux
def test_a_file_that_takes_too_much_memory_is_told_so() -> None:
    found = outcomes(["fill", "plan"], memory=500_000_000)
    assert (found["fill"].kind, found["plan"].ok) == ("LimitExceeded", True)


def test_what_a_library_prints_does_not_disturb_the_records() -> None:
    assert outcomes(["print", "plan"])["print"].ok


def test_of_a_batch_only_the_file_that_kills_is_lost() -> None:
    found = outcomes(["plan 1", "die", "plan 2", "plan 3"], batch=4)
    assert {key: record.ok for key, record in found.items()} == {
        "plan 1": True,
        "die": False,
        "plan 2": True,
        "plan 3": True,
    }


def test_few_files_are_asked_for_ahead() -> None:
    asked = 0

    def batches() -> Iterator[Batch]:
        nonlocal asked
        for n in range(50):
            asked += 1
            yield (Item(str(n), f"{n}.txt", b"slow"),)

    found = run(batches(), 2, 20.0, Settings(WORK))
    next(found)
    assert asked <= 8
    found.close()


@linux
def test_no_process_is_left_when_the_caller_stops_early() -> None:
    before = set(offspring(os.getpid()))
    found = run([(Item(str(n), "x", b"hang"),) for n in range(4)], 2, 60.0, Settings(WORK))
    next(found)  # nothing for a while
    assert set(offspring(os.getpid())) - before
    found.close()
    assert not set(offspring(os.getpid())) - before


def test_a_guard_keeps_what_kills_and_hangs_away_from_an_engine() -> None:
    parse = guard(1.0, Settings(WORK))
    found = [parse((Item(text, text, text.encode()),)) for text in ("plan 1", "die", "hang", "plan 2")]
    assert [(key, record.ok) for ((key, record),) in found] == [
        ("plan 1", True),
        ("die", False),
        ("hang", False),
        ("plan 2", True),
    ]


@linux
def test_workers_die_with_their_parent() -> None:
    code = (
        "from vnplan.archive.local import *\nfrom vnplan.archive.worker import Settings\n"
        f"list(run([(Item(str(n), 'x', b'hang'),) for n in range(4)], 2, 60.0, Settings({WORK!r})))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    deadline = time.monotonic() + 20
    while len(workers := offspring(parent.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 5
    while (alive := [pid for pid in workers if _runs(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) == 2
    assert not alive


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_worker_that_cannot_start_is_an_error_with_its_cause() -> None:
    with pytest.raises(VnplanError, match="No module named 'nowhere'"):
        list(run([(Item("1", "x", b""),)], 1, 5.0, Settings("nowhere:parse")))
