"""What the register says is confirmed at the door; and a household may decline visits."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.days import locked, members_now, words_of
from minqing.households.models import Household, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.queries import day_at


@act("household.confirm")
def confirm_household(w: Writing, *, by: Actor, at: datetime, household: Household) -> Household:
    """The household and everyone in it are as the register says, on the day of `at` (Chaoyangmen's variant).

    An older confirmation that arrives late does not set the day back. Refuses an ended household.
    """
    require(may_keep_register(by, household.community))
    now, day = locked(household), day_at(household.community, at)
    if now.ended_on is not None:
        raise Refused(_("This household ended on %(day)s.") % {"day": words_of(now.ended_on)})
    w.change(now, confirmed_on=max(now.confirmed_on or day, day))
    for membership in members_now(now):
        person = membership.resident
        w.change(person, confirmed_on=max(person.confirmed_on or day, day))
    w.about(now, day=day)
    return now


@act("resident.confirm")
def confirm_resident(w: Writing, *, by: Actor, at: datetime, resident: Resident) -> Resident:
    """One person is as the register says, on the day of `at`. Refuses an erased person."""
    require(may_keep_register(by, resident.community))
    now, day = Resident.objects.select_for_update().get(pk=resident.pk), day_at(resident.community, at)
    if now.erased_at is not None:
        raise Refused(_("This person's data were erased."))
    w.change(now, confirmed_on=max(now.confirmed_on or day, day))
    w.about(now, day=day)
    return now


@act("household.decline_visits")
def decline_visits(w: Writing, *, by: Actor, at: datetime, household: Household) -> Household:
    """The household wishes no visits; it is free to, and a declined visit counts as made (method,
    "Lines").
    """
    require(may_keep_register(by, household.community))
    now = w.change(locked(household), declines_visits=True)
    w.about(now)
    return now


@act("household.accept_visits")
def accept_visits(w: Writing, *, by: Actor, at: datetime, household: Household) -> Household:
    """The household welcomes visits again."""
    require(may_keep_register(by, household.community))
    now = w.change(locked(household), declines_visits=False)
    w.about(now)
    return now
