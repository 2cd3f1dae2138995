from minqing.committee.pages.duty import duty_roster
from minqing.committee.pages.homes import courtyard_zone, zone_courtyard, zone_homes
from minqing.committee.pages.leave import leave_back, leave_cover, member_leave, my_leave
from minqing.committee.pages.people import (
    committee,
    member,
    member_deputy,
    member_new,
    member_part,
    member_portfolios,
)
from minqing.committee.pages.portfolios import portfolio_matrix, portfolio_new
from minqing.committee.pages.proposals import proposal, proposal_adopt, proposal_move, proposal_undo
from minqing.committee.pages.spreading import leave_spread, spread_gather
from minqing.committee.pages.zones import (
    hand_over_call_off,
    household_keepers,
    zone,
    zone_change,
    zone_end,
    zone_keeper,
    zone_new,
    zones,
)
from minqing.committee.pages.zoning import member_wish_drop, member_wishes, zoning, zoning_run

__all__ = [
    "committee",
    "courtyard_zone",
    "duty_roster",
    "hand_over_call_off",
    "household_keepers",
    "leave_back",
    "leave_cover",
    "leave_spread",
    "member",
    "member_deputy",
    "member_leave",
    "member_new",
    "member_part",
    "member_portfolios",
    "member_wish_drop",
    "member_wishes",
    "my_leave",
    "portfolio_matrix",
    "portfolio_new",
    "proposal",
    "proposal_adopt",
    "proposal_move",
    "proposal_undo",
    "spread_gather",
    "zone",
    "zone_change",
    "zone_courtyard",
    "zone_end",
    "zone_homes",
    "zone_keeper",
    "zone_new",
    "zones",
    "zoning",
    "zoning_run",
]
