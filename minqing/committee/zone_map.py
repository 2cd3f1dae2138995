"""A division as a drawing: the cells of the courtyards, for a page to colour by zone. Pure, metres in, SVG units out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from minqing.committee.queries.zoning import Ground, Spot, Unit

SIZE = 1000.0  # the longer side of the drawing in SVG units
_ROOM = 0.6  # of the median distance of neighbours, around the outermost courtyards


@dataclass(frozen=True)
class Cell:
    """A courtyard's place in the drawing: its path, and its point."""

    unit: Unit
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """Cells in a box of `width` × `height` SVG units."""

    width: float
    height: float
    cells: tuple[Cell, ...]

    @property
    def width_drawn(self) -> int:
        """The width with room for the outermost border."""
        return ceil(self.width) + 12

    @property
    def height_drawn(self) -> int:
        """The height with room for the outermost border."""
        return ceil(self.height) + 12

    @property
    def letters(self) -> float:
        """How high the number in a cell is, in SVG units."""
        return max(12.0, min(40.0, 320.0 / sqrt(len(self.cells) or 1)))


def drawing_of(ground: Ground) -> Drawing:
    """Where each courtyard's outline is drawn, that; else what lies nearest to its point. Needs the extra `plan`.

    Courtyards without a place on the map stand in a row of squares below the others.
    """
    placed = [unit for unit in ground.units if unit.spot is not None]
    polygons = _polygons(placed) if placed else []
    shapes = list(zip(placed, polygons, strict=True))
    shapes += _in_a_row([unit for unit in ground.units if unit.spot is None], shapes)
    if not shapes:
        return Drawing(SIZE, SIZE, ())
    xs = [x for _unit, ring in shapes for x, _y in ring]
    ys = [y for _unit, ring in shapes for _x, y in ring]
    left, top = min(xs), max(ys)
    scale = SIZE / (max(max(xs) - left, top - min(ys)) or 1.0)

    def spelled(point: Spot) -> tuple[float, float]:
        return round((point[0] - left) * scale, 1), round((top - point[1]) * scale, 1)

    cells = []
    for unit, ring in shapes:
        points = [spelled(point) for point in ring]
        path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"
        x, y = spelled(unit.spot) if unit.spot else (_middle(points))
        cells.append(Cell(unit, path, x, y))
    return Drawing(round((max(xs) - left) * scale, 1), round((top - min(ys)) * scale, 1), tuple(cells))


def _polygons(placed: Sequence[Unit]) -> list[list[Spot]]:
    """The ring of each: its outline, or its Voronoi cell within a margin around all points."""
    from shapely import MultiPoint, Point, STRtree, voronoi_polygons

    spots = [unit.spot for unit in placed if unit.spot is not None]
    points = MultiPoint(spots)
    margin = _ROOM * _usual_distance(spots)
    hull = points.convex_hull.buffer(margin, quad_segs=4)
    cells = list(voronoi_polygons(points, extend_to=hull).geoms) if len(set(spots)) > 1 else [hull]
    tree = STRtree(cells)
    rings = []
    for unit, spot in zip(placed, spots, strict=True):
        if unit.outline:
            rings.append([(x, y) for x, y in unit.outline])
            continue
        cell = cells[int(tree.nearest(Point(spot)))].intersection(hull)
        near = cell.intersection(Point(spot).buffer(3 * margin, quad_segs=6))
        rings.append([(float(x), float(y)) for x, y in near.exterior.coords[:-1]])
    return rings


def _usual_distance(spots: Sequence[Spot]) -> float:
    """About how far courtyards lie from their neighbours, in metres: as if they filled their box evenly."""
    width = max(x for x, _y in spots) - min(x for x, _y in spots)
    height = max(y for _x, y in spots) - min(y for _x, y in spots)
    return max(10.0, sqrt(max(width * height, 100.0) / len(spots)))


def _in_a_row(
    unplaced: Sequence[Unit], shapes: Sequence[tuple[Unit, Sequence[Spot]]]
) -> list[tuple[Unit, list[Spot]]]:
    """Squares below the others, as many in a row as fit."""
    if not unplaced:
        return []
    xs = [x for _unit, ring in shapes for x, _y in ring] or [0.0, 100.0 * ceil(sqrt(len(unplaced)))]
    ys = [y for _unit, ring in shapes for _x, y in ring] or [0.0]
    across = max(1, ceil(sqrt(len(unplaced) * 3)))
    side = (max(xs) - min(xs)) / across or 10.0
    rows = []
    for place, unit in enumerate(unplaced):
        x = min(xs) + (place % across) * side
        y = min(ys) - side * (1.3 + place // across)
        rows.append((unit, [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]))
    return rows


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return (
        round(sum(x for x, _y in points) / len(points), 1),
        round(sum(y for _x, y in points) / len(points), 1),
    )
