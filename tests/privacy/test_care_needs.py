"""Care needs: never without a consent, sealed in the table, opened with a reason that is kept, ended on
time.
"""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from minqing.access.acting import in_community
from minqing.committee.models import Leave
from minqing.households.care import (
    confirm_care_need,
    end_care_need,
    erase_overdue_need,
    note_care_need,
    open_care_need,
)
from minqing.households.care_kinds import RULES, CareKind, may_be_under_fourteen
from minqing.households.care_reviews import needs_past_keeping, reviews_due
from minqing.households.happenings import care_reviews_due
from minqing.households.models import CareNeed
from minqing.households.sealed import Care
from minqing.households.tasks import look_after
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from minqing.notices.models import Notice
from minqing.privacy.key_ring import KeysMissing, ring_file
from minqing.privacy.models import Reading
from minqing.privacy.sealing import DoesNotOpen
from tests.factories.care import NEXT_YEAR, NOON, TODAY, a_care_need, a_consent, a_door
from tests.factories.ground import OWN
from tests.factories.people import as_actor

pytestmark = pytest.mark.django_db
REASON = "今天上门前了解情况"
# Who was born that day has been fourteen since today (the 28th stands for the 29th of February).
FOURTEEN = TODAY.replace(year=TODAY.year - 14, day=min(TODAY.day, 28) if TODAY.month == 2 else TODAY.day)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("MINQING_HOME", str(tmp_path / "home"))
    with in_community(OWN):
        yield


def test_every_kind_of_the_method_has_its_rule():
    assert set(RULES) == set(CareKind)
    assert {kind for kind, rule in RULES.items() if rule.own_word} == {"mother", "resettlement", "recovery"}


@pytest.mark.parametrize("cipher", ["aes-256-gcm", "sm4-gcm"])
def test_a_need_is_sealed_in_the_table_and_opens_for_its_keeper(monkeypatch, cipher):
    monkeypatch.setenv("MINQING_SEAL", cipher)
    door = a_door()
    need = a_care_need(door)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM households_careneed")
        row = repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()])
    assert [
        word for word in ("lives_alone", "女儿", "every_days") if word in row or word.encode().hex() in row
    ] == []
    assert open_care_need(by=door.by, at=NOON, need=need, reason=REASON) == Care(
        "lives_alone", "女儿在外地，每周二通电话", 7
    )


def test_nothing_of_what_a_need_says_stands_in_the_ledger():
    door = a_door()
    need = a_care_need(door)
    open_care_need(by=door.by, at=NOON, need=need, reason=REASON)
    bodies = " ".join(Record.objects.filter(community=OWN).values_list("body", flat=True))
    assert [word for word in ("lives_alone", "女儿", REASON) if word in bodies] == []


def test_no_need_is_kept_without_a_consent_of_this_person_that_holds():
    door, neighbour = a_door(), a_door("孙爷爷")
    of_another = a_consent(neighbour)
    over = a_consent(door, given_on=TODAY - timedelta(days=100), until=TODAY)
    for consent, at in ((None, NOON), (of_another, NOON), (over, NOON + timedelta(days=1))):
        with pytest.raises(Refused) as refused:
            note_care_need(by=door.by, at=at, resident=door.resident, consent=consent, kind="very_old")
        assert list(refused.value.message_dict) == ["consent"]
    assert CareNeed.objects.count() == 0


@pytest.mark.parametrize(
    ("born", "how", "noted"),
    [
        (f"{TODAY.year - 11}-01-01", "spoken", False),
        (f"{TODAY.year - 14}", "written", TODAY.month == 12 and TODAY.day == 31),
        (f"{FOURTEEN + timedelta(days=1)}", "spoken", False),
        (f"{FOURTEEN}", "spoken", True),
        (f"{TODAY.year - 15}", "spoken", True),
        ("", "spoken", True),
        (f"{TODAY.year - 11}-01-01", "guardian", True),
    ],
)
def test_for_a_child_under_fourteen_the_guardian_consents(born, how, noted):
    door = a_door("小明")
    door.resident.born = born
    door.resident.save()
    consent = a_consent(door, how=how, given_by="赵某（母亲）" if how == "guardian" else "")
    if noted:
        a_care_need(door, consent, kind="child")
    else:
        with pytest.raises(Refused):
            a_care_need(door, consent, kind="child")
    assert CareNeed.objects.count() == noted


@pytest.mark.parametrize("kind", ["mother", "resettlement", "recovery"])
def test_some_needs_are_kept_only_at_the_persons_own_word(kind):
    door = a_door()
    with pytest.raises(Refused):
        a_care_need(door, a_consent(door, how="guardian", given_by="赵某（母亲）"), kind=kind)
    assert a_care_need(door, kind=kind).ended_on is None


def test_how_old_somebody_may_be_is_read_from_what_is_known():
    day = date(2026, 11, 24)
    assert [
        may_be_under_fourteen(born, day) for born in ("2012-12", "2012-11", "2012-10", "2013", "2011-12-31")
    ] == [
        True,
        True,
        False,
        True,
        False,
    ]


def test_the_review_comes_within_a_quarter_whatever_the_kind_and_never_after_the_consent():
    door = a_door()
    days = {a_care_need(door, kind=kind).review_by for kind in ("lives_alone", "recovery", "low_income")}
    assert days == {TODAY + timedelta(days=92)}, "the open day must not tell which kind it is"
    soon = a_consent(door, until=TODAY + timedelta(days=10))
    assert a_care_need(door, soon).review_by == TODAY + timedelta(days=10)
    for day in (TODAY, TODAY + timedelta(days=93)):
        with pytest.raises(Refused):
            a_care_need(door, review_by=day)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "religion"}, "kind"),
        ({"every_days": -1}, "every_days"),
        ({"every_days": 400}, "every_days"),
        ({"note": "字" * 2001}, "note"),
        ({"note": "身份证 11010119500101" + "000" + "6"}, "note"),
    ],
)
def test_a_need_is_refused_where_a_word_of_it_is_wrong(more, field):
    with pytest.raises(Refused) as refused:
        a_care_need(a_door(), **more)
    assert list(refused.value.message_dict) == [field]


def test_opening_asks_the_reason_and_writes_down_who_read_what_why_and_when():
    door = a_door()
    need = a_care_need(door)
    for reason in ("", "   ", "看看", "啊啊啊啊啊", "。。。。"):
        with pytest.raises(Refused) as refused:
            open_care_need(by=door.by, at=NOON, need=need, reason=reason)
        assert list(refused.value.message_dict) == ["reason"]
    assert Reading.objects.count() == 0
    open_care_need(by=door.by, at=NOON, need=need, reason=f" {REASON} ")
    rows = Reading.objects.values_list(
        "account_id", "subject_type", "subject_id", "resident_id", "reason", "read_at"
    )
    assert list(rows) == [
        (door.keeper.account_id, "households.careneed", need.pk, door.resident.pk, REASON, NOON)
    ]
    record = Record.objects.order_by("-seq").first()
    assert record is not None
    assert (record.kind, record.subject_id, record.actor) == ("care.open", need.pk, door.keeper.account_id)
    assert f"privacy.reading:{Reading.objects.get().pk}" in json.loads(record.body or "")["rows"]


def test_keeper_cover_and_secretary_open_it_and_no_other_member_nor_the_program():
    door = a_door()
    need = a_care_need(door)
    for member in (door.keeper, door.secretary):
        assert open_care_need(by=as_actor(member), at=NOON, need=need, reason=REASON).every_days == 7
    for actor in (as_actor(door.other), SYSTEM):
        with pytest.raises(Denied):
            open_care_need(by=actor, at=NOON, need=need, reason=REASON)
        with pytest.raises(Denied):
            end_care_need(by=actor, at=NOON, need=need)
    Leave.objects.create(
        community=OWN, member=door.keeper, cover=door.other, from_day=TODAY, to_day=NEXT_YEAR
    )
    assert open_care_need(by=as_actor(door.other), at=NOON, need=need, reason=REASON).every_days == 7
    assert Reading.objects.count() == 3


def test_a_sealed_value_moved_to_another_persons_row_does_not_open_and_is_not_logged_as_read():
    door, neighbour = a_door(), a_door("孙爷爷")
    mine, theirs = a_care_need(door), a_care_need(neighbour, kind="recovery")
    CareNeed.objects.filter(pk=mine.pk).update(sealed=bytes(theirs.sealed), key_id=theirs.key_id)
    with pytest.raises(DoesNotOpen):
        open_care_need(by=door.by, at=NOON, need=mine, reason=REASON)
    assert Reading.objects.count() == 0


def test_where_the_key_file_is_gone_nothing_is_noted_or_opened_and_the_words_say_what_to_do():
    door = a_door()
    need = a_care_need(door)
    kept = ring_file().read_bytes()
    ring_file().unlink()
    for doing in (
        lambda: open_care_need(by=door.by, at=NOON, need=need, reason=REASON),
        lambda: a_care_need(door),
    ):
        with pytest.raises(KeysMissing) as refused:
            doing()
        assert str(ring_file()) in refused.value.messages[0]
    assert not ring_file().exists()
    ring_file().write_bytes(kept)
    assert open_care_need(by=door.by, at=NOON, need=need, reason=REASON).every_days == 7


def test_ending_a_need_erases_what_was_sealed():
    door = a_door()
    need = a_care_need(door)
    end_care_need(by=door.by, at=NOON, need=need)
    need.refresh_from_db()
    assert (bytes(need.sealed), need.key_id, need.ended_on) == (b"", "", TODAY)
    for doing in (end_care_need, confirm_care_need):
        with pytest.raises(Refused):
            doing(by=door.by, at=NOON, need=need)
    with pytest.raises(Refused):
        open_care_need(by=door.by, at=NOON, need=need, reason=REASON)


def test_confirming_moves_the_review_on_within_the_consent():
    door = a_door()
    need = a_care_need(
        door, a_consent(door, until=TODAY + timedelta(days=100)), review_by=TODAY + timedelta(days=30)
    )
    later = NOON + timedelta(days=30)
    assert confirm_care_need(by=door.by, at=later, need=need).review_by == TODAY + timedelta(days=100)
    assert Reading.objects.count() == 0


def test_reviews_are_told_to_the_keeper_and_cover_and_to_the_secretary_where_there_is_none():
    door, alone = a_door(), a_door("周某")
    soon, far = TODAY + timedelta(days=14), TODAY + timedelta(days=15)
    need = a_care_need(door, review_by=soon)
    a_care_need(door, review_by=far)
    theirs = a_care_need(alone, review_by=soon)
    alone.household.residences.update(to_day=TODAY)
    due = reviews_due(OWN, TODAY)
    assert due == {
        door.keeper.account_id: [need],
        door.secretary.account_id: [theirs],
        alone.secretary.account_id: [theirs],
    }


def test_a_need_that_nobody_confirms_is_erased_thirty_days_after_its_day():
    door = a_door()
    need = a_care_need(door, review_by=TODAY + timedelta(days=1))
    last = TODAY + timedelta(days=31)
    assert needs_past_keeping(OWN, last) == []
    assert needs_past_keeping(OWN, last + timedelta(days=1)) == [need]
    at = NOON + timedelta(days=31)
    assert erase_overdue_need(by=SYSTEM, at=at, need=need) is False
    with pytest.raises(Denied):
        erase_overdue_need(by=door.by, at=at, need=need)
    assert erase_overdue_need(by=SYSTEM, at=at + timedelta(days=1), need=need) is True
    need.refresh_from_db()
    assert bytes(need.sealed) == b""


def test_a_need_whose_consent_ran_out_is_erased_the_next_day_and_the_rest_is_told(monkeypatch):
    door = a_door()
    over = a_care_need(door, a_consent(door, until=TODAY))
    near = a_care_need(door, review_by=TODAY + timedelta(days=3))
    told = []
    monkeypatch.setattr(care_reviews_due, "_fillings", [lambda *words: told.append(words)])
    tomorrow = NOON + timedelta(days=1)
    look_after(OWN, tomorrow)
    over.refresh_from_db()
    assert (bytes(over.sealed), over.ended_on) == (b"", TODAY + timedelta(days=1))
    assert told == [(OWN, SYSTEM, tomorrow, door.keeper.account_id, 1, near.review_by)]


def test_who_answers_for_the_household_is_told_of_reviews_once_a_week_without_a_name_or_a_kind():
    door = a_door()
    need = a_care_need(door, review_by=TODAY + timedelta(days=3))
    for _time in range(2):
        look_after(OWN, NOON)
    notices = Notice.objects.filter(kind="care_reviews")
    assert [(each.to_id, each.params["count"], each.url) for each in notices] == [
        (door.keeper.account_id, "1", reverse("care_reviews", args=[OWN]))
    ]
    assert sorted(notices[0].params) == ["count", "day"]
    assert str(need.resident_id) not in notices[0].once
