"""Every word of a real file is read, and read once: counted against LibreOffice, pdftotext, or the text itself.

What may differ is named here: what LibreOffice leaves out of a text (page headers and footers, text boxes), table
headers that a PDF repeats on each page, and what is no word of the plan (bookmarks of converters, page numbers in
plain text).
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

import vnplan
from vnplan.document import Document, Paragraph, Table, paragraphs

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "plans"
OWN = ROOT / "corpora" / "plans"
OWN_SLUGS = ["huyen-bac-ha-2010", "ldld-quang-binh-2019", "so-y-te-ben-tre-2013", "thcs-cam-hung-2008"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")  # "30-6/YTDP-KSDB": pdftotext drops one at the end of a line
_BOOKMARK = re.compile(r"\[bookmark: \w+\]")
_PAGE_BREAK = re.compile(r"\n\f *\d+\n")  # with the number of the page that begins


def files(*suffixes: str) -> list[Path]:
    """The real plans and some of the project's own, of these formats; a scan has no other route to its words."""
    real = [path for path in sorted(REAL.glob("*")) if path.suffix in suffixes and "-scan" not in path.stem]
    return real + [path for slug in OWN_SLUGS for suffix in suffixes if (path := OWN / f"{slug}{suffix}").exists()]


def words(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFC", text.replace("\u00ad", "")).replace("Ð", "Đ")
    return Counter(re.findall(r"\w+", _HYPHEN.sub("", text)))


def words_of(document: Document, blocks: tuple[Paragraph, ...]) -> Counter[str]:
    return sum((words(document.slice(block)) for block in blocks), Counter[str]())


# --- Word files -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def texts_of_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what LibreOffice gives as text of each Word file, by one start of it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    (folder / "in").mkdir()
    for path in files(".docx", ".doc"):
        shutil.copy(path, folder / "in" / f"{path.stem}{path.suffix.replace('.', '-')}{path.suffix}")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        + ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder / "out")]
        + sorted(map(str, (folder / "in").iterdir())),
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "out"


def words_in_boxes(data: bytes) -> Counter[str]:
    """The words in text boxes, drawn once and kept once more for old programs: here once."""
    if not data.startswith(b"PK"):
        return Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    found: Counter[str] = Counter()
    for box in root.iter(W + "txbxContent"):
        if not any(etree.QName(parent).localname == "Fallback" for parent in box.iterancestors()):
            for paragraph in box.iter(W + "p"):
                found += words("".join(node.text or "" for node in paragraph.iter(W + "t")))
    return found


@pytest.mark.parametrize("path", files(".docx", ".doc"), ids=lambda path: path.name)
def test_every_word_that_libreoffice_gives_is_read_once(path: Path, texts_of_office: Path) -> None:
    given = texts_of_office / f"{path.stem}{path.suffix.replace('.', '-')}.txt"
    document = vnplan.read(path)
    seen, found = words(given.read_text("utf-8-sig")), words(document.text)
    assert seen
    assert seen - found == Counter()
    assert found - seen == words_of(document, document.furniture) + words_in_boxes(path.read_bytes())


# --- PDF ------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("path", files(".pdf"), ids=lambda path: path.name)
def test_every_word_that_pdftotext_gives_is_read_once(path: Path) -> None:
    run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, timeout=60)
    document = vnplan.read(path)
    seen, found = words(run.stdout.decode()), words(document.text)
    assert seen
    assert found - seen == Counter()
    assert seen - found in [Counter(), *(header_words(document, b, n) for b in document.blocks for n in (1, 2))]


def header_words(document: Document, block: Paragraph | Table, rows: int) -> Counter[str]:
    """The words of a table's first rows, which a PDF repeats on the table's next page."""
    if isinstance(block, Paragraph):
        return Counter()
    header = tuple(p for cell in block.cells if cell.row < rows for p in paragraphs(cell.blocks))
    return words_of(document, header)


# --- text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", files(".txt", ".md"), ids=lambda path: path.name)
def test_every_word_of_a_text_is_read_once(path: Path) -> None:
    typed = _PAGE_BREAK.sub("\n", _BOOKMARK.sub("", path.read_text("utf-8-sig")))
    assert words(vnplan.read(path).text) == words(typed)


def test_the_real_plans_are_counted_where_they_are() -> None:
    if not REAL.is_dir():
        pytest.skip("the real plans (../shared/plans) are not here")
    counted = {path.name for path in files(".docx", ".doc", ".pdf", ".txt", ".md")}
    assert {path.name for path in REAL.iterdir() if path.suffix != ".json"} - counted == {"kien-giang-2018-scan.pdf"}
