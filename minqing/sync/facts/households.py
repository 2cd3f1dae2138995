"""Facts about households and residents: confirmed, corrected, added, left."""

from minqing.households import actions
from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.schemas import Asked, Id


class HouseholdIn(Asked):
    """A household of the own zones."""

    household: Id


@taken_as("household.confirm", HouseholdIn)
def confirm(batch: Batch, fact: Noted, body: HouseholdIn) -> Came:
    """Everything is as the register says."""
    household = batch.household(body.household)
    actions.confirm_household(by=batch.by, at=fact.at, household=household)
    return Came(household.pk)
