"""Vietnamese orthography: match keys beside the text, never instead of it.

Texts are NFC (a reader made them so). Functions that keep length say so; their offsets stay valid.
"""

from __future__ import annotations

import re
import unicodedata

# Capitals of Vietnamese, for a character class in a pattern ([À-Ỹ] would take small letters too).
UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

_TONE_PLACES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
    "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONES = re.compile(rf"(?<!q)({'|'.join(_TONE_PLACES)})(?!\w)")
_DASHES_AND_QUOTES = str.maketrans({c: "-" for c in "‐‑‒–—−"} | {c: '"' for c in "“”„‟«»"} | {c: "'" for c in "‘’"})
_BLANKS = re.compile(r"\s+")
_MARKS = {c: None for c in range(0x0300, 0x0370)}


def squeeze(text: str) -> str:
    """White space folded to one blank, none at the ends."""
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """A match key of the same length: case, dashes, quotes and tone placement (`hoà` = `hòa`) folded.

    Takes and gives NFC. Offsets into the key are offsets into the text.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few letters, such as İ, grow
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _TONES.sub(lambda match: _TONE_PLACES[match.group(1)], lower.translate(_DASHES_AND_QUOTES))


def strip_marks(text: str) -> str:
    """Letters without tone and vowel marks, đ as d, of the same length for NFC Vietnamese: `Đồng` -> `Dong`."""
    out = []
    for char in text:
        if char in "đĐ":
            out.append("d" if char == "đ" else "D")
        else:
            out.append(unicodedata.normalize("NFD", char)[0])
    return "".join(out)


def is_upper(text: str) -> bool:
    """Whether the text is set in capitals: it has two letters or more and none in lower case but a few (slips)."""
    letters = [c for c in text if c.isalpha()]
    lower = sum(c.islower() for c in letters)
    return len(letters) >= 2 and lower <= len(letters) // 20


def unquote(text: str) -> str:
    """The text without the quotation marks around it."""
    return text.strip().strip("“”\"„‟«»'‘’").strip()
