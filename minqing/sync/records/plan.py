"""The member's own day plans, today's and those to come: doors in order, with neutral reasons as codes.

Only ids of households are in it, and the reason of a stop says its days or its promise, never what care somebody needs.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import time
from uuid import UUID

from minqing.sync.reach import Reach
from minqing.sync.records.asking import id_or_none
from minqing.sync.records.shapes import PlanRecord, StopPart
from minqing.visits.models import DayPlan, PlannedStop


def plan_records(reach: Reach, ids: Collection[UUID] | None = None) -> list[PlanRecord]:
    """The plans of today and later (or those of them among these ids), by day. Two queries."""
    plans = DayPlan.objects.filter(member=reach.member, day__gte=reach.today)
    if ids is not None:
        plans = plans.filter(pk__in=list(ids))
    found = list(plans.order_by("day", "pk"))
    stops: defaultdict[UUID, list[StopPart]] = defaultdict(list)
    for stop in PlannedStop.objects.filter(plan__in=found).order_by("place", "pk"):
        stops[stop.plan_id].append(_stop(stop))
    return [
        {
            "t": "plan",
            "id": str(plan.pk),
            "d": {
                "day": plan.day.isoformat(),
                "begin": plan.begin.strftime("%H:%M"),
                "by_hand": plan.changed_at is not None,
                "by_map": plan.by_map,
                "waiting": plan.waiting,
                "stops": stops[plan.pk],
            },
        }
        for plan in found
    ]


def _stop(stop: PlannedStop) -> StopPart:
    return {
        "id": str(stop.pk),
        "courtyard": str(stop.courtyard_id),
        "household": id_or_none(stop.household_id),
        "why": [{"code": each["code"], "params": each.get("params", {})} for each in stop.why],
        "arrive": _clock(stop.arrive_at),
        "minutes": stop.minutes,
        "begins": _clock(stop.begins),
        "ends": _clock(stop.ends),
        "skipped": stop.skip_reason if stop.skipped_at else None,
        "added": stop.added_by_hand,
    }


def _clock(at: time | None) -> str | None:
    return None if at is None else at.strftime("%H:%M")
