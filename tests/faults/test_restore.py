"""A server put back from a backup: phones notice, send again what they hold, and who was erased stays erased.

The backup is a savepoint; putting it back is a rollback to it. What lies beside the database stays.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import TestCase
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.diary.models import Entry
from minqing.households.erasing import EraseReason, erase_resident
from minqing.households.models import Resident
from tests.factories.ground import OWN
from tests.faults import truth
from tests.sync import facts
from tests.sync.phone import Phone
from tests.sync.village import Village, a_phone, verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Iterator[Village]:
    """王 and 李, and who lives in their zones."""
    with in_community(OWN):
        yield Village()


@pytest.fixture
def phone(village: Village) -> Phone:
    """王's phone, with the zone on it."""
    one = a_phone(village.wang)
    assert one.sync() == "done"
    return one


def erased(village: Village, id: str, reason: str) -> None:
    """The secretary erases a person, and it is committed: the list beside the database is written then."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        person = Resident.objects.get(pk=id)
        erase_resident(by=village.secretary_acts, at=timezone.now(), resident=person, reason=reason)


def after(backup: str) -> None:
    """Put the database back."""
    transaction.savepoint_rollback(backup)


def test_what_was_acknowledged_after_the_backup_is_sent_again(village: Village, phone: Phone) -> None:
    facts.entry(phone, "备份之前")
    assert phone.sync() == "done"
    backup = transaction.savepoint()
    entry = facts.entry(phone, "备份之后", str(village.zhao.pk))
    facts.addendum(phone, entry, "补记")
    assert phone.sync() == "done"
    after(backup)
    assert list(Entry.objects.values_list("matter", flat=True)) == ["备份之前"]
    assert phone.sync() == "done"
    assert [one.state for one in phone.kept.book] == ["received"] * 3
    assert truth.lost(phone) == truth.twice(phone) == truth.out_of_order(phone) == []
    assert verdict().bad is None


def test_a_phone_that_pushed_and_died_before_it_pulled_notices_too(village: Village, phone: Phone) -> None:
    facts.entry(phone, "第一")
    assert phone.push() == "done"
    backup = transaction.savepoint()
    facts.entry(phone, "第二")
    assert phone.push() == "done"
    after(backup)
    # It stands at a place that the server still knows, but has heard of a later one that is gone.
    assert phone.sync() == "done"
    assert truth.lost(phone) == []


def test_it_is_noticed_when_others_wrote_on_since(village: Village, phone: Phone) -> None:
    backup = transaction.savepoint()
    facts.entry(phone, "会丢的")
    assert phone.push() == "done"
    after(backup)
    other = a_phone(village.li)
    for n in range(5):
        facts.entry(other, f"别人的{n}")
    assert other.sync() == "done"
    assert phone.sync() == "done"
    assert truth.lost(phone) == [] and Entry.objects.filter(matter="会丢的").count() == 1


def test_a_step_is_not_sent_before_the_concern_that_the_server_lost(village: Village, phone: Phone) -> None:
    backup = transaction.savepoint()
    concern = facts.concern(phone, "楼道灯不亮")
    assert phone.sync() == "done"
    facts.step(phone, concern, "已报街道")
    after(backup)
    assert phone.sync() == "done"
    assert [one.state for one in phone.kept.book] == ["received", "received"]
    assert truth.lost(phone) == []


def test_who_was_erased_after_the_backup_stays_erased(village: Village, phone: Phone) -> None:
    resident = facts.newcomer(phone, str(village.zhao.pk), "孙某人")
    concern = facts.concern(phone, "门铃坏了", str(village.zhao.pk))
    assert phone.sync() == "done"
    backup = transaction.savepoint()
    facts.correction(phone, resident, {"phones": []}, {"phones": ["13900000001"]})
    assert phone.sync() == "done"
    erased(village, resident, EraseReason.ASKED)
    after(backup)
    assert phone.sync() == "done"
    kinds = {one.said["kind"]: one for one in phone.kept.book}
    assert truth.why(kinds["resident.correct"]) == "erased"
    assert phone.fact(concern).state == "received"
    names = [one["name"] for home in phone.records("household").values() for one in home["residents"]]
    assert "孙某人" not in names


def test_who_was_added_and_erased_after_the_backup_does_not_come_back(village: Village, phone: Phone) -> None:
    backup = transaction.savepoint()
    resident = facts.newcomer(phone, str(village.zhao.pk), "孙某人")
    assert phone.sync() == "done"
    erased(village, resident, EraseReason.MISTAKE)
    after(backup)
    assert phone.sync() == "done"
    assert truth.why(phone.fact(resident)) == "erased"
    assert not Resident.objects.filter(pk=resident).exists()
