"""The demo: the fifteen cases and weeks of diaries, by the same actions that people use."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from minqing.access.acting import in_community
from minqing.access.models import Post
from minqing.accounts.models import Account
from minqing.committee.queries import uncovered
from minqing.concerns.models import Concern, Promise
from minqing.demo import clock, fill, ground
from minqing.demo.cases import CASES
from minqing.demo.doors import door_links
from minqing.demo.people import COMMUNITY, DOORS
from minqing.diary.models import Entry
from minqing.households.models import Resident
from minqing.ledger.verify import verify_community
from tests.factories.ground import OWN

pytestmark = pytest.mark.django_db
# A Tuesday, late in the afternoon.
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def smaller(monkeypatch, settings):
    """The same program on a smaller ground and over three weeks, not run yet."""
    settings.DEMO = True
    for module in (ground, fill):
        monkeypatch.setattr(module, "COURTYARDS", 18)
        monkeypatch.setattr(module, "BLOCKS", 1)
        monkeypatch.setattr(module, "ENTRANCES", 2)
    monkeypatch.setattr(ground, "HOMES_A_COURTYARD", (3, 4))
    monkeypatch.setattr(ground, "FLOORS", 2)
    monkeypatch.setattr(ground, "HOMES_A_FLOOR", 2)
    monkeypatch.setattr(clock, "WEEKS", 3)


@pytest.fixture
def small(smaller):
    """The demo, filled late on a Tuesday afternoon."""
    heard = []
    fill.fill_demo(lambda done, total: heard.append((done, total)), NOW)
    with in_community(COMMUNITY):
        yield heard


def test_the_demo_is_filled_in_the_night_too(smaller):
    after_midnight = datetime(2026, 11, 25, 0, 20, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    fill.fill_demo(lambda done, total: None, after_midnight)
    with in_community(COMMUNITY):
        assert list(uncovered(COMMUNITY, date(2026, 11, 25))) == []


def test_the_demo_makes_sense(small):
    assert small[-1][0] == small[-1][1], "progress ends where it said it would"
    assert verify_community(COMMUNITY).bad is None
    assert list(uncovered(COMMUNITY, NOW.date())) == []
    matters = set(Entry.objects.values_list("matter", flat=True))
    assert {case.matter for case in CASES} <= matters
    urgent = Concern.objects.filter(grade="urgent", acknowledged_at__isnull=True, closed_at__isnull=True)
    assert urgent.count() == 1, "one urgent matter of today waits"
    assert Concern.objects.filter(stage="reopened").exists()
    assert Promise.objects.filter(state="open", due__lt=NOW).exists(), "some are late"
    states = set(Promise.objects.values_list("state", flat=True))
    assert {"open", "kept", "missed", "extended"} <= states
    assert not Entry.objects.filter(began_at__gt=NOW).exists()
    assert not Resident.objects.filter(phones__0__regex="^(?!1990000)").exists(), "telephones are invented"


@pytest.fixture
def people(settings):
    """The accounts that the doors open, and the posts that lead to their desks."""
    settings.DEMO = True
    for door, (role, code) in zip(
        DOORS, [("secretary", OWN), ("member", OWN), ("officer", OWN[:9]), ("reader", OWN[:6])], strict=True
    ):
        account = Account.objects.create_user(door.username, None, name=door.username)
        Post.objects.create(account=account, role=role, code=code, from_day=date(2026, 1, 1))


def test_each_door_lets_its_role_in(people, client):
    links = door_links("http://localhost:8000")
    assert len(links) == len(DOORS)
    for door, (_label, link) in zip(DOORS, links, strict=True):
        response = client.get(link.removeprefix("http://localhost:8000"), follow=True)
        assert response.status_code == 200
        assert Account.objects.get(pk=client.session["_auth_user_id"]).username == door.username


def test_outside_the_demo_there_is_no_door(people, client, settings):
    (_label, link), *_rest = door_links("")
    settings.DEMO = False
    assert client.get(link).status_code == 404
    settings.DEMO = True
    assert client.get(reverse("demo_door", args=["forged"])).status_code == 404
    assert client.get(link).status_code == 302
