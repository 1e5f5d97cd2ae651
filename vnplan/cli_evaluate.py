"""The command `vnplan evaluate`: plans against gold, with floors and snapshots."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnplan.cli_output import EXIT_CODES, complain, progress, write
from vnplan.errors import VnplanError

if TYPE_CHECKING:
    from vnplan.evaluation import Counts, Result, Row
    from vnplan.model import Plan


@click.command(epilog=EXIT_CODES)
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
        complain(error)
        sys.exit(error.exit_code)
    if all_formats:
        gold = [one for each in gold for one in evaluation.renderings(each)]
    with progress("Scoring", gold) as each_gold:
        results = list(evaluation.evaluate(each_gold, _read))
    rows, counts = evaluation.total(results), evaluation.counts(results)
    if as_json:
        _say(json.dumps(_report(results, rows), ensure_ascii=False, indent=1))
    else:
        _say("\n".join([*(_details(results) if verbose else ()), *_table(rows)]))
    if before is not None:
        _say("\n".join(_changes(before, counts)), err=as_json)
    if save:
        write(evaluation.counts_json(counts).encode(), str(save))
    failed = [result.error for result in results if result.error]
    for cause in failed:
        complain(cause)
    right = True
    if floors:
        digest = evaluation.digest(gold)
        right = _pin(floors, rows, digest, len(gold), reason) if pin else _hold(floors, rows, digest)
    sys.exit(1 if failed or not right else 0)


def _read(path: Path) -> Plan:
    from vnplan.pipeline import parse

    return parse(str(path))


def _say(text: str, *, err: bool = False) -> None:
    """Text to a terminal as it likes it, elsewhere in UTF-8."""
    stream = sys.stderr if err else sys.stdout
    click.echo(text if stream.isatty() else text.encode(errors="surrogateescape"), err=err)


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
        complain(error)
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
        complain(error)
        return False
    floors = evaluation.pin(rows, digest, documents, before, reason)
    lower = evaluation.lowerings(before, floors) if before else ()
    for one in lower:
        after = "gone" if one.after is None else f"{one.after:.4f}"
        click.echo(f"floor: {one.group} goes down: {one.before:.4f} -> {after}", err=True)
    if lower and not reason:
        click.echo("  nothing was written: a floor goes down only with --reason TEXT", err=True)
        return False
    write(evaluation.floors_json(floors).encode(), str(path))
    return True
