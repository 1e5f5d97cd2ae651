"""Runs of text with their fonts -> text: old Vietnamese encodings belong to fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vnplan.document import Remark
from vnplan.encodings import convert, font_encodings, mend
from vnplan.readers.draft import ParagraphDraft

_BLANKS = re.compile(r"[ \t\r\n\f]+")  # not the hard blank, which is shown


def decode_runs(pending: list[tuple[ParagraphDraft, list[tuple[str | None, str]]]]) -> tuple[Remark, ...]:
    """Give every paragraph its text, with old encodings converted: by font first, then line by line."""
    fonts = font_encodings(run for _, runs in pending for run in runs)
    found: dict[Remark, None] = {}
    for kind in dict.fromkeys(fonts.values()):
        found[Remark("text-repaired", f"text in {kind.split('-')[0].upper()} fonts was converted to Unicode")] = None
    for draft, runs in pending:
        parts: list[str] = []
        for font, text in _joined(runs):
            if font in fonts:
                parts.append(convert(text, fonts[font]))
            else:
                text, remarks = mend(text)
                found.update(dict.fromkeys(remarks))
                parts.append(text)
        draft.text = _BLANKS.sub(" ", "".join(parts)).strip()
    return tuple(found)


def _joined(runs: list[tuple[str | None, str]]) -> Iterable[tuple[str | None, str]]:
    """Neighbouring runs of one font as one: a letter and its mark may stand in two."""
    joined: list[tuple[str | None, list[str]]] = []
    for font, text in runs:
        if joined and joined[-1][0] == font:
            joined[-1][1].append(text)
        else:
            joined.append((font, [text]))
    return ((font, "".join(parts)) for font, parts in joined)
