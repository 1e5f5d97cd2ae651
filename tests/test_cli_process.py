"""The command as its users meet it: real files, a process, a pipe, a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from vnplan import cli
from vnplan.model import Plan

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "vnplan"]
TEXT = """ỦY BAN NHÂN DÂN
TỈNH HẬU GIANG
-------
Số: 77/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hậu Giang, ngày 08 tháng 4 năm 2019

KẾ HOẠCH

Trồng cây nhân dân năm 2019

Thực hiện Chỉ thị số 45/CT-TTg ngày 31/12/2018, Ủy ban nhân dân tỉnh ban hành Kế hoạch trồng cây năm 2019 như sau:

I. MỤC ĐÍCH

Phủ xanh đất trống ven kênh, giữ bờ, chắn gió, tạo bóng mát dọc các tuyến đường giao thông nông thôn.

II. NỘI DUNG

1. Trồng 2.000 cây tràm trước ngày 30/6/2019.

Nơi nhận:
- Các sở, ngành;
- Lưu: VT.

CHỦ TỊCH

Võ Minh Tâm
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "trồng cây.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_file_and_standard_input_say_the_same(plan: Path) -> None:
    by_name = subprocess.run([*COMMAND, "parse", str(plan)], capture_output=True, check=True, cwd=ROOT)
    by_pipe = subprocess.run(
        [*COMMAND, "parse", "-"], input=plan.read_bytes(), capture_output=True, check=True, cwd=ROOT
    )
    one, other = json.loads(by_name.stdout), json.loads(by_pipe.stdout)
    assert other["source"].pop("name") == "<stdin>"
    assert one["source"].pop("name")
    assert one == other
    assert one["header"]["number"] == "77/KH-UBND"


def test_output_is_utf8_whatever_the_locale(plan: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    for form in ("json", "overview"):
        command = [*COMMAND, "parse", "--format", form, str(plan)]
        done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment)
        assert "Trồng cây nhân dân" in done.stdout.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode here")
def test_a_name_in_an_old_encoding_is_no_obstacle(plan: Path) -> None:
    path = os.fsencode(plan.parent) + b"/k\xd5 ho\xb9ch.txt"  # TCVN3
    os.rename(plan, path)
    for form in ("json", "overview"):
        done = subprocess.run([*COMMAND, "parse", "--format", form, path], capture_output=True, check=True, cwd=ROOT)
        assert "Trồng cây nhân dân" in done.stdout.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
@pytest.mark.parametrize("form", ["overview", "jsonl"])
def test_a_reader_that_stops_early_is_no_error_of_ours(plan: Path, form: str) -> None:
    command = [*COMMAND, "parse", "--format", form, *([str(plan)] * 20)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 1)


def on_terminal(*arguments: str, **environment: str) -> str:
    """What the command writes to a terminal of 80 columns."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    controller, terminal = pty.openpty()
    variables = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "CI")}
    variables |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **environment}
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal, cwd=ROOT, env=variables
    )
    os.close(terminal)
    shown = bytearray()
    while True:
        try:
            some = os.read(controller, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not some:
            break
        shown += some
    os.close(controller)
    assert process.wait(60) == 0
    return shown.decode()


def test_a_terminal_gets_the_overview_in_colour(plan: Path) -> None:
    shown = on_terminal("parse", str(plan))
    assert "\x1b[" in shown
    assert "Trồng cây nhân dân năm 2019" in shown
    assert "schema_version" not in shown


def test_no_color_is_heeded(plan: Path) -> None:
    shown = on_terminal("parse", str(plan), NO_COLOR="1")
    assert not re.search(r"\x1b\[(3|9)\d", shown)


def test_a_terminal_shows_the_progress_of_many_files(plan: Path) -> None:
    output = plan.with_name("plans.jsonl")
    shown = on_terminal("parse", *[str(plan)] * 3, "--output", str(output))
    assert "Reading" in shown
    lines = output.read_text("utf-8").splitlines()
    assert [Plan.model_validate_json(line).header.number for line in lines] == ["77/KH-UBND"] * 3


def missing(path: Path) -> None:
    pass


def empty(path: Path) -> None:
    path.write_bytes(b"")


def noise(path: Path) -> None:
    path.write_bytes(bytes((i * i * 31 + i * 7) % 256 for i in range(4096)))


def truncated(path: Path) -> None:
    whole = sorted((ROOT / "corpora" / "plans").glob("*.docx"))[0].read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def encrypted(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 720, "KE HOACH")
    canvas.save()


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (missing, "gone.docx", 3),
        (noise, "noise.bin", 4),
        (empty, "empty.txt", 6),
        (truncated, "truncated.docx", 6),
        (encrypted, "encrypted.pdf", 6),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, make: Callable[[Path], None], name: str, code: int
) -> None:
    make(tmp_path / name)
    result = CliRunner().invoke(cli.main, ["parse", str(tmp_path / name)], catch_exceptions=False)
    first, second = result.stderr.splitlines()
    assert result.exit_code == code, result.stderr
    assert first.startswith(f"error: {tmp_path / name}: ")
    assert second.startswith("  what to do: ")
    assert result.stdout == ""
