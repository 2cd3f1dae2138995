"""Households that part, and households that become one."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.days import can_be, close, end, locked, members_now, standing, there_on, words_of
from minqing.households.models import Household, Membership, Relation, Residence, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Dwelling


@act("household.split")
def split_household(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    household: Household,
    members: Sequence[Resident],
    dwelling: Dwelling,
    day: date,
    head: Resident | None = None,
    id: UUID | None = None,
) -> Household:
    """Some members form a household of their own on a day, in another home or in the same; it knows where
    it came from.

    Their relations to the new head are not guessed: they are left open, the head's apart. Refuses nobody,
    everybody
    (that is a move), somebody who is not a member, a head who does not come along, and a day not after
    they came.
    """
    require(may_keep_register(by, household.community))
    can_be(day, household.community, at)
    now = standing(household, day)
    there_on(dwelling, day)
    there = {membership.resident_id: membership for membership in members_now(now)}
    leaving = [there[person.pk] for person in members if person.pk in there]
    if not members or len(leaving) != len({person.pk for person in members}):
        raise Refused({"members": _("Choose who forms the new household, among those who live here.")})
    if len(leaving) == len(there):
        raise Refused({"members": _("If everyone leaves, the household moves: use “Move” instead.")})
    if head is not None and head.pk not in {membership.resident_id for membership in leaving}:
        raise Refused({"head": _("The head must be one of those who form the new household.")})
    for membership in leaving:
        close(w, membership, day)
    formed = w.add(Household(id=id or uuid7(), community=now.community, formed_on=day, split_from=now))
    w.add(Residence(community=now.community, household=formed, dwelling=dwelling, from_day=day))
    for membership in leaving:
        relation = (
            Relation.HEAD if head is not None and membership.resident_id == head.pk else Relation.UNKNOWN
        )
        _belongs(w, membership.resident_id, formed, relation, day)
    w.about(formed, split_from=now.pk, day=day)
    return formed


@act("household.join")
def join_households(
    w: Writing, *, by: Actor, at: datetime, household: Household, into: Household, day: date
) -> Household:
    """A household joins another on a day: its members belong to the other, it ends and knows where they went.

    Relations to the other's head are left open. Refuses a household with itself, one that is not standing
    then, and
    a day not after the last change of the household that joins.
    """
    require(may_keep_register(by, household.community))
    can_be(day, household.community, at)
    if household.pk == into.pk:
        raise Refused({"into": _("Choose another household.")})
    for key in sorted(
        (household.pk, into.pk)
    ):  # always locked in one order: two joins never wait for each other
        Household.objects.select_for_update().get(pk=key)
    joining, host = standing(household, day), locked(into)
    if host.ended_on is not None or host.formed_on > day:
        raise Refused({"into": _("The other household does not stand on %(day)s.") % {"day": words_of(day)}})
    moved = members_now(joining)
    for membership in moved:
        close(w, membership, day)
    for membership in moved:
        _belongs(w, membership.resident_id, host, Relation.UNKNOWN, day)
    end(w, joining, day, into=host)
    w.about(joining, joined_into=host.pk, day=day)
    return host


def _belongs(w: Writing, resident_id: UUID, household: Household, relation: str, day: date) -> None:
    w.add(
        Membership(
            community=household.community,
            resident_id=resident_id,
            household=household,
            relation=relation,
            from_day=day,
        )
    )
