"""Which homes lie in which zone (method, element 1: coverage complete, none twice)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from minqing.access.acting import in_community
from minqing.committee.actions import (
    change_zone,
    cover_courtyard,
    cover_dwellings,
    draw_zone,
    end_zone,
    share_courtyard,
    uncover_dwellings,
)
from minqing.committee.models import Coverage, Keeping, Zone
from minqing.committee.queries import balance, courtyards_by_zone, parts_of, uncovered, zones_now
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Denied, Refused
from minqing.territory.actions import add_dwelling, end_dwelling
from minqing.territory.models import Courtyard, Dwelling
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import (
    LONG_AGO,
    a_courtyard,
    a_dwelling,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    as_actor,
    home_of,
)

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[None]:
    with in_community(OWN):
        yield


def cover(zone: Zone, *homes: Dwelling, day: date = TODAY) -> int:
    return cover_dwellings(by=SYSTEM, at=NOW, zone=zone, dwellings=homes, from_day=day)


def lay_in(home: Dwelling) -> list[tuple[Zone, date, date | None]]:
    rows = Coverage.objects.filter(dwelling=home).order_by("from_day").select_related("zone")
    return [(row.zone, row.from_day, row.to_day) for row in rows]


def zone_of(name: str = "东片") -> Zone:
    return draw_zone(by=SYSTEM, at=NOW, community=OWN, name=name)


def test_a_home_taken_by_another_zone_lay_in_the_first_until_that_day() -> None:
    home = a_dwelling()
    first, second = a_zone(a_member(), home), zone_of()
    assert cover(second, home) == 1
    assert lay_in(home) == [(first, LONG_AGO, TODAY), (second, TODAY, None)]


def test_a_home_taken_again_on_the_same_day_lies_in_the_last() -> None:
    home = a_dwelling()
    first, second = zone_of("东片"), zone_of("西片")
    cover(first, home)
    cover(second, home)
    assert lay_in(home) == [(second, TODAY, None)]


def test_what_is_planned_for_a_later_day_stays_planned() -> None:
    home = a_dwelling()
    first, second = zone_of("东片"), zone_of("西片")
    cover(first, home, day=TOMORROW)
    cover(second, home, day=TODAY)
    assert lay_in(home) == [(second, TODAY, TOMORROW), (first, TOMORROW, None)]


def test_a_home_that_lies_in_the_zone_already_is_left_as_it_is() -> None:
    home = a_dwelling()
    zone = a_zone(a_member(), home)
    assert cover(zone, home) == 0
    assert lay_in(home) == [(zone, LONG_AGO, None)]


def test_a_whole_building_comes_with_its_entrances_and_without_what_is_gone() -> None:
    building = a_courtyard("1号楼", "building")
    entrance = Courtyard.objects.create(
        community=OWN, name="1号楼1单元", key="1号楼1单元", kind="entrance", building=building
    )
    homes = [a_dwelling(entrance), a_dwelling(entrance), a_dwelling(building)]
    gone = a_dwelling(entrance)
    Dwelling.objects.filter(pk=gone.pk).update(gone_on=TODAY)
    zone = zone_of()
    assert cover_courtyard(by=SYSTEM, at=NOW, zone=zone, courtyard=building, from_day=TODAY) == 3
    assert set(zone.coverages.values_list("dwelling", flat=True)) == {home.pk for home in homes}


def test_a_part_of_a_courtyard_is_told_apart_from_the_whole() -> None:
    yard = a_courtyard()
    north, south = a_dwelling(yard, "北房"), a_dwelling(yard, "南房")
    a_household(dwelling=north)
    zone = zone_of()
    share_courtyard(by=SYSTEM, at=NOW, zone=zone, courtyard=yard, dwellings=[north], from_day=TODAY)
    assert [(part.covered, part.homes, part.households, part.whole) for part in parts_of(zone, TODAY)] == [
        (1, 2, 1, False)
    ]
    share_courtyard(by=SYSTEM, at=NOW, zone=zone, courtyard=yard, dwellings=[north, south], from_day=TODAY)
    assert [part.whole for part in parts_of(zone, TODAY)] == [True]
    share_courtyard(by=SYSTEM, at=NOW, zone=zone, courtyard=yard, dwellings=[], from_day=TOMORROW)
    assert parts_of(zone, TOMORROW) == []
    assert [part.whole for part in parts_of(zone, TODAY)] == [True]


def test_how_a_courtyard_is_divided_is_shown_with_bare_homes_first() -> None:
    whole, mixed = a_courtyard("1号院"), a_courtyard("2号院")
    own, other = zone_of("东片"), zone_of("西片")
    cover(own, a_dwelling(whole), a_dwelling(mixed))
    cover(other, a_dwelling(mixed))
    a_dwelling(mixed)
    told = [
        (each.courtyard, each.homes, each.here, each.bare, each.elsewhere)
        for each in courtyards_by_zone(OWN, own, TODAY)
    ]
    assert told == [(mixed, 3, 1, 1, [other]), (whole, 1, 1, 0, [])]


def test_homes_leave_a_zone_and_are_then_shown_as_not_covered() -> None:
    household = a_household()
    home = home_of(household)
    zone = a_zone(a_member(), home)
    assert uncovered(OWN, TODAY) == []
    uncover_dwellings(by=SYSTEM, at=NOW, zone=zone, dwellings=[home], from_day=TODAY)
    assert [
        (each.courtyard, each.homes, each.households, each.without_zone) for each in uncovered(OWN, TODAY)
    ] == [(home.courtyard_id, 1, 1, 1)]
    with pytest.raises(Refused):
        uncover_dwellings(by=SYSTEM, at=NOW, zone=zone, dwellings=[home], from_day=TODAY)


def test_a_home_in_a_zone_that_nobody_keeps_is_not_covered_and_an_empty_home_is_nobodys_loss() -> None:
    zone = zone_of()
    household = a_household()
    cover(zone, home_of(household))
    a_dwelling()
    assert [(each.households, each.without_zone) for each in uncovered(OWN, TODAY)] == [(1, 0)]


@pytest.mark.parametrize("kind", ["gone", "elsewhere", "none"])
def test_homes_that_cannot_be_are_refused(kind: str) -> None:
    zone, home = zone_of(), a_dwelling()
    if kind == "gone":
        Dwelling.objects.filter(pk=home.pk).update(gone_on=TODAY)
    if kind == "elsewhere":
        with in_community(SIBLING):
            home = a_dwelling()
    with pytest.raises(Refused) as refused:
        cover(zone, *([] if kind == "none" else [home]))
    assert list(refused.value.message_dict) == ["dwellings"]


def test_a_zone_ends_when_its_homes_have_gone_elsewhere() -> None:
    household = a_household()
    zone, other = a_zone(a_member(), home_of(household), a_dwelling()), zone_of()
    with pytest.raises(Refused):
        end_zone(by=SYSTEM, at=NOW, zone=zone, on=TODAY)
    cover(other, home_of(household))
    end_zone(by=SYSTEM, at=NOW, zone=zone, on=TODAY)
    assert not Keeping.objects.filter(zone=zone, to_day__isnull=True).exists()
    assert not Coverage.objects.filter(zone=zone, to_day__isnull=True).exists()
    assert [each.zone for each in zones_now(OWN, TODAY)] == [other]
    with pytest.raises(Refused):
        cover(zone, a_dwelling())


def test_names_are_given_once_and_colours_spread() -> None:
    first, second = zone_of("东片"), zone_of("西片")
    assert (first.hue, second.hue) == (0, 1)
    for name in ("东片", " "):
        with pytest.raises(Refused) as refused:
            zone_of(name)
        assert list(refused.value.message_dict) == ["name"]
    with pytest.raises(Refused):
        change_zone(by=SYSTEM, at=NOW, zone=second, name="东片", hue=1)
    with pytest.raises(Refused):
        change_zone(by=SYSTEM, at=NOW, zone=second, name="西片", hue=8)
    assert change_zone(by=SYSTEM, at=NOW, zone=second, name="西二片", hue=5).hue == 5


def test_a_member_divides_nothing() -> None:
    member, zone, home = a_member(), zone_of(), a_dwelling()
    deeds: list[Any] = [
        lambda by: draw_zone(by=by, at=NOW, community=OWN, name="南片"),
        lambda by: cover_dwellings(by=by, at=NOW, zone=zone, dwellings=[home], from_day=TODAY),
        lambda by: uncover_dwellings(by=by, at=NOW, zone=zone, dwellings=[home], from_day=TODAY),
        lambda by: end_zone(by=by, at=NOW, zone=zone, on=TODAY),
    ]
    for deed in deeds:
        with pytest.raises(Denied):
            deed(as_actor(member))
    assert deeds[0](as_actor(a_secretary())).name == "南片"


def test_a_new_home_falls_to_the_zone_that_holds_its_whole_courtyard() -> None:
    yard = a_courtyard()
    zone = a_zone(a_member(), a_dwelling(yard), a_dwelling(yard))
    added = add_dwelling(by=SYSTEM, at=NOW, courtyard=yard, unit="东房")
    assert lay_in(added) == [(zone, TODAY, None)]


def test_a_new_home_in_a_divided_courtyard_stays_bare() -> None:
    yard = a_courtyard()
    a_zone(a_member(), a_dwelling(yard))
    a_dwelling(yard)
    assert lay_in(add_dwelling(by=SYSTEM, at=NOW, courtyard=yard, unit="东房")) == []
    other = a_courtyard()
    a_zone(a_member(), a_dwelling(other))
    a_zone(a_member(), a_dwelling(other))
    assert lay_in(add_dwelling(by=SYSTEM, at=NOW, courtyard=other, unit="东房")) == []


def test_a_home_that_is_no_more_lies_in_no_zone() -> None:
    home = a_dwelling()
    zone = a_zone(a_member(), home)
    end_dwelling(by=SYSTEM, at=NOW, dwelling=home, day=TODAY)
    assert lay_in(home) == [(zone, LONG_AGO, TODAY)]


def test_balance_is_told_by_name_against_the_mean() -> None:
    wang, zhao = a_member("王委员"), a_member("丁委员")
    a_zone(wang, *[home_of(a_household()) for _home in range(3)])
    a_zone(zhao, home_of(a_household("甲", "乙")))
    a_zone(zhao)
    zones = zones_now(OWN, TODAY)
    assert [(each.households, each.residents, each.keeper) for each in zones] == [
        (3, 3, wang),
        (1, 2, zhao),
        (0, 0, zhao),
    ]
    loads = balance(zones)
    assert [
        (load.member, load.households, load.mean, load.difference, len(load.zones)) for load in loads
    ] == [
        (zhao, 1, 2.0, -1, 2),
        (wang, 3, 2.0, 1, 1),
    ]
