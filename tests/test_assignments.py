# ruff: noqa: E501
"""Assignments in prose: a small plan around a passage -> who does what, by when. One reason each."""

from __future__ import annotations

import datetime as dt

import pytest

from vnplan.model import Plan, Task
from vnplan.pipeline import parse_text

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA SƠN
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Sơn, ngày 12 tháng 02 năm 2024
KẾ HOẠCH
Phát triển thư viện cơ sở năm 2024
Căn cứ Quyết định số 16/QĐ-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh về chương trình công tác năm, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Phục vụ bạn đọc ở nông thôn, gắn với phong trào đọc sách trong nhà trường và xây dựng nếp sống văn hóa ở khu dân cư.
"""


def plan(body: str) -> Plan:
    return parse_text(HEAD + body)


def prose(body: str) -> list[Task]:
    return [task for task in plan(body).tasks if task.origin == "text"]


def one(body: str) -> Task:
    tasks = prose(body)
    assert len(tasks) == 1, tasks
    return tasks[0]


def implementing(items: str) -> str:
    return f"II. TỔ CHỨC THỰC HIỆN\n{items}"


def test_a_heading_that_names_a_body_gives_it_every_item() -> None:
    tasks = prose(
        implementing(
            "1. Sở Tài chính\n- Cân đối kinh phí mua sách.\n- Hướng dẫn quyết toán.\n2. Sở Nội vụ\n- Bố trí biên chế."
        )
    )
    assert [(t.activity, t.implement, t.section) for t in tasks] == [
        ("Cân đối kinh phí mua sách", ("Sở Tài chính",), "II/1"),
        ("Hướng dẫn quyết toán", ("Sở Tài chính",), "II/1"),
        ("Bố trí biên chế", ("Sở Nội vụ",), "II/2"),
    ]


def test_a_heading_with_two_bodies_gives_both() -> None:
    task = one(implementing("1. Văn phòng, Ban Tài chính\n- Chuẩn bị hội trường và tài liệu.\n"))
    assert task.implement == ("Văn phòng", "Ban Tài chính")


def test_a_run_in_heading_names_the_body_of_its_text() -> None:
    task = one(implementing("1. Sở Tài chính: Căn cứ khả năng ngân sách, bố trí kinh phí cho thư viện xã.\n"))
    assert (task.implement, task.activity[:25]) == (("Sở Tài chính",), "Căn cứ khả năng ngân sách")


@pytest.mark.parametrize(
    ("sentence", "role", "names"),
    [
        ("Chủ trì xây dựng tủ sách pháp luật.", "lead", ("Sở Tư pháp",)),
        ("Phối hợp với Sở Nội vụ tổ chức tập huấn thủ thư.", "lead", ("Sở Tư pháp",)),
        ("Là cơ quan thường trực, tổng hợp kết quả thực hiện.", "lead", ("Sở Tư pháp",)),
        ("Tham mưu Ủy ban nhân dân tỉnh ban hành quy chế.", "advise", ("Sở Tư pháp",)),
        ("Theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch.", "monitor", ("Sở Tư pháp",)),
        ("Biên soạn tài liệu tuyên truyền.", "implement", ("Sở Tư pháp",)),
    ],
)
def test_the_first_words_of_an_item_tell_the_role(sentence: str, role: str, names: tuple[str, ...]) -> None:
    assert getattr(one(implementing(f"1. Sở Tư pháp\n- {sentence}\n")), role) == names


def test_those_after_phoi_hop_voi_coordinate() -> None:
    task = one(implementing("1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Sở Tư pháp rà soát biên chế thư viện.\n"))
    assert (task.lead, task.coordinate, task.activity) == (
        ("Sở Nội vụ",),
        ("Sở Tài chính", "Sở Tư pháp"),
        "rà soát biên chế thư viện",
    )


def test_a_partner_named_later_in_the_item_coordinates_too() -> None:
    task = one(implementing("1. Sở Nội vụ\n- Thống kê thủ thư; phối hợp với Sở Tài chính xác định nhu cầu chi.\n"))
    assert (task.implement, task.coordinate) == (("Sở Nội vụ",), ("Sở Tài chính",))


def test_checking_others_is_monitoring_beside_the_lead() -> None:
    task = one(implementing("1. Sở Tư pháp\n- Phối hợp với Sở Nội vụ hướng dẫn, kiểm tra việc sử dụng tủ sách.\n"))
    assert (task.lead, task.monitor) == (("Sở Tư pháp",), ("Sở Tư pháp",))


def test_giao_assigns_outside_an_implementing_section_too() -> None:
    task = one(
        "II. NỘI DUNG\n1. Ngày hội đọc sách\nGiao Thư viện tỉnh tổ chức Ngày hội đọc sách tại quảng trường vào ngày 21/4/2024.\n"
    )
    assert (task.implement, task.when and task.when.start) == (("Thư viện tỉnh",), dt.date(2024, 4, 21))


def test_elided_names_are_completed() -> None:
    task = one(implementing("- Giao UBND huyện Hoa Lư, Yên Mô bố trí phòng đọc tại trung tâm xã.\n"))
    assert task.implement == ("UBND huyện Hoa Lư", "UBND huyện Yên Mô")


def test_an_explicit_subject_overrides_the_heading() -> None:
    tasks = prose(implementing("1. Sở Tư pháp\n- Sở Nội vụ tổng hợp nhu cầu biên chế.\n- Rà soát văn bản.\n"))
    assert [t.implement for t in tasks] == [("Sở Nội vụ",), ("Sở Tư pháp",)]


def test_x_directs_y_makes_x_lead_and_y_implement() -> None:
    task = one(implementing("1. Sở Y tế chỉ đạo Chi cục Dân số thực hiện các nội dung sau:\n- In tờ rơi.\n"))
    assert (task.lead, task.implement) == (("Sở Y tế",), ("Chi cục Dân số",))


def test_labelled_fields_hold_for_the_items_above_them() -> None:
    tasks = prose(
        "II. NHIỆM VỤ, GIẢI PHÁP\n1. Xây dựng tủ sách\n- Khảo sát nhu cầu đọc.\n- Chọn địa điểm đặt tủ.\n"
        "Đơn vị chủ trì: Sở Nội vụ.\nĐơn vị phối hợp: Sở Tài chính; Sở Tư pháp.\nThời gian thực hiện: Tháng 5/2024.\n"
    )
    assert [t.activity for t in tasks] == ["Khảo sát nhu cầu đọc", "Chọn địa điểm đặt tủ"]
    for task in tasks:
        assert (task.lead, task.coordinate) == (("Sở Nội vụ",), ("Sở Tài chính", "Sở Tư pháp"))
        assert task.when is not None
        assert (task.when.start, task.when.end) == (dt.date(2024, 5, 1), dt.date(2024, 5, 31))


def test_labelled_fields_right_under_a_heading_hold_for_it() -> None:
    task = one(
        "II. NHIỆM VỤ\n1. Tập huấn thủ thư cấp xã\n- Bộ phận tham mưu: Sở Nội vụ.\n- Thời gian thực hiện: Quý II năm 2024.\n"
    )
    assert (task.activity, task.advise) == ("Tập huấn thủ thư cấp xã", ("Sở Nội vụ",))


def test_a_time_label_alone_makes_no_task() -> None:
    assert (
        prose("II. CHỦ ĐỀ, THỜI GIAN\n1. Thời gian: từ ngày 01/4 đến 30/4/2024.\n2. Địa điểm: Thư viện tỉnh.\n") == []
    )


def test_a_body_named_after_a_dash_carries_the_item_out() -> None:
    task = one("II. NỘI DUNG\n1. Thi kể chuyện theo sách - Trường THCS Hòa Bình thực hiện.\n")
    assert (task.activity, task.implement) == ("Thi kể chuyện theo sách", ("Trường THCS Hòa Bình",))


@pytest.mark.parametrize(
    "body",
    [
        "II. NỘI DUNG\n- Đẩy mạnh phong trào đọc sách trong học sinh.\n",
        "II. TỔ CHỨC THỰC HIỆN\nTrong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở Nội vụ để tổng hợp.\n",
        "II. KINH PHÍ\nKinh phí thực hiện Kế hoạch do ngân sách tỉnh bảo đảm.\n",
        "II. TỔ CHỨC THỰC HIỆN\nYêu cầu các sở, ban, ngành nghiêm túc triển khai thực hiện./.\n",
    ],
)
def test_a_sentence_that_assigns_nothing_makes_no_task(body: str) -> None:
    assert prose(body) == []


def test_a_duty_and_a_report_in_one_sentence_are_two_tasks() -> None:
    tasks = prose(
        implementing(
            "1. Sở Nội vụ có trách nhiệm xây dựng kế hoạch chi tiết từng năm và báo cáo kết quả về UBND tỉnh trước ngày 15/12/2024.\n"
        )
    )
    assert [t.activity[:20] for t in tasks] == ["xây dựng kế hoạch ch", "báo cáo kết quả về U"]


def test_an_inline_label_gives_the_time_and_stays_out_of_the_activity() -> None:
    task = one(implementing("1. Sở Nội vụ\n- Tổng hợp nhu cầu sách. Thời gian hoàn thành: Trước ngày 31/5/2024.\n"))
    assert (task.activity, task.when and task.when.op) == ("Tổng hợp nhu cầu sách", "<")


def test_numbered_paragraphs_without_text_below_are_items_of_the_heading() -> None:
    tasks = prose(
        implementing(
            "1. UBND các xã, phường\n1.1. Bố trí phòng đọc.\n1.2. Vận động tặng sách.\n2. Sở Nội vụ\n2.1. Xếp lịch trực.\n"
        )
    )
    assert [t.implement for t in tasks] == [("UBND các xã, phường",)] * 2 + [("Sở Nội vụ",)]


def test_evidence_shows_where_the_bodies_are_named() -> None:
    task = one(implementing("1. Sở Tài chính\n- Phối hợp với Sở Nội vụ cân đối kinh phí mua sách.\n"))
    assert [span.text for span in task.evidence["lead"]] == ["Sở Tài chính"]
    assert [span.text for span in task.evidence["coordinate"]] == ["Sở Nội vụ"]


def test_a_report_due_is_a_deadline_with_its_chain() -> None:
    found = plan(
        implementing("1. UBND các huyện\n- Báo cáo kết quả về UBND tỉnh (qua Sở Nội vụ) trước ngày 20/11/2024.\n")
    ).deadlines
    assert [(d.due, d.op, d.by, d.to, d.via) for d in found] == [
        (dt.date(2024, 11, 20), "<", ("UBND các huyện",), "UBND tỉnh", ("Sở Nội vụ",))
    ]


def test_a_report_asked_for_in_the_closing_is_a_deadline() -> None:
    found = plan(
        implementing(
            "1. Sở Nội vụ\n- Chấm điểm thư viện.\nTrên đây là Kế hoạch phát triển thư viện, đề nghị các đơn vị báo cáo kết quả về Sở Nội vụ chậm nhất ngày 05/12/2024.\n"
        )
    ).deadlines
    assert [(d.due, d.op, d.to) for d in found] == [(dt.date(2024, 12, 5), "<=", "Sở Nội vụ")]


def test_a_report_every_month_recurs() -> None:
    found = plan(
        implementing("1. UBND các huyện\n- Báo cáo tiến độ về Sở Nội vụ trước ngày 25 hằng tháng.\n")
    ).deadlines
    assert [(d.due, d.rrule) for d in found] == [(None, "FREQ=MONTHLY;BYMONTHDAY=25")]


def test_a_date_of_an_event_is_no_deadline() -> None:
    assert plan(implementing("1. Sở Nội vụ\n- Khai mạc Ngày hội đọc sách vào ngày 21/4/2024.\n")).deadlines == ()


def test_an_order_to_a_body_is_its_task() -> None:
    tasks = prose(implementing("1. Yêu cầu Sở Nội vụ xây dựng kế hoạch nhân lực.\n2. Sở Tài chính cấp kinh phí.\n"))
    assert [(t.activity, t.implement) for t in tasks] == [
        ("xây dựng kế hoạch nhân lực", ("Sở Nội vụ",)),
        ("cấp kinh phí", ("Sở Tài chính",)),
    ]


def test_a_heading_that_is_a_sentence_gives_its_task_and_its_body() -> None:
    tasks = prose(implementing("1. Sở Tài chính cân đối kinh phí mua sách.\n- Hướng dẫn quyết toán.\n"))
    assert [(t.activity, t.implement) for t in tasks] == [
        ("cân đối kinh phí mua sách", ("Sở Tài chính",)),
        ("Hướng dẫn quyết toán", ("Sở Tài chính",)),
    ]


def test_work_that_is_overdue_is_no_deadline() -> None:
    found = plan(implementing("1. Sở Nội vụ\n- Xử lý hồ sơ trễ hạn quý III/2024.\n"))
    assert found.tasks[0].when is not None
    assert found.tasks[0].when.op is None
    assert found.deadlines == ()


def test_lettered_fields_under_an_activity_are_its_fields() -> None:
    task = one(
        "II. NHIỆM VỤ\n1. Cải cách thể chế\na) Nội dung: Rà soát quy chế thư viện.\nb) Đơn vị chủ trì: Sở Tư pháp.\n"
        "c) Đơn vị phối hợp: Sở Nội vụ.\nd) Thời gian hoàn thành: trước ngày 30/9/2024.\n"
    )
    assert (task.activity, task.lead, task.coordinate) == ("Rà soát quy chế thư viện", ("Sở Tư pháp",), ("Sở Nội vụ",))
    assert task.when is not None
    assert (task.when.end, task.when.op) == (dt.date(2024, 9, 30), "<")


def test_persons_by_name_hold_their_items() -> None:
    tasks = prose(
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Thầy Lê Văn Ba: Chuẩn bị sân bãi.\n2. Cô Hà Thị Tư: Soạn chương trình.\n"
        "3. Giáo viên thể dục: Làm trọng tài.\n"
    )
    assert [t.implement for t in tasks] == [("Thầy Lê Văn Ba",), ("Cô Hà Thị Tư",), ("Giáo viên thể dục",)]


def test_a_passive_sentence_names_who_leads_at_its_end() -> None:
    task = one("II. NỘI DUNG\n1. Lễ phát động tổ chức ngày 18/4/2024 tại hội trường, do Sở Y tế chủ trì.\n")
    assert task.lead == ("Sở Y tế",)


def test_a_body_after_a_run_in_title_with_a_bound_has_a_task() -> None:
    task = one("II. NỘI DUNG\n1. Cấp xã: UBND các xã, thị trấn tổ chức xong trước ngày 22/4/2024.\n")
    assert task.implement == ("UBND các xã, thị trấn",)


def test_an_order_that_only_repeats_duty_gives_no_task() -> None:
    assert prose(implementing("- Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện.\n")) == []


def table(cell: str) -> Task:
    body = f"II. NHIỆM VỤ\n| TT | Nội dung | Đơn vị thực hiện |\n|---|---|---|\n| 1 | Mua sách | {cell} |\n"
    return plan(body).tasks[0]


@pytest.mark.parametrize(
    "cell",
    [
        "Sở Tư pháp chủ trì, Sở Nội vụ phối hợp",
        "Chủ trì: Sở Tư pháp; Phối hợp: Sở Nội vụ",
        "Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ",
    ],
)
def test_a_cell_may_say_who_leads_and_who_helps(cell: str) -> None:
    assert (table(cell).lead, table(cell).coordinate) == (("Sở Tư pháp",), ("Sở Nội vụ",))


def test_the_day_over_a_session_holds_for_its_rows() -> None:
    body = (
        "II. CHƯƠNG TRÌNH\n| Thời gian | Nội dung | Thực hiện |\n|---|---|---|\n| Sáng 31/5 | | |\n"
        "| 07h00 - 07h30 | Đón đại biểu | Văn phòng |\n| Chiều 01/6 | | |\n| 14h00 | Bế mạc | Ban Tổ chức |\n"
    )
    days = [task.when.start for task in plan(body).tasks if task.when]
    assert days == [dt.date(2024, 5, 31), dt.date(2024, 6, 1)]


def test_cells_of_the_party_are_a_subject() -> None:
    task = one(implementing("1. Các đảng bộ, chi bộ trực thuộc Huyện ủy báo cáo kết quả trước ngày 12/5/2024.\n"))
    assert task.implement == ("Các đảng bộ, chi bộ trực thuộc Huyện ủy",)


@pytest.mark.parametrize(
    ("bracket", "roles"),
    [
        ("(Phòng Điều dưỡng phụ trách)", (("Phòng Điều dưỡng",), (), ())),
        (
            "(Sở Y tế chủ trì; Sở Tài chính, Công an tỉnh phối hợp)",
            ((), ("Sở Y tế",), ("Sở Tài chính", "Công an tỉnh")),
        ),
        ("(Sở Y tế chủ trì, phối hợp với Sở Tài chính).", ((), ("Sở Y tế",), ("Sở Tài chính",))),
        ("(giao Sở Y tế thực hiện, thường xuyên).", (("Sở Y tế",), (), ())),
    ],
)
def test_a_bracket_at_the_end_says_who_does_it(bracket: str, roles: tuple[tuple[str, ...], ...]) -> None:
    task = one(f"II. NỘI DUNG\n1. Tuyên truyền\n- Phát tờ rơi về nước sạch {bracket}\n")
    assert task.activity == "Phát tờ rơi về nước sạch"
    assert (task.implement, task.lead, task.coordinate) == roles


def test_a_bracket_that_names_nobody_assigns_nothing() -> None:
    assert prose("II. NỘI DUNG\n1. Tuyên truyền\n- Phát tờ rơi (nội dung theo mẫu, thực hiện hằng tuần).\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế thực hiện hằng quý.",
        "Sở Y tế; xong trước 28/4/2024.",
        "Sở Y tế chủ trì, các phòng, ban liên quan tham gia; tháng 5.",
    ],
)
def test_where_only_who_and_when_follow_a_run_in_title_the_title_is_the_activity(text: str) -> None:
    task = one(f"II. NỘI DUNG\n1. Khảo sát nguồn nước: {text}\n")
    assert task.activity == "Khảo sát nguồn nước"
    assert (*task.lead, *task.implement) == ("Sở Y tế",)
    assert task.when is not None


def test_several_fields_in_one_paragraph_are_apart() -> None:
    task = one(
        "II. NỘI DUNG\n1. Khảo sát nguồn nước\n"
        "Chủ trì: Sở Y tế. Phối hợp: Sở Tài chính, Sở Nội vụ. Thời gian: quý 1 - quý 2/2024.\n"
    )
    assert (task.lead, task.coordinate) == (("Sở Y tế",), ("Sở Tài chính", "Sở Nội vụ"))
    assert task.when is not None
    assert task.when.end == dt.date(2024, 6, 30)


def test_a_field_may_limit_its_bodies_to_their_fields_of_work() -> None:
    task = one("II. NỘI DUNG\n1. Rà soát quy định\n- Chủ trì: Sở Y tế, Sở Nội vụ theo lĩnh vực quản lý.\n")
    assert task.lead == ("Sở Y tế", "Sở Nội vụ")


def test_the_time_of_taking_effect_is_not_when_the_work_is_done() -> None:
    task = one(
        "II. NỘI DUNG\n1. Soạn quy chế\n- Chủ trì: Sở Y tế.\n- Thời gian trình: Tháng 4 năm 2024.\n"
        "- Thời gian có hiệu lực: Từ ngày 01/7/2024.\n"
    )
    assert task.when is not None
    assert task.when.text == "Tháng 4 năm 2024"


def test_a_body_asked_through_another_does_what_stands_after_the_bracket() -> None:
    task = one(implementing("Giao Sở Y tế (qua Chi cục Dân số) theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"))
    assert (task.activity, task.monitor) == ("theo dõi, đôn đốc việc thực hiện Kế hoạch này", ("Sở Y tế",))


def test_a_closing_formula_to_all_is_no_duty_of_the_body_above() -> None:
    tasks = prose(
        implementing("1. Sở Y tế: Cấp thuốc.\nCăn cứ Kế hoạch này, các ngành, địa phương triển khai thực hiện./.\n")
    )
    assert [t.implement for t in tasks] == [("Sở Y tế",)]


def test_offices_with_a_colon_hold_their_items() -> None:
    tasks = prose(implementing("- Giám đốc: Chỉ đạo chung.\n- Trưởng các khoa: Đăng ký đề án trước 31/3/2024.\n"))
    assert [t.implement for t in tasks] == [("Giám đốc",), ("Trưởng các khoa",)]


def test_a_report_after_other_work_has_its_own_time() -> None:
    first, second = prose(
        implementing("1. Sở Y tế chủ trì kiểm tra các điểm cấp nước và báo cáo UBND tỉnh trước ngày 05/12/2024.\n")
    )
    assert (first.when, second.when and second.when.end) == (None, dt.date(2024, 12, 5))


def test_verbs_of_checking_in_a_row_monitor() -> None:
    task = one(
        implementing("1. Sở Y tế: Cơ quan thường trực, chủ trì hướng dẫn, kiểm tra, giám sát; tổng hợp số liệu.\n")
    )
    assert (task.lead, task.monitor) == (("Sở Y tế",), ("Sở Y tế",))


def test_a_bullet_that_begins_with_a_part_of_an_office_names_it() -> None:
    tasks = prose(
        implementing(
            "1. Phòng Nội vụ\n- Bộ phận Chuyên môn tham mưu ra đề thi.\n- Bộ phận Thi đua: chuẩn bị giấy khen.\n"
        )
    )
    assert [(*t.advise, *t.implement) for t in tasks] == [("Bộ phận Chuyên môn",), ("Bộ phận Thi đua",)]


def test_numbered_labels_are_fields_of_the_activity_above_them() -> None:
    tasks = prose(
        "II. NHIỆM VỤ\n1. Soạn tài liệu\na) Nội dung:\n- Soạn sổ tay hỏi đáp;\n- Quay phim ngắn.\n"
        "b) Phân công thực hiện:\n- Chủ trì: Sở Y tế;\n- Phối hợp: Sở Nội vụ.\n"
        "c) Thời gian thực hiện: từ tháng 3 đến tháng 5 năm 2024.\n"
    )
    assert [(t.activity, t.lead, t.coordinate) for t in tasks] == [
        ("Soạn sổ tay hỏi đáp", ("Sở Y tế",), ("Sở Nội vụ",)),
        ("Quay phim ngắn", ("Sở Y tế",), ("Sở Nội vụ",)),
    ]
    assert all(t.when and t.when.end == dt.date(2024, 5, 31) for t in tasks)


def test_who_takes_part_is_no_activity_among_its_fields() -> None:
    task = one(
        "II. NỘI DUNG\n1. Lễ ra quân\n- Thời gian: ngày 27/4/2024.\n- Thành phần: 500 bạn đọc.\n"
        "- Đơn vị thực hiện: Sở Y tế (đầu mối), các phòng, Sở Nội vụ phối hợp.\n"
    )
    assert (task.activity, task.lead, task.coordinate) == ("Lễ ra quân", ("Sở Y tế",), ("các phòng", "Sở Nội vụ"))
    assert task.when is not None


def test_phan_cong_is_a_field_where_it_names_a_body() -> None:
    task = one("II. NỘI DUNG\n1. Lễ ra quân\n+ Phân công: Sở Y tế phối hợp Sở Nội vụ.\n")
    assert (task.lead, task.coordinate) == (("Sở Y tế",), ("Sở Nội vụ",))


def test_a_body_after_a_run_in_name_does_what_follows_it() -> None:
    first, _ = prose(implementing("1. Ban Giám khảo: Sở Y tế ra quyết định thành lập.\n2. Sở Nội vụ: In tài liệu.\n"))
    assert first.implement == ("Sở Y tế",)


def test_days_say_more_than_how_often() -> None:
    task = one(implementing("- Sở Y tế phát thanh mỗi ngày 02 lần, từ ngày 10/4 đến hết ngày 25/4/2024.\n"))
    assert task.when is not None
    assert (task.when.start, task.when.rrule) == (dt.date(2024, 4, 10), None)


def test_villages_hold_their_items() -> None:
    task = one(implementing("- Các ấp: thông báo lịch kiểm tra cho bà con.\n"))
    assert task.implement == ("Các ấp",)


def test_partners_may_be_listed_after_a_colon() -> None:
    task = one(
        implementing("1. Sở Y tế\n- Chủ trì, phối hợp với các cơ quan: Sở Nội vụ, Sở Tài chính mở đợt cao điểm.\n")
    )
    assert task.coordinate == ("Sở Nội vụ", "Sở Tài chính")


def test_who_urges_others_monitors() -> None:
    task = one(implementing("1. Sở Y tế: Theo địa bàn được phân công, kiểm tra, đôn đốc cơ sở hằng quý.\n"))
    assert (task.implement, task.monitor) == (("Sở Y tế",), ("Sở Y tế",))


def test_descriptions_among_the_fields_are_no_activities() -> None:
    task = one(
        "II. NỘI DUNG\n1. Tọa đàm\n- Thời gian: ngày 20/4/2024.\n- Hình thức: trực tuyến.\n"
        "- Phân công: Sở Y tế chuẩn bị nội dung; Sở Nội vụ chuẩn bị hội trường.\n"
    )
    assert (task.activity, task.implement) == ("Tọa đàm", ("Sở Y tế", "Sở Nội vụ"))


def test_a_person_stays_whole_with_the_office() -> None:
    task, _ = prose(implementing("- Đồng chí Lê Văn Ba, Phó Giám đốc Sở chỉ đạo chung.\n- Sở Y tế: Cấp thuốc.\n"))
    assert task.implement == ("Đồng chí Lê Văn Ba, Phó Giám đốc Sở",)


@pytest.mark.parametrize(
    ("sentence", "body", "activity"),
    [
        ("Các tiểu ban nộp dự thảo trước ngày 15/5/2024.", "Các tiểu ban", "nộp dự thảo trước ngày 15/5/2024"),
        ("Kho bạc Nhà nước tỉnh kiểm soát chi kịp thời.", "Kho bạc Nhà nước tỉnh", "kiểm soát chi kịp thời"),
        ("Các sở, ngành theo nhiệm vụ được phân công lập kế hoạch.", "Các sở, ngành", "lập kế hoạch"),
        ("Sở Y tế trang trí khánh tiết.", "Sở Y tế", "trang trí khánh tiết"),
    ],
)
def test_the_subject_ends_where_its_verb_begins(sentence: str, body: str, activity: str) -> None:
    task = one(implementing(f"1. {sentence}\n2. Kinh phí do ngân sách bảo đảm.\n"))
    assert (task.implement, task.activity) == ((body,), activity)


def test_plus_signs_are_items_where_they_are_the_only_marks() -> None:
    tasks = prose(
        implementing("1. Sở Y tế\n+ Tiếp nhận hồ sơ.\n+ Cấp thẻ.\n2. Sở Nội vụ\n- Lập dự toán:\n+ Xe;\n+ Ăn.\n")
    )
    assert [t.activity for t in tasks] == ["Tiếp nhận hồ sơ", "Cấp thẻ", "Lập dự toán"]


def test_what_is_done_before_a_check_is_no_check() -> None:
    task = one(implementing("1. Sở Y tế\n- Gửi đề cương trước khi kiểm tra ít nhất 10 ngày làm việc.\n"))
    assert task.monitor == ()


def test_a_body_that_something_is_done_to_does_what_follows() -> None:
    task = one(
        implementing(
            "1. Các cơ quan, đơn vị được kiểm tra chuẩn bị báo cáo bằng văn bản.\n2. Kinh phí: 5 triệu đồng.\n"
        )
    )
    assert (task.implement, task.activity) == (("Các cơ quan, đơn vị được kiểm tra",), "chuẩn bị báo cáo bằng văn bản")


def test_partners_need_no_voi_before_cac() -> None:
    task = one(implementing("1. Sở Y tế\n- Rà soát đối tượng; phối hợp các trường mầm non lập danh sách.\n"))
    assert task.coordinate == ("các trường mầm non",)


@pytest.mark.parametrize(
    ("sentence", "bodies", "partners", "activity"),
    [
        (
            "Chủ tịch UBND các xã chịu trách nhiệm trước Chủ tịch UBND huyện về kết quả.",
            ("Chủ tịch UBND các xã",), (), "chịu trách nhiệm trước Chủ tịch UBND huyện về kết quả",
        ),
        (
            "Thủ trưởng các cơ quan, đơn vị, địa phương có trách nhiệm bố trí nhân lực.",
            ("Thủ trưởng các cơ quan, đơn vị, địa phương",), (), "bố trí nhân lực",
        ),
        ("Giao Sở Y tế chủ trì, Sở Nội vụ phối hợp tuần tra.", ("Sở Y tế",), ("Sở Nội vụ",), "tuần tra"),
        ("Các đơn vị: Sở Y tế, Sở Nội vụ tăng cường kiểm tra.", ("Sở Y tế", "Sở Nội vụ"), (), "tăng cường kiểm tra"),
        ("Trong tháng 4, Sở Y tế rà soát quy hoạch.", ("Sở Y tế",), (), "rà soát quy hoạch"),
    ],
)  # fmt: skip
def test_ways_to_name_who_does_what(
    sentence: str, bodies: tuple[str, ...], partners: tuple[str, ...], activity: str
) -> None:
    task = one(implementing(f"- {sentence}\n2. Kinh phí: 5 triệu đồng.\n"))
    assert ((*task.lead, *task.implement), task.coordinate, task.activity) == (bodies, partners, activity)


def test_whoever_plans_a_check_does_more_than_check() -> None:
    task = one(implementing("1. Sở Y tế căn cứ Kế hoạch này xây dựng kế hoạch kiểm tra, giám sát của ngành mình.\n"))
    assert task.implement == ("Sở Y tế",)


def test_bodies_that_a_title_speaks_of_do_not_do_it() -> None:
    assert prose("II. NỘI DUNG\n1. Kiểm tra việc cấp nước đối với 02 đơn vị: Sở Y tế, Sở Nội vụ.\n") == []
