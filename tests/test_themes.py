"""Themes (chủ đề) of campaigns."""

from __future__ import annotations

import pytest

from tests.plan_texts import plan


def themes(body: str) -> list[str]:
    return [t.text for t in plan(body=body).themes]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I. A\nTuần lễ có chủ đề “Nước là sự sống”.\n", ["Nước là sự sống"]),
        ('I. A\nChủ đề năm nay: "Nước là sự sống";\n', ["Nước là sự sống"]),
        ("I. A\nChủ đề Tuần lễ nước sạch năm 2024 là: «Nước là sự sống»\n", ["Nước là sự sống"]),
        ("1. Chủ đề: Nước là sự sống của muôn nhà\n", ["Nước là sự sống của muôn nhà"]),
        ("I. A\nVới chủ đề “Một”, sau đó chủ đề “Nước là sự sống” và chủ đề “nước là sự sống”.\n", ["Nước là sự sống"]),
        ("I. A\nSinh hoạt theo chủ đề hằng tháng.\n", []),
        ("I. A\nTuyên truyền về “Nước là sự sống”.\n", []),
    ],
)
def test_themes_are_quoted_or_follow_their_heading(body: str, expected: list[str]) -> None:
    assert themes(body) == expected


def test_a_theme_named_twice_is_one_with_two_places() -> None:
    found = plan(body="I. A\nChủ đề “Nước là sự sống”.\nII. B\nTuyên truyền chủ đề “Nước là sự sống”.\n").themes
    assert len(found) == 1
    assert [s.text for s in found[0].spans] == ["Nước là sự sống"] * 2


@pytest.mark.parametrize(
    ("body", "campaign"),
    [
        ("I. A\nChủ đề Tháng Thanh niên năm 2024: “Tự hào tiến bước”.\n", "Tháng Thanh niên năm 2024"),
        ("I. A\nTổ chức Ngày hội đọc sách với chủ đề “Tự hào tiến bước”.\n", "Ngày hội đọc sách"),
    ],
)
def test_a_theme_names_its_campaign(body: str, campaign: str) -> None:
    assert plan(body=body).themes[0].campaign == campaign
