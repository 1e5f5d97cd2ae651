"""Sources: folders, patterns, archives in archives, names in old code pages, a bucket."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from socket import socket

import pytest

from tests.archive.folders import fill, parsed, rows
from vnplan.archive.members import Found, inside, member_name
from vnplan.archive.runs import Progress
from vnplan.archive.sources import find
from vnplan.errors import VnplanError
from vnplan.limits import Limits


def names(*sources: str | Path, root: Path | None = None, limits: Limits = Limits()) -> list[str]:  # noqa: B008
    """The names found, without `root`; of errors their class and name."""
    cut = f"{root}/" if root else ""
    return [
        f"{type(one).__name__} {one.source.removeprefix(cut)}"
        if isinstance(one, VnplanError)
        else one.name.removeprefix(cut)
        for one in find(sources, limits=limits)
    ]


def contents(*sources: Path) -> dict[str, bytes]:
    return {Path(one.name).name: one.load() for one in find(sources) if isinstance(one, Found)}


def zipped(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return file


def test_a_folder_gives_all_files_below_it_in_order(tmp_path: Path) -> None:
    fill(tmp_path / "b", 2)
    fill(tmp_path / "a", 1)
    assert names(tmp_path, root=tmp_path) == ["a/0000.txt", "b/0000.txt", "b/0001.txt"]


@pytest.mark.parametrize("name", [".hidden", "~$plan.docx", "Thumbs.db", "desktop.ini", ".git/x"])
def test_what_programs_leave_behind_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert names(tmp_path) == []


def test_a_pattern_gives_what_it_matches(tmp_path: Path) -> None:
    fill(tmp_path / "a", 2)
    assert names(f"{tmp_path}/**/*1.txt", root=tmp_path) == ["a/0001.txt"]


@pytest.mark.parametrize("source", ["nothing", "nothing/*.docx"])
def test_a_source_that_is_not_there_is_an_error(tmp_path: Path, source: str) -> None:
    assert names(tmp_path / source, root=tmp_path) == [f"SourceNotFound {source}"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    fill(tmp_path / "out", 1)
    folder = fill(tmp_path / "in", 1)
    (folder / "far.txt").symlink_to(tmp_path / "out" / "0000.txt")
    (folder / "near.txt").symlink_to(folder / "0000.txt")
    (folder / "tree").symlink_to(tmp_path / "out")
    assert names(folder, root=folder) == ["0000.txt", "SourceNotFound far.txt", "near.txt", "SourceNotFound tree"]


def test_files_in_zips_and_tars_and_in_zips_within_are_found(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"deep.txt": b"deep"})
    zipped(tmp_path / "a.zip", {"x/one.txt": b"one", "inner.zip": inner.read_bytes(), "__MACOSX/._x": b""})
    inner.unlink()
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as package:
        info = tarfile.TarInfo("two.txt")
        info.size = 3
        package.addfile(info, io.BytesIO(b"two"))
    assert names(tmp_path, root=tmp_path) == ["a.zip/x/one.txt", "a.zip/inner.zip/deep.txt", "b.tar.gz/two.txt"]
    assert contents(tmp_path) == {"one.txt": b"one", "deep.txt": b"deep", "two.txt": b"two"}


def test_archives_can_only_lie_so_deep(tmp_path: Path) -> None:
    data = b"x"
    for n in range(5):
        data = zipped(tmp_path / "z.zip", {f"{n}.zip" if n else "plan.txt": data}).read_bytes()
    assert names(tmp_path / "z.zip", root=tmp_path) == ["UnsupportedFormat z.zip/4.zip/3.zip/2.zip"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\plans\\..\\x.doc", "plans/x.doc"),
        ("a/./b//c", "a/b/c"),
        ("..", "_"),
    ],
)
def test_a_member_stays_inside_its_archive(name: str, expected: str) -> None:
    assert inside(name) == expected


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("x.txt", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr("x.txt", "2")
    assert names(tmp_path, root=tmp_path) == ["a.zip/x.txt", "a.zip/x.txt#2"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("kế hoạch.docx".encode(), "kế hoạch.docx"),  # macOS: UTF-8 without the flag
        ("Kế hoạch tháng công nhân.doc".encode("cp1258", "ignore"), None),
        ("KÕ ho¹ch Th¸ng c«ng nh©n.doc".encode("latin-1", "replace"), "Kế hoạch Tháng công nhân.doc"),  # TCVN3
        ("résumé.txt".encode("cp437"), "résumé.txt"),
    ],
)
def test_names_in_old_code_pages_are_decoded(raw: bytes, expected: str | None) -> None:
    if expected is None:  # Windows-1258 has the tone marks as characters of their own
        marks = {"ế": "ê\u0301", "ạ": "a\u0323", "á": "a\u0301", "ô": "ô", "â": "â"}
        expected = "Kế hoạch tháng công nhân.doc"
        raw = "".join(marks.get(char, char) for char in expected).encode("cp1258")
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = raw.decode("cp437")
    assert member_name(info) == expected


def test_a_broken_zip_is_an_error_and_the_others_go_on(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", {"x.txt": b"x" * 1000})
    (tmp_path / "b.zip").write_bytes(whole.read_bytes()[:500])
    assert names(tmp_path, root=tmp_path) == ["a.zip/x.txt", "UnreadableSource b.zip"]


def test_a_tar_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as package:
        for name in ("one.txt", "two.txt"):
            info = tarfile.TarInfo(name)
            info.size = 100_000
            package.addfile(info, io.BytesIO(os.urandom(50_000).hex().encode()))
    data = (tmp_path / "a.tar.gz").read_bytes()
    (tmp_path / "a.tar.gz").write_bytes(data[: len(data) * 3 // 4])
    summary = parsed(tmp_path / "a.tar.gz", tmp_path / "out")
    assert (summary.read, [Path(one.example).name for one in summary.failures]) == (1, ["a.tar.gz", "two.txt"])


def test_a_member_that_is_too_large_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bomb.txt", b"\0" * 5_000_000)
    (found,) = find([tmp_path], limits=Limits(max_bytes=1_000_000))
    assert isinstance(found, Found)
    with pytest.raises(VnplanError, match="max_bytes"):
        found.load()


def test_a_locked_member_is_an_error(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"x.txt": b"x"}).read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert names(tmp_path, root=tmp_path) == ["EncryptedSource a.zip/x.txt"]


def test_an_archive_is_parsed_like_its_files(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 3)
    zipped(tmp_path / "a.zip", {file.name: file.read_bytes() for file in sorted(folder.iterdir())})
    parsed(tmp_path / "a.zip", tmp_path / "out")
    parsed(folder, tmp_path / "fresh")
    assert rows(tmp_path / "out")["tasks"] == rows(tmp_path / "fresh")["tasks"]
    assert parsed(tmp_path / "a.zip", tmp_path / "out").files == 3


# A bucket


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of a server that speaks S3, with a bucket `plans`."""
    pytest.importorskip("moto", reason="needs moto[server]")
    pytest.importorskip("s3fs", reason="needs s3fs")
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(address, timeout=1).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_bucket_is_read_like_a_folder_and_only_once(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import s3fs

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", bucket)
    system = s3fs.S3FileSystem(endpoint_url=bucket, key="test", secret="test")
    system.mkdir("plans")
    folder = fill(tmp_path / "in", 20)
    for file in folder.iterdir():
        system.pipe_file(f"plans/2023/{file.name}", file.read_bytes())
    system.pipe_file("plans/2023/old.zip", zipped(tmp_path / "a.zip", {"z.txt": b"plan z"}).read_bytes())
    told: list[Progress] = []
    parsed("s3://plans/2023", tmp_path / "out", progress=told.append)
    assert (told[-1].read, told[-1].failed, told[-1].total) == (21, 0, 21)
    assert names("s3://plans/2023/*1.txt") == ["s3://plans/2023/0001.txt", "s3://plans/2023/0011.txt"]
    parsed("s3://plans/2023", tmp_path / "out", progress=told.append)
    assert (told[-1].read, told[-1].unchanged) == (0, 21)
    assert names("s3://nowhere/x") == ["SourceNotFound s3://nowhere/x"]
