"""Drawing zones and ending them (method, element 1: full coverage, each home in one zone)."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.actions.office import locked_zone
from minqing.committee.clashes import refusing
from minqing.committee.models import Coverage, Keeping, Zone
from minqing.committee.spells import end_spell
from minqing.households.models import Residence
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers

HUES = 8


@act("zone.draw")
def draw_zone(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    name: str,
    hue: int | None = None,
    fact: UUID | None = None,
) -> Zone:
    """Give a zone its name and its colour on maps; what it covers and who keeps it are told afterwards.

    Without a hue it takes the least used one of the eight. Refuses an empty name and one that is taken.
    `fact` is the new row's id.
    """
    require(rules.may_divide_zones(by, community))
    zone = Zone(id=fact or uuid7(), community=community, name=_named(name), hue=_hue(community, hue))
    with refusing("name"):
        w.add(zone)
    w.about(zone)
    return zone


@act("zone.change")
def change_zone(w: Writing, *, by: Actor, at: datetime, zone: Zone, name: str, hue: int) -> Zone:
    """Call a zone by another name or give it another colour. Refuses an empty name and one that is taken."""
    require(rules.may_divide_zones(by, zone.community))
    zone = Zone.objects.select_for_update().get(pk=zone.pk)
    with refusing("name"):
        w.change(zone, name=_named(name), hue=_hue(zone.community, hue))
    w.about(zone)
    return zone


@act("zone.end")
def end_zone(w: Writing, *, by: Actor, at: datetime, zone: Zone, on: date) -> None:
    """End a zone on a day, and its keeping with it. Refuses while homes where people live lie in it then.

    So no household is left without a member by this: its homes go to other zones first (method, element 1).
    """
    require(rules.may_divide_zones(by, zone.community))
    zone = locked_zone(zone, on)
    covered = Coverage.objects.select_for_update().filter(
        Q(to_day__isnull=True) | Q(to_day__gt=on), zone=zone
    )
    spells = list(covered.order_by("pk"))
    lived_in = (
        Residence.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=on))
        .filter(dwelling__in=[spell.dwelling_id for spell in spells])
        .aggregate(homes=Count("dwelling", distinct=True))["homes"]
    )
    if lived_in:
        words = _(
            "%(homes)d homes where people live still lie in this zone. Put them into other zones first."
        )
        raise Refused(words % {"homes": lived_in})
    for spell in spells:
        end_spell(w, spell, on)
    for keeping in Keeping.objects.select_for_update().filter(
        Q(to_day__isnull=True) | Q(to_day__gt=on), zone=zone
    ):
        end_spell(w, keeping, on)
    w.change(zone, ended_on=on)
    w.about(zone, on=on.isoformat())


def _named(name: str) -> str:
    name = no_id_numbers(name.strip(), "name")
    if not name:
        raise Refused({"name": _("Give it a name.")})
    return name


def _hue(community: str, hue: int | None) -> int:
    if hue is not None:
        if not 0 <= hue < HUES:
            raise Refused({"hue": _("Choose one of the eight colours.")})
        return hue
    standing = Zone.objects.filter(community=community, ended_on__isnull=True)
    used = dict(standing.values_list("hue").annotate(times=Count("pk")))
    return min(range(HUES), key=lambda each: (used.get(each, 0), each))
