"""Corrected times of a visit: what was added below its entry, read; the entry itself stays as it was written.

A correction whose words begin with two times, as `09:05–10:40`, says when the visit was; the newest such counts.
The hours page writes it so, and whoever types it below an entry says the same.
"""

import re
from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from minqing.diary.models import Addendum

Times = tuple[datetime, datetime | None]
_SAID = re.compile(r"\s*([01][0-9]|2[0-3]):([0-5][0-9])\s*[–—-]\s*([01][0-9]|2[0-3]):([0-5][0-9])(?![0-9])")


def said_as(begins: time, ends: time, reason: str) -> str:
    """The words of a correction: the times first, then why."""
    return f"{begins:%H:%M}–{ends:%H:%M} {reason}".strip()


def times_said(words: str) -> tuple[time, time] | None:
    """The times that a correction begins with; None where it is about something else, or they are turned round."""
    found = _SAID.match(words)
    if found is None:
        return None
    begins, ends = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    return (begins, ends) if begins <= ends else None


def corrected_times(times: Mapping[UUID, Times], zone: ZoneInfo) -> dict[UUID, Times]:
    """Of these entries, those whose times were corrected, with the corrected ones, on the entry's day. One query."""
    rows = Addendum.objects.filter(entry__in=list(times), kind=Addendum.Kind.CORRECTION).order_by("at", "pk")
    found: dict[UUID, Times] = {}
    for entry, words in rows.values_list("entry_id", "text"):
        said = times_said(words)
        if said is not None:
            day = times[entry][0].astimezone(zone).date()
            begins, ends = (datetime.combine(day, each, tzinfo=zone) for each in said)
            found[entry] = begins, ends
    return found
