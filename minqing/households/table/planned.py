"""Which households a day plan still leads to. The room of visits is above this one and may be empty."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from minqing.ledger.hooks import Hook

# A higher room is asked which of these households have a visit planned from a day on: (households, day, found); it
# adds their ids to `found`.
visits_planned: Hook[[Collection[UUID], date, set[UUID]]] = Hook("households.visits_planned")


def planned_households(households: Collection[UUID], day: date) -> set[UUID]:
    """Of these households those with a visit planned on the day or later."""
    found: set[UUID] = set()
    if households:
        visits_planned.happen(households, day, found)
    return found
