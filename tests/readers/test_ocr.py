"""Scans: ruling lines on a raster, two readings made one, and a page drawn, recognised and read."""

from __future__ import annotations

import io
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from vnplan.document import Source, Table, paragraphs
from vnplan.errors import LimitExceeded, MissingDependency, UnreadableSource
from vnplan.limits import Limits
from vnplan.readers import ocr
from vnplan.readers.draft import CellDraft, Draft, ParagraphDraft, TableDraft
from vnplan.readers.ocr_labels import set_labels
from vnplan.readers.ocr_spelling import respell
from vnplan.readers.ocr_words import Notes, Seen, joined, parse, sift, without_days, without_marks, without_specks
from vnplan.readers.ruling import binarise, find_strokes, regions, wipe
from vnplan.readers.scans import without_red


def seen(text: str, x0: float, confidence: float, *, line: int = 1, top: float = 100, width: float = 0) -> Seen:
    return Seen(text, x0, top, x0 + (width or 18 * len(text)), top + 36, confidence, (1, 1, line))


def texts(boxes: list[Seen]) -> list[str]:
    return [box.text for box in boxes]


# --- ruling lines ---------------------------------------------------------------------------------------------------


def drawn_table(slant: float) -> Image.Image:
    """A table of 3 x 3 cells, 1,200 pixels wide, with bars of text in its cells, turned a little."""
    image = Image.new("L", (1600, 1000), 255)
    draw = ImageDraw.Draw(image)
    for i in range(4):
        draw.line([(200, 200 + 150 * i), (1400, 200 + 150 * i)], fill=0, width=4)
        draw.line([(200 + 400 * i, 200), (200 + 400 * i, 650)], fill=0, width=4)
    for x in range(230, 500, 14):  # like letters: short bars
        draw.line([(x, 240), (x, 270)], fill=0, width=4)
        draw.line([(x, 255), (x + 8, 255)], fill=0, width=4)
    return image.rotate(slant, fillcolor=255, resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize("slant", [0, 0.8, -1.5])
def test_lines_of_a_slanted_table_are_found_and_set_straight(slant: float) -> None:
    strokes = find_strokes(binarise(drawn_table(slant)), 250)
    assert sorted(stroke.across for stroke in strokes) == [False] * 4 + [True] * 4
    (table,) = regions(strokes, 250)
    levels = sorted(
        sum(table.straight(*point)[1] for point in s.points) / len(s.points) for s in table.strokes if s.across
    )
    steps = [round(b - a) for a, b in pairwise(levels)]
    assert all(abs(step - 150) <= 2 for step in steps)
    for stroke in table.strokes:
        ends = [table.straight(*point) for point in (stroke.points[0], stroke.points[-1])]
        along = 1 if stroke.across else 0
        assert abs(ends[0][along] - ends[1][along]) < 4


def test_lines_are_wiped_and_letters_stay() -> None:
    image = drawn_table(0)
    clean = wipe(image, find_strokes(binarise(image), 250))
    assert clean.getpixel((800, 350)) == 255
    assert clean.getpixel((230, 255)) == 0


def test_an_underline_is_no_table() -> None:
    image = Image.new("L", (1200, 400), 255)
    ImageDraw.Draw(image).line([(300, 200), (900, 203)], fill=0, width=4)
    (area,) = regions(find_strokes(binarise(image), 250), 250)
    assert len(area.strokes) == 1
    assert area.fall == pytest.approx(0.005, abs=0.002)


def test_a_blank_page_has_no_lines() -> None:
    assert find_strokes(binarise(Image.new("L", (500, 500), 255)), 250) == []


# --- words ----------------------------------------------------------------------------------------------------------


def test_tesseract_table() -> None:
    table = "level\tpage\nx\n5\t1\t2\t3\t4\t1\t10\t20\t30\t40\t96.5\tKế\n5\t1\t2\t3\t4\t2\t50\t20\t30\t40\t-1\t \n"
    assert parse(table) == [Seen("Kế", 10, 20, 40, 60, 0.965, (2, 3, 4))]


def test_the_second_reading_decides_on_doubtful_words() -> None:
    first = [seen("chọnnhà", 100, 0.45), seen("1Š", 300, 0.5), seen("tốt", 400, 0.97)]
    second = [seen("chọn", 100, 0.96, width=60), seen("nhà", 172, 0.97), seen("15", 300, 0.95), seen("tôt", 400, 0.99)]
    assert texts(joined(first, second)) == ["chọn", "nhà", "15", "tốt"]


def test_the_second_reading_gives_what_the_first_has_not_seen() -> None:
    first = [seen("Sở", 100, 0.96), seen("Y", 200, 0.96)]
    second = [seen("tế", 300, 0.95), seen("sở", 104, 0.95), seen("zz", 500, 0.3), seen("-", 600, 0.9)]
    assert texts(joined(first, second)) == ["Sở", "Y", "tế", "-"]


def test_handwriting_beside_a_label_is_left_out_and_noted() -> None:
    notes = Notes()
    boxes = sift([seen("Số:2Ð2", 100, 0.1), seen("/KH-SYT", 300, 0.6)], notes)
    assert texts(boxes) == ["Số: …", "/KH-SYT"]
    assert notes.left_out == ["2Ð2"]


def test_what_a_seal_is_read_as_is_left_out() -> None:
    notes = Notes()
    words = [seen("YT", 900, 0.9, top=700), seen("KT.", 900, 0.9, top=400), seen("5", 800, 0.9, top=950)]
    words.append(seen("03", 200, 0.9, top=500))
    kept = without_marks(words, 1000, lambda box: box.text == "03", notes)
    assert texts(kept) == ["KT.", "5", "03"]  # a label, a page number, a number in a cell
    assert notes.left_out == ["YT"]


def test_a_day_written_by_hand_stays_open() -> None:
    notes = Notes()
    words = [seen(text, 100 * i, 0.9) for i, text in enumerate("ngày G? tháng 3 năm 2018".split(), 1)]
    assert " ".join(texts(without_days(words, notes))) == "ngày … tháng 3 năm 2018"
    assert notes.left_out == ["G?"]
    blank = [seen(text, 100 * i, 0.9) for i, text in enumerate("ngày — tháng 3 năm 2018".split(), 1)]
    assert " ".join(texts(without_days(blank, notes))) == "ngày … tháng 3 năm 2018"
    assert notes.left_out == ["G?"]


def test_a_doubtful_word_in_a_line_of_text_stays() -> None:
    notes = Notes()
    words = [seen(text, 100 * i, 0.95) for i, text in enumerate("các đơn vị có g1ường bệnh".split(), 1)]
    words[4] = seen("g1ường", 500, 0.3)
    assert texts(sift(words, notes)) == [word.text for word in words]
    assert notes.left_out == []


@pytest.mark.parametrize(
    ("read", "given"),
    [("0ó", "06"), ("Ơ1", "01"), ("l0", "10"), ("I1", "I1"), ("II", "II"), ("A1", "A1"), ("l,", "1,")],
)
def test_letters_read_for_digits(read: str, given: str) -> None:
    assert texts(sift([seen(read, 100, 0.9)], Notes())) == [given]


def test_specks_and_lines_are_no_words() -> None:
    boxes = [seen("quy", 100, 0.9), seen("_|", 200, 0.9), seen("lại", 300, 0.9, width=3), seen("2018~05", 400, 0.9)]
    assert texts(without_specks(boxes)) == ["quy", "2018-05"]


@pytest.mark.parametrize(
    ("read", "given"),
    [
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("SỞ Y TÉ", "SỞ Y TẾ"),
        ("Tổ thâm định,", "Tổ thẩm định,"),
        ("GIÁM ĐÓC", "GIÁM ĐỐC"),
        ("phần đầu năm", "phần đầu năm"),  # a phrase of its own
        ("truyền thông", "truyền thông"),  # in the list itself
        ("ké, hoạch", "ké, hoạch"),  # no phrase over a comma
        ("ke hoach", "ke hoach"),  # marks are not guessed where none are seen
    ],
)
def test_marks_of_set_phrases(read: str, given: str) -> None:
    assert " ".join(respell(read.split())) == given


def test_respelling_is_noted_and_leaves_typed_text_alone() -> None:
    notes = Notes()
    cell = CellDraft(0, 0, blocks=[ParagraphDraft("Tổ thâm định", confidence=0.9)])
    drafts: list[Draft] = [ParagraphDraft("KÉ HOẠCH", confidence=0.9), TableDraft(1, 1, [cell]), ParagraphDraft("Y TÉ")]
    ocr.finish(drafts, notes)
    assert [d.text for d in (drafts[0], cell.blocks[0], drafts[2]) if isinstance(d, ParagraphDraft)] == [
        "KẾ HOẠCH",
        "Tổ thẩm định",
        "Y TÉ",
    ]
    assert notes.respelled == [("KÉ", "KẾ"), ("thâm", "thẩm")]


@pytest.mark.parametrize(
    ("read", "given"),
    [
        (["I. Mục đích", "II. Nội dung", "II. Tổ chức", "IV. Phạm vi"], ["I.", "II.", "III.", "IV."]),
        (["1. Mục đích", "1. Việc", "II. Nội dung"], ["I.", "1.", "II."]),
        (["l. Mục đích", "H. Nội dung", "III. Tổ chức"], ["I.", "II.", "III."]),
        (["I Mục đích", "I1. Nội dung"], ["I.", "II."]),
        (["1. Mục đích", "2. Yêu cầu", "3. Việc"], ["1.", "2.", "3."]),  # arabic numbers stay
        (["I. Mục đích", "II. Nội dung", "II. Tổ chức"], ["I.", "II.", "III."]),
        (["I. Mục đích", "II. Nội dung", "V. Tổ chức"], ["I.", "II.", "V."]),  # a gap may be the writer's
    ],
)
def test_roman_labels_are_set_right_where_their_neighbours_leave_no_choice(read: list[str], given: list[str]) -> None:
    drafts: list[Draft] = [ParagraphDraft(text) for text in read]
    changed = set_labels(drafts)
    assert [d.text.split()[0] for d in drafts if isinstance(d, ParagraphDraft)] == given
    assert len(changed) == sum(r.split()[0] != g for r, g in zip(read, given, strict=True))


# --- files ----------------------------------------------------------------------------------------------------------


def test_without_tesseract_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingDependency, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        ocr.read(b"", Source("a.png"))


needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


@needs_tesseract
def test_broken_and_oversized_images_are_refused() -> None:
    with pytest.raises(UnreadableSource):
        ocr.read(b"\x89PNG\r\n\x1a\nxxxx", Source("a.png"))
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000), 1).save(out, "PNG")
    with pytest.raises(LimitExceeded, match="pixels"):
        ocr.read(out.getvalue(), Source("a.png"))
    frames = [Image.new("1", (80, 100), 1) for _ in range(2)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(LimitExceeded, match="max_pages"):
        ocr.read(out.getvalue(), Source("a.tif"), limits=Limits(max_pages=1))


def test_red_ink_is_wiped_and_black_stays() -> None:
    image = Image.new("RGB", (100, 100), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle([10, 10, 40, 40], fill=(210, 40, 50))
    draw.rectangle([60, 60, 90, 90], fill=(20, 20, 30))
    grey, red = without_red(image)
    assert red
    assert grey.getpixel((20, 20)) == 255
    assert grey.getpixel((70, 70)) == Image.new("RGB", (1, 1), (20, 20, 30)).convert("L").getpixel((0, 0))
    assert without_red(Image.new("RGB", (50, 50), "white"))[1] is False


@needs_tesseract
def test_a_scanned_page_with_a_table() -> None:
    try:
        font = ImageFont.truetype("DejaVuSerif.ttf", 42)
    except OSError:
        pytest.skip("the font DejaVu Serif is not installed")
    image = Image.new("L", (2067, 1100), 255)
    draw = ImageDraw.Draw(image)
    draw.text((800, 120), "KẾ HOẠCH", font=font, fill=0)
    draw.text((250, 220), "1. Phân công nhiệm vụ trong tháng 3 năm 2026", font=font, fill=0)
    for y in (320, 420, 520):
        draw.line([(250, y), (1800, y)], fill=0, width=4)
    for x in (250, 400, 1100, 1800):
        draw.line([(x, 320), (x, 520)], fill=0, width=4)
    for y, row in ((340, ("TT", "Nội dung", "Đơn vị")), (440, ("1", "Trồng cây", "Đoàn xã"))):
        for x, text in zip((280, 430, 1130), row, strict=True):
            draw.text((x, y), text, font=font, fill=0)
    out = io.BytesIO()
    image.rotate(0.7, fillcolor=255, resample=Image.Resampling.BICUBIC).save(out, "PNG", dpi=(250, 250))
    document = ocr.read(out.getvalue(), Source("a.png"))
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert [document.slice(p) for p in paragraphs(table.cells[0].blocks)] == ["TT"]
    assert (table.rows, table.columns) == (2, 3)
    assert [document.slice(c) for c in table.cells[3:]] == ["1", "Trồng cây", "Đoàn xã"]
    assert document.text.startswith("KẾ HOẠCH\n1. Phân công nhiệm vụ trong tháng 3 năm 2026\n")
    assert [r.code for r in document.remarks] == ["ocr"]
    first = document.blocks[0]
    assert getattr(first, "confidence", 0) > 0.8
