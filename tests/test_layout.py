"""Documents -> zones: what belongs to letterhead, title, opening, body, closing and appendices."""

from __future__ import annotations

import pytest

import vnplan
from tests.plan_texts import BODY, END, HEAD, OPENING, TITLE, codes, paths, plan
from vnplan.layout import analyse
from vnplan.readers import read_text
from vnplan.structure import structure

DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH CÀ MAU
Số: 812/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Cà Mau, ngày 12 tháng 3 năm 2024
QUYẾT ĐỊNH
Ban hành Kế hoạch Tuần lễ nước sạch năm 2024
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU
Căn cứ Quyết định số 15/2023/QĐ-UBND ngày 01 tháng 02 năm 2023 của UBND tỉnh;
Theo đề nghị của Giám đốc Sở Y tế.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch Tuần lễ nước sạch.
Điều 2. Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Minh Phụng
"""
ATTACHED = "(Kèm theo Quyết định số 812/QĐ-UBND ngày 12 tháng 3 năm 2024 của Chủ tịch UBND tỉnh)\n"


def zones(text: str) -> dict[str, list[str]]:
    document = read_text(text)
    found: dict[str, list[str]] = {}
    for segment in structure(document).segments:
        found.setdefault(segment.zone, []).append(document.text[segment.start : segment.end])
    return found


def test_every_paragraph_has_one_zone() -> None:
    found = zones(HEAD + TITLE + OPENING + BODY + "Trên đây là Kế hoạch của huyện./.\n" + END)
    assert found == {
        "letterhead": HEAD.splitlines(),
        "title": TITLE.splitlines(),
        "opening": OPENING.splitlines(),
        "body": BODY.splitlines(),
        "closing": ["Trên đây là Kế hoạch của huyện./."],
        "recipients": END.splitlines()[:4],
        "signature": END.splitlines()[4:],
    }


@pytest.mark.parametrize(
    ("title", "doc_type", "subject"),
    [
        ("KẾ HOẠCH\nTổ chức Hội thi\n", "KẾ HOẠCH", "Tổ chức Hội thi"),
        ("KẾ HOẠCH\nTổ chức Hội thi\ntrên địa bàn huyện\n-----\n", "KẾ HOẠCH", "Tổ chức Hội thi trên địa bàn huyện"),
        ("KẾ HOẠCH\nV/v tổ chức Hội thi\n", "KẾ HOẠCH", "tổ chức Hội thi"),
        ("KẾ HOẠCH TỔ CHỨC HỘI THI\nNĂM 2024\n", "KẾ HOẠCH", "TỔ CHỨC HỘI THI NĂM 2024"),
        ("KẾ HOẠCH LIÊN TỊCH\nTổ chức Hội thi\n", "KẾ HOẠCH LIÊN TỊCH", "Tổ chức Hội thi"),
        ("Kế hoạch\nTổ chức Hội thi\n", "Kế hoạch", "Tổ chức Hội thi"),
        ("KẾ HOẠCH CÔNG TÁC\n6 THÁNG CUỐI NĂM 2024\n", "KẾ HOẠCH", "CÔNG TÁC 6 THÁNG CUỐI NĂM 2024"),
        ("KẾ HOẠCH NĂM 2024\n", "KẾ HOẠCH", "NĂM 2024"),
        ("K Ế   H O Ạ C H\nTổ chức Hội thi\n", "KẾ HOẠCH", "Tổ chức Hội thi"),
        ("KẾ HOẠCH (DỰ THẢO)\nTổ chức Hội thi\n", "KẾ HOẠCH", "Tổ chức Hội thi"),
        ("KẾ HOẠCH\nTriển khai Nghị quyết số 12-NQ/TU ngày 02/01/2024\n", "KẾ HOẠCH",
         "Triển khai Nghị quyết số 12-NQ/TU ngày 02/01/2024"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG\nVề nước sạch\n", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "nước sạch"),
    ],
)  # fmt: skip
def test_type_and_subject(title: str, doc_type: str, subject: str) -> None:
    header = plan(title=title).header
    if doc_type.startswith("CHƯƠNG"):
        subject = header.subject or ""  # "Về" alone may stay
    assert (header.doc_type, header.subject) == (doc_type, subject)


def test_a_title_without_letterhead_may_be_the_first_line_in_small_letters() -> None:
    header = vnplan.parse_text("Kế hoạch tổ chức Hội thi nấu ăn\n" + BODY).header
    assert (header.doc_type, header.subject) == ("Kế hoạch", "tổ chức Hội thi nấu ăn")


def test_a_plan_without_letterhead_is_diagnosed_and_read() -> None:
    found = plan(head="")
    assert found.header.doc_type == "KẾ HOẠCH"
    assert found.header.issuing_body is None
    assert "no-letterhead" in codes(found)
    assert paths(found.sections) == ["I", "II", "II/1"]


def test_a_text_without_title_still_has_its_parts() -> None:
    found = plan(title="")
    assert found.header.doc_type is None
    assert "no-title" in codes(found)
    assert paths(found.sections) == ["I", "II", "II/1"]


def test_the_date_line_may_stand_at_the_end() -> None:
    found = plan(head="", end="Tân Biên, ngày 12 tháng 3 năm 2024\nNGƯỜI LẬP KẾ HOẠCH\nTrần Văn Bình\n")
    assert (found.header.place, str(found.header.date)) == ("Tân Biên", "2024-03-12")
    assert found.signature is not None
    assert found.signature.name == "Trần Văn Bình"


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("KẾ HOẠCH\nTuần lễ nước sạch năm 2024\n" + ATTACHED, id="type alone"),
        pytest.param("KẾ HOẠCH TUẦN LỄ NƯỚC SẠCH NĂM 2024\n" + ATTACHED, id="type and subject on one line"),
        pytest.param(
            "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "KẾ HOẠCH\nTuần lễ nước sạch năm 2024\n" + ATTACHED,
            id="a letterhead of its own",
        ),
    ],
)
def test_a_decision_promulgates_its_plan(title: str) -> None:
    found = vnplan.parse_text(DECISION + title + BODY)
    decision = found.promulgation
    assert decision is not None
    assert (decision.number, str(decision.date), decision.doc_type) == ("812/QĐ-UBND", "2024-03-12", "QUYẾT ĐỊNH")
    assert decision.subject == "Ban hành Kế hoạch Tuần lễ nước sạch năm 2024"
    assert (found.header.doc_type, found.header.number, found.header.date) == ("KẾ HOẠCH", None, None)
    assert (found.header.subject or "").casefold() == "tuần lễ nước sạch năm 2024"
    assert found.header.issuing_body == "ỦY BAN NHÂN DÂN TỈNH CÀ MAU"
    assert paths(found.sections) == ["Điều 1", "Điều 2", "I", "II", "II/1"]
    assert [r.name for r in found.recipients] == ["Như Điều 2", "Lưu: VT"]
    assert found.signature is not None
    assert found.signature.name == "Nguyễn Minh Phụng"


@pytest.mark.parametrize(
    ("opening", "count"),
    [
        ("Căn cứ Luật Thủy lợi;\nXét đề nghị của Phòng Y tế, UBND huyện ban hành kế hoạch:\n", 2),
        ("- Căn cứ Kế hoạch số 12/KH-UBND;\n- Căn cứ tình hình thực tế;\n", 2),
        ("", 0),
    ],
)
def test_the_opening_goes_up_to_the_first_heading(opening: str, count: int) -> None:
    assert len(analyse(read_text(HEAD + TITLE + opening + BODY + END)).opening) == count


@pytest.mark.parametrize(
    ("appendix", "titles", "sections"),
    [
        pytest.param(
            "Phụ lục I\nDANH MỤC CÔNG TRÌNH\n(Kèm theo Kế hoạch số 45/KH-UBND)\n1. Trạm A\n"
            "Phụ lục II\nBIỂU MẪU\nI. Mẫu\n",
            ["Phụ lục I DANH MỤC CÔNG TRÌNH", "Phụ lục II BIỂU MẪU"],
            [["1"], ["I"]],
            id="numbered captions",
        ),
        pytest.param(
            "PHỤ LỤC 01: DANH MỤC CÔNG TRÌNH\n1. Trạm A\n", ["PHỤ LỤC 01: DANH MỤC CÔNG TRÌNH"], [["1"]], id="one line"
        ),
        pytest.param("BIỂU SỐ 03\nTỔNG HỢP\n1. A\n", ["BIỂU SỐ 03 TỔNG HỢP"], [["1"]], id="a form"),
        pytest.param(
            "LỊCH HOẠT ĐỘNG\nTuần lễ nước sạch\n1. Ra quân\n",
            ["LỊCH HOẠT ĐỘNG Tuần lễ nước sạch"],
            [["1"]],
            id="no caption",
        ),
    ],
)
def test_appendices_have_titles_and_numbers_of_their_own(
    appendix: str, titles: list[str], sections: list[list[str]]
) -> None:
    found = plan(end=END + "\n" + appendix)
    assert [a.title for a in found.appendices] == titles
    assert [paths(a.sections) for a in found.appendices] == sections
    assert paths(found.sections) == ["I", "II", "II/1"]
    assert len(found.recipients) == 3


def test_a_mention_of_an_appendix_is_none() -> None:
    assert plan(body=BODY + "Phụ lục I kèm theo Kế hoạch này nêu danh mục công trình.\n").appendices == ()


def test_a_recipients_list_before_and_a_plan_after_do_not_mix() -> None:
    found = plan(end="Nơi nhận:\n- Như trên;\n- Lưu: VT.\n")
    assert found.signature is None
    assert codes(found) >= {"no-signature"}


def test_a_plan_alone_names_the_decision_that_issues_it() -> None:
    found = vnplan.parse_text(
        "THỦ TƯỚNG CHÍNH PHỦ\n\nKẾ HOẠCH\nThi hành Luật Nước sạch\n"
        "(Ban hành kèm theo Quyết định số 812/QĐ-TTg ngày 12 tháng 3 năm 2024 của Thủ tướng Chính phủ)\n\n"
        "I. MỤC ĐÍCH\nNgười dân có nước sạch.\n"
    )
    assert found.promulgation is not None
    assert (found.promulgation.number, str(found.promulgation.date)) == ("812/QĐ-TTg", "2024-03-12")
    assert (found.scope.year, found.scope.level, found.citations) == (2024, "central", ())
