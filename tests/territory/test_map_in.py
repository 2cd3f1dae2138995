"""Places from files: what is read, what is recognised, what is left with its reason; and out to the same again."""

import io
import json
import warnings
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.ledger.errors import Refused
from minqing.territory.geometry import to_gcj02
from minqing.territory.map_in.features import Feature
from minqing.territory.map_in.matching import matched_courtyards, row_from
from minqing.territory.map_in.reading import features_of
from minqing.territory.map_out import Out, as_csv, as_geojson, as_kml
from minqing.territory.models import Courtyard
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_courtyard

RING = ((116.41, 39.94), (116.411, 39.94), (116.411, 39.941), (116.41, 39.941), (116.41, 39.94))


def document(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def a_feature(name: Any, geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def a_point(x: Any = 116.41, y: Any = 39.94) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as error:
        features_of(data)
    return " ".join(error.value.messages)


def test_geojson_points_outlines_and_both_together():
    polygon = {"type": "Polygon", "coordinates": [RING]}
    both = {"type": "GeometryCollection", "geometries": [a_point(), polygon]}
    found = features_of(document(a_feature("甲", a_point()), a_feature("乙", polygon), a_feature("丙", both)))
    assert found == [
        Feature(1, "甲", (116.41, 39.94)),
        Feature(2, "乙", None, (RING,)),
        Feature(3, "丙", (116.41, 39.94), (RING,)),
    ]


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        (None, "文件里没有它的位置。"),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "它既不是点也不是面。"),
        (a_point("x"), "读不出它的坐标。"),
        ({"type": "Point", "coordinates": [1]}, "读不出它的坐标。"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}, "读不出它的坐标。"),
        ({"type": "GeometryCollection"}, "读不出它的坐标。"),
    ],
)
def test_a_feature_without_a_place_that_can_be_read_says_why(geometry, problem):
    assert [each.problem for each in features_of(document(a_feature("甲", geometry)))] == [problem]


@pytest.mark.parametrize("name", ["name", "名称", "地址", "院落"])
def test_a_csv_names_its_columns_in_either_language(name):
    table = f"{name},纬度,经度\n九曲东巷7号院,39.94,116.41\n".encode()
    assert features_of(table) == [Feature(2, "九曲东巷7号院", (116.41, 39.94))]


def test_a_csv_as_excel_writes_it_in_china_is_read():
    table = "名称;lat;lng\n九曲东巷7号院;39.94;116.41\n坏行;北;东\n".encode("gb18030")
    assert [(each.name, each.point, each.problem) for each in features_of(table)] == [
        ("九曲东巷7号院", (116.41, 39.94), ""),
        ("坏行", None, "读不出它的坐标。"),
    ]


def test_a_csv_without_heads_is_refused_with_what_is_missing():
    assert (
        refusal("九曲东巷7号院,39.94,116.41\n".encode()) == "首行要写明各列：名称、纬度、经度。现在缺了一列。"
    )


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "AAAAAAAAAA"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&b;</name></Placemark></kml>'
)
READS = (
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&x;</name></Placemark></kml>'
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "这是压缩的 KMZ。请解压后上传里面的 KML。"),
        (BOMB.encode(), "这不是能读取的 KML。"),
        (READS.encode(), "这不是能读取的 KML。"),
        (b"<kml", "这不是能读取的 KML。"),
        (b"<html><body>x</body></html>", "这不是能读取的 KML。"),
        (b'<kml xmlns="http://www.opengis.net/kml/2.2"></kml>', "文件里没有位置。"),
        (b"{", "这不是能读取的 GeoJSON。"),
        (b'{"type": "FeatureCollection"}', "这不是能读取的 GeoJSON。"),
        (b'{"type": "FeatureCollection", "features": []}', "文件里没有位置。"),
        (b"[" * 100_000, "这不是能读取的 GeoJSON。"),
        (b"", "文件里没有位置。"),
        (b"\xff\xfe\x00", "这不是能读取的表格。"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data, words):
    assert refusal(data) == words


def test_too_many_places_and_too_many_corners_are_refused():
    many = document(*[a_feature("甲", None)] * 20_001)
    assert refusal(many) == "文件里超过 20000 处，请拆成几份。"
    ring = [[116.41 + n / 1e7, 39.94] for n in range(400_001)]
    wide = document(a_feature("甲", {"type": "Polygon", "coordinates": [ring]}))
    assert refusal(wide) == "文件里拐角太多，请简化形状。"


@pytest.mark.parametrize(
    "kml",
    [
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><Placemark><name>甲</name>'
        "<Point><coordinates>116.41,39.94,0</coordinates></Point></Placemark></Folder></Document></kml>",
        '<?xml version="1.0" encoding="gb2312"?><kml xmlns="http://earth.google.com/kml/2.1"><Placemark>'
        "<name>甲</name><Point><coordinates>116.41,39.94</coordinates></Point></Placemark></kml>",
    ],
)
def test_kml_of_other_programs_is_read(kml):
    coded = kml.encode("gb2312" if "gb2312" in kml else "utf-8")
    assert features_of(coded) == [Feature(1, "甲", (116.41, 39.94))]


NAMES = st.text("九曲东西南北巷石鼓胡同 Ab", min_size=1, max_size=12).map(str.strip).filter(bool)
PLACES = st.tuples(
    st.floats(116, 117).map(lambda x: round(x, 7)), st.floats(39, 40).map(lambda y: round(y, 7))
)


@st.composite
def things(draw: Any) -> Out:
    x, y = draw(PLACES)
    area = [((x, y), (x + 0.001, y), (x + 0.001, y + 0.001), (x, y + 0.001), (x, y))]
    shape = draw(st.sampled_from(["point", "area", "both"]))
    point = None if shape == "area" else draw(PLACES)
    return Out(
        draw(NAMES), point, [] if shape == "point" else [area], {"households": draw(st.integers(0, 99))}
    )


@given(st.lists(things(), min_size=1, max_size=6))
def test_what_goes_out_comes_in_the_same_in_every_format(out):
    told = [(each.name, each.point, tuple(tuple(area[0]) for area in each.areas)) for each in out]
    for data in (as_geojson(out), as_csv(out), as_kml(out, "九曲巷社区")):
        assert [(each.name, each.point, each.rings) for each in features_of(data)] == told


def test_geojson_is_what_shapely_and_the_standard_take_for_it():
    from shapely.geometry import shape

    hole = tuple((x / 4 + 87.3, y / 4 + 29.955) for x, y in RING)
    out = [Out("甲", (116.41, 39.94), [[RING[::-1]]]), Out("乙", None, [[RING, hole], [RING]]), Out("丙")]
    found = json.loads(as_geojson(out))
    assert found["type"] == "FeatureCollection"
    assert [f["geometry"] and f["geometry"]["type"] for f in found["features"]] == [
        "GeometryCollection",
        "MultiPolygon",
        None,
    ]
    point, outline = shape(found["features"][0]["geometry"]).geoms
    assert (point.x, point.y) == (116.41, 39.94)
    assert outline.is_valid and outline.exterior.is_ccw
    assert not shape(found["features"][1]["geometry"]).geoms[0].interiors[0].is_ccw


def test_kml_is_what_fastkml_takes_for_it():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fastkml import kml

    data = as_kml([Out("甲<&>", (116.41, 39.94), [[RING]])], "九曲巷社区")
    found = kml.KML.from_string(data.decode().split("\n", 1)[1])
    mark = found.features[0].features[0]
    assert (found.features[0].name, mark.name) == ("九曲巷社区", "甲<&>")
    assert mark.geometry.geom_type == "GeometryCollection"


def test_a_csv_holds_nothing_that_a_spreadsheet_would_reckon():
    import csv

    table = as_csv([Out("=1+1", (116.41, 39.94), [], {"zone": "@x"})]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[1] == ["'=1+1", "39.94", "116.41", "", "'@x"]


@pytest.fixture
def own():
    with in_community(OWN), override("zh-hans"):
        yield


@pytest.mark.django_db
def test_courtyards_are_found_by_their_address_in_any_spelling_and_nothing_is_guessed(own):
    from django.utils import timezone

    from minqing.ledger.actor import SYSTEM
    from minqing.territory.actions import add_courtyard

    yard = add_courtyard(by=SYSTEM, at=timezone.now(), community=OWN, name="九曲东巷57号院")
    with in_community(SIBLING):
        add_courtyard(by=SYSTEM, at=timezone.now(), community=SIBLING, name="邻社区巷1号院")
    found = matched_courtyards(
        OWN,
        features_of(
            document(
                a_feature("北京市东城区九曲东巷 57号", a_point()),
                a_feature("九曲东巷57号院", a_point()),
                a_feature("九曲东巷58号", a_point()),
                a_feature("邻社区巷1号院", a_point()),
                a_feature("", a_point()),
                a_feature("九曲东巷57号院 北房", a_point()),
            )
        ),
        "wgs84",
    )
    assert [(row.kind, row.courtyard, row.reason) for row in found] == [
        ("new", yard.pk, ""),
        ("left", None, "第 1 行已经是这个院落，两行请只留一行。"),
        ("left", None, "没有叫九曲东巷58号院的院落。请先添加，或改正文件里的名称。"),
        ("left", None, "没有叫邻社区巷1号院的院落。请先添加，或改正文件里的名称。"),
        ("left", None, "它没有名称。请在文件里写上院落地址。"),
        ("left", None, "这是某一户的地址。请写院落本身的地址：巷名和门牌号。"),
    ]
    assert [row_from(json.loads(json.dumps(row.as_json()))) for row in found] == found


@pytest.mark.django_db
def test_exchanged_numbers_are_said_and_gcj02_is_converted(own):
    yard = a_courtyard("东巷1号院")
    away, exchanged = features_of(document(a_feature("东巷1号院", a_point(2.35, 48.85)))), None
    assert matched_courtyards(OWN, away, "wgs84")[0].reason == "这个位置在中国境外。"
    for datum in ("wgs84", "gcj02"):
        exchanged = features_of(document(a_feature("东巷1号院", a_point(39.94, 116.41))))
        row = matched_courtyards(OWN, exchanged, datum)[0]
        assert (row.kind, row.reason) == ("left", "经度和纬度写反了：先写纬度，在北京约为 39.9。")
    shifted = features_of(document(a_feature("东巷1号院", a_point(*to_gcj02((116.41, 39.94))))))
    x, y = matched_courtyards(OWN, shifted, "gcj02")[0].point
    assert abs(x - 116.41) < 2e-6 and abs(y - 39.94) < 2e-6
    Courtyard.objects.filter(pk=yard.pk).update(longitude=116.41, latitude=39.94)
    same = matched_courtyards(OWN, features_of(document(a_feature("东巷1号院", a_point()))), "wgs84")
    moved = matched_courtyards(OWN, features_of(document(a_feature("东巷1号院", a_point(116.42)))), "wgs84")
    assert (same[0].kind, moved[0].kind) == ("same", "moved")
