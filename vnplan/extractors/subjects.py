"""Who a sentence is about: the bodies with which it begins, and where its verb begins."""

from __future__ import annotations

import re

from vnplan.extractors.units import find_body_mentions, split_bodies
from vnplan.gazetteer.verbs import verbs
from vnplan.text import UPPER, fold, squeeze

Range = tuple[int, int]
WITH = re.compile(
    r"\s*[,]?\s*(?:chủ động\s+)?(?:(?:phối|kết)\s*h[ợọơ]p(?:\s+chặt chẽ|\s+cùng)?\s+(?:với|cùng)|ph[ốo]i h[ợọ]p với|"
    r"cùng với|(?:phối|kết) hợp(?= (?-i:[A-ZĐ])|(?= các )))\s+",
    re.IGNORECASE,
)  # phối hợp với
# Verbs of two and more syllables from the table; those of one syllable, and those that names hold too, by hand.
_VERBS = "|".join(" ".join(key) for some in verbs().values() for key, kind in some if kind == "verb" and len(key) > 1)
_NAME_VERBS = (
    r"tổ chức|xây dựng|hướng dẫn|phát triển|kiểm tra|thẩm định|giám sát|tổng hợp|hỗ trợ|nghiên cứu(?! khoa học)|"
    r"quản lý|xử lý|tập huấn|đánh giá"
)
_SMALL = r"thăm|tặng|trao|trong phạm vi|trong việc|trong quá trình|theo kế hoạch|để|khi|nhằm|lập"
_VERB = rf"(?<!viện)(?<!trung tâm)(?<!nhóm),?\s+(?:{_VERBS}|{_NAME_VERBS}|{_SMALL}"  # not: viện nghiên cứu
VERB = re.compile(rf"{_VERB})\b", re.IGNORECASE)  # tổ chức
PREDICATE = re.compile(
    rf"{_VERB}|làm thường trực|ra quyết định|"
    r"là |định hướng|theo (?:chức năng|nhiệm vụ|phân công|thẩm quyền|lĩnh vực)|mở|tạo|trình|cử|rà|có|chịu|được|cùng|"
    r"gửi|nộp|cấp|mời|giúp|dự(?! (?:phòng|án|báo|toán|kiến|bị|thảo)))\b",
    re.IGNORECASE,
)
_NOUN_VERBS = "|".join(" ".join(key) for some in verbs().values() for key, kind in some if kind == "noun")
_AT_ONCE = re.compile(rf"\s+(?:{_NOUN_VERBS})\b", re.IGNORECASE)  # right behind a whole name: Sở Y tế| kiểm soát …
_PASSIVE = re.compile(r"\s+(?:được|bị)\s+\w+\s+\w+", re.IGNORECASE)  # các cơ quan được kiểm tra| chuẩn bị …
OFFICES = re.compile(
    rf"^(?:(?:thầy|cô|ông|bà|đ/c)(?= (?-i:[{UPPER}]))|(?:phó )?trưởng (?:ban|tiểu ban|đoàn|phòng|khoa)|"
    r"(?:các )?đồng chí|giám đốc|thủ trưởng|hiệu trưởng|"
    r"ban giám hiệu|"
    r"(?:các )?thành viên|tổ trưởng|giáo viên|chủ tịch|bí thư|(?:các )?ủy viên|bộ phận|cá nhân|đại diện|"
    r"người đứng đầu|"
    r"bộ trưởng|chánh (?:văn phòng|thanh tra)|tổng giám đốc|(?:chi )?cục trưởng|viện trưởng|"
    r"lãnh đạo|kế toán|văn thư|cán bộ|công chức|chuyên viên|(?:các )?cơ sở|(?:các )?đơn vị|(?:các )?đối tượng|"
    r"(?:phó )?quản đốc|công đoàn(?! (?:hai|các) cấp)|trưởng các|các (?:ấp|khóm|thôn|bản|buôn|làng|khu phố|tổ dân phố|"
    r"tiểu ban|doanh nghiệp|công ty|hợp tác xã|chủ đầu tư|nhà thầu|câu lạc bộ|huyện|quận|xã|phường|chi hội|nhóm|"
    r"cấp ủy|đảng bộ|chi bộ|đảng ủy|chi đoàn|liên đội))\b",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"(?:đồng chí|đ/c|thầy|cô|ông|bà) (?=(?-i:[{UPPER}]))", re.IGNORECASE)
_MORE = re.compile(rf"(?:[,;]|\bvà)\s+(?:các\s+)?(?-i:[{UPPER}])")  # a further name
_PERSONS = re.compile(rf"\s*(?:[,;]|\bvà)\s+(?=(?:đồng chí|đ/c|thầy|cô|ông|bà) (?-i:[{UPPER}]))", re.IGNORECASE)
_ADVERBIAL = re.compile(
    r"^(?:trên cơ sở|căn cứ|theo(?! dõi)|định kỳ|hằng|hàng|sau khi|khi|trước khi|đồng thời|ngoài ra|bên cạnh đó|"
    r"trong đó|trong (?:tháng|quý|năm|tuần)|từ (?:ngày|tháng)|trước ngày)\b",
    re.IGNORECASE,
)  # Trên cơ sở Kế hoạch này, các sở …
_GROUP = re.compile(
    r"(?:các\s+)?(?:cơ quan|đơn vị|địa phương|ngành|sở|ban|đoàn thể|bộ phận|phòng ban|tổ chức(?= (?:có )?liên quan))"
    r"(?:(?:,|\s+và|,\s+và)\s+(?:cơ quan|đơn vị|địa phương|ngành|ban|đoàn thể|bộ phận|cá nhân|"
    r"tổ chức(?= (?:có )?liên quan)))*"
    r"(?:\s+(?:có\s+)?liên quan)?",
    re.IGNORECASE,
)  # các đơn vị có liên quan


_BETWEEN = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+|cùng\s+|\([^()]{0,120}\)\s*[,;]?\s*(?:và\s+)?)")  # , và
_JOINED = re.compile(r"\s*(?:,|;|và|,\s+và)\s+")  # và
_TERRITORY = re.compile(
    rf"\b(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|tỉnh) [{UPPER}]\S*(?: [{UPPER}]\S*){{0,4}}$"
)
_NAMES = re.compile(
    rf"(?:,\s+[{UPPER}][^\W\d_]+(?:\s[{UPPER}][^\W\d_]+){{1,2}}(?=,|\s[^\W{UPPER}]))+"
    rf"(?:\s+và\s+[{UPPER}][^\W\d_]+(?:\s[{UPPER}][^\W\d_]+){{1,2}}(?=\s[^\W{UPPER}]))?"
)  # , Yên Mô và Kim Sơn


def whole_name(title: str) -> bool:
    """Whether a title is nothing but names of bodies."""
    return leading_bodies(title, 0, len(title)) >= len(title.rstrip(" .:;")) - 1


def names_in(printed: str) -> tuple[str, ...]:
    """The bodies in a subject. A person stays whole with the office behind the name: `đồng chí A, Phó Giám đốc`; what
    is done to a body belongs to its name: `các đơn vị được kiểm tra`."""
    done = _PASSIVE.search(printed)
    if done and done.end() == len(printed):
        *others, last = split_bodies(printed[: done.start()]) or (printed[: done.start()],)
        return (*others, squeeze(last + done.group()))
    if _PERSON.match(printed):
        return tuple(squeeze(part).strip(" ,;") for part in _PERSONS.split(printed))
    if OFFICES.match(printed) and not _MORE.search(printed):
        return (squeeze(printed).strip(" ,;"),)  # "Thủ trưởng các cơ quan, đơn vị, địa phương"
    return split_bodies(printed)


def name_end(printed: str) -> int:
    """Where the name in a heading ends: before a colon outside brackets, or at the end."""
    depth = 0
    for i, char in enumerate(printed):
        depth += (char == "(") - (char == ")")
        if char == ":" and depth <= 0:
            return i
    return len(printed)


def verbal(name: str) -> bool:
    """Whether a title tells of work, so that it is no name."""
    return (
        re.search(r"\b(?:triển khai|tổ chức thực|xây dựng|tăng cường|thực hiện tốt|phối hợp)\b", fold(name)) is not None
    )


def leading_bodies(text: str, start: int, end: int) -> int:
    """The end of the list of bodies with which a range begins; `start` where it begins with none."""
    for window in (200, 800):  # most lists are short; a longer look only where one runs to the window's edge
        at = _listed(text, start, min(end, start + window))
        if at < start + window - 60:
            break
    if at > start and text.endswith(" tổ chức", start, at) and not re.search(r"(?:,| và) tổ chức$", text[start:at]):
        at -= len(" tổ chức")  # here the verb, not the noun
    if at > start and _TERRITORY.search(text, start, at) and (names := _NAMES.match(text, at, end)):
        at = names.end()  # bare names share head and type: UBND huyện Hoa Lư, Yên Mô
    joined = _JOINED.match(text, at, end)
    if at > start and joined and (group := _GROUP.match(text, joined.end(), end)) and "các" in fold(group.group()):
        at = group.end()
    if at == start and (group := _GROUP.match(text, start, end)) and "các" in fold(group.group()):
        at = group.end()
    return at


def _listed(text: str, start: int, end: int) -> int:
    """The end of the known names with which a range begins, one after the other."""
    at = start
    for mention in find_body_mentions(text, start, end):
        gap = text[at : mention.start]
        if gap.strip(' “"') if at == start else not _BETWEEN.fullmatch(gap):
            break
        at = mention.end
    return at


def after_adverbial(text: str, start: int, end: int) -> int:
    """Where the subject stands after a clause such as "Trên cơ sở Kế hoạch này, …"; `start` where there is none."""
    if not _ADVERBIAL.match(text[start:end]):
        return start
    for comma in re.finditer(r",\s+", text[start : min(end, start + 250)]):
        if WITH.search(text, start, start + comma.start()):
            return start
        if leading_bodies(text, start + comma.end(), end) > start + comma.end():
            return start + comma.end()
    return start


def subject_end(text: str, start: int, end: int) -> int:
    """The end of the bodies that a sentence begins with; what runs on from a name to the verb belongs to it."""
    stop = leading_bodies(text, start, end)
    passive = _PASSIVE.match(text, stop, end) if stop > start else None
    if passive and PREDICATE.match(text, passive.end(), end):
        return passive.end()
    if (
        stop == start
        or PREDICATE.match(text, stop, end)
        or _AT_ONCE.match(text, stop, end)
        or text[stop : stop + 1] in ",;:.()"
    ):
        return stop
    verb = PREDICATE.search(text, stop, min(end, stop + 60))
    between = text[stop : verb.start() + 1] if verb else ""
    return verb.start() if verb and not re.search(r"[,;:.()]", between) and len(between.split()) <= 6 else stop


def office_end(text: str, start: int, end: int) -> int:
    """The end of an office that a sentence begins with: before its verb."""
    office = OFFICES.match(text[start : start + 60])
    verb = PREDICATE.search(text, start + (office.end() if office else 3), min(end, start + 120))
    return verb.start() if verb and not re.search(r"[;:.]", text[start : verb.start()]) else start


def verb_follows(text: str, stop: int, end: int) -> bool:
    """Whether a predicate follows the bodies: not a bracket's end, a comma with more names, or nothing."""
    rest = text[stop:end].lstrip()
    return (len(rest) > 8 and not rest.startswith((")", "”", '"', ".", "là cầu"))) or rest.startswith("là cầu")
