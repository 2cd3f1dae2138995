"""The page of phones: whose carry the notebook, and making one forget."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.access.models import Post
from minqing.access.scope import Viewer
from minqing.ledger.models import Record
from minqing.sync.actions import note_wiped
from minqing.sync.models import Device
from minqing.sync.queries import own_phones, phones_of_others
from minqing.territory.models import Community
from tests.factories.desk import Desk, a_neighbour, an_officer, signed_in, to
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_member, as_actor
from tests.factories.phones import Phone, enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN):
        yield Desk()


def a_phone(member: Any, name: str) -> Device:
    """A phone of this name that the member has enrolled."""
    return Device.objects.get(pk=enrol(member, name=name)["device"])


def test_a_member_sees_the_own_phones_and_the_secretary_every_one_of_the_community(desk: Desk) -> None:
    a_phone(desk.wang, "王的手机"), a_phone(desk.li, "李的手机"), a_phone(desk.secretary, "书记的手机")
    with in_community(SIBLING):
        enrol(a_member("邻委员"), SIBLING, name="邻居的手机")
    names = ["王的手机", "李的手机", "书记的手机", "邻居的手机"]
    for who, seen in ((desk.wang, names[:1]), (desk.li, names[1:2]), (desk.secretary, names[:3])):
        page = signed_in(who).get(to("phones"))
        assert page.status_code == 200
        assert [name for name in names if name in page.content.decode()] == seen


def test_the_page_names_the_address_of_the_notebook(desk: Desk) -> None:
    page = signed_in(desk.wang).get(to("phones")).content.decode()
    assert f"http://testserver/{OWN}/notebook/</a>" in page
    assert "No phone carries your notebook yet." in page


def test_the_members_home_names_the_address_until_a_phone_carries_the_notebook(desk: Desk) -> None:
    client, address = signed_in(desk.wang), f"http://testserver/{OWN}/notebook/"
    assert address in client.get(to("home")).content.decode()
    enrol(desk.wang)
    assert address not in signed_in(desk.wang).get(to("home")).content.decode()
    assert address not in signed_in(desk.secretary).get(to("home")).content.decode()


def test_making_the_own_phone_forget_reaches_it_at_its_next_contact_and_can_be_taken_back(desk: Desk) -> None:
    phone, client = Phone(desk.wang), signed_in(desk.wang)
    assert phone.get("device").json()["forget"] is False
    answer = client.post(to("phone_forget", phone.device))
    assert (answer.status_code, answer["Location"]) == (303, to("phones"))
    assert phone.get("device").json()["forget"] is True
    page = client.get(to("phones")).content.decode()
    assert "waits for contact, then empties itself" in page
    # The toast undoes it by the same address as the button.
    assert page.count(f'action="{to("phone_keep", phone.device)}"') == 2
    client.post(to("phone_keep", phone.device))
    assert phone.get("device").json()["forget"] is False
    kinds = Record.objects.filter(community=OWN, kind__startswith="device.").order_by("seq")
    assert list(kinds.values_list("kind", flat=True)) == ["device.enrol", "device.forget", "device.keep"]


def test_what_is_wiped_can_neither_be_made_to_forget_nor_to_keep(desk: Desk) -> None:
    device, client = a_phone(desk.wang, "王的手机"), signed_in(desk.wang)
    note_wiped(by=as_actor(desk.wang), at=timezone.now(), device=device)
    for name, words in (
        ("phone_forget", "This phone is wiped already."),
        ("phone_keep", "This phone is wiped already. Enrol it anew."),
    ):
        page = client.post(to(name, device.pk), follow=True).content.decode()
        assert words in page
    device.refresh_from_db()
    assert device.wiped_at is not None and device.forgotten_at is not None


def test_the_secretary_may_make_any_phone_of_her_community_forget_and_nobody_else_another_s(
    desk: Desk,
) -> None:
    device = a_phone(desk.wang, "王的手机")
    others = [signed_in(desk.li), signed_in(a_neighbour()), signed_in(an_officer())]
    for client in others:
        assert client.post(to("phone_forget", device.pk)).status_code == 404
        assert client.post(to("phone_keep", device.pk)).status_code == 404
    nobody = Client().post(to("phone_forget", device.pk))
    assert nobody.status_code == 302 and "/account/login/" in nobody["Location"]
    device.refresh_from_db()
    assert device.forgotten_at is None
    assert signed_in(desk.secretary).post(to("phone_forget", device.pk)).status_code == 303
    device.refresh_from_db()
    assert device.forgotten_at is not None


def test_a_phone_of_another_community_is_missing_even_to_its_own_owner(desk: Desk) -> None:
    with in_community(SIBLING):
        foreign = enrol(a_member("邻委员"), SIBLING)["device"]
    for client in (signed_in(desk.secretary), signed_in(desk.wang)):
        assert client.post(to("phone_forget", foreign)).status_code == 404


@pytest.mark.parametrize("name", ["phone_forget", "phone_keep"])
def test_forgetting_is_never_done_by_a_link(desk: Desk, name: str) -> None:
    device = a_phone(desk.wang, "王的手机")
    assert signed_in(desk.wang).get(to(name, device.pk)).status_code == 405


def test_each_phone_tells_its_state(desk: Desk) -> None:
    now = timezone.now()
    states = {
        "works": {},
        "silent": {"contact_at": now - timedelta(days=15)},
        "forgetting": {"forgotten_at": now, "contact_at": now - timedelta(days=15)},
        "wiped": {"forgotten_at": now, "wiped_at": now},
        "gone": {"wiped_at": now - timedelta(days=91)},
    }
    for name, fields in states.items():
        Device.objects.filter(pk=a_phone(desk.wang, name).pk).update(**fields)
    viewer = Viewer(as_actor(desk.wang), Community.objects.get(community=OWN), now)
    assert {line.device.name: line.state for line in own_phones(viewer)} == {
        name: name for name in ("works", "silent", "forgetting", "wiped")
    }
    assert phones_of_others(viewer) == []
    # A post that has ended: the door refuses its phones, and the secretary sees it.
    Post.objects.filter(account=desk.wang.account_id).update(to_day=viewer.today)
    secretary = Viewer(as_actor(desk.secretary), viewer.community, now)
    assert {line.device.name: line.state for line in phones_of_others(secretary)} == {
        "works": "refused",
        "silent": "refused",
        "forgetting": "forgetting",
        "wiped": "wiped",
    }


def test_the_page_asks_as_much_for_three_phones_as_for_one(desk: Desk) -> None:
    a_phone(desk.wang, "一"), a_phone(desk.li, "一")
    client = signed_in(desk.secretary)
    client.get(to("phones"))
    with CaptureQueriesContext(connection) as first:
        client.get(to("phones"))
    for name in ("二", "三"):
        a_phone(desk.wang, name), a_phone(desk.li, name)
    with CaptureQueriesContext(connection) as second:
        client.get(to("phones"))
    assert len(second) == len(first)
