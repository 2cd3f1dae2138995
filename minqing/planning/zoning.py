"""Dividing units into zones: contiguous, balanced, few that change hands, with a proven bound.

`divide` finds one division and says how far from the best possible it can be, `tradeoffs` a small set of undominated
ones, `measure` and `breaches` speak of a division made by hand, `why_impossible` explains. Needs the extra `plan`
(`solver_present`), except for reading, `measure`, `breaches` and `why_impossible`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

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
    raise NotImplementedError


def tradeoffs(
    problem: Problem,
    seconds: float = 60.0,
    *,
    progress: Progress | None = None,
    seed: int = 0,
    most: int = 6,
) -> list[Solution]:
    """Up to `most` divisions, none of which is at least as good as another in every respect and better in one."""
    raise NotImplementedError


def measure(problem: Problem, zones: Mapping[str, str]) -> Solution:
    """The numbers of a division as it stands, kept to the bounds or not; see `breaches`."""
    raise NotImplementedError


def breaches(problem: Problem, zones: Mapping[str, str]) -> list[Reason]:
    """What a division breaks: units without zone, zones in parts, loads out of bounds, forbidden members."""
    raise NotImplementedError


def why_impossible(problem: Problem) -> Reason | None:
    """What makes a division impossible as far as it shows without search; None where nothing does."""
    raise NotImplementedError
