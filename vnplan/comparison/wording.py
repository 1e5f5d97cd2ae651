"""Match keys of activities: their words without names of places, years, campaigns and the phrases that every plan has.

Syllables and pairs of syllables weighed by rarity (IDF) and rapidfuzz's token_set_ratio tell paraphrases best on
such texts (measured; see benchmarks/comparison.py). Words at the head of a sentence weigh more than its tail.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import regex

from vnplan.gazetteer.abbreviations import sole_expansion
from vnplan.gazetteer.campaigns import campaigns
from vnplan.gazetteer.places import province_names
from vnplan.text import fold, is_upper, squeeze

_WORD = regex.compile(r"[\p{L}\p{M}]+")  # numbers are compared as numbers
_SHORT = regex.compile(r"\b\p{Lu}[\p{Lu}&]+\b")  # LĐLĐ
_QUOTED = regex.compile(r"[“\"„«]\s*([^“”\"„«»\n]{4,120}?)\s*[”\"»]")  # “Cảm ơn người lao động”
_BRACKETS = regex.compile(r"\([^()]{0,300}\)")  # (có kế hoạch riêng)
_PLACE = regex.compile(
    r"\b(?:[Tt]ỉnh|[Tt]hành phố|T[Pp]\.?|[Hh]uyện|[Tt]hị xã|TX\.?|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)"
    r"\s+\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+){0,3}"
)  # thành phố Trà Vinh
_DATE = regex.compile(
    r"\b(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?|\btháng\s+\d{1,2}(?:\s*[/-]\s*\d{4})?|\bnăm\s+\d{4}",
    regex.IGNORECASE,
)  # ngày 28/4/2023
_PHRASES = (
    "ban hành",
    "bao gồm",
    "cấp cơ sở",
    "cấp huyện",
    "cấp tỉnh",
    "cấp xã",
    "chuyên đề",
    "đối với",
    "gắn với",
    "hưởng ứng",
    "ít nhất",
    "tất cả",
    "thông qua",
    "bảo đảm",
    "các cấp",
    "chỉ đạo",
    "chuẩn bị",
    "chủ động",
    "chủ trì",
    "chương trình",
    "công tác",
    "cụ thể",
    "dự kiến",
    "đảm bảo",
    "đẩy mạnh",
    "đề nghị",
    "đề xuất",
    "địa bàn",
    "địa phương",
    "điều kiện",
    "đơn vị",
    "hiệu quả",
    "hoạt động",
    "liên quan",
    "nghiên cứu",
    "nội dung",
    "phấn đấu",
    "phối hợp",
    "phù hợp",
    "tăng cường",
    "tham mưu",
    "thiết thực",
    "thời gian",
    "thực hiện",
    "thực tế",
    "tiếp tục",
    "tình hình",
    "tối thiểu",
    "tổ chức",
    "trên tổng số",
    "triển khai",
    "trở lên",
    "trong đó",
)
_COMMON = (
    "an toàn vệ sinh lao động",
    "ban chấp hành",
    "ban thường vụ",
    "cán bộ",
    "cấp ủy",
    "chính quyền",
    "chuyên môn",
    "công chức",
    "công đoàn cơ sở",
    "công đoàn",
    "công nhân lao động",
    "công nhân",
    "cơ quan",
    "doanh nghiệp",
    "đoàn viên thanh niên",
    "đoàn viên",
    "hoàn cảnh khó khăn",
    "học sinh",
    "hội viên",
    "kế hoạch",
    "liên đoàn lao động",
    "nâng cao",
    "nhân dân",
    "người dân",
    "người lao động",
    "người sử dụng lao động",
    "phòng",
    "phong trào",
    "phụ nữ",
    "sở",
    "thanh niên",
    "trẻ em",
    "trường học",
    "truyền thông",
    "tuyên truyền",
    "ủy ban nhân dân",
    "viên chức",
)  # whom and what every plan of a campaign speaks of: said less of an activity than other words
_SMALL = frozenset(
    "bằng bởi các cho có của cùng do dưới đã đang đến để đó được giữa hoặc hay khi là lại một mỗi nhằm những này năm "
    "nếu ngày như ở phải ra sau sẽ tại theo thì tới trên trong trước từ từng và vào về vì với "
    "xong gồm nhất tháng".split()
)
_LOOSE = frozenset(("về", "và", "vì"))  # in what the spellings of a campaign's name differ
_OWN = 0.1  # what a word of the plan's own campaign weighs: every activity may name it
_LITTLE = 0.3  # what a common word weighs
_HEAD, _BODY = 8, 20  # words that weigh fully, and half; those beyond weigh a quarter
_LONGEST = 48  # words of a key; a directive of a page is known by its beginning
_FEW = 3.0  # a key of less weight than this many rare features proves little


@dataclass(frozen=True, slots=True)
class Key:
    """A text ready for matching: its words, and weights of position for words and pairs of words."""

    words: tuple[str, ...]
    features: Mapping[str, float]
    line: str
    programmes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare words are among the texts compared: IDF, smoothed. What was compared once is remembered."""

    weights: Mapping[str, float]
    unknown: float  # the weight of a word of no text
    known: dict[tuple[str, str], float] = field(default_factory=dict, compare=False, repr=False)
    totals: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    shared: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, feature: str) -> float:
        """At least about 0.7, for a word of every text."""
        return self.weights.get(feature, self.unknown)


def programmes(text: str) -> tuple[str, ...]:
    """Names in quotes as printed, campaigns left out: they name the plan, not an activity."""
    found = (squeeze(m[1]).strip(" .,;:…") for m in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(name for name in found if name and programme_key(name) not in _campaign_keys()))


@lru_cache(maxsize=4096)
def programme_key(name: str) -> str:
    """`Lắng nghe – Thấu hiểu – chia sẻ` and `Lắng nghe Thấu hiểu - Chia sẻ` are one."""
    return " ".join(_WORD.findall(fold(name)))


def make_key(text: str, abbreviations: Mapping[str, str], own_campaigns: Sequence[str], places: Iterable[str]) -> Key:
    """The key of a text of a plan, with what its plan abbreviates, campaigns for, and calls its own places."""
    # a plan's own places and abbreviations matter only where the text has them: plans say much in the same words
    near = tuple(place for place in places if place in text)
    own = tuple((short, long) for short, long in abbreviations.items() if short in text)
    return _key(text, own, tuple(own_campaigns), near)


@lru_cache(maxsize=32768)
def _key(
    text: str, abbreviated: tuple[tuple[str, str], ...], own_campaigns: tuple[str, ...], places: tuple[str, ...]
) -> Key:
    abbreviations = dict(abbreviated)
    plain = _DATE.sub(" ", _BRACKETS.sub(" ", squeeze(text)[:4000]))
    if not is_upper(plain):
        plain = _SHORT.sub(lambda match: abbreviations.get(match[0]) or sole_expansion(match[0]), plain)
        plain = _province_pattern().sub(" ", _PLACE.sub(" ", plain))
    for place in places:
        plain = plain.replace(place, " ")
    line = f" {' '.join(_WORD.findall(fold(plain)))} "
    line = _phrase_pattern().sub(" ", line)
    words, own = _parted([word for word in line.split() if word not in _LOOSE], own_campaigns)
    marked = _common_pattern().sub(lambda m: m[0].replace(" ", " ~"), f" {' '.join(words)} ").split()
    words = [word.lstrip("~") for word in marked if word.lstrip("~") not in _SMALL][:_LONGEST]
    features: dict[str, float] = {word: _OWN for word in own}
    last, last_weight, at = "", 0.0, 0.0
    for word in [word for word in marked if word.lstrip("~") not in _SMALL][:_LONGEST]:
        common = word.startswith("~")
        word = word.lstrip("~")
        weight = (1.0 if at < _HEAD else 0.5 if at < _BODY else 0.25) * (_LITTLE if common else 1.0)
        at += _LITTLE if common else 1.0
        features[word] = max(features.get(word, 0.0), weight)
        if last:
            both = f"{last} {word}"
            features[both] = max(features.get(both, 0.0), (weight + last_weight) / 2)
        last, last_weight = word, weight
    names = frozenset(programme_key(name) for name in programmes(text))
    return Key(tuple(words), features, " ".join(words), names)


def rarity(keys: Iterable[Key]) -> Rarity:
    """How rare each feature is among keys; equal lines count once, so that a row of a thousand plans is no rule."""
    counts: Counter[str] = Counter()
    total = 0
    for features in {key.line: key.features for key in keys}.values():
        counts.update(features.keys())
        total += 1
    weights = {feature: math.log((total + 2) / (count + 1)) + 0.7 for feature, count in counts.items()}
    return Rarity(weights, math.log(total + 2) + 0.7)


def weight(key: Key, rare: Rarity) -> float:
    """What a key weighs in all."""
    found = rare.totals.get(key.line)
    if found is None:
        weights, unknown = rare.weights, rare.unknown
        found = sum(at * weights.get(feature, unknown) for feature, at in key.features.items())
        rare.totals[key.line] = found
    return found


def alike(one: Key, other: Key, rare: Rarity) -> float:
    """How alike two wordings are, 0 to 1; the same both ways."""
    if not one.features or not other.features:
        return 0.0
    if one.line == other.line:
        return 1.0
    pair = (one.line, other.line) if one.line < other.line else (other.line, one.line)
    found = rare.known.get(pair)
    if found is None:
        found = rare.known[pair] = _alike(one, other, rare)
    return found


def _alike(one: Key, other: Key, rare: Rarity) -> float:
    small, large = sorted((one, other), key=lambda key: (len(key.features), key.line))
    there = large.features
    shared = 0.0
    for feature, at in small.features.items():
        beside = there.get(feature)
        if beside is not None:
            shared += (at if at < beside else beside) * rare.weights.get(feature, rare.unknown)
    if not shared:
        return 0.0
    from rapidfuzz.fuzz import token_set_ratio

    first, second = weight(small, rare), weight(large, rare)
    contained = min(1.0, shared / max(min(first, second), _FEW * rare.unknown))
    even = min(1.0, 2 * shared / (first + second))
    lines = sorted((one.line, other.line))
    return contained * (0.45 + 0.15 * token_set_ratio(*lines) / 100) + 0.4 * even


def shared_words(one: Key, other: Key, rare: Rarity, most: int = 4) -> tuple[str, ...]:
    """The rarest words that two keys share, for people; pairs of words before single ones."""
    found = rare.shared.get((one.line, other.line))
    if found is None:
        found = rare.shared[one.line, other.line] = _shared_words(one, other, rare, most)
    return found


def _shared_words(one: Key, other: Key, rare: Rarity, most: int) -> tuple[str, ...]:
    common = [(-rare.of(f) * (1.5 if " " in f else 1.0), f) for f in one.features if f in other.features]
    told: list[str] = []
    said: set[str] = set()
    for _, feature in sorted(common):
        words = feature.split()
        if said.isdisjoint(words):
            told.append(feature)
            said.update(words)
            if len(told) == most:
                break
    return tuple(told)


def same_programme(one: Key, other: Key) -> float:
    """The share of quoted names that two texts have in common, 0 to 1; slips of typing are forgiven."""
    if not one.programmes or not other.programmes:
        return 0.0
    shared = len(one.programmes & other.programmes)
    if not shared:
        shared = sum(any(_nearly(name, there) for there in other.programmes) for name in one.programmes)
    return min(1.0, shared / max(len(one.programmes), len(other.programmes)))


@lru_cache(maxsize=65536)
def _nearly(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    return ratio(one, other) >= 88 or token_sort_ratio(one, other) >= 92


def _parted(words: list[str], names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words without the names of campaigns that stand in them, and those names' words."""
    own: list[str] = []
    for form in [form for name in names for form in _campaign_forms().get(name, ())]:
        size, at = len(form), 0
        kept: list[str] = []
        while at < len(words):
            if words[at] == form[0] and tuple(words[at : at + size]) == form:
                own += form
                at += size
            else:
                kept.append(words[at])
                at += 1
        words = kept
    return words, own


@cache
def _campaign_forms() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    forms = {}
    for campaign in campaigns():
        lines = (_phrase_pattern().sub(" ", f" {programme_key(f)} ") for f in (campaign.name, *campaign.spellings))
        words = {tuple(w for w in line.split() if w not in _LOOSE) for line in lines}
        forms[campaign.name] = tuple(sorted((w for w in words if len(w) > 1), key=lambda w: (-len(w), w)))
    return forms


@cache
def _campaign_keys() -> frozenset[str]:
    return frozenset(programme_key(form) for c in campaigns() for form in (c.name, *c.spellings))


@cache
def _phrase_pattern() -> regex.Pattern[str]:
    return regex.compile(rf"(?<= )(?:{'|'.join(_PHRASES)})(?= )")


@cache
def _common_pattern() -> regex.Pattern[str]:
    names = sorted(_COMMON, key=lambda name: -len(name))
    return regex.compile(rf" (?:{'|'.join(names)})(?= )")


@cache
def _province_pattern() -> regex.Pattern[str]:
    names = "|".join(regex.escape(name) for name in province_names() if " " in name)
    return regex.compile(rf"\b(?:{names})\b")
