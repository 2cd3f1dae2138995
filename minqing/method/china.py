"""China's official calendar, read from the data library `holidays`.

The State Council announces each year's days off and the weekends worked in lieu towards the end of the year
before. The library also *infers* years not yet announced, without saying so; those are told apart by their
having no weekend worked in lieu, which every announced year since 2001 has.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays

from .calendar import DEFAULT_ZONE, DutyHours, WorkingCalendar

# The library was checked against the official notices from 2001 on.
FIRST_YEAR = 2001


@cache
def _announced() -> tuple[frozenset[int], frozenset[date], frozenset[date]]:
    """The announced years, their days off and the weekend days worked in lieu."""
    years: set[int] = set()
    off_days: set[date] = set()
    workdays: set[date] = set()
    year = FIRST_YEAR
    while True:
        of_year = holidays.country_holidays("CN", years=year)
        in_lieu = {day for day in of_year.weekend_workdays if day.year == year}
        if not in_lieu:
            break
        years.add(year)
        off_days |= {day for day in of_year if day.year == year}
        workdays |= in_lieu
        year += 1
    return frozenset(years), frozenset(off_days), frozenset(workdays)


def announced_years() -> frozenset[int]:
    """The years whose official calendar is announced and known here, from 2001 on without a gap."""
    return _announced()[0]


def china_calendar(
    *,
    overrides: Mapping[date, bool] | None = None,
    entered_years: frozenset[int] = frozenset(),
    zone: str = DEFAULT_ZONE,
    duty: DutyHours | None = None,
) -> WorkingCalendar:
    """The official calendar with an office's own rows on top.

    `overrides` are the office's rows (date to whether it works); `entered_years` the years whose whole
    calendar the office has entered by such rows, which count as known although they are not announced here.
    """
    years, off_days, workdays = _announced()
    return WorkingCalendar(
        known_years=years | entered_years,
        off_days=off_days,
        workdays=workdays,
        overrides=overrides or {},
        zone=zone,
        duty=duty or DutyHours(),
    )
