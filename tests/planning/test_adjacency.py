"""Who borders on whom: walls shared, corners not; points by triangulation; a main road parts them."""

from math import dist

import pytest

from minqing.planning.adjacency import Site, adjacency, metres


def square(name: str, column: float, row: float, side: float = 20.0) -> Site:
    x, y = column * side, row * side
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
    return Site(name, x + side / 2, y + side / 2, ring)


FOUR = [square("a", 0, 0), square("b", 1, 0), square("c", 0, 1), square("d", 1, 1)]


def test_courtyards_that_share_a_wall_are_neighbours_and_those_that_share_a_corner_are_not() -> None:
    assert adjacency(FOUR).edges == (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))


def test_a_gap_within_the_tolerance_is_a_shared_wall_and_a_wider_one_is_none() -> None:
    near, far = square("near", 1.02, 0), square("far", 1.2, 0)
    assert adjacency([FOUR[0], near]).edges == (("a", "near"),)
    assert adjacency([FOUR[0], far]).edges == ()
    assert adjacency([FOUR[0], far], tolerance=5.0).edges == (("a", "far"),)


def test_a_main_road_parts_what_lies_on_its_two_sides_and_the_parts_are_told() -> None:
    road = [(20.0, -10.0), (20.0, 50.0)]
    found = adjacency(FOUR, [road])
    assert found.edges == (("a", "c"), ("b", "d"))
    assert found.barred == (("a", "b"), ("c", "d"))
    assert found.parts == (("a", "c"), ("b", "d"))


def test_points_are_joined_by_the_triangles_between_them() -> None:
    places = [Site("m", 0, 0), Site("n", 100, 0), Site("e", 50, 80), Site("s", 50, -80)]
    assert adjacency(places).edges == (("e", "m"), ("e", "n"), ("m", "n"), ("m", "s"), ("n", "s"))


def test_points_beyond_reach_are_parts_of_their_own() -> None:
    places = [Site("a", 0, 0), Site("b", 50, 0), Site("c", 25, 40), Site("far", 5000, 0)]
    assert adjacency(places, reach=100.0).parts == (("a", "b", "c"), ("far",))


def test_points_on_one_line_are_joined_in_their_order() -> None:
    assert adjacency([Site("c", 20, 0), Site("a", 0, 0), Site("b", 10, 0)]).edges == (("a", "b"), ("b", "c"))


def test_sites_at_one_place_are_neighbours() -> None:
    assert adjacency([Site("lift 1", 5, 5), Site("lift 2", 5, 5)]).edges == (("lift 1", "lift 2"),)


def test_a_point_among_outlines_is_joined_and_outlines_are_not_joined_through_the_air() -> None:
    apart = [square("a", 0, 0), square("b", 3, 0), Site("kiosk", 40, 10)]
    assert adjacency(apart).edges == (("a", "kiosk"), ("b", "kiosk"))


def test_the_order_of_the_sites_does_not_matter() -> None:
    assert adjacency(FOUR[::-1]) == adjacency(FOUR)


def test_nothing_borders_on_nothing() -> None:
    assert adjacency([]).edges == ()
    assert adjacency([Site("a", 0, 0)]).parts == (("a",),)


@pytest.mark.parametrize(
    ("one", "other", "length"),
    [
        ((116.40, 39.90), (116.40, 39.91), 1110.3),  # a hundredth of a degree north, at Beijing's latitude
        ((116.40, 39.90), (116.41, 39.90), 855.1),  # and one east
    ],
)
def test_degrees_become_metres(one: tuple[float, float], other: tuple[float, float], length: float) -> None:
    a, b = metres([one, other])
    assert dist(a, b) == pytest.approx(length, rel=1e-3)


def test_no_places_are_no_metres() -> None:
    assert metres([]) == []
