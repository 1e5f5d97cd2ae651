"""Kinds of documents: their names and the codes that stand for them in a document's symbol.

Source: Decree 30/2020/NĐ-CP, Annex III, part I, and citations read in plans (domain notes, part 1.6);
the table is `data/doc_types.tsv`.
"""

from __future__ import annotations

from functools import cache

from vnplan.gazetteer.files import rows

# Codes of documents that several bodies issue together.
JOINT_CODES = frozenset(
    {"ttlt", "nqlt", "khlt", "khln", "khph", "hdlt", "hdln", "qcph", "ctph", "ctrph", "ctphln", "ctrphlt"}
)


@cache
def _table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row[0], tuple(code for code in row[1].split(";") if code)) for row in rows("doc_types.tsv")[1:])


@cache
def type_names() -> tuple[str, ...]:
    """Every name of a kind (`Kế hoạch`, `Thông tư liên tịch`, …), the longest first."""
    return tuple(sorted((name for name, _ in _table()), key=len, reverse=True))


@cache
def _by_code() -> dict[str, str]:
    return {code.casefold(): name for name, codes in _table() for code in codes}


@cache
def _by_letters() -> dict[str, str]:
    return {name.casefold().replace(" ", ""): name for name in type_names()}


def spaced_type(line: str) -> str | None:
    """The kind whose letters a line prints apart (`K Ế H O Ạ C H` -> `Kế hoạch`), or None."""
    letters = line.casefold().split()
    return _by_letters().get("".join(letters)) if letters and max(map(len, letters)) == 1 else None


def type_of_code(code: str) -> str | None:
    """The kind that a code stands for (`CTr` or its slip `Ctr` -> `Chương trình`), or None for no known code."""
    return _by_code().get(code.casefold())


def code_prefix(token: str) -> str | None:
    """The kind of a token that lost its hyphen (`QĐUBND` -> `Quyết định`), or None."""
    folded = token.casefold()
    for code, name in _by_code().items():
        if len(code) >= 2 and folded.startswith(code) and folded[len(code) :] in ("ubnd", "hđnd", "tlđ", "ttg", "cp"):
            return name
    return None
