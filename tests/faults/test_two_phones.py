"""Two phones and a desk over a bad network: no acknowledged fact is lost, none is there twice, all come to see the same.

A hundred runs in `make test`, the same every time; two thousand new ones in `make slow`. A backup is a savepoint, and
putting it back is a rollback to it; what lies beside the database (the list of erasures) stays, as in real life.
"""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from minqing.access.acting import in_community
from minqing.committee.actions import hand_over_zone
from minqing.committee.models import Keeping
from minqing.diary.actions import comment_entry
from minqing.diary.models import Entry
from minqing.households.actions import correct_resident
from minqing.households.erasing import EraseReason, erase_resident
from minqing.households.models import Resident
from minqing.households.persons import Person
from minqing.ledger.errors import Refused
from minqing.method.why import NotAllowed
from tests.factories.ground import OWN
from tests.faults import truth
from tests.faults.shaky import FAULTS, Shaky
from tests.sync import facts
from tests.sync.phone import Phone
from tests.sync.village import Village, a_phone, verdict

pytestmark = pytest.mark.django_db

PHONES = st.sampled_from([0, 1])
BAD_LUCK = st.lists(st.sampled_from(FAULTS), max_size=3)
WRITES = ("entry", "concern", "step", "addendum", "newcomer", "correction", "confirmation")
SOME_WRITES = st.lists(st.tuples(st.sampled_from(WRITES), st.integers(0, 3)), min_size=2, max_size=6)
OFF = (timedelta(), timedelta(hours=2), timedelta(hours=-2), timedelta(days=730), timedelta(seconds=70))


class Neighbourhood(RuleBasedStateMachine):
    """What can happen. `village` and `enrolled` are made once; every run is rolled back to there."""

    village: ClassVar[Village]
    enrolled: ClassVar[list[Phone]]
    # A phone of each of the two members' (or the one member's), with which to look from scratch.
    looking: ClassVar[list[Phone]]
    hand_overs: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.begin = transaction.savepoint()
        self.backup: str | None = None
        self.restored = self.in_step = False
        # Phones of which a request was under way while the server was put back.
        self.overtaken_by_backup: set[int] = set()
        self.count = 0
        self.wires = [Shaky(phone.line) for phone in self.enrolled]
        self.phones = [self._copy(phone, wire) for phone, wire in zip(self.enrolled, self.wires, strict=True)]

    @staticmethod
    def _copy(phone: Phone, line: Any) -> Phone:
        again = Phone(OWN, line, batch=3)
        again.kept = deepcopy(phone.kept)
        return again

    def mark(self, what: str) -> str:
        """A text that is written nowhere else."""
        self.count += 1
        return f"{what}第{self.count}次"

    # ── on the phones ───────────────────────────────────────────────────────────────────────────────────────────

    @rule(who=PHONES, what=SOME_WRITES)
    def write(self, who: int, what: list[tuple[str, int]]) -> None:
        """A member writes some things down."""
        phone = self.phones[who]
        homes = sorted(phone.records("household"))
        for kind, nth in what:
            home = homes[nth % len(homes)] if homes else None
            getattr(self, f"_write_{kind}")(phone, home, nth)

    @rule(who=PHONES, what=SOME_WRITES, luck=BAD_LUCK)
    def write_and_send(self, who: int, what: list[tuple[str, int]], luck: list[str]) -> None:
        """A member writes in the lane, where there is some network."""
        self.write(who, what)
        self.reach(who, "sync", luck)

    def _write_entry(self, phone: Phone, home: str | None, nth: int) -> None:
        facts.entry(phone, self.mark("走访"), home if nth else None)

    def _write_concern(self, phone: Phone, home: str | None, nth: int) -> None:
        facts.concern(phone, self.mark("诉求"), home if nth else None)

    def _write_step(self, phone: Phone, home: str | None, nth: int) -> None:
        own = [one.id for one in phone.kept.book if one.said["kind"] == "concern.open"]
        if known := [*sorted(phone.records("concern")), *own]:
            facts.step(phone, known[nth % len(known)], self.mark("上报"))

    def _write_addendum(self, phone: Phone, home: str | None, nth: int) -> None:
        own = [one.id for one in phone.kept.book if one.said["kind"] == "entry.write"]
        if own:
            facts.addendum(phone, own[nth % len(own)], self.mark("补记"))

    def _write_newcomer(self, phone: Phone, home: str | None, nth: int) -> None:
        if home:
            facts.newcomer(phone, home, self.mark("新人"))

    def _write_correction(self, phone: Phone, home: str | None, nth: int) -> None:
        people = (phone.records("household").get(home or "") or {}).get("residents", [])
        if people:
            one = people[nth % len(people)]
            self.count += 1
            fresh = [f"1390000{self.count:04d}"]
            facts.correction(phone, one["id"], {"phones": one["phones"]}, {"phones": fresh})

    def _write_confirmation(self, phone: Phone, home: str | None, nth: int) -> None:
        if home:
            facts.confirmation(phone, home)

    @rule(
        who=PHONES,
        how=st.sampled_from(["sync", "look_and_push", "look_and_push", "pull", "chunk"]),
        luck=BAD_LUCK,
    )
    def reach(self, who: int, how: str, luck: list[str]) -> None:
        """A phone finds the network, such as it is."""
        self.wires[who].coming.extend(luck)
        with self.step():
            getattr(self.phones[who], how)()

    @rule(who=PHONES)
    def restart(self, who: int) -> None:
        """The battery dies."""
        self.phones[who] = self.phones[who].restarted()

    @rule(who=PHONES, off=st.sampled_from(OFF))
    def set_clock(self, who: int, off: timedelta) -> None:
        """Somebody sets the phone's clock."""
        self.phones[who].clock.set(off)

    @rule(who=PHONES)
    def late_arrives(self, who: int) -> None:
        """What was overtaken arrives after all."""
        with self.step():
            self.wires[who].deliver_late()

    # ── at the desk ─────────────────────────────────────────────────────────────────────────────────────────────

    @precondition(lambda self: self.hand_overs)
    @rule()
    def hand_over(self) -> None:
        """王's zone goes to 李, or back; a second time on the same day is refused."""
        self.at_the_desk("hand_over", 0)

    @rule(what=st.sampled_from(["comment", "correct", "erase"]), nth=st.integers(0, 3))
    def at_the_desk(self, what: str, nth: int) -> None:
        """The secretary does something; what is refused is refused."""
        committed = TestCase.captureOnCommitCallbacks(execute=True)
        with self.step(), committed, suppress(Refused, NotAllowed), transaction.atomic():
            getattr(self, f"_desk_{what}")(nth)

    def _desk_comment(self, nth: int) -> None:
        entry = Entry.objects.filter(handed_in_at__isnull=False).order_by("pk").first()
        if entry:
            comment_entry(
                by=self.village.secretary_acts, at=timezone.now(), entry=entry, text=self.mark("批")
            )

    def _desk_correct(self, nth: int) -> None:
        one = Resident.objects.filter(erased_at__isnull=True).order_by("pk")[nth : nth + 1].first()
        if one:
            self.count += 1
            person = Person(one.name, sex=one.sex, born=one.born, phones=(f"1370000{self.count:04d}",))
            correct_resident(by=self.village.secretary_acts, at=timezone.now(), resident=one, person=person)

    def _desk_erase(self, nth: int) -> None:
        one = Resident.objects.filter(erased_at__isnull=True, name__startswith="新人").order_by("pk").first()
        if one:
            by = self.village.secretary_acts
            erase_resident(by=by, at=timezone.now(), resident=one, reason=EraseReason.ASKED)

    def _desk_hand_over(self, nth: int) -> None:
        zone, today = self.village.zone, timezone.localdate()
        keeper = Keeping.objects.get(zone=zone, to_day__isnull=True).member
        other = self.village.li if keeper == self.village.wang else self.village.wang
        hand_over_zone(
            by=self.village.secretary_acts, at=timezone.now(), zone=zone, to_member=other, on=today
        )

    @precondition(lambda self: self.backup is None)
    @rule()
    def back_up(self) -> None:
        """A backup is taken."""
        self.backup = transaction.savepoint()

    @precondition(lambda self: self.backup is not None)
    @rule()
    def put_back(self) -> None:
        """The server is put back to its backup."""
        transaction.savepoint_rollback(self.backup)
        self.restored, self.backup = True, None
        self.overtaken_by_backup |= {who for who, wire in enumerate(self.wires) if wire.is_late}

    # ── when all is quiet ───────────────────────────────────────────────────────────────────────────────────────

    def step(self) -> "Step":
        """Mark what runs, so that a failure in it is not hidden by what follows from it."""
        return Step(self)

    def teardown(self) -> None:
        """Let everything arrive, and look."""
        try:
            if not self.in_step:
                self._come_to_rest()
                self._look()
        finally:
            transaction.savepoint_rollback(self.begin)

    def _come_to_rest(self) -> None:
        for wire in self.wires:
            wire.coming.clear()
            wire.deliver_late()
        for phone in [*self.phones, *self.phones]:
            phone.clock.set(timedelta())
            assert phone.sync() == "done"

    def _look(self) -> None:
        for who, (phone, looking) in enumerate(zip(self.phones, self.looking, strict=True)):
            assert phone.waiting() == []
            assert truth.lost(phone, restored=self.restored) == []
            # What reaches a server that was put back meanwhile comes there before what it lost and is sent again.
            assert who in self.overtaken_by_backup or truth.out_of_order(phone) == []
            fresh = self._copy(looking, looking.line)
            assert fresh.sync() == "done"
            assert truth.differences(phone, fresh) == {}
        assert truth.twice(*self.phones) == []
        assert verdict().bad is None


class Step:
    """While it runs, `in_step` is set; an error leaves it so."""

    def __init__(self, machine: Neighbourhood) -> None:
        self.machine = machine

    def __enter__(self) -> None:
        self.machine.in_step = True

    def __exit__(self, kind: object, *_rest: object) -> None:
        self.machine.in_step = kind is not None


def run(machine: type[Neighbourhood], runs: int, steps: int) -> None:
    """So many runs of so many steps."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def two_members() -> type[Neighbourhood]:
    """王 and 李, each with a phone, between whom a zone is handed over."""
    village = Village()

    class TwoMembers(Neighbourhood):
        pass

    TwoMembers.village = village
    TwoMembers.enrolled = [a_phone(village.wang), a_phone(village.li)]
    TwoMembers.looking = [a_phone(village.wang), a_phone(village.li)]
    assert [phone.sync() for phone in TwoMembers.enrolled] == ["done", "done"]
    return TwoMembers


def two_devices() -> type[Neighbourhood]:
    """王 with two phones."""
    village = Village()

    class TwoDevices(Neighbourhood):
        hand_overs = False

    TwoDevices.village = village
    TwoDevices.enrolled = [a_phone(village.wang), a_phone(village.wang)]
    TwoDevices.looking = [a_phone(village.wang), a_phone(village.wang)]
    assert [phone.sync() for phone in TwoDevices.enrolled] == ["done", "done"]
    return TwoDevices


NEIGHBOURHOODS = pytest.mark.parametrize("made", [two_members, two_devices])


@NEIGHBOURHOODS
def test_nothing_is_lost_nothing_is_doubled_and_all_see_the_same(
    made: Callable[[], type[Neighbourhood]],
) -> None:
    with in_community(OWN):
        run(made(), runs=50, steps=12)


@pytest.mark.slow
@NEIGHBOURHOODS
def test_it_holds_in_a_thousand_runs_each(made: Callable[[], type[Neighbourhood]]) -> None:
    with in_community(OWN):
        run(made(), runs=1000, steps=25)
