"""Bodies as roles: LĐLĐ huyện Càng Long and LĐLĐ huyện Lệ Thủy fill the same one.

A role is what is left of a body's name without its place, with its level; bodies of enterprises and schools are the
role of their kind (any grassroots union is like any other).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.gazetteer.abbreviations import sole_expansion
from vnplan.gazetteer.places import province_names
from vnplan.model import Level, Plan, Unit
from vnplan.text import fold, squeeze

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SHORT = regex.compile(r"\b\p{Lu}[\p{Lu}&]+\b")  # LĐLĐ
_DISTRICT = regex.compile(
    r"\s+(?:các\s+)?(?:[Hh]uyện|[Tt]hị xã|TX\.?|[Qq]uận|[Tt]hành phố|TP\.?)\b.*$"
)  # " huyện Càng Long", " các huyện, thị xã, thành phố"
_COMMUNE = regex.compile(r"\s+(?:các\s+)?(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)\b.*$")  # " các xã, phường"
_PROVINCE = regex.compile(r"\s+(?:[Tt]ỉnh|[Tt]hành phố|TP\.?)(?:\s+\p{Lu}.*)?$")  # " tỉnh Trà Vinh"
_LEVEL_WORD = regex.compile(r"\s+(?:cấp\s+)?(?:tỉnh|huyện|xã|thành phố)$", regex.IGNORECASE)  # "LĐLĐ tỉnh"
_ARTICLE = regex.compile(r"^(?:các|những|mọi)\s+", regex.IGNORECASE)  # các sở
_OF_ITS_KIND = {"union_grassroots": "công đoàn cơ sở", "enterprise": "doanh nghiệp", "school": "trường học"}


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a plan: its canonical name and its role."""

    name: str
    role: str
    level: Level | None
    kind: str | None
    group: bool


def body_index(plan: Plan) -> Mapping[str, Unit]:
    """The bodies of a plan by each form in which it prints them."""
    found: dict[str, Unit] = {}
    for unit in plan.units:
        for text in (unit.name, *unit.texts):
            found.setdefault(_form(text), unit)
    return found


def as_body(text: str, index: Mapping[str, Unit]) -> Body:
    """The body that a plan prints as `text`; one that the plan's list lacks is known by its words alone."""
    unit = index.get(_form(text))
    if unit is None:
        name = _SHORT.sub(lambda match: sole_expansion(match[0]), squeeze(text))
        return Body(squeeze(text), _role(name, None, None), _level(name), None, bool(_ARTICLE.match(name)))
    level = unit.level or _level(unit.name)
    return Body(unit.name, _role(unit.name, unit.kind, level), level, unit.kind, unit.group)


def bodies(texts: Iterable[str], index: Mapping[str, Unit]) -> tuple[Body, ...]:
    """The bodies of texts, each once."""
    return tuple(dict.fromkeys(as_body(text, index) for text in texts))


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """The share of roles that two lists have in common (Jaccard), 0 to 1."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def bare(name: str) -> str:
    """A body's name without its place: `Sở Y tế tỉnh Bến Tre` -> `Sở Y tế`."""
    short = _ARTICLE.sub("", squeeze(name))
    for pattern in (_DISTRICT, _COMMUNE, _PROVINCE, _LEVEL_WORD):
        cut = pattern.sub("", short)
        short = cut if len(cut) > 1 else short
    cut = _provinces().sub("", short).strip(" -,")
    return cut if len(cut) > 1 else short


@lru_cache(maxsize=16384)
def _role(name: str, kind: str | None, level: Level | None) -> str:
    if kind in _OF_ITS_KIND:
        return f"{_OF_ITS_KIND[kind]}|{level or ''}"
    words = " ".join(_WORD.findall(fold(bare(name))))
    return f"{words}|{level or _level(name) or ''}"


def _level(name: str) -> Level | None:
    if _DISTRICT.search(name) and not _PROVINCE.fullmatch(name):
        return "district" if regex.search(r"\b(?:huyện|thị xã|TX|quận)\b", name, regex.IGNORECASE) else None
    if _COMMUNE.search(name):
        return "commune"
    return "province" if regex.search(r"\btỉnh\b", name, regex.IGNORECASE) else None


@lru_cache(maxsize=16384)
def _form(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=1)
def _provinces() -> regex.Pattern[str]:
    names = "|".join(regex.escape(name) for name in province_names())
    return regex.compile(rf"\s+(?:{names})$")
