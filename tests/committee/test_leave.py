"""Being away: the zones are covered, each member has a deputy, and history tells both (method, element 1)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from minqing.access.acting import in_community
from minqing.access.scope import Viewer
from minqing.committee.actions import change_cover, end_leave_early, name_deputy, take_leave
from minqing.committee.models import Deputy, Leave, Member
from minqing.committee.queries import keeper_of, keepers_of
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Denied, Refused
from minqing.territory.models import Community
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import LONG_AGO, a_household, a_member, a_secretary, a_zone, as_actor, home_of

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[None]:
    with in_community(OWN):
        yield


def away(member: Member, cover: Member, first: date, until: date | None, **more: Any) -> Leave:
    return take_leave(
        by=more.pop("by", SYSTEM), at=NOW, member=member, from_day=first, to_day=until, cover=cover, **more
    )


def refused_at(*what: Any, **more: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        away(*what, **more)
    return list(refused.value.message_dict)


def test_the_cover_sees_the_households_meanwhile_and_the_keeping_does_not_change() -> None:
    wang, zhao = a_member("王委员"), a_member("赵委员")
    household = a_household()
    a_zone(wang, home_of(household))
    away(wang, zhao, day(0), day(3))

    def sees(on: int) -> bool:
        community = Community.objects.get(community=OWN)
        viewer = Viewer(as_actor(zhao), community, NOW + timedelta(days=on))
        return viewer.households().filter(pk=household.pk).exists()

    assert [sees(on) for on in (-1, 0, 2, 3)] == [False, True, True, False]
    keeper = keeper_of(household, day(1))
    assert keeper is not None
    assert (keeper.member, keeper.cover, keeper.answering) == (wang, zhao, zhao)
    history = [
        (kept.member, kept.cover, kept.days.from_day, kept.days.to_day) for kept in keepers_of(household)
    ]
    assert history == [
        (wang, None, LONG_AGO, day(0)),
        (wang, zhao, day(0), day(3)),
        (wang, None, day(3), None),
    ]


def test_nobody_covers_for_themselves() -> None:
    wang = a_member()
    assert refused_at(wang, wang, day(0), day(1)) == ["cover"]


def test_a_cover_who_is_away_on_one_of_the_days_is_refused() -> None:
    wang, zhao, sun = a_member(), a_member(), a_member()
    away(zhao, sun, day(5), day(6))
    assert refused_at(wang, zhao, day(0), day(6)) == ["cover"]
    assert refused_at(wang, zhao, day(5), None) == ["cover"]
    away(wang, zhao, day(0), day(5))


def test_two_absences_do_not_overlap_and_may_follow_each_other() -> None:
    wang, zhao = a_member(), a_member()
    away(wang, zhao, day(0), day(3))
    assert refused_at(wang, zhao, day(2), day(9)) == ["from_day"]
    away(wang, zhao, day(3), None)
    assert refused_at(wang, zhao, day(30), day(31)) == ["from_day"]


def test_who_covers_for_someone_is_not_away_then() -> None:
    wang, zhao, sun = a_member(), a_member(), a_member()
    away(wang, zhao, day(0), day(3))
    assert refused_at(zhao, sun, day(2), day(4)) == ["from_day"]
    away(zhao, sun, day(3), day(4))


def test_days_that_cannot_be_and_people_of_elsewhere_are_refused() -> None:
    wang, zhao = a_member(), a_member()
    assert refused_at(wang, zhao, day(3), day(3)) == ["to_day"]
    zhao.left_on = day(2)
    zhao.save()
    assert refused_at(wang, zhao, day(0), day(3)) == ["cover"]
    with in_community(SIBLING):
        stranger = a_member()
    with pytest.raises((Refused, KeyError)):
        away(wang, stranger, day(0), day(3))


def test_a_member_notes_the_own_absence_and_the_secretary_anyones() -> None:
    secretary, wang, zhao = a_secretary(), a_member(), a_member()
    away(wang, zhao, day(0), day(1), by=as_actor(wang))
    with pytest.raises(Denied):
        away(zhao, secretary, day(5), day(6), by=as_actor(wang))
    away(zhao, secretary, day(5), day(6), by=as_actor(secretary))


def test_back_earlier_ends_it_and_back_before_it_began_takes_it_away() -> None:
    wang, zhao = a_member(), a_member()
    leave = away(wang, zhao, day(0), day(9))
    end_leave_early(by=as_actor(wang), at=NOW, leave=leave, on=day(4))
    assert Leave.objects.get().to_day == day(4)
    with pytest.raises(Refused):
        end_leave_early(by=SYSTEM, at=NOW, leave=leave, on=day(6))
    with pytest.raises(Denied):
        end_leave_early(by=as_actor(zhao), at=NOW, leave=leave, on=day(2))
    end_leave_early(by=SYSTEM, at=NOW, leave=leave, on=day(0))
    assert not Leave.objects.exists()


def test_someone_else_covers_the_rest_and_history_keeps_both() -> None:
    wang, zhao, sun = a_member(), a_member(), a_member()
    leave = away(wang, zhao, day(0), day(9))
    change_cover(by=SYSTEM, at=NOW, leave=leave, cover=sun, on=day(4))
    told = Leave.objects.order_by("from_day").values_list("cover", "from_day", "to_day")
    assert list(told) == [(zhao.pk, day(0), day(4)), (sun.pk, day(4), day(9))]
    with pytest.raises(Refused):
        change_cover(by=SYSTEM, at=NOW, leave=leave, cover=sun, on=day(4))


def test_a_refused_change_of_cover_leaves_the_absence_as_it_was() -> None:
    wang, zhao = a_member(), a_member()
    leave = away(wang, zhao, day(0), day(9))
    with pytest.raises(Refused):
        change_cover(by=SYSTEM, at=NOW, leave=leave, cover=wang, on=day(4))
    assert Leave.objects.get().to_day == day(9)


def test_a_deputy_follows_the_one_before_and_may_be_taken_back() -> None:
    wang, zhao, sun = a_member(), a_member(), a_member()
    name_deputy(by=SYSTEM, at=NOW, member=wang, deputy=zhao, from_day=day(0))
    name_deputy(by=SYSTEM, at=NOW, member=wang, deputy=zhao, from_day=day(2))
    name_deputy(by=SYSTEM, at=NOW, member=wang, deputy=sun, from_day=day(5))
    name_deputy(by=SYSTEM, at=NOW, member=wang, deputy=None, from_day=day(9))
    told = Deputy.objects.order_by("from_day").values_list("deputy", "from_day", "to_day")
    assert list(told) == [(zhao.pk, day(0), day(5)), (sun.pk, day(5), day(9))]
    with pytest.raises(Refused):
        name_deputy(by=SYSTEM, at=NOW, member=wang, deputy=wang, from_day=day(0))
    with pytest.raises(Denied):
        name_deputy(by=as_actor(wang), at=NOW, member=wang, deputy=zhao, from_day=day(0))
