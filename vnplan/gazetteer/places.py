"""Places: provinces, districts and communes before and after 1 July 2025.

On that day 63 provinces became 34, districts ended, and communes were drawn anew (NQ 202/2025/QH15; domain notes,
part 8). Names and codes were used again for other areas, so every look-up takes a date; without one it looks in
both times. Tables are read when first needed (data/provinces.tsv, districts.tsv, communes_2025.tsv).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from vnplan.gazetteer.files import rows
from vnplan.text import fold, squeeze

REFORM = dt.date(2025, 7, 1)

PlaceType = Literal["huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu"]

_TYPES: dict[str, PlaceType] = {
    "h": "huyện", "q": "quận", "s": "thị xã", "c": "thành phố",
    "x": "xã", "p": "phường", "t": "thị trấn", "d": "đặc khu",
}  # fmt: skip
_UNIT_WORD = re.compile(
    r"^(?:tỉnh|thành phố|tp\.?|t\.p\.?|huyện|quận|thị xã|tx\.?|xã|phường|thị trấn|tt\.?|đặc khu)\s*(?=[^\s.])"
)  # "TP. Trà Vinh"
_BLANKS = re.compile(r"[\s\-.]+")  # "Bà Rịa - Vũng Tàu", "TP.HCM"
_PROVINCE_WORD = re.compile(r"^(?:tỉnh|thành phố|tp\.?|t\.p\.?)\s*(?=[^\s.])")  # "tỉnh Trà Vinh"


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city, as it was before the reform of 2025 or as it is since."""

    name: str  # without its unit word
    kind: Literal["tỉnh", "thành phố"]
    code: str  # national code; the same code may name another province at another time
    until: dt.date | None  # the first day it was no more; None: it stands
    since: dt.date | None  # None: from long ago
    today: str  # the province that holds its area or seat since 1 July 2025


@dataclass(frozen=True, slots=True)
class Place:
    """A district or commune."""

    name: str
    type: PlaceType
    province: str  # as called at the time
    level: Literal["district", "commune"]
    district: str | None = None  # of a commune before the reform, with its type: "huyện Vĩnh Thuận"
    after: bool = False  # since 1 July 2025


def _key(name: str) -> str:
    """A match key: case, tone places, blanks and dashes folded."""
    return _BLANKS.sub(" ", fold(name)).strip()


@cache
def _provinces() -> tuple[Mapping[str, Province], Mapping[str, Province], Mapping[str, str]]:
    """The 63 and the 34 by key, and other spellings by key."""
    before: dict[str, Province] = {}
    after: dict[str, Province] = {}
    spellings: dict[str, str] = {}
    for code, name, kind, new, today, new_kind, other in rows("provinces.tsv"):
        before[_key(name)] = Province(name, _province_kind(kind), code, REFORM, None, today)
        after[_key(today)] = Province(today, _province_kind(new_kind), new, None, REFORM, today)
        for form in filter(None, other.split("|")):
            spellings[_key(form)] = name
    return before, after, spellings


def _province_kind(word: str) -> Literal["tỉnh", "thành phố"]:
    return "thành phố" if word == "thành phố" else "tỉnh"


@lru_cache(maxsize=4096)
def find_province(name: str, on: dt.date | None = None) -> Province | None:
    """The province of a name (`tỉnh Trà Vinh`, `TP.HCM`, `Thừa Thiên Huế`) on a day, None where there was none.

    Without a day: the one of before the reform, else the one of today.
    """
    before, after, spellings = _provinces()
    key = _key(name)
    for form in (key, _key(_PROVINCE_WORD.sub("", fold(squeeze(name))))):
        form = _key(spellings[form]) if form in spellings else form
        if on is None:
            found = before.get(form) or after.get(form)
        else:
            found = (before if on < REFORM else after).get(form)
        if found:
            return found
    return None


def province_today(name: str, on: dt.date | None = None) -> str | None:
    """The province that holds the area since 1 July 2025: `Trà Vinh` -> `Vĩnh Long`. None for an unknown name.

    `on` is the day when the name was used; a name of before the reform in a later text is still understood.
    """
    found = find_province(name, on) or find_province(name)
    return found.today if found else None


def province_of_code(code: str, on: dt.date) -> Province | None:
    """The province of a national code on a day: 91 was Kiên Giang and is An Giang since 1 July 2025."""
    before, after, _ = _provinces()
    table = before if on < REFORM else after
    return next((province for province in table.values() if province.code == code), None)


def province_names() -> tuple[str, ...]:
    """Every name and spelling that a province has or had, the longest first."""
    before, after, _ = _provinces()
    names = {p.name for p in (*before.values(), *after.values())}
    names.update(form for row in rows("provinces.tsv") for form in row[6].split("|") if len(form) > 5)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _districts() -> Mapping[str, tuple[Place, ...]]:
    names = {p.code: p.name for p in _provinces()[0].values()}
    found: dict[str, list[Place]] = {}
    for code, letter, name, _ in rows("districts.tsv"):
        place = Place(name, _TYPES[letter], names[code], "district")
        found.setdefault(_key(name), []).append(place)
    return {key: tuple(places) for key, places in found.items()}


@cache
def _commune_rows(after: bool) -> tuple[tuple[str, str | None, str, str], ...]:
    """Province, district, and the list of communes as written and as a key: `|x:An Biên|x:An Minh|`.

    Ten thousand names are not indexed one by one: a look-up scans these 700 strings, which is quicker to begin with.
    """
    names = {p.code: p.name for p in (_provinces()[1] if after else _provinces()[0]).values()}
    found = []
    for row in rows("communes_2025.tsv" if after else "districts.tsv"):
        district = None if after else f"{_TYPES[row[1]]} {row[2]}"
        listed = f"|{row[-1]}|"
        found.append((names[row[0]], district, listed, _BLANKS.sub(" ", listed.lower())))
    return tuple(found)


@lru_cache(maxsize=2048)
def _communes(key: str, after: bool) -> tuple[Place, ...]:
    found: list[Place] = []
    for province, district, listed, keys in _commune_rows(after):
        if f":{key}|" in keys:
            for entry in filter(None, listed.split("|")):
                letter, _, name = entry.partition(":")
                if letter in _TYPES and _key(name) == key:
                    found.append(Place(name, _TYPES[letter], province, "commune", district, after))
    return tuple(found)


@lru_cache(maxsize=4096)
def find_places(name: str, *, on: dt.date | None = None, province: str | None = None) -> tuple[Place, ...]:
    """The districts and communes of a name, with or without its unit word, districts first.

    `on` leaves out what did not exist on that day, `province` what lies elsewhere (its name of then or of today).
    Numbered wards (`Phường 1`) are found by their full name.
    """
    word = _UNIT_WORD.match(fold(squeeze(name)))
    key = _key(name)
    wanted = (
        {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}.get(word.group().strip(" ."), word.group().strip())
        if word
        else None
    )
    bare = _key(squeeze(name)[word.end() :]) if word else key
    found: list[Place] = []
    if on is None or on < REFORM:
        found += _districts().get(bare, ())
        found += _communes(bare, False)
    if on is None or on >= REFORM:
        found += _communes(bare, True)
    if wanted:
        found = [place for place in found if place.type == wanted]
    if province is not None:
        home = find_province(province)
        names = {home.name, home.today} if home else {province}
        found = [place for place in found if place.province in names]
    return tuple(found)


def provinces_of(name: str, *, on: dt.date | None = None) -> tuple[str, ...]:
    """The provinces that had a district of this name on the day, or, where there is none, a commune of it."""
    places = find_places(name, on=on)
    districts = [place for place in places if place.level == "district"]
    return tuple(dict.fromkeys(place.province for place in (districts or places)))
