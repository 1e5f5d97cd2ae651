"""What the commands share: where bytes go, pages of text on a terminal and elsewhere, errors told, and a bar."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, TypeVar

import click

from vnplan.errors import VnplanError

if TYPE_CHECKING:
    from rich.console import RenderableType

_Item = TypeVar("_Item")

_WIDTH = 100  # columns of a page that does not go to a terminal, where COLUMNS does not say otherwise
EXIT_CODES = """\b
Exit codes:
  0  all was read, and nothing is below its floor
  1  some of several files could not be read, or a score is below its floor
  2  the command was given wrongly
  and of a single file:
  3  it is not there or can't be opened
  4  it has no format that vnplan reads
  5  it needs a program or package that is not installed
  6  it is broken, empty, locked by a password or over a limit"""


@contextmanager
def opened(output: str | None) -> Iterator[IO[bytes]]:
    """Where bytes go: standard output, or a file. A file is made when the first byte comes, so that a failure before
    leaves the old one alone."""
    with click.open_file(output or "-", "wb", lazy=bool(output)) as sink:
        yield sink


def write(content: bytes, output: str | None) -> None:
    """Bytes to a file, or to standard output."""
    with opened(output) as sink:
        sink.write(content)


def to_terminal(page: RenderableType) -> None:
    """A page in colour, and as wide as the terminal."""
    from rich.console import Console

    Console(highlight=False).print(page)


def as_text(page: RenderableType) -> bytes:
    """A page as plain lines, for what is no terminal."""
    from rich.console import Console

    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) else _WIDTH
    text = io.StringIO()
    Console(file=text, width=width, color_system=None, force_terminal=False, highlight=False).print(page)
    lines = (line.rstrip() for line in text.getvalue().strip("\n").splitlines())
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


def complain(error: VnplanError) -> None:
    """What went wrong with a file, and what to do, on standard error."""
    click.echo(f"{click.style('error:', fg='red', bold=True)} {error.source}: {error.cause}", err=True)
    if error.remedy:
        click.echo(f"  {click.style('what to do:', bold=True)} {error.remedy}", err=True)


@contextmanager
def progress(word: str, items: Sequence[_Item], *, shown: bool = True) -> Iterator[Iterable[_Item]]:
    """The items; where there are several, a bar on standard error, if that is a terminal."""
    if len(items) < 2 or not shown or not sys.stderr.isatty():
        yield items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield bar.track(items, description=word)
