"""Real places, by the time in which they hold: districts to 30 June 2025, communes and merged provinces since
(domain, parts 8.1 and 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

TWO_TIERS = 2025.5  # districts ended on 1 July 2025


@dataclass(frozen=True, slots=True)
class Province:
    """A province, its districts, and its towns with the year since when they are towns; `today`: since July 2025."""

    name: str
    today: str
    districts: tuple[str, ...]
    towns: tuple[tuple[str, str, int], ...] = ()  # type, name, year
    city: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A province of the 34, and communes of it."""

    name: str
    communes: tuple[str, ...]
    wards: tuple[str, ...]
    city: bool = False


BEFORE = (
    Province("Trà Vinh", "Vĩnh Long", ("Càng Long", "Cầu Kè", "Tiểu Cần", "Trà Cú", "Cầu Ngang"),
             (("thành phố", "Trà Vinh", 2010), ("thị xã", "Duyên Hải", 2015))),
    Province("Thái Bình", "Hưng Yên", ("Đông Hưng", "Hưng Hà", "Kiến Xương", "Quỳnh Phụ", "Tiền Hải", "Vũ Thư"),
             (("thành phố", "Thái Bình", 2004),)),
    Province("Yên Bái", "Lào Cai", ("Văn Yên", "Trấn Yên", "Lục Yên", "Văn Chấn", "Yên Bình"),
             (("thành phố", "Yên Bái", 2002), ("thị xã", "Nghĩa Lộ", 1995))),
    Province("Kiên Giang", "An Giang", ("Vĩnh Thuận", "Giồng Riềng", "Gò Quao", "Tân Hiệp", "Hòn Đất"),
             (("thành phố", "Rạch Giá", 2005),)),
    Province("Bình Định", "Gia Lai", ("Hoài Ân", "Phù Cát", "Phù Mỹ", "Tuy Phước", "Tây Sơn"),
             (("thành phố", "Quy Nhơn", 1986), ("thị xã", "An Nhơn", 2011))),
    Province("Quảng Bình", "Quảng Trị", ("Lệ Thủy", "Bố Trạch", "Tuyên Hóa", "Minh Hóa"),
             (("thành phố", "Đồng Hới", 2004), ("thị xã", "Ba Đồn", 2013))),
    Province("Nam Định", "Ninh Bình", ("Hải Hậu", "Ý Yên", "Vụ Bản", "Giao Thủy", "Nghĩa Hưng"),
             (("thành phố", "Nam Định", 1976),)),
    Province("Sóc Trăng", "Cần Thơ", ("Kế Sách", "Long Phú", "Mỹ Tú", "Thạnh Trị"),
             (("thành phố", "Sóc Trăng", 2007), ("thị xã", "Vĩnh Châu", 2011))),
    Province("Lạng Sơn", "Lạng Sơn", ("Bắc Sơn", "Cao Lộc", "Chi Lăng", "Hữu Lũng", "Tràng Định"),
             (("thành phố", "Lạng Sơn", 2002),)),
    Province("Nghệ An", "Nghệ An", ("Anh Sơn", "Con Cuông", "Đô Lương", "Nghi Lộc", "Yên Thành"),
             (("thành phố", "Vinh", 1963), ("thị xã", "Thái Hòa", 2007))),
    Province("Phú Yên", "Đắk Lắk", ("Đồng Xuân", "Sơn Hòa", "Tuy An", "Tây Hòa"),
             (("thành phố", "Tuy Hòa", 2005), ("thị xã", "Sông Cầu", 2009))),
    Province("Bến Tre", "Vĩnh Long", ("Ba Tri", "Bình Đại", "Giồng Trôm", "Thạnh Phú"),
             (("thành phố", "Bến Tre", 2009),)),
    Province("Cần Thơ", "Cần Thơ", ("Cờ Đỏ", "Phong Điền", "Thới Lai", "Vĩnh Thạnh"), (), city=True),
)  # fmt: skip
SINCE = (
    Merged("Vĩnh Long", ("Càng Long", "Tiểu Cần", "Cầu Kè", "Ba Tri"), ("Trà Vinh", "Bến Tre")),
    Merged("Hưng Yên", ("Đông Hưng", "Tiền Hải", "Kiến Xương", "Vũ Thư"), ("Thái Bình", "Phố Hiến")),
    Merged("Lào Cai", ("Lục Yên", "Bảo Thắng", "Bắc Hà", "Văn Bàn"), ("Yên Bái", "Sa Pa")),
    Merged("An Giang", ("Vĩnh Thuận", "Giồng Riềng", "Gò Quao", "Tri Tôn"), ("Rạch Giá", "Long Xuyên")),
    Merged("Gia Lai", ("Hoài Ân", "Phù Cát", "Tuy Phước", "Chư Sê"), ("Quy Nhơn", "Pleiku")),
    Merged("Quảng Trị", ("Lệ Thủy", "Tuyên Hóa", "Minh Hóa", "Cam Lộ"), ("Đồng Hới", "Ba Đồn")),
    Merged("Ninh Bình", ("Hải Hậu", "Ý Yên", "Vụ Bản", "Kim Sơn"), ("Nam Định", "Hoa Lư")),
    Merged("Nghệ An", ("Anh Sơn", "Con Cuông", "Đô Lương", "Yên Thành"), ("Thái Hòa", "Cửa Lò")),
    Merged("Cần Thơ", ("Kế Sách", "Long Phú", "Mỹ Tú", "Cờ Đỏ"), ("Sóc Trăng", "Ninh Kiều"), city=True),
)  # fmt: skip
