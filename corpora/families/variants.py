"""Variants of a made-up plan, with the truth: the same activities reworded, reordered, moved, dropped, added.

Deterministic: a variant depends on its seed and nothing else. Wordings were written by hand, several for each
activity, so that a variant says the same in other words.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

# several wordings of one activity; each tuple is one activity
WORDINGS: tuple[tuple[str, ...], ...] = (
    ("Lễ phát động Tháng Công nhân", "Tổ chức Lễ phát động", "Lễ ra quân, phát động Tháng Công nhân"),
    ("Chương trình “Bữa cơm ấm tình”", "Ngày hội “Bữa cơm ấm tình” tại khu trọ", "Triển khai “Bữa cơm ấm tình”"),
    (
        "Hội nghị đối thoại giữa lãnh đạo tỉnh với công nhân",
        "Lãnh đạo tỉnh gặp gỡ, đối thoại với công nhân",
        "Tổ chức đối thoại giữa lãnh đạo tỉnh và công nhân lao động",
    ),
    (
        "Khám sức khỏe, tầm soát bệnh nghề nghiệp cho công nhân",
        "Tổ chức khám, tầm soát bệnh nghề nghiệp cho nữ công nhân",
        "Khám sức khỏe và tầm soát bệnh nghề nghiệp",
    ),
    (
        "Hội thao công nhân các khu công nghiệp",
        "Tổ chức hội thao công nhân khu công nghiệp",
        "Hội thao khu công nghiệp",
    ),
    (
        "Tập huấn an toàn điện cho thợ vận hành máy",
        "Mở lớp tập huấn an toàn điện cho thợ vận hành",
        "Lớp tập huấn về an toàn điện, dành cho thợ vận hành máy",
    ),
    (
        "Hội thi tay nghề ngành may",
        "Tổ chức hội thi thợ giỏi, tay nghề ngành may",
        "Hội thi tay nghề giỏi ngành may",
    ),
    (
        "Trao sổ tiết kiệm cho con công nhân vượt khó học giỏi",
        "Tặng sổ tiết kiệm cho con công nhân vượt khó, học giỏi",
        "Trao tặng sổ tiết kiệm cho con công nhân học giỏi",
    ),
    (
        "Phiên chợ giảm giá phục vụ công nhân",
        "Tổ chức phiên chợ giảm giá, phục vụ công nhân khu trọ",
        "Mở phiên chợ công nhân giảm giá",
    ),
    (
        "Tuyên dương công nhân có sáng kiến tiết kiệm nguyên liệu",
        "Lễ tuyên dương công nhân có sáng kiến tiết kiệm nguyên liệu",
        "Biểu dương, tuyên dương công nhân có sáng kiến tiết kiệm nguyên liệu",
    ),
    (
        "Ra mắt tủ sách pháp luật tại nhà trọ",
        "Khai trương tủ sách pháp luật ở khu nhà trọ",
        "Ra mắt, trao tặng tủ sách pháp luật cho nhà trọ",
    ),
    (
        "Giao lưu văn nghệ “Tiếng hát ca ba”",
        "Đêm giao lưu “Tiếng hát ca ba”",
        "Tổ chức hội diễn văn nghệ “Tiếng hát ca ba”",
    ),
)
BODIES = ("LĐLĐ tỉnh", "Công đoàn Khu kinh tế", "LĐLĐ thành phố {}", "Công đoàn ngành Y tế", "LĐLĐ huyện {}")
PLACES = (
    ("Quảng Bình", "Đồng Hới", "Lệ Thủy"),
    ("Nam Định", "Nam Định", "Ý Yên"),
    ("Bến Tre", "Bến Tre", "Ba Tri"),
    ("Phú Yên", "Tuy Hòa", "Tây Hòa"),
)


@dataclass(frozen=True)
class Variant:
    """A plan as text; `chosen` tells which activity each row is of, with its printed words and first day."""

    text: str
    chosen: dict[int, tuple[str, dt.date]]
    province: str
    year: int


def variant(seed: int, *, year: int | None = None) -> Variant:
    """A plan with seven to ten of the activities, each in one of its wordings, in some order, on some day of May."""
    chance = random.Random(seed)
    province, city, district = PLACES[seed % len(PLACES)]
    year = year or 2022 + seed // len(PLACES) % 3
    numbers = chance.sample(range(len(WORDINGS)), chance.randint(7, 10))
    chosen: dict[int, tuple[str, dt.date]] = {}
    rows = []
    for place, number in enumerate(numbers, start=1):
        words = chance.choice(WORDINGS[number])
        day = dt.date(year, 5, chance.randint(1, 28))
        body = chance.choice(BODIES).format(chance.choice((city, district)))
        chosen[number] = (words, day)
        rows.append(f"\t{place}\n\t{words}\n\t{day.day:02}/{day.month}/{day.year}\n\t{body}\n\tBan Tuyên giáo\n")
    homes, members = chance.randint(10, 60), 100 * chance.randint(5, 40)
    text = _TEXT.format(
        upper=province.upper(),
        province=province,
        number=seed % 900 + 1,
        year=year,
        homes=homes,
        members=members,
        table="\n".join(rows),
    )
    return Variant(text, chosen, province, year)


_TEXT = """\tTỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG TỈNH {upper}
Số: {number}/KH-LĐLĐ
\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{province}, ngày 20 tháng 3 năm {year}

KẾ HOẠCH
Tổ chức Tháng Công nhân năm {year}

Ban Thường vụ Liên đoàn Lao động (LĐLĐ) tỉnh xây dựng kế hoạch với các nội dung sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Chăm lo, động viên công nhân lao động.
2. Yêu cầu
- Thiết thực, tiết kiệm.
II. CHỈ TIÊU
1. Hỗ trợ sửa chữa ít nhất {homes} nhà ở cho đoàn viên khó khăn.
2. Kết nạp mới ít nhất {members} đoàn viên.
III. TỔ CHỨC THỰC HIỆN
1. LĐLĐ các huyện, thị xã, thành phố
- Báo cáo kết quả về LĐLĐ tỉnh trước ngày 10/6/{year}.
Trên đây là Kế hoạch tổ chức Tháng Công nhân năm {year}./.

\tNơi nhận:
- LĐLĐ các huyện, thị xã, thành phố;
- Lưu VT.
\tTM. BAN THƯỜNG VỤ
CHỦ TỊCH


Nguyễn Văn Thợ



LỊCH HOẠT ĐỘNG
Tháng Công nhân năm {year}
\tTT
\tHOẠT ĐỘNG
\tTHỜI GIAN
\tĐƠN VỊ THỰC HIỆN
\tTRÁCH NHIỆM THEO DÕI

{table}"""
