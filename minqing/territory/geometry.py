"""Places as numbers: (longitude, latitude) in degrees, WGS 84, as GeoJSON writes them. Pure: numbers in, numbers out.

GCJ-02 is the shifted system of Chinese maps; what comes in it is converted, and only WGS 84 is stored.
"""

from collections.abc import Sequence

from eviltransform import gcj2wgs_exact, outOfChina, wgs2gcj

from minqing.language.places import lies_in_china

Place = tuple[float, float]
Ring = Sequence[Place]
DIGITS = 7  # of a degree: a centimetre
WGS84, GCJ02 = "wgs84", "gcj02"
# An outline with more corners than this is a coastline, not a courtyard.
MOST_CORNERS = 500


def to_gcj02(place: Place) -> Place:
    """A place of WGS 84 in GCJ-02, some 500 metres off in China; outside China the same."""
    latitude, longitude = wgs2gcj(place[1], place[0])
    return longitude, latitude


def from_gcj02(place: Place) -> Place:
    """A place of GCJ-02 in WGS 84, true to half a metre; outside China untouched."""
    if outOfChina(place[1], place[0]):
        return place
    latitude, longitude = gcj2wgs_exact(place[1], place[0])
    return longitude, latitude


def stored(place: Place, datum: str) -> Place:
    """A place that was given in `datum` as it is stored: WGS 84, to the centimetre."""
    longitude, latitude = from_gcj02(place) if datum == GCJ02 else place
    return round(longitude, DIGITS), round(latitude, DIGITS)


def shown(place: Place, datum: str) -> Place:
    """A stored place as a map in `datum` shows it."""
    return to_gcj02(place) if datum == GCJ02 else place


def lies_here(place: Place) -> bool:
    """Whether a place lies in the box around China."""
    return lies_in_china(place[1], place[0])


def exchanged(place: Place) -> bool:
    """Whether the two numbers were exchanged: it lies outside China, and inside the other way round."""
    return not lies_here(place) and lies_in_china(place[0], place[1])


def closed(ring: Ring) -> list[Place]:
    """A ring whose last corner is its first, repeated corners left out."""
    corners: list[Place] = []
    for corner in ring:
        if not corners or corners[-1] != corner:
            corners.append(corner)
    if corners and corners[0] != corners[-1]:
        corners.append(corners[0])
    return corners


def signed_area(ring: Ring) -> float:
    """Twice-halved sum of a closed ring in square degrees: above zero where it runs against the clock."""
    pairs = zip(ring, list(ring)[1:], strict=False)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def middle_of(ring: Ring) -> Place:
    """The point that a courtyard of this outline gets: its centroid, or a corner's mean where that lies outside."""
    x0, y0 = ring[0]
    moved = [(x - x0, y - y0) for x, y in closed(ring)]
    area = signed_area(moved)
    mean = (
        sum(x for x, _y in moved[:-1]) / (len(moved) - 1),
        sum(y for _x, y in moved[:-1]) / (len(moved) - 1),
    )
    if area == 0:
        return x0 + mean[0], y0 + mean[1]
    x = y = 0.0
    for (ax, ay), (bx, by) in zip(moved, moved[1:], strict=False):
        part = ax * by - bx * ay
        x += (ax + bx) * part
        y += (ay + by) * part
    middle = (x / (6 * area), y / (6 * area))
    spot = middle if holds(moved, middle) else mean
    return x0 + spot[0], y0 + spot[1]


def holds(ring: Ring, place: Place) -> bool:
    """Whether a place lies in a ring: an even number of crossings eastwards is outside. A corner may count either way."""
    x, y = place
    inside = False
    corners = closed(ring)
    for (ax, ay), (bx, by) in zip(corners, corners[1:], strict=False):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def crosses_itself(ring: Ring) -> bool:
    """Whether two sides of a ring cross: then it has no inside that one could point at."""
    corners = closed(ring)
    sides = list(zip(corners, corners[1:], strict=False))
    for place, (a, b) in enumerate(sides):
        for other, (c, d) in enumerate(sides[place + 2 :], start=place + 2):
            if place == 0 and other == len(sides) - 1:
                continue
            if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0:
                return True
    return False


def _turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
