"""The plans written for this project: each gold file stands on its document, in all three formats."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from vnplan.model import Plan

PLANS = Path(__file__).parent.parent / "corpora" / "plans"
SLUGS = sorted(path.name.removesuffix(".gold.json") for path in PLANS.glob("*.gold.json"))
KINDS = set(
    "party_committee party_body peoples_committee peoples_council ministry department division union_federation "
    "union_sector union_commune union_grassroots union_board front_org enterprise school health armed_force media "
    "steering generic_group".split()
)
# group -> keys whose values stand in the text as they are
PRINTED = {
    "citations": ("type", "number"),
    "times": ("text",),
    "tasks": ("output", "place", "group"),
    "targets": ("text",),
    "themes": ("text",),
    "recipients": ("name", "note"),
}


def squeeze(text: str) -> str:
    """Letters and digits only, in lower case: what is left when layout, emphasis and page breaks are taken away."""
    text = unicodedata.normalize("NFC", re.sub(r"\[bookmark: \w+\]", "", text))
    return re.sub(r"[\W_]+", "", text.casefold())


def printed(slug: str, suffix: str) -> str:
    path = PLANS / f"{slug}{suffix}"
    if suffix == ".txt":
        return re.sub(r"\n\f *\d+\n", "\n", path.read_text("utf-8"))
    if suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        return "\n".join(re.sub(r"\A\d+\s", "", page) for page in pages)
    return "\n".join(node.text or "" for node in docx.Document(str(path)).element.body.iter(qn("w:t")))


def gold(slug: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((PLANS / f"{slug}.gold.json").read_text("utf-8"))
    return value


def nodes(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for section in sections:
        yield section
        yield from nodes(section["children"])


def strings(plan: dict[str, Any]) -> Iterator[str]:
    """Every string of a gold file that must stand in the text word for word."""
    header = dict(plan["header"])
    del header["date"]
    yield from (value for value in header.values() if value)
    for part in ("promulgation", "signature"):
        yield from (value for key, value in (plan[part] or {}).items() if value and key != "date")
    for group, keys in PRINTED.items():
        yield from (record[key] for record in plan[group] for key in keys if record.get(key))
    for section in nodes(plan["sections"]):
        yield section["title"]
    for appendix in plan["appendices"]:
        yield appendix["title"]
    for task in plan["tasks"]:
        yield task["activity"]
        if task["when"]:
            yield task["when"]["text"]


def test_twelve_plans_or_more_lie_there() -> None:
    assert len(SLUGS) >= 12


@pytest.mark.parametrize("slug", SLUGS)
def test_what_gold_says_stands_in_each_file(slug: str) -> None:
    plan = gold(slug)
    assert plan["file"] == f"{slug}.docx"
    for suffix in (".docx", ".pdf", ".txt"):
        text = squeeze(printed(slug, suffix))
        missing = [string for string in strings(plan) if squeeze(string) not in text]
        assert not missing, (suffix, missing)


@pytest.mark.parametrize("slug", SLUGS)
def test_bodies_of_gold_are_printed_or_completed_from_print(slug: str) -> None:
    """Of a completed name (`huyện Lệ Thủy, Quảng Ninh`) the last two syllables are printed, if not the whole."""
    plan = gold(slug)
    text = squeeze(printed(slug, ".txt"))
    names = [form for unit in plan["units"] for form in unit["texts"]]
    names += [
        name
        for task in plan["tasks"]
        for key in ("lead", "implement", "coordinate", "monitor", "advise")
        for name in task[key]
    ]
    names += [name for deadline in plan["deadlines"] for name in (*deadline["by"], *deadline["via"])]
    missing = [name for name in names if squeeze(name) not in text and squeeze(" ".join(name.split()[-2:])) not in text]
    assert not missing


@pytest.mark.parametrize("slug", SLUGS)
def test_names_and_values_of_gold_are_those_of_the_model(slug: str) -> None:
    plan = gold(slug)
    partial = {key: value for key, value in plan.items() if key not in ("file", "notes")}
    assert Plan.model_validate(partial)  # dates, operators, roles, levels and names of keys
    assert {unit["kind"] for unit in plan["units"]} <= KINDS
    if period := plan["scope"].get("period"):
        assert dt.date.fromisoformat(period[0]) <= dt.date.fromisoformat(period[1])


@pytest.mark.parametrize("slug", SLUGS)
def test_files_are_small(slug: str) -> None:
    assert all((PLANS / f"{slug}{suffix}").stat().st_size < 150_000 for suffix in (".docx", ".pdf", ".txt"))


def test_sources_and_plans_go_together() -> None:
    sources = sorted(path.stem for path in (PLANS.parent / "sources").glob("*.md"))
    assert sources == SLUGS
