"""What a file is, by its bytes; its name decides only what bytes leave open."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Format = Literal[
    "empty",
    "docx",
    "doc",  # Word 97 to 2003, and older
    "rtf",
    "odt",
    "wordml",  # Word 2003 XML, OpenDocument in one XML file: what LibreOffice reads
    "pdf",
    "html",
    "mhtml",  # a web page in one file, as Word saves it
    "png",
    "jpeg",
    "tiff",
    "encrypted",  # an Office package locked by a password
    "zip",  # a zip package of another kind, or an archive
    "ole",  # an OLE file of another kind: Excel, PowerPoint
    "json",  # data, such as a plan that vnplan wrote
    "text",
    "unknown",
]

MEDIA_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "wordml": "application/xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "mhtml": "multipart/related",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "tiff": "image/tiff",
    "text": "text/plain",
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_WORD = (b"\xdb\xa5", b"\x31\xbe\x00\x00", b"\xfe\x37\x00\x23")  # Word 2 and older for DOS: no OLE file yet
# The start of a page, after comments, a declaration or a byte order mark: "<!DOCTYPE html", "<html xmlns:v=…>"
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"\s*<(?:p|div|table|meta|center|span|font|h[1-6]|style|b|ul|ol)[\s>]", re.IGNORECASE
)  # "<p align="
_CLOSING = re.compile(r"</(?:p|div|table|td|tr|span|font|center|b|h[1-6]|li)\s*>", re.IGNORECASE)  # "</td>"
_JSON = re.compile(r'\{\s*"[^"\n]{1,80}"\s*:|\[\s*\{\s*"[^"\n]{1,80}"\s*:')  # {"name": …
_MHTML = re.compile(rb"^(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,40}", re.IGNORECASE)  # "MIME-Version: 1.0\n"
_HEAD = 65_536  # bytes looked at for text formats


def sniff(data: bytes, name: str = "") -> Format:
    """The format of a file. A `.doc` whose bytes are HTML, RTF or a zip package is what its bytes are.

    Looks at the head, and at a zip package's directory; unpacks nothing. Never fails.
    """
    if not data.strip(b"\x00\t\n\r "):
        return "empty"
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_ZIP):
        return _zip(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "tiff"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLD_WORD):
        return "doc"
    if data[:64].lstrip(b"\xef\xbb\xbf\t\n\r \x00").startswith(b"{\\rt"):
        return "rtf"
    return _text(data, name.lower())


def _ole(data: bytes) -> Format:
    """By the names in its directory, which are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    return "ole"


def _zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        names = set()
        if b"word/document.xml" in data:  # broken, but a Word file: its reader says what is wrong
            return "docx"
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", n) for n in names):
        return "docx"
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    return "zip"


def _text(data: bytes, name: str) -> Format:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    elif head[:40].count(b"\x00") >= 10:
        text = head.decode("utf-16-le" if head[1:40:2].count(b"\x00") > 5 else "utf-16-be", "replace")
    else:
        text = head.decode("utf-8-sig", "replace") if head.startswith(b"\xef\xbb\xbf") else head.decode("latin-1")
    start = text[:4096].lstrip()
    if start.startswith("<") or name.endswith((".html", ".htm", ".xhtml")):
        if "<w:wordDocument" in text or "<office:document " in text:
            return "wordml"
        if _PAGE.search(text):
            return "html"
        if name.endswith((".html", ".htm", ".xhtml")) and "<" in text:
            return "html"
        if _FRAGMENT.match(start) and _CLOSING.search(text) and not name.endswith((".md", ".txt")):
            return "html"
    head_lines = _MHTML.match(head)
    if head_lines and b"multipart/related" in head_lines[0].lower() and b"mime-version" in head_lines[0].lower():
        return "mhtml"
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and _binary(head):
        return "unknown"
    return "json" if _JSON.match(start) and not name.endswith((".md", ".txt")) else "text"


def _binary(head: bytes) -> bool:
    """More control codes than a text in any encoding has. TCVN 5712-1 puts a few capitals there; UTF-16 has NULs."""
    nul = head.count(0)
    if nul and (head[0::2].count(0) > 0.9 * nul or head[1::2].count(0) > 0.9 * nul) and nul > len(head) / 6:
        return False
    controls = sum(head.count(b) for b in range(0x20) if b not in b"\t\n\r\x0b\x0c\x1a")
    return nul > len(head) / 1000 or controls > len(head) / 10
