"""The register as it stands, loaded compactly: what a file is compared with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from minqing.households.models import Household, Membership, Residence, Resident
from minqing.language.addresses import read_address
from minqing.language.register.cells import read_name
from minqing.territory.models import Courtyard, Dwelling

Home = tuple[str, str]
_CHUNK = 5000


def name_key(name: str) -> str:
    """The name as a register's cell would be read: what a file's names are compared with."""
    return read_name(name)[0] or name


class StandingPerson:
    """A resident who belongs to a household now."""

    __slots__ = ("born", "elsewhere", "id", "key", "membership", "name", "phones", "relation", "sex")

    def __init__(
        self, id: UUID, name: str, sex: str, born: str, phones: list[str], elsewhere: bool | None,
        membership: UUID, relation: str,
    ) -> None:  # fmt: skip
        self.id, self.name, self.key, self.sex, self.born = id, name, name_key(name), sex, born
        self.phones, self.elsewhere = tuple(phones), elsewhere
        self.membership, self.relation = membership, relation


class StandingHousehold:
    """A household that lives in a home now. `moves` says that its next move is written down already."""

    __slots__ = ("dwelling", "id", "members", "moves", "number", "residence", "since")

    def __init__(
        self, id: UUID, number: str, dwelling: UUID, residence: UUID, since: date, until: date | None
    ) -> None:
        self.id, self.number, self.dwelling, self.residence = id, number, dwelling, residence
        self.since, self.moves = since, until is not None
        self.members: list[StandingPerson] = []


class StandingHome:
    """A dwelling with what the file may say about it."""

    __slots__ = ("courtyard", "gone", "id", "tenure", "unit")

    def __init__(self, id: UUID, courtyard: UUID, unit: str, tenure: str, gone: bool) -> None:
        self.id, self.courtyard, self.unit, self.tenure, self.gone = id, courtyard, unit, tenure, gone


@dataclass
class Standing:
    """One community's register today. `like` finds people by name and full birth date, wherever they live."""

    day: date
    courtyards: dict[str, UUID] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    homes: dict[UUID, StandingHome] = field(default_factory=dict)
    by_home: dict[Home, UUID] = field(default_factory=dict)
    by_words: dict[Home, list[UUID]] = field(default_factory=dict)
    households: dict[UUID, StandingHousehold] = field(default_factory=dict)
    living: dict[UUID, list[StandingHousehold]] = field(default_factory=dict)
    numbered: dict[str, list[StandingHousehold]] = field(default_factory=dict)
    like: dict[tuple[str, str], tuple[UUID, str, UUID | None]] = field(default_factory=dict)

    def homes_at(self, home: Home) -> list[UUID]:
        """The dwellings that a file's address means: the one with this key, then any whose written address reads so."""
        exact = self.by_home.get(home)
        return ([exact] if exact else []) + [one for one in self.by_words.get(home, ()) if one != exact]

    def address_of(self, dwelling: UUID) -> str:
        """A dwelling's address in words."""
        home = self.homes[dwelling]
        return f"{self.names[home.courtyard]} {home.unit}".strip()


def standing_register(community: str, day: date) -> Standing:
    """The community's register on a day: six queries, read in streams.

    Joined here rather than in the database: right after a large import it has no statistics yet, and joins slowly.
    """
    found = Standing(day)
    keys: dict[UUID, str] = {}
    for id, key, name in _rows(Courtyard.objects.filter(community=community), "id", "key", "name"):
        found.courtyards[key], found.names[id], keys[id] = id, name, key
    columns = ("id", "courtyard_id", "unit", "tenure", "gone_on")
    for id, courtyard, unit, tenure, gone in _rows(Dwelling.objects.filter(community=community), *columns):
        _take_home(found, StandingHome(id, courtyard, unit, tenure, gone is not None), keys[courtyard])
    _take_households(found, community)
    _take_people(found, community)
    return found


def _take_home(found: Standing, home: StandingHome, key: str) -> None:
    found.homes[home.id] = home
    found.by_home[key, home.unit] = home.id
    read = read_address(found.address_of(home.id))
    if read is not None and (read.courtyard_key, read.dwelling) != (key, home.unit):
        found.by_words.setdefault((read.courtyard_key, read.dwelling), []).append(home.id)


def _take_households(found: Standing, community: str) -> None:
    standing = Household.objects.filter(community=community, ended_on__isnull=True)
    numbers = dict(_rows(standing, "id", "number"))
    rows = Residence.objects.filter(_holding(found.day), community=community)
    columns = ("household_id", "dwelling_id", "id", "from_day", "to_day")
    for id, *values in _rows(rows, *columns):
        if id not in numbers:
            continue
        household = StandingHousehold(id, numbers[id], *values)
        found.households[id] = household
        found.living.setdefault(household.dwelling, []).append(household)
        if household.number:
            found.numbered.setdefault(household.number, []).append(household)
    for households in (*found.living.values(), *found.numbered.values()):
        households.sort(key=lambda each: (each.since, each.id))


def _take_people(found: Standing, community: str) -> None:
    now = Membership.objects.filter(_holding(found.day), community=community)
    belongs = {row[0]: row[1:] for row in _rows(now, "resident_id", "household_id", "id", "relation")}
    people = Resident.objects.filter(community=community, erased_at__isnull=True)
    columns = ("id", "name", "sex", "born", "phones", "registered_elsewhere")
    for id, name, sex, born, *values in _rows(people, *columns):
        household_id, *membership = belongs.get(id, (None,))
        household = found.households.get(household_id)
        if household is not None:
            household.members.append(StandingPerson(id, name, sex, born, *values, *membership))
        if len(born) == 10 and (household is not None or household_id is None):
            home = household.dwelling if household is not None else None
            found.like.setdefault((name_key(name), born), (id, name, home))
    for household in found.households.values():
        household.members.sort(key=lambda each: each.id)


def _holding(day: date) -> Q:
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gt=day))


def _rows(rows: QuerySet[Any], *columns: str) -> Iterator[Any]:
    return rows.values_list(*columns).iterator(_CHUNK)
