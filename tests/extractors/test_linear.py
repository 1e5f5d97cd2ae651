"""Work grows with the length of a text and not faster, on hostile text too; told by calls made, not by the clock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from types import FrameType

import pytest

import vnplan

PARAGRAPH = """\
2. Trạm Y tế xã Tân Hòa phối hợp với Phòng Văn hóa - Xã hội và UBND các xã Tân Hòa, Tân Lập chuẩn bị theo Kế hoạch \
số 15/KH-UBND ngày 20/3/2025 của UBND huyện; ít nhất 90% hộ dân ký cam kết, xong trước ngày 10 và 25/6/2025. Các đội \
ra quân sáng thứ Bảy hằng tuần, từ ngày 01/6 đến 30/6/2025, kinh phí 12.500.000 đồng (sau đây gọi là Chiến dịch).
"""
HOSTILE: dict[str, str] = {
    "digits": "7",
    "digits with points": "1.",
    "opening brackets": "(",
    "brackets in brackets": "([",
    "commas": ",",
    "và": "và ",
    "blanks": " ",
    "line breaks": "\n",
    "ngày": "ngày ",
    "từ": "từ ",
    "số": "số ",
    "slashes": "/",
    "numbers and slashes": "1/",
    "straight quotes": '"',
    "curved quotes": "“",
    "capitals": "A",
    "capitals with marks": "Ủ ",
    "dashes": "- ",
    "bars": "|",
    "percentages": "100% ",
    "days without an end": "ngày 1, ",
    "bodies without names": "UBND ",
    "documents without numbers": "Kế hoạch số ",
    "numbered lines": "1. A\n",
}
FINDERS: dict[str, Callable[[str], object]] = {
    "find_times": vnplan.find_times,
    "find_units": vnplan.find_units,
    "find_citations": vnplan.find_citations,
    "find_targets": vnplan.find_targets,
    "parse_text": vnplan.parse_text,
}
SECONDS = 60  # far more than any text here needs, however slow the machine


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def calls(find: Callable[[str], object], text: str) -> int:
    """How many functions are called, Python's own and those of C."""
    made = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find(text)
    except vnplan.VnplanError:  # a text without a word is refused
        pass
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("name", FINDERS)
def test_a_hundred_times_the_text_is_a_hundred_times_the_work(name: str) -> None:
    find = FINDERS[name]
    calls(find, PARAGRAPH)  # data files are read once
    one, ten, hundred = (calls(find, PARAGRAPH * times) for times in (1, 10, 100))
    assert ten <= 12 * one
    assert hundred <= 12 * ten


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_ten_times_a_hostile_text_is_ten_times_the_work(name: str, unit: str) -> None:
    find = FINDERS[name]
    calls(find, repeated(unit, 500))
    assert calls(find, repeated(unit, 10_000)) <= 12 * max(calls(find, repeated(unit, 1_000)), 100)


@pytest.mark.parametrize(
    "unit",
    (
        "1,|12/|ngày (|tháng 1, |quý I, |2021-|1/1/2024, |1/1, |thứ Hai, |8h00 - |hằng năm |số 1/2 |1.1.|hoàn thành "
    ).split("|"),
)
def test_ten_times_a_text_full_of_times_is_ten_times_the_work(unit: str) -> None:
    calls(vnplan.find_times, repeated(unit, 500))
    short, long = (calls(vnplan.find_times, repeated(unit, length)) for length in (1_000, 10_000))
    assert long <= 12 * max(short, 100)


# Seconds of the processor, not of the clock: how busy the machine is does not count.
CODE = f"""
import resource, sys, vnplan
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
text = sys.stdin.buffer.read().decode()
for find in (vnplan.find_times, vnplan.find_units, vnplan.find_citations, vnplan.find_targets, vnplan.parse_text):
    try:
        find(text)
    except vnplan.VnplanError:
        pass
"""
LONG = {
    "100,000 digits": "7" * 100_000,
    "20,000 brackets nested": "(" * 10_000 + ")" * 10_000,
    "10,000 commas": "," * 10_000,
    "10,000 và": "và " * 10_000,
    "50,000 blanks": "a" + " " * 50_000 + "b",
    "10,000 ngày": "ngày " * 10_000,
    "10,000 từ": "từ " * 10_000,
    "10,000 số": "số " * 10_000,
    "50,000 slashes": "/" * 50_000,
    "50,000 quotes": "“" * 25_000 + '"' * 25_000,
    "100,000 capitals": "A" * 100_000,
    "10,000 capital words": "NGUYỄN " * 10_000,
}


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot limit its own time on Windows")
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_no_text_takes_forever(text: str) -> None:
    subprocess.run([sys.executable, "-c", CODE], input=text.encode(), check=True)
