"""Homes that come and go: a new one falls to the zone that holds its courtyard, an ended one lies in none."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Coverage
from minqing.committee.spells import end_spell
from minqing.ledger.actor import Actor
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Dwelling


@act("zone.cover_new_home")
def cover_new_home(
    w: Writing, *, by: Actor, at: datetime, dwelling: Dwelling, from_day: date
) -> Coverage | None:
    """Put a new home into the zone in which all the others of its courtyard lie on that day.

    Where they lie in several zones or in none, or it is the courtyard's first, it stays uncovered and is
    shown so.
    """
    require(rules.may_keep_register(by, dwelling.community))
    w.about(dwelling, from_day=from_day.isoformat())
    lasting = Coverage.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=from_day))
    if lasting.filter(dwelling=dwelling).exists():
        return None
    zones = _zones_of_neighbours(dwelling, from_day)
    zone = next(iter(zones)) if len(zones) == 1 else None
    if zone is None:
        return None
    return w.add(Coverage(community=dwelling.community, zone_id=zone, dwelling=dwelling, from_day=from_day))


@act("zone.leave_ended_home")
def leave_ended_home(w: Writing, *, by: Actor, at: datetime, dwelling: Dwelling, on: date) -> None:
    """End what covers a home that is no more from a day on."""
    require(rules.may_keep_register(by, dwelling.community))
    lasting = Coverage.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=on), dwelling=dwelling)
    for spell in lasting.select_for_update().order_by("from_day"):
        end_spell(w, spell, on)
    w.about(dwelling, on=on.isoformat())


def _zones_of_neighbours(dwelling: Dwelling, on: date) -> set[UUID | None]:
    """The zones of the courtyard's other homes on a day; None stands for a home that lies in no zone."""
    homes = Dwelling.objects.filter(courtyard=dwelling.courtyard_id).exclude(pk=dwelling.pk)
    neighbours = homes.filter(Q(gone_on__isnull=True) | Q(gone_on__gt=on)).values("pk")
    holding = Coverage.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=on), from_day__lte=on)
    zone_of = dict(holding.filter(dwelling__in=neighbours).values_list("dwelling", "zone"))
    return {zone_of.get(home["pk"]) for home in neighbours}
