"""Many plans against their gold: rows of scores, floors below which they must not fall, and what changed since.

A gold file (`*.gold.json`) is a part of a plan's JSON, written by people; `vnplan.scoring` says how a plan is laid
beside it. Floors and snapshots hold numbers and names of files only, never words of the plans.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from vnplan.errors import SourceNotFound, UnreadableSource, VnplanError
from vnplan.model import Plan
from vnplan.scoring import Json, Score, score

_SUFFIX = ".gold.json"
_ANNOTATION = {"file", "notes", "targets_partial"}  # what a gold file has beside the names of a plan

Counts = Mapping[str, Mapping[str, tuple[int, int, int]]]  # document -> group -> tp, fp, fn


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file at `path`: what people found in `document`."""

    path: Path
    document: Path
    content: Json


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of one document; where it could not be read, `error` says why and everything counts as missed."""

    name: str
    scores: tuple[Score, ...]
    error: VnplanError | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One group of facts over all documents; `right` of `documents` have it wholly right."""

    group: str
    tp: int = 0
    fp: int = 0
    fn: int = 0
    documents: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1.0 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1.0 where nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Lowering:
    """A floor that went down (`after` is None: its group is gone), and why."""

    group: str
    before: float
    after: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Floors:
    """The least F1 of each group over the documents that `digest` stands for, and each time that one went down."""

    digest: str
    documents: int
    floors: Mapping[str, float]
    lowered: tuple[Lowering, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The counts (tp, fp, fn) of a group of a document in two snapshots; None: not there."""

    document: str
    group: str
    before: tuple[int, int, int] | None
    after: tuple[int, int, int] | None

    @property
    def gain(self) -> int:
        """How many mistakes fewer (fp and fn together) than before; below zero: more. A new or lost group counts
        what it has right."""
        if self.before is None or self.after is None:
            return (self.after or (0, 0, 0))[0] - (self.before or (0, 0, 0))[0]
        return sum(self.before[1:]) - sum(self.after[1:])


def read_gold(path: Path, documents: Path | None = None) -> Gold:
    """The gold file at `path`. Its document is named by its key `file`, else by its own name without `.gold.json`,
    and stands in the folder `documents`, else beside it.

    SourceNotFound without the gold file or its document; UnreadableSource where it is no JSON object, or has a name
    that no plan has: a slip there would silently leave facts unscored.
    """
    content = _read_object(path)
    unknown = set(content) - set(Plan.model_fields) - _ANNOTATION
    if unknown:
        raise UnreadableSource(
            f"no plan has these names: {', '.join(sorted(unknown))}",
            source=str(path),
            remedy="a gold file is a part of a plan's JSON: see `vnplan schema`",
        )
    document = (documents or path.parent) / str(content.get("file") or path.name.removesuffix(_SUFFIX))
    if not document.is_file():
        raise SourceNotFound(f"its document {document} is not there", source=str(path), remedy="say where with --docs")
    return Gold(path, document, content)


def renderings(gold: Gold) -> tuple[Gold, ...]:
    """The gold for each file beside its document that bears the same name but for the ending: the same plan in
    other formats."""
    folder, stem = gold.document.parent, gold.document.stem
    files = (path for path in folder.iterdir() if path.stem == stem and path.is_file())
    return tuple(replace(gold, document=path) for path in sorted(files) if not path.name.endswith(_SUFFIX))


def evaluate(golds: Iterable[Gold], parse: Callable[[Path], Plan]) -> Iterator[Result]:
    """The result of each document, in order, as `parse` reads it; a VnplanError of `parse` stands in the result."""
    for gold in golds:
        try:
            parsed = parse(gold.document).model_dump(mode="json")
        except VnplanError as error:
            yield Result(gold.document.name, score(gold.content, {}), error)
        else:
            yield Result(gold.document.name, score(gold.content, parsed))


def total(results: Iterable[Result]) -> tuple[Row, ...]:
    """The sums of each group over all documents, groups in order of first appearance."""
    rows: dict[str, Row] = {}
    for result in results:
        for one in result.scores:
            row = rows.get(one.group, Row(one.group))
            right = row.right + (one.fp == 0 and one.fn == 0)
            rows[one.group] = Row(
                one.group, row.tp + one.tp, row.fp + one.fp, row.fn + one.fn, row.documents + 1, right
            )
    return tuple(rows.values())


def digest(golds: Sequence[Gold]) -> str:
    """SHA-256 over the names and bytes of the gold files and documents, wherever they lie and in whatever order."""
    files = {path.resolve() for gold in golds for path in (gold.path, gold.document)}
    lines = sorted(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def shortfalls(floors: Floors, rows: Iterable[Row], digest: str) -> tuple[str, ...]:
    """What is wrong by the floors, in words: other documents or gold, a group below its floor, gone, or without one."""
    found = {row.group: row.f1 for row in rows}
    wrong = [] if digest == floors.digest else ["the gold files or documents are not those the floors were pinned for"]
    for group, floor in floors.floors.items():
        if group not in found:
            wrong.append(f"{group} is not scored any more; its floor is {floor:.4f}")
        elif found[group] < floor:
            wrong.append(f"{group} has F1 {found[group]:.4f}, below its floor {floor:.4f}")
    wrong += [f"{group} has no floor" for group in found if group not in floors.floors]
    return tuple(wrong)


def pin(rows: Iterable[Row], digest: str, documents: int, before: Floors | None = None, reason: str = "") -> Floors:
    """Floors at today's F1 (rounded down to four places). What went down since `before` is kept with the `reason`;
    see `lowerings` for what that would be."""
    floors = {row.group: math.floor(row.f1 * 10_000) / 10_000 for row in rows}
    new = Floors(digest, documents, floors)
    if before is None:
        return new
    went_down = tuple(replace(one, reason=reason) for one in lowerings(before, new))
    return replace(new, lowered=before.lowered + went_down)


def lowerings(before: Floors, after: Floors) -> tuple[Lowering, ...]:
    """The floors that are lower after than before, or gone."""
    pairs = ((group, floor, after.floors.get(group)) for group, floor in before.floors.items())
    return tuple(Lowering(group, old, new) for group, old, new in pairs if new is None or new < old)


def read_floors(path: Path) -> Floors:
    """The floors in a file. SourceNotFound where it is not there, UnreadableSource where it holds something else."""
    content = _read_object(path)
    try:
        lowered = tuple(Lowering(**one) for one in content["lowered"])
        return Floors(str(content["digest"]), int(content["documents"]), dict(content["floors"]), lowered)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableSource(
            f"these are no floors: {error}", source=str(path), remedy="write it with `vnplan evaluate --pin`"
        ) from error


def floors_json(floors: Floors) -> str:
    """The floors as a file holds them."""
    return json.dumps(asdict(floors), indent=1, ensure_ascii=False) + "\n"


def counts(results: Iterable[Result]) -> Counts:
    """A snapshot of the results: numbers only."""
    return {
        result.name: {one.group: (one.tp, one.fp, one.fn) for one in result.scores}
        for result in sorted(results, key=lambda result: result.name)
    }


def read_counts(path: Path) -> Counts:
    """The snapshot in a file. SourceNotFound where it is not there, UnreadableSource where it holds something else."""
    content = _read_object(path)
    try:
        return {
            name: {group: (int(tp), int(fp), int(fn)) for group, (tp, fp, fn) in groups.items()}
            for name, groups in content.items()
        }
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableSource(
            f"this is no snapshot: {error}", source=str(path), remedy="write it with `vnplan evaluate --save`"
        ) from error


def counts_json(snapshot: Counts) -> str:
    """The snapshot as a file holds it: a line a document."""
    lines = (f" {json.dumps(name, ensure_ascii=False)}: {json.dumps(groups)}" for name, groups in snapshot.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def changes(before: Counts, after: Counts) -> tuple[Change, ...]:
    """The groups of each document whose counts differ between two snapshots."""
    found = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, {}), after.get(name, {})
        for group in dict.fromkeys([*old, *new]):
            if old.get(group) != new.get(group):
                found.append(Change(name, group, old.get(group), new.get(group)))
    return tuple(found)


def _read_object(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        cause = error.strerror or "it can't be opened"
        raise SourceNotFound(cause, source=str(path), remedy="check the path") from error
    except ValueError as error:
        raise UnreadableSource(f"not JSON in UTF-8: {error}", source=str(path), remedy="mend the file") from error
    if not isinstance(content, dict):
        raise UnreadableSource("not a JSON object", source=str(path), remedy="mend the file")
    return content
