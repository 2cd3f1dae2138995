"""Solving the exact model in rounds, until the best division and the bound meet or time is up.

The model is solved again and again; each round's bound holds, because inequalities still missing only make the aim
smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from minqing.planning.zoning_bounds import Row
from minqing.planning.zoning_cuts import Cut, cuts_against
from minqing.planning.zoning_ground import Ground
from minqing.planning.zoning_model import Model

EXACT_WAYS = 60  # up to so many units distance is part of the model, beyond it has a bound of its own


@dataclass
class Best:
    """What is known so far: the best division, its worth, and below what no division is. Shared by search and proof."""

    zone: list[int] | None = None
    worth: float = float("inf")
    bound: float = float("-inf")
    ways_bound: float = 0.0  # what distance costs in any division
    done: bool = False  # nothing better exists
    none: bool = False  # no division exists
    heard: Callable[[], None] = field(default=lambda: None)

    def offer(self, zone: Sequence[int], worth: float) -> bool:
        """Take a division if it is better."""
        if worth >= self.worth - 1e-9:
            return False
        self.zone, self.worth = list(zone), worth
        self.heard()
        return True

    def raise_bound(self, bound: float) -> None:
        """Take a bound if it is higher."""
        if bound > self.bound + 1e-9:
            self.bound = bound
            self.heard()


@dataclass
class Round:
    """What one solving gave: how it ended, a bound in the aim's own unit, what was seen."""

    ended: str  # "optimal", "infeasible", "stopped"
    bound: float
    last: list[int] | None
    broken: bool  # whether a division with a zone in pieces was met


class Solving:
    """Solves a model in rounds, between which broken inequalities are added."""

    def __init__(self, model: Model, *, workers: int, seed: int) -> None:
        self.model, self.workers, self.seed = model, workers, seed

    def round(
        self,
        until: float,
        patience: float,
        take: Callable[[list[int]], None],
        heard: Callable[[float], None] = lambda bound: None,
    ) -> Round:
        """Solve until the end, or `until`; ends early `patience` seconds after it met a zone in pieces.

        Connected divisions go to `take`; for the others inequalities are added. `heard` is told each higher bound.
        """
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = self.seed
        solver.parameters.max_time_in_seconds = max(0.01, until - monotonic())
        solver.best_bound_callback = lambda bound: heard(self._in_the_aim(bound))
        self.solver = solver
        watcher = _watcher(self.model, monotonic() + patience, take)
        status = solver.solve(self.model.model, watcher)
        self.model.add(watcher.broken)
        bound = self._in_the_aim(solver.best_objective_bound)
        ended = {cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible"}.get(status, "stopped")
        return Round(ended, bound, watcher.last, bool(watcher.broken))

    def _in_the_aim(self, steps: float) -> float:
        return float(self.model.step) * steps + self.model.base


def _watcher(model: Model, soonest: float, take: Callable[[list[int]], None]) -> Any:
    """Looks at each division the solver meets."""
    from ortools.sat.python import cp_model

    class Watcher(cp_model.CpSolverSolutionCallback):
        def __init__(self) -> None:
            super().__init__()
            self.broken: list[Cut] = []
            self.last: list[int] | None = None
            self.seen = 0

        def on_solution_callback(self) -> None:
            self.seen += 1
            ks = range(model.ground.k)
            zone = [next(z for z in ks if self.boolean_value(row[z])) for row in model.x]
            self.last = zone
            cuts = cuts_against(model.ground, zone)
            if not cuts:
                take(zone)
            self.broken.extend(cuts)
            if self.broken and monotonic() >= soonest:
                self.stop_search()

    return Watcher()


def prove(
    ground: Ground,
    best: Best,
    until: float,
    *,
    workers: int,
    seed: int,
    over: Callable[[], bool],
    rows: Sequence[Row] = (),
) -> None:
    """Look for better divisions and raise the bound until one meets the other, or time is up. Writes into `best`."""
    ways = bool(ground.problem.objective.distance) and ground.n <= EXACT_WAYS
    model = Model(ground, ways=ways)
    model.spread(rows)
    solving, begun = Solving(model, workers=workers, seed=seed), monotonic()
    extra = 0.0 if ways or not ground.problem.objective.distance else best.ways_bound
    asked = float("inf")
    while not over() and monotonic() < until:
        if best.zone is not None:
            model.hint(best.zone)
            if best.worth < asked and model.whole and not ground.problem.objective.distance:
                asked = best.worth
                model.below(asked)
        got = solving.round(
            until,
            0.1 * (monotonic() - begun),
            lambda zone: _take(ground, best, zone),
            _raising(best, extra, min(asked, best.worth)),
        )
        if got.ended == "infeasible":
            best.done, best.none = True, best.zone is None
            if best.zone is not None:
                best.raise_bound(min(asked, best.worth))
            return
        best.raise_bound(min(got.bound + extra, asked, best.worth))
        meets = best.bound >= best.worth - 1e-6 * max(1.0, abs(best.worth))
        exhausted = got.ended == "optimal" and not got.broken and got.last is not None
        if meets or exhausted:
            best.done = meets or extra == 0.0
            return


def _raising(best: Best, extra: float, cap: float) -> Callable[[float], None]:
    """Takes the solver's bounds as they come; no higher than what is had already, below which alone it looks."""
    return lambda bound: best.raise_bound(min(bound + extra, cap))


def _take(ground: Ground, best: Best, zone: Sequence[int]) -> None:
    if ground.keeps(zone):
        best.offer(zone, ground.objective(zone))
