"""Links by citation, the graph of plans, and cascades that nothing says to be one."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.comparison.families import gold, plan
from vnplan.comparison import cascade, citation_graph, coverage, links
from vnplan.comparison.links import number_key
from vnplan.model import Citation, Header, Plan, Scope, Task


def issued(number: str, year: int, *cited: Citation, level: str = "province", **header: object) -> Plan:
    scope = Scope(year=year, province="Nam Định", level=level, campaigns=("Tháng Công nhân",))  # type: ignore[arg-type]
    head = Header(number=number, date=dt.date(year, 3, 1), **header)  # type: ignore[arg-type]
    return Plan(header=head, scope=scope, citations=cited)


@pytest.mark.parametrize(
    ("one", "other"), [("034/KH-LĐLĐ", "34/kh-lđlđ"), ("34/KH-LĐLĐ", "34 / KH – LĐLĐ")], ids=["zeros", "blanks, dashes"]
)
def test_numbers_are_matched_as_people_write_them(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


def test_a_blank_number_is_no_key() -> None:
    assert number_key("/KH-UBND") == number_key(None) == ""


def test_a_number_of_another_year_is_another_document() -> None:
    parent = issued("34/KH-LĐLĐ", 2019)
    same = Citation(type="Kế hoạch", number="34/KH-LĐLĐ", date=dt.date(2019, 3, 1))
    other = Citation(type="Kế hoạch", number="34/KH-LĐLĐ", date=dt.date(2021, 3, 1))
    assert [link.by for link in links([parent, issued("5/KH-LĐLĐ", 2019, same)])] == ["citation"]
    assert links([parent, issued("5/KH-LĐLĐ", 2021, other)]) == ()


def test_the_graph_holds_plans_and_what_they_cite() -> None:
    pytest.importorskip("networkx")
    family = gold("tre-em")
    graph = citation_graph([plan(family["parent"]), *(plan(slug) for slug in family["children"])])
    at_hand = {node for node, data in graph.nodes(data=True) if data["at_hand"]}
    absent = {node for node, data in graph.nodes(data=True) if not data["at_hand"]}
    assert len(at_hand) == 3
    assert absent == {"Luật 102/2016/QH13 (2016-04-05)"}
    assert sorted(graph.predecessors("Bắc Kạn 2022")) == ["Ba Bể (Bắc Kạn) 2022", "Thành phố Bắc Kạn (Bắc Kạn) 2022"]
    assert all(data["basis"] for _, _, data in graph.edges(data=True))


def test_a_child_that_cites_nothing_is_taken_by_issuer_or_campaign_and_told() -> None:
    parent = issued("1/KH-LĐLĐ", 2023, issuing_body="LIÊN ĐOÀN LAO ĐỘNG TỈNH NAM ĐỊNH")
    child = issued("2/KH-LĐLĐ", 2023, level="district", governing_body="LIÊN ĐOÀN LAO ĐỘNG TỈNH NAM ĐỊNH")
    stranger = issued("3/KH-LĐLĐ", 2021, level="district")
    assert [link.by for link in cascade(parent, [child]).links] == ["issuer"]
    assert [link.by for link in cascade(parent, [issued("4/KH", 2023, level="district")]).links] == ["campaign"]
    found = cascade(parent, [stranger])
    assert [link.by for link in found.links] == ["given"]
    assert "nothing in" in found.notes[0]


def test_what_is_given_to_another_by_name_is_not_asked() -> None:
    task = Task(activity="Hội thao công nhân", implement=("LĐLĐ huyện Ý Yên",), origin="table")
    parent = issued("1/KH-LĐLĐ", 2023).model_copy(update={"tasks": (task,)})
    child = issued("2/KH-LĐLĐ", 2023, level="district", issuing_body="LIÊN ĐOÀN LAO ĐỘNG HUYỆN HẢI HẬU")
    found = cascade(parent, [child])
    assert [taking.status for directive in found.directives for taking in directive.children] == ["not_asked"]
    assert coverage(found) == {found.children[0].key: (0, 0)}


def test_what_is_given_to_nobody_is_asked_of_all() -> None:
    parent = issued("1/KH-LĐLĐ", 2023).model_copy(
        update={"tasks": (Task(activity="Hội thao công nhân", origin="text"),)}
    )
    found = cascade(parent, [issued("2/KH-LĐLĐ", 2023, level="district")])
    assert [taking.status for directive in found.directives for taking in directive.children] == ["left_out"]


def test_the_order_of_children_does_not_matter() -> None:
    family = gold("tre-em")
    children = [plan(slug) for slug in family["children"]]
    assert cascade(plan(family["parent"]), children) == cascade(plan(family["parent"]), children[::-1])
