"""Which homes lie in which zone, from a day on; in one at any moment, and history keeps where they lay."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.actions.office import locked_zone
from minqing.committee.clashes import refusing
from minqing.committee.models import Coverage, Zone
from minqing.committee.spells import end_spell, room_from, standing
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Courtyard, Dwelling


@act("zone.cover")
def cover_dwellings(
    w: Writing, *, by: Actor, at: datetime, zone: Zone, dwellings: Iterable[Dwelling], from_day: date
) -> int:
    """Put homes into a zone from a day on; answers how many came into it.

    A zone that had one of them has it until that day; what was planned for a later day stays planned. Homes
    that lie in the zone then already are left as they are. Refuses homes of another community and gone ones.
    """
    require(rules.may_divide_zones(by, zone.community))
    zone = locked_zone(zone, from_day)
    chosen = {dwelling.pk for dwelling in dwellings}
    if not chosen:
        raise Refused({"dwellings": _("Choose at least one home.")})
    homes = list(_locked_homes(chosen))
    if len(homes) != len(chosen) or any(home.community != zone.community for home in homes):
        raise Refused({"dwellings": _("Choose homes of this community.")})
    if any(home.gone_on is not None and home.gone_on <= from_day for home in homes):
        raise Refused({"dwellings": _("One of these homes is gone by then.")})
    known = _spells_of(chosen, from_day)
    fresh = []
    for home in homes:
        stood = standing(known[home.pk], from_day)
        if stood is not None and stood.zone_id == zone.pk:
            continue
        until = room_from(known[home.pk], from_day)
        if stood is not None:
            end_spell(w, stood, from_day)
        fresh.append(
            Coverage(community=zone.community, zone=zone, dwelling=home, from_day=from_day, to_day=until)
        )
    with refusing("dwellings"):
        w.add_all(Coverage, fresh)
    w.about(zone, homes=len(fresh), from_day=from_day.isoformat())
    return len(fresh)


def cover_courtyard(*, by: Actor, at: datetime, zone: Zone, courtyard: Courtyard, from_day: date) -> int:
    """Put every home of a courtyard (a building: of its entrances too) into a zone, as `cover_dwellings`."""
    homes = Dwelling.objects.filter(Q(courtyard=courtyard) | Q(courtyard__building=courtyard))
    standing_homes = homes.filter(Q(gone_on__isnull=True) | Q(gone_on__gt=from_day))
    return cover_dwellings(by=by, at=at, zone=zone, dwellings=standing_homes, from_day=from_day)


@act("zone.uncover")
def uncover_dwellings(
    w: Writing, *, by: Actor, at: datetime, zone: Zone, dwellings: Iterable[Dwelling], from_day: date
) -> int:
    """Take homes out of a zone from a day on; answers how many left it. They are then shown as not covered.

    Refuses where none of them lies in the zone on that day.
    """
    require(rules.may_divide_zones(by, zone.community))
    zone = locked_zone(zone, from_day)
    chosen = {dwelling.pk for dwelling in dwellings}
    list(_locked_homes(chosen))
    left = 0
    for spells in _spells_of(chosen, from_day).values():
        stood = standing(spells, from_day)
        if stood is not None and stood.zone_id == zone.pk:
            end_spell(w, stood, from_day)
            left += 1
    if not left:
        raise Refused({"dwellings": _("None of these homes lies in the zone on that day.")})
    w.about(zone, homes=left, from_day=from_day.isoformat())
    return left


def _locked_homes(chosen: set[UUID]) -> Iterable[Dwelling]:
    """Locked in the order of their ids, so that two who divide the same courtyard wait for each other."""
    return Dwelling.objects.select_for_update().filter(pk__in=chosen).order_by("pk")


def _spells_of(chosen: set[UUID], from_day: date) -> dict[UUID, list[Coverage]]:
    """What covers these homes on the day and later, by home."""
    spells: dict[UUID, list[Coverage]] = defaultdict(list)
    lasting = Coverage.objects.select_for_update().filter(Q(to_day__isnull=True) | Q(to_day__gt=from_day))
    for spell in lasting.filter(dwelling__in=chosen).order_by("pk"):
        spells[spell.dwelling_id].append(spell)
    return spells


@act("zone.share_courtyard")
def share_courtyard(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    zone: Zone,
    courtyard: Courtyard,
    dwellings: Iterable[Dwelling],
    from_day: date,
) -> None:
    """Have exactly these homes of a courtyard lie in a zone from a day on; the zone's others there leave it.

    Refuses what `cover_dwellings` refuses.
    """
    require(rules.may_divide_zones(by, zone.community))
    wanted = {dwelling.pk for dwelling in dwellings}
    there = Dwelling.objects.filter(courtyard=courtyard)
    leaving = there.filter(
        Q(coverages__to_day__isnull=True) | Q(coverages__to_day__gt=from_day),
        coverages__zone=zone,
        coverages__from_day__lte=from_day,
    ).exclude(pk__in=wanted)
    w.about(zone, courtyard=str(courtyard.pk), from_day=from_day.isoformat())
    if leaving.exists():
        uncover_dwellings(by=by, at=at, zone=zone, dwellings=leaving, from_day=from_day)
    if wanted:
        cover_dwellings(by=by, at=at, zone=zone, dwellings=there.filter(pk__in=wanted), from_day=from_day)
