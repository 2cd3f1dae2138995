"""Zones, hand-overs, moves and absences in any order: every household has at most one member at every moment."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from minqing.access.acting import in_community
from minqing.access.scope import holding
from minqing.committee.actions import (
    call_off_hand_over,
    carry_out_hand_over,
    cover_dwellings,
    draw_zone,
    end_leave_early,
    end_zone,
    give_zone,
    hand_over_zone,
    take_leave,
    uncover_dwellings,
)
from minqing.committee.models import Coverage, Keeping, Leave, Zone
from minqing.committee.queries import keeper_of, keepers_of, uncovered
from minqing.committee.spells import holds
from minqing.households.models import Residence
from minqing.ledger import verify
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Refused
from minqing.territory.models import Community
from tests.factories.ground import OWN
from tests.factories.people import a_dwelling, a_household, a_member

START = date(2026, 3, 1)
LAST = 40
NOW = datetime.combine(START + timedelta(days=20), time(4), UTC)

days = st.integers(0, LAST).map(lambda number: START + timedelta(days=number))
few = st.integers(0, 2)


def timeline() -> list[date]:
    return [START + timedelta(days=number) for number in range(-1, LAST + 2)]


class Committee(RuleBasedStateMachine):
    """Three members, three zones, four homes, two households that move among them."""

    def __init__(self) -> None:
        super().__init__()
        self.members = [a_member(name) for name in ("王委员", "赵委员", "孙委员")]
        self.zones = [draw_zone(by=SYSTEM, at=NOW, community=OWN, name=f"第{n}片区") for n in range(3)]
        self.homes = [a_dwelling() for _home in range(4)]
        self.households = [a_household(dwelling=home) for home in self.homes[:2]]

    def attempt(self, action: Any, **what: Any) -> bool:
        try:
            action(by=SYSTEM, at=NOW, **what)
        except Refused:
            return False
        return True

    @rule(zone=few, homes=st.sets(st.integers(0, 3), min_size=1), day=days)
    def cover(self, zone: int, homes: set[int], day: date) -> None:
        chosen = [self.homes[home] for home in homes]
        if self.attempt(cover_dwellings, zone=self.zones[zone], dwellings=chosen, from_day=day):
            on = Coverage.objects.filter(holding(day), zone=self.zones[zone])
            assert {home.pk for home in chosen} <= set(on.values_list("dwelling", flat=True))

    @rule(zone=few, home=st.integers(0, 3), day=days)
    def uncover(self, zone: int, home: int, day: date) -> None:
        self.attempt(uncover_dwellings, zone=self.zones[zone], dwellings=[self.homes[home]], from_day=day)

    @rule(zone=few, member=few, day=days)
    def give(self, zone: int, member: int, day: date) -> None:
        self.attempt(give_zone, zone=self.zones[zone], member=self.members[member], from_day=day)

    @rule(zone=few, member=few, day=days)
    def hand_over(self, zone: int, member: int, day: date) -> None:
        chosen = self.zones[zone]

        def kept() -> set[date]:
            rows = list(Keeping.objects.filter(zone=chosen))
            return {each for each in timeline() if any(holds(row, each) for row in rows)}

        before = kept()
        if self.attempt(hand_over_zone, zone=chosen, to_member=self.members[member], on=day):
            assert Keeping.objects.get(holding(day), zone=chosen).member == self.members[member]
        assert kept() == before, "a hand-over leaves no gap and keeps nothing that nobody kept"

    @rule(zone=few)
    def call_off(self, zone: int) -> None:
        planned = Keeping.objects.filter(zone=self.zones[zone]).order_by("from_day").last()
        if planned is not None:
            self.attempt(call_off_hand_over, keeping=planned)

    @rule(zone=few)
    def carry_out(self, zone: int) -> None:
        for keeping in Keeping.objects.filter(zone=self.zones[zone], taken_up_at__isnull=True):
            self.attempt(carry_out_hand_over, keeping=keeping)

    @rule(zone=few, day=days)
    def end(self, zone: int, day: date) -> None:
        self.attempt(end_zone, zone=Zone.objects.get(pk=self.zones[zone].pk), on=day)

    @rule(member=few, cover=few, day=days, length=st.one_of(st.none(), st.integers(0, 9)))
    def go_away(self, member: int, cover: int, day: date, length: int | None) -> None:
        until = None if length is None else day + timedelta(days=length)
        who, other = self.members[member], self.members[cover]
        self.attempt(take_leave, member=who, from_day=day, to_day=until, cover=other)

    @rule(member=few, day=days)
    def come_back(self, member: int, day: date) -> None:
        leave = Leave.objects.filter(holding(day), member=self.members[member]).first()
        if leave is not None:
            assert self.attempt(end_leave_early, leave=leave, on=day)

    @rule(household=st.integers(0, 1), home=st.integers(0, 3), day=days)
    def move(self, household: int, home: int, day: date) -> None:
        lived = Residence.objects.filter(household=self.households[household])
        last = lived.get(to_day__isnull=True)
        if last.from_day < day:
            Residence.objects.filter(pk=last.pk).update(to_day=day)
            Residence.objects.create(
                community=OWN, household=self.households[household], dwelling=self.homes[home], from_day=day
            )

    @invariant()
    def at_most_one_member_for_each_household_and_history_tells_the_same(self) -> None:
        for household in self.households:
            history = keepers_of(household)
            assert [before.days.to_day for before in history[:-1]] == [
                kept.days.from_day for kept in history[1:]
            ]
            assert history[-1].days.to_day is None
            for day in timeline()[::7]:
                told = [kept for kept in history if day in kept.days]
                assert len(told) == 1
                now = keeper_of(household, day)
                assert told[0].member == (now.member if now else None)
                assert told[0].cover == (now.cover if now else None)

    @invariant()
    def nobody_covers_who_is_away(self) -> None:
        for leave in Leave.objects.all():
            assert leave.cover_id != leave.member_id
            meanwhile = Leave.objects.filter(member=leave.cover_id)
            meanwhile = meanwhile.filter(Q(to_day__isnull=True) | Q(to_day__gt=leave.from_day))
            assert not (meanwhile.filter(from_day__lt=leave.to_day) if leave.to_day else meanwhile).exists()

    @invariant()
    def what_is_shown_as_uncovered_is_just_what_nobody_keeps(self) -> None:
        for day in timeline()[8::14]:
            bare = sum(keeper_of(household, day) is None for household in self.households)
            assert sum(each.households for each in uncovered(OWN, day)) == bare


class Undone(Exception):
    """Takes back what one run of the machine wrote."""


@pytest.mark.django_db
def test_at_every_moment_each_household_has_at_most_one_member() -> None:
    class Run(Committee):
        def __init__(self) -> None:
            self.scope = in_community(OWN)
            self.scope.__enter__()
            self.atomic = transaction.atomic()
            self.atomic.__enter__()
            super().__init__()

        def teardown(self) -> None:
            try:
                with pytest.MonkeyPatch.context() as patch:
                    # The factories' members and homes have no record; what these actions wrote has.
                    patch.setattr(
                        verify, "ledgered_models", lambda: [Community, Zone, Coverage, Keeping, Leave]
                    )
                    assert verify.verify_community(OWN).bad is None
            finally:
                self.atomic.__exit__(Undone, Undone(), None)
                self.scope.__exit__(None, None, None)

    run_state_machine_as_test(
        Run,
        settings=settings(
            max_examples=5,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
