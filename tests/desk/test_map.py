"""The map and its table: one reading, each viewer's own rows, and what is drawn is kept or refused."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.committee.models import Coverage
from minqing.desk.map_data import map_document
from minqing.desk.map_reading import Filters, read_ground
from minqing.territory.cells import areas_of
from minqing.territory.geometry import to_gcj02
from minqing.territory.map_queries import barriers_of
from minqing.territory.models import Backdrop, Barrier, Courtyard
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_zone
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """A community with its two courtyards on the map."""
    world = World(OWN, "银杏", phones=False)
    with in_community(OWN):
        Courtyard.objects.filter(pk=world.yard.pk).update(longitude=116.410, latitude=39.940)
        other = Courtyard.objects.filter(pk=world.other_home.courtyard_id)
        other.update(longitude=116.412, latitude=39.940)
    return world


@pytest.fixture
def as_member(client: Client) -> Any:
    def come(member: Any) -> Client:
        client.force_login(member.account)
        return client

    return come


def draw(client: Client, **said: Any) -> Any:
    return client.post(reverse("map_draw", args=[OWN]), json.dumps(said), content_type="application/json")


def data(client: Client, query: str = "") -> Any:
    return client.get(reverse("map_data", args=[OWN]) + query).json()


def test_the_secretary_sees_every_courtyard_with_what_waits_there(world, as_member):
    seen = {
        f["properties"]["name"]: f["properties"]
        for f in data(as_member(world.secretary))["yards"]["features"]
    }
    assert set(seen) == {"银杏胡同1号院", "银杏胡同2号院"}
    mine = seen["银杏胡同1号院"]
    assert (mine["zone"], mine["homes"]) == (world.zone.name, 1)
    assert mine["late"] + mine["today"] + mine["waiting"] == 2
    assert seen["银杏胡同2号院"]["late"] + seen["银杏胡同2号院"]["waiting"] == 0
    assert seen["银杏胡同2号院"]["due"] == 1


def test_a_colleague_sees_the_place_but_not_the_concerns_of_another_zone(world, as_member):
    seen = {
        f["properties"]["name"]: f["properties"]
        for f in data(as_member(world.colleague))["yards"]["features"]
    }
    mine = seen["银杏胡同1号院"]
    assert (mine["late"], mine["today"], mine["waiting"], mine["due"]) == (0, 0, 0, 0)
    assert mine["homes"] == 1
    assert seen["银杏胡同2号院"]["due"] == 1


def test_the_table_says_the_same_as_the_map(world, as_member):
    client = as_member(world.secretary)
    for query in (
        "",
        "?show=concerns",
        "?show=due",
        f"?zone={world.zone.pk}",
        "?q=2号",
        "?show=unplaced",
        "?show=bare",
    ):
        page = client.get(reverse("community_map", args=[OWN]) + query)
        rows = {yard.spot.name for yard in page.context["rows"] if yard.spot.point}
        assert rows == {f["properties"]["name"] for f in data(client, query)["yards"]["features"]}, query


def test_a_courtyard_without_a_place_stands_in_the_table_alone(world, as_member):
    with in_community(OWN):
        a_courtyard("银杏胡同9号院")
    page = as_member(world.secretary).get(reverse("community_map", args=[OWN]) + "?show=unplaced")
    assert [yard.spot.name for yard in page.context["rows"]] == ["银杏胡同9号院"]


def test_reading_costs_the_same_for_three_courtyards_as_for_one(world, as_member):
    client = as_member(world.secretary)
    url = reverse("map_data", args=[OWN])
    client.get(url)  # signing in is read once
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    with in_community(OWN):
        for number in range(3):
            yard = a_courtyard(f"银杏胡同{number + 30}号院")
            Courtyard.objects.filter(pk=yard.pk).update(longitude=116.41 + number / 1000, latitude=39.941)
            home = a_dwelling(yard, "1")
            a_household(dwelling=home)
            a_zone(world.colleague, home)
    with CaptureQueriesContext(connection) as after:
        assert len(client.get(url).json()["yards"]["features"]) == 5
    assert len(after) == len(before)


def test_zones_have_ground_around_their_courtyards_and_none_of_it_twice(world):
    from shapely.geometry import Point, shape

    with in_community(OWN):
        ground = read_ground(viewer_of(world))
        areas = {f["properties"]["name"]: shape(f["geometry"]) for f in document(ground)["zones"]["features"]}
    mine, other = areas[world.zone.name], areas[world.other_zone.name]
    assert mine.is_valid and other.is_valid
    assert mine.contains(Point(116.410, 39.940))
    assert other.contains(Point(116.412, 39.940))
    assert mine.intersection(other).area < 1e-12


def test_an_outline_takes_its_ground_from_a_neighbours_cell():
    from shapely.geometry import MultiPolygon

    wide = [
        (116.4100, 39.9399),
        (116.4116, 39.9399),
        (116.4116, 39.9401),
        (116.4100, 39.9401),
        (116.4100, 39.9399),
    ]
    areas = areas_of([((116.4102, 39.94), wide), ((116.412, 39.94), [])], ["a", "b"])
    shapes = {
        name: MultiPolygon([(polygon[0], polygon[1:]) for polygon in area.coordinates])
        for name, area in areas.items()
    }
    from shapely.geometry import Point

    assert shapes["a"].contains(Point(116.4115, 39.94))
    assert not shapes["b"].contains(Point(116.4115, 39.94))
    assert shapes["a"].intersection(shapes["b"]).area < 1e-12


def viewer_of(world: World) -> Any:
    from minqing.access.actors import actor_of
    from minqing.access.scope import Viewer
    from minqing.territory.models import Community

    actor = actor_of(world.secretary.account, timezone.localdate())
    return Viewer(actor, Community.objects.get(), timezone.now())


def document(ground: Any, datum: str = "wgs84") -> Any:
    return map_document(ground, barriers_of(OWN), Filters(), datum)


def test_a_point_is_put_and_taken_back(world, as_member):
    client = as_member(world.keeper)
    told = draw(client, what="point", of=str(world.yard.pk), at=[116.4105, 39.9405], datum="wgs84").json()
    assert place(world.yard) == (116.4105, 39.9405)
    assert draw(client, **told["undo"]).status_code == 200
    assert place(world.yard) == (116.410, 39.940)


def place(yard: Courtyard) -> tuple[float | None, float | None]:
    with in_community(OWN):
        yard.refresh_from_db()
    return yard.longitude, yard.latitude


def test_an_outline_is_drawn_and_taken_back(world, as_member):
    client = as_member(world.keeper)
    ring = [[116.410, 39.940], [116.411, 39.940], [116.411, 39.941]]
    told = draw(client, what="outline", of=str(world.yard.pk), ring=ring).json()
    with in_community(OWN):
        assert len(Courtyard.objects.get(pk=world.yard.pk).outline) == 4
    draw(client, **told["undo"])
    with in_community(OWN):
        assert Courtyard.objects.get(pk=world.yard.pk).outline is None


def test_what_is_drawn_over_a_gcj02_backdrop_is_kept_as_wgs84(world, as_member):
    with in_community(OWN):
        Backdrop.objects.create(
            community=OWN,
            kind="xyz",
            template="https://tiles.example/{z}/{x}/{y}",
            gcj02=True,
            agreed_at=timezone.now(),
        )
    client = as_member(world.keeper)
    told = data(client)
    shown = {f["properties"]["name"]: f["geometry"]["coordinates"] for f in told["yards"]["features"]}
    assert told["datum"] == "gcj02"
    assert shown["银杏胡同1号院"] == [round(number, 6) for number in to_gcj02((116.410, 39.940))]
    at = to_gcj02((116.4105, 39.9405))
    draw(client, what="point", of=str(world.yard.pk), at=at, datum=told["datum"])
    x, y = place(world.yard)
    assert abs(x - 116.4105) < 2e-6 and abs(y - 39.9405) < 2e-6


def test_a_barrier_is_drawn_removed_and_put_back(world, as_member):
    client = as_member(world.secretary)
    with in_community(OWN):
        Barrier.objects.all().delete()
    line = [[116.41, 39.94], [116.42, 39.94]]
    drawn = draw(client, what="barrier", name="平安大街", line=line).json()
    gone = draw(client, **drawn["undo"]).json()
    with in_community(OWN):
        assert Barrier.objects.count() == 0
    draw(client, **gone["undo"])
    with in_community(OWN):
        assert [(row.name, row.line) for row in Barrier.objects.all()] == [("平安大街", line)]


def zones_on(day: date) -> dict[str, str]:
    from minqing.access.scope import holding

    with in_community(OWN):
        rows = Coverage.objects.filter(holding(day)).select_related("zone", "dwelling__courtyard")
        return {f"{row.dwelling.courtyard.name} {row.dwelling.unit}": row.zone.name for row in rows}


def test_a_lasso_puts_courtyards_into_a_zone_from_a_day_and_back(world, as_member):
    client = as_member(world.secretary)
    day = timezone.localdate() + timedelta(days=3)
    before = zones_on(day)
    said = {"what": "zone", "of": str(world.other_zone.pk), "from_day": day.isoformat()}
    told = draw(client, **said, courtyards=[str(world.yard.pk)]).json()
    assert set(zones_on(day).values()) == {world.other_zone.name}
    assert zones_on(day - timedelta(days=1)) == before
    draw(client, **told["undo"])
    assert zones_on(day) == before


def test_a_home_in_no_zone_is_in_none_again_after_undoing(world, as_member):
    client = as_member(world.secretary)
    today = timezone.localdate()
    with in_community(OWN):
        yard = a_courtyard("银杏胡同7号院")
        a_dwelling(yard, "1")
    before = zones_on(today)
    told = draw(
        client, what="zone", of=str(world.zone.pk), from_day=today.isoformat(), courtyards=[str(yard.pk)]
    ).json()
    assert zones_on(today) == {**before, "银杏胡同7号院 1": world.zone.name}
    draw(client, **told["undo"])
    assert zones_on(today) == before


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"what": "nothing"},
        {"what": "point"},
        {"what": "point", "of": "x", "at": [1, 2]},
        {"what": "point", "of": "YARD", "at": [116.41]},
        {"what": "point", "of": "YARD", "at": ["a", "b"]},
        {"what": "point", "of": "YARD", "at": [float("nan"), 39.9]},
        {"what": "point", "of": "YARD", "at": [39.94, 116.41]},
        {"what": "outline", "of": "YARD", "ring": [[116.41, 39.94]]},
        {"what": "outline", "of": "YARD", "ring": 7},
        {"what": "barrier", "name": "", "line": [[116.41, 39.94], [116.42, 39.94]]},
        {"what": "zone", "of": "ZONE", "from_day": "soon", "courtyards": ["YARD"]},
        {"what": "zone", "of": "ZONE", "from_day": "2020-01-01", "courtyards": ["YARD"]},
        {"what": "zone", "of": "ZONE", "from_day": "2099-01-01", "courtyards": []},
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words_and_changes_nothing(world, as_member, said):
    client = as_member(world.secretary)
    before = place(world.yard)
    names = {"YARD": str(world.yard.pk), "ZONE": str(world.zone.pk)}
    filled = json.loads(json.dumps(said).replace("YARD", names["YARD"]).replace("ZONE", names["ZONE"]))
    answer = draw(client, **filled)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert place(world.yard) == before


def test_a_member_draws_no_barrier_and_divides_no_zone(world, as_member):
    client = as_member(world.keeper)
    line = [[116.41, 39.94], [116.42, 39.94]]
    assert draw(client, what="barrier", name="路", line=line).status_code == 404
    day = timezone.localdate().isoformat()
    said = {"of": str(world.other_zone.pk), "from_day": day, "courtyards": [str(world.yard.pk)]}
    assert draw(client, what="zone", **said).status_code == 404
    assert draw(client, what="homes", zones={}, **said).status_code == 404


def test_rows_of_the_next_community_cannot_be_drawn_here(world, as_member):
    with in_community(SIBLING):
        strange, theirs = (
            a_courtyard("邻胡同1号院"),
            Barrier.objects.create(community=SIBLING, name="邻街", line=[]),
        )
    client = as_member(world.secretary)
    assert draw(client, what="point", of=str(strange.pk), at=[116.41, 39.94]).status_code == 404
    assert draw(client, what="barrier-away", of=str(theirs.pk)).status_code == 404
    said = {"of": str(world.zone.pk), "from_day": timezone.localdate().isoformat()}
    assert draw(client, what="zone", **said, courtyards=[str(strange.pk)]).status_code == 422


def test_the_page_asks_no_other_server_unless_a_backdrop_is_set(world, as_member):
    client = as_member(world.secretary)
    url = reverse("community_map", args=[OWN])
    assert "connect-src" not in client.get(url).headers["Content-Security-Policy"]
    with in_community(OWN):
        Backdrop.objects.create(
            community=OWN,
            kind="xyz",
            template="https://t0.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=key",
            agreed_at=timezone.now(),
        )
    page = client.get(url)
    policy = page.headers["Content-Security-Policy"]
    assert policy.split("; ")[-1] == "connect-src 'self' https://t0.tianditu.gov.cn"
    assert (
        "t0.tianditu.gov.cn：" in page.content.decode()
        or "t0.tianditu.gov.cn" in page.context["backdrop_host"]
    )
    assert "tianditu" not in client.get(reverse("courtyards", args=[OWN])).headers["Content-Security-Policy"]
