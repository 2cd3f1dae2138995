"""Which household and which person of the file is which of the register. Pure; nothing is guessed.

The passes and what they cost are told in docs/decisions.
"""

from collections.abc import Iterable

from minqing.households.register_in.gathering import FileHousehold, FilePerson
from minqing.households.register_in.standing import Home, Standing, StandingHousehold, StandingPerson

Pairs = dict[int, StandingHousehold]


class Matching:
    """Pairs households of the file with those of the register, the surest first, each once.

    By its number in the same home; by its number elsewhere, where somebody of it is there too (it moved); within a
    home by who lives there; and where file and register each know one household in a home, that, unless each has a head
    of its own.
    """

    def __init__(self, standing: Standing, households: Iterable[FileHousehold]) -> None:
        self._standing = standing
        self._taken: set[object] = set()
        self._pairs: Pairs = {}
        self._left = list(households)
        for one_pass in (self._by_number_and_home, self._by_number, self._by_people, self._by_home):
            self._left = [household for household in self._left if id(household) not in self._pairs]
            one_pass()

    def of(self, household: FileHousehold) -> StandingHousehold | None:
        """The household of the register that this one of the file is; None for a new one."""
        return self._pairs.get(id(household))

    def _pair(self, household: FileHousehold, standing: StandingHousehold) -> None:
        self._pairs[id(household)] = standing
        self._taken.add(standing.id)

    def _free(self, candidates: Iterable[StandingHousehold]) -> list[StandingHousehold]:
        return [each for each in candidates if each.id not in self._taken]

    def _in(self, home: Home) -> list[StandingHousehold]:
        return [each for one in self._standing.homes_at(home) for each in self._standing.living.get(one, ())]

    def _by_number_and_home(self) -> None:
        for household in self._left:
            if household.number:
                same = [
                    each for each in self._free(self._in(household.home)) if each.number == household.number
                ]
                if same:
                    self._pair(household, max(same, key=lambda each: likeness(household, each)))

    def _by_number(self) -> None:
        for household in self._left:
            if household.number:
                candidates = self._free(self._standing.numbered.get(household.number, ()))
                known = [each for each in candidates if likeness(household, each) > 0]
                if known:
                    self._pair(household, max(known, key=lambda each: likeness(household, each)))

    def _by_people(self) -> None:
        for household_list in self._by_their_home().values():
            scored = [
                (likeness(household, each), -place, household, each)
                for place, household in enumerate(household_list)
                for each in self._in(household.home)
            ]
            for score, _, household, each in sorted(scored, key=lambda found: found[:2], reverse=True):
                if score > 0 and id(household) not in self._pairs and each.id not in self._taken:
                    self._pair(household, each)

    def _by_home(self) -> None:
        for household_list in self._by_their_home().values():
            living = self._in(household_list[0].home)
            if len(household_list) == 1 and len(living) == 1 and self._free(living):
                household, standing = household_list[0], living[0]
                numbers = {household.number, standing.number} - {""}
                if len(numbers) < 2 and not (household.has_head and _has_head(standing)):
                    self._pair(household, standing)

    def _by_their_home(self) -> dict[Home, list[FileHousehold]]:
        homes: dict[Home, list[FileHousehold]] = {}
        for household in self._left:
            homes.setdefault(household.home, []).append(household)
        return homes


def _has_head(standing: StandingHousehold) -> bool:
    return any(member.relation == "head" for member in standing.members)


def likeness(household: FileHousehold, standing: StandingHousehold) -> int:
    """How many people are in both by name, and then how far what is told of them is the same; 0 for nobody."""
    members: dict[str, list[StandingPerson]] = {}
    for member in standing.members:
        members.setdefault(member.key, []).append(member)
    total = 0
    for person in household.people:
        if namesakes := members.get(person.name):
            total += 100 + max(person_likeness(person, each) for each in namesakes)
    return total


def person_likeness(person: FilePerson, standing: StandingPerson) -> int:
    """How far two people of one name are told the same: birth before telephones, sex and relation."""
    return (
        8 * (person.born == standing.born)
        + 4 * bool(set(person.phones) & set(standing.phones))
        + 2 * (person.sex == standing.sex)
        + (person.relation == standing.relation)
    )


def paired_people(
    household: FileHousehold, standing: StandingHousehold
) -> tuple[list[StandingPerson | None], list[StandingPerson]]:
    """For each person of the file the member of the same name (of several the likest), and who is left over."""
    free = list(standing.members)
    found: list[StandingPerson | None] = [None] * len(household.people)
    scored = [
        (person_likeness(person, member), -place, place, member)
        for place, person in enumerate(household.people)
        for member in free
        if member.key == person.name
    ]
    taken: set[object] = set()
    for _, _, place, member in sorted(scored, key=lambda each: each[:2], reverse=True):
        if found[place] is None and member.id not in taken:
            found[place] = member
            taken.add(member.id)
    return found, [member for member in free if member.id not in taken]
