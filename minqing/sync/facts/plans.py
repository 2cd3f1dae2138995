"""Facts about the own day plan: a door left out, a door added, another order. Made offline, as everything."""

from typing import Annotated

from pydantic import Field

from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.schemas import Asked, Day, Id, offered
from minqing.visits.actions import add_stop, reorder_plan, skip_stop
from minqing.visits.actions.plans import MOST_STOPS
from minqing.visits.models import SkipReason


class SkipIn(Asked):
    """A door that is not visited today, and why."""

    stop: Id
    reason: Annotated[str, *offered(SkipReason.values)]


@taken_as("plan.skip", SkipIn, timed=False)
def skip(batch: Batch, fact: Noted, body: SkipIn) -> Came:
    """Leave a door out."""
    stop = batch.stop(body.stop)
    skip_stop(by=batch.by, at=fact.at, stop=stop, reason=body.reason)
    return Came(stop.pk)


class AddIn(Asked):
    """A door of the own zone for a day; one that was left out is taken in again."""

    day: Day
    household: Id


@taken_as("plan.add", AddIn, timed=False)
def add(batch: Batch, fact: Noted, body: AddIn) -> Came:
    """Add a door; the new stop has the fact's id."""
    household = batch.household(body.household)
    stop = add_stop(
        by=batch.by, at=fact.at, member=batch.member, day=body.day, household=household, fact=fact.id
    )
    return Came(stop.pk)


class OrderIn(Asked):
    """All stops of a plan in the order that the member wants."""

    plan: Id
    order: Annotated[list[Id], Field(max_length=MOST_STOPS)]


@taken_as("plan.order", OrderIn, timed=False)
def order(batch: Batch, fact: Noted, body: OrderIn) -> Came:
    """Put the stops into another order. What came into the plan meanwhile stays behind them."""
    plan = batch.plan(body.plan)
    reorder_plan(by=batch.by, at=fact.at, plan=plan, order=body.order)
    return Came(plan.pk)
