"""The words of a page in Vietnamese and English, and the notes of a comparison in Vietnamese."""

from __future__ import annotations

import re

WORDS: dict[str, tuple[str, str]] = {
    "title": ("So sánh kế hoạch", "Plans compared"),
    "plans": ("Kế hoạch", "Plans"),
    "matrix": ("Bảng hoạt động", "Matrix of activities"),
    "differences": ("Khác nhau", "Differences"),
    "timeline": ("Dòng thời gian", "Time line"),
    "regions": ("Theo tỉnh, thành phố hiện nay", "By province of today"),
    "search": ("Tìm hoạt động", "Search activities"),
    "all_plans": ("Mọi kế hoạch", "All plans"),
    "all_states": ("Mọi tình trạng", "All states"),
    "shared": ("Có trong nhiều kế hoạch", "In several plans"),
    "single": ("Chỉ có trong một kế hoạch", "In one plan only"),
    "reset": ("Bỏ lọc", "Reset"),
    "theme": ("Sáng / tối", "Light / dark"),
    "language": ("English", "Tiếng Việt"),
    "activity": ("Hoạt động", "Activity"),
    "kept": ("giữ nguyên", "kept"),
    "changed": ("thay đổi", "changed"),
    "dropped": ("không còn", "dropped"),
    "added": ("mới", "added"),
    "ended": ("kết thúc do sắp xếp 2025", "ended by the reform of 2025"),
    "only_in": ("chỉ có trong", "only in"),
    "when": ("thời gian", "time"),
    "responsible": ("đơn vị thực hiện", "who"),
    "coordinate": ("phối hợp", "with"),
    "monitor": ("theo dõi", "check"),
    "place": ("địa điểm", "place"),
    "output": ("sản phẩm", "output"),
    "budget": ("kinh phí", "money"),
    "target": ("chỉ tiêu", "target"),
    "targets": ("Chỉ tiêu", "Targets"),
    "deadlines": ("Hạn báo cáo", "Deadlines"),
    "themes": ("Chủ đề", "Themes"),
    "bodies": ("Cơ quan, đơn vị", "Bodies"),
    "sections": ("Các phần", "Sections"),
    "new": ("mới", "new"),
    "gone": ("không còn nhắc", "gone"),
    "renamed": ("đổi tên, hợp nhất", "renamed or merged"),
    "days": ("ngày", "days"),
    "why": ("Vì sao ghép", "Why matched"),
    "programme": ("tên chương trình", "programme"),
    "wording": ("cách viết", "wording"),
    "role": ("vai trò", "role"),
    "time": ("thời gian", "time"),
    "kind": ("loại", "kind"),
    "unit": ("đơn vị tính", "unit"),
    "evidence": ("Chứng cứ", "Evidence"),
    "confidence": ("độ chắc", "confidence"),
    "characters": ("ký tự", "characters"),
    "table": ("bảng", "table"),
    "text": ("đoạn văn", "text"),
    "section": ("đề mục", "heading"),
    "province": ("Tỉnh, thành phố", "Province"),
    "formed_from": ("Gồm", "Formed from"),
    "count_activities": ("Số hoạt động", "Activities"),
    "first": ("Sớm nhất", "First day"),
    "last": ("Muộn nhất", "Last day"),
    "named": ("có, không rõ ngày", "named, no day"),
    "nothing": ("Không có hoạt động nào khớp bộ lọc.", "No activity fits the filters."),
    "more": ("dòng không hiện ở đây; xem tệp JSON hoặc XLSX", "more rows are not shown; see the JSON or XLSX file"),
    "more_differences": (
        "cặp kế hoạch khác không hiện ở đây; xem tệp JSON hoặc XLSX",
        "more pairs of plans are not shown; see the JSON or XLSX file",
    ),
    "more_plans": (
        "kế hoạch không hiện thành cột; xem tệp JSON hoặc XLSX",
        "more plans have no column here; see the JSON or XLSX file",
    ),
    "more_lanes": (
        "kế hoạch không hiện trên dòng thời gian; xem tệp JSON hoặc XLSX",
        "more plans are not in the time line; see the JSON or XLSX file",
    ),
    "plan": ("kế hoạch", "plan"),
    "as_list": ("Dạng danh sách", "As a list"),
    "undated": ("hoạt động không rõ ngày", "activities without a day"),
    "year_scale": ("ngày trong năm; các năm đặt chồng lên nhau", "days of the year; years laid over each other"),
    "made_by": ("Lập bằng vnplan; không tải gì từ mạng.", "Made by vnplan; loads nothing from the network."),
    "today": ("nay là", "today"),
    "issued": ("ban hành", "issued"),
}

_NOTES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"^(.+) was merged into (.+) on 1 July 2025$", r"\1 nhập vào \2 từ 01/7/2025"),
        (
            r"^(.+) is larger since 1 July 2025: other provinces were merged into it$",
            r"\1 rộng hơn từ 01/7/2025: có tỉnh khác nhập vào",
        ),
        (
            r"^the district level ended on 1 July 2025; numbers of .+$",
            "cấp huyện kết thúc ngày 01/7/2025; không so được số huyện, xã, đơn vị cơ sở",
        ),
        (r"^the district level ended on 1 July 2025$", "cấp huyện kết thúc ngày 01/7/2025"),
        (r"^of (.+) only the first (\d+) targets are compared$", r"\1: chỉ so \2 chỉ tiêu đầu"),
        (r"^of (.+) only the first (\d+) duties are compared$", r"\1: chỉ so \2 hạn báo cáo đầu"),
        (r"^the same bodies under the names since 2025$", "cùng cơ quan, tên gọi từ 2025"),
        (r"^the provinces were merged$", "các tỉnh đã sáp nhập"),
        (r"^its work went to (.+)$", r"nhiệm vụ chuyển về \1"),
        (r"^a time is given now$", "nay có ghi thời gian"),
        (r"^no time is given any more$", "không còn ghi thời gian"),
        (r"^another recurrence$", "định kỳ khác"),
        (r"^lasts ([+-]\d+) days$", r"kéo dài \1 ngày"),
    )
)


def note_in_vietnamese(note: str) -> str:
    """A note of a comparison in Vietnamese; one that is not known stays as it is."""
    for pattern, words in _NOTES:
        if pattern.match(note):
            return pattern.sub(words, note)
    return note
