"""The engine on Daft: the same work as one query, on this machine or on a Ray cluster.

Where it runs is set in Daft before (`daft.set_runner_ray("ray://…")`; by default on this machine). The sources are
read here, their bytes go to the workers in tables of some hundred files, and records come back. Daft gives up a query
when one of its workers dies, so each keeps the file in a process of its own (`local.guard`), and a query that
failed with its node, or stands still, is asked again for the files that are missing.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from vnplan.archive import local
from vnplan.archive.local import Batch, Item, Outcome, Outcomes
from vnplan.archive.work import from_json, to_json
from vnplan.archive.worker import DEFAULT_SETTINGS, Settings
from vnplan.errors import MissingDependency, VnplanError

_FILES = 64  # files a core in one query
_BYTES = 256_000_000  # of files in one query
_ROWS = 4  # files a call
_TRIES = 3  # times that a query may fail with its nodes
_START = 120.0  # seconds that a query may take to begin, and a worker to load
_LULL = 2.0

_Guard = Callable[[Batch], list[Outcome]]
_IDLE: dict[tuple[float, Settings], queue.SimpleQueue[_Guard]] = {}  # of this process, which is a worker of Daft's


def run(
    batches: Iterable[Batch],
    jobs: int | None = None,
    seconds: float = 300.0,
    settings: Settings = DEFAULT_SETTINGS,
    scratch: Path | None = None,
) -> Outcomes:
    """The outcome of every item, as `local.run`. `jobs` defaults to the cores of the machine or cluster; `scratch` is
    not used: the workers may be on other machines, and have folders of their own.

    MissingDependency without Daft; VnplanError where Daft fails again and again.
    """
    try:
        import daft
    except ImportError as error:
        remedy = "pip install 'vnplan[cluster]'"
        raise MissingDependency("this engine needs Daft", source="--engine daft", remedy=remedy) from error
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    jobs = jobs or (_cluster_cores() if daft.get_or_infer_runner_type() == "ray" else local.cores())
    patience = _START + 2 * seconds * _ROWS
    for items in _tables(batches, jobs * _FILES):
        left = {item.key: item for item in items}
        for attempt in range(_TRIES):
            failure = None
            for row in _rows(list(left.values()), jobs, seconds, settings, patience):
                if row is None:
                    yield None
                elif isinstance(row, BaseException):
                    failure = row
                elif left.pop(row["key"], None):
                    yield row["key"], from_json(row["record"])
            if not left:
                break
            if attempt + 1 == _TRIES:
                cause = f"Daft failed {_TRIES} times: {type(failure).__name__}: {failure}"
                raise VnplanError(cause[:1000], source="--engine daft", remedy="see the cluster's log") from failure


def _rows(
    items: list[Item], jobs: int, seconds: float, settings: Settings, patience: float
) -> Iterator[dict[str, Any] | BaseException | None]:
    """The rows of a query as they come; None for each lull, at the end an error if there was one. A query that gives
    nothing for longer than its files may take is left: Daft waits for a node that is gone for good."""
    done: queue.SimpleQueue[dict[str, Any] | BaseException | None] = queue.SimpleQueue()

    def ask() -> None:
        try:
            for row in _query(items, jobs, seconds, settings):
                done.put(row)
            done.put(None)
        except Exception as error:  # noqa: BLE001 - a node that stopped; Daft and Ray have many names for it
            done.put(error)

    threading.Thread(target=ask, daemon=True).start()
    waited = 0.0
    while waited < patience:
        try:
            row = done.get(timeout=_LULL)
        except queue.Empty:
            waited += _LULL
            yield None
            continue
        waited = 0.0
        if row is None:
            return
        yield row
        if isinstance(row, BaseException):
            return
    yield TimeoutError(f"no answer for {patience:g} seconds")


def _query(items: list[Item], jobs: int, seconds: float, settings: Settings) -> Iterator[dict[str, Any]]:
    """The job, once for every runner: a table of files -> a table of records."""
    import daft

    records = daft.func.batch(return_dtype=daft.DataType.string(), batch_size=_ROWS)(parse_rows)
    columns: dict[str, list[str] | list[bytes]] = {
        "key": [item.key for item in items],
        "name": [item.name for item in items],
        "data": [item.data for item in items],
    }
    table = daft.from_pydict(columns)
    if daft.get_or_infer_runner_type() == "ray":  # so that every node gets some
        table = table.into_partitions(min(2 * jobs, len(items)))
    key, name, data = (daft.col(column) for column in columns)
    rows: Iterator[dict[str, Any]] = table.select(
        key, records(key, name, data, seconds, settings).alias("record")
    ).iter_rows()
    return rows


def parse_rows(keys: Any, names: Any, data: Any, seconds: float, settings: Settings) -> list[str]:
    """The records of some files as JSON, each parsed in a guarded process that serves many calls."""
    idle = _IDLE.setdefault((seconds, settings), queue.SimpleQueue())
    try:
        guard = idle.get_nowait()
    except queue.Empty:
        guard = local.guard(seconds, settings)
    found = []
    for row in zip(keys.to_pylist(), names.to_pylist(), data.to_pylist(), strict=True):
        ((_, record),) = guard((Item(*row),))
        found.append(to_json(record))
    idle.put(guard)
    return found


def _tables(batches: Iterable[Batch], files: int) -> Iterator[list[Item]]:
    """Items for one query each; never none."""
    table: list[Item] = []
    for batch in batches:
        table += batch
        if len(table) >= files or sum(len(item.data) for item in table) >= _BYTES:
            yield table
            table = []
    if table:
        yield table


def _cluster_cores() -> int:
    import ray

    if not ray.is_initialized():
        ray.init(address="auto")
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
