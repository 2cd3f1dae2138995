"""What became of a plan between two versions: added, moved, changed, gone. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from minqing.territory.drawing import Drawing, Shape
from minqing.territory.plan_svg import cell_id


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was. `how` is added, moved, changed or gone; `what` its kind ("flat" in a building)."""

    how: str
    what: str
    text: str
    dwelling: UUID | None


@dataclass(frozen=True)
class Difference:
    """Every change, and where each is marked: on the earlier drawing by its own ids, on the later by its own."""

    changes: tuple[Change, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]


def difference(old: Drawing, new: Drawing) -> Difference:
    """What is other on `new` than on `old`. A shape is the same by its id, a room by its dwelling too."""
    changes: list[Change] = []
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    was = {shape.id: shape for shape in old.shapes}
    homes = {shape.dwelling: shape for shape in old.shapes if shape.dwelling}
    met: set[str] = set()
    for shape in new.shapes:
        # Drawn anew under another id, a home is still that home.
        earlier = homes.get(shape.dwelling) if shape.dwelling else None
        earlier = earlier or was.get(shape.id)
        if earlier is None or earlier.id in met:
            how = "added"
        else:
            met.add(earlier.id)
            how = _how(earlier, shape)
        if how:
            changes.append(Change(how, shape.kind, shape.text, shape.dwelling))
            after[shape.id] = how
            if earlier is not None and how != "added":
                before[earlier.id] = how
    for shape in old.shapes:
        if shape.id not in met:
            changes.append(Change("gone", shape.kind, shape.text, shape.dwelling))
            before[shape.id] = "gone"
    _flats(old, new, changes, before, after)
    return Difference(tuple(changes), before, after)


def _how(old: Shape, new: Shape) -> str:
    if (old.x, old.y, old.w, old.h, old.turn) != (new.x, new.y, new.w, new.h, new.turn):
        return "moved"
    return "changed" if (old.kind, old.text, old.dwelling) != (new.kind, new.text, new.dwelling) else ""


def _places(drawing: Drawing) -> dict[tuple[str, int, str], tuple[str, UUID | None]]:
    """The homes of a building by entrance, floor and name: where each is marked, and which dwelling it is."""
    found = {}
    for index, entrance in enumerate(drawing.entrances):
        for floor in entrance.floors:
            for place, flat in enumerate(floor.flats):
                key = (entrance.name, floor.number, flat.name)
                found[key] = (cell_id(index, floor.number, place), flat.dwelling)
    return found


def _flats(
    old: Drawing, new: Drawing, changes: list[Change], before: dict[str, str], after: dict[str, str]
) -> None:
    was, now = _places(old), _places(new)
    for key, (cell, dwelling) in now.items():
        if key not in was:
            changes.append(Change("added", "flat", key[2], dwelling))
            after[cell] = "added"
        elif was[key][1] != dwelling:
            changes.append(Change("changed", "flat", key[2], dwelling))
            after[cell] = before[was[key][0]] = "changed"
    for key, (cell, dwelling) in was.items():
        if key not in now:
            changes.append(Change("gone", "flat", key[2], dwelling))
            before[cell] = "gone"
