"""open_archive(): what is in an archive's folder, as plans or as tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnplan.archive import manifest
from vnplan.archive.report import Summary, manifests, summarize
from vnplan.archive.tables import COLUMNS, LISTS
from vnplan.errors import MissingDependency
from vnplan.model import Plan

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow

TABLES = (*COLUMNS, *LISTS)
_BATCH = 64  # plans in memory at a time


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that `parse_archive` wrote. Tables are named in `TABLES`, their columns in `dataset.json`.

    Each call reads what the archive holds at that moment; a run may go on beside it.
    """

    folder: Path

    def plans(self) -> Iterator[Plan]:
        """Every plan, one at a time, in no order that means something."""
        for batch in self.batches("plans", columns=["json"], size=_BATCH):
            for text in batch.column(0):
                yield Plan.model_validate_json(text.as_py())

    def plan(self, plan_id: str) -> Plan:
        """The plan with this key (the SHA-256 of its file). KeyError where there is none."""
        found = self._load("pyarrow.parquet").read_table(
            self.files("plans"), columns=["json"], filters=[("plan_id", "=", plan_id)], partitioning=None
        )
        if not found.num_rows:
            raise KeyError(plan_id)
        return Plan.model_validate_json(found.column(0)[0].as_py())

    def table(self, name: str) -> pyarrow.Table:
        """A table in Arrow."""
        read = self._load("pyarrow.parquet").read_table
        arrow = self._load("pyarrow")
        found: pyarrow.Table = arrow.concat_tables([read(file, partitioning=None) for file in self.files(name)])
        return found

    def polars(self, name: str) -> polars.DataFrame:
        """A table as a Polars data frame."""
        found: polars.DataFrame = self._load("polars").from_arrow(self.table(name))
        return found

    def pandas(self, name: str) -> pandas.DataFrame:
        """A table as a pandas data frame."""
        self._load("pandas")
        return self.table(name).to_pandas()

    def duckdb(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection in memory with every table as a view on the files."""
        connection: duckdb.DuckDBPyConnection = self._load("duckdb").connect()
        for name in TABLES:
            files = ", ".join("'" + file.replace("'", "''") + "'" for file in self.files(name))
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}])")
        return connection

    def summary(self) -> Summary:
        """Counts of files, formats, failures and diagnostics."""
        return summarize(self.folder)

    def files(self, name: str) -> list[str]:
        """The Parquet files of a table. KeyError for a table that there is not."""
        if name not in TABLES:
            raise KeyError(f"there is no table {name!r}: {', '.join(TABLES)}")
        folder = self.folder / name
        if name in LISTS:
            return sorted(str(file) for file in folder.glob("*.parquet"))
        found = [folder / "empty.parquet"]
        for file in manifests(self.folder):
            with closing(manifest.connect(file)) as db:
                for part, tables in manifest.parts(db).items():
                    if name in tables:
                        whole = folder / f"{part}.parquet"
                        # a run was killed when the part was in the manifest, and had not got its name
                        found.append(whole if whole.exists() else whole.with_name(whole.name + ".new"))
        return [str(file) for file in found]

    def batches(self, name: str, columns: list[str] | None = None, size: int = 10_000) -> Iterator[Any]:
        """The rows of a table as Arrow record batches, few at a time."""
        parquet = self._load("pyarrow.parquet")
        for file in self.files(name):
            with closing(parquet.ParquetFile(file)) as opened:
                yield from opened.iter_batches(batch_size=size, columns=columns)

    def _load(self, module: str) -> Any:
        try:
            return import_module(module)
        except ImportError as error:
            package = module.partition(".")[0]
            remedy = f"pip install 'vnplan[{'archive' if package == 'pyarrow' else 'frames'}]'"
            raise MissingDependency(f"this needs {package}", source=str(self.folder), remedy=remedy) from error


def open_archive(folder: str | os.PathLike[str]) -> Archive:
    """The archive in a folder that `parse_archive` wrote. UnreadableSource where there is none."""
    path = Path(os.path.abspath(folder))
    for file in manifests(path):
        manifest.connect(file).close()
    return Archive(path)
