"""Moving house, moving between households, leaving and returning: the history is kept."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minqing.access.acting import in_community
from minqing.households.actions import (
    agree_to_role,
    correct_home,
    end_household,
    move_household,
    move_resident,
    resident_leaves,
    resident_returns,
    settle_household,
)
from minqing.households.models import Household, Membership, Residence
from minqing.ledger.actor import Actor, Held
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from tests.factories.ground import OWN, SIBLING
from tests.factories.households import NOW, TODAY, homes_of, names_in, person, resident_named, the_secretary
from tests.factories.people import a_dwelling, a_household, home_of

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)
JULY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with in_community(OWN):
        yield


def test_a_household_that_settles_lives_in_its_home_with_its_people_from_that_day() -> None:
    home = a_dwelling(unit="3")
    household = settle_household(
        by=the_secretary(),
        at=NOW,
        dwelling=home,
        day=MAY,
        people=[person("赵一", relation="head"), person("赵二")],
    )
    assert homes_of(household) == [("3", MAY, None)]
    assert names_in(household, MAY) == ["赵一", "赵二"]
    assert names_in(household, date(2026, 4, 30)) == []


def test_settling_a_household_appends_one_record_for_it_and_one_for_each_person() -> None:
    before = Record.objects.count()
    settle_household(
        by=the_secretary(), at=NOW, dwelling=a_dwelling(), day=MAY, people=[person("赵一"), person("赵二")]
    )
    assert list(Record.objects.filter(seq__gt=before).order_by("seq").values_list("kind", flat=True)) == [
        "resident.add",
        "resident.add",
        "household.settle",
    ]


def test_a_household_settles_with_somebody_in_it() -> None:
    with pytest.raises(Refused) as refused:
        settle_household(by=the_secretary(), at=NOW, dwelling=a_dwelling(), day=MAY)
    assert list(refused.value.message_dict) == ["name"]
    assert Household.objects.count() == 0


def test_a_refused_person_leaves_nothing_of_the_household_behind() -> None:
    before = Record.objects.count()
    with pytest.raises(Refused):
        settle_household(
            by=the_secretary(), at=NOW, dwelling=a_dwelling(), day=MAY, people=[person("赵一"), person("")]
        )
    assert (Household.objects.count(), Residence.objects.count(), Record.objects.count()) == (0, 0, before)


def test_a_move_ends_one_residence_and_begins_another_on_the_same_day() -> None:
    household, new = a_household("赵一", dwelling=a_dwelling(unit="3")), a_dwelling(unit="7")
    move_household(by=the_secretary(), at=NOW, household=household, dwelling=new, day=MAY)
    assert homes_of(household) == [("3", date(2020, 1, 1), MAY), ("7", MAY, None)]


def test_a_household_does_not_move_to_where_it_lives() -> None:
    household = a_household("赵一")
    with pytest.raises(Refused) as refused:
        move_household(by=the_secretary(), at=NOW, household=household, dwelling=home_of(household), day=MAY)
    assert list(refused.value.message_dict) == ["dwelling"]


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2019, 12, 31), date(2026, 11, 26), date(1899, 1, 1)])
def test_a_move_on_a_day_that_cannot_be_is_refused_and_changes_nothing(day: date) -> None:
    household = a_household("赵一", dwelling=a_dwelling(unit="3"))
    with pytest.raises(Refused) as refused:
        move_household(by=the_secretary(), at=NOW, household=household, dwelling=a_dwelling(), day=day)
    assert list(refused.value.message_dict) == ["day"]
    assert homes_of(household) == [("3", date(2020, 1, 1), None)]


def test_a_move_may_be_written_down_for_tomorrow() -> None:
    household, tomorrow = a_household("赵一", dwelling=a_dwelling(unit="3")), date(2026, 11, 25)
    move_household(
        by=the_secretary(), at=NOW, household=household, dwelling=a_dwelling(unit="7"), day=tomorrow
    )
    assert homes_of(household) == [("3", date(2020, 1, 1), tomorrow), ("7", tomorrow, None)]


def test_nobody_moves_into_a_home_that_is_gone() -> None:
    household, gone = a_household("赵一"), a_dwelling()
    gone.gone_on = MAY
    gone.save()
    with pytest.raises(Refused) as refused:
        move_household(by=the_secretary(), at=NOW, household=household, dwelling=gone, day=JULY)
    assert list(refused.value.message_dict) == ["dwelling"]


def test_a_home_that_was_wrong_from_the_beginning_is_put_right_without_a_move() -> None:
    household = a_household("赵一", dwelling=a_dwelling(unit="3"))
    correct_home(by=the_secretary(), at=NOW, household=household, dwelling=a_dwelling(unit="7"))
    assert homes_of(household) == [("7", date(2020, 1, 1), None)]


def test_the_database_refuses_two_homes_for_one_household_at_one_moment() -> None:
    household = a_household("赵一")
    twice = Residence(community=OWN, household=household, dwelling=a_dwelling(), from_day=MAY)
    with pytest.raises(IntegrityError, match="a_household_lives_in_one_dwelling"), transaction.atomic():
        twice.save()


def test_the_database_refuses_two_households_for_one_person_at_one_moment() -> None:
    a_household("赵一")
    twice = Membership(
        community=OWN, resident=resident_named("赵一"), household=a_household("钱一"), from_day=MAY
    )
    with pytest.raises(IntegrityError, match="a_resident_belongs_to_one_household"), transaction.atomic():
        twice.save()


def test_a_person_who_moves_to_another_household_is_in_one_until_the_day_and_in_the_other_from_it() -> None:
    first, second = a_household("赵一", "赵二"), a_household("钱一")
    move_resident(by=the_secretary(), at=NOW, resident=resident_named("赵二"), household=second, day=MAY)
    assert (names_in(first, date(2026, 4, 30)), names_in(second, date(2026, 4, 30))) == (
        ["赵一", "赵二"],
        ["钱一"],
    )
    assert (names_in(first, MAY), names_in(second, MAY)) == (["赵一"], ["赵二", "钱一"])


def test_when_the_last_person_moves_out_of_a_household_it_ends() -> None:
    first, second = a_household("赵一", dwelling=a_dwelling(unit="3")), a_household("钱一")
    move_resident(by=the_secretary(), at=NOW, resident=resident_named("赵一"), household=second, day=MAY)
    first.refresh_from_db()
    assert first.ended_on == MAY
    assert homes_of(first) == [("3", date(2020, 1, 1), MAY)]


def test_a_household_has_one_head() -> None:
    a_household("赵一", "赵二")
    second = a_household("钱一")
    with pytest.raises(Refused) as refused:
        move_resident(
            by=the_secretary(),
            at=NOW,
            resident=resident_named("赵二"),
            household=second,
            day=MAY,
            relation="head",
        )
    assert list(refused.value.message_dict) == ["relation"]


def test_who_leaves_stays_in_the_history_and_their_role_ends() -> None:
    household = a_household("赵一", "赵二")
    role = agree_to_role(
        by=the_secretary(), at=NOW, resident=resident_named("赵二"), kind="volunteer", day=MAY, agreed_on=MAY
    )
    resident_leaves(by=the_secretary(), at=NOW, resident=resident_named("赵二"), day=JULY)
    role.refresh_from_db()
    assert (names_in(household, MAY), names_in(household, JULY)) == (["赵一", "赵二"], ["赵一"])
    assert (resident_named("赵二").left_on, role.to_day) == (JULY, JULY)


def test_who_comes_back_belongs_again_and_the_time_away_stays_visible() -> None:
    household, actor = a_household("赵一", "赵二"), the_secretary()
    resident_leaves(by=actor, at=NOW, resident=resident_named("赵二"), day=MAY)
    resident_returns(by=actor, at=NOW, resident=resident_named("赵二"), household=household, day=JULY)
    assert (names_in(household, date(2026, 6, 1)), names_in(household, JULY)) == (["赵一"], ["赵一", "赵二"])
    assert resident_named("赵二").left_on is None


def test_nobody_comes_back_before_they_left_or_without_having_left() -> None:
    household, actor = a_household("赵一", "赵二"), the_secretary()
    with pytest.raises(Refused):
        resident_returns(by=actor, at=NOW, resident=resident_named("赵二"), household=household, day=MAY)
    resident_leaves(by=actor, at=NOW, resident=resident_named("赵二"), day=JULY)
    with pytest.raises(Refused) as refused:
        resident_returns(by=actor, at=NOW, resident=resident_named("赵二"), household=household, day=MAY)
    assert list(refused.value.message_dict) == ["day"]


def test_a_household_that_moves_away_ends_with_everyone_in_it() -> None:
    household = a_household("赵一", "赵二", dwelling=a_dwelling(unit="3"))
    end_household(by=the_secretary(), at=NOW, household=household, day=MAY)
    assert (names_in(household, MAY), homes_of(household)) == ([], [("3", date(2020, 1, 1), MAY)])
    assert {resident_named(name).left_on for name in ("赵一", "赵二")} == {MAY}


def test_an_ended_household_neither_moves_nor_ends_again() -> None:
    household, actor = a_household("赵一"), the_secretary()
    end_household(by=actor, at=NOW, household=household, day=MAY)
    with pytest.raises(Refused):
        end_household(by=actor, at=NOW, household=household, day=JULY)
    with pytest.raises(Refused):
        move_household(by=actor, at=NOW, household=household, dwelling=a_dwelling(), day=JULY)


@pytest.mark.parametrize("posts", [(), (Held("member", SIBLING),), (Held("officer", "110101005"),)])
def test_who_is_not_of_the_committee_changes_nothing(posts: tuple[Held, ...]) -> None:
    household = a_household("赵一")
    stranger = Actor(household.pk, "某人", posts)
    with pytest.raises(Denied):
        move_household(by=stranger, at=NOW, household=household, dwelling=a_dwelling(), day=TODAY)
    with pytest.raises(Denied):
        settle_household(by=stranger, at=NOW, dwelling=a_dwelling(), day=TODAY, people=[person()])
