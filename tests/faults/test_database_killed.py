"""PostgreSQL killed with −9 while it commits what two phones push: the program starts it again, and nothing is lost."""

import random
import sys
import threading
import time

import pytest

from tests.faults.test_wire import a_day, entries_as_written
from tests.faults.town import quiet
from tests.faults.whole import Whole
from tests.running import alive, kill, within
from tests.sync.phone import Phone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the processes are read from /proc")


def push_until(phone: Phone, over: threading.Event) -> None:
    """Push, whatever is answered, until told to stop."""
    while not over.is_set():
        phone.push()
        time.sleep(0.01)


def kill_one(whole: Whole, chance: random.Random, what: str) -> None:
    """Kill the database's first process, or one that serves somebody, and wait until there is one again."""
    assert within(60, lambda: whole.backends() != [])
    first = whole.postmaster()
    killed = first if what == "postmaster" else set(chance.sample(whole.backends() or sorted(first), 1))
    kill(killed)
    assert within(30, lambda: not alive(killed))
    assert within(60, lambda: whole.postmaster() - killed != set())


def kill_and_go_on(whole: Whole, seed: int, kills: list[str]) -> None:
    """Two phones push a day's facts; at chance moments the database is killed."""
    chance = random.Random(seed)
    phones = [whole.phone(batch=chance.choice([1, 3, 10])) for _each in range(2)]
    for what in kills:
        over = threading.Event()
        for phone in phones:
            a_day(phone, whole, visits=12)
        pushing = [threading.Thread(target=push_until, args=(phone, over)) for phone in phones]
        for thread in pushing:
            thread.start()
        time.sleep(chance.uniform(0.05, 0.6))
        kill_one(whole, chance, what)
        over.set()
        for thread in pushing:
            thread.join()
    for phone in phones:
        quiet(phone)
    assert whole.troubles(*phones) == []
    assert all(entries_as_written(phone, whole) for phone in phones)
    fresh = whole.phone()
    quiet(fresh)
    for phone in phones:
        quiet(phone)
        assert phone.kept.records == fresh.kept.records


def test_killed_while_it_commits_it_is_started_again_and_nothing_is_lost(whole: Whole) -> None:
    whole.answers.clear()
    kill_and_go_on(whole, 1, ["postmaster", "backend", "postmaster"])
    assert set(whole.answers) <= {200, 503, 429}
    assert "The database ended unexpectedly and is started again." in whole.program.said()


@pytest.mark.slow
def test_killed_many_times_it_loses_and_doubles_nothing(whole: Whole) -> None:
    for seed in range(2, 10):
        kills = random.Random(seed).choices(["postmaster", "backend"], k=4)
        kill_and_go_on(whole, seed, kills)
    assert set(whole.answers) <= {200, 503, 429}
