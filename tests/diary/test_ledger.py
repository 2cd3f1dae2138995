"""The ledger vouches for every row of the diary, and finds one that was altered."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from minqing.access.acting import as_owner, in_community
from minqing.diary.actions import (
    add_addendum,
    add_photo,
    answer_comment,
    clear_discarded,
    comment_entry,
    discard_draft,
    fulfil_wish,
    hand_in_day,
    note_opinion,
    read_entry,
    remove_photo,
    return_entry,
)
from minqing.diary.models import Entry, Opinion, Photo, Topic
from minqing.diary.tasks import KEPT, tidy
from minqing.ledger import verify
from minqing.ledger.models import Record
from minqing.territory.models import Community
from tests.factories.diary import BEIJING, NOON, a_draft, a_picture, an_entry
from tests.factories.ground import OWN
from tests.factories.people import a_member, a_secretary, as_actor

pytestmark = pytest.mark.django_db
VOUCHED = [m for m in verify.ledgered_models() if m is Community or m.__module__ == "minqing.diary.models"]


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with in_community(OWN):
        yield


def a_diary() -> Entry:
    """A diary in which everything has happened that can."""
    # People are made without the ledger here, so what it must vouch for is what the diary wrote.
    secretary, member, colleague = a_secretary(), a_member(), a_member("刘委员")
    by, boss = as_actor(member), as_actor(secretary)
    entry = an_entry(member, wish="想装个扶手", companions=[colleague])
    draft = a_draft(member)
    photo = add_photo(by=by, at=NOON, entry=draft, data=a_picture())
    add_photo(by=by, at=NOON, entry=draft, data=a_picture())
    remove_photo(by=by, at=NOON, photo=photo)
    hand_in_day(by=by, at=NOON, member=member, day=NOON.date())
    gone = a_draft(member)
    discard_draft(by=by, at=NOON, entry=gone)
    clear_discarded(by=by, at=NOON, entry=gone)
    add_addendum(by=by, at=NOON, entry=entry, text="补记")
    fulfil_wish(by=by, at=NOON, entry=entry, on=NOON.date())
    read_entry(by=boss, at=NOON, entry=entry)
    comment_entry(by=boss, at=NOON, entry=entry, praise=True)
    answer_comment(
        by=by, at=NOON, comment=return_entry(by=boss, at=NOON, entry=entry, text="几点?"), text="九点"
    )
    note_opinion(by=by, at=NOON, community=OWN, topic=Topic.PARKING, text="车位太少")
    return entry


@pytest.fixture
def diary_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Members and places of these tests are made without the ledger, so only the diary's rows are asked for."""
    monkeypatch.setattr(verify, "ledgered_models", lambda: VOUCHED)


def test_whatever_is_done_in_a_diary_the_ledger_vouches_for_it(diary_alone: None) -> None:
    a_diary()
    assert verify.verify_community(OWN).bad is None


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("diary_entry", "matter = '改写'"),
        ("diary_entry", "handed_in_at = handed_in_at - interval '1 hour'"),
        ("diary_addendum", "text = '改写'"),
        ("diary_comment", "text = '改写'"),
        ("diary_photo", "sha256 = repeat('0', 64)"),
        ("diary_book", "name = '别人'"),
    ],
)
def test_a_row_that_the_owner_of_the_database_alters_is_found(
    diary_alone: None, table: str, change: str
) -> None:
    a_diary()
    with as_owner(), connection.cursor() as cursor:
        # Past the triggers, as only the owner of the database can go.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET {change}")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    bad = verify.verify_community(OWN).bad
    assert bad is not None
    assert bad.row.startswith(table.replace("_", "."))


def test_the_night_tells_finished_months_and_clears_old_drafts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    member = a_member()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    october = datetime(2026, 10, 20, 9, 0, tzinfo=BEIJING)
    note_opinion(by=as_actor(member), at=october, community=OWN, topic=Topic.PARKING, text="车位太少")
    old, fresh = a_draft(member, at=NOON - KEPT - timedelta(days=1)), a_draft(member)
    for draft, at in ((old, NOON - KEPT - timedelta(hours=1)), (fresh, NOON)):
        discard_draft(by=as_actor(member), at=at, entry=draft)
    for _twice in range(2):
        tidy(0)
    assert list(Entry.objects.values_list("pk", flat=True)) == [fresh.pk]
    assert Record.objects.filter(kind="opinion.month", community=OWN).count() == 1
    assert (Opinion.objects.get().month, Photo.objects.count()) == (date(2026, 10, 1), 0)
    assert Record.objects.filter(kind="diary.clear").count() == 1
