"""Courtyards and homes: one spelling, none twice, locations that can be."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from minqing.access.acting import in_community
from minqing.households.actions import end_household
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.territory.actions import (
    add_courtyard,
    add_dwelling,
    change_courtyard,
    change_dwelling,
    end_dwelling,
)
from minqing.territory.hooks import dwelling_added
from minqing.territory.models import Courtyard, Dwelling
from tests.factories.ground import OWN
from tests.factories.households import NOW, TODAY, the_secretary
from tests.factories.people import a_courtyard, a_dwelling, a_household, home_of

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with in_community(OWN):
        yield


def test_a_courtyard_is_kept_in_one_spelling_and_knows_its_lane() -> None:
    yard = add_courtyard(by=the_secretary(), at=NOW, community=OWN, name="九道湾东巷５７号")
    assert (yard.name, yard.lane, yard.kind) == ("九道湾东巷57号院", "九道湾东巷", "courtyard")


def test_an_entrance_brings_its_building_with_it_once() -> None:
    actor = the_secretary()
    first = add_courtyard(by=actor, at=NOW, community=OWN, name="民安小区2号楼1单元")
    second = add_courtyard(by=actor, at=NOW, community=OWN, name="民安小区2楼2门")
    assert first.building is not None
    assert (first.building.name, first.building.kind) == ("民安小区2号楼", "building")
    assert (first.kind, second.name, second.building) == ("entrance", "民安小区2号楼2单元", first.building)
    assert Courtyard.objects.count() == 3


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "示例胡同7号"}, "name"),
        ({"name": "示例胡同8号院 3号"}, "name"),
        ({"name": "示例胡同8号院", "kind": "castle"}, "kind"),
        ({"name": "示例胡同8号院", "latitude": 39.9}, "longitude"),
        ({"name": "示例胡同8号院", "longitude": 116.4}, "latitude"),
        ({"name": "示例胡同8号院", "latitude": 116.4, "longitude": 39.9}, "latitude"),
    ],
)
def test_a_courtyard_that_cannot_be_is_refused(facts: dict[str, object], field: str) -> None:
    actor = the_secretary()
    add_courtyard(by=actor, at=NOW, community=OWN, name="示例胡同7号院")
    with pytest.raises(Refused) as refused:
        add_courtyard(by=actor, at=NOW, community=OWN, **facts)  # type: ignore[arg-type]
    assert (list(refused.value.message_dict), Courtyard.objects.count()) == ([field], 1)


def test_a_courtyard_is_corrected_and_keeps_its_homes() -> None:
    home = a_dwelling()
    change_courtyard(
        by=the_secretary(),
        at=NOW,
        courtyard=home.courtyard,
        name="示例胡同甲9号院",
        lane="",
        latitude=39.94,
        longitude=116.41,
    )
    home.refresh_from_db()
    yard = home.courtyard
    assert (yard.name, yard.lane, yard.latitude, yard.longitude) == (
        "示例胡同甲9号院",
        "示例胡同",
        39.94,
        116.41,
    )


def test_a_home_is_added_once_in_any_spelling_and_its_floor_is_read_off_its_number() -> None:
    actor, entrance = the_secretary(), a_courtyard("民安小区2号楼1单元", "entrance")
    home = add_dwelling(by=actor, at=NOW, courtyard=entrance, unit="1203室")
    assert (home.unit, home.floor) == ("1203", 12)
    with pytest.raises(Refused) as refused:
        add_dwelling(by=actor, at=NOW, courtyard=entrance, unit=" １２０３ ")
    assert list(refused.value.message_dict) == ["unit"]


def test_adding_a_home_tells_the_rooms_above_on_which_day(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[Dwelling, date]] = []

    def listen(by: Actor, at: datetime, dwelling: Dwelling, day: date) -> None:
        heard.append((dwelling, day))

    monkeypatch.setattr(dwelling_added, "_fillings", [listen])
    home = add_dwelling(by=the_secretary(), at=NOW, courtyard=a_courtyard(), unit="3")
    assert heard == [(home, TODAY)]


def test_a_home_is_corrected_but_not_into_another_home() -> None:
    actor, yard = the_secretary(), a_courtyard()
    home, _ = a_dwelling(yard, "3"), a_dwelling(yard, "4")
    change_dwelling(by=actor, at=NOW, dwelling=home, unit="5", tenure="public", floor=1)
    home.refresh_from_db()
    assert (home.unit, home.tenure, home.floor) == ("5", "public", 1)
    for facts, field in (
        ({"unit": "4", "tenure": "", "floor": None}, "unit"),
        ({"unit": "5", "tenure": "x", "floor": None}, "tenure"),
        ({"unit": "5", "tenure": "", "floor": 0}, "floor"),
    ):
        with pytest.raises(Refused) as refused:
            change_dwelling(by=actor, at=NOW, dwelling=home, **facts)  # type: ignore[arg-type]
        assert list(refused.value.message_dict) == [field]


def test_a_home_where_someone_lives_is_not_ended() -> None:
    household, actor = a_household("赵一"), the_secretary()
    with pytest.raises(Refused) as refused:
        end_dwelling(by=actor, at=NOW, dwelling=home_of(household), day=TODAY)
    assert list(refused.value.message_dict) == ["day"]


def test_an_empty_home_is_ended_and_comes_back_under_its_old_row() -> None:
    household, actor = a_household("赵一"), the_secretary()
    home = home_of(household)
    end_household(by=actor, at=NOW, household=household, day=MAY)
    end_dwelling(by=actor, at=NOW, dwelling=home, day=MAY)
    home.refresh_from_db()
    assert home.gone_on == MAY
    again = add_dwelling(by=actor, at=NOW, courtyard=home.courtyard, unit=home.unit)
    assert (again.pk, again.gone_on) == (home.pk, None)


def test_a_stranger_adds_no_courtyard() -> None:
    with pytest.raises(Denied):
        add_courtyard(by=Actor(None, "某人"), at=NOW, community=OWN, name="示例胡同7号院")
