"""What can be done with plans, hours and calendar keys."""

from minqing.visits.actions.asked import set_call_rhythm, set_visit_window
from minqing.visits.actions.feeds import make_feed_key, revoke_feed_key
from minqing.visits.actions.hours import Span, set_visiting_hours
from minqing.visits.actions.plans import (
    add_stop,
    make_day_plan,
    reorder_plan,
    restore_stop,
    skip_stop,
)

__all__ = [
    "Span",
    "add_stop",
    "make_day_plan",
    "make_feed_key",
    "reorder_plan",
    "restore_stop",
    "revoke_feed_key",
    "set_call_rhythm",
    "set_visit_window",
    "set_visiting_hours",
    "skip_stop",
]
