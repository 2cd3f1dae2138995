"""Opinions stand alone: by topic, in groups of five, and nothing in the database leads one back to a door."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection

from minqing.access.acting import in_community
from minqing.diary.actions import note_opinion, tell_month_of_opinions
from minqing.diary.models import Entry, Opinion, Topic
from minqing.diary.queries import opinions_by_topic, untold_months
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from tests.factories.diary import BEIJING, NOON, an_entry
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_household, a_member, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with in_community(OWN):
        yield


def note(member: object, text: str, topic: str = Topic.PARKING, at: datetime = NOON) -> None:
    note_opinion(by=as_actor(member), at=at, community=OWN, topic=topic, text=text)  # type: ignore[arg-type]


def test_nothing_in_the_database_ties_an_opinion_to_member_household_or_minute() -> None:
    member, household = a_member(), a_household("赵某")
    an_entry(member, household=household)
    before = set(Record.objects.values_list("pk", flat=True))
    note(member, "夜里车堵住院门")
    opinion = Opinion.objects.get()
    # The row itself: nothing but community, topic, words and month, under an id that tells no time.
    columns = {field.attname for field in Opinion._meta.concrete_fields}
    assert columns == {"id", "community", "topic", "text", "month"}
    assert (opinion.id.version, opinion.month) == (4, date(2026, 11, 1))
    # The ledger: no record at that minute, not even one that says only that there was an opinion.
    assert set(Record.objects.values_list("pk", flat=True)) == before
    # And every other row of the house: none names the opinion or repeats its words.
    for model in apps.get_models():
        if model is Opinion or not model.__module__.startswith("minqing."):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{model._meta.db_table}" t')
            told = "\n".join(row[0] for row in cursor.fetchall())
        assert str(opinion.id) not in told, model
        assert "夜里车堵住院门" not in told, model


def test_neither_order_nor_transaction_tells_which_was_noted_when() -> None:
    member = a_member()
    for number in range(12):
        note(member, f"看法{number:02}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, xmin::text FROM diary_opinion")
        rows = cursor.fetchall()
    as_noted = [f"看法{number:02}" for number in range(12)]
    assert sorted(text for text, _xmin in rows) == as_noted
    assert [text for text, _xmin in rows] != as_noted
    assert len({xmin for _text, xmin in rows}) == 1


def test_every_noting_gives_the_months_opinions_new_ids() -> None:
    member = a_member()
    note(member, "第一条")
    first = set(Opinion.objects.values_list("pk", flat=True))
    note(member, "第二条")
    assert first & set(Opinion.objects.values_list("pk", flat=True)) == set()


def test_four_opinions_do_not_show_and_five_do() -> None:
    member = a_member()
    for number in range(4):
        note(member, f"停车{number}")
        note(member, f"垃圾{number}", Topic.SANITATION)
    assert opinions_by_topic(OWN) == []
    note(member, "停车4")
    groups = opinions_by_topic(OWN)
    assert [(group.topic, group.count) for group in groups] == [(Topic.PARKING, 5)]
    assert sorted(groups[0].texts) == [f"停车{number}" for number in range(5)]


def test_opinions_of_another_community_do_not_count() -> None:
    member = a_member()
    for number in range(4):
        note(member, f"停车{number}")
    with in_community(SIBLING):
        sibling = a_member()
        note_opinion(by=as_actor(sibling), at=NOON, community=SIBLING, topic=Topic.PARKING, text="邻居的看法")
    assert opinions_by_topic(OWN) == []
    with pytest.raises(Denied):
        note_opinion(by=as_actor(sibling), at=NOON, community=OWN, topic=Topic.PARKING, text="越界")


@pytest.mark.parametrize(
    ("topic", "text", "field"),
    [
        ("mood", "随便", "topic"),
        (Topic.PARKING, "  ", "text"),
        (Topic.PARKING, "说" * 1001, "text"),
        (Topic.PARKING, "打我电话 138 0000 0000", "text"),
        (Topic.PARKING, "他的证号" + "110101" + "19800101" + "0001", "text"),
    ],
)
def test_what_would_lead_back_or_says_nothing_is_refused(topic: str, text: str, field: str) -> None:
    with pytest.raises(Refused) as error:
        note(a_member(), text, topic)
    assert set(error.value.message_dict) == {field}
    assert Opinion.objects.count() == 0


def test_a_month_that_is_over_is_told_once_by_the_program_in_groups_of_five() -> None:
    member = a_member()
    october = datetime(2026, 10, 20, 9, 0, tzinfo=BEIJING)
    for number in range(5):
        note(member, f"停车{number}", at=october)
    note(member, "只有一条", Topic.HEALTH, at=october)
    note(member, "这个月的")
    assert untold_months(OWN, NOON.date()) == [date(2026, 10, 1)]
    with pytest.raises(Denied):
        tell_month_of_opinions(by=as_actor(member), at=NOON, community=OWN, month=date(2026, 10, 1))
    with pytest.raises(Refused):
        tell_month_of_opinions(by=SYSTEM, at=NOON, community=OWN, month=date(2026, 11, 1))
    for _twice in range(2):
        tell_month_of_opinions(by=SYSTEM, at=NOON, community=OWN, month=date(2026, 10, 1))
    record = Record.objects.get(kind="opinion.month")
    said = json.loads(record.body or "")["said"]
    assert (record.actor, record.subject_type) == (None, "territory.community")
    assert (said["month"], said["topics"]) == ("2026-10-01", {"parking": 5})
    assert untold_months(OWN, NOON.date()) == []


def test_an_opinion_that_arrives_late_joins_the_first_month_not_told_yet() -> None:
    member = a_member()
    october = datetime(2026, 10, 20, 9, 0, tzinfo=BEIJING)
    note(member, "按时", at=october)
    tell_month_of_opinions(by=SYSTEM, at=NOON, community=OWN, month=date(2026, 10, 1))
    note(member, "迟到", at=october + timedelta(days=1))
    assert Opinion.objects.get(text="迟到").month == date(2026, 11, 1)
    assert Entry.objects.count() == 0
