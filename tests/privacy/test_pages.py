"""The pages about care and rights: who may, what shows, and that a colleague or another community finds
nothing.
"""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from minqing.access.acting import in_community
from minqing.accounts.models import Account
from minqing.households.models import CareNeed, Resident
from minqing.ledger.ids import uuid7
from minqing.privacy.models import Consent, Reading
from tests.factories.care import NEXT_YEAR, TODAY, a_care_need, a_consent, a_door
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_secretary, home_of

pytestmark = pytest.mark.django_db
REASON = "今天上门前了解情况"
OF_RESIDENT = ("care_needs", "care_need_new", "consents", "readings", "resident_export")
OF_NEED = ("care_need_open", "care_need_end")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("MINQING_HOME", str(tmp_path / "home"))
    with in_community(OWN), translation.override("en"):
        yield


@pytest.fixture
def door():
    return a_door()


def as_member(client, member):
    client.force_login(Account.objects.get(pk=member.account_id))
    client.cookies["django_language"] = "en"
    return client


def at(name, pk, code=OWN):
    return reverse(name, args=[code, pk])


def seen_by(client, member, door, need, consent):
    """The status of every page that shows, by its name."""
    as_member(client, member)
    pages = [(name, door.resident.pk) for name in (*OF_RESIDENT, "resident_erase")]
    pages += [(name, need.pk) for name in OF_NEED] + [("consent_withdraw", consent.pk)]
    return {name: client.get(at(name, pk)).status_code for name, pk in pages}


def test_keeper_and_secretary_find_the_pages_and_a_colleague_or_another_community_nothing(client, door):
    consent = a_consent(door)
    need = a_care_need(door, consent)
    every = [*OF_RESIDENT, "resident_erase", *OF_NEED, "consent_withdraw"]
    assert seen_by(client, door.secretary, door, need, consent) == dict.fromkeys(every, 200)
    assert seen_by(client, door.keeper, door, need, consent) == dict.fromkeys(every, 200) | {
        "resident_erase": 404
    }
    assert seen_by(client, door.other, door, need, consent) == dict.fromkeys(every, 404)
    with in_community(SIBLING):
        stranger = a_secretary()
    as_member(client, stranger)
    assert client.get(at("care_needs", door.resident.pk)).status_code == 404
    assert client.get(at("care_needs", door.resident.pk, SIBLING)).status_code == 404


def test_a_colleague_can_do_nothing_by_posting(client, door):
    consent = a_consent(door)
    need = a_care_need(door, consent)
    as_member(client, door.other)
    sent = {"reason": REASON, "sure": "on"}
    for name in ("care_need_open", "care_need_confirm", "care_need_end"):
        assert client.post(at(name, need.pk), sent).status_code == 404
    assert client.post(at("consent_withdraw", consent.pk)).status_code == 404
    for name in ("resident_export", "resident_erase", "care_need_new"):
        assert client.post(at(name, door.resident.pk), sent).status_code == 404
    need.refresh_from_db()
    assert (need.ended_on, Reading.objects.count()) == (None, 0)


def test_the_list_says_that_there_is_a_need_and_until_when_and_not_which(client, door):
    need = a_care_need(door)
    page = as_member(client, door.keeper).get(at("care_needs", door.resident.pk))
    text = page.content.decode()
    assert [word for word in ("living alone", "女儿", "lives_alone") if word in text] == []
    assert (need.review_by.isoformat() in text, "no-store" in page["Cache-Control"]) == (True, True)
    assert Reading.objects.count() == 0


def test_a_need_is_shown_in_the_answer_to_the_reason_and_the_answer_is_not_kept(client, door):
    need = a_care_need(door)
    as_member(client, door.keeper)
    refused = client.post(at("care_need_open", need.pk), {"reason": " "})
    assert (refused.status_code, "女儿" in refused.content.decode()) == (422, False)
    assert Reading.objects.count() == 0
    page = client.post(at("care_need_open", need.pk), {"reason": REASON})
    text = page.content.decode()
    assert [word in text for word in ("Elderly, living alone", "女儿在外地", "every 7 days")] == [True] * 3
    assert "no-store" in page["Cache-Control"]
    assert list(Reading.objects.values_list("reason", "account_id")) == [(REASON, door.keeper.account_id)]
    again = client.get(at("care_need_open", need.pk))
    assert (again.status_code, "女儿" in again.content.decode()) == (200, False)


def form_of(**more):
    return {
        "fact": str(uuid7()),
        "kind": "very_old",
        "note": "九十岁",
        "every_days": "7",
        "review_by": "",
        "consent": "new",
        "purpose": "照看",
        "told": "都说清楚了",
        "how": "spoken",
        "given_by": "",
        "given_on": TODAY.isoformat(),
        "until": NEXT_YEAR.isoformat(),
    } | more


def test_a_need_is_noted_with_its_consent_in_one_page_and_only_once(client, door):
    as_member(client, door.keeper)
    sent = form_of()
    for _time in range(2):
        page = client.post(at("care_need_new", door.resident.pk), sent)
        assert (page.status_code, page["Location"]) == (302, at("care_needs", door.resident.pk))
    assert [str(pk) for pk in CareNeed.objects.values_list("pk", flat=True)] == [sent["fact"]]
    assert list(Consent.objects.values_list("purpose", "taken_by_id")) == [("照看", door.keeper.account_id)]


def test_a_refused_need_leaves_no_consent_and_keeps_what_was_typed(client, door):
    as_member(client, door.keeper)
    for wrong in ({"kind": ""}, {"told": ""}, {"until": ""}, {"note": "11010119500101" + "000" + "6"}):
        page = client.post(at("care_need_new", door.resident.pk), form_of(**wrong))
        assert (page.status_code, "照看" in page.content.decode()) == (422, True)
    assert (CareNeed.objects.count(), Consent.objects.count()) == (0, 0)


def test_a_standing_consent_can_be_used_and_one_of_another_person_cannot(client, door):
    mine, theirs = a_consent(door), a_consent(a_door("孙爷爷"))
    as_member(client, door.keeper)
    assert (
        client.post(at("care_need_new", door.resident.pk), form_of(consent=str(theirs.pk))).status_code == 422
    )
    assert (
        client.post(at("care_need_new", door.resident.pk), form_of(consent=str(mine.pk))).status_code == 302
    )
    assert list(CareNeed.objects.values_list("consent_id", flat=True)) == [mine.pk]


def test_confirming_ending_and_withdrawing(client, door):
    consent = a_consent(door)
    kept, ended = a_care_need(door, consent), a_care_need(door, consent)
    as_member(client, door.keeper)
    assert client.post(at("care_need_confirm", kept.pk)).status_code == 302
    assert client.post(at("care_need_end", ended.pk)).status_code == 302
    assert list(CareNeed.objects.filter(ended_on__isnull=True)) == [kept]
    assert client.post(at("consent_withdraw", consent.pk)).status_code == 302
    assert list(CareNeed.objects.filter(ended_on__isnull=True)) == []


def test_the_file_is_handed_over_with_a_reason_and_the_reading_shows(client, door):
    a_care_need(door)
    as_member(client, door.keeper)
    assert client.post(at("resident_export", door.resident.pk), {"reason": ""}).status_code == 422
    answer = client.post(at("resident_export", door.resident.pk), {"reason": REASON})
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert json.loads(answer.content)["Person"]["Name"] == "赵奶奶"
    text = client.get(at("readings", door.resident.pk)).content.decode()
    assert [word in text for word in (REASON, "王委员")] == [True, True]


def test_the_secretary_erases_with_a_reason_and_after_that_there_is_no_such_page(client, door):
    as_member(client, door.secretary)
    for sent in ({"reason": "asked"}, {"reason": "", "sure": "on"}):
        assert client.post(at("resident_erase", door.resident.pk), sent).status_code == 422
    assert Resident.objects.get(pk=door.resident.pk).erased_at is None
    assert (
        client.post(at("resident_erase", door.resident.pk), {"reason": "asked", "sure": "on"}).status_code
        == 302
    )
    assert Resident.objects.get(pk=door.resident.pk).erased_at is not None
    assert client.get(at("care_needs", door.resident.pk)).status_code == 404


def test_the_register_of_personal_data_is_a_page_for_the_committee(client, door):
    page = as_member(client, door.other).get(reverse("privacy_register", args=[OWN]))
    text = page.content.decode()
    assert page.status_code == 200
    assert [word in text for word in ("To show the resident who read something about them", "PIPL")] == [
        True,
        True,
    ]
    client.logout()
    assert client.get(reverse("privacy_register", args=[OWN])).status_code == 302


def test_queries_do_not_grow_with_the_needs(client, door):
    consent = a_consent(door)
    a_care_need(door, consent)
    as_member(client, door.keeper)
    address = at("care_needs", door.resident.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    a_care_need(door, consent)
    a_care_need(door, consent)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one)


def test_reviews_are_listed_by_door_without_a_name_for_who_answers_for_them(client, door):
    consent = a_consent(door)
    a_care_need(door, consent, review_by=TODAY + timedelta(days=14))
    a_care_need(door, consent, review_by=TODAY + timedelta(days=15))
    address = reverse("care_reviews", args=[OWN])
    text = as_member(client, door.keeper).get(address).content.decode()
    assert text.count(at("care_needs", door.resident.pk)) == 1
    assert (home_of(door.household).courtyard.name in text, "赵奶奶" in text) == (True, False)
    for member, shown in ((door.secretary, 1), (door.other, 0)):
        text = as_member(client, member).get(address).content.decode()
        assert text.count(at("care_needs", door.resident.pk)) == shown
