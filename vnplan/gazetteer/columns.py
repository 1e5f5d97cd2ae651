"""What a table's column means, by its header: `ĐƠN VỊ CHỦ TRÌ` -> lead."""

from __future__ import annotations

from functools import cache

from vnplan.gazetteer.files import rows
from vnplan.gazetteer.headings import key, longest_variant
from vnplan.segments import Column

_SLASH = str.maketrans({"/": " ", "(": " ", ")": " ", "*": " "})


@cache
def variants() -> dict[str, Column]:
    """Match key of each known header -> meaning (data/columns.tsv)."""
    table: dict[str, Column] = {}
    for column, names in rows("columns.tsv"):
        for name in names.split("|"):
            table[key(name.translate(_SLASH))] = column  # type: ignore[assignment]
    return table


def column_of(header: str) -> Column | None:
    """The meaning of a column by the text of its header; None where no known header fits.

    An exact variant wins, then the longest variant that the header begins with, then one of two words or more
    that it holds.
    """
    words = key(header.translate(_SLASH)).split(" ")
    table = variants()
    if len(words) > 14 or words == [""]:
        return None
    return longest_variant(words, table, 3)
