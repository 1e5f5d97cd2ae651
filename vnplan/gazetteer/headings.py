"""Kinds of sections by their headings: `MỤC ĐÍCH, YÊU CẦU` -> purpose_requirements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

from vnplan.gazetteer.files import rows
from vnplan.text import UPPER, fold, squeeze

_Value = TypeVar("_Value", bound=str)

_SEPARATORS = re.compile(r"\s*(?:,|;|\s-\s|/|\svà\s)\s*|\s+")
_LEADING = re.compile(r"^(?:(?:một số|các|những|về|công tác)\s+)+")
_ORDER = re.compile(rf"^(?:Yêu cầu|Đề nghị|Báo cáo) (?:các )?[{UPPER}][^{UPPER}\W]")  # Yêu cầu Sở Nội vụ xây dựng …
_MAX_WORDS = 14  # a longer paragraph is a sentence, not a heading


def key(heading: str) -> str:
    """The match key of a heading: folded, with commas, dashes, `và` and blanks as one kind of separator."""
    return " ".join(w for w in _SEPARATORS.split(fold(squeeze(heading)).strip(" .:;")) if w)


@cache
def variants() -> dict[str, str]:
    """Match key of each known heading -> kind (data/headings.tsv)."""
    table: dict[str, str] = {}
    for kind, title, names, *_ in rows("headings.tsv"):
        for name in [title, *names.split("|")]:
            table.setdefault(key(name.replace("…", "")), kind)
    return table


def kind_of(heading: str) -> str | None:
    """The kind of a section by its heading, or None where no known heading fits.

    An exact variant wins, then the longest variant that the heading begins with, then the longest that it
    contains. Takes the heading without its label.
    """
    if _ORDER.match(heading):
        return None
    words = key(heading).split(" ")
    table = variants()
    whole = " ".join(words)
    if whole in table:
        return table[whole]
    if len(words) > _MAX_WORDS:
        return None
    whole = _LEADING.sub("", whole)
    words = whole.split(" ")
    return longest_variant(words, table, 4)


def longest_variant(words: Sequence[str], table: Mapping[str, _Value], most: int) -> _Value | None:
    """What `table` says of the longest variant with which the words begin, else of the longest that they contain.

    A variant of one word counts only at the beginning of `most` words or fewer.
    """
    for length in range(len(words), 0, -1):
        found = table.get(" ".join(words[:length]))
        if found is not None and (length > 1 or len(words) <= most):
            return found
    for length in range(len(words) - 1, 1, -1):
        for start in range(1, len(words) - length + 1):
            found = table.get(" ".join(words[start : start + length]))
            if found is not None:
                return found
    return None
