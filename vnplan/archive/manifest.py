"""The manifest of an archive: a SQLite file that knows each file by its content, and what became of it.

It is the truth about the dataset: a part file that it does not list is not part of the dataset.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vnplan.archive.tables import TABLES_VERSION
from vnplan.archive.work import Record
from vnplan.errors import UnreadableSource, VnplanError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (
  sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('read', 'failed')), vnplan TEXT NOT NULL, part TEXT, format TEXT, reader TEXT,
  repairs TEXT, diagnostics TEXT, kind TEXT, cause TEXT, remedy TEXT, deaths INTEGER NOT NULL DEFAULT 0, seconds REAL,
  memory INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contents_part ON contents (part);
CREATE TABLE IF NOT EXISTS files (
  name TEXT PRIMARY KEY, sha256 TEXT, size INTEGER, fingerprint TEXT, kind TEXT, cause TEXT, remedy TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_sha256 ON files (sha256);
CREATE TABLE IF NOT EXISTS parts (part TEXT PRIMARY KEY, tables TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY, started REAL, beat REAL, ended REAL, pid INTEGER, host TEXT, vnplan TEXT, scratch TEXT,
  total INTEGER, done INTEGER DEFAULT 0);
"""
_TRIES = 3  # runs in which a file's worker may die, before it is left alone


@dataclass(frozen=True, slots=True)
class File:
    """A file that was seen: its content, or why it could not be got at now (`sha256` is then its last content)."""

    name: str
    sha256: str | None
    size: int | None = None
    fingerprint: str | None = None
    error: VnplanError | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the manifest knows of a content."""

    state: str
    vnplan: str
    kind: str | None
    deaths: int
    name: str


def path(out: Path, shard: tuple[int, int] | None = None) -> Path:
    """Where the manifest of an archive lies; each shard has its own."""
    return out / (f"manifest-{shard[0]}-of-{shard[1]}.sqlite" if shard else "manifest.sqlite")


def connect(file: Path) -> sqlite3.Connection:
    """The manifest, for reading. UnreadableSource where there is none, or one of another version."""
    if not file.is_file():
        raise UnreadableSource(
            "this is no archive of vnplan", source=str(file.parent), remedy="name the folder after -o"
        )
    try:
        db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30)
        found = db.execute("SELECT value FROM meta WHERE key = 'tables'").fetchone()
    except sqlite3.Error as error:
        raise UnreadableSource(
            f"the manifest is broken: {error}", source=str(file), remedy="start in a new folder"
        ) from error
    if found is None or found[0].split(".")[0] != TABLES_VERSION.split(".")[0]:
        cause = f"its tables have version {found and found[0]}, this vnplan writes {TABLES_VERSION}"
        raise UnreadableSource(cause, source=str(file.parent), remedy="start in a new folder, or use the older vnplan")
    return db


@contextmanager
def opened(out: Path, shard: tuple[int, int] | None = None) -> Iterator[sqlite3.Connection]:
    """The manifest, made where there is none, and ours alone until the end: another run on it is a `VnplanError`."""
    file = path(out, shard)
    lock = sqlite3.connect(file.with_name(f".{file.stem}.lock"), isolation_level=None, timeout=0)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            remedy = "wait for it (vnplan status), or write to another folder"
            raise VnplanError("another run works on this archive", source=str(out), remedy=remedy) from error
        if not file.exists():
            fresh = file.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            new = sqlite3.connect(fresh, isolation_level=None)
            new.executescript(_SCHEMA)
            new.execute("INSERT INTO meta VALUES ('tables', ?)", (TABLES_VERSION,))
            new.close()
            os.replace(fresh, file)
        db = connect(file)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            yield db
            with suppress(sqlite3.OperationalError):  # somebody reads it just now
                db.execute("PRAGMA journal_mode = DELETE")  # one file, that can be read where nobody may write
        finally:
            db.close()
    finally:
        lock.close()


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def known(db: sqlite3.Connection, sha256: str) -> Known | None:
    """What is known of a content."""
    row = db.execute("SELECT state, vnplan, kind, deaths, name FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
    return Known(*row) if row else None


def seen(db: sqlite3.Connection, name: str) -> tuple[str | None, str | None] | None:
    """The content and fingerprint under which a file was seen last."""
    row: tuple[str | None, str | None] | None = db.execute(
        "SELECT sha256, fingerprint FROM files WHERE name = ?", (name,)
    ).fetchone()
    return row


def settled(found: Known | None, version: str, *, retry_failed: bool) -> bool:
    """Whether a content needs no parsing: it was read, or failed, by this version of vnplan. A file whose worker died
    is tried again in the next runs, since the cause may have been the machine's."""
    if found is None or found.vnplan != version:
        return False
    if found.state == "read":
        return True
    return not retry_failed and not (found.kind == "WorkerDied" and found.deaths < _TRIES)


def save_files(db: sqlite3.Connection, files: Iterable[File]) -> None:
    """Remember files and their contents."""
    db.executemany(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                one.name, one.sha256, one.size, one.fingerprint,
                *((type(one.error).__name__, one.error.cause, one.error.remedy) if one.error else (None,) * 3),
            )
            for one in files
        ),
    )  # fmt: skip


def save_record(db: sqlite3.Connection, sha256: str, size: int, record: Record, version: str, part: str | None) -> None:
    """Remember what became of a content; `part` has its rows, if it was read."""
    db.execute(
        """INSERT INTO contents (sha256, name, size, state, vnplan, part, format, reader, repairs, diagnostics, kind,
             cause, remedy, deaths, seconds, memory)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, size = excluded.size, state = excluded.state,
             vnplan = excluded.vnplan, part = excluded.part, format = excluded.format, reader = excluded.reader,
             repairs = excluded.repairs, diagnostics = excluded.diagnostics, kind = excluded.kind,
             cause = excluded.cause, remedy = excluded.remedy, seconds = excluded.seconds, memory = excluded.memory,
             deaths = CASE WHEN excluded.deaths THEN contents.deaths + 1 ELSE 0 END""",
        (
            sha256, record.name, size, "read" if record.ok else "failed", version, part if record.ok else None,
            record.format, record.reader, " ".join(record.repairs), json.dumps(record.diagnostics), record.kind,
            record.cause, record.remedy, int(record.kind == "WorkerDied"), record.seconds, record.memory,
        ),
    )  # fmt: skip


def start_run(db: sqlite3.Connection, version: str, scratch: str) -> int:
    """Remember that a run began; gives its number."""
    now = time.time()
    return int(
        db.execute(
            "INSERT INTO runs (started, beat, pid, host, vnplan, scratch) VALUES (?, ?, ?, ?, ?, ?)",
            (now, now, os.getpid(), socket.gethostname(), version, scratch),
        ).lastrowid or 0
    )  # fmt: skip


def beat(db: sqlite3.Connection, run: int, *, done: int, total: int | None, ended: bool = False) -> None:
    """Remember how far a run is."""
    now = time.time()
    db.execute(
        "UPDATE runs SET beat = ?, done = ?, total = ?, ended = ? WHERE run = ?",
        (now, done, total, now if ended else None, run),
    )


def left_behind(db: sqlite3.Connection) -> list[str]:
    """Folders of temporary files of runs on this machine that were killed."""
    found = db.execute(
        "SELECT scratch FROM runs WHERE ended IS NULL AND host = ? AND scratch != ''", (socket.gethostname(),)
    ).fetchall()
    db.execute("UPDATE runs SET scratch = '' WHERE ended IS NULL AND host = ?", (socket.gethostname(),))
    return [one for (one,) in found]


def parts(db: sqlite3.Connection) -> dict[str, list[str]]:
    """The part files of the dataset, each with the tables that it has."""
    return {part: json.loads(tables) for part, tables in db.execute("SELECT part, tables FROM parts ORDER BY part")}


def contents_of(db: sqlite3.Connection, part: str) -> list[str]:
    """The contents whose rows a part has."""
    return [key for (key,) in db.execute("SELECT sha256 FROM contents WHERE part = ?", (part,))]


def orphans(db: sqlite3.Connection) -> list[str]:
    """Contents that no file has any more, since files changed."""
    query = "SELECT sha256 FROM contents c WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.sha256 = c.sha256)"
    return [key for (key,) in db.execute(query)]


FILES = """
SELECT f.name, f.sha256, COALESCE(f.size, c.size),
       CASE WHEN f.kind IS NOT NULL OR c.state = 'failed' THEN 'failed'
            WHEN c.name != f.name THEN 'duplicate' ELSE 'read' END,
       CASE WHEN f.kind IS NULL AND c.state = 'read' AND c.name != f.name THEN c.name END
FROM files f LEFT JOIN contents c USING (sha256)
WHERE f.kind IS NOT NULL OR c.sha256 IS NOT NULL ORDER BY f.name"""
ERRORS = """
SELECT f.name, f.sha256, COALESCE(f.kind, c.kind), COALESCE(f.cause, c.cause), COALESCE(f.remedy, c.remedy), c.format
FROM files f LEFT JOIN contents c USING (sha256)
WHERE f.kind IS NOT NULL OR c.state = 'failed' ORDER BY f.name"""


def listing(db: sqlite3.Connection, query: str) -> Sequence[tuple[object, ...]]:
    """The rows of FILES or ERRORS."""
    return db.execute(query).fetchall()
