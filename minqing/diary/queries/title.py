"""What stands behind the title page: the basic facts of the zones that the keeper answers for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from minqing.committee.models import Coverage, Keeping, Member
from minqing.households.models import Membership, Residence


@dataclass(frozen=True)
class TitleFacts:
    """Counts on a day; the zones by name. All zero where the member keeps no zone."""

    zones: tuple[str, ...]
    courtyards: int
    dwellings: int
    households: int
    residents: int


def _holding(day: date) -> Q:
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gt=day))


def facts_behind(member: Member, day: date) -> TitleFacts:
    """The facts of the zones that a member keeps on a day: four queries (method, "The diary book")."""
    kept = list(
        Keeping.objects.filter(_holding(day), member=member)
        .order_by("zone__name")
        .values_list("zone_id", "zone__name")
    )
    covered = Coverage.objects.filter(_holding(day), zone__in=[zone for zone, _name in kept])
    homes = covered.aggregate(
        dwellings=Count("dwelling", distinct=True), courtyards=Count("dwelling__courtyard", distinct=True)
    )
    living = Residence.objects.filter(_holding(day), dwelling__in=covered.values("dwelling"))
    people = Membership.objects.filter(_holding(day), household__in=living.values("household"))
    return TitleFacts(
        zones=tuple(name for _zone, name in kept),
        courtyards=homes["courtyards"],
        dwellings=homes["dwellings"],
        households=living.values("household").distinct().count(),
        residents=people.count(),
    )
