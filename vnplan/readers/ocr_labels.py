"""Roman labels of headings that optical recognition took for others: `II.` for `III.`, `H.` for `II.`, `1.` for `I.`.

A label is set right where the ones around it leave no choice: I, II, II, IV can only be I, II, III, IV, and a label
read like the one before it is the next one where they are a stroke apart. Arabic numbers and letters are left to the
outline, which tells misprints from slips.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnplan.readers.draft import Draft, ParagraphDraft

# What I, V and X are read as, a dot, and a heading: "I1. Nội dung"
_HEADING = re.compile(r"(?P<label>[IVXHLl1|]{1,5})(?P<end>\s?[.,:]\s?|\s)(?=[^\W\d_])")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_VALUES = {roman: value for value, roman in enumerate(_ROMAN) if roman}
_STROKES = str.maketrans({"H": "II", "1": "I", "l": "I", "L": "I", "|": "I"})
_LONGEST = 200  # characters of a heading


def set_labels(drafts: Sequence[Draft]) -> list[tuple[str, str]]:
    """Set right the roman labels of these drafts in place; gives what was read and what it was set to."""
    found: list[tuple[ParagraphDraft, re.Match[str], str]] = []
    numbered = False  # whether an arabic or roman number was seen
    for draft in drafts:
        if not isinstance(draft, ParagraphDraft) or len(draft.text) > _LONGEST:
            continue
        match = _HEADING.match(draft.text)
        strokes = match["label"].translate(_STROKES) if match else ""
        certain = match is not None and not re.fullmatch(r"[1lL|]", match["label"]) and "." in match["end"]
        first = match is not None and not numbered and len(strokes) == 1
        if match and strokes in _VALUES and (certain or first):
            found.append((draft, match, strokes))
        numbered = numbered or bool(re.match(r"\d{1,2}[.)]|[IVX]+\.", draft.text))
    values = [_VALUES[strokes] for _, _, strokes in found]
    done: list[tuple[str, str]] = []
    for i, (draft, match, strokes) in enumerate(found):
        before = values[i - 1] if i else 0
        after = values[i + 1] if i + 1 < len(values) else None
        follows = after == before + 2 or (after is None and values[i] == before)
        if values[i] != before + 1 and follows and before + 1 < len(_ROMAN) and _near(strokes, _ROMAN[before + 1]):
            values[i] = before + 1
        label = _ROMAN[values[i]]
        fits = values[i] == before + 1 and (i > 0 or after == 2)
        if fits and (label != match["label"] or "." not in match["end"]):
            draft.text = f"{label}. {draft.text[match.end() :]}"
            done.append((match[0].strip(), f"{label}."))
    return done


def _near(read: str, meant: str) -> bool:
    """Whether one stroke more or less, or taken for another, makes one label the other."""
    if abs(len(read) - len(meant)) > 1:
        return False
    longer, shorter = (read, meant) if len(read) >= len(meant) else (meant, read)
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(longer, shorter, strict=True)) == 1
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
