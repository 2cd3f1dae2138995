"""Two people correct the same person: both are kept, the later noted shows, the clash is put to a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.households.actions import correct_resident
from minqing.households.models import Membership, Resident
from minqing.households.persons import Person
from minqing.sync.models import Clash, FieldNoted
from tests.factories.desk import Desk
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.factories.phones import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    with in_community(OWN):
        yield Desk()


@pytest.fixture
def phone(desk):
    return Phone(desk.wang)


@pytest.fixture
def resident(desk):
    return Resident.objects.get(name="赵二")


def correct_at_desk(desk, resident, at, **facts):
    """The secretary corrects at the desk."""
    words = {"name": resident.name, "relation": "child"} | facts
    correct_resident(by=as_actor(desk.secretary), at=at, resident=resident, person=Person(**words))


def correction(phone, resident, seen, set_, ago=timedelta()):
    """A correction noted on the phone a while ago."""
    body = {"resident": str(resident.pk), "seen": seen, "set": set_}
    return phone.note("resident.correct", body, noted_at=phone.now - ago)


def test_a_correction_of_what_nobody_changed_is_written_and_nothing_clashes(desk, phone, resident):
    set_ = {"phones": ["138 0000 0000"], "born": "1990年3月"}
    assert correction(phone, resident, {"phones": [], "born": ""}, set_)["state"] == "received"
    resident.refresh_from_db()
    assert (resident.phones, resident.born) == (["13800000000"], "1990-03")
    assert Clash.objects.count() == 0
    assert set(FieldNoted.objects.values_list("field", flat=True)) == {"phones", "born"}


def test_different_fields_do_not_clash(desk, phone, resident):
    correct_at_desk(desk, resident, timezone.now(), born="1990")
    correction(phone, resident, {"phones": []}, {"phones": ["13800000000"]}, timedelta(hours=1))
    resident.refresh_from_db()
    assert (resident.born, resident.phones) == ("1990", ["13800000000"])
    assert Clash.objects.count() == 0


def test_an_earlier_correction_that_arrives_late_does_not_show_and_is_kept(desk, phone, resident):
    correct_at_desk(desk, resident, timezone.now(), born="1990")
    assert (
        correction(phone, resident, {"born": ""}, {"born": "1991"}, timedelta(hours=1))["state"] == "received"
    )
    resident.refresh_from_db()
    clash = Clash.objects.get()
    assert resident.born == "1990" and (clash.field, clash.shown, clash.other) == ("born", "1990", "1991")
    assert (clash.shown_by, clash.other_by) == (desk.secretary.account_id, desk.wang.account_id)
    assert clash.other_at < clash.shown_at


def test_a_later_correction_shows_and_what_it_displaced_is_kept(desk, phone, resident):
    correct_at_desk(desk, resident, timezone.now() - timedelta(hours=1), born="1990")
    correction(phone, resident, {"born": ""}, {"born": "1991"})
    resident.refresh_from_db()
    clash = Clash.objects.get()
    assert resident.born == "1991" and (clash.shown, clash.other) == ("1991", "1990")


def test_choosing_the_other_writes_it_and_settles(desk, phone, resident):
    correct_at_desk(desk, resident, timezone.now() - timedelta(hours=1), born="1990")
    correction(phone, resident, {"born": ""}, {"born": "1991"})
    clash = Clash.objects.get()
    assert phone.note("clash.settle", {"clash": str(clash.pk), "choose": "other"})["state"] == "received"
    resident.refresh_from_db()
    clash.refresh_from_db()
    assert resident.born == "1990" and clash.settled_by == desk.wang.account_id
    again = phone.note("clash.settle", {"clash": str(clash.pk), "choose": "shown"})
    assert again["why"]["code"] == "closed"


def test_choosing_what_shows_changes_nothing_but_the_clash(desk, phone, resident):
    correct_at_desk(desk, resident, timezone.now() - timedelta(hours=1), born="1990")
    correction(phone, resident, {"born": ""}, {"born": "1991"})
    assert (
        phone.note("clash.settle", {"clash": str(Clash.objects.get().pk), "choose": "shown"})["state"]
        == "received"
    )
    resident.refresh_from_db()
    assert resident.born == "1991" and Clash.objects.get().settled_at is not None


def test_of_three_corrections_none_is_lost(desk, phone, resident):
    correct_at_desk(desk, resident, timezone.now() - timedelta(hours=3), born="1990")
    correction(phone, resident, {"born": ""}, {"born": "1991"}, timedelta(hours=2))
    correction(Phone(desk.secretary), resident, {"born": ""}, {"born": "1992"}, timedelta(hours=1))
    resident.refresh_from_db()
    assert resident.born == "1992"
    assert sorted((row.shown, row.other) for row in Clash.objects.all()) == [
        ("1992", "1990"),
        ("1992", "1991"),
    ]


def test_the_relation_meets_in_the_same_way(desk, phone, resident):
    correct_at_desk(desk, resident, timezone.now(), relation="spouse")
    correction(phone, resident, {"relation": "child"}, {"relation": "parent"}, timedelta(hours=1))
    assert Membership.objects.get(resident=resident).relation == "spouse"
    assert Clash.objects.get().other == "parent"


def test_what_cannot_be_is_refused_by_field_and_nothing_is_noted(desk, phone, resident):
    receipt = correction(phone, resident, {"born": ""}, {"born": "2999"})
    assert receipt["why"]["fields"].keys() == {"born"}
    assert FieldNoted.objects.count() == 0


def test_a_phone_that_confirms_what_it_saw_changes_nothing(desk, phone, resident):
    correction(phone, resident, {"name": "赵二"}, {"name": "赵二"})
    assert FieldNoted.objects.count() == 0
