"""Proposals as the pages show them: zones numbered and coloured, their numbers, a chart of what each gives up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from minqing.committee.models import Member, Proposal, ZoningRun
from minqing.committee.queries.zoning import Ground, Unit, ground_from
from minqing.committee.zone_map import Cell, Drawing, drawing_of

HUES = 8


@dataclass(frozen=True)
class Share:
    """What one member has in a proposal. `place` counts from 1 and is what the map shows in each cell."""

    place: int
    member: str
    name: str
    households: int
    load: float
    fair: float
    units: tuple["Weighed", ...]
    come: int
    go: int

    @property
    def hue(self) -> int:
        """The colour on the map, one of eight."""
        return (self.place - 1) % HUES

    @property
    def difference(self) -> float:
        """How far from the fair share, in hundredths of it."""
        return 100 * (self.load - self.fair) / self.fair if self.fair else 0.0


@dataclass(frozen=True)
class Weighed:
    """A courtyard in the list of a zone."""

    id: str
    name: str
    households: int
    weight: float


@dataclass(frozen=True)
class Coloured:
    """A cell of the map with the zone that it lies in; `moved`: it changes hands."""

    cell: Cell
    place: int
    moved: bool

    @property
    def hue(self) -> int:
        """The colour on the map, one of eight."""
        return (self.place - 1) % HUES


class RunView:
    """A run with its members' names and its drawing, made once for all its proposals."""

    def __init__(self, run: ZoningRun, members: Sequence[Member]) -> None:
        self.run = run
        names = {str(member.pk): member.name for member in members}
        self.names = {key: names.get(key, _("Someone who left")) for key, _share in run.asked["members"]}
        self.shares: Mapping[str, float] = dict(run.asked["members"])

    @cached_property
    def ground(self) -> Ground:
        """What is divided."""
        return ground_from(self.run.ground)

    @cached_property
    def drawing(self) -> Drawing:
        """The cells of the map."""
        return drawing_of(self.ground)

    def weight(self, unit: Unit) -> float:
        """What a courtyard weighs: its households and what its needs of care count."""
        return float(unit.households + self.run.asked["care_weight"] * unit.care)


class ProposalView:
    """A proposal of a run as its page and its card show it."""

    def __init__(self, of: RunView, proposal: Proposal) -> None:
        self.of, self.proposal = of, proposal
        self.zones: Mapping[str, str] = proposal.zones
        self.numbers: Mapping[str, Any] = proposal.numbers

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each member's zone on the map."""
        return {member: place for place, member in enumerate(self.of.names, start=1)}

    @cached_property
    def shares_of_all(self) -> list[Share]:
        """What each member has, in the order of the run."""
        total = sum(self.of.weight(unit) for unit in self.of.ground.units)
        whole = sum(self.of.shares.values())
        found = []
        for member, name in self.of.names.items():
            units = tuple(unit for unit in self.of.ground.units if self.zones.get(unit.id) == member)
            before = {unit.id for unit in self.of.ground.units if unit.now == member}
            found.append(
                Share(
                    self.places[member],
                    member,
                    name,
                    sum(unit.households for unit in units),
                    sum(self.of.weight(unit) for unit in units),
                    total * self.of.shares[member] / whole,
                    tuple(
                        Weighed(unit.id, unit.name, unit.households, self.of.weight(unit)) for unit in units
                    ),
                    sum(unit.households for unit in units if unit.id not in before),
                    sum(
                        unit.households
                        for unit in self.of.ground.units
                        if unit.id in before and self.zones.get(unit.id) != member
                    ),
                )
            )
        return found

    @cached_property
    def cells(self) -> list[Coloured]:
        """The map, coloured."""
        return [
            Coloured(
                cell,
                self.places[self.zones[cell.unit.id]],
                cell.unit.now is not None and cell.unit.now != self.zones[cell.unit.id],
            )
            for cell in self.of.drawing.cells
            if cell.unit.id in self.zones
        ]

    @cached_property
    def moved(self) -> list[tuple[Unit, str, str]]:
        """The courtyards that change hands, from whom to whom; first zones are no change."""
        names = self.of.names
        return [
            (unit, names.get(unit.now, _("another member")), names[self.zones[unit.id]])
            for unit in self.of.ground.units
            if unit.now is not None and unit.id in self.zones and unit.now != self.zones[unit.id]
        ]

    @property
    def households_moved(self) -> int:
        """How many households change hands."""
        return sum(unit.households for unit, _before, _after in self.moved)

    @property
    def uneven(self) -> float:
        """The largest distance from a fair share, in hundredths of it."""
        return 100 * float(self.numbers["deviation"])

    @property
    def metres(self) -> float | None:
        """How far homes lie from the middle of their zone on average; None where the map is not complete."""
        weight = sum(self.of.weight(unit) for unit in self.of.ground.units)
        distance = self.numbers["distance"]
        return float(distance / weight) if weight and distance and not self.of.ground.unplaced else None

    @property
    def from_best(self) -> float | None:
        """At most so much more than the fewest borders possible, in hundredths of these; None where no bound is known."""
        bound, borders = self.numbers.get("border_bound"), self.numbers["cut_edges"]
        if not bound or not borders:
            return None
        return float(max(0.0, 100 * (borders - bound) / bound))


@dataclass(frozen=True)
class Dot:
    """A proposal on the chart; `x` grows with households that change hands, `y` (downwards) with compactness."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """What the proposals give up against each other: few that change hands to the left, few borders at the bottom."""

    dots: tuple[Dot, ...]
    most_moved: int
    least_moved: int
    most_borders: int
    least_borders: int


def chart_of(proposals: Sequence[ProposalView]) -> Chart:
    """The proposals between the corners of a box of 440 × 240, a margin of 30 left free."""
    moved = [each.households_moved for each in proposals] or [0]
    borders = [int(each.numbers["cut_edges"]) for each in proposals] or [0]

    def along(value: float, values: Sequence[int], length: float) -> float:
        least, most = min(values), max(values)
        part = (value - least) / (most - least) if most > least else 0.5
        return round(30 + part * (length - 60), 1)

    dots = tuple(
        Dot(
            each.proposal.number,
            along(each.households_moved, moved, 440),
            240 - along(int(each.numbers["cut_edges"]), borders, 240),
        )
        for each in proposals
    )
    return Chart(dots, max(moved), min(moved), max(borders), min(borders))
