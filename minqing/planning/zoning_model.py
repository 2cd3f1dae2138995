"""The exact model: every unit gets one zone, loads within their bounds, connectedness as inequalities added as needed.

Labels by member, not by seeds: what it proves holds for every division whatever. CP-SAT of OR-Tools.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any

from minqing.planning.zoning_bounds import Row
from minqing.planning.zoning_cuts import Cut, apart, first_cuts, too_far
from minqing.planning.zoning_ground import Ground, as_fraction

FINE = 10**6  # steps of the largest price where prices are not whole numbers of anything
PARTS = 10**4  # prices of up to four decimals are counted in whole steps
CLAUSES = 200_000  # more pairs × zones than this are left out of the model: they help, and are not needed


class Model:
    """The model of one problem; `costs` may stand in for the ground's own (a search fixes the centres)."""

    def __init__(
        self,
        ground: Ground,
        *,
        costs: Sequence[Sequence[float]] | None = None,
        ways: bool = False,
        thorough: bool = True,
    ) -> None:
        from ortools.sat.python import cp_model

        self.ground = ground
        self.model: Any = cp_model.CpModel()
        self.known: set[Cut] = set()
        self.costs = ground.costs if costs is None else costs
        self._place()
        self._aim(ways)
        if thorough:
            self.add(first_cuts(ground))
            self._keep_apart()
        self.apart_order()

    def _place(self) -> None:
        ground, model = self.ground, self.model
        self.x = [[model.new_bool_var(f"x{u}_{z}") for z in range(ground.k)] for u in range(ground.n)]
        for u, row in enumerate(self.x):
            model.add_exactly_one(row)
            for z, var in enumerate(row):
                if not ground.allowed[u][z]:
                    model.add(var == 0)
        for z in range(ground.k):
            load = sum(ground.weights[u] * self.x[u][z] for u in range(ground.n))
            model.add_linear_constraint(load, ground.lower[z], ground.upper[z])
            model.add_bool_or([self.x[u][z] for u in range(ground.n)])

    def _aim(self, ways: bool) -> None:
        """The aim in whole steps; what is not whole is rounded down, so that its bound holds."""
        ground, model, asked = self.ground, self.model, self.ground.problem.objective
        terms: list[Any] = []
        self.cuts: list[Any] = []
        prices = [asked.cut_edges, *(cost for row in self.costs for cost in row)]
        if ways:
            prices += [
                asked.distance * max(ground.weights) / ground.scale * ground.distance(u, v)
                for u in range(ground.n)
                for v in range(u)
            ]
        self.step, self.whole = _steps(prices, whole=not ways)
        if asked.cut_edges:
            price = floor(as_fraction(asked.cut_edges) / self.step)
            for a, b in ground.edges:
                cut = model.new_bool_var("")
                self.cuts.append(cut)
                terms.append(price * cut)
                for z in range(ground.k):
                    model.add_bool_or([~self.x[a][z], self.x[b][z], cut])
                    model.add_bool_or([~self.x[b][z], self.x[a][z], cut])
        self.base = 0.0
        for u, row in enumerate(self.costs):
            least = 0.0 if self.whole else min(row)  # what is rounded down must not be negative
            self.base += least
            terms.extend(
                floor((as_fraction(cost) - as_fraction(least)) / self.step) * self.x[u][z]
                for z, cost in enumerate(row)
                if cost != least
            )
        if ways:
            terms.extend(self._ways())
        self.aim = sum(terms)
        model.minimize(self.aim)

    def _ways(self) -> list[Any]:
        """Each unit goes to one centre, which lies in its own zone; a zone has one centre."""
        ground, model = self.ground, self.model
        price = self.ground.problem.objective.distance / ground.scale
        terms: list[Any] = []
        to = [[model.new_bool_var("") for _ in range(ground.n)] for _ in range(ground.n)]
        for u in range(ground.n):
            model.add_exactly_one(to[u])
            for c in range(ground.n):
                model.add_implication(to[u][c], to[c][c])
                far = as_fraction(price * ground.weights[u] * ground.distance(u, c))
                terms.append(floor(far / self.step) * to[u][c])
                for z in range(ground.k):
                    model.add_bool_or([~to[u][c], ~self.x[u][z], self.x[c][z]])
        model.add(sum(to[c][c] for c in range(ground.n)) == ground.k)
        for z in range(ground.k):
            here = []
            for c in range(ground.n):
                both = model.new_bool_var("")
                model.add_implication(both, to[c][c])
                model.add_implication(both, self.x[c][z])
                here.append(both)
            model.add_exactly_one(here)
        return terms

    def _keep_apart(self) -> None:
        self.pairs = too_far(self.ground)
        if len(self.pairs) * self.ground.k > CLAUSES:
            return
        for u, v in self.pairs:
            for z in range(self.ground.k):
                self.model.add_bool_or([~self.x[u][z], ~self.x[v][z]])

    def apart_order(self) -> None:
        """Zones that could change places are told apart: units that fit into no zone together take them in order."""
        first = self.ground.alike
        classes = [[z for z in range(self.ground.k) if first[z] == head] for head in sorted(set(first))]
        self.anchors: list[int] = []
        if len(classes) == 1 and self.ground.k > 1:
            heavy = max(range(self.ground.n), key=lambda u: (self.ground.weights[u], -u))
            self.anchors = apart(self.ground, getattr(self, "pairs", [])) or [heavy]
            if len(self.anchors) == 1:
                self.anchors = [heavy]
            for z, u in enumerate(self.anchors):
                self.model.add(self.x[u][z] == 1)

    def relabelled(self, zone: Sequence[int]) -> list[int]:
        """The same division with its zones named as this model names them."""
        if not self.anchors:
            return list(zone)
        names = {zone[u]: z for z, u in enumerate(self.anchors)}
        free = iter(range(len(names), self.ground.k))
        for z in range(self.ground.k):
            if z not in names:
                names[z] = next(free)
        return [names[z] for z in zone]

    def add(self, cuts: Sequence[Cut]) -> int:
        """Add inequalities; how many were new."""
        new = 0
        for cut in cuts:
            if cut in self.known:
                continue
            self.known.add(cut)
            new += 1
            for z in cut.zones:
                self.model.add_bool_or(
                    [*(~self.x[u][z] for u in cut.ends), *(self.x[s][z] for s in cut.ways)]
                )
        return new

    def spread(self, rows: Sequence[Row]) -> None:
        """Take the rows of the spreading metric, which cuts must keep as lengths do."""
        if self.cuts:
            for row in rows:
                near = zip(row.edges, row.pulls, strict=True)
                self.model.add(sum(pull * self.cuts[e] for e, pull in near) >= row.least)

    def hint(self, zone: Sequence[int]) -> None:
        """Begin the next round near this division."""
        self.model.clear_hints()
        for u, z in enumerate(self.relabelled(zone)):
            for other in range(self.ground.k):
                self.model.add_hint(self.x[u][other], other == z)

    def below(self, worth: float) -> None:
        """From here on look only for what is better than this worth (by a step at least)."""
        steps = (as_fraction(worth) - as_fraction(self.base)) / self.step
        self.model.add(self.aim <= (ceil(steps) - 1 if self.whole else floor(steps)))


def _steps(prices: Sequence[float], *, whole: bool) -> tuple[Fraction, bool]:
    """The step of the aim, and whether every price is a whole number of steps."""
    written = [as_fraction(price) for price in prices]
    if whole:
        parts = lcm(1, *(price.denominator for price in written))
        if parts <= PARTS:
            return Fraction(1, parts), True
    return (max(abs(price) for price in written) or Fraction(1)) / FINE, False
