"""The pages of concerns."""

from minqing.concerns.pages.case import concern, concern_acknowledge, concern_step
from minqing.concerns.pages.changing import (
    concern_extend,
    concern_hand_over,
    concern_link,
    concern_merge,
    concern_regrade,
    concern_split,
    concern_unlink,
)
from minqing.concerns.pages.lists import concerns
from minqing.concerns.pages.opening import concern_doors, concern_new

__all__ = [
    "concern",
    "concern_acknowledge",
    "concern_doors",
    "concern_extend",
    "concern_hand_over",
    "concern_link",
    "concern_merge",
    "concern_new",
    "concern_regrade",
    "concern_split",
    "concern_step",
    "concern_unlink",
    "concerns",
]
