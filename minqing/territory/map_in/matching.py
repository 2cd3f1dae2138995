"""Features of a file and the courtyards they are of: found by their address in one spelling, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.language.places import courtyard_address
from minqing.ledger.errors import Refused
from minqing.territory.actions.places_on_map import Placed, check_place, checked_ring
from minqing.territory.geometry import Place, exchanged, middle_of, stored
from minqing.territory.map_in.features import Feature
from minqing.territory.models import Courtyard


@dataclass(frozen=True)
class Row:
    """A feature with what is to become of it: a courtyard's new place, or why not and the ways out.

    `kind` is new (it had no place), moved, same, or left (nothing is taken).
    """

    row: int
    name: str
    kind: str
    courtyard: UUID | None = None
    known_as: str = ""
    point: Place | None = None
    outline: tuple[Place, ...] = ()
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it waits between preview and taking."""
        return {**self.__dict__, "courtyard": str(self.courtyard) if self.courtyard else None}


def row_from(kept: Mapping[str, Any]) -> Row:
    """The inverse of `Row.as_json`."""
    return Row(
        kept["row"],
        kept["name"],
        kept["kind"],
        UUID(kept["courtyard"]) if kept["courtyard"] else None,
        kept["known_as"],
        (kept["point"][0], kept["point"][1]) if kept["point"] else None,
        tuple((x, y) for x, y in kept["outline"]),
        kept["reason"],
    )


def matched_courtyards(community: str, features: Sequence[Feature], datum: str) -> list[Row]:
    """What a file says of the courtyards of a community; its coordinates are in `datum`. One query.

    A row is left, with the reason, where its name is blank, names a home or no courtyard that is there, stands twice, or
    its place is none (outside China, exchanged numbers, sides that cross).
    """
    known = {row.key: row for row in Courtyard.objects.filter(community=community)}
    taken: dict[UUID, int] = {}
    return [_matched(each, known, taken, datum) for each in features]


def places_of(rows: Sequence[Row]) -> dict[UUID, Placed]:
    """What `place_courtyards` is to do."""
    return {
        row.courtyard: Placed(row.point, row.outline or None)
        for row in rows
        if row.courtyard is not None and row.kind in ("new", "moved")
    }


def _matched(each: Feature, known: Mapping[str, Courtyard], taken: dict[UUID, int], datum: str) -> Row:
    if each.problem:
        return Row(each.row, each.name, "left", reason=each.problem)
    courtyard, reason = _named(each.name, known)
    if courtyard is None:
        return Row(each.row, each.name, "left", reason=reason)
    if courtyard.pk in taken:
        words = _("The same courtyard stands in row %(row)s already. Keep one of the two.")
        return Row(each.row, each.name, "left", reason=words % {"row": taken[courtyard.pk]})
    try:
        point, outline = placed(each, datum)
    except Refused as refused:
        return Row(each.row, each.name, "left", known_as=courtyard.name, reason=" ".join(refused.messages))
    taken[courtyard.pk] = each.row
    return Row(
        each.row, each.name, _kind(courtyard, point, outline), courtyard.pk, courtyard.name, point, outline
    )


def placed(each: Feature, datum: str) -> tuple[Place, tuple[Place, ...]]:
    """A feature's point and outline as they are stored. Refuses what can be none, and says where numbers were exchanged."""
    if len(each.rings) > 1:
        raise Refused({"file": _("It has several areas; a courtyard has one.")})
    ring: tuple[Place, ...] = ()
    if each.rings:
        ring = tuple(checked_ring([_stored(corner, datum) for corner in each.rings[0]], "file"))
    if each.point is not None:
        point = _stored(each.point, datum)
        check_place(point, "file")
        return point, ring
    longitude, latitude = middle_of(ring)
    return (round(longitude, 7), round(latitude, 7)), ring


def _stored(place: Place, datum: str) -> Place:
    # Exchanged numbers are no place of any system: they are told as they stand.
    return place if exchanged(place) else stored(place, datum)


def _named(name: str, known: Mapping[str, Courtyard]) -> tuple[Courtyard | None, str]:
    address = courtyard_address(name)
    if address is None:
        return None, _("It has no name. Give it the courtyard's address in the file.")
    if address.dwelling:
        return None, _("This names a home. Write the courtyard's own address: lane and number.")
    found = known.get(address.courtyard_key)
    if found is None:
        words = _("No courtyard is called %(name)s. Add it, or correct the name in the file.")
        return None, words % {"name": address.courtyard}
    return found, ""


def _kind(courtyard: Courtyard, point: Place, outline: Sequence[Place]) -> str:
    if courtyard.latitude is None:
        return "new"
    drawn = [list(corner) for corner in outline]
    # A ring is the same whichever way round it runs.
    kept = not drawn or courtyard.outline in (drawn, drawn[::-1])
    same = (courtyard.longitude, courtyard.latitude) == point and kept
    return "same" if same else "moved"
