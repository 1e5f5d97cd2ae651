"""The DocBook that antiword writes of a Word 97 file -> drafts.

Antiword gives every paragraph and the rows of every table; what it does not give is which cells were merged
(covered cells come empty), nested tables, text boxes, and at which number a list goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from vnplan.encodings import repair
from vnplan.errors import UnreadableSource
from vnplan.readers.draft import CellDraft, Draft, ParagraphDraft, TableDraft

_SAME_EDGE = 3.0  # points between two column edges that are one
_NUMERALS = {"loweralpha": "abcdefghijklmnopqrstuvwxyz", "upperalpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def drafts(data: bytes, name: str) -> list[Draft]:
    """The blocks of a DocBook file of antiword's, in order. UnreadableSource where it holds none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root is None:
        raise UnreadableSource("antiword gave no document", source=name)
    for info in [*root.iter("bookinfo"), *root.findall("title")]:  # the file's properties, no text of it
        parent = info.getparent()
        if parent is not None:
            parent.remove(info)
    counters: dict[str, int] = {}
    found: list[Draft] = []
    for element in root.iter("title", "para", "informaltable"):
        if element.tag == "informaltable":
            table = _table(element)
            if table is not None:
                found.append(table)
        elif not any(True for _ in element.iterancestors("entry")):
            found.extend(_paragraphs(element, _label(element, counters)))
    return found


def _paragraphs(element: etree._Element, label: str = "") -> Iterator[ParagraphDraft]:
    """Each line is a paragraph; bars are what antiword puts where a table could not be written."""
    pieces = list(_pieces(element, ""))
    roles = {role for text, role in pieces if text.strip(" \n|")}
    for line in repair("".join(text for text, _ in pieces)).split("\n"):
        line = line.strip().strip("|").strip()
        if line:
            yield ParagraphDraft(label + line, bold=roles == {"bold"}, italic=roles == {"italic"})
            label = ""


def _pieces(element: etree._Element, role: str) -> Iterator[tuple[str, str]]:
    """The text of an element with its emphasis, without the tables in it."""
    yield element.text or "", role
    before = None
    for child in element:
        if child.tag == "emphasis":
            own = child.get("role") or "italic"
            if before == own:  # runs alike are one: a paragraph ended between these
                yield "\n", role
            yield from _pieces(child, own)
            before = None if child.tail else own
        else:
            before = None
            if child.tag != "informaltable":
                yield from _pieces(child, role)
        yield child.tail or "", role


def _label(element: etree._Element, counters: dict[str, int]) -> str:
    item = element.getparent()
    lists = item.getparent() if item is not None and item.tag == "listitem" else None
    if lists is None or item is None or item.find("para") is not element:
        return ""
    if lists.tag != "orderedlist":
        return "- "
    kind = lists.get("numeration") or "arabic"
    counters[kind] = counters.get(kind, 0) + 1
    number = counters[kind]
    if kind in _NUMERALS and number <= 26:
        return f"{_NUMERALS[kind][number - 1]}) "
    if "roman" in kind and number < len(_ROMAN):
        return f"{_ROMAN[number] if kind == 'upperroman' else _ROMAN[number].lower()}. "
    return f"{number}. "


def _table(element: etree._Element) -> TableDraft | None:
    """The groups of rows of a table, whose columns differ, on one grid of all their column edges."""
    groups = [(_edges(group), list(group.iter("row"))) for group in element.iter("tgroup")]
    edges: list[float] = []
    for edge in sorted(e for group, _ in groups for e in group):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    cells: list[CellDraft] = []
    row = 0
    for group, rows in groups:
        places = [min(range(len(edges)), key=lambda i: abs(edges[i] - edge)) for edge in group]
        for line in rows:
            for i, entry in enumerate(list(line.iter("entry"))[: len(group) - 1]):
                blocks: list[ParagraphDraft | TableDraft] = list(_paragraphs(entry))
                cells.append(CellDraft(row, places[i], 1, max(1, places[i + 1] - places[i]), blocks))
            row += 1
    if not any(cell.blocks for cell in cells):
        return None
    return TableDraft(row, max(len(edges) - 1, 1), cells)


def _edges(group: etree._Element) -> Sequence[float]:
    """Where the columns of a group of rows begin and end, in points from the left."""
    edges = [0.0]
    for column in group.iter("colspec"):
        width = (column.get("colwidth") or "0").removesuffix("pt")
        edges.append(edges[-1] + (float(width) if width.replace(".", "", 1).isdigit() else 0.0))
    return edges
