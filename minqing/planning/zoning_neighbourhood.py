"""Large neighbourhoods: two or three zones that touch are divided anew by the exact model, the others stand still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from time import monotonic

from minqing.planning.zoning_exact import Best, Solving
from minqing.planning.zoning_ground import Ground, part_of
from minqing.planning.zoning_model import Model

LONGEST = 3.0  # seconds for one neighbourhood
WIDEST = 260  # units in one


def mend(
    ground: Ground, best: Best, until: float, chance: Random, over: Callable[[], bool], *, workers: int = 1
) -> bool:
    """Go through pairs, then threes, of zones that touch, and take each better division; whether all were tried.

    A set of zones that was tried stays tried until one of its zones changes.
    """
    tried: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {}
    size = 2
    while best.zone is not None and not over() and monotonic() < until:
        zone = best.zone
        groups = ground.members_of(zone)
        sets = [
            each
            for each in _touching(ground, zone, size)
            if sum(len(groups[z]) for z in each) <= WIDEST
            and tried.get(each) != tuple(tuple(groups[z]) for z in each)
        ]
        if not sets:
            if size == 3 or ground.k == 2:
                return True
            size = 3
            continue
        each = sets[chance.randrange(len(sets))]
        tried[each] = tuple(tuple(groups[z]) for z in each)
        better = divided_anew(ground, zone, each, min(until, monotonic() + LONGEST), workers)
        if better is not None and best.zone is zone and best.offer(better, ground.objective(better)):
            size = 2
    return False


def _touching(ground: Ground, zone: Sequence[int], size: int) -> list[tuple[int, ...]]:
    """Sets of two zones that touch, or of three of which one touches both others."""
    pairs = {(min(zone[a], zone[b]), max(zone[a], zone[b])) for a, b in ground.edges if zone[a] != zone[b]}
    if size == 2:
        return sorted(pairs)
    threes = {tuple(sorted({*one, *other})) for one in pairs for other in pairs if len({*one, *other}) == 3}
    return sorted(threes)


def divided_anew(
    ground: Ground, zone: Sequence[int], zones: Sequence[int], until: float, workers: int
) -> list[int] | None:
    """A better division of these zones' units among them; None where none was found in time.

    Where distance counts, the zones' centres are taken as they lie; whether it is better is then asked of the whole.
    """
    units = [u for u, z in enumerate(zone) if z in set(zones)]
    part = part_of(ground, units, zones)
    now = [list(zones).index(zone[u]) for u in units]
    costs = _with_ways(part, now) if ground.problem.objective.distance else part.costs
    worth = _worth(part, costs, now)
    model = Model(part, costs=costs, thorough=False)
    found: list[list[int]] = []
    if part.keeps(now):
        if model.whole and not ground.problem.objective.distance:
            model.below(worth)
        model.hint(now)
    solving, begun = Solving(model, workers=workers, seed=1), monotonic()
    while monotonic() < until:
        got = solving.round(until, 0.2 * (monotonic() - begun), found.append)
        if got.ended == "infeasible" or (got.ended == "optimal" and not got.broken):
            break
    found = [each for each in found if part.keeps(each)]
    if not found:
        return None
    better = list(zone)
    found.sort(key=lambda each: _worth(part, costs, each))
    for u, z in zip(units, found[0], strict=True):
        better[u] = zones[z]
    return better


def _worth(part: Ground, costs: Sequence[Sequence[float]], zone: Sequence[int]) -> float:
    cut = part.problem.objective.cut_edges * part.cuts(zone)
    return cut + sum(costs[u][z] for u, z in enumerate(zone))


def _with_ways(part: Ground, zone: Sequence[int]) -> list[list[float]]:
    """Costs of each unit and zone with the way to the zone's present centre."""
    price = part.problem.objective.distance / part.scale
    centres = [part.centre(group)[0] for group in part.members_of(zone)]
    return [
        [
            round(cost + price * part.weights[u] * part.distance(u, centres[z]), 6)
            for z, cost in enumerate(row)
        ]
        for u, row in enumerate(part.costs)
    ]
