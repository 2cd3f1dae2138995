"""What in a register cannot be so, or should be looked at: rules over people and households as they stand.

Chaoyangmen's variant of the method keeps residents' data true, detailed and visible; these are its checks. Nothing is
guessed: a date known in part is a fault only where every day that it may mean is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, get_args
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
CHECKS: Final[tuple[Check, ...]] = get_args(Check)
Staleness = Literal["fresh", "aging", "stale", "never"]

CHILD: Final = 14  # years: under it consent is a guardian's (PIPL, article 31)
ADULT: Final = 18
OLDEST: Final = 110
MANY: Final = 3  # households that share a telephone
AGING_AFTER: Final = timedelta(days=91)  # a quarter: as often as every household is visited
STALE_AFTER: Final = timedelta(days=183)  # half a year


class Someone(NamedTuple):
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


@dataclass(frozen=True)
class _Bounds:
    """Days as text, which stand in the order of time: today, the first birthday of who is under age, and so on."""

    today: str
    minor: str
    child: str
    oldest: str

    @classmethod
    def on(cls, today: date) -> "_Bounds":
        return cls(today.isoformat(), *(_birthday(today, years) for years in (ADULT, CHILD, OLDEST + 1)))


def _birthday(today: date, years: int) -> str:
    """The last birthday of whoever has completed so many years: a later one has fewer."""
    return f"{today.year - years:04}-{today:%m-%d}"


def checks_of(
    people: Sequence[Someone], houses: Mapping[UUID, House], today: date
) -> dict[UUID, tuple[Check, ...]]:
    """People to what is to be looked at about them, in the order of CHECKS; people without any are left out.

    `people` must hold everyone of each household that is asked about: a head who is not given is not there.
    """
    bounds = _Bounds.on(today)
    together: defaultdict[UUID, list[Someone]] = defaultdict(list)
    for person in people:
        if person.household is not None:
            together[person.household].append(person)
    shared = _shared_phones(people)
    found: dict[UUID, set[Check]] = {}
    for household, members in together.items():
        _note(found, _of_household(members, houses.get(household), bounds))
    for person in people:
        own = _of_person(person, houses, shared, bounds)
        if own:
            found.setdefault(person.key, set()).update(own)
    return {key: tuple(check for check in CHECKS if check in checks) for key, checks in found.items()}


def _note(found: dict[UUID, set[Check]], told: Iterable[tuple[Check, Iterable[Someone]]]) -> None:
    for check, people in told:
        for person in people:
            found.setdefault(person.key, set()).add(check)


def _of_household(
    members: list[Someone], house: House | None, bounds: _Bounds
) -> Iterable[tuple[Check, Iterable[Someone]]]:
    heads = [person for person in members if person.head]
    if len(heads) > 1:
        yield "two_heads", heads
    if not heads:
        yield "no_head", members
    if all(_born_after(person, bounds.minor) for person in members):
        yield "child_alone", [one for one in members if _born_after(one, bounds.child)]
        yield "minor_alone", [one for one in members if not _born_after(one, bounds.child)]
    if house is not None and house.declines and house.planned:
        yield "declined_planned", members
    if house is not None and not house.housed:
        yield "lives_nowhere", members


def _of_person(
    person: Someone, houses: Mapping[UUID, House], shared: frozenset[str], bounds: _Bounds
) -> list[Check]:
    own: list[Check] = []
    if person.born:
        first = _first(person.born)
        if first > bounds.today:
            own.append("born_to_come")
        if person.since is not None and first > person.since.isoformat():
            own.append("born_after_joining")
        if _last(person.born) <= bounds.oldest:
            own.append("too_old")
    if person.household is None and not person.gone:
        own.append("lives_nowhere")
    if person.household is not None and shared and not shared.isdisjoint(person.phones):
        own.append("same_phone")
    last_house = houses.get(person.left) if person.gone and person.left is not None else None
    if last_house is not None and last_house.met_since_end:
        own.append("left_but_visited")
    return own


def _shared_phones(people: Iterable[Someone]) -> frozenset[str]:
    """Numbers that stand in MANY households or more."""
    where: defaultdict[str, set[UUID]] = defaultdict(set)
    for person in people:
        if person.household is not None:
            for phone in person.phones:
                where[phone].add(person.household)
    return frozenset(phone for phone, households in where.items() if len(households) >= MANY)


def _first(born: str) -> str:
    """The first day that a birth date, known as far as it is, may mean."""
    return born + "-01-01"[len(born) - 4 :] if len(born) < 10 else born


def _last(born: str) -> str:
    """The last such day; of a month or year one that is no earlier, which is all that comparing days needs."""
    return born + "-12-31"[len(born) - 4 :] if len(born) < 10 else born


def _born_after(person: Someone, day: str) -> bool:
    """Whether even the first day meant lies after a day; not of whom nobody knows how old they are."""
    return bool(person.born) and _first(person.born) > day
