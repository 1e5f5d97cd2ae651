"""Files made to hang, crash or fill a machine: each ends soon, in a VnplanError or in a result within the limits, and
leaves nothing behind in the temporary folder."""

from __future__ import annotations

import io
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import vnplan
from tests.readers.docx_fixtures import cell, docx, paragraph, parts, row, table, zipped
from tests.test_encodings import as_tcvn3
from vnplan.document import Table
from vnplan.errors import EmptySource, LimitExceeded, UnreadableSource, VnplanError
from vnplan.limits import Limits

SOON = 60  # seconds, on a machine that does much else
ENTITIES = '<!ENTITY a0 "ha ha ha ha ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
LAUGHS = f"<!DOCTYPE d [{ENTITIES}]>"
OUTSIDE = '<!DOCTYPE d [<!ENTITY a9 SYSTEM "{}">]>'
SECRET = "mật khẩu của máy"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty temporary folder, which must be empty again afterwards; and an end that must come soon."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    start = time.monotonic()
    yield folder
    assert time.monotonic() - start < SOON
    assert list(folder.iterdir()) == []


def refused(source: str | Path | bytes | io.BytesIO, kind: type[VnplanError], cause: str, **named: object) -> None:
    """Reading ends in an error of a kind, which says what is wrong and what to do."""
    with pytest.raises(kind, match=cause) as caught:
        vnplan.read(source, **named)  # type: ignore[arg-type]
    assert caught.value.cause and caught.value.remedy and caught.value.source


# --- packages -------------------------------------------------------------------------------------------------------

SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = "application/vnd.oasis.opendocument.text"


def odt(text: str, doctype: str = "") -> bytes:
    """An OpenDocument text of one paragraph."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODT, zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{doctype}<o:document-content xmlns:o="{SPACES}office:1.0"'
            f' xmlns:t="{SPACES}text:1.0" o:version="1.2"><o:body><o:text><t:p>{text}</t:p></o:text></o:body>'
            "</o:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{SPACES}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{ODT}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
    return out.getvalue()


def flat_odt(text: str, doctype: str = "") -> bytes:
    """An OpenDocument text in one XML file."""
    return (
        f'<?xml version="1.0"?>{doctype}<office:document xmlns:office="{SPACES}office:1.0"'
        f' xmlns:text="{SPACES}text:1.0" office:version="1.2" office:mimetype="{ODT}"><office:body><office:text>'
        f"<text:p>{text}</text:p></office:text></office:body></office:document>"
    ).encode()


def word(text: str, doctype: str = "") -> bytes:
    made = parts(paragraph(f"<w:r><w:t>{text}</w:t></w:r>"))
    made["word/document.xml"] = str(made["word/document.xml"]).replace("?>", "?>" + doctype, 1)
    return zipped(made)


def page(text: str, doctype: str = "") -> bytes:
    return f"{doctype.replace('DOCTYPE d', 'DOCTYPE html')}<html><body><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize("make", [word, pytest.param(odt, marks=needs_office)])
def test_a_zip_bomb_is_refused_by_the_name_of_the_limit(make: object) -> None:
    bomb = make("ha " * 12_000_000)  # type: ignore[operator]
    assert len(bomb) < 500_000
    refused(bomb, LimitExceeded, "max_ratio")
    refused(bomb, LimitExceeded, "max_unpacked", limits=Limits(max_ratio=10**6, max_unpacked=10_000_000))


def test_a_zip_bomb_in_a_zip_bomb_is_no_document() -> None:
    inner = zipped({"a.txt": "0" * 10_000_000})
    refused(zipped({f"{i}.zip": inner for i in range(10)}), VnplanError, "no document")


@pytest.mark.parametrize(
    "make", [word, pytest.param(odt, marks=needs_office), pytest.param(flat_odt, marks=needs_office)]
)
def test_a_billion_laughs_are_refused(make: object) -> None:
    refused(make("&a9;", LAUGHS), UnreadableSource, ".")  # type: ignore[operator]


def test_a_billion_laughs_in_a_web_page_stay_unlaughed() -> None:
    assert len(vnplan.read(page("Kế hoạch &a9;", LAUGHS)).text) < 100


@pytest.mark.parametrize(
    "make", [word, page, pytest.param(odt, marks=needs_office), pytest.param(flat_odt, marks=needs_office)]
)
def test_an_external_entity_is_not_fetched(make: object, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    data = make("Kế hoạch &a9; năm", OUTSIDE.format(secret.as_uri()))  # type: ignore[operator]
    try:
        text = vnplan.read(data).text
    except UnreadableSource as error:
        text = str(error)
    assert SECRET not in text


@cache
def hundred_thousand_cells() -> bytes:
    return docx(table(*[row(*[cell(f"việc {i} {j}") for j in range(10)]) for i in range(10_000)]))


@pytest.mark.parametrize("limit", [None, 100_000], ids=["over the limit", "within limits"])
def test_a_word_file_of_a_hundred_thousand_cells(limit: int | None) -> None:
    data = hundred_thousand_cells()
    if limit is None:
        refused(data, LimitExceeded, "max_cells=50,000")
        return
    document = vnplan.read(data, limits=Limits(max_cells=limit))
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert len(block.cells) == 100_000
    assert document.slice(block.cells[-1]) == "việc 9999 9"


# --- PDF ------------------------------------------------------------------------------------------------------------


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    body = b"".join(b"%d 0 obj%bendobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return b"%%PDF-1.4\n%btrailer<</Root 1 0 R/Size %d%b>>\n%%%%EOF" % (body, len(objects) + 1, trailer)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


@pytest.mark.parametrize(
    "data",
    [
        pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"),
        pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>"),
        pdf(CATALOG, b"<</Type/Pages/Parent 2 0 R/Kids[]/Count 2000000000>>"),
        pdf(CATALOG, b"<</Type/Pages/Kids[1 0 R]/Count -1>>"),
        pdf(CATALOG, ONE_PAGE, b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]>>"),
        pdf(
            CATALOG, ONE_PAGE,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
            b"<</Length 4>>stream\n/F Do\nendstream",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 10/Resources<</XObject<</F 5 0 R>>>>>>stream\n"
            b"/F Do /F Do\nendstream",
        ),
        pdf(CATALOG, ONE_PAGE, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1e30]>>"),
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 1/Prev 9>>\nstartxref\n9\n%%EOF",
    ],
    ids=["tree", "long tree", "count", "catalog", "parent", "form", "size", "table of objects"],
)  # fmt: skip
def test_a_pdf_that_contains_itself_or_lies_is_unreadable(data: bytes) -> None:
    refused(data, UnreadableSource, ".")


# --- text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.doc", "a.pdf", "a.html", "a.png"])
def test_an_empty_file_is_empty_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    refused(path, EmptySource, "the file is empty")
    refused(b"", EmptySource, "the file is empty", name=name)
    refused(io.BytesIO(b""), EmptySource, "the file is empty", name=name)


PLAN = "KẾ HOẠCH\nThực hiện nhiệm vụ năm 2026; báo cáo kết quả trước ngày 05/6/2026.\n"


def test_a_text_of_200_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(PLAN.encode())
        file.truncate(200_000_000)  # sparse
    start = time.monotonic()
    refused(path, LimitExceeded, "max_bytes=100,000,000")
    assert time.monotonic() - start < 1
    with path.open("rb") as opened:
        refused(io.BytesIO(opened.read()), LimitExceeded, "max_bytes=100,000,000")


@pytest.mark.parametrize(
    "data",
    [PLAN.encode(), PLAN.encode("utf-16"), as_tcvn3(PLAN).encode("cp1252")],
    ids=["UTF-8", "UTF-16", "TCVN3"],
)
def test_a_text_of_200_megabytes_that_may_be_read_is_refused_before_it_is_converted(data: bytes) -> None:
    whole = data * (200_000_000 // len(data))
    refused(whole, LimitExceeded, "max_characters=20,000,000", limits=Limits(max_bytes=200_000_000))
