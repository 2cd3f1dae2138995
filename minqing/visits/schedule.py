"""On which days a member visits and at which hours: as set, else the community's duty hours on working days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from minqing.access.scope import holding
from minqing.committee.models import Leave, Member
from minqing.method.calendar import WorkingCalendar
from minqing.planning.route_times import Lunch
from minqing.territory.models import Community
from minqing.territory.queries import calendar_of
from minqing.visits.models import VisitingHours
from minqing.visits.walking import Hours, seconds_of

NOON = (time(12, 0), time(13, 30))
# What a visit takes with the way to it, when it is asked how many fit into the hours.
MINUTES_A_VISIT = 15
LEAST, MOST = 12, 20


@dataclass(frozen=True)
class Schedule:
    """A member's visiting hours by spells, and the days when no visits are made."""

    community: Community
    calendar: WorkingCalendar
    hours: Sequence[VisitingHours]
    leaves: Sequence[Leave]

    def spans(self, day: date) -> list[tuple[time, time]]:
        """The hours of a day, whether or not it is worked; without hours set, duty without noon."""
        set_hours = [each for each in self.hours if _holds(each, day)]
        if set_hours:
            return sorted((each.begins, each.ends) for each in set_hours if each.weekday == day.weekday())
        start, end = self.community.duty_start, self.community.duty_end
        if start < NOON[0] and NOON[1] < end:
            return [(start, NOON[0]), (NOON[1], end)]
        return [(start, end)]

    def leave_on(self, day: date) -> Leave | None:
        """The absence on a day."""
        return next((each for each in self.leaves if _holds(each, day)), None)

    def visits(self, day: date) -> bool:
        """Whether the member visits on a day: at work, not away, with hours."""
        return self.calendar.is_working(day) and self.leave_on(day) is None and bool(self.spans(day))

    def walk(self, day: date) -> Hours:
        """When the walk of a day begins and which noon it keeps free."""
        spans = self.spans(day) or [(self.community.duty_start, self.community.duty_end)]
        gaps = [(one[1], other[0]) for one, other in zip(spans, spans[1:], strict=False) if one[1] < other[0]]
        lunch = Lunch(seconds_of(gaps[0][0]) or 0, seconds_of(gaps[0][1]) or 0) if gaps else None
        return Hours(spans[0][0], lunch)

    def room(self, day: date) -> tuple[int, int]:
        """The least and most visits of a day: twelve to twenty, fewer where the hours are short."""
        spans = self.spans(day)
        if not spans:  # a day without hours, planned all the same: by whoever asks for it
            return LEAST, MOST
        minutes = sum(_minutes(end) - _minutes(begin) for begin, end in spans)
        most = min(MOST, max(1, minutes // MINUTES_A_VISIT))
        return min(LEAST, most), most


def schedule_of(member: Member, community: Community) -> Schedule:
    """A member's schedule. Three queries."""
    return Schedule(
        community,
        calendar_of(community),
        list(VisitingHours.objects.filter(member=member).order_by("weekday", "begins")),
        list(Leave.objects.filter(member=member)),
    )


def hours_set(member: Member, day: date) -> list[VisitingHours]:
    """The visiting hours that hold on a day."""
    rows = VisitingHours.objects.filter(holding(day), member=member)
    return list(rows.order_by("weekday", "begins"))


def visiting_days(schedule: Schedule) -> Callable[[date], bool]:
    """Whether visits are made on a day, remembered: a plan asks for the same days again and again."""
    known: dict[date, bool] = {}

    def asked(day: date) -> bool:
        if day not in known:
            known[day] = schedule.visits(day)
        return known[day]

    return asked


def _holds(spell: VisitingHours | Leave, day: date) -> bool:
    return spell.from_day <= day and (spell.to_day is None or spell.to_day > day)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
