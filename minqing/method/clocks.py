"""When something was noted, told by a phone whose clock may be wrong (issue 4, point 9; decision 0008).

A phone tells what its clock said, how far that clock was from the server's at the last contact before, and what it
said when it sent. Where both distances agree, the clock was left alone in between and its times are put right by it.
Where they do not, it was set while offline: then the time is only known to lie between contact and arrival.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from .calendar import aware

# Two offsets that lie no further apart are one; a clock that is off by less is right.
TOLERANCE = timedelta(minutes=2)
# A phone without contact for so long locks itself, so nothing is noted on it later.
LONGEST_WITHOUT_CONTACT = timedelta(days=14)

ClockState = Literal["agreed", "corrected", "bounded"]
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A moment as the server takes it, by its own clock, in UTC.

    agreed: the phone's clock was right (less than two minutes off) · corrected: it was off, by the same at both ends ·
    bounded: not sure; within `lower` and `upper`, for a person to confirm, and promises count from the arrival.
    """

    at: datetime
    state: ClockState
    lower: datetime
    upper: datetime

    @property
    def promises_from(self) -> datetime:
        """From when promises count: an unsure clock never makes one that is due in the past."""
        return self.upper if self.state == "bounded" else self.at


def noted_time(
    *,
    noted_at: datetime,
    offset_at_contact_ms: int | None,
    contact_at: datetime | None,
    sent_at: datetime,
    received_at: datetime,
) -> Taken:
    """When it was noted by the server's clock (issue 4, point 9), never after `received_at`.

    `noted_at` and `sent_at` are by the phone's clock, `contact_at` and `received_at` by the server's; the offset is the
    phone's minus the server's in milliseconds. Contact or offset unknown: bounded. A request that takes longer than two
    minutes to arrive cannot be told from a clock that was set: bounded. Raises NaiveInstant for an instant without offset.
    """
    noted, received = _utc(noted_at), _utc(received_at)
    at_delivery = _ms(_utc(sent_at) - received)
    contact = min(_utc(contact_at), received) if contact_at is not None else None
    if contact is not None and offset_at_contact_ms is not None and _agree(offset_at_contact_ms, at_delivery):
        right = _put_right(noted, offset_at_contact_ms)
        # Outside of these the clock was set forward and back in between, whatever it says at both ends.
        if right is not None and contact - TOLERANCE <= right <= received + TOLERANCE:
            state: ClockState = "agreed" if _agree(offset_at_contact_ms, 0) else "corrected"
            at = min(right, received)
            return Taken(at, state, max(at - TOLERANCE, contact - TOLERANCE), min(at + TOLERANCE, received))
    lower = contact if contact is not None else received - LONGEST_WITHOUT_CONTACT
    # A clock that is right now was put right by the network on its return: until then it was as at the contact.
    offsets = [at_delivery, offset_at_contact_ms]
    at = _likeliest(noted, offsets[::-1] if _agree(at_delivery, 0) else offsets, lower, received)
    return Taken(at, "bounded", lower, received)


def shifted(moment: datetime, *, noted_at: datetime, taken: Taken) -> datetime:
    """Another moment of the same fact by the phone's clock (a visit's begin, its end), by the server's, in UTC.

    It keeps its distance from the moment of noting, so that a visit keeps its length. By a clock that was right it stands
    as it was written. What lay not after noting never comes to lie after the arrival; what lay after it is still for the
    action to judge. Raises NaiveInstant for an instant without offset.
    """
    told, noted = _utc(moment), _utc(noted_at)
    if taken.state == "agreed":
        return min(told, taken.upper) if told <= noted else told
    try:
        return taken.at + (told - noted)
    except OverflowError:
        return taken.at


def _utc(moment: datetime) -> datetime:
    """The moment in UTC; on the first and the last day of all calendars, where that does not exist, their edge."""
    try:
        return aware(moment).astimezone(UTC)
    except OverflowError:
        return (datetime.min if moment.year == 1 else datetime.max).replace(tzinfo=UTC)


def _agree(one_ms: int, other_ms: int) -> bool:
    return abs(one_ms - other_ms) <= _ms(TOLERANCE)


def _ms(delta: timedelta) -> int:
    return delta // _MS


def _put_right(noted: datetime, offset_ms: int) -> datetime | None:
    """The moment without the clock's offset; None where that lies outside of all calendars."""
    try:
        return noted - offset_ms * _MS
    except OverflowError:
        return None


def _likeliest(noted: datetime, offsets: Sequence[int | None], lower: datetime, upper: datetime) -> datetime:
    """The first reading of the clock that lies within the bounds; else the bound that is nearer to the first."""
    readings = [_put_right(noted, offset) for offset in offsets if offset is not None]
    known = [reading for reading in readings if reading is not None]
    within = next((reading for reading in known if lower <= reading <= upper), None)
    if within is not None:
        return within
    return min(max(known[0] if known else upper, lower), upper)
