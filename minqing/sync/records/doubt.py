"""Facts of the member's own whose time is not sure: they confirm when it was."""

from collections.abc import Collection
from uuid import UUID

from minqing.sync.models import ClockDoubt
from minqing.sync.reach import Reach
from minqing.sync.records.asking import moment_of
from minqing.sync.records.shapes import DoubtRecord


def doubt_records(reach: Reach, ids: Collection[UUID] | None = None) -> list[DoubtRecord]:
    """The doubts that wait for this member (or those among these ids), by id. One query."""
    found = ClockDoubt.objects.filter(
        community=reach.viewer.code, account=reach.viewer.account, confirmed__isnull=True
    )
    if ids is not None:
        found = found.filter(pk__in=ids)
    fields = ("id", "fact", "kind", "subject", "device_at", "lower", "upper", "taken")
    return [
        {
            "t": "doubt",
            "id": str(key),
            "d": {
                "fact": str(fact),
                "kind": kind,
                "subject": str(subject),
                "device_at": moment_of(device_at),
                "lower": moment_of(lower),
                "upper": moment_of(upper),
                "taken": moment_of(taken),
            },
        }
        for key, fact, kind, subject, device_at, lower, upper, taken in found.order_by("pk").values_list(
            *fields
        )
    ]
