"""Archives: the pool against one process, many plans with bad ones among them, and the engines.

python benchmarks/archive.py speed [--plans 200] [--rounds 3]      the pool against one process
python benchmarks/archive.py load [--plans 1000] [--folder DIR]    made-up plans, 1 % of them bad; memory of the parent
python benchmarks/archive.py engines [--plans 400] [--rounds 2]    local against Daft here and on a Ray cluster of
                                                                   two nodes, where these are installed
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.cluster import two_nodes  # noqa: E402
from vnplan.archive.local import cores  # noqa: E402
from vnplan.archive.runs import Progress, parse_archive  # noqa: E402
from vnplan.archive.work import Record, parse_file  # noqa: E402

HANG, DIE = b"benchmark: hang", b"benchmark: die"
FORMATS = ("docx", "txt", "docx", "md", "docx")


def parse(data: bytes, name: str, **options: Any) -> Record:
    """The unit of work, and a stand-in for files that hang a reader or kill its process."""
    if data.startswith(HANG):
        time.sleep(3600)
    if data.startswith(DIE):
        os.kill(os.getpid(), signal.SIGSEGV)
    return parse_file(data, name, **options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "load", "engines", "run", "ray"])
    parser.add_argument("--plans", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--address", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="keep plans and archive here")
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="vnplan-benchmark-"))
    try:
        if arguments.what == "run":
            _run(folder, arguments.jobs)
        elif arguments.what == "ray":
            _on_ray(folder, arguments.address, arguments.jobs)
        else:
            print(f"{cores()} cores, load {os.getloadavg()[0]:.1f}")
            run = {"speed": speed, "load": load, "engines": engines}[arguments.what]
            run(folder, arguments.plans or {"speed": 200, "load": 1000, "engines": 400}[arguments.what], arguments)
    finally:
        if not arguments.folder:
            shutil.rmtree(folder, ignore_errors=True)


def speed(folder: Path, plans: int, arguments: argparse.Namespace) -> None:
    """One process that only parses, an archive by one worker, and an archive by the pool, once a round each."""
    source = make(folder / "plans", plans, bad=False)
    files = sorted(source.iterdir())
    parse_file(files[0].read_bytes(), "warm.docx")
    times: dict[str, list[float]] = {}
    for n in range(arguments.rounds):
        begin = time.perf_counter()
        for file in files:
            parse_file(file.read_bytes(), file.name)
        times.setdefault("one process, no archive", []).append(time.perf_counter() - begin)
        for jobs in (1, arguments.jobs):
            begin = time.perf_counter()
            parse_archive(source, folder / f"out-{n}-{jobs}", jobs=jobs)
            times.setdefault(f"archive, {jobs} workers", []).append(time.perf_counter() - begin)
    _print(times, "one process, no archive", plans)


def engines(folder: Path, plans: int, arguments: argparse.Namespace) -> None:
    """The same archive by each engine, once a round; the start of a cluster is not counted."""
    source = make(folder / "plans", plans, bad=False)
    names = ["local"] + (["daft"] if importlib.util.find_spec("daft") else [])
    times: dict[str, list[float]] = {}
    for n in range(arguments.rounds):
        for name in names:
            begin = time.perf_counter()
            parse_archive(source, folder / f"out-{n}-{name}", engine=name, jobs=arguments.jobs)  # type: ignore[arg-type]
            times.setdefault(name, []).append(time.perf_counter() - begin)
        if "daft" in names and importlib.util.find_spec("ray"):
            with two_nodes(folder) as (address, _):
                command = [sys.executable, __file__, "ray", "--folder", str(folder), "--address", address]
                told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
            times.setdefault("daft, two Ray nodes", []).append(float(told.split()[-1]))
            shutil.rmtree(folder / "out-ray")
    _print(times, "local", plans)


def _on_ray(folder: Path, address: str, jobs: int) -> None:
    """Print the seconds of an archive on a cluster."""
    import daft
    import ray

    ray.init(address=address, logging_level="ERROR", log_to_driver=False)
    daft.set_runner_ray(address, noop_if_initialized=True)
    begin = time.perf_counter()
    parse_archive(folder / "plans", folder / "out-ray", engine="daft", jobs=jobs)
    print(time.perf_counter() - begin)


def load(folder: Path, plans: int, arguments: argparse.Namespace) -> None:
    """Many plans with bad ones among them, in a process of its own whose memory is told."""
    source = make(folder / "plans", plans, bad=True)
    bad = sum(1 for one in source.iterdir() if one.name.startswith("bad-"))
    command = [sys.executable, __file__, "run", "--folder", str(folder), "--jobs", str(arguments.jobs)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    print(json.dumps(found, indent=1))
    assert found["read"] == plans - bad, "a good plan was not read"
    assert found["failed"] == bad, "a bad one was not listed"


def _run(folder: Path, jobs: int) -> None:
    memory: dict[int, int] = {}

    def watch(state: Progress) -> None:
        tenth = 10 * state.done // max(state.total or 1, 1)
        memory.setdefault(tenth * 10, _status("VmRSS"))

    begin = time.perf_counter()
    summary = parse_archive(
        folder / "plans", folder / "out", jobs=jobs, seconds=20, work="benchmarks.archive:parse", progress=watch
    )
    seconds = time.perf_counter() - begin
    found = {
        "read": summary.read,
        "failed": summary.failed,
        "duplicates": summary.duplicates,
        "causes": {f"{one.kind}: {one.cause}": one.files for one in summary.failures},
        "formats": summary.formats,
        "seconds": round(seconds, 1),
        "files a second": round(summary.files / seconds, 1),
        "largest worker, MB": summary.memory // 1_000_000,
        "parent at its largest, MB": _status("VmHWM"),
        "parent by per cent done, MB": memory,
    }
    print(json.dumps(found))


def make(folder: Path, count: int, *, bad: bool) -> Path:
    """A folder of generated plans in mixed formats; with `bad`, each hundredth is a bad file."""
    if folder.exists():
        return folder
    from corpora.generator import generate, save

    folder.mkdir(parents=True)
    for n in range(count):
        if bad and n % 100 == 7:
            name, data = spoilt(n // 100)
            (folder / f"bad-{n:06}.{name}").write_bytes(data)
        else:
            save(generate(n + 1), folder, FORMATS[n % len(FORMATS)])
    for gold in folder.glob("*.gold.json"):
        gold.unlink()
    return folder


def spoilt(n: int) -> tuple[str, bytes]:
    """The n-th bad file, each of its own content: ending and bytes."""
    mark = f"{n}".encode()
    if n == 0:
        return "txt", HANG
    if n == 1:
        return "txt", DIE
    kind = n % 4
    if kind == 0:
        return "docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + mark
    if kind == 1:
        return "bin", os.urandom(5000)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("word/document.xml", b"\0" * (300_000_000 if kind == 2 else 30_000))
        zipped.comment = mark
    data = package.getvalue()
    return "docx", data if kind == 2 else data[: len(data) // 2] + mark


def _print(times: dict[str, list[float]], base: str, plans: int) -> None:
    for name, found in times.items():
        ratio = statistics.median(one / other for one, other in zip(times[base], found, strict=True))
        print(f"  {name:28} {plans / statistics.median(found):8.1f} plans/s   {ratio:5.2f} x {base}")


def _status(key: str) -> int:
    """Memory of this process in MB (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) // 1000
    return 0


if __name__ == "__main__":
    main()
