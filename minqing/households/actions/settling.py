"""A household settles in a home."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.actions.leaving import resident_returns
from minqing.households.actions.people import add_resident
from minqing.households.days import can_be, there_on
from minqing.households.models import Household, Relation, Residence, Resident
from minqing.households.persons import Person
from minqing.language.characters import tidy
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Dwelling


@act("household.settle")
def settle_household(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    dwelling: Dwelling,
    day: date,
    people: Sequence[Person] = (),
    returning: Sequence[Resident] = (),
    number: str = "",
    confirmed_on: date | None = None,
    id: UUID | None = None,
    people_ids: Sequence[UUID] = (),
) -> Household:
    """A household begins to live in a home on a day: new people, and people who lived in the community
    before.

    Refuses nobody at all, two heads, a home that is gone, a day beyond tomorrow, and whatever is refused
    about one
    of the people. A home may hold more than one household. `people_ids` are the facts' own ids, in the order of
    `people`.
    """
    require(may_keep_register(by, dwelling.community))
    can_be(day, dwelling.community, at)
    there_on(dwelling, day)
    if not people and not returning:
        raise Refused({"name": _("Write down at least one person.")})
    if sum(person.relation == Relation.HEAD for person in people) > 1:
        raise Refused({"relation": _("A household has one head.")})
    number = tidy(no_id_numbers(number, "number"))
    if len(number) > 20:
        raise Refused({"number": _("This number is too long (20 characters at most).")})
    household = w.add(
        Household(
            id=id or uuid7(),
            community=dwelling.community,
            formed_on=day,
            number=number,
            confirmed_on=confirmed_on,
        )
    )
    w.add(Residence(community=dwelling.community, household=household, dwelling=dwelling, from_day=day))
    w.about(household, dwelling=dwelling.pk, day=day)
    for person, key in zip_longest(people, people_ids[: len(people)]):
        add_resident(
            by=by, at=at, household=household, person=person, day=day, confirmed_on=confirmed_on, id=key
        )
    for resident in returning:
        resident_returns(by=by, at=at, resident=resident, household=household, day=day)
    return household
