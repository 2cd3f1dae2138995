"""Leaving the community, and coming back. Who has left stays in the history, and no longer in the
register.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.days import (
    can_be,
    close,
    end,
    free_from,
    members_now,
    membership_now,
    standing,
    words_of,
)
from minqing.households.models import ActiveRole, Household, Membership, Relation, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act


@act("resident.leave")
def resident_leaves(w: Writing, *, by: Actor, at: datetime, resident: Resident, day: date) -> Resident:
    """A person no longer lives in the community from a day on. Why is not asked.

    Their roles end with it; a household that is left empty ends too. Refuses a day not after they came to the
    household, and somebody who belongs to none.
    """
    require(may_keep_register(by, resident.community))
    can_be(day, resident.community, at)
    membership = membership_now(resident)
    close(w, membership, day)
    _away(w, resident, day)
    w.about(resident, day=day)
    end_where_empty(w, membership.household, day)
    return resident


@act("resident.return")
def resident_returns(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    resident: Resident,
    household: Household,
    day: date,
    relation: str = "",
) -> Membership:
    """Somebody who left lives in a household of the community again from a day on; the time away stays
    visible.

    Refuses somebody who has not left, a day before they did, and a household not standing then.
    """
    require(may_keep_register(by, resident.community))
    can_be(day, resident.community, at)
    into = standing(household, day)
    free_from(resident, day)
    if relation not in Relation.values:
        raise Refused({"relation": _("Choose the relation from the list.")})
    w.change(resident, left_on=None)
    membership = w.add(
        Membership(
            community=into.community, resident=resident, household=into, relation=relation, from_day=day
        )
    )
    w.about(resident, household=into.pk, day=day)
    return membership


@act("household.end")
def end_household(w: Writing, *, by: Actor, at: datetime, household: Household, day: date) -> Household:
    """A household moves away, with everyone in it, or is no more. Its history stays.

    Refuses a household that is ended, and a day not after its last change.
    """
    require(may_keep_register(by, household.community))
    can_be(day, household.community, at)
    now = standing(household, day)
    for membership in members_now(now):
        close(w, membership, day)
        _away(w, membership.resident, day)
    end(w, now, day)
    w.about(now, day=day)
    return now


def end_where_empty(w: Writing, household: Household, day: date) -> None:
    """End a household on the day on which its last member left it: nobody is visited in an empty home.

    Refused where somebody came to it only after that day: it would have stood empty in between.
    """
    stay = Membership.objects.filter(household=household, to_day__isnull=True).order_by("from_day")
    first = stay.first()
    if first is not None:
        there = Membership.objects.filter(household=household, from_day__lte=day)
        if first.from_day > day and not there.exclude(to_day__lte=day).exists():
            words = _(
                "Nobody else belonged to this household before %(day)s. Choose that day or a later one."
            )
            raise Refused({"day": words % {"day": words_of(first.from_day)}})
        return
    end(w, household, day)


def _away(w: Writing, resident: Resident, day: date) -> None:
    w.change(resident, left_on=day)
    for role in ActiveRole.objects.filter(resident=resident, to_day__isnull=True):
        # A role agreed to on the very day is taken back rather than turned around.
        w.change(role, to_day=max(day, role.from_day))
