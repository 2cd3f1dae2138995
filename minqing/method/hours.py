"""Visiting hours, measured from visits: at least twenty a week for each member (element 4, time).

Hours come from the visits members record, start to end. Two visits at one time count once; a visit of two
members together counts for each. Nothing else is measured, and nobody is tracked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from .calendar import DEFAULT_ZONE, aware
from .review import week_start

WEEKLY_TARGET = timedelta(hours=20)

Span = tuple[datetime, datetime]
Member = TypeVar("Member", bound=Hashable)


@dataclass(frozen=True)
class WeekOfHours:
    """The visiting hours of one week against the target."""

    monday: date
    visited: timedelta
    target: timedelta = WEEKLY_TARGET

    @property
    def missing(self) -> timedelta:
        """What is left to the target, never below zero."""
        return max(self.target - self.visited, timedelta())

    @property
    def reached(self) -> bool:
        """Whether the target is reached."""
        return self.visited >= self.target


def merged_spans(spans: Iterable[Span]) -> list[Span]:
    """The spans in UTC and in order, overlapping and touching ones joined.

    Raises NaiveInstant for an instant without offset, ValueError for a span that ends before it starts.
    """
    joined: list[Span] = []
    for start, end in sorted((aware(a).astimezone(UTC), aware(b).astimezone(UTC)) for a, b in spans):
        if end < start:
            raise ValueError(f"A visit cannot end ({end}) before it starts ({start}).")
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def visiting_time(spans: Iterable[Span]) -> timedelta:
    """The time the spans cover, what overlaps counted once."""
    return sum((end - start for start, end in merged_spans(spans)), timedelta())


def hours_by_week(spans: Iterable[Span], zone: str = DEFAULT_ZONE) -> dict[date, WeekOfHours]:
    """The visiting hours of each ISO week, by its Monday; a visit over Sunday midnight is divided."""
    tz = ZoneInfo(zone)
    covered: defaultdict[date, timedelta] = defaultdict(timedelta)
    for start, end in merged_spans(spans):
        monday = week_start(start.astimezone(tz).date())
        while start < end or monday not in covered:
            following = monday + timedelta(days=7)
            turn = datetime.combine(following, time(), tzinfo=tz).astimezone(UTC)
            covered[monday] += max(min(end, turn) - start, timedelta())
            start = min(end, turn)
            if start < end:
                monday = following
    return {monday: WeekOfHours(monday, covered[monday]) for monday in sorted(covered)}


def hours_by_member(
    visits: Iterable[tuple[Span, Iterable[Member]]], zone: str = DEFAULT_ZONE
) -> Mapping[Member, dict[date, WeekOfHours]]:
    """Each member's hours by week, from visits with all who made them: companions count as well."""
    spans: defaultdict[Member, list[Span]] = defaultdict(list)
    for span, members in visits:
        for member in set(members):
            spans[member].append(span)
    return {member: hours_by_week(own, zone) for member, own in spans.items()}
