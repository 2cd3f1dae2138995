"""A problem of zoning in numbers: units and members by their place in the list, weights and bounds as whole numbers.

Whole numbers, because a bound that holds by rounding does not hold: weights are taken as the decimals they were written
as, and multiplied until none has a fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, hypot, lcm

from minqing.planning.zoning_words import Problem

FINEST = 10**6  # weights are told apart to a millionth


@dataclass(frozen=True)
class Ground:
    """Units 0…n-1, zones 0…k-1 (one a member); `scale` whole weights make one weight of the problem."""

    problem: Problem
    weights: tuple[int, ...]
    scale: int
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    shares: tuple[Fraction, ...]
    near: tuple[tuple[int, ...], ...]  # the neighbours of each unit, in order
    edges: tuple[tuple[int, int], ...]
    costs: tuple[tuple[float, ...], ...]  # of moved and wishes, by unit and zone
    allowed: tuple[tuple[bool, ...], ...]
    spots: tuple[tuple[float, float], ...]

    @property
    def n(self) -> int:
        """How many units."""
        return len(self.weights)

    @property
    def k(self) -> int:
        """How many zones."""
        return len(self.lower)

    @cached_property
    def total(self) -> int:
        """All weight."""
        return sum(self.weights)

    @cached_property
    def alike(self) -> tuple[int, ...]:
        """For each zone the first zone that it could change places with: same bounds, costs and bars everywhere."""
        first: dict[object, int] = {}
        columns = list(zip(*self.costs, strict=True)) if self.n else [()] * self.k
        bars = list(zip(*self.allowed, strict=True)) if self.n else [()] * self.k
        return tuple(
            first.setdefault((self.lower[z], self.upper[z], columns[z], bars[z]), z) for z in range(self.k)
        )

    @cached_property
    def has_costs(self) -> bool:
        """Whether it matters who gets a unit, beyond where the zones' borders run."""
        return any(any(row) for row in self.costs)

    def distance(self, u: int, v: int) -> float:
        """Metres between two units in a straight line."""
        (ax, ay), (bx, by) = self.spots[u], self.spots[v]
        return hypot(ax - bx, ay - by)

    def members_of(self, zone: Sequence[int]) -> list[list[int]]:
        """The units of each zone; a unit with zone -1 is in none."""
        groups: list[list[int]] = [[] for _ in range(self.k)]
        for u, z in enumerate(zone):
            if z >= 0:
                groups[z].append(u)
        return groups

    def cuts(self, zone: Sequence[int]) -> int:
        """How many pairs of neighbours lie in two zones."""
        return sum(zone[a] != zone[b] for a, b in self.edges)

    def centre(self, group: Sequence[int]) -> tuple[int, float]:
        """The weighted median unit of a group, and weight × metres of all to it, in the problem's own weights."""
        if not group:
            return -1, 0.0
        return min(
            ((c, sum(self.weights[u] * self.distance(u, c) for u in group) / self.scale) for c in group),
            key=lambda found: (found[1], found[0]),
        )

    def spread(self, zone: Sequence[int]) -> float:
        """Weight × metres of all units to their zone's centre."""
        return sum(self.centre(group)[1] for group in self.members_of(zone))

    def objective(self, zone: Sequence[int]) -> float:
        """The sum that is made small, for a division of every unit."""
        asked = self.problem.objective
        worth = asked.cut_edges * self.cuts(zone) + sum(self.costs[u][z] for u, z in enumerate(zone))
        return worth + (asked.distance * self.spread(zone) if asked.distance else 0.0)

    def keeps(self, zone: Sequence[int]) -> bool:
        """Whether a division breaks nothing: bounds, bars, every zone there and in one piece."""
        if any(z < 0 or not self.allowed[u][z] for u, z in enumerate(zone)):
            return False
        for z, group in enumerate(self.members_of(zone)):
            load = sum(self.weights[u] for u in group)
            if not group or not self.lower[z] <= load <= self.upper[z]:
                return False
            if len(pieces(self.near, group)) > 1:
                return False
        return True

    def named(self, zone: Sequence[int]) -> dict[str, str]:
        """The division by the problem's own names."""
        units, members = self.problem.units, self.problem.members
        return {units[u].id: members[z].id for u, z in enumerate(zone) if z >= 0}


def pieces(near: Sequence[Sequence[int]], group: Iterable[int]) -> list[list[int]]:
    """The connected pieces of a group of units, the largest first, each in order."""
    left, found = set(group), []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        piece, at = [start], 0
        while at < len(piece):
            for v in near[piece[at]]:
                if v in left:
                    left.discard(v)
                    piece.append(v)
            at += 1
        found.append(sorted(piece))
    return sorted(found, key=lambda piece: (-len(piece), piece[0]))


def as_fraction(value: float) -> Fraction:
    """A number as the decimal it was written as: 0.05 is one twentieth."""
    return Fraction(str(value))


def ground_of(problem: Problem) -> Ground:
    """The problem in numbers. Its names must be in order (see `minqing.planning.zoning_reading.check_problem`)."""
    place = {unit.id: u for u, unit in enumerate(problem.units)}
    written = [as_fraction(unit.weight) for unit in problem.units]
    scale = min(FINEST, lcm(1, *(w.denominator for w in written)))
    weights = tuple(round(w * scale) for w in written)
    edges = sorted({(min(place[a], place[b]), max(place[a], place[b])) for a, b in problem.edges if a != b})
    near: list[list[int]] = [[] for _ in problem.units]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    shares = fair_shares(problem, Fraction(sum(weights), scale))
    lower, upper = _bounds(problem, shares, scale)
    return Ground(
        problem=problem,
        weights=weights,
        scale=scale,
        lower=lower,
        upper=upper,
        shares=tuple(shares),
        near=tuple(tuple(sorted(each)) for each in near),
        edges=tuple(edges),
        costs=tuple(_costs(problem, u) for u in range(len(problem.units))),
        allowed=tuple(
            tuple(member.id not in unit.forbids for member in problem.members) for unit in problem.units
        ),
        spots=tuple((float(unit.x or 0), float(unit.y or 0)) for unit in problem.units),
    )


def fair_shares(problem: Problem, total: Fraction) -> list[Fraction]:
    """What each member would carry if units could be split: by capacity."""
    capacities = [as_fraction(member.capacity) for member in problem.members]
    return [total * each / sum(capacities) for each in capacities]


def _bounds(
    problem: Problem, shares: Sequence[Fraction], scale: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The least and the most of each zone in whole weights."""
    if problem.lower is not None and problem.upper is not None:
        least, most = as_fraction(problem.lower), as_fraction(problem.upper)
        pairs = [(least, most)] * len(shares)
    else:
        slack = as_fraction(problem.tolerance)
        pairs = [(share * (1 - slack), share * (1 + slack)) for share in shares]
    return (
        tuple(max(0, ceil(low * scale)) for low, _ in pairs),
        tuple(floor(high * scale) for _, high in pairs),
    )


def best_score(problem: Problem, u: int) -> float:
    """The highest preference of a unit among the members it does not forbid, at least 0."""
    unit = problem.units[u]
    known = {member.id for member in problem.members} - unit.forbids
    return max([0.0, *(float(score) for member, score in unit.prefers.items() if member in known)])


def _costs(problem: Problem, u: int) -> tuple[float, ...]:
    """What it costs to give a unit to each member: its weight if it moves, its preference if unmet."""
    unit, asked = problem.units[u], problem.objective
    best = best_score(problem, u) if asked.wishes else 0.0
    row = []
    for member in problem.members:
        moved = unit.weight if unit.now is not None and unit.now != member.id else 0.0
        unmet = best - float(unit.prefers.get(member.id, 0.0)) if asked.wishes else 0.0
        row.append(round(asked.moved * moved + asked.wishes * unmet, 9))
    return tuple(row)


def part_of(ground: Ground, units: Sequence[int], zones: Sequence[int]) -> Ground:
    """The ground of some units and zones alone, in the order given: what a neighbourhood search solves anew."""
    place = {u: i for i, u in enumerate(units)}
    return replace(
        ground,
        weights=tuple(ground.weights[u] for u in units),
        lower=tuple(ground.lower[z] for z in zones),
        upper=tuple(ground.upper[z] for z in zones),
        shares=tuple(ground.shares[z] for z in zones),
        near=tuple(tuple(place[v] for v in ground.near[u] if v in place) for u in units),
        edges=tuple(
            sorted(
                (min(place[u], place[v]), max(place[u], place[v]))
                for u in units
                for v in ground.near[u]
                if u < v and v in place
            )
        ),
        costs=tuple(tuple(ground.costs[u][z] for z in zones) for u in units),
        allowed=tuple(tuple(ground.allowed[u][z] for z in zones) for u in units),
        spots=tuple(ground.spots[u] for u in units),
    )
