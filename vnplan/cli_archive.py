"""The commands `vnplan archive` and `vnplan status`: many files into one dataset, and how far that is."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vnplan.cli_output import complain
from vnplan.errors import VnplanError

if TYPE_CHECKING:
    from rich.console import Console

    from vnplan.archive.report import Run, Summary
    from vnplan.archive.runs import Progress

_SHOWN = 15  # causes and codes in the closing table
_EXIT_CODES = """\b
Exit codes:
  0  every file was read (--allow-failures: or is listed as failed)
  1  some files could not be read, or the folder can't be used
  2  the command was given wrongly
  130  interrupted: run it again to go on"""


def _shard(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """`i/n` as two numbers."""
    if value is None:
        return None
    first, _, second = value.partition("/")
    if not first.isdecimal() or not second.isdecimal() or not 1 <= int(first) <= int(second):
        raise click.BadParameter(f"{value!r} is no shard such as 2/8", ctx, option)
    return int(first), int(second)


@click.command(epilog=_EXIT_CODES)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder of the dataset."
)
@click.option("--engine", type=click.Choice(["local", "daft"]), default="local", show_default=True, help="What works.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="Files at a time.  [default: one a processor core]")
@click.option(
    "--seconds", type=click.FloatRange(1), default=300.0, show_default=True, help="Time that a file may take."
)
@click.option("--memory", type=click.IntRange(100), default=2000, show_default=True, help="MB that a file may take.")
@click.option("--password", envvar="VNPLAN_PASSWORD", show_envvar=True, help="Opens files that are locked.")
@click.option("--retry-failed", is_flag=True, help="Parse also files that failed before.")
@click.option("--shard", callback=_shard, metavar="I/N", help="Only the I-th of N parts of the work, such as 2/8.")
@click.option("--allow-failures", is_flag=True, help="Exit with 0 also when files failed.")
@click.option("--jsonl", type=click.Path(dir_okay=False), help="Then write all plans to this file, one a line.")
@click.option("--sqlite", type=click.Path(dir_okay=False), help="Then write all tables to this SQLite file.")
@click.option("--xlsx", type=click.Path(dir_okay=False), help="Then write all tables to this workbook.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no closing table.")
@click.option("--log-json", is_flag=True, help="A line of JSON on standard error for each file, and no progress bar.")
def archive(
    sources: tuple[str, ...],
    output: Path,
    engine: str,
    jobs: int | None,
    seconds: float,
    memory: int,
    password: str | None,
    retry_failed: bool,
    shard: tuple[int, int] | None,
    allow_failures: bool,
    jsonl: str | None,
    sqlite: str | None,
    xlsx: str | None,
    quiet: bool,
    log_json: bool,
) -> None:
    """Parse all files of SOURCE... into a dataset of Parquet tables.

    SOURCE is a folder, a glob in quotes, a file, a .zip or .tar.gz, an address such as s3://bucket/folder, or - for
    a list of such names on standard input, one a line. Run it again to go on after a stop, and to parse what is new,
    changed, or was parsed by an older vnplan. Without SOURCE, only the files asked for are written from the dataset.
    """
    if not sources and not (jsonl or sqlite or xlsx):
        raise click.UsageError("name a SOURCE")
    if sources.count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    names = [name for source in sources for name in (_listed() if source == "-" else [source])]
    if sources and not names:
        raise click.UsageError("there is no name on standard input")
    try:
        if sources:
            from vnplan.archive.runs import parse_archive

            with _progress(quiet=quiet, log_json=log_json) as progress:
                summary = parse_archive(
                    names, output, engine=engine, jobs=jobs, seconds=seconds, memory=memory * 1_000_000,  # type: ignore[arg-type]
                    password=password, retry_failed=retry_failed, shard=shard, progress=progress,
                )  # fmt: skip
        else:
            from vnplan.archive.report import summarize

            summary = summarize(output)
        _export(output, jsonl, sqlite, xlsx)
    except VnplanError as error:
        complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo(f"\ninterrupted; what was read is in {output}: run it again to go on", err=True)
        sys.exit(130)
    if log_json:
        _log({"event": "end", **_counts(summary)})
    if not quiet:
        _show(summary)
    sys.exit(1 if summary.failed and not allow_failures else 0)


@click.command()
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Give it as one JSON object.")
def status(output: Path, as_json: bool) -> None:
    """Show what the dataset in the folder OUT holds, and how far a run is that goes on."""
    from vnplan.archive.report import summarize

    try:
        summary = summarize(output)
    except VnplanError as error:
        complain(error)
        sys.exit(error.exit_code)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(summary), ensure_ascii=False, indent=1).encode())
        return
    for run in summary.runs:
        click.echo(_run_line(run))
    _show(summary)


def _listed() -> list[str]:
    """The names on standard input: one a line, or parted by NULs as of `find -print0`."""
    data = sys.stdin.buffer.read()
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [line.decode("utf-8", "surrogateescape") for line in lines if line.strip()]


def _export(output: Path, jsonl: str | None, sqlite: str | None, xlsx: str | None) -> None:
    if not (jsonl or sqlite or xlsx):
        return
    from vnplan.archive.dataset import open_archive

    found = open_archive(output)
    if jsonl:
        from vnplan.archive.file_exports import write_jsonl

        write_jsonl(found, jsonl)
    if sqlite:
        from vnplan.archive.sqlite_export import write_sqlite

        write_sqlite(found, sqlite)
    if xlsx:
        from vnplan.archive.file_exports import write_xlsx

        write_xlsx(found, xlsx)


# While it runs


@contextmanager
def _progress(*, quiet: bool, log_json: bool) -> Iterator[Callable[[Progress], None] | None]:
    """What is told after each file: a line of JSON, a bar on a terminal, or nothing."""
    if log_json:
        yield _log_file
        return
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("Parsing"), bars.BarColumn(), bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}"), bars.TextColumn("[red]{task.fields[failed]}"),
        bars.TimeRemainingColumn(),
    )  # fmt: skip
    with bars.Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None, rate="", failed="")
        start = time.monotonic()

        def show(state: Progress) -> None:
            parsed = state.read + state.failed
            rate = f"{parsed / max(time.monotonic() - start, 0.001):.1f}/s" if parsed else ""
            total = None if state.total is None else max(state.total, state.done)
            bar.update(
                task,
                completed=state.done,
                total=total,
                rate=rate,
                failed=f"{state.failed} failed" if state.failed else "",
            )

        yield show


def _log_file(state: Progress) -> None:
    record = state.record
    counts = {"done": state.done, "total": state.total, "failed": state.failed}
    if record is None:
        return
    about = {"name": record.name, "ok": record.ok, "format": record.format, "reader": record.reader}
    cost = {"seconds": round(record.seconds, 3), "memory": record.memory}
    error = {} if record.ok else {"kind": record.kind, "cause": record.cause, "remedy": record.remedy}
    _log({"event": "file", **about, **cost, **error, **counts})


def _log(event: dict[str, Any]) -> None:
    click.echo(json.dumps({"time": round(time.time(), 3), **event}, ensure_ascii=False).encode(), err=True)


# Afterwards


def _counts(summary: Summary) -> dict[str, int]:
    return {name: getattr(summary, name) for name in ("files", "read", "failed", "duplicates", "outdated")}


def _show(summary: Summary) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(f"{summary.files:,}", "files")
    table.add_row(f"{summary.read:,}", Text("read"))
    for form, n in summary.formats.items():
        table.add_row("", Text(f"{n:,} {form}"))
    if summary.duplicates:
        table.add_row(f"{summary.duplicates:,}", "duplicates of others")
    if summary.outdated:
        table.add_row(f"{summary.outdated:,}", "parsed by another version of vnplan: run it again")
    table.add_row(f"{summary.failed:,}", Text("failed", style="red" if summary.failed else ""))
    for one in summary.failures[:_SHOWN]:
        table.add_row("", Text(f"{one.files:,} {one.kind}: {one.cause}"))
        table.add_row("", Text(f"    what to do: {one.remedy}", style="dim"))
        table.add_row("", Text(f"    such as {one.example}", style="dim"))
    if len(summary.failures) > _SHOWN:
        table.add_row("", f"and {len(summary.failures) - _SHOWN} other causes: see the table errors")
    if summary.diagnostics:
        table.add_row("", "diagnostics")
    for code, n in list(summary.diagnostics.items())[:_SHOWN]:
        table.add_row(f"{n:,}", Text(code))
    _console().print(table)


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def _run_line(run: Run) -> str:
    name = f"shard {run.shard}: " if run.shard else ""
    of = f" of {run.total:,}" if run.total is not None else ""
    took = max(run.beat - run.started, 0.001)
    rate = f", {run.done / took:.1f} files/s" if run.done else ""
    left = ""
    if run.state == "running" and run.total and run.done:
        left = f", about {(run.total - run.done) * took / run.done / 60:.0f} min left"
    return f"{name}the last run {_STATES[run.state]}: {run.done:,}{of} files{rate}{left}"


_STATES = {"running": "goes on", "ended": "ended", "killed": "was stopped: run it again to go on"}
