"""Places in from a file and out into one, by the pages: looked at before taken, by the secretary alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.committee.models import Coverage, Zone
from minqing.territory.map_in.features import LARGEST
from minqing.territory.models import Courtyard
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_courtyard, a_dwelling, a_secretary
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World(OWN, "银杏", phones=False)


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.secretary.account)
    return client


def a_file(*features: Any) -> SimpleUploadedFile:
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return SimpleUploadedFile("places.geojson", data)


def a_feature(name: str, kind: str, coordinates: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def send(client: Client, file: Any, what: str = "courtyards", datum: str = "wgs84") -> Any:
    from minqing.ledger.ids import uuid7

    said = {"fact": str(uuid7()), "what": what, "datum": datum, "file": file}
    return client.post(reverse("map_import", args=[OWN]), said)


def square(x: float, y: float, half: float = 0.0005) -> list[list[list[float]]]:
    ring = [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]]
    return [[[round(x, 7), round(y, 7)] for x, y in [*ring, ring[0]]]]


def test_nothing_is_taken_before_it_was_looked_at(world, secretary):
    sent = send(
        secretary,
        a_file(
            a_feature("银杏胡同1号", "Point", [116.41, 39.94]), a_feature("别处9号", "Point", [116.41, 39.94])
        ),
    )
    page = secretary.get(sent.headers["Location"])
    assert page.context["counts"] == {"new": 1, "moved": 0, "same": 0, "left": 1}
    with in_community(OWN):
        assert Courtyard.objects.get(pk=world.yard.pk).latitude is None
    assert secretary.post(sent.headers["Location"]).headers["Location"] == reverse(
        "community_map", args=[OWN]
    )
    with in_community(OWN):
        yard = Courtyard.objects.get(pk=world.yard.pk)
    assert (yard.longitude, yard.latitude) == (116.41, 39.94)
    assert secretary.get(sent.headers["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.kmz", b"PK\x03\x04zip"), "这是压缩的 KMZ。请解压后上传里面的 KML。"),
        (SimpleUploadedFile("a.geojson", b"{"), "这不是能读取的 GeoJSON。"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(secretary, file, words):
    answer = send(secretary, file)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [words]


def test_a_form_without_a_file_says_so(secretary):
    answer = secretary.post(reverse("map_import", args=[OWN]), {"what": "courtyards", "datum": "wgs84"})
    assert list(answer.context["form"].errors) == ["file", "fact"]


def test_a_file_that_is_too_large_is_refused(secretary, monkeypatch):
    monkeypatch.setattr("minqing.desk.map_file_pages.LARGEST", 10)
    answer = send(secretary, a_file())
    assert answer.context["form"].errors["file"] == ["文件超过 20 MB。"]
    assert LARGEST == 20 * 1024 * 1024


def test_the_preview_is_the_senders_alone(world, secretary, client):
    sent = send(secretary, a_file(a_feature("银杏胡同1号", "Point", [116.41, 39.94])))
    with in_community(OWN):
        other = a_secretary("另一位书记")
    with in_community(SIBLING):
        stranger = a_secretary("邻书记")
    for account in (other.account, stranger.account, world.keeper.account):
        client.force_login(account)
        assert client.get(sent.headers["Location"]).status_code == 404
        assert client.post(sent.headers["Location"]).status_code == 404


def test_zones_come_from_areas_by_name_from_a_day(world, secretary):
    with in_community(OWN):
        Courtyard.objects.filter(pk=world.yard.pk).update(longitude=116.410, latitude=39.940)
        third = a_courtyard("银杏胡同3号院")
        a_dwelling(third, "1")
        Courtyard.objects.filter(pk=third.pk).update(longitude=116.420, latitude=39.940)
    sent = send(
        secretary,
        a_file(
            a_feature(world.other_zone.name, "Polygon", square(116.410, 39.940)),
            a_feature("新片区", "MultiPolygon", [square(116.420, 39.940)]),
            a_feature("空片区", "Polygon", square(116.5, 39.9)),
            a_feature("点", "Point", [116.41, 39.94]),
        ),
        "zones",
    )
    page = secretary.get(sent.headers["Location"])
    assert [
        (row.name, row.kind, row.reason) for row in sorted(page.context["rows"], key=lambda row: row.row)
    ] == [
        (world.other_zone.name, "moved", ""),
        ("新片区", "new", ""),
        ("空片区", "left", "这个范围里没有已上图的院落。"),
        ("点", "left", "它没有范围；片区要有范围。"),
    ]
    day = timezone.localdate() + timedelta(days=2)
    past = secretary.post(sent.headers["Location"], {"from_day": "2020-01-01"})
    assert past.context["form"].errors["from_day"] == ["请选今天或以后的日子：过去的不再重划。"]
    secretary.post(sent.headers["Location"], {"from_day": day.isoformat()})
    with in_community(OWN):
        new = Zone.objects.get(name="新片区")
        begun = Coverage.objects.filter(from_day=day).values_list("zone", "dwelling__courtyard")
        assert set(begun) == {(world.other_zone.pk, world.yard.pk), (new.pk, third.pk)}


def test_areas_that_overlap_at_a_courtyard_are_left(world, secretary):
    with in_community(OWN):
        Courtyard.objects.filter(pk=world.yard.pk).update(longitude=116.410, latitude=39.940)
    areas = [a_feature(name, "Polygon", square(116.410, 39.940)) for name in ("甲", "乙")]
    page = secretary.get(send(secretary, a_file(*areas), "zones").headers["Location"])
    assert [row.reason for row in page.context["rows"]] == ["在银杏胡同1号院处与另一个范围重叠。"] * 2


@pytest.mark.parametrize("kind", ["geojson", "csv", "kml"])
def test_courtyards_taken_out_and_sent_in_again_change_nothing(world, secretary, kind):
    with in_community(OWN):
        Courtyard.objects.filter(pk=world.yard.pk).update(
            longitude=116.4101234, latitude=39.9401234, outline=square(116.41, 39.94)[0][::-1]
        )
        Courtyard.objects.filter(pk=world.other_home.courtyard_id).update(longitude=116.412, latitude=39.94)
    out = secretary.get(reverse("map_export_file", args=[OWN, "courtyards", kind]))
    assert out.headers["Content-Disposition"].startswith("attachment")
    sent = send(secretary, SimpleUploadedFile(f"out.{kind}", out.content))
    counts = secretary.get(sent.headers["Location"]).context["counts"]
    assert counts == {"new": 0, "moved": 0, "same": 2, "left": 0}


@pytest.mark.parametrize("kind", ["geojson", "csv", "kml"])
def test_zones_taken_out_and_sent_in_again_change_nothing(world, secretary, kind):
    with in_community(OWN):
        Courtyard.objects.filter(pk=world.yard.pk).update(longitude=116.410, latitude=39.940)
        Courtyard.objects.filter(pk=world.other_home.courtyard_id).update(longitude=116.412, latitude=39.94)
    out = secretary.get(reverse("map_export_file", args=[OWN, "zones", kind]))
    page = secretary.get(
        send(secretary, SimpleUploadedFile(f"out.{kind}", out.content), "zones").headers["Location"]
    )
    assert page.context["counts"] == {"new": 0, "moved": 0, "same": 2, "left": 0}


def test_no_person_goes_out(world, client):
    client.force_login(world.colleague.account)
    for what in ("courtyards", "zones"):
        for kind in ("geojson", "csv", "kml"):
            body = client.get(reverse("map_export_file", args=[OWN, what, kind])).content.decode()
            assert world.mine not in body and world.keeper.name not in body
    assert client.get(reverse("map_export_file", args=[OWN, "people", "csv"])).status_code == 404
    assert client.get(reverse("map_export_file", args=[OWN, "zones", "exe"])).status_code == 404
