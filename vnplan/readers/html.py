"""Saved web pages, HTML that Word wrote (often named .doc) and fragments -> Document.

The page is walked once, event by event, with no network and no scripts: blocks become paragraphs, tables keep
their spans, tables that only lay out a page are taken apart. Menus and page headers go to the document's
furniture; what a reader would not see is dropped.
"""

from __future__ import annotations

import dataclasses
import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from vnplan.document import Document, Remark, Source
from vnplan.encodings import decode
from vnplan.errors import EmptySource, LimitExceeded, UnreadableSource
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.readers.draft import Draft, ParagraphDraft, assemble
from vnplan.readers.html_runs import decode_runs
from vnplan.readers.html_style import HEADINGS, Style, css_of, is_hidden, style_of
from vnplan.readers.html_tables import Flow, Grid, add_table

_BLOCKS = frozenset(
    """p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre section article main header footer address center form
    fieldset legend figure figcaption caption table tr td th thead tbody tfoot hr body html details summary""".split()
)
_MENUS = _BLOCKS - {"td", "th", "tr", "tbody", "thead", "body", "html"}  # what can be a menu as a whole
_CONDITIONAL = re.compile(r"<!\[(?:if|endif)[^\]>]{0,200}\]>", re.IGNORECASE)  # <![if !supportLists]>
_BLANKS = re.compile(r"[ \t\r\n\f]+")  # not the hard blank, which is shown
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BULLET = re.compile(r"^[\s\xa0]*(?:[^\w\s(\[]|o)[\s\xa0]*$")  # "·" of the font Symbol, "o" of Courier New
_MARKED = re.compile(r"^\s*(?:[-–+•*·]|\(?\w{1,4}[.)])")  # "- Như trên", "a) …"
_LOWER = re.compile(r"^[\s\xa0]*[^\W\d_]")
_ENDS = (".", ";", ":", "!", "?")
_BREAK = "\x1e"  # a line break until its paragraph ends
_MENU_LINKS = 5  # links from which a block of nothing but links is a menu


@dataclass(slots=True)
class _Frame:
    """An element that is open."""

    tag: str
    style: Style
    flow: Flow
    first: int  # how many blocks its flow had before it
    numbering: str = ""  # of a list: 1 a A i I, "-" or "" for none
    next_number: int = 1
    size: int = 0
    link_size: int = 0
    links: int = 0
    spans: tuple[int, int] = (1, 1)
    label: bool = False  # inside a list label of Word's
    apart: bool = False  # a flow of its own: footnotes, page headers


@dataclass(slots=True)
class _Walk:
    """The state of one walk over a page."""

    flows: list[Flow]
    furniture: Flow
    footnotes: Flow
    grids: list[Grid] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    runs: list[tuple[str, Style]] = field(default_factory=list)
    pending: list[tuple[ParagraphDraft, list[tuple[str | None, str]]]] = field(default_factory=list)
    heading: bool = False
    cells: int = 0


def read(data: bytes, source: Source, *, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> Document:
    """The document in a page (HTML, a fragment, or MHTML as Word saves it), in any encoding that is declared or not.

    `password` is ignored: pages have none. EmptySource where nothing is shown, UnreadableSource where the
    bytes are no text, LimitExceeded for more characters, cells or depth than allowed.
    """
    limits.check("max_bytes", len(data), source=source.name)
    text, remarks = _page(data, source.name)
    limits.check("max_characters", len(text), source=source.name)
    root = _parse(text, source.name)
    walk = _Walk([Flow()], Flow(), Flow())
    total = sum(len(t) for t in root.itertext("p", "div", "span", "td", "b", "font", "li", "a", "i", "body"))
    _walk(root, walk, total, limits, source.name)
    remarks += decode_runs(walk.pending)
    document = assemble(
        walk.flows[0].drafts,
        dataclasses.replace(source, reader="html"),
        furniture=_paragraphs(walk.furniture.drafts),
        footnotes=_paragraphs(walk.footnotes.drafts),
        remarks=remarks,
    )
    if not any(map(str.isalnum, document.text)):
        raise EmptySource("the page shows no text", source=source.name, remedy="check that this is the right file")
    return document


# --- bytes to a tree ------------------------------------------------------------------------------------------------


def _page(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """The markup as text. Old encodings are left to the walk, which knows the fonts."""
    if re.match(rb"[\w-]+:", data) and b"<" not in data[: data.find(b"\n\n") + 1]:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes):
                    return decode(payload, name, fonts=True)
        if message.is_multipart():
            raise UnreadableSource("the web archive holds no page", source=name, remedy="save it again as HTML")
    return decode(data, name, fonts=True)


def _parse(text: str, name: str) -> etree._Element:
    text = _CONDITIONAL.sub("", _DECLARATION.sub("", text)).replace("\x00", "")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if any("depth" in entry.message for entry in parser.error_log):
            root = None
        else:
            raise UnreadableSource(f"the page can't be parsed: {error.msg}", source=name) from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise LimitExceeded("elements are nested deeper than 2,048", source=name, remedy="leave this file out")
    if root is None:
        raise EmptySource("the page is empty", source=name, remedy="check that this is the right file")
    return root


# --- the walk -------------------------------------------------------------------------------------------------------


def _walk(root: etree._Element, walk: _Walk, total: int, limits: Limits, name: str) -> None:
    base = _Frame("", Style(), walk.flows[0], 0)
    walk.frames.append(base)
    events = etree.iterwalk(root, events=("start", "end"))
    skipped: set[etree._Element] = set()
    for event, element in events:
        tag = element.tag.lower() if isinstance(element.tag, str) else "script"
        if event == "start":
            css = css_of(element.get("style") or "")
            if is_hidden(tag, element, css):
                events.skip_subtree()
                skipped.add(element)
                continue
            _open(walk, tag, element, css, limits, name)
            _text(walk, element.text)
        else:
            if element in skipped:
                skipped.discard(element)
            else:
                _close(walk, total, limits, name)
            if element is not root:
                _text(walk, element.tail)
    _flush(walk)


def _open(walk: _Walk, tag: str, element: etree._Element, css: dict[str, str], limits: Limits, name: str) -> None:
    parent = walk.frames[-1]
    if tag in _BLOCKS:
        _flush(walk)
    style = style_of(parent.style, tag, element, css)
    apart = _apart(walk, tag, css)
    if apart is not None:
        walk.flows.append(apart)
    frame = _Frame(tag, style, walk.flows[-1], len(walk.flows[-1].drafts), apart=apart is not None)
    if tag == "br":
        walk.runs.append((_BREAK, style))
    elif tag in ("ul", "ol"):
        shown = css.get("list-style-type") or css.get("list-style") or ""
        frame.numbering = "" if "none" in shown else "-" if tag == "ul" else element.get("type") or _list_type(shown)
        frame.next_number = _number(element.get("start"), 1)
    elif tag == "li":
        _label(walk, element, css, style)
    elif tag == "table":
        ruled = (element.get("border") or "0") != "0" or "tablegrid" in (element.get("class") or "").lower()
        walk.grids.append(Grid(ruled=ruled or css.get("border", "none") not in ("none", "0", "0px")))
    elif tag == "tr" and walk.grids:
        walk.grids[-1].rows.append([])
    elif tag in ("td", "th") and walk.grids:
        walk.cells += 1
        limits.check("max_cells", walk.cells, source=name)
        frame.spans = (_number(element.get("rowspan"), 1), _number(element.get("colspan"), 1))
        walk.flows.append(Flow())
        frame.flow = walk.flows[-1]
        frame.first = 0
    frame.label = parent.label or css.get("mso-list") == "ignore"
    walk.heading = walk.heading or tag in HEADINGS
    frame.links = int(tag == "a" and element.get("href") is not None)
    walk.frames.append(frame)


def _apart(walk: _Walk, tag: str, css: dict[str, str]) -> Flow | None:
    """Where an element's text goes if it is no part of the body: footnotes, page headers and footers."""
    if css.get("mso-element") in ("footnote-list", "endnote-list"):
        return walk.footnotes
    if css.get("mso-element") in ("header", "footer") or (tag == "footer" and not _inside(walk, "article", "main")):
        return walk.furniture
    return None


def _text(walk: _Walk, text: str | None) -> None:
    if not text:
        return
    frame = walk.frames[-1]
    style = frame.style
    if style.pre:
        text = text.replace("\r\n", "\n").replace("\n", _BREAK)
    else:
        text = _BLANKS.sub(" ", text)
    if frame.label:
        text = "- " if _BULLET.match(text) else text.replace("\xa0", " ")
    size = len(text.strip())
    frame.size += size
    frame.link_size += size if style.link else 0
    walk.runs.append((text.upper() if style.upper else text, style))


def _close(walk: _Walk, total: int, limits: Limits, name: str) -> None:
    frame = walk.frames[-1]
    tag = frame.tag
    if tag in _BLOCKS:
        _flush(walk)
    if tag in HEADINGS:
        walk.heading = False
    if tag in ("td", "th") and walk.grids:
        flow = walk.flows.pop()
        grid = walk.grids[-1]
        if not grid.rows:
            grid.rows.append([])
        grid.rows[-1].append((flow, *frame.spans))
    elif tag == "table" and walk.grids:
        add_table(walk.flows[-1], walk.grids.pop(), total, limits, name)
    elif frame.apart:
        walk.flows.pop()
    walk.frames.pop()
    parent = walk.frames[-1]
    parent.size += frame.size
    parent.link_size += frame.link_size
    parent.links += frame.links
    menu = tag in _MENUS and frame.links >= _MENU_LINKS and frame.link_size >= 0.85 * frame.size
    if (
        menu
        and tag in _BLOCKS
        and tag not in ("td", "th", "tr", "tbody", "body", "html")
        and frame.flow is walk.flows[-1]
    ):
        _move(frame.flow, frame.first, walk.furniture)


def _inside(walk: _Walk, *tags: str) -> bool:
    return any(frame.tag in tags for frame in walk.frames)


def _move(flow: Flow, first: int, to: Flow) -> None:
    moved = flow.drafts[first:]
    del flow.drafts[first:]
    to.drafts.extend(moved)


def _flush(walk: _Walk) -> None:
    """End the paragraph: a line break parts paragraphs, except before a line that goes on in small letters."""
    runs, walk.runs = walk.runs, []
    lines: list[list[tuple[str, Style]]] = [[]]
    for text, style in runs:
        first, *rest = text.split(_BREAK)
        lines[-1].append((first, style))
        for piece in rest:
            lines.append([(piece, style)])
    done: list[list[tuple[str, Style]]] = []
    before = ""
    for line in lines:
        plain = "".join(text for text, _ in line).strip(" \xa0")
        goes_on = before and plain[:1].islower() and not before.endswith(_ENDS) and not _MARKED.match(plain)
        if goes_on:
            done[-1].append((" ", line[0][1]))
            done[-1].extend(line)
        elif plain:
            done.append(line)
        before = plain
    flow = walk.flows[-1]
    for line in done:
        solid = [(text, style) for text, style in line if text.strip(" \xa0")]
        draft = ParagraphDraft(
            "".join(text for text, _ in line),
            bold=all(style.bold for _, style in solid),
            italic=all(style.italic for _, style in solid),
            centered=all(style.centered for _, style in solid),
        )
        flow.drafts.append(draft)
        flow.size += len(draft.text)
        flow.paragraphs += 1
        flow.headings += walk.heading
        walk.pending.append((draft, [(style.font, text) for text, style in line]))


# --- lists ----------------------------------------------------------------------------------------------------------


def _list_type(shown: str) -> str:
    for css, kind in (("lower-alpha", "a"), ("upper-alpha", "A"), ("lower-roman", "i"), ("upper-roman", "I")):
        if css in shown:
            return kind
    return "1"


def _label(walk: _Walk, element: etree._Element, css: dict[str, str], style: Style) -> None:
    """The number or bullet of a list item, as text, since the reader of the page sees it."""
    lists = next((f for f in reversed(walk.frames) if f.tag in ("ul", "ol", "td", "th")), None)
    if lists is None or lists.tag not in ("ul", "ol") or not lists.numbering:
        return
    if "none" in (css.get("list-style-type") or css.get("list-style") or ""):
        return
    if lists.numbering == "-":
        if not _MARKED.match(_beginning(element)):
            walk.runs.append(("- ", style))
        return
    number = _number(element.get("value"), lists.next_number)
    lists.next_number = number + 1
    walk.runs.append((f"{_numeral(number, lists.numbering)}. ", style))


def _beginning(element: etree._Element) -> str:
    """The first characters of an element's text."""
    text = ""
    for piece in islice(element.itertext(), 20):
        text += str(piece).lstrip() if not text else str(piece)
        if len(text) > 10:
            break
    return text


def _numeral(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number <= 399:
        roman = ""
        for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
            roman += sign * (number // value)
            number %= value
        roman += "I" * number
        return roman if kind == "I" else roman.lower()
    return str(number)


def _number(value: str | None, default: int) -> int:
    match = re.match(r"\s*(\d{1,6})", value or "")
    return int(match[1]) if match else default


def _paragraphs(drafts: Iterable[Draft]) -> list[ParagraphDraft]:
    """Paragraphs alone, those of tables among them."""
    found: list[ParagraphDraft] = []
    stack = list(drafts)[::-1]
    while stack:
        draft = stack.pop()
        if isinstance(draft, ParagraphDraft):
            found.append(draft)
        else:
            stack.extend(block for cell in reversed(draft.cells) for block in reversed(cell.blocks))
    return found
