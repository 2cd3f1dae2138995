"""Quiet hours: when a notice may leave the house. Pure: it is handed the moment and the calendar."""

from datetime import datetime

from minqing.method.calendar import WorkingCalendar


def may_leave_at(at: datetime, calendar: WorkingCalendar, *, urgent: bool) -> datetime:
    """When a notice made at `at` (aware) is sent: urgent ones at once, others within duty hours.

    Before duty hours of a working day: at their start; after them or on a day off: at the start of the next
    working day's. Urgent matters are held to the clock at any hour (method, rule 6).
    """
    if urgent or calendar.within_duty(at):
        return at
    day = calendar.day_of(at)
    if calendar.is_working(day) and at < calendar.start_of_duty(day):
        return calendar.start_of_duty(day)
    return calendar.start_of_duty(calendar.next_working_day(day))
