"""Identity-card numbers are recognised where someone pastes one, and refused."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.language.id_numbers import (
    check_character,
    find_id_numbers,
    has_form_of_id_number,
    same_person_key,
    without_id_numbers,
)

CASES = json.loads(
    (Path(__file__).parents[2] / "contracts/cases/id_numbers.json").read_text(encoding="utf-8")
)["cases"]


def unissued(born: date, check: str | None = None) -> str:
    """An identity number with the order code 000, which is never issued."""
    body = f"110101{born:%Y%m%d}000"
    return body + (check_character(body) if check is None else check)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_number_is_found_where_it_stands(case: dict) -> None:
    assert [list(span) for span in find_id_numbers(case["text"])] == case["spans"]


def test_masking_leaves_the_rest_of_the_text() -> None:
    assert without_id_numbers("请记：110101194208110002，谢谢") == "请记：…，谢谢"
    assert without_id_numbers("电话13562369202") == "电话13562369202"


def test_two_spellings_of_one_number_are_one_person() -> None:
    key = same_person_key("11010119750321000X")
    assert key is not None
    assert len(key) == 8
    assert same_person_key("１１０１０１ 19750321-000x") == key
    assert same_person_key("110101750321000") == key
    assert same_person_key("110101197503220004") != key


def test_what_is_no_number_has_no_key() -> None:
    assert [same_person_key(text) for text in ("", "无", "13562369202", "622202100111624570")] == [None] * 4


def test_the_check_character_is_computed_over_seventeen_digits() -> None:
    # ISO 7064 MOD 11-2 by its own definition: the number with its check character is 1 modulo 11.
    for order in ("110101194208110", "110101197503210", "110101201501190"):
        number = order + "00"
        digits = [*map(int, number), "0123456789X".index(check_character(number))]
        assert sum(digit * 2 ** (17 - place) for place, digit in enumerate(digits)) % 11 == 1


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.sampled_from("0123456789Xx"))
def test_every_day_with_any_check_character_is_found(born: date, check: str) -> None:
    number = unissued(born, check)
    assert has_form_of_id_number(number)
    assert without_id_numbers(f"前{number}后") == "前…后"


@given(st.text(alphabet="0123456789 xX-，前", max_size=60))
def test_masking_twice_masks_nothing_more(text: str) -> None:
    once = without_id_numbers(text)
    assert without_id_numbers(once) == once


@given(st.text(max_size=80))
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for span in find_id_numbers(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
