"""Themes (chủ đề): the motto of a campaign, in quotation marks or after a run-in heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnplan.model import Span, Theme
from vnplan.segments import Segment
from vnplan.text import fold, squeeze, unquote

_QUOTED = re.compile(
    r"\bchủ đề(?P<campaign>[^“”\"«».;:]{0,120}?)(?:\s+(?:là|có nội dung|mang tên))?\s*[:\-–]?\s*"
    r"(?P<quote>[“\"«‘'„](?P<text>[^“”\"«»]{4,300}?)[”\"»’'“])(?![\w])",
    re.IGNORECASE,
)  # Chủ đề của đợt thi đua là: “Vững bước”
_RUN_IN = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2})*\s?[.)]\s*)?chủ đề(?P<campaign>[^“”\"«».;:]{0,80}?)\s*:"
    r"\s*(?P<text>[^“”\"«»\n]{6,200}?)\s*[.;]?$",
    re.IGNORECASE,
)  # 1. Chủ đề: Đoàn kết công nhân
_TAIL = re.compile(r"^(?:\s*(?:của|cho|về|hoạt động|năm nay|là))+\s*", re.IGNORECASE)
_CARRIER = re.compile(
    r"(?P<name>(?:tháng|tuần lễ|chương trình|hội thi|cuộc thi|diễn đàn|lễ|ngày hội|chiến dịch|phong trào|đợt|"
    r"liên hoan)\s"
    r"[^.;:]{3,120}?)\s*,?\s*(?:với|có|mang|theo)\s*$",
    re.IGNORECASE,
)  # Tháng Thanh niên năm 2024 với (chủ đề “…”)
_WITH = re.compile(r"(?:với|có|mang|theo|bàn về|xoay quanh)\s*$", re.IGNORECASE)


def extract_themes(text: str, segments: Sequence[Segment], *, campaign: str | None = None) -> tuple[Theme, ...]:
    """The themes that a plan states, one entry each, in order; `campaign` names the plan's own campaign.

    A theme is quoted after "chủ đề", or follows the run-in heading "Chủ đề:".
    """
    themes: dict[str, Theme] = {}
    for segment in segments:
        if segment.zone in ("letterhead", "recipients", "signature"):
            continue
        paragraph = text[segment.start : segment.end]
        found = list(_QUOTED.finditer(paragraph))
        if not found and segment.heading and (run := _RUN_IN.match(paragraph)):
            found = [run]
        for match in found:
            name = _campaign(paragraph[: match.start()], match["campaign"]) or campaign
            start, end = segment.start + match.start("text"), segment.start + match.end("text")
            span = Span(start=start, end=end, text=text[start:end])
            value = squeeze(unquote(match["text"])).rstrip(".;,")
            key = fold(value)
            if key in themes:
                old = themes[key]
                themes[key] = old.model_copy(update={"spans": (*old.spans, span)})
            else:
                themes[key] = Theme(campaign=name, text=value, spans=(span,))
    return tuple(themes.values())


def _campaign(before: str, between: str) -> str | None:
    """The campaign that a theme belongs to: between "chủ đề" and the quote, or before "với chủ đề"."""
    name = squeeze(_TAIL.sub("", f" {between}")).strip(" ,-–")
    if name and not name[0].isdigit() and len(name) > 5:
        return name
    if _WITH.search(before):
        carrier = _CARRIER.search(before[-200:])
        if carrier:
            return squeeze(carrier["name"])
    return None
