"""Working proposals out: from the ground to a few undominated divisions with their numbers, telling how far it is."""

from collections.abc import Callable, Sequence
from datetime import datetime

from minqing.committee.actions.zoning import note_none, note_progress, note_proposals
from minqing.committee.models import ZoningRun
from minqing.committee.queries.zoning import ground_to_divide, numbers_of, problem_of, wishes_of
from minqing.ledger.actor import SYSTEM
from minqing.planning import zoning
from minqing.territory.queries import day_at

MOST = 6


def work_out(run: ZoningRun, clock: Callable[[], datetime]) -> None:
    """Gather the ground, have it divided, keep what is found or why there is none. A second time does nothing."""
    if run.state not in (ZoningRun.State.WAITING, ZoningRun.State.RUNNING):
        return
    if not zoning.solver_present():
        why = zoning.Reason("no_solver")
        note_none(by=SYSTEM, at=clock(), run=run, why=why.to_json(), failed=True)
        return
    ground = ground_to_divide(run.community, day_at(run.community, run.asked_at))
    note_progress(by=SYSTEM, at=clock(), run=run, done=2, ground=ground.as_json())
    problem = problem_of(ground, run.asked, wishes_of(run.community))
    why_not = zoning.why_impossible(problem)
    if why_not is None:
        teller = _Teller(run, clock)
        found = zoning.tradeoffs(problem, run.asked["seconds"], progress=teller, most=MOST)
        divided = [each for each in found if each.zones]
        if divided:
            bound = _border_bound(divided)
            kept = [(each.zones, {**numbers_of(each), "border_bound": bound}) for each in divided]
            note_proposals(by=SYSTEM, at=clock(), run=run, found=kept)
            return
        why_not = next((each.why for each in found if each.why), None) or zoning.Reason(
            "none_found", {"seconds": str(run.asked["seconds"])}
        )
    note_none(by=SYSTEM, at=clock(), run=run, why=why_not.to_json())


class _Teller:
    """Tells how far the search is, at most once in two hundredths."""

    def __init__(self, run: ZoningRun, clock: Callable[[], datetime]) -> None:
        self._run, self._clock, self._told = run, clock, 2

    def __call__(self, told: zoning.Told) -> None:
        done = min(99, 2 + int(97 * told.seconds / told.of)) if told.of > 0 else 2
        if done >= self._told + 2:
            self._told = done
            note_progress(by=SYSTEM, at=self._clock(), run=self._run, done=done)


def _border_bound(found: Sequence[zoning.Solution]) -> float | None:
    """What is proven of the fewest borders between zones: of the first proposal, which is made for few borders alone."""
    return found[0].bound
