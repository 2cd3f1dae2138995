"""Areas of zones from where their courtyards lie: outlines where they are drawn, else what lies nearest to each point.

Pure. Longitude and latitude in and out; worked out on a plane in metres. Needs shapely, of the extra `plan`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import cos, radians, sqrt
from typing import Any, TypeVar

from minqing.territory.geometry import Place

G = TypeVar("G")
_METRES = 111_320.0  # a degree of latitude
_MANY = 2000  # points whose grounds are no longer joined one by one
_FEW = 150  # courtyards in a zone between which its name still finds room
_DOT = 14.0  # metres around a courtyard's point that its mark takes
_DIGITS = 6  # of a degree in what is drawn: a decimetre


@dataclass(frozen=True)
class Area:
    """A zone's ground: the coordinates of a MultiPolygon, and the place in it that has most room for its name."""

    coordinates: list[list[list[Place]]]
    label: Place


def areas_present() -> bool:
    """Whether areas can be drawn here: the extra `plan` is installed."""
    return find_spec("shapely") is not None


def areas_of(points: Sequence[tuple[Place, Sequence[Place]]], groups: Sequence[G | None]) -> Mapping[G, Area]:
    """The area of each group. `points`: point and outline (or nothing) of each site.

    Sites of no group (None) keep their ground: nobody's area covers it. Areas do not overlap.
    """
    if not points:
        return {}
    from shapely import STRtree, coverage_union_all, make_valid, union_all

    plane = _Plane([point for point, _outline in points])
    spots = [plane.metres(point) for point, _outline in points]
    cells, land = _cells(spots)
    drawn = [_polygon([plane.metres(corner) for corner in outline]) for _point, outline in points]
    near = STRtree(drawn)  # of a site without outline nothing is in it
    sites: dict[G, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        if group is not None:
            sites[group].append(place)
    areas = {}
    for group, places in sites.items():
        area = coverage_union_all([cells[place] for place in places]).intersection(land)
        mine = set(places)
        others = [drawn[place] for place in near.query(area, "intersects") if int(place) not in mine]
        own = [shape for place in places if (shape := drawn[place]) is not None]
        area = union_all([area.difference(union_all(others)) if others else area, *own])
        drawn_area = make_valid(area.simplify(0.5))
        room = _room(drawn_area, [spots[place] for place in places])
        areas[group] = Area(plane.multipolygon(drawn_area), plane.degrees(room))
    return areas


class _Plane:
    """Metres around the middle of some places, and back; true to a thousandth within a community."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._x = sum(x for x, _y in places) / len(places)
        self._y = sum(y for _x, y in places) / len(places)
        self._wide = _METRES * cos(radians(self._y))

    def metres(self, place: Place) -> Place:
        return (place[0] - self._x) * self._wide, (place[1] - self._y) * _METRES

    def degrees(self, spot: Sequence[float]) -> Place:
        return round(spot[0] / self._wide + self._x, _DIGITS), round(spot[1] / _METRES + self._y, _DIGITS)

    def multipolygon(self, area: Any) -> list[list[list[Place]]]:
        """Coordinates of a GeoJSON MultiPolygon: outer rings against the clock, holes with it."""
        from shapely import orient_polygons

        parts = [part for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]
        found = []
        for part in (orient_polygons(each) for each in parts if not each.is_empty):
            rings = [part.exterior, *part.interiors]
            found.append([[self.degrees(corner) for corner in ring.coords] for ring in rings])
        return found


def _cells(spots: Sequence[Place]) -> tuple[list[Any], Any]:
    """What lies nearest to each spot, and the land that all of them cover: soft edges, no empty corners of a hull."""
    from shapely import MultiPoint, voronoi_polygons

    several = MultiPoint(list(dict.fromkeys(spots)))
    reach = _reach(spots)
    land = _land(several, reach)
    if len(several.geoms) == 1:
        return [land] * len(spots), land
    shapes = voronoi_polygons(several, extend_to=land.envelope.buffer(reach), ordered=True).geoms
    cell_at = dict(zip(dict.fromkeys(spots), shapes, strict=True))
    # Two courtyards on one point share a cell; it is counted for the first of them.
    seen: set[Place] = set()
    cells = []
    for spot in spots:
        cells.append(cell_at[spot] if spot not in seen else shapes[0].__class__())
        seen.add(spot)
    return cells, land


def _room(area: Any, spots: Sequence[Place]) -> Place:
    """The middle of the widest empty ground of an area: its name hides no courtyard there."""
    from shapely import MultiPoint, maximum_inscribed_circle

    # Among very many courtyards there is no such ground: its middle has to do.
    dots = MultiPoint(list(spots)).buffer(_DOT, quad_segs=2) if len(spots) <= _FEW else None
    free = area.difference(dots) if dots is not None else area
    widest = maximum_inscribed_circle(
        area if free.is_empty else free, tolerance=max(2.0, sqrt(area.area) / 40)
    )
    x, y = widest.coords[0]
    return x, y


def _land(several: Any, reach: float) -> Any:
    """All ground within reach of a point, its edges softened; of very many points, of a tight hull around them."""
    from shapely import box, concave_hull, union_all

    if len(several.geoms) > _MANY:
        return concave_hull(several, ratio=0.1).buffer(reach, quad_segs=8)
    around = [box(one.x - reach, one.y - reach, one.x + reach, one.y + reach) for one in several.geoms]
    return union_all(around).buffer(reach * 0.8, quad_segs=8).buffer(-reach, quad_segs=8)


def _reach(spots: Sequence[Place]) -> float:
    """How far around its point a courtyard's ground goes at most, in metres: a bit more than to its neighbours."""
    width = max(x for x, _y in spots) - min(x for x, _y in spots)
    height = max(y for _x, y in spots) - min(y for _x, y in spots)
    return min(200.0, max(18.0, 0.9 * sqrt(max(width * height, 400.0) / len(spots))))


def _polygon(ring: Sequence[Place]) -> Any:
    """A drawn outline as a shape, or None where there is none."""
    from shapely import Polygon, make_valid

    return make_valid(Polygon(ring)) if len(ring) >= 4 else None
