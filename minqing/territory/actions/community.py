"""What the office sets about itself: its name, its duty hours, how often a household is visited."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from minqing.access.models import Division
from minqing.access.rules import may_set_up, require
from minqing.language.characters import tidy
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Community


@act("community.hours")
def set_duty_hours(
    w: Writing, *, by: Actor, at: datetime, community: Community, start: time, end: time, timezone: str = ""
) -> Community:
    """Set the duty hours (wall-clock, to the second) and, where given, the zone of time.

    Promises already given stand as they were given: their instants are stored, nothing recomputes them
    (issue,
    rules worth stating). Refuses hours that do not start before they end, and a zone that does not exist.
    """
    require(may_set_up(by, community.community))
    if start >= end:
        raise Refused({"end": _("Duty hours end after they begin. Choose a later end.")})
    zone = timezone or community.timezone
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Refused({"timezone": _("There is no such time zone. China's is Asia/Shanghai.")}) from None
    w.change(community, duty_start=start, duty_end=end, timezone=zone)
    w.about(community, start=start, end=end, timezone=zone)
    return community


@act("community.rename")
def rename_community(w: Writing, *, by: Actor, at: datetime, community: Community, name: str) -> Community:
    """Give the community another name, here and where divisions are listed. Refuses a blank name."""
    require(may_set_up(by, community.community))
    name = no_id_numbers(tidy(name), "name")
    if not name:
        raise Refused({"name": _("Write the community's name.")})
    w.change(community, name=name)
    Division.objects.filter(code=community.community).update(name=name)
    w.about(community)
    return community


@act("community.visit_period")
def set_visit_period(w: Writing, *, by: Actor, at: datetime, community: Community, days: int) -> Community:
    """Set within how many days every household is to be visited (7 to 366)."""
    require(may_set_up(by, community.community))
    if not 7 <= days <= 366:
        raise Refused({"days": _("Choose between 7 and 366 days.")})
    w.change(community, visit_period_days=days)
    w.about(community, days=days)
    return community
