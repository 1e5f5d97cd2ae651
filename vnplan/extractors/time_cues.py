"""What stands around a time and tells what it means: bounds, feasts, recurrence (domain parts 4.2 and 4.5)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from vnplan.extractors.time_mentions import Mention, Part
from vnplan.extractors.time_recurrence import NEXT_YEAR, YEARLY
from vnplan.extractors.time_tokens import Tokens
from vnplan.model import TimeOp
from vnplan.text import fold

_WINDOW = 90  # characters looked at before and behind a time
_S = r"\s{1,4}"
# fillers between an operator and its date: "chậm nhất [là vào] ngày"
_FILL = (
    rf"\s{{0,4}}[:,]?\s{{0,4}}"
    rf"(?:(?:là|vào|trong|lúc|khoảng|dự kiến|thời điểm|thời gian|đến|hết|(?P<before>trước)){_S}){{0,4}}$"
)
_TODAY = re.compile(
    rf"từ{_S}(?:nay|bây giờ|ngày{_S}(?:ký|ban hành)(?:{_S}kế hoạch)?(?:{_S}này)?)"
    rf"{_S}(?:cho{_S})?(?:đến|tới)(?:{_S}hết)?{_S}$"
)
_LATEST = re.compile(
    rf"(?<!\w)(?:(?:chậm|muộn|trễ){_S}nhất|không{_S}(?:quá|muộn{_S}hơn|chậm{_S}hơn|trễ{_S}hơn)"
    rf"|hạn{_S}(?:chót|cuối(?:{_S}cùng)?)(?:{_S}(?:nộp|gửi|nhận|đăng|báo)(?:{_S}[^\W\d]{{1,8}}){{0,3}}?)?"
    rf"|(?<!trễ )(?<!quá )(?<!đúng )(?<!đến )(?<!gia )(?<!ngắn )(?<!dài )(?<!trung )(?<!giới )(?<!chậm )"
    rf"(?:thời{_S})?(?<!trễ )(?<!quá )(?<!đúng )(?<!đến )(?<!gia )(?<!ngắn )(?<!dài )(?<!trung )(?<!giới )(?<!chậm )hạn"
    rf"(?:{_S}(?:nộp|gửi|báo cáo|đăng ký|hoàn thành|cuối|cuối cùng|chót|nhận)"
    rf"(?:(?:{_S}[^\W\d]{{1,8}}){{1,4}}(?=\s{{0,4}}:))?)*)" + _FILL
)  # "chậm nhất vào"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:hoàn{_S}thành|hoàn{_S}tất|xong){_S})?trước(?:{_S}(?:lúc|thời điểm|hết)"
    rf"|{_S}ngày(?:{_S}[^\W\d]{{1,8}}){{1,3}})?{_S}$"
)  # "xong trước"
_AFTER = re.compile(rf"(?<!\w)(?<!và )(?:kể{_S}từ{_S})?sau{_S}$")  # "sau"
_FROM = re.compile(rf"(?<!\w)(?:kể{_S}từ|bắt{_S}đầu{_S}từ|từ)(?:{_S}(?:khoảng|đầu|sau))?{_S}$")  # "kể từ"
_UNTIL = re.compile(
    rf"(?<!\w)(?:(?P<past>tính){_S})?(?:(?:cho{_S})?(?:đến|tới)(?:{_S}hết)?(?:{_S}(?:thời điểm|khoảng))?|hết){_S}$"
)  # "đến hết"
_DONE = re.compile(
    rf"(?<!\w)(?:hoàn{_S}thành|hoàn{_S}tất|(?<!sau khi )xong"
    rf"|kết{_S}thúc)(?:{_S}[^\W\d]{{1,8}}){{0,8}}?(?:{_S}(?:trong"
    rf"|vào))?(?:{_S}khoảng)?\s{{0,4}}:?\s{{0,4}}$"
)  # "hoàn thành [việc rà soát] trong"
_WITHIN = re.compile(rf"(?<!\w)(?:trong|vào|vào{_S}khoảng|trong{_S}khoảng|khoảng){_S}$")  # "trong"
_TENTATIVE = re.compile(
    rf"(?<!\w)dự\s{{1,3}}kiến(?:{_S}[^\W\d]{{1,8}}){{0,4}}?\s{{0,4}}[:,]?\s{{0,4}}$"
)  # "dự kiến vào"
_ROUGHLY = re.compile(rf"(?<!\w)khoảng(?:{_S}thời{_S}gian)?{_S}$")
_EACH_YEAR = re.compile(
    rf"(?<!\w)(?P<word>(?:định{_S}kỳ{_S})?(?:hằng|hàng|mỗi){_S}năm|(?:0?6|0?9|0?3|sáu|chín){_S}tháng"
    rf"|(?<=\W)năm)\s{{0,4}}(?P<open>\()?,?\s{{0,4}}(?:vào{_S}|báo cáo{_S})?$"
)  # "hằng năm (", "6 tháng ("
# What a bare 14/5 needs before it to be a date
_CUE = re.compile(
    rf"(?<!\w)(?:ngày|đến|tới|trước|sau|từ|vào|hết|dịp|đợt|lễ|kỷ niệm|chào mừng|hưởng ứng|sáng|trưa|chiều"
    rf"|tối|đêm|lúc|thời gian[^:]{{0,30}}:|(?:đợt|lần|vòng|giai đoạn|bước|kỳ)\s{{1,3}}[\divx]{{1,3}}\s{{0,3}}:)"
    rf"\s{{0,4}}\(?\s{{0,4}}(?:lễ{_S}|ngày{_S})?$"
)
CUED = re.compile(
    r"(?<!\w)(?:đến|tới|trước|sau|từ|hết|trong|vào|chậm nhất|thời gian[^:\n]{0,30}:)\s{0,4}(?:là\s|vào\s)?$"
)
_DRIVE = re.compile(r"(?<!\w)(?:đợt|chiến dịch|phong trào|giải thưởng|giải|đợt thi đua)\s{0,4}$")  # "đợt"
# "Ngày Thương binh - Liệt sĩ (", "Quốc khánh", told by a capital in the text
_NAMED = re.compile(
    r"(?i:(?<!\w)ngày)\s{1,4}(?=[A-ZĐÂÊÔƠƯĂ]|hội|truyền thống|toàn dân|thành lập|sinh|mất|thế giới"
    r"|quốc tế)[^\d.;:()\n]{3,100}\s{0,4}\(?\s{0,4}$"
)
_FEAST = re.compile(
    r"(?<!\w)(?:quốc khánh|tết độc lập|quốc tế (?:lao động|phụ nữ|thiếu nhi|hạnh phúc)"
    r"|giải phóng miền nam[^\d.;:()]{0,40}|chiến thắng[^\d.;:()]{0,30}"
    r"|thương binh[^\d.;:()]{0,14}|nhà giáo việt nam|phụ nữ việt nam|cách mạng tháng tám"
    r"|thống nhất đất nước|dịp lễ|dịp|kỷ niệm|chào mừng|ngày lễ|nghỉ lễ|lễ lớn|lễ)\s{0,4}\(?\s{0,4}$"
)
# nouns behind a fraction: "từ 1/2 số đại biểu"
_FRACTION = re.compile(
    r"\s{0,4}(?:số|tổng|đại biểu|thành viên|ngày|diện tích|lượng|chiều|thời gian|dân số|kinh phí|cán bộ|xã"
    r"|phường|huyện|tỉnh|thôn|ấp|khu|bản|trường|tiêu chí|chỉ tiêu|hộ"
    r"|đơn vị|người|phòng|ban|sở|điểm|trở lên|mức|giá|đoàn viên|hội viên|nội dung|nhiệm vụ|cơ quan|lần"
    r"|quân số|biên chế|đảng viên|phiếu|cơ sở)(?!\w)"
)
_ADDRESS = re.compile(
    r"(?<!\w)(?:số|đường|phố|lớp|hẻm|ngõ|ngách|tổ|khu phố|thửa|tờ|quốc lộ|nhà|công viên|quảng trường"
    r"|tiểu đoàn|mẫu|biểu|điều|khoản|căn|lô|phòng|bệnh viện|trường|xã|phường|công ty|nông trường"
    r"|xí nghiệp)\s{0,4}$"
)
_RATIO = re.compile(r"(?<!\w)(?:tỷ|tỉ|đạt|điểm|kết quả|phiếu|huyết áp|số lượng|quân số)(?!\w)[^:]{0,40}:\s{0,3}$")
_LUNAR = re.compile(r"\s{0,4}\(?\s{0,4}(?:(?:theo\s{1,4})?âm\s{1,4}lịch|âl|al)(?!\w)\s{0,4}\)?")
_YEAR_BEHIND = re.compile(rf"\s{{0,4}},?\s{{0,4}}năm{_S}((?:19|20|21)\d\d)(?!\d)(?!\s{{0,3}}-\s{{0,3}}\d{{4}})")
_ONWARD = re.compile(
    rf"{_S}(?:trở{_S}đi|đến{_S}nay|đến{_S}khi{_S}[^.;:,()\n]{{2,60}}|cho{_S}đến{_S}khi{_S}[^.;:,()\n]{{2,60}})"
)  # "trở đi", "đến khi kết thúc kiểm kê"
_BACKWARD = re.compile(rf"{_S}trở{_S}về{_S}trước")
_TENTATIVE_BEHIND = re.compile(r"\s{0,4}\(\s{0,4}dự\s{1,3}kiến\s{0,4}\)")


def with_context(tokens: Tokens, mentions: list[Mention], *, cell: bool) -> list[Mention]:
    """Mentions of one series with their operator, recurrence and certainty; those that are no times are left out."""
    mentions = [_behind(tokens, mention, cell) for mention in _yearly_list(tokens, mentions)]
    first = mentions[0]
    done: list[Mention] = []
    led = _before(tokens, first)
    for mention in mentions:
        if mention is first:
            mention = led
        elif mention.last is None and led.last is None and led.op is not None:
            start = led.start if mention.start == first.start else mention.start
            mention = replace(
                mention,
                op=led.op,
                closed=led.closed,
                start=start,
                yearly=mention.yearly or led.yearly,
                cued=mention.cued or led.cued,
            )
        elif mention.start == first.start:
            mention = replace(mention, start=led.start)
        mention = replace(
            mention, cued=mention.cued or led.cued, head=led.head if mention.head == "date" else mention.head
        )
        if mention.head == "year" and not cell and not mention.today and (mention.op is None or mention.closed):
            continue
        if mention.cued or cell or any(part and part.lunar for part in (mention.first, mention.last)):
            done.append(mention)
    return done


def _yearly_list(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """`ngày 01/6 và 15/11 hằng năm`: what stands behind the last day holds for all that print no year."""
    match = YEARLY.match(tokens.key, mentions[-1].end)
    after = NEXT_YEAR.match(tokens.key, mentions[-1].end)
    if (match is None and after is None) or mentions[-1].head in ("year", "stage", "term", "school"):
        return mentions
    done = []
    for mention in mentions:
        parts = [part for part in (mention.first, mention.last) if part]
        if match and parts and mention.rrule is None and not any(part.year for part in parts):
            end = match.end() if mention.end == mentions[-1].end else mention.end
            if match[0].rstrip().endswith(")") and "(" not in match[0]:
                end -= len(match[0]) - len(match[0].rstrip(")"))
            mention = replace(mention, yearly=True, cued=True, end=end)
        elif after and parts and not any(part.year for part in parts):
            mention = replace(
                mention, next_year=True, end=after.end() if mention.end == mentions[-1].end else mention.end
            )
        done.append(mention)
    return done


def _behind(tokens: Tokens, mention: Mention, cell: bool) -> Mention:
    key, end = tokens.key, mention.end
    if mention.first and mention.first.unit == "day" and (match := _LUNAR.match(key, end)):
        year = _YEAR_BEHIND.match(key, match.end())
        number = int(year[1]) if year else None
        end = year.end() if year else match.end() - (1 if match[0].endswith(")") and "(" not in match[0] else 0)
        last = _lunar(mention.last, number) if mention.last else None
        mention = replace(mention, end=end, cued=True, first=_lunar(mention.first, number), last=last)
    if match := _TENTATIVE_BEHIND.match(key, end):
        mention = replace(mention, tentative=True)
    if not cell and _is_fraction(key, mention):
        return replace(mention, cued=False, approximate=True)  # `_before` must not cue it
    return mention


def _is_fraction(key: str, mention: Mention) -> bool:
    """`1/3 số đại biểu`, `từ 1/2 đến 2/3 số hộ`."""
    parts = [part for part in (mention.first, mention.last) if part is not None]
    return all(
        part.unit == "day" and not part.year and not part.headed and (part.day or 0) <= (part.month or 0)
        for part in parts
    ) and bool(_FRACTION.match(key, mention.end))


def _lunar(part: Part, year: int | None) -> Part:
    return replace(part, lunar=True, year=part.year or year)


def _before(tokens: Tokens, mention: Mention) -> Mention:
    """The mention with what the words before it say, its text starting at them."""
    key, start = tokens.key, mention.start
    fraction = mention.approximate and not mention.cued
    if fraction:
        return replace(mention, approximate=False)
    left = key[max(0, start - _WINDOW) : start]
    offset = start - len(left)
    if (
        mention.first
        and mention.first.clock_end
        and mention.last is None
        and (match := re.search(r"(?<!\w)từ\s{1,4}$", left))
    ):
        start = offset + match.start()
        left = left[: match.start()]
        mention = replace(mention, start=start)
    mention = _headed(tokens, mention, left, offset)
    op, begin, closed, today = _operator(left, mention)
    words = left
    if op is not None or today or begin < len(left):
        mention = replace(mention, op=op or mention.op, closed=closed, today=today, start=offset + begin, cued=True)
        words = left[:begin]
    if re.search(r"(?<!\w)khoảng\s", left[begin:]) or _ROUGHLY.search(words):
        mention = replace(mention, approximate=True)
    if "dự kiến" in left[begin:] or _TENTATIVE.search(words):
        mention = replace(mention, tentative=True)
    mention = _onward(key, mention)
    return _each_year(key, mention, words, offset)


def _operator(left: str, mention: Mention) -> tuple[TimeOp | None, int, bool, bool]:
    """Operator, where its words begin in `left`, whether "<=" keeps both bounds, whether the range starts today."""
    if match := _TODAY.search(left):
        return None, match.start(), False, True
    if mention.last is not None:
        if match := _FROM.search(left):
            return None, match.start(), False, False
        if match := _DONE.search(left):
            return "<=", _words_end(left, match), True, False
        return None, len(left), False, False
    if match := _LATEST.search(left):
        return "<" if match["before"] else "<=", _behind_colon(match), False, False
    if match := _BEFORE.search(left):
        return "<", match.start(), False, False
    if match := _AFTER.search(left):
        return ">", match.start(), False, False
    if match := _FROM.search(left):
        clock = mention.first.clock if mention.first else None
        begins = (
            clock and clock[0] > 0 and not match[0].startswith("kể")
        )  # "từ 7h30 ngày 20/9": when it begins that day
        return None if begins else ">=", match.start(), False, False
    if match := _UNTIL.search(left):
        return "<=", match.start(), False, False
    if match := _DONE.search(left):
        return "<=", _words_end(left, match), True, False
    if match := _WITHIN.search(left):
        return None, match.start(), False, False
    return None, len(left), False, False


def _behind_colon(match: re.Match[str]) -> int:
    """The text of a labelled field starts behind the label's colon."""
    _, colon, words = match[0].rpartition(":")
    return match.end() - len(words.lstrip()) if colon else match.start()


def _words_end(left: str, match: re.Match[str]) -> int:
    """The text starts at the verb where it stands close, else at "trong" or "vào"."""
    if ":" in match[0]:
        return _behind_colon(match)
    if match.end() - match.start() <= 24:
        return match.start()
    tail = re.search(r"(?:trong|vào)(?:\s{1,4}khoảng)?\s{1,4}$", left)
    return tail.start() if tail else len(left)


def _headed(tokens: Tokens, mention: Mention, left: str, offset: int) -> Mention:
    """Feasts and drives by their day (`Ngày Quốc tế Lao động 01/5`, `đợt 19/5`), and cues for a bare day and month."""
    part = mention.first
    if part is None or part.unit != "day" or part.year or mention.rrule:
        if not mention.cued and (_CUE.search(left) or mention.last):
            return replace(mention, cued=True)
        return mention
    head: Literal["named", "drive"] | None = None
    if not part.headed or tokens.key.startswith("ngày", part.start):
        if _DRIVE.search(left):
            head = "drive"
        elif not part.headed and (_NAMED.search(tokens.text[offset : mention.start]) or _FEAST.search(left)):
            head = "named"
    if head:
        return replace(mention, head=head, cued=True)
    if mention.cued or _ADDRESS.search(left):
        return mention
    cued = _CUE.search(left) or _bracketed(tokens.key, mention, left) or _labelled(tokens.key, mention, left)
    return replace(mention, cued=True) if cued else mention


def _bracketed(key: str, mention: Mention, left: str) -> bool:
    """`đợt I (15/3 - 30/4)`: a range of days and months alone in brackets."""
    return mention.last is not None and left.endswith("(") and key.startswith(")", mention.end)


def _labelled(key: str, mention: Mention, left: str) -> bool:
    """`- Lễ ra quân: 26/3.`: a day and month alone behind a label; `Tỷ lệ: 3/5` and `Đạt: 12/12.` may be numbers."""
    part = mention.first
    if (
        part is None
        or not re.search(r":\s{0,3}$", left)
        or not re.match(r"\s{0,3}(?:$|[.;)\n])", key[mention.end :][:6])
    ):
        return False
    padded = key.startswith("0", part.start)
    return (padded or (part.day or 0) > (part.month or 0)) and not _RATIO.search(left)


def _onward(key: str, mention: Mention) -> Mention:
    if mention.op in (">=", ">") and (match := _ONWARD.match(key, mention.end)):
        return replace(mention, end=mention.end + len(match[0].rstrip()))
    if mention.op is None and mention.last is None and (match := _BACKWARD.match(key, mention.end)):
        return replace(mention, op="<=", end=match.end())
    return mention


def _each_year(key: str, mention: Mention, words: str, offset: int) -> Mention:
    """`hằng năm (trước ngày 15 tháng 11)`, `6 tháng (trước ngày 15/6)`: the words before make a day recur."""
    if (
        any(part and part.year for part in (mention.first, mention.last))
        or mention.rrule
        or mention.first is None
        or mention.first.unit == "year"
    ):
        return mention
    match = _EACH_YEAR.search(words)
    if match is None or mention.first.unit not in ("day", "month"):
        return mention
    if not match["word"].endswith("năm") or len(match["word"]) < 4:
        if not match["open"] or mention.op is None:
            return mention
        return replace(mention, periodic=True)
    end = mention.end
    if match["open"] and (close := re.match(r"\s{0,3}\)", key[end : end + 4])):
        end += close.end()
    return replace(mention, yearly=True, start=offset + match.start(), end=end)


_BLANK = re.compile(r"[ ,]{0,6}")
_ASIDE = re.compile(r"\s{0,3}\([^()]{0,60}\)\s{0,3}")
_BEGINS = re.compile(r"(?<!\w)(?:bắt\s{1,3}đầu|từ)(?!\w)[^.;\n]{0,20}$")
_BETWEEN = re.compile(r"[)\s,;]{0,4}(?:và\s{1,3})?(?:kết\s{1,3}thúc\s{0,2}:?)?\s{0,3}")
_ENDS = re.compile(r"kết\s{1,3}thúc")


def joined(key: str, mentions: list[Mention]) -> list[Mention]:
    """`từ ngày 01/7/2025` and `đến hết năm 2026` side by side are one range; a frequency inside another goes."""
    done: list[Mention] = []
    for mention in mentions:
        inner = done[-1] if done and done[-1].head == "frequency" else None
        if inner and mention.start <= inner.start and inner.end <= mention.end and "BY" not in (inner.rrule or ""):
            done.pop()
        if done and _from_until(done[-1], mention) and _BLANK.fullmatch(key[done[-1].end : mention.start][:8]):
            mention = _ranged(done.pop(), mention)
        elif done and _ends_what_began(key, done[-1], mention):
            mention = replace(_ranged(done.pop(), mention), closed=False)
        elif (
            len(done) > 1
            and _from_until(done[-2], mention)
            and _ASIDE.fullmatch(key[done[-2].end : mention.start][:80])
        ):
            done[-2] = _ranged(done[-2], mention)  # "từ ngày 25/01 (26 tháng Chạp) đến hết ngày 02/02/2025"
            continue
        done.append(mention)
    return done


def _from_until(left: Mention, right: Mention) -> bool:
    single = left.last is None and right.last is None and not left.rrule and not right.rrule
    bounds = left.op == ">=" and right.op == "<=" and not right.closed
    return single and bounds and left.first is not None and right.first is not None


def _ranged(left: Mention, right: Mention) -> Mention:
    first = left.first
    if first and first.year is None and right.first and right.first.year and first.unit != "year":
        first = replace(first, year=right.first.year, shared=True)
    return replace(right, start=left.start, first=first, last=right.first, op=None, head="date")


def _ends_what_began(key: str, left: Mention, right: Mention) -> bool:
    """`bắt đầu từ ngày 04/5/2024, kết thúc ngày 25/5/2024` is one range."""
    single = left.last is None and right.last is None and not left.rrule and not right.rrule
    if not single or left.op not in (None, ">=") or not right.closed or left.first is None or right.first is None:
        return False
    gap = key[left.end : right.start]
    return (
        left.first.unit == right.first.unit
        and len(gap) <= 12
        and _BEGINS.search(key[max(0, left.start - 24) : left.start + 9]) is not None
        and _BETWEEN.fullmatch(gap) is not None
        and _ENDS.search(key[right.start - len(gap) : right.start + 9]) is not None
    )


# "Thời gian hoàn thành", "Hạn hoàn thành", "Thời hạn"
_DUE_LABEL = re.compile(r"(?<!\w)(?:hoàn\s{1,3}thành|hạn|kết\s{1,3}thúc|chậm\s{1,3}nhất)(?!\w)")


def field_op(label: str) -> TimeOp | None:
    """The operator that the name of a field or column gives to a plain time in it."""
    return "<=" if _DUE_LABEL.search(fold(label)) else None
