"""The words of time: from a text to tokens that the grammar reads (domain part 4.2, lexicon).

Numbers that only look like dates (domain part 4.5: document numbers, addresses, telephone numbers, scores) give no
token, so that no expression of time can be built on them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from vnplan.lunar import BRANCHES, STEMS
from vnplan.text import fold


class Token(NamedTuple):
    """A word or number of time, at `start:end` of the text; `value` holds its numbers."""

    kind: str
    start: int
    end: int
    value: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text, its match key of the same length, and its tokens; `near[i]`: only blanks between token i and i + 1."""

    text: str
    key: str
    items: tuple[Token, ...]
    near: tuple[bool, ...]

    def kind(self, i: int) -> str:
        """Kind of token i; "" beyond the ends."""
        return self.items[i].kind if 0 <= i < len(self.items) else ""

    def next(self, i: int) -> str:
        """Kind of token i, if nothing but blanks stands before it; else ""."""
        return self.items[i].kind if 0 < i < len(self.items) and self.near[i - 1] else ""


# what stands before 24/7 where it is a day: a word of days, or another day of a list
_NO_DAY = "".join(
    f"(?<!{word})"
    for word in (
        *(f"{word} " for word in ("ngày", "từ", "đến", "trước", "sáng", "chiều", "tối", "dịp", "hết", "vào", "nhật")),
        *(f"/{digits}{comma}" for digits in (r"\d", r"\d\d") for comma in (", ", ",", " và ", " - ", "-")),
    )
)
# numbers, tried at every digit
_NUMBERS = {
    "skip": (
        rf"{_NO_DAY}24/7(?![\d/]|\s?(?:,|và|-|đến)\s?\d{{1,2}}\s?/\s?\d)"  # "trực 24/7", no day of a list of days
        r"|\d{5,}|\d{1,3}(?:\.\d{3})+(?!\d)|\d+[.,]\d+\s?%|\d{1,3}\s?%"  # "10.000.000", "12,5%"
        r"|\d{1,2}[./\-]\d{1,2}[./\-]\d{4},?\s{1,3}\d{1,2}:\d{2}:\d{2}"  # "19-11-2025 10:22:11" of a digital signature
    ),
    "clock": (
        r"\d{1,2}\s?[hg]\s?\d{2}(?!\d|\s?/\s?\d)(?:\s?(?:'|phút(?!\w)|p(?!\w)))?"  # "07h30'"
        r"|\d{1,2}\s?h(?![^\W_])"  # "8h"
        r"|\d{1,2}\s?giờ(?![^\W\d_])(?:\s?\d{1,2}(?!\d|\s?[/.]\s?\d|\s?tháng)(?:\s?(?:'|phút(?!\w)))?)?"  # "14 giờ 00"
        r"|\d{1,2}:\d{2}(?![\d:])"  # "17:00"
    ),
    "dmy": (
        r"\d{1,2}(?:\s?/\s?\d{1,2}\s?/\s?(?:\d{4}|\d{2})"  # "28/4/2023"
        r"|(?P<mark>[.\-])\d{1,2}(?P=mark)\d{4})(?!\d|/\d|-\d{4})"  # "28-4-2023"
    ),
    "my": r"\d{1,2}(?:\s?/\s?|[.\-])(?:1[89]|2[01])\d{2}(?!\d|/\w|[.]\d)",  # "5/2023"
    "dm": r"\d{1,2}\s?/\s?\d{1,2}(?!\d|\s?/\s?\d)",  # "14/5"
    "dotted": r"\d{1,2}\.\d{1,2}(?!\d|[./]\d)",  # "28.4", after "ngày" only
    "year": r"(?:1[0-9]|2[01])\d{2}(?!\d|[.,]\d)",  # "2025"
    "number": r"\d{1,2}(?!\d)(?:\s?/(?=\s?(?:tháng|năm)))?",  # "12" of "ngày 12, 13 và 14/6"
}
_STEMS = "|".join((*STEMS, "kỉ", "quí"))
_BRANCHES = "|".join((*BRANCHES, "tí", "tị", "mẹo"))
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12,
}  # fmt: skip
_WEEKDAYS = {
    "hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
    "nhật": 6, "cn": 6,
}  # fmt: skip
_PARTS = ("sáng", "trưa", "chiều", "tối", "đêm", "cả ngày")
_FEASTS = (
    "tết nguyên đán",
    "tết âm lịch",
    "tết cổ truyền",
    "tết dương lịch",
    "tết trung thu",
    "tết đoan ngọ",
    "giỗ tổ hùng vương",
    "lễ vu lan",
    "phật đản",
)
_HALF = (  # "6 tháng đầu năm"
    r"(?:0?[369]|sáu|chín|ba)\s+tháng\s+(?:đầu|cuối)(?:\s+của)?\s+năm(?!\s+học)"
    r"|nửa\s+(?:đầu|cuối)\s+năm(?!\s+học)"
)
# words, tried where no letter stands before them; none may follow
_WORDS = {
    "skip": r"tuần\s+(?:thứ\s+)?\d{1,2}\s?/\s?\d{4}|cách mạng tháng (?:tám|mười|8|10)|lương tháng 13"
    r"|số\s{0,3}:?\s{0,3}\d[\d/.\-]{0,20}"  # "số 12/5"
    r"|covid\s?-\s?19|(?:đường|phố|lớp|ngõ|ngách|hẻm|quốc lộ|tổ|thửa|mẫu số|khoản|(?<!thời )điểm"
    r"|điều)\s+\d{1,3}(?:/\d{1,3})?(?!\d|/\d)",
    "day": r"(?:các\s+|những\s+)?ngày|hôm|đêm\s+(?=\d)",
    "first": r"mồng|mùng",  # "mồng 1"
    "named": r"tháng\s+(?:giêng|chạp|hai|ba|tư|sáu|bảy|bẩy|tám|chín|mười một|mười hai|mười|một|năm(?=\s+năm))"
    r"(?!\s+(?:lần|lượt|buổi|cuộc|kỳ|đợt|ngày|người|tuần|mươi))",  # "tháng Giêng"
    "month": r"tháng|(?:(?<=trong )|(?<=đầu )|(?<=giữa )|(?<=cuối )|(?<=hết ))t(?=[1-7](?!\d))"  # "cuối T5"
    r"|t(?=\d{1,2}\s?/\s?(?:19|20)\d{2}|0[1-9](?!\d)|8|9|1[0-2])",  # "tháng", "T5/2026"
    "school": r"năm\s+học|niên\s+khóa|niên\s+học",
    "nyear": r"năm",
    "cycle": rf"(?:{_STEMS})\s+(?:{_BRANCHES})",  # "Bính Ngọ"
    "quarter": r"quý|quí|qúy|qúi|q(?=\s?\.?[1-4](?!\d))",  # "quý", "Q2/2026"
    "qroman": r"q\.?\s?(?:iv|iii|ii|i)",  # "QIV/2025"
    "roman": r"iv|iii|ii|i",
    "weekday": r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7](?!\d))|t[2-7](?!\d)|chủ\s+nhật|chúa\s+nhật|cn",
    "part": r"(?:các\s+)?(?:buổi\s+)?(?:sáng|trưa|chiều|tối|đêm)|cả\s+ngày",
    "from": r"kể\s+từ|bắt\s+đầu\s+từ|từ",
    "to": r"(?:cho\s+)?(?:đến|tới)(?:\s+hết)?|hết",
    "and": r"và|hoặc",
    "every": r"hằng|hàng|mỗi|từng",
    "third": r"đầu|giữa|cuối|thượng\s+tuần|trung\s+tuần|hạ\s+tuần|nửa\s+đầu|nửa\s+cuối",
    "week": r"tuần\s+(?:lễ\s+)?(?:đầu\s+tiên|đầu|cuối\s+cùng|cuối|thứ\s+(?:nhất|hai|ba|tư|[1-4](?!\d))"  # "tuần đầu"
    r"|[1-4](?!\d)\s?(?:,|-|và)\s?(?:tuần\s)?[1-5](?![\d/.\-])|[1-4](?![\d/.\-])|i|ii|iii|iv)",  # "tuần 1, 2"
    "stage": r"giai\s+đoạn|thời\s+k[ỳì]|kế\s+hoạch\s+5\s+năm",
    "term": r"nhiệm\s+k[ỳì]|khóa",
    "feast": "|".join(sorted(_FEASTS, key=len, reverse=True)).replace(" ", r"\s+"),
    "tet": r"tết(?!\s+(?:dương|độc|thiếu|trồng|thanh|đoan|hàn|trung|sum|quân|nhân|vì|công|ấm|yêu|nghĩa|tình|cho))",
    "full": r"rằm",
    "leap": r"nhuận",
    "of": r"của|trong|vào|thuộc",
}
_SIGNS = {
    "comma": ",",
    "semicolon": ";",
    "dash": r"-\s?>|→|-",
    "open": r"\(",
    "close": r"\)",
    "plus": r"&|\+",
    "gap": r"[._…]{2,40}|…",
    "slashed": r"/\s?(?:19|20|21)\d{2}(?!\d)",  # "quý II/2024"
}
_TOKEN = re.compile(
    rf"(?<![^\W_])(?P<w_half>{_HALF})(?!\w)|(?<![\d])(?<!\d[./])(?:"
    + "|".join(f"(?P<n_{k}>{v})" for k, v in _NUMBERS.items())
    + ")"
    r"|(?<![^\W\d_])(?:" + "|".join(f"(?P<w_{k}>{v})" for k, v in _WORDS.items()) + r")(?![^\W\d_])"
    "|" + "|".join(f"(?P<s_{k}>{v})" for k, v in _SIGNS.items())
)
_BLANK_DAY = re.compile(
    r"ngày[\s._…]{1,30}(?=tháng\s{0,3}\d)|ngày[\s._…]{0,30}/\s?(?=\d{1,2}\s?/\s?(?:19|20)\d{2})"
)  # "ngày    tháng 12"
# "182/KH-LĐLĐ", "01/2011/TT-BNV", "10-KL/TW": told by capitals after the number
_DOCUMENT = re.compile(
    r"(?<!\d)\d{1,6}(?:\s?/\s?\d{4})?(?:\s?/\s?|-)(?!(?:ĐẾN|NGÀY|THÁNG|NĂM|TỪ)\b)[A-ZĐƯ]{2}[\w&./\-]{0,40}"
)
_MONTH_WORD = re.compile("|".join(_MONTHS))
_DIGITS = re.compile(r"\d+")
_THIRDS = (("đầu", 1), ("thượng", 1), ("giữa", 2), ("trung", 2))
_ORDINALS = {"đầu": 1, "cuối": -1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def tokenize(text: str) -> Tokens:
    """The tokens of a text (NFC), in order and without overlap. Linear in its length."""
    key = fold(text)
    taken = [match.span() for match in _DOCUMENT.finditer(text)]
    starts = [start for start, _ in taken]
    items: list[Token] = []
    for match in _TOKEN.finditer(key):
        name = (match.lastgroup or "")[2:]
        if not name or name == "skip":
            continue
        start, end = match.span()
        before = bisect_right(starts, end - 1) - 1
        if before >= 0 and taken[before][1] > start:
            continue
        items.append(Token(name, start, end, _value(name, match[0])))
    near = tuple(_blank(key, left.end, right.start) for left, right in pairwise(items))
    return Tokens(text, key, tuple(items), near)


def blank_day(tokens: Tokens, i: int) -> int | None:
    """Where a date whose day was left blank begins its month: `ngày    tháng 12 năm 2011`; None elsewhere."""
    match = _BLANK_DAY.match(tokens.key, tokens.items[i].start)
    return match.end() if match else None


def _blank(key: str, start: int, end: int) -> bool:
    """Whether the gap holds nothing but blanks, at most one of them a line break."""
    if end - start > 40:
        return False
    gap = key[start:end]
    return not gap.strip(" \n\xa0") and gap.count("\n") <= 1


def _value(kind: str, word: str) -> tuple[int, ...]:
    if kind in ("clock", "dmy", "my", "dm", "dotted", "year", "number", "slashed"):
        return tuple(map(int, _DIGITS.findall(word)))
    if kind == "named":
        name = " ".join(word.split()[1:])
        return (_MONTHS[name], int(name in ("giêng", "chạp")))
    if kind == "weekday":
        last = word.rsplit(maxsplit=1)[-1]
        return (_WEEKDAYS[last[1:] if last[0] == "t" and last[1:].isdigit() else last],)
    if kind == "part":
        return (next(i for i, name in enumerate(_PARTS) if " ".join(word.split()).endswith(name)), int("các" in word))
    if kind == "half":
        number = next((n for name, n in (("nửa", 6), ("sáu", 6), ("chín", 9), ("ba ", 3)) if word.startswith(name)), 0)
        return (number or int(_DIGITS.findall(word)[0]), int("đầu" in word))
    if kind == "third":
        half = word.startswith("nửa")
        return (next((n for name, n in _THIRDS if name in word), 3), int(half))
    if kind == "week":
        numbers = _DIGITS.findall(word)
        if len(numbers) == 2:  # "tuần 1, 2"
            return (int(numbers[0]), int(numbers[1]))
        last = word.rsplit(maxsplit=1)[-1]
        first = word.split()[-2:]
        if "đầu" in first or "cuối" in first:
            return (1 if "đầu" in first else -1,)
        return (int(last) if last.isdigit() else _ORDINALS[last],)
    if kind in ("roman", "qroman"):
        return (_ORDINALS[word.lstrip("q. ")],)
    if kind == "feast":
        return (_FEASTS.index(" ".join(word.split())),)
    if kind == "tet":
        return (0,)
    if kind == "to":
        return (int("hết" in word),)
    return ()
