"""Zones from areas in a file: which courtyards lie in which, what that changes, and carrying it out from a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from minqing.access.rules import may_divide_zones, require
from minqing.access.scope import Viewer
from minqing.committee.actions import cover_courtyard, draw_zone
from minqing.committee.models import Zone
from minqing.desk.map_reading import Ground, Yard
from minqing.language.characters import tidy
from minqing.ledger.errors import Refused
from minqing.territory.actions.places_on_map import checked_ring
from minqing.territory.geometry import Place, holds, stored
from minqing.territory.map_in.features import Feature


@dataclass(frozen=True)
class ZoneRow:
    """An area of the file: the zone it is of, the courtyards in it, and which of them would come into the zone.

    `kind` is new (no zone of this name yet), moved (courtyards come into it), same, or left, with the reason.
    """

    row: int
    name: str
    kind: str
    zone: UUID | None = None
    inside: int = 0
    coming: tuple[tuple[UUID, str], ...] = ()
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it waits between preview and taking."""
        coming = [[str(key), name] for key, name in self.coming]
        return {**self.__dict__, "zone": str(self.zone) if self.zone else None, "coming": coming}


def zone_row_from(kept: Mapping[str, Any]) -> ZoneRow:
    """The inverse of `ZoneRow.as_json`."""
    coming = tuple((UUID(key), name) for key, name in kept["coming"])
    zone = UUID(kept["zone"]) if kept["zone"] else None
    return ZoneRow(kept["row"], kept["name"], kept["kind"], zone, kept["inside"], coming, kept["reason"])


def matched_zones(ground: Ground, features: Sequence[Feature], datum: str) -> list[ZoneRow]:
    """What the areas of a file say of the zones. An area is of the zone of its name; a courtyard lies where its point does.

    Left, with the reason: what has no name or no area, a name that stands twice, and areas that share a courtyard.
    """
    rings: list[list[list[Place]]] = []
    problems: list[str] = []
    for each in features:
        found, problem = _area(each, datum)
        rings.append(found)
        problems.append(problem)
    owner = _owners(ground, rings, problems)
    zones = {zone.name: zone for zone in ground.zones}
    seen: dict[str, int] = {}
    rows = []
    for place, each in enumerate(features):
        name, problem = tidy(each.name), problems[place]
        if not problem and name in seen:
            problem = _("This name stands in row %(row)s already.") % {"row": seen[name]}
        if problem:
            rows.append(ZoneRow(each.row, name, "left", reason=problem))
            continue
        seen[name] = each.row
        rows.append(_row(each.row, name, zones.get(name), [yard for yard, at in owner if at == place]))
    return rows


def take_zones(viewer: Viewer, rows: Sequence[ZoneRow], from_day: date) -> int:
    """Put the courtyards into the zones from a day, drawing those that are new; answers how many came into one.

    Refuses a day before today, and what the committee's actions refuse.
    """
    require(may_divide_zones(viewer.actor, viewer.code))
    if from_day < viewer.today:
        raise Refused({"from_day": _("Choose today or a later day: what was is not divided anew.")})
    who: dict[str, Any] = {"by": viewer.actor, "at": viewer.now}
    came = 0
    with transaction.atomic():
        for row in rows:
            if row.kind not in ("new", "moved"):
                continue
            zone = Zone.objects.filter(community=viewer.code, name=row.name).first()
            zone = zone or draw_zone(**who, community=viewer.code, name=row.name)
            for courtyard in viewer.courtyards().filter(pk__in=[key for key, _name in row.coming]):
                if courtyard.dwellings.filter(gone_on__isnull=True).exists():
                    cover_courtyard(**who, zone=zone, courtyard=courtyard, from_day=from_day)
                    came += 1
    return came


def _row(row: int, name: str, zone: Zone | None, yards: Sequence[Yard]) -> ZoneRow:
    coming = tuple(
        (yard.spot.id, yard.spot.name)
        for yard in yards
        if zone is None or [each.pk for each in yard.zones] != [zone.pk]
    )
    if not yards:
        return ZoneRow(row, name, "left", reason=_("No courtyard on the map lies in this area."))
    kind = "new" if zone is None else "moved" if coming else "same"
    return ZoneRow(row, name, kind, zone.pk if zone else None, len(yards), coming)


def _owners(
    ground: Ground, rings: Sequence[Sequence[Sequence[Place]]], problems: list[str]
) -> list[tuple[Yard, int]]:
    """The area in which each courtyard lies; areas that share one get that as their problem."""
    owner: list[tuple[Yard, int]] = []
    boxes = [[_box(ring) for ring in area] for area in rings]
    for yard, point in ground.placed:
        within = [
            place
            for place, area in enumerate(rings)
            if not problems[place]
            and any(
                _near(box, point) and holds(ring, point) for ring, box in zip(area, boxes[place], strict=True)
            )
        ]
        if len(within) > 1:
            for place in within:
                problems[place] = _("It overlaps another area at %(name)s.") % {"name": yard.spot.name}
        elif within:
            owner.append((yard, within[0]))
    return owner


def _area(each: Feature, datum: str) -> tuple[list[list[Place]], str]:
    if each.problem:
        return [], each.problem
    if not tidy(each.name):
        return [], _("It has no name. Give it the zone's name in the file.")
    if not each.rings:
        return [], _("It has no area; a zone is an area.")
    try:
        return [checked_ring([stored(corner, datum) for corner in ring], "file") for ring in each.rings], ""
    except Refused as refused:
        return [], " ".join(refused.messages)


def _box(ring: Sequence[Place]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _near(box: tuple[float, float, float, float], point: Place) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
