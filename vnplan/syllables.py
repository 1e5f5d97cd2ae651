"""What a Vietnamese syllable looks like: the measure of whether a text was read in the right encoding.

A syllable is an onset, a rhyme and at most one tone. There are few of each and spelling rules tie them
together (k, gh, ngh before e, ê, i; a stop such as -c or -t takes only the tones sắc and nặng), so
a word read in a wrong code page hardly ever passes. The rhymes are those of the orthography in use
(quốc ngữ); names of other languages (Đắk Lắk, Pleiku) fail, which a share over many words outweighs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A word: letters and marks that belong to one. "phát-triển" -> "phát", "triển"
_WORD = re.compile(r"[^\W\d_]+")

_RHYMES = frozenset(
    _WORD.findall(
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu
        i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
        o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
        ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ơu
        u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
        uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
        y yêm yên yêng yêt yêu
        """
    )
)
_AFTER_Q = frozenset(
    _WORD.findall(
        """
        ua uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăp uăt uân uâng uât uây ue uen ueo uet
        uê uêch uên uênh uêt ui uich uin uit uy uych uyên uyêt uynh uyt uơ uôc
        """
    )
)
_ONSETS = ("ngh", "ng", "gh", "kh", "nh", "ph", "th", "tr", "ch", *"bcdđghklmnprstvx")
_BEFORE_FRONT = frozenset({"k", "gh", "ngh"})  # kê, ghi, nghe
_NOT_BEFORE_FRONT = frozenset({"c", "ng"})  # ca, ngô
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}


class Share(NamedTuple):
    """How many words of a text are Vietnamese syllables, and how many of those with marks (letters beyond ASCII)."""

    words: int
    syllables: int
    marked: int
    marked_syllables: int


def share(text: str) -> Share:
    """Count the words of a text that are Vietnamese syllables by form. Abbreviations such as UBND are not."""
    words = syllables = marked = marked_syllables = 0
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        good = is_syllable(word)
        words += 1
        syllables += good
        if not word.isascii():
            marked += 1
            marked_syllables += good
    return Share(words, syllables, marked, marked_syllables)


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether one word, in any case and with its tone mark anywhere, can be a syllable: `nghiêng` yes, `ngiêng` no."""
    if not 1 <= len(word) <= 14:
        return False
    tone = ""
    letters = []
    for mark in unicodedata.normalize("NFD", word.lower()):
        if mark in _TONES:
            if tone:
                return False
            tone = _TONES[mark]
        else:
            letters.append(mark)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if plain.startswith("q"):
        fits = plain[1:] in _AFTER_Q
    elif plain.startswith("gi"):  # gì, gìn, giêng; else gi- is the onset: gia, giữ
        fits = plain[1:] in _RHYMES or plain[2:] in _RHYMES
    else:
        onset = next((o for o in _ONSETS if plain.startswith(o)), "")
        rhyme = plain[len(onset) :]
        front = rhyme[:1] in ("e", "ê", "i", "y") and rhyme[:1] != ""
        fits = (
            rhyme in _RHYMES
            and not (onset in _BEFORE_FRONT and not front)
            and not (onset in _NOT_BEFORE_FRONT and front)
            and not (rhyme.startswith("yê") and onset)
        )
    stop = plain.endswith(("c", "ch", "p", "t"))
    return fits and (not stop or tone in ("sắc", "nặng"))
