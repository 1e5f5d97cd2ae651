"""The body that issued a cited document: the words after `của`, up to where its name ends.

`của Bộ Tài chính về …` -> `Bộ Tài chính`. Source: the grammar of citations, domain notes, part 1.10.
"""

from __future__ import annotations

import re

from vnplan.gazetteer.doc_types import type_names
from vnplan.text import fold, is_upper, squeeze

_TYPE = "|".join(re.escape(fold(name)).replace(r"\ ", r"\s+") for name in type_names())
# Where the name of the issuer ends. Verbs in lower case only: "Sở Xây dựng" goes on, "xây dựng" ends.
_VERBS = (
    "về|ngày|ban hành|phê duyệt|quy định|hướng dẫn|thực hiện|triển khai|thông báo|"
    "giao|đề nghị|yêu cầu|công bố|công nhận|kết luận|nâng cao|tăng cường|đẩy mạnh|bổ sung|điều chỉnh|sửa đổi|"
    "thành lập|kiện toàn|cho|để|nhằm|trong|tại|theo|trên|là|đã|được|đối với|cũng như|như|do|đến|gửi|gồm|"
    "phát hành|ký|có|"
    "phối hợp|phát động|năm|giai đoạn|nhiệm kỳ|quán triệt|tiếp tục|cụ thể hóa|thay thế|bãi bỏ|hợp nhất|"
    "đồng thời|từ|với|"
    "quyết định|phục vụ|bảo đảm|đảm bảo|phòng ngừa|và các văn bản|nay|chậm nhất|trước|vào|bằng|sau|hết|phân công|"
    "thông qua|cung cấp|sử dụng|góp phần|hoàn thiện|thúc đẩy|huy động|khẩn trương|xử lý|"
    "phân bổ|công tác|nội dung"
)
_NOUNS = (
    "tổ chức|chỉ đạo|kiểm tra|xây dựng|quản lý|kế hoạch|đánh giá|chuẩn bị|phát triển|hỗ trợ"  # also after "Ban", "Cục"
)
_STOP = re.compile(
    r'[;:\n"“”\[\]/]|\((?!\s*(?:nay|trước đây|trước là|cũ))|(?P<close>\))|(?<!TP)(?<!Tp)(?<![QPHX])\.|'
    r",(?!\s*(?:Thể thao|Thương binh|thể thao|thương binh))|\d|"
    rf"(?<!\w)(?:{_VERBS})(?!\w)|"
    rf"(?<![Bb]an )(?<![Cc]ục )(?<!Tổ )(?<!Vụ )(?<!Phòng )(?<!Hội )(?<!Quỹ )"
    rf"(?<!\w)(?:{_NOUNS})(?!\w)|"
    rf"(?<!Ban )(?<!Bộ phận )(?<!Vụ )(?<!Phòng )(?<!Sở )(?<!ban )Tổ chức(?!\w)|"
    rf"(?<!\w)và\s+(?:(?:các\s+)?(?i:{_TYPE})(?!\w)|(?![A-ZĐƯÔƠĂÂÊÁÀẢÃẠỦỨỪỬỮỰỐỒỔỖỘỞỜỚ]|xã hội|công nghệ|"
    rf"môi trường|đào tạo|"
    r"nữ công|truyền thông|du lịch|phát triển nông thôn|dân vận|đầu tư|pháp luật))"
)
_JOINT_STOP = re.compile(_STOP.pattern.replace(r",(?!\s*(?:", r",(?!\s*(?:[A-ZĐƯÔỦ]|"))
_UPPER_STOP = re.compile(
    r'[;:\n"“”()./,\d]|(?<!\w)(?:VỀ|NGÀY|BAN HÀNH|PHÊ DUYỆT|TRIỂN KHAI|THỰC HIỆN|QUY ĐỊNH|NĂM)(?!\w)|(?P<close>(?!))'
)
_BOARD = re.compile(
    r"(?:ban|tổ|hội đồng)\s+[^,;.()\n]{0,80}(?<!\w)chỉ đạo|ban chỉ đạo|ban chỉ huy"
)  # bodies named "… về X"
_BOARD_END = re.compile(r"(?<!\w)(?:về|thông báo|ban hành|quy định|hướng dẫn|kết luận|phê duyệt|triển khai)(?!\w)")
_MAX_ISSUER = 160  # characters


def read_issuer(text: str, folded: str, start: int, stop: int, *, joint: bool) -> tuple[str | None, int]:
    """The body after `của`, up to a verb, a punctuation mark or the next citation."""
    stop = min(stop, start + _MAX_ISSUER)
    pattern = _UPPER_STOP if is_upper(text[start : start + 40]) else _JOINT_STOP if joint else _STOP
    end, position = stop, start
    while (match := pattern.search(text, position, stop)) is not None:
        opened = text.find("(", start, match.start())
        if match["close"] is not None and opened >= 0:
            end = match.end()  # "(nay là …)" belongs to the name
            break
        if opened >= 0 and ")" not in text[opened : match.start()]:
            position = match.end()
            continue
        if match.group() == "về" and _BOARD.match(folded, start, match.start()):
            later = _BOARD_END.search(folded, match.end(), stop)
            clause = re.search(r"[;.\n]", text[match.end() : stop])
            if later is not None and (clause is None or later.start() < match.end() + clause.start()):
                end = later.start()  # "Ban Chỉ đạo Trung ương về X thông báo"
                break
        if match.group().isdigit() and folded[max(start, match.start() - 12) : match.start()].rstrip().endswith(
            ("phường", "quận", "xã", "khu vực", "huyện", "số", "vùng")
        ):
            position = match.end()
            continue
        end = match.start()
        break
    issuer = squeeze(text[start:end]).strip(" ,-–")
    while issuer.endswith((" và", " của")):
        issuer = issuer.rsplit(" ", 1)[0]
    if not issuer or not any(char.isalpha() for char in issuer):
        return None, start
    reach = start + len(text[start:end].rstrip(" ,-–\t"))
    return issuer, reach
