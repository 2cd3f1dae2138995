"""A file's bytes as features: a name and a shape each. What cannot be read is refused in words; nothing is guessed."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from minqing.ledger.errors import Refused
from minqing.territory.geometry import Place

LARGEST: Final = 20 * 1024 * 1024  # bytes of a file
MOST: Final = 20_000  # features in a file
MOST_POINTS: Final = 400_000  # places in all of them
# What the name of a place is called in files of other programs, the surest first.
NAMES: Final = ("name", "名称", "院落", "address", "地址", "Name", "NAME", "title", "片区", "zone")


@dataclass(frozen=True)
class Feature:
    """One thing of a file: where it stands there (counted from 1), what it is called, its shape.

    `point` is (longitude, latitude); `rings` are the outer rings of its areas. Both empty: it has no place.
    """

    row: int
    name: str
    point: Place | None = None
    rings: tuple[tuple[Place, ...], ...] = ()
    problem: str = field(default="", compare=False)


def features_of_geojson(data: bytes) -> list[Feature]:
    """The features of a GeoJSON document (RFC 7946). Refuses what is none."""
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused({"file": _("This is no GeoJSON that can be read.")}) from error
    found = document.get("features") if isinstance(document, dict) else None
    if isinstance(document, dict) and document.get("type") == "Feature":
        found = [document]
    if not isinstance(found, list):
        raise Refused({"file": _("This is no GeoJSON that can be read.")})
    bounded(found)
    points = [MOST_POINTS]
    return [_of_feature(row, each, points) for row, each in enumerate(found, 1)]


def bounded(found: Sequence[Any]) -> None:
    """Refuse a file of nothing and one of more features than any community has."""
    if not found:
        raise Refused({"file": _("There is no place in this file.")})
    if len(found) > MOST:
        words = _("There are more than %(most)s places in this file. Split it.")
        raise Refused({"file": words % {"most": MOST}})


def named(properties: Any) -> str:
    """What a feature is called, by the first of the usual names that it has."""
    if not isinstance(properties, dict):
        return ""
    for name in NAMES:
        value = properties.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip()[:200]
    return ""


def _of_feature(row: int, each: Any, points: list[int]) -> Feature:
    each = each if isinstance(each, dict) else {}
    name, geometry = named(each.get("properties")), each.get("geometry")
    if not isinstance(geometry, dict):
        return Feature(row, name, problem=_("It has no place in the file."))
    try:
        point, rings = shape_of(geometry, points)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError):
        return Feature(row, name, problem=_("Its coordinates cannot be read."))
    if point is None and not rings:
        return Feature(row, name, problem=_("It is neither a point nor an area."))
    return Feature(row, name, point, rings)


def shape_of(geometry: Any, points: list[int]) -> tuple[Place | None, tuple[tuple[Place, ...], ...]]:
    """A geometry's point and its outer rings; of a collection, the first point and all rings. Lines are nothing.

    `points` holds how many places may still be read. ValueError for numbers that are none.
    """
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        parts = [shape_of(each, points) for each in geometry["geometries"]]
        point = next((found for found, _rings in parts if found is not None), None)
        return point, tuple(ring for _point, rings in parts for ring in rings)
    coordinates = geometry.get("coordinates")
    if kind == "Point":
        return _place(coordinates, points), ()
    if kind == "Polygon":
        return None, (_ring(coordinates[0], points),)
    if kind == "MultiPolygon":
        return None, tuple(_ring(polygon[0], points) for polygon in coordinates)
    return None, ()


def _ring(coordinates: Iterable[Any], points: list[int]) -> tuple[Place, ...]:
    ring = tuple(_place(each, points) for each in coordinates)
    if len(ring) < 4:
        raise ValueError("a ring has four places at least, the last its first")
    return ring


def _place(coordinates: Any, points: list[int]) -> Place:
    points[0] -= 1
    if points[0] < 0:
        raise Refused({"file": _("There are too many corners in this file. Simplify its shapes.")})
    longitude, latitude = float(coordinates[0]), float(coordinates[1])
    if not (math.isfinite(longitude) and math.isfinite(latitude)) or isinstance(coordinates, str):
        raise ValueError("a place is two numbers")
    return longitude, latitude


def _no_number(word: str) -> float:
    raise ValueError(word)
