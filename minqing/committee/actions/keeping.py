"""Who keeps a zone: the first keeper, and handing over at a day without gap or overlap (element 1)."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.actions.office import locked_members, locked_zone, require_in_office
from minqing.committee.clashes import refusing
from minqing.committee.happenings import zone_handed_over
from minqing.committee.models import Keeping, Member, Zone
from minqing.committee.spells import end_spell, room_from, standing
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.queries import day_at


@act("zone.give")
def give_zone(w: Writing, *, by: Actor, at: datetime, zone: Zone, member: Member, from_day: date) -> Keeping:
    """Give a zone that nobody keeps to a member, from a day on (up to the next keeper, if one is planned).

    Refuses a zone that has a keeper on that day: that one hands it over.
    """
    require(rules.may_divide_zones(by, zone.community))
    zone = locked_zone(zone, from_day)
    (member,) = locked_members(member)
    spells = _keepings(zone, from_day)
    stood = standing(spells, from_day)
    if stood is not None:
        words = _("%(name)s keeps this zone then; hand it over instead.")
        raise Refused({"member": words % {"name": stood.member.name}})
    until = room_from(spells, from_day)
    require_in_office(member, from_day, until, zone.community, "member")
    keeping = Keeping(
        community=zone.community, zone=zone, member=member, from_day=from_day, to_day=until, taken_up_at=at
    )
    with refusing("member"):
        w.add(keeping)
    w.about(zone, member=str(member.pk), from_day=from_day.isoformat())
    return keeping


@act("zone.hand_over")
def hand_over_zone(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    zone: Zone,
    to_member: Member,
    on: date,
    from_member: Member | None = None,
) -> Keeping:
    """Hand a zone to another member at a day, past or to come: the keeping ends there, the new one begins.

    What was planned for a later day stays planned. A day that has come moves what goes with the zone at
    once (`zone_handed_over`); one to come does so on its day (`carry_out_hand_over`). `from_member` is who
    kept the zone when the hand-over was decided: if it is someone else by now, it is refused, so of two at
    once one wins. Refuses a zone without a keeper on that day, the same member, and who is not in office
    then.
    """
    require(rules.may_divide_zones(by, zone.community))
    zone = locked_zone(zone, on)
    (to_member,) = locked_members(to_member)
    spells = _keepings(zone, on)
    stood = standing(spells, on)
    _require_from(stood, from_member)
    if stood is None:
        raise Refused({"on": _("Nobody keeps this zone on that day; name its first keeper.")})
    if stood.member_id == to_member.pk:
        raise Refused({"to_member": _("%(name)s keeps this zone already.") % {"name": to_member.name}})
    until = room_from(spells, on)
    require_in_office(to_member, on, until, zone.community, "to_member")
    giver, today = stood.member, day_at(zone.community, at)
    if stood.taken_up_at is None and stood.from_day <= today:
        carry_out_hand_over(by=by, at=at, keeping=stood)
        stood.refresh_from_db()
    end_spell(w, stood, on)
    keeping = Keeping(
        community=zone.community,
        zone=zone,
        member=to_member,
        from_day=on,
        to_day=until,
        taken_up_at=at if on <= today else None,
    )
    with refusing("on"):
        w.add(keeping)
    w.about(zone, from_member=str(giver.pk), to_member=str(to_member.pk), on=on.isoformat())
    if on <= today and (until is None or today < until):
        zone_handed_over.happen(zone, giver, to_member, on, by, at)
    return keeping


@act("zone.carry_out_hand_over")
def carry_out_hand_over(w: Writing, *, by: Actor, at: datetime, keeping: Keeping) -> bool:
    """Move what goes with a zone, on the day of a hand-over that was planned; the program itself does it.

    Answers whether there was something to move: a second time does nothing. Refuses a day that has not come.
    """
    require(rules.is_program(by) or rules.may_divide_zones(by, keeping.community))
    zone = Zone.objects.select_for_update().get(pk=keeping.zone_id)
    keeping = Keeping.objects.select_related("member").select_for_update(of=("self",)).get(pk=keeping.pk)
    if keeping.from_day > day_at(zone.community, at):
        raise Refused(_("The day of this hand-over has not come yet."))
    w.about(zone, keeping=str(keeping.pk))
    if keeping.taken_up_at is not None:
        return False
    w.change(keeping, taken_up_at=at)
    giver = Keeping.objects.select_related("member").filter(zone=zone, to_day=keeping.from_day).first()
    if giver is None or giver.member_id == keeping.member_id:
        return False
    zone_handed_over.happen(zone, giver.member, keeping.member, keeping.from_day, by, at)
    return True


@act("zone.call_off_hand_over")
def call_off_hand_over(w: Writing, *, by: Actor, at: datetime, keeping: Keeping) -> None:
    """Call off a hand-over whose day is to come: who keeps the zone before it keeps it on.

    Refuses one whose day has come: what happened is not undone, the zone is handed back.
    """
    require(rules.may_divide_zones(by, keeping.community))
    zone = locked_zone(keeping.zone, keeping.from_day)
    planned = Keeping.objects.select_for_update().filter(pk=keeping.pk).first()
    if planned is None or planned.from_day <= day_at(zone.community, at):
        raise Refused(_("This hand-over has happened; hand the zone back instead."))
    before = Keeping.objects.select_for_update().filter(zone=zone, to_day=planned.from_day).first()
    until = planned.to_day
    w.remove(planned)
    if before is not None:
        (keeper,) = locked_members(before.member)
        require_in_office(keeper, before.from_day, until, zone.community, "on")
        w.change(before, to_day=until)
    w.about(zone, called_off=keeping.from_day.isoformat())


def _keepings(zone: Zone, on: date) -> list[Keeping]:
    lasting = Keeping.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=on), zone=zone)
    return list(lasting.select_related("member").select_for_update(of=("self",)).order_by("from_day"))


def _require_from(stood: Keeping | None, from_member: Member | None) -> None:
    if from_member is not None and stood is not None and stood.member_id != from_member.pk:
        words = _("%(name)s has this zone meanwhile. Look at it again, then decide.")
        raise Refused({"on": words % {"name": stood.member.name}})
