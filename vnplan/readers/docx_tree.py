"""The elements of a .docx part in the order in which Word shows them, without what only wraps them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from vnplan.readers.docx_package import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML = "{urn:schemas-microsoft-com:vml}"
_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"

ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
BOX, TEXT_PATH = W + "txbxContent", _VML + "textpath"  # a text box; a line of WordArt
_SDT, _SDT_CONTENT = W + "sdt", W + "sdtContent"
# What only wraps: its children stand in its place.
_WRAPPERS = frozenset(
    [W + tag for tag in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")]
)
# What says nothing about the text and is dropped first: half of the elements of a usual file.
_SILENT = [
    W + tag
    for tag in (
        "sz", "szCs", "color", "lang", "spacing", "ind", "tabs", "bCs", "iCs", "u", "kern", "position", "w",
        "highlight", "tblPrEx", "shd", "noProof", "rtl", "cs", "vertAlign", "rPrChange", "pPrChange",
        "proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "keepNext", "keepLines",
        "widowControl", "snapToGrid", "textAlignment", "outlineLvl", "contextualSpacing", "pBdr", "tblPr",
        "tcW", "tcBorders", "tcMar", "vAlign",
    )
]  # fmt: skip
FORMULAS = frozenset((_MATH + "oMath", _MATH + "oMathPara"))


def strip(root: etree._Element) -> None:
    """Drop the elements that say nothing about the text."""
    etree.strip_elements(root, *_SILENT, with_tail=False)


def properties_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The properties of an element: they are its first child, if it has any."""
    for child in element:
        return child if child.tag == tag else None
    return None


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of `parent`, with wrappers replaced by what they hold."""
    stack: list[Iterator[etree._Element]] = [iter(parent)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag in _WRAPPERS:
                stack.append(iter(child))
                break
            if tag == _SDT:
                content = child.find(_SDT_CONTENT)
                if content is not None:
                    stack.append(iter(content))
                    break
            elif tag == ALTERNATE:
                stack.append(iter(alternative(child)))
                break
            else:
                yield child
        else:
            stack.pop()


def alternative(element: etree._Element) -> list[etree._Element]:
    """What the first Choice holds; the Fallback's where there is no Choice or an empty one."""
    for tag in (_CHOICE, _FALLBACK):
        for child in element.iterchildren(tag):
            if len(child):
                return list(child)
    return []


def formula(element: etree._Element) -> str:
    """The text of a formula."""
    return "".join(text.text or "" for text in element.iter(_MATH + "t"))


def shown(drawing: etree._Element) -> Iterator[etree._Element]:
    """The elements of a drawing, outermost text boxes without what is in them, hidden shapes left out, in order."""
    stack: list[Iterator[etree._Element]] = [iter([drawing])]
    while stack:
        for child in stack[-1]:
            if child.tag == ALTERNATE:
                stack.append(iter(alternative(child)))
                break
            yield child
            if child.tag != BOX and len(child) and not _is_hidden(child):
                stack.append(iter(child))
                break
        else:
            stack.pop()


def _is_hidden(shape: etree._Element) -> bool:
    style = shape.get("style")
    if style is not None and "visibility:hidden" in style.replace(" ", ""):
        return True
    properties = shape.find("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    return properties is not None and properties.get("hidden") in ("1", "true")
