"""How text on a page is shown: what HTML and inline CSS say of a run, and what they hide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_SKIPPED = frozenset(
    """script style head title noscript template svg math nav aside select option button input textarea datalist iframe
    object embed video audio canvas map del xml o:officedocumentsettings w:worddocument""".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CHROME_ROLES = frozenset({"navigation", "banner", "search", "complementary", "contentinfo", "menu", "menubar"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a run looks like; children inherit it."""

    bold: bool = False
    italic: bool = False
    centered: bool = False
    pre: bool = False
    upper: bool = False
    link: bool = False
    font: str | None = None


def is_hidden(tag: str, element: etree._Element, css: dict[str, str]) -> bool:
    """Whether an element and all in it is not shown, or is no text of the document (menus, forms, note marks)."""
    return (
        tag in _SKIPPED
        or element.get("hidden") is not None
        or css.get("display") == "none"
        or css.get("visibility") == "hidden"
        or css.get("mso-hide") == "all"
        or css.get("mso-element") in ("comment-list", "comment")
        or "mso-footnote-id" in css
        or "mso-endnote-id" in css
        or (element.get("role") or "") in _CHROME_ROLES
    )


@lru_cache(maxsize=4096)
def css_of(style: str) -> dict[str, str]:
    """The declarations of a style attribute, names and values in small letters."""
    pairs = (part.partition(":") for part in style[:2000].split(";"))
    return {name.strip().lower(): " ".join(value.split()).strip("'\" ").lower() for name, _, value in pairs}


def style_of(old: Style, tag: str, element: etree._Element, css: dict[str, str]) -> Style:
    """How the text of an element looks, given how its parent\'s does."""
    align = css.get("text-align") or (element.get("align") or "").lower() * (tag not in ("table", "img"))
    centered = {"center": True, "left": False, "right": False, "justify": False}.get(align, old.centered)
    if tag == "center" or (tag == "th" and not align):
        centered = True
    elif tag == "table":
        centered = False
    weight = css.get("font-weight", "")
    bold = old.bold or tag in ("b", "strong", "th") or tag in HEADINGS
    if weight:
        bold = weight in ("bold", "bolder", "600", "700", "800", "900")
    slant = css.get("font-style", "")
    family = css.get("font-family") or (element.get("face") if tag == "font" else None)
    return Style(
        bold,
        slant != "normal" and (old.italic or tag in ("i", "em") or slant in ("italic", "oblique")),
        centered,
        old.pre or tag == "pre" or css.get("white-space", "").startswith("pre"),
        old.upper or css.get("text-transform") == "uppercase",
        old.link or (tag == "a" and element.get("href") is not None),
        family.split(",")[0].strip("'\" ") if family else old.font,
    )
