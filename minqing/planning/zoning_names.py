"""Which member gets which zone once the zones are drawn: whoever has most of it now, or wishes for most of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minqing.planning.zoning_ground import Ground, best_score

FIRST, FINE = 1000, 1000  # the aim goes a thousand times before the ties; figures kept of each


def best_names(ground: Ground, zone: Sequence[int]) -> list[int]:
    """The same zones, given to the members so that the aim is least, and then least weight moves and wishes are unmet.

    Nobody gets a zone whose load is out of bounds or that holds a unit barred to them; where that cannot be helped, the
    division stays as it is. Distance and cuts are the same whoever gets a zone.
    """
    if ground.k < 2 or any(z < 0 for z in zone):
        return list(zone)
    from ortools.graph.python import linear_sum_assignment

    solver: Any = linear_sum_assignment.SimpleLinearSumAssignment()
    ties = _ties(ground)
    for drawn, group in enumerate(ground.members_of(zone)):
        load = sum(ground.weights[u] for u in group)
        for z in range(ground.k):
            if ground.lower[z] <= load <= ground.upper[z] and all(ground.allowed[u][z] for u in group):
                price = sum(FIRST * ground.costs[u][z] + ties[u][z] for u in group)
                solver.add_arc_with_cost(drawn, z, round(FINE * price))
    if solver.solve() != solver.OPTIMAL:
        return list(zone)
    names = [solver.right_mate(drawn) for drawn in range(ground.k)]
    return [names[z] for z in zone]


def _ties(ground: Ground) -> list[list[float]]:
    """By unit and member: the weight that moves and the wish that stays unmet, each as a share of all there is."""
    units = ground.problem.units
    weight = sum(unit.weight for unit in units) or 1.0
    wishes = sum(best_score(ground.problem, u) for u in range(len(units))) or 1.0
    return [
        [
            1000 * (unit.weight if unit.now is not None and unit.now != member.id else 0.0) / weight
            + 1000 * (best_score(ground.problem, u) - float(unit.prefers.get(member.id, 0.0))) / wishes
            for member in ground.problem.members
        ]
        for u, unit in enumerate(units)
    ]
