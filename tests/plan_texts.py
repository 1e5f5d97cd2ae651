"""A small plan in pieces, to be put together and varied, and short forms of what it gives."""

from __future__ import annotations

import vnplan
from vnplan.document import Document, Paragraph, Table
from vnplan.model import Plan, Section, walk
from vnplan.readers import read_text

HEAD = """\
ỦY BAN NHÂN DÂN
HUYỆN TÂN BIÊN
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Biên, ngày 12 tháng 3 năm 2024
"""
TITLE = """\
KẾ HOẠCH
Tổ chức Tuần lễ nước sạch năm 2024
"""
OPENING = """\
Thực hiện Kế hoạch số 12/KH-UBND ngày 02/3/2024 của UBND tỉnh về Tuần lễ nước sạch;
UBND huyện xây dựng kế hoạch như sau:
"""
BODY = """\
I. MỤC ĐÍCH
Giữ nguồn nước của các xã.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế
Chủ trì lễ ra quân.
"""
END = """\
Nơi nhận:
- UBND tỉnh (b/c);
- Các xã, thị trấn;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Bình
"""


def plan(*, head: str = HEAD, title: str = TITLE, opening: str = OPENING, body: str = BODY, end: str = END) -> Plan:
    """The plan of the pieces, some of them replaced."""
    return vnplan.parse_text(head + title + opening + body + end)


def paths(sections: tuple[Section, ...]) -> list[str]:
    """The paths of labels in a tree, in order."""
    return [path for path, _ in walk(sections)]


def codes(found: Plan) -> set[str]:
    """The codes of a plan's diagnostics."""
    return {d.code for d in found.diagnostics}


def paragraph_texts(document: Document) -> list[str]:
    """The paragraphs outside tables."""
    return [document.slice(b) for b in document.blocks if isinstance(b, Paragraph)]


def tables(text: str) -> list[list[list[str]]]:
    """The grids of a text's tables: a merged cell's text at every place that it spans; lines joined by ` / `."""
    document = read_text(text)
    return [
        [
            ["" if cell is None else " / ".join(document.slice(p) for p in cell.blocks) for cell in row]
            for row in table.grid()
        ]
        for table in document.blocks
        if isinstance(table, Table)
    ]
