"""What browsers are told: keep nothing, run nothing of others, tell nobody where somebody came from."""

import pytest
from django.test import Client

from minqing.accounts.models import Account
from tests.factories.ground import OWN
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> World:
    return World(OWN, "本")


def test_pages_and_files_about_people_are_kept_by_no_browser_and_no_proxy(own):
    client = Client()
    client.force_login(own.secretary.account)
    paths = [
        "",
        "register/?q=x",
        f"residents/{own.resident.pk}/",
        f"residents/{own.resident.pk}/care/",
        "no-such-page/",
    ]
    paths += [f"diary/entries/{own.entry.pk}/", f"concerns/{own.concern.pk}/", "notices/", "opinions/"]
    for path in paths:
        answer = client.get(f"/{OWN}/desk/{path}")
        assert "no-store" in answer.headers["Cache-Control"], path
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"]
        assert (
            "unsafe" not in policy and "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        )


def test_the_file_handed_to_a_resident_is_not_kept_either(own):
    client = Client()
    client.force_login(own.keeper.account)
    url = f"/{OWN}/desk/residents/{own.resident.pk}/export/"
    answer = client.post(url, {"reason": "本人当面要求"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_photo_is_shown_to_its_keeper_alone_and_never_kept(own):
    for member, status in ((own.keeper, 200), (own.colleague, 404), (own.secretary, 404)):
        client = Client()
        client.force_login(member.account)
        answer = client.get(f"/{OWN}/desk/diary/photos/{own.photo.pk}/")
        assert answer.status_code == status  # it belongs to a draft
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_session_is_out_of_reach_of_scripts_and_other_sites():
    Account.objects.create_user("lishuji", "wenquan-shuini-72", name="李书记")
    client = Client()
    client.post("/account/login/", {"login": "lishuji", "password": "wenquan-shuini-72"})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/", f"/{OWN}/", "/110101005/", "/account/login/"])
def test_a_stranger_sees_nobodys_name(own, path):
    text = Client().get(path).content.decode()
    for name in (own.secretary.name, own.keeper.name, own.resident.name, own.yard.name):
        assert name not in text
