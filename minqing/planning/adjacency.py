"""Who borders on whom: from outlines, else from points, with barriers such as a main road; pure.

Coordinates are metres in a plane; `metres` makes them from longitude and latitude.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Line = Sequence[Point]


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

    Two outlines are neighbours where they share a boundary of more than a point, `tolerance` metres apart at most. Sites
    without outline are joined by the Delaunay triangulation of all points, no further than `reach` metres (None: four
    times the median edge of the triangulation). A pair is barred where the line between the two points crosses a barrier.
    Deterministic; needs the extra `plan`.
    """
    raise NotImplementedError


def metres(places: Sequence[Point]) -> list[Point]:
    """Longitude and latitude (WGS84, degrees) as metres east and north of their middle, true to 0.1 % within 30 km."""
    raise NotImplementedError
