"""Old Word files, RTF and OpenDocument -> Document, by way of LibreOffice and the docx reader.

One start of LibreOffice converts many files; a profile of its own and a time limit keep it apart from the user's
LibreOffice and from hanging. Where it is not installed, antiword or catdoc give the text of .doc files,
and a remark says what that costs.
"""

from __future__ import annotations

import dataclasses
import io
import math
import struct
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from vnplan.document import Document, Remark, Source
from vnplan.errors import EncryptedSource, LimitExceeded, MissingDependency, UnreadableSource, VnplanError
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers import docbook, processes
from vnplan.readers.draft import assemble
from vnplan.sniffing import sniff

_SOFFICE = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_INSTALL = "apt-get install libreoffice-writer-nogui (or LibreOffice for your system)"
_UNLOCK = "open it in Word or LibreOffice and save it without the password"
_SUFFIXES = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "wordml": ".xml"}
_RATIO_FROM = 1_000_000  # bytes: smaller parts may be packed as tightly as they like
_CHUNK = 20  # files a start of LibreOffice: more gain little (0.15 s a file instead of 1.3 s)

# No macros, and nothing fetched that a file links to.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>
</prop></item></oor:items>
"""
_NO_NETWORK = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "ftp_proxy")}


def read(data: bytes, source: Source, *, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> Document:
    """The document in a .doc, .rtf or .odt file (or Word 2003 XML).

    `password` can't be used: LibreOffice takes none without a window. EncryptedSource for locked files,
    MissingDependency where neither LibreOffice nor a program that reads the format is installed,
    UnreadableSource where it can't be converted, LimitExceeded for what takes too long.
    """
    limits.check("max_bytes", len(data), source=source.name)
    if processes.find(*_SOFFICE) is None:
        _refuse_encrypted(data, source.name)
        return _without_office(data, source, limits)
    (converted,) = convert_many([(source.name, data)], limits=limits)
    return _from_docx(converted, source, limits)


def read_many(
    files: Sequence[tuple[bytes, Source]], *, limits: Limits = DEFAULT_LIMITS
) -> list[Document | VnplanError]:
    """Like `read` for many files, with few starts of LibreOffice; an error stands in the place of its file."""
    found: list[Document | VnplanError] = []
    if processes.find(*_SOFFICE) is None:
        converted: list[bytes | VnplanError | None] = [None] * len(files)
    else:
        converted = list(convert_many([(source.name, data) for data, source in files], limits=limits))
    for (data, source), package in zip(files, converted, strict=True):
        try:
            found.append(read(data, source, limits=limits) if package is None else _from_docx(package, source, limits))
        except VnplanError as error:
            found.append(error)
    return found


def _from_docx(converted: bytes | VnplanError, source: Source, limits: Limits) -> Document:
    from vnplan.readers import docx

    if isinstance(converted, VnplanError):
        raise converted
    document = docx.read(converted, source, limits=limits)
    return dataclasses.replace(document, source=dataclasses.replace(source, reader="office"))


# --- LibreOffice ----------------------------------------------------------------------------------------------------


def convert_many(files: Sequence[tuple[str, bytes]], *, limits: Limits = DEFAULT_LIMITS) -> list[bytes | VnplanError]:
    """Each file (its name for messages, its bytes) as .docx, or the error that says why not; in the order given.

    `limits.seconds` bounds each start of LibreOffice, for up to 20 files. What stops a start is found by
    halving. MissingDependency is raised where there is no LibreOffice.
    """
    if processes.find(*_SOFFICE) is None:
        raise MissingDependency("LibreOffice is not installed", source=files[0][0] if files else "", remedy=_INSTALL)
    done: dict[int, bytes | VnplanError] = {}
    for i, (name, data) in enumerate(files):
        try:
            limits.check("max_bytes", len(data), source=name)
            _refuse_bombs(data, name, limits)
            _refuse_encrypted(data, name)
        except VnplanError as error:
            done[i] = error
    left = [i for i in range(len(files)) if i not in done]
    for first in range(0, len(left), _CHUNK):
        _convert(left[first : first + _CHUNK], files, done, limits)
    return [done[i] for i in range(len(files))]


def _convert(
    chunk: Sequence[int], files: Sequence[tuple[str, bytes]], done: dict[int, bytes | VnplanError], limits: Limits
) -> None:
    """One start, then halves of what it left."""
    if not chunk:
        return
    packages, error = _start([(i, *files[i]) for i in chunk], limits)
    done.update(packages)
    left = [i for i in chunk if i not in packages]
    if len(left) == 1 and len(chunk) == 1:
        name = files[left[0]][0]
        cause = error.cause if error else "LibreOffice can't read it"
        kind = LimitExceeded if isinstance(error, LimitExceeded) else UnreadableSource
        done[left[0]] = kind(cause, source=name, remedy=error.remedy if error else "check that the file opens in Word")
    elif len(left) < len(chunk):
        _convert(left, files, done, limits)
    else:
        middle = len(left) // 2
        _convert(left[:middle], files, done, limits)
        _convert(left[middle:], files, done, limits)


def _start(files: Sequence[tuple[int, str, bytes]], limits: Limits) -> tuple[dict[int, bytes], UnreadableSource | None]:
    """Run LibreOffice once: the files that it converted, and the error that stopped it, if any."""
    program = processes.find(*_SOFFICE) or _SOFFICE[0]
    with tempfile.TemporaryDirectory(prefix="vnplan-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        profile, sources, out = folder / "profile", folder / "in", folder / "out"
        for new in (profile / "user", sources, out):
            new.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        paths: list[str] = []
        for i, name, data in files:
            path = sources / f"{i:06d}{_SUFFIXES.get(sniff(data, name), '.doc')}"
            path.write_bytes(data)
            paths.append(str(path))
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)),
            *paths,
        ]
        error: UnreadableSource | None = None
        try:
            processes.run(command, folder=folder, limits=limits, source="LibreOffice", environment=_NO_NETWORK)
        except UnreadableSource as failure:
            error = failure
        packages: dict[int, bytes] = {}
        for path in out.glob("*.docx"):
            if path.stat().st_size <= limits.max_unpacked and zipfile.is_zipfile(path):
                packages[int(path.stem)] = path.read_bytes()
    return packages, error


# --- bombs ----------------------------------------------------------------------------------------------------------


def _refuse_bombs(data: bytes, name: str, limits: Limits) -> None:
    """LimitExceeded for an OpenDocument package whose parts unpack to more than allowed, by its directory. One that
    lies there is bounded by the time and memory that LibreOffice gets."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # LibreOffice says what is wrong
    limits.check("max_unpacked", sum(member.file_size for member in members), source=name)
    for member in members:
        if member.file_size > _RATIO_FROM:
            limits.check("max_ratio", math.ceil(member.file_size / max(member.compress_size, 1)), source=name)


# --- locked files ---------------------------------------------------------------------------------------------------


def _refuse_encrypted(data: bytes, name: str) -> None:
    """EncryptedSource for a Word 97 file or an OpenDocument package that a password locks."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                manifest = package.open("META-INF/manifest.xml").read(1_000_000)
        except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, ValueError, NotImplementedError):
            return  # LibreOffice says what is wrong
        locked = b"encryption-data" in manifest
    else:
        locked = _is_locked_word(data)
    if locked:
        raise EncryptedSource("it is locked by a password", source=name, remedy=_UNLOCK)


def _is_locked_word(data: bytes) -> bool:
    """Bit 8 of the flags at the head of the stream WordDocument ([MS-DOC] 2.5.2, fEncrypted)."""
    entry = data.find("WordDocument".encode("utf-16-le").ljust(64, b"\0"))  # a directory entry ([MS-CFB] 2.6.1)
    if entry < 0 or len(data) < max(entry + 128, 512) or entry % 128:
        return False
    (shift,) = struct.unpack_from("<H", data, 30)
    start, size = struct.unpack_from("<II", data, entry + 116)
    if not 7 <= shift <= 16 or size < 4096:
        return False
    offset = (start + 1) << shift
    if offset + 12 > len(data):
        return False
    magic, flags = struct.unpack_from("<H8xH", data, offset)
    return magic == 0xA5EC and bool(flags & 0x0100)


# --- without LibreOffice --------------------------------------------------------------------------------------------


def _without_office(data: bytes, source: Source, limits: Limits) -> Document:
    kind = sniff(data, source.name)
    antiword, catdoc = processes.find("antiword"), processes.find("catdoc")
    if kind != "doc" or not (antiword or catdoc):
        raise MissingDependency(f"reading this format ({kind}) needs LibreOffice", source=source.name, remedy=_INSTALL)
    name = source.name
    with tempfile.TemporaryDirectory(prefix="vnplan-", ignore_cleanup_errors=True) as temporary:
        path = Path(temporary) / "plan.doc"
        path.write_bytes(data)
        if antiword:
            command = [antiword, "-x", "db", "-m", "UTF-8.txt", str(path)]
            result = processes.run(command, folder=temporary, limits=limits, source=name)
            if result.returncode == 0 and result.stdout.strip():
                limits.check("max_characters", len(result.stdout), source=name)
                lost = "merged cells, nested tables, text boxes and where automatic numbers go on"
                return assemble(
                    docbook.drafts(result.stdout, name),
                    dataclasses.replace(source, reader="antiword"),
                    remarks=(_lost("antiword", lost),),
                )
        if catdoc:
            command = [catdoc, "-w", "-d", "utf-8", str(path)]
            result = processes.run(command, folder=temporary, limits=limits, source=name)
            text = result.stdout.decode("utf-8", "replace")
            if result.returncode == 0 and any(map(str.isalnum, text)):
                return _from_text(text, source, limits)
    raise UnreadableSource("antiword and catdoc can't read it", source=source.name, remedy=_INSTALL)


def _from_text(text: str, source: Source, limits: Limits) -> Document:
    from vnplan.encodings import mend
    from vnplan.readers import plain

    mended, remarks = mend(text.replace("\n", "\n\n"))  # a line of catdoc's is a paragraph, never wrapped
    lost = _lost("catdoc", "automatic numbers, the rows of tables, and what is bold or centred")
    document = plain.read(mended, source, limits=limits, remarks=(*remarks, lost))
    return dataclasses.replace(document, source=dataclasses.replace(source, reader="catdoc"))


def _lost(program: str, what: str) -> Remark:
    return Remark(
        "text-lost", f"read by {program}, without LibreOffice ({_INSTALL}): it does not give {what}", "warning"
    )
