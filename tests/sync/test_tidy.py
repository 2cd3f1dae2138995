"""What the register of personal data promises of the phone's door is done: what is a year old goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.access.everywhere import each_community
from minqing.ledger.verify import verify_community
from minqing.sync.actions import hand_fact, note_wiped, put_aside, settle_clash
from minqing.sync.models import Clash, Device, Handed
from minqing.sync.tasks import tidy_here
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import as_actor
from tests.factories.phones import Phone
from tests.sync.village import Village

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=366)


@pytest.fixture
def village():
    with in_community(OWN):
        yield Village()


def test_a_phone_that_was_wiped_goes_after_a_year_and_no_other(village):
    [fresh, lately, long_ago] = [Phone(village.wang) for _ in range(3)]
    devices = {phone: Device.objects.get(pk=phone.device) for phone in (fresh, lately, long_ago)}
    by = as_actor(village.wang)
    note_wiped(by=by, at=timezone.now() - timedelta(days=364), device=devices[lately])
    note_wiped(by=by, at=timezone.now() - LONG_AGO, device=devices[long_ago])
    tidy_here()
    assert {*Device.objects.values_list("pk", flat=True)} == {devices[fresh].pk, devices[lately].pk}
    assert verify_community(OWN).bad is None


def test_why_a_late_fact_was_put_aside_is_forgotten_after_a_year(village):
    from minqing.ledger.ids import uuid7

    now = timezone.now()
    for at in (now - LONG_AGO, now):
        row = hand_fact(
            by=as_actor(village.li),
            at=at,
            fact=uuid7(),
            kind="household.confirm",
            body={"household": str(village.zhao.pk)},
            sender=village.li,
            household=village.zhao,
            received_at=at,
        )
        put_aside(by=as_actor(village.wang), at=at, handed=row, reason="已经问过了")
    tidy_here()
    assert [*Handed.objects.order_by("ended_at").values_list("reason", flat=True)] == ["", "已经问过了"]
    assert verify_community(OWN).bad is None


def test_a_clash_that_is_settled_keeps_neither_value(village):
    now = timezone.now()
    clash = Clash.objects.create(
        community=OWN,
        resident=village.zhao_one,
        field="born",
        shown="1950",
        other="1951",
        shown_at=now,
        other_at=now,
    )
    settle_clash(by=as_actor(village.wang), at=now, clash=clash, choose="other")
    clash.refresh_from_db()
    village.zhao_one.refresh_from_db()
    assert (village.zhao_one.born, clash.shown, clash.other) == ("1951", None, None)


def test_every_community_is_entered_and_none_stays_entered():
    from minqing.access.acting import acting

    before = acting()
    entered = [(code, acting().communities) for code in each_community()]
    assert [code for code, _communities in entered] == sorted([OWN, SIBLING, OTHER])
    assert all(communities == (code,) for code, communities in entered)
    assert acting() == before
