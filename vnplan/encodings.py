"""Bytes to text, and text in an old Vietnamese encoding to Unicode.

Old files were typed for fonts with their own code pages, so their characters look like Latin letters with
odd marks: TCVN3, also called ABC (TCVN 5712:1993, third form; fonts .VnTime, .VnArial, with capitals in
fonts whose names end in H), TCVN 5712's first form (as iconv's TCVN5712-1 has it), and VNI (a letter
and a mark, two characters; fonts VNI-Times). Windows-1258 has letters and marks of its own. And UTF-8
is often read as Windows-1252 on its way ("mojibake").

What a text is gets decided by the share of its words that are Vietnamese syllables (vnplan.syllables),
before and after: a font's name only breaks a tie. Nothing but the letters in question changes: no
quotation mark, no dash. Everything here is pure.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from vnplan.document import Remark
from vnplan.errors import UnreadableSource
from vnplan.limits import Limits
from vnplan.syllables import is_syllable

Legacy = Literal["tcvn3", "tcvn3-capitals", "vni", "cp1258", "mojibake"]

_NAMES: dict[str, str] = {
    "tcvn3": "TCVN3 (ABC)",
    "tcvn3-capitals": "TCVN3 (ABC)",
    "tcvn5712": "TCVN 5712-1",
    "vni": "VNI",
    "cp1258": "Windows-1258",
    "mojibake": "UTF-8 read as Windows-1252",
}

# --- code pages -----------------------------------------------------------------------------------------------------

# TCVN 5712:1993, bytes 0xA1 to 0xFF. Bytes that are free in TCVN3 hold capitals of the first form; the five
# marks at 0xB0 to 0xB4 are kept for the first form alone (TCVN3 texts have ° ± ² there).
_TCVN_HIGH = "ĂÂÊÔƠƯĐăâêôơưđẰ°±²³´àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
_TCVN_MARKS = dict(zip(range(0xB0, 0xB5), "\u0300\u0309\u0303\u0301\u0323", strict=True))
_TCVN_C1 = dict(zip(range(0x80, 0xA0), "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ", strict=True))
_TCVN_C0 = {
    0x01: "Ú", 0x02: "Ụ", 0x04: "Ừ", 0x05: "Ử", 0x06: "Ữ", 0x11: "Ứ", 0x12: "Ự", 0x13: "Ỳ", 0x14: "Ỷ", 0x15: "Ỹ",
    0x16: "Ý", 0x17: "Ỵ",
}  # fmt: skip
_WINDOWS = {b: bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x100)}  # byte -> what Windows shows
_BYTES = {chr(b): b for b in range(0x80, 0xA0)} | {c: b for b, c in _WINDOWS.items() if b >= 0x80}
_BYTES["\u03bc"] = 0xB5  # a Greek mu typed or converted for the micro sign

_TCVN3 = {ord(_WINDOWS[0xA1 + i]): c for i, c in enumerate(_TCVN_HIGH)} | {0x03BC: "à", 0x2013: "–"}
_TCVN3_BYTES = _WINDOWS | {0xA1 + i: c for i, c in enumerate(_TCVN_HIGH)}
_TCVN5712_BYTES = _TCVN3_BYTES | _TCVN_MARKS | _TCVN_C1 | _TCVN_C0

_VNI_SINGLE = {
    "ñ": "đ", "Ñ": "Đ", "ö": "ư", "Ö": "Ư", "ô": "ơ", "Ô": "Ơ", "æ": "ỉ", "Æ": "Ỉ", "ò": "ị", "Ò": "Ị", "ó": "ĩ",
    "Ó": "Ĩ", "î": "ỵ", "Î": "Ỵ",
}  # fmt: skip
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base in "aeouyôö":
        for mark, marks in _VNI_MARKS.items():
            letter = unicodedata.normalize("NFC", _VNI_SINGLE.get(base, base) + marks)
            if len(letter) == 1:
                for low, high in ((base, mark), (base.upper(), mark), (base.upper(), mark.upper())):
                    pairs[low + high] = letter if low.islower() else letter.upper()
    return pairs


_VNI_PAIRS = _vni_pairs()
_VNI = re.compile("|".join(sorted(_VNI_PAIRS, key=len, reverse=True)) + "|[" + "".join(_VNI_SINGLE) + "]")  # aù, ñ

# UTF-8 read as Windows-1252 or Latin-1: the characters of a lead byte and its continuation bytes. "á»™" for ệ...
_TAIL = "[" + "".join(re.escape(c) for c, b in _BYTES.items() if 0x80 <= b <= 0xBF) + "]"
# à whose second byte, a hard space, became a blank: "hÃ ng", "lÃ  ngÆ°á»i"
_LOST_A = r"Ã (?P<blank> ?)(?P<tail>(?:[cimoptuy]|ch|nh?|ng)(?![^\s!-/:-@\[-`{-~\u2013-\u2026])|)"
_UTF8 = re.compile(rf"[\xc2-\xdf]{_TAIL}|[\xe0-\xef]{_TAIL}{{2}}|[\xf0-\xf4]{_TAIL}{{3}}|{_LOST_A}")

# --- detection ------------------------------------------------------------------------------------------------------

# A word as typed, with whatever stands between blanks and ASCII or general punctuation: "x·", "Cá»™ng"
_TOKEN = re.compile(r"[^\s!-@\[-`{-~\u2010-\u2015\u2018\u2019\u201c-\u201e\u2026]+")
# What Vietnamese in Unicode does not have and old encodings do: "ViÖt", "nh©n", "Chaøo", "đò" of Windows-1258
_SUSPECT = re.compile(
    "[\xa1-\xaa\xac-\xaf\xb1-\xba\xbc-\xbf\xc4-\xc7\xcb\xce\xcf\xd0\xd1\xd6-\xd8\xdb\xdc\xde-\xdf\xe4-\xe7\xeb"
    "\xee-\xf1\xf6-\xf8\xfb\xfc\xfe\xff\u03bc]"
)
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u0323]")  # no old encoding shows these
_CAPITAL_FONT = re.compile(r"^\.?Vn\w[\w .-]*H$", re.IGNORECASE)  # .VnTimeH
_TCVN3_FONT = re.compile(r"^\.?Vn(?!i\b)\w", re.IGNORECASE)  # .VnTime
_VNI_FONT = re.compile(r"^VNI[ -]", re.IGNORECASE)  # VNI-Times
_KINDS: tuple[Legacy, ...] = ("tcvn3", "vni", "cp1258", "mojibake")
_SAMPLE = 200_000  # characters or bytes that are enough to tell an encoding
_ENOUGH = 0.8  # share of words with marks that must be syllables after conversion
_TOO_GOOD = 0.5  # share before conversion from which a text is left alone


class _Count(NamedTuple):
    marked: int
    good: int

    @property
    def share(self) -> float:
        return self.good / self.marked if self.marked else 0.0


def _count(text: str) -> _Count:
    marked = good = 0
    for token in _TOKEN.findall(unicodedata.normalize("NFC", text)):
        if not token.isascii():
            marked += 1
            good += is_syllable(token)
    return _Count(marked, good)


def detect(text: str, font: str | None = None) -> Legacy | None:
    """The old encoding that a text is in, or None where it is Unicode or can't be told.

    `font` is the name of the font that the text is set in, if known. It tells apart what the text leaves
    open (`bé` is a word in Unicode, and `bộ` in TCVN3), and whether TCVN3 is shown in capitals (.VnTimeH);
    text whose words are Vietnamese in Unicode stays Unicode whatever its font.
    """
    hint: Legacy | None = None
    if font:
        hint = "tcvn3" if _TCVN3_FONT.match(font) else "vni" if _VNI_FONT.match(font) else None
    if hint is None and not _SUSPECT.search(text):
        return None
    sample = text[:_SAMPLE]
    before = _count(sample)
    best: Legacy | None = None
    top = _Count(0, 0)
    for kind in _KINDS:
        after = _count(convert(sample, kind))
        if after.share > top.share or (kind == hint and after.share == top.share and after.good):
            best, top = kind, after
    certain = top.good >= 3 and top.share >= _ENOUGH and before.share <= _TOO_GOOD
    if best == "mojibake":  # "hoÃ n" leaves a syllable: what counts is that whole sequences of UTF-8 stand there
        sequences = sum(m["tail"] is None for m in _UTF8.finditer(sample))
        certain = certain or (sequences >= 3 and top.share >= _ENOUGH and top.share > before.share)
    if best == hint and not _UNICODE_ONLY.search(sample):
        certain = certain or (top.good > 0 and top.share >= before.share and top.share > 0.5)
    if best is None or not certain:
        return None
    if best == "tcvn3" and font and _CAPITAL_FONT.match(font):
        return "tcvn3-capitals"
    return best


def font_encodings(runs: Iterable[tuple[str | None, str]]) -> dict[str | None, Legacy]:
    """For each font of a document that is used for an old encoding: which. Takes (font, text) of every run.

    All text of a font is judged together, so that a run of one short word is read like its neighbours;
    apply `convert` to each run of these fonts.
    """
    texts: dict[str | None, list[str]] = {}
    for font, text in runs:
        texts.setdefault(font, []).append(text)
    found = {font: detect(" ".join(parts), font) for font, parts in texts.items()}
    return {font: kind for font, kind in found.items() if kind is not None}


# --- conversion -----------------------------------------------------------------------------------------------------


def convert(text: str, legacy: Legacy) -> str:
    """Text in an old encoding as Unicode (NFC), whether it looks like it or not; `detect` tells which one."""
    match legacy:
        case "tcvn3":
            return _capitals(text, text.translate(_TCVN3))
        case "tcvn3-capitals":
            return text.translate(_TCVN3).upper()
        case "vni":
            return _VNI.sub(lambda m: _VNI_PAIRS.get(m[0]) or _VNI_SINGLE[m[0]], text)
        case "cp1258":
            return unicodedata.normalize("NFC", "".join(_from_1258(c) for c in text))
        case "mojibake":
            return _unmojibake(text)


@lru_cache(maxsize=512)
def _from_1258(char: str) -> str:
    byte = _BYTES.get(char)
    return char if byte is None else bytes([byte]).decode("cp1258", "ignore") or char


def _capitals(typed: str, text: str) -> str:
    """TCVN3 has no capitals with tones: in `HéI NGHÞ` they are small letters in a font of capitals.

    A word whose plain letters are all capitals (two or more) is one in capitals; one with a single capital
    (`X·`) is like the words beside it, past abbreviations (`Së GD§T` stays small). Three or more of them with
    nothing else beside them (`Së Y TÕ`) are a heading in capitals.
    """
    lines = zip(typed.split("\n"), text.split("\n"), strict=True)
    return "\n".join(shown if line.isascii() else _line_capitals(line, shown) for line, shown in lines)


def _line_capitals(typed: str, text: str) -> str:
    words = list(_TOKEN.finditer(typed))
    kinds = [_case(w[0], text[w.start() : w.end()]) for w in words]
    near = [not typed[a.end() : b.start()].strip(" \xa0-") for a, b in pairwise(words)]
    pieces: list[str] = []
    done = start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and near[end - 1]:
            end += 1
        for word, upper in zip(words[start:end], _shouted(kinds[start:end]), strict=True):
            pieces.append(text[done : word.start()])
            pieces.append(text[word.start() : word.end()].upper() if upper else text[word.start() : word.end()])
            done = word.end()
        start = end
    pieces.append(text[done:])
    return "".join(pieces)


_Case = Literal["upper", "lower", "abbreviation", "open"]


def _shouted(kinds: Sequence[_Case]) -> list[bool]:
    """For each of the words of one stretch: whether it is in capitals."""
    if len(kinds) >= 3 and set(kinds) == {"open"}:
        return [True] * len(kinds)
    clear = [(i, kind) for i, kind in enumerate(kinds) if kind in ("upper", "lower")]
    places = [i for i, _ in clear]
    shouted = []
    for i, kind in enumerate(kinds):
        right = bisect_left(places, i)
        beside = {kind for _, kind in clear[max(right - 1, 0) : right + 1]}
        shouted.append(kind in ("upper", "abbreviation") or (kind == "open" and beside == {"upper"}))
    return shouted


def _case(token: str, shown: str) -> _Case:
    """By the letters that TCVN3 shares with ASCII, and its own: capitals at 0xA1 to 0xA7, small at 0xA8 to 0xAE."""
    if any("a" <= c <= "z" for c in token):
        return "lower"
    if sum("A" <= c <= "Z" or "\xa1" <= c <= "\xa7" for c in token) < 2:
        return "lower" if any("\xa8" <= c <= "\xae" for c in token) else "open"
    return "upper" if is_syllable(shown) else "abbreviation"


def _unmojibake(text: str) -> str:
    """UTF-8 sequences that were read as Windows-1252, back to their letters; twice where it happened twice."""
    for _ in range(2):
        mended = _UTF8.sub(_sequence, text)
        if mended == text:
            break
        text = mended
        if _count(text[:_SAMPLE]).share > _TOO_GOOD:
            break
    return unicodedata.normalize("NFC", text)


def _sequence(match: re.Match[str]) -> str:
    if match["tail"] is not None:  # the blank belongs to the word, or stands after it
        return "à" + match["tail"] if match["tail"] and not match["blank"] else "à " + match["tail"]
    try:
        return bytes(_BYTES[c] for c in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


# --- text -----------------------------------------------------------------------------------------------------------


def repair(text: str, font: str | None = None) -> str:
    """Text with what is in an old encoding converted to Unicode; all else stays as it is.

    Lines are judged one by one where a text mixes encodings. Call it before any other normalisation:
    TCVN3 uses the soft hyphen (U+00AD) for ư, and Ð (U+00D0) for é.
    """
    return mend(text, font)[0]


def mend(text: str, font: str | None = None) -> tuple[str, tuple[Remark, ...]]:
    """Like `repair`, with a remark for each kind of repair that was made."""
    if font is None and not _SUSPECT.search(text):
        return text, ()
    whole = detect(text, font)
    lines = text.split("\n")
    used: dict[Legacy, None] = {}
    for i, line in enumerate(lines):
        if line.isascii() and whole != "tcvn3-capitals":
            continue
        kind = whole or (detect(line) if _SUSPECT.search(line) else None)
        if kind is not None:
            mended = _mend_line(line, kind)
            if mended != line:
                lines[i] = mended
                used[kind] = None
    return "\n".join(lines), tuple(_remark(kind) for kind in used)


def _mend_line(line: str, kind: Legacy) -> str:
    mended = convert(line, kind)
    if kind != "mojibake" and _UNICODE_ONLY.search(line):  # both in one line: word by word
        return _TOKEN.sub(lambda m: _mend_word(m[0], kind), line)
    return mended if _count(mended).good >= _count(line).good else line


def _mend_word(word: str, kind: Legacy) -> str:
    if word.isascii() or is_syllable(word) or _UNICODE_ONLY.search(word):
        return word
    mended = convert(word, kind)
    return mended if is_syllable(mended) else word


def _remark(kind: str) -> Remark:
    return Remark("text-repaired", f"text in {_NAMES[kind]} was converted to Unicode")


# --- bytes ----------------------------------------------------------------------------------------------------------

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROLS = bytes(b for b in range(0x20) if b not in b"\t\n\r\x0b\x0c\x1a")


def decode(
    data: bytes, source: str = "<bytes>", *, fonts: bool = False, limits: Limits | None = None
) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file, and remarks on what was converted or lost; an old encoding is told by its syllables.

    With `fonts`, text in encodings that belong to fonts (TCVN3, VNI) stays as typed: the caller knows the fonts
    and calls `font_encodings` and `convert`.

    Knows byte order marks, UTF-8, UTF-16 without a mark, Windows-1258, TCVN3, TCVN 5712-1, VNI, Windows-1252,
    and UTF-8 that was read as Windows-1252. Line ends stay as they are. UnreadableSource where the bytes
    are no text; LimitExceeded where it is longer than `limits` allow, before anything is converted.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], codec, source, fonts, limits)
    wide = _wide(data)
    if wide:
        return _unicode(data, wide, source, fonts, limits)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(data, source, fonts, limits)
    if data.translate(None, _CONTROLS) != data and _count_controls(data) > len(data) / 100:
        # ASCII and control codes: TCVN 5712-1 of a few capitals, or no text
        return _one_byte(data, source, fonts, limits)
    _check_length(len(text), source, limits)
    return (text, ()) if fonts else mend(text)


def _check_length(characters: int, source: str, limits: Limits | None) -> None:
    if limits is not None:
        limits.check("max_characters", characters, source=source)


def _unicode(
    data: bytes, codec: str, source: str, fonts: bool, limits: Limits | None
) -> tuple[str, tuple[Remark, ...]]:
    text = data.decode(codec, "replace")
    _check_length(len(text), source, limits)
    lost = text.count("\ufffd") - data.decode(codec, "ignore").count("\ufffd") if "\ufffd" in text else 0
    if lost > len(text) / 20 + 1:
        raise UnreadableSource(f"the bytes are no text in {codec}", source=source, remedy="save the file as UTF-8")
    mended, remarks = (text, ()) if fonts else mend(text)
    if lost:
        remarks += (Remark("text-lost", f"{lost} broken characters of {codec}", "warning"),)
    return mended, remarks


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: in Vietnamese, the high bytes are 0x00, 0x01, 0x1E, 0x20 and hardly else."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:
        return None
    odd, even = sample[1::2], sample[0::2]
    for high, low, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        usual = sum(high.count(b) for b in (b"\x00", b"\x01", b"\x1e", b"\x20", b"\x03"))
        if high.count(b"\x00") > pairs / 3 and usual >= 0.95 * pairs and low.count(b"\x00") <= pairs / 20:
            return codec
    return None


def _count_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _one_byte(data: bytes, source: str, fonts: bool, limits: Limits | None) -> tuple[str, tuple[Remark, ...]]:
    """Bytes that are not valid UTF-8: the encoding in which most words with marks are syllables."""
    _check_length(len(data) // 4, source, limits)  # at least so many, in UTF-8; two letters a character in VNI
    sample = data[:_SAMPLE]
    controls = _count_controls(sample)
    broken = data.decode("utf-8", "replace")
    texts = {
        "utf-8": broken[:_SAMPLE],
        "cp1258": unicodedata.normalize("NFC", _table(sample, _CP1258)),
        "tcvn3": convert_tcvn_bytes(sample, first_form=False),
        "vni": convert(_table(sample, _WINDOWS), "vni"),
        "tcvn5712": convert_tcvn_bytes(sample, first_form=True),
    }
    counts = {name: _count(text) for name, text in texts.items()}
    # The first form may have letters where the third has quotation marks: it must win by words, not by share alone.
    best = max(counts, key=lambda name: (counts[name].share > 0.5, counts[name].good))
    count = counts[best]
    if best != "utf-8":
        _check_length(len(data) // 2 if best in ("vni", "cp1258") else len(data), source, limits)  # letter and mark
    if count.good >= 1 and count.share >= 0.6 and (count.good >= 3 or count.share == 1.0):
        if controls > len(sample) / 100 and best != "tcvn5712":
            raise UnreadableSource("the bytes are no text", source=source, remedy="check the file's format")
        if best == "utf-8":
            lost = broken.count("\ufffd")
            return broken, (Remark("text-lost", f"{lost} broken characters of UTF-8", "warning"),)
        if fonts and best in ("tcvn3", "vni"):
            return _table(data, _WINDOWS), ()
        whole = {
            "cp1258": lambda: unicodedata.normalize("NFC", _table(data, _CP1258)),
            "tcvn3": lambda: convert_tcvn_bytes(data, first_form=False),
            "vni": lambda: convert(_table(data, _WINDOWS), "vni"),
            "tcvn5712": lambda: convert_tcvn_bytes(data, first_form=True),
        }[best]()
        return whole, (_remark(best),)
    high = sum(b >= 0x80 for b in sample)
    if controls > len(sample) / 100 or b"\x00" in sample or high > len(sample) / 4:
        raise UnreadableSource("the bytes are no text in a known encoding", source=source, remedy="save it as UTF-8")
    plain = _table(data, _WINDOWS)
    return plain, (Remark("text-repaired", "the encoding is unknown; read as Windows-1252", "warning"),)


_CP1258 = {b: bytes([b]).decode("cp1258", "ignore") or _WINDOWS[b] for b in range(0x100)}


def _table(data: bytes, table: dict[int, str]) -> str:
    return data.decode("latin-1").translate(table)


def convert_tcvn_bytes(data: bytes, *, first_form: bool = False) -> str:
    """Bytes of TCVN3, or of TCVN 5712's first form (with capitals at control codes), as text in NFC."""
    if first_form:
        return unicodedata.normalize("NFC", _table(data, _TCVN5712_BYTES))
    return _capitals(_table(data, _WINDOWS), _table(data, _TCVN3_BYTES))
