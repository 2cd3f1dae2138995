"""What the visits tell the rooms below when these ask."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from minqing.access.scope import holding
from minqing.households.happenings import call_rhythm_agreed
from minqing.households.models import Household, Resident
from minqing.households.table.planned import visits_planned
from minqing.ledger.actor import Actor
from minqing.visits.actions import set_call_rhythm
from minqing.visits.models import CallRhythm, PlannedStop


@visits_planned.fill
def on_a_plan(households: Collection[UUID], day: date, found: set[UUID]) -> None:
    """Households at whose door a plan of that day or later still stops."""
    stops = PlannedStop.objects.filter(household__in=households, plan__day__gte=day, skipped_at__isnull=True)
    found.update(key for key in stops.values_list("household_id", flat=True) if key is not None)


@call_rhythm_agreed.fill
def call_as_agreed(resident: Resident, every_days: int, day: date, by: Actor, at: datetime) -> None:
    """Have the household called on as often as was agreed; where more often was agreed before, that stays.

    Nothing is typed twice, and the planner learns a number of days only. It stays when the need ends, until a member
    changes it: that it changed would tell of the need.
    """
    home = Household.objects.filter(holding(day, "memberships__"), memberships__resident=resident).first()
    if home is None:
        return
    before = CallRhythm.objects.filter(household=home).first()
    if before is None or before.every_days > every_days:
        set_call_rhythm(by=by, at=at, household=home, every_days=every_days)
