"""PostgreSQL killed with −9 while it commits what two phones push: the program starts it again, and nothing is lost."""

import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from minqing.access.acting import in_community
from tests.factories.ground import OWN, SIBLING
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
    assert set(whole.answers) <= {200, 503, 429}, whole.web_says()
    assert "The database ended unexpectedly and is started again." in whole.program.said()


@pytest.mark.slow
def test_killed_many_times_it_loses_and_doubles_nothing(whole: Whole) -> None:
    for seed in range(2, 10):
        kills = random.Random(seed).choices(["postmaster", "backend"], k=4)
        kill_and_go_on(whole, seed, kills)
    assert set(whole.answers) <= {200, 503, 429}, whole.web_says()


def test_a_line_that_was_cut_between_two_communities_is_told_as_django_tells_it(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    def work() -> Exception | None:
        """In a thread of its own, which has a line of its own to lose."""
        try:
            with in_community(OWN), connection.cursor() as cursor:
                cursor.execute("select pg_backend_pid()")
                (pid,) = cursor.fetchone()
            with psycopg.connect(connection.connection.info.dsn) as other:
                other.execute("select pg_terminate_backend(%s, 5000)", [pid])
            with in_community(SIBLING), connection.cursor():
                return None
        except Exception as error:
            return error
        finally:
            connection.close()

    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as pool:
        assert isinstance(pool.submit(work).result(), OperationalError)
