"""The gazetteer's data files: tab-separated values in `data/`, with comment lines that say what they rest on."""

from __future__ import annotations

from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The rows of a data file, comment lines left out."""
    text = files("vnplan.gazetteer").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
