"""What is to be parsed: every file of the sources is looked up in the manifest, and each content comes once."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256

from vnplan.archive import manifest
from vnplan.archive.local import Batch, Item
from vnplan.archive.manifest import File
from vnplan.archive.members import Found
from vnplan.archive.work import OFFICE
from vnplan.errors import VnplanError
from vnplan.sniffing import sniff

_CHUNK = 20  # files for one start of LibreOffice
_CHUNK_BYTES = 50_000_000
_AHEAD = 16  # files fetched from a network before they are needed
_FETCHERS = 8
_OFFICE_STARTS = (b"\xd0\xcf\x11\xe0", b"{\\rt", b"PK", b"\xdb\xa5", b"<", b"\xef\xbb\xbf<")

_Loaded = tuple[Found | VnplanError, Callable[[], bytes] | None]


@dataclass(slots=True)
class Intake:
    """What came in: counts, the files seen since the last saving, and the contents that are being parsed."""

    failed: int = 0  # could not be got at
    duplicates: int = 0
    unchanged: int = 0
    files: list[File] = field(default_factory=list)
    pending: dict[str, int] = field(default_factory=dict)  # content -> its size


def batches(
    found: Iterable[Found | VnplanError], db: sqlite3.Connection, intake: Intake, version: str, *, retry_failed: bool
) -> Iterator[Batch]:
    """The contents to parse, in the order of the files; what needs LibreOffice comes in chunks."""
    chunk: list[Item] = []
    for one, load in _fetched(found, db, intake, version, retry_failed=retry_failed):
        if isinstance(one, VnplanError) or load is None:
            assert isinstance(one, VnplanError)
            _fail(db, intake, one.source, one)
            continue
        try:
            data = load()
        except VnplanError as error:
            _fail(db, intake, one.name, error)
            continue
        key = sha256(data).hexdigest()
        intake.files.append(File(one.name, key, len(data), one.fingerprint))
        known = manifest.known(db, key)
        if key in intake.pending:
            intake.duplicates += 1
        elif manifest.settled(known, version, retry_failed=retry_failed):
            if known and known.name != one.name:
                intake.duplicates += 1
            else:
                intake.unchanged += 1
        else:
            intake.pending[key] = len(data)
            item = Item(key, one.name, data)
            if not data.startswith(_OFFICE_STARTS) or sniff(data, one.name) not in OFFICE:
                yield (item,)
                continue
            chunk.append(item)
            if len(chunk) >= _CHUNK or sum(len(each.data) for each in chunk) >= _CHUNK_BYTES:
                yield tuple(chunk)
                chunk = []
    if chunk:
        yield tuple(chunk)


def _fail(db: sqlite3.Connection, intake: Intake, name: str, error: VnplanError) -> None:
    """List a file that can't be got at; what was read of it before stays in the dataset."""
    seen = manifest.seen(db, name)
    intake.files.append(File(name, seen[0] if seen else None, error=error))
    intake.failed += 1


def _fetched(
    found: Iterable[Found | VnplanError], db: sqlite3.Connection, intake: Intake, version: str, *, retry_failed: bool
) -> Iterator[_Loaded]:
    """The files that may have to be parsed, each with how to load it; those on a network are loaded ahead."""
    window: deque[_Loaded] = deque()
    fetchers: ThreadPoolExecutor | None = None
    try:
        for one in found:
            if isinstance(one, VnplanError):
                window.append((one, None))
            elif _unchanged(one, db, version, retry_failed=retry_failed):
                intake.unchanged += 1
            elif one.remote:
                fetchers = fetchers or ThreadPoolExecutor(_FETCHERS)
                window.append((one, fetchers.submit(one.load).result))
            else:
                while window:
                    yield window.popleft()
                yield one, one.load
            while len(window) > _AHEAD:
                yield window.popleft()
        while window:
            yield window.popleft()
    finally:
        if fetchers:
            fetchers.shutdown(cancel_futures=True)


def _unchanged(found: Found, db: sqlite3.Connection, version: str, *, retry_failed: bool) -> bool:
    """Whether a file was done with before, as far as can be told without reading it."""
    if found.fingerprint is None:
        return False
    seen = manifest.seen(db, found.name)
    if seen is None or seen[0] is None or seen[1] != found.fingerprint:
        return False
    return manifest.settled(manifest.known(db, seen[0]), version, retry_failed=retry_failed)
