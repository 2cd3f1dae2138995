"""What connectedness asks of a division, said in inequalities that every connected division keeps.

After Validi and Buchanan, "Political districting to minimize cut edges" (2022): separators between two units of one
zone, shortened by weight; and one more, that a piece too light for a zone must be left by one of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from minqing.planning.zoning_ground import Ground, pieces

MANY = 12


@dataclass(frozen=True)
class Cut:
    """If all of `ends` lie in one zone, one of `ways` does, too; for these zones."""

    ends: tuple[int, ...]
    ways: tuple[int, ...]
    zones: tuple[int, ...]


def cuts_against(ground: Ground, zone: Sequence[int]) -> list[Cut]:
    """The inequalities that this division breaks; none where every zone is in one piece."""
    found: list[Cut] = []
    for group in ground.members_of(zone):
        parts = pieces(ground.near, group)
        if len(parts) < 2:
            continue
        main = max(parts, key=lambda part: (sum(ground.weights[u] for u in part), -part[0]))
        for part in parts:
            if part is not main:
                found.extend(_against_piece(ground, part, main))
    return found


def _against_piece(ground: Ground, part: Sequence[int], main: Sequence[int]) -> list[Cut]:
    """Neighbours must join a piece that is too light; a separator stands between it and the main piece."""
    weight, inside = sum(ground.weights[u] for u in part), set(part)
    ways = tuple(sorted({v for u in part for v in ground.near[u]} - inside))
    heavy = sorted(part, key=lambda u: (-ground.weights[u], u))
    light = tuple(z for z in range(ground.k) if weight < ground.lower[z])
    cuts = [Cut((u,), ways, light) for u in heavy[:MANY]] if light else []
    rest = tuple(z for z in range(ground.k) if weight >= ground.lower[z])
    if rest:
        a, b = heavy[0], max(main, key=lambda u: (ground.weights[u], -u))
        cuts.append(Cut((a, b), _separator(ground, a, b, ways), rest))
    return cuts


def _separator(ground: Ground, a: int, b: int, ways: Sequence[int]) -> tuple[int, ...]:
    """Of the units around a piece with `a`, those that `b` reaches first, and by which a zone would not be too heavy."""
    barrier, seen, line = set(ways), {b}, [b]
    if b in barrier:
        return ()
    reached = set()
    for u in line:
        for v in ground.near[u]:
            if v in barrier:
                reached.add(v)
            elif v not in seen:
                seen.add(v)
                line.append(v)
    most, from_a, from_b = max(ground.upper), weight_ways(ground, a), weight_ways(ground, b)
    return tuple(sorted(s for s in reached if from_a[s] + from_b[s] - ground.weights[s] <= most))


def weight_ways(ground: Ground, start: int) -> list[float]:
    """For each unit the least weight of a connected group that holds it and `start`."""
    far = [float("inf")] * ground.n
    far[start] = ground.weights[start]
    line = [(far[start], start)]
    while line:
        got, u = heappop(line)
        if got > far[u]:
            continue
        for v in ground.near[u]:
            reach = got + ground.weights[v]
            if reach < far[v]:
                far[v] = reach
                heappush(line, (reach, v))
    return far


def too_far(ground: Ground) -> list[tuple[int, int]]:
    """Pairs of units that no zone can hold together: every way between them weighs more than any zone may."""
    most = max(ground.upper)
    found: list[tuple[int, int]] = []
    for u in range(ground.n):
        far = weight_ways(ground, u)
        found.extend((u, v) for v in range(u + 1, ground.n) if far[v] > most)
    return found


def first_cuts(ground: Ground) -> list[Cut]:
    """Inequalities to begin with: a unit alone, and a pair of neighbours, that are too light for a zone."""
    groups: Iterable[tuple[int, ...]] = [*((u,) for u in range(ground.n)), *ground.edges]
    found: list[Cut] = []
    for group in groups:
        light = tuple(z for z in range(ground.k) if sum(ground.weights[u] for u in group) < ground.lower[z])
        if light:
            ways = tuple(sorted({v for u in group for v in ground.near[u]} - set(group)))
            found.extend(Cut((u,), ways, light) for u in group)
    return found


def apart(ground: Ground, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Units of which no two fit into one zone, found greedily: as many as there are zones at most."""
    far: list[set[int]] = [set() for _ in range(ground.n)]
    for u, v in pairs:
        far[u].add(v)
        far[v].add(u)
    chosen: list[int] = []
    left = set(range(ground.n))
    while left and len(chosen) < ground.k:
        best = max(left, key=lambda u: (len(far[u] & left), ground.weights[u], -u))
        chosen.append(best)
        left &= far[best]
    return chosen
