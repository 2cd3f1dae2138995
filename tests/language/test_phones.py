"""Telephone cells hold one number or several; remarks are left out, nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.language.phones import read_phones


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13180407174/010-64000247", ("13180407174", "010-64000247")),
        ("13180407174；13180407175", ("13180407174", "13180407175")),
        ("13180407174,13180407175", ("13180407174", "13180407175")),
        ("13180407174、64000247", ("13180407174", "64000247")),
        ("13180407174 13180407175", ("13180407174", "13180407175")),
        ("13180407174\n13180407174", ("13180407174",)),
        ("１３５４４７８０９７３", ("13544780973",)),
        (13562369202.0, ("13562369202",)),
        (13562369202, ("13562369202",)),
        ("13180407174（儿子）", ("13180407174",)),
        ("儿子13180407174", ("13180407174",)),
        ("宅电：010-64000247；手机：13180407174", ("010-64000247", "13180407174")),
        ("138 0013 8000", ("13800138000",)),
        ("138-0013-8000", ("13800138000",)),
        ("+86 13180407174", ("13180407174",)),
        ("86-13180407174", ("13180407174",)),
        ("(010)64000247", ("010-64000247",)),
        ("010 64000247", ("010-64000247",)),
        ("64000247转801", ("64000247-801",)),
        ("0755-22345678", ("0755-22345678",)),
        ("+852 61234567", ("+85261234567",)),
        ("", ()), (None, ()), ("无", ()), ("-", ()),
    ],
)  # fmt: skip
def test_the_numbers_of_a_cell(cell: object, numbers: tuple[str, ...]) -> None:
    assert read_phones(cell) == (numbers, ())


@pytest.mark.parametrize(
    ("cell", "numbers", "unreadable"),
    [
        ("1318040717", (), ("1318040717",)),
        ("13180407174/1234", ("13180407174",), ("1234",)),
        ("131804071745", (), ("131804071745",)),
        ("0755-12345678", (), ("0755-12345678",)),
    ],
)
def test_what_is_no_number_is_told_and_not_guessed(
    cell: str, numbers: tuple[str, ...], unreadable: tuple[str, ...]
) -> None:
    assert read_phones(cell) == (numbers, unreadable)


MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINE = st.from_regex(r"010-[2-8][0-9]{7}(-[1-9][0-9]{2})?", fullmatch=True)


@given(
    st.lists(MOBILE | LANDLINE, unique=True, max_size=4), st.sampled_from([";", "/", "、", " / ", "；", ","])
)
def test_what_the_register_writes_is_read_back(numbers: list[str], between: str) -> None:
    assert read_phones(between.join(numbers)).numbers == tuple(numbers)
