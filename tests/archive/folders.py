"""Folders of made-up files, and what an archive of them holds, for comparing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.archive import hostile
from vnplan.archive import local
from vnplan.archive.dataset import TABLES, open_archive
from vnplan.archive.report import Summary
from vnplan.archive.runs import parse_archive
from vnplan.archive.work import from_json, to_json

WORK = "tests.archive.hostile:parse"
ROOT = Path(__file__).resolve().parents[2]


def fill(folder: Path, count: int, command: str = "plan") -> Path:
    """A folder with so many files."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        (folder / f"{n:04}.txt").write_text(f"{command} {n} kế hoạch số {n * n}")
    return folder


def parsed(sources: Any, out: Path, *, processes: bool = False, **options: Any) -> Summary:
    """An archive made with the quick unit of work, in this process if `processes` are not wanted."""
    with pytest.MonkeyPatch.context() as patch:
        if not processes:
            patch.setattr(local, "run", _inline)
            patch.setattr(os, "fsync", lambda _: None)  # slow, and of use in a power cut only
        return parse_archive(sources, out, **{"work": WORK, "jobs": 2, "seconds": 20, **options})


def _inline(batches: Iterable[local.Batch], *_: Any) -> local.Outcomes:
    for batch in batches:
        for item in batch:
            yield item.key, from_json(to_json(hostile.parse(item.data, item.name)))


def rows(out: Path) -> dict[str, list[str]]:
    """Every row of every table, in an order that depends on the rows only."""
    archive = open_archive(out)
    return {
        table: sorted(json.dumps(row, default=str, sort_keys=True) for row in archive.table(table).to_pylist())
        for table in TABLES
    }


def offspring(pid: int) -> list[int]:
    """The worker processes of a run, whichever of its threads started them (Linux)."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(one) for one in thread.read_text().split()]
        except OSError:
            continue
    return found


linux = pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="needs Linux's /proc")
