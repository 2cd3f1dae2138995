"""What several actions ask first: a locked member who is in office, a zone that still stands."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from minqing.committee.models import Member, Zone
from minqing.ledger.errors import Refused


def locked_zone(zone: Zone, on: date) -> Zone:
    """The zone, locked until the transaction ends. Refuses a day on which it has ended."""
    found = Zone.objects.select_for_update().get(pk=zone.pk)
    if found.ended_on is not None and on >= found.ended_on:
        raise Refused(_("This zone has ended; draw a new one."))
    return found


def locked_members(*members: Member) -> list[Member]:
    """The members, locked until the transaction ends, in the order given (locks are taken in one order)."""
    wanted = {member.pk for member in members}
    found = {row.pk: row for row in Member.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    return [found[member.pk] for member in members]


def require_in_office(
    member: Member, from_day: date, to_day: date | None, community: str, field: str
) -> None:
    """Refuse a member of elsewhere, or who is not on the committee on all of these days (at `field`)."""
    if member.community != community:
        raise Refused({field: _("Choose a member of this community.")})
    if member.joined_on > from_day:
        words = _("%(name)s is on the committee only from %(day)s.")
        raise Refused({field: words % {"name": member.name, "day": date_format(member.joined_on)}})
    if member.left_on is not None and (to_day is None or to_day > member.left_on):
        words = _("%(name)s leaves the committee on %(day)s.")
        raise Refused({field: words % {"name": member.name, "day": date_format(member.left_on)}})
