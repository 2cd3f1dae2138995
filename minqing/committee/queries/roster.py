"""The duty roster by month."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from minqing.committee.models import Duty, Member
from minqing.territory.models import Community
from minqing.territory.queries import calendar_of


@dataclass(frozen=True)
class RosterDay:
    """A day of the roster: who is on duty, whether the office works, whether it lies in the month shown."""

    day: date
    member: Member | None
    works: bool
    in_month: bool

    @property
    def key(self) -> str:
        """The day as forms send it."""
        return self.day.isoformat()


def roster(community: Community, month: date) -> list[list[RosterDay]]:
    """The weeks (Monday first) that touch the month of a day, each of seven days. Two queries."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    calendar = calendar_of(community)
    duties = Duty.objects.filter(community=community.community, day__gte=weeks[0][0], day__lte=weeks[-1][-1])
    on_duty = {duty.day: duty.member for duty in duties.select_related("member")}
    return [
        [RosterDay(day, on_duty.get(day), calendar.is_working(day), day.month == month.month) for day in week]
        for week in weeks
    ]
