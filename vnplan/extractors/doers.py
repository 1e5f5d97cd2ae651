"""Who does it, told in brief: in a cell (`Sở A chủ trì, Sở B phối hợp`) and at the end of a sentence
(`(Sở A chủ trì; Sở B phối hợp)`, `– Trường C thực hiện`, `do Sở D chủ trì`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vnplan.extractors.subjects import OFFICES, leading_bodies
from vnplan.extractors.units import split_bodies
from vnplan.segments import Column
from vnplan.text import fold

Roles = dict[Column, tuple[str, ...]]  # names by role

_WORDS: Mapping[str, Column] = {  # others: implement
    "chủ trì": "lead",
    "đầu mối": "lead",
    "phối hợp": "coordinate",
    "tham gia": "coordinate",
}
_ROLE = r"(?P<role>chủ trì|đầu mối|phối hợp|tham gia|tham mưu|thực hiện|phụ trách|đảm nhiệm)"
_LABEL = re.compile(
    r"(?:(?:cơ quan|đơn vị)\s+)?(?P<role>chủ trì|phối hợp)(?:\s+thực hiện)?\s*:\s*", re.IGNORECASE
)  # Chủ trì: Sở A; phối hợp: Sở B
_LEADS_WITH = re.compile(
    r"(?P<lead>[^:;]+?)\s+(?:chủ trì\s*[,;]?\s*(?:và\s+)?)?phối hợp\s+(?:(?:với|cùng)\s+)?(?P<partners>.+)",
    re.IGNORECASE | re.DOTALL,
)  # Sở A chủ trì, phối hợp với Sở B
_AFTER = re.compile(
    rf"(?P<who>\S+\s+\S.*?|[A-ZĐ]{{2,}})\s+{_ROLE}(?:\s+thực hiện)?"
)  # Sở A chủ trì; "Ban Tham mưu", "Tổng phụ trách" are names
_IN_BRACKETS = re.compile(r"\s*\((?:là\s+|làm\s+)?(chủ trì|đầu mối|phối hợp)\)", re.IGNORECASE)  # Sở A (đầu mối)
_WHEN = r"(?:trong|từ|vào|trước|xong|hàng|hằng|ngày|tháng|quý|năm|chậm nhất|hoàn thành|thời gian|dự kiến)\b"
_CLAUSE = re.compile(
    rf"\s*(?P<who>[^;:]{{3,140}}?)\s+{_ROLE}(?:\s+(?:thực hiện|chính|chung))?\s*(?:[;,.]|$|(?={_WHEN}))", re.IGNORECASE
)
_BRACKET = re.compile(r"\((?:(?:giao|do|phân công)\s+)?(?P<inside>[^()]{6,300})\)(?=\W*$|\s*:)", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\s[–-]\s*(?P<who>[^–.;:]{4,120}?)\s+(?:hỗ trợ\s+|chủ trì\s+|chịu trách nhiệm\s+|tổ chức\s+)?(?:thực hiện|"
    r"chủ trì|phụ trách|đảm nhiệm|cho ý kiến.*)"
    r"|[,;]\s+(?:giao|do)\s+(?P<charged>[^,;:.()]{4,90}?)\s+(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|tổ chức)"
    r"(?:\s+(?:thực hiện|tổ chức))?"
    r"|[,;]\s+(?P<leader>[^,;:.()]{4,90}?)\s+(?:chủ trì|phụ trách)(?:\s+thực hiện)?)"
    rf"(?:\s+{_WHEN}[^.;:]{{0,60}})?\W*$",
    re.IGNORECASE,
)  # – Trường THPT A thực hiện
_ONLY_WHEN = re.compile(rf"\s*(?:[;,]\s*{_WHEN}[^;:]{{0,60}})?[\s.;]*", re.IGNORECASE)  # ; xong trước 28/4/2020


def is_named(printed: str) -> bool:
    """Whether a text begins with the name of a body or an office."""
    return leading_bodies(printed, 0, len(printed)) > 0 or OFFICES.match(printed) is not None


def roles_in_cell(column: Column, printed: str) -> Iterator[tuple[Column, str]]:
    """The names in a cell of bodies, each with its role: the column's, unless the cell says another."""
    printed = _IN_BRACKETS.sub(r" \1", printed)
    labels = list(_LABEL.finditer(printed))
    with_ = _LEADS_WITH.fullmatch(printed.strip(" .;"))
    if labels:
        ends = [*(label.start() for label in labels[1:]), len(printed)]
        parts: list[tuple[Column, str]] = [(column, printed[: labels[0].start()])]
        parts += [(_role(m), printed[m.end() : end].strip(" ,;\n")) for m, end in zip(labels, ends, strict=True)]
    elif with_ and is_named(with_["partners"]):
        parts = [("lead", with_["lead"]), ("coordinate", with_["partners"])]
    else:
        parts = [(column, printed)]
    for role, part in parts:
        waiting: list[str] = []  # after a lead, names take the role that is told behind the last of them
        led = False
        for name in split_bodies(part):
            told = _AFTER.fullmatch(name)
            if told is None and led:
                waiting.append(name)
                continue
            mine = _role(told) if told else role
            yield from ((mine, each) for each in waiting)
            waiting = []
            yield mine, told["who"] if told else name
            led = led or mine == "lead" != column
        yield from ((role, each) for each in waiting)


def doers_at_end(sentence: str) -> tuple[int, Roles, bool] | None:
    """Who a sentence names at its end: where its work ends, the names in each role, and whether they stand in brackets.

    None where it names nobody there.
    """
    bracket = _BRACKET.search(sentence)
    if bracket is not None:
        found = _by_role(bracket["inside"])
        if found:
            return bracket.start(), found, True
    tail = _TAIL.search(sentence)
    who = tail and (tail["who"] or tail["charged"] or tail["leader"])
    if tail is None or not who or not is_named(who):
        return None
    role: Column = "lead" if "chủ trì" in fold(tail.group()) else "implement"
    return tail.start(), {role: split_bodies(who)}, False


def doers_alone(printed: str) -> Roles:
    """Names by role, where a text tells only who and when: `Sở A chủ trì, Sở B phối hợp`, `Sở A; trước ngày 5/6`."""
    stop = leading_bodies(printed, 0, len(printed))
    if stop and _ONLY_WHEN.fullmatch(printed, stop):
        return {"implement": split_bodies(printed[:stop])}
    return _by_role(printed)


def _by_role(inside: str) -> Roles:
    """Names by role, of a text that begins with `X chủ trì`; what follows the roles (`thường xuyên`) is left."""
    with_ = _LEADS_WITH.fullmatch(inside.strip(" .;"))
    if with_ and is_named(with_["lead"]) and is_named(with_["partners"]):
        return {"lead": split_bodies(with_["lead"]), "coordinate": split_bodies(with_["partners"])}
    found: Roles = {}
    at = 0
    while (clause := _CLAUSE.match(inside, at)) and is_named(clause["who"]):
        role = _role(clause)
        found[role] = (*found.get(role, ()), *split_bodies(clause["who"]))
        at = clause.end()
    return found


def _role(match: re.Match[str]) -> Column:
    return _WORDS.get(fold(match["role"]), "implement")
