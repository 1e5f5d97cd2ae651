"""Rows that head the rows below: `I | Cải cách thể chế`, and how long such a heading holds.

A label says how deep a row stands (A, I, 1, 1.1, a): a row closes the headings that are as deep as itself or deeper.
"""

from __future__ import annotations

import re

_ROMAN = re.compile(r"[IVXL]{1,6}\Z")
_BULLET = re.compile(r"[-–+•*]\s?\S")
_UNLABELLED = 99


def depth(label: str) -> int:
    """How deep a row with this label stands; rows without a label are the deepest."""
    label = label.strip(" .)(:")
    if not label:
        return _UNLABELLED
    if _ROMAN.match(label):
        return 20
    if label[0].isdigit():
        return 40 + 2 * label.count(".")
    return 10 if label.isupper() else 60


def heads_below(label: str, next_label: str, next_content: str) -> bool:
    """Whether a row that has a title only heads the next row: a deeper label, or an item, stands there."""
    if not next_content:
        return False
    if next_label:
        return bool(label) and depth(next_label) > depth(label)
    return bool(label) and (_BULLET.match(next_content) is not None or next_content[:1].isupper())


class Groups:
    """The headings over the row that is read."""

    def __init__(self) -> None:
        """No heading is open yet."""
        self._open: list[tuple[int, str]] = []
        self._fresh = False  # nothing was read under the last heading

    def open(self, label: str, title: str) -> None:
        """A row that heads others; without a label it closes all before it."""
        deep = depth(label) if label else 0
        while self._open and self._open[-1][0] >= deep:
            self._open.pop()
        self._open.append((deep, title.rstrip(" :")))
        self._fresh = True

    def of(self, label: str) -> str | None:
        """The title over a row with this label."""
        deep = depth(label)
        if self._fresh and self._open and deep <= self._open[-1][0]:
            self._open[-1] = (deep - 1, self._open[-1][1])  # numbers begin anew under a heading with a number
        self._fresh = False
        while self._open and self._open[-1][0] >= deep:
            self._open.pop()
        return self._open[-1][1] if self._open else None
