"""Old Word files, RTF and OpenDocument: what LibreOffice gives, and what is said where it fails or is missing."""

from __future__ import annotations

import io
import os
import shutil
import struct
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from vnplan.document import Source, Table, paragraphs
from vnplan.errors import EncryptedSource, LimitExceeded, MissingDependency, UnreadableSource, VnplanError
from vnplan.limits import Limits
from vnplan.readers import docbook, office
from vnplan.readers.draft import ParagraphDraft, TableDraft

RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}}\f0 K\u7870? HO\u7840?CH\par "
    rb"\trowd\cellx3000\cellx6000\intbl Vi\u7879?c\cell S\u7903?\cell\row\pard Cu\u7889?i\par}"
)
SOFFICE = """#!{python}
import pathlib, sys, time, zipfile
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
for path in sys.argv[sys.argv.index("--outdir") + 2:]:
    path = pathlib.Path(path)
    text = path.read_text()
    if "hang" in text:
        time.sleep(60)
    if "crash" in text:
        sys.exit(139)
    if "refuse" not in text:
        with zipfile.ZipFile(out / (path.stem + ".docx"), "w") as package:
            package.writestr("text", text)
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the only one in which programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(script.replace("{python}", sys.executable), encoding="utf-8")
    path.chmod(0o755)


def locked_doc(*, locked: bool) -> bytes:
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<H", head, 30, 9)
    entry = bytearray("WordDocument".encode("utf-16-le").ljust(128, b"\0"))
    struct.pack_into("<II", entry, 116, 1, 4096)
    stream = struct.pack("<H8xH", 0xA5EC, 0x0100 if locked else 0x0200).ljust(4096, b"\0")
    return bytes(head + entry.ljust(512, b"\0") + stream)


def content(package: bytes | VnplanError) -> str:
    if isinstance(package, VnplanError):
        return type(package).__name__
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return file.read("text").decode()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a script")
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a", "b", "c"], ["a", "b", "c"]),
        (["a", "refuse", "c"], ["a", "UnreadableSource", "c"]),
        (["crash", "b", "c", "d"], ["UnreadableSource", "b", "c", "d"]),
        (["a", "crash", "crash 2", "d"], ["a", "UnreadableSource", "UnreadableSource", "d"]),
        (["a", "hang", "c"], ["a", "LimitExceeded", "c"]),
        ([], []),
    ],
)
def test_files_that_fail_are_found_by_halving(programs: Path, texts: list[str], expected: list[str]) -> None:
    install(programs, "soffice", SOFFICE)
    files = [(f"{i}.doc", text.encode()) for i, text in enumerate(texts)]
    assert [content(p) for p in office.convert_many(files, limits=Limits(seconds=0.7))] == expected


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a script")
def test_nothing_is_left_behind(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(programs, "soffice", SOFFICE)
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    (slow,) = office.convert_many([("a.doc", b"hang")], limits=Limits(seconds=0.3))
    assert isinstance(slow, LimitExceeded)
    assert "seconds" in str(slow)
    assert list(folder.iterdir()) == []


def test_locked_files_are_told(programs: Path) -> None:
    manifest = io.BytesIO()
    with zipfile.ZipFile(manifest, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<x><manifest:encryption-data/></x>")
    for data in (locked_doc(locked=True), manifest.getvalue()):
        with pytest.raises(EncryptedSource, match="password"):
            office.read(data, Source("mật.doc"))
    with pytest.raises(MissingDependency):
        office.read(locked_doc(locked=False), Source("ngỏ.doc"))


def test_without_any_program_the_remedy_is_named(programs: Path) -> None:
    with pytest.raises(MissingDependency, match="apt-get install libreoffice-writer-nogui"):
        office.read(RTF, Source("a.rtf"))


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for catdoc is a script")
def test_catdoc_gives_the_text_and_says_what_is_lost(programs: Path) -> None:
    install(programs, "antiword", "#!{python}\nraise SystemExit(1)")
    install(programs, "catdoc", "#!{python}\nprint('UBND XÃ A\\nKẾ HOẠCH\\nTrồng cây năm 2026')")
    document = office.read(locked_doc(locked=False), Source("a.doc"))
    assert "KẾ HOẠCH\n" in document.text
    assert [r.code for r in document.remarks] == ["text-lost"]
    assert document.source.reader == "catdoc"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for antiword is a script")
def test_what_no_program_reads_is_refused(programs: Path) -> None:
    install(programs, "antiword", "#!{python}\nraise SystemExit(1)")
    with pytest.raises(UnreadableSource):
        office.read(locked_doc(locked=False), Source("a.doc"))


DOCBOOK = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "http://www.oasis-open.org/docbook.dtd">
<book><title>Táº­p tin</title><bookinfo><title>x</title></bookinfo>
<chapter><title> |<emphasis role='bold'>CỘNG HÒA</emphasis><emphasis role='bold'>Độc lập</emphasis></title>
<orderedlist numeration='arabic'><listitem><para>
Chuẩn bị
</para></listitem></orderedlist>
<para>Lịch <informaltable><tgroup cols='2'><colspec colwidth='100.0pt'/><colspec colwidth='200.0pt'/><tbody>
<row><entry>
Thời gian
- Sáng
</entry><entry>Phòng</entry></row></tbody></tgroup>
<tgroup cols='3'><colspec colwidth='100.5pt'/><colspec colwidth='90.0pt'/><colspec colwidth='110.0pt'/><tbody>
<row><entry/><entry>Sáng</entry><entry>Chiều</entry></row></tbody></tgroup></informaltable></para>
</chapter></book>"""


def test_docbook_of_antiword() -> None:
    drafts = docbook.drafts(DOCBOOK.encode(), "a.doc")
    texts = [d.text for d in drafts if isinstance(d, ParagraphDraft)]
    assert texts == ["CỘNG HÒA", "Độc lập", "1. Chuẩn bị", "Lịch"]
    (table,) = [d for d in drafts if isinstance(d, TableDraft)]
    # groups of rows with other columns stand on one grid
    assert [(c.row, c.column, c.colspan, len(c.blocks)) for c in table.cells] == [
        (0, 0, 1, 2),
        (0, 1, 2, 1),
        (1, 0, 1, 0),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_rtf_and_odt() -> None:
    spaces = "urn:oasis:names:tc:opendocument:xmlns:"
    kind = "application/vnd.oasis.opendocument.text"
    odt = io.BytesIO()
    with zipfile.ZipFile(odt, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{spaces}office:1.0" xmlns:t="{spaces}text:1.0" o:version="1.2"><o:body>'
            "<o:text><t:p>Kế hoạch năm</t:p></o:text></o:body></o:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{spaces}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
    broken = locked_doc(locked=False)
    files = [(RTF, Source("a.rtf")), (broken, Source("b.doc")), (odt.getvalue(), Source("c.odt"))]
    rtf, doc, text = office.read_many(files)
    assert not isinstance(rtf, VnplanError)
    assert [rtf.slice(p) for p in paragraphs(rtf.blocks)] == ["KẾ HOẠCH", "Việc", "Sở", "Cuối"]
    assert any(isinstance(b, Table) for b in rtf.blocks)
    assert rtf.source.reader == "office"
    assert isinstance(doc, UnreadableSource)
    assert doc.source == "b.doc"
    assert not isinstance(text, VnplanError)
    assert text.text == "Kế hoạch năm\n"
