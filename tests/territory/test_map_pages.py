"""Coordinates typed by hand, barriers in words, and the backdrop: chosen with open eyes, served in parts."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.ledger.ids import uuid7
from minqing.territory.backdrop_source import host_of, template_problem, tiles_address
from minqing.territory.models import Backdrop, Barrier, Courtyard
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_member, a_secretary

pytestmark = pytest.mark.django_db
TIANDITU = (
    "https://t0.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk=1a"
)


@pytest.fixture
def secretary(client: Client) -> Client:
    with in_community(OWN):
        client.force_login(a_secretary().account)
    return client


@pytest.fixture
def member(client: Client) -> Client:
    with in_community(OWN):
        client.force_login(a_member().account)
    return client


def test_a_place_and_an_outline_are_typed_instead_of_drawn(member):
    with in_community(OWN):
        yard = a_courtyard("东巷1号院")
    url = reverse("map_place", args=[OWN, yard.pk])
    outline = "39.940，116.410\n39.940 116.411\n39.941; 116.411\n"
    said = {"datum": "wgs84", "point": "39.9405, 116.4105", "outline": outline}
    assert member.post(url, said).status_code == 302
    with in_community(OWN):
        yard.refresh_from_db()
    assert (yard.longitude, yard.latitude, len(yard.outline)) == (116.4105, 39.9405, 4)
    shown = member.get(url).context["form"]
    assert shown.initial["point"] == "39.9405000, 116.4105000"
    member.post(url, {"datum": "wgs84", "point": "", "outline": ""})
    with in_community(OWN):
        yard.refresh_from_db()
    assert (yard.longitude, yard.latitude, yard.outline) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"point": "somewhere"}, "point", "第 1 行不是一个位置：请写纬度和经度，如 39.94012, 116.41087。"),
        ({"point": "39.9, 116.4\n39.9, 116.4"}, "point", "请只写一个位置。"),
        ({"point": "116.41, 39.94"}, None, "经度和纬度写反了：先写纬度，在北京约为 39.9。"),
        (
            {"outline": "39.9, 116.4\n39.9"},
            "outline",
            "第 2 行不是一个位置：请写纬度和经度，如 39.94012, 116.41087。",
        ),
        ({"outline": "39.9, 116.4\n39.9, 116.5"}, "outline", "轮廓至少要有三个拐角。"),
    ],
)
def test_what_is_no_place_is_refused_where_it_was_typed(member, said, field, words):
    with in_community(OWN):
        yard = a_courtyard("东巷1号院")
    answer = member.post(reverse("map_place", args=[OWN, yard.pk]), {"datum": "wgs84", **said})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors.get(field or "__all__") == [words]


def test_a_barrier_is_drawn_by_its_coordinates_once_however_often_it_is_sent(secretary):
    said = {
        "fact": str(uuid7()),
        "datum": "wgs84",
        "name": "平安大街",
        "line": "39.94, 116.41\n39.94, 116.42",
    }
    url = reverse("map_barriers", args=[OWN])
    assert [secretary.post(url, said).status_code for _time in range(2)] == [302, 302]
    with in_community(OWN):
        barrier = Barrier.objects.get()
    assert barrier.line == [[116.41, 39.94], [116.42, 39.94]]
    assert secretary.post(reverse("map_barrier_remove", args=[OWN, barrier.pk])).status_code == 302
    with in_community(OWN):
        assert Barrier.objects.count() == 0


def choose(client: Client, **said: Any) -> Any:
    usual = {"kind": "xyz", "template": TIANDITU, "attribution": "天地图", "agreed": "on"}
    return client.post(
        reverse("settings_backdrop", args=[OWN]), {k: v for k, v in (usual | said).items() if v}
    )


def test_a_backdrop_is_set_only_by_who_agreed_to_what_it_discloses(secretary):
    assert choose(secretary, agreed="").context["form"].errors["agreed"] == ["请看清会透露什么，并表示同意。"]
    with in_community(OWN):
        assert Backdrop.objects.count() == 0
    assert choose(secretary).status_code == 302
    assert choose(secretary, gcj02="on").status_code == 302
    with in_community(OWN):
        assert [(row.template, row.gcj02) for row in Backdrop.objects.all()] == [(TIANDITU, True)]
    secretary.post(reverse("settings_backdrop_drop", args=[OWN]))
    with in_community(OWN):
        assert Backdrop.objects.count() == 0


def test_an_address_names_one_server_and_the_places_of_a_tile():
    assert template_problem(TIANDITU) == ""
    assert host_of(TIANDITU) == "t0.tianditu.gov.cn"
    assert tiles_address(TIANDITU).count("{") == 3
    refused = [
        "http://tiles.example/{z}/{x}/{y}",
        "https://{s}.tiles.example/{z}/{x}/{y}",
        "https://tiles.example/{z}/{x}",
        "https://a b.example/{z}/{x}/{y}",
        "https://tiles.example; script-src */{z}/{x}/{y}",
        "https://user:word@tiles.example/{z}/{x}/{y}",
        "javascript:alert(1)/{z}/{x}/{y}",
        "https:///{z}/{x}/{y}",
        "https://tiles.example/{z}/{x}/{y}/{key}",
        "https://[::1/{z}/{x}/{y}",
    ]
    assert [template for template in refused if not template_problem(template)] == []


@pytest.fixture
def maps(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", type("Home", (), {"files": tmp_path})())
    (tmp_path / "maps").mkdir()
    return tmp_path / "maps"


def test_a_pmtiles_file_is_served_in_parts_to_the_committee(secretary, maps):
    (maps / "dongcheng.pmtiles").write_bytes(bytes(range(256)) * 4)
    (maps.parent / "secret.pmtiles").write_bytes(b"secret")
    assert choose(secretary, kind="pmtiles", template="../secret.pmtiles").status_code == 422
    assert choose(secretary, kind="pmtiles", template="none.pmtiles").status_code == 422
    assert choose(secretary, kind="pmtiles", template="dongcheng.pmtiles").status_code == 302
    url = reverse("map_tiles", args=[OWN])
    part = secretary.get(url, headers={"Range": "bytes=250-259"})
    assert (part.status_code, part.content) == (206, bytes([250, 251, 252, 253, 254, 255, 0, 1, 2, 3]))
    assert part.headers["Content-Range"] == "bytes 250-259/1024"
    tail = secretary.get(url, headers={"Range": "bytes=1020-9999"})
    assert (tail.content, tail.headers["Content-Range"]) == (b"\xfc\xfd\xfe\xff", "bytes 1020-1023/1024")
    assert secretary.get(url, headers={"Range": "bytes=1024-"}).status_code == 416
    assert secretary.get(url, headers={"Range": "bytes=5-2"}).status_code == 416
    assert secretary.get(url).status_code == 400
    page = secretary.get(reverse("community_map", args=[OWN]))
    assert "connect-src" not in page.headers["Content-Security-Policy"]


def test_a_backdrop_that_is_taken_from_the_server_is_missing(secretary, maps):
    (maps / "a.pmtiles").write_bytes(b"x" * 10)
    choose(secretary, kind="pmtiles", template="a.pmtiles")
    (maps / "a.pmtiles").unlink()
    assert secretary.get(reverse("map_tiles", args=[OWN]), headers={"Range": "bytes=0-1"}).status_code == 404


def test_a_member_sets_no_backdrop(member):
    assert choose(member).status_code == 404
    with in_community(OWN):
        Backdrop.objects.create(community=OWN, kind="xyz", template=TIANDITU, agreed_at=timezone.now())
        assert Courtyard.objects.count() == 0
    assert member.post(reverse("settings_backdrop_drop", args=[OWN])).status_code == 404
