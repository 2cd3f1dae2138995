"""What the committee does: divide the community into zones, hand them over, go on leave, share the work."""

from minqing.committee.actions.coverage import (
    cover_courtyard,
    cover_dwellings,
    share_courtyard,
    uncover_dwellings,
)
from minqing.committee.actions.duty import put_on_duty
from minqing.committee.actions.keeping import (
    call_off_hand_over,
    carry_out_hand_over,
    give_zone,
    hand_over_zone,
)
from minqing.committee.actions.leave import change_cover, end_leave_early, name_deputy, take_leave
from minqing.committee.actions.membership import part_with_member
from minqing.committee.actions.new_homes import cover_new_home, leave_ended_home
from minqing.committee.actions.portfolios import (
    add_portfolio,
    drop_portfolio,
    hold_portfolio,
    share_portfolios,
)
from minqing.committee.actions.zones import change_zone, draw_zone, end_zone

__all__ = [
    "add_portfolio",
    "call_off_hand_over",
    "carry_out_hand_over",
    "change_cover",
    "change_zone",
    "cover_courtyard",
    "cover_dwellings",
    "cover_new_home",
    "draw_zone",
    "drop_portfolio",
    "end_leave_early",
    "end_zone",
    "give_zone",
    "hand_over_zone",
    "hold_portfolio",
    "leave_ended_home",
    "name_deputy",
    "part_with_member",
    "put_on_duty",
    "share_courtyard",
    "share_portfolios",
    "take_leave",
    "uncover_dwellings",
]
