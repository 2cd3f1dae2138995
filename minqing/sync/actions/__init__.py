"""What can be done at the phone's door: the only writers of its rows."""

from minqing.sync.actions.devices import enrol_device, forget_device, keep_wrap, note_contact, note_wiped
from minqing.sync.actions.receiving import receive_facts

__all__ = [
    "enrol_device",
    "forget_device",
    "keep_wrap",
    "note_contact",
    "note_wiped",
    "receive_facts",
]
