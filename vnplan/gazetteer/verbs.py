"""Words at which a body's name ends in running text: predicates and the small words that names don't hold.

Read once from `data/verbs.tsv`; keys are folded words, as in `vnplan.gazetteer.heads`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, cast

from vnplan.gazetteer.files import rows
from vnplan.gazetteer.heads import words

WordClass = Literal["verb", "noun", "word"]


@cache
def verbs() -> Mapping[str, Sequence[tuple[tuple[str, ...], WordClass]]]:
    """First word -> the words and their class, the longest first.

    `verb` is a predicate (`chủ trì`), `noun` one that a name may hold as well (`hỗ trợ`), `word` a function word
    (`tại`).
    """
    table: dict[str, list[tuple[tuple[str, ...], WordClass]]] = {}
    for forms, name in rows("verbs.tsv"):
        for form in forms.split("|"):
            key = words(form)
            table.setdefault(key[0], []).append((key, cast(WordClass, name)))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


def verb_at(keys: Sequence[str], at: int) -> tuple[int, WordClass] | None:
    """The predicate or function word at `keys[at]`: the place after it, and its class. The longest wins."""
    for key, name in verbs().get(keys[at], ()) if 0 <= at < len(keys) else ():
        if tuple(keys[at : at + len(key)]) == key:
            return at + len(key), name
    return None
