"""Who issues a plan: letterhead, symbol, bodies below and beside it, signature and recipients, as they were in a year
(domain, parts 1.4 to 1.8, 2 and 8). Bodies are strings as a plan prints them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from corpora.generation.chance import chance, pick, weighted
from corpora.generation.places import BEFORE, SINCE, Merged, Province

_REFORM = dt.date(2025, 7, 1)  # two tiers, 34 provinces
_DEPARTMENTS = dt.date(2025, 3, 1)  # departments merged


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of document that a plan cites: its type, the shape of its number, its issuer."""

    type: str
    number: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer of a plan. `local` is the head of local bodies with their places by type: elided lists are made of
    it; `groups` are named groups of bodies, each printed as one."""

    kind: str
    topics: str
    level: str
    lines: tuple[str, ...]
    symbol: str
    place: str
    speaker: str
    office: str
    doers: tuple[str, ...]
    partners: tuple[str, ...]
    groups: tuple[str, ...]
    signatures: tuple[tuple[str | None, str], ...]
    recipients: tuple[tuple[str, str | None], ...]
    sources: tuple[Source, ...]
    area: str = ""
    parent: str | None = None
    regime: str = "state"  # state, party, youth
    province: str | None = None
    today: str | None = None
    local: tuple[str, tuple[tuple[str, tuple[str, ...]], ...]] | None = None

    @property
    def name(self) -> str:
        """The issuing body as gold has it."""
        return " ".join(self.lines)


_CENTRAL = (
    Source("Quyết định", "{n}/QĐ-TTg", "Thủ tướng Chính phủ"),
    Source("Nghị quyết", "{n}/NQ-CP", "Chính phủ"),
    Source("Chỉ thị", "{n}/CT-TTg", "Thủ tướng Chính phủ"),
    Source("Nghị định", "{n}/{y}/NĐ-CP", "Chính phủ"),
    Source("Nghị quyết", "{n}-NQ/TW", "Bộ Chính trị"),
)
_COMMITTEE = (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
_STANDING = (("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"))


def issuer_in(rng: Random, issued: dt.date, kind: str | None = None) -> Issuer:
    """An issuer that could sign on that day; `kind` asks for one of `KINDS`."""
    after = issued >= _REFORM
    kinds = [(name, weight) for name, weight, tiers in _KINDS if tiers in ("both", "after" if after else "before")]
    name = kind if kind in dict(kinds) else weighted(rng, kinds)
    home: Province | Merged = pick(rng, SINCE) if after else pick(rng, BEFORE)
    if home.city and name not in ("province", "party-province"):
        home = next(one for one in (SINCE if after else BEFORE) if not one.city)
    return _MAKERS[name](rng, home, issued)


def _today(home: Province | Merged) -> str:
    return home.today if isinstance(home, Province) else home.name


def _below(home: Province | Merged, year: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Places below a province by type, the commonest type first."""
    if isinstance(home, Merged):
        return (("xã", home.communes), ("phường", home.wards))
    towns = tuple((kind, (name,)) for kind, name, since in home.towns if year > since)
    return (("huyện", home.districts), *towns)


def _departments(issued: dt.date, unit: str) -> tuple[str, ...]:
    shared = (
        "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Công Thương",
        "Sở Văn hóa, Thể thao và Du lịch", f"Công an {unit}", f"Văn phòng UBND {unit}",
    )  # fmt: skip
    if issued >= _DEPARTMENTS:
        return (*shared, "Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Môi trường")
    return (*shared, "Sở Thông tin và Truyền thông", "Sở Lao động - Thương binh và Xã hội",
            "Sở Nông nghiệp và Phát triển nông thôn")  # fmt: skip


def _groups(home: Province | Merged, head: str) -> str:
    if isinstance(home, Merged):
        return f"{head} các xã, phường"
    if home.city:
        return f"{head} các quận, huyện"
    kinds = {kind for kind, _, _ in home.towns}
    return f"{head} các huyện, " + ("thị xã, thành phố" if "thị xã" in kinds else "thành phố")


def _province(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    unit = "thành phố" if home.city else "tỉnh"
    committee = "ỦY BAN NHÂN DÂN" if issued.year > 2012 or chance(rng, 0.5) else "UỶ BAN NHÂN DÂN"
    party = "Thành ủy" if home.city else "Tỉnh ủy"
    return Issuer(
        "province", "state", "province", (committee, f"{unit.upper()} {home.name.upper()}"), "KH-UBND", home.name,
        f"Ủy ban nhân dân {unit}", f"UBND {unit}", _departments(issued, unit),
        (f"Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", f"Báo {home.name}", f"Hội Liên hiệp Phụ nữ {unit}"),
        (_groups(home, "Ủy ban nhân dân"), "Các sở, ban, ngành"),
        tuple((authority.replace("ỦY BAN", committee[:2] + " BAN"), position) for authority, position in _COMMITTEE),
        (("Thủ tướng Chính phủ", "để b/c"), (f"TT {party}, TT HĐND {unit}", None),
         (f"Chủ tịch, các PCT UBND {unit}", None),
         ("Các sở, ban, ngành", "thực hiện"), (_groups(home, "UBND"), None), ("Lưu: VT, NC", None)),
        (*_CENTRAL, Source("Công văn", "{n}/BNV-CCHC", "Bộ Nội vụ"), Source("Thông tư", "{n}/{y}/TT-BTC",
         "Bộ Tài chính")),
        area=f" trên địa bàn {unit} {home.name}", province=home.name, today=_today(home),
        local=None if home.city else ("UBND", _below(home, issued.year)),
    )  # fmt: skip


def _department(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    name, code, desk = pick(rng, (("Sở Y tế", "SYT", "Phòng Nghiệp vụ Y"), ("Sở Nội vụ", "SNV",
    "Phòng Cải cách hành chính"),
                                  ("Sở Tư pháp", "STP", "Phòng Phổ biến, giáo dục pháp luật")))  # fmt: skip
    return Issuer(
        "department", "state", "province", (name.upper(),), f"KH-{code}", home.name, name, name,
        (desk, "Văn phòng Sở", "Phòng Kế hoạch - Tài chính", "Phòng Tổ chức cán bộ"),
        (f"Báo {home.name}", "Công an tỉnh", "Tỉnh đoàn"), ("Các đơn vị trực thuộc Sở",),
        ((None, "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (("UBND tỉnh", "để báo cáo"), ("Ban Giám đốc Sở", None), ("Các phòng, đơn vị thuộc Sở", "thực hiện"),
         ("Lưu: VT", None)),
        (Source("Kế hoạch", "{n}/KH-UBND", f"Ủy ban nhân dân tỉnh {home.name}"), *_CENTRAL),
        parent=pick(rng, ("ỦY BAN NHÂN DÂN TỈNH ", "UBND TỈNH ")) + home.name.upper(),
        province=home.name, today=_today(home), area=f" trên địa bàn tỉnh {home.name}",
    )  # fmt: skip


def _district(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    assert isinstance(home, Province)
    name = pick(rng, home.districts)
    return Issuer(
        "district", "state", "district", ("ỦY BAN NHÂN DÂN", f"HUYỆN {name.upper()}"), "KH-UBND", name,
        "Ủy ban nhân dân huyện", "UBND huyện",
        ("Phòng Nội vụ", "Phòng Tư pháp", "Phòng Văn hóa và Thông tin", "Phòng Tài chính - Kế hoạch",
         "Phòng Giáo dục và Đào tạo", "Công an huyện", "Trung tâm Y tế huyện"),
        ("Huyện đoàn", "Hội Nông dân huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Ủy ban nhân dân các xã, thị trấn",), _COMMITTEE,
        (("UBND tỉnh", "b/c"), ("TT Huyện ủy, TT HĐND huyện", None), ("Các phòng, ban, ngành huyện", "t/h"),
         ("UBND các xã, thị trấn", "t/h"), ("Lưu VT", None)),
        (Source("Kế hoạch", "{n}/KH-UBND", f"Ủy ban nhân dân tỉnh {home.name}"), *_CENTRAL),
        area=f" trên địa bàn huyện {name}", province=home.name, today=home.today,
    )  # fmt: skip


def _commune(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    assert isinstance(home, Merged)
    ward = chance(rng, 0.3)
    unit, name = ("phường", pick(rng, home.wards)) if ward else ("xã", pick(rng, home.communes))
    return Issuer(
        "commune", "commune", "commune", ("ỦY BAN NHÂN DÂN", f"{unit.upper()} {name.upper()}"), "KH-UBND", name,
        f"Ủy ban nhân dân {unit}", f"UBND {unit}",
        (f"Văn phòng HĐND và UBND {unit}", "Phòng Văn hóa - Xã hội",
         "Phòng Kinh tế, Hạ tầng và Đô thị" if ward else "Phòng Kinh tế",
         f"Trung tâm Phục vụ hành chính công {unit}", f"Công an {unit}", f"Trạm Y tế {unit}"),
        (f"Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", f"Hội Liên hiệp Phụ nữ {unit}", f"Hội Nông dân {unit}"),
        (f"Các trường học trên địa bàn {unit}",), _COMMITTEE,
        (("UBND tỉnh", "b/c"), (f"TT Đảng ủy, TT HĐND {unit}", None), (f"Các phòng, trung tâm thuộc {unit}", None),
         ("Lưu: VT", None)),
        (Source("Kế hoạch", "{n}/KH-UBND", f"Ủy ban nhân dân tỉnh {home.name}"), *_CENTRAL),
        area=f" trên địa bàn {unit} {name}", province=home.name, today=home.name,
    )  # fmt: skip


_UNION = (
    Source("Kế hoạch", "{n}/KH-TLĐ", "Tổng Liên đoàn Lao động Việt Nam"),
    Source("Hướng dẫn", "{n}/HD-TLĐ", "Tổng Liên đoàn Lao động Việt Nam"),
    Source("Nghị quyết", "{n}b/NQ-BCH", "Ban Chấp hành Tổng Liên đoàn Lao động Việt Nam"),
    Source("Chỉ thị", "{n}-CT/TW", "Ban Bí thư"),
)


def _union_province(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    head = "Công đoàn" if isinstance(home, Merged) else "LĐLĐ"
    return Issuer(
        "union-province", "union", "province", (f"LIÊN ĐOÀN LAO ĐỘNG TỈNH {home.name.upper()}",), "KH-LĐLĐ", home.name,
        "Ban Thường vụ Liên đoàn Lao động (LĐLĐ) tỉnh", "LĐLĐ tỉnh",
        ("Ban Tuyên giáo", "Ban Tổ chức", "Ban Chính sách - Pháp luật", "Văn phòng"),
        (f"Báo {home.name}", "Sở Y tế", "Công an tỉnh", "Tỉnh đoàn"), (_groups(home, head),) if isinstance(home,
         Merged) else (_groups(home, head), "Các công đoàn ngành"),
        _STANDING,
        (("Tổng Liên đoàn", "báo cáo"), ("Thường trực Tỉnh ủy", "báo cáo"), (_groups(home, head), "thực hiện"),
         ("Các ban, VP LĐLĐ tỉnh", None), ("Lưu: VT, TG", None)),
        (*_UNION, Source("Chương trình", "{n}-CTr/TU", "Ban Thường vụ Tỉnh ủy")),
        parent="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", province=home.name, today=_today(home),
        local=(head, _below(home, issued.year)),
    )  # fmt: skip


def _union_district(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    assert isinstance(home, Province)
    name = pick(rng, home.districts)
    return Issuer(
        "union-district", "union", "district", (f"LIÊN ĐOÀN LAO ĐỘNG HUYỆN {name.upper()}",), "KH-LĐLĐ", name,
        "Ban Thường vụ Liên đoàn Lao động (LĐLĐ) huyện", "LĐLĐ huyện",
        ("Văn phòng LĐLĐ huyện", "Ủy ban Kiểm tra LĐLĐ huyện", "Ban Nữ công LĐLĐ huyện"),
        ("Trung tâm Y tế huyện", "Huyện đoàn", "Phòng Nội vụ"), ("Các công đoàn cơ sở",), _STANDING,
        (("LĐLĐ tỉnh", "để b/c"), ("Thường trực Huyện ủy", "để b/c"), ("Các công đoàn cơ sở", None), ("Lưu VT", None)),
        (Source("Kế hoạch", "{n}/KH-LĐLĐ", f"Liên đoàn Lao động tỉnh {home.name}"), *_UNION),
        parent=f"LIÊN ĐOÀN LAO ĐỘNG TỈNH {home.name.upper()}", province=home.name, today=home.today,
    )  # fmt: skip


def _union_commune(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    assert isinstance(home, Merged)
    name = pick(rng, home.communes)
    return Issuer(
        "union-commune", "union", "commune", (f"CÔNG ĐOÀN XÃ {name.upper()}",), "KH-CĐX", name,
        "Ban Thường vụ Công đoàn xã", "Công đoàn xã",
        ("Ủy ban Kiểm tra Công đoàn xã", "Ban Nữ công Công đoàn xã", "Văn phòng Công đoàn xã"),
        ("Đoàn Thanh niên xã", "Trạm Y tế xã", "Công an xã"), ("Các công đoàn cơ sở",), _STANDING,
        (("LĐLĐ tỉnh", "để b/c"), ("Thường trực Đảng ủy xã", None), ("Các công đoàn cơ sở", None), ("Lưu VT", None)),
        (Source("Kế hoạch", "{n}/KH-LĐLĐ", f"Liên đoàn Lao động tỉnh {home.name}"), *_UNION[:2]),
        parent=f"LIÊN ĐOÀN LAO ĐỘNG TỈNH {home.name.upper()}", province=home.name, today=home.name,
    )  # fmt: skip


def _union_unit(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    company = pick(rng, ("CÔNG TY TNHH MAY HƯNG PHÁT", "CÔNG TY CỔ PHẦN GỖ THÀNH ĐẠT", "CÔNG TY TNHH GIÀY DA TÂN MỸ"))
    return Issuer(
        "union-unit", "unit-union", "unit", (f"CÔNG ĐOÀN CƠ SỞ {company}",), "KH-CĐCS", home.name,
        "Ban Chấp hành Công đoàn cơ sở", "Ban Chấp hành Công đoàn cơ sở",
        ("Ban Nữ công", "Ủy ban Kiểm tra công đoàn", "Tổ công đoàn Xưởng 1", "Tổ công đoàn Xưởng 2"),
        ("Phòng Hành chính", "Phòng Nhân sự", "Trạm Y tế Công ty"), ("Các tổ công đoàn",),
        (("TM. BAN CHẤP HÀNH", "CHỦ TỊCH"), ("TM. BAN CHẤP HÀNH", "PHÓ CHỦ TỊCH")),
        (("LĐLĐ tỉnh", "b/c"), ("Ban Giám đốc Công ty", None), ("Các tổ công đoàn", "thực hiện"), ("Lưu VP", None)),
        (Source("Kế hoạch", "{n}/KH-LĐLĐ", f"Liên đoàn Lao động tỉnh {home.name}"), *_UNION[:2]),
        parent=f"LIÊN ĐOÀN LAO ĐỘNG TỈNH {home.name.upper()}", province=home.name, today=_today(home),
    )  # fmt: skip


_PARTY = (
    Source("Nghị quyết", "{n}-NQ/TW", "Ban Chấp hành Trung ương"),
    Source("Quy định", "{n}-QĐ/TW", "Bộ Chính trị"),
    Source("Kết luận", "{n}-KL/TW", "Ban Bí thư"),
    Source("Hướng dẫn", "{n}-HD/BTGTW", "Ban Tuyên giáo Trung ương"),
)


def _party_province(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    head, unit = ("Thành ủy", "thành phố") if home.city else ("Tỉnh ủy", "tỉnh")
    press = "Ban Tuyên giáo và Dân vận" if issued.year >= 2025 else "Ban Tuyên giáo"
    return Issuer(
        "party-province", "party", "province", (f"{head.upper()} {home.name.upper()}",), "KH/TU", home.name,
        f"Ban Thường vụ {head}", head,
        (f"Ban Tổ chức {head}", f"{press} {head}", f"Văn phòng {head}", f"Ủy ban Kiểm tra {head}"),
        ("Sở Nội vụ", f"Báo {home.name}", f"Trường Chính trị {unit}"), (f"Các đảng ủy trực thuộc {head}",),
        (("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC")),
        (("Ban Tổ chức Trung ương", "để báo cáo"), (f"Các đồng chí Ủy viên Ban Chấp hành Đảng bộ {unit}", None),
         (f"Các đảng ủy trực thuộc {head}", None), (f"Lưu Văn phòng {head}", None)),
        _PARTY, regime="party", province=home.name, today=_today(home),
    )  # fmt: skip


def _party_commune(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    assert isinstance(home, Merged)
    name = pick(rng, home.communes)
    return Issuer(
        "party-commune", "party", "commune", (f"ĐẢNG ỦY XÃ {name.upper()}",), "KH/ĐU", name, "Ban Thường vụ Đảng ủy xã",
        "Đảng ủy xã", ("Ban Xây dựng Đảng Đảng ủy xã", "Ủy ban Kiểm tra Đảng ủy xã", "Văn phòng Đảng ủy xã"),
        ("Đoàn Thanh niên xã", "Hội Cựu chiến binh xã", "Công an xã"), ("Các chi bộ trực thuộc Đảng ủy xã",),
        (("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
        (("Ban Tổ chức Tỉnh ủy", "để báo cáo"), ("Các chi bộ trực thuộc", "thực hiện"), ("Lưu Văn phòng Đảng ủy xã",
         None)),
        (Source("Kế hoạch", "{n}-KH/TU", f"Ban Thường vụ Tỉnh ủy {home.name}"), *_PARTY),
        parent=f"ĐẢNG BỘ TỈNH {home.name.upper()}", regime="party", province=home.name, today=home.name,
    )  # fmt: skip


def _youth(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    groups = "Đoàn các xã, phường" if isinstance(home, Merged) else "Các huyện đoàn"
    return Issuer(
        "youth-province", "youth", "province", (f"BCH ĐOÀN TỈNH {home.name.upper()}",), "KH/TĐTN-PT", home.name,
        "Ban Thường vụ Tỉnh đoàn", "Tỉnh đoàn",
        ("Ban Phong trào Tỉnh đoàn", "Ban Tuyên giáo Tỉnh đoàn", "Văn phòng Tỉnh đoàn", "Ban Xây dựng Đoàn Tỉnh đoàn"),
        ("Sở Giáo dục và Đào tạo", "Hội Chữ thập đỏ tỉnh", f"Báo {home.name}"), (groups,),
        (("TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "BÍ THƯ"), ("TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "PHÓ BÍ THƯ")),
        (("Ban Bí thư Trung ương Đoàn", "b/c"), ("TT Tỉnh ủy, UBND tỉnh", "b/c"), (groups, "thực hiện"),
         ("Lưu PT, VP", None)),
        (Source("Hướng dẫn", "{n}-HD/TWĐTN-ĐKTHTN", "Ban Bí thư Trung ương Đoàn"),
         Source("Kế hoạch", "{n}-KH/TWĐTN-BTG", "Ban Bí thư Trung ương Đoàn"),
         Source("Chương trình", "{n}-CTr/TU", "Ban Thường vụ Tỉnh ủy")),
        regime="youth", province=home.name, today=_today(home),
    )  # fmt: skip


def _women(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    return Issuer(
        "women-province", "women", "province", (f"HỘI LIÊN HIỆP PHỤ NỮ TỈNH {home.name.upper()}",),
        pick(rng, ("KH-BTV", "KH-HLHPN")), home.name,
        "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh", "Hội Liên hiệp Phụ nữ tỉnh",
        ("Ban Tuyên giáo", "Ban Gia đình - Xã hội", "Văn phòng", "Ban Tổ chức"),
        ("Sở Tư pháp", "Sở Y tế", "Công an tỉnh", f"Báo {home.name}"),
        (_groups(home, "Hội Liên hiệp Phụ nữ"),), (("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), ("TM. BAN THƯỜNG VỤ",
         "PHÓ CHỦ TỊCH THƯỜNG TRỰC")),
        (("Ban Gia đình - Xã hội TW Hội", "b/c"), ("Ban Dân vận Tỉnh ủy",
         "b/c") if issued.year < 2025 else ("Tỉnh ủy", "b/c"),
         (_groups(home, "Hội LHPN"), "t/h"), ("Lưu: VP", None)),
        (Source("Kế hoạch", "{n}/KH-ĐCT", "Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam"),
         Source("Hướng dẫn", "{n}/HD-ĐCT", "Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam"), *_CENTRAL[:3]),
        parent="HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM", province=home.name, today=_today(home),
        area=f" trên địa bàn tỉnh {home.name}",
    )  # fmt: skip


def _school(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    name = pick(rng, home.communes if isinstance(home, Merged) else home.districts)
    grade, code = pick(rng, (("THCS", "THCS"), ("TIỂU HỌC", "TH")))
    parent = (
        f"ỦY BAN NHÂN DÂN XÃ {name.upper()}"
        if isinstance(home, Merged)
        else f"PHÒNG GIÁO DỤC VÀ ĐÀO TẠO {name.upper()}"
    )
    return Issuer(
        "school", "school", "unit", (f"TRƯỜNG {grade} {pick(rng, ('LÊ LỢI', 'NGUYỄN DU', 'KIM ĐỒNG', 'VÕ THỊ SÁU'))}",),
        f"KH-{code}", name, "Nhà trường", "Ban Giám hiệu",
        ("Tổ Khoa học tự nhiên", "Tổ Khoa học xã hội", "Công đoàn trường", "Tổ Văn phòng", "Ban Giám hiệu"),
        ("Ban đại diện cha mẹ học sinh", "Trạm Y tế xã", "Đoàn Thanh niên xã"), ("Các tổ chuyên môn",),
        ((None, "HIỆU TRƯỞNG"), ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
        (("UBND xã" if isinstance(home, Merged) else "Phòng GD&ĐT", "b/c"), ("Các tổ chuyên môn", "t/h"),
         ("Lưu: VT", None)),
        (Source("Công văn", "{n}/SGDĐT-GDTrH", "Sở Giáo dục và Đào tạo"),
         Source("Chỉ thị", "{n}/CT-UBND", f"Ủy ban nhân dân tỉnh {home.name}"),
         Source("Thông tư", "{n}/{y}/TT-BGDĐT", "Bộ Giáo dục và Đào tạo")),
        parent=parent,
    )  # fmt: skip


def _ministry(rng: Random, home: Province | Merged, issued: dt.date) -> Issuer:
    return Issuer(
        "ministry", "ministry", "central", ("BỘ NỘI VỤ",), "KH-BNV", "Hà Nội", "Bộ Nội vụ", "Bộ Nội vụ",
        ("Vụ Cải cách hành chính", "Vụ Pháp chế", "Vụ Tổ chức - Biên chế", "Văn phòng Bộ"),
        ("Bộ Tài chính", "Bộ Tư pháp", "Văn phòng Chính phủ"),
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", "Các đơn vị thuộc Bộ"),
        ((None, "BỘ TRƯỞNG"), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
        (("Thủ tướng Chính phủ", "để b/c"), ("Các đơn vị thuộc Bộ", None),
         ("UBND các tỉnh, thành phố trực thuộc TW", None),
         ("Lưu: VT, CCHC", None)),
        _CENTRAL,
    )  # fmt: skip


_KINDS = (
    ("province", 5, "both"), ("department", 3, "both"), ("district", 3, "before"), ("commune", 3, "after"),
    ("union-province", 3, "both"), ("union-district", 2, "before"), ("union-commune", 2, "after"), ("union-unit", 1,
     "both"),
    ("party-province", 2, "both"), ("party-commune", 1, "after"), ("youth-province", 2, "both"),
    ("women-province", 2, "both"), ("school", 2, "both"), ("ministry", 1, "both"),
)  # fmt: skip
KINDS = tuple(name for name, _, _ in _KINDS)
_MAKERS = {
    "province": _province, "department": _department, "district": _district, "commune": _commune,
    "union-province": _union_province, "union-district": _union_district, "union-commune": _union_commune,
    "union-unit": _union_unit, "party-province": _party_province, "party-commune": _party_commune,
    "youth-province": _youth, "women-province": _women, "school": _school, "ministry": _ministry,
}  # fmt: skip
