"""The end of a plan -> recipients and signature."""

from __future__ import annotations

import pytest

from tests.plan_texts import plan

RECIPIENTS = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n"


def recipients(end: str) -> list[tuple[str, str | None]]:
    return [(r.name, r.note) for r in plan(end=end).recipients]


def signature(lines: str, *, first: bool = False) -> tuple[str | None, str | None, str | None] | None:
    found = plan(end=lines + RECIPIENTS if first else RECIPIENTS + lines).signature
    return None if found is None else (found.authority, found.position, found.name)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param(
            "Nơi nhận:\n- Huyện ủy (để báo cáo);\n- Các xã (t/h);\n- Lưu: VT (3b).\n",
            [("Huyện ủy", "để báo cáo"), ("Các xã", "t/h"), ("Lưu: VT (3b)", None)],
            id="notes of purpose, and copies",
        ),
        pytest.param(
            "Nơi nhận:\n- Huyện ủy;\n- HĐND huyện;      (báo cáo)\n- Các phòng;\n"
            "- Các xã;      (thực hiện)\n- Lưu VT.\n",
            [("Huyện ủy", "báo cáo"), ("HĐND huyện", "báo cáo"), ("Các phòng", "thực hiện"), ("Các xã", "thực hiện"),
             ("Lưu VT", None)],
            id="a note beside a group",
        ),
        pytest.param(
            "Nơi nhận:\n- Huyện ủy; } (b/c)\n- Các xã;\n- Lưu VT.\n",
            [("Huyện ủy", "b/c"), ("Các xã", None), ("Lưu VT", None)],
            id="a brace drawn with its character",
        ),
        pytest.param(
            "Nơi nhận:\n- Các phòng, ban,\nđơn vị trực thuộc;\n- Lưu: VT.\n",
            [("Các phòng, ban, đơn vị trực thuộc", None), ("Lưu: VT", None)],
            id="an item over two lines",
        ),
        pytest.param("Nơi nhận:\nHuyện ủy;\nCác xã;\nLưu VT.\n",
                     [("Huyện ủy", None), ("Các xã", None), ("Lưu VT", None)],
                     id="no dashes"),
        pytest.param("Nơi nhận: - Huyện ủy; - Các xã; - Lưu: VT.\n",
                     [("Huyện ủy", None), ("Các xã", None), ("Lưu: VT", None)], id="one line"),
        pytest.param("*Nơi nhận*:\n• Huyện ủy;\n• Lưu: VT.\n", [("Huyện ủy", None), ("Lưu: VT", None)], id="bullets"),
        pytest.param("NƠI NHẬN:\n+ Huyện ủy;\n+ Lưu: VT.\n", [("Huyện ủy", None), ("Lưu: VT", None)], id="in capitals"),
        pytest.param("Nơi nhận:               TM. UBND HUYỆN\n- Huyện ủy;               CHỦ TỊCH\n- Lưu: VT.\n",
                     [("Huyện ủy", None), ("Lưu: VT", None)], id="beside the signature"),
        pytest.param("Trần Văn Bình\n", [], id="none"),
    ],
)  # fmt: skip
def test_recipients(end: str, expected: list[tuple[str, str | None]]) -> None:
    assert recipients(end) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình\n", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình")),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nTrần Văn Bình\n",
            ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Bình"),
        ),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLê Thị Hoa\n", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Thị Hoa")),
        ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nLê Thị Hoa\n", ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Lê Thị Hoa")),
        ("T.M UBND XÃ\nCHỦ TỊCH\nLê Thị Hoa\n", ("T.M UBND XÃ", "CHỦ TỊCH", "Lê Thị Hoa")),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Thị Hoa\n", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Thị Hoa")),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG\nLê Thị Hoa\n", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Lê Thị Hoa")),
        ("Q. GIÁM ĐỐC\nLê Thị Hoa\n", (None, "Q. GIÁM ĐỐC", "Lê Thị Hoa")),
        ("QUYỀN GIÁM ĐỐC\nLê Thị Hoa\n", (None, "QUYỀN GIÁM ĐỐC", "Lê Thị Hoa")),
        ("HIỆU TRƯỞNG\n[đã ký]\nLê Thị Hoa\n", (None, "HIỆU TRƯỞNG", "Lê Thị Hoa")),
        ("GIÁM ĐỐC\nTS.BSCKII. Lê Thị Hoa\n", (None, "GIÁM ĐỐC", "Lê Thị Hoa")),
        ("GIÁM ĐỐC\nĐại tá, PGS.TS Lê Thị Hoa\n", (None, "GIÁM ĐỐC", "Lê Thị Hoa")),
        ("TRƯỞNG CÔNG AN\nThượng tá Bàng Văn Ký\n", (None, "TRƯỞNG CÔNG AN", "Bàng Văn Ký")),
        ("CHỦ TỊCH\nH'Yim Kđoh\n", (None, "CHỦ TỊCH", "H'Yim Kđoh")),
        ("CHỦ TỊCH\nY Blim H’Đơk\n", (None, "CHỦ TỊCH", "Y Blim H’Đơk")),
        ("CHỦ TỊCH\nTRẦN VĂN BÌNH\n", (None, "CHỦ TỊCH", "TRẦN VĂN BÌNH")),
        ("CHỦ TỊCH\n(Đã ký)\n", (None, "CHỦ TỊCH", None)),
    ],
)
def test_signature(lines: str, expected: tuple[str | None, str | None, str | None]) -> None:
    assert signature(lines) == expected


@pytest.mark.parametrize(
    ("lines", "authority", "position"),
    [
        (
            "TM. BAN CHẤP HÀNH CÔNG ĐOÀN\nCÁC KHU CÔNG NGHIỆP TỈNH\nCHỦ TỊCH\n",
            "TM. BAN CHẤP HÀNH CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH",
            "CHỦ TỊCH",
        ),
        (
            "KT. TRƯỞNG PHÒNG TÀI NGUYÊN\nVÀ MÔI TRƯỜNG\nPHÓ TRƯỞNG PHÒNG\n",
            "KT. TRƯỞNG PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG",
            "PHÓ TRƯỞNG PHÒNG",
        ),
        ("TRƯỞNG PHÒNG TÀI NGUYÊN\nVÀ MÔI TRƯỜNG\n", None, "TRƯỞNG PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG"),
        (
            "TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND HUYỆN\n",
            "TM. BAN CHỈ ĐẠO",
            "TRƯỞNG BAN PHÓ CHỦ TỊCH UBND HUYỆN",
        ),
    ],
)
def test_lines_of_capacity_and_office_that_wrap(lines: str, authority: str | None, position: str) -> None:
    assert signature(lines + "Phan Văn Đạt\n") == (authority, position, "Phan Văn Đạt")


def test_a_signature_may_stand_before_the_recipients() -> None:
    assert signature("CHỦ TỊCH\nTrần Văn Bình\n", first=True) == (None, "CHỦ TỊCH", "Trần Văn Bình")


def test_of_two_signatures_the_first_is_given() -> None:
    lines = "GIÁM ĐỐC SỞ Y TẾ\nLê Thị Hoa\nBÍ THƯ TỈNH ĐOÀN\nTrần Văn Bình\n"
    assert signature(lines) == (None, "GIÁM ĐỐC SỞ Y TẾ", "Lê Thị Hoa")


@pytest.mark.parametrize("end", ["", "Trần Văn Bình\n", "- Lưu hồ sơ của huyện.\n"])
def test_no_signature(end: str) -> None:
    assert plan(end=end).signature is None


def test_recipients_and_signature_tell_where_they_stand() -> None:
    found = plan()
    assert [s.text for r in found.recipients for s in r.spans] == [
        "- UBND tỉnh (b/c);",
        "- Các xã, thị trấn;",
        "- Lưu: VT.",
    ]
    assert found.signature is not None
    assert [s.text for s in found.signature.evidence["name"]] == ["Trần Văn Bình"]


def test_a_signature_run_into_the_lines_of_the_recipients_is_told_apart() -> None:
    end = "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- UBND tỉnh; CHỦ TỊCH\n- Lưu: VT.\nTrần Văn Bình\n"
    assert recipients(end) == [("UBND tỉnh", None), ("Lưu: VT", None)]
    found = plan(end=end).signature
    assert found is not None
    assert (found.authority, found.position, found.name) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình")
