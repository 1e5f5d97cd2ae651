"""The command `vnplan`: plans on a terminal, as JSON or out to other tools, the schema, and scores against gold.

What is read comes from the arguments, what is found goes to standard output, what went wrong to standard error.
Packages that take long to load are imported by the command that needs them.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import click

from vnplan import __version__
from vnplan.cli_archive import archive, status
from vnplan.cli_compare import cascade, compare
from vnplan.errors import VnplanError

if TYPE_CHECKING:
    from vnplan.evaluation import Counts, Result, Row
    from vnplan.exports import Deadlines, Form
    from vnplan.exports.tables import Language, TableName
    from vnplan.model import Plan

_Item = TypeVar("_Item")

_WIDTH = 100  # columns of an overview that does not go to a terminal, where COLUMNS does not say otherwise
_EXIT_CODES = """\b
Exit codes:
  0  all was read, and nothing is below its floor
  1  some of several files could not be read, or a score is below its floor
  2  the command was given wrongly
  and of a single file:
  3  it is not there or can't be opened
  4  it has no format that vnplan reads
  5  it needs a program or package that is not installed
  6  it is broken, empty, locked by a password or over a limit"""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=_EXIT_CODES)
@click.version_option(__version__, prog_name="vnplan")
def main() -> None:
    """Vietnamese administrative plans (kế hoạch) as typed data."""


main.add_command(archive)
main.add_command(status)
main.add_command(compare)
main.add_command(cascade)


@main.command(epilog=_EXIT_CODES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["overview", "json", "jsonl"]),
    help="overview: for people; json: the whole plan, several of them one a line; jsonl: always one a line."
    "  [default: overview on a terminal, else json]",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file, in UTF-8.")
@click.option("--password", envvar="VNPLAN_PASSWORD", show_envvar=True, help="Opens files that are locked.")
def parse(files: tuple[str, ...], form: str | None, output: str | None, password: str | None) -> None:
    """Show what the plans in FILE... say.

    FILE is a document (.docx, .pdf, .txt, ...) or - for standard input. A file that can't be read is told on standard
    error, with the cause and what to do, and the others go on.
    """
    _check_files(files, output)
    form = form or ("overview" if sys.stdout.isatty() and not output else "json")
    to_terminal = not output and sys.stdout.isatty()
    errors: list[VnplanError] = []
    with _sink(output) as sink, _progress("Reading", files, shown=not to_terminal) as each:
        shown = 0
        for file in each:
            try:
                plan = _read_plan(file, password)
            except VnplanError as error:
                _complain(error)
                errors.append(error)
            else:
                if form == "overview":
                    _show(plan, sink, to_terminal=to_terminal, first=shown == 0)
                    shown += 1
                else:
                    indent = 2 if form == "json" and len(files) == 1 else None
                    sink.write(plan.model_dump_json(indent=indent).encode() + b"\n")
                    sink.flush()
    if errors:
        sys.exit(errors[0].exit_code if len(files) == 1 else 1)


@main.command(epilog=_EXIT_CODES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option(
    "--to",
    type=click.Choice(["ics", "csv", "xlsx", "json"]),
    help="ics: a calendar; xlsx: a workbook; csv: one table; json: the plans, one a line."
    "  [default: by the ending of the output file]",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Of the headings.")
@click.option(
    "--deadlines",
    type=click.Choice(["todo", "event"]),
    default="todo",
    show_default=True,
    help="In a calendar: tasks to do, or events with an alarm on the day before.",
)
@click.option(
    "--table",
    type=click.Choice(["tasks", "activities", "deadlines", "times", "targets", "plans", "diagnostics"]),
    help="Which one csv gives; with json, a row a line.  [default: tasks for csv]",
)
@click.option("--bom", is_flag=True, help="In csv: a byte order mark first, by which Excel knows UTF-8.")
@click.option("--delimiter", default=",", show_default=True, help='In csv; Excel in Vietnamese wants ";".')
@click.option("--password", envvar="VNPLAN_PASSWORD", show_envvar=True, help="Opens files that are locked.")
def export(
    files: tuple[str, ...],
    to: Form | None,
    output: str | None,
    lang: Language,
    deadlines: Deadlines,
    table: TableName | None,
    bom: bool,
    delimiter: str,
    password: str | None,
) -> None:
    """Write the plans in FILE... as a calendar, a spreadsheet or data.

    FILE is a document (.docx, .pdf, .txt, ...) or - for standard input. A file that can't be read is told on standard
    error, and the others go on. Each row and each event says which plan it is from.
    """
    from vnplan.exports import export_chunks

    _check_files(files, output)
    to = to or _form_of(output)
    if to == "xlsx" and not output and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text: write it to a file with -o")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise click.UsageError("--delimiter is one character, and no quote")
    errors: list[VnplanError] = []
    with _progress("Reading", files, shown=bool(output) or not sys.stdout.isatty()) as each:
        plans = _plans(each, password, errors)
        first = next(plans, None)
        if first is not None:
            try:
                chunks = export_chunks(
                    chain([first], plans),
                    to,
                    language=lang,
                    deadlines=deadlines,
                    table=table,
                    bom=bom,
                    delimiter=delimiter,
                )
                with _sink(output) as sink:
                    for chunk in chunks:
                        sink.write(chunk)
            except VnplanError as error:
                _complain(error)
                sys.exit(error.exit_code)
    if errors:
        sys.exit(errors[0].exit_code if len(files) == 1 else 1)


@main.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
def schema(output: str | None) -> None:
    """Print the JSON Schema of a plan's JSON."""
    from vnplan.model import Plan

    content = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Plan.model_json_schema(mode="serialization")
    with _sink(output) as sink:
        sink.write(json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n")


@main.command(epilog=_EXIT_CODES)
@click.argument("golds", nargs=-1, required=True, metavar="GOLD...", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the documents are, if not beside the gold files.",
)
@click.option("--all-formats", is_flag=True, help="Score also files beside a document that differ by their ending.")
@click.option("-v", "--verbose", is_flag=True, help="Name each miss (-) and each false find (+).")
@click.option("--json", "as_json", is_flag=True, help="Give all of it as one JSON object.")
@click.option("--floors", type=click.Path(dir_okay=False, path_type=Path), help="Fail below the floors in this file.")
@click.option("--pin", is_flag=True, help="Set the floors to what was reached now.")
@click.option("--reason", default="", help="Lets --pin lower floors; it is kept in the file.")
@click.option("--since", type=click.Path(dir_okay=False, path_type=Path), help="Tell the changes since this snapshot.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Write a snapshot of the counts.")
def evaluate(
    golds: tuple[Path, ...],
    docs: Path | None,
    all_formats: bool,
    verbose: bool,
    as_json: bool,
    floors: Path | None,
    pin: bool,
    reason: str,
    since: Path | None,
    save: Path | None,
) -> None:
    """Score plans against the gold files GOLD... (*.gold.json).

    A row a group of facts: true positives, false positives, false negatives, precision, recall, F1, and how many of the
    documents that have the group are wholly right.
    """
    from vnplan import evaluation

    if pin and not floors:
        raise click.UsageError("--pin needs --floors FILE")
    if reason and not pin:
        raise click.UsageError("--reason goes with --pin")
    try:
        gold = [evaluation.read_gold(path, docs) for path in golds]
        before = evaluation.read_counts(since) if since else None
    except VnplanError as error:
        _complain(error)
        sys.exit(error.exit_code)
    if all_formats:
        gold = [one for each in gold for one in evaluation.renderings(each)]
    with _progress("Scoring", gold) as each_gold:
        results = list(evaluation.evaluate(each_gold, lambda path: _read_plan(str(path), None)))
    rows, counts = evaluation.total(results), evaluation.counts(results)
    if as_json:
        _say(json.dumps(_report(results, rows), ensure_ascii=False, indent=1))
    else:
        _say("\n".join([*(_details(results) if verbose else ()), *_table(rows)]))
    if before is not None:
        _say("\n".join(_changes(before, counts)), err=as_json)
    if save:
        _write(save, evaluation.counts_json(counts))
    failed = [result.error for result in results if result.error]
    for cause in failed:
        _complain(cause)
    right = True
    if floors:
        digest = evaluation.digest(gold)
        right = _pin(floors, rows, digest, len(gold), reason) if pin else _hold(floors, rows, digest)
    sys.exit(1 if failed or not right else 0)


def _read_plan(file: str, password: str | None) -> Plan:
    from vnplan.pipeline import parse

    if file == "-":
        return parse(sys.stdin.buffer, name="<stdin>", password=password)
    return parse(file, password=password)


def _plans(files: Iterable[str], password: str | None, errors: list[VnplanError]) -> Iterator[Plan]:
    """The plans of the files that can be read; what is wrong with the others is told, and kept in `errors`."""
    for file in files:
        try:
            yield _read_plan(file, password)
        except VnplanError as error:
            _complain(error)
            errors.append(error)


def _check_files(files: Sequence[str], output: str | None) -> None:
    if files.count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    if output and any(_same_file(output, file) for file in files):
        raise click.UsageError(f"{output} is read; write to another file")


def _form_of(output: str | None) -> Form:
    """The form that the ending of a file's name says."""
    forms: dict[str, Form] = {".ics": "ics", ".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".jsonl": "json"}
    form = forms.get(Path(output).suffix.lower()) if output else None
    if form is None:
        raise click.UsageError("say what to write with --to, or with the ending of -o: .ics, .csv, .xlsx, .json")
    return form


def _same_file(one: str, other: str) -> bool:
    return other != "-" and os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


# Output


@contextmanager
def _sink(output: str | None) -> Iterator[IO[bytes]]:
    """Where bytes go; a file is made when the first byte comes, so that a failure leaves the old one alone."""
    with click.open_file(output or "-", "wb", lazy=bool(output)) as sink:
        yield sink


def _write(path: Path, text: str) -> None:
    with _sink(str(path)) as sink:
        sink.write(text.encode())


def _show(plan: Plan, sink: IO[bytes], *, to_terminal: bool, first: bool) -> None:
    """The overview, in colour and as wide as the terminal; elsewhere plain."""
    from rich.console import Console

    from vnplan.overview import render

    if to_terminal:
        Console(highlight=False).print(*([] if first else [""]), render(plan), sep="\n")
        return
    columns = os.environ.get("COLUMNS", "")
    page = io.StringIO()
    width = int(columns) if columns.isdecimal() and int(columns) else _WIDTH
    Console(file=page, width=width, color_system=None, force_terminal=False, highlight=False).print(render(plan))
    lines = (line.rstrip() for line in page.getvalue().splitlines())
    sink.write(("" if first else "\n").encode() + "".join(f"{line}\n" for line in lines).encode(errors="replace"))
    sink.flush()


def _say(text: str, *, err: bool = False) -> None:
    """Text to a terminal as it likes it, elsewhere in UTF-8."""
    stream = sys.stderr if err else sys.stdout
    click.echo(text if stream.isatty() else text.encode(errors="surrogateescape"), err=err)


def _complain(error: VnplanError) -> None:
    click.echo(f"{click.style('error:', fg='red', bold=True)} {error.source}: {error.cause}", err=True)
    if error.remedy:
        click.echo(f"  {click.style('what to do:', bold=True)} {error.remedy}", err=True)


@contextmanager
def _progress(word: str, items: Sequence[_Item], *, shown: bool = True) -> Iterator[Iterable[_Item]]:
    """The items; where there are several, a bar on standard error, if that is a terminal."""
    if len(items) < 2 or not shown or not sys.stderr.isatty():
        yield items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        yield progress.track(items, description=word)


# Scores


def _table(rows: Iterable[Row]) -> Iterator[str]:
    yield f"{'group':24} {'tp':>5} {'fp':>5} {'fn':>5} {'P':>6} {'R':>6} {'F1':>6}  docs right"
    for row in rows:
        shares = f"{row.precision:6.3f} {row.recall:6.3f} {row.f1:6.3f}"
        yield f"{row.group:24} {row.tp:5} {row.fp:5} {row.fn:5} {shares}  {row.right}/{row.documents}"


def _details(results: Iterable[Result]) -> Iterator[str]:
    for result in results:
        wrong = [one for one in result.scores if one.missed or one.extra]
        yield f"{result.name}{'' if wrong else ': all right'}"
        for one in wrong:
            yield from (f"  - {one.group}: {fact}" for fact in one.missed)
            yield from (f"  + {one.group}: {fact}" for fact in one.extra)
    yield ""


def _report(results: Iterable[Result], rows: Iterable[Row]) -> dict[str, object]:
    return {
        "groups": {
            row.group: {
                "tp": row.tp,
                "fp": row.fp,
                "fn": row.fn,
                "precision": row.precision,
                "recall": row.recall,
                "f1": row.f1,
                "documents": row.documents,
                "right": row.right,
            }
            for row in rows
        },
        "documents": {
            result.name: {
                "error": str(result.error) if result.error else None,
                "groups": {
                    one.group: {
                        "tp": one.tp,
                        "fp": one.fp,
                        "fn": one.fn,
                        "missed": one.missed,
                        "extra": one.extra,
                    }
                    for one in result.scores
                },
            }
            for result in results
        },
    }


def _changes(before: Counts, after: Counts) -> Iterator[str]:
    from vnplan import evaluation

    found = evaluation.changes(before, after)
    for title, some in (
        ("gained", [one for one in found if one.gain > 0]),
        ("lost", [one for one in found if one.gain < 0]),
        ("changed", [one for one in found if one.gain == 0]),
    ):
        if some:
            yield f"{title}: {abs(sum(one.gain for one in some))} in {len(some)} groups of documents (tp fp fn)"
        for one in some:
            yield f"  {one.document:32} {one.group:24} {_triple(one.before)} -> {_triple(one.after)}"
    if not found:
        yield "nothing gained and nothing lost since the snapshot"


def _triple(counts: tuple[int, int, int] | None) -> str:
    return " ".join(map(str, counts)) if counts else "none"


def _hold(path: Path, rows: Sequence[Row], digest: str) -> bool:
    """Whether the floors hold; tells where they don't."""
    from vnplan import evaluation

    try:
        wrong = evaluation.shortfalls(evaluation.read_floors(path), rows, digest)
    except VnplanError as error:
        _complain(error)
        return False
    for line in wrong:
        click.echo(f"floor: {line}", err=True)
    if wrong:
        click.echo("  mend it, or pin the floors anew with --pin (--reason TEXT where one goes down)", err=True)
    return not wrong


def _pin(path: Path, rows: Sequence[Row], digest: str, documents: int, reason: str) -> bool:
    """Write the floors, unless one would go down without a reason; tells what went down."""
    from vnplan import evaluation

    try:
        before = evaluation.read_floors(path) if path.exists() else None
    except VnplanError as error:
        _complain(error)
        return False
    floors = evaluation.pin(rows, digest, documents, before, reason)
    lower = evaluation.lowerings(before, floors) if before else ()
    for one in lower:
        after = "gone" if one.after is None else f"{one.after:.4f}"
        click.echo(f"floor: {one.group} goes down: {one.before:.4f} -> {after}", err=True)
    if lower and not reason:
        click.echo("  nothing was written: a floor goes down only with --reason TEXT", err=True)
        return False
    _write(path, evaluation.floors_json(floors))
    return True
