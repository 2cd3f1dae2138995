"""What is added below an entry: notes, the right door, a wish come true."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.diary.actions import add_addendum, fulfil_wish, move_entry
from minqing.diary.models import Addendum, Entry
from minqing.diary.places import Place, at_households, place_of
from minqing.diary.queries import wish_counts, wishes
from minqing.ledger.errors import Denied, Refused
from tests.factories.diary import NOON, a_draft, an_entry
from tests.factories.ground import OWN
from tests.factories.people import (
    a_courtyard,
    a_dwelling,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    as_actor,
    home_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with in_community(OWN):
        yield


def test_a_correction_stands_below_dated_and_the_entry_stays() -> None:
    member = a_member()
    entry = an_entry(member)
    later = NOON + timedelta(days=2)
    add_addendum(
        by=as_actor(member), at=later, entry=entry, text="  是三单元 ", kind=Addendum.Kind.CORRECTION
    )
    added = Addendum.objects.get()
    assert (added.text, added.kind, added.at, added.by_id) == (
        "是三单元",
        "correction",
        later,
        member.account_id,
    )
    assert Entry.objects.get().matter == entry.matter


def test_only_the_keeper_adds_below_only_when_handed_in_and_with_words() -> None:
    member = a_member()
    entry = an_entry(member)
    with pytest.raises(Denied):
        add_addendum(by=as_actor(a_secretary()), at=NOON, entry=entry, text="代补")
    for wrong in ({"text": " "}, {"text": "补", "kind": Addendum.Kind.MOVE}):
        with pytest.raises(Refused):
            add_addendum(by=as_actor(member), at=NOON, entry=entry, **wrong)
    with pytest.raises(Refused):
        add_addendum(by=as_actor(member), at=NOON, entry=a_draft(member), text="补")
    assert Addendum.objects.count() == 0


def test_an_entry_under_the_wrong_door_is_filed_under_the_right_one_and_its_row_stays() -> None:
    member = a_member()
    wrong, right = a_household("赵某"), a_household("钱某")
    entry = an_entry(member, household=wrong)
    move_entry(by=as_actor(member), at=NOON, entry=entry, courtyard=None, household=right, text="记错了门")
    row = Entry.objects.get()
    assert row.household == wrong
    assert place_of(row) == Place(home_of(right).courtyard, right, moved=True)
    assert list(at_households(Entry.objects.all(), [wrong])) == []
    assert list(at_households(Entry.objects.all(), [right])) == [row]


def test_the_last_move_counts_and_one_may_lead_to_no_door() -> None:
    member = a_member()
    first, second = a_household("赵某"), a_household("钱某")
    entry = an_entry(member, household=first)
    for minutes, household in ((1, second), (2, first), (3, None)):
        move_entry(
            by=as_actor(member),
            at=NOON + timedelta(minutes=minutes),
            entry=entry,
            courtyard=None,
            household=household,
        )
    row = Entry.objects.get()
    assert place_of(row) == Place(None, None, moved=True)
    assert list(at_households(Entry.objects.all(), [first, second])) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=6))
def test_the_query_and_the_reading_of_one_entry_tell_the_same_place(doors: list[int]) -> None:
    member = a_member()
    households = [a_household("赵某"), a_household("钱某"), a_household("孙某")]
    entry = an_entry(member, household=households[0])
    for minute, door in enumerate(doors):
        household = households[door] if door < 3 else None
        try:
            move_entry(
                by=as_actor(member),
                at=NOON + timedelta(minutes=minute),
                entry=entry,
                courtyard=None,
                household=household,
            )
        except Refused:
            continue
    stands = place_of(Entry.objects.get(pk=entry.pk)).household
    for household in households:
        found = at_households(Entry.objects.filter(pk=entry.pk), [household])
        assert found.exists() == (household == stands)


def test_a_move_to_where_it_stands_or_to_a_wrong_courtyard_is_refused() -> None:
    member, household = a_member(), a_household()
    entry = an_entry(member, household=household)
    with pytest.raises(Refused) as error:
        move_entry(by=as_actor(member), at=NOON, entry=entry, courtyard=None, household=household)
    assert set(error.value.message_dict) == {"courtyard"}
    with pytest.raises(Refused) as error:
        move_entry(by=as_actor(member), at=NOON, entry=entry, courtyard=a_courtyard(), household=household)
    assert set(error.value.message_dict) == {"household"}


def test_the_secretary_may_move_and_a_colleague_may_not() -> None:
    entry, courtyard = an_entry(a_member()), a_courtyard()
    with pytest.raises(Denied):
        move_entry(by=as_actor(a_member("刘委员")), at=NOON, entry=entry, courtyard=courtyard)
    move_entry(by=as_actor(a_secretary()), at=NOON, entry=entry, courtyard=courtyard)
    assert place_of(entry).courtyard == courtyard


def test_a_wish_that_came_true_is_counted_once() -> None:
    member = a_member()
    entry, other = an_entry(member, wish="想装个扶手"), an_entry(member, wish="想学手机")
    an_entry(member)
    fulfil_wish(by=as_actor(a_member("刘委员")), at=NOON, entry=entry, on=date(2026, 11, 24), text="装好了")
    counts = wish_counts(Entry.objects.all())
    assert (counts.open, counts.fulfilled) == (1, 1)
    assert [found.pk for found in wishes(Entry.objects.all())] == [other.pk]
    assert [found.pk for found in wishes(Entry.objects.all(), fulfilled=True)] == [entry.pk]
    assert Addendum.objects.get().kind == Addendum.Kind.WISH
    with pytest.raises(Refused):
        fulfil_wish(by=as_actor(member), at=NOON, entry=entry, on=date(2026, 11, 24))


def test_a_wish_comes_true_between_the_entry_and_today() -> None:
    member = a_member()
    entry = an_entry(member, wish="想装个扶手")
    for day in (date(2026, 11, 23), date(2026, 11, 25)):
        with pytest.raises(Refused) as error:
            fulfil_wish(by=as_actor(member), at=NOON, entry=entry, on=day)
        assert set(error.value.message_dict) == {"on"}
    with pytest.raises(Refused):
        fulfil_wish(by=as_actor(member), at=NOON, entry=an_entry(member), on=NOON.date())


def test_a_moved_entry_shows_to_the_keeper_of_the_right_door_and_no_longer_to_that_of_the_wrong() -> None:
    from minqing.access.scope import Viewer
    from minqing.territory.models import Community

    community = Community.objects.get(community=OWN)
    writer, left, right = a_member("王委员"), a_member("刘委员"), a_member("张委员")
    wrong, correct = a_household(dwelling=a_dwelling()), a_household(dwelling=a_dwelling())
    a_zone(left, home_of(wrong))
    a_zone(right, home_of(correct))
    entry = an_entry(writer, household=wrong)

    def seen(member: object) -> list[object]:
        viewer = Viewer(as_actor(member), community, NOON)  # type: ignore[arg-type]
        return list(viewer.entries().values_list("pk", flat=True))

    assert (seen(left), seen(right)) == ([entry.pk], [])
    move_entry(by=as_actor(writer), at=NOON, entry=entry, courtyard=None, household=correct)
    assert (seen(left), seen(right), seen(writer)) == ([], [entry.pk], [entry.pk])
