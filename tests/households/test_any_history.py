"""Whatever happens in whatever order: nobody is in two households at once, and nobody vanishes from the
history.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.households.actions import (
    add_resident,
    end_household,
    join_households,
    move_household,
    move_resident,
    resident_leaves,
    resident_returns,
    split_household,
)
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.ledger.errors import Refused
from tests.factories.ground import OWN
from tests.factories.households import NOW, on, person, the_secretary
from tests.factories.people import a_dwelling, a_household

FIRST = date(2026, 1, 1)
KINDS = ("move", "split", "join", "move_resident", "leave", "return", "add", "end")
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 30), *(st.integers(0, 7) for _ in range(3))), max_size=9
)


class Undo(Exception):
    """Rolls an example back."""


def _do(actor: Any, kind: str, day: date, a: int, b: int, c: int) -> None:
    households = list(Household.objects.order_by("id"))
    residents = list(Resident.objects.order_by("id"))
    homes = list(Residence.objects.order_by("id").values_list("dwelling", flat=True).distinct())
    household, other = households[a % len(households)], households[b % len(households)]
    resident = residents[c % len(residents)]
    home = Residence.objects.filter(dwelling=homes[b % len(homes)])[0].dwelling
    who: dict[str, Any] = {"by": actor, "at": NOW, "day": day}
    if kind == "move":
        move_household(**who, household=household, dwelling=home)
    elif kind == "split":
        split_household(**who, household=household, members=[resident], dwelling=home)
    elif kind == "join":
        join_households(**who, household=household, into=other)
    elif kind == "move_resident":
        move_resident(**who, resident=resident, household=household)
    elif kind == "leave":
        resident_leaves(**who, resident=resident)
    elif kind == "return":
        resident_returns(**who, resident=resident, household=household)
    elif kind == "add":
        add_resident(**who, household=household, person=person(f"新人{len(residents)}"))
    else:
        end_household(**who, household=household)


def _holds(known: set[str]) -> None:
    """What must be true at every moment, asked day by day without the database's own constraints."""
    assert set(Resident.objects.values_list("name", flat=True)) >= known
    assert Resident.objects.exclude(pk__in=Membership.objects.values("resident")).count() == 0
    for number in range(-1, 33):
        day = FIRST + timedelta(days=number)
        belonging = list(Membership.objects.filter(on(day)).values_list("resident", "household"))
        lived_in = set(Residence.objects.filter(on(day)).values_list("household", flat=True))
        assert len(belonging) == len({resident for resident, _ in belonging})
        assert {household for _, household in belonging} == lived_in  # no empty home, and nobody without one


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
@example(steps=[("split", 1, 1, 0, 3), ("join", 0, 1, 0, 0)])
@example(steps=[("join", 1, 0, 2, 0), ("move_resident", 0, 1, 0, 5)])
def test_nobody_is_in_two_households_at_once_and_nobody_vanishes(
    steps: list[tuple[str, int, int, int, int]],
) -> None:
    with in_community(OWN):
        try:
            with transaction.atomic():
                _play(steps)
                raise Undo
        except Undo:
            pass


def _play(steps: list[tuple[str, int, int, int, int]]) -> None:
    actor = the_secretary()
    for names in (("赵一", "赵二", "赵三"), ("钱一", "钱二"), ("孙一",)):
        a_household(*names, dwelling=a_dwelling())
    for kind, after, a, b, c in steps:
        known = set(Resident.objects.values_list("name", flat=True))
        before = set(Membership.objects.values_list("resident", "household", "from_day"))
        try:
            _do(actor, kind, FIRST + timedelta(days=after), a, b, c)
        except Refused:
            assert set(Membership.objects.values_list("resident", "household", "from_day")) == before
        _holds(known)
        assert set(Membership.objects.values_list("resident", "household", "from_day")) >= before
