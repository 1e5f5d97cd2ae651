"""The zip package of a .docx file: its parts, read with bounds, and their XML.

Nothing here trusts the package: sizes in the zip directory may lie, XML may carry entities (DTDs are forbidden in
these packages by ISO/IEC 29500-2, 8.1.4), targets may point anywhere. Only parts that are asked for are unpacked.
"""

from __future__ import annotations

import io
import math
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from vnplan.errors import EmptySource, EncryptedSource, UnreadableSource
from vnplan.limits import Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an OLE compound file: a .doc, or an encrypted .docx
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 16
_RATIO_FROM = 1_000_000  # bytes: smaller parts may be packed as tightly as they like
_SAVE_AGAIN = "open it in Word or LibreOffice and save it again as .docx"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)

# Strict files (ISO/IEC 29500 Strict) name the same elements in other namespaces.
_STRICT = b'="http://purl.oclc.org/ooxml/'
_TRANSITIONAL = {
    b'="http://purl.oclc.org/ooxml/wordprocessingml/main"': b"wordprocessingml/2006/main",
    b'="http://purl.oclc.org/ooxml/officeDocument/relationships"': b"officeDocument/2006/relationships",
    b'="http://purl.oclc.org/ooxml/officeDocument/math"': b"officeDocument/2006/math",
    b'="http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"': b"drawingml/2006/wordprocessingDrawing",
}


@dataclass(slots=True)
class Package:
    """An open package. `unpacked` counts the bytes that were read from it so far."""

    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]  # by lower-case path without a leading slash
    size: int
    name: str
    limits: Limits
    unpacked: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the type (`header`, `styles`) and the target's path."""

    kind: str
    target: str


def open_package(data: bytes, name: str, limits: Limits) -> Package:
    """The package in `data`; `name` is for messages.

    EmptySource for no bytes, EncryptedSource behind a password, LimitExceeded over max_bytes, else
    UnreadableSource for what is no zip file.
    """
    limits.check("max_bytes", len(data), source=name)
    if not data:
        raise EmptySource("the file is empty", source=name)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _locked(name)
        raise UnreadableSource(
            "this is a binary Word file (.doc), not a .docx", source=name, remedy="rename it to .doc and read it again"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = {_key(info.filename): info for info in archive.infolist()}
    except _BROKEN_ZIP as error:
        cut = data.startswith(b"PK\x03\x04")
        cause = "the zip package is damaged or cut off" if cut else "this is no .docx file: it is not a zip package"
        raise UnreadableSource(
            cause, source=name, remedy="fetch the file again, or " + _SAVE_AGAIN if cut else _SAVE_AGAIN
        ) from error
    return Package(archive, members, len(data), name, limits)


def _key(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()  # names of parts are compared without case


def _locked(name: str) -> EncryptedSource:
    return EncryptedSource(
        "the document is locked by a password", source=name, remedy="remove the password in Word and save again"
    )


def read_part(package: Package, path: str) -> bytes | None:
    """The bytes of a part; None where the package has none of that name. LimitExceeded, UnreadableSource."""
    info = package.members.get(_key(path))
    if info is None:
        return None
    if info.flag_bits & 1:
        raise _locked(package.name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableSource(f"{path} is packed in an unknown way", source=package.name, remedy=_SAVE_AGAIN)
    chunks: list[bytes] = []
    size = 0
    packed = max(1, min(info.compress_size, package.size))
    try:
        with package.archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                package.limits.check("max_unpacked", package.unpacked + size, source=package.name)
                if size > _RATIO_FROM:
                    package.limits.check("max_ratio", math.ceil(size / packed), source=package.name)
    except (*_BROKEN_ZIP, RuntimeError) as error:
        raise UnreadableSource(
            f"the zip package is damaged at {path}",
            source=package.name,
            remedy="fetch the file again, or " + _SAVE_AGAIN,
        ) from error
    package.unpacked += size
    return b"".join(chunks)


def parse_part(package: Package, path: str) -> etree._Element | None:
    """The root element of a part, in the Transitional namespaces; None where there is no such part.

    UnreadableSource for XML that is not well-formed, nested deeper than 256 elements (libxml2's own bound) or
    has a document type.
    """
    data = read_part(package, path)
    if data is None:
        return None
    root = _parse(data, path, package.name)
    if root.tag.startswith("{http://purl.oclc.org/ooxml/"):
        data = etree.tostring(root, encoding="utf-8")
        for strict, transitional in _TRANSITIONAL.items():
            data = data.replace(strict, b'="http://schemas.openxmlformats.org/' + transitional + b'"')
        root = _parse(data, path, package.name)
    return root


def _parse(data: bytes, path: str, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(f"the XML of {path} is broken: {error}", source=name, remedy=_SAVE_AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableSource(f"{path} has a document type, which .docx files never have", source=name)
    return root


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part (`""`: of the package) by their ids, those to places outside the package left out."""
    folder, base = posixpath.split(part)
    root = parse_part(package, posixpath.join(folder, "_rels", base + ".rels"))
    found: dict[str, Relation] = {}
    if root is None:
        return found
    for child in root:
        if child.tag != _PACKAGE + "Relationship" or child.get("TargetMode") == "External":
            continue
        target = unquote(child.get("Target", ""))
        path = target if target.startswith("/") else posixpath.join("/", folder, target)
        kind = child.get("Type", "").rpartition("/")[2]
        found[child.get("Id", "")] = Relation(kind, posixpath.normpath(path).lstrip("/"))
    return found


def main_part(package: Package) -> str:
    """The path of the document part, from the package's relations or its usual name; UnreadableSource without one."""
    for relation in relations(package, "").values():
        if relation.kind == "officeDocument" and _key(relation.target) in package.members:
            return relation.target
    if "word/document.xml" in package.members:
        return "word/document.xml"
    raise UnreadableSource(
        "the package holds no Word document (no word/document.xml)",
        source=package.name,
        remedy="check that this is a .docx and not another kind of file",
    )
