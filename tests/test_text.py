"""Vietnamese orthography: match keys beside the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.text import fold, is_upper, squeeze, strip_marks, unquote

texts = st.text(max_size=60).map(lambda t: unicodedata.normalize("NFC", t))


@given(texts)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khoẻ", "khỏe"),
        ("HOÀ BÌNH", "hòa bình"),
        ("Uỷ ban", "ủy ban"),
        ("Đ", "đ"),
        ("2023–2028", "2023-2028"),
        ("“Nước”", '"nước"'),
    ],
)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("quý", "quy"), ("quả", "của"), ("toàn", "tòan "), ("má", "ma")])
def test_other_words_keep_other_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("word", ["quý", "thuý", "hoàng", "thuỷ lợi"])
def test_only_open_syllables_move_their_tone(word: str) -> None:
    assert fold(word) == {"quý": "quý", "thuý": "thúy", "hoàng": "hoàng", "thuỷ lợi": "thủy lợi"}[word]


def test_marks_are_stripped_to_plain_letters() -> None:
    assert strip_marks("Đường Ưu Ẩm thực ồn ã") == "Duong Uu Am thuc on a"


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("KẾ HOẠCH", True),
        ("ỦY BAN NHÂN DÂN TỈNH SƠN LA, GIAI ĐOẠN 2021-2025 VÀ ĐẾN NĂm 2030", True),
        ("Kế hoạch", False),
        ("A", False),
        ("12/3", False),
        ("", False),
    ],
)
def test_capitals_allow_a_slip(text: str, upper: bool) -> None:
    assert is_upper(text) is upper


def test_white_space_is_squeezed() -> None:
    assert squeeze("  a\t b \n c ") == "a b c"


@pytest.mark.parametrize("text", ["“Nước sạch”", '"Nước sạch"', " «Nước sạch» ", "‘Nước sạch’", "Nước sạch"])
def test_quotation_marks_go(text: str) -> None:
    assert unquote(text) == "Nước sạch"
