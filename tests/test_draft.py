"""Drafts without positions -> one text with positions."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.document import Box, Paragraph, Source, Table
from vnplan.readers.draft import CellDraft, ParagraphDraft, TableDraft, assemble, normalise


@given(st.text(st.characters(), max_size=80))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once == unicodedata.normalize("NFC", once)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoa\u0300 bi\u0300nh", "Hoà bình"),
        ("a\u00a0b\u2009c", "a b c"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("\ufeffa\u200bb\u00adc\x00", "abc"),
        ("\u00d0ồng Nai", "Đồng Nai"),
        ("a\ud800b", "a\ufffdb"),
        ("\uf0b7 Một", "• Một"),
    ],
)
def test_one_kind_of_each_character(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_paragraphs_end_in_line_breaks_and_empty_ones_are_left_out() -> None:
    document = assemble([ParagraphDraft("  Một\nhai "), ParagraphDraft(" \n"), ParagraphDraft("Ba")], Source())
    assert document.text == "Một hai\nBa\n"
    assert [document.slice(b) for b in document.blocks] == ["Một hai", "Ba"]


def test_cells_are_parted_by_tabs_and_rows_by_line_breaks() -> None:
    cells = [CellDraft(1, 0, colspan=2, blocks=[ParagraphDraft("c")]), CellDraft(0, 1, blocks=[ParagraphDraft("b")])]
    cells.append(CellDraft(0, 0, blocks=[ParagraphDraft("a")]))
    document = assemble([ParagraphDraft("trước"), TableDraft(2, 2, cells), ParagraphDraft("sau")], Source())
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert [document.slice(c) for c in table.cells] == ["a", "b", "c"]
    assert [[c.start if c else None for c in row] for row in table.grid()][1] == [table.cells[2].start] * 2
    assert document.slice(document.blocks[2]) == "sau"


def test_a_table_may_stand_in_a_cell() -> None:
    inner = TableDraft(1, 1, [CellDraft(0, 0, blocks=[ParagraphDraft("trong")])])
    document = assemble([TableDraft(1, 1, [CellDraft(0, 0, blocks=[ParagraphDraft("ngoài"), inner])])], Source())
    outer = document.blocks[0]
    assert isinstance(outer, Table)
    nested = outer.cells[0].blocks[1]
    assert isinstance(nested, Table)
    assert document.slice(nested.cells[0]) == "trong"


def test_looks_and_pages_go_with_their_paragraph() -> None:
    box = Box(2, 10, 20, 30, 40)
    block = assemble([ParagraphDraft("A", box=box, bold=True, centered=True, confidence=0.5)], Source()).blocks[0]
    assert block == Paragraph(0, 1, 2, box, bold=True, centered=True, confidence=0.5)


def test_furniture_and_footnotes_stand_after_the_text() -> None:
    document = assemble(
        [ParagraphDraft("A")], Source(), furniture=[ParagraphDraft("Trang 2")], footnotes=[ParagraphDraft("1 Xem B")]
    )
    assert [document.slice(p) for p in (*document.footnotes, *document.furniture)] == ["1 Xem B", "Trang 2"]
    assert len(document.blocks) == 1
