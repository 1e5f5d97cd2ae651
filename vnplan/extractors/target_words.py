"""The words by which a number is told to be one to reach, or not: patterns for `vnplan.extractors.targets`.

Sources: domain notes, part 7 (comparators, verbs, where targets hide), and 4.5 (numbers that are labels, dates,
durations). All of them match folded text.
"""

from __future__ import annotations

import re

from vnplan.model import Op

NUMBER = r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,3})?|\d{1,9}(?:,\d{1,3})?"
# "100%", "70 - 75%", "từ 03 đến 05", "19/19", "1,5 triệu"
AMOUNT = re.compile(
    r"(?:(?<=ít nhất )|(?<=tối thiểu ))(?P<w>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\s)|"
    rf"(?<![\w.,/:-])(?P<a>{NUMBER})(?:\s?(?P<pa>%))?"
    rf"(?:\s?(?:-|đến)\s?(?P<b>{NUMBER})(?=\s?%|\s+[^\W\d])|/(?P<of>\d{{1,4}})(?=\s+[^\W\d]))?(?:\s?(?P<p>%|"
    rf"phần trăm))?"
    r"(?:\s?(?P<scale>nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))?"
    r"(?:(?=(?:km|ha|kg|m)[23]?(?!\w))|(?<=%)(?=/(?:năm|tháng|quý))|(?![\w/]|[.,:-]\d|-\w))"  # 03km; 8%/năm
)
WORD_VALUES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
SCALES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}


def value_of(printed: str) -> float:
    """The value of a `NUMBER`: dots part thousands, a comma the decimals."""
    return float(printed.replace(".", "").replace(",", "."))


# Right before the number, what it is compared by.
WORDS: tuple[tuple[str, Op], ...] = (
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
COMPARATORS = tuple((re.compile(rf"(?:{words})\s*\Z"), op) for words, op in WORDS)
UP = re.compile(r"\s*trở\s+lên(?!\w)")  # "90% trở lên"
UP_LATER = re.compile(r"(?:\s+[^\W\d]+){1,5}?\s+trở\s+lên(?!\w)")  # "từ 05 mô hình trở lên"
DOWN = re.compile(r"\s*trở\s+xuống(?!\w)")  # "2% trở xuống"
FROM = re.compile(r"(?<!\w)từ\s*\Z")

# Words that make the number a goal, in the clause before it.
GOAL = re.compile(
    r"(?<!\w)(?:rút ngắn|cắt giảm|tiết kiệm|"
    r"phấn đấu|mục tiêu|chỉ tiêu|đạt|đạt được|giảm|tăng|nâng|bảo đảm|đảm bảo|hoàn thành|duy trì|giữ vững|lên|"
    r"vượt|kéo giảm|tỷ lệ|tỉ lệ|thu hút|vận động|kết nạp|phát triển|hình thành|thành lập|không để)(?!\w)"
)
STRIVE = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|đạt|đạt được|vượt|hoàn thành|vận động|thu hút)(?!\w)")
AIM = re.compile(r"(?<!\w)phấn đấu(?!\w)")
NEAR_VERB = re.compile(r"(?<!\w)(?:đạt|phấn đấu|đạt được|phấn đấu (?:có|đạt))(?:\s+(?:từ|được|có|là))?\s*\Z")
QUANTITY = re.compile(r"(?<!\w)số\s+lượng(?:\s+[^\W\d]+){1,6}?\s*(?::|(?<!\w)là)\s*\Z")  # "số lượng tiết mục: "
# In a part of goals, a verb (and its object) before a bare number: "tổ chức đào tạo, bồi dưỡng "
DOING = re.compile(
    r"(?<!\w)(?:có|đạt|xây dựng|thành lập|hình thành|phát triển|kết nạp|tổ chức|đào tạo|bồi dưỡng|tập huấn|hỗ trợ|"
    r"vận động|huy động|trồng|tặng|trao|thu hút|giới thiệu|giải quyết|tạo|duy trì|triển khai|thực hiện|"
    r"hoàn thành|nhân rộng|"
    r"công nhận|nâng|tăng|giảm|mở|đăng ký|sửa chữa|bàn giao|khởi công|cấp|phát hành|sản xuất|tuyên truyền|đảm nhận|"
    r"ra mắt|lắp đặt|kết nối|tư vấn|khám|cải tạo|bảo đảm|đảm bảo|phấn đấu|thêm|mới)(?:\s+[^\W\d]+){0,3}\s*\Z"
)
FOR = re.compile(r"\s+cho\s*\Z")
INHERIT = re.compile(r"(?:,|(?<!\w)và|;)\s+\Z")  # "ít nhất 100 A, " 50 B

# No number to reach, by the word right before it.
ORDINAL = re.compile(
    r"(?<!\w)(?:năm|tháng|ngày|quý|số|khóa|thứ|điều|khoản|mục|điểm|cấp|lớp|giờ|chương|phần|bước|tuần|nhóm|"
    r"giai đoạn|quận|phường|tổ|khu phố|khu|thôn|ấp|xóm|mức độ|mức|loại|hạng|kỳ|top|khối|cụm|vùng|phụ lục|biểu|mẫu|"
    r"bảng|trang|tiết|bài|đội|tòa|tầng|phòng|km|quốc lộ|tuổi|vòng|đợt|lần|nhiệm kỳ|đại hội|hội nghị|lúc|hồi|đường|"
    r"kỷ niệm|iso|covid|chỉ thị|nghị quyết|chương trình|đề án|dự án|phiên bản|công nghiệp|web|tiểu khu|chốt|zone)\s*\Z"
)
PLACE = re.compile(
    r"(?<!\w)(?:tại|ở|của|thuộc|với|gồm|giữa|trong|cho|theo|từ|trên địa bàn|tới|do|gồm có|cả|chia làm|"
    r"chia thành|khoảng cách|"
    r"thành phần|trước|sau|bằng|cách|hoặc)\s*:?\s*\Z"
)
# No number to reach, by the word right after it: time, length, frequency; and what plans merely enumerate.
MEASURE = re.compile(
    r"\s*(?:ngày(?! công)|tháng|năm|giờ|phút|giây|tuần|quý|lần|tuổi|kỳ|nhiệm kỳ|học kỳ|đêm|vòng|ca|bước|"
    r"trang(?! thiết bị| trại)|chiều|"
    r"tầng|mm|cm|hz|gb|mb|độ|thế hệ|chữ|từ|dòng(?! họ)|phần thi|câu hỏi|câu(?! lạc))(?!\w)"
)
LENGTH = re.compile(r"\s*(?:km|ml|kg|m[23]?)(?!\w)")  # a target among goals, or with "ít nhất"
# The size of one thing, no amount to do: "dài ", "cách nhà dân "
SIZE = re.compile(
    r"(?<!\w)(?:dài|rộng|cao|sâu|dày|cách|bán kính|diện tích|khoảng cách|kích thước|khổ|"
    r"chiều [^\W\d]+)(?:\s+[^\W\d]+){0,2}\s*\Z"
)
APART = re.compile(r"(?<!\w)(?:cách|kích thước|khổ|bán kính|khoảng cách)(?:\s+[^\W\d]+){0,2}\s*\Z")
ENUMERATED = re.compile(
    r"\s*(?:đợt|phần(?!\s+việc)|bản|bộ hồ sơ|đồng chí|lãnh đạo|chuyên viên|đại biểu|vị trí|điểm cầu|cấp|nhóm|"
    r"lĩnh vực|địa bàn|nội dung|"
    r"mặt|khâu|nhiệm vụ|giải pháp|trụ cột|tiêu chí|tiêu chuẩn|mục tiêu|giai đoạn|phương diện|nguyên tắc|không|"
    r"có|nhất|tốt|"
    r"sạch|dám|quyền|giải|thành viên|vận động viên|trường hợp|bên|mẫu|phương án|loại|hình thức|ban|tiểu ban)(?!\w)"
)
SENT = re.compile(
    r"(?<!\w)(?:cử|mời|thành phần|tham dự|dự họp|bố trí|phân công|gồm)(?:\s+[^\W\d]+){0,4}\s*\Z"
)  # "cử ít nhất "
PERSON = re.compile(
    r"\s*(?:người|cán bộ|đại diện|đoàn viên|công chức|viên chức|giáo viên|học sinh|em|thành viên|đồng chí|"
    r"đại biểu|vận động viên)(?!\w)"
)
FREQUENCY = re.compile(r"\s*(?:lần|kỳ|buổi|cuộc|tin|bài|tin bài|phiên|đợt|giờ|tiếng|ngày)\s?/\s?\w")  # "02 cuộc/quý"
SHARE_OF_MONEY = re.compile(
    r"(?<!\w)(?:kinh phí|chi phí|mức|phụ cấp|lương|giá|giảm giá|thuế|phí|lệ phí|lãi suất|chiết khấu|trợ cấp|"
    r"thanh toán|ngân sách|"
    r"hưởng|miễn|mức hỗ trợ|mức đóng|nồng độ|dung dịch|độ ẩm|cồn|hỗ trợ)\s+(?:(?:từ|là|bằng|tối đa|đến|"
    r"không quá)\s+){0,3}\Z"
)
MONEY_OF = re.compile(r"\s*(?:mức\s+)?(?:kinh phí|chi phí|lương|giá trị hợp đồng|giá|học phí|phí|mức|số tiền)(?!\w)")
MONEY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|usd)(?!\w)")
HISTORY = re.compile(
    r"(?<!\w)(?:đã(?!\s+(?:đề ra|được giao|ban hành|ký|xác định|phê duyệt|đăng ký|được phê duyệt))|tính đến|"
    r"thời gian qua|"
    r"(?<!thực )(?<!thể )(?<!phát )(?<!xuất )hiện (?:nay|có|tại|còn|toàn)|những năm qua|năm qua|trước đây|"
    r"vừa qua|cùng kỳ|"
    r"thống kê|thực trạng|mới đạt|chỉ đạt|kết quả đạt được)(?!\w)|(?:\A|[.;]\s)\W*kết quả"
)
FUTURE = re.compile(
    r"(?<!\w)(?:phấn đấu|đến năm|mục tiêu|chỉ tiêu|đến hết năm|đến cuối|hằng năm|hàng năm|mỗi năm)(?!\w)"
)
COMPARED = re.compile(r"(?<!\w)so\s+với\s+(?:[^\W\d]+\s+){0,3}(?:\d{4}\s*)?\(?\s*\Z")  # "so với năm 2023 ("
ROSE = re.compile(r"\s*(?:lên|xuống|còn)(?!\w)")  # "từ 60% " lên 75%
BLANK = re.compile(r"\s*")
NOUN = re.compile(r"\s+[^\W\d]")
RESET = re.compile(r"[;.:()]|(?<!\w)trong đó(?!\w)")

GOAL_HEADING = re.compile(r"(?<!\w)(?:mục tiêu|chỉ tiêu)(?!\w)")  # "II. MỤC TIÊU CHỦ YẾU"
OTHER_HEADING = re.compile(
    r"(?<!\w)(?:kinh phí|giải thưởng|khen thưởng|thực trạng|tình hình|kết quả|đặc điểm|thành phần|cơ cấu|"
    r"sự cần thiết|thể lệ|"
    r"đối tượng tham gia|thuận lợi|khó khăn|tồn tại|hạn chế|căn cứ|điều kiện tham gia|số lượng thành viên|"
    r"dự toán)(?!\w)"
)
GOAL_LINE = re.compile(r"\W*(?:(?:các|một số)\s+)?(?:mục tiêu|chỉ tiêu)(?!\w)[^\d%]{0,80}\Z")  # "* Chỉ tiêu cụ thể:"
NUMBERING = re.compile(
    r"\W*(?:[ivxlc]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])(?:[.)/]\s*(?=\D|\d{2,3}\s?%|\d+\s)|-\s+(?=\d{1,3}(?:,\d+)?\s?%))"
)  # "2.1. "; "1- 85%"
CLAUSE = re.compile(r"[;:.!?\n](?=\s|\Z)|(?<!\w)trong đó(?!\w)")
TEXT_END = re.compile(
    r"[;:.()\n](?=\s|\Z)|\s\(|,?\s*(?:trong đó|đồng thời)(?!\w)|,\s|\s+và\s+(?=\d|ít nhất|tối thiểu|trên \d)"
)
MAX_TEXT = 16  # words

# Among goals a bare number counts where something new begins before it: "Cấp tỉnh: " 04 đội hình, " 01 sân chơi
BEGINS = re.compile(r"(?:\A|[:,;/+*•–-]|(?<!\w)(?:và|cùng|thêm))\s*\Z")
YEAR = re.compile(r"(?:19|20)\d\d\Z")  # "đến 2025 tỷ lệ": a year without its word
DOCUMENT = re.compile(
    r"(?<!\w)(?:luật|nghị định|thông tư|quyết định|kế hoạch|công văn|hướng dẫn|kết luận|quy định|quy chế|thông báo|"
    r"pháp lệnh|quy chuẩn|tiêu chuẩn|mô hình|phong trào|liên kết|khẩu hiệu|cuộc vận động|phương châm)\s*\Z"
)  # "Nghị định " 30 của; "mô hình " 4 nhà
# What goes on after a number that is a name: "Nghị quyết 35 của", "Đề án 06 và"
FUNCTION = re.compile(
    r"\s*(?:của|về|và|hoặc|là|được|tại|ở|với|theo|đến|do|để|từ|trong|trên|có|cho|đã|đang|sẽ|bị|thì|mà|nhằm|như|so|trở|"
    r"bao gồm|gồm|này|đó)(?!\w)"
)
# A number after these words tells of what is there, not of what is to be done.
COUNTED = re.compile(
    r"(?<!\w)(?:của|hiện có|tổng số|trong số|đối với|cứ|toàn thể|gồm|bình quân|trung bình|độ|mức|cấp|hạng|tất cả)\s*\Z"
)
ABSTRACT = re.compile(
    r"\s*(?:cấp|nhóm|lĩnh vực|địa bàn|nội dung|mặt|khâu|nhiệm vụ|giải pháp|trụ cột|tiêu chuẩn|mục tiêu|giai đoạn|"
    r"phương diện|nguyên tắc|không|có|nhất|tốt|sạch|dám|quyền|bên|mẫu|phương án|loại|hình thức|đại biểu|đồng chí)(?!\w)"
)  # what plans enumerate even among their goals: "05 nhóm nhiệm vụ"
BASE = re.compile(r"\s*(?:dân|trẻ đẻ sống|dân số)(?!\w)")  # "45 điểm trên 10.000 dân": what a rate is counted on
BASES = (1e3, 1e4, 1e5, 1e6)
WORTH = re.compile(
    r"(?<!\w)(?:trị giá|mệnh giá|định mức|đơn giá|mức (?:chi|hỗ trợ|thưởng|vay)|"
    r"mỗi (?:suất|phần|căn|nhà|người|hộ|em|cháu|học sinh|công trình|mô hình|giải))(?:\s+[^\W\d]+){0,2}\s*\Z"
)
# Which bodies are meant, by their size: "doanh nghiệp có từ " 25 lao động trở lên
SIZED = re.compile(
    r"(?<!\w)(?:doanh nghiệp|công ty|đơn vị|cơ sở|nơi|địa phương|cơ quan|chi bộ|đảng bộ|trường|thôn|hộ|trẻ|lớp|người)"
    r"(?:\s+[^\W\d]+){0,3}\s+(?:có|sử dụng)(?:\s+từ)?\s*\Z"
)
STAFF = re.compile(
    r"\s*(?:người|lao động|công nhân|cnlđ|cnvclđ|đoàn viên|đảng viên|hội viên|học sinh|con|cán bộ|thành viên)(?!\w)"
)
EACH = re.compile(r"(?<!\w)(?:mỗi|từng|phấn đấu)(?!\w)")
PADDED = re.compile(r"0\d\Z|\d{1,3}(?:\.\d{3})+")  # 02, 12.000: written so, a number is a count and no label
