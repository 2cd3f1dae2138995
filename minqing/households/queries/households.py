"""Who lives together, where, and what there is to know about them at the door: cards and lines of lists."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from minqing.access.scope import Viewer, holding
from minqing.households.models import ActiveRole, Household, Membership, Relation, Residence, Resident
from minqing.households.queries.history import Happening, household_history, resident_history
from minqing.households.queries.search import address_matches, person_matches
from minqing.territory.models import Dwelling


@dataclass(frozen=True)
class PersonLine:
    """A person as a member of a household: who, since when, how related, what they agreed to do, how old."""

    resident: Resident
    membership: Membership
    roles: tuple[ActiveRole, ...] = ()
    age: int | None = None


@dataclass(frozen=True)
class HouseholdLine:
    """A household in a list: where it lives, by whom it is known, how many they are.

    `head` is its head, or, where nobody is written down as such, who was written down first; "" for nobody.
    """

    household: Household
    home: Dwelling | None
    head: str
    people: int

    @property
    def address(self) -> str:
        """Courtyard and home in one line."""
        return address_of(self.home) if self.home else ""


@dataclass(frozen=True)
class HouseholdCard:
    """A household's page: home (the last one, where it has ended), people, and everything that happened
    to it.
    """

    household: Household
    residence: Residence | None
    people: tuple[PersonLine, ...]
    history: tuple[Happening, ...]

    @property
    def home(self) -> Dwelling | None:
        """Where it lives or last lived."""
        return self.residence.dwelling if self.residence else None


@dataclass(frozen=True)
class ResidentCard:
    """A resident's page: facts, the household now, roles held and past, and where they belonged when."""

    resident: Resident
    membership: Membership | None
    home: Dwelling | None
    roles: tuple[ActiveRole, ...]
    history: tuple[Happening, ...] = field(default=())


def address_of(dwelling: Dwelling) -> str:
    """「九道湾东巷57号院 3」: the courtyard's name and the home's label."""
    return f"{dwelling.courtyard.name} {dwelling.unit}".strip()


def age_on(born: str, day: date) -> int | None:
    """Completed years on a day for a whole birth date (1966-05-08); None where it is known in part only."""
    if len(born) != 10:
        return None
    year, month, of_month = (int(part) for part in born.split("-"))
    return day.year - year - ((day.month, day.day) < (month, of_month))


def people_on(households: Iterable[UUID], day: date) -> dict[UUID, list[Membership]]:
    """Household ids to the memberships that hold on a day, residents read along, the head first. One
    query.
    """
    rows = Membership.objects.filter(holding(day), household__in=list(households)).select_related("resident")
    found: dict[UUID, list[Membership]] = {}
    for row in sorted(rows, key=lambda each: (each.relation != Relation.HEAD, each.from_day, each.pk)):
        found.setdefault(row.household_id, []).append(row)
    return found


def home_on(households: Iterable[UUID], day: date) -> dict[UUID, Dwelling]:
    """Household ids to the home in which each lives on a day, courtyards read along. One query."""
    rows = Residence.objects.filter(holding(day), household__in=list(households))
    return {row.household_id: row.dwelling for row in rows.select_related("dwelling__courtyard")}


def living_in(dwellings: Iterable[UUID], day: date) -> dict[UUID, list[Household]]:
    """Dwelling ids to the households that live in each on a day. One query."""
    rows = Residence.objects.filter(holding(day), dwelling__in=list(dwellings)).select_related("household")
    found: dict[UUID, list[Household]] = {}
    for row in rows.order_by("from_day", "id"):
        found.setdefault(row.dwelling_id, []).append(row.household)
    return found


def household_lines(households: Iterable[Household], day: date) -> list[HouseholdLine]:
    """Lines of a list, in the order given, as of a day. Two queries."""
    listed = list(households)
    keys = [household.pk for household in listed]
    people, homes = people_on(keys, day), home_on(keys, day)
    return [
        HouseholdLine(
            household,
            homes.get(household.pk),
            people[household.pk][0].resident.name if household.pk in people else "",
            len(people.get(household.pk, ())),
        )
        for household in listed
    ]


def households_like(viewer: Viewer, words: str, limit: int = 20) -> list[HouseholdLine]:
    """The viewer's households that a name, its sound, a telephone's last digits or an address means; at
    most `limit`.
    """
    rows = viewer.households().filter(ended_on__isnull=True)
    if words.strip():
        named = Membership.objects.filter(holding(viewer.today), household=OuterRef("pk"))
        placed = Residence.objects.filter(holding(viewer.today), household=OuterRef("pk"))
        by_name = Exists(named.filter(resident__in=Resident.objects.filter(person_matches(words))))
        by_place = Exists(placed.filter(address_matches(words, "dwelling__")))
        rows = rows.filter(by_name | by_place)
    first = Residence.objects.filter(holding(viewer.today), household__in=rows).select_related("household")
    ordered = first.order_by("dwelling__courtyard__name", "dwelling__unit", "id")[:limit]
    return household_lines([residence.household for residence in ordered], viewer.today)


def _roles(residents: Iterable[UUID], day: date) -> dict[UUID, list[ActiveRole]]:
    rows = ActiveRole.objects.filter(holding(day), resident__in=list(residents)).select_related("courtyard")
    found: dict[UUID, list[ActiveRole]] = {}
    for row in rows.order_by("from_day", "id"):
        found.setdefault(row.resident_id, []).append(row)
    return found


def household_card(viewer: Viewer, household: Household) -> HouseholdCard:
    """A household's page, for a household of `viewer.households()`. Seven queries, whatever its size.

    Where the household has ended, the home and people are those of its last day.
    """
    residence = (
        Residence.objects.filter(household=household)
        .select_related("dwelling__courtyard")
        .order_by("-from_day")
        .first()
    )
    there = people_on([household.pk], viewer.today).get(household.pk, [])
    roles = _roles([membership.resident_id for membership in there], viewer.today)
    people = tuple(
        PersonLine(
            each.resident,
            each,
            tuple(roles.get(each.resident_id, ())),
            age_on(each.resident.born, viewer.today),
        )
        for each in there
    )
    return HouseholdCard(household, residence, people, tuple(household_history(household)))


def resident_card(viewer: Viewer, resident: Resident) -> ResidentCard:
    """A resident's page, for a resident of `viewer.residents()`. Five queries."""
    membership = (
        Membership.objects.filter(holding(viewer.today), resident=resident)
        .select_related("household")
        .first()
    )
    home = (
        home_on([membership.household_id], viewer.today).get(membership.household_id) if membership else None
    )
    roles = (
        ActiveRole.objects.filter(resident=resident).select_related("courtyard").order_by("-from_day", "id")
    )
    return ResidentCard(resident, membership, home, tuple(roles), tuple(resident_history(resident)))


def without_household(viewer: Viewer) -> QuerySet[Resident]:
    """The viewer's residents who left and belong nowhere now: who may return."""
    here = Membership.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gt=viewer.today), resident=OuterRef("pk")
    )
    return viewer.residents().filter(~Exists(here))
