"""What the tests of households share: an actor, days, and who lives where, read straight from the spells."""

from datetime import UTC, date, datetime

from django.db.models import Q

from minqing.households.models import Household, Membership, Residence, Resident
from minqing.households.persons import Person
from minqing.ledger.actor import Actor
from tests.factories.people import a_secretary, as_actor

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # ten in the morning in Beijing
TODAY = date(2026, 11, 24)


def the_secretary() -> Actor:
    """A secretary of the community that the test stands in, as who acts."""
    return as_actor(a_secretary())


def person(name: str = "赵某", **facts: object) -> Person:
    """A person as somebody writes them down."""
    return Person(name, **facts)  # type: ignore[arg-type]


def on(day: date) -> Q:
    """Spells that hold on a day, written out here so that the tests do not trust the code's own words."""
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gt=day))


def names_in(household: Household, day: date) -> list[str]:
    """Who belongs to a household on a day."""
    rows = Membership.objects.filter(on(day), household=household).order_by("resident__name")
    return list(rows.values_list("resident__name", flat=True))


def homes_of(household: Household) -> list[tuple[str, date, date | None]]:
    """Every home a household had: label, from, to."""
    rows = Residence.objects.filter(household=household).order_by("from_day")
    return list(rows.values_list("dwelling__unit", "from_day", "to_day"))


def resident_named(name: str) -> Resident:
    """The only resident of this name."""
    return Resident.objects.get(name=name)
