"""What an archive holds and how its runs went, from its manifests; also while a run goes on."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vnplan.archive import manifest
from vnplan.errors import UnreadableSource

_SILENT = 60.0  # seconds without a sign after which a run on another machine is taken for dead


@dataclass(frozen=True, slots=True)
class Failure:
    """Files that failed for the same cause: how many, and one of them."""

    kind: str
    cause: str
    remedy: str
    files: int
    example: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `state`: running, ended, or killed; times in seconds since 1970."""

    shard: str
    state: str
    started: float
    beat: float
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What an archive holds. Counts are of files; `formats`, `repairs`, `diagnostics` and `seconds` of contents."""

    files: int
    read: int
    failed: int
    duplicates: int
    formats: dict[str, int]
    repairs: dict[str, int]
    diagnostics: dict[str, int]
    failures: tuple[Failure, ...]
    outdated: int  # parsed by another version of vnplan
    seconds: float  # of work in all
    memory: int  # bytes of the largest
    runs: tuple[Run, ...]  # the last of each manifest


def manifests(out: Path) -> list[Path]:
    """The manifests of an archive: one, or one a shard. UnreadableSource where there is none."""
    found = sorted(out.glob("manifest*.sqlite"))
    if not found:
        raise UnreadableSource("this is no archive of vnplan", source=str(out), remedy="name the folder after -o")
    return found


def summarize(out: str | os.PathLike[str]) -> Summary:
    """What the archive in a folder holds. UnreadableSource where there is none."""
    from vnplan import __version__

    states: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    repairs: Counter[str] = Counter()
    diagnostics: Counter[str] = Counter()
    failures: dict[tuple[str, str, str], list[str]] = {}
    outdated, seconds, memory = 0, 0.0, 0
    runs = []
    for file in manifests(Path(out)):
        with closing(manifest.connect(file)) as db:
            states.update(str(row[3]) for row in db.execute(manifest.FILES))
            for form, n in db.execute("SELECT format, count(*) FROM contents WHERE state = 'read' GROUP BY format"):
                formats[form] += n
            for some, n in db.execute("SELECT diagnostics, count(*) FROM contents GROUP BY diagnostics"):
                for code, times in json.loads(some).items():
                    diagnostics[code] += times * n
            for some, n in db.execute("SELECT repairs, count(*) FROM contents GROUP BY repairs"):
                repairs.update(dict.fromkeys(some.split(), n))
            for name, _, kind, cause, remedy, _ in db.execute(manifest.ERRORS):
                failures.setdefault((kind, cause, remedy), []).append(name)
            row = db.execute(
                "SELECT sum(vnplan != ?), sum(seconds), max(memory) FROM contents", (__version__,)
            ).fetchone()
            outdated, seconds, memory = outdated + (row[0] or 0), seconds + (row[1] or 0), max(memory, row[2] or 0)
            runs += _last_run(db, file.stem.removeprefix("manifest").strip("-"))
    return Summary(
        files=states.total(),
        read=states["read"],
        failed=states["failed"],
        duplicates=states["duplicate"],
        formats=dict(formats.most_common()),
        repairs=dict(repairs.most_common()),
        diagnostics=dict(diagnostics.most_common()),
        failures=tuple(
            Failure(*what, len(names), min(names)) for what, names in sorted(failures.items(), key=lambda f: -len(f[1]))
        ),
        outdated=outdated,
        seconds=seconds,
        memory=memory,
        runs=tuple(runs),
    )


def _last_run(db: sqlite3.Connection, shard: str) -> list[Run]:
    query = "SELECT started, beat, ended, pid, host, done, total FROM runs ORDER BY run DESC LIMIT 1"
    return [
        Run(shard, "ended" if ended else "running" if _alive(pid, host, beat) else "killed", started, beat, done, total)
        for started, beat, ended, pid, host, done, total in db.execute(query)
    ]


def _alive(pid: int, host: str, beat: float) -> bool:
    if host != socket.gethostname():
        return time.time() - beat < _SILENT
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
