"""The words of zoning: units, members, what is asked, and what comes out.

From the method's preparation: households are divided among the members fairly, each zone in one piece, with as few as
possible changing hands. A unit is what is never split (a courtyard, an entrance of a building).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from minqing.planning.zoning_reasons import Reason


@dataclass(frozen=True)
class Unit:
    """What is never split: its weight (households plus a care weight, not negative), position in metres, wishes.

    `prefers` scores members (lives here, worked here, knows it; more is better), `forbids` names members who must not
    have it, `now` the member who has it today. `x`, `y` are needed only where distance counts.
    """

    id: str
    weight: float
    x: float | None = None
    y: float | None = None
    prefers: Mapping[str, float] = field(default_factory=dict, hash=False)
    forbids: frozenset[str] = frozenset()
    now: str | None = None


@dataclass(frozen=True)
class Member:
    """Who gets a zone; `capacity` is the share of the work beside the others' (half time is 0.5)."""

    id: str
    capacity: float = 1.0


@dataclass(frozen=True)
class Objective:
    """The weights of the sum that is made small; contiguity and bounds are never part of it, never violated.

    - `cut_edges`: for each pair of neighbours that lies in two zones: fewest is most compact.
    - `moved`: for each unit of weight whose `now` is set and differs from the member it goes to.
    - `wishes`: for the unmet preference: over units with `prefers`, the highest score among members it does not forbid
      (at least 0), less the score of the member it goes to (0 where that one has none). Not weighed by the unit.
    - `distance`: for weight × metres from each unit to its zone's centre, which is the unit of the zone that makes this
      sum smallest (the weighted median unit): a place that exists, where the mean may lie in a lake.
    """

    cut_edges: float = 1.0
    moved: float = 0.0
    wishes: float = 0.0
    distance: float = 0.0


@dataclass(frozen=True)
class Problem:
    """Units, who borders on whom, members, and what is asked.

    Every member gets at least one unit. A load must lie within `tolerance` (0.05 is ±5 %) of the fair share, which is
    the total × capacity / sum of capacities; or, where `lower` and `upper` are given, between these, for every member.
    Edges have no direction; the same one given twice counts once.
    """

    units: Sequence[Unit]
    edges: Sequence[tuple[str, str]]
    members: Sequence[Member]
    tolerance: float = 0.05
    lower: float | None = None
    upper: float | None = None
    objective: Objective = Objective()


class Status(StrEnum):
    """How good a division is known to be."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True)
class Solution:
    """A division with its numbers, or why there is none.

    `bound`: no division whatever, contiguous and within the bounds, has a smaller objective; None where none is known.
    `deviation` is the largest |load - fair share| / fair share. `status` INFEASIBLE with `proven` False means that none
    was found in the time given.
    """

    status: Status
    zones: Mapping[str, str] = field(default_factory=dict, hash=False)  # unit -> member
    loads: Mapping[str, float] = field(default_factory=dict, hash=False)  # member -> weight
    cut_edges: int = 0
    moved_weight: float = 0.0
    unmet_wishes: float = 0.0
    distance: float = 0.0
    deviation: float = 0.0
    objective: float = 0.0
    bound: float | None = None
    seconds: float = 0.0
    why: Reason | None = None
    proven: bool = True

    @property
    def gap(self) -> float | None:
        """By how much of its own objective the best possible could be better: 0.018 is "at most 1.8 %"."""
        if self.bound is None or self.status is Status.INFEASIBLE:
            return None
        if self.objective <= 0:
            return 0.0
        return max(0.0, (self.objective - self.bound) / self.objective)


@dataclass(frozen=True)
class Told:
    """How far a search is: seconds so far of `of`, the best objective and bound so far (None: none yet)."""

    seconds: float
    of: float
    stage: str  # "start", "search", "proof", "tradeoffs"
    objective: float | None = None
    bound: float | None = None
    found: int = 0  # proposals so far, in tradeoffs


Progress = Callable[[Told], None]
