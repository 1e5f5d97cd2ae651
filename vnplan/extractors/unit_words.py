"""Words of a line and what stands at them: heads of bodies, areas, proper names (domain notes 5.2).

Every function takes a line and the index of a word, and looks at a bounded number of words from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from vnplan.extractors.unit_homonyms import FALSE_NEXT, FALSE_PREVIOUS
from vnplan.extractors.unit_tokens import ASSOCIATIONS, HAMLETS, PLURALS, TYPE_WORDS, TYPES, Token
from vnplan.gazetteer.heads import Entry, Head, functions, heads, longest
from vnplan.gazetteer.places import find_places, find_province
from vnplan.model import Level
from vnplan.text import squeeze

_NAMED_TYPES = frozenset({"xã", "phường", "trấn", "thôn", "ấp", "khóm"})


_SCHOOLS = frozenset({
    "thpt", "thcs", "th", "mn", "tiểu", "mầm", "mẫu", "trung", "đại", "cao", "phổ", "ptdt", "ptdtnt", "ptdtbt", "chính",
    "đh", "cđ", "tc", "pt", "ptth", "dạy", "sĩ", "sỹ", "đảng", "nghiệp", "đào", "cán", "liên", "dự",
})  # fmt: skip


_NEVER_INSIDE = frozenset({
    "tặng", "trao", "tại", "cho", "với", "của", "về", "do", "ở", "đến", "từ", "ngày", "năm", "tháng", "lúc", "theo",
    "có", "là", "thuộc", "và", "để", "được", "cùng", "qua", "tổ", "phối", "gồm", "hoặc", "nhằm", "gửi", "giao", "mời",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """Where a body works: `huyện Lai Vung`, `tỉnh`, `các xã, phường`, `cấp xã`, `Trung ương`."""

    type: str | None  # tỉnh, thành phố, huyện …; None: a bare name
    name: str | None
    level: Level | None
    plural: bool = False
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """One body named at a place of the text."""

    start: int = dataclass_field(compare=False)
    end: int = dataclass_field(compare=False)
    text: str  # as printed, an elided name completed
    head: Head | None  # None: a group of kinds ("các sở, ban, ngành")
    field: str | None = None  # field of work in its usual form
    short: bool = False  # the field is printed as an abbreviation
    proper: str | None = None  # proper name or description, as printed
    area: Area | None = None
    parent: Body | None = None
    group: bool = False
    weak: bool = False  # a list of kinds without `các`: perhaps no body at all
    kinds: tuple[str, ...] = ()  # of a group without head: the words
    qualifier: str = ""
    refers: str = ""  # a word for its parent that the document names elsewhere: "công ty", "nhà trường", "sở", "hội"
    about: str = ""  # what it is for, after its area: "về chuyển đổi số"
    stem: str = ""  # what an elided name after it shares: the words before the area
    person: bool = False  # stands in an office of a person: "Chủ tịch UBND tỉnh"


Known = Mapping[str, Sequence[tuple[str, ...]]]  # first word -> names as folded words, the longest first


Read = tuple[Body, int] | None  # a body and the place after it


def _nothing(line: Line, at: int) -> Read:
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: its words, their folded keys, and whether it is set in capitals."""

    text: str
    toks: list[Token]
    keys: list[str]
    caps: bool
    depth: int = 0  # how many bodies deep a parent is being looked for
    closed: bool = False  # it holds nothing but names: a cell of a column of bodies, a recipient
    known: Known = dataclass_field(default_factory=dict)  # names that the document teaches
    memo: dict[tuple[int, int], Read] = dataclass_field(default_factory=dict)  # word, depth -> body
    read: Callable[[Line, int], Read] = _nothing  # the grammar of a whole name, for bodies inside it


def printed(line: Line, first: int, last: int) -> str:
    """The words from `first` up to `last` as they stand in the text."""
    return squeeze(line.text[line.toks[first].start : line.toks[last - 1].end])


def head_at(line: Line, at: int, plural: bool) -> tuple[int, Entry] | None:
    """The head of a body at a word, and the place after it; `plural`: `các` stands before it.

    A common word (`Sở`, `Tổ`, `Hội`) is a head with a capital or before a known field of work only, and never as part
    of another word (`cơ sở`, `tổ chức`, `hội nghị`).
    """
    found = longest(heads(), line.keys[at : at + 12], 0)
    if found is None or found[1].head is None:
        return None
    size, entry = found
    if entry.name == "Ban Tổ chức" and size == 3:
        field = longest(functions(), line.keys[at + 1 : at + 14], 0)
        event = field and line.keys[at + 1 + field[0] : at + 2 + field[0]]  # "Ban Tổ chức Hội| thi"
        if field and field[0] > 2 and not (event and event[0] in FALSE_NEXT["hội"]):  # "Ban Tổ chức - Kiểm tra"
            found = longest(heads(), ["ban"], 0)
            assert found is not None
            size, entry = found
    head, after = entry.head, at + size
    assert head is not None
    if line.keys[at] == "p" and longest(functions(), line.keys[after : after + 14], 0) is None:
        return None  # "P. Giám đốc"
    if entry.short and _in_number(line, at):
        return None
    word = line.toks[at]
    if head.name in ASSOCIATIONS and not _is_association(line, at):
        return None
    if entry.name == "Hội" and after < len(line.toks) and find_places(f"Hội {line.toks[after].text}"):
        return None  # "Hội An"
    following = line.keys[after] if after < len(line.toks) else ""
    before = line.keys[at - 1] if at else ""
    apart = word.text[:1].isupper() and at > 0 and line.toks[at - 1].text.islower()  # "đề nghị Viện"
    if (not apart and before in FALSE_PREVIOUS.get(word.key, ())) or (before in _NAMED_TYPES and not entry.short):
        return None
    if entry.name == "Trường" and following not in _SCHOOLS:
        return None
    field = longest(functions(), line.keys[after : after + 14], 0)
    if (
        following in FALSE_NEXT.get(" ".join(line.keys[at:after]), ())
        and not (line.closed and line.caps and field)
        and not (
            not line.caps and line.toks[after].text[:1].isupper() and following not in {"chức", "nghị", "hành", "ngành"}
        )
    ):
        return None
    if entry.short and not any(c.isupper() for tok in line.toks[at:after] for c in tok.text):
        return None
    if entry.name == "Trung tâm" and word.key == "tt":
        organ = longest(heads(), line.keys[after : after + 12], 0)
        if organ and organ[1].head and organ[1].head.kind in {"party_committee", "peoples_council"}:
            thuong_truc = longest(heads(), ["thường", "trực"], 0)
            assert thuong_truc is not None
            return after, thuong_truc[1]
    capital = word.text[:1].isupper() and not line.caps
    if "cap" in head.flags and not capital and not (field or plural or line.caps):
        return None
    school = entry.name == "Trường" and following in _SCHOOLS
    if (
        line.caps
        and not (line.closed and (_opens(line, at) or (entry.short and len(word.text) > 2)))
        and "cap" in head.flags
        and not school
        and not field
        and not type_at(line, after)
        and not _party_next(line, after)
    ):
        return None
    plural = plural or (at > 0 and line.keys[at - 1] in PLURALS)
    if entry.name == "Ban Tổ chức" and (plural or (size == 3 and word.text[:1].islower())):
        return None  # "các Ban tổ chức Lễ …": a verb
    return after, entry


def _opens(line: Line, at: int) -> bool:
    """Whether a word is the first of its line, after a bullet or a number."""
    return at == 0 or (at < 4 and not any(t.text.isalpha() for t in line.toks[:at]))


def _is_association(line: Line, at: int) -> bool:
    """Whether `tỉnh Hội` is the association of the province: `Hội` has its capital and begins no other word."""
    after = line.keys[at + 2] if at + 2 < len(line.keys) else ""
    longer = longest(heads(), line.keys[at + 1 : at + 13], 0)
    only = longer is None or longer[0] == 1
    place = after and find_places(f"hội {after}")  # "thành Hội An"
    return line.toks[at + 1].text[0] == "H" and only and not place and after not in FALSE_NEXT["hội"]


def _in_number(line: Line, at: int) -> bool:
    """Whether a word is part of a document's number: `03/KL-BCH`."""
    start, end = line.toks[at].start, line.toks[at].end
    before = line.text[max(0, start - 24) : start].rsplit(None, 1)
    chunk = before[-1] if before and not line.text[start - 1 : start].isspace() else ""
    return "/" in chunk or (bool(chunk) and line.text[end : end + 1] == "/" and any(c.isdigit() for c in chunk))


def _party_next(line: Line, at: int) -> bool:
    found = longest(heads(), line.keys[at : at + 12], 0)
    return found is not None


def after_abbreviation(line: Line, at: int) -> int:
    """`Liên đoàn Lao động (LĐLĐ) tỉnh`: the abbreviation in brackets stands inside the name."""
    if line.keys[at : at + 1] == ["("]:
        for close in range(at + 1, min(at + 6, len(line.toks))):
            if line.keys[close] == ")":
                inside = line.toks[at + 1 : close]
                after, _ = area_at(line, close + 1)
                if inside and after and all(t.text.isupper() or not t.text.isalnum() for t in inside):
                    return close + 1
                return at
    return at


def type_at(line: Line, at: int) -> tuple[int, str] | None:
    """The administrative type at a word, in full, and the place after it."""
    if at >= len(line.keys) or line.keys[at] not in TYPE_WORDS:
        return None
    for width in (3, 2, 1):
        word = " ".join(line.keys[at : at + width])
        if at + width <= len(line.keys) and word in TYPES:
            end = at + width
            if end < len(line.keys) and line.keys[end] in {"ủy", "đoàn"} and width == 1:
                return None  # "Tỉnh ủy", "Xã đoàn"
            if word == "xã" and end < len(line.keys) and line.keys[end] in {"hội", "viên"}:
                return None
            if word in {"tp", "tx"} and end < len(line.keys) and line.keys[end] == ".":
                end += 1
            named = end < len(line.toks) and not line.caps and _starts_name(line, end)
            if word in HAMLETS and not (named or _one_of_hamlets(line, at)):
                return None
            return end, {"tp": "thành phố", "tx": "thị xã"}.get(word, word)
    return None


def _one_of_hamlets(line: Line, at: int) -> bool:
    """Whether hamlets are meant without names: `các thôn, bản`."""
    listed = at > 1 and line.keys[at - 1] in {",", "và"} and line.keys[at - 2] in HAMLETS
    return listed or (at > 0 and line.keys[at - 1] in PLURALS)


def _starts_name(line: Line, at: int) -> bool:
    return line.toks[at].text[0].isupper() or line.toks[at].text.isdigit()


def area_at(line: Line, at: int) -> tuple[Area | None, int]:
    """The area at a word, and the place after it."""
    keys, first = line.keys, at
    if at >= len(keys):
        return None, at
    if keys[at : at + 2] == ["việt", "nam"]:
        area, last = area_at(line, at + 2)
        if area:
            return replace(area, printed=printed(line, first, last)), last
        return Area(None, "Việt Nam", "central", False, printed(line, at, at + 2)), at + 2
    if keys[at : at + 2] == ["trung", "ương"] or (keys[at] == "tw" and line.toks[at].text.isupper()):
        last = at + (2 if keys[at] == "trung" else 1)
        if last < len(keys) and keys[last] in {"hội", "đoàn", "đảng"} and line.toks[last].text[:1].isupper():
            return None, first  # "TW Đoàn"
        return Area(None, "Trung ương", "central", False, "Trung ương"), last
    if keys[at] == "cấp":
        kind = type_at(line, at + 1)
        if kind:
            level = TYPES[kind[1]]
            return Area(f"cấp {kind[1]}", None, level, False, printed(line, at, kind[0])), kind[0]
        return None, at
    counted = keys[at].isdigit() and len(keys[at]) < 3 and not (at and keys[at - 1] in {"đạo", "án", "tác"})
    counted = counted and at + 1 < len(keys) and keys[at + 1] in TYPE_WORDS  # "UBND 13 xã, thị trấn"
    plural = keys[at] in PLURALS or counted
    kind = type_at(line, at + plural)
    if kind is None:
        return _bare_area(line, at)
    last, word = kind
    count, level = 1, TYPES[word]
    while True:
        step = (
            2
            if keys[last : last + 2] == [",", "và"]
            else 1
            if last < len(keys) and keys[last] in {",", "và", "/", "-"}
            else 0
        )
        repeated = type_at(line, last)
        nxt = repeated if repeated and repeated[1] == word else type_at(line, last + step) if step else None
        if nxt is None or count > 11 or (count == 1 and not plural and not _bare_type_list(line, nxt[0])):
            break
        last, word = nxt
        count += 1
    name_end = place_name_end(line, last, word)
    if name_end > last and count == 1:
        name = squeeze(line.text[line.toks[last].start : line.toks[name_end - 1].end])
        return Area(word, name, area_level(word, name), False, printed(line, first, name_end)), name_end
    if plural and count == 1 and keys[last : last + 1] == [":"]:
        return Area(word, None, level, False, printed(line, first + 1, last)), last
    if count > 1 or plural:
        end = name_end if name_end > last and count > 1 else last
        return Area(word, None, level, True, printed(line, first, end)), end
    return Area(word, None, level, False, printed(line, first, last)), last


def _bare_type_list(line: Line, at: int) -> bool:
    """Whether a type after a comma is a word of a list (`huyện, thị xã`) and begins no name (`xã A, phường B`)."""
    return at >= len(line.toks) or line.caps or not (line.toks[at].text[:1].isupper() or line.toks[at].text.isdigit())


def _bare_area(line: Line, at: int) -> tuple[Area | None, int]:
    """A province or district without its type: `Tỉnh ủy Bắc Ninh`, `UBND TPVT`."""
    word = line.toks[at].text
    if len(word) >= 4 and word.isupper() and word[:2] in {"TP", "TX"}:
        return Area("thành phố" if word[:2] == "TP" else "thị xã", word, "district", False, word), at + 1
    run = at if line.caps else proper_end(line, at, limit=5, small=frozenset())
    if line.caps:
        run = min(at + 4, len(line.toks))
    for end in range(run, at, -1):
        name = line.text[line.toks[at].start : line.toks[end - 1].end]
        if find_province(name):
            return Area(None, squeeze(name), "province", False, squeeze(name)), end
    return None, at


def place_name_end(line: Line, at: int, kind: str) -> int:
    """The place after the proper name of a place: what the gazetteer knows, else the words with capitals."""
    if at >= len(line.toks):
        return at
    if line.toks[at].text.isdigit():
        return at + 1
    if line.caps:
        run = min(at + 4, len(line.toks))
    else:
        run = proper_end(line, at, limit=5, small=frozenset())
    for end in range(run, at, -1):
        name = squeeze(line.text[line.toks[at].start : line.toks[end - 1].end])
        known = find_province(name) if kind in {"tỉnh", "thành phố"} else None
        if known or find_places(f"{kind} {name}"):
            return end
    return min(run, at + 4) if not line.caps else at


def area_level(word: str, name: str) -> Level:
    """The level of a type; `thành phố` is a province's where the city is run from the centre."""
    if word == "thành phố":
        province = find_province(name)
        if province and province.kind == "thành phố":
            return "province"
    return TYPES[word]


def proper_end(line: Line, at: int, *, limit: int, small: frozenset[str]) -> int:
    """The place after a run of words with capitals; words of `small` may stand between them."""
    end, place = at, at
    while place < len(line.toks) and place < at + limit:
        word, key = line.toks[place].text, line.keys[place]
        glued = place > 0 and line.toks[place - 1].end == line.toks[place].start
        if place > at and limit <= 6 and centre_at(line, place):
            break
        if word[:1].isupper() or (word.isdigit() and (place > at or limit > 5)):
            if place > at and not line.caps and _breaks(line, place):
                break
            end = place + 1
        elif len(small) > 1 and place > at and _compound(line, place):
            end = place + 1 if place + 1 >= len(line.toks) or not line.toks[place + 1].text.isalnum() else end
        elif key in small and key != "và" and end == place and type_at(line, place + 1):
            end = place + 1
        elif key in small or (key in {"-", "&"} and place > at) or (key == "." and glued and _initial(line, place)):
            pass
        else:
            break
        place += 1
    return end


def centre_at(line: Line, at: int) -> bool:
    """Whether `Trung ương` or its abbreviation stands at a word."""
    return line.toks[at].text in {"TW", "TƯ"} or line.keys[at : at + 2] == ["trung", "ương"]


def _compound(line: Line, at: int) -> bool:
    """A small second syllable inside the name of a company or school: `Công nghệ Sao Bắc`."""
    word, before = line.toks[at], line.toks[at - 1]
    if not (word.text.isalpha() and word.text.islower()) or not before.text[:1].isupper() or before.text.isupper():
        return False
    if word.key in _NEVER_INSIDE:
        return False
    after = line.toks[at + 1].text if at + 1 < len(line.toks) else "."
    return after[:1].isupper() or after.isdigit() or not after[:1].isalnum() or line.keys[at + 1] in {"và", "-"}


def _initial(line: Line, at: int) -> bool:
    """Whether a point stands inside a name: `C.P. Việt Nam`, `Co.opmart`."""
    letter = len(line.toks[at - 1].text) == 1 and at > 1 and line.toks[at - 2].text == "."
    return _glued(line, at + 1) or (letter and at + 1 < len(line.toks) and line.toks[at + 1].text[:1].isupper())


def _glued(line: Line, at: int) -> bool:
    return 0 < at < len(line.toks) and line.toks[at - 1].end == line.toks[at].start


def _breaks(line: Line, at: int) -> bool:
    """Whether a new body begins at a word with a capital: `… Trà Cú Công đoàn …`, no `… Bưu chính Viễn thông …`."""
    found = head_at(line, at, False)
    if found is None or found[1].head is None or found[0] <= at + 1:
        return False
    needs = "mustplace" in found[1].head.flags and found[1].head.kind == "enterprise"
    return found[1].head.tail in {"place", "none"} and not (needs and type_at(line, found[0]) is None)
