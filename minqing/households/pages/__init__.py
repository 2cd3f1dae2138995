"""Pages of households: courtyards at a glance, households, residents, the register."""

from minqing.households.pages.courtyards import courtyard, courtyards
from minqing.households.pages.household import (
    household,
    household_change,
    household_confirm,
    household_end,
    household_new,
    household_visits,
)
from minqing.households.pages.joining import household_join, resident_move, resident_return
from minqing.households.pages.moving import household_move, household_split
from minqing.households.pages.register import register
from minqing.households.pages.resident import (
    resident,
    resident_change,
    resident_confirm,
    resident_leave,
    resident_new,
    role_end,
    role_new,
)

__all__ = [
    "courtyard",
    "courtyards",
    "household",
    "household_change",
    "household_confirm",
    "household_end",
    "household_join",
    "household_move",
    "household_new",
    "household_split",
    "household_visits",
    "register",
    "resident",
    "resident_change",
    "resident_confirm",
    "resident_leave",
    "resident_move",
    "resident_new",
    "resident_return",
    "role_end",
    "role_new",
]
