"""Places before and after 1 July 2025, campaigns, and the word tables of bodies."""

import datetime as dt

import pytest

from vnplan.gazetteer.campaigns import campaigns, find_campaigns
from vnplan.gazetteer.heads import functions, heads, longest, words
from vnplan.gazetteer.places import (
    find_places,
    find_province,
    province_names,
    province_of_code,
    province_today,
    provinces_of,
)

BEFORE, AFTER = dt.date(2024, 3, 1), dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("Trà Vinh", "Vĩnh Long"), ("Kiên Giang", "An Giang"), ("Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),
        ("tỉnh Bắc Giang", "Bắc Ninh"), ("Yên Bái", "Lào Cai"), ("Quảng Bình", "Quảng Trị"), ("Long An", "Tây Ninh"),
        ("Tiền Giang", "Đồng Tháp"), ("Bình Định", "Gia Lai"), ("Hà Nội", "Hà Nội"), ("Thừa Thiên Huế", "Huế"),
        ("TP.HCM", "Hồ Chí Minh"), ("TP. Hồ Chí Minh", "Hồ Chí Minh"), ("ĐẮC LẮC", "Đắk Lắk"),
        ("Thanh Hoá", "Thanh Hóa"), ("BR-VT", "Hồ Chí Minh"), ("Hoà Bình", "Phú Thọ"), ("Bắc Cạn", "Thái Nguyên"),
    ],
)  # fmt: skip
def test_a_province_of_then_lies_in_one_of_today(name: str, today: str) -> None:
    assert province_today(name) == today


def test_there_were_63_provinces_and_are_34() -> None:
    every = {find_province(name) for name in province_names()} - {None}
    assert len({p.name for p in every if p.until}) == 63
    assert len({p.today for p in every}) == 34


def test_a_name_is_looked_up_on_a_day() -> None:
    assert find_province("Trà Vinh", BEFORE).code == "84"
    assert find_province("Trà Vinh", AFTER) is None
    assert find_province("Vĩnh Long", BEFORE).until == dt.date(2025, 7, 1)
    assert find_province("Vĩnh Long", AFTER).since == dt.date(2025, 7, 1)
    assert province_today("Trà Vinh", AFTER) == "Vĩnh Long"  # still named in a later text
    assert province_today("Nowhere") is None


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [("91", "Kiên Giang", "An Giang"), ("15", "Yên Bái", "Lào Cai"), ("24", "Bắc Giang", "Bắc Ninh"),
     ("44", "Quảng Bình", "Quảng Trị"), ("52", "Bình Định", "Gia Lai"), ("80", "Long An", "Tây Ninh"),
     ("82", "Tiền Giang", "Đồng Tháp"), ("01", "Hà Nội", "Hà Nội")],
)  # fmt: skip
def test_seven_codes_changed_their_meaning(code: str, before: str, after: str) -> None:
    assert province_of_code(code, BEFORE).name == before
    assert province_of_code(code, AFTER).name == after


def test_chau_thanh_was_in_ten_provinces() -> None:
    assert len(provinces_of("huyện Châu Thành", on=BEFORE)) == 10
    assert len(find_places("huyện Châu Thành", province="Trà Vinh")) == 1
    assert provinces_of("huyện Châu Thành", on=AFTER) == ()


@pytest.mark.parametrize(
    ("name", "province"),
    [("Vĩnh Thuận", "Kiên Giang"), ("thị xã Duyên Hải", "Trà Vinh"), ("TP Sa Đéc", "Đồng Tháp"),
     ("thành phố Vũng Tàu", "Bà Rịa - Vũng Tàu"), ("Càng Long", "Trà Vinh"), ("Quận 12", "Hồ Chí Minh")],
)  # fmt: skip
def test_a_district_tells_its_province(name: str, province: str) -> None:
    assert provinces_of(name, on=BEFORE) == (province,)


def test_communes_have_their_district_before_and_none_since() -> None:
    old = find_places("xã Tân Thuận", on=BEFORE, province="Kiên Giang")
    assert [(p.district, p.level) for p in old] == [("huyện Vĩnh Thuận", "commune")]
    new = find_places("xã Vĩnh Thuận", on=AFTER, province="An Giang")
    assert [(p.province, p.district, p.after) for p in new] == [("An Giang", None, True)]


def test_types_are_told_apart() -> None:
    types = {p.type for p in find_places("Duyên Hải", on=BEFORE, province="Trà Vinh") if p.level == "district"}
    assert types == {"huyện", "thị xã"}
    assert find_places("đặc khu Phú Quốc", on=AFTER)[0].province == "An Giang"
    assert find_places("") == ()


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("Tổ chức Tháng Công nhân năm 2024", ["Tháng Công nhân"]),
        (
            "Tháng Công nhân và Tháng hành động về an toàn vệ sinh lao động năm 2025",
            ["Tháng Công nhân", "Tháng hành động về An toàn, vệ sinh lao động"],
        ),
        ("hưởng ứng Tháng hành động về ATVSLĐ", ["Tháng hành động về An toàn, vệ sinh lao động"]),
        ("Tháng Thanh niên 2026", ["Tháng Thanh niên"]),
        ("TRIỂN KHAI THÁNG HÀNH ĐỘNG VÌ TRẺ EM", ["Tháng hành động vì trẻ em"]),
        ("Tuần lễ hưởng ứng học tập suốt đời", ["Tuần lễ hưởng ứng học tập suốt đời"]),
        ("phát triển kinh tế tập thể", []),
        ("", []),
    ],
)  # fmt: skip
def test_campaigns_are_found_in_a_subject(subject: str, names: list[str]) -> None:
    assert list(find_campaigns(subject)) == names


def test_campaign_keys_are_unique() -> None:
    keys = [campaign.key for campaign in campaigns()]
    assert len(keys) == len(set(keys)) > 60


@pytest.mark.parametrize(
    ("text", "name"),
    [("UBND tỉnh", "Ủy ban nhân dân"), ("Uỷ ban nhân dân", "Ủy ban nhân dân"), ("LĐLĐ huyện", "Liên đoàn Lao động"),
     ("Công đoàn cơ sở", "Công đoàn cơ sở"),
     ("Văn phòng HĐND & UBND xã", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân")],
)  # fmt: skip
def test_the_longest_head_is_found(text: str, name: str) -> None:
    found = longest(heads(), words(text), 0)
    assert found is not None
    assert found[1].name == name


def test_every_head_has_a_known_tail_and_a_field_no_head_twice() -> None:
    entries = [entry for sizes in heads().values() for keys in sizes.values() for entry in keys.values()]
    tails = {entry.head.tail for entry in entries if entry.head}
    assert tails == {"place", "function", "name", "described", "none", "parent"}
    assert longest(functions(), words("Văn hóa, Thể thao và Du lịch"), 0)[0] == 8
    assert longest(functions(), words("không có"), 0) is None
