"""Whether two entries are one person: a score with its reasons, never a decision."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minqing.language.dates import BirthDate, read_birth_date
from minqing.language.likeness import KnownPerson, likeness_of_persons, likeness_of_texts
from minqing.language.names import pinyin_of

CASES = json.loads((Path(__file__).parents[2] / "contracts/cases/likeness.json").read_text(encoding="utf-8"))[
    "cases"
]

LEI = KnownPerson("雷娟燕", "female", BirthDate(1966, 5, 8), ["18216057520"], "东巷57号院", "东巷57号院|6")


def test_the_same_person_at_another_address_is_likely_the_same() -> None:
    other = KnownPerson("雷 娟 燕", "female", BirthDate(1966, 5, 8), [], "西巷3号院", "西巷3号院|1")
    likeness = likeness_of_persons(LEI, other)
    assert likeness.reasons == (("same_name", 0.45), ("same_birth_date", 0.35))
    assert likeness.score == 0.8
    assert likeness.likely_the_same


def test_a_name_alone_is_not_enough() -> None:
    assert not likeness_of_persons(LEI, KnownPerson("雷娟燕")).likely_the_same


def test_father_and_son_at_one_telephone_are_two() -> None:
    son = KnownPerson("雷小燕", "male", BirthDate(1990, 1, 2), ["18216057520"], "东巷57号院", "东巷57号院|6")
    likeness = likeness_of_persons(LEI, son)
    assert [key for key, _ in likeness.reasons] == [
        "similar_name", "other_birth_date", "other_sex", "same_phone", "same_home",
    ]  # fmt: skip
    assert not likeness.likely_the_same


def test_another_birth_date_weighs_more_than_the_same_home() -> None:
    other = KnownPerson("雷娟燕", "female", BirthDate(1990, 1, 2), [], "东巷57号院", "东巷57号院|6")
    assert likeness_of_persons(LEI, other).score == 0.35


def test_a_name_that_sounds_the_same_with_birth_and_telephone_is_likely() -> None:
    other = KnownPerson("雷娟艳", "female", BirthDate(1966, 5, 8), ["18216057520"])
    likeness = likeness_of_persons(LEI, other)
    assert [key for key, _ in likeness.reasons] == ["same_sound", "same_birth_date", "same_phone"]
    assert likeness.likely_the_same


def test_a_year_alone_fits_and_swapped_day_and_month_are_noticed() -> None:
    year = likeness_of_persons(LEI, KnownPerson("雷娟燕", birth_date=BirthDate(1966)))
    swapped = likeness_of_persons(LEI, KnownPerson("雷娟燕", birth_date=BirthDate(1966, 8, 5)))
    assert year.reasons[1] == ("birth_date_fits", 0.15)
    assert swapped.reasons[1] == ("birth_date_swapped", 0.15)


def test_the_order_of_the_two_does_not_matter() -> None:
    other = KnownPerson("雷小燕", None, BirthDate(1966, 8, 5), ["18216057520"], "东巷57号院", "东巷57号院|7")
    assert likeness_of_persons(LEI, other) == likeness_of_persons(other, LEI)


def test_texts_are_as_like_as_the_pairs_they_share() -> None:
    assert likeness_of_texts("厨房漏水", "厨房漏水") == 1.0
    assert likeness_of_texts("厨房漏水", "厨房漏雨") == 0.5
    assert likeness_of_texts("厨房漏水", "路灯不亮") == 0.0
    assert likeness_of_texts("", "路灯") == 0.0


def known(person: dict[str, Any]) -> KnownPerson:
    birth = read_birth_date(person.get("born"), date(2026, 11, 24))
    assert birth is None or isinstance(birth, BirthDate)
    return KnownPerson(
        person["name"],
        person.get("sex"),
        birth,
        person.get("phones", ()),
        person.get("courtyard", ""),
        person.get("dwelling", ""),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_two_entries_are_as_like_as_the_cases_say(case: dict[str, Any]) -> None:
    for one, other in ((case["one"], case["other"]), (case["other"], case["one"])):
        likeness = likeness_of_persons(known(one), known(other))
        assert [key for key, _ in likeness.reasons] == case["reasons"]
        assert (likeness.score, likeness.likely_the_same) == (case["score"], case["likely"])
        assert pinyin_of(one["name"]) == one["pinyin"]
