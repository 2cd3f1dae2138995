"""A zone lies with its neighbours while its keeper is away, and comes back by itself (element 1: leave cover)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.access.scope import holding
from minqing.committee.actions.office import locked_zone
from minqing.committee.clashes import refusing
from minqing.committee.models import Coverage, Keeping, Leave, Spread, Zone
from minqing.committee.spells import end_spell
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Dwelling


@act("zone.spread")
def spread_zone(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    leave: Leave,
    zone: Zone,
    to: Mapping[UUID, Zone],
    from_day: date,
) -> Spread:
    """Put a zone's courtyards (by id) into its neighbours' zones from a day up to the end of an absence; then they are back.

    Coverage itself says so, so phones, late facts and lists follow. Refuses an open-ended absence, a day outside it, a
    zone that its member does not keep, a zone already spread in these days, a courtyard without a zone to go to, and
    homes for which another zone is planned in these days.
    """
    require(rules.may_divide_zones(by, zone.community))
    zone, until = locked_zone(zone, from_day), leave.to_day
    if until is None:
        raise Refused(_("Say first when the absence ends: then the zone comes back by itself."))
    if not leave.from_day <= from_day < until:
        raise Refused({"from_day": _("Choose a day of this absence.")})
    if not Keeping.objects.filter(holding(from_day), zone=zone, member=leave.member).exists():
        raise Refused(_("The zone is not kept by who is away then."))
    lying = Coverage.objects.select_for_update().filter(holding(from_day), zone=zone).order_by("pk")
    spells = list(lying.select_related("dwelling"))
    later = Coverage.objects.filter(
        dwelling__in=[spell.dwelling_id for spell in spells], from_day__gt=from_day, from_day__lt=until
    )
    if later.exists():
        raise Refused(_("For some of these homes another zone is planned in these days. Change that first."))
    fresh = _away_and_back(w, spells, to, from_day, until)
    spread = Spread(community=zone.community, leave=leave, zone=zone, from_day=from_day, to_day=until)
    with refusing("from_day"):
        w.add(spread)
        w.add_all(Coverage, fresh)
    w.about(zone, homes=len(spells), from_day=from_day.isoformat(), to_day=until.isoformat())
    return spread


@act("zone.gather")
def end_spread(w: Writing, *, by: Actor, at: datetime, spread: Spread, on: date) -> None:
    """Have a spread zone back on a day, before the absence would have ended; who is back earlier gets it back.

    Refuses a day after its end.
    """
    spread = (
        Spread.objects.select_related("zone", "leave__member")
        .select_for_update(of=("self",))
        .get(pk=spread.pk)
    )
    require(rules.may_take_leave(by, spread.community, spread.leave.member.account_id))
    assert spread.to_day is not None
    if on >= spread.to_day:
        raise Refused({"on": _("It is back by that day.")})
    on = max(on, spread.from_day)
    back = list(
        Coverage.objects.select_for_update().filter(zone=spread.zone, from_day=spread.to_day).order_by("pk")
    )
    meanwhile = Coverage.objects.select_for_update().filter(
        dwelling__in=[row.dwelling_id for row in back], to_day=spread.to_day
    )
    for row in meanwhile.order_by("pk"):
        end_spell(w, row, on)
    for row in back:
        w.change(row, from_day=on)
    w.about(spread.zone, on=on.isoformat())
    end_spell(w, spread, on)


def zones_beside(community: str, zone: Zone, on: date) -> dict[UUID, Zone]:
    """The zones kept by others on a day, by keeper: where a spread zone's courtyards may go."""
    kept = Keeping.objects.filter(holding(on), community=community).exclude(zone=zone).select_related("zone")
    found: dict[UUID, Zone] = {}
    for row in kept.order_by("zone__name"):
        found.setdefault(row.member_id, row.zone)
    return found


def _away_and_back(
    w: Writing, spells: list[Coverage], to: Mapping[UUID, Zone], from_day: date, until: date
) -> list[Coverage]:
    """End what covers the homes, and the coverages with the neighbours and back in the zone."""
    fresh: list[Coverage] = []
    by_zone: dict[UUID, int] = defaultdict(int)
    for spell in spells:
        given = to.get(spell.dwelling.courtyard_id)
        if given is None:
            raise Refused(_("Say for every courtyard to whom it goes meanwhile."))
        if given.community != spell.community:
            raise Denied
        if given.pk == spell.zone_id:
            continue
        by_zone[given.pk] += 1
        ends = spell.to_day
        if ends is not None and ends < until:
            raise Refused(
                _("For some of these homes another zone is planned in these days. Change that first.")
            )
        home, community, zone = spell.dwelling, spell.community, spell.zone
        end_spell(w, spell, from_day)
        fresh.append(
            Coverage(community=community, zone=given, dwelling=home, from_day=from_day, to_day=until)
        )
        if ends is None or ends > until:
            fresh.append(Coverage(community=community, zone=zone, dwelling=home, from_day=until, to_day=ends))
    if not by_zone:
        raise Refused(_("Say for every courtyard to whom it goes meanwhile."))
    return fresh


def homes_in(zone: Zone, on: date) -> dict[UUID, list[Dwelling]]:
    """The homes of a zone on a day, by courtyard."""
    homes: dict[UUID, list[Dwelling]] = defaultdict(list)
    for home in Dwelling.objects.filter(holding(on, "coverages__"), coverages__zone=zone).distinct():
        homes[home.courtyard_id].append(home)
    return homes
