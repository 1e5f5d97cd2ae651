"""The command, run in this process on a reader that knows a few files by name."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from vnplan import __version__, cli, cli_output, errors, evaluation, overview
from vnplan.model import (
    Appendix,
    Citation,
    Deadline,
    Diagnostic,
    Header,
    Plan,
    Recipient,
    Scope,
    Section,
    Signature,
    SourceInfo,
    Task,
    Theme,
    When,
)

Run = Callable[..., Result]

PLAN = Plan(
    header=Header(
        governing_body="TỈNH ỦY SÓC TRĂNG",
        issuing_body="BAN TUYÊN GIÁO",
        number="41-KH/BTGTU",
        place="Sóc Trăng",
        date=dt.date(2024, 2, 19),
        doc_type="KẾ HOẠCH",
        subject="Tổ chức các hoạt động chào mừng Ngày thành lập Đảng Cộng sản Việt Nam trên địa bàn tỉnh",
    ),
    scope=Scope(year=2024, level="province", province="Sóc Trăng", province_today="Cần Thơ"),
    citations=(Citation(type="Hướng dẫn", number="128-HD/BTGTW", basis=True),),
    sections=(
        Section(
            label="I",
            title="MỤC ĐÍCH, YÊU CẦU",
            kind="purpose_requirements",
            children=(
                Section(
                    label="1",
                    title="Khơi dậy niềm tự hào về truyền thống vẻ vang của Đảng, của dân tộc; củng cố niềm tin của "
                    "nhân dân vào sự lãnh đạo của Đảng",
                ),
            ),
        ),
    ),
    appendices=(Appendix(title="LỊCH HOẠT ĐỘNG"),),
    themes=(Theme(campaign="Tháng Thanh niên năm 2024", text="Tuổi trẻ xung kích"),),
    tasks=(
        Task(
            activity="Hội nghị [mở rộng]",
            when=When(text="03/02/2024", start=dt.date(2024, 2, 3), end=dt.date(2024, 2, 3)),
            place="Nhà thiếu nhi",
            lead=("Ban Tuyên giáo Tỉnh ủy",),
            coordinate=("Văn phòng Tỉnh ủy",),
            monitor=("Thường trực Tỉnh ủy",),
            group="Công tác tuyên truyền",
            origin="table",
        ),
        Task(
            activity="Thi tìm hiểu lịch sử Đảng",
            when=When(text="từ 01/3 đến 30/4/2024", start=dt.date(2024, 3, 1), end=dt.date(2024, 4, 30)),
            implement=("Tỉnh đoàn",),
            group="Công tác tuyên truyền",
            origin="table",
        ),
        Task(activity="Dọn vệ sinh nghĩa trang", when=When(text="Thường xuyên"), origin="text"),
        Task(activity="Treo cờ", when=When(text="trước 02/02", end=dt.date(2024, 2, 2), op="<"), origin="text"),
    ),
    deadlines=(
        Deadline(due=dt.date(2024, 5, 5), op="<", what="báo cáo kết quả", by=("huyện ủy",), to="Ban Tuyên giáo"),
        Deadline(what="báo cáo định kỳ", rrule="FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20"),
    ),
    abbreviations={"MTTQ": "Mặt trận Tổ quốc"},
    recipients=(Recipient(name="Thường trực Tỉnh ủy", note="báo cáo"),),
    signature=Signature(authority="KT. TRƯỞNG BAN", position="PHÓ TRƯỞNG BAN", name="Lê Thị Hà"),
    diagnostics=(
        Diagnostic(code="year-inferred", severity="info", message="a year was not printed"),
        Diagnostic(code="year-inferred", severity="info", message="a year was not printed"),
        Diagnostic(code="weekday-mismatch", severity="error", message="the weekday printed is not the date's"),
    ),
    source=SourceInfo(name="ke-hoach.docx", media_type="text/plain", sha256="0", size=1, reader="docx"),
)


def parse(source: Any, *, name: str | None = None, password: str | None = None) -> Plan:
    """A reader: plans of .txt files hold their first line as subject, `locked` opens with a password."""
    if not isinstance(source, str):
        return Plan(header=Header(subject=source.read().decode()), source=info(name or "<bytes>"))
    path = Path(source)
    if path.name == "locked.pdf" and password != "mật khẩu":
        raise errors.EncryptedSource("locked by a password", source=source, remedy="give it with --password")
    if path.suffix == ".exe":
        raise errors.UnsupportedFormat("no known format", source=source)
    if path.suffix == ".doc":
        raise errors.MissingDependency("needs LibreOffice", source=source, remedy="install it")
    if path.name == "ke-hoach.docx":
        return PLAN
    if not path.is_file():
        raise errors.SourceNotFound("no such file", source=source, remedy="check the path")
    return Plan(header=Header(subject=path.read_text("utf-8")), source=info(path.name))


def info(name: str) -> SourceInfo:
    return SourceInfo(name=name, media_type="text/plain", sha256="0", size=1, reader="plain")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command in an empty folder, with its output apart from its errors."""
    pipeline = types.ModuleType("vnplan.pipeline")
    pipeline.__dict__["parse"] = parse
    monkeypatch.setitem(sys.modules, "vnplan.pipeline", pipeline)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VNPLAN_PASSWORD", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)

    def invoke(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli.main, arguments, input=stdin, catch_exceptions=False)

    return invoke


def texts(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(name.removesuffix(".txt"), "utf-8")


# JSON


def test_one_plan_is_one_json_object(run: Run) -> None:
    result = run("parse", "--format", "json", "ke-hoach.docx")
    assert result.exit_code == 0
    assert Plan.model_validate_json(result.stdout_bytes) == PLAN
    assert "Hội nghị" in result.stdout_bytes.decode()


def test_elsewhere_than_on_a_terminal_json_is_the_default(run: Run) -> None:
    assert run("parse", "ke-hoach.docx").stdout == run("parse", "--format", "json", "ke-hoach.docx").stdout


def test_several_plans_are_a_line_each_in_the_order_given(run: Run, tmp_path: Path) -> None:
    texts(tmp_path, "b.txt", "a.txt")
    lines = run("parse", "--format", "json", "b.txt", "a.txt").stdout.splitlines()
    assert [json.loads(line)["header"]["subject"] for line in lines] == ["b", "a"]


def test_jsonl_gives_a_line_for_one_plan_too(run: Run) -> None:
    assert run("parse", "--format", "jsonl", "ke-hoach.docx").stdout.count("\n") == 1


def test_a_dash_reads_standard_input(run: Run) -> None:
    result = run("parse", "-", stdin="Nhiệm vụ năm 2024".encode())
    plan = json.loads(result.stdout)
    assert (plan["header"]["subject"], plan["source"]["name"]) == ("Nhiệm vụ năm 2024", "<stdin>")


def test_output_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    assert run("parse", "ke-hoach.docx", "--output", "plan.json").stdout == ""
    assert Plan.model_validate_json((tmp_path / "plan.json").read_bytes()) == PLAN


def test_a_failure_leaves_the_output_file_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}")
    assert run("parse", "gone.txt", "-o", "plan.json").exit_code == 3
    assert (tmp_path / "plan.json").read_text() == "{}"


@pytest.mark.parametrize("way", ["option", "environment"])
def test_a_password_opens_a_locked_file(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str) -> None:
    texts(tmp_path, "locked.pdf")
    if way == "environment":
        monkeypatch.setenv("VNPLAN_PASSWORD", "mật khẩu")
    assert run("parse", "locked.pdf", *(["--password", "mật khẩu"] if way == "option" else [])).exit_code == 0


# Errors


@pytest.mark.parametrize(("file", "code"), [("gone.txt", 3), ("a.exe", 4), ("a.doc", 5), ("locked.pdf", 6)])
def test_the_exit_code_of_a_single_file_says_what_is_wrong(run: Run, file: str, code: int) -> None:
    result = run("parse", file)
    assert result.exit_code == code
    assert result.stdout == ""


def test_an_error_names_the_file_the_cause_and_the_remedy(run: Run) -> None:
    assert run("parse", "gone.txt").stderr == "error: gone.txt: no such file\n  what to do: check the path\n"


def test_the_others_go_on_after_an_error(run: Run, tmp_path: Path) -> None:
    texts(tmp_path, "a.txt", "b.txt")
    result = run("parse", "a.txt", "gone.txt", "b.txt")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 2
    assert result.stderr.count("error:") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse"],
        ["parse", "-", "-"],
        ["parse", "--format", "xml", "a.txt"],
        ["parse", "a.txt", "-o", "./a.txt"],
        ["evaluate"],
        ["evaluate", "--pin", "a.gold.json"],
        ["evaluate", "--floors", "f.json", "--reason", "because", "a.gold.json"],
        ["unknown"],
    ],
)
def test_wrong_use_exits_with_2(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    texts(tmp_path, "a.txt")
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_help_tells_the_exit_codes() -> None:
    for arguments in (["--help"], ["parse", "-h"], ["evaluate", "-h"]):
        assert "6  it is broken" in CliRunner().invoke(cli.main, arguments).stdout


def test_every_exit_code_of_an_error_is_documented() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    for kind in kinds:
        assert re.search(rf"^  {kind.exit_code}  ", cli_output.EXIT_CODES, re.MULTILINE), kind


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(cli.main, ["--version"]).stdout == f"vnplan, version {__version__}\n"


# Overview


def page(plan: Plan, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(overview.render(plan))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_an_overview_shows_what_the_plan_says(width: int) -> None:
    shown = page(PLAN, width)
    for text in (
        "TỈNH ỦY SÓC TRĂNG",
        "Số: 41-KH/BTGTU",
        "Sóc Trăng, 2024-02-19",
        "Sóc Trăng (today Cần Thơ)",
        "MỤC ĐÍCH, YÊU CẦU",
        "purpose_requirements",
        "LỊCH HOẠT ĐỘNG",
        "“Tuổi trẻ xung kích”",
        "Công tác tuyên truyền",
        "[mở rộng]",  # brackets are text, not markup
        "— Nhà thiếu nhi",
        "with: Văn phòng Tỉnh ủy",
        "– 2024-04-30",
        "Thường xuyên",
        "every 3 months",
        "MTTQ: Mặt trận Tổ quốc",
        "Thường trực Tỉnh ủy (báo cáo)",
        "KT. TRƯỞNG BAN · PHÓ TRƯỞNG BAN · Lê Thị Hà",
        "a year was not printed (×2)",
    ):
        assert text in shown


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_an_overview_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, page(PLAN, width).splitlines())) <= width


def test_a_bound_is_told_in_words() -> None:
    assert re.search(r"^before +Treo cờ *\n2024-02-02 *$", page(PLAN), re.MULTILINE)


def test_the_gravest_diagnostic_comes_first() -> None:
    shown = page(PLAN)
    assert shown.index("weekday-mismatch") < shown.index("year-inferred")


def test_a_plan_that_says_nothing_has_an_overview() -> None:
    assert "no letterhead and no title found" in page(Plan())


def test_an_overview_elsewhere_than_on_a_terminal_is_plain(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    shown = run("parse", "--format", "overview", "ke-hoach.docx").stdout
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) == 90
    assert not re.search(r" $", shown, re.MULTILINE)


def test_overviews_are_parted_by_a_blank_line(run: Run) -> None:
    once = run("parse", "--format", "overview", "ke-hoach.docx").stdout
    twice = run("parse", "--format", "overview", "gone.txt", "ke-hoach.docx", "ke-hoach.docx").stdout
    assert twice == f"{once}\n{once}"


# Schema


def test_the_schema_is_that_of_a_plan(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == set(Plan.model_fields)
    assert schema["additionalProperties"] is False


# Scores


@pytest.fixture
def gold(run: Run, tmp_path: Path) -> Path:
    texts(tmp_path, "Trồng cây.txt", "Hiến máu.txt")
    for name, subject in (("Trồng cây.txt", "trồng cây"), ("Hiến máu.txt", "Hiến máu nhân đạo")):
        content = {"file": name, "header": {"subject": subject}, "themes": []}
        (tmp_path / f"{name}.gold.json").write_text(json.dumps(content), "utf-8")
    return tmp_path


def golds(folder: Path) -> list[str]:
    return sorted(map(str, folder.glob("*.gold.json")))


def test_scores_have_a_row_a_group(run: Run, gold: Path) -> None:
    result = run("evaluate", *golds(gold))
    assert result.exit_code == 0
    head, subject, themes = result.stdout.splitlines()
    assert head.split() == ["group", "tp", "fp", "fn", "P", "R", "F1", "docs", "right"]
    assert subject.split() == ["header.subject", "1", "1", "1", "0.500", "0.500", "0.500", "1/2"]
    assert themes.split() == ["themes", "0", "0", "0", "1.000", "1.000", "1.000", "2/2"]


def test_verbose_names_misses_and_false_finds_by_document(run: Run, gold: Path) -> None:
    lines = run("evaluate", "--verbose", *golds(gold)).stdout.splitlines()
    assert lines[:4] == [
        "Hiến máu.txt",
        "  - header.subject: hiến máu nhân đạo",
        "  + header.subject: hiến máu",
        "Trồng cây.txt: all right",
    ]


def test_scores_come_as_json(run: Run, gold: Path) -> None:
    report = json.loads(run("evaluate", "--json", *golds(gold)).stdout)
    assert report["groups"]["header.subject"]["f1"] == 0.5
    assert report["documents"]["Hiến máu.txt"]["groups"]["header.subject"]["extra"] == ["hiến máu"]


def test_a_document_that_cannot_be_read_is_told_and_counts(run: Run, gold: Path) -> None:
    (gold / "a.doc").write_bytes(b"")
    (gold / "a.doc.gold.json").write_text('{"recipients": [{"name": "Sở Y tế"}]}', "utf-8")
    result = run("evaluate", *golds(gold))
    assert result.exit_code == 1
    assert "needs LibreOffice" in result.stderr
    assert re.search(r"^recipients +0 +0 +1 ", result.stdout, re.MULTILINE)


def test_documents_may_stand_in_another_folder(run: Run, gold: Path) -> None:
    (gold / "docs").mkdir()
    (gold / "Trồng cây.txt").rename(gold / "docs" / "Trồng cây.txt")
    path = str(gold / "Trồng cây.txt.gold.json")
    assert run("evaluate", path).exit_code == 3
    assert run("evaluate", "--docs", "docs", path).exit_code == 0


def test_the_same_plan_in_other_formats_is_scored_on_demand(run: Run, gold: Path) -> None:
    (gold / "Trồng cây.md").write_text("Trồng cây", "utf-8")
    path = str(gold / "Trồng cây.txt.gold.json")
    assert run("evaluate", path).stdout.count("1/1") == 2
    assert run("evaluate", "--all-formats", path).stdout.count("2/2") == 2


def test_floors_are_pinned_held_and_broken(run: Run, gold: Path) -> None:
    floors = ["--floors", "floors.json", *golds(gold)]
    assert run("evaluate", *floors).exit_code == 1  # missing floors fail
    assert run("evaluate", "--pin", *floors).exit_code == 0
    assert run("evaluate", *floors).exit_code == 0
    (gold / "Trồng cây.txt").write_text("Trồng rừng", "utf-8")
    result = run("evaluate", *floors)
    assert result.exit_code == 1
    assert "not those the floors were pinned for" in result.stderr
    assert "header.subject has F1 0.0000, below its floor 0.5000" in result.stderr


def test_a_floor_goes_down_only_with_a_reason(run: Run, gold: Path) -> None:
    floors = ["--floors", "floors.json", *golds(gold)]
    run("evaluate", "--pin", *floors)
    (gold / "Trồng cây.txt").write_text("Trồng rừng", "utf-8")
    before = (gold / "floors.json").read_bytes()
    refused = run("evaluate", "--pin", *floors)
    assert (refused.exit_code, (gold / "floors.json").read_bytes()) == (1, before)
    assert "header.subject goes down: 0.5000 -> 0.0000" in refused.stderr
    assert run("evaluate", "--pin", "--reason", "the plan was rewritten", *floors).exit_code == 0
    assert evaluation.read_floors(gold / "floors.json").lowered[0].reason == "the plan was rewritten"
    assert run("evaluate", *floors).exit_code == 0


def test_changes_since_a_snapshot_are_told(run: Run, gold: Path) -> None:
    assert run("evaluate", "--save", "scores.json", *golds(gold)).exit_code == 0
    assert "nothing gained and nothing lost" in run("evaluate", "--since", "scores.json", *golds(gold)).stdout
    (gold / "Trồng cây.txt").write_text("Trồng rừng", "utf-8")
    (gold / "Hiến máu.txt").write_text("Hiến máu nhân đạo", "utf-8")
    shown = run("evaluate", "--since", "scores.json", *golds(gold)).stdout
    assert re.search(r"^gained: 2 .*\n  Hiến máu.txt +header.subject +0 1 1 -> 1 0 0$", shown, re.MULTILINE)
    assert re.search(r"^lost: 2 .*\n  Trồng cây.txt +header.subject +1 0 0 -> 0 1 1$", shown, re.MULTILINE)


def test_a_missing_snapshot_fails(run: Run, gold: Path) -> None:
    assert run("evaluate", "--since", "gone.json", *golds(gold)).exit_code == 3


def test_the_command_is_typed_for_completion() -> None:
    assert isinstance(cli.main, click.Group)
    assert sorted(cli.main.commands) == [
        "archive", "cascade", "compare", "evaluate", "export", "parse", "schema", "status",
    ]  # fmt: skip
