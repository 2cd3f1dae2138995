"""Facts about what a courtyard has: a hazard seen on a visit is noted where it is, without network."""

from typing import Annotated

from pydantic import Field

from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.schemas import Asked, Day, Id, offered
from minqing.territory.actions import place_fixture
from minqing.territory.models import Fixture


class PlaceIn(Asked):
    """A hazard or a piece of equipment: what, in which courtyard, where on its plan (centimetres) or on which floor."""

    courtyard: Id
    kind: Annotated[str, *offered(Fixture.Kind.values)]
    note: Annotated[str, Field(max_length=120)] = ""
    x: float | None = None
    y: float | None = None
    floor: int | None = None
    check_by: Day | None = None


@taken_as("fixture.place", PlaceIn, timed=False)
def place(batch: Batch, fact: Noted, body: PlaceIn) -> Came:
    """Note it; the fixture has the fact's id."""
    fixture = place_fixture(
        by=batch.by,
        at=fact.at,
        courtyard=batch.courtyard(body.courtyard),
        kind=body.kind,
        note=body.note,
        x=body.x,
        y=body.y,
        floor=body.floor,
        check_by=body.check_by,
        id=fact.id,
    )
    return Came(fixture.pk)
