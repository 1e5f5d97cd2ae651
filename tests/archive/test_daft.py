"""The engine on Daft gives the tables that the local one gives: here, and on a Ray cluster that loses a node.

Needs `vnplan[cluster]`. The cluster's test starts two nodes on this machine: pytest -m slow tests/archive/test_daft.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cluster import two_nodes
from tests.archive.folders import ROOT, WORK, fill, linux, parsed, rows

pytest.importorskip("daft", reason="needs vnplan[cluster]")

_PARSE = """
import sys
from vnplan.archive import daft_engine
from vnplan.archive.runs import parse_archive
source, out, work = sys.argv[1:4]
daft_engine._START = 20.0
{before}
parse_archive(source, out, engine="daft", work=work, seconds=3, progress=progress)
"""
_HERE = "progress = None"
_ON_RAY = """
import daft, os, ray, signal
ray.init(address=sys.argv[4], logging_level="ERROR", log_to_driver=False)
daft.set_runner_ray(sys.argv[4], noop_if_initialized=True)
assert len(ray.nodes()) == 2
victim = int(sys.argv[5])
def progress(state):
    global victim
    if victim and state.read > 50:
        os.killpg(victim, signal.SIGKILL)
        victim = 0
"""


def _folder(tmp_path: Path, count: int) -> Path:
    folder = fill(tmp_path / "in", count, "slow")
    for command in ("die", "hang", "bad"):
        (folder / f"{command}.txt").write_text(command)
    return folder


def _run(before: str, *arguments: object) -> None:
    command = [sys.executable, "-c", _PARSE.format(before=before), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)


def test_daft_on_this_machine_gives_the_tables_of_the_local_engine(tmp_path: Path) -> None:
    folder = _folder(tmp_path, 40)
    _run(_HERE, folder, tmp_path / "out", WORK)
    parsed(folder, tmp_path / "fresh", processes=True, seconds=3)
    assert rows(tmp_path / "out") == rows(tmp_path / "fresh")


@linux
@pytest.mark.slow
@pytest.mark.parametrize("stopped", [False, True], ids=["two-nodes", "one-node-stopped-half-way"])
def test_a_ray_cluster_of_two_nodes_gives_the_tables_of_the_local_engine(tmp_path: Path, stopped: bool) -> None:
    pytest.importorskip("ray", reason="needs vnplan[cluster]")
    folder = _folder(tmp_path, 200)
    with two_nodes(tmp_path) as (address, second):
        _run(_ON_RAY, folder, tmp_path / "out", WORK, address, second.pid if stopped else 0)
    parsed(folder, tmp_path / "fresh", processes=True, seconds=3)
    assert rows(tmp_path / "out") == rows(tmp_path / "fresh")
