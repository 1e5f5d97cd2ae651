"""Bytes and old encodings to Unicode: each case one way in which Vietnamese files are really stored."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.encodings import convert, decode, detect, font_encodings, mend, repair
from vnplan.errors import UnreadableSource

PLAN = """ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/KH-UBND
KẾ HOẠCH
Trồng cây “Đời đời nhớ Bác” – năm 2026
1. Mục đích: nâng cao ý thức giữ gìn môi trường của cán bộ, người dân; hoàn thành trước ngày 15/3.
2. Kinh phí: 12.500.000 đồng, quyết toán quý II.
"""
SMALL = "Uỷ ban nhân dân xã tổ chức lễ phát động, hoàn thành trước ngày 15/3; quý II quyết toán kinh phí."
TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_1258(text: str) -> bytes:
    out = bytearray()
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONES))
        out += (letter + "".join(m for m in marks if m in TONES)).encode("cp1258")
    return bytes(out)


def as_vni(text: str) -> str:
    vowels = dict(zip("ơưđ", "ôöñ", strict=True))
    single = dict(zip("ĩỉịỵ", "óæòî", strict=True))
    marks = {
        "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "\u0302": "â", "\u0306": "ê",
        "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å", "\u0302\u0303": "ã", "\u0302\u0323": "ä",
        "\u0306\u0301": "é", "\u0306\u0300": "è", "\u0306\u0309": "ú", "\u0306\u0303": "ü", "\u0306\u0323": "ë",
    }  # fmt: skip
    out = []
    for char in text:
        low = char.lower()
        if low in vowels:
            new = vowels[low]
        elif low in single:
            new = single[low]
        elif low in "íì" or char.isascii() or not char.isalpha():
            new = low
        else:
            parts = unicodedata.normalize("NFD", low)
            horn = parts[1] == "\u031b"
            base = unicodedata.normalize("NFC", parts[:2]) if horn else parts[0]
            rest = parts[2:] if horn else parts[1:]
            rest = "".join(sorted(rest, key=lambda m: m not in "\u0302\u0306"))
            new = vowels.get(base, base) + (marks[rest] if rest else "")
        out.append(new.upper() if char.isupper() else new)
    return "".join(out)


TCVN_SMALL = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
)


def as_tcvn3(text: str) -> str:
    return "".join(TCVN_SMALL.get(c) or TCVN_SMALL.get(c.lower(), c) for c in text)


def as_latin(data: bytes) -> str:
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_mark(codec: str) -> None:
    assert decode(PLAN.encode(codec)) == (PLAN, ())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (as_1258(PLAN), "Windows-1258"),
        (as_tcvn3(PLAN).encode("cp1252"), "TCVN3"),
        (as_vni(PLAN).encode("cp1252"), "VNI"),
    ],
    ids=["cp1258", "tcvn3", "vni"],
)
def test_old_bytes_are_told_by_their_syllables(data: bytes, name: str) -> None:
    text, remarks = decode(data)
    assert text == PLAN
    assert [r.code for r in remarks] == ["text-repaired"]
    assert name in remarks[0].message


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is the oracle")
def test_tcvn_5712_agrees_with_iconv() -> None:
    data = bytes(b for b in range(1, 256) if b not in (0x0A, 0x0D, 0x1A))
    # one byte a line, since iconv composes a mark with the letter before it
    lines = b"".join(bytes([b]) + b"\n" for b in data)
    run = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=lines, capture_output=True, check=True)
    from vnplan.encodings import convert_tcvn_bytes

    expected = unicodedata.normalize("NFC", run.stdout.decode())
    assert convert_tcvn_bytes(lines, first_form=True) == expected


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv makes the file")
def test_a_file_made_by_iconv_with_capitals_at_control_codes() -> None:
    plain = PLAN.replace("“", '"').replace("”", '"').replace("–", "-") + "CHÚ Ý: TỰ TÚC, HỮU NGHỊ\n"
    data = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input=plain.encode(), capture_output=True, check=True
    )
    assert decode(data.stdout)[0] == plain


@pytest.mark.parametrize("times", [1, 2])
def test_mojibake_is_undone_and_quotes_are_kept(times: int) -> None:
    broken = PLAN
    for _ in range(times):
        broken = as_latin(broken.encode())
    text, remarks = mend(broken)
    assert text == PLAN
    assert "UTF-8 read as Windows-1252" in remarks[0].message


def test_mojibake_whose_hard_blanks_became_blanks() -> None:
    broken = as_latin("hoàn thành và làm, cả nhà là của người dân tộc".encode()).replace("\xa0", " ")
    assert repair(broken).replace("  ", " ") == "hoàn thành và làm, cả nhà là của người dân tộc"


def test_mojibake_of_1258_bytes() -> None:
    assert repair(as_latin(as_1258(SMALL))) == SMALL


@pytest.mark.parametrize("text", [PLAN, SMALL, "Đắk Lắk: 30 °C ± 2 « ý » §5 café", "Président de la République", ""])
def test_unicode_stays_as_it_is(text: str) -> None:
    assert mend(text) == (text, ())


def test_a_font_name_alone_proves_nothing() -> None:
    assert detect(SMALL, ".VnTime") is None
    assert repair(SMALL, "VNI-Times") == SMALL


def test_a_font_breaks_the_tie_of_a_single_word() -> None:
    assert repair("bé", ".VnTime") == "bộ"
    assert repair("bé", "Times New Roman") == "bé"


def test_fonts_are_judged_over_the_whole_document() -> None:
    runs = [(".VnTime", as_tcvn3("ủy ban")), ("Arial", SMALL), (".VnTime", as_tcvn3("nhân dân tổ chức")), (None, "x")]
    assert font_encodings(runs) == {".VnTime": "tcvn3"}


def test_the_font_of_capitals_gives_capitals() -> None:
    assert repair(as_tcvn3("ủy ban nhân dân"), ".VnTimeH") == "ỦY BAN NHÂN DÂN"


def test_capitals_without_a_font_follow_the_plain_letters() -> None:
    # XÃ has one plain letter: the words beside it decide
    assert repair("CéNG HßA X· HéI CHñ NGHÜA\nUû ban nh©n d©n") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nUỷ ban nhân dân"


def test_lines_of_two_encodings_in_one_text() -> None:
    assert repair(f"{SMALL}\n{as_tcvn3(SMALL)}\n{as_vni(SMALL)}") == f"{SMALL}\n{SMALL}\n{SMALL}"


def test_two_encodings_in_one_line() -> None:
    mixed = f"{as_tcvn3('nhân dân tổ chức hội nghị')} “nhân dân tổ chức hội nghị”"
    assert convert("nh©n d©n", "tcvn3") == "nhân dân"
    assert repair(mixed) == "nhân dân tổ chức hội nghị “nhân dân tổ chức hội nghị”"


def test_a_few_broken_bytes_are_told() -> None:
    text, remarks = decode(PLAN.encode() + b"\xff cu\xe1\xba")
    assert text.startswith(PLAN)
    assert [(r.code, r.severity) for r in remarks] == [("text-lost", "warning")]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 100, b"\x89\xf1\xde\xaf" * 300])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource):
        decode(data)


def test_an_unknown_encoding_is_doubted() -> None:
    _, remarks = decode("Le président de la République a signé la décision".encode("cp1252"))
    assert [(r.code, r.severity) for r in remarks] == [("text-repaired", "warning")]


@given(st.binary(max_size=300))
def test_decode_never_fails_otherwise(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except UnreadableSource:
        return
    assert isinstance(text, str)


@given(st.text(max_size=200))
def test_repair_keeps_lines(text: str) -> None:
    assert repair(text).count("\n") == text.count("\n")
