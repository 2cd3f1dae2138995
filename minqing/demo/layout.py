"""Where the demo's courtyards lie: invented lanes laid out around a point of Beijing. Metres on a plane, then degrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

Place = tuple[float, float]
Spot = tuple[float, float]

ORIGIN = (116.4118, 39.9412)  # longitude, latitude; nothing of the demo is really there
_METRES = 111_320.0  # a degree of latitude


@dataclass(frozen=True)
class Lane:
    """A row of yards: from a spot, a step each, wavering by some metres; how wide and deep a yard's outline is (0: none)."""

    start: Spot
    step: Spot
    waver: float
    wide: float = 0.0
    deep: float = 0.0


# In the order of their names: so neighbouring zones lie side by side.
LANES = {
    "九曲东巷": Lane((292, -205), (0, 44), 7),
    "九曲北巷": Lane((228, 178), (-48, 0), 11, 34, 26),
    "九曲南巷": Lane((-206, 82), (46, 0), 11, 34, 26),
    "九曲西巷": Lane((-286, 204), (0, -45), 8),
    "石鼓胡同": Lane((-208, -24), (31, 0), 8),
    "青槐胡同": Lane((-214, -172), (48, 0), 12, 30, 24),
}
BLOCK = Lane((128, -6), (33, 0), 0, 30, 13)
BLOCK_DEEP = -72.0  # from one block of flats to the next
ROADS: dict[str, Sequence[Spot]] = {
    "九曲大街": ((252, -235), (250, -90), (254, 40), (252, 120)),
    "金水渠": ((-250, -98), (-120, -92), (10, -102), (92, -98)),
}


def place(spot: Spot) -> Place:
    """A spot of the plane as longitude and latitude, to the centimetre."""
    wide = _METRES * cos(radians(ORIGIN[1]))
    return round(ORIGIN[0] + spot[0] / wide, 7), round(ORIGIN[1] + spot[1] / _METRES, 7)


def in_lane(lane: str, number: int) -> tuple[Place, list[Place]]:
    """Point and outline (empty: none is drawn) of a lane's yard, counted from 0."""
    return _laid(LANES[lane], number)


def in_block(block: int, entrance: int) -> tuple[Place, list[Place]]:
    """Point and outline of a block's entrance, both counted from 0."""
    x, y = BLOCK.start
    row = Lane((x, y + block * BLOCK_DEEP), BLOCK.step, 0, BLOCK.wide, BLOCK.deep)
    return _laid(row, entrance)


def roads() -> dict[str, list[Place]]:
    """The lines that visits do not cross, by name."""
    return {name: [place(spot) for spot in line] for name, line in ROADS.items()}


def _laid(lane: Lane, number: int) -> tuple[Place, list[Place]]:
    away = lane.waver * sin(1.7 * number + lane.start[0])
    x = lane.start[0] + number * lane.step[0] + (away if lane.step[0] == 0 else 0)
    y = lane.start[1] + number * lane.step[1] + (away if lane.step[1] == 0 else 0)
    if not lane.wide:
        return place((x, y)), []
    half, deep = lane.wide / 2, lane.deep / 2
    corners = [(x - half, y - deep), (x + half, y - deep), (x + half, y + deep), (x - half, y + deep)]
    # A corner is cut off here and there: no lane is built with a ruler.
    if lane.waver and number % 3 == 1:
        corners[2:3] = [(x + half, y + deep / 3), (x + half / 3, y + deep / 3), (x + half / 3, y + deep)]
    return place((x, y)), [place(corner) for corner in corners]
