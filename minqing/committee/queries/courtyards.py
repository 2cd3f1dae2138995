"""Courtyards and homes as they are divided: what the pages that divide them choose from."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from minqing.access.scope import holding
from minqing.committee.models import Coverage, Zone
from minqing.households.models import Residence
from minqing.language.order import reading_order
from minqing.territory.models import Courtyard, Dwelling


@dataclass(frozen=True)
class Share:
    """How a courtyard is divided on a day: `here` homes in the zone asked about, `bare` in none."""

    courtyard: Courtyard
    homes: int
    here: int
    bare: int
    elsewhere: list[Zone]

    @property
    def whole(self) -> bool:
        """Whether all its homes lie in the zone."""
        return self.homes > 0 and self.here == self.homes


@dataclass(frozen=True)
class Home:
    """A home, the zone in which it lies on a day, and how many households live in it."""

    dwelling: Dwelling
    zone: Zone | None
    households: int


def courtyards_by_zone(community: str, zone: Zone, on: date) -> list[Share]:
    """Every courtyard with homes, as a zone sees it: those with bare homes first. Three queries."""
    standing = Q(dwellings__gone_on__isnull=True) | Q(dwellings__gone_on__gt=on)
    yards = (
        Courtyard.objects.filter(community=community)
        .annotate(homes=Count("dwellings", filter=standing))
        .filter(homes__gt=0)
    )
    lying = Coverage.objects.filter(
        holding(on), Q(dwelling__gone_on__isnull=True) | Q(dwelling__gone_on__gt=on), community=community
    )
    zones = {each.pk: each for each in Zone.objects.filter(community=community)}
    counts: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for row in lying.values("dwelling__courtyard", "zone").annotate(homes=Count("dwelling")):
        counts[row["dwelling__courtyard"]][row["zone"]] = row["homes"]
    shares = []
    for yard in yards:
        has = counts[yard.pk]
        elsewhere = sorted((zones[key] for key in has if key != zone.pk), key=lambda each: each.name)
        shares.append(Share(yard, yard.homes, has.get(zone.pk, 0), yard.homes - sum(has.values()), elsewhere))
    return sorted(shares, key=lambda share: (share.bare == 0, reading_order(share.courtyard.name)))


def homes_of(courtyard: Courtyard, on: date) -> list[Home]:
    """The homes of a courtyard that stand on a day, by label, with the zone of each. Three queries."""
    standing = Q(gone_on__isnull=True) | Q(gone_on__gt=on)
    homes = list(courtyard.dwellings.filter(standing))
    lying = Coverage.objects.filter(holding(on), dwelling__courtyard=courtyard).select_related("zone")
    zone_of = {row.dwelling_id: row.zone for row in lying}
    living = Residence.objects.filter(holding(on), dwelling__courtyard=courtyard)
    counts = dict(living.values_list("dwelling").annotate(households=Count("household")))
    homes.sort(key=lambda home: (len(home.unit), home.unit))
    return [Home(home, zone_of.get(home.pk), counts.get(home.pk, 0)) for home in homes]
