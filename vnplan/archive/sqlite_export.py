"""An archive as one SQLite file: tables, views, and a search that finds Vietnamese with and without tone marks.

Made for Datasette: `datasette plans.sqlite` shows it as a site. Lists are JSON arrays (`json_each`).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from vnplan.archive.dataset import Archive
from vnplan.archive.tables import COLUMNS, LISTS, TABLES_VERSION, Column
from vnplan.errors import VnplanError
from vnplan.text import fold, strip_marks

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
_INDEXES = {
    "plans": ("province_today", "year", "date"),
    "tasks": ("date_from",),
    "bodies": ("unit", "plan_id, source, source_n"),
    "units": ("name",),
    "times": ("date_from",),
    "deadlines": ("due",),
    "citations": ("number",),
    "diagnostics": ("code",),
    "errors": ("kind",),
    "passages": ("plan_id",),
}
# `plain` is the text without marks and in lower case: what is typed without marks finds it there.
_SEARCH = """
CREATE TABLE passages (
  id INTEGER PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plans (plan_id), span_start INTEGER, span_end INTEGER,
  text TEXT NOT NULL, plain TEXT NOT NULL);
CREATE VIRTUAL TABLE passages_fts USING fts5 (
  text, plain, content="passages", content_rowid="id", tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE plans_fts USING fts5 (
  subject, issuing_body, campaign, plain, content="plans", content_rowid="rowid",
  tokenize="unicode61 remove_diacritics 0");
"""
_VIEWS = """
CREATE VIEW activities AS
  SELECT p.province, p.province_today, p.level, p.year, b.unit AS body, b.role,
         b.role IN ('lead', 'implement', 'advise') AS responsible, t.activity, t.when_text, t.date_from, t.date_to,
         t.rrule, t.place, p.number, p.subject, p.issuing_body, p.name AS file, t.plan_id, t.n
  FROM tasks t JOIN plans p USING (plan_id)
  LEFT JOIN bodies b ON b.plan_id = t.plan_id AND b.source = 'tasks' AND b.source_n = t.n;
CREATE VIEW plan_overview AS
  SELECT p.number, p.date, p.issuing_body, p.subject, p.province, p.province_today, p.level, p.year,
         (SELECT count(*) FROM tasks t WHERE t.plan_id = p.plan_id) AS tasks,
         (SELECT count(*) FROM deadlines d WHERE d.plan_id = p.plan_id) AS deadlines,
         (SELECT count(*) FROM targets g WHERE g.plan_id = p.plan_id) AS targets,
         (SELECT count(*) FROM diagnostics x WHERE x.plan_id = p.plan_id AND x.severity != 'info') AS doubts,
         p.name AS file, p.plan_id
  FROM plans p;
CREATE VIEW failures AS
  SELECT kind, cause, remedy, count(*) AS files, min(name) AS example FROM errors GROUP BY kind, cause, remedy;
"""


def write_sqlite(archive: Archive, file: str | os.PathLike[str]) -> None:
    """Write the archive to a SQLite file, which takes the place of an older one when it is whole.

    Tables as in the dataset, and `passages`: every paragraph of every plan, for searching. Views: `activities` (who
    does what, when and where), `plan_overview`, `failures`. VnplanError where it can't be written.
    """
    target = Path(os.path.abspath(file))
    new = target.with_name(f".{target.name}.new")
    try:
        new.unlink(missing_ok=True)
        with closing(sqlite3.connect(new, isolation_level=None)) as db:
            db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            db.execute("BEGIN")
            for table, columns in (COLUMNS | LISTS).items():
                _create(db, table, columns)
                _fill(db, archive, table, columns)
            db.execute("COMMIT")
            db.executescript(_SEARCH)
            db.execute("BEGIN")
            _index_text(db)
            for table, some in _INDEXES.items():
                for each in some:
                    name = each.replace(", ", "_")
                    db.execute(f"CREATE INDEX {table}_{name} ON {table} ({each})")
            db.execute("COMMIT")
            db.executescript(_VIEWS)
            db.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
            db.execute("INSERT INTO about VALUES ('tables_version', ?)", (TABLES_VERSION,))
            db.executescript("PRAGMA optimize;")
        os.replace(new, target)
    except (OSError, sqlite3.Error) as error:
        new.unlink(missing_ok=True)
        raise VnplanError(
            f"it can't be written: {error}", source=str(target), remedy="free space, or see who may write there"
        ) from error


def _create(db: sqlite3.Connection, table: str, columns: tuple[Column, ...]) -> None:
    lines = []
    for column in columns:
        line = f"{column.name} {_TYPES.get(column.kind, 'TEXT')}"
        if column.name == ("name" if table in LISTS else "plan_id" if table == "plans" else ""):
            line += " PRIMARY KEY"
        elif column.name == "plan_id" and table in COLUMNS:
            line += " REFERENCES plans (plan_id)"
        lines.append(line)
    if table == "plans":
        lines += ["campaign TEXT", "plain TEXT"]
    elif table in COLUMNS:
        lines.append("PRIMARY KEY (plan_id, n)")
    db.execute(f"CREATE TABLE {table} ({', '.join(lines)})")


def _fill(db: sqlite3.Connection, archive: Archive, table: str, columns: tuple[Column, ...]) -> None:
    places = ", ".join("?" * (len(columns) + (2 if table == "plans" else 0)))
    for batch in archive.batches(table, size=500):
        rows = (tuple(map(_value, row.values())) for row in batch.to_pylist())
        if table == "plans":
            rows = (row + _search_columns(columns, row) for row in rows)
        db.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _value(value: Any) -> Any:
    """Lists as JSON: texts, [start, end, text] of spans, [short, long] of abbreviations."""
    if isinstance(value, list):
        plain = [[*one.values()] if isinstance(one, dict) else one for one in value]
        return json.dumps(plain, ensure_ascii=False)
    return value.isoformat() if isinstance(value, dt.date) else value


def _search_columns(columns: tuple[Column, ...], row: tuple[Any, ...]) -> tuple[str, str]:
    found = {column.name: value for column, value in zip(columns, row, strict=True)}
    campaign = ", ".join(json.loads(found["campaigns"]))
    texts = (
        found["subject"],
        found["issuing_body"],
        found["number"],
        campaign,
        found["province"],
        found["province_today"],
    )
    return campaign, _plain(" ".join(text for text in texts if text))


def _index_text(db: sqlite3.Connection) -> None:
    plans = db.execute("SELECT plan_id, text FROM plans")
    rows = ((plan_id, start, end, line, _plain(line)) for plan_id, text in plans for start, end, line in _lines(text))
    db.executemany("INSERT INTO passages (plan_id, span_start, span_end, text, plain) VALUES (?, ?, ?, ?, ?)", rows)
    for table in ("passages_fts", "plans_fts"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The paragraphs of a text and where they stand."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line), line
        start += len(line) + 1


def _plain(text: str) -> str:
    return strip_marks(fold(text))
