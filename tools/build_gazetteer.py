"""Builds the tables of places in vnplan/gazetteer/data from underthesea's address mapping and the code table.

usage: python tools/build_gazetteer.py MAPPING.json PROVINCES_63_TO_34.tsv OUT_DIRECTORY

MAPPING.json is `underthesea/address/data/mapping.json` of underthesea 9.5 (Apache-2.0; data of vietnamadminunits
1.0.4, MIT). The second file has the columns old_code, old_name, new_code, new_name. Not used at run time.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
import unicodedata
from collections import defaultdict

CITIES_BEFORE = {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"}
VARIANTS = {
    "Hồ Chí Minh": "HCM|TP.HCM|TPHCM|Tp HCM|Sài Gòn",
    "Bà Rịa - Vũng Tàu": "Bà Rịa Vũng Tàu|BR-VT|BRVT",
    "Huế": "Thừa Thiên Huế|Thừa Thiên - Huế|TT Huế|TT-Huế",
    "Đắk Lắk": "Đắc Lắc|Đăk Lăk|Daklak|Đắc Lắk|Đăk Lắk",
    "Đắk Nông": "Đắc Nông|Đăk Nông|Daknong",
    "Bắc Kạn": "Bắc Cạn",
    "Hòa Bình": "Hoà Bình",
    "Khánh Hòa": "Khánh Hoà",
    "Thanh Hóa": "Thanh Hoá",
    "Kon Tum": "Kontum",
}
SOURCE = "# Source: underthesea 9.5.0 address/data/mapping.json (Apache-2.0; data of vietnamadminunits 1.0.4, MIT)."
LETTERS = {
    "Xã": "x", "Phường": "p", "Thị trấn": "t", "Đặc khu": "d",
    "Huyện": "h", "Quận": "q", "Thị xã": "s", "Thành phố": "c",
}  # fmt: skip


def split(name: str) -> tuple[str, str]:
    """`Thị xã Duyên Hải` -> s, Duyên Hải. Units named by a number keep it: `Quận 1` -> q, 1."""
    name = unicodedata.normalize("NFC", re.sub(r"\s+", " ", name)).strip()
    for word, letter in LETTERS.items():
        if name.lower().startswith(word.lower() + " "):
            return letter, name[len(word) + 1 :]
    return "-", name


def bare(name: str) -> str:
    """A province's name without its unit word."""
    return re.sub(r"^(Tỉnh|Thành phố) ", "", name)


def main(mapping: pathlib.Path, table: pathlib.Path, out: pathlib.Path) -> None:
    """Writes the three tables."""
    wards = json.loads(mapping.read_text("utf-8"))["ward_mapping"]
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]
    old_code = {bare(unicodedata.normalize("NFC", row[1])): row[0] for row in rows}
    new_code = {bare(row[3]): row[2] for row in rows}
    names = {"Thừa Thiên Huế": "Huế", "Hoà Bình": "Hòa Bình"}

    lines = [
        "# Provinces: the 63 to 30 June 2025 and the 34 since 1 July 2025 (NQ 202/2025/QH15), by their national codes.",
        "# Source: domain notes 8.2 and 8.3. A new code is the old code of the province that holds the seat.",
        "# old_code\told_name\told_type\tnew_code\tnew_name\tnew_type\tother spellings",
    ]
    for old, name, new, today, *_ in rows:
        kind = "thành phố" if name in CITIES_BEFORE else "tỉnh"
        after = "thành phố" if today.startswith("Thành phố") else "tỉnh"
        lines.append("\t".join([old, name, kind, new, bare(today), after, VARIANTS.get(name, "")]))
    (out / "provinces.tsv").write_text("\n".join(lines) + "\n", "utf-8")

    before: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    after_2025: dict[str, set[str]] = defaultdict(set)
    for ward in wards:
        province = bare(ward["old_province"])
        code = old_code[names.get(province, province)]
        letter, district = split(ward["old_district"])
        if ward["old_ward"]:
            before[code, letter, district].add(":".join(split(ward["old_ward"])))
        else:
            before[code, letter, district]
        if ward["new_ward"]:
            after_2025[new_code[bare(ward["new_province"])]].add(":".join(split(ward["new_ward"])))
    lines = [
        "# Districts and their communes to 30 June 2025, by the province's code of then.",
        SOURCE,
        "# Types: h huyện, q quận, s thị xã, c thành phố; x xã, p phường, t thị trấn. Mergers of communes before"
        " July 2025 are those of the source.",
        "# province\ttype\tdistrict\tcommunes",
    ]
    for (code, letter, district), communes in sorted(before.items()):
        lines.append("\t".join([code, letter, district, "|".join(sorted(communes))]))
    (out / "districts.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    lines = [
        "# Communes since 1 July 2025, by the province's code since then.",
        SOURCE,
        "# Types: x xã, p phường, d đặc khu.",
        "# province\tcommunes",
    ]
    for code, communes in sorted(after_2025.items()):
        lines.append(f"{code}\t{'|'.join(sorted(communes))}")
    (out / "communes_2025.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
