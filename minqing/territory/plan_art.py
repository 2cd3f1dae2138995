"""How each thing on a plan is drawn: strokes in its own box, and the cells of a building. Pure.

The same drawing is made by the desk and the phone in `web/core/plan.ts`; `contracts/cases/plan_art.json` holds both to it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from minqing.territory.drawing import Drawing, Shape

CELL, STOREY, STAIRWELL, APART = 260.0, 150.0, 90.0, 140.0
INSET = 12.0
BUMPS = 9


@dataclass(frozen=True)
class Stroke:
    """A path in the shape's own box, from its corner; `look` names how it is inked."""

    look: str
    d: str


@dataclass(frozen=True)
class Cell:
    """A home of a building where it is drawn: its entrance and its place on the floor count from 0."""

    entrance: int
    floor: int
    place: int
    x: float
    y: float
    w: float
    h: float
    name: str
    dwelling: UUID | None


def num(value: float) -> str:
    """A length as it stands in a path: to the millimetre, halves up, as the browser rounds."""
    rounded = math.floor(value * 10 + 0.5) / 10
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def strokes(shape: Shape) -> list[Stroke]:
    """What a shape is drawn of, the lowest first."""
    w, h = shape.w, shape.h
    if shape.kind == "wall":
        return [Stroke("wall", box(w, h))]
    if shape.kind == "room":
        inner = [Stroke("fine", _inset(w, h))] if min(w, h) > 4 * INSET else []
        return [Stroke("room", box(w, h)), *inner]
    if shape.kind == "gate":
        return _gate(w, h)
    if shape.kind == "stairs":
        return _stairs(w, h)
    if shape.kind == "tree":
        return [
            Stroke("leaf", _canopy(w, h)),
            Stroke("trunk", oval(w / 2, h / 2, min(w, h) * 0.08, min(w, h) * 0.08)),
        ]
    if shape.kind == "well":
        return [
            Stroke("stone", oval(w / 2, h / 2, w / 2, h / 2)),
            Stroke("water", oval(w / 2, h / 2, w * 0.32, h * 0.32)),
        ]
    if shape.kind == "shed":
        return [Stroke("shed", box(w, h)), Stroke("hatch", _hatch(w, h))]
    return []


def box(w: float, h: float) -> str:
    """The outline of a box."""
    return f"M0 0H{num(w)}V{num(h)}H0Z"


def oval(x: float, y: float, rx: float, ry: float) -> str:
    """An ellipse about a point."""
    arc = f"A{num(rx)} {num(ry)} 0 1 1"
    return f"M{num(x - rx)} {num(y)}{arc} {num(x + rx)} {num(y)}{arc} {num(x - rx)} {num(y)}Z"


def _inset(w: float, h: float) -> str:
    return f"M{num(INSET)} {num(INSET)}H{num(w - INSET)}V{num(h - INSET)}H{num(INSET)}Z"


def _gate(w: float, h: float) -> list[Stroke]:
    """Two posts and two leaves that open inwards."""
    post = min(30.0, w / 6)
    leaf, middle = (w - 2 * post) / 2, h / 2
    posts = f"M0 0H{num(post)}V{num(h)}H0ZM{num(w - post)} 0H{num(w)}V{num(h)}H{num(w - post)}Z"
    round_ = f"A{num(leaf)} {num(leaf)} 0 0"
    left = f"M{num(post)} {num(middle)}V{num(middle - leaf)}{round_} 1 {num(post + leaf)} {num(middle)}"
    right = f"M{num(w - post)} {num(middle)}V{num(middle - leaf)}{round_} 0 {num(post + leaf)} {num(middle)}"
    return [Stroke("wall", posts), Stroke("thin", left + right)]


def _stairs(w: float, h: float) -> list[Stroke]:
    treads = max(2, min(40, math.floor(w / 30 + 0.5)))
    lines = "".join(f"M{num(w * tread / treads)} 0V{num(h)}" for tread in range(1, treads))
    head = min(h * 0.2, w * 0.2)
    start, tip, middle = w * 0.1, w * 0.9, h / 2
    arrow = (
        f"M{num(start)} {num(middle)}H{num(tip)}M{num(tip - head)} {num(middle - head)}"
        f"L{num(tip)} {num(middle)}L{num(tip - head)} {num(middle + head)}"
    )
    return [Stroke("stone", box(w, h)), Stroke("fine", lines), Stroke("thin", arrow)]


def _canopy(w: float, h: float) -> str:
    """A crown seen from above: bumps around an ellipse."""
    rx, ry = w * 0.42, h * 0.42
    points = [
        (
            w / 2 + rx * math.cos(2 * math.pi * bump / BUMPS),
            h / 2 + ry * math.sin(2 * math.pi * bump / BUMPS),
        )
        for bump in range(BUMPS + 1)
    ]
    arcs = "".join(f"A{num(rx * 0.4)} {num(ry * 0.4)} 0 0 1 {num(x)} {num(y)}" for x, y in points[1:])
    return f"M{num(points[0][0])} {num(points[0][1])}{arcs}Z"


def _hatch(w: float, h: float) -> str:
    step, lines, across = 40.0, "", 40.0
    step = max(step, (w + h) / 60)
    across = step
    while across < w + h:
        right, low = min(across, w), min(across, h)
        lines += f"M{num(right)} {num(across - right)}L{num(across - low)} {num(low)}"
        across += step
    return lines


def floors_of(drawing: Drawing) -> list[int]:
    """The floors that any entrance has, from the top down."""
    return sorted({floor.number for each in drawing.entrances for floor in each.floors}, reverse=True)


def entrance_lefts(drawing: Drawing) -> list[tuple[float, float]]:
    """For each entrance where its homes begin and how wide they are together, from left to right."""
    found, left = [], 0.0
    for entrance in drawing.entrances:
        wide = CELL * max([len(floor.flats) for floor in entrance.floors], default=1)
        found.append((left + STAIRWELL, max(wide, CELL)))
        left += STAIRWELL + max(wide, CELL) + APART
    return found


def cells(drawing: Drawing) -> Iterator[Cell]:
    """Every home of a building where it is drawn: floors above each other, homes of a floor sharing its width."""
    rows = {number: place for place, number in enumerate(floors_of(drawing))}
    lefts = entrance_lefts(drawing)
    for index, entrance in enumerate(drawing.entrances):
        left, wide = lefts[index]
        for floor in entrance.floors:
            for place, flat in enumerate(floor.flats):
                share = wide / len(floor.flats)
                yield Cell(
                    index,
                    floor.number,
                    place,
                    left + share * place,
                    STOREY * rows[floor.number],
                    share,
                    STOREY,
                    flat.name,
                    flat.dwelling,
                )


def corners(shape: Shape) -> list[tuple[float, float]]:
    """The four corners of a shape where they lie once it is turned."""
    turn = math.radians(shape.turn)
    middle_x, middle_y = shape.x + shape.w / 2, shape.y + shape.h / 2
    found = []
    for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = dx * shape.w / 2, dy * shape.h / 2
        found.append(
            (
                middle_x + x * math.cos(turn) - y * math.sin(turn),
                middle_y + x * math.sin(turn) + y * math.cos(turn),
            )
        )
    return found


def extent(drawing: Drawing) -> tuple[float, float, float, float]:
    """The box (x, y, width, height) that holds all that is drawn; ten metres square where nothing is."""
    points = [point for shape in drawing.shapes for point in corners(shape)]
    if drawing.is_building:
        lefts = entrance_lefts(drawing)
        points += [
            (0, -60),
            (lefts[-1][0] + lefts[-1][1], STOREY * len(floors_of(drawing)) + 40),
        ]
    if not points:
        return 0, 0, 1000, 1000
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
