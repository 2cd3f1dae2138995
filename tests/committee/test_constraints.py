"""The database itself refuses two members for one household at one moment, and of two at once one wins with words."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from minqing.access.acting import in_community
from minqing.committee.actions import cover_dwellings, give_zone, hand_over_zone, take_leave
from minqing.committee.models import Coverage, Deputy, Keeping, Leave, Member, Zone
from minqing.committee.queries import keeper_of
from minqing.households.models import Residence
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Refused
from tests.factories.ground import OWN
from tests.factories.people import LONG_AGO, a_dwelling, a_household, a_member, a_zone, home_of

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def here(db: None) -> Iterator[None]:
    with in_community(OWN):
        yield


@pytest.mark.usefixtures("here")
class TestRawRows:
    """Rows written past the actions."""

    def refused(self, row: Any, constraint: str) -> None:
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            row.save(force_insert=True)
        assert refused.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]

    def test_a_zone_has_no_second_keeper_on_a_day(self) -> None:
        zone = a_zone(a_member())
        self.refused(
            Keeping(community=OWN, zone=zone, member=a_member(), from_day=TODAY), "a_zone_has_one_keeper"
        )

    def test_a_home_lies_in_no_second_zone_on_a_day(self) -> None:
        home = a_dwelling()
        a_zone(a_member(), home)
        other = a_zone(a_member())
        self.refused(
            Coverage(community=OWN, zone=other, dwelling=home, from_day=TODAY), "a_dwelling_lies_in_one_zone"
        )

    def test_a_household_lives_in_no_second_home_on_a_day(self) -> None:
        household = a_household()
        self.refused(
            Residence(community=OWN, household=household, dwelling=a_dwelling(), from_day=TODAY),
            "a_household_lives_in_one_dwelling",
        )

    def test_nobody_is_away_twice_or_has_two_deputies(self) -> None:
        wang, zhao, sun = a_member(), a_member(), a_member()
        Leave.objects.create(community=OWN, member=wang, cover=zhao, from_day=TODAY)
        self.refused(Leave(community=OWN, member=wang, cover=sun, from_day=TODAY), "a_member_is_away_once")
        Deputy.objects.create(community=OWN, member=wang, deputy=zhao, from_day=LONG_AGO)
        self.refused(
            Deputy(community=OWN, member=wang, deputy=sun, from_day=TODAY), "a_member_has_one_deputy"
        )

    def test_one_after_the_other_on_the_same_day_is_no_overlap(self) -> None:
        zone = a_zone(a_member())
        Keeping.objects.filter(zone=zone).update(to_day=TODAY)
        Keeping.objects.create(community=OWN, zone=zone, member=a_member(), from_day=TODAY)
        assert Keeping.objects.filter(zone=zone).count() == 2


def at_once(*deeds: Any) -> list[str]:
    """Do these in threads that start together; for each "done" or the words it was refused with."""
    start = threading.Barrier(len(deeds))
    said = [""] * len(deeds)

    def do(place: int) -> None:
        with in_community(OWN):
            try:
                start.wait()
                deeds[place]()
                said[place] = "done"
            except Refused as refused:
                said[place] = " ".join(refused.messages)
            finally:
                connection.close()

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return said


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_two_hand_overs_one_wins_and_the_other_is_told_who(self) -> None:
        with in_community(OWN):
            wang, zhao, sun = a_member("王委员"), a_member("赵委员"), a_member("孙委员")
            household = a_household()
            zone = a_zone(wang, home_of(household))

        def to(member: Member) -> Any:
            return lambda: hand_over_zone(
                by=SYSTEM, at=NOW, zone=zone, to_member=member, on=TODAY, from_member=wang
            )

        said = at_once(to(zhao), to(sun))
        with in_community(OWN):
            winner, loser = (zhao, sun) if said[0] == "done" else (sun, zhao)
            assert sorted(said, key=len)[0] == "done"
            assert winner.name in said[(zhao, sun).index(loser)]
            assert [row.member for row in Keeping.objects.filter(zone=zone).order_by("from_day")] == [
                wang,
                winner,
            ]
            kept = keeper_of(household, TODAY)
            assert kept is not None
            assert kept.member == winner

    def test_of_two_who_are_given_a_zone_one_gets_it(self) -> None:
        with in_community(OWN):
            zhao, sun = a_member("赵委员"), a_member("孙委员")
            zone = Zone.objects.create(community=OWN, name="东片")

        def give(member: Member) -> Any:
            return lambda: give_zone(by=SYSTEM, at=NOW, zone=zone, member=member, from_day=TODAY)

        said = at_once(give(zhao), give(sun))
        assert said.count("done") == 1
        with in_community(OWN):
            assert Keeping.objects.filter(zone=zone).count() == 1

    def test_a_home_that_two_zones_take_at_once_lies_in_one(self) -> None:
        with in_community(OWN):
            home = a_dwelling()
            zones = [Zone.objects.create(community=OWN, name=name) for name in ("东片", "西片")]

        def cover(zone: Zone) -> Any:
            return lambda: cover_dwellings(by=SYSTEM, at=NOW, zone=zone, dwellings=[home], from_day=TODAY)

        at_once(cover(zones[0]), cover(zones[1]))
        with in_community(OWN):
            assert Coverage.objects.filter(dwelling=home).count() == 1

    def test_two_who_would_cover_each_other_are_not_both_away(self) -> None:
        with in_community(OWN):
            wang, zhao = a_member("王委员"), a_member("赵委员")

        def away(member: Member, cover: Member) -> Any:
            return lambda: take_leave(
                by=SYSTEM, at=NOW, member=member, from_day=TODAY, to_day=None, cover=cover
            )

        said = at_once(away(wang, zhao), away(zhao, wang))
        assert said.count("done") == 1
        with in_community(OWN):
            assert Leave.objects.count() == 1
