"""What can be done about households and residents. Their history is kept: spells end and begin, nothing
is overwritten.
"""

from minqing.households.actions.confirming import (
    accept_visits,
    confirm_household,
    confirm_resident,
    decline_visits,
)
from minqing.households.actions.leaving import end_household, resident_leaves, resident_returns
from minqing.households.actions.moving import correct_home, move_household, move_resident
from minqing.households.actions.people import add_resident, correct_household, correct_resident
from minqing.households.actions.roles import agree_to_role, end_role
from minqing.households.actions.settling import settle_household
from minqing.households.actions.splitting import join_households, split_household
from minqing.households.care import confirm_care_need, end_care_need, note_care_need, open_care_need
from minqing.households.erasing import erase_again, erase_resident, export_resident

__all__ = [
    "accept_visits",
    "add_resident",
    "agree_to_role",
    "confirm_care_need",
    "confirm_household",
    "confirm_resident",
    "correct_home",
    "correct_household",
    "correct_resident",
    "decline_visits",
    "end_care_need",
    "end_household",
    "end_role",
    "erase_again",
    "erase_resident",
    "export_resident",
    "join_households",
    "move_household",
    "move_resident",
    "note_care_need",
    "open_care_need",
    "resident_leaves",
    "resident_returns",
    "settle_household",
    "split_household",
]
