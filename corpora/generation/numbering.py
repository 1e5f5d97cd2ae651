"""How the parts of a plan are numbered (domain, part 1.11): a style names the form of the label at each depth."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.generation.facts import Gold, Part, joined
from corpora.render import Para

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LETTERS = "abcdđeghiklmnopq"  # points go by the Vietnamese alphabet
_CAPITALS = "ABCDEGHIK"
AUTO = ("auto", "auto", "auto")  # Word's own numbering: I. 1. a)
STYLES = (
    ("I.", "1.", "a)"), ("I.", "1.", "1.1."), ("I.", "1.", "1.1"), ("I-", "1-", "a)"), ("I/", "1/", "a)"),
    ("A.", "I.", "1."), ("1.", "1.1.", "1.1.1."), ("Phần I.", "A.", "1."), AUTO,
)  # fmt: skip
PARTY_STYLES = (("I-", "1-", "1.1-"), ("I-", "1-", "a)"), ("I.", "1.", "a)"))


def label(style: Sequence[str], at: Sequence[int]) -> tuple[str, str]:
    """The label of the part at a path of numbers (1, 2 is the second part of the first), bare and as it is printed."""
    form, number = style[len(at) - 1], at[-1]
    if form == "auto":
        bare = (_ROMAN[number - 1], str(number), "abcd"[(number - 1) % 4])[len(at) - 1]
        return bare, ""
    end = form[-1] if form[-1] in ".-/)" else ""
    body = form.removesuffix(end) if end else form
    if body.startswith("Phần "):
        bare = f"Phần {_ROMAN[number - 1]}"
    elif body == "I":
        bare = _ROMAN[number - 1]
    elif body == "A":
        bare = _CAPITALS[number - 1]
    elif body == "a":
        bare = _LETTERS[number - 1]
    else:
        bare = ".".join(str(one) for one in at[-(body.count(".") + 1) :])
    return bare, bare + end


def section(
    style: Sequence[str], at: Sequence[int], title: str, *inner: Part, run: str = "", bold: bool = True
) -> Part:
    """A numbered part: its heading, and what stands in it. `run` goes on in the heading's own paragraph, after a
    colon. The facts of `run` are the caller's, in `inner`."""
    bare, printed = label(style, at)
    head = f"{printed} {title}".strip() + (":" if run else "")
    text = (f"**{head}**" if bold else head) + (f" {run}" if run else "")
    body = joined(inner)
    node: Gold = {"label": bare, "title": title, "children": list(body.sections)}
    level = len(at) - 1 if style[len(at) - 1] == "auto" else None
    return Part(
        (Para(text, "body", level), *body.blocks), (node,), body.citations, body.themes, body.times, body.tasks,
        body.deadlines, body.targets, body.abbreviations,
    )  # fmt: skip


def item(text: str, sign: str = "- ") -> Para:
    """A paragraph of a list."""
    return Para(sign + text)
