"""The engine of one machine: a pool of worker processes, each with pipes of its own.

A worker that dies or hangs costs only its file. (Pebble's pool shares one pipe and lock between its workers:
killed at random, it ended with "all workers expired" and lost what was queued.) A thread a worker waits on its pipe;
one more thread kills what is over its time.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from vnplan.archive import frames
from vnplan.archive.work import Record, failure, from_json
from vnplan.archive.worker import DEFAULT_SETTINGS, Settings
from vnplan.errors import VnplanError

_START = 120.0  # seconds that a worker may take to load
_STARTS = 5  # tries to start one, before all is given up
_RENEW = 1_000  # files after which a worker is replaced: libraries leak
_LULL = 2.0  # seconds after which the caller may do something else
_DIED = "WorkerDied"


@dataclass(frozen=True, slots=True)
class Item:
    """A file to parse. `key` is what its record comes back under: the SHA-256 of `data`."""

    key: str
    name: str
    data: bytes = field(repr=False)


Batch = tuple[Item, ...]  # files that are cheaper to parse together; most have one
Outcome = tuple[str, Record]  # key of the item, and what became of it
Outcomes = Generator[Outcome | None, None, None]  # None: nothing came for a while


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    scratch: Path
    deadline: float | None = None
    late: bool = False
    files: int = 0


@dataclass(slots=True)
class _Pool:
    settings: Settings
    seconds: float
    scratch: Path
    todo: queue.SimpleQueue[Batch | None] = field(default_factory=queue.SimpleQueue)
    done: queue.SimpleQueue[Outcome | BaseException] = field(default_factory=queue.SimpleQueue)
    workers: dict[int, _Worker] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    batches: Iterable[Batch],
    jobs: int | None = None,
    seconds: float = 300.0,
    settings: Settings = DEFAULT_SETTINGS,
    scratch: Path | None = None,
) -> Outcomes:
    """The outcome of every item, as they come; `seconds` is the time a file may take.

    Batches are asked for as workers become free, so that few are in memory at a time. `scratch` is a folder for the
    workers' temporary files, which is removed at the end. VnplanError where no worker can be started.
    """
    jobs = jobs or cores()
    pool = _Pool(settings, seconds, scratch or new_scratch())
    threads = [threading.Thread(target=_work_through, args=(pool, slot), daemon=True) for slot in range(jobs)]
    threads.append(threading.Thread(target=_watch, args=(pool,), daemon=True))
    for thread in threads:
        thread.start()
    outstanding = 0
    source = iter(batches)
    try:
        while True:
            while pool.todo.qsize() < jobs and (batch := next(source, None)) is not None:
                pool.todo.put(batch)
                outstanding += len(batch)
            if not outstanding:
                break
            try:
                outcome = pool.done.get(timeout=_LULL)
            except queue.Empty:
                yield None
                continue
            if isinstance(outcome, BaseException):
                raise outcome
            outstanding -= 1
            yield outcome
    finally:
        pool.closing.set()
        for _ in range(jobs):
            pool.todo.put(None)
        for thread in threads:
            while thread.is_alive():
                for worker in list(pool.workers.values()):
                    worker.process.kill()
                thread.join(0.1)
        shutil.rmtree(pool.scratch, ignore_errors=True)


def guard(seconds: float, settings: Settings = DEFAULT_SETTINGS) -> Callable[[Batch], list[Outcome]]:
    """One worker process for an engine whose own workers would not outlive a file that hangs or kills: a function that
    gives the outcomes of a batch. Process and folder end with the process that asked for them."""
    pool = _Pool(settings, seconds, new_scratch())
    for target, given in ((_work_through, (pool, 0)), (_watch, (pool,))):
        threading.Thread(target=target, args=given, daemon=True).start()
    atexit.register(sweep, pool.scratch)
    lock = threading.Lock()

    def outcomes(batch: Batch) -> list[Outcome]:
        found: list[Outcome] = []
        with lock:
            pool.todo.put(batch)
            while len(found) < len(batch):
                outcome = pool.done.get()
                if isinstance(outcome, BaseException):
                    raise outcome
                found.append(outcome)
        return found

    return outcomes


def new_scratch() -> Path:
    """A name for a folder of temporary files; it is made when it is needed."""
    return Path(tempfile.gettempdir(), f"vnplan-archive-{uuid.uuid4().hex}")


def sweep(scratch: Path) -> None:
    """Kill what a killed run left running with its temporary files in `scratch`, and remove them (Linux)."""
    _kill_users(scratch)
    shutil.rmtree(scratch, ignore_errors=True)


def _work_through(pool: _Pool, slot: int) -> None:
    try:
        while (batch := pool.todo.get()) is not None and not pool.closing.is_set():
            for outcome in _outcomes(pool, slot, batch):
                pool.done.put(outcome)
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for outcomes
        pool.done.put(error)
    finally:
        if slot in pool.workers:
            _stop(pool.workers.pop(slot))


def _outcomes(pool: _Pool, slot: int, batch: Batch) -> Iterator[Outcome]:
    """Parse a batch. Where its worker ends early, the rest is parsed file by file; a file whose worker died is tried
    once more, since it may have been another's fault (the system's, short of memory)."""
    parts = [batch]
    deaths: dict[str, str] = {}
    while parts and not pool.closing.is_set():
        part = parts.pop(0)
        worker = _ready(pool, slot)
        start = time.monotonic()
        worker.deadline = start + pool.seconds * len(part)
        left = list(part)
        ended = False
        try:
            pipe = worker.process.stdin, worker.process.stdout
            assert pipe[0] is not None and pipe[1] is not None
            frames.send(pipe[0], json.dumps([item.name for item in part]).encode())
            for item in part:
                frames.send(pipe[0], item.data)
            while left:
                record = from_json(frames.receive(pipe[1]))
                yield left.pop(0).key, record
        except (EOFError, OSError, ValueError):  # ValueError: the pipe was closed by _kill
            ended = True
        worker.deadline = None
        if not ended:
            worker.files += len(part)
            if worker.files >= _RENEW:
                _stop(pool.workers.pop(slot))
            continue
        if pool.closing.is_set():
            return
        _kill(worker)
        pool.workers.pop(slot, None)
        took = time.monotonic() - start
        if len(part) > 1:
            parts[:0] = [(item,) for item in left]
        elif worker.late:
            limit = f"it took more than seconds={pool.seconds:g}"
            yield (
                left[0].key,
                failure(left[0].name, "LimitExceeded", limit, "raise seconds=…, or leave this file out", seconds=took),
            )
        elif left[0].key in deaths:
            how = _how(worker.process.returncode)
            remedy = "leave this file out, or save it anew with the program that made it"
            cause = f"the process that read it died ({how}), twice"
            yield left[0].key, failure(left[0].name, _DIED, cause, remedy, seconds=took)
        else:
            deaths[left[0].key] = _how(worker.process.returncode)
            parts.insert(0, (left[0],))


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _ready(pool: _Pool, slot: int) -> _Worker:
    """The worker of a slot, started where there is none."""
    if slot in pool.workers:
        return pool.workers[slot]
    for _ in range(_STARTS):
        worker = pool.workers[slot] = _start(pool)
        worker.deadline = time.monotonic() + _START
        try:
            assert worker.process.stdin is not None and worker.process.stdout is not None
            frames.send(worker.process.stdin, json.dumps(asdict(pool.settings)).encode())
            answer = frames.receive(worker.process.stdout)
            if answer == b"ready":
                worker.deadline = None
                return worker
            cause = f"the worker processes can't start: {answer.decode()}"
            raise VnplanError(cause, source="vnplan archive", remedy="see that vnplan is installed as a whole")
        except (EOFError, OSError, ValueError):
            pass
        _kill(worker)
        pool.workers.pop(slot, None)
        if pool.closing.is_set():
            break
    raise VnplanError(
        "the worker processes die at their start", source="vnplan archive", remedy="see whether memory is free"
    )


def _start(pool: _Pool) -> _Worker:
    pool.scratch.mkdir(mode=0o700, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="worker-", dir=pool.scratch))
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path),  # modules as the parent finds them
        "TMPDIR": str(scratch),
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "vnplan.archive.worker", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    return _Worker(process, scratch)


def _watch(pool: _Pool) -> None:
    """Kill workers that are over their time."""
    while not pool.closing.wait(0.1):
        now = time.monotonic()
        for worker in list(pool.workers.values()):
            if worker.deadline is not None and now > worker.deadline:
                worker.late = True
                worker.process.kill()


def _stop(worker: _Worker) -> None:
    """Let an idle worker end, or end it."""
    assert worker.process.stdin is not None
    with contextlib.suppress(OSError):
        worker.process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        worker.process.wait(timeout=2)
    _kill(worker)


def _kill(worker: _Worker) -> None:
    """End a worker, the programs that it started, and its temporary files."""
    worker.process.kill()
    worker.process.wait()
    for pipe in (worker.process.stdin, worker.process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    if worker.scratch.exists():
        if any(worker.scratch.iterdir()):  # a program such as LibreOffice may still run there
            _kill_users(worker.scratch)
        shutil.rmtree(worker.scratch, ignore_errors=True)


def _kill_users(scratch: Path) -> None:
    """Kill our processes that have `scratch` in their environment (Linux): they were started by a worker."""
    mark = os.fsencode(scratch)
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if entry.parent.name != str(os.getpid()) and mark in entry.read_bytes():
                os.kill(int(entry.parent.name), signal.SIGKILL)
