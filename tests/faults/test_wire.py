"""A day of facts through every fault of the wire, against the real server: the database is what the phone was told.

The server is also killed with −9 in the middle of it.
"""

import random
import threading
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from minqing.diary.models import Entry
from tests.faults.town import Town, quiet, through
from tests.faults.wire import FAULTS, FINE, Wire, any_faults
from tests.sync import facts
from tests.sync.clocks import read
from tests.sync.phone import Phone


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Town]:
    """The server, running."""
    with django_db_blocker.unblock():
        template = settings.DATABASES["default"]["NAME"]
        one = Town(template, tmp_path_factory.mktemp("town"), name=f"{template}_town")
        try:
            one.start_web()
            yield one
        finally:
            one.stop()


def a_day(phone: Phone, town: Town, visits: int = 8) -> None:
    """What a member writes in a day: visits, concerns with a step, notes, a newcomer, corrections."""
    day = uuid4().hex[:8]
    home, person = str(town.village.zhao.pk), str(town.village.zhao_one.pk)
    for n in range(visits):
        entry = facts.entry(phone, f"{day}走访{n}", home if n % 2 else None, purposes=["call", "need"])
        if n % 3 == 0:
            concern = facts.concern(phone, f"{day}诉求{n}", home, entry=entry)
            facts.step(phone, concern, f"{day}上报{n}")
            facts.addendum(phone, entry, f"{day}补记{n}")
    facts.newcomer(phone, home, f"{day}新人")
    seen = phone.records("household").get(home, {}).get("residents", [])
    phones = next((one["phones"] for one in seen if one["id"] == person), [])
    fresh = [f"138{int(day, 16) % 10**8:08d}"]
    facts.correction(phone, person, {"phones": phones}, {"phones": fresh})
    facts.confirmation(phone, home)


def entries_as_written(phone: Phone, town: Town) -> bool:
    """Whether every entry of the phone stands in the database field by field."""
    with town.rows():
        for one in phone.kept.book:
            if one.said["kind"] == "entry.write":
                row, body = Entry.objects.get(pk=one.id), one.said["body"]
                same = {
                    "began_at": row.began_at == read(body["began_at"]),
                    "household": str(row.household_id) == str(body.get("household")),
                    **{name: getattr(row, name) == body[name] for name in ("matter", "outcome", "purposes")},
                    "by": row.book.member_id == town.village.wang.pk,
                }
                assert all(same.values()), (one.said, same)
    return True


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != FINE])
def test_a_day_comes_through_whole(town: Town, fault: str) -> None:
    phone = town.phone(batch=5)
    assert phone.sync() == "done"
    a_day(phone, town)
    again = [fault] if fault in ("slow",) else [fault, FINE, fault, fault, FINE]
    with Wire(town.port, islice(cycle(again), 20 if len(again) > 1 else 3)) as wire:
        through(wire, phone)
        quiet(phone)
    assert fault in wire.met
    assert town.troubles(phone) == []
    assert entries_as_written(phone, town)


def whole_luck(town: Town, seed: int) -> None:
    """A day over a line with every fault in half of its requests, on a phone that restarts now and then."""
    chance = random.Random(seed)
    phone = town.phone(batch=chance.choice([1, 4, 20]))
    usual = [fault for fault in FAULTS if fault != "slow"]
    with Wire(town.port, any_faults(seed, 0.5, usual)) as wire:
        through(wire, phone)
        for _part in range(3):
            a_day(phone, town, visits=3)
            phone.sync()
            phone = phone.restarted()
        quiet(phone, 300)
    assert town.troubles(phone) == []
    assert entries_as_written(phone, town)


@pytest.mark.parametrize("seed", range(3))
def test_days_come_through_all_faults_at_once(town: Town, seed: int) -> None:
    whole_luck(town, seed)


@pytest.mark.slow
def test_many_days_come_through_all_faults_at_once(town: Town) -> None:
    for seed in range(100, 160):
        whole_luck(town, seed)


def kill_and_go_on(town: Town, seed: int, kills: int) -> None:
    """The server is killed with −9 at chance moments while two phones push, and started again."""
    chance = random.Random(seed)
    phones = [town.phone(batch=chance.choice([1, 3, 10])) for _each in range(2)]
    for _kill in range(kills):
        over = threading.Event()
        for phone in phones:
            a_day(phone, town, visits=12)
        pushing = [threading.Thread(target=push_until, args=(phone, over)) for phone in phones]
        for thread in pushing:
            thread.start()
        time.sleep(chance.uniform(0.02, 0.5))
        town.kill_web()
        over.set()
        for thread in pushing:
            thread.join()
        town.start_web()
    for phone in phones:
        quiet(phone)
    assert town.troubles(*phones) == []
    assert all(entries_as_written(phone, town) for phone in phones)


def push_until(phone: Phone, over: threading.Event) -> None:
    """Push, and again, until the server is gone."""
    while not over.is_set() and phone.push() != "offline":
        time.sleep(0.01)


def test_killed_with_9_while_it_commits_it_loses_and_doubles_nothing(town: Town) -> None:
    kill_and_go_on(town, 1, 3)


@pytest.mark.slow
def test_killed_with_9_many_times_it_loses_and_doubles_nothing(town: Town) -> None:
    for seed in range(2, 12):
        kill_and_go_on(town, seed, 4)


def test_many_phones_of_one_morning_all_get_their_turn(town: Town) -> None:
    phones = [town.phone(batch=10) for _each in range(8)]
    for phone in phones:
        a_day(phone, town, visits=5)
    pushing = [threading.Thread(target=quiet, args=(phone,)) for phone in phones]
    for thread in pushing:
        thread.start()
    for thread in pushing:
        thread.join()
    assert town.troubles(*phones) == []


def test_a_desk_beside_pushing_phones_is_never_refused_by_a_lock(town: Town) -> None:
    """A batch holds the head of the chain while it takes rows; a page holds a row while it waits for the head."""
    from django.utils import timezone

    from minqing.concerns.actions import comment_on_concern
    from minqing.concerns.models import Concern

    phone = town.phone(batch=50)
    concerns = [facts.concern(phone, f"{uuid4().hex[:8]}诉求") for _each in range(3)]
    quiet(phone)
    for n in range(60):
        facts.step(phone, concerns[n % 3], f"{uuid4().hex[:8]}补充", kind="comment")
    pushing = threading.Thread(target=quiet, args=(phone,))
    with town.rows():
        rows = [Concern.objects.get(pk=pk) for pk in concerns]
        by = town.village.secretary_acts
        pushing.start()
        said = 0
        for row in rows[::-1] * 30:
            comment_on_concern(by=by, at=timezone.now(), concern=row, text="请尽快")
            said += 1
    pushing.join()
    assert said == 90
    assert town.troubles(phone) == []
