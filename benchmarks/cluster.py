"""A Ray cluster of two nodes on this machine, one core each, for what is shown and measured of the Daft engine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from socket import socket

ROOT = Path(__file__).resolve().parent.parent
_START = 120.0  # seconds that a node may take to start


@contextmanager
def two_nodes(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The cluster's address, and its second node, which may be killed. Logs go to `folder`."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    head = _node(folder / "head.log", "--head", f"--port={port}", "--include-dashboard=false")
    with head, _node(folder / "second.log", f"--address=127.0.0.1:{port}") as second:
        yield f"127.0.0.1:{port}", second


@contextmanager
def _node(log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A node in a process group of its own."""
    ray = Path(sys.executable).with_name("ray")
    command = [ray, "start", *arguments, "--num-cpus=1", "--object-store-memory=200000000", "--block"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RAY_ENABLE_MULTI_NODES_ON_ONE": "1",
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_health_check_period_ms": "1000",
    }
    with log.open("wb") as sink:
        node = subprocess.Popen(command, env=environment, stdout=sink, stderr=sink, start_new_session=True)
    try:
        deadline = time.monotonic() + _START
        while b"Ray runtime started" not in log.read_bytes():
            assert node.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.5)
        yield node
    finally:
        with suppress(ProcessLookupError):
            os.killpg(node.pid, signal.SIGKILL)
        node.wait()
