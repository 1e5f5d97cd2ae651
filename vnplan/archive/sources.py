"""Where files come from: folders, globs, single files, archives, and addresses such as `s3://bucket/folder`."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from vnplan.archive.members import Found, ignored, is_archive, members
from vnplan.errors import MissingDependency, SourceNotFound, UnreadableSource, VnplanError
from vnplan.limits import DEFAULT_LIMITS, Limits

Source = str | os.PathLike[str]
_MAGIC = "*?["


def find(
    sources: Iterable[Source], *, limits: Limits = DEFAULT_LIMITS, skip: Path | None = None, peek: bool = False
) -> Iterator[Found | VnplanError]:
    """Every file of the sources, in an order that only depends on them; an error for what can't be got at.

    A folder gives all files below it (hidden ones, and what lies in `skip`, left out), an archive (.zip, .tar.gz …)
    the files in it, a pattern what it matches. Local names are absolute. Each file must be loaded before the next is
    asked for. With `peek`, archives that would have to be unpacked to be counted count as one file.
    """
    for source in sources:
        address = os.fspath(source)
        if address.startswith("file://"):
            address = address.removeprefix("file://")
        if "://" in address:
            yield from _remote(address, limits, peek)
        else:
            yield from _local(Path(os.path.abspath(address)), limits, skip, peek)


def in_shard(found: Found | VnplanError, shard: tuple[int, int] | None) -> bool:
    """Whether a file is in shard (i, n), i from 1. It goes by its size, so that files of the same content, of which
    one is parsed, fall in one shard; only what has no size goes by its name."""
    if shard is None:
        return True
    key = found.source if isinstance(found, VnplanError) else found.name if found.size is None else str(found.size)
    return int(sha256(key.encode("utf-8", "surrogateescape")).hexdigest(), 16) % shard[1] == shard[0] - 1


def _local(path: Path, limits: Limits, skip: Path | None, peek: bool) -> Iterator[Found | VnplanError]:
    if path.is_dir():
        yield from _folder(path, path.resolve(), limits, skip, peek)
    elif path.exists():
        yield from _file(path, limits, peek)
    elif any(c in str(path) for c in _MAGIC):
        matched = sorted(map(Path, glob.iglob(str(path), recursive=True)))
        files = [one for one in matched if one.is_file() and not (skip and one.is_relative_to(skip))]
        for one in files:
            yield from _file(one, limits, peek)
        if not files:
            yield SourceNotFound("no file matches this pattern", source=str(path), remedy="check the pattern")
    else:
        yield SourceNotFound("there is no such file or folder", source=_shown(path), remedy="check the path")


def _folder(folder: Path, root: Path, limits: Limits, skip: Path | None, peek: bool) -> Iterator[Found | VnplanError]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield SourceNotFound(
            error.strerror or "it can't be opened", source=_shown(folder), remedy="check who may read it"
        )
        return
    for entry in entries:
        path = Path(entry.path)
        if ignored(entry.name):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                if path != skip:
                    yield from _folder(path, root, limits, skip, peek)
            elif entry.is_symlink() and not path.resolve().is_relative_to(root):
                yield SourceNotFound(
                    "this link leads out of the folder", source=_shown(path), remedy="name what it leads to as a source"
                )
            elif entry.is_file():
                yield from _file(path, limits, peek)
        except OSError as error:
            yield _unopened(path, error)


def _file(path: Path, limits: Limits, peek: bool) -> Iterator[Found | VnplanError]:
    try:
        if is_archive(path.name):
            with path.open("rb") as file:
                yield from members(_shown(path), file, limits=limits, peek=peek)
            return
        about = path.stat()
    except OSError as error:
        yield _unopened(path, error)
        return
    mark = f"{about.st_mtime_ns}-{about.st_size}"
    yield Found(_shown(path), about.st_size, mark, partial(_load, path, limits))


def _load(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            limits.check("max_bytes", os.fstat(file.fileno()).st_size, source=_shown(path))
            data = file.read(limits.max_bytes + 1)
    except OSError as error:
        raise _unopened(path, error) from error
    limits.check("max_bytes", len(data), source=_shown(path))
    return data


def _unopened(path: Path, error: OSError) -> SourceNotFound:
    return SourceNotFound(
        error.strerror or "it can't be opened", source=_shown(path), remedy="check the path and who may read it"
    )


def _shown(path: Path) -> str:
    """A path as text: bytes that are no UTF-8 are shown as such."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


# Addresses


def _remote(address: str, limits: Limits, peek: bool) -> Iterator[Found | VnplanError]:
    try:
        import fsspec
    except ImportError:
        yield MissingDependency("addresses need fsspec", source=address, remedy="pip install 'vnplan[archive]'")
        return
    try:
        system, path = fsspec.core.url_to_fs(address)
        if any(c in path for c in _MAGIC):
            listed: dict[str, dict[str, Any]] = system.glob(path, detail=True)
        else:
            listed = system.find(path, detail=True)
    except ImportError as error:
        yield MissingDependency(str(error), source=address, remedy="pip install what it names, such as s3fs")
        return
    except Exception as error:  # noqa: BLE001 - each kind of storage has errors of its own
        yield _unreached(address, error)
        return
    files = [(one, about) for one, about in sorted(listed.items()) if about.get("type", "file") == "file"]
    if not files:
        yield SourceNotFound("there are no files at this address", source=address, remedy="check the address")
    for one, about in files:
        name = str(system.unstrip_protocol(one))
        if ignored(one.removeprefix(path)):
            continue
        if is_archive(one):
            try:
                with system.open(one, "rb") as file:
                    yield from members(name, file, limits=limits, peek=peek)
            except Exception as error:  # noqa: BLE001
                yield _unreached(name, error)
            continue
        mark = about.get("ETag") or about.get("etag") or about.get("LastModified") or about.get("mtime")
        size = about.get("size")
        load = partial(_fetch, system, one, name, size, limits)
        yield Found(name, size, f"{mark}-{size}" if mark else None, load, remote=True)


def _fetch(system: Any, path: str, name: str, size: int | None, limits: Limits) -> bytes:
    limits.check("max_bytes", size or 0, source=name)
    try:
        data: bytes = system.cat_file(path)
    except Exception as error:
        raise _unreached(name, error) from error
    limits.check("max_bytes", len(data), source=name)
    return data


def _unreached(address: str, error: Exception) -> VnplanError:
    if isinstance(error, FileNotFoundError):
        return SourceNotFound("there is no such file or folder", source=address, remedy="check the address")
    cause = f"{type(error).__name__}: {error}"[:300]
    return UnreadableSource(cause, source=address, remedy="check the address, the network and your credentials")
