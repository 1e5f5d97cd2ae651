"""Expressions of time: what they mean, what only looks like one, and that nothing makes the finder fail.

The pairs stand in `times_sentences.tsv` (any text), `times_fields.tsv` (cells and fields) and
`times_false_friends.tsv` (no time at all). A value is written `[op]start/end` or `[op]day`, an open side `..`;
then the rule, `@start-end` of the clock, `@part of day`, `~certainty`, `year:source`; `text` has no value.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnplan.extractors.times import extract_times, find_times, parse_when
from vnplan.model import Time, When
from vnplan.recurrence import occurrences
from vnplan.segments import Segment, Zone

HERE = Path(__file__).parent
CONTEXTS: dict[str, tuple[dt.date | None, int | None]] = {
    "-": (None, None),
    "D25": (dt.date(2025, 2, 10), 2025),
    "D25N": (dt.date(2025, 11, 20), None),
    "DOC23": (dt.date(2023, 3, 15), 2023),
    "DOC24": (dt.date(2024, 3, 28), 2024),
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def shown(when: When) -> str:
    said = []
    if when.start and when.start == when.end:
        said.append(f"{when.op or ''}{when.start}")
    elif when.start or when.end:
        said.append(f"{when.op or ''}{when.start or '..'}/{when.end or '..'}")
    elif when.op:
        said.append(when.op)
    if when.rrule:
        said.append(when.rrule)
    if when.start_time or when.end_time:
        said.append(f"@{str(when.start_time or '')[:5]}-{str(when.end_time or '')[:5]}")
    if when.part_of_day:
        said.append(f"@{when.part_of_day}")
    if when.certainty != "fixed":
        said.append(f"~{when.certainty}")
    if when.year_source not in ("printed", "range"):
        said.append(f"year:{when.year_source}")
    return " ".join(said) or "text"


def found(text: str, context: str = "-") -> list[str]:
    reference, year = CONTEXTS[context]
    return [shown(one) for one in find_times(text, reference=reference, year=year)]


@pytest.mark.parametrize("row", rows(HERE / "times_sentences.tsv"), ids=lambda row: f"{row['text']} [{row['context']}]")
def test_sentences(row: dict[str, str]) -> None:
    expected = [] if row["expected"] == "-" else row["expected"].split(" ; ")
    assert found(row["text"], row["context"]) == expected, row["reason"]


@pytest.mark.parametrize("row", rows(HERE / "times_fields.tsv"), ids=lambda row: row["text"])
def test_fields(row: dict[str, str]) -> None:
    issued, year = CONTEXTS[row["context"]]
    when = parse_when(row["text"], issued=issued, year=year)
    assert when is not None
    assert shown(when) == row["expected"], row["reason"]
    assert when.text == row["text"]


@pytest.mark.parametrize("row", rows(HERE / "times_false_friends.tsv"), ids=lambda row: row["text"])
def test_false_friends_are_no_times(row: dict[str, str]) -> None:
    assert found(row["text"], "D25") == [], row["reason"]


# ---- in a document ----


def document(*paragraphs: str | tuple[str, dict[str, object]]) -> tuple[str, list[Segment]]:
    text, segments = "", []
    for paragraph in paragraphs:
        words, more = (paragraph, {}) if isinstance(paragraph, str) else paragraph
        zone: Zone = more.pop("zone", "body")  # type: ignore[assignment]
        segments.append(Segment(len(text), len(text) + len(words), zone, **more))  # type: ignore[arg-type]
        text += words + "\n"
    return text, segments


def read(*paragraphs: str | tuple[str, dict[str, object]], **more: object) -> tuple[Time, ...]:
    text, segments = document(*paragraphs)
    options: dict[str, object] = {"issued": dt.date(2025, 2, 10), "year": 2025, **more}
    return extract_times(text, segments, **options)[0]  # type: ignore[arg-type]


def codes(*paragraphs: str) -> list[str]:
    text, segments = document(*paragraphs)
    return [one.code for one in extract_times(text, segments, issued=dt.date(2025, 2, 10), year=2025)[1]]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("An Giang, ngày 10 tháng 02 năm 2025", "issued"),
        ("An Giang, ngày      tháng 02 năm 2025", "issued"),
        ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 10/02/2025 của Ủy ban nhân dân xã)", "issued"),
        ("Căn cứ Thông tư số 07/2024/TT-BNV ngày 06/6/2024 của Bộ Nội vụ", "citation"),
        ("Thực hiện Kế hoạch số 31-KH/HU của Ban Thường vụ Huyện ủy ngày 03/01/2025 về công tác năm", "citation"),
        ("Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;", "citation"),
        ("Khai mạc ngày 20/9/2025 tại nhà văn hóa", "event"),
        ("Thời gian: từ ngày 10/9/2025 đến ngày 20/9/2025", "period"),
        ("giai đoạn 2026 - 2030", "period"),
        ("gửi báo cáo trước ngày 20/9/2025", "deadline"),
        ("kỷ niệm 80 năm Quốc khánh (02/9/1945 - 02/9/2025)", "anniversary"),
        ("Ngày Phụ nữ Việt Nam 20/10", "anniversary"),
        ("thi đua đợt 19/5", "event"),
        ("nhiệm kỳ 2025 - 2030", "term"),
        ("kỷ niệm 50 năm Ngày thống nhất đất nước (1975 - 2025)", "anniversary"),
        ("Trung tâm đã được thành lập ngày 15/3/2010", "historic"),
        ("Tính đến ngày 31/12/2024, toàn xã có 12 câu lạc bộ", "historic"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert [one.role for one in read(text)] == [role]


def test_a_date_inside_a_given_citation_is_one() -> None:
    text, segments = document(
        "Theo văn bản của cấp trên ban hành ngày 05/01/2025, các xã đăng ký trước ngày 20/9/2025."
    )
    times, _ = extract_times(text, segments, issued=dt.date(2025, 2, 10), year=2025, citations=[(0, text.index(","))])
    assert [one.role for one in times] == ["citation", "deadline"]


def test_a_document_number_is_never_a_date() -> None:
    assert read("Căn cứ Nghị định số 12/5 và 01/2024/NĐ-CP, 30/2020/NĐ-CP") == ()


def test_bare_days_count_in_a_column_of_times_only() -> None:
    cell: tuple[str, dict[str, object]] = ("20/9 - 25/9", {"table": 0, "row": 1, "column": "time"})
    assert [shown(one) for one in read(cell)] == ["2025-09-20/2025-09-25 year:plan"]
    assert read("đạt 20/25 xã") == ()


def test_bare_years_are_left_out_even_in_a_column_of_times() -> None:
    assert read(("2026", {"table": 0, "row": 1, "column": "time"})) == ()
    assert [shown(one) for one in read(("2026 - 2028", {"table": 0, "row": 1, "column": "time"}))] == [
        "2026-01-01/2028-12-31"
    ]


def test_a_section_headed_by_a_year_gives_its_year() -> None:
    times = read(
        ("2. Kết quả năm 2024", {"section": "I/2", "heading": True}),
        ("Hội thi tổ chức vào ngày 20/9.", {"section": "I/2"}),
        ("Hội thi tổ chức vào ngày 20/9.", {"section": "I/3"}),
    )
    assert [(one.start, one.year_source) for one in times] == [
        (dt.date(2024, 9, 20), "heading"),
        (dt.date(2025, 9, 20), "plan"),
    ]


def test_a_date_of_the_same_paragraph_gives_its_year() -> None:
    times = read("Tập huấn ngày 05/01/2026; sáng ngày 06/01 thực hành.", "Tổng kết ngày 20/9.")
    assert [(one.start, one.year_source) for one in times] == [
        (dt.date(2026, 1, 5), "printed"),
        (dt.date(2026, 1, 6), "near"),
        (dt.date(2025, 9, 20), "plan"),
    ]


def test_a_date_further_on_in_the_sentence_gives_its_year() -> None:
    times = read("Sáng ngày 06/01 khai mạc, các đội có mặt tại sân vận động, bế mạc ngày 08/01/2026.")
    assert [(one.start, one.year_source) for one in times] == [
        (dt.date(2026, 1, 6), "near"),
        (dt.date(2026, 1, 8), "printed"),
    ]


def test_the_year_of_a_citation_is_not_inherited() -> None:
    times = read("Theo Công văn số 12/SVHTT-TV ngày 05/6/2023, hội thi mở ngày 20/9.")
    assert [one.start for one in times] == [dt.date(2023, 6, 5), dt.date(2025, 9, 20)]


def test_a_school_year_gives_two_years() -> None:
    times = read("Khai giảng ngày 05/9.", "Tổng kết ngày 25/5.", year=None, school_year=(2025, 2026))
    assert [one.start for one in times] == [dt.date(2025, 9, 5), dt.date(2026, 5, 25)]


def test_a_period_within_two_years_gives_the_year_that_fits() -> None:
    period = (dt.date(2025, 11, 1), dt.date(2026, 4, 30))
    times = read("Phát động ngày 15/11.", "Tổng kết ngày 20/4.", year=None, period=period)
    assert [one.start for one in times] == [dt.date(2025, 11, 15), dt.date(2026, 4, 20)]


def test_a_school_year_in_the_title_gives_two_years() -> None:
    title: tuple[str, dict[str, object]] = ("KẾ HOẠCH Tổ chức hội thi năm học 2025 - 2026", {"zone": "title"})
    times = read(title, "Vòng trường ngày 20/11.", "Vòng xã ngày 20/4.", issued=dt.date(2025, 9, 10), year=2025)
    assert [one.start for one in times][1:] == [dt.date(2025, 11, 20), dt.date(2026, 4, 20)]


def test_a_period_over_new_year_outweighs_the_plan_year() -> None:
    period = (dt.date(2025, 12, 1), dt.date(2026, 2, 28))
    times = read(
        "Ra quân ngày 15/12.", "Báo cáo trước ngày 10/3.", issued=dt.date(2025, 11, 20), year=2026, period=period
    )
    assert [one.end for one in times] == [dt.date(2025, 12, 15), dt.date(2026, 3, 10)]


def test_paragraphs_of_any_text_do_not_lend_each_other_years() -> None:
    text = "Họp ngày 05/01/2031.\n\nTổng kết ngày 20/9."
    assert found(text, "D25") == ["2031-01-05", "2025-09-20 year:plan"]


def test_a_weekday_decides_between_two_years() -> None:
    times = read("Họp thứ Bảy, ngày 20/12.", issued=dt.date(2025, 12, 1), year=2026)
    assert [one.start for one in times] == [dt.date(2025, 12, 20)]


def test_lists_share_one_text() -> None:
    times = read("Thi vào ngày 24, 25 và 26 tháng 8 năm 2026.")
    assert [one.text for one in times] == ["vào ngày 24, 25 và 26 tháng 8 năm 2026"] * 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("thứ Hai, ngày 28/4/2023", "weekday-mismatch"),
        ("ngày 31/4/2025", "invalid-date"),
        ("từ ngày 20/9/2025 đến ngày 10/9/2025", "range-reversed"),
        ("kỷ niệm 75 năm Ngày thành lập (02/9/1945 - 02/9/2025)", "anniversary-mismatch"),
        ("Họp ngày 20/9", "year-inferred"),
    ],
)
def test_what_is_doubtful_is_said(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_right_weekdays_and_anniversaries_are_not_doubted() -> None:
    assert codes("thứ Sáu, ngày 28/4/2023", "kỷ niệm 80 năm Quốc khánh (02/9/1945 - 02/9/2025)") == []


def test_printed_errors_stay_literal() -> None:
    assert [shown(one) for one in read("từ ngày 20/9/2025 đến ngày 10/9/2025")] == ["2025-09-20/2025-09-10"]


def test_a_label_of_completion_makes_a_bound() -> None:
    when = parse_when("Tháng 12/2025", label="Thời gian hoàn thành")
    assert when is not None
    assert shown(when) == "<=2025-12-01/2025-12-31"
    plain = parse_when("Tháng 12/2025", label="Thời gian thực hiện")
    assert plain is not None
    assert plain.op is None
    bound = parse_when("Trước ngày 15/12/2025", label="Thời hạn hoàn thành")
    assert bound is not None
    assert bound.op == "<"


def test_a_cell_takes_its_year_from_the_plan_period() -> None:
    period = (dt.date(2025, 12, 1), dt.date(2026, 2, 28))
    when = parse_when("15/12", year=2026, period=period)
    assert when is not None
    assert when.start == dt.date(2025, 12, 15)


def test_a_blank_cell_has_no_time() -> None:
    assert parse_when("  ") is None


def test_a_cell_keeps_its_whole_text() -> None:
    when = parse_when("Tháng  9/2025\n(tùy tình hình)")
    assert when is not None
    assert (when.text, shown(when)) == ("Tháng 9/2025 (tùy tình hình)", "2025-09-01/2025-09-30")


def test_lunar_days_say_so() -> None:
    assert [one.calendar for one in find_times("ngày 10/3 âm lịch năm 2025 và ngày 10/3/2025")] == [
        "lunar",
        "gregorian",
    ]


# ---- the days of a time ----


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("các buổi tối thứ Bảy hằng tuần tháng 5/2023", ["2023-05-06", "2023-05-13", "2023-05-20", "2023-05-27"]),
        ("ngày 05-07/8/2024", ["2024-08-05", "2024-08-06", "2024-08-07"]),
        ("trước ngày 05/6/2023", ["2023-06-04"]),
        ("chậm nhất ngày 05/6/2023", ["2023-06-05"]),
        ("sau ngày 05/6/2023", ["2023-06-06"]),
        ("hằng tháng", []),
    ],
)
def test_occurrences(text: str, days: list[str]) -> None:
    (one,) = find_times(text)
    assert [str(day) for day in occurrences(one)] == days


def test_occurrences_of_a_rule_within_given_bounds() -> None:
    (one,) = find_times("ngày 25 hằng tháng")
    days = occurrences(one, after=dt.date(2025, 1, 1), until=dt.date(2025, 3, 31))
    assert [str(day) for day in days] == ["2025-01-25", "2025-02-25", "2025-03-25"]


# ---- nothing makes it fail ----

WORDS = st.lists(
    st.sampled_from(
        (
            "ngày tháng năm quý từ đến trước sau thứ hai bảy hằng tuần và , ; - ( ) / . : 1 2 5 12 31 2025 2024 28/4 "
            "28/4/2023 5/2023 I II đầu cuối của Tết Nguyên đán âm lịch rằm mùng giai đoạn nhiệm kỳ học kỳ 6 8h00 sáng "
            "tối hoàn thành trong 02 lần Bính Ngọ nhuận Chạp"
        ).split()
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=200)))
def test_spans_slice_and_nothing_fails(text: str) -> None:
    for one in find_times(text, reference=dt.date(2025, 2, 10), year=2025):
        for span in one.spans:
            assert text[span.start : span.end] == span.text
        assert one.rrule is None or one.rrule.startswith("FREQ=")
    parse_when(text, issued=dt.date(2025, 2, 10), year=2025, label="Thời hạn")


@settings(max_examples=50, deadline=None)
@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(
        ["ngày {0.day}/{0.month}/{0.year}", "ngày {0.day:02} tháng {0.month} năm {0.year}", "{0:%d-%m-%Y}"]
    ),
)
def test_every_date_is_read_back(date: dt.date, pattern: str) -> None:
    assert [(one.start, one.end) for one in find_times(pattern.format(date))] == [(date, date)]
