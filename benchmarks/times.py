"""Times in Vietnamese: vnplan against dateparser's search, by rows right and by speed.

    python benchmarks/times.py [--rounds N] [--seconds S]

A row is right when the same first and last day are found, or nothing where the row holds no date.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rounds import compare, table

from vnplan import find_times

REFERENCE = dt.date(2024, 3, 28)
ROWS: tuple[tuple[str, str, str], ...] = (  # text, first day, last day: our own sentences, plain dates first
    ("Hội nghị khai mạc ngày 15 tháng 3 năm 2023.", "2023-03-15", "2023-03-15"),
    ("Lễ ra quân ngày 28/4/2023 tại sân vận động.", "2023-04-28", "2023-04-28"),
    ("Tổ chức từ ngày 01/5 đến 31/5/2024.", "2024-05-01", "2024-05-31"),
    ("Hoàn thành trong tháng 5/2023.", "2023-05-01", "2023-05-31"),
    ("Sơ kết vào quý IV/2024.", "2024-10-01", "2024-12-31"),
    ("Báo cáo 6 tháng đầu năm 2025.", "2025-01-01", "2025-06-30"),
    ("Chương trình giai đoạn 2021-2025.", "2021-01-01", "2025-12-31"),
    ("Đại hội nhiệm kỳ 2023 - 2028.", "2023-01-01", "2028-12-31"),
    ("Gửi báo cáo trước ngày 05/6/2023.", "", "2023-06-05"),
    ("Đăng ký chậm nhất vào ngày 28/04/2023.", "", "2023-04-28"),
    ("Năm học 2024-2025 có nhiều đổi mới.", "2024-01-01", "2025-12-31"),
    ("Thi đấu các ngày 12, 13 và 14/6/2024.", "2024-06-12", "2024-06-12"),
    ("Diễn ra trong tháng 11 - 12/2025.", "2025-11-01", "2025-12-31"),
    ("Kinh phí 1.500.000 đồng cho 24/7 trực ban.", "", ""),
    ("Theo Thông tư số 01/2011/TT-BNV.", "", ""),
    ("Kỷ niệm 70 năm Chiến thắng (07/5/1954 - 07/5/2024).", "1954-05-07", "2024-05-07"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    arguments = parser.parse_args()
    finders: dict[str, Callable[[str], list[tuple[str, str]]]] = {"vnplan": ours}
    with contextlib.suppress(ImportError):
        from dateparser.search import search_dates

        def theirs(text: str) -> list[tuple[str, str]]:
            settings = {"RELATIVE_BASE": dt.datetime.combine(REFERENCE, dt.time())}
            found = search_dates(text, languages=["vi"], settings=settings) or []
            return [(day.date().isoformat(), day.date().isoformat()) for _, day in found]

        finders["dateparser"] = theirs
    if "dateparser" not in finders:
        print("not installed, left out: dateparser")
    for name, find in finders.items():
        right = sum(judge(find(text), first, last) for text, first, last in ROWS)
        print(f"{name}: {right} of {len(ROWS)} rows right")
    text = " ".join(row[0] for row in ROWS) + "\n"
    size = len(text.encode()) / 1000
    candidates = {name: partial(find, text) for name, find in finders.items()}
    rates = compare(candidates, "vnplan", rounds=arguments.rounds, seconds=arguments.seconds)
    print(table(f"a text of {size:.1f} KB, ratio to vnplan", rates, "texts/s"))
    print("KB/s:", ", ".join(f"{name} {rate.median * size:,.0f}" for name, rate in rates.items()))


def ours(text: str) -> list[tuple[str, str]]:
    return [(str(t.start or ""), str(t.end or "")) for t in find_times(text, reference=REFERENCE)]


def judge(found: list[tuple[str, str]], first: str, last: str) -> bool:
    """Whether the first day found is right (the last where the row has a bound), or nothing where there is none."""
    if not first and not last:
        return not found
    return any((a == first or not first) and (b == last) for a, b in found)


if __name__ == "__main__":
    main()
