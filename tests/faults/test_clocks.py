"""A phone's clock that is wrong, end to end: never a promise in the past, and what is not sure is said so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.concerns.models import Concern, Promise
from minqing.diary.models import Entry
from minqing.sync.models import ClockDoubt
from tests.factories.ground import OWN
from tests.sync import facts
from tests.sync.clocks import Clock, moment
from tests.sync.kept import Written
from tests.sync.phone import Phone
from tests.sync.village import Village, a_phone

pytestmark = pytest.mark.django_db

FAR = [timedelta(hours=2), timedelta(hours=-2), timedelta(days=730), timedelta(days=-730)]
NEARLY = timedelta(seconds=5)


@pytest.fixture
def village() -> Iterator[Village]:
    """王 and 李, and who lives in their zones."""
    with in_community(OWN):
        yield Village()


def written(phone: Phone) -> tuple[Written, Written]:
    """An entry and an ordinary concern, written now."""
    entry, concern = facts.entry(phone, "走访"), facts.concern(phone, "楼道灯不亮")
    return phone.fact(entry), phone.fact(concern)


@pytest.mark.parametrize("off", FAR, ids=str)
def test_a_clock_that_was_wrong_all_along_is_put_right(village: Village, off: timedelta) -> None:
    phone = a_phone(village.wang, clock=Clock(off=off))
    before = timezone.now()
    entry, concern = written(phone)
    assert phone.push() == "done"
    assert [one.receipt["clock"] for one in (entry, concern)] == ["corrected", "corrected"]
    for noted in (Entry.objects.get(pk=entry.id).handed_in_at, Concern.objects.get(pk=concern.id).noted_at):
        assert before - NEARLY <= noted <= timezone.now()
    began = Entry.objects.get(pk=entry.id).began_at
    assert abs(began - (before - timedelta(minutes=30))) < NEARLY
    assert ClockDoubt.objects.count() == 0


@pytest.mark.parametrize("off", FAR, ids=str)
def test_a_clock_set_while_offline_makes_no_promise_in_the_past_and_is_doubted(
    village: Village, off: timedelta
) -> None:
    phone = a_phone(village.wang)
    contact = timezone.now()
    phone.clock.set(off)
    entry, concern = written(phone)
    before = timezone.now()
    assert phone.push() == "done"
    assert [one.receipt["clock"] for one in (entry, concern)] == ["bounded", "bounded"]
    promises = Promise.objects.filter(concern=concern.id)
    assert promises.exists() and all(before <= one.given_at <= one.due for one in promises)
    handed_in = Entry.objects.get(pk=entry.id).handed_in_at
    assert contact - NEARLY <= handed_in <= timezone.now()
    doubts = {str(one.fact): one for one in ClockDoubt.objects.all()}
    assert doubts.keys() == {entry.id, concern.id}
    for doubt in doubts.values():
        assert contact - NEARLY <= doubt.lower <= doubt.taken <= doubt.upper <= timezone.now()
    assert moment(doubts[entry.id].device_at) == entry.said["noted_at"]


@pytest.mark.parametrize("off", FAR, ids=str)
def test_the_keeper_sees_the_doubt_on_the_phone_and_says_when_it_was(
    village: Village, off: timedelta
) -> None:
    phone = a_phone(village.wang)
    phone.clock.set(off)
    entry, _concern = written(phone)
    assert phone.sync() == "done"
    doubts = {id: d for id, d in phone.records("doubt").items() if d["fact"] == entry.id}
    (id, doubt), *_none = doubts.items()
    phone.write("clock.confirm", {"doubt": id, "noted_at": doubt["lower"]})
    assert phone.sync() == "done"
    assert id not in phone.records("doubt")
    assert ClockDoubt.objects.get(pk=id).confirmed_at is not None


def test_a_clock_set_forward_and_back_while_offline_is_doubted_too(village: Village) -> None:
    phone = a_phone(village.wang)
    phone.clock.set(timedelta(days=730))
    entry, concern = written(phone)
    phone.clock.set(timedelta())
    assert phone.push() == "done"
    assert [one.receipt["clock"] for one in (entry, concern)] == ["bounded", "bounded"]
    assert Concern.objects.get(pk=concern.id).noted_at <= timezone.now()


def test_a_clock_that_drifts_a_little_is_right(village: Village) -> None:
    phone = a_phone(village.wang, clock=Clock(off=timedelta(seconds=20), drift=2e-4))
    entry, concern = written(phone)
    assert phone.push() == "done"
    assert [one.receipt["clock"] for one in (entry, concern)] == ["agreed", "agreed"]
