"""What can be done about concerns: the only writers of this room."""

from minqing.concerns.actions.ending import close_concern, refuse_concern, withdraw_concern
from minqing.concerns.actions.handing import decide_objection, hand_concern, object_to_dispatch
from minqing.concerns.actions.handling import (
    answer_concern,
    comment_on_concern,
    coordinate_concern,
    report_concern,
    settle_concern,
    take_in_hand,
)
from minqing.concerns.actions.joining import link_concerns, merge_concerns, split_concern, unlink
from minqing.concerns.actions.opening import open_concern
from minqing.concerns.actions.promising import extend_promise, regrade_concern
from minqing.concerns.actions.reminding import tell_of_promises
from minqing.concerns.actions.urgent import acknowledge_concern
from minqing.concerns.actions.word import call_back, reopen_concern

__all__ = [
    "acknowledge_concern",
    "answer_concern",
    "call_back",
    "close_concern",
    "comment_on_concern",
    "coordinate_concern",
    "decide_objection",
    "extend_promise",
    "hand_concern",
    "link_concerns",
    "merge_concerns",
    "object_to_dispatch",
    "open_concern",
    "refuse_concern",
    "regrade_concern",
    "reopen_concern",
    "report_concern",
    "settle_concern",
    "split_concern",
    "take_in_hand",
    "tell_of_promises",
    "unlink",
    "withdraw_concern",
]
