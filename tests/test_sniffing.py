"""A format is what the bytes are, whatever the name says."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.sniffing import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def package(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


def wide(name: str) -> bytes:
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "a.docx", "empty"),
        (b" \r\n", "a.txt", "empty"),
        (package("word/document.xml"), "a.doc", "docx"),
        (package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "a.doc", "odt"),
        (package("xl/workbook.xml"), "a.docx", "zip"),
        (b"PK\x03\x04 broken word/document.xml", "a.docx", "docx"),
        (b'{\n "file": "a.docx", "header": {}}', "a.json", "json"),
        (b'[{"file": "a.docx"}]', "a", "json"),
        (b"[1] K\xe1\xba\xbf ho\xe1\xba\xa1ch", "a", "text"),
        (OLE + wide("WordDocument"), "a.docx", "doc"),
        (OLE + wide("Workbook"), "a.doc", "ole"),
        (OLE + wide("EncryptedPackage"), "a.docx", "encrypted"),
        (b"{\\rtf1\\ansi x}", "a.doc", "rtf"),
        (b"\n%PDF-1.7\n", "a", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "a.jpg", "png"),
        (b"\xff\xd8\xff\xe0....", "a.png", "jpeg"),
        (b"II*\x00....", "a.tif", "tiff"),
        (b"\xef\xbb\xbf<html xmlns:v='urn'>\r\n<p>x</p>", "a.doc", "html"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html><html></html>'.encode("utf-16"), "a.doc", "html"),
        ("<p class=x>Kế hoạch&nbsp;năm</p>".encode(), "a", "html"),
        ("Kế hoạch <b>năm</b>".encode(), "a.htm", "html"),
        ("<div>\n\n# Kế hoạch\n</div>".encode(), "a.md", "text"),
        (b"<b>x", "a.txt", "text"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'>", "a.doc", "wordml"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n--x\n<html></html>", "a.doc", "mhtml"),
        ("KẾ HOẠCH\n1. a < b".encode(), "a.doc", "text"),
        ("KẾ HOẠCH năm 2026".encode("utf-16-le"), "a.txt", "text"),
        ("KẾ HOẠCH năm 2026".encode("utf-16"), "a.txt", "text"),
        (b"CH\x01 TR\xc4NG: K\xd5 HO\xb9CH 2026", "a.txt", "text"),
        (bytes(range(256)) * 9, "a.txt", "unknown"),
    ],
)
def test_format(data: bytes, name: str, kind: str) -> None:
    assert sniff(data, name) == kind


@given(st.binary(max_size=400), st.sampled_from(["", "a.docx", "a.html", "a.md"]))
def test_never_fails(data: bytes, name: str) -> None:
    assert sniff(data, name)
