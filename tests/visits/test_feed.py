"""The calendar feed: hours and a number of doors, under a key that can be shut. It names nobody."""

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from minqing.access.acting import in_community
from minqing.visits.actions import make_feed_key, revoke_feed_key
from minqing.visits.models import FeedKey
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import as_actor
from tests.factories.visits import planned, visiting
from tests.visits.conftest import NOW, Lane, signed_in

pytestmark = pytest.mark.django_db


def read(key: str, code: str = OWN) -> tuple[int, str]:
    answer = Client(headers={"accept-language": "en"}).get(reverse("calendar_feed", args=[code, key]))
    return answer.status_code, answer.content.decode()


@pytest.fixture
def key(lane: Lane) -> str:
    from django.utils import timezone

    visiting(lane.wang, 1, time(9), time(11))
    planned(lane.wang, timezone.localdate(), NOW)
    return make_feed_key(by=as_actor(lane.wang), at=NOW, member=lane.wang)


def test_it_tells_the_hours_and_how_many_doors(key: str) -> None:
    status, text = read(key)
    events = Calendar.from_ical(text).walk("VEVENT")
    assert (status, sorted(str(each["summary"]) for each in events)) == (
        200,
        ["Visiting hours", "Visits: 2 doors"],
    )


def test_it_names_no_resident_and_no_home(key: str, lane: Lane) -> None:
    _, text = read(key)
    text = text.replace("\r\n ", "")
    for word in ("钱老太", "孙先生", "示例胡同", "王委员", str(lane.qian.pk)):
        assert word not in text


def test_every_event_has_an_id_of_its_own_and_keeps_it(key: str) -> None:
    first, again = (
        [str(each["uid"]) for each in Calendar.from_ical(read(key)[1]).walk("VEVENT")] for _ in range(2)
    )
    assert first == again and len(set(first)) == len(first) == 2


def test_only_the_digest_of_a_key_is_kept(key: str) -> None:
    assert key.encode() not in bytes(FeedKey.objects.get().digest)
    assert len(bytes(FeedKey.objects.get().digest)) == 32


def test_a_key_that_was_shut_opens_nothing(key: str, lane: Lane) -> None:
    revoke_feed_key(by=as_actor(lane.wang), at=NOW, key=FeedKey.objects.get())
    assert read(key)[0] == 404


def test_a_new_key_shuts_the_old(key: str, lane: Lane) -> None:
    newer = make_feed_key(by=as_actor(lane.wang), at=NOW, member=lane.wang)
    assert (read(key)[0], read(newer)[0]) == (404, 200)


def test_a_key_opens_nothing_in_another_community(key: str) -> None:
    with in_community(SIBLING):
        assert read(key, SIBLING)[0] == 404


def test_who_has_left_has_no_feed(key: str, lane: Lane) -> None:
    lane.wang.left_on = NOW.date()
    lane.wang.save()
    assert read(key)[0] == 404


def test_the_page_shows_the_address_once(lane: Lane) -> None:
    client = signed_in(lane.wang)
    made = client.post(reverse("feed_keys", args=[OWN])).content.decode()
    again = client.get(reverse("feed_keys", args=[OWN])).content.decode()
    assert (".ics" in made, ".ics" in again) == (True, False)
