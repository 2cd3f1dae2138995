"""Concerns and what tests do with them, through the actions themselves."""

from datetime import datetime, timedelta, timezone
from typing import Any

from django.utils import timezone as clock

from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.concerns import actions
from minqing.concerns.models import Concern, Promise
from minqing.territory.models import Community
from tests.factories.people import as_actor, here

BEIJING = timezone(timedelta(hours=8))


def moment(day: str, clock: str = "10:00") -> datetime:
    """A moment in Beijing: `moment("2026-09-29", "16:05")`."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BEIJING)


# A Tuesday of an ordinary week: the 22nd is a working day, the 29th and the 28th too.
TUESDAY = "2026-09-22"
NOON = moment(TUESDAY, "12:00")


def a_concern(lead: Member, at: datetime = NOON, **more: Any) -> Concern:
    """A concern that the member notes."""
    words = {"matter": "楼道灯坏了", "grade": "ordinary"} | more
    return actions.open_concern(by=as_actor(lead), at=at, community=here(), **words)


def later(minutes: int = 60, after: datetime = NOON) -> datetime:
    """Some minutes after."""
    return after + timedelta(minutes=minutes)


def states(concern: Concern) -> dict[str, str]:
    """The state of every promise by name; the last of a name counts."""
    rows = Promise.objects.filter(concern=concern).order_by("given_at", "pk")
    return {row.name: row.state for row in rows}


def ended_rules(concern: Concern) -> dict[str, str]:
    """The rule by which each promise ended."""
    rows = Promise.objects.filter(concern=concern).exclude(state="open").order_by("given_at", "pk")
    return {row.name: row.ended_why["rule"] for row in rows}


def viewer_of(member: Member, now: datetime | None = None) -> Viewer:
    """The member as a viewer of their community."""
    community = Community.objects.get(community=member.community)
    return Viewer(as_actor(member), community, now or clock.now())
