"""The zones as they stand on a day: what is not covered, who keeps what, how it is balanced."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from minqing.access.scope import holding
from minqing.committee.models import Coverage, Keeping, Member, Zone
from minqing.committee.queries.keepers import covers_on
from minqing.households.models import Membership, Residence
from minqing.language.order import reading_order
from minqing.territory.models import Courtyard, Dwelling
from minqing.territory.queries import day_at


@dataclass(frozen=True)
class Uncovered:
    """A courtyard with homes where people live and for which nobody answers.

    `without_zone` of the `homes` lie in no zone; the others lie in one that nobody keeps.
    """

    courtyard: UUID
    name: str
    homes: int
    households: int
    without_zone: int


@dataclass(frozen=True)
class ZoneNow:
    """A zone on a day: what lies in it, who keeps it, who covers, and the hand-over that is planned next."""

    zone: Zone
    homes: int
    households: int
    residents: int
    courtyards: int
    keeper: Member | None
    cover: Member | None
    planned: Keeping | None


@dataclass(frozen=True)
class Load:
    """What one member has: the zones, their households, and how far from the mean (no order of merit)."""

    member: Member
    zones: list[Zone]
    households: int
    mean: float

    @property
    def difference(self) -> int:
        """Households more (or fewer, below zero) than the mean, rounded."""
        return round(self.households - self.mean)

    @property
    def more(self) -> int:
        """How many households above the mean."""
        return max(self.difference, 0)

    @property
    def fewer(self) -> int:
        """How many households below the mean."""
        return max(-self.difference, 0)


@dataclass(frozen=True)
class Part:
    """What a zone has of a courtyard: `covered` of the `homes` there; `whole` where it is all of them."""

    courtyard: Courtyard
    covered: int
    homes: int
    households: int

    @property
    def whole(self) -> bool:
        """Whether the courtyard lies wholly in the zone."""
        return self.covered == self.homes


def uncovered(community: str, on: date) -> list[Uncovered]:
    """The courtyards with homes where people live and no zone or no keeper on a day, by name. One query."""
    around = Coverage.objects.filter(holding(on), dwelling=OuterRef("dwelling"))
    rows = (
        Residence.objects.filter(holding(on), community=community)
        .annotate(in_zone=Exists(around), kept=Exists(around.filter(holding(on, "zone__keepings__"))))
        .filter(kept=False)
        .values("dwelling__courtyard", "dwelling__courtyard__name")
        .annotate(
            homes=Count("dwelling", distinct=True),
            households=Count("household", distinct=True),
            without_zone=Count("dwelling", distinct=True, filter=Q(in_zone=False)),
        )
        .order_by("dwelling__courtyard__name")
    )
    return [
        Uncovered(
            row["dwelling__courtyard"],
            row["dwelling__courtyard__name"],
            row["homes"],
            row["households"],
            row["without_zone"],
        )
        for row in rows
    ]


def zones_now(community: str, on: date) -> list[ZoneNow]:
    """The zones that stand on a day, by name, with what lies in them and who keeps them. Seven queries."""
    zones = Zone.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), community=community)
    places = {
        row["zone"]: row
        for row in Coverage.objects.filter(holding(on), community=community)
        .values("zone")
        .annotate(homes=Count("dwelling"), courtyards=Count("dwelling__courtyard", distinct=True))
    }
    households, residents = households_by_zone(community, on), _residents_by_zone(community, on)
    keepings = Keeping.objects.filter(community=community).select_related("member")
    keeper_of = {row.zone_id: row.member for row in keepings.filter(holding(on))}
    planned: dict[UUID, Keeping] = {}
    for row in keepings.filter(from_day__gt=on).order_by("-from_day"):
        planned[row.zone_id] = row
    covers = covers_on(on)
    found = []
    for zone in sorted(zones, key=lambda zone: reading_order(zone.name)):
        place = places.get(zone.pk, {"homes": 0, "courtyards": 0})
        keeper = keeper_of.get(zone.pk)
        found.append(
            ZoneNow(
                zone=zone,
                homes=place["homes"],
                households=households.get(zone.pk, 0),
                residents=residents.get(zone.pk, 0),
                courtyards=place["courtyards"],
                keeper=keeper,
                cover=covers.get(keeper.pk) if keeper else None,
                planned=planned.get(zone.pk),
            )
        )
    return found


def households_by_zone(community: str, on: date) -> dict[UUID, int]:
    """How many households live in each zone on a day. One query."""
    rows = Coverage.objects.filter(holding(on), holding(on, "dwelling__residences__"), community=community)
    counts = rows.values("zone").annotate(households=Count("dwelling__residences__household", distinct=True))
    return {row["zone"]: row["households"] for row in counts}


def balance(zones: list[ZoneNow]) -> list[Load]:
    """What each keeper of these zones has, against the mean of all; by name, never by number. No query."""
    own: dict[UUID, list[ZoneNow]] = {}
    keepers: dict[UUID, Member] = {}
    for each in zones:
        if each.keeper is not None:
            keepers[each.keeper.pk] = each.keeper
            own.setdefault(each.keeper.pk, []).append(each)
    total = sum(each.households for each in zones if each.keeper is not None)
    mean = total / len(keepers) if keepers else 0.0
    loads = [
        Load(keepers[key], [each.zone for each in has], sum(each.households for each in has), mean)
        for key, has in own.items()
    ]
    return sorted(loads, key=lambda load: load.member.name)


def parts_of(zone: Zone, on: date) -> list[Part]:
    """The courtyards of which a zone has homes on a day, by name. Three queries."""
    lies_here = Exists(Coverage.objects.filter(holding(on), zone=zone, dwelling=OuterRef("pk")))
    standing = Q(gone_on__isnull=True) | Q(gone_on__gt=on)
    rows = (
        Dwelling.objects.filter(standing, community=zone.community)
        .annotate(here=lies_here)
        .values("courtyard")
        .annotate(homes=Count("pk"), covered=Count("pk", filter=Q(here=True)))
        .filter(covered__gt=0)
    )
    counts = {row["courtyard"]: row for row in rows}
    living = Residence.objects.filter(
        holding(on), holding(on, "dwelling__coverages__"), dwelling__coverages__zone=zone
    )
    households = dict(
        living.values_list("dwelling__courtyard").annotate(households=Count("household", distinct=True))
    )
    courtyards = sorted(Courtyard.objects.filter(pk__in=counts), key=lambda each: reading_order(each.name))
    return [
        Part(courtyard, row["covered"], row["homes"], households.get(courtyard.pk, 0))
        for courtyard in courtyards
        for row in (counts[courtyard.pk],)
    ]


def hand_overs_due(community: str, now: datetime) -> list[Keeping]:
    """Hand-overs that were planned, whose day has come and which are not carried out yet. Two queries."""
    today = day_at(community, now)
    waiting = Keeping.objects.filter(community=community, taken_up_at__isnull=True, from_day__lte=today)
    return list(waiting.order_by("from_day"))


def _residents_by_zone(community: str, on: date) -> dict[UUID, int]:
    rows = Membership.objects.filter(
        holding(on),
        holding(on, "household__residences__"),
        holding(on, "household__residences__dwelling__coverages__"),
        community=community,
        resident__erased_at__isnull=True,
    )
    zone = "household__residences__dwelling__coverages__zone"
    return {
        row[zone]: row["residents"]
        for row in rows.values(zone).annotate(residents=Count("resident", distinct=True))
    }
