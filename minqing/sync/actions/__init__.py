"""What can be done at the phone's door: the only writers of its rows."""

from minqing.sync.actions.correcting import merge_correction, settle_clash
from minqing.sync.actions.devices import (
    clear_device,
    enrol_device,
    forget_device,
    keep_wrap,
    note_contact,
    note_wiped,
)
from minqing.sync.actions.doubting import confirm_time, doubt_clock
from minqing.sync.actions.handing import clear_reason, hand_fact, put_aside, take_up

__all__ = [
    "clear_device",
    "clear_reason",
    "confirm_time",
    "doubt_clock",
    "enrol_device",
    "forget_device",
    "hand_fact",
    "keep_wrap",
    "merge_correction",
    "note_contact",
    "note_wiped",
    "put_aside",
    "settle_clash",
    "take_up",
]
