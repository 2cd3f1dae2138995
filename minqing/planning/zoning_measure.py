"""The numbers of a division as it stands, and what it breaks: for one made by hand, and for the last check of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from minqing.planning.zoning_ground import Ground, best_score, ground_of, pieces
from minqing.planning.zoning_reasons import Reason, number_text
from minqing.planning.zoning_words import Problem, Solution, Status

NAMED = 6  # so many units are named in a sentence, the rest is counted


def measure(problem: Problem, zones: Mapping[str, str]) -> Solution:
    """The numbers of a division as it stands, kept to the bounds or not; see `breaches`. Its status says FEASIBLE.

    A unit without zone adds to no load, and is cut from each neighbour.
    """
    ground = ground_of(problem)
    return measured(ground, numbered(ground, zones))


def breaches(problem: Problem, zones: Mapping[str, str]) -> list[Reason]:
    """What a division breaks: units without zone, zones in parts, loads out of bounds, forbidden members."""
    ground = ground_of(problem)
    zone = numbered(ground, zones)
    units, members = problem.units, problem.members
    found = [Reason("unit_without_zone", {"unit": units[u].id}) for u, z in enumerate(zone) if z < 0]
    for z, group in enumerate(ground.members_of(zone)):
        found.extend(_breaches_of(ground, z, group))
    found.extend(
        Reason("unit_forbidden", {"unit": units[u].id, "member": members[z].id})
        for u, z in enumerate(zone)
        if z >= 0 and not ground.allowed[u][z]
    )
    return found


def _breaches_of(ground: Ground, z: int, group: Sequence[int]) -> list[Reason]:
    member = ground.problem.members[z].id
    if not group:
        return [Reason("zone_empty", {"member": member})]
    found = []
    rest = [u for piece in pieces(ground.near, group)[1:] for u in piece]
    if rest:
        found.append(Reason("zone_in_parts", {"member": member, "units": names_of(ground, rest)}))
    load = sum(ground.weights[u] for u in group)
    shown = {"member": member, "load": weight_text(ground, load)}
    if load < ground.lower[z]:
        found.append(Reason("zone_too_light", {**shown, "lower": weight_text(ground, ground.lower[z])}))
    if load > ground.upper[z]:
        found.append(Reason("zone_too_heavy", {**shown, "upper": weight_text(ground, ground.upper[z])}))
    return found


def numbered(ground: Ground, zones: Mapping[str, str]) -> list[int]:
    """A division by place in the lists, -1 for a unit without zone or with a member who is none."""
    place = {member.id: z for z, member in enumerate(ground.problem.members)}
    return [place.get(zones.get(unit.id, ""), -1) for unit in ground.problem.units]


def measured(ground: Ground, zone: Sequence[int]) -> Solution:
    """The numbers of a division by place in the lists."""
    problem, scale = ground.problem, ground.scale
    groups = ground.members_of(zone)
    loads = [sum(ground.weights[u] for u in group) for group in groups]
    off = [
        abs(load / scale - float(share)) / float(share) if share else 0.0
        for load, share in zip(loads, ground.shares, strict=True)
    ]
    moved = sum(
        unit.weight
        for unit, z in zip(problem.units, zone, strict=True)
        if unit.now is not None and (z < 0 or problem.members[z].id != unit.now)
    )
    unmet = sum(
        best_score(problem, u)
        - (float(unit.prefers.get(problem.members[zone[u]].id, 0.0)) if zone[u] >= 0 else 0.0)
        for u, unit in enumerate(problem.units)
        if unit.prefers
    )
    distance, cuts, asked = ground.spread(zone), ground.cuts(zone), problem.objective
    objective = (
        asked.cut_edges * cuts + asked.moved * moved + asked.wishes * unmet + asked.distance * distance
    )
    return Solution(
        status=Status.FEASIBLE,
        zones=ground.named(zone),
        loads={member.id: whole(load / scale) for member, load in zip(problem.members, loads, strict=True)},
        cut_edges=cuts,
        moved_weight=whole(moved),
        unmet_wishes=whole(unmet),
        distance=round(distance, 3),
        deviation=max(off, default=0.0),
        objective=whole(objective),
    )


def whole(value: float) -> float:
    """A number without the dust of floating arithmetic; a whole one as such."""
    tidy = round(float(value), 6)
    return int(tidy) if tidy == int(tidy) else tidy


def weight_text(ground: Ground, load: float) -> str:
    """A weight of the ground as the problem writes it."""
    return number_text(float(load) / ground.scale)


def names_of(ground: Ground, units: Sequence[int]) -> str:
    """A few units by name, and how many more."""
    names = [ground.problem.units[u].id for u in units[:NAMED]]
    more = len(units) - len(names)
    return "、".join(names) + (f" +{more}" if more else "")
