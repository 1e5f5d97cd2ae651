"""The Parquet files of an archive: written whole or not at all.

A part is written under names that end in `.new`, then the manifest lists it, then it gets its name. What a kill leaves
between these steps is put right at the start of the next run: what the manifest lists is named, all else removed.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vnplan.archive import manifest
from vnplan.archive.manifest import File
from vnplan.archive.tables import COLUMNS, LISTS, TABLES_VERSION, Column
from vnplan.archive.work import Record

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_PAIR = pa.struct([("short", pa.string()), ("long", pa.string())])
_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": pa.list_(pa.string()),
    "spans": pa.list_(_SPAN),
    "pairs": pa.list_(_PAIR),
}
_NEW = ".new"
ABOUT = "dataset.json"
EMPTY = "empty"  # a part without rows: every table can be read, whatever was parsed


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; its metadata has the version of the tables and what each column means."""
    fields = [pa.field(c.name, _TYPES[c.kind], metadata={"meaning": c.meaning}) for c in (COLUMNS | LISTS)[table]]
    return pa.schema(fields, metadata={"vnplan.table": table, "vnplan.tables": TABLES_VERSION})


def arrow(table: str, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows of a table (of JSON values) as Arrow."""
    wanted = schema(table)
    if not rows:
        return wanted.empty_table()
    columns = zip(*rows, strict=True)
    arrays = [_array(column, values) for column, values in zip((COLUMNS | LISTS)[table], columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=wanted)


def _array(column: Column, values: Sequence[Any]) -> pa.Array[Any]:
    if column.kind == "date":
        return pa.array(values, pa.string()).cast(pa.date32())
    if column.kind in ("spans", "pairs"):
        values = [[tuple(one) for one in some] if some is not None else None for some in values]
    return pa.array(values, _TYPES[column.kind])


def prepare(out: Path) -> None:
    """The folders of an archive, and first its description in `dataset.json`, by which it is known as one."""
    out.mkdir(parents=True, exist_ok=True)
    about = out / ABOUT
    text = json.dumps(description(), ensure_ascii=False, indent=1) + "\n"
    if not about.exists() or about.read_text("utf-8") != text:
        new = about.with_name(about.name + _NEW)
        new.write_text(text, "utf-8")
        os.replace(new, about)
    for table in (*COLUMNS, *LISTS):
        file = out / table / f"{EMPTY}.parquet"
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            new = file.with_name(file.name + _NEW)
            _write(schema(table).empty_table(), new)
            os.replace(new, file)


def description() -> dict[str, Any]:
    """What the tables hold: version, columns, kinds and meanings."""
    return {
        "format": "vnplan archive",
        "tables_version": TABLES_VERSION,
        "tables": {
            table: [{"name": c.name, "kind": c.kind, "meaning": c.meaning} for c in columns]
            for table, columns in (COLUMNS | LISTS).items()
        },
    }


def recover(out: Path, db: sqlite3.Connection, prefix: str) -> None:
    """Finish what a killed run began, or take it back; forget what somebody removed. `prefix` marks our parts."""
    ours = re.compile(rf"({re.escape(prefix)}\d{{5}}-\d{{5}})\.parquet({re.escape(_NEW)})?")
    listed = manifest.parts(db)
    there: dict[str, set[str]] = {part: set() for part in listed}
    for table in COLUMNS:
        for file in sorted((out / table).iterdir(), reverse=True):  # .new before the same name without
            match = ours.fullmatch(file.name)
            if not match:
                continue
            part, new = match.groups()
            if table not in listed.get(part, ()):
                file.unlink()
                continue
            if new:
                os.replace(file, file.with_suffix(""))
            there[part].add(table)
    lost = [part for part, tables in listed.items() if set(tables) - there[part]]
    with manifest.transaction(db):
        for part in lost:
            db.execute("DELETE FROM contents WHERE part = ?", (part,))
            db.execute("DELETE FROM parts WHERE part = ?", (part,))
    for part in lost:
        for table in there[part]:
            _file(out, table, part).unlink(missing_ok=True)


def commit(
    out: Path,
    db: sqlite3.Connection,
    names: Iterable[str],
    tables: dict[str, pa.Table],
    records: Sequence[tuple[str, int, Record]],
    files: Sequence[File],
    version: str,
    drop: Sequence[str] = (),
) -> None:
    """Take a part into the dataset: rows, what became of each content (key, size, record), and the files seen.

    Rows of the same contents in older parts, and those of `drop`, go: such parts are written anew without them.
    `names` gives names for parts. Either all of it happens or nothing, also when the machine stops at any moment.
    """
    fresh: dict[str, list[str]] = {}
    own = None
    if any(record.ok for _, _, record in records):
        own = next(iter(names))
        fresh[own] = _write_part(out, own, tables)
    dead: dict[str, list[str]] = {}
    with manifest.transaction(db):
        keys = {*(key for key, _, _ in records), *drop}
        old = _parts_of(db, keys)
        manifest.save_files(db, files)
        for key, size, record in records:
            manifest.save_record(db, key, size, record, version, own)
        db.executemany("DELETE FROM contents WHERE sha256 = ?", ((key,) for key in drop))
        listed = manifest.parts(db)
        for part in old:
            dead[part] = listed[part]
            keep = manifest.contents_of(db, part)
            if keep:
                name = next(iter(names))
                fresh[name] = _write_part(out, name, _without(out, part, listed[part], keep))
                db.execute("UPDATE contents SET part = ? WHERE part = ?", (name, part))
            db.execute("DELETE FROM parts WHERE part = ?", (part,))
        db.executemany("INSERT INTO parts VALUES (?, ?)", ((part, json.dumps(some)) for part, some in fresh.items()))
    for part, some in dead.items():
        for table in some:
            _file(out, table, part).unlink(missing_ok=True)
    for part, some in fresh.items():
        for table in some:
            file = _file(out, table, part)
            os.replace(file.with_name(file.name + _NEW), file)


def write_lists(out: Path, db: sqlite3.Connection, shard: str) -> None:
    """The tables `files` and `errors`, from the manifest."""
    for table, query in (("files", manifest.FILES), ("errors", manifest.ERRORS)):
        file = out / table / f"{shard or 'all'}.parquet"
        new = file.with_name(file.name + _NEW)
        _write(arrow(table, manifest.listing(db, query)), new)
        os.replace(new, file)


def _parts_of(db: sqlite3.Connection, keys: set[str]) -> list[str]:
    found: set[str] = set()
    for key in keys:
        row = db.execute("SELECT part FROM contents WHERE sha256 = ? AND part IS NOT NULL", (key,)).fetchone()
        if row:
            found.add(row[0])
    return sorted(found)


def _without(out: Path, part: str, tables: Iterable[str], keep: Iterable[str]) -> dict[str, pa.Table]:
    """A part's rows of the contents to keep."""
    wanted = pa.array(list(keep), pa.string())
    found = {}
    for table in tables:
        rows = pq.read_table(_file(out, table, part), schema=schema(table), partitioning=None)
        found[table] = rows.filter(pc.is_in(rows["plan_id"], value_set=wanted))
    return found


def _write_part(out: Path, part: str, tables: dict[str, pa.Table]) -> list[str]:
    """Write the tables that have rows, under new names; gives which."""
    written = [table for table, rows in tables.items() if rows.num_rows]
    for table in written:
        file = _file(out, table, part)
        _write(tables[table], file.with_name(file.name + _NEW))
    for table in written:
        _sync(out / table)
    return written


def _write(table: pa.Table, file: Path) -> None:
    with file.open("wb") as sink:
        pq.write_table(table, sink, compression="zstd")
        sink.flush()
        os.fsync(sink.fileno())


def _sync(folder: Path) -> None:
    """Names in a folder survive a power cut (not needed, and not possible, on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _file(out: Path, table: str, part: str) -> Path:
    return out / table / f"{part}.parquet"
