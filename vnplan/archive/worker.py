"""A worker process: takes files from its parent, gives back their records, and ends when its parent ends.

parent -> worker   settings; then for each batch a list of names, and the bytes of each
worker -> parent   "ready"; then the record of each file, in the order given
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

from vnplan.archive import frames, work
from vnplan.archive.work import Record
from vnplan.limits import DEFAULT_LIMITS, Limits

DEFAULT_WORK = "vnplan.archive.work:parse_file"
_PDEATHSIG = 1  # prctl: the signal for when the parent dies


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker is told at its start. `memory` in bytes above what it takes when it is ready."""

    work: str = DEFAULT_WORK  # module:function, with the arguments of `parse_file`
    memory: int = 2_000_000_000
    limits: Limits = DEFAULT_LIMITS
    password: str | None = None


DEFAULT_SETTINGS = Settings()


def main() -> None:
    """Serve the parent until it closes the pipe. Argument: the parent's process id."""
    _end_with(int(sys.argv[1]))
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not belong to the pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    try:
        _serve(source, sink)
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _serve(source: IO[bytes], sink: IO[bytes]) -> None:
    given = json.loads(frames.receive(source))
    settings = Settings(**{**given, "limits": Limits(**given["limits"])})
    try:
        if settings.work == DEFAULT_WORK:
            import_module("vnplan.pipeline")
        module, _, function = settings.work.partition(":")
        parse: Callable[..., Record] = getattr(import_module(module), function)
    except (ImportError, AttributeError) as error:
        frames.send(sink, f"{type(error).__name__}: {error}".encode())
        return
    _bound_memory(settings.memory)
    frames.send(sink, b"ready")
    while True:
        files = [(frames.receive(source), name) for name in json.loads(frames.receive(source))]
        for record in _records(files, parse, settings):
            frames.send(sink, work.to_json(record).encode())


def _records(files: list[tuple[bytes, str]], parse: Callable[..., Record], settings: Settings) -> Iterator[Record]:
    options: dict[str, Any] = {"limits": settings.limits, "password": settings.password}
    if len(files) > 1 and settings.work == DEFAULT_WORK:
        yield from work.parse_files(files, **options)
    else:
        for data, name in files:
            try:
                yield parse(data, name, **options)
            except MemoryError:
                yield work.over_memory(name)


def _bound_memory(memory: int) -> None:
    """Bound the address space, where the system can: what needs more gets a MemoryError and costs only its file."""
    try:
        import resource

        with open("/proc/self/statm") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = used + memory
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _end_with(parent: int) -> None:
    """Die when the parent dies: at once by the kernel (Linux), else within a second."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
