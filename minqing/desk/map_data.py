"""The map's data: GeoJSON (RFC 7946) of what the viewer may see, in the coordinates of the backdrop that it lies on."""

from collections.abc import Sequence
from typing import Any

from minqing.desk.map_reading import Filters, Ground, Yard
from minqing.territory.geometry import DIGITS, WGS84, Place, shown
from minqing.territory.map_queries import collection, feature
from minqing.territory.models import Barrier

_ROUGH = 6  # digits of a degree of what is only looked at: a decimetre


def map_document(
    ground: Ground, barriers: Sequence[Barrier], filters: Filters, datum: str = WGS84
) -> dict[str, Any]:
    """What the map draws: zones, courtyards, outlines and barriers, and the box around all that has a place."""
    yards = [(yard, point) for yard, point in ground.placed if filters.keeps(yard)]
    places = [point for _yard, point in yards or ground.placed]
    return {
        "datum": datum,
        "box": _box([_seen(place, datum) for place in places]),
        "zones": collection(zone_features(ground, datum)),
        "yards": collection([_yard(yard, point, datum) for yard, point in yards]),
        "outlines": collection([_outline(yard, datum) for yard, _point in yards if yard.spot.outline]),
        "barriers": collection(
            [
                feature(
                    "LineString", [_seen((x, y), datum) for x, y in row.line], id=str(row.pk), name=row.name
                )
                for row in barriers
            ]
        ),
    }


def zone_features(ground: Ground, datum: str = WGS84) -> list[Any]:
    """The zones as areas, each with its name, hue, keeper, households and the place for its name."""
    areas, households = ground.areas(), dict.fromkeys((zone.pk for zone in ground.zones), 0)
    for yard in ground.yards:
        if yard.zones:
            households[yard.zones[0].pk] += yard.households
    return [
        feature(
            "MultiPolygon",
            [
                [[_seen(corner, datum) for corner in ring] for ring in polygon]
                for polygon in areas[zone.pk].coordinates
            ],
            id=str(zone.pk),
            name=zone.name,
            hue=zone.hue,
            keeper=ground.keepers.get(zone.pk, ""),
            households=households[zone.pk],
            label=_seen(areas[zone.pk].label, datum),
        )
        for zone in ground.zones
        if zone.pk in areas
    ]


def _yard(yard: Yard, point: Place, datum: str) -> Any:
    zone = yard.zones[0] if yard.zones else None
    return feature(
        "Point",
        _seen(point, datum),
        id=str(yard.spot.id),
        name=yard.spot.name,
        zone=" · ".join(each.name for each in yard.zones),
        hue=zone.hue if zone else -1,
        homes=yard.households,
        late=yard.late,
        today=yard.today,
        waiting=yard.waiting,
        due=yard.due,
    )


def _outline(yard: Yard, datum: str) -> Any:
    # As it is stored, to the centimetre: it is drawn anew from what is shown.
    ring = [[round(number, DIGITS) for number in shown(corner, datum)] for corner in yard.spot.outline]
    return feature("Polygon", [ring], id=str(yard.spot.id))


def _seen(place: Place, datum: str) -> list[float]:
    return [round(number, _ROUGH) for number in shown(place, datum)]


def _box(places: Sequence[Sequence[float]]) -> list[float] | None:
    """West, south, east, north; None where nothing has a place."""
    if not places:
        return None
    xs, ys = [place[0] for place in places], [place[1] for place in places]
    return [min(xs), min(ys), max(xs), max(ys)]
