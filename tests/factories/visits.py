"""Plans made the short way."""

from datetime import date, datetime, time
from typing import Any

from minqing.committee.models import Member
from minqing.diary.models import Book, Entry
from minqing.households.models import Household
from minqing.territory.models import Community, Courtyard
from minqing.visits.making import make_plan
from minqing.visits.models import DayPlan, PlannedStop, VisitingHours
from tests.factories.people import LONG_AGO, as_actor, here


def a_visit(
    member: Member,
    household: Household | None,
    began: datetime,
    ended: datetime | None = None,
    outcome: str = "met",
    handed_in: bool = True,
) -> Entry:
    """A visit that was handed in."""
    book, _ = Book.objects.get_or_create(
        community=here(), member=member, year=began.year, defaults={"name": member.name, "post": member.post}
    )
    return Entry.objects.create(
        community=here(), book=book, household=household, began_at=began, ended_at=ended, written_at=began,
        handed_in_at=began if handed_in else None, outcome=outcome, matter="走访",
    )  # fmt: skip


def on_the_map(courtyard: Courtyard, east: float, north: float = 0.0) -> Courtyard:
    """The courtyard with coordinates: so many thousandths of a degree from a corner."""
    courtyard.latitude, courtyard.longitude = 39.93 + north / 1000, 116.41 + east / 1000
    courtyard.save()
    return courtyard


def planned(member: Member, day: date, now: datetime) -> DayPlan:
    """The plan that is made for a member's day."""
    community = Community.objects.get(community=here())
    return make_plan(by=as_actor(member), at=now, member=member, community=community, day=day)


def stops_of(plan: DayPlan) -> list[PlannedStop]:
    """Its stops in order."""
    return list(PlannedStop.objects.filter(plan=plan).order_by("place"))


def visiting(member: Member, weekday: int, begins: time, ends: time, **more: Any) -> VisitingHours:
    """Hours of a weekday, since long ago."""
    return VisitingHours.objects.create(
        community=here(), member=member, weekday=weekday, begins=begins, ends=ends, from_day=LONG_AGO, **more
    )
