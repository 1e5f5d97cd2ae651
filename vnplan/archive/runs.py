"""parse_archive(): many files, one dataset; run again, only what is left is done."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vnplan import __version__
from vnplan.archive import local, manifest, sources
from vnplan.archive.intake import Intake, batches
from vnplan.archive.local import Outcome
from vnplan.archive.members import Found
from vnplan.archive.report import Summary, summarize
from vnplan.archive.sources import Source
from vnplan.archive.tables import COLUMNS, Row
from vnplan.archive.work import Record
from vnplan.archive.worker import DEFAULT_WORK, Settings
from vnplan.errors import MissingDependency, VnplanError
from vnplan.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    import pyarrow as pa

EngineName = Literal["local", "daft"]
_PART_PLANS = 256  # plans of a part file
_PART_BYTES = 64_000_000  # of their texts and JSON
_PART_SECONDS = 30.0  # work that a power cut costs at most
_ROWS_OF = 32  # plans whose rows are Python objects at a time
_BEAT = 2.0  # seconds between signs of life for `vnplan status`


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: counts of this run's files, and what became of the last one that was parsed."""

    total: int | None  # files, as far as can be told before archives are unpacked
    read: int
    failed: int
    duplicates: int
    unchanged: int
    record: Record | None = None

    @property
    def done(self) -> int:
        """Files that need no more work."""
        return self.read + self.failed + self.duplicates + self.unchanged


@dataclass(slots=True)
class _Run:
    """A run, and what it has in hand that is not in the dataset yet."""

    out: Path
    db: sqlite3.Connection
    number: int
    prefix: str
    intake: Intake = field(default_factory=Intake)
    total: int | None = None
    read: int = 0
    failed: int = 0
    records: list[tuple[str, int, Record]] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    tables: dict[str, list[pa.Table]] = field(default_factory=dict)
    weight: int = 0
    saved: float = field(default_factory=time.monotonic)
    told: float = 0.0
    sequence: Iterator[int] = field(default_factory=count)

    def progress(self, record: Record | None = None) -> Progress:
        """The counts as they stand."""
        came = self.intake
        return Progress(self.total, self.read, self.failed + came.failed, came.duplicates, came.unchanged, record)


def parse_archive(
    sources: Iterable[Source] | Source,
    out: str | os.PathLike[str],
    *,
    engine: EngineName = "local",
    jobs: int | None = None,
    seconds: float = 300.0,
    memory: int = 2_000_000_000,
    limits: Limits = DEFAULT_LIMITS,
    password: str | None = None,
    retry_failed: bool = False,
    shard: tuple[int, int] | None = None,
    work: str = DEFAULT_WORK,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Parse every file of the sources into the dataset in the folder `out`; gives what is in it afterwards.

    `sources` are folders, globs, files, .zip and .tar.gz archives, and addresses of fsspec such as `s3://bucket/x`.
    A file may take `seconds` and `memory` (bytes); what takes more or can't be read is listed among the errors, and
    the others go on. Run again, it parses what is new, changed, or was parsed by another version of vnplan, and with
    `retry_failed` what failed. `jobs` processes work at a time, by default one a processor core. `shard` (i, n): only
    the i-th (from 1) of n parts of the work; all shards can write to one folder, at once. `engine` "daft" runs
    on Daft, on the runner that is set there. `work` names a function `module:name` to use in place of
    `vnplan.archive.work:parse_file`, with its arguments. `progress` is called after each file.

    Raises a VnplanError where `out` can't be used: it is no archive, another run works on it, the disk is full.
    """
    try:
        from vnplan.archive import parts
    except ImportError as error:
        remedy = "pip install 'vnplan[archive]'"
        raise MissingDependency(f"archives need {error.name}", source=os.fspath(out), remedy=remedy) from error
    folder = Path(os.path.abspath(out))
    given = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    label = f"{shard[0]}-of-{shard[1]}" if shard else ""
    run_engine = _engine(engine)
    _check(folder, shard)
    try:
        parts.prepare(folder)
        with manifest.opened(folder, shard) as db:
            for old in manifest.left_behind(db):
                local.sweep(Path(old))
            scratch = local.new_scratch()
            run = _Run(folder, db, manifest.start_run(db, __version__, str(scratch)), f"{label}-" if label else "")
            parts.recover(folder, db, run.prefix)
            if progress:
                run.total = sum(1 for _ in _find(given, limits, folder, shard, peek=True))
                progress(run.progress())
            todo = batches(_find(given, limits, folder, shard), db, run.intake, __version__, retry_failed=retry_failed)
            settings = Settings(work, memory, limits, password)
            with closing(run_engine(todo, jobs, seconds, settings, scratch)) as outcomes:
                try:
                    _take_in(run, outcomes, progress)
                except KeyboardInterrupt:
                    _save(run)
                    raise
            _save(run)
            _drop_orphans(run)
            parts.write_lists(folder, db, label)
            if progress:
                progress(run.progress())
            done = run.progress().done
            manifest.beat(db, run.number, done=done, total=done, ended=True)
    except (OSError, sqlite3.OperationalError) as error:
        cause = f"it can't be written: {getattr(error, 'strerror', None) or error}"
        remedy = "free space, or see who may write there, and run again: what was saved is kept"
        raise VnplanError(cause, source=str(folder), remedy=remedy) from error
    return summarize(folder)


def _engine(name: str) -> Callable[..., local.Outcomes]:
    if name == "local":
        return local.run
    if name == "daft":
        from vnplan.archive import daft_engine

        return daft_engine.run
    raise ValueError(f"there is no engine {name!r}: local, daft")


def _check(out: Path, shard: tuple[int, int] | None) -> None:
    """Refuse a folder with other things in it, and shards that don't fit together."""
    if shard and not 1 <= shard[0] <= shard[1]:
        raise ValueError(f"there is no shard {shard[0]} of {shard[1]}")
    if not out.exists():
        return
    remedy = "write to a new folder"
    if not out.is_dir():
        raise VnplanError("this is a file", source=str(out), remedy=remedy)
    there = [one.name for one in out.glob("manifest*.sqlite")]
    begun = (out / "dataset.json").exists() or all(one.name == "dataset.json.new" for one in out.iterdir())
    if not there and not begun:
        raise VnplanError("the folder is not empty, and no archive of vnplan", source=str(out), remedy=remedy)
    ending = f"-of-{shard[1]}.sqlite" if shard else "manifest.sqlite"
    if any(not name.endswith(ending) for name in there):
        raise VnplanError("this archive was made with other shards", source=str(out), remedy=remedy)


def _find(
    given: list[Source], limits: Limits, skip: Path, shard: tuple[int, int] | None, *, peek: bool = False
) -> Iterator[Found | VnplanError]:
    for found in sources.find(given, limits=limits, skip=skip, peek=peek):
        if sources.in_shard(found, shard):
            yield found


def _take_in(run: _Run, outcomes: Iterable[Outcome | None], progress: Callable[[Progress], None] | None) -> None:
    """Collect what the engine gives (None: nothing yet), and save it from time to time."""
    for outcome in outcomes:
        record = None
        if outcome is not None:
            key, record = outcome
            run.read, run.failed = run.read + record.ok, run.failed + (not record.ok)
            run.records.append((key, run.intake.pending[key], _light(record)))
            for table, rows in record.rows.items():
                run.rows.setdefault(table, []).extend(rows)
            run.weight += sum(len(str(value)) for row in record.rows.get("plans", ()) for value in row[-2:])
            if len(run.rows.get("plans", ())) >= _ROWS_OF:
                _pack(run)
        now = time.monotonic()
        if len(run.records) >= _PART_PLANS or run.weight >= _PART_BYTES or now - run.saved >= _PART_SECONDS:
            _save(run)
        if now - run.told >= _BEAT:
            run.told = now
            manifest.beat(run.db, run.number, done=run.progress().done, total=run.total)
        if progress:
            progress(run.progress(record))


def _light(record: Record) -> Record:
    """A record without its rows."""
    return replace(record, rows={})


def _pack(run: _Run) -> None:
    """Rows as Arrow, which takes a tenth of the memory."""
    from vnplan.archive import parts

    for table, rows in run.rows.items():
        if rows:
            run.tables.setdefault(table, []).append(parts.arrow(table, rows))
    run.rows = {}


def _save(run: _Run) -> None:
    """Take what is in hand into the dataset."""
    import pyarrow as pa

    from vnplan.archive import parts

    _pack(run)
    if run.records or run.intake.files:
        tables = {table: pa.concat_tables(run.tables[table]) for table in COLUMNS if table in run.tables}
        parts.commit(run.out, run.db, _names(run), tables, run.records, run.intake.files, __version__)
    for key, _, _ in run.records:
        run.intake.pending.pop(key, None)
    run.records, run.tables, run.intake.files, run.weight, run.saved = [], {}, [], 0, time.monotonic()


def _drop_orphans(run: _Run) -> None:
    """Take out contents that no file has any more."""
    from vnplan.archive import parts

    keys = manifest.orphans(run.db)
    if keys:
        parts.commit(run.out, run.db, _names(run), {}, [], [], __version__, drop=keys)


def _names(run: _Run) -> Iterator[str]:
    """Names for parts: the shard, the run, and a number in it."""
    for n in run.sequence:
        yield f"{run.prefix}{run.number:05d}-{n:05d}"
