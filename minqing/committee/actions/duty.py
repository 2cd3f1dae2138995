"""The duty roster (值班): who is told of urgent matters outside hours, besides the secretary."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.actions.office import locked_members, require_in_office
from minqing.committee.clashes import refusing
from minqing.committee.models import Duty, Leave, Member
from minqing.committee.spells import holds
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Community
from minqing.territory.queries import day_at


@act("duty.put")
def put_on_duty(
    w: Writing, *, by: Actor, at: datetime, community: str, days: Mapping[date, Member | None]
) -> list[Duty]:
    """Put members on duty, each for a day, in place of who was; None takes the day's duty away.

    Refuses days that are over (who was told then is history), and members who are away or not in office on
    the day.
    """
    require(rules.may_divide_zones(by, community))
    if not days:
        raise Refused({"days": _("Choose at least one day.")})
    if min(days) < day_at(community, at):
        raise Refused({"days": _("A day that is over stays as it was.")})
    members = {member.pk: member for member in days.values() if member is not None}
    for member in locked_members(*members.values()):
        own = [day for day, chosen in days.items() if chosen is not None and chosen.pk == member.pk]
        _require_present(member, own, community)
    home = Community.objects.get(community=community)
    known = {
        duty.day: duty for duty in Duty.objects.select_for_update().filter(community=community, day__in=days)
    }
    written: list[Duty] = []
    with refusing("days"):
        for day, chosen in sorted(days.items()):
            duty = known.get(day)
            if chosen is None:
                if duty is not None:
                    w.remove(duty)
            elif duty is None:
                written.append(w.add(Duty(community=community, day=day, member=chosen)))
            else:
                written.append(w.change(duty, member=chosen))
    w.about(home, first=min(days).isoformat(), last=max(days).isoformat())
    return written


def _require_present(member: Member, days: list[date], community: str) -> None:
    for day in days:
        require_in_office(member, day, day + timedelta(days=1), community, "days")
    away = list(Leave.objects.filter(member=member, from_day__lte=max(days)))
    if any(holds(leave, day) for leave in away for day in days):
        words = _("%(name)s is away in these days; choose someone else.")
        raise Refused({"days": words % {"name": member.name}})
