"""Phones whose clocks are wrong: two hours or two years off never make a promise in the past, and it is said so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.concerns.models import Concern, Promise
from minqing.diary.models import Addendum, Entry
from minqing.sync.models import ClockDoubt, Device
from tests.factories.desk import Desk
from tests.factories.ground import OWN
from tests.factories.phones import Phone, a_concern_body, an_entry_body, spelled

pytestmark = pytest.mark.django_db
HOURS = [timedelta(hours=2), timedelta(hours=-2), timedelta(days=730), timedelta(days=-730)]


@pytest.fixture
def desk():
    with in_community(OWN):
        yield Desk()


@pytest.mark.parametrize("off", HOURS)
def test_a_clock_that_is_off_by_the_same_at_both_ends_is_put_right(desk, off):
    phone = Phone(desk.wang, fast_by=off)
    entry = phone.fact("entry.write", an_entry_body(phone.now, ended_at=spelled(phone.now)))
    concern = phone.fact("concern.open", a_concern_body(noted_at=spelled(phone.now - timedelta(minutes=5))))
    receipts = phone.send(entry, concern)
    assert [(one["state"], one["clock"]) for one in receipts] == [("received", "corrected")] * 2
    now, row = timezone.now(), Entry.objects.get()
    assert abs(row.began_at - (now - timedelta(minutes=40))) < timedelta(seconds=20)
    assert abs(row.ended_at - now) < timedelta(seconds=20) and abs(row.handed_in_at - now) < timedelta(
        seconds=20
    )
    noted = Concern.objects.get().noted_at
    assert abs(noted - (now - timedelta(minutes=5))) < timedelta(seconds=20)
    assert ClockDoubt.objects.count() == 0


@pytest.mark.parametrize("off", HOURS)
def test_a_clock_that_was_set_while_offline_is_bounded_and_promises_count_from_the_arrival(desk, off):
    phone = Phone(desk.wang)
    before = timezone.now()
    set_clock = phone.now + off
    clock = {"offset_ms": 0, "contact_at": spelled(before - timedelta(days=3))}
    body = a_concern_body(noted_at=spelled(set_clock - timedelta(days=1)))
    concern = phone.fact("concern.open", body, noted_at=set_clock, clock=clock)
    steps = {"concern": concern["id"], "kind": "settle", "text": "好了"}
    step = phone.fact("concern.step", steps, noted_at=set_clock, clock=clock)
    entry = phone.fact("entry.write", an_entry_body(set_clock), noted_at=set_clock, clock=clock)
    answer = phone.post(concern, step, entry, sent_at=spelled(set_clock)).json()["receipts"]
    assert [(one["state"], one["clock"]) for one in answer] == [("received", "bounded")] * 3, answer
    assert Promise.objects.get().due >= before and Concern.objects.get().noted_at >= before
    doubts = {row.kind: row for row in ClockDoubt.objects.all()}
    assert set(doubts) == {"concern.open", "concern.step", "entry.write"}
    assert all(one.lower <= one.taken <= one.upper for one in doubts.values())
    device = Device.objects.get()
    assert abs(device.offset_ms - off.total_seconds() * 1000) < 20_000


def test_the_writer_says_when_it_was_and_it_stands_below_the_entry(desk):
    phone = Phone(desk.wang)
    entry = phone.fact("entry.write", an_entry_body(phone.now), clock=None)
    assert phone.send(entry)[0]["clock"] == "bounded"
    doubt = ClockDoubt.objects.get()
    assert str(doubt.subject) == entry["id"]
    told = doubt.upper - timedelta(hours=3)
    outside = phone.note(
        "clock.confirm", {"doubt": str(doubt.pk), "noted_at": spelled(doubt.upper + timedelta(days=1))}
    )
    assert outside["why"]["fields"].keys() == {"noted_at"}
    other = Phone(desk.li).note("clock.confirm", {"doubt": str(doubt.pk), "noted_at": spelled(told)})
    assert other["why"]["code"] == "not_yours"
    assert (
        phone.note("clock.confirm", {"doubt": str(doubt.pk), "noted_at": spelled(told)})["state"]
        == "received"
    )
    addendum = Addendum.objects.get()
    assert addendum.kind == "correction" and str(addendum.entry_id) == entry["id"]
    doubt.refresh_from_db()
    assert doubt.confirmed is not None and doubt.confirmed_at is not None
    again = phone.note("clock.confirm", {"doubt": str(doubt.pk), "noted_at": spelled(told)})
    assert again["why"]["code"] == "closed"


def test_a_right_clock_of_days_without_network_keeps_the_time_at_which_it_was_noted(desk):
    phone = Phone(desk.wang)
    noted_at = phone.now - timedelta(days=2)
    clock = {"offset_ms": 0, "contact_at": spelled(noted_at - timedelta(hours=1))}
    fact = phone.fact("concern.open", a_concern_body(), noted_at=noted_at, clock=clock)
    receipt = phone.send(fact)[0]
    assert (receipt["clock"], receipt["noted_at"]) == ("agreed", spelled(noted_at))
    assert abs(Concern.objects.get().noted_at - noted_at) < timedelta(milliseconds=2)
