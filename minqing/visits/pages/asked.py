"""What every page of this room asks first: whose, and which day."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest

from minqing.access import rules
from minqing.access.rules import require
from minqing.access.scope import Viewer, one_of
from minqing.committee.models import Member
from minqing.visits.models import DayPlan, PlannedStop


def day_asked(request: HttpRequest, today: date) -> date:
    """The day of the address, today where none is named; missing where it is no day."""
    words = request.GET.get("day", "")
    if not words:
        return today
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise Http404 from None
    if abs((day - today).days) > 366:
        raise Http404
    return day


def myself(viewer: Viewer) -> Member:
    """The viewer as a member; missing for who is none."""
    if viewer.member is None:
        raise Http404
    return viewer.member


def member_seen(viewer: Viewer, pk: UUID) -> Member:
    """A member whose plan and hours the viewer may read."""
    member = one_of(viewer.members(), pk=pk)
    require(rules.may_see_plan(viewer.actor, viewer.code, member.account_id))
    return member


def own_plan(viewer: Viewer, pk: UUID) -> DayPlan:
    """A plan of the viewer's own."""
    return one_of(DayPlan.objects.filter(community=viewer.code, member=myself(viewer)), pk=pk)


def own_stop(viewer: Viewer, pk: UUID) -> PlannedStop:
    """A stop of a plan of the viewer's own."""
    rows = PlannedStop.objects.filter(community=viewer.code, plan__member=myself(viewer))
    return one_of(rows.select_related("plan__member", "courtyard"), pk=pk)
