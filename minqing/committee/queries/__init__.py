"""What can be asked of the committee: who keeps what when, what is not covered, who is told, who has duty."""

from minqing.committee.queries.courtyards import Home, Share, courtyards_by_zone, homes_of
from minqing.committee.queries.keepers import (
    Keeper,
    Kept,
    covers_on,
    keeper_of,
    keepers_of,
    keepers_of_dwellings,
    keepers_of_households,
)
from minqing.committee.queries.people import MemberNow, in_office, leaves_ahead, members_now
from minqing.committee.queries.portfolios import Line, Matrix, holders_of, matrix, portfolios_by_member
from minqing.committee.queries.roster import RosterDay, roster
from minqing.committee.queries.told import secretaries, who_is_told
from minqing.committee.queries.zones import (
    Load,
    Part,
    Uncovered,
    ZoneNow,
    balance,
    hand_overs_due,
    households_by_zone,
    parts_of,
    uncovered,
    zones_now,
)

__all__ = [
    "Home",
    "Keeper",
    "Kept",
    "Line",
    "Load",
    "Matrix",
    "MemberNow",
    "Part",
    "RosterDay",
    "Share",
    "Uncovered",
    "ZoneNow",
    "balance",
    "courtyards_by_zone",
    "covers_on",
    "hand_overs_due",
    "holders_of",
    "homes_of",
    "households_by_zone",
    "in_office",
    "keeper_of",
    "keepers_of",
    "keepers_of_dwellings",
    "keepers_of_households",
    "leaves_ahead",
    "matrix",
    "members_now",
    "parts_of",
    "portfolios_by_member",
    "roster",
    "secretaries",
    "uncovered",
    "who_is_told",
    "zones_now",
]
