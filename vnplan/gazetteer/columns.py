"""What a table's column means, by its header: `ĐƠN VỊ CHỦ TRÌ` -> lead."""

from __future__ import annotations

from functools import cache
from importlib import resources

from vnplan.gazetteer.headings import key
from vnplan.segments import Column

_SLASH = str.maketrans({"/": " ", "(": " ", ")": " ", "*": " "})


@cache
def variants() -> dict[str, Column]:
    """Match key of each known header -> meaning (data/columns.tsv)."""
    table: dict[str, Column] = {}
    text = resources.files("vnplan.gazetteer").joinpath("data/columns.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            column, names = line.split("\t")
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
    for length in range(len(words), 0, -1):
        found = table.get(" ".join(words[:length]))
        if found is not None and (length > 1 or len(words) <= 3):
            return found
    for length in range(len(words) - 1, 1, -1):
        for start in range(1, len(words) - length + 1):
            found = table.get(" ".join(words[start : start + length]))
            if found is not None:
                return found
    return None
