"""The secretary's review: every diary read, commented, answered (method, rule 9)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from minqing.access.acting import in_community
from minqing.diary.actions import answer_comment, comment_entry, read_entry, return_entry
from minqing.diary.models import Addendum, Comment, Entry
from minqing.diary.queries import next_unread, returned_to, review_tray, review_week, unread_count
from minqing.diary.queries import review as review_queries
from minqing.ledger.errors import Denied, Refused
from minqing.method.calendar import WorkingCalendar
from minqing.method.review import ReviewState
from minqing.notices.models import Notice
from tests.factories.diary import NOON, a_draft, an_entry
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_member, a_secretary, as_actor

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
CALENDAR = WorkingCalendar(known_years=frozenset({2026}))


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with in_community(OWN):
        yield


def test_the_tray_holds_what_is_handed_in_and_unread_the_oldest_first() -> None:
    secretary, member, colleague = a_secretary(), a_member(), a_member("刘委员")
    late = an_entry(member, at=NOON)
    early = an_entry(colleague, at=NOON - timedelta(days=1))
    read = an_entry(member)
    a_draft(member)
    with in_community(SIBLING):
        an_entry(a_member())
    an_entry(secretary)
    read_entry(by=as_actor(secretary), at=NOON, entry=read)
    assert [entry.pk for entry in review_tray(OWN)] == [early.pk, late.pk]
    assert unread_count(OWN) == 2


def test_the_tray_goes_on_where_a_page_ended_also_among_entries_of_one_moment() -> None:
    member = a_member()
    entries = [an_entry(member) for _each in range(5)]
    seen, after = [], None
    while page := review_tray(OWN, after=after, limit=2):
        seen += [entry.pk for entry in page]
        assert page[-1].handed_in_at is not None
        after = (page[-1].handed_in_at, page[-1].pk)
    assert seen == sorted(entry.pk for entry in entries)


def test_the_next_comes_after_this_one_and_from_the_front_at_the_end() -> None:
    member = a_member()
    first, second = an_entry(member, at=NOON - timedelta(hours=1)), an_entry(member)
    assert next_unread(OWN, after=(first.handed_in_at, first.pk)) == second  # type: ignore[arg-type]
    assert next_unread(OWN, after=(second.handed_in_at, second.pk)) == first  # type: ignore[arg-type]


def test_counting_stops_at_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_queries, "COUNTED", 3)
    member = a_member()
    for _each in range(5):
        an_entry(member)
    assert unread_count(OWN) == 3


def test_the_tray_is_one_scan_of_its_index_in_the_order_it_is_read() -> None:
    with connection.cursor() as cursor:
        # On so few rows any plan would do; these let the planner show whether the index alone can answer.
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        place = (NOON, an_entry(a_member()).pk)
        plan = review_queries._unread(OWN, place)[:30].explain()
    assert "Index Scan using entry_unread" in plan
    assert "Sort" not in plan
    assert "handed_in_at >=" in plan.split("Index Cond:")[1].split("\n")[0]


def test_reading_marks_and_a_second_reading_changes_nothing() -> None:
    secretary, entry = as_actor(a_secretary()), an_entry(a_member())
    read_entry(by=secretary, at=NOON, entry=entry)
    read_entry(by=secretary, at=NOON + timedelta(hours=1), entry=entry)
    assert Entry.objects.get().read_at == NOON


def test_only_the_secretary_reviews_and_never_a_draft() -> None:
    member = a_member()
    entry, draft = an_entry(member), a_draft(member)
    for action in (read_entry, comment_entry, return_entry):
        more: dict[str, Any] = {} if action is read_entry else {"text": "好"}
        with pytest.raises(Denied):
            action(by=as_actor(a_member("刘委员")), at=NOON, entry=entry, **more)
        with pytest.raises(Denied):
            action(by=as_actor(a_secretary()), at=NOON, entry=draft, **more)
    assert Comment.objects.count() == 0


def test_a_comment_needs_words_and_praise_does_not() -> None:
    secretary, entry = as_actor(a_secretary()), an_entry(a_member())
    with pytest.raises(Refused):
        comment_entry(by=secretary, at=NOON, entry=entry, text=" ")
    with pytest.raises(Refused):
        return_entry(by=secretary, at=NOON, entry=entry, text="")
    comment_entry(by=secretary, at=NOON, entry=entry, praise=True)
    assert (Comment.objects.get().kind, Entry.objects.get().read_at) == ("praise", NOON)


def test_a_returned_entry_is_so_until_answered_and_then_comes_back_to_the_tray() -> None:
    secretary, member = a_secretary(), a_member()
    entry = an_entry(member)
    first = return_entry(by=as_actor(secretary), at=NOON, entry=entry, text="哪一户?")
    second = return_entry(by=as_actor(secretary), at=NOON, entry=entry, text="几点?")
    assert [found.pk for found in returned_to(member)] == [entry.pk]
    assert review_tray(OWN) == []
    answer_comment(by=as_actor(member), at=NOON, comment=first, text="三号")
    assert Entry.objects.get().returned_at == NOON
    answer_comment(by=as_actor(member), at=NOON, comment=second, text="九点")
    assert Entry.objects.get().returned_at is None
    assert returned_to(member) == []
    assert [found.pk for found in review_tray(OWN)] == [entry.pk]
    assert list(Addendum.objects.order_by("pk").values_list("kind", "text", "comment")) == [
        ("answer", "三号", first.pk),
        ("answer", "九点", second.pk),
    ]


def test_an_answer_to_a_plain_comment_does_not_bring_the_entry_back() -> None:
    secretary, member = a_secretary(), a_member()
    comment = comment_entry(by=as_actor(secretary), at=NOON, entry=an_entry(member), text="多去看看")
    with pytest.raises(Denied):
        answer_comment(by=as_actor(a_member("刘委员")), at=NOON, comment=comment, text="代答")
    with pytest.raises(Refused):
        answer_comment(by=as_actor(member), at=NOON, comment=comment, text="")
    answer_comment(by=as_actor(member), at=NOON, comment=comment, text="好")
    assert review_tray(OWN) == []


def test_the_keeper_is_told_of_red_ink_and_the_secretary_of_the_answer_without_its_words() -> None:
    secretary, member = a_secretary("李书记"), a_member()
    comment = comment_entry(by=as_actor(secretary), at=NOON, entry=an_entry(member), text="秘密的话")
    answer_comment(by=as_actor(member), at=NOON, comment=comment, text="也是秘密")
    told = {notice.kind: notice for notice in Notice.objects.all()}
    assert set(told) == {"entry_commented", "entry_answered"}
    assert told["entry_commented"].to_id == member.account_id
    assert told["entry_answered"].to_id == secretary.account_id
    assert "秘密" not in "".join(str(notice.params) for notice in told.values())


def test_the_week_tells_each_members_handed_in_read_commented_and_answered() -> None:
    secretary, member, idle = a_secretary("李书记"), a_member("王委员"), a_member("刘委员")
    read, commented, unread = (an_entry(member) for _each in range(3))
    an_entry(member, at=NOON - timedelta(days=7))
    a_draft(member)
    read_entry(by=as_actor(secretary), at=NOON, entry=read)
    comment = comment_entry(by=as_actor(secretary), at=NOON, entry=commented, text="好")
    comment_entry(by=as_actor(secretary), at=NOON, entry=commented, text="再看看")
    answer_comment(by=as_actor(member), at=NOON, comment=comment, text="是")
    week = review_week(OWN, MONDAY, CALENDAR, NOON.date())
    lines = {line.member.pk: line for line in week.members}
    found = lines[member.pk]
    counts = (found.handed_in, found.read, found.commented, found.answered, found.returned)
    assert counts == (3, 2, 1, 1, 0)
    assert (found.state, lines[idle.pk].state) == (ReviewState.AHEAD, ReviewState.EMPTY)
    assert {secretary.pk, member.pk, idle.pk} == set(lines)
    assert unread.read_at is None


def test_the_review_of_a_week_whose_friday_is_off_is_on_the_working_day_before() -> None:
    friday, monday_after = date(2026, 11, 27), date(2026, 11, 30)
    calendar = WorkingCalendar(known_years=frozenset({2026}), off_days=frozenset({friday, monday_after}))
    week = review_week(OWN, MONDAY, calendar, NOON.date())
    assert (week.review_on, week.meeting_on, week.moved) == (date(2026, 11, 26), date(2026, 12, 1), True)
    assert review_week(OWN, MONDAY, CALENDAR, NOON.date()).review_on == friday


def test_the_week_takes_two_queries_however_many_entries(
    django_assert_num_queries: Any,
) -> None:
    member = a_member()
    for _each in range(3):
        an_entry(member)
        with django_assert_num_queries(2):
            review_week(OWN, MONDAY, CALENDAR, NOON.date())


def test_the_tray_takes_as_many_queries_for_three_entries_as_for_one(django_assert_num_queries: Any) -> None:
    secretary, member = a_secretary(), a_member()
    for count in (1, 3):
        while Entry.objects.count() < count:
            comment = comment_entry(by=as_actor(secretary), at=NOON, entry=an_entry(member), text="好")
            answer_comment(by=as_actor(member), at=NOON, comment=comment, text="是")
        Entry.objects.update(read_at=None)
        with django_assert_num_queries(6):
            assert len(review_tray(OWN)) == count
