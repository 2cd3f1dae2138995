"""Courtyards, outlines and barriers on the map: what is kept, what is refused."""

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from minqing.territory.actions import (
    Placed,
    draw_barrier,
    outline_courtyard,
    place_courtyard,
    place_courtyards,
    remove_barrier,
)
from minqing.territory.map_queries import ground_of
from minqing.territory.models import Barrier, Courtyard
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_courtyard, a_member, a_secretary, as_actor

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HERE = (116.41, 39.94)
SQUARE = [(116.410, 39.940), (116.411, 39.940), (116.411, 39.941), (116.410, 39.941)]


@pytest.fixture(autouse=True)
def _own():
    with in_community(OWN):
        yield


@pytest.fixture
def secretary():
    return as_actor(a_secretary())


@pytest.fixture
def member():
    return as_actor(a_member())


def refusal(error: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(error.value.messages)


def test_a_member_puts_a_courtyard_on_the_map_and_takes_it_off_again(member):
    yard = a_courtyard()
    place_courtyard(by=member, at=NOW, courtyard=yard, point=HERE)
    yard.refresh_from_db()
    assert (yard.longitude, yard.latitude) == HERE
    place_courtyard(by=member, at=NOW, courtyard=yard, point=None)
    yard.refresh_from_db()
    assert (yard.longitude, yard.latitude, yard.outline) == (None, None, None)
    assert Record.objects.filter(kind="courtyard.place", subject_id=yard.pk).count() == 2


def test_exchanged_numbers_are_recognised_and_said_not_guessed(member):
    yard = a_courtyard()
    with pytest.raises(Refused) as error:
        place_courtyard(by=member, at=NOW, courtyard=yard, point=(39.94, 116.41))
    assert refusal(error) == "经度和纬度写反了：先写纬度，在北京约为 39.9。"
    assert Courtyard.objects.get(pk=yard.pk).latitude is None


def test_a_place_outside_china_is_refused(member):
    with pytest.raises(Refused) as error:
        place_courtyard(by=member, at=NOW, courtyard=a_courtyard(), point=(2.35, 48.85))
    assert refusal(error) == "这个位置在中国境外。"


def test_an_outline_is_closed_and_gives_a_courtyard_its_point(member):
    yard = a_courtyard()
    outline_courtyard(by=member, at=NOW, courtyard=yard, ring=SQUARE)
    yard.refresh_from_db()
    assert yard.outline == [list(corner) for corner in [*SQUARE, SQUARE[0]]]
    assert (yard.longitude, yard.latitude) == (116.4105, 39.9405)


def test_an_outline_leaves_a_point_that_was_there(member):
    yard = a_courtyard()
    place_courtyard(by=member, at=NOW, courtyard=yard, point=HERE)
    outline_courtyard(by=member, at=NOW, courtyard=yard, ring=SQUARE)
    outline_courtyard(by=member, at=NOW, courtyard=yard, ring=None)
    yard.refresh_from_db()
    assert (yard.longitude, yard.latitude, yard.outline) == (*HERE, None)


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (SQUARE[:2], "轮廓至少要有三个拐角。"),
        ([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]], "这个轮廓有两条边交叉了。请沿着一圈依次画各个拐角。"),
        ([(116.41 + n / 1e5, 39.94 + (n % 2) / 1e5) for n in range(600)], "轮廓最多 500 个拐角。"),
        ([*SQUARE[:3], (39.94, 116.41)], "经度和纬度写反了：先写纬度，在北京约为 39.9。"),
    ],
)
def test_what_can_be_no_outline_is_refused(member, ring, words):
    yard = a_courtyard()
    with pytest.raises(Refused) as error:
        outline_courtyard(by=member, at=NOW, courtyard=yard, ring=ring)
    assert refusal(error) == words
    assert Courtyard.objects.get(pk=yard.pk).outline is None


def test_many_courtyards_are_placed_with_one_record_and_unchanged_ones_left(secretary):
    one, two, three = a_courtyard(), a_courtyard(), a_courtyard()
    place_courtyard(by=secretary, at=NOW, courtyard=two, point=HERE)
    places = {one.pk: Placed(point=(116.42, 39.95)), two.pk: Placed(point=HERE)}
    assert place_courtyards(by=secretary, at=NOW, community=OWN, places=places) == 1
    assert {row.id: row.point for row in ground_of(OWN)} == {
        one.pk: (116.42, 39.95),
        two.pk: HERE,
        three.pk: None,
    }
    assert Record.objects.filter(kind="courtyard.place_many").count() == 1


def test_a_member_places_one_courtyard_not_a_whole_file(member):
    with pytest.raises(Denied):
        place_courtyards(by=member, at=NOW, community=OWN, places={})


def test_a_barrier_is_drawn_and_removed_by_the_secretary(secretary):
    barrier = draw_barrier(by=secretary, at=NOW, community=OWN, name=" 平安大街 ", line=SQUARE[:2])
    assert Barrier.objects.get().name == "平安大街"
    assert Barrier.objects.get().line == [list(place) for place in SQUARE[:2]]
    remove_barrier(by=secretary, at=NOW, barrier=barrier)
    assert Barrier.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("", SQUARE[:2], "请起个名字。"),
        ("路", [SQUARE[0], SQUARE[0]], "一条线至少要有两处。"),
        ("路", [SQUARE[0], (2.35, 48.85)], "这个位置在中国境外。"),
    ],
)
def test_what_can_be_no_barrier_is_refused(secretary, name, line, words):
    with pytest.raises(Refused) as error:
        draw_barrier(by=secretary, at=NOW, community=OWN, name=name, line=line)
    assert refusal(error) == words


def test_a_member_draws_no_barrier(member):
    with pytest.raises(Denied):
        draw_barrier(by=member, at=NOW, community=OWN, name="路", line=SQUARE[:2])


def test_the_secretary_of_the_next_community_places_nothing_here(secretary):
    yard = a_courtyard()
    with in_community(SIBLING):
        stranger = as_actor(a_secretary())
    for point in (HERE, None):
        with pytest.raises(Denied):
            place_courtyard(by=stranger, at=NOW, courtyard=yard, point=point)
