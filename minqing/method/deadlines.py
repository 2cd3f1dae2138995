"""When what was promised is due: rule 6 of the method, handling times by grade.

Ordinary concerns are settled the same day; difficult ones are reported and coordinated the same day and
answered within a week; those that touch several departments or policy are answered within a week; urgent ones
are acknowledged within half an hour at any hour. "Day" means working day, except for that half hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from .calendar import WorkingCalendar, aware
from .grades import Grade, PromiseName
from .why import Why

ACKNOWLEDGE_WITHIN = timedelta(minutes=30)
ANSWER_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class PromiseDue:
    """One promise: its name, the instant it is due (in the calendar's zone) and why.

    `calendar_known` is false where a day that was looked at for it lies in a year the calendar does not know.
    """

    name: PromiseName
    due: datetime
    why: Why
    calendar_known: bool


@dataclass(frozen=True)
class Promises:
    """All promises that noting a concern gives, in the order in which they are to be kept."""

    promises: tuple[PromiseDue, ...]

    @property
    def calendar_known(self) -> bool:
        """False where any of them is provisional because a year's calendar is not announced."""
        return all(promise.calendar_known for promise in self.promises)

    def __iter__(self) -> Iterator[PromiseDue]:
        return iter(self.promises)

    def __len__(self) -> int:
        return len(self.promises)

    def named(self, name: str) -> PromiseDue | None:
        """The promise of that name, or None where the grade gives none."""
        return next((promise for promise in self.promises if promise.name == name), None)


# The table of rule 6: which promises a grade gives. Urgent is "at once, then as difficult".
PROMISES_BY_GRADE: dict[Grade, tuple[PromiseName, ...]] = {
    Grade.ORDINARY: (PromiseName.SETTLE,),
    Grade.DIFFICULT: (PromiseName.COORDINATE, PromiseName.ANSWER),
    Grade.URGENT: (PromiseName.ACKNOWLEDGE, PromiseName.COORDINATE, PromiseName.ANSWER),
    Grade.POLICY: (PromiseName.ANSWER,),
}


def promises_due(grade: Grade | str, at: datetime, calendar: WorkingCalendar) -> Promises:
    """The promises given to a concern of this grade that is noted at `at` (aware).

    Raises NaiveInstant for an instant without offset and ValueError for an unknown grade. Where the calendar
    does not know a year the instants are provisional: computed with plain weekends, and marked so.
    """
    aware(at)
    names = PROMISES_BY_GRADE[Grade(grade)]
    return Promises(tuple(_promise(name, at, calendar) for name in names))


def _promise(name: PromiseName, at: datetime, calendar: WorkingCalendar) -> PromiseDue:
    noted = calendar.day_of(at)
    if name is PromiseName.ACKNOWLEDGE:
        # At any hour, so no calendar is asked; added in UTC, so that a change of clocks does not shorten it.
        due = (at.astimezone(UTC) + ACKNOWLEDGE_WITHIN).astimezone(calendar.tz)
        minutes = str(int(ACKNOWLEDGE_WITHIN.total_seconds() // 60))
        return PromiseDue(name, due, Why("half_hour", {"minutes": minutes}), True)
    day, why = same_day_due(at, calendar)
    looked_until = day
    if name is PromiseName.ANSWER:
        day, why = week_due(at, calendar)
        looked_until = max(day, noted + ANSWER_WITHIN)
    return PromiseDue(name, calendar.end_of_duty(day), why, calendar.knows_all(noted, looked_until))


def same_day_due(at: datetime, calendar: WorkingCalendar) -> tuple[date, Why]:
    """The day at whose end of duty an ordinary concern noted at `at` is due, and why.

    The same working day; noted after its duty hours (their last second is within) or on a day off, the next.
    """
    noted = calendar.day_of(at)
    if not calendar.is_working(noted):
        day = calendar.next_working_day(noted)
        return day, _why("day_off", day, calendar)
    if calendar.before_end_of_duty(at):
        return noted, _why("same_day", noted, calendar)
    day = calendar.next_working_day(noted)
    return day, _why("after_hours", day, calendar)


def week_due(at: datetime, calendar: WorkingCalendar) -> tuple[date, Why]:
    """The day at whose end of duty an answer within seven calendar days is due, and why.

    The seventh day after the day it was noted (the 24th: the 1st, in a month of thirty days); if that is off,
    the last working day before it; but never before an ordinary concern noted at the same moment is due.
    """
    noted = calendar.day_of(at)
    seventh = noted + ANSWER_WITHIN
    ordinary, _ = same_day_due(at, calendar)
    if calendar.is_working(seventh):
        return seventh, _why("seventh_day", seventh, calendar)
    # Days before the ordinary due day cannot win, so the search need not go behind it.
    back = (seventh - timedelta(days=n) for n in range(1, (seventh - ordinary).days + 1))
    before = next((day for day in back if calendar.is_working(day)), None)
    if before is None:
        return ordinary, _why("as_ordinary", ordinary, calendar, seventh=seventh.isoformat())
    return before, _why("before_day_off", before, calendar, seventh=seventh.isoformat())


def _why(rule: str, day: date, calendar: WorkingCalendar, **more: str) -> Why:
    return Why(rule, {"day": day.isoformat(), "end": calendar.end_of_duty(day).strftime("%H:%M"), **more})
