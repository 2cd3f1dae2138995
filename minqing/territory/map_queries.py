"""What lies where: courtyards with their points and outlines, barriers, and the backdrop that the office chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from minqing.language.order import reading_order
from minqing.territory.geometry import Place
from minqing.territory.models import Backdrop, Barrier, Courtyard


@dataclass(frozen=True)
class Spot:
    """A courtyard on the ground: its point (None: not placed yet) and its outline, a closed ring or nothing. WGS 84."""

    id: UUID
    name: str
    lane: str
    kind: str
    point: Place | None
    outline: tuple[Place, ...]


def ground_of(community: str) -> list[Spot]:
    """The courtyards of a community with points and outlines, in the order of lanes and numbers. One query."""
    columns = ("id", "name", "lane", "kind", "latitude", "longitude", "outline")
    rows = Courtyard.objects.filter(community=community).values_list(*columns)
    spots = [
        Spot(
            id,
            name,
            lane,
            kind,
            None if latitude is None or longitude is None else (longitude, latitude),
            tuple((x, y) for x, y in outline or ()),
        )
        for id, name, lane, kind, latitude, longitude, outline in rows
    ]
    return sorted(spots, key=lambda spot: (spot.lane, reading_order(spot.name)))


def barriers_of(community: str) -> list[Barrier]:
    """The lines that zones are not joined over, by name. One query."""
    return list(Barrier.objects.filter(community=community).order_by("name", "pk"))


def backdrop_of(community: str) -> Backdrop | None:
    """The map under the office's own layers, or None where it chose none. One query."""
    return Backdrop.objects.filter(community=community).first()


def feature(geometry: str, coordinates: Any, **properties: Any) -> Mapping[str, Any]:
    """One GeoJSON feature (RFC 7946): a Point, LineString, Polygon or MultiPolygon of [longitude, latitude]."""
    return {
        "type": "Feature",
        "geometry": {"type": geometry, "coordinates": coordinates},
        "properties": properties,
    }


def collection(features: list[Any]) -> dict[str, Any]:
    """Features as one GeoJSON document."""
    return {"type": "FeatureCollection", "features": features}
