"""The walk of a day: places as points on a plane, the order, and when each door is reached.

Where every courtyard of the day has coordinates, the way is the straight line × `FACTOR`; else lanes and numbers give
the order, and ways are assumed: none within a courtyard, `WITHIN_LANE` within a lane, `BETWEEN_LANES` else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from importlib.util import find_spec
from math import cos, radians

from minqing.planning.route import NoRoute, Point, Round, Stop, route, ways_between
from minqing.planning.route_times import Lunch, Visit, arrivals_of
from minqing.territory.models import Courtyard

FACTOR = 1.3
SPEED = 60
WITHIN_LANE, BETWEEN_LANES = 60, 240
MINUTES = 10
# Half a minute a floor, up and down.
FLOOR_MINUTES = 1
METRES_A_DEGREE = 111_320


@dataclass(frozen=True)
class Place:
    """A door to go to: its courtyard, floor, and the hours asked for there."""

    courtyard: Courtyard
    floor: int | None = None
    begins: time | None = None
    ends: time | None = None
    minutes: int = MINUTES

    @property
    def whole_minutes(self) -> int:
        """The visit with its stairs, in minutes."""
        return self.minutes + max(0, (self.floor or 1) - 1) * FLOOR_MINUTES


@dataclass(frozen=True)
class Hours:
    """When the member goes out: from when, and the noon kept free."""

    begin: time
    lunch: Lunch | None = None


def walked(places: Sequence[Place], hours: Hours) -> tuple[list[tuple[int, time | None]], bool]:
    """The order of the places (their numbers) with arrivals, and whether the map gave it.

    A place whose hours cannot be kept comes last, without an arrival: it is shown, not hidden.
    """
    if not places:
        return [], True
    if on_map(places) and find_spec("pyvrp") is not None:
        try:
            return _by_map(places, hours), True
        except NoRoute:
            pass
    order = sorted(range(len(places)), key=lambda number: _lane_and_number(places[number]))
    order.sort(key=lambda number: seconds_of(places[number].begins) or 0)
    return list(zip(order, arrivals([places[number] for number in order], hours), strict=True)), False


def arrivals(places: Sequence[Place], hours: Hours) -> list[time | None]:
    """When each place is reached in just this order; None where its hours are over by then."""
    visits = [Visit(0), *(_visit(place) for place in places)]
    ways = _ways(places)
    walks = [[round(way / SPEED * 60) for way in row] for row in ways]
    begin = seconds_of(hours.begin) or 0
    times, _ = arrivals_of(
        range(1, len(places) + 1), visits, walks, start=0, begin_s=begin, lunch=hours.lunch
    )
    return [
        _time(at) if visit.to_s is None or at <= visit.to_s else None
        for at, visit in zip(times, visits[1:], strict=True)
    ]


def on_map(places: Sequence[Place]) -> bool:
    """Whether every courtyard has coordinates."""
    return all(
        place.courtyard.latitude is not None and place.courtyard.longitude is not None for place in places
    )


def seconds_of(at: time | None) -> int | None:
    """Seconds since midnight."""
    return None if at is None else at.hour * 3600 + at.minute * 60


def _by_map(places: Sequence[Place], hours: Hours) -> list[tuple[int, time | None]]:
    stops = [
        Stop(number, place.whole_minutes, seconds_of(place.begins), seconds_of(place.ends))
        for number, place in enumerate(places)
    ]
    found = route(
        Round(
            stops,
            _ways(places),
            speed_m_per_min=SPEED,
            begin_s=seconds_of(hours.begin) or 0,
            lunch=hours.lunch,
        )
    )
    reached = [(int(number), _time(found.arrivals_s[number])) for number in found.order]
    return reached + [(int(left.id), None) for left in found.left_out]


def _visit(place: Place) -> Visit:
    return Visit(place.whole_minutes * 60, seconds_of(place.begins), seconds_of(place.ends))


def _ways(places: Sequence[Place]) -> list[list[int]]:
    """Metres between the start (row 0: the middle of the day's places, as far as each is) and the places."""
    if on_map(places):
        points = [_point(place.courtyard, places[0].courtyard) for place in places]
        middle = Point(sum(p.x for p in points) / len(points), sum(p.y for p in points) / len(points))
        return ways_between([middle, *points], FACTOR)
    between = [[_assumed(a.courtyard, b.courtyard) for b in places] for a in places]
    return [[0] * (len(places) + 1), *([0, *row] for row in between)]


def _point(courtyard: Courtyard, origin: Courtyard) -> Point:
    """Metres from the origin on a plane that touches the earth there: exact enough within a community."""
    east = (courtyard.longitude or 0) - (origin.longitude or 0)
    north = (courtyard.latitude or 0) - (origin.latitude or 0)
    return Point(east * METRES_A_DEGREE * cos(radians(origin.latitude or 0)), north * METRES_A_DEGREE)


def _assumed(a: Courtyard, b: Courtyard) -> int:
    if a.pk == b.pk:
        return 0
    return WITHIN_LANE if a.lane and a.lane == b.lane else BETWEEN_LANES


def _lane_and_number(place: Place) -> tuple[object, ...]:
    """Lane first, then numbers as numbers: 9 before 10."""
    parts = re.split(r"([0-9]+)", place.courtyard.name)
    return (
        place.courtyard.lane,
        [(int(part), "") if part.isdigit() else (0, part) for part in parts],
        place.floor or 0,
    )


def _time(seconds: int) -> time | None:
    """A time of the day; None where the day is over."""
    minutes = -(-seconds // 60)
    return time(minutes // 60, minutes % 60) if minutes < 24 * 60 else None
