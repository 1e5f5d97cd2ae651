"""Numbers to reach (chỉ tiêu): `ít nhất 01 hoạt động`, `100% CĐCS`, `phấn đấu kết nạp 50 đoàn viên`.

Grammar and comparators: domain notes, part 7. What is no target: results already had, dates, numbers of documents and
parts, durations and frequencies, sums of a budget, prizes, who is to attend, how many places work is done at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnplan.model import Op, Span, Target
from vnplan.segments import Segment
from vnplan.text import fold, squeeze

_NUMBER = r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,3})?|\d{1,9}(?:,\d{1,3})?"
# "100%", "70 - 75%", "từ 03 đến 05", "19/19", "1,5 triệu"
_AMOUNT = re.compile(
    r"(?:(?<=ít nhất )|(?<=tối thiểu ))(?P<w>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\s)|"
    rf"(?<![\w.,/:-])(?P<a>{_NUMBER})(?:\s?(?P<pa>%))?"
    rf"(?:\s?(?:-|đến)\s?(?P<b>{_NUMBER})(?=\s?%|\s+[^\W\d])|/(?P<of>\d{{1,4}})(?=\s+[^\W\d]))?(?:\s?(?P<p>%|"
    rf"phần trăm))?"
    r"(?:\s?(?P<scale>nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))?(?![\w/]|[.,:-]\d|-\w)"
)
_WORD_VALUES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}

# Right before the number, what it is compared by.
_WORDS: tuple[tuple[str, Op], ...] = (
    (
        r"(?<!\w)(?:ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|thấp nhất)(?:\s+(?:là|có|đạt|"
        r"phải|từ|khoảng|được))*|≥|>=",
        ">=",
    ),
    (
        r"(?<!\w)(?:không(?:\s+để)?(?:\s+[^\W\d]+)?\s+quá|không vượt quá|không vượt|tối đa|nhiều nhất|"
        r"không nhiều hơn|không cao hơn)(?:\s+(?:là|đến))?|≤|<=",
        "<=",
    ),
    (r"(?<!\w)(?:trên|hơn|vượt|cao hơn|nhiều hơn)(?:\s+mức)?|>", ">"),
    (r"(?<!\w)(?:dưới|thấp hơn|còn dưới|ít hơn)(?:\s+mức)?|<", "<"),
    (r"(?<!\w)(?:khoảng|gần|xấp xỉ|ước đạt|ước khoảng|dự kiến|chừng|độ)(?:\s+(?:là|có|đạt))?", "~"),
)
_COMPARATORS = tuple((re.compile(rf"(?:{words})\s*\Z"), op) for words, op in _WORDS)
_UP = re.compile(r"\s*trở\s+lên(?!\w)")  # "90% trở lên"
_UP_LATER = re.compile(r"(?:\s+[^\W\d]+){1,3}?\s+trở\s+lên(?!\w)")  # "từ 05 mô hình trở lên"
_DOWN = re.compile(r"\s*trở\s+xuống(?!\w)")  # "2% trở xuống"
_FROM = re.compile(r"(?<!\w)từ\s*\Z")

# Words that make the number a goal, in the clause before it.
_GOAL = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|đạt|đạt được|giảm|tăng|nâng|bảo đảm|đảm bảo|hoàn thành|duy trì|giữ vững|lên|"
    r"vượt|kéo giảm|tỷ lệ|tỉ lệ|thu hút|vận động|kết nạp|phát triển|hình thành|thành lập|không để)(?!\w)"
)
_STRIVE = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|đạt|đạt được|vượt|hoàn thành|vận động|thu hút)(?!\w)")
_AIM = re.compile(r"(?<!\w)phấn đấu(?!\w)")
_NEAR_VERB = re.compile(r"(?<!\w)(?:đạt|phấn đấu|đạt được|phấn đấu (?:có|đạt))(?:\s+(?:từ|được|có|là))?\s*\Z")
_QUANTITY = re.compile(r"(?<!\w)số\s+lượng(?:\s+[^\W\d]+){1,6}?\s*(?::|(?<!\w)là)\s*\Z")  # "số lượng tiết mục: "
# In a part of goals, a verb (and its object) before a bare number: "tổ chức đào tạo, bồi dưỡng "
_DOING = re.compile(
    r"(?<!\w)(?:có|đạt|xây dựng|thành lập|hình thành|phát triển|kết nạp|tổ chức|đào tạo|bồi dưỡng|tập huấn|hỗ trợ|"
    r"vận động|huy động|trồng|tặng|trao|thu hút|giới thiệu|giải quyết|tạo|duy trì|triển khai|thực hiện|"
    r"hoàn thành|nhân rộng|"
    r"công nhận|nâng|tăng|giảm|mở|đăng ký|sửa chữa|bàn giao|khởi công|cấp|phát hành|sản xuất|tuyên truyền|đảm nhận|"
    r"ra mắt|lắp đặt|kết nối|tư vấn|khám|cải tạo|bảo đảm|đảm bảo|phấn đấu|thêm|mới)(?:\s+[^\W\d]+){0,3}\s*\Z"
)
_FOR = re.compile(r"\s+cho\s*\Z")
_INHERIT = re.compile(r"(?:,|(?<!\w)và|;)\s+\Z")  # "ít nhất 100 A, " 50 B

# No number to reach, by the word right before it.
_ORDINAL = re.compile(
    r"(?<!\w)(?:năm|tháng|ngày|quý|số|khóa|thứ|điều|khoản|mục|điểm|cấp|lớp|giờ|chương|phần|bước|tuần|nhóm|"
    r"giai đoạn|quận|phường|tổ|khu phố|khu|thôn|ấp|xóm|mức độ|mức|loại|hạng|kỳ|top|khối|cụm|vùng|phụ lục|biểu|mẫu|"
    r"bảng|trang|tiết|bài|đội|tòa|tầng|phòng|km|quốc lộ|tuổi|vòng|đợt|lần|nhiệm kỳ|đại hội|hội nghị|lúc|hồi|đường|"
    r"kỷ niệm|iso|covid|chỉ thị|nghị quyết|chương trình|đề án|dự án|phiên bản|công nghiệp|web|tiểu khu|chốt|zone)\s*\Z"
)
_PLACE = re.compile(
    r"(?<!\w)(?:tại|ở|của|thuộc|với|gồm|giữa|trong|cho|theo|từ|trên địa bàn|tới|do|gồm có|cả|chia làm|"
    r"chia thành|khoảng cách|"
    r"thành phần|trước|sau|bằng|cách|hoặc)\s*:?\s*\Z"
)
# No number to reach, by the word right after it: time, length, frequency; and what plans merely enumerate.
_MEASURE = re.compile(
    r"\s*(?:ngày|tháng|năm|giờ|phút|giây|tuần|quý|lần|tuổi|kỳ|nhiệm kỳ|học kỳ|đêm|vòng|ca|bước|trang|chiều|"
    r"tầng|km|m|mm|cm|"
    r"m2|ml|kg|hz|gb|mb|độ|thế hệ|chữ|từ|dòng|phần thi|câu hỏi|câu)(?!\w)"
)
_ENUMERATED = re.compile(
    r"\s*(?:đợt|phần(?!\s+việc)|bản|bộ hồ sơ|đồng chí|lãnh đạo|chuyên viên|đại biểu|vị trí|điểm cầu|cấp|nhóm|"
    r"lĩnh vực|địa bàn|nội dung|"
    r"mặt|khâu|nhiệm vụ|giải pháp|trụ cột|tiêu chí|tiêu chuẩn|mục tiêu|giai đoạn|phương diện|nguyên tắc|không|"
    r"có|nhất|tốt|"
    r"sạch|dám|quyền|giải|thành viên|vận động viên|trường hợp|bên|nhà|mẫu|phương án|loại|hình thức|ban|tiểu ban)(?!\w)"
)
_SENT = re.compile(
    r"(?<!\w)(?:cử|mời|thành phần|tham dự|dự họp|bố trí|phân công|gồm)(?:\s+[^\W\d]+){0,4}\s*\Z"
)  # "cử ít nhất "
_PERSON = re.compile(
    r"\s*(?:người|cán bộ|đại diện|đoàn viên|công chức|viên chức|giáo viên|học sinh|em|thành viên|đồng chí|"
    r"đại biểu|vận động viên)(?!\w)"
)
_FREQUENCY = re.compile(r"\s*(?:lần|kỳ|buổi|cuộc|tin|bài|tin bài|phiên|đợt|giờ|tiếng|ngày)\s?/\s?\w")  # "02 cuộc/quý"
_SHARE_OF_MONEY = re.compile(
    r"(?<!\w)(?:kinh phí|chi phí|mức|phụ cấp|lương|giá|giảm giá|thuế|phí|lệ phí|lãi suất|chiết khấu|trợ cấp|"
    r"thanh toán|ngân sách|"
    r"hưởng|miễn|mức hỗ trợ|mức đóng|nồng độ|dung dịch|độ ẩm|cồn|hỗ trợ)\s+(?:(?:từ|là|bằng|tối đa|đến|"
    r"không quá)\s+){0,3}\Z"
)
_MONEY_OF = re.compile(r"\s*(?:mức\s+)?(?:kinh phí|chi phí|lương|giá trị hợp đồng|giá|học phí|phí|mức|số tiền)(?!\w)")
_MONEY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|usd)(?!\w)")
_HISTORY = re.compile(
    r"(?<!\w)(?:đã(?!\s+(?:đề ra|được giao|ban hành|ký|xác định|phê duyệt|đăng ký|được phê duyệt))|tính đến|"
    r"thời gian qua|"
    r"(?<!thực )(?<!thể )(?<!phát )(?<!xuất )hiện (?:nay|có|tại|còn|toàn)|những năm qua|năm qua|trước đây|"
    r"vừa qua|cùng kỳ|"
    r"thống kê|thực trạng|mới đạt|chỉ đạt|kết quả đạt được)(?!\w)|(?:\A|[.;]\s)\W*kết quả"
)
_FUTURE = re.compile(
    r"(?<!\w)(?:phấn đấu|đến năm|mục tiêu|chỉ tiêu|đến hết năm|đến cuối|hằng năm|hàng năm|mỗi năm)(?!\w)"
)
_COMPARED = re.compile(r"(?<!\w)so\s+với\s+(?:[^\W\d]+\s+){0,3}(?:\d{4}\s*)?\(?\s*\Z")  # "so với năm 2023 ("
_ROSE = re.compile(r"\s*(?:lên|xuống|còn)(?!\w)")  # "từ 60% " lên 75%
_BLANK = re.compile(r"\s*")
_NOUN = re.compile(r"\s+[^\W\d]")
_RESET = re.compile(r"[;.:()]|(?<!\w)trong đó(?!\w)")

_GOAL_HEADING = re.compile(r"(?<!\w)(?:mục tiêu|chỉ tiêu)(?!\w)")  # "II. MỤC TIÊU CHỦ YẾU"
_OTHER_HEADING = re.compile(
    r"(?<!\w)(?:kinh phí|giải thưởng|khen thưởng|thực trạng|tình hình|kết quả|đặc điểm|thành phần|cơ cấu|"
    r"sự cần thiết|thể lệ|"
    r"đối tượng tham gia|thuận lợi|khó khăn|tồn tại|hạn chế|căn cứ|điều kiện tham gia|số lượng thành viên|"
    r"dự toán)(?!\w)"
)
_GOAL_LINE = re.compile(r"\W*(?:(?:các|một số)\s+)?(?:mục tiêu|chỉ tiêu)(?!\w)[^\d%]{0,80}\Z")  # "* Chỉ tiêu cụ thể:"
_NUMBERING = re.compile(
    r"\W*(?:[ivxlc]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])(?:[.)/]\s*(?=\D|\d{2,3}\s?%|\d+\s)|-\s+(?=\d{1,3}(?:,\d+)?\s?%))"
)  # "2.1. "; "1- 85%"
_CLAUSE = re.compile(r"[;:.!?\n](?=\s|\Z)|(?<!\w)trong đó(?!\w)")
_TEXT_END = re.compile(
    r"[;:.()\n](?=\s|\Z)|\s\(|,?\s*(?:trong đó|đồng thời)(?!\w)|,\s|\s+và\s+(?=\d|ít nhất|tối thiểu|trên \d)"
)
_MAX_TEXT = 16  # words
# units of two or three syllables; others are given by their first syllable
_UNITS = re.compile(
    r"(?:hoạt động|mô hình|sản phẩm|doanh nghiệp|trung tâm|cơ sở|hợp tác xã|đoàn viên|đảng viên|hội viên|"
    r"công trình|phần việc|"
    r"sáng kiến|đơn vị|câu lạc bộ|tiết mục|tiêu chí|vùng nuôi|vùng|lượt người|lượt|suất quà|suất|"
    r"người lao động|lao động|tổ hợp tác|"
    r"học sinh|thanh niên|cán bộ|công chức|hộ gia đình|hộ dân|hộ|triệu đồng|tỷ đồng|nghìn đồng|đồng|cây xanh|"
    r"cây|căn nhà|căn|"
    r"tin bài|tin, bài|tổ chức|chương trình|hội nghị|chỉ tiêu|nhà máy|dự án|đề tài|công đoàn cơ sở|chi đoàn|chi bộ|"
    r"hợp tác|trường học|trường|[^\W\d]+)(?!\w)"
)
_ZONES = ("body", "closing", "appendix")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    number_end: int
    op: Op
    value: float
    unit: str | None  # % and đồng
    counted: tuple[int, int]  # otherwise the thing counted
    compared: bool  # by words, which the next number of a list inherits


def find_targets(text: str) -> tuple[Target, ...]:
    """Targets of any text by their own wording: percentages of a whole, comparators, `phấn đấu`, `đạt`.
    `value` is the number as meant (`3.000` -> 3000, `1,5 triệu` -> 1500000, `100%` -> 100 with unit "%");
    money has the unit đồng. A range (`70 - 75%`) is given as `>=` its lower bound, where the target
    is reached.

    >>> [(t.op, t.value, t.unit) for t in find_targets("Mỗi đơn vị tổ chức ít nhất 01 hoạt động")]
    [('>=', 1.0, 'hoạt động')]
    """
    return tuple(_targets(text, 0, goals=False))


def extract_targets(text: str, segments: Sequence[Segment]) -> tuple[Target, ...]:
    """Targets of a plan, in order. In parts headed `mục tiêu` or `chỉ tiêu`, and in a table's column of targets, a
    bare number with a thing counted is one too; parts on results, money, prizes and who takes part have none.
    """
    found: list[Target] = []
    path: str | None = None  # of the part whose heading says what its numbers are
    mode = "plain"
    goal_line = False
    for segment in segments:
        if segment.zone not in _ZONES:
            continue
        line = text[segment.start : segment.end]
        if segment.heading:
            goal_line = False
            if mode != "plain" and not (path is not None and _inside(segment.section, path)):
                path, mode = None, "plain"
            kind = _kind(fold(line[:200]))
            if mode == "plain" and kind != "plain":
                path, mode = segment.section, kind
        elif segment.table is None and _GOAL_LINE.match(fold(line[:120])):
            goal_line = True
        if segment.table is not None and segment.column not in ("target", "content", "output", None):
            continue
        if mode != "none":
            found.extend(
                _targets(line, segment.start, goals=mode == "goals" or goal_line or segment.column == "target")
            )
    return tuple(found)


def _kind(folded: str) -> str:
    """What a heading says of the numbers under it: goals, none (results, money, prizes), or nothing."""
    title = folded.split(":", maxsplit=1)[0]
    if len(title.split()) > 15 or "%" in title:
        return "plain"
    return "goals" if _GOAL_HEADING.search(title) else "none" if _OTHER_HEADING.search(title) else "plain"


def _inside(path: str | None, ancestor: str) -> bool:
    return path is not None and (path == ancestor or path.startswith(ancestor + "/"))


def _targets(text: str, offset: int, *, goals: bool) -> Iterator[Target]:
    position = 0
    for line in fold(text).split("\n"):
        for found in _line(line, goals=goals):
            start, end = position + found.start, position + found.end
            printed = text[start:end]
            span = Span(start=start + offset, end=end + offset, text=printed)
            first, last = found.counted
            unit = found.unit or squeeze(text[position + first : position + last]) or None
            yield Target(text=squeeze(printed), op=found.op, value=found.value, unit=unit, spans=(span,))
        position += len(line) + 1


def _line(line: str, *, goals: bool) -> list[_Found]:
    found: list[_Found] = []
    numbering = _NUMBERING.match(line)
    clause = sentence = numbering.end() if numbering else 0
    breaks = _CLAUSE.finditer(line, clause)
    pending = next(breaks, None)
    previous: _Found | None = None
    for match in _AMOUNT.finditer(line, clause):
        while pending is not None and pending.end() <= match.start():
            clause = clause if pending.group() == ":" else pending.end()
            sentence = pending.end() if pending.group() in (".", "!", "?") else sentence
            pending = next(breaks, None)
        before = line[max(clause, match.start() - 160) : match.start()]
        history = line[max(sentence, match.start() - 300) : match.start()]
        previous = _judge(line, match, before, previous, goals=goals)
        if previous is not None and _past(history):
            previous = None
        if previous is not None:
            found.append(previous)
    return found


def _past(sentence: str) -> bool:
    """Whether the words before a number tell of results, and no goal after them."""
    last = -1
    for match in _HISTORY.finditer(sentence):
        last = match.start()
    return last >= 0 and _FUTURE.search(sentence, last + 1) is None


def _judge(line: str, match: re.Match[str], before: str, previous: _Found | None, *, goals: bool) -> _Found | None:
    """Whether a number is a target, by the clause before it and the words after it."""
    after = line[match.end() : match.end() + 80]
    percent = bool(match["p"] or match["pa"])
    if not percent and (_MEASURE.match(after) or not (_NOUN.match(after) or _MONEY.match(after))):
        return None
    stem, op = _comparator(before)
    raised = bool(_FROM.search(stem) and op is None)
    if raised and _ROSE.match(after):
        return None  # "từ 60% lên 75%": where it starts from
    if raised or (op is None and match["b"] is not None):
        stem = _FROM.sub("", stem)
    if op is None and (_UP.match(after) or (raised and _UP_LATER.match(after)) or match["b"] is not None):
        op = ">="
    elif op is None and _DOWN.match(after):
        op = "<="
    elif raised:
        stem = before
    if _COMPARED.search(stem) or _enclosed(stem, op):
        return None
    inherits = (
        previous is not None
        and op is None
        and _INHERIT.search(stem) is not None
        and _RESET.search(line, previous.number_end, match.start()) is None
    )
    if percent:
        good = _is_share(match, stem, after, op, goals=goals)
    else:
        good = _is_count(match, stem, after, op, goals=goals, inherits=inherits)
    if not good and not (percent and inherits):
        return None
    if inherits and previous is not None and previous.compared:
        op = previous.op
    start = match.start() - len(before) + len(stem)
    start += len(line[start : match.start()]) - len(line[start : match.start()].lstrip())
    return _Found(
        start=start,
        end=_text_end(line, match.end()),
        number_end=match.end(),
        op=op or "=",
        value=_value(match),
        unit="%" if percent else "đồng" if _MONEY.match(after) else None,
        counted=_counted(line, match.end()),
        compared=op is not None,
    )


def _comparator(before: str) -> tuple[str, Op | None]:
    """The words before the comparator that ends them, and what it says."""
    for pattern, op in _COMPARATORS:
        found = pattern.search(before, max(0, len(before) - 50))
        if found is not None:
            return before[: found.start()], op
    return before, None


def _enclosed(stem: str, op: Op | None) -> bool:
    """Whether the number stands in a quotation, or in brackets without a comparator of its own."""
    if stem.rfind("(") > stem.rfind(")") and op is None:
        return True
    return stem.count('"') % 2 == 1


def _is_share(match: re.Match[str], stem: str, after: str, op: Op | None, *, goals: bool) -> bool:
    """Whether a percentage is a goal."""
    if _SHARE_OF_MONEY.search(stem) or _MONEY_OF.match(after) or re.match(r"\s?/", after):
        return False
    noun = _NOUN.match(after) is not None
    if goals or op == ">=":
        return True
    wanted = _GOAL.search(stem) is not None
    if op == ">" or (op is None and match["a"] == "100"):
        return noun or wanted
    return wanted


def _is_count(match: re.Match[str], stem: str, after: str, op: Op | None, *, goals: bool, inherits: bool) -> bool:
    """Whether a number of things is a goal."""
    money = _MONEY.match(after) is not None
    if match["w"] is not None and op != ">=":
        return False
    if _FREQUENCY.match(after):
        return False
    benefit = _FOR.search(stem) if goals else None  # "đào tạo nghề cho " 1.200 lao động
    if benefit is not None:
        return _DOING.search(stem[: benefit.start()]) is not None
    if _ORDINAL.search(stem) or _PLACE.search(stem) or (_PERSON.match(after) and _SENT.search(stem)):
        return False
    near = _NEAR_VERB.search(stem) is not None
    if match["of"] is not None:
        return near
    if money:
        if goals and not re.search(r"(?<!\w)(?:kinh phí|chi phí|dự toán)(?!\w)", stem):
            return True
        return near or (_STRIVE.search(stem) is not None and (goals or op in (">=", ">")))
    if near or (_QUANTITY.search(stem) and not _PERSON.match(after)) or op == ">=":
        return True
    if _ENUMERATED.match(after):
        return False
    if inherits:
        return True
    if op is None and _AIM.search(stem) and _DOING.search(stem):
        return True
    if op is not None:
        return _STRIVE.search(stem) is not None or (goals and _DOING.search(stem) is not None)
    return goals and (not stem.strip(" -+*•–") or _DOING.search(stem) is not None)


def _value(match: re.Match[str]) -> float:
    """The number meant: dots part thousands, a comma the decimals (`1,5 triệu` -> 1500000)."""
    if match["w"] is not None:
        return float(_WORD_VALUES.index(match["w"]) + 1)
    value = float(match["a"].replace(".", "").replace(",", "."))
    return value * _SCALES[match["scale"]] if match["scale"] else value


def _counted(line: str, number_end: int) -> tuple[int, int]:
    """Where the thing counted stands."""
    blank = _BLANK.match(line, number_end)
    start = blank.end() if blank else number_end
    unit = _UNITS.match(line, start)
    return (start, unit.end()) if unit else (start, start)


def _text_end(line: str, number_end: int) -> int:
    """Where the words of a target end: at a mark, a next number, or after a number of words."""
    stop = _TEXT_END.search(line, number_end, number_end + 200)
    end = stop.start() if stop else min(len(line), number_end + 200)
    for index, word in enumerate(re.finditer(r"\S+", line[number_end:end])):
        if index == _MAX_TEXT:
            end = number_end + word.start()
            break
    return max(number_end, number_end + len(line[number_end:end].rstrip(" ,.;:")))
