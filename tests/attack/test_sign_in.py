"""Signing in: guessing is slowed down, a stranger leads nobody elsewhere, a stolen session is not the whole account."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from minqing.access.models import Post, Role
from minqing.accounts.models import Account
from tests.factories.ground import OWN
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db
PASSWORD = "wenquan-shuini-72"


@pytest.fixture
def secretary() -> Account:
    account = Account.objects.create_user("lishuji", PASSWORD, name="李书记")
    Post.objects.create(account=account, role=Role.SECRETARY, code=OWN, from_day=LONG_AGO)
    return account


def try_to_sign_in(client: Client, password: str, **more: Any) -> Any:
    """What the sign-in page answers."""
    return client.post("/account/login/", {"login": "lishuji", "password": password}, **more)


def test_after_five_wrong_passwords_the_right_one_does_not_help_from_any_address(secretary):
    for turn in range(5):
        answer = try_to_sign_in(Client(), f"wrong-{turn}", REMOTE_ADDR=f"192.0.2.{turn}")
        assert answer.status_code == 200
    client = Client()
    try_to_sign_in(client, PASSWORD, REMOTE_ADDR="192.0.2.99")
    assert "_auth_user_id" not in client.session


def test_a_forwarded_address_that_the_sender_makes_up_is_not_believed(secretary):
    for turn in range(5):
        try_to_sign_in(Client(), f"wrong-{turn}", headers={"x-forwarded-for": f"198.51.100.{turn}"})
    client = Client()
    try_to_sign_in(client, PASSWORD, headers={"x-forwarded-for": "198.51.100.200"})
    assert "_auth_user_id" not in client.session


def test_signing_in_makes_a_new_session(secretary):
    client = Client()
    client.get("/account/login/")
    client.session.save()
    before = client.session.session_key
    try_to_sign_in(client, PASSWORD)
    assert client.session["_auth_user_id"] == str(secretary.pk)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_led_elsewhere(secretary, elsewhere):
    client = Client()
    answer = client.post("/account/login/", {"login": "lishuji", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/desk/"
    chosen = client.post("/language/setlang/", {"language": "en", "next": elsewhere})
    assert "evil" not in chosen.headers["Location"] and "javascript" not in chosen.headers["Location"]


def test_a_host_that_is_not_ours_is_refused(secretary):
    assert Client().get("/account/login/", headers={"host": "evil.example"}).status_code == 400


def test_a_form_without_its_token_changes_nothing(secretary):
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)
    answer = client.post(f"/{OWN}/desk/opinions/new/", {"topic": "parking", "text": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "name", ["account_email", "account_change_password", "mfa_index", "usersessions_list"]
)
def test_who_finds_a_session_open_cannot_change_how_its_owner_signs_in(secretary, name):
    client = Client()
    client.force_login(secretary)
    answer = client.post(
        reverse(name),
        {"email": "evil@example.org", "action_add": "", "password1": "x" * 12, "password2": "x" * 12},
    )
    secretary.refresh_from_db()
    assert secretary.check_password(PASSWORD) and secretary.email == ""
    assert not EmailAddress.objects.filter(user=secretary).exists()  # where a lost password is sent to
    assert answer.status_code in (302, 405, 200)


@pytest.mark.parametrize("backend", ["locmem", "smtp"])
def test_asking_for_a_lost_password_tells_nothing_of_who_has_an_account(secretary, settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    secretary.email = "li@example.org"
    secretary.save()
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("li@example.org", "nobody@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].redirect_chain == answers[1].redirect_chain


def test_a_changed_password_ends_the_sessions_that_stood(secretary):
    stolen = Client()
    stolen.force_login(secretary)
    secretary.set_password("another-one-8812")
    secretary.save()
    assert stolen.get(f"/{OWN}/desk/").status_code == 302


def test_who_left_is_out_at_once(secretary):
    client = Client()
    client.force_login(secretary)
    secretary.is_active = False
    secretary.save()
    assert client.get(f"/{OWN}/desk/").status_code == 302
