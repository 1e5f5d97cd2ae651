"""Bodies: lists are split, elided names completed, names written out, kinds and levels told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnplan.extractors.units import extract_units, find_body_mentions, find_units, split_bodies
from vnplan.model import Header, Level, Scope, Span, Unit
from vnplan.segments import Segment

SPLITS = [
    # O1: bare names share head and type
    ("LĐLĐ huyện Tam Nông, Thanh Bình", ["LĐLĐ huyện Tam Nông", "LĐLĐ huyện Thanh Bình"]),
    ("LĐLĐ huyện Tam Nông và Thanh Bình", ["LĐLĐ huyện Tam Nông", "LĐLĐ huyện Thanh Bình"]),
    (
        "UBND xã Tân Phú, Tân Long, và Tân Bình",
        ["UBND xã Tân Phú", "UBND xã Tân Long", "UBND xã Tân Bình"],
    ),
    ("UBND phường 1, 2 và 3", ["UBND phường 1", "UBND phường 2", "UBND phường 3"]),
    (
        "UBND các xã Tân Phú, Tân Long và thị trấn Lấp Vò",
        ["UBND xã Tân Phú", "UBND xã Tân Long", "UBND thị trấn Lấp Vò"],
    ),
    # a field of work may hold an "và" of its own
    ("các Sở Tài chính, Kế hoạch và Đầu tư", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
    ("các sở Nông nghiệp và PTNT, Khoa học và Công nghệ", ["sở Nông nghiệp và PTNT", "sở Khoa học và Công nghệ"]),
    ("Phòng Tư pháp, Nội vụ, Văn hóa và Thông tin", ["Phòng Tư pháp", "Phòng Nội vụ", "Phòng Văn hóa và Thông tin"]),
    ("các phòng, ban chuyên môn thuộc UBND huyện", ["các phòng, ban chuyên môn thuộc UBND huyện"]),
    ("Ban Giám đốc, các khoa, phòng", ["Ban Giám đốc", "các khoa, phòng"]),
    # O2: a new type shares the head only
    ("LĐLĐ huyện Lai Vung, thị xã Hồng Ngự", ["LĐLĐ huyện Lai Vung", "LĐLĐ thị xã Hồng Ngự"]),
    ("Công an huyện Lai Vung, TP. Sa Đéc", ["Công an huyện Lai Vung", "Công an TP. Sa Đéc"]),
    ("LĐLĐ huyện A, thị xã B", ["LĐLĐ huyện A", "LĐLĐ thị xã B"]),
    # O3: a new head ends what is shared
    ("Công đoàn Viên chức, LĐLĐ huyện Tam Nông", ["Công đoàn Viên chức", "LĐLĐ huyện Tam Nông"]),
    ("Sở Y tế, UBND huyện Tam Nông", ["Sở Y tế", "UBND huyện Tam Nông"]),
    # O4: types without names are one group
    ("LĐLĐ các huyện, TX, TP", ["LĐLĐ các huyện, TX, TP"]),
    ("Liên đoàn Lao động huyện, thị xã, thành phố", ["Liên đoàn Lao động huyện, thị xã, thành phố"]),
    ("UBND các xã, phường", ["UBND các xã, phường"]),
    ("Ủy ban nhân dân các xã, phường và đặc khu", ["Ủy ban nhân dân các xã, phường và đặc khu"]),
    (
        "UBND các huyện, thành phố Sa Đéc, thị xã Hồng Ngự",
        ["UBND các huyện", "UBND thành phố Sa Đéc", "UBND thị xã Hồng Ngự"],
    ),
    # O5
    ("Công đoàn ngành Giáo dục, Công đoàn ngành Y tế", ["Công đoàn ngành Giáo dục", "Công đoàn ngành Y tế"]),
    # O6: commas and "và" inside a field of work
    ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Ban Tuyên giáo và Nữ công", ["Ban Tuyên giáo và Nữ công"]),
    ("Sở LĐTB và Xã hội", ["Sở LĐTB và Xã hội"]),
    ("Ban Chính sách - Pháp luật", ["Ban Chính sách - Pháp luật"]),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
    ("Phòng Văn hóa - Xã hội, Phòng Kinh tế", ["Phòng Văn hóa - Xã hội", "Phòng Kinh tế"]),
    ("Sở Khoa học và Công nghệ và Sở Tài chính", ["Sở Khoa học và Công nghệ", "Sở Tài chính"]),
    ("Báo và Phát thanh, Truyền hình tỉnh, Sở Tư pháp", ["Báo và Phát thanh, Truyền hình tỉnh", "Sở Tư pháp"]),
    ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
    # O7
    ("Văn phòng, Ban Tài chính", ["Văn phòng", "Ban Tài chính"]),
    # O8: a parent or place after the last name
    ("Ban Tuyên giáo, Ban QHLĐ TLĐ", ["Ban Tuyên giáo TLĐ", "Ban QHLĐ TLĐ"]),
    ("Ban Tổ chức, Ban Dân vận Tỉnh ủy", ["Ban Tổ chức Tỉnh ủy", "Ban Dân vận Tỉnh ủy"]),
    ("Đảng ủy, HĐND, UBND xã Tân Phú", ["Đảng ủy xã Tân Phú", "HĐND xã Tân Phú", "UBND xã Tân Phú"]),
    ("Đoàn Thanh niên, Hội Nông dân phường", ["Đoàn Thanh niên phường", "Hội Nông dân phường"]),
    # O9
    (
        "LĐLĐ các huyện, thành phố, Công đoàn ngành và tương đương",
        ["LĐLĐ các huyện, thành phố, Công đoàn ngành và tương đương"],
    ),
    # O10, O14
    ("Công ty TNHH May mặc Bình Minh", ["Công ty TNHH May mặc Bình Minh"]),
    ("Công đoàn cơ sở (gồm doanh nghiệp, đơn vị)", ["Công đoàn cơ sở (gồm doanh nghiệp, đơn vị)"]),
    # O11: lines, bullets, semicolons
    ("- LĐLĐ tỉnh\n- Công đoàn Khu kinh tế\n- LĐLĐ huyện Tam Nông",
     ["LĐLĐ tỉnh", "Công đoàn Khu kinh tế", "LĐLĐ huyện Tam Nông"]),
    ("Sở Tài chính; Sở Tư pháp.", ["Sở Tài chính", "Sở Tư pháp"]),
    ("- Sở Tài chính - Sở Tư pháp", ["Sở Tài chính", "Sở Tư pháp"]),
    ("+ Sở Tài chính;\n+ Sở Tư pháp;", ["Sở Tài chính", "Sở Tư pháp"]),
    ("1. Sở Tài chính\n2. Sở Tư pháp", ["Sở Tài chính", "Sở Tư pháp"]),
    ("Ban Tuyên giáo và\nNữ công", ["Ban Tuyên giáo và Nữ công"]),
    ("Sở Nông nghiệp\nvà Môi trường", ["Sở Nông nghiệp và Môi trường"]),
    ("Sở Tài chính\nSở Tư pháp", ["Sở Tài chính", "Sở Tư pháp"]),
    # groups of kinds
    ("Các Sở, ngành, UBND cấp xã", ["Các Sở, ngành", "UBND cấp xã"]),
    ("các cơ quan, đơn vị, địa phương liên quan", ["các cơ quan, đơn vị, địa phương liên quan"]),
    ("các sở, ban, ngành tỉnh, UBND các xã, phường", ["các sở, ban, ngành tỉnh", "UBND các xã, phường"]),
    ("các sở, ngành và địa phương", ["các sở, ngành và địa phương"]),
    ("Sở Y tế, các đơn vị liên quan", ["Sở Y tế", "các đơn vị liên quan"]),
    ("Sở Y tế và các cơ quan, đơn vị liên quan", ["Sở Y tế", "các cơ quan, đơn vị liên quan"]),
    ("doanh nghiệp, sở, ban, ngành có liên quan", ["doanh nghiệp", "sở, ban, ngành có liên quan"]),
    ("doanh nghiệp, viện nghiên cứu, trường đại học", ["doanh nghiệp", "viện nghiên cứu", "trường đại học"]),
    ("Các bệnh viện và trung tâm y tế có giường bệnh", ["Các bệnh viện và trung tâm y tế có giường bệnh"]),
    ("Các bộ phận, ngành, đoàn thể có liên quan", ["Các bộ phận, ngành, đoàn thể có liên quan"]),
    ("Ủy ban MTTQ Việt Nam xã và các đoàn thể", ["Ủy ban MTTQ Việt Nam xã", "các đoàn thể"]),
    ("các cấp, các ngành", ["các cấp, các ngành"]),
    ("các cơ quan Trung ương, Bộ Y tế", ["các cơ quan Trung ương", "Bộ Y tế"]),
    # shared heads before a colon
    ("các Sở: Xây dựng, Công Thương, Văn hóa, Thể thao và Du lịch",
     ["Sở Xây dựng", "Sở Công Thương", "Sở Văn hóa, Thể thao và Du lịch"]),
    ("các Sở Xây dựng, Tài chính và Y tế", ["Sở Xây dựng", "Sở Tài chính", "Sở Y tế"]),
    ("Sở Tài chính, Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("VP: Tỉnh ủy, HĐND tỉnh", ["VP Tỉnh ủy", "VP HĐND tỉnh"]),
    ("Đơn vị phối hợp: Sở Y tế, Sở Tư pháp", ["Sở Y tế", "Sở Tư pháp"]),
    # lists of heads after "các" are one group
    ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", ["Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"]),
    ("Các huyện, thị, thành Hội và đơn vị trực thuộc", ["Các huyện, thị, thành Hội", "đơn vị trực thuộc"]),
    ("Các huyện đoàn, thành đoàn, Đoàn trực thuộc", ["Các huyện đoàn, thành đoàn", "Đoàn trực thuộc"]),
    ("các huyện đoàn và đoàn trực thuộc", ["các huyện đoàn", "đoàn trực thuộc"]),
    ("Bộ Tư pháp, các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
     ["Bộ Tư pháp", "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"]),
    ("Các trường mầm non, tiểu học trên địa bàn xã", ["Các trường mầm non, tiểu học trên địa bàn xã"]),
    ("HĐND, UBND các xã", ["HĐND các xã", "UBND các xã"]),
    # others
    ("Trường THCS Lê Lợi, Kim Đồng", ["Trường THCS Lê Lợi", "Trường THCS Kim Đồng"]),
    ("đ/c Trần Văn An, đ/c Lê Thị Bình", ["đ/c Trần Văn An", "đ/c Lê Thị Bình"]),
    ("Giám đốc Sở Y tế", ["Giám đốc Sở Y tế"]),
    ("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh", ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]),
    ("Phòng Kinh tế cùng với Công an xã", ["Phòng Kinh tế", "Công an xã"]),
    ("Sở Y tế, Sở Y tế", ["Sở Y tế"]),
    ("", []),
    (" - ; , .", []),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "names"), SPLITS, ids=[cell[:40] or "empty" for cell, _ in SPLITS])
def test_a_list_of_bodies_is_split(cell: str, names: list[str]) -> None:
    assert list(split_bodies(cell)) == names


PROVINCE = {"issuer": "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP", "province": "Đồng Tháp"}
UNION = {"issuer": "LIÊN ĐOÀN LAO ĐỘNG TỈNH BẾN TRE", "province": "Bến Tre"}
DISTRICT = {"issuer": "BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG HUYỆN BA TRI", "province": "Bến Tre"}
COMMUNE = {"issuer": "ỦY BAN NHÂN DÂN XÃ TÂN HÒA", "province": "Đồng Nai"}
CITY = {"issuer": "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "province": "Hà Nội"}
SCHOOL = {"issuer": "TRƯỜNG THCS NGUYỄN TRÃI"}
PARTY = {"issuer": "ĐẢNG ỦY PHƯỜNG TÂN NINH", "province": "Tây Ninh"}

MINISTRY = {"issuer": "BỘ XÂY DỰNG"}
OFFICE = {"issuer": "SỞ NỘI VỤ", "province": "Lào Cai"}
COMPANY = {"issuer": "CÔNG TY CỔ PHẦN GẠCH MEN BÌNH LÂM"}
COLLEGE = {"issuer": "TRƯỜNG TIỂU HỌC LÊ VĂN TÁM"}
WOMEN = {"issuer": "HỘI LIÊN HIỆP PHỤ NỮ TỈNH CÀ MAU", "province": "Cà Mau"}
YOUTH = {"issuer": "BAN CHẤP HÀNH ĐOÀN TỈNH QUẢNG TRỊ", "province": "Quảng Trị"}
POLICE = {"issuer": "CÔNG AN THỊ XÃ SÔNG CẦU", "province": "Phú Yên"}
BLOCK = {"issuer": "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH SƠN LA", "province": "Sơn La"}
BOARD = {"issuer": "BAN QUẢN LÝ KHU KINH TẾ TỈNH LONG AN", "province": "Long An"}
CELL = {"issuer": "CHI BỘ TRƯỜNG TIỂU HỌC LÊ VĂN TÁM"}
SHOP = {"issuer": "CÔNG ĐOÀN CƠ SỞ CÔNG TY TNHH DỆT KIM TÂN TIẾN"}

# ruff: noqa: E501
# text, context, canonical name, kind, level
NAMES = [
    ("UBND tỉnh ban hành", PROVINCE, "Ủy ban nhân dân tỉnh Đồng Tháp", "peoples_committee", "province"),
    ("trình HĐND tỉnh", PROVINCE, "Hội đồng nhân dân tỉnh Đồng Tháp", "peoples_council", "province"),
    ("báo cáo Thường trực Tỉnh ủy", PROVINCE, "Thường trực Tỉnh ủy Đồng Tháp", "party_committee", "province"),
    ("TT HĐND tỉnh", PROVINCE, "Thường trực Hội đồng nhân dân tỉnh Đồng Tháp", "peoples_council", "province"),
    ("Ban Thường vụ Tỉnh ủy", PROVINCE, "Ban Thường vụ Tỉnh ủy Đồng Tháp", "party_committee", "province"),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", PROVINCE, "Ban Tuyên giáo và Dân vận Tỉnh ủy Đồng Tháp", "party_body", "province"),
    ("VPUB", PROVINCE, "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp", "department", "province"),
    ("Văn phòng Tỉnh ủy", PROVINCE, "Văn phòng Tỉnh ủy Đồng Tháp", "party_body", "province"),
    ("Sở GD&ĐT chủ trì", PROVINCE, "Sở Giáo dục và Đào tạo", "department", "province"),
    ("Sở VHTT&DL", PROVINCE, "Sở Văn hóa, Thể thao và Du lịch", "department", "province"),
    ("Sở Thông tin và Truyển thông", PROVINCE, "Sở Thông tin và Truyền thông", "department", "province"),
    ("Sở LĐ-TB&XH", PROVINCE, "Sở Lao động - Thương binh và Xã hội", "department", "province"),
    ("Công an tỉnh", PROVINCE, "Công an tỉnh Đồng Tháp", "armed_force", "province"),
    ("Bộ CHQS tỉnh", PROVINCE, "Bộ Chỉ huy Quân sự tỉnh Đồng Tháp", "armed_force", "province"),
    ("Bộ Y tế", PROVINCE, "Bộ Y tế", "ministry", "central"),
    ("Văn phòng Chính phủ", PROVINCE, "Văn phòng Chính phủ", "ministry", "central"),
    ("Quốc hội ban hành", PROVINCE, "Quốc hội", "peoples_council", "central"),
    ("BHXH tỉnh", PROVINCE, "Bảo hiểm xã hội tỉnh Đồng Tháp", "ministry", "central"),
    ("Kho bạc Nhà nước tỉnh", PROVINCE, "Kho bạc Nhà nước tỉnh Đồng Tháp", "ministry", "central"),
    ("UBND huyện Lai Vung", PROVINCE, "Ủy ban nhân dân huyện Lai Vung", "peoples_committee", "district"),
    ("UBND TP Sa Đéc", PROVINCE, "Ủy ban nhân dân thành phố Sa Đéc", "peoples_committee", "district"),
    ("Trung tâm Y tế huyện Lai Vung", PROVINCE, "Trung tâm Y tế huyện Lai Vung", "health", "district"),
    ("Bệnh viện Đa khoa tỉnh", PROVINCE, "Bệnh viện Đa khoa tỉnh Đồng Tháp", "health", "unit"),
    ("Đài PT-TH tỉnh", PROVINCE, "Đài Phát thanh và Truyền hình tỉnh Đồng Tháp", "media", "province"),
    ("Cổng TTĐT tỉnh", PROVINCE, "Cổng Thông tin điện tử tỉnh Đồng Tháp", "media", "province"),
    ("Ban Chỉ đạo cấp tỉnh", PROVINCE, "Ban Chỉ đạo tỉnh Đồng Tháp", "steering", "province"),
    ("Ban Chỉ đạo phòng, chống thiên tai tỉnh", PROVINCE, "Ban Chỉ đạo phòng, chống thiên tai tỉnh Đồng Tháp", "steering", "province"),
    ("Ban Chấp hành Trung ương Đảng khóa XIII", PROVINCE, "Ban Chấp hành Trung ương Đảng", "party_committee", "central"),
    ("Nghị quyết của Bộ Chính trị", PROVINCE, "Bộ Chính trị", "party_committee", "central"),
    ("Tỉnh đoàn", PROVINCE, "Tỉnh đoàn Đồng Tháp", "front_org", "province"),
    ("Hội LHPN tỉnh", PROVINCE, "Hội Liên hiệp Phụ nữ tỉnh Đồng Tháp", "front_org", "province"),
    ("Đoàn ĐBQH tỉnh", PROVINCE, "Đoàn đại biểu Quốc hội tỉnh Đồng Tháp", "peoples_council", "province"),
    ("LĐLĐ tỉnh", UNION, "Liên đoàn Lao động tỉnh Bến Tre", "union_federation", "province"),
    ("Liên đoàn Lao động (LĐLĐ) tỉnh", UNION, "Liên đoàn Lao động tỉnh Bến Tre", "union_federation", "province"),
    ("Đại hội Công đoàn tỉnh Bến Tre", UNION, "Liên đoàn Lao động tỉnh Bến Tre", "union_federation", "province"),
    ("Ban Thường vụ ban hành", UNION, "Ban Thường vụ Liên đoàn Lao động tỉnh Bến Tre", "union_federation", "province"),
    ("Tổng LĐLĐ Việt Nam", UNION, "Tổng Liên đoàn Lao động Việt Nam", "union_federation", "central"),
    ("Ban CS-PL", UNION, "Ban Chính sách - Pháp luật", "union_board", "province"),
    ("Ban TG-NC", UNION, "Ban Tuyên giáo - Nữ công", "union_board", "province"),
    ("Văn phòng", UNION, "Văn phòng", "union_board", "province"),
    ("UBKT LĐLĐ tỉnh", UNION, "Ủy ban Kiểm tra Liên đoàn Lao động tỉnh Bến Tre", "union_board", "province"),
    ("CĐ ngành Giáo dục", UNION, "Công đoàn ngành Giáo dục", "union_sector", "province"),
    ("Công đoàn Viên chức tỉnh", UNION, "Công đoàn Viên chức tỉnh Bến Tre", "union_sector", "province"),
    ("Công đoàn xã Tân Phú", UNION, "Công đoàn xã Tân Phú", "union_commune", "commune"),
    ("CĐCS Công ty TNHH May Sao Mai", UNION, "Công đoàn cơ sở Công ty TNHH May Sao Mai", "union_grassroots", "unit"),
    ("Công đoàn cơ sở Trường THPT Lê Lợi", UNION, "Công đoàn cơ sở Trường THPT Lê Lợi", "union_grassroots", "unit"),
    ("Ban Tuyên giáo TLĐ", UNION, "Ban Tuyên giáo Tổng Liên đoàn Lao động Việt Nam", "union_board", "central"),
    ("LĐLĐ huyện tổ chức", DISTRICT, "Liên đoàn Lao động huyện Ba Tri", "union_federation", "district"),
    ("LĐLĐ tỉnh", DISTRICT, "Liên đoàn Lao động tỉnh Bến Tre", "union_federation", "province"),
    ("TM. BAN THƯỜNG VỤ", DISTRICT, "Ban Thường vụ Liên đoàn Lao động huyện Ba Tri", "union_federation", "district"),
    ("Huyện ủy", DISTRICT, "Huyện ủy Ba Tri", "party_committee", "district"),
    ("Bộ phận kế toán LĐLĐ huyện", DISTRICT, "Bộ phận Kế toán Liên đoàn Lao động huyện Ba Tri", "union_board", "district"),
    ("UBND xã giao", COMMUNE, "Ủy ban nhân dân xã Tân Hòa", "peoples_committee", "commune"),
    ("Công an xã", COMMUNE, "Công an xã Tân Hòa", "armed_force", "commune"),
    ("Phòng Văn hóa - Xã hội", COMMUNE, "Phòng Văn hóa - Xã hội", "division", "commune"),
    ("Văn phòng HĐND và UBND xã", COMMUNE, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Tân Hòa", "division", "commune"),
    ("UBMTTQ Việt Nam xã", COMMUNE, "Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Hòa", "front_org", "commune"),
    ("Đoàn TNCS Hồ Chí Minh xã", COMMUNE, "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Tân Hòa", "front_org", "commune"),
    ("Bộ phận Tư pháp - Hộ tịch", COMMUNE, "Bộ phận Tư pháp - Hộ tịch", "division", "commune"),
    ("Trạm Y tế xã", COMMUNE, "Trạm Y tế xã Tân Hòa", "health", "commune"),
    ("Trang TTĐT xã", COMMUNE, "Trang Thông tin điện tử xã Tân Hòa", "media", "commune"),
    ("UBND Thành phố", CITY, "Ủy ban nhân dân thành phố Hà Nội", "peoples_committee", "province"),
    ("Thành ủy", CITY, "Thành ủy Hà Nội", "party_committee", "province"),
    ("Ban Giám hiệu", SCHOOL, "Ban Giám hiệu", "school", "unit"),
    ("Trường Tiểu học Kim Đồng", SCHOOL, "Trường Tiểu học Kim Đồng", "school", "unit"),
    ("Phòng GDĐT", SCHOOL, "Phòng Giáo dục và Đào tạo", "division", "district"),
    ("UBKT Đảng ủy", PARTY, "Ủy ban Kiểm tra Đảng ủy phường Tân Ninh", "party_body", "commune"),
    ("BTV Đảng ủy", PARTY, "Ban Thường vụ Đảng ủy phường Tân Ninh", "party_committee", "commune"),
    ("Công ty Cổ phần Công nghệ Sao Bắc", PROVINCE, "Công ty Cổ phần Công nghệ Sao Bắc", "enterprise", "unit"),
    ("Ủy ban nhân dân Quận 12", PROVINCE, "Ủy ban nhân dân Quận 12", "peoples_committee", "district"),
    ("Hội đồng đánh giá sáng kiến tỉnh", PROVINCE, "Hội đồng đánh giá sáng kiến tỉnh Đồng Tháp", "steering", "province"),
    ("Tòa án nhân dân tỉnh", PROVINCE, "Tòa án nhân dân tỉnh Đồng Tháp", "department", "province"),
    ("Văn phòng Bộ", MINISTRY, "Văn phòng Bộ Xây dựng", "ministry", "central"),
    ("Thanh tra Bộ", MINISTRY, "Thanh tra Bộ Xây dựng", "ministry", "central"),
    ("Báo Xây dựng", MINISTRY, "Báo Xây dựng", "media", "central"),
    ("Cục Đường cao tốc", MINISTRY, "Cục Đường cao tốc", "ministry", "central"),
    ("Thanh tra Sở", OFFICE, "Thanh tra Sở Nội vụ", "department", "province"),
    ("Ban Giám đốc Sở", OFFICE, "Ban Giám đốc Sở Nội vụ", "department", "province"),
    ("Phòng Cải cách hành chính", OFFICE, "Phòng Cải cách hành chính", "division", "province"),
    ("Phòng Kế hoạch - Vật tư", COMPANY, "Phòng Kế hoạch - Vật tư", "enterprise", "unit"),
    ("Đội Bảo vệ", COMPANY, "Đội Bảo vệ", "enterprise", "unit"),
    ("Tổ Khoa học tự nhiên", COLLEGE, "Tổ Khoa học tự nhiên", "school", "unit"),
    ("Đoàn trường", COLLEGE, "Đoàn trường Tiểu học Lê Văn Tám", "front_org", "unit"),
    ("Công đoàn trường", COLLEGE, "Công đoàn trường Tiểu học Lê Văn Tám", "union_grassroots", "unit"),
    ("Ban Thường vụ họp", WOMEN, "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Cà Mau", "front_org", "province"),
    ("Ban Gia đình - Xã hội", WOMEN, "Ban Gia đình - Xã hội", "front_org", "province"),
    ("Ban Tuyên giáo TW Hội", WOMEN, "Ban Tuyên giáo Trung ương Hội Liên hiệp Phụ nữ Việt Nam", "front_org", "central"),
    ("Huyện đoàn Gio Linh", YOUTH, "Huyện đoàn Gio Linh", "front_org", "district"),
    ("Ban Phong trào TW Đoàn", YOUTH, "Ban Phong trào Trung ương Đoàn", "front_org", "central"),
    ("chi bộ họp", CELL, "Chi bộ Trường Tiểu học Lê Văn Tám", "party_committee", "unit"),
    ("Đoàn Thanh niên nhà trường", CELL, "Đoàn Thanh niên Trường Tiểu học Lê Văn Tám", "front_org", "unit"),
    ("BCH CĐCS", SHOP, "Ban Chấp hành Công đoàn cơ sở Công ty TNHH Dệt Kim Tân Tiến", "union_grassroots", "unit"),
    ("Ban Giám đốc Công ty", SHOP, "Ban Giám đốc Công ty TNHH Dệt Kim Tân Tiến", "enterprise", "unit"),
    ("Trạm Y tế Công ty", SHOP, "Trạm Y tế Công ty TNHH Dệt Kim Tân Tiến", "health", "unit"),
    ("Báo Đồng Tháp", PROVINCE, "Báo Đồng Tháp", "media", "province"),
    ("Kho bạc Nhà nước Đồng Tháp", PROVINCE, "Kho bạc Nhà nước Đồng Tháp", "ministry", "central"),
    ("Cục Thuế tỉnh", PROVINCE, "Cục Thuế tỉnh Đồng Tháp", "ministry", "central"),
    ("Cổng Dịch vụ công của tỉnh", PROVINCE, "Cổng Dịch vụ công tỉnh Đồng Tháp", "media", "province"),
    ("TT. HĐND tỉnh", PROVINCE, "Thường trực Hội đồng nhân dân tỉnh Đồng Tháp", "peoples_council", "province"),
    ("Ban Chỉ đạo tỉnh về chuyển đổi số", PROVINCE, "Ban Chỉ đạo tỉnh Đồng Tháp về chuyển đổi số", "steering", "province"),
    ("Ban Chỉ đạo các vấn đề nổi cộm về đất đai", PROVINCE, "Ban Chỉ đạo các vấn đề nổi cộm về đất đai", "steering", "province"),
    ("Ban Cán sự đảng UBND tỉnh", PROVINCE, "Ban Cán sự đảng Ủy ban nhân dân tỉnh Đồng Tháp", "party_committee", "province"),
    ("Ủy ban Mặt trận Tổ quốc tỉnh", PROVINCE, "Ủy ban Mặt trận Tổ quốc tỉnh Đồng Tháp", "front_org", "province"),
    ("Đài Phát thanh - Truyền hình Đồng Tháp", PROVINCE, "Đài Phát thanh - Truyền hình Đồng Tháp", "media", "province"),
    ("Đoàn Công an tỉnh", YOUTH, "Đoàn Công an tỉnh Quảng Trị", "front_org", "province"),
    ("Đoàn Quân sự tỉnh", YOUTH, "Đoàn Quân sự tỉnh Quảng Trị", "front_org", "province"),
    ("Ban Chấp hành Đoàn Khối các cơ quan", YOUTH, "Ban Chấp hành Đoàn Khối các cơ quan", "front_org", "province"),
    ("Đoàn Thanh niên Sở Y tế", PROVINCE, "Đoàn Thanh niên Sở Y tế", "front_org", "province"),
    ("Công đoàn Sở Y tế", PROVINCE, "Công đoàn Sở Y tế", "union_grassroots", "unit"),
    ("Ban Chấp hành Công đoàn Công ty", COMPANY, "Ban Chấp hành Công đoàn Công ty Cổ phần Gạch Men Bình Lâm", "union_grassroots", "unit"),
    ("5. Công đoàn: chuẩn bị", SCHOOL, "Công đoàn", "union_grassroots", "unit"),
    ("gửi tỉnh Hội", WOMEN, "Hội Liên hiệp Phụ nữ tỉnh Cà Mau", "front_org", "province"),
    ("huyện Hội Năm Căn", WOMEN, "Hội Liên hiệp Phụ nữ huyện Năm Căn", "front_org", "district"),
    ("Ban Tổ chức", COMMUNE, "Ban Tổ chức", "steering", "commune"),
    ("Ban Tổ chức Hội thi", WOMEN, "Ban Tổ chức Hội thi", "steering", "province"),
    ("Ban Tổ chức, sau đó", WOMEN, "Ban Tổ chức", "front_org", "province"),
    ("Thành đoàn Lạng Sơn", YOUTH, "Thành đoàn Lạng Sơn", "front_org", "district"),
    ("Đội Cảnh sát QLHC về TTXH", POLICE, "Đội Cảnh sát quản lý hành chính về trật tự xã hội", "armed_force", "district"),
    ("Đội Cảnh sát giao thông - trật tự tuần tra", POLICE, "Đội Cảnh sát giao thông - Trật tự", "armed_force", "district"),
    ("Thanh tra giao thông", POLICE, "Thanh tra giao thông", "department", "province"),
    ("Bộ Tư lệnh Quân khu 9", PROVINCE, "Bộ Tư lệnh Quân khu 9", "armed_force", "central"),
    ("Điện lực Sa Đéc", PROVINCE, "Điện lực Sa Đéc", "enterprise", "unit"),
    ("Cổng Thông tin điện tử Bộ Tư pháp", MINISTRY, "Cổng Thông tin điện tử Bộ Tư pháp", "media", "central"),
    ("Hội Cựu chiến binh cơ quan Bộ", MINISTRY, "Hội Cựu chiến binh Bộ Xây dựng", "front_org", "central"),
    ("Ban Dân tộc HĐND tỉnh", PROVINCE, "Ban Dân tộc Hội đồng nhân dân tỉnh Đồng Tháp", "peoples_council", "province"),
    ("Đội QLTT số 12", PROVINCE, "Đội Quản lý thị trường số 12", "ministry", "central"),
    ("Sở Giao thông vận tải - Xây dựng", PROVINCE, "Sở Giao thông vận tải - Xây dựng", "department", "province"),
    ("Ban Quản lý các khu công nghiệp tỉnh", PROVINCE, "Ban Quản lý các khu công nghiệp tỉnh Đồng Tháp", "department", "province"),
    ("P.TCKH", DISTRICT, "Phòng Tài chính - Kế hoạch", "division", "district"),
    ("P. Nội vụ", DISTRICT, "Phòng Nội vụ", "division", "district"),
    ("Đảng ủy Trường Đại học Đồng Tháp", PROVINCE, "Đảng ủy Trường Đại học Đồng Tháp", "party_committee", "unit"),
    ("Thường trực Đảng ủy", BLOCK, "Thường trực Đảng ủy Khối các cơ quan tỉnh Sơn La", "party_committee", "province"),
    ("Văn phòng Ban", BOARD, "Văn phòng Ban Quản lý Khu Kinh Tế tỉnh Long An", "division", "province"),
    ("Đoàn giám sát làm việc với các đơn vị.", PROVINCE, "Đoàn giám sát", "steering", "province"),
    ("Ban Quản lý cảng thực hiện.", PROVINCE, "Ban Quản lý cảng", "department", "province"),
    ("Ban Chỉ đạo 389 tỉnh", PROVINCE, "Ban Chỉ đạo 389 tỉnh Đồng Tháp", "steering", "province"),
    ("Đảng ủy UBND tỉnh", PROVINCE, "Đảng ủy Ủy ban nhân dân tỉnh Đồng Tháp", "party_committee", "province"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "context", "name", "kind", "level"), NAMES, ids=[f"{row[0][:35]}-{i}" for i, row in enumerate(NAMES)]
)
def test_a_body_has_its_full_name_kind_and_level(
    text: str, context: dict[str, str], name: str, kind: str, level: str
) -> None:
    units = find_units(text, **context)
    assert [(u.name, u.kind, u.level, u.group) for u in units] == [(name, kind, level, False)]


NOTHING = [
    "đoàn viên, công nhân và người lao động",
    "cấp ủy, chính quyền các cấp",
    "Chủ tịch UBND tỉnh ký",
    "Thủ tướng Chính phủ",
    "Giám đốc Sở Y tế",
    "tổ chức hội thảo, hội nghị, hội thi",
    "phòng, chống dịch bệnh",
    "các cơ sở giáo dục",
    "cán bộ y tế",
    "nhiệm vụ khoa học và công nghệ",
    "I. NHIỆM VỤ VÀ GIẢI PHÁP",
    "ban hành văn bản",
    "thường trực 24/24",
    "Nghị quyết số 03/NQ-BCH và 12/KL-BTV",
    "toàn xã hội",
    "trên địa bàn xã Trường Giang",
    "các cấp, các ngành",
    "Trường hợp đặc biệt",
    "phù hợp với tình hình của cơ quan, đơn vị",
    "Thủ trưởng các sở, ngành",
    "Trưởng Trạm Y tế xã, phường",
    "tham gia Ngày hội Thiếu nhi vui khỏe",
    "các doanh nghiệp, cơ sở, tổ, đội",
    "các vụ tai nạn, vụ cháy nổ",
    "chỉ đạo các trường học, lớp học",
    "tại tỉnh hội nghị bàn",
    "hoạt động Công đoàn",
    "P. Giám đốc, P. Chủ tịch",
    "tại Hội An, thành Hội An",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_body(text: str) -> None:
    assert find_units(text, **PROVINCE) == ()


GROUPS = [
    ("các sở, ban, ngành tỉnh phối hợp", "các sở, ban, ngành tỉnh", "department"),
    ("UBND các xã, phường thực hiện", "UBND các xã, phường", "peoples_committee"),
    ("LĐLĐ các huyện, TX, TP", "LĐLĐ các huyện, TX, TP", "union_federation"),
    ("các cơ quan, đơn vị liên quan", "các cơ quan, đơn vị liên quan", "generic_group"),
    ("các cấp công đoàn", "các cấp công đoàn", "generic_group"),
    ("công đoàn hai cấp", "công đoàn hai cấp", "generic_group"),
    ("Công đoàn cơ sở tổ chức", "Công đoàn cơ sở", "union_grassroots"),
    ("CĐCS trực thuộc", "CĐCS trực thuộc", "union_grassroots"),
    ("các cơ quan báo chí tuyên truyền", "các cơ quan báo chí tuyên truyền", "media"),
    ("các phòng, ban thuộc UBND huyện", "các phòng, ban thuộc UBND huyện", "generic_group"),
    ("Hội đồng nhân dân cùng cấp", "Hội đồng nhân dân cùng cấp", "peoples_council"),
    ("UBND cấp xã", "UBND cấp xã", "peoples_committee"),
    ("các đơn vị thuộc Bộ", "các đơn vị thuộc Bộ", "generic_group"),
    ("các phòng, trung tâm thuộc xã", "các phòng, trung tâm thuộc xã", "division"),
    ("các phòng chuyên môn", "các phòng chuyên môn", "division"),
    ("các cấp Hội", "các cấp Hội", "front_org"),
    ("100% cơ sở Hội", "cơ sở Hội", "front_org"),
    ("các chi đoàn", "các chi đoàn", "front_org"),
    ("các đảng bộ trực thuộc", "các đảng bộ trực thuộc", "party_committee"),
    ("các tổng công ty điện lực", "các tổng công ty điện lực", "enterprise"),
    ("các đội hình thanh niên tình nguyện", "các đội hình thanh niên tình nguyện", "front_org"),
    ("Tổ công nghệ số cộng đồng", "Tổ công nghệ số cộng đồng", "steering"),
    ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy học tập",
     "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", "party_committee"),
    ("Các huyện, thành ủy, đảng ủy trực thuộc;", "Các huyện, thành ủy, đảng ủy trực thuộc", "party_committee"),
    ("mỗi huyện đoàn, thành đoàn: xây", "huyện đoàn, thành đoàn", "front_org"),
    ("chỉ đạo huyện đoàn tổ chức", "huyện đoàn", "front_org"),
    ("Các đảng bộ, chi bộ trực thuộc xây dựng", "Các đảng bộ, chi bộ trực thuộc", "party_committee"),
    ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ.", "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "generic_group"),
    ("các Vụ, Cục, Tổng cục thuộc Bộ", "các Vụ, Cục, Tổng cục thuộc Bộ", "ministry"),
    ("Các trường tiểu học, THCS trên địa bàn phường vận động", "Các trường tiểu học, THCS trên địa bàn phường", "school"),
    ("Công đoàn cơ sở khu vực doanh nghiệp thương lượng", "Công đoàn cơ sở khu vực doanh nghiệp", "union_grassroots"),
    ("UBND 13 xã, thị trấn", "UBND 13 xã, thị trấn", "peoples_committee"),
    ("các chi, đảng bộ trực thuộc:", "các chi, đảng bộ trực thuộc", "party_committee"),
    ("các Ban HĐND tỉnh", "các Ban HĐND tỉnh", "peoples_council"),
    ("các cơ quan thông tấn, báo chí đưa tin", "các cơ quan thông tấn, báo chí", "media"),
    ("Tổ bảo vệ ANTT các thôn, làng báo cáo", "Tổ bảo vệ ANTT các thôn, làng", "steering"),
    ("các phòng, đơn vị sự nghiệp thuộc UBND xã", "các phòng, đơn vị sự nghiệp thuộc UBND xã", "generic_group"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed", "kind"), GROUPS, ids=[row[0] for row in GROUPS])
def test_a_group_of_bodies_is_one_entry(text: str, printed: str, kind: str) -> None:
    (unit,) = find_units(text, **PROVINCE)
    assert unit.group
    assert printed in unit.texts
    assert unit.kind == kind


def names(units: tuple[Unit, ...]) -> list[str]:
    return [unit.name for unit in units]


def test_forms_of_one_body_are_one_entry_with_all_its_texts() -> None:
    text = "Ban Chính sách pháp luật\nBan Chính sách - Pháp luật\nBan CS-PL\nBan Chính sách Pháp luật\n"
    (unit,) = find_units(text, **UNION)
    assert unit.name == "Ban Chính sách - Pháp luật"
    assert unit.texts == tuple(text.splitlines())
    assert len(unit.spans) == 4


def test_a_slip_of_the_pen_is_the_same_body() -> None:
    assert names(find_units("Ban Tuyên giáo và Nữ công, Ban Tuyên và Nữ công", **UNION)) == [
        "Ban Tuyên giáo và Nữ công"
    ]


def test_a_short_name_is_the_only_longer_one() -> None:
    units = find_units("Công đoàn Khu kinh tế tổ chức. Công đoàn Khu Kinh tế tỉnh Bến Tre", **UNION)
    assert names(units) == ["Công đoàn Khu kinh tế tỉnh Bến Tre"]


def test_a_board_is_not_the_one_of_another_body() -> None:
    units = find_units("Ban Tuyên giáo tham mưu. Ban Tuyên giáo Tỉnh ủy", **UNION)
    assert names(units) == ["Ban Tuyên giáo", "Ban Tuyên giáo Tỉnh ủy Bến Tre"]


def test_elided_names_are_bodies_of_their_own() -> None:
    units = find_units("LĐLĐ huyện Ba Tri, Giồng Trôm tổ chức; UBND huyện Ba Tri, thành phố Bến Tre", **UNION)
    assert names(units) == [
        "Liên đoàn Lao động huyện Ba Tri",
        "Liên đoàn Lao động huyện Giồng Trôm",
        "Ủy ban nhân dân huyện Ba Tri",
        "Ủy ban nhân dân thành phố Bến Tre",
    ]
    assert units[1].texts == ("LĐLĐ huyện Giồng Trôm",)


def test_a_wider_area_after_a_comma_says_where() -> None:
    assert names(find_units("UBND xã An Thủy, huyện Ba Tri", **UNION)) == ["Ủy ban nhân dân xã An Thủy"]


def test_an_area_printed_once_belongs_to_all() -> None:
    units = find_units("TTr Đảng ủy, HĐND, UBND xã", **COMMUNE)
    assert names(units) == [
        "Thường trực Đảng ủy xã Tân Hòa",
        "Thường trực Hội đồng nhân dân xã Tân Hòa",
        "Ủy ban nhân dân xã Tân Hòa",
    ]


SHARED = [
    ("HĐND, UBND các huyện, thành phố", ["HĐND các huyện, thành phố", "UBND các huyện, thành phố"]),
    ("Phòng LĐ-TB&XH và LĐLĐ các huyện", ["Phòng LĐ-TB&XH các huyện", "LĐLĐ các huyện"]),
    ("Phòng Y tế và UBND các xã", ["Phòng Y tế", "UBND các xã"]),
    ("Tỉnh ủy, UBND các huyện", ["Tỉnh ủy", "UBND các huyện"]),
    ("Ban Tổ chức, Ban Dân vận Tỉnh ủy", ["Ban Tổ chức Tỉnh ủy", "Ban Dân vận Tỉnh ủy"]),
    ("Công an, Ban CHQS các xã", ["Công an các xã", "Ban CHQS các xã"]),
]


@pytest.mark.parametrize(("text", "printed"), SHARED, ids=[row[0] for row in SHARED])
def test_what_stands_after_the_last_body_belongs_to_those_that_can_have_it(text: str, printed: list[str]) -> None:
    assert [unit.texts[0] for unit in find_units(text, **PROVINCE)] == printed


ELIDED = [
    ("Tổ chuyên môn 1, 2 và 3", ["Tổ chuyên môn 1", "Tổ chuyên môn 2", "Tổ chuyên môn 3"]),
    ("Đoàn phường 5, 16", ["Đoàn phường 5", "Đoàn phường 16"]),
    ("Trường THPT Lê Lai, Trần Phú và Thái Phiên",
     ["Trường THPT Lê Lai", "Trường THPT Trần Phú", "Trường THPT Thái Phiên"]),
    ("Công đoàn ngành Y tế, Xây dựng", ["Công đoàn ngành Y tế", "Công đoàn ngành Xây dựng"]),
    ("các Khoa: Toán và Thống kê, Ngữ văn.", ["Khoa Toán và Thống kê", "Khoa Ngữ văn"]),
    ("UBND các huyện: Lai Vung, Tam Nông", ["UBND huyện Lai Vung", "UBND huyện Tam Nông"]),
    ("Thường trực: Tỉnh ủy, HĐND tỉnh", ["Thường trực: Tỉnh ủy", "Thường trực HĐND tỉnh"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), ELIDED, ids=[row[0] for row in ELIDED])
def test_what_a_list_leaves_out_is_completed(text: str, printed: list[str]) -> None:
    assert [unit.texts[0] for unit in find_units(text, **PROVINCE)] == printed


def lettered(*lines: str, level: Level, province: str, body: str = "", upper: str | None = None) -> tuple[Unit, ...]:
    """The units of a plan whose letterhead has these lines, the last one the issuer."""
    printed = [(line, "letterhead") for line in lines] + [(body, "body")]
    text, segments = "", []
    for line, zone in printed:
        segments.append(Segment(len(text), len(text) + len(line), zone))
        text += line + "\n"
    spans = {"issuing_body": (Span(start=segments[-2].start, end=segments[-2].end, text=lines[-1]),)}
    header = Header(governing_body=upper, issuing_body=lines[-1], evidence=spans)
    return extract_units(text, segments, header=header, scope=Scope(level=level, province=province), abbreviations={})


def test_an_organ_below_an_organisation_is_that_of_its_area() -> None:
    lines = ("HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM", "BAN CHẤP HÀNH TỈNH CÀ MAU")
    units = lettered(*lines, level="province", province="Cà Mau", body="TM. BAN THƯỜNG VỤ", upper=lines[0])
    assert [(unit.name, unit.kind, unit.level) for unit in units] == [
        ("Hội Liên hiệp Phụ nữ Việt Nam", "front_org", "central"),
        ("Ban Chấp hành Hội Liên hiệp Phụ nữ tỉnh Cà Mau", "front_org", "province"),
        ("Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Cà Mau", "front_org", "province"),
    ]


def test_the_youth_unions_motto_tells_whose_organ_issues() -> None:
    lines = ("ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH TỈNH CÀ MAU")
    body = "Kế hoạch của Ban Bí thư Trung ương Đoàn; Ban Phong trào, Ban Bí thư"
    units = lettered(*lines, level="province", province="Cà Mau", body=body)
    assert [(unit.name, unit.kind) for unit in units] == [
        ("Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Cà Mau", "front_org"),
        ("Ban Bí thư Trung ương Đoàn", "front_org"),
        ("Ban Phong trào", "front_org"),
    ]


def test_the_district_of_a_party_committee_is_printed_without_its_type() -> None:
    units = lettered("HUYỆN ỦY BA TRI", level="district", province="Bến Tre", body="Ban Thường vụ Huyện ủy; UBND huyện")
    assert names(units) == [
        "Huyện ủy Ba Tri",
        "Ban Thường vụ Huyện ủy Ba Tri",
        "Ủy ban nhân dân huyện Ba Tri",
    ]


def test_names_of_one_body_of_the_party_are_one_entry() -> None:
    (unit,) = find_units("Ban Chấp hành Trung ương Đảng; Ban Chấp hành Trung ương khóa XIII", **PROVINCE)
    assert unit.texts == ("Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương")


def test_initials_stand_for_the_place_that_the_text_names() -> None:
    units = find_units("UBND thành phố Sa Đéc chỉ đạo. Phòng Tư pháp TPSĐ. UBND TPSĐ", **PROVINCE)
    assert names(units) == ["Ủy ban nhân dân thành phố Sa Đéc", "Phòng Tư pháp thành phố Sa Đéc"]


def test_the_company_is_the_only_one_named() -> None:
    units = find_units("Công đoàn cơ sở Công ty TNHH Sao Mai phối hợp với Chi ủy công ty", **UNION)
    assert names(units)[-1] == "Chi ủy Công ty TNHH Sao Mai"


def test_a_weak_list_counts_only_beside_a_group() -> None:
    assert find_units("tại cơ quan, đơn vị", **PROVINCE) == ()
    (unit,) = find_units("các cơ quan, đơn vị báo cáo; tại cơ quan, đơn vị", **PROVINCE)
    assert unit.texts == ("các cơ quan, đơn vị", "cơ quan, đơn vị")


def test_a_level_word_below_the_issuers_level_is_each_of_them() -> None:
    (below,) = find_units("UBND huyện báo cáo", **PROVINCE)
    assert (below.group, below.level) == (True, "district")
    (unknown,) = find_units("UBND tỉnh báo cáo")
    assert (unknown.name, unknown.group, unknown.level) == ("Ủy ban nhân dân tỉnh", False, "province")


def test_letterhead_recipients_and_signature_count_and_filing_codes_do_not() -> None:
    lines = [
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "letterhead"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH BẾN TRE", "letterhead"),
        ("Ban Thường vụ LĐLĐ tỉnh ban hành Kế hoạch", "opening"),
        ("- Sở Nội vụ;", "recipients"),
        ("- Lưu: VT, Ban CS-PL.", "recipients"),
        ("TM. BAN THƯỜNG VỤ", "signature"),
    ]
    text, segments = "", []
    for line, zone in lines:
        segments.append(Segment(len(text), len(text) + len(line), zone))
        text += line + "\n"
    evidence = {
        key: (Span(start=segments[i].start, end=segments[i].end, text=lines[i][0]),)
        for i, key in enumerate(("governing_body", "issuing_body"))
    }
    header = Header(governing_body=lines[0][0], issuing_body=lines[1][0], place="Bến Tre", evidence=evidence)
    units = extract_units(
        text, segments, header=header, scope=Scope(level="province", province="Bến Tre"), abbreviations={}
    )
    assert names(units) == [
        "Tổng Liên đoàn Lao động Việt Nam",
        "Liên đoàn Lao động tỉnh Bến Tre",
        "Ban Thường vụ Liên đoàn Lao động tỉnh Bến Tre",
        "Sở Nội vụ",
        "Ban Chính sách - Pháp luật",
    ]
    assert units[2].texts == ("Ban Thường vụ LĐLĐ tỉnh", "BAN THƯỜNG VỤ")
    assert all(text[span.start : span.end] == span.text for unit in units for span in unit.spans)


def test_without_a_letterhead_the_issuer_is_the_organ_that_speaks() -> None:
    text = "Ban Thường vụ LĐLĐ huyện xây dựng Kế hoạch.\nLĐLĐ huyện tổ chức.\n"
    segments = [Segment(0, 43, "opening"), Segment(44, 63, "body")]
    units = extract_units(
        text,
        segments,
        header=Header(place="Ba Tri"),
        scope=Scope(level="district", province="Bến Tre"),
        abbreviations={},
    )
    assert names(units) == [
        "Ban Thường vụ Liên đoàn Lao động huyện Ba Tri",
        "Liên đoàn Lao động huyện Ba Tri",
    ]


def test_the_documents_own_abbreviation_is_the_body() -> None:
    text = "Ban Quản lý rừng phòng hộ (BQLRPH) chủ trì\nGiao BQLRPH thực hiện\n"
    segments = [Segment(0, 42, "body"), Segment(43, 64, "body")]
    units = extract_units(
        text, segments, header=Header(), scope=Scope(), abbreviations={"BQLRPH": "Ban Quản lý rừng phòng hộ"}
    )
    assert units[0].texts == ("Ban Quản lý rừng phòng hộ", "BQLRPH")


MENTIONS = [
    ("Sở Y tế chủ trì, phối hợp với Công an tỉnh, UBND các xã, phường thực hiện",
     ["Sở Y tế", "Công an tỉnh", "UBND các xã, phường"]),
    ("Giao Phòng Kinh tế tham mưu UBND xã (qua Văn phòng HĐND và UBND xã)",
     ["Phòng Kinh tế", "UBND xã", "Văn phòng HĐND và UBND xã"]),
    ("Chủ tịch UBND xã chỉ đạo Công an xã", ["Công an xã"]),
    ("LĐLĐ huyện Ba Tri, Giồng Trôm", ["LĐLĐ huyện Ba Tri", "Giồng Trôm"]),
    ("Báo cáo về Ban Tuyên giáo và Nữ công và Ban Chính sách - Pháp luật",
     ["Ban Tuyên giáo và Nữ công", "Ban Chính sách - Pháp luật"]),
    ("không có gì", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MENTIONS, ids=[text[:30] for text, _ in MENTIONS])
def test_mentions_are_as_long_as_the_name_goes(text: str, found: list[str]) -> None:
    assert [span.text for span in find_body_mentions(text)] == found


def test_mentions_are_looked_for_in_the_range_only() -> None:
    text = "Sở Y tế. Sở Tư pháp. Sở Nội vụ."
    assert [span.text for span in find_body_mentions(text, 9, 20)] == ["Sở Tư pháp"]


PIECES = st.sampled_from(
    "UBND HĐND LĐLĐ CĐCS Sở Ban Phòng Tổ Hội Đảng ủy Chi bộ công đoàn cơ quan đơn vị các xã phường huyện tỉnh TP. "
    "Tân Phú 1 2 Y tế Tài chính và , ; : - ( ) . / Thường trực Tỉnh ủy cấp Việt Nam Trung ương VP TTr \n \t".split(" ")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=120))


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_spans_slice_and_nothing_fails(text: str) -> None:
    for unit in find_units(text, **COMMUNE):
        assert unit.name
        assert all(text[span.start : span.end] == span.text for span in unit.spans)
    spans = find_body_mentions(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(name.strip() == name and name for name in split_bodies(text))


@pytest.mark.parametrize("word", ["Đảng ủy ", "Chi bộ ", "Tổ giúp việc ", "UBND các xã, phường, ", "LĐLĐ (("])
def test_hostile_repetition_ends(word: str) -> None:
    assert find_units(word * 400) is not None
    assert split_bodies(word * 400)
