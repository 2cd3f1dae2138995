"""What in a register cannot be so, or should be looked at: rules over people and households as they stand.

Chaoyangmen's variant of the method keeps residents' data true, detailed and visible; these are its checks. Nothing is
guessed: a date known in part is a fault only where every day that it may mean is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

Check = Literal[
    "two_heads",
    "no_head",
    "child_alone",
    "minor_alone",
    "born_to_come",
    "born_after_joining",
    "too_old",
    "same_phone",
    "declined_planned",
    "left_but_visited",
    "lives_nowhere",
]
CHECKS: Final[tuple[Check, ...]] = Check.__args__  # type: ignore[attr-defined]
Staleness = Literal["fresh", "aging", "stale", "never"]

CHILD: Final = 14  # years: under it consent is a guardian's (PIPL, article 31)
ADULT: Final = 18
OLDEST: Final = 110
MANY: Final = 3  # households that share a telephone
AGING_AFTER: Final = timedelta(days=91)  # a quarter: as often as every household is visited
STALE_AFTER: Final = timedelta(days=183)  # half a year


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the register has them on a day. `born` as far as known: 1966-05-08, 1966-05, 1966 or "".

    `household` is where they belong on that day (None: nowhere), `since` from which day, `gone` whether they left;
    `left` names the household that they belonged to last, where they left.
    """

    key: UUID
    born: str = ""
    household: UUID | None = None
    head: bool = False
    since: date | None = None
    phones: tuple[str, ...] = ()
    gone: bool = False
    left: UUID | None = None


@dataclass(frozen=True, slots=True)
class House:
    """A household on a day: whether it lives in a home, wishes no visits, has one planned, was met after its end."""

    key: UUID
    housed: bool = True
    declines: bool = False
    planned: bool = False
    met_since_end: bool = False


def staleness(confirmed_on: date | None, today: date) -> Staleness:
    """How old what is written down is: confirmed within a quarter, within half a year, before that, or never."""
    if confirmed_on is None:
        return "never"
    age = today - confirmed_on
    if age > STALE_AFTER:
        return "stale"
    return "aging" if age > AGING_AFTER else "fresh"


def checks_of(
    people: Sequence[Someone], houses: Mapping[UUID, House], today: date
) -> dict[UUID, tuple[Check, ...]]:
    """People to what is to be looked at about them, in the order of CHECKS; people without any are left out.

    `people` must hold everyone of each household that is asked about: a head who is not given is not there.
    """
    together: defaultdict[UUID, list[Someone]] = defaultdict(list)
    for person in people:
        if person.household is not None:
            together[person.household].append(person)
    shared = _shared_phones(people)
    found: dict[UUID, set[Check]] = {}
    for household, members in together.items():
        _note(found, _of_household(members, houses.get(household), today))
    for person in people:
        own = _of_person(person, houses, shared, today)
        if own:
            found.setdefault(person.key, set()).update(own)
    return {key: tuple(check for check in CHECKS if check in checks) for key, checks in found.items()}


def _note(found: dict[UUID, set[Check]], told: Iterable[tuple[Check, Iterable[Someone]]]) -> None:
    for check, people in told:
        for person in people:
            found.setdefault(person.key, set()).add(check)


def _of_household(
    members: list[Someone], house: House | None, today: date
) -> Iterable[tuple[Check, Iterable[Someone]]]:
    heads = [person for person in members if person.head]
    if len(heads) > 1:
        yield "two_heads", heads
    if not heads:
        yield "no_head", members
    if all(_years_at_most(person.born, today) < ADULT for person in members):
        yield "child_alone", [one for one in members if _years_at_most(one.born, today) < CHILD]
        yield "minor_alone", [one for one in members if _years_at_most(one.born, today) >= CHILD]
    if house is not None and house.declines and house.planned:
        yield "declined_planned", members
    if house is not None and not house.housed:
        yield "lives_nowhere", members


def _of_person(
    person: Someone, houses: Mapping[UUID, House], shared: frozenset[str], today: date
) -> set[Check]:
    own: set[Check] = set()
    if person.born:
        first, last = days_meant(person.born)
        if first > today:
            own.add("born_to_come")
        if person.since is not None and first > person.since:
            own.add("born_after_joining")
        if today.year - last.year - ((today.month, today.day) < (last.month, last.day)) > OLDEST:
            own.add("too_old")
    if person.household is not None and not shared.isdisjoint(person.phones):
        own.add("same_phone")
    if person.household is None and not person.gone:
        own.add("lives_nowhere")
    last_house = houses.get(person.left) if person.gone and person.left is not None else None
    if last_house is not None and last_house.met_since_end:
        own.add("left_but_visited")
    return own


def _shared_phones(people: Iterable[Someone]) -> frozenset[str]:
    """Numbers that stand in MANY households or more."""
    where: defaultdict[str, set[UUID]] = defaultdict(set)
    for person in people:
        if person.household is not None:
            for phone in person.phones:
                where[phone].add(person.household)
    return frozenset(phone for phone, households in where.items() if len(households) >= MANY)


def days_meant(born: str) -> tuple[date, date]:
    """The first and the last day that a birth date, known as far as it is, may mean."""
    parts = [int(part) for part in born.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        year, month = parts
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _years_at_most(born: str, today: date) -> int:
    """Completed years where the earliest day meant is right; a person of unknown age may be an adult."""
    if not born:
        return ADULT
    first, _last = days_meant(born)
    return today.year - first.year - ((today.month, today.day) < (first.month, first.day))
