"""What can be done on the ground: hours and calendar, courtyards, homes."""

from minqing.territory.actions.calendar import (
    clear_calendar_day,
    enter_year,
    mark_year_entered,
    mark_year_unknown,
    set_calendar_day,
)
from minqing.territory.actions.community import rename_community, set_duty_hours, set_visit_period
from minqing.territory.actions.courtyards import add_courtyard, change_courtyard
from minqing.territory.actions.dwellings import add_dwelling, change_dwelling, end_dwelling

__all__ = [
    "add_courtyard",
    "add_dwelling",
    "change_courtyard",
    "change_dwelling",
    "clear_calendar_day",
    "end_dwelling",
    "enter_year",
    "mark_year_entered",
    "mark_year_unknown",
    "rename_community",
    "set_calendar_day",
    "set_duty_hours",
    "set_visit_period",
]
