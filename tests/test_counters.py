"""What a number counts."""

from __future__ import annotations

import pytest

from vnplan.gazetteer.counters import counter_end


@pytest.mark.parametrize(
    ("text", "counter", "known"),
    [
        ("phụ nữ bị bạo lực", "phụ nữ", True),
        ("nghệ sĩ tham gia", "nghệ sĩ", False),
        ("hộ nghèo", "hộ", True),
        ("câu lạc bộ thể thao", "câu lạc bộ", True),
        ("nhà Nhân ái", "nhà", True),
        ("ha rừng", "ha", True),
        ("ĐVTN tham gia", "ĐVTN", False),
        ("gò được trồng cây", "gò", False),
        ("", "", False),
    ],
)
def test_a_counter_is_whole_words(text: str, counter: str, known: bool) -> None:
    end, told = counter_end(text, 0)
    assert (text[:end], told) == (counter, known)
