"""The demo's days: working days before today, and moments on them that have come already."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from minqing.method.calendar import WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKS = 6


class DemoClock:
    """What day it is in the demo: `now` is the moment it is filled; nothing happens after it."""

    def __init__(self, now: datetime, calendar: WorkingCalendar) -> None:
        self.now = now
        self.today = now.astimezone(SHANGHAI).date()
        first = self.today - timedelta(days=7 * WEEKS)
        every = (first + timedelta(days=n) for n in range(7 * WEEKS + 1))
        # Today counts as the last, also where it is a day off: the urgent matter of today happens at any hour.
        self.days = [day for day in every if calendar.is_working(day) or day == self.today]

    def day(self, ago: int) -> date:
        """So many working days before today (0: today); the first of the six weeks where that is too far."""
        return self.days[max(0, len(self.days) - 1 - ago)]

    def after(self, day: date, count: int) -> date | None:
        """So many working days after a day; None where that has not come yet."""
        place = self.days.index(day) + count
        return self.days[place] if place < len(self.days) else None

    def at(self, day: date, clock: str) -> datetime:
        """A time of a day, as an aware moment."""
        hour, minute = clock.split(":")
        return datetime.combine(day, time(int(hour), int(minute)), SHANGHAI)

    def has_come(self, moment: datetime) -> bool:
        """Whether the moment lies before now."""
        return moment <= self.now - timedelta(minutes=1)
