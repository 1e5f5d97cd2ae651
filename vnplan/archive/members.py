"""The files inside .zip and .tar archives, without unpacking anything to disk.

A member is addressed by the archive's name, a slash, and its own name; that is a label only, but it is kept inside
the archive all the same (`..`, drives and roots are dropped).
"""

from __future__ import annotations

import io
import re
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from vnplan.encodings import decode
from vnplan.errors import EncryptedSource, LimitExceeded, UnreadableSource, UnsupportedFormat, VnplanError
from vnplan.limits import Limits
from vnplan.syllables import share

_ZIPS = (".zip",)
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_DEPTH = 3  # archives in archives
_IGNORED = re.compile(
    r"(?:^|/)(?:\.[^/]*|~\$[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:/|$)", re.IGNORECASE
)  # "~$plan.docx"
_DRIVE = re.compile(r"^[A-Za-z]:")  # "C:"
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075  # extra field of Info-ZIP
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_ANEW = "get the archive anew from where it came"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that can be loaded. `fingerprint` changes when the content does; `load` may raise a `VnplanError`."""

    name: str
    size: int | None
    fingerprint: str | None
    load: Callable[[], bytes] = field(repr=False)
    remote: bool = False  # loading it means waiting for a network


def is_archive(name: str) -> bool:
    """Whether a file is an archive of files, by its name."""
    return name.lower().endswith((*_ZIPS, *_TARS))


def ignored(name: str) -> bool:
    """Hidden files, and what programs leave behind: lock files of Word, thumbnails, macOS's resource forks."""
    return bool(_IGNORED.search(name))


def members(
    name: str, file: IO[bytes], *, limits: Limits, peek: bool = False, depth: int = 0
) -> Iterator[Found | VnplanError]:
    """The files in an archive, those of archives in it included; each must be loaded before the next is asked for.

    With `peek` only what the directory of a zip says is counted: archives in it, and tars, are one file each. Where
    the archive is broken, an error stands for the rest of it.
    """
    if peek and not name.lower().endswith(_ZIPS):
        yield Found(name, None, None, lambda: b"")
        return
    inside = _zip(name, file, limits) if name.lower().endswith(_ZIPS) else _tar(name, file, limits)
    try:
        for found in inside:
            if isinstance(found, VnplanError) or peek or not is_archive(found.name):
                yield found
            elif depth + 1 >= _DEPTH:
                yield UnsupportedFormat(
                    "it lies too deep in other archives", source=found.name, remedy="unpack it first"
                )
            else:
                try:
                    data = found.load()
                except VnplanError as error:
                    yield error
                else:
                    yield from members(found.name, io.BytesIO(data), limits=limits, depth=depth + 1)
    except _BROKEN as error:
        yield UnreadableSource(f"the archive is broken: {error}"[:300], source=name, remedy=_ANEW)


def _zip(name: str, file: IO[bytes], limits: Limits) -> Iterator[Found | VnplanError]:
    taken: set[str] = set()
    with zipfile.ZipFile(file) as package:
        for info in sorted(package.infolist(), key=lambda info: info.header_offset):
            inner = member_name(info)
            if info.is_dir() or ignored(inner):
                continue
            whole = _unique(f"{name}/{inside(inner)}", taken)
            if info.flag_bits & _ENCRYPTED_FLAG:
                yield EncryptedSource("it is locked by a password", source=whole, remedy="unpack the archive first")
            else:
                load = partial(_load_zipped, package, info, whole, limits)
                yield Found(whole, info.file_size, f"{info.CRC:08x}-{info.file_size}", load)


def _load_zipped(package: zipfile.ZipFile, info: zipfile.ZipInfo, whole: str, limits: Limits) -> bytes:
    try:
        limits.check("max_bytes", info.file_size, source=whole)
        with package.open(info) as member:
            data = member.read(limits.max_bytes + 1)
    except (*_BROKEN, RuntimeError) as error:  # RuntimeError: a password
        raise UnreadableSource(f"it can't be unpacked: {error}"[:300], source=whole, remedy=_ANEW) from error
    limits.check("max_bytes", len(data), source=whole)
    return data


def _tar(name: str, file: IO[bytes], limits: Limits) -> Iterator[Found | VnplanError]:
    taken: set[str] = set()
    with tarfile.open(fileobj=file, mode="r:*") as package:
        for info in package:
            inner = unicodedata.normalize("NFC", _tar_name(info.name))
            if info.size > limits.max_unpacked:  # to pass over it means to unpack it
                yield LimitExceeded(
                    f"a file of {info.size:,} bytes is over the limit max_unpacked={limits.max_unpacked:,}",
                    source=name,
                    remedy="unpack the archive, or raise the limit",
                )
                return
            if not info.isreg() or ignored(inner):  # links are not followed
                continue
            whole = _unique(f"{name}/{inside(inner)}", taken)
            yield Found(whole, info.size, None, partial(_load_tarred, package, info, whole, limits))


def _load_tarred(package: tarfile.TarFile, info: tarfile.TarInfo, whole: str, limits: Limits) -> bytes:
    limits.check("max_bytes", info.size, source=whole)
    try:
        member = package.extractfile(info)
        data = member.read() if member else b""
    except _BROKEN as error:
        raise UnreadableSource(f"it can't be unpacked: {error}"[:300], source=whole, remedy=_ANEW) from error
    if len(data) < info.size:
        raise UnreadableSource("the archive ends within it", source=whole, remedy=_ANEW)
    return data


def inside(name: str) -> str:
    """A member's name as a path that stays below: `../../etc/x` -> `etc/x`, `C:\\x` -> `x`."""
    parts = _DRIVE.sub("", name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "_"


def _unique(name: str, taken: set[str]) -> str:
    found, n = name, 2
    while found in taken:
        found, n = f"{name}#{n}", n + 1
    taken.add(found)
    return found


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a zip's member in Unicode (NFC).

    A zip without the flag for UTF-8 has the bytes of the packer's code page, which Python takes for page 437: they
    are UTF-8 in fact (macOS), Windows-1258 or TCVN3 where the words are Vietnamese then, else page 437.
    """
    if info.flag_bits & _UTF8_FLAG:
        return unicodedata.normalize("NFC", info.filename)
    extra = _unicode_path(info.extra)
    if extra:
        return unicodedata.normalize("NFC", extra)
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", info.filename)
    return _old_name(raw) or info.filename


def _tar_name(name: str) -> str:
    """The name of a tar's member: bytes that are not UTF-8 stand in it as half surrogate pairs."""
    raw = name.encode("utf-8", "surrogateescape")
    return _old_name(raw) or raw.decode("utf-8", "replace")


def _old_name(raw: bytes) -> str | None:
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        text = decode(raw)[0]
    except VnplanError:
        return None
    words = share(text.replace("_", " "))
    return text if words.marked and words.marked_syllables >= 0.6 * words.marked else None


def _unicode_path(extra: bytes) -> str | None:
    """The name in Info-ZIP's extra field."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and body[0] == 1:
            return body[5:].decode("utf-8", "replace")
    return None
