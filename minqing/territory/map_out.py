"""Places as files of other programs: GeoJSON (RFC 7946), KML 2.2, CSV with well-known text. Read back to the same."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from minqing.territory.geometry import Place, closed, signed_area
from minqing.territory.map_queries import collection, feature

_KML = "http://www.opengis.net/kml/2.2"
# Cells that a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Out:
    """One thing to take out: its name, its point, its areas (each an outer ring and its holes), what else is told of it."""

    name: str
    point: Place | None = None
    areas: Sequence[Sequence[Sequence[Place]]] = ()
    told: dict[str, str | int] = field(default_factory=dict)


def as_geojson(things: Iterable[Out]) -> bytes:
    """A FeatureCollection; outer rings against the clock, holes with it. What has both point and area is a collection."""
    document = collection([_geojson(each) for each in things])
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _geojson(each: Out) -> object:
    areas = [_wound(area) for area in each.areas]
    shapes: list[dict[str, object]] = []
    if each.point is not None:
        shapes.append({"type": "Point", "coordinates": list(each.point)})
    if len(areas) == 1:
        shapes.append({"type": "Polygon", "coordinates": areas[0]})
    elif areas:
        shapes.append({"type": "MultiPolygon", "coordinates": areas})
    told = {"name": each.name, **each.told}
    if len(shapes) == 1:
        return feature(str(shapes[0]["type"]), shapes[0]["coordinates"], **told)
    geometry = {"type": "GeometryCollection", "geometries": shapes} if shapes else None
    return {"type": "Feature", "geometry": geometry, "properties": told}


def _wound(area: Sequence[Sequence[Place]]) -> list[list[list[float]]]:
    rings = []
    for place, ring in enumerate(area):
        corners = closed(ring)
        against = signed_area(corners) > 0
        rings.append([list(corner) for corner in (corners if against == (place == 0) else corners[::-1])])
    return rings


def as_csv(things: Iterable[Out]) -> bytes:
    """A table, its encoding marked so that Excel reads its Chinese: name, latitude, longitude, area, what is told."""
    things = list(things)
    told = list(dict.fromkeys(name for each in things for name in each.told))
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["name", "latitude", "longitude", "area", *told])
    for each in things:
        longitude, latitude = each.point or ("", "")
        rest = [_cell(str(each.told.get(name, ""))) for name in told]
        table.writerow([_cell(each.name), latitude, longitude, _wkt(each.areas), *rest])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words


def _wkt(areas: Sequence[Sequence[Sequence[Place]]]) -> str:
    if not areas:
        return ""
    spelled = [
        "(" + ",".join("(" + ",".join(f"{x!r} {y!r}" for x, y in closed(ring)) + ")" for ring in area) + ")"
        for area in areas
    ]
    return f"POLYGON {spelled[0]}" if len(spelled) == 1 else f"MULTIPOLYGON ({','.join(spelled)})"


def as_kml(things: Iterable[Out], title: str) -> bytes:
    """A KML document of placemarks."""
    register_namespace("", _KML)
    root = Element(f"{{{_KML}}}kml")
    document = SubElement(root, f"{{{_KML}}}Document")
    SubElement(document, f"{{{_KML}}}name").text = title
    for each in things:
        mark = SubElement(document, f"{{{_KML}}}Placemark")
        SubElement(mark, f"{{{_KML}}}name").text = each.name
        several = len(each.areas) + (each.point is not None) > 1
        place = SubElement(mark, f"{{{_KML}}}MultiGeometry") if several else mark
        if each.point is not None:
            point = SubElement(place, f"{{{_KML}}}Point")
            SubElement(point, f"{{{_KML}}}coordinates").text = _spelled([each.point])
        for area in each.areas:
            _polygon(place, area)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body


def _polygon(place: Element, area: Sequence[Sequence[Place]]) -> None:
    polygon = SubElement(place, f"{{{_KML}}}Polygon")
    for number, ring in enumerate(area):
        bound = SubElement(polygon, f"{{{_KML}}}{'innerBoundaryIs' if number else 'outerBoundaryIs'}")
        line = SubElement(bound, f"{{{_KML}}}LinearRing")
        SubElement(line, f"{{{_KML}}}coordinates").text = _spelled(closed(ring))


def _spelled(places: Iterable[Place]) -> str:
    return " ".join(f"{x!r},{y!r}" for x, y in places)
