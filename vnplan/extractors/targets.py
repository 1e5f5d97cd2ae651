"""Numbers to reach (chỉ tiêu): `ít nhất 01 hoạt động`, `100% CĐCS`, `phấn đấu kết nạp 50 đoàn viên`.

Grammar and comparators: domain notes, part 7. What is no target: results already had, dates, numbers of documents and
parts, durations and frequencies, sums of a budget, prizes, who is to attend, how many places work is done at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnplan.extractors import target_words as words
from vnplan.extractors.target_tables import table_targets
from vnplan.gazetteer.counters import counter_end
from vnplan.model import Op, Span, Target
from vnplan.segments import Segment
from vnplan.text import fold, squeeze

_ZONES = ("body", "closing", "appendix")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    number_end: int
    op: Op
    value: float
    unit: str | None  # % and đồng; otherwise the thing counted
    compared: bool  # by words, which the next number of a list inherits


def find_targets(text: str) -> tuple[Target, ...]:
    """Targets of any text by their own wording: percentages of a whole, comparators, `phấn đấu`, `đạt`.
    `value` is the number as meant (`3.000` -> 3000, `1,5 triệu` -> 1500000, `100%` -> 100 with unit "%");
    money has the unit đồng. A range (`70 - 75%`) is given as `>=` its lower bound, where the target
    is reached.

    >>> [(t.op, t.value, t.unit) for t in find_targets("Mỗi đơn vị tổ chức ít nhất 01 hoạt động")]
    [('>=', 1.0, 'hoạt động')]
    """
    return tuple(_targets(text, 0, goals=False))


def extract_targets(text: str, segments: Sequence[Segment]) -> tuple[Target, ...]:
    """Targets of a plan, in order. In parts headed `mục tiêu` or `chỉ tiêu`, and in a table's column of targets, a
    bare number with a thing counted is one too; parts on results, money, prizes and who takes part have none.
    """
    found: list[Target] = []
    path: str | None = None  # of the part whose heading says what its numbers are
    mode = "plain"
    goal_line = False
    tables = _tables(segments)
    for segment in segments:
        if segment.zone not in _ZONES:
            continue
        if segment.table is not None and mode != "none":
            rows = tables.pop(segment.table, ())
            found.extend(table_targets(text, rows, goals=mode == "goals" or goal_line))
        line = text[segment.start : segment.end]
        if segment.heading:
            goal_line = False
            if mode != "plain" and not (path is not None and _inside(segment.section, path)):
                path, mode = None, "plain"
            kind = _kind(fold(line[:200]))
            if mode == "plain" and kind != "plain":
                path, mode = segment.section, kind
        elif segment.table is None and words.GOAL_LINE.match(fold(line[:120])):
            goal_line = True
        if segment.table is not None and segment.column not in ("target", "content", "output", None):
            continue
        if mode != "none":
            found.extend(
                _targets(line, segment.start, goals=mode == "goals" or goal_line or segment.column == "target")
            )
    return tuple(found)


def _tables(segments: Sequence[Segment]) -> dict[int, list[Segment]]:
    """The segments of each table."""
    tables: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.table is not None and segment.row is not None:
            tables.setdefault(segment.table, []).append(segment)
    return tables


def _kind(folded: str) -> str:
    """What a heading says of the numbers under it: goals, none (results, money, prizes), or nothing."""
    title = folded.split(":", maxsplit=1)[0]
    if len(title.split()) > 15 or "%" in title:
        return "plain"
    return "goals" if words.GOAL_HEADING.search(title) else "none" if words.OTHER_HEADING.search(title) else "plain"


def _inside(path: str | None, ancestor: str) -> bool:
    return path is not None and (path == ancestor or path.startswith(ancestor + "/"))


def _targets(text: str, offset: int, *, goals: bool) -> Iterator[Target]:
    position = 0
    for line in fold(text).split("\n"):
        for found in _line(line, goals=goals):
            start, end = position + found.start, position + found.end
            printed = text[start:end]
            span = Span(start=start + offset, end=end + offset, text=printed)
            unit = found.unit or _counted(text, position + found.number_end)
            yield Target(text=squeeze(printed), op=found.op, value=found.value, unit=unit, spans=(span,))
        position += len(line) + 1


def _line(line: str, *, goals: bool) -> list[_Found]:
    found: list[_Found] = []
    numbering = words.NUMBERING.match(line)
    clause = sentence = numbering.end() if numbering else 0
    breaks = words.CLAUSE.finditer(line, clause)
    pending = next(breaks, None)
    previous: _Found | None = None
    for match in words.AMOUNT.finditer(line, clause):
        while pending is not None and pending.end() <= match.start():
            clause = clause if pending.group() == ":" else pending.end()
            sentence = pending.end() if pending.group() in (".", "!", "?") else sentence
            pending = next(breaks, None)
        before = line[max(clause, match.start() - 160) : match.start()]
        history = line[max(sentence, match.start() - 300) : match.start()]
        previous = _judge(line, match, before, previous, goals=goals)
        if previous is not None and _past(history):
            previous = None
        if previous is not None:
            found.append(previous)
    return found


def _past(sentence: str) -> bool:
    """Whether the words before a number tell of results, and no goal after them."""
    last = -1
    for match in words.HISTORY.finditer(sentence):
        last = match.start()
    return last >= 0 and words.FUTURE.search(sentence, last + 1) is None


def _judge(line: str, match: re.Match[str], before: str, previous: _Found | None, *, goals: bool) -> _Found | None:
    """Whether a number is a target, by the clause before it and the words after it."""
    after = line[match.end() : match.end() + 80]
    percent = bool(match["p"] or match["pa"])
    length = words.LENGTH.match(after) is not None
    if not percent and (words.MEASURE.match(after) or not (length or _thing(after) or words.MONEY.match(after))):
        return None
    stem, op = _comparator(before)
    if length and not percent and ((op is None and words.SIZE.search(stem)) or words.APART.search(stem)):
        return None
    if length and not percent and not goals and op != ">=":
        return None
    raised = bool(words.FROM.search(stem) and op is None)
    if raised and words.ROSE.match(after):
        return None  # "từ 60% lên 75%": where it starts from
    if raised or (op is None and match["b"] is not None):
        stem = words.FROM.sub("", stem)
    later = words.UP_LATER.match(after) is not None and (raised or words.DOING.search(stem) is not None)
    if op is None and (words.UP.match(after) or later or match["b"] is not None):
        op = ">="
    elif op is None and words.DOWN.match(after):
        op = "<="
    elif raised:
        stem = before
    if words.STAFF.match(after) and words.SIZED.search(stem) and not words.EACH.search(stem):
        return None
    if words.BASE.match(after) and _value(match) in words.BASES:
        return None
    if words.COMPARED.search(stem) or _enclosed(stem, op):
        return None
    inherits = (
        previous is not None
        and op is None
        and words.INHERIT.search(stem) is not None
        and words.RESET.search(line, previous.number_end, match.start()) is None
    )
    if percent:
        good = _is_share(match, stem, after, op, goals=goals)
    else:
        good = _is_count(match, stem, after, op, goals=goals, inherits=inherits)
    if not good and not (percent and inherits):
        return None
    if inherits and previous is not None and previous.compared:
        op = previous.op
    start = match.start() - len(before) + len(stem)
    start += len(line[start : match.start()]) - len(line[start : match.start()].lstrip())
    return _Found(
        start=start,
        end=_text_end(line, match.end()),
        number_end=match.end(),
        op=op or "=",
        value=_value(match),
        unit="%" if percent else _currency(after),
        compared=op is not None,
    )


def _comparator(before: str) -> tuple[str, Op | None]:
    """The words before the comparator that ends them, and what it says."""
    for pattern, op in words.COMPARATORS:
        found = pattern.search(before, max(0, len(before) - 50))
        if found is not None:
            return before[: found.start()], op
    return before, None


def _enclosed(stem: str, op: Op | None) -> bool:
    """Whether the number stands in a quotation, or in brackets without a comparator of its own."""
    if stem.rfind("(") > stem.rfind(")") and op is None:
        return True
    return stem.count('"') % 2 == 1


def _is_share(match: re.Match[str], stem: str, after: str, op: Op | None, *, goals: bool) -> bool:
    """Whether a percentage is a goal."""
    if words.SHARE_OF_MONEY.search(stem):
        return False
    if words.MONEY_OF.match(after) and not (words.GOAL if goals else words.AIM).search(stem):
        return False
    if re.match(r"\s?/", after):  # 50%/năm: a rate of growth, or of interest
        return words.GOAL.search(stem) is not None and (goals or op is not None)
    noun = words.NOUN.match(after) is not None
    if goals or op == ">=":
        return True
    wanted = words.GOAL.search(stem) is not None
    if op == ">" or (op is None and match["a"] == "100"):
        return noun or wanted
    return wanted


def _is_count(match: re.Match[str], stem: str, after: str, op: Op | None, *, goals: bool, inherits: bool) -> bool:
    """Whether a number of things is a goal."""
    money = words.MONEY.match(after) is not None
    if match["w"] is not None and op != ">=":
        return False
    if words.FREQUENCY.match(after):
        return False
    benefit = words.FOR.search(stem) if goals else None  # "đào tạo nghề cho " 1.200 lao động
    if benefit is not None:
        return words.DOING.search(stem[: benefit.start()]) is not None or _known_counter(after)
    aimed = op is None and words.AIM.search(stem) is not None
    benefit = words.FOR.search(stem) if aimed else None
    if benefit is not None and not money:
        return True  # "phấn đấu khám bệnh cho " 1.200 lượt người
    label = words.ORDINAL.search(stem) is not None and not (
        goals and words.PADDED.match(match["a"]) and "." in match["a"]
    )
    if label or words.PLACE.search(stem):
        return False
    if words.PERSON.match(after) and words.SENT.search(stem):
        return False
    near = words.NEAR_VERB.search(stem) is not None
    if match["of"] is not None:
        if near or not goals:
            return near
        whole = float(match["of"]) >= _value(match) and words.BEGINS.search(stem) is not None and _known_counter(after)
        return whole or (words.DOING.search(stem) or words.GOAL.search(stem)) is not None
    if money and words.WORTH.search(stem):
        return False
    if money:
        if goals and not re.search(r"(?<!\w)(?:kinh phí|chi phí|dự toán)(?!\w)[^,;]*\Z", stem):
            return True
        return near or (words.STRIVE.search(stem) is not None and (goals or op in (">=", ">")))
    if near or (words.QUANTITY.search(stem) and not words.PERSON.match(after)) or op == ">=":
        return True
    if (words.ABSTRACT if goals else words.ENUMERATED).match(after):
        return False
    if inherits:
        return True
    if aimed and words.DOING.search(stem):
        return True
    if op is not None:
        return words.STRIVE.search(stem) is not None or (goals and _among_goals(match, stem, after))
    return goals and _among_goals(match, stem, after)


def _currency(after: str) -> str | None:
    """The currency that follows a number: đồng, or USD."""
    money = words.MONEY.match(after)
    return None if money is None else "USD" if "usd" in money.group() else "đồng"


def _thing(after: str) -> bool:
    """Whether a word follows the number that can name what it counts."""
    return words.NOUN.match(after) is not None


def _counted(text: str, number_end: int) -> str | None:
    """What a number counts."""
    blank = words.BLANK.match(text, number_end)
    start = blank.end() if blank else number_end
    return squeeze(text[start : counter_end(text, start)[0]]) or None


def _among_goals(match: re.Match[str], stem: str, after: str) -> bool:
    """Whether a bare number in a part of goals is one: it begins something, follows a verb, or counts in a known
    word (`xuất khẩu lao động 30 người`); and it is no name of a document, no year, no part of a name."""
    if words.DOCUMENT.search(stem):
        return False
    if words.DOING.search(stem):
        return True
    if words.FUNCTION.match(after) or words.YEAR.match(match["a"]):
        return False
    if words.BEGINS.search(stem):
        return True
    if words.PADDED.match(match["a"]) and not words.COUNTED.search(stem):
        return True
    return _known_counter(after) and not words.COUNTED.search(stem)


def _known_counter(after: str) -> bool:
    blank = words.BLANK.match(after)
    return counter_end(after, blank.end() if blank else 0)[1]


def _value(match: re.Match[str]) -> float:
    """The number meant, in words, figures and scale: `1,5 triệu` -> 1500000."""
    if match["w"] is not None:
        return float(words.WORD_VALUES.index(match["w"]) + 1)
    value = words.value_of(match["a"])
    return value * words.SCALES[match["scale"]] if match["scale"] else value


def _text_end(line: str, number_end: int) -> int:
    """Where the words of a target end: at a mark, a next number, or after a number of words."""
    stop = words.TEXT_END.search(line, number_end, number_end + 200)
    end = stop.start() if stop else min(len(line), number_end + 200)
    for index, word in enumerate(re.finditer(r"\S+", line[number_end:end])):
        if index == words.MAX_TEXT:
            end = number_end + word.start()
            break
    return max(number_end, number_end + len(line[number_end:end].rstrip(" ,.;:")))
