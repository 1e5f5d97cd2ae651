"""Words of the closing: capacities (TM., KT., …), offices of those who sign, the label of the recipients' list.

Source: Decree 30/2020, Annex I, part II, 7 and 9; Party guidance 36-HD/VPTW writes `T/M`, `K/T`, `T/L`.
"""

from __future__ import annotations

import re

from vnplan.text import UPPER, is_upper

CAPACITY = re.compile(
    rf"^\W{{0,2}}(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|T\s?/?\s?U\s?Q|(?:T\.M|K\.T|T\.L|T\.U\.Q)(?=.{{1,2}}[{UPPER}]{{2}}))"
    rf"(?:\s?[.:,]\s?|\s)(?=[{UPPER}])"
)  # TM. BAN THƯỜNG VỤ; T.M UBND, but no initials (T.M. Hùng)
OFFICE = re.compile(
    r"^\W{0,2}(?:q\.\s*|p\.\s*|quyền )?(?:phó |nguyên )?(?:chủ tịch|chủ nhiệm|bí thư|giám đốc|tổng giám đốc|"
    r"hiệu trưởng|trưởng|chánh|bộ trưởng|thứ trưởng|cục trưởng|chi cục|vụ trưởng|viện trưởng|người lập|"
    r"chỉ huy|chính ủy|ủy viên|uỷ viên|tổng thư ký|đội trưởng|hạt trưởng|tổ trưởng|thủ trưởng|trạm trưởng|"
    r"chính trị viên|kế toán|tổng biên tập|tổng cục trưởng|thủ tướng|hiệu phó|tổ phó|đội phó|tư lệnh|đồn trưởng|"
    r"đại diện|phụ trách|người (?:viết|xây dựng)|tổng phụ trách|quản đốc)\b",
    re.IGNORECASE,
)  # PHÓ CHỦ TỊCH
RECIPIENTS = re.compile(r"^\W{0,4}n[ơo]i (?:nh[ậâ]n|g[ửưu]i)\b\s*[:.]?\s*", re.IGNORECASE)  # Nơi nhận:


def is_office(line: str) -> bool:
    """Whether a line is an office in capitals, as printed over a signature: `PHÓ CHỦ TỊCH`."""
    return len(line) < 80 and OFFICE.match(line) is not None and is_upper(line)


def signs(line: str) -> bool:
    """Whether a line opens a signature: a capacity or an office in capitals."""
    return CAPACITY.match(line) is not None or is_office(line)
