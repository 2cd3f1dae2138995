"""The short round trip that the solver starts from."""

import random
from itertools import permutations

import pytest

from minqing.planning.route_tour import short_tour


def matrix(count: int, seed: int) -> list[list[int]]:
    chance = random.Random(seed)
    points = [(chance.randrange(1000), chance.randrange(1000)) for _ in range(count)]
    return [[round(((a - x) ** 2 + (b - y) ** 2) ** 0.5) for x, y in points] for a, b in points]


def way_round(costs: list[list[int]], order: list[int]) -> int:
    return sum(costs[order[at - 1]][order[at]] for at in range(len(order)))


@pytest.mark.parametrize("seed", range(4))
def test_of_eight_points_it_finds_the_shortest_trip(seed: int) -> None:
    costs = matrix(8, seed)
    best = min(way_round(costs, [0, *order]) for order in permutations(range(1, 8)))
    assert way_round(costs, short_tour(costs, rounds=200, seed=1, enough=lambda: False)) == best


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 40, 120])
def test_every_point_stands_once_and_the_first_first(count: int) -> None:
    tour = short_tour(matrix(count, 5), rounds=30, seed=2, enough=lambda: False)
    assert (tour[0], sorted(tour)) == (0, list(range(count)))


def test_points_on_a_circle_are_walked_round_it() -> None:
    ring = [[min((b - a) % 30, (a - b) % 30) for b in range(30)] for a in range(30)]
    assert way_round(ring, short_tour(ring, rounds=50, seed=1, enough=lambda: False)) == 30


def test_time_that_is_up_ends_the_search_with_a_whole_trip() -> None:
    assert sorted(short_tour(matrix(50, 3), rounds=10**9, seed=1, enough=lambda: True)) == list(range(50))
