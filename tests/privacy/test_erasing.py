"""Erasing a person leaves a tombstone and a chain that verifies; before it, all that is held is handed
over.
"""

import json
from datetime import timedelta

import pytest
from django.utils import translation

from minqing.access.acting import in_community
from minqing.households.actions import add_resident, agree_to_role, correct_resident
from minqing.households.care import note_care_need
from minqing.households.erasing import erase_resident, export_resident
from minqing.households.models import ActiveRole, CareNeed, Membership, Resident
from minqing.households.persons import Person
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from minqing.ledger.verify import verify_community
from minqing.privacy.models import Consent, Reading
from tests.factories.care import NOON, TODAY, a_care_need, a_consent, a_door
from tests.factories.ground import OWN
from tests.factories.people import as_actor

pytestmark = pytest.mark.django_db
REASON = "居民本人来索取"


def tombstone() -> str:
    """The name that an erased person has: the office's language, whatever the reader's."""
    with translation.override("zh-hans"):
        return translation.gettext("Erased resident")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("MINQING_HOME", str(tmp_path / "home"))
    with in_community(OWN), translation.override("en"):
        yield


def a_known_person(door):
    """A second person of the household, with everything that can be held about one."""
    person = Person("吴某人", "female", "1950-03-01", ["010-64001234"], True, "spouse")
    resident = add_resident(by=door.by, at=NOON, household=door.household, person=person, day=TODAY)
    agree_to_role(by=door.by, at=NOON, resident=resident, kind="volunteer", day=TODAY, agreed_on=TODAY)
    consent = a_consent(type(door)(door.household, resident, door.keeper, door.other, door.secretary))
    whole = type(door)(door.household, resident, door.keeper, door.other, door.secretary)
    return whole, consent, a_care_need(whole, consent)


def bodies():
    return " ".join(
        body or "" for body in Record.objects.filter(community=OWN).values_list("body", flat=True)
    )


def test_erasing_blanks_the_person_ends_what_they_had_and_empties_the_ledgers_bodies():
    door, consent, need = a_known_person(a_door())
    export_resident(by=door.by, at=NOON, resident=door.resident, reason=REASON)
    erase_resident(by=as_actor(door.secretary), at=NOON, resident=door.resident, reason="asked")
    row = Resident.objects.get(pk=door.resident.pk)
    assert (row.name, row.pinyin, row.sex, row.born, row.phones, row.registered_elsewhere, row.left_on) == (
        tombstone(),
        "",
        "",
        "",
        [],
        None,
        TODAY,
    )
    assert row.erased_at == NOON
    assert list(Membership.objects.filter(resident=row).values_list("to_day", "relation")) == [(TODAY, "")]
    assert list(ActiveRole.objects.filter(resident=row).values_list("to_day", flat=True)) == [TODAY]
    gone = CareNeed.objects.get(pk=need.pk)
    assert (bytes(gone.sealed), gone.key_id, gone.ended_on) == (b"", "", TODAY)
    assert list(Consent.objects.filter(pk=consent.pk).values_list("purpose", "told", "withdrawn_at")) == [
        ("", "", NOON)
    ]
    assert list(Reading.objects.values_list("reason", "account_id")) == [("", door.keeper.account_id)]
    kinds = (
        Record.objects.filter(community=OWN, erased_at__isnull=False)
        .order_by("seq")
        .values_list("kind", flat=True)
    )
    assert list(kinds) == ["resident.add", "role.agree", "consent.record", "care.note", "resident.export"]
    last = Record.objects.order_by("-seq").first()
    assert last is not None
    # 5 is the household's, told of a rhythm: a number of days that names nobody.
    said = {"reason": "asked", "emptied": [2, 3, 4, 6, 7]}
    assert (last.kind, json.loads(last.body or "")["said"]) == ("resident.erase", said)


def test_the_chain_and_the_rows_verify_after_an_erasure():
    door, _consent, _need = a_known_person(a_door())
    before = verify_community(OWN)
    erase_resident(by=as_actor(door.secretary), at=NOON, resident=door.resident, reason="moved")
    after = verify_community(OWN)
    # The factories write rows without an action; nothing else may be found, before or after.
    assert (before.bad and before.bad.what, after.bad and after.bad.what) == ("the row has no record",) * 2
    assert after.records == before.records + 1


def test_neighbours_and_their_needs_are_left_alone():
    door = a_door()
    their_need = a_care_need(door)
    person, _consent, _need = a_known_person(door)
    erase_resident(by=as_actor(door.secretary), at=NOON, resident=person.resident, reason="mistake")
    their_need.refresh_from_db()
    assert their_need.ended_on is None
    assert Resident.objects.get(pk=door.resident.pk).name == "赵奶奶"
    records = Record.objects.filter(community=OWN, subject_id=their_need.pk)
    assert [record.erased_at for record in records] == [None]


def test_the_secretary_alone_erases_once_and_with_a_reason_from_the_list():
    door = a_door()
    secretary = as_actor(door.secretary)
    with pytest.raises(Denied):
        erase_resident(by=door.by, at=NOON, resident=door.resident, reason="asked")
    for reason in ("", "because"):
        with pytest.raises(Refused):
            erase_resident(by=secretary, at=NOON, resident=door.resident, reason=reason)
    erase_resident(by=secretary, at=NOON, resident=door.resident, reason="asked")
    with pytest.raises(Refused):
        erase_resident(by=secretary, at=NOON, resident=door.resident, reason="asked")
    with pytest.raises(Refused):
        note_care_need(by=secretary, at=NOON, resident=door.resident, consent=None, kind="very_old")


def test_what_is_handed_over_tells_everything_and_that_it_was_handed_over_is_written_down():
    door, _consent, _need = a_known_person(a_door())
    correct_resident(
        by=door.by,
        at=NOON,
        resident=door.resident,
        person=Person("吴某人", "female", "1950-03-02", ["010-64001234"], True, "spouse"),
    )
    door.resident.refresh_from_db()
    held = export_resident(by=door.by, at=NOON, resident=door.resident, reason=REASON)
    assert list(held) == [
        "Made at",
        "Person",
        "Households and homes",
        "Roles",
        "Consents",
        "Care needs",
        "Who read something about you",
        "Concerns",
        "Not in this file",
    ]
    assert held["Person"] == {
        "Name": "吴某人",
        "Sex": "Female",
        "Born": "1950-03-02",
        "Telephones": door.resident.phones,
        "Registered elsewhere": "Yes",
        "Last confirmed": door.resident.confirmed_on.isoformat() if door.resident.confirmed_on else "",
        "Left on": "",
    }
    assert [need.keys() for need in held["Care needs"]] == [{"Confirm or erase by", "Ended on"}]
    assert [(each["Who"], each["What"], each["Reason"]) for each in held["Who read something about you"]] == [
        ("王委员", "All that is held, as a file", REASON)
    ]
    assert json.loads(json.dumps(held, ensure_ascii=False)) == held


def test_sealed_needs_are_opened_for_the_file_only_where_asked_and_each_is_a_reading():
    door, _consent, need = a_known_person(a_door())
    held = export_resident(by=door.by, at=NOON, resident=door.resident, reason=REASON, open_needs=True)
    assert [(told["Kind of need"], told["What to know"]) for told in held["Care needs"]] == [
        ("Elderly, living alone", "女儿在外地，每周二通电话")
    ]
    assert list(Reading.objects.order_by("id").values_list("subject_id", flat=True)) == [
        need.pk,
        door.resident.pk,
    ]
    with pytest.raises(Denied):
        export_resident(
            by=as_actor(door.other), at=NOON, resident=door.resident, reason=REASON, open_needs=True
        )


def test_an_export_without_a_reason_is_refused():
    door = a_door()
    with pytest.raises(Refused):
        export_resident(by=door.by, at=NOON + timedelta(days=1), resident=door.resident, reason="无")
    assert Reading.objects.count() == 0
