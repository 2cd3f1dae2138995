"""Where someone changes a password or looks through sessions, their phones are spoken of: they are neither."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from minqing.access.acting import in_community
from tests.factories.desk import Desk, an_officer, signed_in, to
from tests.factories.ground import OWN
from tests.factories.people import an_account
from tests.factories.phones import Phone

pytestmark = pytest.mark.django_db
WAY = f'href="{reverse("my_phones")}"'


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN):
        yield Desk()


@pytest.mark.parametrize("name", ["account_change_password", "usersessions_list", "my_account"])
def test_the_page_leads_to_the_own_phones(desk: Desk, name: str) -> None:
    desk.wang.account.set_password("ein-langes-Wort")
    desk.wang.account.save()
    assert WAY in signed_in(desk.wang).get(reverse(name)).content.decode()


def test_the_way_leads_a_member_to_the_phones_and_others_to_where_they_belong(desk: Desk) -> None:
    for who in (desk.wang, desk.secretary):
        assert signed_in(who).get(reverse("my_phones"))["Location"] == to("phones")
    for account in (an_officer(), an_account("无职务")):
        assert signed_in(account).get(reverse("my_phones"))["Location"] == reverse("my_desk")


def test_a_new_password_leaves_the_phone_as_it_is(desk: Desk) -> None:
    phone = Phone(desk.wang)
    desk.wang.account.set_password("ein-anderes-Wort")
    desk.wang.account.save()
    assert phone.get("device").status_code == 200


def test_ending_all_sessions_leaves_the_phone_as_it_is(desk: Desk) -> None:
    phone, client = Phone(desk.wang), signed_in(desk.wang)
    client.post(reverse("usersessions_list"))
    client.post(reverse("account_logout"))
    assert phone.get("device").status_code == 200


def test_an_account_that_is_closed_stops_its_phones(desk: Desk) -> None:
    phone = Phone(desk.wang)
    desk.wang.account.is_active = False
    desk.wang.account.save()
    assert phone.get("device").status_code == 401
