"""What the map and its table say: every courtyard with its zone and what waits there, and the zones with their ground.

One reading feeds both, so that they say the same. A member sees own concerns and visits alone (minqing.access.scope).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, Value, When

from minqing.access.scope import Viewer, holding
from minqing.committee.models import Coverage, Keeping, Zone
from minqing.desk.readings import households_to_meet
from minqing.households.models import Residence
from minqing.language.order import reading_order
from minqing.territory.cells import Area, areas_of, areas_present
from minqing.territory.geometry import Place
from minqing.territory.map_queries import Spot, ground_of


@dataclass(frozen=True)
class Filters:
    """What of the ground is shown: courtyards of one zone, of a kind of what waits there, with a name like this."""

    zone: UUID | None = None
    show: str = ""
    words: str = ""

    def keeps(self, yard: "Yard") -> bool:
        """Whether a courtyard is shown."""
        if self.zone is not None and self.zone not in {zone.pk for zone in yard.zones}:
            return False
        kept = {
            "concerns": yard.open > 0,
            "late": yard.late > 0,
            "due": yard.due > 0,
            "unplaced": yard.spot.point is None,
            "bare": not yard.zones,
        }
        return kept.get(self.show, True) and self.words in yard.spot.name


@dataclass(frozen=True)
class Yard:
    """A courtyard: where it lies, its zones (the one with most homes first), households, and what waits there.

    `late`, `today` and `waiting` count its open concerns: past their promise, due before midnight, the others.
    `due` counts households not met this quarter.
    """

    spot: Spot
    zones: tuple[Zone, ...]
    households: int
    late: int
    today: int
    waiting: int
    due: int

    @property
    def open(self) -> int:
        """All its open concerns."""
        return self.late + self.today + self.waiting


@dataclass(frozen=True)
class Ground:
    """All courtyards of the community in reading order, its zones, and who keeps each."""

    yards: tuple[Yard, ...]
    zones: tuple[Zone, ...]
    keepers: Mapping[UUID, str]

    def shown(self, filters: Filters) -> list[Yard]:
        """The courtyards that the filters keep."""
        return [yard for yard in self.yards if filters.keeps(yard)]

    @cached_property
    def placed(self) -> list[tuple[Yard, Place]]:
        """The courtyards that lie on the map, with their points."""
        return [(yard, yard.spot.point) for yard in self.yards if yard.spot.point is not None]

    def areas(self) -> Mapping[UUID, Area]:
        """The ground of each zone that has courtyards on the map; none without the extra `plan`."""
        if not areas_present():
            return {}
        sites = [(point, yard.spot.outline) for yard, point in self.placed]
        return areas_of(sites, [yard.zones[0].pk if yard.zones else None for yard, _point in self.placed])


def read_ground(viewer: Viewer) -> Ground:
    """The whole ground as the viewer may see it. Seven queries beside the scope's, whatever the number of courtyards."""
    zones = {
        zone.pk: zone
        for zone in Zone.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=viewer.today), community=viewer.code
        )
    }
    lying, households = _zones_by_courtyard(viewer, zones), _households(viewer)
    waiting, due = _concerns(viewer), _due(viewer)
    yards = tuple(
        Yard(
            spot,
            tuple(lying[spot.id]),
            households[spot.id],
            waiting[spot.id]["late"],
            waiting[spot.id]["today"],
            waiting[spot.id]["waiting"],
            due[spot.id],
        )
        for spot in ground_of(viewer.code)
    )
    keepings = Keeping.objects.filter(holding(viewer.today), community=viewer.code)
    keepers = dict(keepings.values_list("zone", "member__name"))
    return Ground(yards, tuple(sorted(zones.values(), key=lambda zone: reading_order(zone.name))), keepers)


def _zones_by_courtyard(viewer: Viewer, zones: Mapping[UUID, Zone]) -> Mapping[UUID, list[Zone]]:
    standing = Q(dwelling__gone_on__isnull=True) | Q(dwelling__gone_on__gt=viewer.today)
    rows = (
        Coverage.objects.filter(holding(viewer.today), standing, community=viewer.code)
        .values("zone", courtyard=F("dwelling__courtyard"))
        .annotate(homes=Count("pk"))
        .order_by("-homes", "zone")
    )
    found: dict[UUID, list[Zone]] = defaultdict(list)
    for row in rows:
        if row["zone"] in zones:
            found[row["courtyard"]].append(zones[row["zone"]])
    return found


def _households(viewer: Viewer) -> Counter[UUID]:
    """That a home is lived in is no secret from the committee; who lives there is."""
    rows = Residence.objects.filter(holding(viewer.today), community=viewer.code)
    return _counted(rows.values_list("dwelling__courtyard").annotate(Count("household", distinct=True)))


def _due(viewer: Viewer) -> Counter[UUID]:
    waiting = households_to_meet(viewer).order_by().values("pk")
    rows = Residence.objects.filter(holding(viewer.today), household__in=waiting, community=viewer.code)
    return _counted(rows.values_list("dwelling__courtyard").annotate(Count("household", distinct=True)))


def _counted(rows: Iterable[tuple[Any, ...]]) -> Counter[UUID]:
    return Counter(dict(rows))


def _concerns(viewer: Viewer) -> Mapping[UUID, Counter[str]]:
    midnight = datetime.combine(viewer.today + timedelta(days=1), time(), viewer.zone_of_time)
    state = Case(
        When(next_due__lt=viewer.now, then=Value("late")),
        When(next_due__lt=midnight, then=Value("today")),
        default=Value("waiting"),
        output_field=CharField(),
    )
    rows = viewer.concerns().filter(closed_at__isnull=True, courtyard__isnull=False)
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    for row in rows.order_by().annotate(state=state).values("courtyard", "state").annotate(n=Count("pk")):
        counts[row["courtyard"]][row["state"]] = row["n"]
    return counts
