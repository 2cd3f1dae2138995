"""Erased people stay erased: their rows, what waits about them, and after a backup was put back."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.households.actions import erase_again, erase_resident
from minqing.households.models import Resident
from minqing.households.tasks import keep_erased_here
from minqing.ledger.errors import Denied
from minqing.ledger.ids import uuid7
from minqing.ledger.models import Fact
from minqing.ledger.verify import verify_community
from minqing.privacy import erasures
from minqing.privacy.erasures import erased_ids
from minqing.sync.models import Clash, FieldNoted, Handed
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.factories.phones import Phone, a_concern_body
from tests.sync.village import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    with in_community(OWN):
        yield Village()


@pytest.fixture
def phone(village):
    return Phone(village.wang)


def erase(village, resident, capture):
    """The secretary erases a resident, and the transaction goes through."""
    with capture(execute=True):
        erase_resident(by=as_actor(village.secretary), at=timezone.now(), resident=resident, reason="asked")


def test_a_fact_that_names_an_erased_person_is_refused_and_takes_no_other_with_it(
    village, phone, django_capture_on_commit_callbacks
):
    erase(village, village.zhao_one, django_capture_on_commit_callbacks)
    person = {"resident": str(village.zhao_one.pk)}
    facts = [
        phone.fact("resident.correct", {**person, "seen": {"name": "赵一"}, "set": {"name": "赵壹"}}),
        phone.fact("concern.open", a_concern_body(people=[{**person, "part": "raised"}])),
        phone.fact("concern.open", a_concern_body()),
    ]
    receipts = phone.send(*facts)
    assert [one.get("why", {}).get("code") for one in receipts] == ["erased", "erased", None]


def test_after_a_backup_was_put_back_the_list_still_knows(village, phone, django_capture_on_commit_callbacks):
    added = phone.fact("resident.add", {"household": str(village.zhao.pk), "name": "赵三"})
    phone.send(added)
    newcomer = Resident.objects.get(pk=added["id"])
    erase(village, newcomer, django_capture_on_commit_callbacks)
    # As if put back: the row is as it was before, and the server does not know the fact.
    Fact.objects.all().delete()
    Resident.objects.filter(pk=newcomer.pk).update(erased_at=None, name="赵三")
    assert phone.send(added)[0]["why"]["code"] == "erased"
    confirmed = phone.note("resident.confirm", {"resident": str(newcomer.pk)})
    assert confirmed["why"]["code"] == "erased"


def test_clashes_and_late_facts_about_an_erased_person_are_emptied_and_the_ledger_verifies(
    village, phone, django_capture_on_commit_callbacks
):
    person = {"resident": str(village.zhao_one.pk)}
    for years, hours in (("1990", 2), ("1991", 1)):
        body = {**person, "seen": {"born": ""}, "set": {"born": years}}
        phone.note("resident.correct", body, noted_at=phone.now - timedelta(hours=hours))
    fact = phone.fact(
        "resident.correct", {**person, "seen": {"phones": []}, "set": {"phones": ["13800000000"]}}
    )
    assert Phone(village.li).note("fact.hand", {"fact": fact})["state"] == "handed"
    assert (Clash.objects.count(), FieldNoted.objects.count(), Handed.objects.count()) == (1, 1, 1)
    erase(village, village.zhao_one, django_capture_on_commit_callbacks)
    clash, handed = Clash.objects.get(), Handed.objects.get()
    assert (clash.shown, clash.other) == ("", "") and clash.settled_at is not None
    assert (handed.body, handed.state) == ({}, "dropped")
    assert FieldNoted.objects.count() == 0
    assert verify_community(OWN).bad is None


def test_the_list_survives_half_a_line_and_holds_no_name(
    tmp_path, settings, django_capture_on_commit_callbacks
):
    settings.HOME = SimpleNamespace(path=tmp_path)
    first, second = uuid7(), uuid7()
    for one in (first, second):
        with django_capture_on_commit_callbacks(execute=True):
            erasures.remember_erased(one)
        if one is first:
            with (tmp_path / "erasures").open("ab") as file:
                file.write(b"0190-half")
    assert erased_ids() == {first, second}
    assert (tmp_path / "erasures").stat().st_mode & 0o077 == 0
    lines = (tmp_path / "erasures").read_text().split()
    assert len(lines) == 5, "an id and a moment each, and what a crash left"


def test_whom_a_backup_brought_back_is_erased_again_everywhere(village, django_capture_on_commit_callbacks):
    one = village.zhao_one
    erase(village, one, django_capture_on_commit_callbacks)
    Resident.objects.filter(pk=one.pk).update(erased_at=None, name="赵一", phones=["010-64001234"])
    neighbours = Resident.objects.exclude(pk=one.pk).filter(erased_at__isnull=True).count()
    keep_erased_here(timezone.now())
    one.refresh_from_db()
    assert (one.erased_at is not None, one.name == "赵一", one.phones) == (True, False, [])
    assert Resident.objects.exclude(pk=one.pk).filter(erased_at__isnull=True).count() == neighbours
    assert verify_community(OWN).bad is None
    with pytest.raises(Denied):
        erase_again(by=as_actor(village.secretary), at=timezone.now(), resident=one)


def test_an_erasure_whose_line_was_lost_is_listed_all_the_same(village, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):  # killed between the commit and the line
        erase_resident(
            by=as_actor(village.secretary), at=timezone.now(), resident=village.zhao_one, reason="asked"
        )
    assert village.zhao_one.pk not in erased_ids()
    keep_erased_here(timezone.now())
    assert village.zhao_one.pk in erased_ids()
    before = erasures.place().read_bytes()
    keep_erased_here(timezone.now())
    assert erasures.place().read_bytes() == before
