"""Who speaks at the door: a phone by its own token; what a strange, silent, old or forgotten one is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.access.models import Post
from minqing.accounts.models import Account
from minqing.ledger.ids import uuid7
from minqing.sync.actions import forget_device
from minqing.sync.models import Device
from tests.factories.desk import Desk, a_neighbour, an_officer
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import a_member, an_account, as_actor
from tests.factories.phones import Phone, a_concern_body, enrol

pytestmark = pytest.mark.django_db
QUESTIONS = ("device", "snapshot", "changes?since=0&hash=&scope=")


@pytest.fixture
def desk():
    with in_community(OWN):
        yield Desk()


@pytest.fixture
def phone(desk):
    return Phone(desk.wang)


def code_of(answer):
    """The problem's code, with its status."""
    return answer.status_code, answer.json()["code"]


def test_a_member_enrols_a_phone_and_the_server_keeps_no_token(desk):
    told = enrol(desk.wang, wrap="wrapped-key")
    device = Device.objects.get()
    assert told["device"] == str(device.pk) and told["wrap"] == "wrapped-key"
    assert told["account"] == str(desk.wang.account_id) and told["name"] == "王委员"
    assert told["communities"] == [{"code": OWN, "name": "本社区"}]
    assert told["token"].encode() not in bytes(device.token_digest) and len(device.token_digest) == 32


def test_the_same_phone_enrolled_again_gets_its_wrap_and_the_old_token_is_worth_nothing(desk, phone):
    phone.client.put(phone.url("device/wrap"), {"wrap": "kept"}, content_type="application/json")
    again = enrol(desk.wang, device=phone.device)
    assert (again["device"], again["wrap"]) == (phone.device, "kept")
    assert Device.objects.count() == 1
    assert code_of(phone.get("device")) == (401, "sign_in")


def test_somebody_elses_phone_is_not_taken_over(desk, phone):
    other = enrol(desk.li, device=phone.device)
    assert other["device"] != phone.device and other["wrap"] is None
    assert phone.get("device").status_code == 200


def test_enrolling_asks_for_a_session_of_this_committee_and_for_our_own_page(desk):
    asked, url = {"name": "x"}, f"/{OWN}/sync/v1/enrol"
    assert code_of(Client().post(url, asked, content_type="application/json")) == (401, "sign_in")
    for account in (a_neighbour(), an_officer(), an_account("无职务")):
        client = Client()
        client.force_login(account)
        assert code_of(client.post(url, asked, content_type="application/json")) == (404, "missing")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.wang.account)
    assert code_of(strict.post(url, asked, content_type="application/json")) == (401, "sign_in")
    assert Device.objects.count() == 0


def test_the_session_by_which_a_phone_was_enrolled_ends_shortly(desk):
    client = Client()
    client.force_login(desk.wang.account)
    client.post(f"/{OWN}/sync/v1/enrol", {"name": "x"}, content_type="application/json")
    assert client.session.get_expiry_age() <= 120


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_strange_token_signs_in_whatever_it_asks(desk, phone, question):
    for headers in (
        {},
        {"authorization": "Bearer nothing"},
        {"authorization": "Basic eDp5"},
        {"authorization": "Bearer"},
    ):
        answer = Client(headers=headers).get(phone.url(question))
        assert code_of(answer) == (401, "sign_in") and answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_opens_its_own_community_alone(phone):
    for code in (SIBLING, OTHER, "999999999999"):
        answer = phone.client.get(f"/{code}/sync/v1/device")
        assert code_of(answer) == (401, "sign_in")


def test_a_token_of_another_street_opens_nothing_here(desk, phone):
    with in_community(OTHER):
        stranger = Phone(a_member("外委员"), OTHER)
    fact = stranger.fact("concern.open", a_concern_body())
    answer = stranger.client.post(
        phone.url("facts"), {"sent_at": fact["noted_at"], "facts": [fact]}, content_type="application/json"
    )
    assert code_of(answer) == (401, "sign_in")


def test_two_weeks_without_contact_ask_to_sign_in(phone):
    Device.objects.update(contact_at=timezone.now() - timedelta(days=14, seconds=5))
    assert code_of(phone.get("device")) == (401, "sign_in")
    Device.objects.update(contact_at=timezone.now() - timedelta(days=13))
    assert phone.get("device").status_code == 200
    assert timezone.now() - Device.objects.get().contact_at < timedelta(minutes=1)


def test_whoever_left_the_committee_finds_nothing(desk, phone):
    Post.objects.filter(account=desk.wang.account).update(to_day=timezone.localdate())
    assert code_of(phone.get("device")) == (404, "missing")
    Account.objects.filter(pk=desk.wang.account_id).update(is_active=False)
    assert code_of(phone.get("device")) == (401, "sign_in")


def test_a_forgotten_phone_sends_what_waits_and_is_wiped(desk, phone):
    forget_device(by=as_actor(desk.wang), at=timezone.now(), device=Device.objects.get())
    for question in QUESTIONS[1:]:
        assert code_of(phone.get(question)) == (410, "forget")
    wrapped = phone.client.put(phone.url("device/wrap"), {"wrap": "x"}, content_type="application/json")
    assert code_of(wrapped) == (410, "forget")
    assert phone.get("device").json()["forget"] is True
    assert phone.note("concern.open", a_concern_body())["state"] == "received"
    assert phone.client.delete(phone.url("device")).status_code == 200
    assert code_of(phone.get("device")) == (401, "sign_in")
    assert code_of(phone.post()) == (401, "sign_in")
    device = Device.objects.get()
    assert device.wrap == "" and device.wiped_at is not None


def test_only_the_member_and_the_secretary_make_a_phone_forget(desk, phone):
    from minqing.ledger.errors import Denied

    device = Device.objects.get()
    with pytest.raises(Denied):
        forget_device(by=as_actor(desk.li), at=timezone.now(), device=device)
    forget_device(by=as_actor(desk.secretary), at=timezone.now(), device=device)
    assert phone.get("device").json()["forget"] is True


@pytest.mark.parametrize("version", ["0", "-1", "x", "", "²"])
def test_an_old_notebook_is_told_to_update_and_keeps_what_waits(phone, version):
    answer = phone.client.get(phone.url("device"), headers={"x-minqing-client": version})
    assert code_of(answer) == (426, "update")
    assert phone.client.get(phone.url("device"), headers={"x-minqing-client": "1"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"null", "application/json"),
        (b"[]", "application/json"),
        (b'{"facts": []}', "application/json"),
        (b'{"sent_at": "2026-11-24T01:00:00Z", "facts": [], "more": 1}', "application/json"),
        (b'{"sent_at": "2026-11-24T01:00:00", "facts": []}', "application/json"),
        (b'{"sent_at": 1e300, "facts": []}', "application/json"),
        (b'{"sent_at": NaN, "facts": []}', "application/json"),
        (b'{"sent_at": "0000-01-01T00:00:00Z", "facts": []}', "application/json"),
        (b'{"sent_at": "9999-12-31T23:59:59Z", "facts": []}', "application/json"),
        (b'{"sent_at": "2026-11-24T01:00:00Z", "facts": [{"id": "x"}]}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/json"),
        (b'{"sent_at": "2026-11-24T01:00:00Z", "facts": []}', "text/plain"),
        (b"9" * 5000, "application/json"),
    ],
)
def test_what_is_not_this_contract_is_unreadable_as_a_whole(phone, body, kind):
    answer = phone.client.post(phone.url("facts"), body, content_type=kind)
    assert code_of(answer) == (422, "unreadable")


def test_more_facts_than_fifty_or_more_bytes_than_allowed_are_refused_as_a_whole(phone):
    facts = [phone.fact("concern.open", a_concern_body()) for _ in range(51)]
    assert code_of(phone.post(*facts)) == (422, "unreadable")
    for size in (3, 6):
        answer = phone.client.post(
            phone.url("facts"), b'"' + b"x" * (size << 20) + b'"', content_type="application/json"
        )
        assert code_of(answer) == (413, "too_large")


def test_a_problem_is_told_in_the_phones_language(phone):
    chinese = Client(headers={"accept-language": "zh-CN,zh;q=0.9"}).get(phone.url("device")).json()["text"]
    english = Client(headers={"accept-language": "en"}).get(phone.url("device")).json()["text"]
    assert english == "Sign in again on this phone." and chinese != english
    nothing = Client(headers={"accept-language": "xx;q=huge, \ud800"}).get(phone.url("device"))
    assert nothing.json()["text"] == chinese


def test_a_fact_that_names_no_member_is_not_theirs(desk):
    account = an_account("无册", "member")
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    told = client.post(f"/{OWN}/sync/v1/enrol", {"name": "x"}, content_type="application/json").json()
    fact = {"id": str(uuid7()), "kind": "entry.write", "noted_at": "2026-11-24T01:00:00Z", "clock": None}
    body = {"began_at": "2026-11-24T00:00:00Z", "outcome": "no_door", "purposes": [], "matter": "x"}
    answer = Client().post(
        f"/{OWN}/sync/v1/facts",
        {"sent_at": "2026-11-24T01:00:00Z", "facts": [{**fact, "body": body}]},
        content_type="application/json",
        headers={"authorization": f"Bearer {told['token']}"},
    )
    assert answer.json()["receipts"][0]["why"]["code"] == "not_yours"
