"""Zones that changed hands: what comes late goes to the new keeper's tray; a visit stays in the own diary."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.committee.models import Coverage, Keeping, Leave
from minqing.concerns.actions import hand_concern
from minqing.concerns.models import Concern, Promise, Step
from minqing.diary.models import Entry
from minqing.households.models import Household, Residence
from minqing.ledger.ids import uuid7
from minqing.sync.models import ClockDoubt, Handed
from tests.factories.concerns import a_concern
from tests.factories.desk import Desk
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.factories.phones import Phone, a_concern_body, an_entry_body

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def desk():
    with in_community(OWN):
        yield Desk()


@pytest.fixture
def phone(desk):
    return Phone(desk.wang)


def zone_goes_to_li(desk, days_ago: int = 2) -> None:
    """王's zone has been 李's for some days."""
    day = TODAY - timedelta(days=days_ago)
    Keeping.objects.filter(zone=desk.zone).update(to_day=day)
    Keeping.objects.create(community=OWN, zone=desk.zone, member=desk.li, from_day=day)


def test_a_visit_before_the_hand_over_stays_in_the_own_diary_and_shows_to_the_new_keeper(desk, phone):
    zone_goes_to_li(desk)
    fact = phone.fact("entry.write", an_entry_body(phone.now, household=str(desk.zhao.pk)))
    assert phone.send(fact)[0]["state"] == "received"
    assert Entry.objects.get(pk=fact["id"]).book.member == desk.wang
    assert Handed.objects.count() == 0


def test_what_else_comes_late_goes_to_the_new_keepers_tray_and_is_done_at_the_time_it_was_noted(desk, phone):
    zone_goes_to_li(desk)
    noted_at = phone.now - timedelta(hours=5)
    body = a_concern_body(household=str(desk.zhao.pk), matter="水管漏了")
    fact = phone.fact("concern.open", body, noted_at=noted_at)
    receipt = phone.send(fact)[0]
    assert (receipt["state"], receipt["to"]) == ("handed", "李委员")
    assert phone.send(fact)[0] == receipt
    handed = Handed.objects.get()
    assert (handed.household, handed.sender, handed.body["matter"]) == (desk.zhao, desk.wang, "水管漏了")
    assert Concern.objects.count() == 0
    taken = Phone(desk.li).note("handed.take", {"handed": str(handed.pk)})
    assert taken["state"] == "received"
    concern = Concern.objects.get(pk=fact["id"])
    assert concern.lead == desk.li and abs(concern.noted_at - noted_at) < timedelta(seconds=2)
    handed.refresh_from_db()
    assert (handed.state, handed.body, handed.ended_by) == ("taken", {}, desk.li.account_id)
    again = Phone(desk.li).note("handed.take", {"handed": str(handed.pk)})
    assert again["why"]["code"] == "closed"


def test_it_is_put_aside_with_a_reason_and_emptied(desk, phone):
    zone_goes_to_li(desk)
    phone.note("household.decline", {"household": str(desk.zhao.pk)})
    handed = Handed.objects.get()
    keeper = Phone(desk.li)
    blank = keeper.note("handed.drop", {"handed": str(handed.pk), "reason": " "})
    assert blank["why"]["fields"].keys() == {"reason"}
    assert keeper.note("handed.drop", {"handed": str(handed.pk), "reason": "已问过"})["state"] == "received"
    handed.refresh_from_db()
    assert (handed.state, handed.body, handed.reason) == ("dropped", {}, "已问过")
    assert Household.objects.get(pk=desk.zhao.pk).declines_visits is False


def test_only_the_keeper_and_the_secretary_reach_a_tray(desk, phone):
    zone_goes_to_li(desk)
    phone.note("household.decline", {"household": str(desk.zhao.pk)})
    handed = Handed.objects.get()
    assert phone.note("handed.take", {"handed": str(handed.pk)})["why"]["code"] == "not_yours"
    assert Phone(desk.secretary).note("handed.take", {"handed": str(handed.pk)})["state"] == "received"
    assert Household.objects.get(pk=desk.zhao.pk).declines_visits is True


@pytest.mark.parametrize("days", [0, 29, 30])
def test_for_thirty_days_it_is_handed_on(desk, phone, days):
    zone_goes_to_li(desk, days)
    assert phone.note("household.confirm", {"household": str(desk.zhao.pk)})["state"] == "handed"


def test_after_thirty_days_or_where_it_was_never_ones_own_it_is_refused(desk, phone):
    zone_goes_to_li(desk, 31)
    for kind in ("household.confirm", "household.decline"):
        assert phone.note(kind, {"household": str(desk.zhao.pk)})["why"]["code"] == "not_yours"
        assert phone.note(kind, {"household": str(desk.qian.pk)})["why"]["code"] == "not_yours"
    body = an_entry_body(phone.now, household=str(desk.zhao.pk))
    assert phone.note("entry.write", body)["why"]["code"] == "not_yours"
    assert Handed.objects.count() == 0


def test_a_household_that_moved_into_the_zone_only_after_the_hand_over_was_never_the_old_keepers(desk, phone):
    zone_goes_to_li(desk, 5)
    Residence.objects.filter(household=desk.qian).update(to_day=TODAY - timedelta(days=3))
    Residence.objects.create(
        community=OWN, household=desk.qian, dwelling=desk.home, from_day=TODAY - timedelta(days=3)
    )
    assert phone.note("household.confirm", {"household": str(desk.qian.pk)})["why"]["code"] == "not_yours"


def test_a_leave_cover_that_ended_hands_on_too(desk):
    Leave.objects.create(
        community=OWN,
        member=desk.wang,
        cover=desk.li,
        from_day=TODAY - timedelta(days=9),
        to_day=TODAY - timedelta(days=1),
    )
    receipt = Phone(desk.li).note("household.confirm", {"household": str(desk.zhao.pk)})
    assert (receipt["state"], receipt["to"]) == ("handed", "王委员")


def test_a_step_on_a_concern_that_moved_with_its_zone_goes_to_the_new_lead(desk, phone):
    concern = a_concern(desk.wang, phone.now - timedelta(hours=3), household=desk.zhao)
    zone_goes_to_li(desk, 0)
    hand_concern(by=as_actor(desk.li), at=phone.now, concern=concern, to=desk.li, with_zone=True)
    step = phone.fact("concern.step", {"concern": str(concern.pk), "kind": "answer", "text": "已答复住户"})
    assert phone.send(step)[0]["state"] == "handed"
    handed = Handed.objects.get()
    assert Phone(desk.li).note("handed.take", {"handed": str(handed.pk)})["state"] == "received"
    assert Step.objects.get(pk=step["id"]).by_id == desk.li.account_id


def test_where_nobody_keeps_it_the_secretary_gets_it(desk, phone):
    Coverage.objects.filter(dwelling=desk.home).update(to_day=TODAY)
    receipt = phone.note("household.confirm", {"household": str(desk.zhao.pk)})
    assert (receipt["state"], receipt["to"]) == ("handed", "孙书记")
    handed = Handed.objects.get()
    assert handed.household is None
    assert Phone(desk.li).note("handed.take", {"handed": str(handed.pk)})["why"]["code"] == "not_yours"


def test_a_refused_fact_is_handed_to_the_keeper_by_will(desk, phone):
    fact = phone.fact("household.decline", {"household": str(desk.qian.pk)})
    assert phone.send(fact)[0]["why"]["code"] == "not_yours"
    receipt = phone.note("fact.hand", {"fact": fact})
    assert (receipt["state"], receipt["to"]) == ("handed", "李委员")
    handed = Handed.objects.get()
    assert str(handed.fact) == fact["id"]
    assert phone.note("fact.hand", {"fact": fact})["why"]["code"] == "invalid", "it lies there already"
    assert Phone(desk.li).note("handed.take", {"handed": str(handed.pk)})["state"] == "received"
    assert Household.objects.get(pk=desk.qian.pk).declines_visits is True


@pytest.mark.parametrize(
    ("kind", "body"),
    [("opinion.note", {"topic": "parking", "text": "x"}), ("handed.take", {"handed": str(uuid7())})],
)
def test_what_is_about_no_household_is_not_handed_on(phone, kind, body):
    receipt = phone.note("fact.hand", {"fact": phone.fact(kind, body)})
    assert receipt["why"]["fields"].keys() == {"fact"}


def test_what_lies_in_the_own_zone_is_not_handed_on(desk, phone):
    fact = phone.fact("household.decline", {"household": str(desk.zhao.pk)})
    assert phone.note("fact.hand", {"fact": fact})["why"]["fields"].keys() == {"fact"}


def test_a_late_fact_of_an_unsure_clock_makes_no_promise_before_it_arrived(desk):
    zone_goes_to_li(desk)
    phone = Phone(desk.wang)
    noted_at = phone.now - timedelta(days=400)
    body = a_concern_body(household=str(desk.zhao.pk), noted_at=noted_at.isoformat())
    receipt = phone.send(phone.fact("concern.open", body, noted_at=noted_at, clock=None))[0]
    assert (receipt["state"], receipt["clock"]) == ("handed", "bounded")
    assert ClockDoubt.objects.get().account == desk.wang.account_id
    handed = Handed.objects.get()
    assert Phone(desk.li).note("handed.take", {"handed": str(handed.pk)})["state"] == "received"
    assert Promise.objects.get().due > handed.received_at
