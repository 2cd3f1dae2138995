"""Who borders on whom: from outlines, else from points, with barriers such as a main road; pure.

Coordinates are metres in a plane; `metres` makes them from longitude and latitude.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, dist, radians, sin, sqrt
from statistics import median
from typing import Any

from minqing.planning.zoning_ground import pieces

Point = tuple[float, float]
Line = Sequence[Point]
Pair = tuple[int, int]
EQUATOR, FLATTENING = 6_378_137.0, 1 / 298.257223563  # WGS84


@dataclass(frozen=True)
class Site:
    """A unit on the ground: its point, and its outline (a ring of points) where it is drawn."""

    id: str
    x: float
    y: float
    outline: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Adjacency:
    """Pairs of neighbours, each pair and the list in order; pairs a barrier parts; parts without a way between them.

    `parts` holds the ids of each connected part, the largest first; one part means that all is connected.
    """

    edges: tuple[tuple[str, str], ...]
    barred: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, ...], ...]


def adjacency(
    sites: Sequence[Site],
    barriers: Sequence[Line] = (),
    *,
    tolerance: float = 1.0,
    reach: float | None = None,
) -> Adjacency:
    """Who borders on whom.

    Two outlines are neighbours where they share a boundary of more than a point, `tolerance` metres apart at most: along
    more than four times that. Where either site has no outline, the Delaunay triangulation of all points joins them, no
    further than `reach` metres (None: four times the median side of the triangulation). Sites at one place are joined.
    A pair is barred where the line between the two points meets a barrier. Deterministic; needs the extra `plan`.
    """
    ordered = sorted(sites, key=lambda site: site.id)
    found = _by_outlines(ordered, tolerance) | _by_points(ordered, reach)
    walls = _walls(barriers)
    barred = {pair for pair in found if walls and _crosses(ordered, pair, walls)}
    open_pairs = sorted(found - barred)
    return Adjacency(
        edges=tuple((ordered[a].id, ordered[b].id) for a, b in open_pairs),
        barred=tuple((ordered[a].id, ordered[b].id) for a, b in sorted(barred)),
        parts=tuple(tuple(ordered[u].id for u in part) for part in _parts(len(ordered), open_pairs)),
    )


def metres(places: Sequence[Point]) -> list[Point]:
    """Longitude and latitude (WGS84, degrees) as metres east and north of their middle.

    Distances are true to 0.1 % within 5 km of the middle (the ellipsoid's own curvature there, no projection): a
    neighbourhood is no wider.
    """
    if not places:
        return []
    lon0 = (min(lon for lon, _ in places) + max(lon for lon, _ in places)) / 2
    lat0 = (min(lat for _, lat in places) + max(lat for _, lat in places)) / 2
    bend = 1 - FLATTENING * (2 - FLATTENING) * sin(radians(lat0)) ** 2
    east = EQUATOR / sqrt(bend) * cos(radians(lat0))
    north = EQUATOR * (1 - FLATTENING) ** 2 / bend**1.5
    return [(east * radians(lon - lon0), north * radians(lat - lat0)) for lon, lat in places]


def _by_outlines(sites: Sequence[Site], tolerance: float) -> set[Pair]:
    """Pairs of drawn sites that share a boundary."""
    import shapely

    drawn = [i for i, site in enumerate(sites) if len(site.outline) >= 3]
    if len(drawn) < 2:
        return set()
    shapes = [shapely.make_valid(shapely.Polygon(sites[i].outline)) for i in drawn]
    wide = [shape.buffer(tolerance) for shape in shapes]
    edges = [shape.boundary for shape in shapes]
    tree = shapely.STRtree(shapes)
    found: set[Pair] = set()
    for i, other in zip(*tree.query(wide, predicate="intersects"), strict=True):
        if i < other:
            along = min(edges[i].intersection(wide[other]).length, edges[other].intersection(wide[i]).length)
            if along > 4 * tolerance or (not tolerance and along > 0):
                found.add((drawn[i], drawn[other]))
    return found


def _by_points(sites: Sequence[Site], reach: float | None) -> set[Pair]:
    """Pairs of which one at least is a mere point, by the triangulation of all points."""
    if len(sites) < 2:
        return set()
    at: dict[Point, list[int]] = {}
    for i, site in enumerate(sites):
        at.setdefault((float(site.x), float(site.y)), []).append(i)
    joined = {(group[0], other) for group in at.values() for other in group[1:]}
    sides = _triangulation(at)
    if sides:
        far = 4 * median(dist((sites[a].x, sites[a].y), (sites[b].x, sites[b].y)) for a, b in sides)
        most = far if reach is None else reach
        joined |= {
            (a, b) for a, b in sides if dist((sites[a].x, sites[a].y), (sites[b].x, sites[b].y)) <= most
        }
    return {(a, b) for a, b in joined if len(sites[a].outline) < 3 or len(sites[b].outline) < 3}


def _triangulation(at: Mapping[Point, Sequence[int]]) -> set[Pair]:
    """The sides of the Delaunay triangles of different places; places on one line are joined in their order."""
    import shapely

    places = sorted(at)
    lines = shapely.delaunay_triangles(shapely.MultiPoint(places), only_edges=True)
    sides: set[Pair] = set()
    for line in shapely.get_parts(lines):
        a, b = (at[(float(x), float(y))][0] for x, y in line.coords)
        sides.add((min(a, b), max(a, b)))
    if not sides:
        row = [at[place][0] for place in places]
        sides = {(min(a, b), max(a, b)) for a, b in zip(row, row[1:], strict=False)}
    return sides


def _walls(barriers: Sequence[Line]) -> list[Any]:
    import shapely

    return [shapely.LineString(line) for line in barriers if len(line) >= 2]


def _crosses(sites: Sequence[Site], pair: Pair, walls: Sequence[Any]) -> bool:
    import shapely

    a, b = (sites[i] for i in pair)
    way = shapely.LineString([(a.x, a.y), (b.x, b.y)])
    return any(bool(wall.intersects(way)) for wall in walls)


def _parts(count: int, pairs: Sequence[Pair]) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    return pieces(near, range(count))
