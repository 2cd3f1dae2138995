"""CSV with coordinates as features: columns of name, latitude and longitude by their heads, and of an area as WKT."""

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from minqing.ledger.errors import Refused
from minqing.territory.geometry import Place
from minqing.territory.map_in.features import NAMES, Feature, bounded

_LATITUDE: Final = ("latitude", "lat", "纬度", "y")
_LONGITUDE: Final = ("longitude", "lon", "lng", "long", "经度", "x")
_AREA: Final = ("area", "wkt", "outline", "轮廓", "范围")
# The outer ring of each polygon in well-known text: what stands after two opening brackets.
_OUTER: Final = re.compile(r"\(\s*\(([^()]*)\)")
_NAME: Final = tuple(name.lower() for name in NAMES)


def features_of_csv(data: bytes) -> list[Feature]:
    """The rows of a CSV file (UTF-8 or GB 18030). Refuses one whose heads do not say which columns are which."""
    text = _decoded(data)
    csv.field_size_limit(100_000)
    try:
        rows = list(csv.reader(io.StringIO(text), dialect=_dialect(text)))
    except csv.Error as error:
        raise Refused({"file": _("This is no table that can be read.")}) from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise Refused({"file": _("There is no place in this file.")})
    columns = _columns([cell.strip().lower() for cell in rows[0]])
    bounded(rows[1:])
    return [_feature(number, row, columns) for number, row in enumerate(rows[1:], 2)]


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused({"file": _("This is no table that can be read.")})


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.splitlines()[0] if text.splitlines() else ""
    separator = max((",", ";", "\t"), key=first.count)

    class Found(csv.excel):
        delimiter = separator

    return Found


def _columns(heads: Sequence[str]) -> Mapping[str, int]:
    found = {}
    for what, names in (("name", _NAME), ("latitude", _LATITUDE), ("longitude", _LONGITUDE)):
        place = next((heads.index(name) for name in names if name in heads), None)
        if place is None:
            words = _("The first line names the columns: name, latitude, longitude. One of them is missing.")
            raise Refused({"file": words})
        found[what] = place
    area = next((heads.index(name) for name in _AREA if name in heads), None)
    return found if area is None else {**found, "area": area}


def _feature(row: int, cells: Sequence[str], columns: Mapping[str, int]) -> Feature:
    said = {what: cells[place].strip() if place < len(cells) else "" for what, place in columns.items()}
    name = said["name"][:200]
    try:
        rings = tuple(_ring(text) for text in _OUTER.findall(said.get("area", "")))
        point = None
        if said["longitude"] or said["latitude"] or not rings:
            point = _numbers(said["longitude"], said["latitude"])
    except ValueError:
        return Feature(row, name, problem=_("Its coordinates cannot be read."))
    return Feature(row, name, point, rings)


def _ring(text: str) -> tuple[Place, ...]:
    ring = tuple(_numbers(*corner.split()[:2]) for corner in text.split(","))
    if len(ring) < 4:
        raise ValueError("a ring has four places at least, the last its first")
    return ring


def _numbers(longitude: str, latitude: str = "") -> Place:
    place = (float(longitude), float(latitude))
    if not all(math.isfinite(number) for number in place):
        raise ValueError("a place is two numbers")
    return place
