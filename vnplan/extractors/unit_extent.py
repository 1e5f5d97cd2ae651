"""Where the name of a body ends when its field of work is in no table (domain notes 5.2).

A field begins with a capital and runs on in small letters until a predicate, a function word, a new head, an area or a
mark; it never ends inside a word of two syllables. In a closed line, such as a cell of a column of bodies, only marks,
heads and areas end it.
"""

from __future__ import annotations

from vnplan.extractors.unit_tokens import GENERIC, PLURALS
from vnplan.extractors.unit_words import Area, Line, area_at, centre_at, head_at, printed, proper_end, type_at
from vnplan.gazetteer.heads import functions, longest
from vnplan.gazetteer.places import find_places
from vnplan.gazetteer.verbs import verb_at

_LIMIT = 18  # words of a field
_AHEAD = 7  # words looked at after a comma or `và`
# commas inside one notion: "phòng, chống thiên tai", "khám, chữa bệnh"
_PAIRS = frozenset({
    ("phòng", "chống"), ("khám", "chữa"), ("cháy", "chữa"), ("nạn", "cứu"), ("toàn", "vệ"), ("nạn", "tìm"),
    ("sách", "pháp"), ("sinh", "an"), ("chống", "giảm"), ("tai", "tìm"), ("nước", "vệ"), ("lâm", "thủy"),
    ("nông", "lâm"), ("động", "việc"), ("thanh", "kiểm"), ("hóa", "thể"), ("khảo", "kiểm"), ("rác", "thải"),
})  # fmt: skip
# second syllables of words whose first is a function word or predicate too: "Đo lường", "Về nguồn"
_WHOLE = frozenset(
    {"cấp nước", "cấp cứu", "cấp thoát", "giao thông", "giao dịch", "giao nhận", "ngoài nước", "trong nước"}
)


# words whose second syllable is a function word too; a name never ends within them: "Vật tư thiết| bị"
_COMPOUNDS = frozenset({
    "thiết bị", "trang bị", "dự bị", "tự do", "hiện tại", "nhà ở", "nước ngoài", "hàng không", "địa chỉ", "chứng chỉ",
    "tín chỉ", "đá quý", "hậu cần", "phi chính", "trang thiết",
})  # fmt: skip
# words that are no field of work by themselves
_OPEN_FIELDS = frozenset({
    "quản lý", "dịch vụ", "hỗ trợ", "phát triển", "xúc tiến", "ứng dụng", "tư vấn", "bảo vệ", "khai thác", "kiểm soát",
    "công tác", "nghiên cứu", "điều phối", "giám sát", "chăm sóc", "phục vụ", "cung ứng", "huấn luyện",
})  # fmt: skip
_ROLES = frozenset({"chủ trì", "phối hợp", "thực hiện", "tham mưu", "phụ trách", "chuẩn bị"})  # after a name in a cell


def field_end(line: Line, at: int, *, closed: bool = False) -> int:
    """The place after a field of work that begins with a capital at a word; `at` where none begins there.

    `closed`: the line holds nothing but names, so that predicates are nouns there.
    """
    if at >= len(line.toks) or not _begins(line, at):
        return at
    end = place = at
    while place < len(line.toks) and place < at + _LIMIT:
        word, _key = line.toks[place].text, line.keys[place]
        if word[0].isalpha():
            if place > at and _ends(line, place, at, closed):
                break
            end = place = place + 1
        elif word[0].isdigit():
            if place == at or not _numbered(line, place, closed):
                break
            end = place = place + 1
            if line.keys[place : place + 1] == ["/"] and place + 1 < len(line.toks) and line.keys[place + 1].isdigit():
                end = place = place + 2  # "Tiểu đoàn 3/5"
        elif place > at and _mark_inside(line, place, closed):
            place += 1
        else:
            break
    while end > at and line.keys[end - 1] in {"và", "-", "&"}:
        end -= 1
    return end


def known_end(line: Line, at: int) -> int:
    """The place after the longest name that the document teaches (`Line.known`) at a word; `at` where there is none."""
    for key in line.known.get(line.keys[at], ()):
        if tuple(line.keys[at : at + len(key)]) == key:
            return at + len(key)
    return at


def _begins(line: Line, at: int) -> bool:
    word = line.toks[at].text
    return word[:1].isupper() and not new_head(line, at) and area_at(line, at)[0] is None


def _ends(line: Line, place: int, first: int, closed: bool) -> bool:
    """Whether a name ends before a word with letters."""
    word, key = line.toks[place].text, line.keys[place]
    before = line.toks[place - 1].text
    if key == "và":
        return not _goes_on(line, place + 1, closed)
    if key in PLURALS or (key in {"của", "thuộc", "về", "tại", "do", "để", "cùng"} and not line.caps):
        return True
    if word[:1].isupper():
        if centre_at(line, place) or type_at(line, place) or (place > first + 1 and area_at(line, place)[0]):
            return True
        return new_head(line, place)
    if f"{key} {_key(line, place + 1)}" in _WHOLE or f"{_key(line, place - 1)} {key}" in _COMPOUNDS:
        return False
    if type_at(line, place) or (key == "cấp" and type_at(line, place + 1)):
        return True
    verb = verb_at(line.keys, place)
    if place == first + 2 and verb and verb[1] == "noun" and " ".join(line.keys[first:place]) in _OPEN_FIELDS:
        return False  # "Trạm Quản lý| bảo vệ rừng"
    if _title(line, place - 1) and (place == first + 1 or not _title(line, place - 2)):
        # the second syllable of a word: only a longer predicate or a function word can stand there
        return verb is not None and not closed and (verb[0] > place + 1 or verb[1] == "word")
    if closed:
        role = f"{key} {_key(line, place + 1)}" in _ROLES
        return role or (verb is not None and verb[1] == "word" and key not in {"cấp", "ngoài", "trong"})
    if verb is not None or before[:1].isupper():
        return True  # nothing in small letters follows a proper name: "Phú Hội | ủng hộ"
    return new_head(line, place) or " ".join(line.keys[place : place + 2]) in GENERIC


def new_head(line: Line, at: int) -> bool:
    """Whether another body begins at a word; a head that needs an area is one before an area only."""
    found = head_at(line, at, False)
    if found is None or found[1].head is None:
        return False
    head, after = found[1].head, found[0]
    if after == at + 1 and head.tail == "function" and not found[1].short and _key(line, after).isalpha():
        field = longest(functions(), line.keys[after : after + 12], 0)
        if line.toks[after].text.islower() and not field:
            return False  # "Chi cục Phòng hộ đê"
    return "mustplace" not in head.flags or found[1].short or area_at(line, found[0])[0] is not None


def _title(line: Line, at: int) -> bool:
    """Whether a word has a capital and small letters, as in a proper name."""
    word = line.toks[at].text if 0 <= at < len(line.toks) else ""
    return word[:1].isupper() and (word[1:].islower() or len(word) == 1)


def _key(line: Line, at: int) -> str:
    return line.keys[at] if 0 <= at < len(line.keys) else ""


def _numbered(line: Line, place: int, closed: bool) -> bool:
    """Whether a number belongs to a name: `Trạm thu phí số 2`, `Đội Cảnh sát giao thông 3`."""
    if _key(line, place + 1) in {"/", "%", "."} and place + 2 < len(line.toks) and line.keys[place + 2].isdigit():
        return False
    before = line.keys[place - 1]
    regiment = len(line.keys[place]) == 3 and not _key(line, place + 1).isalpha()  # "Trung đoàn Bộ binh 896"
    return regiment or before in {"số", "vực", "khu"} or (closed and before.isalpha() and place + 1 == len(line.toks))


def _mark_inside(line: Line, place: int, closed: bool) -> bool:
    """Whether a mark stands inside a name."""
    key = line.keys[place]
    return _listed(line, place, closed) if key == "," else key in {"-", "&", "."} and _joined(line, place)


def _joined(line: Line, place: int) -> bool:
    """Whether a dash goes on with the name: `Gia đình - Xã hội`, and no new item begins after it."""
    after = place + 1
    if line.keys[place] == ".":
        glued = line.toks[place - 1].end == line.toks[place].start
        return glued and after < len(line.toks) and line.toks[place].end == line.toks[after].start
    if after >= len(line.toks) or not line.toks[after].text[0].isalnum():
        return False
    if line.toks[after].text[0].isdigit():
        return False
    if line.toks[after].text[:1].isupper():
        return not new_head(line, after)
    verb = verb_at(line.keys, after)
    return verb is None or verb[1] == "noun"


def _listed(line: Line, place: int, closed: bool) -> bool:
    """Whether a comma stands inside a name: inside one notion, or in `A, B và C` of which no part is a field."""
    after = place + 1
    if after >= len(line.toks) or not line.toks[after].text[0].isalpha():
        return False
    if (line.keys[place - 1], line.keys[after]) in _PAIRS:
        return True
    return closed and line.toks[after].text[:1].isupper() and _series(line, after)


def _series(line: Line, at: int) -> bool:
    """`… , Nghệ thuật và Du lịch`: capitals up to one `và`, then the end; a list of known fields is no name."""
    known = longest(functions(), line.keys[at : at + 12], 0)
    if new_head(line, at) or (known and _key(line, at + known[0]) in {",", "và", ""}):
        return False
    for place in range(at, min(at + _AHEAD, len(line.toks))):
        if line.keys[place] == "và":
            return _goes_on(line, place + 1, True)
        if not line.toks[place].text[0].isalpha() and line.keys[place] not in {"-", ","}:
            return False
        if (verb_at(line.keys, place) and line.toks[place].text.islower()) or new_head(line, place):
            return False
    return False


def _goes_on(line: Line, at: int, closed: bool) -> bool:
    """Whether a name goes on after `và`: no head, kind, type, predicate or function word begins there."""
    if at >= len(line.toks) or not line.toks[at].text[0].isalpha():
        return False
    if line.keys[at] in PLURALS or type_at(line, at) or area_at(line, at)[0]:
        return False
    if line.toks[at].text[:1].isupper():
        return not new_head(line, at)
    for width in (3, 2, 1):
        if " ".join(line.keys[at : at + width]) in GENERIC:
            return False
    verb = verb_at(line.keys, at)
    if new_head(line, at) or (verb is not None and verb[1] != "noun"):
        return False
    return closed or _closes(line, at)


def _closes(line: Line, at: int) -> bool:
    """Whether a mark or the line's end comes soon, without a predicate or function word before it."""
    for place in range(at, min(at + _AHEAD, len(line.toks))):
        if not line.toks[place].text[0].isalnum():
            return line.keys[place] != ","
        if verb_at(line.keys, place) or type_at(line, place):
            return place > at and type_at(line, place) is not None
    return len(line.toks) <= at + _AHEAD


# words at which a description in small letters ends: "Ban Chỉ đạo … để", "Tổ kiểm kê do …"
_STOP = frozenset({
    "để", "do", "chịu", "có", "theo", "được", "đã", "sẽ", "phải", "xem", "khi", "nếu", "từ", "trước", "đến", "tại",
    "qua", "gồm", "là", "với", "cho", "như", "trên", "nhằm", "đôn", "họp", "trong", "các", "này", "mình", "nêu", "năm",
    "đại diện",  "và đại", "lãnh đạo",
    "tham mưu", "phối hợp", "báo cáo", "chủ trì", "hướng dẫn", "phân công", "giao", "đề nghị", "đề xuất", "yêu cầu",
    "quyết định", "thông qua", "thông báo", "ban hành", "triển khai", "giám sát", "rà soát", "chỉ đạo", "kịp thời",
    "căn cứ", "tiếp tục", "tiếp nhận", "tăng cường",
    "trình ubnd", "trình hđnd", "trình ủy", "trình hội", "trình chủ", "trình cấp", "trình ban",
    "tổ chức", "thường xuyên", "định kỳ", "tổng hợp",
    "xây dựng kế", "lập kế", "làm việc", "tiến hành", "kiểm tra các", "họp phiên",
})  # fmt: skip


def stops(line: Line, at: int) -> bool:
    """Whether a description ends before a word."""
    return line.keys[at] in _STOP or " ".join(line.keys[at : at + 2]) in _STOP


def longer_end(line: Line, at: int, last: int) -> int:
    """The place after a field that a table knows up to `last` and that goes on: `Giáo dục| thường xuyên;`.

    In running text only where a mark, an area, a head or a predicate closes it within five words, or after a dash.
    """
    if line.caps:
        return last
    end = field_end(line, at, closed=line.closed)
    if end <= last:
        return last
    small = [tok for tok in line.toks[last:end] if tok.text[0].isalpha()]
    if line.closed or (line.keys[last] in {"-", "&"} and len(small) <= 8 and small[0].text[:1].isupper()):
        return end
    if small[0].key == "và":
        return end if _second_field(line, last + 1) and _is_closed(line, end) else last
    whole = any(key in {"-", "và", ",", "&"} for key in line.keys[at:last])  # "Kế hoạch - Tài chính| thu học phí"
    if not small[0].text[:1].islower() or whole or len(small) > 7:
        return last
    return end if _is_closed(line, end) else last


def joined_end(line: Line, last: int) -> int:
    """The place after a second known field that a dash joins: `Sở Giao thông vận tải| - Xây dựng`."""
    dash = line.keys[last : last + 1] in (["-"], ["–"])
    known = longest(functions(), line.keys[last + 1 : last + 14], 0) if dash else None
    joined = known and line.toks[last + 1].text[:1].isupper() and not new_head(line, last + 1)
    joined = joined and " ".join(line.keys[last + 1 : last + 3]) not in GENERIC  # "Sở Tài chính - Cơ quan thường trực"
    return last + 1 + known[0] if known and joined else last


def _is_closed(line: Line, end: int) -> bool:
    """Whether a mark, a predicate, an area or another body closes a name."""
    over = end >= len(line.toks) or not line.toks[end].text[0].isalnum() or line.keys[end] in {"và", "cùng"}
    verb = None if over else verb_at(line.keys, end)
    sure = verb is not None and verb[1] == "verb" and verb[0] > end + 1
    return over or sure or type_at(line, end) is not None or new_head(line, end)


def _second_field(line: Line, at: int) -> bool:
    """Whether a second field begins after `và`: `Phát triển nông thôn và| Quản lý chất lượng`, and no body does."""
    return (
        _title(line, at)
        and head_at(line, at, False) is None
        and area_at(line, at)[0] is None
        and line.keys[at] not in {"nhân", "đảng", "mặt", "nhà", "bộ", "chủ", "phó", "trưởng", "giám", "ủy"}
    )


# small words inside names of companies, schools and hospitals
NAME_WORDS = frozenset({
    "cổ", "phần", "trách", "nhiệm", "hữu", "hạn", "một", "thành", "viên", "tnhh", "mtv", "cp", "thương", "mại", "dịch",
    "vụ", "sản", "xuất", "xây", "dựng", "đầu", "tư", "nhân", "mầm", "non", "tiểu", "học", "trung", "cơ", "sở",
    "phổ", "thông", "mẫu", "giáo", "cao", "đẳng", "đại", "đa", "khoa", "dân", "tộc", "nội", "trú", "bán", "da", "nghề",
    "liên", "doanh", "hai", "cấp", "nước", "may", "và", "điện", "nhập", "khẩu", "quốc", "tế", "chính", "trị",
})  # fmt: skip


# what a body is for, in words that would begin a group elsewhere: "Ban Chỉ đạo các vấn đề …"
THEMES = frozenset({
    "vấn đề", "chương trình", "công trình", "dự án", "hoạt động", "ngày lễ", "sự kiện", "cuộc vận", "khu công",
    "khu kinh", "khu chế", "khu du",
})  # fmt: skip


def description_on(line: Line, at: int) -> bool:
    """Whether a description goes on after a comma: it ends in an area soon, or the comma is inside `phòng, chống`."""
    if line.keys[at - 2 : at + 1] in (["phòng", ",", "chống"], ["cháy", ",", "chữa"], ["nạn", ",", "cứu"]):
        return True
    for place in range(at, min(at + 9, len(line.toks))):
        if place > at + 1 and (line.keys[place] == "cấp" or type_at(line, place)):
            return True
        word = line.toks[place].text
        if not (word.isalpha() and word.islower()) or stops(line, place) or head_at(line, place, False):
            return False
    return False


def plain_capital(line: Line, at: int) -> bool:
    """Whether a word with a capital that begins no body stands at a place."""
    return at < len(line.toks) and line.toks[at].text[:1].isupper() and head_at(line, at, False) is None


# whose district or commune stands without its type: "Huyện đoàn An Lão"
SEATS = {
    "Huyện ủy": "huyện", "Huyện đoàn": "huyện", "Quận ủy": "quận", "Quận đoàn": "quận", "Thị ủy": "thị xã",
    "Thị đoàn": "thị xã", "Thành ủy": "thành phố", "Thành đoàn": "thành phố", "Xã đoàn": "xã",
    "Phường đoàn": "phường", "Huyện Hội": "huyện", "Quận Hội": "quận", "Thị Hội": "thị xã", "Thành Hội": "thành phố",
}  # fmt: skip


def seat_at(line: Line, at: int, least: int = 1) -> tuple[Area | None, int]:
    """The district or commune without its type at the end of a letterhead's line: `PHÒNG GIÁO DỤC … CẨM XUYÊN`."""
    name = printed(line, at, len(line.toks)) if at < len(line.toks) else ""
    places = find_places(name) if name and least <= name.count(" ") < 4 else ()
    return (Area(None, places[0].name, places[0].level, False, name), len(line.toks)) if places else (None, at)


def stem_end(line: Line, at: int, last: int) -> int:
    """Where the words before a name's area end: what an elided name after it shares."""
    for place in range(at + 1, last):
        if type_at(line, place) or (line.keys[place] in PLURALS and type_at(line, place + 1)):
            return line.toks[place - 1].end
    return line.toks[last - 1].end


# words for a body that the document names elsewhere; those with a capital only, since they are common words
REFERENTS = {
    ("công", "ty"): "công ty", ("tổng", "công", "ty"): "tổng công ty", ("nhà", "trường"): "nhà trường",
    ("bệnh", "viện"): "bệnh viện", ("bộ",): "bộ", ("sở",): "sở", ("trường",): "nhà trường", ("hội",): "hội",
    ("trung", "ương", "hội"): "trung ương hội", ("tw", "hội"): "trung ương hội", ("của", "hội"): "hội",
    ("cục",): "cục", ("học", "viện"): "học viện", ("cơ", "quan", "bộ"): "bộ", ("cơ", "quan", "sở"): "sở",
    ("ban",): "ban", ("tổng", "cục"): "tổng cục",
}  # fmt: skip


# organs that a letterhead prints below the name of their organisation, with the area alone
ASSEMBLIES = frozenset({"Ban Chấp hành", "Ban Thường vụ", "Ban Thường trực"})
_CEREMONIES = frozenset(
    {"phát động", "khai mạc", "ra quân", "kỷ niệm", "trao giải", "tổng kết", "tuyên dương", "khởi công"}
)
_EVENTS = frozenset({
    "lễ", "giải", "liên hoan", "festival", "hội thi", "hội diễn", "hội thao", "hội trại", "hội chợ", "hội nghị",
    "hội khỏe", "hội đua", "hội thảo", "cuộc thi", "cuộc vận động", "chương trình", "ngày hội", "đêm", "tuần lễ",
    "sự kiện", "chiến dịch", "đại hội", "kỳ thi", "diễn đàn", "lễ hội", "hội báo", "tết",
})  # fmt: skip


def event_end(line: Line, at: int) -> int:
    """The place after the event that a committee organises: `Ban Tổ chức| Hội thi Tay nghề giỏi`; `at` without one."""
    width = next((n for n in (1, 2) if " ".join(line.keys[at : at + n]) in _EVENTS), 0)
    width = width or (line.keys[at : at + 1] in (["tháng"], ["ngày"], ["tuần"]) and _title(line, at))
    if not width:
        return at
    if line.keys[at] == "lễ" and " ".join(line.keys[at + 1 : at + 3]) in _CEREMONIES:
        return at + 3
    end = field_end(line, at + width)  # "Tháng| Thanh niên"
    return end if end > at + width and _is_closed(line, end) else at + width


def caps_area(line: Line, at: int, last: int) -> int:
    """Where the area begins that ends a name in capitals: `BỆNH VIỆN ĐA KHOA| HUYỆN YÊN THÀNH`; `last` without one."""
    for place in range(at + 1, last):
        area, end = area_at(line, place) if type_at(line, place) else (None, place)
        if area and area.name and end == last:
            return place
    return last


def alpha_at(line: Line, at: int) -> bool:
    """Whether a word or number stands at a place."""
    return at < len(line.toks) and line.toks[at].text[0].isalnum()


def region_end(line: Line, at: int) -> int:
    """The place after a numbered or named region: `khu vực 3`, `khu vực XII`, `khu vực Tràng Định - Văn Lãng`; `at`
    where none stands (`khu vực doanh nghiệp`)."""
    named = line.toks[at + 2].text if at + 2 < len(line.toks) else " "
    if line.keys[at : at + 2] != ["khu", "vực"] or not (named[0].isdigit() or named[0].isupper()):
        return at
    return at + 3 if named[0].isdigit() or named.isupper() else proper_end(line, at + 2, limit=6, small=frozenset())
