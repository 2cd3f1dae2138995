"""A drawing as it is kept and as it may be: shapes of a courtyard, entrances and floors of a building. Pure.

Lengths are centimetres, x to the right and y downwards, turns are degrees clockwise about the shape's middle. What a
browser sends is read by `drawing_of`, which takes nothing that could not have been drawn; `as_json` gives it back.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

FORM = 1
KINDS = ("wall", "room", "gate", "stairs", "tree", "well", "shed", "text")
MOST_SHAPES = 2000
MOST_ENTRANCES, MOST_FLOORS, MOST_HOMES = 30, 60, 40
MOST_CELLS = 3000
# A kilometre each way: wider than any courtyard, and every number stays exact.
FARTHEST, LARGEST = 100_000.0, 20_000.0
LONGEST_TEXT = 60
_ID = re.compile(r"[a-z0-9]{1,16}")


class WrongDrawing(ValueError):
    """What was sent is no drawing; `why` names the rule that it breaks, `where` the part."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(f"{why} {where}".strip())
        self.why, self.where = why, where


@dataclass(frozen=True)
class Shape:
    """One thing on the plan: a box from its corner (x, y), turned about its middle. A room may be a dwelling."""

    id: str
    kind: str
    x: float
    y: float
    w: float
    h: float
    turn: float = 0
    text: str = ""
    dwelling: UUID | None = None


@dataclass(frozen=True)
class Flat:
    """A home of a building as it is labelled on its floor, and the dwelling of the register that it is."""

    name: str
    dwelling: UUID | None = None


@dataclass(frozen=True)
class Floor:
    """A floor of an entrance: its number (cellars below 0; there is no 0) and its homes from left to right."""

    number: int
    flats: tuple[Flat, ...]


@dataclass(frozen=True)
class Entrance:
    """An entrance of a building with its floors, the lowest first."""

    name: str
    floors: tuple[Floor, ...]


@dataclass(frozen=True)
class Drawing:
    """What is on a plan. A building has entrances; its shapes then lie around it."""

    shapes: tuple[Shape, ...] = ()
    entrances: tuple[Entrance, ...] = ()

    @property
    def is_building(self) -> bool:
        """Whether it is shown floor by floor."""
        return bool(self.entrances)

    def flats(self) -> Iterator[Flat]:
        """Every home of every floor."""
        for entrance in self.entrances:
            for floor in entrance.floors:
                yield from floor.flats

    def dwellings(self) -> list[UUID]:
        """The dwellings that have a place on the plan, in the order in which they were drawn."""
        rooms = [shape.dwelling for shape in self.shapes]
        flats = [flat.dwelling for flat in self.flats()]
        return [dwelling for dwelling in rooms + flats if dwelling is not None]


EMPTY = Drawing()


def drawing_of(said: object) -> Drawing:
    """The drawing that these words of JSON are. Raises `WrongDrawing` for what could not have been drawn."""
    told = _mapping(said, "drawing")
    if told.get("form") != FORM or set(told) - {"form", "shapes", "entrances"}:
        raise WrongDrawing("form")
    shapes = tuple(_shape(one) for one in _list(told.get("shapes", []), MOST_SHAPES, "shapes"))
    entrances = tuple(_entrance(one) for one in _list(told.get("entrances", []), MOST_ENTRANCES, "entrances"))
    drawing = Drawing(shapes, entrances)
    if len({shape.id for shape in shapes}) != len(shapes):
        raise WrongDrawing("id")
    if sum(1 for _ in drawing.flats()) > MOST_CELLS:
        raise WrongDrawing("many", "flats")
    placed = drawing.dwellings()
    if len(set(placed)) != len(placed):
        raise WrongDrawing("twice")
    return drawing


def as_json(drawing: Drawing) -> dict[str, object]:
    """The drawing as it is kept: `drawing_of` reads it back to the same."""
    return {
        "form": FORM,
        "shapes": [_shape_json(shape) for shape in drawing.shapes],
        "entrances": [
            {
                "name": entrance.name,
                "floors": [
                    {"number": floor.number, "flats": [_flat_json(flat) for flat in floor.flats]}
                    for floor in entrance.floors
                ],
            }
            for entrance in drawing.entrances
        ],
    }


def _shape(said: object) -> Shape:
    told = _mapping(said, "shape")
    if set(told) - {"id", "kind", "x", "y", "w", "h", "turn", "text", "dwelling"}:
        raise WrongDrawing("form", "shape")
    name, kind = told.get("id"), told.get("kind")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise WrongDrawing("id")
    if not isinstance(kind, str) or kind not in KINDS:
        raise WrongDrawing("kind")
    dwelling = _dwelling(told.get("dwelling"))
    if dwelling is not None and kind != "room":
        raise WrongDrawing("dwelling", name)
    return Shape(
        id=name,
        kind=kind,
        x=_number(told.get("x"), -FARTHEST, FARTHEST),
        y=_number(told.get("y"), -FARTHEST, FARTHEST),
        w=_number(told.get("w"), 1, LARGEST),
        h=_number(told.get("h"), 1, LARGEST),
        turn=_number(told.get("turn", 0), -360, 360) % 360,
        text=_text(told.get("text", "")),
        dwelling=dwelling,
    )


def _entrance(said: object) -> Entrance:
    told = _mapping(said, "entrance")
    floors = tuple(_floor(one) for one in _list(told.get("floors"), MOST_FLOORS, "floors"))
    numbers = [floor.number for floor in floors]
    if set(told) - {"name", "floors"} or sorted(set(numbers)) != numbers:
        raise WrongDrawing("floors")
    return Entrance(_text(told.get("name", "")), floors)


def _floor(said: object) -> Floor:
    told = _mapping(said, "floor")
    number = told.get("number")
    if set(told) - {"number", "flats"}:
        raise WrongDrawing("form", "floor")
    if isinstance(number, bool) or not isinstance(number, int) or number == 0 or not -5 <= number <= 120:
        raise WrongDrawing("floors")
    return Floor(number, tuple(_flat(one) for one in _list(told.get("flats"), MOST_HOMES, "flats")))


def _flat(said: object) -> Flat:
    told = _mapping(said, "flat")
    if set(told) - {"name", "dwelling"}:
        raise WrongDrawing("form", "flat")
    return Flat(_text(told.get("name", "")), _dwelling(told.get("dwelling")))


def _mapping(said: object, where: str) -> Mapping[str, object]:
    if not isinstance(said, dict):
        raise WrongDrawing("form", where)
    return said


def _list(said: object, most: int, where: str) -> list[object]:
    if not isinstance(said, list):
        raise WrongDrawing("form", where)
    if len(said) > most:
        raise WrongDrawing("many", where)
    return said


def _number(said: object, least: float, most: float) -> float:
    """A length or a turn, to the millimetre. No truth value, no text, nothing that is not finite."""
    if isinstance(said, bool) or not isinstance(said, int | float) or not -1e9 < said < 1e9:
        raise WrongDrawing("number")
    number = math.floor(said * 10 + 0.5) / 10
    if not least <= number <= most:
        raise WrongDrawing("number")
    return number


def _text(said: object) -> str:
    """A line of words. Refused with characters that steer: line ends, text direction, halves of a pair."""
    if not isinstance(said, str) or len(said) > LONGEST_TEXT:
        raise WrongDrawing("text")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in said):
        raise WrongDrawing("text")
    return said.strip()


def _dwelling(said: object) -> UUID | None:
    if said is None:
        return None
    try:
        return UUID(said) if isinstance(said, str) and len(said) == 36 else _no_dwelling()
    except ValueError:
        return _no_dwelling()


def _no_dwelling() -> UUID:
    raise WrongDrawing("dwelling")


def _plain(number: float) -> float:
    """A whole number without its point, so that the same drawing is always the same JSON."""
    return int(number) if number == int(number) else number


def _shape_json(shape: Shape) -> dict[str, object]:
    told: dict[str, object] = {"id": shape.id, "kind": shape.kind}
    told |= {name: _plain(getattr(shape, name)) for name in ("x", "y", "w", "h")}
    if shape.turn:
        told["turn"] = _plain(shape.turn)
    if shape.text:
        told["text"] = shape.text
    if shape.dwelling is not None:
        told["dwelling"] = str(shape.dwelling)
    return told


def _flat_json(flat: Flat) -> dict[str, object]:
    return {"name": flat.name, "dwelling": str(flat.dwelling) if flat.dwelling else None}
