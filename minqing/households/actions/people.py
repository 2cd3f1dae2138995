"""People in a household: added, and corrected where something was written wrongly."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.days import can_be, standing
from minqing.households.happenings import resident_corrected
from minqing.households.models import Household, Membership, Relation, Resident
from minqing.households.persons import Person, facts_of
from minqing.language.characters import tidy
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.queries import day_at


@act("resident.add")
def add_resident(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    household: Household,
    person: Person,
    day: date,
    confirmed_on: date | None = None,
    id: UUID | None = None,
) -> Resident:
    """A person comes to a household on a day: born, moved in, or not written down until now.

    Refuses a day before the household was formed or beyond tomorrow, an ended household, and what
    minqing.households.persons refuses about the person.
    """
    require(may_keep_register(by, household.community))
    can_be(day, household.community, at)
    now = standing(household, day)
    facts = facts_of(person, day_at(household.community, at))
    resident = w.add(Resident(id=id or uuid7(), community=now.community, confirmed_on=confirmed_on, **facts))
    if person.relation == Relation.HEAD:
        _one_head(w, now)
    w.add(
        Membership(
            community=now.community, resident=resident, household=now, relation=person.relation, from_day=day
        )
    )
    w.about(resident, household=now.pk, day=day)
    return resident


@act("resident.correct")
def correct_resident(w: Writing, *, by: Actor, at: datetime, resident: Resident, person: Person) -> Resident:
    """Correct what is written about a person; the relation is corrected in the household they are in now.

    All facts are given, changed or not. Refuses what minqing.households.persons refuses, and an erased
    person.
    """
    require(may_keep_register(by, resident.community))
    now = Resident.objects.select_for_update().get(pk=resident.pk)
    if now.erased_at is not None:
        raise Refused(_("This person's data were erased."))
    facts = facts_of(person, day_at(now.community, at))
    otherwise = {name for name, value in facts.items() if name != "pinyin" and getattr(now, name) != value}
    w.change(now, **facts)
    membership = Membership.objects.select_for_update().filter(resident=now, to_day__isnull=True).first()
    if membership is not None and membership.relation != person.relation:
        if person.relation == Relation.HEAD:
            _one_head(w, membership.household)
        w.change(membership, relation=person.relation)
        otherwise.add("relation")
    w.about(now)
    resident_corrected.happen(w, now, frozenset(otherwise))
    return now


@act("household.correct")
def correct_household(w: Writing, *, by: Actor, at: datetime, household: Household, number: str) -> Household:
    """Correct the household's number, as the office's own sheet has it (blank where it has none)."""
    require(may_keep_register(by, household.community))
    number = tidy(no_id_numbers(number, "number"))
    if len(number) > 20:
        raise Refused({"number": _("This number is too long (20 characters at most).")})
    w.change(household, number=number)
    w.about(household)
    return household


def _one_head(w: Writing, household: Household) -> None:
    """Whoever was the head until now has a relation to the new head that nobody has told yet."""
    for before in Membership.objects.filter(household=household, to_day__isnull=True, relation=Relation.HEAD):
        w.change(before, relation=Relation.UNKNOWN)
