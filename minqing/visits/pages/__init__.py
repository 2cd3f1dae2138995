"""The pages of plans, hours and the calendar feed."""

from minqing.visits.pages.changing import plan_add, plan_order, stop_back, stop_skip
from minqing.visits.pages.feeds import calendar_feed, feed_key_revoke, feed_keys
from minqing.visits.pages.hours import hours, hours_all, hours_correct, hours_of, visiting_hours
from minqing.visits.pages.households import household_asks
from minqing.visits.pages.plans import (
    plan,
    plan_make,
    plan_of,
    plan_print,
    plans,
    plans_make,
    plans_progress,
)

__all__ = [
    "calendar_feed",
    "feed_key_revoke",
    "feed_keys",
    "hours",
    "hours_all",
    "hours_correct",
    "hours_of",
    "household_asks",
    "plan",
    "plan_add",
    "plan_make",
    "plan_of",
    "plan_order",
    "plan_print",
    "plans",
    "plans_make",
    "plans_progress",
    "stop_back",
    "stop_skip",
    "visiting_hours",
]
