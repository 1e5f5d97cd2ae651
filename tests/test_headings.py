"""Kinds of sections by their headings."""

from __future__ import annotations

import pytest

from vnplan.gazetteer.headings import key, kind_of


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "purpose_requirements"),
        ("Mục đích - yêu cầu", "purpose_requirements"),
        ("MỤC ĐÍCH VÀ YÊU CẦU:", "purpose_requirements"),
        ("Mục đích", "purpose"),
        ("YÊU CẦU", "requirements"),
        ("Chỉ tiêu cụ thể", "targets"),
        ("Mục tiêu đến năm 2030", "objectives"),
        ("THỜI GIAN, ĐỊA ĐIỂM", "time_place"),
        ("NHIỆM VỤ VÀ GIẢI PHÁP", "tasks_solutions"),
        ("Một số giải pháp chủ yếu", "solutions"),
        ("KINH PHÍ THỰC HIỆN", "budget"),
        ("TỔ CHỨC THỰC HIỆN", "implementation"),
        ("CÔNG TÁC KIỂM TRA", "monitoring"),
        ("CHẾ ĐỘ BÁO CÁO", "reporting"),
        ("Khẩu hiệu tuyên truyền", "slogans"),
        ("Phòng Y tế", None),
        ("", None),
    ],
)
def test_headings_have_kinds(heading: str, kind: str | None) -> None:
    assert kind_of(heading) == kind


def test_a_sentence_is_no_heading() -> None:
    assert (
        kind_of("Phối hợp với các đơn vị xây dựng mục tiêu và giải pháp bảo vệ nguồn nước trong mùa khô năm nay")
        is None
    )


def test_commas_dashes_and_joining_words_do_not_matter_to_the_key() -> None:
    assert key("Mục đích – yêu cầu.") == key("MỤC ĐÍCH, YÊU CẦU") == key("mục đích và  yêu cầu")
