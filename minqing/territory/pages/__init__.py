"""Pages of the ground: the office's settings and calendar, courtyards and homes added and corrected."""

from minqing.territory.pages.calendar import calendar_day, calendar_day_clear, calendar_unmark, calendar_year
from minqing.territory.pages.map_backdrop import map_tiles, settings_backdrop, settings_backdrop_drop
from minqing.territory.pages.map_places import map_barrier_remove, map_barriers, map_place
from minqing.territory.pages.places import courtyard_change, courtyard_new, home_change, home_end, home_new
from minqing.territory.pages.settings import settings, settings_hours, settings_name

__all__ = [
    "calendar_day",
    "calendar_day_clear",
    "calendar_unmark",
    "calendar_year",
    "courtyard_change",
    "courtyard_new",
    "home_change",
    "home_end",
    "home_new",
    "map_barrier_remove",
    "map_barriers",
    "map_place",
    "map_tiles",
    "settings",
    "settings_backdrop",
    "settings_backdrop_drop",
    "settings_hours",
    "settings_name",
]
