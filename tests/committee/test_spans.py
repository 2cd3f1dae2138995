"""Stretches of days: pure arithmetic, compared with counting the days one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.committee.spans import Days, meet, rest_of

START = date(2026, 1, 1)
COUNTED = [START + timedelta(days=number) for number in range(30)]


@st.composite
def stretches(draw: st.DrawFn) -> Days:
    first = draw(st.integers(0, 20))
    length = draw(st.one_of(st.none(), st.integers(1, 9)))
    begin = START + timedelta(days=first)
    return Days(begin, None if length is None else begin + timedelta(days=length))


def in_it(days: Days | None) -> set[date]:
    return {day for day in COUNTED if days is not None and day in days}


@given(stretches(), stretches())
def test_what_two_share_is_the_days_that_lie_in_both(one: Days, other: Days) -> None:
    assert in_it(meet(one, other)) == in_it(one) & in_it(other)
    assert meet(one, other) == meet(other, one)


@given(stretches(), st.lists(stretches(), max_size=4))
def test_the_rest_is_the_days_that_lie_in_no_part(whole: Days, parts: list[Days]) -> None:
    rest = list(rest_of(whole, parts))
    assert sorted(day for each in rest for day in in_it(each)) == sorted(
        in_it(whole) - {day for part in parts for day in in_it(part)}
    )


def test_a_stretch_without_a_day_is_none() -> None:
    with pytest.raises(ValueError):
        Days(START, START)
