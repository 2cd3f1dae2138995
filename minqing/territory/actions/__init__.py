"""What can be done on the ground: hours and calendar, courtyards, homes."""

from minqing.territory.actions.backdrop import choose_backdrop, drop_backdrop
from minqing.territory.actions.barriers import draw_barrier, remove_barrier
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
from minqing.territory.actions.fixtures import (
    change_fixture,
    check_fixture,
    place_fixture,
    remove_fixture,
)
from minqing.territory.actions.places_on_map import (
    Placed,
    outline_courtyard,
    place_courtyard,
    place_courtyards,
)
from minqing.territory.actions.plans import DrawnMeanwhile, note_plan_taken_out, save_plan
from minqing.territory.actions.underlay import lay_under, place_under, take_from_under

__all__ = [
    "DrawnMeanwhile",
    "Placed",
    "add_courtyard",
    "add_dwelling",
    "change_courtyard",
    "change_dwelling",
    "change_fixture",
    "check_fixture",
    "choose_backdrop",
    "clear_calendar_day",
    "draw_barrier",
    "drop_backdrop",
    "end_dwelling",
    "enter_year",
    "lay_under",
    "mark_year_entered",
    "mark_year_unknown",
    "note_plan_taken_out",
    "place_fixture",
    "place_under",
    "remove_fixture",
    "outline_courtyard",
    "place_courtyard",
    "place_courtyards",
    "remove_barrier",
    "rename_community",
    "save_plan",
    "set_calendar_day",
    "set_duty_hours",
    "set_visit_period",
    "take_from_under",
]
