"""Lists of bodies: where one name ends and the next begins, and what an elided name leaves out.

The rules O1 to O14 are those of part 5.3 of the domain notes. Input is short; the work is linear in its words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vnplan.extractors.unit_lists import listed_end
from vnplan.extractors.unit_tokens import (
    MANY,
    Token,
    find_generic,
    find_head,
    find_type,
    outside_brackets,
    tokens,
    without_type,
)
from vnplan.gazetteer.heads import Head, functions, longest, words
from vnplan.text import fold, squeeze

_BULLET = re.compile(r"^\s*(?:[-+*•–—●▪]|\d{1,2}[.)])\s*(?=\S)")  # "- LĐLĐ tỉnh"
_INLINE_BULLET = re.compile(r"\s[-–+•]\s+(?=\S)")  # "- Sở A - Sở B" where a cell's lines were joined
_SCHOOL_TYPES = frozenset({"thpt", "thcs", "th", "mn", "học", "non", "thông", "sở"})  # last word of the school's type
_PLURAL_WORDS = re.compile(r"\b(?:[Cc]ác|những)\b")
_TRIM = " \t\n.,;:…"
_ROLE = re.compile(r"phối hợp|chủ trì|thực hiện|tham mưu|chỉ đạo|theo dõi|phụ trách")  # "Đơn vị phối hợp:"
_LABEL_END = re.compile(r"^[^:;,()]{2,60}:\s+")  # "Đơn vị phối hợp: "

_AFTER_GENERIC = frozenset({
    "liên", "có", "trực", "thuộc", "trên", "cấp", "theo", "khác", "đóng", "trong", "của", "ở", "tại", "chuyên",
    "tỉnh", "huyện", "xã", "phường", "thành", "thị", "quận", "đặc", "địa", "trung", "nhà", "tham", "được", "gồm",
})  # fmt: skip


def split_bodies(text: str, *, known: Collection[str] = ()) -> tuple[str, ...]:
    """The bodies named in one table cell or after a role word, elided heads completed.

    `LĐLĐ huyện A, thị xã B` gives `LĐLĐ huyện A` and `LĐLĐ thị xã B`; `các cơ quan, đơn vị liên quan` stays one.
    Otherwise names stand as printed, without final punctuation (domain notes 5.3). `known` are names that the document
    teaches (`learn_names`), which stay whole.
    """
    names: dict[str, None] = {}
    whole = tuple(sorted(map(words, known), key=len, reverse=True))
    for piece in _pieces(text):
        for name in _split_piece(piece, whole):
            name = _trim(name)
            if name:
                names.setdefault(name)
    return tuple(names)


def _pieces(text: str) -> Iterator[str]:
    """Lines, bullets and what semicolons part (O11); a line that goes on with the one before is joined to it."""
    lines: list[list[str]] = []
    for raw in text.replace("\t", "\n").splitlines():
        line = squeeze(raw)
        if not line:
            continue
        bullet = _BULLET.match(line)
        body = line[bullet.end() :] if bullet else line
        if lines and not bullet and _goes_on(lines[-1][-1], body):
            lines[-1].append(body)
        elif bullet and _INLINE_BULLET.search(body):
            lines.extend([part] for part in _inline(body))
        else:
            lines.append([body])
    for parts in lines:
        line = " ".join(parts)
        label = _LABEL_END.match(line)
        if label and (
            _ROLE.search(fold(label.group()))
            or (not find_head(tokens(line[:80]), 0, loose=True) and not find_generic(tokens(line[:80]), 0))
        ):
            line = line[label.end() :]
        yield from outside_brackets(line, ";")


def _goes_on(before: str, line: str) -> bool:
    if before.endswith(";"):
        return False
    last = fold(before[-20:]).rsplit(" ", 1)[-1]
    if before.endswith(",") or last in {"và", "-", "&", "với"}:
        return True
    return line[:1].islower() and find_head(tokens(line[:80]), 0) is None and fold(line[:4]) != "các "


def _inline(body: str) -> list[str]:
    """`A - B` where `B` begins a body of its own."""
    parts: list[str] = []
    start = 0
    for mark in _INLINE_BULLET.finditer(body):
        if find_head(tokens(body[mark.end() : mark.end() + 80]), 0) is not None:
            parts.append(body[start : mark.start()])
            start = mark.end()
    return [*parts, body[start:]]


def _trim(name: str) -> str:
    name = squeeze(name).strip(_TRIM)
    name = re.sub(r"^(?:và|cùng với|cùng)\s+", "", name)
    if name.count("(") > name.count(")") and name.endswith("("):
        name = name[:-1]
    if name.endswith(")") and name.count(")") > name.count("("):
        name = name[:-1]
    return name.strip(_TRIM)


@dataclass(slots=True)
class _Item:
    """A body in the making: the tokens `[first, last)` of the piece, and the words put before or after them."""

    first: int
    last: int
    before: str = ""
    after: str = ""


def _split_piece(piece: str, whole: Sequence[tuple[str, ...]]) -> list[str]:
    toks = tokens(piece)
    if not toks:
        return []
    start, stem = _colon_stem(piece, toks)
    items = [_Item(start, len(toks), stem)]
    depth, at, guard = 0, start, _protected(toks, start, whole)
    while at < len(toks):
        key = toks[at].key
        depth = max(0, depth + (key == "(") - (key == ")"))
        if depth == 0 and at >= guard:
            width = _separator(toks, at)
            if width:
                items[-1].last = at
                new = _decide(piece, toks, items[-1], at, at + width, stem)
                if new is not None:
                    items.append(new)
                    at = new.first
                    guard = _protected(toks, at, whole)
                    continue
                at += width
                continue
        at += 1
    items[-1].last = len(toks)
    names = [_render(piece, toks, item) for item in items]
    return _share_tail(names)


def _render(piece: str, toks: list[Token], item: _Item) -> str:
    if item.first >= item.last:
        return ""
    body = piece[toks[item.first].start : toks[item.last - 1].end]
    return " ".join(filter(None, (item.before, body, item.after)))


def _separator(toks: list[Token], at: int) -> int:
    """How many tokens the separator at `at` takes; 0 where there is none."""
    key = toks[at].key
    if key in {",", "/"} and 0 < at < len(toks) - 1:
        width = 1
        if toks[at + 1].key in {"và", "cùng"}:
            width += 1
        return width if at + width < len(toks) else 0
    if key == "và" and 0 < at < len(toks) - 1:
        return 1
    if key == "cùng" and at + 2 < len(toks):
        return 2 if toks[at + 1].key == "với" else 0
    return 0


def _decide(piece: str, toks: list[Token], cur: _Item, at: int, nxt: int, stem: str) -> _Item | None:
    """The item that begins at `nxt`, or None where the current one goes on."""
    comma = toks[at].key != "và"
    end = _next_separator(toks, nxt)
    plural = toks[cur.first].key in MANY and not cur.before
    if toks[nxt].key == "tương" or _equivalents(toks, cur, nxt):
        return None  # O9
    if toks[at].key == "cùng":
        return _Item(nxt, len(toks))
    if toks[at].key == "/" and find_head(toks, nxt) is None:
        return None
    generic = find_generic(toks, cur.first)
    if generic:
        if toks[nxt].key in MANY:
            joined = not comma or toks[generic - 1].key in {"cấp", "ngành"}
            return None if joined and find_generic(toks, nxt) else _new_plural(toks, nxt)
        if toks[nxt].key == "sở" and nxt + 2 < len(toks) and toks[nxt + 2].key in {"ban", "ngành"}:
            return _Item(nxt, len(toks))  # "sở, ban, ngành" begins a group of its own
        width = find_generic(toks, nxt)
        if width and (plural or width == end or toks[width].key in _AFTER_GENERIC):
            return None
    if stem and cur.before == stem:
        return _Item(nxt, len(toks), stem)
    if plural and find_generic(toks, nxt) and listed_end(toks, cur.first) == at:
        return _Item(nxt, len(toks))  # "các huyện, thành đoàn và đơn vị trực thuộc"
    head = find_head(toks, nxt)
    if head is not None:
        own = find_head(toks, cur.first + 1, loose=True) if plural and toks[nxt].text[:1].islower() else None
        if own and own[1].head and head[1].head and own[1].head.kind == head[1].head.kind:
            apart = "group" in head[1].head.flags and not generic  # "các huyện đoàn và đoàn trực thuộc"
            return _Item(nxt, len(toks)) if apart else None  # "các bệnh viện và trung tâm y tế"
        return _Item(nxt, len(toks))
    if toks[nxt].key in MANY:
        kind = find_type(toks, nxt + 1)
        place = _place_of(toks, cur)
        if kind and place and _names_follow(toks, place[1], at):
            return _Item(nxt, len(toks), _stem(piece, toks, cur, place[0]))
        return None if kind else _new_plural(toks, nxt)
    kind = find_type(toks, nxt)
    place = _place_of(toks, cur)
    if kind:
        base = without_type(cur.before) if place is None else ""
        if base:
            return _Item(nxt, len(toks), base)
        if place is None:
            return _Item(nxt, len(toks)) if comma and _names_follow(toks, kind, end) else None
        if not _names_follow(toks, place[1], at) and not _names_follow(toks, kind, end):
            return None  # O4: "các huyện, thị xã, thành phố"
        return _Item(nxt, len(toks), _stem(piece, toks, cur, place[0]))  # O2
    if place and _names_follow(toks, place[1], at) and _is_name(toks, nxt, end):
        _drop_plural(piece, toks, cur, place)
        return _Item(nxt, len(toks), _stem(piece, toks, cur, place[1]))  # O1
    head = find_head(toks, cur.first) if not cur.before else None
    if place is None and without_type(cur.before) and _is_name(toks, nxt, end):
        return _Item(nxt, len(toks), cur.before)
    if find_head(toks, cur.first) and toks[cur.first].key == "trường" and _is_name(toks, nxt, end):
        kinds = [i for i in range(cur.first, at) if toks[i].key in _SCHOOL_TYPES]
        if kinds and kinds[-1] + 1 < at:  # "Trường THCS A, B"
            return _Item(nxt, len(toks), squeeze(piece[toks[cur.first].start : toks[kinds[-1]].end]))
    if toks[nxt].key in {"đ", "đc", "đồng", "ông", "bà", "thầy", "cô"}:
        return _Item(nxt, len(toks))
    if plural and cur.first + 1 < at and toks[cur.first + 1].key in {"đồng", "ông", "bà", "thành"}:
        return None  # persons
    if head is None and plural:
        head = find_head(toks, cur.first + 1, loose=True)
    function = longest(functions(), [t.key for t in toks], nxt)
    elided = bool(cur.before) and cur.before.count(" ") < 2
    whole = function is not None and (function[0] >= end)  # a field may hold an "và": Kế hoạch và Đầu tư
    closed = function is not None and (function[0] == len(toks) or _separator(toks, function[0]) > 0)
    if function and whole and closed and toks[nxt].text[:1].isupper():
        if elided:
            return _Item(nxt, len(toks), cur.before)
        if head and head[1].head and head[1].head.tail == "function":  # "Sở Tài chính, Nội vụ"
            before = squeeze(piece[toks[cur.first + plural].start : toks[head[0] - 1].end])
            if plural:
                cur.first += 1
            return _Item(nxt, len(toks), before)
    if not comma:
        return None
    if find_generic(toks, nxt):
        return _Item(nxt, len(toks))
    if toks[nxt].text[:1].isupper() and not (head and head[1].head and head[1].head.tail in {"function", "name"}):
        return _Item(nxt, len(toks))
    return None


def _equivalents(toks: list[Token], cur: _Item, nxt: int) -> bool:
    """O9: `LĐLĐ huyện, thị xã, thành phố, Công đoàn ngành và tương đương` is one open group."""
    place = _place_of(toks, cur)
    if place is None or _names_follow(toks, place[1], nxt - 1):
        return False
    end = _next_separator(toks, nxt)
    return end + 2 < len(toks) and toks[end].key == "và" and toks[end + 1].key == "tương"


def _colon_stem(piece: str, toks: list[Token]) -> tuple[int, str]:
    """`VP: Tỉnh ủy, HĐND tỉnh` and `các Sở: Tài chính, Y tế`: what stands before the colon belongs to each."""
    for place, tok in enumerate(toks[:6]):
        if tok.key == ":" and 0 < place < len(toks) - 1:
            first = 1 if toks[0].key in MANY else 0
            head = find_head(toks, first, loose=True)
            if head and head[0] == place:
                return place + 1, squeeze(piece[toks[first].start : toks[place - 1].end])
            return 0, ""
    return 0, ""


def _share_tail(names: list[str]) -> list[str]:
    """O8: a parent or place printed only after the last name belongs to those before it."""
    if len(names) < 2:
        return names
    done = list(names)
    tail_parent, tail_place = "", ""
    for index in range(len(names) - 1, -1, -1):
        toks = tokens(names[index])
        head = find_head(toks, 0)
        if head is None or head[1].head is None:
            tail_parent = tail_place = ""
            continue
        kind = head[1].head
        if _board(kind):
            parent = next((i for i in range(head[0], len(toks)) if _parent_at(toks, i)), None)
            if parent is not None:
                tail_parent = names[index][toks[parent].start :]
            elif tail_parent:
                done[index] = f"{names[index]} {tail_parent}"
        else:
            tail_parent = ""
        if kind.tail == "place" and kind.kind not in {"union_sector", "ministry"}:
            if head[0] == len(toks):
                if tail_place and kind.level is None:  # not Tỉnh đoàn, Công an tỉnh: its name tells the level
                    done[index] = f"{names[index]} {tail_place}"
            else:
                each = toks[head[0]].key in MANY and kind.level is None
                tail_place = names[index][toks[head[0]].start :] if find_type(toks, head[0] + each) else ""
        else:
            tail_place = ""
    return done


def _board(head: Head) -> bool:
    return head.kind in {"board", "office"} or head.name == "Ban"


def _parent_at(toks: list[Token], at: int) -> bool:
    found = find_head(toks, at)
    return found is not None and found[1].head is not None and found[1].head.tail in {"place", "none"}


def _place_of(toks: list[Token], cur: _Item) -> tuple[int, int] | None:
    """Where the administrative types of the current item begin, and the place after the last of them."""
    last = cur.last if cur.last <= len(toks) else len(toks)
    at, found = cur.first, None
    head = find_head(toks, cur.first)
    if head is not None:
        at = head[0]
    at = max(at, last - 60)  # an area far back is no longer meant
    while at < last:
        if toks[at].key in {",", "và"} and found is not None and not find_type(toks, at + 1):
            break
        end = find_type(toks, at)
        if end:
            listed = found is not None and found[1] >= at - 2  # "huyện, thị xã"
            found = (found[0] if found is not None and listed else at, end)
            at = end
        else:
            at += 1
    return found


def _names_follow(toks: list[Token], at: int, end: int) -> bool:
    """Whether a proper name or a number stands right after a type."""
    return at < end and (toks[at].text[:1].isupper() or toks[at].text[:1].isdigit())


def _is_name(toks: list[Token], at: int, end: int) -> bool:
    return at < end and all(t.text[:1].isupper() or t.text.isdigit() or t.key in {"-", "."} for t in toks[at:end])


def _next_separator(toks: list[Token], at: int) -> int:
    depth = 0
    for place in range(at, len(toks)):
        depth += (toks[place].key == "(") - (toks[place].key == ")")
        if depth <= 0 and place >= at and _separator(toks, place):
            return place
    return len(toks)


def _protected(toks: list[Token], at: int, whole: Sequence[tuple[str, ...]]) -> int:
    """The place up to which commas and `và` belong to a head or to a field of work (O6)."""
    first = at + 1 if at < len(toks) and toks[at].key in MANY else at
    keys = [t.key for t in toks[first : first + 24]]
    named = next((len(key) for key in whole if tuple(keys[: len(key)]) == key), 0)
    if named:
        return first + named
    listed = listed_end(toks, at)
    if listed > at:
        return listed
    head, own = find_head(toks, first, loose=True), longest(functions(), keys, 0)
    if head is None or (own and first + own[0] > head[0]):  # "Khoa học và Công nghệ" is no "Khoa"
        return first + own[0] if own else at
    field = longest(functions(), [t.key for t in toks[head[0] : head[0] + 16]], 0)
    if field is None or head[1].head is None or head[1].head.tail not in {"function", "parent"}:
        return head[0]
    return head[0] + field[0]


def _stem(piece: str, toks: list[Token], cur: _Item, end: int) -> str:
    """The words of the current item up to a token, without `các`."""
    if all(t.key in MANY for t in toks[cur.first : end]):
        return cur.before
    body = piece[toks[cur.first].start : toks[end - 1].end]
    return squeeze(f"{cur.before} {_PLURAL_WORDS.sub('', body)}")


def _drop_plural(piece: str, toks: list[Token], cur: _Item, place: tuple[int, int]) -> None:
    """`UBND các xã A, B`: the first name loses its `các` too."""
    if any(t.key in MANY for t in toks[cur.first : place[1]]):
        cur.before = _stem(piece, toks, cur, place[1])
        cur.first = place[1]


def _new_plural(toks: list[Token], nxt: int) -> _Item | None:
    """`các …` begins a new body where a kind of body or a head follows."""
    if find_generic(toks, nxt) or find_head(toks, nxt + 1, loose=True):
        return _Item(nxt, len(toks))
    return None
