"""What part a time plays in a plan (domain part 4.7)."""

from __future__ import annotations

import datetime as dt
import re

from vnplan.extractors.time_mentions import Mention
from vnplan.model import TimeRole, When
from vnplan.segments import Segment

_S = r"\s{1,4}"
# "Kèm theo Kế hoạch số 12/KH-UBND [ngày]"
_ENCLOSED = re.compile(r"(?i:kèm\s{1,3}theo)[^.;\n]{0,160}$")
# "Trà Vinh, [ngày 15 tháng 3 năm 2023]": the line of place and date, alone in its paragraph
_PLACE = re.compile(r"(?:^|\n|\t)\s{0,8}[*_]{0,2}[A-ZĐÂÊÔƠƯĂÁÀÍÝỨỨ][\w .\-]{1,40},\s{0,4}[*_]{0,2}$")
# "Hướng dẫn số 75/HD-TLĐ [ngày 09/01/2023]", "… số 12/QĐ-TTg của Thủ tướng Chính phủ [ngày …]"
_NUMBERED = re.compile(
    r"\d{0,6}(?:/\d{4})?\s?[/\-]\s?[A-ZĐƯ]{2}[\w&./\-]{0,30}[\"”]?\s{0,4},?(?:\s{0,4}(?:của"
    r"|do)\s[^;.()\n]{2,110}?)?,?(?:\s{0,4}(?:ký|ban hành|thông qua)){0,3}\s{0,4}$"
)
# "Luật Đất đai [ngày 18 tháng 01 năm 2024]"
_LAW = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s[^;.()\d\n]{2,110}$")
_SAYS_DAY = re.compile(r"\s{0,4}(?:ngày|\d)")
_COUNTED = re.compile(rf"(?:tính|số{_S}liệu){_S}(?:đến|tới)")
_DONE = re.compile(
    rf"(?:đã{_S}(?:được{_S})?(?:tổ chức|ban hành|họp|thông qua|triển khai)|được thành lập)[^.;\n]{{0,60}}$"
)
_PAST = re.compile(
    rf"(?:tính{_S}(?:đến|tới)|đã{_S}(?:được{_S})?(?:tổ chức|ban hành|họp|thông qua|triển khai)"
    rf"|được thành lập)[^.;\n]{{0,60}}$"
)
_YEARS = re.compile(
    r"(?<!\d)(\d{1,4})\s{1,3}năm(?!\s{1,3}(?:tới|trước|sau|qua|gần|liền|một|nữa|học))"
)  # "kỷ niệm 70 năm"
_COMPANY = re.compile(r"kỷ\s{1,3}niệm|ngày\s{1,3}(?:sinh|mất|thành lập|truyền thống)|chiến thắng|giải phóng")


def role_of(
    text: str, key: str, mention: Mention, when: When, segment: Segment | None, cited: bool, issued: dt.date | None
) -> TimeRole:
    """The role of a mention in its text; `cited`: it stands inside the citation of a document."""
    left = text[max(0, mention.start - 180) : mention.start]
    zone = segment.zone if segment else "body"
    if _ENCLOSED.search(left) and mention.op is None:
        return "issued"
    if cited:
        return "citation"
    if (
        mention.head == "blank"
        or zone == "letterhead"
        or (
            _place_line(text, mention, left)
            and zone in ("letterhead", "title", "body", "signature", "promulgation", "closing", "recipients")
        )
    ):
        return "issued"
    if (
        mention.op is None
        and when.rrule is None
        and _SAYS_DAY.match(key, mention.start)
        and _is_day(mention)
        and (_NUMBERED.search(left) or _LAW.search(left))
    ):
        return "citation"
    if pair_years(mention) is not None or mention.head == "named" or _years_only(key, mention):
        return "anniversary"
    if mention.head == "term":
        return "term"
    if mention.op in ("<", "<="):
        return (
            "historic"
            if mention.head == "date" and _counted_or_past(key, mention.start)
            else "period"
            if mention.head == "year"
            else "deadline"
        )
    if mention.head in ("stage", "school", "year") or mention.op or when.rrule == "FREQ=YEARLY":
        return "period"
    if _past(when, issued, segment) or (
        _PAST.search(key[max(0, mention.start - 100) : mention.start])
        and (issued is None or (when.end or dt.date.max) < issued)
    ):
        return "historic"
    half = mention.first is not None and mention.first.unit == "half"  # "9 tháng đầu năm 2024"
    return "period" if mention.last is not None or mention.today or half else "event"


def _counted_or_past(key: str, start: int) -> bool:
    """Whether a bound tells of the past, or until when numbers are counted; `tính đến` holds for the next time only."""
    return bool(_COUNTED.search(key[max(0, start - 10) : start + 10]) or _DONE.search(key[max(0, start - 100) : start]))


def pair_years(mention: Mention) -> int | None:
    """Years between an anniversary's two days (`07/5/1954 - 07/5/2024`); None for other mentions."""
    first, last = mention.first, mention.last
    if first is None or last is None or first.unit != "day" or last.unit != "day" or not first.year or not last.year:
        return None
    if (first.day, first.month) != (last.day, last.month) or last.year - first.year < 2:
        return None
    return last.year - first.year


def years_said(key: str, mention: Mention) -> int | None:
    """The number of years said before an anniversary's days (`kỷ niệm 70 năm …`); None if they give none."""
    left = key[max(0, mention.start - 200) : mention.start]
    left = left[max(left.rfind(")"), left.rfind(";"), left.rfind("\n")) + 1 :]
    found = _YEARS.findall(left)
    return int(found[-1]) if found and _COMPANY.search(left) else None


def _years_only(key: str, mention: Mention) -> bool:
    """`kỷ niệm 50 năm … (1975 - 2025)`."""
    first, last = mention.first, mention.last
    if mention.head != "stage" or first is None or last is None or not first.year or not last.year or first.headed:
        return False
    return years_said(key, mention) == last.year - first.year


def _is_day(mention: Mention) -> bool:
    return mention.last is None and mention.first is not None and mention.first.unit == "day"


def _place_line(text: str, mention: Mention, left: str) -> bool:
    if not _is_day(mention) and mention.head != "blank":
        return False
    behind = text[mention.end : mention.end + 8].split("\n", maxsplit=1)[0].split("\t", maxsplit=1)[0].strip(" *_.")
    match = _PLACE.search(left)
    return not behind and match is not None and (match.start() > 0 or mention.start <= 180)


def _past(when: When, issued: dt.date | None, segment: Segment | None) -> bool:
    """A printed date well before the day of issue, told in prose, is history."""
    if (
        issued is None
        or when.end is None
        or when.year_source != "printed"
        or (segment is not None and segment.column == "time")
    ):
        return False
    return when.end < issued - dt.timedelta(days=31)
