"""Drawings for tests: rooms in a row, a building, a plan saved the short way."""

from typing import Any
from uuid import UUID

from minqing.committee.models import Member
from minqing.territory.actions import save_plan
from minqing.territory.models import Courtyard, Dwelling, PlanVersion
from tests.factories.households import NOW
from tests.factories.people import as_actor


def a_room(
    name: str = "a", dwelling: Dwelling | UUID | None = None, x: float = 0, **more: Any
) -> dict[str, Any]:
    """A room of three metres by four, as an editor sends it."""
    key = dwelling.pk if isinstance(dwelling, Dwelling) else dwelling
    told = {"id": name, "kind": "room", "x": x, "y": 0, "w": 300, "h": 400, **more}
    return told if key is None else told | {"dwelling": str(key)}


def a_drawing(*shapes: dict[str, Any], entrances: list[Any] | None = None) -> dict[str, Any]:
    """A drawing of these shapes."""
    return {"form": 1, "shapes": list(shapes), "entrances": entrances or []}


def a_plan(by: Member, courtyard: Courtyard, *shapes: dict[str, Any], based_on: int = 0) -> PlanVersion:
    """A plan saved by somebody."""
    return save_plan(
        by=as_actor(by), at=NOW, courtyard=courtyard, drawing=a_drawing(*shapes), based_on=based_on
    )
