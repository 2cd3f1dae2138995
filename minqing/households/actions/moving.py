"""Moving house, and moving from one household to another. What was before stays in the history."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.actions.leaving import end_where_empty
from minqing.households.days import can_be, close, home_now, membership_now, standing, there_on
from minqing.households.models import Household, Membership, Relation, Residence, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Dwelling


@act("household.move")
def move_household(
    w: Writing, *, by: Actor, at: datetime, household: Household, dwelling: Dwelling, day: date
) -> Residence:
    """The household moves to another home of the community on a day: one residence ends, another begins.

    Refuses the home where it lives, one that is gone, a day not after the last move, or beyond tomorrow.
    """
    require(may_keep_register(by, household.community))
    can_be(day, household.community, at)
    now = standing(household, day)
    there_on(dwelling, day)
    before = home_now(now)
    if before.dwelling_id == dwelling.pk:
        raise Refused({"dwelling": _("The household lives in this home already.")})
    close(w, before, day)
    residence = w.add(Residence(community=now.community, household=now, dwelling=dwelling, from_day=day))
    w.about(now, dwelling=dwelling.pk, day=day)
    return residence


@act("household.correct_home")
def correct_home(
    w: Writing, *, by: Actor, at: datetime, household: Household, dwelling: Dwelling
) -> Residence:
    """The home that is written down was wrong from the beginning: put it right, as if it had always been so.

    For a move use `move_household`, which keeps both homes. Refuses a home that is gone, or the same one.
    """
    require(may_keep_register(by, household.community))
    now = standing(household, household.formed_on)
    residence = home_now(now)
    there_on(dwelling, residence.from_day)
    if residence.dwelling_id == dwelling.pk:
        raise Refused({"dwelling": _("The household lives in this home already.")})
    w.change(residence, dwelling=dwelling)
    w.about(now, dwelling=dwelling.pk)
    return residence


@act("resident.move")
def move_resident(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    resident: Resident,
    household: Household,
    day: date,
    relation: str = "",
) -> Membership:
    """A person moves to another household of the community on a day. A household that is left empty ends
    then.

    Refuses the household the person is in, one not standing on that day, a second head, and a day not
    after the
    person came to the household left.
    """
    require(may_keep_register(by, resident.community))
    can_be(day, resident.community, at)
    into = standing(household, day)
    before = membership_now(resident)
    if before.household_id == into.pk:
        raise Refused({"household": _("%(name)s is in this household already.") % {"name": resident.name}})
    check_relation(into, relation)
    close(w, before, day)
    membership = w.add(
        Membership(
            community=into.community, resident=resident, household=into, relation=relation, from_day=day
        )
    )
    w.about(resident, household=into.pk, day=day)
    end_where_empty(w, before.household, day)
    return membership


def check_relation(household: Household, relation: str) -> None:
    """Refused where the relation is not in the list, or is that of a second head."""
    if relation not in Relation.values:
        raise Refused({"relation": _("Choose the relation from the list.")})
    heads = Membership.objects.filter(household=household, to_day__isnull=True, relation=Relation.HEAD)
    if relation == Relation.HEAD and heads.exists():
        raise Refused({"relation": _("This household has a head already.")})
