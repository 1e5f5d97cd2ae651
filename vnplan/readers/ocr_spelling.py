"""Marks that optical recognition takes for others, set right in set phrases of administrative language.

On scans a circumflex and the tone on it run together: `KẾ HOẠCH` is read `KÉ HOẠCH`, `thẩm định` `thâm định`. Two
syllables that stand in the list below but for such marks are what the list says. Phrases whose look-alike is a phrase
too (`phấn đấu`, `phần đầu`) are not in it. Nothing else is changed. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_PHRASES = """
ban chấp hành|ban chỉ đạo|ban thường vụ|báo cáo|bảo đảm|bảo hiểm|bệnh viện|biểu dương|cải cách hành chính
chất lượng|chi tiết|chấp hành|chỉ đạo|chỉ tiêu|chủ tịch|chuyển đổi số|công đoàn|công nghệ|cộng hòa|công tác|đại hội
đảm bảo|đánh giá|đấu thầu|đề án|đề nghị|đề xuất|địa điểm|điều kiện|định kỳ|độc lập|đơn vị|đối tượng|đôn đốc
đồng bộ|gặp mặt|giám đốc|giám sát|hạnh phúc|hiệu quả|hoàn thiện|học tập|hội đồng|hội nghị|hỗ trợ|hồ sơ
hợp đồng|huyện ủy|kế hoạch|kết quả|khẩn trương|khẩu hiệu|kiểm tra|kinh tế|lãnh đạo|lễ phát động|mặt trận
nâng cao|ngân sách|nghiệp vụ|người lao động|nhà thầu|nhiệm vụ|nội dung|nội vụ|nông nghiệp|phát triển|phê duyệt
phổ biến|phối hợp|phương tiện|quán triệt|quản lý nhà nước|quyết định|quyết toán|sinh hoạt|số lượng|sử dụng
tất cả|tập huấn|tập thể|tập trung|tăng cường|thành phần|thành phố|thẩm định|thẩm quyền|thế hệ|thể thao|thiết thực
thống nhất|thường trực|thường vụ|thường xuyên|tiếp nhận|tiếp tục|tiến độ|tổ chức|tổ quốc|tổng hợp|tổng kết
trách nhiệm|triển khai|trật tự|truyền thống|truyền thông|tuyên truyền|ủy ban nhân dân|văn bản|vận động
viên chức|xây dựng|y tế|yêu cầu
""".replace("\n", "|").strip("|")  # `kế hoạch`
_CORE = re.compile(r"[^\W\d_]+")  # the word in `HOẠCH:`
_TONE = {"\u0300", "\u0301", "\u0303", "\u0309"}
_SHAPE = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn
_HOOK, _BELOW = "\u0309", "\u0323"


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c.isalpha() or c == "đ").replace("đ", "d")


def _pairs() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for phrase in _PHRASES.split("|"):
        words = phrase.split()
        for one, two in pairwise(words):
            found.setdefault((_bare(one), _bare(two)), {})[one, two] = None
    return {key: tuple(pairs) for key, pairs in found.items()}


_PAIRS = _pairs()


def respell(words: Sequence[str]) -> list[str]:
    """The words of a line, with the marks of set phrases set right; case and punctuation stay. Same length."""
    done = list(words)
    for i in range(len(done) - 1):
        left, right = _CORE.search(done[i]), _CORE.search(done[i + 1])
        if left is None or right is None or left.end() != len(done[i]):
            continue
        pairs = _PAIRS.get((_bare(left[0]), _bare(right[0])), ())
        fits = [p for p in pairs if _misread(left[0], p[0]) and _misread(right[0], p[1])]
        if len(fits) == 1:
            one, two = fits[0]
            done[i] = done[i][: left.start()] + _cased(one, left[0])
            done[i + 1] = done[i + 1][: right.start()] + _cased(two, right[0]) + done[i + 1][right.end() :]
    return done


def _misread(read: str, meant: str) -> bool:
    """Whether one word may have been read for another: the same letters, and marks above them that look alike."""
    pairs = list(zip(_letters(read), _letters(meant), strict=False))
    return len(_letters(read)) == len(_letters(meant)) and all(_alike(a, b) for a, b in pairs)


def _letters(word: str) -> list[tuple[str, frozenset[str]]]:
    found: list[tuple[str, frozenset[str]]] = []
    for char in unicodedata.normalize("NFC", word.lower()):
        parts = unicodedata.normalize("NFD", char)
        found.append((parts[0], frozenset(parts[1:])))
    return found


def _alike(read: tuple[str, frozenset[str]], meant: tuple[str, frozenset[str]]) -> bool:
    if read == meant:
        return True
    (one, marks), (two, others) = read, meant
    if one == two == "i" and marks == {_HOOK} and not others:  # the dot of an i
        return True
    if one != two or (_BELOW in marks) != (_BELOW in others):
        return False
    above, beside = marks - {_BELOW}, others - {_BELOW}
    return bool(above and beside and (above | beside) & _SHAPE and (above ^ beside) & (_TONE | _SHAPE))


def _cased(word: str, like: str) -> str:
    """The word in the case of what was read, letter by letter."""
    return "".join(c.upper() if other.isupper() else c for c, other in zip(word, like, strict=True))
