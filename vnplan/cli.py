"""The command `vnplan`: plans on a terminal, as JSON or out to other tools, the schema, and scores against gold.

What is read comes from the arguments, what is found goes to standard output, what went wrong to standard error.
Packages that take long to load are imported by the command that needs them.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from vnplan import __version__
from vnplan.cli_archive import archive, status
from vnplan.cli_compare import cascade, compare
from vnplan.cli_evaluate import evaluate
from vnplan.cli_output import EXIT_CODES, as_text, complain, opened, progress, to_terminal, write
from vnplan.errors import VnplanError

if TYPE_CHECKING:
    from vnplan.exports import Deadlines, Form
    from vnplan.exports.tables import Language, TableName
    from vnplan.model import Plan


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=EXIT_CODES)
@click.version_option(__version__, prog_name="vnplan")
def main() -> None:
    """Vietnamese administrative plans (kế hoạch) as typed data."""


main.add_command(archive)
main.add_command(status)
main.add_command(compare)
main.add_command(cascade)
main.add_command(evaluate)


@main.command(epilog=EXIT_CODES)
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
    on_terminal = not output and sys.stdout.isatty()
    errors: list[VnplanError] = []
    with opened(output) as sink, progress("Reading", files, shown=not on_terminal) as each:
        shown = 0
        for file in each:
            try:
                plan = _read_plan(file, password)
            except VnplanError as error:
                complain(error)
                errors.append(error)
            else:
                if form == "overview":
                    _show(plan, None if on_terminal else sink, first=shown == 0)
                    shown += 1
                else:
                    indent = 2 if form == "json" and len(files) == 1 else None
                    sink.write(plan.model_dump_json(indent=indent).encode() + b"\n")
                    sink.flush()
    if errors:
        sys.exit(errors[0].exit_code if len(files) == 1 else 1)


@main.command(epilog=EXIT_CODES)
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
    with progress("Reading", files, shown=bool(output) or not sys.stdout.isatty()) as each:
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
                with opened(output) as sink:
                    for chunk in chunks:
                        sink.write(chunk)
            except VnplanError as error:
                complain(error)
                sys.exit(error.exit_code)
    if errors:
        sys.exit(errors[0].exit_code if len(files) == 1 else 1)


@main.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
def schema(output: str | None) -> None:
    """Print the JSON Schema of a plan's JSON."""
    from vnplan.model import Plan

    content = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Plan.model_json_schema(mode="serialization")
    write(json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n", output)


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
            complain(error)
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


def _show(plan: Plan, sink: IO[bytes] | None, *, first: bool) -> None:
    """The overview: to the terminal, or as plain text to `sink`. An empty line parts it from the one before."""
    from vnplan.overview import render

    gap = "" if first else "\n"
    if sink is None:
        click.echo(gap, nl=False)
        to_terminal(render(plan))
        return
    sink.write(gap.encode() + as_text(render(plan)))
    sink.flush()
