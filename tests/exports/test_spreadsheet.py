from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tests.exports.plans import OTHER, PLAN, make_plan, on
from vnplan.errors import MissingDependency
from vnplan.exports import spreadsheet as module
from vnplan.exports.spreadsheet import spreadsheet
from vnplan.model import Plan, Task

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def parts(written: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(written)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def sheets(written: bytes) -> list[str]:
    return re.findall(r'<sheet name="([^"]+)"', parts(written)["xl/workbook.xml"])


def test_sheets_are_named_in_the_language_asked() -> None:
    assert sheets(spreadsheet([PLAN])) == ["Nhiệm vụ", "Hoạt động", "Hạn", "Thời gian", "Chỉ tiêu", "Kế hoạch"]
    assert sheets(spreadsheet([PLAN], language="en"))[:3] == ["Tasks", "Activities", "Deadlines"]


def test_a_plan_without_tasks_gives_an_empty_sheet() -> None:
    assert sheets(spreadsheet([Plan()])) == ["Nhiệm vụ", "Kế hoạch"]
    assert sheets(spreadsheet([])) == ["Nhiệm vụ"]


def test_headings_stay_in_sight_and_filter() -> None:
    sheet = parts(spreadsheet([PLAN]))["xl/worksheets/sheet1.xml"]
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert re.search(r'<autoFilter ref="A1:[A-Z]+8"', sheet)


def test_columns_fit_and_those_without_values_are_hidden() -> None:
    sheet = parts(spreadsheet([make_plan(Task(activity="Sửa " * 60, when=on("2023-05-05"), origin="table"))]))
    columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"( [^>]*)?/>', sheet["xl/worksheets/sheet1.xml"])
    assert "hidden" in columns[0][3]
    assert 50 < float(columns[1][2]) < 60
    (height,) = re.findall(r'<row r="2" [^>]* ht="([\d.]+)"', sheet["xl/worksheets/sheet1.xml"])
    assert 4 * 15 <= float(height) < 5 * 15


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-2+3", "\ud800", "@SUM(A1)", "\t=1", "\r=1", "https://a.vn", "12", "{=1}"]
)
def test_a_text_stays_a_text(text: str) -> None:
    task = Task(activity=text, place=text, lead=(text,), output=text, note=text, origin="table")
    book = parts(spreadsheet([make_plan(task)]))
    assert not [name for name, content in book.items() if name.startswith("xl/worksheets/") and "<f" in content]
    assert not [name for name in book if "_rels/sheet" in name]
    first = re.search(r'<c r="B2" s="\d+" t="s">', book["xl/worksheets/sheet1.xml"])
    assert first is not None


def test_a_text_too_long_for_a_cell_is_cut_visibly() -> None:
    strings = parts(spreadsheet([make_plan(Task(activity="x" * 40_000, origin="table"))]))["xl/sharedStrings.xml"]
    assert f"<t>{'x' * 32_766}…</t>" in strings


def test_characters_that_xml_has_not_do_not_break_it() -> None:
    strings = parts(spreadsheet([make_plan(Task(activity="a\x07b\x00", origin="table"))]))["xl/sharedStrings.xml"]
    etree.fromstring(strings.encode())


def test_rows_that_do_not_fit_a_sheet_go_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROWS", 3)
    assert sheets(spreadsheet([PLAN]))[:3] == ["Nhiệm vụ", "Nhiệm vụ 2", "Nhiệm vụ 3"]


def test_two_runs_give_the_same_bytes() -> None:
    assert spreadsheet([PLAN, OTHER]) == spreadsheet([PLAN, OTHER])


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingDependency, match="xlsxwriter"):
        spreadsheet([PLAN])


def test_an_office_reads_dates_as_dates_and_formulas_as_text(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or not (Path(office).resolve().parent / "libsclo.so").exists():
        pytest.skip("LibreOffice Calc is not installed: apt install libreoffice-calc-nogui")
    (tmp_path / "plan.xlsx").write_bytes(
        spreadsheet([PLAN, make_plan(Task(activity="=1+1", when=on("2023-07-01"), origin="table"))])
    )
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "fods"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "plan.xlsx")], check=True, capture_output=True, timeout=120
    )
    book = etree.parse(tmp_path / "plan.fods")
    tables = {one.get(f"{_TABLE}name"): one for one in book.iter(f"{_TABLE}table")}
    days = _dates(tables["Nhiệm vụ"])
    assert (days[0], days[-1]) == (dt.date(2023, 5, 5), dt.date(2023, 7, 1))
    assert _dates(tables["Hạn"]) == [dt.date(2023, 6, 10)]
    assert not [cell for cell in book.iter() if cell.get(f"{_TABLE}formula")]
    assert "=1+1" in "".join(tables["Nhiệm vụ"].itertext())


def _dates(table: etree._Element) -> list[dt.date]:
    cells = (cell for cell in table.iter(f"{_TABLE}table-cell") if cell.get(f"{_OFFICE}value-type") == "date")
    return [dt.date.fromisoformat(str(cell.get(f"{_OFFICE}date-value"))[:10]) for cell in cells]
