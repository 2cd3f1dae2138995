"""Dividing units into zones: contiguous, balanced, few that change hands, with a proven bound.

`divide` finds one division and says how far from the best possible it can be, `tradeoffs` a small set of undominated
ones, `measure` and `breaches` speak of a division made by hand, `why_impossible` explains. Needs the extra `plan`
(`solver_present`), except for reading, `measure`, `breaches` and `why_impossible`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from minqing.planning.zoning_ground import ground_of
from minqing.planning.zoning_impossible import why_impossible
from minqing.planning.zoning_measure import breaches, measure, numbered
from minqing.planning.zoning_reasons import BadProblem, Reason, reason_text
from minqing.planning.zoning_words import (
    Member,
    Objective,
    Problem,
    Progress,
    Solution,
    Status,
    Told,
    Unit,
)

__all__ = [
    "BadProblem",
    "Member",
    "Objective",
    "Problem",
    "Progress",
    "Reason",
    "Solution",
    "Status",
    "Told",
    "Unit",
    "breaches",
    "divide",
    "measure",
    "reason_text",
    "solver_present",
    "tradeoffs",
    "why_impossible",
]


def solver_present() -> bool:
    """Whether the extra `plan` is installed, without which nothing can be divided."""
    return find_spec("ortools") is not None


def _solver_loaded() -> None:
    """Have the solver in memory before the clock starts: on a slow machine loading it takes seconds. Raises BadProblem."""
    if not solver_present():
        raise BadProblem("no_solver")
    for each in ("ortools.sat.python.cp_model", "ortools.graph.python.linear_sum_assignment"):
        import_module(each)
    import_module("ortools.linear_solver.pywraplp")


def divide(
    problem: Problem,
    seconds: float = 20.0,
    *,
    progress: Progress | None = None,
    seed: int = 0,
    start: Mapping[str, str] | None = None,
) -> Solution:
    """The best division found within `seconds` (±1 s), with a bound of the unrestricted problem, or why there is none.

    `start` is a division to begin from (unit to member), for instance one made by hand; it need not keep to the bounds.
    """
    _solver_loaded()
    from minqing.planning.zoning_run import run_division

    ground = ground_of(problem)
    return run_division(
        ground,
        seconds,
        progress=progress,
        seed=seed,
        start=None if start is None else numbered(ground, start),
    )


def tradeoffs(
    problem: Problem,
    seconds: float = 60.0,
    *,
    progress: Progress | None = None,
    seed: int = 0,
    most: int = 6,
) -> list[Solution]:
    """Up to `most` divisions, none of which is at least as good as another in every respect and better in one.

    Respects are cuts, moved weight, unmet wishes, distance and deviation. The first is the best by the problem's own
    objective; all carry objective and bound of that one. Every one is connected and within the bounds. Where there is no
    division, a list of one that says why.
    """
    _solver_loaded()
    from minqing.planning.zoning_tradeoffs import run_tradeoffs

    return run_tradeoffs(problem, seconds, progress=progress, seed=seed, most=most)
