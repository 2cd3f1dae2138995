"""Plans for a whole office: each member's, one after the other, each in a transaction of its own."""

from collections.abc import Iterator
from datetime import date, datetime

from minqing.committee.models import Member
from minqing.ledger.actor import Actor
from minqing.territory.models import Community
from minqing.visits.actions import make_day_plan
from minqing.visits.models import DayPlan
from minqing.visits.proposing import propose
from minqing.visits.queries.plans import planners
from minqing.visits.schedule import schedule_of


def make_plan(*, by: Actor, at: datetime, member: Member, community: Community, day: date) -> DayPlan:
    """Propose and write one member's plan of a day."""
    return make_day_plan(by=by, at=at, member=member, day=day, proposal=propose(member, community, day))


def make_plans(*, by: Actor, at: datetime, code: str, day: date) -> Iterator[DayPlan]:
    """Make the plans of all who visit on a day; each is given as soon as it is written."""
    community = Community.objects.get(community=code)
    for member in planners(code, day):
        if schedule_of(member, community).visits(day):
            yield make_plan(by=by, at=at, member=member, community=community, day=day)
