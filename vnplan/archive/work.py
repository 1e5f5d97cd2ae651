"""The unit of work: the bytes and the name of a file -> a record. Engines only map it over files."""

from __future__ import annotations

import contextlib
import json
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from typing import Any

from vnplan import __version__
from vnplan.archive.tables import Row, rows
from vnplan.document import Document, Source
from vnplan.errors import VnplanError
from vnplan.limits import DEFAULT_LIMITS, Limits
from vnplan.sniffing import MEDIA_TYPES, Format, sniff

OFFICE = frozenset[Format]({"doc", "rtf", "odt", "wordml"})  # read by LibreOffice, which is cheaper for many at once
_REPAIRS = ("text-repaired", "text-lost", "ocr", "ocr-doubtful")


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a file: `rows` of its plan, or why it could not be read (`kind`, `cause`, `remedy`)."""

    name: str
    ok: bool
    format: str = "unknown"
    reader: str | None = None
    repairs: tuple[str, ...] = ()
    diagnostics: dict[str, int] = field(default_factory=dict)  # code -> how often
    rows: dict[str, list[Row]] = field(default_factory=dict)
    kind: str | None = None
    cause: str | None = None
    remedy: str | None = None
    seconds: float = 0.0
    memory: int = 0  # bytes of the process at its largest, while it read this file; 0: not known


def parse_file(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> Record:
    """The record of a file. Whatever is wrong with it is told in the record; nothing is raised."""
    return _record(data, name, None, limits, password)


def parse_files(
    files: Sequence[tuple[bytes, str]], *, limits: Limits = DEFAULT_LIMITS, password: str | None = None
) -> Iterator[Record]:
    """The records of several files, in their order; those that need LibreOffice with few starts of it."""
    formats = [_format(data, name) for data, name in files]
    office = [i for i, form in enumerate(formats) if form in OFFICE]
    read: dict[int, Document | VnplanError] = {}
    seconds = 0.0
    if len(office) > 1:
        from vnplan.readers.office import read_many

        start = time.perf_counter()
        batch = [(files[i][0], _source(*files[i], formats[i])) for i in office]
        with contextlib.suppress(Exception):  # then each is read by itself, and the culprit tells its own error
            read = dict(zip(office, read_many(batch, limits=limits), strict=True))
        seconds = (time.perf_counter() - start) / len(office)
    for i, (data, name) in enumerate(files):
        record = _record(data, name, read.pop(i, None), limits, password)
        yield replace(record, seconds=record.seconds + seconds) if i in office else record


def failure(name: str, kind: str, cause: str, remedy: str, form: str = "unknown", seconds: float = 0.0) -> Record:
    """The record of a file that could not be read."""
    return Record(name, ok=False, format=form, kind=kind, cause=cause, remedy=remedy, seconds=seconds)


def over_memory(name: str, form: str = "unknown") -> Record:
    """The record of a file that needs more memory than it may take."""
    cause = "it needs more memory than a worker may take"
    return failure(name, "LimitExceeded", cause, "raise memory=…, or leave this file out", form)


def to_json(record: Record) -> str:
    """A record as JSON, in ASCII."""
    return json.dumps({one.name: getattr(record, one.name) for one in fields(record)}, separators=(",", ":"))


def from_json(text: str | bytes) -> Record:
    """The record in such JSON; rows are lists there instead of tuples."""
    found: dict[str, Any] = json.loads(text)
    return Record(**{**found, "repairs": tuple(found["repairs"])})


def _record(
    data: bytes, name: str, given: Document | VnplanError | None, limits: Limits, password: str | None
) -> Record:
    start = time.perf_counter()
    _forget_peak()
    form: Format = "unknown"
    try:
        form = _format(data, name)
        record = _parse(data, name, form, given, limits, password)
    except VnplanError as error:
        record = failure(name, type(error).__name__, error.cause, error.remedy, form)
    except MemoryError:
        record = over_memory(name, form)
    except Exception as error:  # noqa: BLE001 - a bug in vnplan or a library costs this file and is listed as one
        where = traceback.extract_tb(error.__traceback__)[-1]
        cause = f"{type(error).__name__}: {error} ({where.name}:{where.lineno})"
        record = failure(name, "InternalError", cause[:500], "this is a bug: please report it with the file", form)
    return replace(record, seconds=time.perf_counter() - start, memory=_peak())


def _parse(
    data: bytes, name: str, form: Format, given: Document | VnplanError | None, limits: Limits, password: str | None
) -> Record:
    from vnplan.pipeline import read, understand

    if isinstance(given, VnplanError):
        raise given
    document = given or read(data, name=name, password=password, limits=limits)
    plan = understand(document)
    text = plan.model_dump_json()
    text.encode()  # half a surrogate pair would break the tables: better here than there
    document.text.encode()
    codes = Counter(one.code for one in plan.diagnostics)
    return Record(
        name,
        ok=True,
        format=form,
        reader=document.source.reader,
        repairs=tuple(code for code in _REPAIRS if codes[code]),
        diagnostics=dict(sorted(codes.items())),
        rows=rows(plan, plan_id=document.source.sha256, text=document.text, json=text, version=__version__),
    )


def _format(data: bytes, name: str) -> Format:
    return sniff(data, name) if data else "empty"


def _source(data: bytes, name: str, form: Format) -> Source:
    return Source(name, MEDIA_TYPES[form], sha256(data).hexdigest(), len(data), "office")


def _forget_peak() -> None:
    """Let the kernel count the largest size of this process anew (Linux)."""
    with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def _peak() -> int:
    with contextlib.suppress(OSError, ValueError), open("/proc/self/status") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
