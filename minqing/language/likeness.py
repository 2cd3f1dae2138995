"""Likeness: whether two people may be one written twice, whether two texts tell of one matter.

Both answers are suggestions with their reasons; a person decides. Nothing is learned, and no word counts
more for being rare: the answer for two texts depends on these two alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from minqing.language.dates import BirthDate
from minqing.language.names import normalised_name, pinyin_of
from minqing.language.search import bigrams

ReasonKey = Literal[
    "same_name", "same_sound", "similar_name", "other_name",
    "same_birth_date", "birth_date_fits", "birth_date_swapped", "other_birth_date",
    "other_sex", "same_phone", "same_home", "same_courtyard",
]  # fmt: skip

# What each agreement adds to, or disagreement takes from, the score. Name and day of birth together say
# "the same"; a name alone does not.
_WEIGHTS: Final[dict[ReasonKey, float]] = {
    "same_name": 0.45, "same_sound": 0.25, "similar_name": 0.2, "other_name": -0.4,
    "same_birth_date": 0.35, "birth_date_fits": 0.15, "birth_date_swapped": 0.15, "other_birth_date": -0.35,
    "other_sex": -0.25, "same_phone": 0.2, "same_home": 0.25, "same_courtyard": 0.1,
}  # fmt: skip

# The same name at the same home, or at the same telephone, is worth asking; a name in the same courtyard is not.
LIKELY_THE_SAME: Final = 0.65


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What is compared; leave out what is not known. Homes and courtyards are the keys of an address."""

    name: str
    sex: str | None = None
    birth_date: BirthDate | None = None
    phones: Sequence[str] = ()
    courtyard_key: str = ""
    dwelling_key: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 1 and the reasons that made it, each with what it added or took."""

    score: float
    reasons: tuple[tuple[ReasonKey, float], ...] = field(default=())

    @property
    def likely_the_same(self) -> bool:
        """Whether it is worth asking somebody."""
        return self.score >= LIKELY_THE_SAME


def likeness_of_persons(one: KnownPerson, other: KnownPerson) -> Likeness:
    """How likely two entries are one person written twice, with the reasons. The order does not matter."""
    keys = [_name_reason(one.name, other.name)]
    if birth := _birth_reason(one.birth_date, other.birth_date):
        keys.append(birth)
    if one.sex and other.sex and one.sex != other.sex:
        keys.append("other_sex")
    if set(one.phones) & set(other.phones):
        keys.append("same_phone")
    if one.dwelling_key and one.dwelling_key == other.dwelling_key:
        keys.append("same_home")
    elif one.courtyard_key and one.courtyard_key == other.courtyard_key:
        keys.append("same_courtyard")
    score = round(min(1.0, max(0.0, sum(_WEIGHTS[key] for key in keys))), 2)
    return Likeness(score, tuple((key, _WEIGHTS[key]) for key in keys))


def _name_reason(one: str, other: str) -> ReasonKey:
    first, second = normalised_name(one), normalised_name(other)
    if first.lower() == second.lower():
        return "same_name"
    if pinyin_of(first) == pinyin_of(second):
        return "same_sound"
    if len(first) == len(second) >= 2 and sum(a != b for a, b in zip(first, second, strict=True)) == 1:
        return "similar_name"
    return "other_name"


def _birth_reason(one: BirthDate | None, other: BirthDate | None) -> ReasonKey | None:
    if one is None or other is None:
        return None
    if one == other:
        return "same_birth_date" if one.day else "birth_date_fits"
    if all(a == b for a, b in zip(one, other, strict=True) if a is not None and b is not None):
        return "birth_date_fits"
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return "birth_date_swapped"
    return "other_birth_date"


def likeness_of_texts(one: str, other: str) -> float:
    """The share, 0 to 1, of two texts' bigrams that both have (Jaccard): 0 where either has none."""
    first, second = set(bigrams(one)), set(bigrams(other))
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)
