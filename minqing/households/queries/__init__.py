"""What can be asked about households and residents."""

from minqing.households.queries.courtyards import (
    CourtyardCard,
    CourtyardLine,
    Home,
    courtyard_card,
    courtyard_lines,
)
from minqing.households.queries.history import Happening, household_history, resident_history
from minqing.households.queries.households import (
    HouseholdCard,
    HouseholdLine,
    PersonLine,
    ResidentCard,
    home_on,
    household_card,
    household_lines,
    households_like,
    living_in,
    people_on,
    resident_card,
)
from minqing.households.queries.register import RegisterFilter, RegisterPage, RegisterRow, register_rows

__all__ = [
    "CourtyardCard",
    "CourtyardLine",
    "Happening",
    "Home",
    "HouseholdCard",
    "HouseholdLine",
    "PersonLine",
    "RegisterFilter",
    "RegisterPage",
    "RegisterRow",
    "ResidentCard",
    "courtyard_card",
    "courtyard_lines",
    "home_on",
    "household_card",
    "household_history",
    "household_lines",
    "households_like",
    "living_in",
    "people_on",
    "register_rows",
    "resident_card",
    "resident_history",
]
