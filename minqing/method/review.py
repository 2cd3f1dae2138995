"""The week's two fixed days (rules 8 and 9): Friday's review of the diaries, and Monday's meeting."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from .calendar import WorkingCalendar

MONDAY, FRIDAY = 0, 4


class ReviewState(StrEnum):
    """How far the secretary is with a week's diaries."""

    EMPTY = "empty"
    DONE = "done"
    AHEAD = "ahead"
    TODAY = "today"
    LATE = "late"


def week_start(day: date) -> date:
    """The Monday of the ISO week in which `day` lies."""
    return day - timedelta(days=day.weekday())


def review_day(week_of: date, calendar: WorkingCalendar) -> date:
    """The day on which the diaries of `week_of`'s week are read: its Friday, or the working day before it.

    In a week wholly off that is a day of the week before: what was written is read before the office closes.
    """
    friday = week_start(week_of) + timedelta(days=FRIDAY)
    return friday if calendar.is_working(friday) else calendar.last_working_day_before(friday)


def meeting_day(week_of: date, calendar: WorkingCalendar) -> date:
    """The day of the weekly meeting of `week_of`'s week: its Monday, or the working day after it."""
    monday = week_start(week_of) + timedelta(days=MONDAY)
    return monday if calendar.is_working(monday) else calendar.next_working_day(monday)


def review_state(
    *, handed_in: int, read: int, today: date, week_of: date, calendar: WorkingCalendar
) -> ReviewState:
    """How the review of `week_of`'s week stands on `today`, from how many entries were handed in and read.

    Empty where nothing was handed in, done where all is read; else ahead, today or late by the review day.
    """
    if handed_in == 0:
        return ReviewState.EMPTY
    if read >= handed_in:
        return ReviewState.DONE
    day = review_day(week_of, calendar)
    if today < day:
        return ReviewState.AHEAD
    return ReviewState.TODAY if today == day else ReviewState.LATE
