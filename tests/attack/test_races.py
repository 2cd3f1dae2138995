"""Two at one moment: pressed twice, done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.concerns.models import Concern, Step
from minqing.diary.models import Entry
from minqing.ledger.models import Record
from tests.factories.concerns import a_concern
from tests.factories.diary import a_draft
from tests.factories.ground import OWN
from tests.factories.people import a_member, a_secretary, an_account

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(account: Any, url: str, said: dict[str, Any]) -> list[int]:
    """Post the same form four times in the same moment; what was answered."""
    gate = Barrier(AT_ONCE)
    clients = [Client(raise_request_exception=False) for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(account)

    def press(client: Client) -> int:
        try:
            gate.wait(timeout=10)
            return int(client.post(url, said).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(press, clients))


def counted(kind: str) -> int:
    with in_community(OWN):
        return Record.objects.filter(community=OWN, kind=kind).count()


@pytest.fixture
def member() -> Any:
    with in_community(OWN):
        a_secretary()
        return a_member()


def test_a_draft_is_handed_in_once(member):
    with in_community(OWN):
        draft = a_draft(member, at=timezone.now())
    answers = at_once(member.account, reverse("entry_hand_in", args=[OWN, draft.pk]), {})
    assert all(status < 500 for status in answers)
    assert counted("diary.hand_in") == 1


def test_an_entry_is_written_once(member):
    said = {"fact": str(uuid4()), "began_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "outcome": "met",
            "satisfaction": "not_asked", "matter": "楼道灯不亮", "courtyard": "", "household": ""}  # fmt: skip
    answers = at_once(member.account, reverse("entry_new", args=[OWN]), said)
    with in_community(OWN):
        assert Entry.objects.count() == 1
    assert all(status < 500 for status in answers), answers


def test_a_concern_is_noted_once_and_a_step_taken_once(member):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    said = {"fact": str(uuid4()), "matter": "楼道灯不亮", "category": "other", "grade": "urgent", "source": "visit",
            "level": "member", "noted_at": now}  # fmt: skip
    answers = at_once(member.account, reverse("concern_new", args=[OWN]), said)
    with in_community(OWN):
        concern = Concern.objects.get()
    answers += at_once(
        member.account,
        reverse("concern_step", args=[OWN, concern.pk]),
        {"fact": str(uuid4()), "kind": "comment", "text": "看过了"},
    )
    with in_community(OWN):
        assert Step.objects.filter(kind="comment").count() == 1
    assert all(status < 500 for status in answers), answers


def test_two_concerns_have_two_numbers_without_a_gap(member):
    with in_community(OWN):
        a_concern(member, at=timezone.now())
        other = an_account("李书记", "secretary")
    url = reverse("concern_new", args=[OWN])
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    said = {
        "matter": "x",
        "category": "other",
        "grade": "ordinary",
        "source": "visit",
        "level": "member",
        "noted_at": now,
    }
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda account: at_once(account, url, said | {"fact": str(uuid4())}), [member.account, other]
            )
        )
    with in_community(OWN):
        numbers = sorted(
            int(number.split("-")[1]) for number in Concern.objects.values_list("number", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_person_is_appointed_once(member):
    with in_community(OWN):
        secretary = an_account("李书记", "secretary")
    said = {
        "role": "member",
        "username": "sunmou",
        "name": "孙某",
        "from_day": timezone.localdate().isoformat(),
    }
    answers = at_once(secretary, reverse("member_new", args=[OWN]), said)
    assert all(status < 500 for status in answers), answers
    assert counted("post.appoint") == 1
