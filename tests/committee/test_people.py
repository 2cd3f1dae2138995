"""Portfolios, the duty roster, and parting with a member (method: 统分结合, AB 角, 值班)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from minqing.access.acting import in_community
from minqing.access.actors import posts_held
from minqing.accounts.models import Account
from minqing.committee.actions import (
    add_portfolio,
    drop_portfolio,
    hand_over_zone,
    hold_portfolio,
    name_deputy,
    part_with_member,
    put_on_duty,
    share_portfolios,
    take_leave,
)
from minqing.committee.models import Deputy, Duty, PortfolioHolding
from minqing.committee.queries import matrix, members_now, roster, zones_now
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Denied, Refused
from minqing.territory.models import Community
from tests.factories.ground import OWN
from tests.factories.people import LONG_AGO, a_member, a_secretary, a_zone, as_actor

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[None]:
    with in_community(OWN):
        yield


class TestPortfolios:
    def test_the_matrix_tells_for_each_zone_whether_its_keeper_holds_the_portfolio(self) -> None:
        wang, zhao = a_member("王委员"), a_member("赵委员")
        east, west = a_zone(wang), a_zone(zhao)
        civil = add_portfolio(by=SYSTEM, at=NOW, community=OWN, name="民政")
        safety = add_portfolio(by=SYSTEM, at=NOW, community=OWN, name="安全")
        hold_portfolio(by=SYSTEM, at=NOW, member=wang, portfolio=civil, from_day=day(0))
        told = matrix(OWN, TODAY, zones_now(OWN, TODAY))
        assert [each.zone for each in told.zones] == [east, west]
        assert [(line.portfolio, line.holders, line.cells) for line in told.lines] == [
            (safety, [], [False, False]),
            (civil, [wang], [True, False]),
        ]
        before = matrix(OWN, day(-1), zones_now(OWN, day(-1)))
        assert [line.holders for line in before.lines] == [[], []]

    def test_holding_it_twice_is_holding_it_once_and_dropping_it_ends_it(self) -> None:
        wang = a_member()
        civil = add_portfolio(by=SYSTEM, at=NOW, community=OWN, name="民政")
        for _time in range(2):
            hold_portfolio(by=SYSTEM, at=NOW, member=wang, portfolio=civil, from_day=day(0))
        drop_portfolio(by=SYSTEM, at=NOW, member=wang, portfolio=civil, on=day(5))
        assert list(PortfolioHolding.objects.values_list("from_day", "to_day")) == [(day(0), day(5))]
        with pytest.raises(Refused):
            drop_portfolio(by=SYSTEM, at=NOW, member=wang, portfolio=civil, on=day(6))

    def test_just_the_chosen_ones_are_held_from_the_day(self) -> None:
        wang = a_member()
        civil, safety = (
            add_portfolio(by=SYSTEM, at=NOW, community=OWN, name=name) for name in ("民政", "安全")
        )
        share_portfolios(by=SYSTEM, at=NOW, member=wang, portfolios=[civil], from_day=day(0))
        share_portfolios(by=SYSTEM, at=NOW, member=wang, portfolios=[safety], from_day=day(3))
        told = PortfolioHolding.objects.order_by("from_day").values_list("portfolio", "from_day", "to_day")
        assert list(told) == [(civil.pk, day(0), day(3)), (safety.pk, day(3), None)]

    def test_a_name_is_given_once_and_a_member_gives_none(self) -> None:
        add_portfolio(by=SYSTEM, at=NOW, community=OWN, name="民政")
        for name in ("民政", ""):
            with pytest.raises(Refused):
                add_portfolio(by=SYSTEM, at=NOW, community=OWN, name=name)
        with pytest.raises(Denied):
            add_portfolio(by=as_actor(a_member()), at=NOW, community=OWN, name="卫生")


class TestDuty:
    def test_a_day_is_given_moved_to_another_and_taken_away(self) -> None:
        wang, zhao = a_member("王委员"), a_member("赵委员")
        put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(0): wang, day(1): wang})
        put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(0): None, day(1): zhao})
        assert list(Duty.objects.values_list("day", "member")) == [(day(1), zhao.pk)]

    def test_what_is_over_stays(self) -> None:
        wang = a_member()
        with pytest.raises(Refused):
            put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(-1): wang})
        with pytest.raises(Refused):
            put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={})

    def test_nobody_has_duty_while_away_or_gone(self) -> None:
        wang, zhao = a_member(), a_member()
        take_leave(by=SYSTEM, at=NOW, member=wang, from_day=day(2), to_day=day(4), cover=zhao)
        put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(1): wang, day(4): wang})
        with pytest.raises(Refused):
            put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(3): wang})
        zhao.left_on = day(6)
        zhao.save()
        put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(5): zhao})
        with pytest.raises(Refused):
            put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(6): zhao})
        with pytest.raises(Denied):
            put_on_duty(by=as_actor(wang), at=NOW, community=OWN, days={day(1): wang})

    def test_the_roster_shows_whole_weeks_with_days_off(self) -> None:
        wang = a_member("王委员")
        Duty.objects.create(community=OWN, day=date(2026, 10, 1), member=wang)
        weeks = roster(Community.objects.get(community=OWN), date(2026, 10, 17))
        days = [each for week in weeks for each in week]
        assert (days[0].day, days[-1].day, len(days)) == (date(2026, 9, 28), date(2026, 11, 1), 35)
        assert [(each.day.day, each.works) for each in days if each.member] == [(1, False)]
        worked = {each.day for each in days if each.works}
        assert date(2026, 10, 10) in worked
        assert [each.in_month for each in days[:4]] == [False, False, False, True]


class TestParting:
    def test_zones_are_handed_over_first_then_all_ends_on_the_day(self) -> None:
        secretary, wang, zhao = a_secretary(), a_member("王委员"), a_member("赵委员")
        zone = a_zone(wang)
        civil = add_portfolio(by=SYSTEM, at=NOW, community=OWN, name="民政")
        hold_portfolio(by=SYSTEM, at=NOW, member=wang, portfolio=civil, from_day=day(0))
        name_deputy(by=SYSTEM, at=NOW, member=zhao, deputy=wang, from_day=day(0))
        put_on_duty(by=SYSTEM, at=NOW, community=OWN, days={day(1): wang, day(9): wang})
        with pytest.raises(Refused) as refused:
            part_with_member(by=as_actor(secretary), at=NOW, member=wang, on=day(5))
        assert zone.name in str(refused.value)
        hand_over_zone(by=SYSTEM, at=NOW, zone=zone, to_member=zhao, on=day(5))
        part_with_member(by=as_actor(secretary), at=NOW, member=wang, on=day(5))
        wang.refresh_from_db()
        assert wang.left_on == day(5)
        assert PortfolioHolding.objects.get().to_day == day(5)
        assert Deputy.objects.get().to_day == day(5)
        assert list(Duty.objects.values_list("day", flat=True)) == [day(1)]
        account = Account.objects.get(pk=wang.account_id)
        assert [len(posts_held(account, on)) for on in (day(4), day(5))] == [1, 0]
        assert [each.member for each in members_now(OWN, day(5))] == [secretary, zhao]

    def test_a_hand_over_that_this_rests_on_is_not_called_off(self) -> None:
        from minqing.committee.actions import call_off_hand_over

        a_secretary()
        wang = a_member()
        planned = hand_over_zone(by=SYSTEM, at=NOW, zone=a_zone(wang), to_member=a_member(), on=day(5))
        part_with_member(by=SYSTEM, at=NOW, member=wang, on=day(5))
        with pytest.raises(Refused):
            call_off_hand_over(by=SYSTEM, at=NOW, keeping=planned)

    def test_who_is_to_cover_for_someone_is_kept_until_another_covers(self) -> None:
        a_secretary()
        wang, zhao = a_member("王委员"), a_member("赵委员")
        take_leave(by=SYSTEM, at=NOW, member=wang, from_day=day(2), to_day=day(9), cover=zhao)
        with pytest.raises(Refused) as refused:
            part_with_member(by=SYSTEM, at=NOW, member=zhao, on=day(5))
        assert "王委员" in str(refused.value)
        part_with_member(by=SYSTEM, at=NOW, member=zhao, on=day(9))

    def test_a_community_is_never_without_a_secretary(self) -> None:
        first = a_secretary()
        with pytest.raises(Refused):
            part_with_member(by=as_actor(first), at=NOW, member=first, on=day(1))
        a_secretary("新书记")
        part_with_member(by=as_actor(first), at=NOW, member=first, on=day(1))

    def test_nobody_leaves_twice_or_before_they_came(self) -> None:
        a_secretary()
        wang = a_member()
        with pytest.raises(Refused):
            part_with_member(by=SYSTEM, at=NOW, member=wang, on=LONG_AGO - timedelta(days=1))
        part_with_member(by=SYSTEM, at=NOW, member=wang, on=day(1))
        with pytest.raises(Refused):
            part_with_member(by=SYSTEM, at=NOW, member=wang, on=day(2))
        with pytest.raises(Denied):
            part_with_member(by=as_actor(a_member()), at=NOW, member=a_member(), on=day(1))
