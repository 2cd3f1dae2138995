"""The working calendar of an office: which days it works, and when its duty hours end.

The source knows no days off; the method reads "day" as working day for what needs an office. Weekends are
worked only where the official calendar (or the office itself) says so. Years whose calendar was not announced
are answered with plain weekends, and `knows` says that the answer is provisional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Shanghai"
# Longer than any holiday that was ever announced; beyond it the calendar was entered wrongly.
LONGEST_SEARCH = timedelta(days=92)


class NaiveInstant(ValueError):
    """An instant was given without its offset from UTC, so it could mean several moments."""


class NoWorkingDay(ValueError):
    """The calendar has no working day for a quarter of a year: it was entered wrongly."""


@dataclass(frozen=True)
class DutyHours:
    """When the office is on duty on a working day, in its own wall-clock time; start lies before end."""

    start: time = time(8, 30)
    end: time = time(18, 0)

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("Duty hours are wall-clock times: give them without a time zone.")
        if self.start >= self.end:
            raise ValueError(f"Duty hours must start before they end, not {self.start} to {self.end}.")


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days an office works; handed all it knows, it asks nobody.

    `known_years` are the announced years together with those the office entered itself. `off_days` are the
    official days off (weekends need not be listed), `workdays` the weekend days worked in lieu. `overrides`
    are the office's own rows, date to whether it works; they win over everything, in unknown years too, but
    a single row does not make its year known.
    """

    known_years: frozenset[int] = frozenset()
    off_days: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    overrides: Mapping[date, bool] = field(default_factory=dict, hash=False)
    zone: str = DEFAULT_ZONE
    duty: DutyHours = DutyHours()

    def __post_init__(self) -> None:
        # A calendar shared between requests must not change when the caller's own dict does.
        object.__setattr__(self, "overrides", MappingProxyType(dict(self.overrides)))
        ZoneInfo(self.zone)

    @property
    def tz(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.zone)

    def knows(self, day: date) -> bool:
        """Whether the calendar of that day's year is announced or was entered by the office."""
        return day.year in self.known_years

    def knows_all(self, first: date, last: date) -> bool:
        """Whether every day from `first` to `last`, both included, lies in a known year."""
        return all(year in self.known_years for year in range(first.year, last.year + 1))

    def is_working(self, day: date) -> bool:
        """Whether the office works on that day; in an unknown year by plain weekends."""
        if day in self.overrides:
            return self.overrides[day]
        weekday = day.weekday() < 5
        if not self.knows(day):
            return weekday
        return day in self.workdays or (weekday and day not in self.off_days)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`. Raises NoWorkingDay where none comes for a quarter of a year."""
        return self._search(day, 1)

    def last_working_day_before(self, day: date) -> date:
        """The last working day before `day`. Raises NoWorkingDay where none is within a quarter of a year."""
        return self._search(day, -1)

    def _search(self, day: date, direction: int) -> date:
        for distance in range(1, LONGEST_SEARCH.days + 1):
            found = day + timedelta(days=direction * distance)
            if self.is_working(found):
                return found
        side = "after" if direction > 0 else "before"
        raise NoWorkingDay(
            f"The working calendar has no working day in the {LONGEST_SEARCH.days} days {side} {day}."
        )

    def day_of(self, at: datetime) -> date:
        """The date of an instant in the office's zone. Raises NaiveInstant for an instant without offset."""
        return self.local(at).date()

    def local(self, at: datetime) -> datetime:
        """The same instant in the office's zone. Raises NaiveInstant for an instant without offset."""
        return aware(at).astimezone(self.tz)

    def start_of_duty(self, day: date) -> datetime:
        """When duty hours start on that day (whether or not it works), aware, in the office's zone."""
        return self._instant(day, self.duty.start)

    def end_of_duty(self, day: date) -> datetime:
        """When duty hours end on that day (whether or not it works), aware, in the office's zone."""
        return self._instant(day, self.duty.end)

    def _instant(self, day: date, wall: time) -> datetime:
        # By way of UTC, so that a wall time skipped by summer time becomes a moment that exists.
        return datetime.combine(day, wall, tzinfo=self.tz).astimezone(UTC).astimezone(self.tz)

    def before_end_of_duty(self, at: datetime) -> bool:
        """Whether `at` is not after its day's duty hours; their last second (18:00:00) counts as within."""
        # Compared in UTC: two datetimes of one zone compare by wall clock and miss the hour that comes twice.
        return aware(at).astimezone(UTC) <= self.end_of_duty(self.day_of(at)).astimezone(UTC)

    def within_duty(self, at: datetime) -> bool:
        """Whether the office is on duty: a working day, from the first to the last second of duty hours."""
        day = self.day_of(at)
        started = self.start_of_duty(day).astimezone(UTC) <= aware(at).astimezone(UTC)
        return self.is_working(day) and started and self.before_end_of_duty(at)


def aware(at: datetime) -> datetime:
    """The instant itself. Raises NaiveInstant where it has no offset from UTC."""
    if at.utcoffset() is None:
        raise NaiveInstant(f"{at.isoformat()} has no offset from UTC; write it as {at.isoformat()}+08:00.")
    return at
