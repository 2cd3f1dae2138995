"""A consent says for what, told what, by whom, how and until when; withdrawn, it takes with it what hung on
it.
"""

from datetime import timedelta

import pytest

from minqing.access.acting import in_community
from minqing.households.models import CareNeed
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from minqing.privacy.actions import record_consent, withdraw_consent
from minqing.privacy.models import Consent
from tests.factories.care import NEXT_YEAR, NOON, TODAY, a_care_need, a_consent, a_door
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_member, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here():
    with in_community(OWN):
        yield


def test_a_consent_is_written_down_whole():
    door = a_door()
    consent = a_consent(door, how="guardian", given_by="赵某（女儿）")
    assert list(Consent.objects.values_list("pk", "resident_id", "how", "given_by", "given_on", "until")) == [
        (consent.pk, door.resident.pk, "guardian", "赵某（女儿）", TODAY, NEXT_YEAR)
    ]
    assert consent.taken_by_id == door.keeper.account_id


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"purpose": "  "}, "purpose"),
        ({"told": ""}, "told"),
        ({"how": "sworn"}, "how"),
        ({"how": "guardian"}, "given_by"),
        ({"given_by": "赵某"}, "given_by"),
        ({"given_on": TODAY + timedelta(days=1)}, "given_on"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"told": "号码 11010119500101" + "000" + "6"}, "told"),
    ],
)
def test_a_consent_that_leaves_something_out_is_refused_at_its_field(more, field):
    door = a_door()
    with pytest.raises(Refused) as refused:
        a_consent(door, **more)
    assert list(refused.value.message_dict) == [field]
    assert Consent.objects.count() == 0


def test_someone_of_another_committee_writes_no_consent():
    door = a_door()
    with in_community(SIBLING):
        stranger = as_actor(a_member())
    with pytest.raises(Denied):
        record_consent(
            by=stranger,
            at=NOON,
            community=OWN,
            resident_id=door.resident.pk,
            purpose="看望",
            told="都说了",
            how="spoken",
            given_on=TODAY,
            until=NEXT_YEAR,
        )


def test_withdrawing_erases_the_needs_that_hang_on_it_and_no_others():
    door = a_door()
    kept, withdrawn = a_consent(door), a_consent(door)
    other, need = a_care_need(door, kept), a_care_need(door, withdrawn)
    withdraw_consent(by=door.by, at=NOON, consent=withdrawn)
    need.refresh_from_db()
    other.refresh_from_db()
    assert (bytes(need.sealed), need.key_id, need.ended_on) == (b"", "", TODAY)
    assert (bytes(other.sealed) != b"", other.ended_on) == (True, None)
    assert Consent.objects.get(pk=withdrawn.pk).withdrawn_at == NOON
    assert list(Record.objects.order_by("-seq").values_list("kind", flat=True)[:2]) == [
        "consent.withdraw",
        "care.erase_on_withdrawal",
    ]
    with pytest.raises(Refused):
        withdraw_consent(by=door.by, at=NOON, consent=withdrawn)


def test_no_need_is_noted_on_a_withdrawn_consent():
    door = a_door()
    consent = a_consent(door)
    withdraw_consent(by=door.by, at=NOON, consent=consent)
    with pytest.raises(Refused):
        a_care_need(door, consent)
    assert CareNeed.objects.count() == 0


def test_a_consent_of_the_past_may_still_hold():
    door = a_door()
    assert a_consent(door, given_on=TODAY - timedelta(days=100), until=TODAY).until == TODAY
