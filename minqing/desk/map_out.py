"""What of the ground goes out into a file: places and counts of homes, no person, and of households how many alone."""

from minqing.desk.map_reading import Ground
from minqing.territory.map_out import Out


def courtyards_out(ground: Ground) -> list[Out]:
    """Every courtyard in reading order, also those without a place: whoever fills in the file sees what is missing."""
    return [
        Out(
            yard.spot.name,
            yard.spot.point,
            [[yard.spot.outline]] if yard.spot.outline else [],
            {
                "kind": yard.spot.kind,
                "zone": " · ".join(zone.name for zone in yard.zones),
                "households": yard.households,
            },
        )
        for yard in ground.yards
    ]


def zones_out(ground: Ground) -> list[Out]:
    """Every zone that has ground on the map, as its area. Without the extra `plan`, none has."""
    areas = ground.areas()
    counts = {
        zone.pk: sum(yard.households for yard in ground.yards if yard.zones[:1] == (zone,))
        for zone in ground.zones
    }
    return [
        Out(zone.name, None, areas[zone.pk].coordinates, {"households": counts[zone.pk]})
        for zone in ground.zones
        if zone.pk in areas
    ]
