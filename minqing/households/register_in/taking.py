"""Writing what a comparison found, in chunks of a few thousand people: rows by COPY, a ledger record a person.

A household's own rows (courtyard, home, household, residence) stand in a record about the household, each person's in
one about the person: erasing a person then empties no more than it must.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from minqing.households.models import Household, Membership, Residence, Resident
from minqing.households.register_in.comparing import ComparedHousehold, ComparedPerson
from minqing.households.register_in.grounds import Grounds
from minqing.households.register_in.plain_rows import PlainTable
from minqing.households.register_in.standing import Standing
from minqing.households.sounds import search_sound
from minqing.ledger.chain import Telling
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing

CHUNK: Final = 2000  # people; what is in memory of rows and records at one time

Digests = dict[str, str | None]
Was = dict[UUID, dict[str, Any]]


class Taking:
    """Takes compared households into the register, chunk by chunk, within one action's transaction.

    Nothing else writes the register meanwhile (the action holds it locked); `day` is when what is new begins.
    """

    def __init__(self, w: Writing, community: str, day: date, standing: Standing) -> None:
        self._w, self._community, self._day = w, community, day.isoformat()
        self._grounds = Grounds(w, community, day, standing)
        self._households, self._residences = PlainTable(Household), PlainTable(Residence)
        self._residents, self._memberships = PlainTable(Resident), PlainTable(Membership)
        self._chunk: list[ComparedHousehold] = []
        self._waiting = 0
        self._tellings: list[Telling] = []
        self.has_told = False

    def take(self, found: ComparedHousehold) -> None:
        """Take a household; it is written with its chunk."""
        self._chunk.append(found)
        self._waiting += len(found.people)
        if self._waiting >= CHUNK:
            self.write()

    def write(self) -> None:
        """Write what has gathered."""
        was = self._as_they_are()
        for found in self._chunk:
            self._household(found, was)
        self._grounds.write()
        for table in (self._households, self._residences, self._residents, self._memberships):
            table.write(self._w)
        self.has_told = self.has_told or bool(self._tellings)
        self._w.tell_many(self._community, self._tellings)
        self._grounds.tell_of_homes()
        self._chunk, self._waiting, self._tellings = [], 0, []

    def _as_they_are(self) -> Was:
        """The rows that the chunk changes, whole: a digest is made over all of a row."""
        households: set[UUID] = set()
        residences: set[UUID] = set()
        residents: set[UUID] = set()
        memberships: set[UUID] = set()
        for found in self._chunk:
            if found.standing is not None and found.changes:
                households.add(found.standing.id)
                residences.add(found.standing.residence)
            memberships.update(member.membership for member in found.demoted)
            for person in found.people:
                if person.standing is not None and person.changes:
                    residents.add(person.standing.id)
                    memberships.add(person.standing.membership)
        return {
            **_whole(self._households, households),
            **_whole(self._residences, residences),
            **_whole(self._residents, residents),
            **_whole(self._memberships, memberships),
        }

    def _household(self, found: ComparedHousehold, was: Was) -> None:
        told: Digests = {}
        if found.standing is None:
            household = str(uuid7())
            dwelling = self._grounds.home(told, found.household.address, found.tenure)
            row = {"id": household, "community": self._community}
            self._households.add(told, **row, number=found.household.number, formed_on=self._day)
            self._live(told, household, dwelling)
            if found.changes:  # of a new household these can only be how its home is held
                self._grounds.hold(told, UUID(dwelling), found.tenure)
        else:
            household = str(found.standing.id)
            self._change_household(told, found, was)
        for member in found.demoted:
            self._memberships.overwrite(told, was[member.membership], relation="")
        if told:
            self._tell("households.household", household, told, found.household.people[0].row)
        for person in found.people:
            self._person(person, household, was)

    def _live(self, told: Digests, household: str, dwelling: str) -> None:
        self._residences.add(
            told, id=str(uuid7()), community=self._community, household_id=household, dwelling_id=dwelling,
            from_day=self._day,
        )  # fmt: skip

    def _change_household(self, told: Digests, found: ComparedHousehold, was: Was) -> None:
        standing = found.standing
        assert standing is not None
        changed = {field: new for field, _, new in found.changes}
        if "number" in changed:
            self._households.overwrite(told, was[standing.id], number=changed["number"])
        dwelling = str(standing.dwelling)
        if found.moves:
            dwelling = self._grounds.home(told, found.household.address, found.tenure)
            before = was[standing.residence]
            if before["from_day"] < self._day:
                self._residences.overwrite(told, before, to_day=self._day)
                self._live(told, str(standing.id), dwelling)
            else:  # it came today: the home was written down wrongly
                self._residences.overwrite(told, before, dwelling_id=dwelling)
        if "tenure" in changed:
            self._grounds.hold(told, UUID(dwelling), found.tenure)

    def _person(self, found: ComparedPerson, household: str, was: Was) -> None:
        told: Digests = {}
        person = found.person
        if found.standing is None:
            resident = str(uuid7())
            self._residents.add(
                told, id=resident, community=self._community, name=person.name, pinyin=search_sound(person.name),
                sex=person.sex, born=person.born, phones=list(person.phones), registered_elsewhere=person.elsewhere,
            )  # fmt: skip
            self._memberships.add(
                told, id=str(uuid7()), community=self._community, resident_id=resident, household_id=household,
                relation=person.relation, from_day=self._day,
            )  # fmt: skip
        else:
            resident = str(found.standing.id)
            changed = {field: new for field, _, new in found.changes}
            relation = changed.pop("relation", None)
            if changed:
                self._residents.overwrite(told, was[found.standing.id], **changed)
            if relation is not None:
                self._memberships.overwrite(told, was[found.standing.membership], relation=relation)
        if told:
            self._tell("households.resident", resident, told, person.row)

    def _tell(self, label: str, subject: str, told: Digests, row: int) -> None:
        self._tellings.append(Telling(label, subject, told, {"row": row}))


def _whole(table: PlainTable, ids: Iterable[UUID]) -> Was:
    wanted = list(ids)
    return table.as_they_are(wanted) if wanted else {}
