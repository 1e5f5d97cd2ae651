"""Bytes -> Document: the format is told from the bytes, then its own reader is loaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from vnplan.document import Document, Source
from vnplan.encodings import decode
from vnplan.errors import EmptySource, EncryptedSource, SourceNotFound, UnsupportedFormat
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.sniffing import Format, sniff

Readable = str | os.PathLike[str] | bytes | BinaryIO

_READERS: dict[Format, tuple[str, str]] = {  # format -> module, media type
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("pdf", "application/pdf"),
    "html": ("html", "text/html"),
    "mhtml": ("html", "multipart/related"),
    "wordml": ("office", "application/xml"),
    "doc": ("office", "application/msword"),
    "rtf": ("office", "application/rtf"),
    "odt": ("office", "application/vnd.oasis.opendocument.text"),
    "png": ("ocr", "image/png"),
    "jpeg": ("ocr", "image/jpeg"),
    "tiff": ("ocr", "image/tiff"),
}
_REMEDY = "vnplan reads .docx, .doc, .rtf, .odt, .pdf, .html, .txt, .md, .png, .jpg and .tif"


def read(
    source: Readable, *, name: str | None = None, password: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read a document from a path, from bytes or from an open binary file.

    `name` stands in messages for bytes and files without one. Raises a `VnplanError`: SourceNotFound,
    UnsupportedFormat, MissingDependency, or an UnreadableSource.
    """
    data, called = _load(source, name, limits)
    if not data.strip(b"\0 \t\r\n"):
        raise EmptySource("the file is empty", source=called, remedy="get the file anew from where it came")
    found = sniff(data, called)
    about = Source(called, "text/plain", hashlib.sha256(data).hexdigest(), len(data))
    if found == "text":
        from vnplan.readers import plain

        text, remarks = decode(data, called, limits=limits)
        return plain.read(text, about, limits=limits, remarks=remarks)
    if found == "encrypted":
        raise EncryptedSource("it is locked by a password", source=called, remedy="save it again without the password")
    if found not in _READERS:
        raise UnsupportedFormat(f"this is no document ({found})", source=called, remedy=_REMEDY)
    module, media_type = _READERS[found]
    reader: Callable[..., Document] = import_module(f"vnplan.readers.{module}").read
    about = Source(called, media_type, about.sha256, about.size, module)
    document = reader(data, about, limits=limits, password=password)
    if not any(map(str.isalnum, document.text)):
        raise EmptySource("there is no text in it", source=called, remedy="check that this is the right file")
    return document


def read_text(text: str, *, name: str = "<text>", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a document from text already in memory."""
    from vnplan.readers import plain

    data = text.encode("utf-8", "surrogatepass")
    return plain.read(text, Source(name, "text/plain", hashlib.sha256(data).hexdigest(), len(data)), limits=limits)


def _load(source: Readable, name: str | None, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a source, and what to call it."""
    if isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
        called = name or "<bytes>"
    elif isinstance(source, str | os.PathLike):
        path = Path(source)
        called = name or os.fsencode(path).decode("utf-8", "replace")
        try:
            if path.is_dir():
                raise SourceNotFound("this is a folder", source=called, remedy="name the files in it")
            limits.check("max_bytes", path.stat().st_size, source=called)
            data = path.read_bytes()
        except OSError as error:
            raise SourceNotFound(
                error.strerror or "it can't be opened", source=called, remedy="check the path and who may read it"
            ) from error
        except ValueError as error:  # a NUL in the path
            raise SourceNotFound(str(error), source=called, remedy="check the path") from error
    else:
        called = name or str(getattr(source, "name", "<file>"))
        data = source.read(limits.max_bytes + 1)
    limits.check("max_bytes", len(data), source=called)
    return data, called
