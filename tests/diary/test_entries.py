"""Writing an entry, handing it in, and what is refused."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from minqing.access.acting import in_community
from minqing.diary.actions import (
    add_addendum,
    change_draft,
    clear_discarded,
    discard_draft,
    hand_in_day,
    hand_in_entry,
    open_book,
    restore_draft,
    write_entry,
)
from minqing.diary.models import Addendum, Book, Companion, Entry, Outcome, Satisfaction
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from tests.factories.diary import NOON, a_draft, an_entry
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_member, a_secretary, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with in_community(OWN):
        yield


def refused(error: pytest.ExceptionInfo[Refused]) -> set[str]:
    return set(error.value.message_dict)


def test_the_first_entry_of_a_year_opens_the_book_with_its_title_page() -> None:
    member = a_member("王小云")
    member.sex, member.unit, member.telephone = "female", "示例社区", "84010000"
    member.save()
    first, second = an_entry(member), an_entry(member)
    assert first.book_id == second.book_id
    book = first.book
    assert (book.year, book.name, book.sex, book.post, book.unit, book.telephone) == (
        2026,
        "王小云",
        "female",
        member.post,
        "示例社区",
        "84010000",
    )
    told = Record.objects.filter(kind__startswith="diary.").order_by("seq")
    assert list(told.values_list("kind", flat=True)) == ["diary.open_book", "diary.write", "diary.write"]


def test_the_title_page_tells_who_kept_it_then() -> None:
    member = a_member("王小云")
    book = open_book(by=as_actor(member), at=NOON, member=member, year=2026)
    member.post = "副书记"
    member.save()
    assert open_book(by=as_actor(member), at=NOON, member=member, year=2026) == book
    assert Book.objects.get().post == book.post != "副书记"


def test_a_paper_page_of_last_year_goes_to_last_years_book_with_both_dates() -> None:
    member = a_member()
    began = NOON - timedelta(days=400)
    entry = an_entry(member, began_at=began, from_paper=True)
    assert (entry.book.year, entry.began_at, entry.written_at) == (2025, began, NOON)


def test_an_entry_of_new_years_eve_belongs_to_the_year_of_the_communitys_clock() -> None:
    member = a_member()
    # 00:30 on New Year's Day in Beijing is still the old year in UTC.
    at = NOON.replace(year=2027, month=1, day=1, hour=1)
    assert an_entry(member, at=at, began_at=at.replace(hour=0, minute=30)).book.year == 2027


def test_only_the_keeper_writes_in_a_book_not_even_the_secretary() -> None:
    member, secretary, colleague = a_member(), a_secretary(), a_member("刘委员")
    for someone in (secretary, colleague):
        with pytest.raises(Denied):
            write_entry(by=as_actor(someone), at=NOON, member=member, began_at=NOON, matter="代写")
    draft = a_draft(member)
    for action in (hand_in_entry, discard_draft):
        with pytest.raises(Denied):
            action(by=as_actor(secretary), at=NOON, entry=draft)
    assert Entry.objects.get().handed_in_at is None


def test_a_draft_may_be_half_written_and_cannot_be_handed_in_so() -> None:
    member = a_member()
    draft = a_draft(member, matter="")
    with pytest.raises(Refused) as error:
        hand_in_entry(by=as_actor(member), at=NOON, entry=draft)
    assert refused(error) == {"matter"}
    change_draft(by=as_actor(member), at=NOON, entry=draft, began_at=NOON, matter="井盖松了")
    assert hand_in_entry(by=as_actor(member), at=NOON, entry=draft).handed_in_at == NOON


@pytest.mark.parametrize("outcome", [Outcome.NOBODY_HOME, Outcome.DECLINED])
def test_nobody_home_and_a_declined_visit_count_as_made_without_words(outcome: Outcome) -> None:
    member, household = a_member(), a_household()
    entry = an_entry(member, household=household, outcome=outcome, matter="")
    assert (entry.outcome, entry.matter, entry.handed_in_at) == (outcome, "", NOON)


def test_nobody_home_needs_a_door_and_has_no_residents_word() -> None:
    member = a_member()
    with pytest.raises(Refused) as error:
        an_entry(member, outcome=Outcome.NOBODY_HOME)
    assert refused(error) == {"courtyard"}
    with pytest.raises(Refused) as error:
        an_entry(
            member,
            outcome=Outcome.NOBODY_HOME,
            courtyard=a_courtyard(),
            satisfaction=Satisfaction.SATISFIED,
        )
    assert refused(error) == {"satisfaction"}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"began_at": NOON + timedelta(minutes=6)}, "began_at"),
        ({"began_at": NOON.replace(year=1999)}, "began_at"),
        ({"ended_at": NOON - timedelta(hours=2)}, "ended_at"),
        ({"began_at": NOON - timedelta(days=3), "ended_at": NOON - timedelta(days=1)}, "ended_at"),
        ({"ended_at": NOON + timedelta(hours=1)}, "ended_at"),
        ({"purposes": ["mood"]}, "purposes"),
        ({"outcome": "vanished"}, "outcome"),
        ({"satisfaction": "glad"}, "satisfaction"),
        ({"wish": "愿" * 201}, "wish"),
        ({"matter": "事" * 4001}, "matter"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(words: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as error:
        an_entry(a_member(), **words)
    assert refused(error) == {field}
    assert Entry.objects.count() == 0


def test_a_clock_a_little_fast_and_a_visit_past_midnight_are_fine() -> None:
    member = a_member()
    assert an_entry(member, began_at=NOON + timedelta(minutes=4)).handed_in_at == NOON
    at = NOON.replace(hour=1)
    night = an_entry(member, at=at, began_at=at - timedelta(hours=2), ended_at=at)
    assert night.ended_at == at


@pytest.mark.parametrize("field", ["matter", "handling", "result", "wish"])
def test_identity_card_numbers_are_refused_in_every_text(field: str) -> None:
    number = "110101" + "19800101" + "000" + "1"
    with pytest.raises(Refused) as error:
        an_entry(a_member(), **{"matter": "核对", field: f"身份证{number}"})
    assert refused(error) == {field}
    assert number not in str(error.value)


def test_a_household_tells_its_courtyard_and_must_live_in_the_one_given() -> None:
    member, courtyard = a_member(), a_courtyard()
    household = a_household(dwelling=a_dwelling(courtyard))
    assert an_entry(member, household=household).courtyard == courtyard
    assert an_entry(member, household=household, courtyard=courtyard).household == household
    with pytest.raises(Refused) as error:
        an_entry(member, household=household, courtyard=a_courtyard())
    assert refused(error) == {"household"}


def test_a_paper_page_older_than_the_register_may_name_the_households_home() -> None:
    member, courtyard = a_member(), a_courtyard()
    household = a_household(dwelling=a_dwelling(courtyard))
    entry = an_entry(member, household=household, courtyard=courtyard, began_at=NOON.replace(year=2012))
    assert entry.household == household


def test_a_visit_of_two_members_stands_in_the_writers_book_with_the_companion() -> None:
    writer, companion = a_member("王委员"), a_member("刘委员")
    entry = an_entry(writer, companions=[companion])
    assert list(Companion.objects.values_list("entry", "member")) == [(entry.pk, companion.pk)]
    assert Entry.objects.get().handed_in_at == NOON
    with pytest.raises(Refused) as error:
        an_entry(writer, companions=[writer])
    assert refused(error) == {"companions"}


def test_changing_a_draft_changes_who_went_along() -> None:
    writer, first, second = a_member(), a_member("刘委员"), a_member("张委员")
    draft = a_draft(writer, companions=[first])
    change_draft(by=as_actor(writer), at=NOON, entry=draft, began_at=NOON, companions=[second])
    assert list(draft.companions.values_list("member", flat=True)) == [second.pk]


def test_a_day_is_handed_in_at_once_and_leaves_other_days_and_books_alone() -> None:
    member, colleague = a_member(), a_member("刘委员")
    today = [a_draft(member, began_at=NOON - timedelta(hours=hour)) for hour in (3, 1)]
    yesterday, theirs = a_draft(member, began_at=NOON - timedelta(days=1)), a_draft(colleague)
    assert hand_in_day(by=as_actor(member), at=NOON, member=member, day=NOON.date()) == today
    left = Entry.objects.filter(handed_in_at__isnull=True)
    assert set(left.values_list("pk", flat=True)) == {yesterday.pk, theirs.pk}
    with pytest.raises(Refused):
        hand_in_day(by=as_actor(member), at=NOON, member=member, day=NOON.date())


def test_a_day_with_an_entry_that_is_not_whole_is_not_handed_in_at_all() -> None:
    member = a_member()
    a_draft(member)
    a_draft(member, matter="")
    with pytest.raises(Refused):
        hand_in_day(by=as_actor(member), at=NOON, member=member, day=NOON.date())
    assert Entry.objects.filter(handed_in_at__isnull=False).count() == 0


def test_a_discarded_draft_comes_back_or_is_cleared_for_good() -> None:
    member = a_member()
    draft = a_draft(member)
    with pytest.raises(Refused):
        clear_discarded(by=as_actor(member), at=NOON, entry=draft)
    discard_draft(by=as_actor(member), at=NOON, entry=draft)
    with pytest.raises(Refused):
        hand_in_entry(by=as_actor(member), at=NOON, entry=draft)
    assert restore_draft(by=as_actor(member), at=NOON, entry=draft).discarded_at is None
    discard_draft(by=as_actor(member), at=NOON, entry=draft)
    clear_discarded(by=as_actor(member), at=NOON, entry=draft)
    assert Entry.objects.count() == 0


def test_a_handed_in_entry_is_changed_by_no_action() -> None:
    member = a_member()
    entry = an_entry(member)
    with pytest.raises(Refused):
        change_draft(by=as_actor(member), at=NOON, entry=entry, began_at=NOON, matter="改写")
    with pytest.raises(Refused):
        discard_draft(by=as_actor(member), at=NOON, entry=entry)
    with pytest.raises(Refused):
        hand_in_entry(by=as_actor(member), at=NOON, entry=entry)
    assert Entry.objects.get().matter == "楼道灯不亮"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE diary_entry SET matter = '改写'",
        "UPDATE diary_entry SET handed_in_at = NULL",
        "UPDATE diary_entry SET household_id = NULL, began_at = began_at - interval '1 day'",
        "DELETE FROM diary_entry",
        "UPDATE diary_addendum SET text = '改写'",
        "DELETE FROM diary_addendum",
        "DELETE FROM diary_companion",
        "INSERT INTO diary_companion SELECT gen_random_uuid(), community, member_id, entry_id FROM diary_companion",
    ],
)
def test_the_database_itself_refuses_to_rewrite_what_is_handed_in(statement: str) -> None:
    member = a_member()
    entry = an_entry(member, companions=[a_member("刘委员")])
    add_addendum(by=as_actor(member), at=NOON, entry=entry, text="补记")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (Entry.objects.get().matter, Addendum.objects.get().text) == ("楼道灯不亮", "补记")


def test_the_marks_of_reading_can_be_set_on_a_handed_in_entry() -> None:
    entry = an_entry(a_member())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE diary_entry SET read_at = now()")
    entry.refresh_from_db()
    assert entry.read_at is not None


def test_the_secretarys_own_entry_does_not_wait_in_her_tray() -> None:
    assert an_entry(a_secretary()).read_at == NOON
    assert an_entry(a_member()).read_at is None
