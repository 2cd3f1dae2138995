"""What the visits tell the rooms below when these ask."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from minqing.households.table.planned import visits_planned
from minqing.visits.models import PlannedStop


@visits_planned.fill
def on_a_plan(households: Collection[UUID], day: date, found: set[UUID]) -> None:
    """Households at whose door a plan of that day or later still stops."""
    stops = PlannedStop.objects.filter(household__in=households, plan__day__gte=day, skipped_at__isnull=True)
    found.update(key for key in stops.values_list("household_id", flat=True) if key is not None)
