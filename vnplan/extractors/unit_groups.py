"""Groups of bodies named by their kinds: `các sở, ban, ngành`, `các phòng thuộc xã`, `các cơ quan báo chí`."""

from __future__ import annotations

from dataclasses import replace

from vnplan.extractors.unit_extent import stops
from vnplan.extractors.unit_grammar import body_at
from vnplan.extractors.unit_homonyms import FALSE_NEXT, FALSE_PREVIOUS
from vnplan.extractors.unit_inside import parent_at
from vnplan.extractors.unit_tokens import GENERIC, PLURALS
from vnplan.extractors.unit_words import Body, Line, area_at, type_at
from vnplan.gazetteer.heads import functions, longest
from vnplan.gazetteer.verbs import verb_at
from vnplan.text import squeeze

_QUALIFIERS = (
    ("có", "liên", "quan"), ("liên", "quan"), ("và", "tương", "đương"), ("theo", "quy", "định"), ("trực", "thuộc"),
    ("cùng", "cấp"), ("cấp", "dưới"), ("cấp", "trên"), ("ngoài", "công", "lập"), ("có", "đông", "công", "nhân"),
    ("và", "địa", "phương"), ("trong", "tỉnh"), ("trong", "huyện"), ("và", "đối", "tượng", "khác"), ("thành", "viên"),
    ("trong", "các", "doanh", "nghiệp"), ("trong", "doanh", "nghiệp"), ("chuyên", "môn"), ("ngang", "bộ"),
    ("trên", "địa", "bàn"), ("nghiệp", "vụ"), ("xây", "dựng", "đảng"), ("của", "đảng"), ("đảng",), ("chức", "năng"),
    ("chữa", "cháy"), ("xung", "kích"), ("tình", "nguyện"), ("khu", "vực", "doanh", "nghiệp"), ("ngoài", "nhà", "nước"),
    ("sự", "nghiệp", "công", "lập"), ("sự", "nghiệp", "công"), ("sự", "nghiệp"), ("lâm", "sàng"),
    ("cận", "lâm", "sàng"),
    ("khu", "vực", "nhà", "nước"), ("khu", "vực", "ngoài", "nhà", "nước"), ("khối", "doanh", "nghiệp"),
    ("khối", "hành", "chính", "sự", "nghiệp"), ("khối", "cơ", "quan"), ("khối", "trường", "học"), ("doanh", "nghiệp"),
)  # fmt: skip


# kinds in a list of kinds, or narrowed after `các`, only: "các tổ, bộ phận", "các đội, trạm"
_PARTS = frozenset({
    "tổ", "đội", "khoa", "trung tâm", "văn phòng", "trạm", "chi cục", "xưởng", "phân xưởng", "bộ môn", "vp", "vụ",
    "cục", "tổng cục", "thanh tra",
})  # fmt: skip
KINDS = GENERIC | _PARTS
_ALONE = frozenset(
    {"tổ", "đội", "khoa", "vụ", "cục", "tổng cục"}
)  # parts that are a group by themselves where narrowed
_PART_WORDS = frozenset(word.split(" ")[0] for word in _PARTS)
_KIND_WORDS = frozenset(word.split(" ")[0] for word in GENERIC)


def group_at(line: Line, first: int) -> tuple[Body, int] | None:
    """`các sở, ban, ngành`, `các cơ quan, đơn vị liên quan`, `các cơ quan báo chí`."""
    plural = line.keys[first] in PLURALS
    if not (_generic(line, first + plural) or _part(line, first + plural)):
        return None
    kinds: list[str] = []
    last = place = first + plural
    joined = True
    while place < len(line.toks) and len(kinds) < 12:
        width = _generic(line, place) or (_part(line, place) if joined else 0)
        if not width:
            break
        word = " ".join(line.keys[place : place + width])
        if kinds and word in {"tổ chức", "cấp"} and not (joined and _list_goes_on(line, place + width)):
            break  # "các ban, ngành tổ chức …": a verb
        kinds.append(word)
        last = place = _with_inner(line, place + width)
        joined = place < len(line.toks) and line.keys[place] in {",", "và", "/"}
        if joined:
            both = line.keys[place : place + 2] == [",", "và"]
            place += 1 + both
            plural_next = line.keys[place : place + 1] == ["các"]
            if plural_next and (both or line.keys[place - 1] == "và" or kinds[-1] in {"cấp", "ban"}):
                place += 1
    if not kinds or (len(set(kinds)) == 1 and kinds[0] in _PARTS - _ALONE):
        return None
    start, end = line.toks[first].start, line.toks[last - 1].end
    text = squeeze(line.text[start:end])
    body = Body(start, end, text, None, kinds=tuple(kinds), group=True, weak=not plural)
    body, last = qualified(line, body, last)
    if len(set(kinds)) == 1:
        kind, related = kinds[0], "liên quan" in body.qualifier
        described = kind in {"cơ quan", "tổ chức", "đoàn thể"} and (body.qualifier or text.endswith("Chính phủ"))
        listed = kind in {"sở", "ban", "phòng", "bộ phận"} and line.toks[last - 1].text != "hành"
        narrowed = kind in {"tổ", "đội", "khoa", "đơn vị", "vụ", "cục", "tổng cục"} and _narrowed(body)
        narrowed = narrowed or (kind == "đội" and _beside(line, last))
        if not plural or not (described or listed or narrowed or (kind in {"ngành", "sở"} and related)):
            return None
    elif not set(kinds) - _PARTS - _NO_BODIES and not _narrowed(body):
        return None
    elif "cấp" in kinds or not set(kinds) - _NO_BODIES:
        return None  # "các cấp, các ngành" are no bodies
    return body, last


# what narrows one kind inside a list of kinds: "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"
_INNER = (
    ("ngang", "bộ"), ("thuộc", "chính", "phủ"), ("trung", "ương"), ("chuyên", "môn"), ("sự", "nghiệp"),
    ("chính", "trị", "-", "xã", "hội"), ("của", "đảng"), ("nhà", "nước"), ("xây", "dựng", "đảng"),
)  # fmt: skip


def _with_inner(line: Line, at: int) -> int:
    """The place after what narrows a kind of which another follows; `thuộc Chính phủ` narrows the last one too."""
    for words in _INNER:
        end = at + len(words)
        if tuple(line.keys[at:end]) == words:
            step = end + (line.keys[end : end + 1] in ([","], ["và"], ["/"]))
            step += line.keys[step : step + 1] in (["và"], ["các"])
            if (step > end and _generic(line, step)) or words == ("thuộc", "chính", "phủ"):
                return end
    return at


def _narrowed(body: Body) -> bool:
    """Whether a group is one of certain bodies: `các đơn vị thuộc Bộ`, `các tổ chuyên môn`."""
    certain = ("thuộc", "trực thuộc", "chuyên môn", "nghiệp vụ", "chữa cháy", "xung kích", "lâm sàng", "cận lâm sàng")
    return body.parent is not None or body.qualifier.startswith(certain)


def _beside(line: Line, at: int) -> bool:
    """Whether the issuer's teams are meant, and none of a contest: a body follows: `các đội, Công an xã`."""
    return line.keys[at : at + 1] in ([","], ["và"]) and body_at(line, at + 1) is not None


def _part(line: Line, at: int) -> int:
    """The width of a word for a part of a body at a word; 0 where there is none, or where it begins a name."""
    if at >= len(line.keys) or line.keys[at] not in _PART_WORDS:
        return 0
    if line.keys[at] == "vp" and line.keys[max(0, at - 2) : at] == ["ban", ","]:
        return 1  # "các ban, VP LĐLĐ tỉnh"
    for width in (2, 1):
        if at + width <= len(line.keys) and " ".join(line.keys[at : at + width]) in _PARTS:
            named = body_at(line, at)
            full = named and (named[0].field or named[0].proper or named[0].parent) and line.toks[at].text[:1].isupper()
            following = line.keys[at + width] if at + width < len(line.keys) else ""
            return 0 if full or following in FALSE_NEXT.get(line.keys[at], ()) else width
    return 0


_NO_BODIES = frozenset(
    {"ngành", "cá nhân", "cơ sở", "tổ chức", "doanh nghiệp", "hợp tác xã", "địa phương", "xí nghiệp"}
)


def _list_goes_on(line: Line, at: int) -> bool:
    """Whether a list of kinds goes on, ends or is narrowed at a word, so that what stood before was no verb."""
    if at >= len(line.toks) or not line.toks[at].text.isalpha():
        return True
    after = {"liên", "có", "khác", "thuộc", "trực", "trên", "trong", "và", "cấp", "chính", "của", "tại", "thành", "xã"}
    return line.keys[at] in after or bool(_generic(line, at))


def _generic(line: Line, at: int) -> int:
    if at >= len(line.keys) or line.keys[at] not in _KIND_WORDS:
        return 0
    for width in (3, 2, 1):
        word = " ".join(line.keys[at : at + width])
        if at + width <= len(line.keys) and word in GENERIC:
            nxt = line.keys[at + width] if at + width < len(line.keys) else ""
            if at and line.keys[at - 1] in FALSE_PREVIOUS.get(word, ()):
                return 0
            if word == "phòng" and line.keys[at + 1 : at + 3] == [",", "chống"]:
                return 0
            if nxt in FALSE_NEXT.get(word, ()) or (word, nxt) in {("tổ chức", "thực"), ("cơ", "sở")}:
                return 0
            if word in {"sở", "ban", "phòng", "bộ", "viện", "trường", "hội"}:
                field = longest(functions(), line.keys[at + width : at + width + 14], 0)
                if field and line.toks[at + width].text[:1].isupper():
                    return 0
            return width
    return 0


def qualified(line: Line, body: Body, last: int) -> tuple[Body, int]:
    """The group with what narrows it: `liên quan`, `trực thuộc …`, `thuộc UBND tỉnh`, `báo chí Trung ương`."""
    start = last
    for _ in range(3):
        keys = line.keys
        if (
            not body.head
            and body.kinds[-1:]
            and len(set(body.kinds)) == 1
            and body.kinds[0] in {"cơ quan", "tổ chức", "đoàn thể"}
            and last == start
        ):
            run = _description(line, last)
            if run > last:
                last = run
                continue
        area, after = area_at(line, last)
        if area and (area.type or area.name) and not body.area:
            body, last = replace(body, area=area), after
            continue
        match = next((q for q in _QUALIFIERS if tuple(keys[last : last + len(q)]) == q), None)
        if match:
            last += len(match)
            if match == ("trên", "địa", "bàn"):
                area, after = area_at(line, last)
                last = after if area else last
        if match == ("trực", "thuộc") or keys[last : last + 1] == ["thuộc"]:
            step = last + (0 if match else 1)
            above = _above(line, step)
            if above:
                body, last = replace(body, parent=above[0]), above[1]
                break
            last = last if match else step
            if not match:
                last -= 1
                break
        elif not match and not body.parent and body.kinds and set(body.kinds) <= _ROOMS:
            parent = parent_at(line, last)
            if parent:
                body, last = replace(body, parent=parent[0]), parent[1]
                break
        if not match:
            break
    if last == start:
        return body, last
    text = squeeze(line.text[body.start : line.toks[last - 1].end])
    qualifier = squeeze(line.text[line.toks[start].start : line.toks[last - 1].end])
    return replace(body, end=line.toks[last - 1].end, text=text, qualifier=qualifier), last


_ROOMS = frozenset({"ban", "văn phòng", "vp", "phòng", "bộ phận", "tổ", "khoa", "đội", "trung tâm"})


def _above(line: Line, at: int) -> tuple[Body | None, int] | None:
    """What a group is part of, after `thuộc`: a body, an area, or a word for the issuer (`thuộc Bộ`, `thuộc xã`)."""
    if line.keys[at : at + 2] in (["trung", "ương"], ["tổng", "cục"]) and body_at(line, at) is None:
        return None, at + 2
    if at >= len(line.toks):
        return None
    found = parent_at(line, at, wide=True) or body_at(line, at)
    if found:
        return found
    area, last = area_at(line, at)
    if area:
        return None, last
    word = line.toks[at].text[:1].isupper() and line.keys[at] in {"bộ", "sở", "cục", "trường", "hội", "ngành", "viện"}
    return (None, at + 1) if word else None


_DESCRIBING = frozenset({
    "báo", "chuyên", "tham", "quản", "thông", "trung", "hành", "tư", "truyền", "nhà", "đảng", "chính", "đoàn", "ct",
})  # fmt: skip


def _description(line: Line, at: int) -> int:
    """`các cơ quan báo chí`, `các cơ quan tham mưu, tổng hợp`: up to four small words, or to
    a mark, where a known adjective begins it."""
    if at >= len(line.toks) or line.keys[at] not in _DESCRIBING:
        return at
    verb = verb_at(line.keys, at)
    if verb and verb[1] == "verb" and line.keys[at : at + 2] != ["tham", "mưu"]:
        return at  # "các cơ quan báo cáo"
    end = at
    for place in range(at, min(at + 9, len(line.toks))):
        if line.keys[place : place + 3] in ([",", "pháp", "luật"], [",", "lĩnh", "vực"], [",", "báo", "chí"]):
            continue
        if line.keys[place - 1 : place + 1] in (["cấp", "trên"], ["cấp", "dưới"]):
            return place + 1
        word = line.toks[place].text.isalpha() or line.keys[place] == "-"
        if not word or (place > at and stops(line, place)):
            break
        if type_at(line, place) or line.keys[place : place + 2] in (["đưa", "tin"], ["phản", "ánh"]):
            break
        if line.keys[place] in {"có", "liên", "và", "tại"}:
            break
        end = place + 1
    return end
