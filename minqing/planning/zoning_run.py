"""One division from start to end: starts, search, neighbourhoods, and the proof beside them, within the seconds given.

Where time allows, the same seed gives the same division: the first searches are counted in steps, not in seconds. What
depends on the clock is how many of them fit, what the solver (several threads) finds first, and how high the bound gets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from threading import Thread
from time import monotonic

from minqing.planning.zoning_bounds import Row, least_cuts
from minqing.planning.zoning_exact import Best, prove
from minqing.planning.zoning_ground import Ground
from minqing.planning.zoning_impossible import TooWide, share_out, why_not
from minqing.planning.zoning_measure import measured, whole
from minqing.planning.zoning_names import best_names
from minqing.planning.zoning_neighbourhood import mend
from minqing.planning.zoning_reasons import Reason, number_text
from minqing.planning.zoning_search import Walk, anneal
from minqing.planning.zoning_start import joined, parts_of, start_division
from minqing.planning.zoning_ways import least_costs, least_ways
from minqing.planning.zoning_words import Progress, Solution, Status, Told

PROVABLE = 6000  # units × members up to which the exact model of the whole is solved
WORKERS = 6  # threads of the solver: more than a small machine has, because they search in different ways
TINY = 60  # units × members up to which the exact model alone, in one thread, is quickest
RESERVE = 0.15  # seconds kept back for the last check
EVERY = 0.5  # seconds between two tellings


class Run:
    """The state of one division: what is known, how much time is left, who is told."""

    def __init__(self, ground: Ground, seconds: float, seed: int, progress: Progress | None) -> None:
        self.ground, self.seconds, self.seed, self.progress = ground, seconds, seed, progress
        self.begun = monotonic()
        self.until = self.begun + max(0.05, seconds - min(RESERVE, seconds / 10))
        self.best = Best(heard=self.tell)
        self.stage, self.told = "start", 0.0
        self.chance = Random(seed)
        self.rows: list[Row] = []

    def spent(self) -> float:
        """Seconds so far."""
        return monotonic() - self.begun

    def over(self) -> bool:
        """Whether time is up, or nothing better can be found."""
        best = self.best
        if best.bound >= best.worth - 1e-9 * max(1.0, abs(best.worth)):
            best.done = True
        return best.done or monotonic() >= self.until

    def tell(self) -> None:
        """Tell how far it is, not too often."""
        now = monotonic()
        if self.progress is None or now - self.told < EVERY:
            return
        self.told = now
        best = self.best
        self.progress(
            Told(
                seconds=round(self.spent(), 2),
                of=self.seconds,
                stage=self.stage,
                objective=whole(best.worth) if best.zone is not None else None,
                bound=whole(best.bound) if best.bound > float("-inf") else None,
            )
        )

    def divide(self, start: Sequence[int] | None) -> None:
        """Starts and search first, then the bound, then proof and neighbourhoods side by side."""
        ground, best = self.ground, self.best
        if ground.k == 1:
            best.offer([0] * ground.n, ground.objective([0] * ground.n))
            best.raise_bound(best.worth)
            return
        best.raise_bound(least_costs(ground))
        if ground.n * ground.k <= TINY:
            self.stage = "proof"
            self._prove()
            return
        groups = self._groups()
        small = ground.n * ground.k <= PROVABLE
        if groups is not None:
            self.search(groups, start, min(0.12 * self.seconds, 3.0) if small else 0.45 * self.seconds)
        if self.over():
            return
        if small:
            self.bound_below(0.25)
            if self.over():
                return
            self.stage = "proof"
            self._beside(self._prove, lambda: self._go_on(groups))
        else:
            self.stage = "proof"
            self._beside(lambda: self._go_on(groups), lambda: self.bound_below(1.0))

    def _groups(self) -> list[tuple[list[int], list[int]]] | None:
        """Which members share which connected part; None where only the exact model can tell."""
        parts = parts_of(self.ground)
        if len(parts) == 1:
            return [(parts[0], list(range(self.ground.k)))]
        try:
            shared = share_out(self.ground, parts)
        except TooWide:
            return None
        return list(zip(parts, shared, strict=True)) if shared is not None else None

    def search(
        self, groups: Sequence[tuple[list[int], list[int]]], start: Sequence[int] | None, seconds: float
    ) -> None:
        """Anneal from several starts until so many seconds are spent or it stands still."""
        self.stage = "search"
        end = min(self.until, self.begun + seconds)
        steps, still, turn = 1500 * self.ground.n, 0, 0
        if start is not None:
            self._from(joined(self.ground, start, groups, self.chance), steps // 2, end, hot=0.3)
        while not self.over() and monotonic() < end and still < 6:
            before = self.best.worth
            zone = self._fresh(groups)
            if self.ground.keeps(zone):
                self.best.offer(zone, self.ground.objective(zone))
            self._from(zone, steps, end, hot=1.0)
            turn += 1
            if turn % 3 == 0 and self.best.zone is not None:
                self._from(self.best.zone, steps, end, hot=0.45)
            still = still + 1 if self.best.worth >= before - 1e-9 else 0
            if self.ground.n <= 12 and turn > 3:
                break

    def _fresh(self, groups: Sequence[tuple[list[int], list[int]]]) -> list[int]:
        """A new start; where it matters who gets what, with its zones given to those whom they suit best."""
        zone = start_division(self.ground, groups, self.chance)
        return best_names(self.ground, zone) if self.ground.has_costs else zone

    def _from(self, zone: Sequence[int], steps: int, end: float, *, hot: float) -> None:
        walk = Walk(self.ground, zone, self.chance)
        fair = self._steps_in(walk, end, steps)
        found = anneal(walk, fair, lambda: self.over() or monotonic() >= end + 0.2, hot=hot, told=self.tell)
        if found is not None:
            found = best_names(self.ground, found) if self.ground.has_costs else found
            self.best.offer(found, self.ground.objective(found))

    def _steps_in(self, walk: Walk, end: float, steps: int) -> int:
        """So many steps as the time left allows, measured: an annealing cut short has not cooled."""
        if not walk.border:
            return steps
        begun = monotonic()
        for _ in range(500):
            walk.step(1e-6)
        pace = (monotonic() - begun) / 500
        return max(2000, min(steps, int(max(0.0, end - monotonic()) / max(pace, 1e-7) * 0.6)))

    def bound_below(self, share: float) -> None:
        """Raise the bound by spreading metrics and, where distance counts, by medians; for at most `share` more time."""
        end = min(self.until, monotonic() + share * self.seconds)
        ground, asked = self.ground, self.ground.problem.objective
        costs = least_costs(ground)
        ways = 0.0
        if asked.distance:
            ways = asked.distance * least_ways(ground, lambda: monotonic() >= end or self.best.done)
            self.best.ways_bound = ways
            self.best.raise_bound(min(self.best.worth, costs + ways))
        if asked.cut_edges:
            _, self.rows = least_cuts(
                ground,
                lambda: monotonic() >= end or self.over(),
                lambda cuts: self.best.raise_bound(
                    min(self.best.worth, costs + ways + asked.cut_edges * cuts)
                ),
            )

    def _prove(self) -> None:
        useful = self.best.bound >= 0.75 * self.best.worth
        prove(
            self.ground,
            self.best,
            self.until,
            workers=WORKERS if self.ground.n * self.ground.k > TINY else 1,
            seed=self.seed % 2**31,
            over=self.over,
            rows=self.rows if useful else (),
        )

    def _go_on(self, groups: Sequence[tuple[list[int], list[int]]] | None) -> None:
        """Neighbourhoods until all are tried; then shake the best and go on, while time lasts."""
        small = self.ground.n * self.ground.k <= PROVABLE
        while not self.over():
            if self.best.zone is None:
                if groups is None:
                    return
                self._from(self._fresh(groups), 4000 * self.ground.n, self.until, hot=1.0)
                continue
            if mend(self.ground, self.best, self.until, self.chance, self.over):
                if small and self.spent() > 0.5 * self.seconds:
                    return  # the proof needs the machine more
                heat = self.chance.uniform(0.2, 0.6)
                self._from(self.best.zone, 600 * self.ground.n, self.until, hot=heat)

    def _beside(self, aside: Callable[[], None], here: Callable[[], None]) -> None:
        """Two works at once; an error of the other thread is raised here."""
        raised: list[BaseException] = []

        def work() -> None:
            try:
                aside()
            except BaseException as error:  # handed to the caller below
                raised.append(error)
                self.until = 0.0

        other = Thread(target=work, name="zoning", daemon=True)
        other.start()
        here()
        while other.is_alive():
            other.join(0.1)
            self.tell()
        if raised:
            raise raised[0]

    def solution(self) -> Solution:
        """What was found, or why nothing."""
        best, took = self.best, round(self.spent(), 3)
        if best.zone is None:
            if best.none:
                why = Reason("proven_none")
            else:
                why = Reason("none_found", {"seconds": number_text(round(self.seconds, 1))})
            return Solution(Status.INFEASIBLE, seconds=took, why=why, proven=best.none)
        found = measured(self.ground, best_names(self.ground, best.zone))
        bound = best.bound if best.bound > float("-inf") else None
        if bound is not None:
            bound = whole(min(bound, found.objective))
        done = best.done or (bound is not None and bound >= found.objective - 1e-6)
        return replace(
            found, status=Status.OPTIMAL if done else Status.FEASIBLE, bound=bound, seconds=took, proven=done
        )


def run_division(
    ground: Ground, seconds: float, *, progress: Progress | None, seed: int, start: Sequence[int] | None
) -> Solution:
    """See `minqing.planning.zoning.divide`."""
    run = Run(ground, seconds, seed, progress)
    why = why_not(ground)
    if why is not None:
        return Solution(Status.INFEASIBLE, seconds=round(run.spent(), 3), why=why)
    run.divide(start)
    return run.solution()
