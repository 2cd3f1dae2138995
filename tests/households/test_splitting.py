"""Households part and become one; each knows where it came from and where it went."""

from collections.abc import Iterator
from datetime import date

import pytest

from minqing.access.acting import in_community
from minqing.households.actions import end_household, join_households, split_household
from minqing.households.models import Household, Membership
from minqing.ledger.errors import Refused
from tests.factories.ground import OWN
from tests.factories.households import NOW, homes_of, names_in, resident_named, the_secretary
from tests.factories.people import a_dwelling, a_household, home_of

pytestmark = pytest.mark.django_db
MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with in_community(OWN):
        yield


def test_members_who_part_form_a_household_that_knows_where_it_came_from() -> None:
    family = a_household("赵一", "赵二", "赵三", dwelling=a_dwelling(unit="3"))
    formed = split_household(
        by=the_secretary(),
        at=NOW,
        household=family,
        members=[resident_named("赵二"), resident_named("赵三")],
        head=resident_named("赵二"),
        dwelling=a_dwelling(unit="7"),
        day=MAY,
    )
    assert (names_in(family, MAY), names_in(formed, MAY)) == (["赵一"], ["赵三", "赵二"])
    assert (formed.split_from, formed.formed_on, homes_of(formed)) == (family, MAY, [("7", MAY, None)])


def test_relations_to_the_new_head_are_not_guessed() -> None:
    family = a_household("赵一", "赵二", "赵三")
    formed = split_household(
        by=the_secretary(),
        at=NOW,
        household=family,
        members=[resident_named("赵二"), resident_named("赵三")],
        head=resident_named("赵二"),
        dwelling=home_of(family),
        day=MAY,
    )
    rows = Membership.objects.filter(household=formed).order_by("resident__name")
    assert list(rows.values_list("resident__name", "relation")) == [("赵三", ""), ("赵二", "head")]


def test_who_parts_may_stay_in_the_same_home() -> None:
    family = a_household("赵一", "赵二", dwelling=a_dwelling(unit="3"))
    formed = split_household(
        by=the_secretary(),
        at=NOW,
        household=family,
        members=[resident_named("赵二")],
        dwelling=home_of(family),
        day=MAY,
    )
    assert homes_of(formed) == [("3", MAY, None)]


@pytest.mark.parametrize(
    ("names", "day", "field"),
    [
        ([], MAY, "members"),
        (["赵一", "赵二"], MAY, "members"),
        (["赵二", "钱一"], MAY, "members"),
        (["赵二"], date(2020, 1, 1), "day"),
        (["赵二"], date(2019, 6, 1), "day"),
        (["赵二"], date(2027, 6, 1), "day"),
    ],
)
def test_a_split_that_cannot_be_is_refused(names: list[str], day: date, field: str) -> None:
    family = a_household("赵一", "赵二")
    a_household("钱一")
    members = [resident_named(name) for name in names]
    with pytest.raises(Refused) as refused:
        split_household(
            by=the_secretary(), at=NOW, household=family, members=members, dwelling=home_of(family), day=day
        )
    assert list(refused.value.message_dict) == [field]
    assert Household.objects.count() == 2


def test_a_head_who_stays_behind_is_refused() -> None:
    family = a_household("赵一", "赵二")
    with pytest.raises(Refused) as refused:
        split_household(
            by=the_secretary(),
            at=NOW,
            household=family,
            members=[resident_named("赵二")],
            head=resident_named("赵一"),
            dwelling=home_of(family),
            day=MAY,
        )
    assert list(refused.value.message_dict) == ["head"]


def test_a_household_that_joins_another_ends_and_knows_where_it_went() -> None:
    joining, host = a_household("赵一", "赵二", dwelling=a_dwelling(unit="3")), a_household("钱一")
    join_households(by=the_secretary(), at=NOW, household=joining, into=host, day=MAY)
    joining.refresh_from_db()
    assert (joining.ended_on, joining.joined_into, homes_of(joining)) == (
        MAY,
        host,
        [("3", date(2020, 1, 1), MAY)],
    )
    assert (names_in(joining, date(2026, 4, 30)), names_in(joining, MAY)) == (["赵一", "赵二"], [])
    assert names_in(host, MAY) == ["赵一", "赵二", "钱一"]


def test_a_household_does_not_join_itself_or_one_that_has_ended() -> None:
    one, other, actor = a_household("赵一"), a_household("钱一"), the_secretary()
    with pytest.raises(Refused) as itself:
        join_households(by=actor, at=NOW, household=one, into=one, day=MAY)
    end_household(by=actor, at=NOW, household=other, day=MAY)
    with pytest.raises(Refused) as ended:
        join_households(by=actor, at=NOW, household=one, into=other, day=JULY)
    assert (list(itself.value.message_dict), list(ended.value.message_dict)) == (["into"], ["into"])


def test_a_household_that_joins_after_a_member_came_later_is_refused_before_that_day() -> None:
    one, other = a_household("赵一"), a_household("钱一")
    Membership.objects.filter(resident__name="赵一").update(from_day=JULY)
    with pytest.raises(Refused) as refused:
        join_households(by=the_secretary(), at=NOW, household=one, into=other, day=MAY)
    assert list(refused.value.message_dict) == ["day"]


def test_a_household_does_not_end_before_the_day_on_which_somebody_left_it() -> None:
    family, host, actor = a_household("赵一", "赵二"), a_household("钱一"), the_secretary()
    split_household(
        by=actor,
        at=NOW,
        household=family,
        members=[resident_named("赵二")],
        dwelling=home_of(family),
        day=JULY,
    )
    with pytest.raises(Refused) as joined:
        join_households(by=actor, at=NOW, household=family, into=host, day=MAY)
    with pytest.raises(Refused) as ended:
        end_household(by=actor, at=NOW, household=family, day=MAY)
    assert (list(joined.value.message_dict), list(ended.value.message_dict)) == (["day"], ["day"])
    assert names_in(family, JULY) == ["赵一"]
