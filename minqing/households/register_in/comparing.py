"""A gathered file compared with the register: household by household, field by field, what would change."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from minqing.households.persons import MOST_PHONES
from minqing.households.register_in.gathering import FileHousehold, FilePerson, Gathered
from minqing.households.register_in.matching import Matching, paired_people
from minqing.households.register_in.standing import (
    Home,
    Standing,
    StandingHome,
    StandingHousehold,
    StandingPerson,
)
from minqing.language.register import Note
from minqing.language.register.reasons import note

Kind = Literal["new", "changed", "unchanged"]
KINDS: Final[tuple[Kind, ...]] = ("new", "changed", "unchanged")
# A field's name, what the register says, what it would say.
Change = tuple[str, Any, Any]


@dataclass
class ComparedPerson:
    """A person of the file beside the resident it is (None: a new one), and what differs."""

    person: FilePerson
    standing: StandingPerson | None
    changes: list[Change] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """New, changed or unchanged."""
        return "new" if self.standing is None else "changed" if self.changes else "unchanged"


@dataclass
class ComparedHousehold:
    """A household of the file beside the one it is (None: a new one), its people, and what differs.

    `demoted` are heads of the register who are heads no longer, their new relation unknown; `notes` stand at the row
    of its first person.
    """

    household: FileHousehold
    standing: StandingHousehold | None
    tenure: str
    moves: bool = False
    changes: list[Change] = field(default_factory=list)
    people: list[ComparedPerson] = field(default_factory=list)
    demoted: list[StandingPerson] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """New, changed or unchanged, of the household's own facts: its number, its home, the home's tenure."""
        return "new" if self.standing is None else "changed" if self.changes else "unchanged"


def compared(sheet: Gathered, standing: Standing) -> Iterator[ComparedHousehold]:
    """The households of the file in the order of their first rows, each compared. One at a time."""
    matching = Matching(standing, sheet.households.values())
    for household in sheet.households.values():
        yield _compared(household, matching.of(household), sheet, standing)


def _compared(
    household: FileHousehold, known: StandingHousehold | None, sheet: Gathered, standing: Standing
) -> ComparedHousehold:
    found = ComparedHousehold(household, known, sheet.tenures.get(household.home, ""))
    if known is None:
        found.people = [
            ComparedPerson(person, None, notes=_like(person, standing)) for person in household.people
        ]
        homes = standing.homes_at(household.home)
        if any(standing.living.get(one) for one in homes):
            found.notes.append(note("others_in_home"))
        if homes:
            _compare_tenure(found, standing.homes[homes[0]])
        return found
    _compare_household(found, known, standing)
    members, absent = paired_people(household, known)
    for person, member in zip(household.people, members, strict=True):
        if member is None:
            found.people.append(ComparedPerson(person, None, notes=_like(person, standing)))
        else:
            found.people.append(ComparedPerson(person, member, person_changes(person, member)))
    _one_head(found, absent)
    if known.members and len(absent) == len(known.members):
        found.notes.append(note("nobody_of_household"))
    elif absent:
        found.notes.append(note("others_in_household", count=len(absent)))
    return found


def _compare_household(found: ComparedHousehold, known: StandingHousehold, standing: Standing) -> None:
    number = found.household.number
    if number and number != known.number:
        found.changes.append(("number", known.number, number))
    homes = standing.homes_at(found.household.home)
    if known.dwelling not in homes:
        if known.moves:
            found.notes.append(note("move_planned"))
        else:
            found.moves = True
            found.changes.append(
                ("home", standing.address_of(known.dwelling), found.household.address.text())
            )
    if homes and not (known.dwelling not in homes and known.moves):
        _compare_tenure(found, standing.homes[known.dwelling if known.dwelling in homes else homes[0]])


def _compare_tenure(found: ComparedHousehold, home: StandingHome) -> None:
    """A home is held as the file says, also where a new household comes into it."""
    if found.tenure and found.tenure != home.tenure:
        found.changes.append(("tenure", home.tenure, found.tenure))


def _one_head(found: ComparedHousehold, absent: list[StandingPerson]) -> None:
    """Where the file names another head, whoever was the head is one no longer."""
    if not found.household.has_head:
        return
    for compared_person in found.people:
        member = compared_person.standing
        if member is not None and member.relation == "head" and not compared_person.person.relation:
            compared_person.changes.append(("relation", "head", ""))
    for member in absent:
        if member.relation == "head":
            found.demoted.append(member)
            found.notes.append(note("no_longer_head", name=member.name))


def person_changes(person: FilePerson, member: StandingPerson) -> list[Change]:
    """What the file says otherwise. A blank cell never erases, nor does a year a whole date, nor a number another."""
    changes: list[Change] = []
    if person.sex and person.sex != member.sex:
        changes.append(("sex", member.sex, person.sex))
    if person.born and not member.born.startswith(person.born):
        changes.append(("born", member.born, person.born))
    phones = (*member.phones, *(phone for phone in person.phones if phone not in member.phones))[:MOST_PHONES]
    if phones != member.phones:
        changes.append(("phones", list(member.phones), list(phones)))
    if person.elsewhere is not None and person.elsewhere != member.elsewhere:
        changes.append(("registered_elsewhere", member.elsewhere, person.elsewhere))
    if person.relation and person.relation != member.relation:
        changes.append(("relation", member.relation, person.relation))
    return changes


def _like(person: FilePerson, standing: Standing) -> list[Note]:
    """Whether somebody of this name and full birth date is known already, elsewhere or from before."""
    known = standing.like.get((person.name, person.born)) if len(person.born) == 10 else None
    if known is None:
        return []
    _, name, dwelling = known
    if dwelling is None:
        return [note("like_former_resident", name=name)]
    return [note("like_resident", name=name, home=standing.address_of(dwelling))]


def places_in(sheet: Gathered, standing: Standing) -> dict[str, bool]:
    """The courtyards that the file names, by key, and whether each is known already."""
    homes: set[Home] = {household.home for household in sheet.households.values()}
    return {home[0]: _place_known(home, standing) for home in sorted(homes)}


def _place_known(home: Home, standing: Standing) -> bool:
    return home[0] in standing.courtyards or bool(standing.homes_at(home))
