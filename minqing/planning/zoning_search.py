"""The search: units at a border change sides, one at a time, ever less against the aim (annealing).

Zones stay in one piece at every step; bounds and bars may be broken on the way, at a price that grows until they are
kept. What is found best that keeps to everything is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, hypot, log
from random import Random

from minqing.planning.zoning_ground import Ground

BARRED = 1e3  # the price of a barred member, in the aim's own unit; only while the search goes on


class Walk:
    """A division that changes by single units, with what the aim and the broken bounds come to."""

    def __init__(self, ground: Ground, zone: Sequence[int], chance: Random) -> None:
        """Begin at `zone`, in which every zone is in one piece and not empty."""
        self.ground, self.chance = ground, chance
        self.zone = list(zone)
        asked = ground.problem.objective
        self.cut_price, self.way_price = asked.cut_edges, asked.distance / ground.scale
        heavy = BARRED * max(1.0, asked.cut_edges)
        self.costs = [
            [cost if ok else cost + heavy for cost, ok in zip(row, bars, strict=True)]
            for row, bars in zip(ground.costs, ground.allowed, strict=True)
        ]
        self.mean = max(1.0, ground.total / ground.n)
        self.price = 1.0
        self._take_stock()

    def _take_stock(self) -> None:
        ground, zone = self.ground, self.zone
        self.load, self.size = [0] * ground.k, [0] * ground.k
        for u, z in enumerate(zone):
            self.load[z] += ground.weights[u]
            self.size[z] += 1
        self.abroad = [sum(zone[v] != zone[u] for v in ground.near[u]) for u in range(ground.n)]
        self.border = [u for u in range(ground.n) if self.abroad[u]]
        self.at = [-1] * ground.n
        for i, u in enumerate(self.border):
            self.at[u] = i
        self.find_centres()

    def find_centres(self) -> None:
        """Look anew where each zone's centre lies; between two looks distance is taken to the last one."""
        if not self.way_price:
            return
        ground = self.ground
        self.centres = [ground.spots[ground.centre(group)[0]] for group in ground.members_of(self.zone)]

    def broken(self, z: int, load: int) -> float:
        """By how much a load lies out of a zone's bounds, in mean units."""
        ground = self.ground
        if load > ground.upper[z]:
            return (load - ground.upper[z]) / self.mean
        if load < ground.lower[z]:
            return (ground.lower[z] - load) / self.mean
        return 0.0

    def worth(self) -> float:
        """The aim as the search sees it, without broken bounds."""
        got = self.cut_price * sum(self.abroad) / 2
        got += sum(self.costs[u][z] for u, z in enumerate(self.zone))
        if self.way_price:
            got += sum(self._way(u, z) for u, z in enumerate(self.zone))
        return got

    def _way(self, u: int, z: int) -> float:
        (ax, ay), (bx, by) = self.ground.spots[u], self.centres[z]
        return self.way_price * self.ground.weights[u] * hypot(ax - bx, ay - by)

    def step(self, heat: float) -> float | None:
        """Try one change at this heat; what the aim gained in price by it, None where nothing changed."""
        ground, zone, chance = self.ground, self.zone, self.chance
        u = self.border[int(chance.random() * len(self.border))]
        near, a = ground.near[u], zone[u]
        if self.size[a] == 1:
            return None
        b = zone[near[int(chance.random() * len(near))]]
        if b == a:
            return None
        here = there = 0
        for v in near:
            z = zone[v]
            if z == a:
                here += 1
            elif z == b:
                there += 1
        gain = self.cut_price * (here - there) + self.costs[u][b] - self.costs[u][a]
        if self.way_price:
            gain += self._way(u, b) - self._way(u, a)
        w, load = ground.weights[u], self.load
        fault = self.broken(a, load[a] - w) + self.broken(b, load[b] + w)
        fault -= self.broken(a, load[a]) + self.broken(b, load[b])
        felt = gain + self.price * fault
        if felt > 0 and (heat <= 0 or chance.random() >= exp(-felt / heat)):
            return None
        if here > 1 and not self.stays_whole(u, a, here):
            return None
        self._move(u, a, b)
        return gain

    def stays_whole(self, u: int, a: int, here: int) -> bool:
        """Whether zone `a` is in one piece without `u`, which borders on it `here` times."""
        zone, near = self.zone, self.ground.near
        wanted = {v for v in near[u] if zone[v] == a}
        start = wanted.pop()
        seen, line = {u, start}, [start]
        for x in line:
            for v in near[x]:
                if v not in seen and zone[v] == a:
                    if v in wanted:
                        wanted.discard(v)
                        if not wanted:
                            return True
                    seen.add(v)
                    line.append(v)
        return False

    def _move(self, u: int, a: int, b: int) -> None:
        zone, abroad, w = self.zone, self.abroad, self.ground.weights[u]
        zone[u] = b
        self.load[a] -= w
        self.load[b] += w
        self.size[a] -= 1
        self.size[b] += 1
        for v in self.ground.near[u]:
            z = zone[v]
            if z == a:
                abroad[v] += 1
                abroad[u] += 1
                if abroad[v] == 1:
                    self._mark(v)
            elif z == b:
                abroad[v] -= 1
                abroad[u] -= 1
                if not abroad[v]:
                    self._unmark(v)
        if not abroad[u]:
            self._unmark(u)

    def _mark(self, u: int) -> None:
        self.at[u] = len(self.border)
        self.border.append(u)

    def _unmark(self, u: int) -> None:
        i, last = self.at[u], self.border.pop()
        if last != u:
            self.border[i] = last
            self.at[last] = i
        self.at[u] = -1

    def fault(self) -> float:
        """How much is broken: bounds, and bars."""
        bars = sum(not self.ground.allowed[u][z] for u, z in enumerate(self.zone))
        return bars + sum(self.broken(z, load) for z, load in enumerate(self.load))


def anneal(
    walk: Walk,
    steps: int,
    over: Callable[[], bool],
    *,
    hot: float = 1.0,
    cold: float = 0.15,
    told: Callable[[], None] = lambda: None,
) -> list[int] | None:
    """The best division met on the way that keeps to everything; None where none was met.

    Heat falls from `hot` to `cold`, in the price of a cut (or of a typical change where cuts cost nothing).
    """
    if not walk.border or walk.ground.k < 2:
        return list(walk.zone) if walk.fault() == 0 else None
    unit = _typical(walk)
    best: list[int] | None = None
    best_worth, worth = float("inf"), walk.worth()
    rounds = 200
    for turn in range(rounds):
        done = turn / rounds
        heat = unit * hot * exp(log(cold / hot) * done)
        walk.price = unit * (0.3 + 4.0 * done * done)
        for _ in range(max(1, steps // rounds)):
            gain = walk.step(heat)
            if gain is None:
                continue
            worth += gain
            if worth < best_worth - 1e-9 and all(
                low <= load <= high
                for low, load, high in zip(walk.ground.lower, walk.load, walk.ground.upper, strict=True)
            ):
                best_worth, best = worth, list(walk.zone)
        if walk.way_price:
            walk.find_centres()
            worth = walk.worth()
        told()
        if over():
            break
    return best if best is not None and walk.ground.keeps(best) else None


def _typical(walk: Walk) -> float:
    """What one change typically weighs in the aim: the price of a cut, and as much for costs and ways."""
    ground = walk.ground
    sample = walk.border[:: max(1, len(walk.border) // 200)]
    found = []
    for u in sample:
        a = walk.zone[u]
        for v in ground.near[u]:
            b = walk.zone[v]
            if b != a and ground.allowed[u][b] and ground.allowed[u][a]:
                change = abs(walk.costs[u][b] - walk.costs[u][a])
                if walk.way_price:
                    change += abs(walk._way(u, b) - walk._way(u, a))
                found.append(change)
    rest = sum(found) / len(found) if found else 0.0
    return max(walk.cut_price, rest * 0.5) or 1.0
