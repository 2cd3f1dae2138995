"""What the committee does when something happens on the ground; and what happens here: `zone_handed_over`."""

from datetime import date, datetime

from minqing.committee.actions.new_homes import cover_new_home, leave_ended_home
from minqing.committee.happenings import zone_handed_over
from minqing.ledger.actor import Actor
from minqing.territory.hooks import dwelling_added, dwelling_ends
from minqing.territory.models import Dwelling

__all__ = ["zone_handed_over"]


@dwelling_added.fill
def _cover(by: Actor, at: datetime, dwelling: Dwelling, day: date) -> None:
    cover_new_home(by=by, at=at, dwelling=dwelling, from_day=day)


@dwelling_ends.fill
def _uncover(by: Actor, at: datetime, dwelling: Dwelling, day: date) -> None:
    leave_ended_home(by=by, at=at, dwelling=dwelling, on=day)
