"""Zones that can be defended: each in one piece, loads within bounds, as few borders as possible, and how sure that is."""

import dataclasses
import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from minqing.planning.zoning import (
    Member,
    Objective,
    Problem,
    Status,
    Told,
    Unit,
    breaches,
    divide,
    measure,
    why_impossible,
)
from tests.planning.zoning_cases import PROVEN, SHARED, grid, least, proven

LONG = bool(os.environ.get("MINQING_TEST_RANDOM"))
GENEROUS = 30.0  # seconds; small problems end long before


@some.composite
def problems(draw: some.DrawFn) -> Problem:
    """Up to seven units, connected or not, up to three members, with wishes, bars and homes."""
    count = draw(some.integers(1, 7))
    names = [f"m{z}" for z in range(draw(some.integers(1, 3)))]
    member = some.sampled_from(names)
    units = [
        Unit(
            f"u{u}",
            draw(some.sampled_from([0, 1, 1.5, 2, 3, 5])),
            float(draw(some.integers(0, 9))),
            float(draw(some.integers(0, 9))),
            prefers=draw(some.dictionaries(member, some.integers(0, 4), max_size=2)),
            forbids=draw(some.frozensets(member, max_size=1)) if draw(some.booleans()) else frozenset(),
            now=draw(some.none() | member),
        )
        for u in range(count)
    ]
    pairs = [(f"u{a}", f"u{b}") for a in range(count) for b in range(a)]
    edges = draw(some.lists(some.sampled_from(pairs), max_size=14)) if pairs else []
    members = [Member(name, draw(some.sampled_from([1.0, 1.0, 0.5]))) for name in names]
    objective = Objective(*(draw(some.sampled_from([0.0, 1.0, 2.5])) for _ in range(3)))
    if draw(some.booleans()):
        objective = dataclasses.replace(objective, distance=0.5)
    return Problem(units, edges, members, draw(some.sampled_from([0.1, 0.3, 0.6])), objective=objective)


@settings(
    max_examples=400 if LONG else 30,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate] if not LONG else list(Phase),
)
@given(problems())
def test_what_is_found_is_the_best_of_all_divisions_and_none_is_found_where_there_is_none(
    problem: Problem,
) -> None:
    best, found = least(problem), divide(problem, GENEROUS)
    if best is None:
        assert (found.status, found.proven, found.why is not None) == (Status.INFEASIBLE, True, True)
        return
    assert found.status is Status.OPTIMAL
    assert breaches(problem, found.zones) == []
    assert found.objective == pytest.approx(best, abs=1e-3)
    assert found.bound is not None
    assert found.bound <= best + 1e-6
    assert found.bound >= best - 1e-3


def test_the_numbers_told_are_those_of_the_zones_told() -> None:
    problem = grid(4, 3, 3, weights=(1, 9), tolerance=0.2)
    found = divide(problem, GENEROUS)
    told = measure(problem, found.zones)
    assert (found.loads, found.cut_edges, found.deviation) == (told.loads, told.cut_edges, told.deviation)
    assert sum(found.loads.values()) == sum(unit.weight for unit in problem.units)


def test_a_square_of_four_by_four_is_divided_in_two_by_four_borders() -> None:
    found = divide(grid(4, 4, 2), GENEROUS)
    assert (found.status, found.cut_edges, found.bound) == (Status.OPTIMAL, 4, 4)


def test_half_a_post_carries_half_a_load() -> None:
    row = dataclasses.replace(grid(6, 1, 2), members=[Member("full", 1.0), Member("half", 0.5)])
    assert divide(row, GENEROUS).loads == {"full": 4, "half": 2}


def test_whoever_may_not_have_a_unit_never_gets_it() -> None:
    free = grid(4, 2, 2)
    barred = [dataclasses.replace(free.units[0], forbids=frozenset({"m0"})), *free.units[1:]]
    assert divide(dataclasses.replace(free, units=barred), GENEROUS).zones["u0"] == "m1"


def test_units_stay_where_they_are_when_moving_counts() -> None:
    fresh = grid(4, 2, 2, objective=Objective(cut_edges=1, moved=1))
    now = [dataclasses.replace(unit, now="m1" if int(unit.id[1:]) % 4 < 2 else "m0") for unit in fresh.units]
    found = divide(dataclasses.replace(fresh, units=now), GENEROUS)
    assert (found.moved_weight, found.zones["u0"], found.cut_edges) == (0, "m1", 2)


def test_a_wish_is_met_where_it_costs_no_more_than_it_is_worth() -> None:
    fresh = grid(4, 2, 2, objective=Objective(cut_edges=1, wishes=1))
    wished = [dataclasses.replace(fresh.units[3], prefers={"m0": 3, "m1": 1})]
    units = [*fresh.units[:3], *wished, *fresh.units[4:]]
    found = divide(dataclasses.replace(fresh, units=units), GENEROUS)
    assert (found.zones["u3"], found.unmet_wishes) == ("m0", 0)


def test_a_unit_that_stands_alone_is_said_to_be_out_of_reach() -> None:
    island = grid(4, 4, 2)
    apart = dataclasses.replace(island, units=[*island.units, Unit("island", 1)])
    found = divide(apart, GENEROUS)
    assert found.status is Status.INFEASIBLE
    assert found.why == why_impossible(apart)


def test_what_no_rule_of_thumb_sees_is_proven_by_search() -> None:
    """A star: three arms of weight 1 around a middle of weight 1; two zones of 2 each would need two middles."""
    star = Problem(
        [Unit(name, 1) for name in ("middle", "a", "b", "c")],
        [("middle", "a"), ("middle", "b"), ("middle", "c")],
        [Member("m0"), Member("m1")],
    )
    assert why_impossible(star) is None
    found = divide(star, GENEROUS)
    assert (found.status, found.why and found.why.rule, found.proven) == (
        Status.INFEASIBLE,
        "proven_none",
        True,
    )


def test_one_member_gets_everything() -> None:
    found = divide(grid(3, 3, 1), GENEROUS)
    assert (found.status, found.cut_edges, set(found.zones.values())) == (Status.OPTIMAL, 0, {"m0"})


def test_progress_is_told_and_the_time_kept() -> None:
    heard: list[Told] = []
    found = divide(grid(16, 16, 9, weights=(5, 60)), 3.0, progress=heard.append)
    assert found.seconds < 4.0
    assert {told.stage for told in heard} >= {"search"}
    assert heard[-1].objective is not None
    assert breaches(grid(16, 16, 9, weights=(5, 60)), found.zones) == []


def test_a_division_given_to_start_from_is_never_made_worse() -> None:
    problem = grid(6, 6, 3, weights=(3, 9), tolerance=0.1)
    first = divide(problem, 2.0)
    again = divide(problem, 1.0, start=first.zones, seed=5)
    assert again.objective <= first.objective


@pytest.mark.skipif(not SHARED.exists(), reason="the instances with proven optima are not on this machine")
@pytest.mark.parametrize("state", ["ME", "ID"])
def test_the_proven_optimum_of_an_american_state_is_found_and_proven(state: str) -> None:
    found = divide(proven(state), 60.0)
    assert (found.status, found.cut_edges, found.bound) == (
        Status.OPTIMAL,
        PROVEN[state][3],
        PROVEN[state][3],
    )


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the instances with proven optima are not on this machine")
def test_nebraska_is_divided_as_well_as_can_be_within_half_a_minute() -> None:
    found = divide(proven("NE"), 30.0)
    assert found.cut_edges == PROVEN["NE"][3]
    assert found.bound is not None
    assert found.bound <= PROVEN["NE"][3]


def test_where_borders_do_not_mind_whoever_has_most_of_a_zone_keeps_it() -> None:
    fresh = grid(6, 1, 3)
    now = [dataclasses.replace(unit, now=f"m{2 - i // 2}") for i, unit in enumerate(fresh.units)]
    found = divide(dataclasses.replace(fresh, units=now), GENEROUS)
    assert (found.moved_weight, found.zones["u0"]) == (0, "m2")
