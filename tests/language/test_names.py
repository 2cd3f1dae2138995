"""Names have one spelling, one sound, and are found by what people type."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.language.names import initials_of, normalised_name, pinyin_of, sort_key, surname_of

CASES = json.loads((Path(__file__).parents[2] / "contracts/cases/names.json").read_text(encoding="utf-8"))[
    "cases"
]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_name_has_one_spelling_and_sound(case: dict) -> None:
    assert normalised_name(case["text"]) == case["name"]
    assert pinyin_of(case["text"]) == case["pinyin"]
    assert initials_of(case["text"]) == case["initials"]
    assert surname_of(case["text"]) == case["surname"]


def test_people_are_sorted_by_sound() -> None:
    assert sorted(["张宝", "单平", "欧阳静", "安然", "解秀"], key=sort_key) == [
        "安然",
        "欧阳静",
        "单平",
        "解秀",
        "张宝",
    ]


@given(st.text(alphabet="雷娟燕·• .Aaé　 ​Ｂ", max_size=20))
def test_a_normalised_name_stays_as_it_is(text: str) -> None:
    once = normalised_name(text)
    assert normalised_name(once) == once
