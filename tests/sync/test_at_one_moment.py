"""Many at one moment: the same fact twice is taken once, phones take turns, and who finds the line too long comes back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

import pytest
from django.db import connection

from minqing.access.acting import in_community
from minqing.concerns.models import Concern
from minqing.ledger.ids import uuid7
from minqing.ledger.models import Fact
from minqing.sync.fairness import Line
from minqing.sync.problems import Problem
from tests.factories.desk import Desk
from tests.factories.ground import OWN
from tests.factories.phones import Phone, a_concern_body, an_entry_body
from tests.running import within


def at_once(*works):
    """What each work answers, all begun at one moment in threads of their own."""
    barrier = Barrier(len(works))

    def begin(work):
        barrier.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(begin, work) for work in works]]


@pytest.mark.django_db(transaction=True)
def test_the_same_batch_at_one_moment_by_one_phone_is_taken_once():
    with in_community(OWN):
        phone = Phone(Desk().wang)
    facts = [phone.fact("concern.open", a_concern_body()) for _ in range(3)]
    answers = at_once(*[lambda: phone.post(*facts)] * 4)
    receipts = [answer.json()["receipts"] for answer in answers if answer.status_code == 200]
    assert receipts and all(one == receipts[0] for one in receipts)
    assert {answer.status_code for answer in answers} <= {200, 429}
    with in_community(OWN):
        assert Concern.objects.count() == Fact.objects.count() == 3
        assert sorted(Concern.objects.values_list("number", flat=True))[0].endswith("-0001")


@pytest.mark.django_db(transaction=True)
def test_the_same_fact_at_one_moment_by_two_phones_of_one_member_is_taken_once():
    with in_community(OWN):
        desk = Desk()
        phones = [Phone(desk.wang), Phone(desk.wang)]
    for _ in range(5):
        fact = phones[0].fact("entry.write", an_entry_body(phones[0].now))
        one, two = at_once(*[lambda phone=phone, fact=fact: phone.post(fact).json() for phone in phones])
        assert one["receipts"] == two["receipts"] and one["receipts"][0]["state"] == "received"
    with in_community(OWN):
        assert Fact.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_many_phones_at_one_moment_are_all_taken_and_the_ledger_has_no_gap():
    with in_community(OWN):
        desk = Desk()
        phones = [Phone(member) for member in (desk.wang, desk.li, desk.secretary) for _ in range(3)]
    batches = [[phone.fact("concern.open", a_concern_body()) for _ in range(4)] for phone in phones]
    works = [lambda p=p, b=b: p.post(*b).status_code for p, b in zip(phones, batches, strict=True)]
    assert at_once(*works) == [200] * 9
    with in_community(OWN):
        assert Concern.objects.count() == 36
        numbers = sorted(int(number[-4:]) for number in Concern.objects.values_list("number", flat=True))
        assert numbers == list(range(1, 37))


class Comers(set):
    """The phones inside, and the order in which the line let them in (told under its lock)."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list = []

    def add(self, device) -> None:
        self.order.append(device)
        super().add(device)


def held(line: Line, device, until: Event) -> Thread:
    """A phone whose batch takes until it is told."""
    begun = Event()

    def work():
        with line.turn(device):
            begun.set()
            until.wait(30)

    thread = Thread(target=work)
    thread.start()
    thread.begun = begun
    return thread


def test_phones_go_in_the_order_in_which_they_came_and_one_phone_at_a_time():
    line, first = Line(at_once=2, longest=9, wait=30), Event()
    line._inside = inside = Comers()
    a, b, c, d = (uuid7() for _ in range(4))
    threads = [held(line, a, first)]
    threads[0].begun.wait(30)
    # a again waits for itself; b goes past it; c and d wait for room
    for device, went_in, in_line in ((a, [a], 1), (b, [a, b], 1), (c, [a, b], 2), (d, [a, b], 3)):
        threads.append(held(line, device, first))
        want = (went_in, in_line)
        assert within(30, lambda want=want: (inside.order, len(line._waiting)) == want)
    first.set()
    for thread in threads:
        thread.join(30)
    later = inside.order[2:]
    assert sorted(later) == sorted([a, c, d])
    assert later.index(c) < later.index(d)


def test_who_finds_the_line_too_long_or_too_slow_is_told_when_to_come_back():
    line, first = Line(at_once=1, longest=1, wait=0.1), Event()
    inside = held(line, uuid7(), first)
    inside.begun.wait(30)
    with pytest.raises(Problem) as slow, line.turn(uuid7()):
        raise AssertionError("nobody comes in here")
    assert (slow.value.code, slow.value.status, slow.value.retry_after) == ("busy", 429, 3)
    full = Line(at_once=1, longest=0, wait=30)
    with pytest.raises(Problem), full.turn(uuid7()):
        raise AssertionError("nobody comes in here")
    first.set()
    inside.join(30)
    with line.turn(uuid7()):
        pass
