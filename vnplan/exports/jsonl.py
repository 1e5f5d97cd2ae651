"""JSON Lines: a plan a line, or a row of a table a line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator

from vnplan.exports.tables import Language, TableName, table
from vnplan.model import Plan


def json_lines(plans: Iterable[Plan], *, rows: TableName | None = None, language: Language = "vi") -> Iterator[bytes]:
    """Lines of UTF-8, each one JSON object: the whole plan (`Plan.model_validate_json` reads it back), or with `rows`
    one row of that table, by the names of its columns. Dates are ISO 8601."""
    if rows is None:
        yield from (plan.model_dump_json().encode() + b"\n" for plan in plans)
        return
    chosen = table(rows)
    names = [column.name for column in chosen.columns]
    for plan in plans:
        for row in chosen.rows(plan, language):
            record = dict(zip(names, row, strict=True))
            yield json.dumps(record, ensure_ascii=False, default=dt.date.isoformat).encode() + b"\n"
