"""A zone shared out among its neighbours while its member is away (method, element 1: leave cover)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.planning.spreading import spread_over_neighbours


def test_a_courtyard_goes_to_the_neighbour_with_the_least_to_do() -> None:
    edges = [("a", "x"), ("a", "y")]
    given = spread_over_neighbours({"a": 10.0}, edges, {"x": "wang", "y": "li"}, {"wang": 100.0, "li": 90.0})
    assert given == {"a": "li"}


def test_what_borders_on_nobody_goes_with_the_courtyard_between() -> None:
    edges = [("x", "a"), ("a", "b")]
    given = spread_over_neighbours(
        {"a": 5.0, "b": 5.0}, edges, {"x": "wang", "y": "li"}, {"wang": 50.0, "li": 0.0}
    )
    assert given == {"a": "wang", "b": "wang"}


def test_a_courtyard_without_any_neighbour_goes_to_who_has_least() -> None:
    assert spread_over_neighbours({"a": 5.0}, [], {}, {"wang": 50.0, "li": 40.0}) == {"a": "li"}


def test_without_anybody_there_it_says_so() -> None:
    with pytest.raises(ValueError, match="Nobody is there"):
        spread_over_neighbours({"a": 5.0}, [], {}, {})


@given(
    st.integers(2, 12).flatmap(
        lambda n: st.tuples(
            st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=30)
        )
    )
)
def test_every_courtyard_has_someone_and_is_joined_to_what_they_have_where_there_is_a_way(
    drawn: tuple[int, list[tuple[int, int]]],
) -> None:
    n, pairs = drawn
    edges = [(f"u{a}", f"u{b}") for a, b in pairs if a != b]
    others = {f"u{n - 1}": "wang"}
    units = {f"u{k}": 1.0 for k in range(n - 1)}
    given = spread_over_neighbours(units, edges, others, {"wang": 1.0, "li": 99.0})
    assert set(given) == set(units)
    reached, near = {f"u{n - 1}"}, True
    while near:
        near = {b for a, b in [*edges, *((b, a) for a, b in edges)] if a in reached} - reached
        reached |= near
    assert {unit for unit in units if unit in reached and given[unit] != "wang"} == set()
