"""What a number counts: `500 phụ nữ bị bạo lực` -> phụ nữ, `12 hộ nghèo` -> hộ nghèo, `350 ha rừng` -> ha.

Vietnamese counts by a word of one syllable (data/counters.tsv, `one`) or by a noun, and most nouns of plans are
compounds of two; longer ones stand in the data.
"""

from __future__ import annotations

import re
from functools import cache

from vnplan.gazetteer.files import rows
from vnplan.text import fold

_SYLLABLE = re.compile(r"[^\W\d_][\w-]*")
_MOST = 5  # syllables of the longest counter
# What goes on after a noun of one syllable and is no part of it.
_AFTER = frozenset(
    "được tham có tại ở của là trở và cho mới đạt trong trên với do để từ đến theo về hoặc bị không cấp thuộc ra vào "
    "đăng này mỗi đó sẽ đã phải cùng qua lên còn bằng giữa".split()
)  # fmt: skip


@cache
def counters() -> tuple[frozenset[str], frozenset[str]]:
    """Counters of one word, and longer ones (folded)."""
    one: set[str] = set()
    long: set[str] = set()
    for kind, forms in rows("counters.tsv"):
        (one if kind == "one" else long).update(fold(form) for form in forms.split("|"))
    return frozenset(one), frozenset(long)


def counter_end(text: str, start: int) -> tuple[int, bool]:
    """Where the counter that begins at `start` ends (`start` if none does), and whether it is a known one.

    >>> text = "500 phụ nữ bị bạo lực"
    >>> text[4 : counter_end(text, 4)[0]]
    'phụ nữ'
    """
    one, long = counters()
    ends: list[int] = []
    words: list[str] = []
    at = start
    while len(words) < _MOST:
        match = _SYLLABLE.match(text, at)
        if match is None:
            break
        words.append(match.group())
        ends.append(match.end())
        if text[match.end() : match.end() + 1] not in (" ", "\u00a0"):
            break
        at = match.end() + 1
    if not words:
        return start, False
    keys = [fold(word) for word in words]
    for count in range(len(keys), 0, -1):
        key = " ".join(keys[:count])
        if key in long or key in one:
            return ends[count - 1], True
    name = words[0].isupper() and len(words[0]) > 1  # 500 ĐVTN
    if name or len(words) == 1 or keys[1] in _AFTER or words[1][:1].isupper():
        return ends[0], False
    return ends[1], False
