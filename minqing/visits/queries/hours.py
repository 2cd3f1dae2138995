"""A week's visiting hours: planned, done, and away, day by day (method, element 4). Nothing but recorded visits counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from minqing.committee.models import Leave, Member
from minqing.diary.models import Entry
from minqing.method.hours import WEEKLY_TARGET, Span, merged_spans
from minqing.method.review import week_start
from minqing.territory.models import Community
from minqing.visits.queries.corrections import corrected_times
from minqing.visits.schedule import Schedule, schedule_of


@dataclass(frozen=True)
class DayOfHours:
    """One day: hours planned, visited (overlaps once), how many visits, and the absence if there is one."""

    day: date
    planned: timedelta
    visited: timedelta
    visits: int
    away: Leave | None
    works: bool


@dataclass(frozen=True)
class WeekShown:
    """A week against the target. Absences are counted apart: they are neither visits nor what is missing."""

    monday: date
    days: list[DayOfHours]
    unended: int
    target: timedelta = WEEKLY_TARGET

    @property
    def planned(self) -> timedelta:
        """What the fixed hours give, days off and absences left out."""
        return sum((each.planned for each in self.days if each.away is None), timedelta())

    @property
    def visited(self) -> timedelta:
        """What recorded visits cover."""
        return sum((each.visited for each in self.days), timedelta())

    def away(self, kinds: Iterable[str]) -> timedelta:
        """Planned hours of days away of these kinds."""
        return sum((each.planned for each in self.days if each.away and each.away.kind in kinds), timedelta())

    @property
    def training(self) -> timedelta:
        """Planned hours that fell on days of training."""
        return self.away([Leave.Kind.TRAINING])

    @property
    def leave(self) -> timedelta:
        """Planned hours that fell on days of leave of any other kind."""
        return self.away([kind for kind in Leave.Kind.values if kind != Leave.Kind.TRAINING])

    @property
    def missing(self) -> timedelta:
        """What is left to the target once absences are taken from it; never below zero."""
        return max(self.target - self.leave - self.training - self.visited, timedelta())


def week_of(member: Member, community: Community, day: date) -> WeekShown:
    """The week in which a day lies. Five queries."""
    return _week(member, schedule_of(member, community), week_start(day), ZoneInfo(community.timezone))


def _week(member: Member, schedule: Schedule, monday: date, zone: ZoneInfo) -> WeekShown:
    begin, end = _midnight(monday, zone), _midnight(monday + timedelta(days=7), zone)
    spans, unended = visits_between(member, begin, end, zone)
    days = []
    for ahead in range(7):
        day = monday + timedelta(days=ahead)
        first, last = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
        works = schedule.calendar.is_working(day)
        planned = sum((_length(*span) for span in schedule.spans(day)), timedelta()) if works else timedelta()
        here = [(max(a, first), min(b, last)) for a, b in spans if a < last and b > first]
        visited = sum((b - a for a, b in merged_spans(here)), timedelta())
        began = sum(1 for a, _ in spans if first <= a < last)
        days.append(DayOfHours(day, planned, visited, began, schedule.leave_on(day), works))
    return WeekShown(monday, days, unended)


def visits_between(member: Member, begin: datetime, end: datetime, zone: ZoneInfo) -> tuple[list[Span], int]:
    """The visits of a member that touch a time, as the newest correction has them, and how many have no end yet.

    Own entries and those of colleagues along whom the member went; one whose end lies before its beginning is left out.
    """
    mine = Q(book__member=member) | Q(companions__member=member)
    rows = Entry.objects.filter(mine, discarded_at__isnull=True).distinct()
    near = rows.filter(began_at__lt=end + timedelta(days=7), began_at__gt=begin - timedelta(days=7))
    times = {key: (a, b) for key, a, b in near.values_list("pk", "began_at", "ended_at")}
    times |= corrected_times(times, zone)
    here = [(a, b) for a, b in times.values() if a < end and (b or a) >= begin]
    return sorted((a, b) for a, b in here if b is not None and b >= a), sum(1 for _, b in here if b is None)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _length(begin: time, end: time) -> timedelta:
    return timedelta(hours=end.hour - begin.hour, minutes=end.minute - begin.minute)
