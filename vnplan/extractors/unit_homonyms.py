"""Heads of bodies that are parts of other words: `Tổ chức`, `hội nghị`, `cơ sở`, `nhiệm vụ`."""

from __future__ import annotations

# first words of other words: "Tổ chức", "Hội nghị", "Ban hành"
FALSE_NEXT: dict[str, frozenset[str]] = {
    "đội": frozenset({"ngũ", "hình", "tuyển", "trưởng", "viên", "bóng", "nón"}),
    "trạm": frozenset({"trưởng", "biến", "bơm", "xăng", "dừng", "trổ"}),
    "khoa": frozenset({"học", "giáo", "cử", "trưởng", "bảng"}),
    "hạt": frozenset({"giống", "nhân", "điều", "tiêu", "gạo"}),
    "xưởng": frozenset({"trưởng"}),
    "cơ sở hội": frozenset({"nhập", "nghị", "thảo", "trường", "họp", "đồng", "viên"}),
    "cơ sở đoàn": frozenset({"kết", "viên", "thể"}),
    "tổ": frozenset({"ấm", "chức", "quốc", "trưởng", "tiên", "viên", "phó", "dân", "công", "hợp"}),
    "hội": frozenset(
        {"nghị", "thảo", "thi", "diễn", "trại", "trường", "chợ", "viên", "ý", "nhập", "tụ", "đàm", "họp", "báo", "thao"}
        | {"khỏe", "khoẻ", "xuân", "hè", "thu", "sách", "hoa", "làng", "đua"}
    ),
    "đoàn": frozenset({"viên", "kết", "thể", "công", "phí", "tàu"}),
    "ban": frozenset({"hành", "ngành", "đầu", "đêm", "ngày", "bố", "tổ"}),
    "bộ": frozenset({"máy", "luật", "tiêu", "chỉ", "phận", "trưởng", "mặt", "đội", "môn", "quy", "công"}),
    "phòng": frozenset({"chống", "ngừa", "tránh", "họp", "học", "bệnh", "cháy", "thủ", "ban", "vệ"}),
    "sở": frozenset({"hữu", "dĩ", "tại", "trường", "thích"}),
    "cục": frozenset({"bộ", "diện"}),
    "vụ": frozenset({"việc", "án", "mùa", "đông", "hè", "xuân", "thu", "lợi"}),
    "báo": frozenset({"cáo", "động", "chí", "hiệu"}),
    "trường": frozenset({"hợp", "kỳ"}),
    "viện": frozenset({"trợ", "phí", "dẫn"}),
    "hội đồng": frozenset({"nhân"}),
    "đại học": frozenset(),
    "tòa": frozenset({"án", "nhà", "soạn", "thánh", "đàm"}),
}


# last words of other words: "cơ sở", "nhiệm vụ", "cán bộ"
FALSE_PREVIOUS: dict[str, frozenset[str]] = {
    "sở": frozenset({"cơ", "trụ", "xứ"}),
    "vụ": frozenset({"nhiệm", "dịch", "nghiệp", "phục", "công", "chức", "giáo", "học", "thời", "sự", "tư", "đặc"}),
    "bộ": frozenset(
        {"cán", "toàn", "nội", "tiến", "đồng", "đội", "hộ", "đảng", "cục", "căn", "đại", "tổng", "sơ", "chi", "ngang"}
    ),
    "phòng": frozenset({"quốc", "dự", "biên", "hải", "tiền", "nhà", "khu", "tân"}),
    "báo": frozenset({"thông", "cảnh", "dự", "tình", "khai", "mật", "điện", "tờ", "nhà"}),
    "đội": frozenset({"quân", "bộ", "hải", "liên", "phân", "trung", "đại", "tiểu", "chi", "biệt", "tổng", "dân"}),
    "khoa": frozenset({"đa", "bách", "y", "nha", "chuyên", "sách", "nội", "ngoại", "nhãn", "niên", "đăng"}),
    "hạt": frozenset({"địa", "nứt"}),
    "xưởng": frozenset({"phân", "công", "nhà"}),
    "trạm": frozenset({"tiền"}),
    "hội": frozenset({"ngày", "xã", "cơ", "đại", "quốc", "lễ", "dạ", "vũ", "hiệp", "giáo"}),
    "trường": frozenset({"môi", "thị", "hội", "hiện", "công", "quảng", "lập", "nông", "lâm", "ngư", "chiến"}),
    "viện": frozenset({"bệnh", "học", "thư", "y", "nghị"}),
    "cục": frozenset({"kết", "bố", "tổng", "chi", "đại"}),
    "đoàn": frozenset({"công", "đại", "tập", "sư", "binh", "phái", "quân", "lữ", "liên", "chi", "trung", "sum"}),
    "ban": frozenset({"tiểu", "ủy", "liên", "trực", "phòng"}),
    "thuế": frozenset({"cục", "chi", "nộp", "thu", "miễn", "hoàn", "trốn", "tổng"}),
    "công": frozenset(),
    "ngân": frozenset(),
}
