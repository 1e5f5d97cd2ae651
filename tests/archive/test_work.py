"""The unit of work: bytes and a name -> a record, whatever is in the bytes."""

from __future__ import annotations

import shutil

import pytest

from vnplan.archive.tables import COLUMNS
from vnplan.archive.work import from_json, parse_file, parse_files, to_json
from vnplan.errors import VnplanError

PLAN = "KẾ HOẠCH\nTổ chức hội nghị năm 2023\n\n1. Giao Văn phòng chuẩn bị trước ngày 05/6/2023.\n"


def test_a_plan_gives_rows_in_the_columns_of_every_table() -> None:
    record = parse_file(PLAN.encode(), "a.txt")
    assert (record.ok, record.format, record.reader) == (True, "text", "plain")
    assert set(record.rows) == set(COLUMNS)
    for table, rows in record.rows.items():
        assert all(len(row) == len(COLUMNS[table]) for row in rows)
    assert record.seconds > 0


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "EmptySource"),
        (b"\x00\x01\x02" * 500, "UnsupportedFormat"),
        (b"%PDF-1.4 and no more", "UnreadableSource"),
        (b"PK\x03\x04word/document.xml", "UnreadableSource"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "EncryptedSource"),
    ],
)
def test_what_can_not_be_read_is_told_with_what_to_do(data: bytes, kind: str) -> None:
    record = parse_file(data, "x")
    assert (record.ok, record.kind, record.rows) == (False, kind, {})
    assert record.cause
    assert record.remedy


def test_a_bug_costs_its_file_and_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise IndexError("tuple index out of range")

    monkeypatch.setattr("vnplan.pipeline.understand", broken)
    record = parse_file(PLAN.encode(), "a.txt")
    assert (record.kind, "IndexError: tuple index out of range (broken:" in (record.cause or "")) == (
        "InternalError",
        True,
    )


def test_a_record_survives_its_way_between_processes() -> None:
    record = parse_file(PLAN.encode(), "a\udcff.txt")
    again = from_json(to_json(record))
    assert to_json(again) == to_json(record)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_files_for_libreoffice_are_read_together_and_give_what_they_give_alone() -> None:
    files = [(rf"{{\rtf1\ansi KE HOACH\par To chuc hoi nghi {n}\par}}".encode(), f"{n}.rtf") for n in range(3)]
    files.insert(1, (PLAN.encode(), "a.txt"))
    together = list(parse_files(files))
    assert [(record.name, record.ok) for record in together] == [(name, True) for _, name in files]
    alone = parse_file(*files[0])
    assert together[0].rows == alone.rows


def test_a_failure_of_libreoffice_as_a_whole_leaves_each_file_its_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise VnplanError("no")

    monkeypatch.setattr("vnplan.readers.office.read_many", failing)
    monkeypatch.setattr("vnplan.readers.office.processes.find", lambda *_: None)
    records = list(parse_files([(b"{\\rtf1 a}", "1.rtf"), (b"{\\rtf1 b}", "2.rtf")]))
    assert [record.kind for record in records] == ["MissingDependency"] * 2
