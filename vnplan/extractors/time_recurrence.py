"""Times that recur: weekdays, days of the month or year, bare frequencies (RFC 5545; domain D49 to D62, D84, D86).

Parts of a rule stand in the order FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS.
"""

from __future__ import annotations

import re
from dataclasses import replace

from vnplan.extractors.time_grammar import read_days, read_months
from vnplan.extractors.time_mentions import Mention, Part
from vnplan.extractors.time_tokens import Tokens

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY = r"(?:hằng|hàng|mỗi|từng)"
_SPACE = r"\s{1,4}"
_REPORT = (
    rf"(?:báo{_SPACE}cáo(?:{_SPACE}(?:kết{_SPACE}quả|công{_SPACE}tác|định{_SPACE}kỳ|tổng{_SPACE}hợp)){{0,2}}"
    rf"|giao{_SPACE}ban)"
)  # "báo cáo [tuần]"
# "hằng tuần", "trong tuần", "đầu tuần", "các tuần"
_WEEKLY = re.compile(
    rf"\s{{0,4}},?\s{{0,4}}(?:(?:vào|của){_SPACE})?(?:{_EVERY}{_SPACE}tuần|trong{_SPACE}tuần"
    rf"|đầu{_SPACE}tuần|cuối{_SPACE}tuần|các{_SPACE}tuần)(?!\w)"
)
# "đầu tiên hằng tháng", "cuối cùng của tháng", "tuần cuối của mỗi tháng"
_WEEKLY_BEFORE = re.compile(
    rf"(?<!\w)(?:{_EVERY}|{_REPORT}){_SPACE}tuần\s{{0,4}}[,(:]?\s{{0,4}}"
    rf"(?:(?:gửi|vào|trong|(?P<bound>trước|chậm{_SPACE}nhất(?:{_SPACE}(?:là|vào))?)){_SPACE}){{0,2}}(?:các{_SPACE})?$"
)  # "hằng tuần vào [thứ Sáu]", "báo cáo tuần (trước [14h thứ Năm])"
_NTH = re.compile(
    rf"\s{{0,4}},?\s{{0,4}}(?:của{_SPACE})?(?:tuần{_SPACE})?(đầu(?:{_SPACE}tiên)?|cuối(?:{_SPACE}cùng)?"
    rf"|thứ{_SPACE}(?:nhất|hai|ba|tư|[1-4])|[1-4]|i{{1,3}}|iv)(?!\w)"
)
_OF_MONTH = re.compile(
    rf"\s{{0,4}}(?:của{_SPACE}|trong{_SPACE})?(?:{_EVERY}{_SPACE}tháng|các{_SPACE}tháng|tháng(?!\s{{0,3}}\d))(?!\w)"
)
_SINCE = re.compile(r"(?<!\w)từ\s")
_JOIN = re.compile(r"\s{0,4}(?:của|trong|thuộc|vào|từ)?\s{0,4}(?:các\s{1,4})?$")
# "hằng năm", "(hằng năm)", "của năm liền kề sau năm đánh giá", "các năm"
YEARLY = re.compile(
    rf"\s{{0,4}},?\s{{0,4}}\(?(?:(?:của|vào"
    rf"|trong){_SPACE})?(?:(?:định{_SPACE}kỳ{_SPACE})?{_EVERY}{_SPACE}năm(?!{_SPACE}học)(?:{_SPACE}một{_SPACE}lần)?"
    rf"|các{_SPACE}năm(?!\s{{0,3}}\d)"
    rf"|năm{_SPACE}trước(?!{_SPACE}(?:ngày|khi|tháng|đó|liền|\d))"
    rf"|năm{_SPACE}(?:(?:trước{_SPACE}|sau{_SPACE})?liền{_SPACE}kề|kế{_SPACE}tiếp|tiếp{_SPACE}theo|kế{_SPACE}hoạch"
    rf"|báo{_SPACE}cáo|đánh{_SPACE}giá)(?:{_SPACE}(?:sau"
    rf"|của){_SPACE}năm{_SPACE}\w{{1,12}}{_SPACE}\w{{1,12}})?)(?!\w)\)?"
)  # fmt: skip
NEXT_YEAR = re.compile(rf"\s{{0,4}},?\s{{0,4}}(?:của{_SPACE})?năm{_SPACE}sau(?!\w)")  # "năm sau"
# "hằng tháng", "của tháng sau", "của tháng cuối quý", "hằng quý"
_MONTHLY = re.compile(
    rf"\s{{0,4}},?\s{{0,4}}(?:của{_SPACE})?(?:"
    rf"(?P<months>(?:của{_SPACE})?các{_SPACE}tháng{_SPACE}\d{{1,2}}(?:\s{{0,3}}(?:,|;|và)\s{{0,3}}\d{{1,2}}(?![\d/])){{1,11}})"
    rf"|(?P<quarter>(?:các{_SPACE})?tháng{_SPACE}(?P<place>đầu(?:{_SPACE}tiên)?|cuối(?:{_SPACE}cùng)?|thứ{_SPACE}(?:nhất|hai"
    rf"|ba|2|3))(?:{_SPACE}(?:của|mỗi|hằng|hàng|các|trong)){{0,2}}{_SPACE}quý(?:{_SPACE}(?:sau"
    rf"|tiếp{_SPACE}theo|kế{_SPACE}tiếp|liền{_SPACE}kề))?)"
    rf"|(?P<month>{_EVERY}{_SPACE}tháng|các{_SPACE}tháng(?!\s{{0,3}}\d)"
    rf"|(?<=của\s)tháng(?!\s{{0,3}}[\d(])(?:{_SPACE}(?:sau|tiếp{_SPACE}theo|kế{_SPACE}tiếp"
    rf"|liền{_SPACE}kề))?|tháng{_SPACE}(?:sau|tiếp{_SPACE}theo|kế{_SPACE}tiếp|liền{_SPACE}kề))"
    rf"|(?P<quarterly>{_EVERY}{_SPACE}quý))(?!\w)"
)  # fmt: skip
_LAST_DAY = re.compile(
    rf"(?:các{_SPACE})?ngày{_SPACE}(?P<work>làm{_SPACE}việc{_SPACE})?(?P<place>đầu(?:{_SPACE}tiên)?"
    rf"|cuối(?:{_SPACE}cùng)?){_SPACE}"
    rf"(?:của{_SPACE}|trong{_SPACE})?(?:{_EVERY}{_SPACE})?(?P<unit>tháng|quý)(?!\w)(?!\s{{0,3}}[\d]|{_SPACE}i)"
)  # "ngày làm việc cuối cùng của tháng"
_UNITS = {
    "ngày": "FREQ=DAILY",
    "tuần": "FREQ=WEEKLY",
    "tháng": "FREQ=MONTHLY",
    "quý": "FREQ=MONTHLY;INTERVAL=3",
    "năm": "FREQ=YEARLY",
}
_BARE = re.compile(
    rf"(?:{_EVERY}{_SPACE}(?P<unit>ngày|tuần|tháng|quý|năm)(?!\w|{_SPACE}(?:học|làm))(?:{_SPACE}(?:một"
    rf"|0?1){_SPACE}lần)?"
    rf"|mỗi{_SPACE}(?P<count>0?[2346]|hai|ba|sáu){_SPACE}(?P<span>tháng|năm|tuần)(?!\w)(?:{_SPACE}(?:một"
    rf"|0?1){_SPACE}lần)?)"
)  # "mỗi quý một lần", "mỗi 6 tháng"
_EACH = re.compile(
    rf"(?:định{_SPACE}kỳ{_SPACE})?(?P<count>0?[2346]|hai|ba|sáu){_SPACE}(?P<span>tháng|năm"
    rf"|tuần){_SPACE}(?:một|0?1){_SPACE}lần(?!\w)"
)  # "6 tháng một lần"
_COUNTS = {"hai": 2, "ba": 3, "sáu": 6}
_MANY = re.compile(
    r"(?:các|những|mỗi|tất cả|vào các|hằng|hàng)\s{1,4}(?:\w{1,6}\s{1,4}){0,3}$"
)  # "các [buổi tối] [ngày] thứ bảy"


def read_weekdays(tokens: Tokens, i: int) -> tuple[list[Mention], int] | None:
    """`Các buổi tối thứ bảy hằng tuần tháng 5/2023`, `thứ Bảy đầu tiên hằng tháng`, `… cuối cùng của tháng 3/2025`."""
    j = i
    part_of_day = None
    many = False
    clock = clock_end = None
    while j < i + 6 and (j == i or tokens.next(j)) and tokens.kind(j) in ("part", "day", "every", "clock", "comma"):
        token = tokens.items[j]
        if token.kind == "part":
            part_of_day = token.value[0]
            many = many or bool(token.value[1])
        elif token.kind == "clock":
            clock = token.value
            if tokens.next(j + 1) in ("to", "dash") and tokens.next(j + 2) == "clock":
                clock_end = tokens.items[j + 2].value
                j += 2
        many = many or token.kind == "every" or tokens.key.startswith(("các", "những"), token.start)
        j += 1
    if many and _numbered(tokens, j) and j > i and tokens.next(j):
        pass  # "các ngày 2, 4, 6 hằng tuần"
    elif tokens.kind(j) != "weekday" or (j > i and not tokens.next(j)):
        return None
    each = tokens.kind(j - 1) == "every" and j > i  # "mỗi thứ Hai"
    if (numbers := _numbered(tokens, j)) is not None:
        days, j, ranged = numbers
    else:
        days, j, ranged = [tokens.items[j].value[0]], j + 1, False
    while len(days) < 7 and tokens.next(j) in ("comma", "and", "dash", "to", "plus"):
        k = j + 1
        while tokens.next(k) in ("and", "day", "part"):
            k += 1
        if tokens.next(k) != "weekday":
            break
        if tokens.kind(j) in ("dash", "to"):
            days.extend(range(days[-1] + 1, tokens.items[k].value[0] + 1))
            ranged = True
        else:
            days.append(tokens.items[k].value[0])
        j = k + 1
    begin, end = tokens.items[i].start, tokens.items[j - 1].end
    if days[-1] not in range(7):
        return None
    names = ",".join(DAYS[day] for day in sorted(set(days)))
    common = Part("day", begin, end, part_of_day=part_of_day, clock=clock, clock_end=clock_end, headed=True)
    weekly = _WEEKLY.match(tokens.key, end)
    before = None if weekly else _WEEKLY_BEFORE.search(tokens.key[max(0, begin - 40) : begin])
    if weekly:
        end = weekly.end()
    elif before:
        begin -= 0 if before["bound"] else len(before[0])
    elif (nth := _NTH.match(tokens.key, end)) and len(set(days)) == 1:
        return _nth_weekday(tokens, j, days[0], nth, common)
    many = many or bool(_MANY.search(tokens.key, max(0, begin - 24), begin))
    bounds, j = _bounds(tokens, j, end)
    if not (weekly or before or each) and not (many and bounds):
        return None
    rule = f"FREQ=WEEKLY;BYDAY={names}"
    if bounds is None:
        last = common if ranged else None
        return [Mention(begin, end, common, last, rrule=rule, head="frequency")], _behind(tokens, j, end)
    first = replace(bounds.first or common, part_of_day=part_of_day, clock=clock, clock_end=clock_end)
    mention = Mention(begin, bounds.end, first, bounds.last, rrule=rule, head="frequency")
    if bounds.last is None and first.unit == "day" and _SINCE.search(tokens.key[end : first.start + 4]):
        mention = replace(mention, op=">=")  # "thứ Ba hằng tuần từ ngày 10/4"
    return [mention], _behind(tokens, j, bounds.end)


_NUMBERS = re.compile(r"(?:thứ\s{1,3})?[2-7](?:\s{0,3}(?:,|-|và|&)\s{0,3}[2-7](?!\d)){1,5}(?=\s)")


def _numbered(tokens: Tokens, j: int) -> tuple[list[int], int, bool] | None:
    """`thứ 3, 5, 7 hằng tuần`, `2-4-6 hằng tuần`: weekdays as numbers; two with a dash are the first and the last."""
    if tokens.kind(j) not in ("weekday", "number"):
        return None
    match = _NUMBERS.match(tokens.key, tokens.items[j].start)
    if match is None or not _WEEKLY.match(tokens.key, match.end()):
        return None
    days = [int(digit) - 2 for digit in re.findall(r"[2-7]", match[0])]
    ranged = len(days) == 2 and "-" in match[0] and days[0] < days[1]
    return list(range(days[0], days[1] + 1)) if ranged else days, _behind(tokens, j, match.end()), ranged


def read_last_day(tokens: Tokens, i: int) -> tuple[list[Mention], int] | None:
    """`ngày làm việc cuối cùng của tháng`, `ngày cuối tháng`, `ngày cuối cùng của tháng 6/2024`."""
    start = tokens.items[i].start
    match = _LAST_DAY.match(tokens.key, start)
    if match is None:
        return None
    last = match["place"].startswith("cuối")
    freq = "FREQ=MONTHLY" if match["unit"] == "tháng" else "FREQ=YEARLY;BYMONTH=" + ("3,6,9,12" if last else "1,4,7,10")
    place = "-1" if last else "1"
    rule = f"{freq};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={place}" if match["work"] else f"{freq};BYMONTHDAY={place}"
    if match["work"] and match["unit"] == "quý":
        rule = f"FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={place}"
        return (
            None
            if not last
            else ([Mention(start, match.end(), None, rrule=rule, head="frequency")], _behind(tokens, i, match.end()))
        )
    return [Mention(start, match.end(), None, rrule=rule, head="frequency")], _behind(tokens, i, match.end())


def read_monthly(tokens: Tokens, i: int) -> tuple[list[Mention], int] | None:
    """`ngày 25 hằng tháng`, `ngày 15 của tháng cuối quý`: days without their month; two days are two mentions."""
    j = i
    part_of_day = clock = None
    while j < i + 4 and (j == i or tokens.next(j)) and tokens.kind(j) in ("clock", "part", "comma"):
        if tokens.kind(j) == "clock":
            clock = tokens.items[j].value
        elif tokens.kind(j) == "part":
            part_of_day = tokens.items[j].value[0]
        j += 1
    if tokens.kind(j) != "day" or (j > i and not tokens.next(j)):
        return None
    days: list[int] = []
    ranged = False
    k = j + 1
    while len(days) < 12 and tokens.next(k) == "number" and 1 <= tokens.items[k].value[0] <= 31:
        day = tokens.items[k].value[0]
        if ranged and days and day > days[-1]:
            days.extend(range(days[-1] + 1, day))
        days.append(day)
        k += 1
        if tokens.next(k) not in ("comma", "and", "dash", "to", "plus"):
            break
        ranged = ranged or tokens.kind(k) in ("dash", "to")
        k += 1
        while tokens.next(k) in ("and", "day"):
            k += 1
    if not days:
        return None
    last = k - 1 if tokens.kind(k - 1) == "number" else k - 2
    if tokens.kind(last) != "number":
        return None
    match = _MONTHLY.match(tokens.key, tokens.items[last].end)
    if match is None:
        return _monthly_before(tokens, i, last, days)
    if match["months"]:
        named = sorted({int(number) for number in re.findall(r"\d+", match["months"])})
        if not 1 <= named[0] <= named[-1] <= 12:
            return None
        freq = "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, named))
    elif match["quarter"]:
        place = match["place"].split()
        offset = 0 if "đầu" in place or "nhất" in place else 2 if place[-1] in ("ba", "3") or "cuối" in place else 1
        freq = "FREQ=YEARLY;BYMONTH=" + ",".join(str(month + offset) for month in (1, 4, 7, 10))
    else:
        freq = "FREQ=MONTHLY" if match["month"] else "FREQ=MONTHLY;INTERVAL=3"
    start, end = tokens.items[i].start, match.end()
    part = Part("day", start, end, part_of_day=part_of_day, clock=clock, headed=True)
    lists = [days] if ranged else [[day] for day in days]
    rules = [f"{freq};BYMONTHDAY={','.join(map(str, chosen))}" for chosen in lists]
    last_part = part if ranged else None
    mentions = [Mention(start, end, part, last_part, rrule=rule, head="frequency") for rule in rules]
    return mentions, _behind(tokens, k - 1, end)


_MONTHLY_BEFORE = re.compile(
    rf"(?<!\w)(?:{_EVERY}|{_REPORT}){_SPACE}(?P<unit>tháng|quý)\s{{0,4}}[,(:]?\s{{0,4}}(?:[^\W\d]{{1,8}}{_SPACE}){{0,5}}$"
)  # "hằng tháng, trước [ngày 25]"
_CLOSED = re.compile(r"\s{0,4}(?:[^\w\s/%]|$|(?:và|gửi|về|báo|để|cho)(?!\w))")  # what may follow a day without a month


def _monthly_before(tokens: Tokens, i: int, last: int, days: list[int]) -> tuple[list[Mention], int] | None:
    start, end = tokens.items[i].start, tokens.items[last].end
    match = _MONTHLY_BEFORE.search(tokens.key[max(0, start - 60) : start])
    if match is None or len(days) != 1 or not _CLOSED.match(tokens.key, end):
        return None
    rule = f"FREQ=MONTHLY{';INTERVAL=3' if match['unit'] == 'quý' else ''};BYMONTHDAY={days[0]}"
    return [Mention(start, end, Part("day", start, end, headed=True), rrule=rule, head="frequency")], last + 1


def read_frequency(tokens: Tokens, i: int) -> tuple[list[Mention], int] | None:
    """`hằng năm`, `mỗi quý một lần`, `6 tháng một lần`: how often, without a day."""
    start = tokens.items[i].start
    match = (_BARE if tokens.kind(i) == "every" else _EACH).match(tokens.key, start)
    if match is None:
        return None
    count = match["count"]
    if count is None:
        rule = _UNITS[match["unit"]]
    else:
        rule = f"{_UNITS[match['span']]};INTERVAL={_COUNTS.get(count) or int(count)}"
    return [Mention(start, match.end(), None, rrule=rule, head="frequency")], _behind(tokens, i, match.end())


def yearly_rule(part: Part, last: Part | None) -> str | None:
    """The rule of a day, month or quarter of every year; None where one rule can't say it (a range of days)."""
    if part.lunar:
        return None
    if last is not None and last is not part:
        if part.unit == last.unit == "month" and part.month and last.month and part.month <= last.month:
            return "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, range(part.month, last.month + 1)))
        if (
            part.unit == last.unit == "day"
            and part.month
            and part.month == last.month
            and part.day
            and last.day
            and part.day <= last.day
        ):
            if part.day == 1 and last.day >= (28 if part.month == 2 else 30 if part.month in (4, 6, 9, 11) else 31):
                return f"FREQ=YEARLY;BYMONTH={part.month}"
            days = ",".join(map(str, range(part.day, last.day + 1)))
            return f"FREQ=YEARLY;BYMONTH={part.month};BYMONTHDAY={days}"
        if part.unit == last.unit == "quarter" and part.number and last.number and part.number <= last.number:
            return "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, range(part.number * 3 - 2, last.number * 3 + 1)))
        return None
    if part.unit == "day" and part.month and part.day:
        return f"FREQ=YEARLY;BYMONTH={part.month};BYMONTHDAY={part.day}"
    if part.unit == "month" and part.month:
        return f"FREQ=YEARLY;BYMONTH={part.month}"
    if part.unit == "quarter" and part.number:
        return f"FREQ=YEARLY;BYMONTH={','.join(str(part.number * 3 + k) for k in (-2, -1, 0))}"
    if part.unit == "half" and part.number:
        months = range(1, part.number + 1) if part.number > 0 else range(13 + part.number, 13)
        return "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, months))
    return None


def _nth_weekday(
    tokens: Tokens, j: int, day: int, nth: re.Match[str], common: Part
) -> tuple[list[Mention], int] | None:
    word = nth[1].split()
    place = (
        -1
        if "cuối" in word
        else 1
        if "đầu" in word or "nhất" in word
        else {"hai": 2, "ba": 3, "tư": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}.get(word[-1], 0)
    )
    place = place or int(word[-1])
    k = _behind(tokens, j - 1, nth.end())
    bounds, k = _bounds(tokens, k, nth.end())
    if bounds is not None and bounds.first is not None and bounds.last is None:
        part = replace(
            bounds.first,
            unit="day",
            nth=place,
            weekday=day,
            start=common.start,
            part_of_day=common.part_of_day,
            clock=common.clock,
            clock_end=common.clock_end,
        )
        return [Mention(common.start, bounds.end, part)], k
    every = _OF_MONTH.match(tokens.key, nth.end())
    if every is None:
        return None
    rule = f"FREQ=MONTHLY;BYDAY={place}{DAYS[day]}"
    return [Mention(common.start, every.end(), common, rrule=rule, head="frequency")], _behind(
        tokens, j - 1, every.end()
    )


def _bounds(tokens: Tokens, j: int, end: int) -> tuple[Mention | None, int]:
    """The month, or range of days, in which something recurs."""
    k = j
    while k < min(j + 4, len(tokens.items)) and (
        tokens.items[k].start < end or tokens.kind(k) in ("of", "from", "open", "comma")
    ):
        k += 1
    if (
        k >= len(tokens.items)
        or tokens.items[k].start - end > 16
        or not _JOIN.fullmatch(tokens.key[end : tokens.items[k].start].replace("(", " ").replace(",", " "))
    ):
        return None, j
    kind = tokens.kind(k)
    if kind in ("day", "dmy", "dm") and not tokens.key[end : tokens.items[k].start].strip(" (,"):
        return None, j  # "thứ hai 13/11" is that day
    read = None
    if kind in ("month", "named"):
        read = read_months(tokens, k, cell=False, cued=True)
    elif kind in ("day", "dmy", "dm"):
        read = read_days(tokens, k, cell=False, cued=True)
    if read is None or len(read[0]) != 1:
        return None, j
    return read[0][0], read[1]


def _behind(tokens: Tokens, i: int, end: int) -> int:
    """The position of the first token from i on that starts at or after `end`."""
    while i < len(tokens.items) and tokens.items[i].start < end:
        i += 1
    return i
