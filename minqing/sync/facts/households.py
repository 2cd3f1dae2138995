"""Facts about households and residents: confirmed, corrected, added, left."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from minqing.households import actions
from minqing.households.models import Household, Relation, Resident
from minqing.households.persons import MOST_PHONES, Person
from minqing.language.places import unit_label
from minqing.ledger.errors import Refused
from minqing.sync.actions.correcting import merge_correction
from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.schemas import NO_NUL, Asked, Day, Id, Line, Short, offered
from minqing.territory.actions import add_dwelling
from minqing.territory.models import Dwelling
from minqing.territory.queries import home_at

Phones = Annotated[list[Short], Field(max_length=MOST_PHONES)]
Sex = Annotated[str, *offered(Resident.Sex.values)]
RelationTo = Annotated[str, *offered(Relation.values)]
Born = Annotated[str, Field(max_length=30, pattern=NO_NUL)]


class HouseholdIn(Asked):
    """A household of the own zones."""

    household: Id


def _of_household(name: str, action: Callable[..., Household]) -> None:
    """A kind that says one thing about a household."""

    @taken_as(name, HouseholdIn, timed=False)
    def take(batch: Batch, fact: Noted, body: HouseholdIn) -> Came:
        household = batch.household(body.household)
        action(by=batch.by, at=fact.at, household=household)
        return Came(household.pk)


_of_household("household.confirm", actions.confirm_household)
_of_household("household.decline", actions.decline_visits)
_of_household("household.accept", actions.accept_visits)


class HouseholdLeftIn(HouseholdIn):
    """It moved away, with everyone in it."""

    on: Day


@taken_as("household.left", HouseholdLeftIn, timed=False, day="on")
def household_left(batch: Batch, fact: Noted, body: HouseholdLeftIn) -> Came:
    """A household that is no more at its door."""
    household = batch.household(body.household)
    actions.end_household(by=batch.by, at=fact.at, household=household, day=body.on)
    return Came(household.pk)


class ResidentIn(Asked):
    """A resident of the own zones."""

    resident: Id


@taken_as("resident.confirm", ResidentIn, timed=False)
def resident_confirmed(batch: Batch, fact: Noted, body: ResidentIn) -> Came:
    """One person is as the register says."""
    resident = batch.resident(body.resident)
    actions.confirm_resident(by=batch.by, at=fact.at, resident=resident)
    return Came(resident.pk)


class ResidentLeftIn(ResidentIn):
    """They no longer live here."""

    on: Day


@taken_as("resident.left", ResidentLeftIn, timed=False, day="on")
def resident_left(batch: Batch, fact: Noted, body: ResidentLeftIn) -> Came:
    """A person who no longer lives in the community."""
    resident = batch.resident(body.resident)
    actions.resident_leaves(by=batch.by, at=fact.at, resident=resident, day=body.on)
    return Came(resident.pk)


class PersonIn(Asked):
    """A person as written down at the door."""

    name: Line
    sex: Sex = ""
    born: Born = ""
    phones: Phones = []
    registered_elsewhere: StrictBool | None = None
    relation: RelationTo = ""


class SaidIn(Asked):
    """Some of what is written about a person: what a phone had seen, or what its member wrote."""

    name: Line = ""
    sex: Sex = ""
    born: Born = ""
    phones: Phones = []
    registered_elsewhere: StrictBool | None = None
    relation: RelationTo = ""

    def told(self) -> dict[str, Any]:
        """The fields that were told."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class CorrectIn(ResidentIn):
    """A correction: what the phone had seen of the fields, and what was written."""

    seen: SaidIn
    set: SaidIn


@taken_as("resident.correct", CorrectIn)
def correct(batch: Batch, fact: Noted, body: CorrectIn) -> Came:
    """A correction, merged with what others wrote meanwhile."""
    resident = batch.resident(body.resident)
    seen, set_ = body.seen.told(), body.set.told()
    merge_correction(by=batch.by, at=fact.at, resident=resident, seen=seen, set_=set_)
    return Came(resident.pk)


class NewResidentIn(PersonIn):
    """Somebody met at the door."""

    household: Id


@taken_as("resident.add", NewResidentIn, timed=False, day="household")
def add(batch: Batch, fact: Noted, body: NewResidentIn) -> Came:
    """A person who was not written down until now."""
    day = batch.day(fact.at)
    resident = actions.add_resident(
        by=batch.by,
        at=fact.at,
        household=batch.household(body.household),
        person=_person(body),
        day=day,
        confirmed_on=day,
        id=fact.id,
    )
    return Came(resident.pk)


class NewPersonIn(PersonIn):
    """One of a new household, under an id that the phone made."""

    id: Id


class NewHouseholdIn(Asked):
    """A household at a home that is known (`dwelling`), or at a label in a courtyard."""

    dwelling: Id | None = None
    courtyard: Id | None = None
    unit: Annotated[str, Field(max_length=40, pattern=NO_NUL)] = ""
    number: Annotated[str, Field(max_length=20, pattern=NO_NUL)] = ""
    people: Annotated[list[NewPersonIn], Field(min_length=1, max_length=20)]


@taken_as("household.add", NewHouseholdIn, timed=False, day="dwelling")
def add_household(batch: Batch, fact: Noted, body: NewHouseholdIn) -> Came:
    """A household met at the door; its home is added where there was none under this label."""
    day = batch.day(fact.at)
    household = actions.settle_household(
        by=batch.by,
        at=fact.at,
        dwelling=_dwelling(batch, fact, body, day),
        day=day,
        people=[_person(one) for one in body.people],
        number=body.number,
        confirmed_on=day,
        id=fact.id,
        people_ids=[one.id for one in body.people],
    )
    return Came(household.pk)


def _person(body: PersonIn) -> Person:
    names = ("name", "sex", "born", "phones", "registered_elsewhere", "relation")
    return Person(**{name: getattr(body, name) for name in names})


def _dwelling(batch: Batch, fact: Noted, body: NewHouseholdIn, day: date) -> Dwelling:
    """The home that is meant; a new one must fall to the sender's zone, as the homes around it do."""
    if body.dwelling is not None:
        return batch.dwelling(body.dwelling)
    if body.courtyard is None:
        raise Refused({"courtyard": _("Say at which door it was.")})
    courtyard = batch.courtyard(body.courtyard)
    there = home_at(courtyard.pk, unit_label(body.unit))
    key: UUID = (
        there.pk
        if there is not None
        else add_dwelling(by=batch.by, at=fact.at, courtyard=courtyard, unit=body.unit, day=day).pk
    )
    return batch.dwelling(key)
