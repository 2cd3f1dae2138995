"""A bound holds for every division, and every inequality of connectedness is kept by every connected division."""

import random
from dataclasses import replace

import pytest

from minqing.planning.zoning import Member, Objective, Problem, Status, Unit, breaches, divide, measure
from minqing.planning.zoning_bounds import least_cuts
from minqing.planning.zoning_cuts import Cut, cuts_against, first_cuts, too_far
from minqing.planning.zoning_ground import Ground, ground_of
from minqing.planning.zoning_measure import numbered
from minqing.planning.zoning_names import best_names
from minqing.planning.zoning_search import Walk, anneal
from minqing.planning.zoning_start import start_division
from minqing.planning.zoning_ways import least_costs, least_ways
from tests.planning.zoning_cases import divisions, grid, least


def never() -> bool:
    return False


def some_problem(seed: int) -> Problem:
    """A connected graph of seven units, three members, with homes, wishes and positions."""
    chance = random.Random(seed)
    count = 7
    units = [
        Unit(
            f"u{u}",
            chance.choice([1, 2, 3]),
            chance.uniform(0, 9),
            chance.uniform(0, 9),
            prefers={f"m{chance.randrange(3)}": chance.randint(1, 4)} if chance.random() < 0.4 else {},
            now=f"m{chance.randrange(3)}",
        )
        for u in range(count)
    ]
    edges = [(f"u{u}", f"u{chance.randrange(u)}") for u in range(1, count)]
    edges += [(f"u{a}", f"u{b}") for a in range(count) for b in range(a) if chance.random() < 0.2]
    return Problem(units, edges, [Member(f"m{z}") for z in range(3)], tolerance=0.5)


SEEDS = [seed for seed in range(8) if least(some_problem(seed)) is not None]


def test_there_are_problems_to_try() -> None:
    assert len(SEEDS) >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_no_division_goes_below_the_bounds(seed: int) -> None:
    problem = some_problem(seed)
    ground = ground_of(replace(problem, objective=Objective(1, 1, 1, 1)))
    every = [measure(problem, zones) for zones in divisions(problem)]
    assert least_cuts(ground, never)[0] <= min(each.cut_edges for each in every)
    assert least_ways(ground, never) <= min(each.distance for each in every) + 1e-6
    assert least_costs(ground) <= min(each.moved_weight + each.unmet_wishes for each in every) + 1e-6


def keeps(cut: Cut, zone: list[int]) -> bool:
    return all(any(zone[u] != z for u in cut.ends) or any(zone[u] == z for u in cut.ways) for z in cut.zones)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_division_keeps_every_inequality(seed: int) -> None:
    problem = some_problem(seed)
    ground, chance = ground_of(problem), random.Random(seed)
    cuts = first_cuts(ground)
    for _ in range(200):
        cuts += cuts_against(ground, [chance.randrange(ground.k) for _ in range(ground.n)])
    far = too_far(ground)
    for zones in divisions(problem):
        zone = numbered(ground, zones)
        assert [cut for cut in cuts if not keeps(cut, zone)] == []
        assert [(u, v) for u, v in far if zone[u] == zone[v]] == []


def test_a_zone_in_pieces_breaks_an_inequality() -> None:
    ground = ground_of(grid(5, 1, 2, tolerance=0.5))
    zone = [0, 1, 0, 1, 1]
    assert any(not keeps(cut, zone) for cut in cuts_against(ground, zone))


def test_the_bound_of_a_square_is_worth_telling() -> None:
    """Ten by ten in four: twenty borders are the fewest; the bound alone, without any search, reaches most of that."""
    bound, rows = least_cuts(ground_of(grid(10, 10, 4)), never)
    assert 15 <= bound <= 20
    assert rows


def searched(ground: Ground, seed: int) -> list[int] | None:
    chance = random.Random(seed)
    zone = start_division(ground, [(range(ground.n), range(ground.k))], chance)
    return anneal(Walk(ground, zone, chance), 60_000, never)


def test_the_search_finds_few_borders_and_the_same_ones_for_the_same_seed() -> None:
    ground = ground_of(grid(8, 8, 4, weights=(4, 6), tolerance=0.1))
    first = searched(ground, 3)
    assert first is not None
    assert ground.keeps(first)
    assert ground.cuts(first) <= 18
    assert searched(ground, 3) == first


def test_the_search_keeps_its_books() -> None:
    """Loads, sizes and borders kept along the way are those of the division it ends with."""
    ground = ground_of(grid(8, 8, 5, weights=(1, 9), tolerance=0.2))
    chance = random.Random(1)
    walk = Walk(ground, start_division(ground, [(range(64), range(5))], chance), chance)
    for _ in range(5000):
        walk.step(1.0)
    fresh = Walk(ground, walk.zone, chance)
    assert (walk.load, walk.size, walk.abroad, sorted(walk.border)) == (
        fresh.load,
        fresh.size,
        fresh.abroad,
        fresh.border,
    )


def test_search_and_bound_and_proof_work_together_on_a_street_too_large_to_try_all() -> None:
    problem = grid(6, 5, 3, weights=(3, 9), tolerance=0.1)
    found = divide(problem, 30.0)
    assert (found.status, found.bound) == (Status.OPTIMAL, found.objective)
    assert breaches(problem, found.zones) == []


def test_names_go_to_whom_they_suit_and_never_to_whom_they_are_barred() -> None:
    fresh = grid(4, 1, 2)
    units = [replace(unit, now="m1" if i < 2 else "m0") for i, unit in enumerate(fresh.units)]
    assert best_names(ground_of(replace(fresh, units=units)), [0, 0, 1, 1]) == [1, 1, 0, 0]
    units[0] = replace(units[0], forbids=frozenset({"m1"}))
    assert best_names(ground_of(replace(fresh, units=units)), [0, 0, 1, 1]) == [0, 0, 1, 1]
