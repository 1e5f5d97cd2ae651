"""The commands `vnplan compare` and `vnplan cascade`: plans side by side, and plans below a plan.

Plans come from documents, from folders of documents, from JSON that vnplan wrote (`.json`, `.jsonl`), and from
archives.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vnplan.cli_output import as_text, complain, to_terminal, write
from vnplan.errors import SourceNotFound, UnreadableSource, UnsupportedFormat, VnplanError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from vnplan.model import Plan

_EXIT_CODES = """\b
Exit codes:
  0  all was read and compared
  1  some files could not be read, or too few plans were left to compare
  2  the command was given wrongly
  3  and more: no file could be read, by the cause of the first (see vnplan --help)"""


class _Years(click.ParamType[tuple[int, int]]):
    """`2023` or `2022-2024` as the first and the last year."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        first, dash, last = str(value).replace("–", "-").partition("-")
        last = last if dash else first
        if not (first.strip().isdecimal() and last.strip().isdecimal() and int(first) <= int(last)):
            self.fail(f"{value!r} is no year such as 2023, and no years such as 2022-2024", param, ctx)
        return int(first), int(last)


_FORMATS = ("diff", "json", "csv", "xlsx", "html")


@click.command(epilog=_EXIT_CODES)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("--campaign", help="Only plans for this campaign, such as 'Tháng Công nhân'.")
@click.option("--years", type=_Years(), help="Only plans for these years, such as 2023 or 2022-2024.")
@click.option("--province", "provinces", multiple=True, help="Only plans of this province, by its name then or now.")
@click.option(
    "--by",
    type=click.Choice(["plan", "province", "year", "level", "region"]),
    default="plan",
    show_default=True,
    help="What the columns of the matrix are; region: provinces as they are since July 2025.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="diff: for people; csv: the matrix; html: a page for people.  [default: by the ending of -o, else diff]",
)
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Of the page.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
@click.option("--password", envvar="VNPLAN_PASSWORD", show_envvar=True, help="Opens files that are locked.")
def compare(
    sources: tuple[Path, ...],
    campaign: str | None,
    years: tuple[int, int] | None,
    provinces: tuple[str, ...],
    by: str,
    form: str | None,
    language: str,
    output: str | None,
    password: str | None,
) -> None:
    """Compare plans across provinces and years.

    SOURCE is a document, a folder of documents, JSON or JSON Lines of vnplan parse, or the folder of an archive. Two
    plans give their difference; more give a matrix of activities too.
    """
    form = form or (_by_ending(output) if output else "diff")
    if form == "xlsx" and not output:
        raise click.UsageError("a workbook needs -o FILE.xlsx")
    plans, errors = _read(sources, password)
    plans = [plan for plan in plans if _wanted(plan, campaign, years, provinces)]
    _enough(plans, 2, errors)
    from vnplan.comparison import compare as compare_plans

    try:
        comparison = compare_plans(plans)
        if form == "diff":
            from vnplan.comparison.terminal import render

            _show(render(comparison, by=by), output)
        elif form == "json":
            write((comparison.model_dump_json(indent=2) + "\n").encode(), output)
        elif form == "csv":
            from vnplan.comparison.tables import wide

            write(_csv(*wide(comparison, by)), output)
        elif form == "xlsx":
            from vnplan.comparison.tables import write_xlsx

            write_xlsx(comparison, str(output), by=by)
        else:
            from vnplan.report.page import render_page

            write(render_page(comparison, language="en" if language == "en" else "vi").encode(), output)
    except VnplanError as error:
        complain(error)
        sys.exit(error.exit_code)
    sys.exit(1 if errors else 0)


@click.command(epilog=_EXIT_CODES)
@click.argument("parent", metavar="PARENT", type=click.Path(path_type=Path))
@click.argument("children", nargs=-1, required=True, metavar="CHILD...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Give all of it as one JSON object.")
@click.option("--years", type=_Years(), help="Only children for these years.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
@click.option("--password", envvar="VNPLAN_PASSWORD", show_envvar=True, help="Opens files that are locked.")
def cascade(
    parent: Path,
    children: tuple[Path, ...],
    as_json: bool,
    years: tuple[int, int] | None,
    output: str | None,
    password: str | None,
) -> None:
    """Show what the plans CHILD... make of the plan PARENT: taken up, changed, left out, added."""
    above, errors = _read((parent,), password)
    _enough(above, 1, errors)
    if len(above) > 1:
        raise click.UsageError(f"{parent} holds {len(above)} plans; the parent is one")
    plans, errors = _read(children, password)
    plans = [plan for plan in plans if plan != above[0] and _wanted(plan, None, years, ())]
    _enough(plans, 1, errors)
    from vnplan.comparison import cascade as carry_out

    found = carry_out(above[0], plans)
    if as_json:
        write((found.model_dump_json(indent=2) + "\n").encode(), output)
    else:
        from vnplan.comparison.terminal import render_cascade

        _show(render_cascade(found), output)
    sys.exit(1 if errors else 0)


# What is read


def _read(sources: Iterable[Path], password: str | None) -> tuple[list[Plan], list[VnplanError]]:
    """The plans of all sources, each content once, and what could not be read, which is told at once."""
    plans: dict[str, Plan] = {}
    errors: list[VnplanError] = []
    for source in sources:
        for found in _plans(source, password):
            if isinstance(found, VnplanError):
                complain(found)
                errors.append(found)
            else:
                key = found.source.sha256 if found.source else found.model_dump_json()
                plans.setdefault(key, found)
    return list(plans.values()), errors


def _plans(source: Path, password: str | None) -> Iterator[Plan | VnplanError]:
    try:
        if not source.exists():
            yield SourceNotFound("no such file or folder", source=str(source))
        elif any(source.glob("manifest*.sqlite")):
            from vnplan.archive.dataset import open_archive

            yield from open_archive(source).plans()
        elif source.is_dir():
            for path in sorted(path for path in source.rglob("*") if path.is_file() and not path.name.startswith(".")):
                yield from (one for one in _plans(path, password) if not isinstance(one, UnsupportedFormat))
        elif source.name.endswith((".json", ".jsonl", ".ndjson")):
            yield from _written(source)
        else:
            from vnplan.pipeline import parse

            yield parse(source, password=password)
    except VnplanError as error:
        yield error


def _written(source: Path) -> Iterator[Plan]:
    """Plans from JSON: one object, or one a line. Gold files and other JSON in a folder are no plans."""
    from pydantic import ValidationError

    from vnplan.model import Plan

    try:
        text = source.read_text("utf-8")
        if source.suffix == ".json":
            if "schema_version" not in json.loads(text):
                raise UnsupportedFormat("this JSON is no plan of vnplan", source=str(source))
            yield Plan.model_validate_json(text)
            return
        for line in text.splitlines():
            if line.strip():
                yield Plan.model_validate_json(line)
    except (ValidationError, ValueError, TypeError) as error:
        raise UnreadableSource(f"this is no plan: {str(error)[:200]}", source=str(source)) from error


def _wanted(plan: Plan, campaign: str | None, years: tuple[int, int] | None, provinces: tuple[str, ...]) -> bool:
    from vnplan.gazetteer.campaigns import find_campaigns
    from vnplan.text import fold, squeeze

    scope = plan.scope
    if campaign is not None:
        names = {fold(name) for name in (*find_campaigns(campaign), campaign)}
        if not any(fold(name) in names for name in scope.campaigns):
            return False
    if years is not None:
        year = scope.year or (scope.period[0].year if scope.period else None)
        if year is None or not years[0] <= year <= years[1]:
            return False
    if provinces:
        names = {fold(squeeze(name)) for name in provinces}
        return any(fold(name) in names for name in (scope.province, scope.province_today) if name)
    return True


def _enough(plans: list[Plan], least: int, errors: list[VnplanError]) -> None:
    if len(plans) >= least:
        return
    if errors and not plans:
        sys.exit(errors[0].exit_code)
    word = "no plan is" if not plans else "only one plan is"
    click.echo(f"error: {word} left to compare", err=True)
    sys.exit(1)


# What is written


def _by_ending(output: str) -> str:
    ending = output.rpartition(".")[2].lower()
    return {"json": "json", "csv": "csv", "xlsx": "xlsx", "html": "html", "htm": "html"}.get(ending, "diff")


def _csv(header: list[str], lines: list[list[str]]) -> bytes:
    import csv

    from vnplan.exports.delimited import harmless

    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerows([header, *([harmless(cell) for cell in line] for line in lines)])
    return page.getvalue().encode("utf-8-sig")


def _show(page: RenderableType, output: str | None) -> None:
    if output is None and sys.stdout.isatty():
        to_terminal(page)
    else:
        write(as_text(page), output)
