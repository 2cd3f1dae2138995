"""Proposals side by side: each sound, none that another betters in everything."""

import dataclasses

from minqing.planning.zoning import Objective, Problem, Status, Told, Unit, breaches, tradeoffs
from minqing.planning.zoning_tradeoffs import numbers
from tests.planning.zoning_cases import grid


def street() -> Problem:
    """Twenty-four courtyards, three members whose present zones run in strips, with some wishes."""
    fresh = grid(
        6, 4, 3, weights=(2, 6), tolerance=0.3, objective=Objective(cut_edges=1, moved=0.1, wishes=1)
    )
    units = [
        dataclasses.replace(unit, now=f"m{i // 8}", prefers={f"m{i % 3}": 2} if i % 5 == 0 else {})
        for i, unit in enumerate(fresh.units)
    ]
    return dataclasses.replace(fresh, units=units)


def test_no_proposal_is_bettered_in_everything_and_each_is_sound() -> None:
    problem, heard = street(), list[Told]()
    found = tradeoffs(problem, 6.0, progress=heard.append)
    assert 2 <= len(found) <= 6
    assert found[0].objective == min(each.objective for each in found)
    assert {told.stage for told in heard} == {"tradeoffs"}
    for one in found:
        assert breaches(problem, one.zones) == []
        assert one.bound is not None
        assert one.bound <= found[0].objective
        for other in found:
            better = [a <= b for a, b in zip(numbers(other), numbers(one), strict=True)]
            assert other is one or not all(better)


def test_where_no_division_is_possible_one_answer_says_why() -> None:
    alone = dataclasses.replace(street(), units=[*street().units, Unit("island", 1, 0, 0)])
    (found,) = tradeoffs(alone, 2.0)
    assert (found.status, found.why and found.why.rule) == (Status.INFEASIBLE, "unit_cut_off")
