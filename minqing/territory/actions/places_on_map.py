"""Where courtyards lie on the map: a point, and the outline where somebody draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_import_register, may_keep_register, require
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.geometry import (
    MOST_CORNERS,
    Place,
    closed,
    crosses_itself,
    exchanged,
    lies_here,
    middle_of,
)
from minqing.territory.models import Community, Courtyard


@dataclass(frozen=True)
class Placed:
    """Where a courtyard is to lie: a point and a closed ring, each None where it stays as it is."""

    point: Place | None = None
    outline: tuple[Place, ...] | None = None


@act("courtyard.place")
def place_courtyard(
    w: Writing, *, by: Actor, at: datetime, courtyard: Courtyard, point: Place | None
) -> Courtyard:
    """Put a courtyard at a point (WGS 84, longitude first), or take it off the map with None; its outline goes with it then.

    Refuses a point outside China, and says where the two numbers were exchanged.
    """
    require(may_keep_register(by, courtyard.community))
    if point is None:
        w.change(courtyard, latitude=None, longitude=None, outline=None)
    else:
        check_place(point, "latitude")
        w.change(courtyard, longitude=point[0], latitude=point[1])
    w.about(courtyard, placed=point is not None)
    return courtyard


@act("courtyard.outline")
def outline_courtyard(
    w: Writing, *, by: Actor, at: datetime, courtyard: Courtyard, ring: Sequence[Place] | None
) -> Courtyard:
    """Draw a courtyard's outline, a ring of corners (WGS 84); None takes it away. Without a point it gets its middle.

    Refuses fewer than three corners, more than 500, sides that cross, and corners outside China.
    """
    require(may_keep_register(by, courtyard.community))
    if ring is None:
        w.change(courtyard, outline=None)
    else:
        corners = checked_ring(ring, "outline")
        w.change(courtyard, outline=[list(corner) for corner in corners])
        if courtyard.latitude is None:
            longitude, latitude = middle_of(corners)
            w.change(courtyard, longitude=round(longitude, 7), latitude=round(latitude, 7))
    w.about(courtyard, outlined=ring is not None)
    return courtyard


@act("courtyard.place_many")
def place_courtyards(
    w: Writing, *, by: Actor, at: datetime, community: str, places: Mapping[UUID, Placed]
) -> int:
    """Put many courtyards on the map at once, as a file that was looked at says; answers how many changed.

    One record. Refuses as `place_courtyard` and `outline_courtyard` do, and courtyards of another community.
    """
    require(may_import_register(by, community))
    rows = Courtyard.objects.select_for_update().filter(community=community, pk__in=places).order_by("pk")
    changed = 0
    for row in list(rows):
        values = _values(places[row.pk], row)
        if values:
            w.change(row, **values)
            changed += 1
    w.about(Community.objects.get(community=community), courtyards=changed)
    return changed


def _values(placed: Placed, row: Courtyard) -> dict[str, object]:
    """What of a courtyard is to change."""
    values: dict[str, object] = {}
    point = placed.point
    if placed.outline is not None:
        corners = checked_ring(placed.outline, "outline")
        values["outline"] = [list(corner) for corner in corners]
        if point is None and row.latitude is None:
            point = middle_of(corners)
    if point is not None:
        check_place(point, "latitude")
        values |= {"longitude": round(point[0], 7), "latitude": round(point[1], 7)}
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def check_place(place: Place, field: str) -> None:
    """Refuse, at a form's field, a place outside China; where the two numbers were exchanged, say so."""
    if exchanged(place):
        raise Refused(
            {
                field: _(
                    "Latitude and longitude are exchanged here: the latitude comes first, about 39.9 in Beijing."
                )
            }
        )
    if not lies_here(place):
        raise Refused({field: _("This place lies outside China.")})


def checked_ring(ring: Sequence[Place], field: str) -> list[Place]:
    """A ring, closed, that can be an outline. Refuses, at a form's field, what can be none."""
    corners = closed(ring)
    if len(set(corners)) < 3:
        raise Refused({field: _("An outline has at least three corners.")})
    if len(corners) > MOST_CORNERS:
        raise Refused({field: _("An outline has at most %(most)s corners.") % {"most": MOST_CORNERS}})
    for corner in corners:
        check_place(corner, field)
    if crosses_itself(corners):
        raise Refused(
            {field: _("Two sides of this outline cross. Draw the corners in order, all the way round.")}
        )
    return corners
