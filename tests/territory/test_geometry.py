"""Places as numbers: GCJ-02 back and forth, exchanged numbers, middles and insides of outlines."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.territory.geometry import (
    closed,
    crosses_itself,
    exchanged,
    from_gcj02,
    holds,
    lies_here,
    middle_of,
    signed_area,
    stored,
    to_gcj02,
)

IN_CHINA = st.tuples(st.floats(73.6, 135.0), st.floats(3.9, 53.5))


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[0] - other[0]) * 111_320 * cos(radians(one[1]))
    return hypot(east, (one[1] - other[1]) * 111_320)


@given(IN_CHINA)
def test_gcj02_and_back_is_true_to_half_a_metre_everywhere_in_china(place):
    assert metres_between(from_gcj02(to_gcj02(place)), place) < 0.5


@given(st.tuples(st.floats(-180, 60), st.floats(-85, 85)))
def test_places_outside_china_are_untouched(place):
    assert to_gcj02(place) == place
    assert from_gcj02(place) == place


def test_a_known_place_of_beijing_is_shifted_by_half_a_kilometre():
    """Tian'anmen, as published for both systems."""
    shifted = to_gcj02((116.3912757, 39.906217))
    assert metres_between(shifted, (116.3974822, 39.9076206)) < 10
    assert 400 < metres_between(shifted, (116.3912757, 39.906217)) < 700


def test_what_is_stored_is_wgs84_to_the_centimetre():
    assert stored((116.123456789, 39.987654321), "wgs84") == (116.1234568, 39.9876543)
    assert metres_between(stored(to_gcj02((116.41, 39.94)), "gcj02"), (116.41, 39.94)) < 0.5


@pytest.mark.parametrize(
    ("place", "is_exchanged", "is_here"),
    [((116.4, 39.9), False, True), ((39.9, 116.4), True, False), ((2.35, 48.85), False, False)],
)
def test_exchanged_numbers_are_told_from_places_abroad(place, is_exchanged, is_here):
    assert (exchanged(place), lies_here(place)) == (is_exchanged, is_here)


SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]


def test_the_middle_of_a_square_and_of_a_ring_with_its_own_middle_outside():
    assert middle_of(SQUARE) == (1.0, 1.0)
    horseshoe = [(0, 0), (9, 0), (9, 1), (1, 1), (1, 8), (9, 8), (9, 9), (0, 9)]
    assert middle_of(horseshoe) == (4.75, 4.5)


def test_inside_and_outside():
    assert holds(SQUARE, (1, 1))
    assert not holds(SQUARE, (3, 1))
    assert holds(closed(SQUARE), (0.5, 1.5))


def test_a_bow_tie_crosses_itself_and_a_square_does_not():
    assert crosses_itself([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]])
    assert not crosses_itself(SQUARE)
    assert not crosses_itself(closed(SQUARE))


def test_a_ring_is_closed_once_and_without_repeats():
    assert closed([SQUARE[0], SQUARE[0], *SQUARE]) == [*SQUARE, SQUARE[0]]
    assert closed(closed(SQUARE)) == closed(SQUARE)
    assert signed_area(closed(SQUARE)) == 4
    assert signed_area(closed(SQUARE[::-1])) == -4
