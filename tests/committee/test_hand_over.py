"""Handing a zone over: at a day, without a gap or an overlap (method, element 1)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from minqing.access.acting import in_community
from minqing.committee import happenings
from minqing.committee.actions import (
    call_off_hand_over,
    carry_out_hand_over,
    give_zone,
    hand_over_zone,
)
from minqing.committee.models import Keeping, Member, Zone
from minqing.committee.queries import hand_overs_due, keeper_of, keepers_of
from minqing.committee.tasks import carry_out_hand_overs
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Denied, Refused
from tests.factories.ground import OWN
from tests.factories.people import (
    LONG_AGO,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    as_actor,
    home_of,
)

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def here(db: None) -> Iterator[None]:
    with in_community(OWN):
        yield


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the rooms above hear."""
    heard: list[tuple[Any, ...]] = []
    monkeypatch.setattr(happenings.zone_handed_over, "_fillings", [lambda *said: heard.append(said[:4])])
    return heard


def keepings(zone: Zone) -> list[tuple[str, date, date | None]]:
    rows = Keeping.objects.filter(zone=zone).order_by("from_day")
    return [(row.member.name, row.from_day, row.to_day) for row in rows.select_related("member")]


def hand(zone: Zone, to: Member, on: date, **more: Any) -> Keeping:
    return hand_over_zone(by=SYSTEM, at=NOW, zone=zone, to_member=to, on=on, **more)


@pytest.mark.usefixtures("here")
class TestHandOver:
    def test_today_the_new_keeper_begins_where_the_old_one_ends(self, handed_over: list[Any]) -> None:
        wang, zhao = a_member("王委员"), a_member("赵委员")
        zone = a_zone(wang)
        hand(zone, zhao, TODAY)
        assert keepings(zone) == [("王委员", LONG_AGO, TODAY), ("赵委员", TODAY, None)]
        assert handed_over == [(zone, wang, zhao, TODAY)]

    def test_a_past_day_splits_the_keeping_there(self, handed_over: list[Any]) -> None:
        zone, zhao = a_zone(a_member("王委员")), a_member("赵委员")
        hand(zone, zhao, date(2026, 10, 1))
        assert keepings(zone) == [
            ("王委员", LONG_AGO, date(2026, 10, 1)),
            ("赵委员", date(2026, 10, 1), None),
        ]
        assert len(handed_over) == 1

    def test_a_day_to_come_is_planned_and_moves_nothing_yet(self, handed_over: list[Any]) -> None:
        zone, zhao = a_zone(a_member("王委员")), a_member("赵委员")
        planned = hand(zone, zhao, TODAY + timedelta(days=7))
        assert handed_over == []
        assert hand_overs_due(OWN, NOW) == []
        assert hand_overs_due(OWN, NOW + timedelta(days=7)) == [planned]

    def test_on_its_day_the_worker_carries_a_planned_one_out_once(
        self, handed_over: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wang, zhao = a_member("王委员"), a_member("赵委员")
        zone = a_zone(wang)
        day = TODAY + timedelta(days=7)
        hand(zone, zhao, day)
        monkeypatch.setattr("minqing.committee.tasks.timezone.now", lambda: NOW + timedelta(days=7))
        carry_out_hand_overs(0)
        carry_out_hand_overs(0)
        assert handed_over == [(zone, wang, zhao, day)]

    def test_before_its_day_a_planned_one_cannot_be_carried_out(self) -> None:
        planned = hand(a_zone(a_member()), a_member(), TODAY + timedelta(days=1))
        with pytest.raises(Refused):
            carry_out_hand_over(by=SYSTEM, at=NOW, keeping=planned)

    def test_a_planned_one_that_is_handed_on_before_the_worker_came_still_moves_what_goes_with_it(
        self, handed_over: list[Any]
    ) -> None:
        wang, zhao, sun = a_member("王委员"), a_member("赵委员"), a_member("孙委员")
        zone = a_zone(wang)
        day = TODAY + timedelta(days=1)
        hand(zone, zhao, day)
        hand_over_zone(by=SYSTEM, at=NOW + timedelta(days=1), zone=zone, to_member=sun, on=day)
        assert keepings(zone) == [("王委员", LONG_AGO, day), ("孙委员", day, None)]
        assert handed_over == [(zone, wang, zhao, day), (zone, zhao, sun, day)]

    def test_what_was_planned_for_later_stays_planned(self) -> None:
        zone = a_zone(a_member("王委员"))
        day = TODAY + timedelta(days=30)
        hand(zone, a_member("赵委员"), day)
        hand(zone, a_member("孙委员"), TODAY)
        assert keepings(zone) == [("王委员", LONG_AGO, TODAY), ("孙委员", TODAY, day), ("赵委员", day, None)]

    def test_a_past_hand_over_before_another_one_moves_nothing_that_is_open_now(
        self, handed_over: list[Any]
    ) -> None:
        zone = a_zone(a_member("王委员"))
        hand(zone, a_member("赵委员"), TODAY)
        hand(zone, a_member("孙委员"), date(2026, 10, 1))
        assert keepings(zone) == [
            ("王委员", LONG_AGO, date(2026, 10, 1)),
            ("孙委员", date(2026, 10, 1), TODAY),
            ("赵委员", TODAY, None),
        ]
        assert len(handed_over) == 1

    def test_a_planned_one_is_called_off_and_the_keeper_stays(self) -> None:
        zone = a_zone(a_member("王委员"))
        planned = hand(zone, a_member("赵委员"), TODAY + timedelta(days=7))
        call_off_hand_over(by=SYSTEM, at=NOW, keeping=planned)
        assert keepings(zone) == [("王委员", LONG_AGO, None)]

    def test_one_that_happened_is_not_called_off(self) -> None:
        zone = a_zone(a_member("王委员"))
        done = hand(zone, a_member("赵委员"), TODAY)
        with pytest.raises(Refused):
            call_off_hand_over(by=SYSTEM, at=NOW, keeping=done)
        assert len(keepings(zone)) == 2

    def test_to_the_same_member_is_refused(self) -> None:
        wang = a_member("王委员")
        with pytest.raises(Refused) as refused:
            hand(a_zone(wang), wang, TODAY)
        assert list(refused.value.message_dict) == ["to_member"]

    def test_to_someone_who_leaves_before_is_refused(self) -> None:
        leaving = a_member()
        leaving.left_on = TODAY
        leaving.save()
        with pytest.raises(Refused) as refused:
            hand(a_zone(a_member()), leaving, TODAY)
        assert list(refused.value.message_dict) == ["to_member"]

    def test_decided_about_a_keeper_who_is_no_longer_one_is_refused(self) -> None:
        wang = a_member("王委员")
        zone = a_zone(wang)
        hand(zone, a_member("赵委员"), TODAY, from_member=wang)
        with pytest.raises(Refused) as refused:
            hand(zone, a_member("孙委员"), TODAY, from_member=wang)
        assert "赵委员" in str(refused.value)

    def test_the_secretary_hands_over_and_a_member_may_not(self) -> None:
        secretary, wang, zhao = a_secretary(), a_member(), a_member()
        zone = a_zone(wang)
        with pytest.raises(Denied):
            hand_over_zone(by=as_actor(wang), at=NOW, zone=zone, to_member=zhao, on=TODAY)
        hand_over_zone(by=as_actor(secretary), at=NOW, zone=zone, to_member=zhao, on=TODAY)
        assert len(keepings(zone)) == 2

    def test_a_zone_with_a_keeper_is_not_given_again(self) -> None:
        zone = a_zone(a_member("王委员"))
        with pytest.raises(Refused):
            give_zone(by=SYSTEM, at=NOW, zone=zone, member=a_member(), from_day=TODAY)
        assert len(keepings(zone)) == 1

    def test_the_household_follows(self) -> None:
        household = a_household()
        zone = a_zone(a_member("王委员"), home_of(household))
        hand(zone, a_member("赵委员"), TODAY)
        before, after = keeper_of(household, TODAY - timedelta(days=1)), keeper_of(household, TODAY)
        assert before is not None and before.member.name == "王委员"
        assert after is not None and after.member.name == "赵委员"
        assert [(kept.member and kept.member.name, kept.days.from_day) for kept in keepers_of(household)] == [
            ("王委员", LONG_AGO),
            ("赵委员", TODAY),
        ]
