"""What is drawn on the map, as the map's script sends it: read with care, carried out by actions, with its way back."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from minqing.access.rules import may_divide_zones, require
from minqing.access.scope import Viewer, holding, one_of
from minqing.committee.actions import cover_courtyard, cover_dwellings, uncover_dwellings
from minqing.committee.models import Coverage, Zone
from minqing.ledger.errors import Refused
from minqing.territory import actions
from minqing.territory.geometry import GCJ02, WGS84, Place, shown, stored
from minqing.territory.models import Barrier, Courtyard, Dwelling

MOST = 10_000  # courtyards in one lasso
Said = Mapping[str, Any]


def draw(viewer: Viewer, said: Said) -> dict[str, Any]:
    """Carry out one drawing; answers what takes it back, in the same form. Refuses what cannot be read.

    `said`: what (point, outline, barrier, barrier-away, zone, homes), `of` an id, places as [longitude, latitude] in
    `datum`.
    """
    do = _DRAWINGS.get(str(said.get("what")))
    if do is None:
        raise Refused(_("This cannot be drawn. Load the page again."))
    try:
        with transaction.atomic():
            return do(viewer, said)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(_("This cannot be drawn. Load the page again.")) from error


def _point(viewer: Viewer, said: Said) -> dict[str, Any]:
    courtyard = one_of(viewer.courtyards(), pk=UUID(said["of"]))
    back = {"what": "point", "of": said["of"], "at": _shown_point(courtyard, said)}
    outline = _shown_ring(courtyard, said)
    point = None if said["at"] is None else _places([said["at"]], said)[0]
    actions.place_courtyard(by=viewer.actor, at=viewer.now, courtyard=courtyard, point=point)
    if said.get("ring"):
        ring = _places(said["ring"], said)
        actions.outline_courtyard(by=viewer.actor, at=viewer.now, courtyard=courtyard, ring=ring)
    return back | ({"ring": outline} if outline else {})


def _outline(viewer: Viewer, said: Said) -> dict[str, Any]:
    courtyard = one_of(viewer.courtyards(), pk=UUID(said["of"]))
    before, point = _shown_ring(courtyard, said), _shown_point(courtyard, said)
    ring = None if said["ring"] is None else _places(said["ring"], said)
    actions.outline_courtyard(by=viewer.actor, at=viewer.now, courtyard=courtyard, ring=ring)
    if point is None:  # the outline gave it its point too
        return {"what": "point", "of": said["of"], "at": None}
    return {"what": "outline", "of": said["of"], "ring": before}


def _barrier(viewer: Viewer, said: Said) -> dict[str, Any]:
    barrier = actions.draw_barrier(
        by=viewer.actor,
        at=viewer.now,
        community=viewer.code,
        name=str(said["name"]),
        line=_places(said["line"], said),
    )
    return {"what": "barrier-away", "of": str(barrier.pk)}


def _barrier_away(viewer: Viewer, said: Said) -> dict[str, Any]:
    barrier = one_of(Barrier.objects.filter(community=viewer.code), pk=UUID(said["of"]))
    line = [shown((x, y), _datum(said)) for x, y in barrier.line]
    actions.remove_barrier(by=viewer.actor, at=viewer.now, barrier=barrier)
    return {"what": "barrier", "name": barrier.name, "line": line}


def _zone(viewer: Viewer, said: Said) -> dict[str, Any]:
    """Put courtyards into a zone from a day; back: every home into the zone where it lay, or out of all."""
    require(may_divide_zones(viewer.actor, viewer.code))
    zone, day = _zone_of(viewer, said["of"]), date.fromisoformat(said["from_day"])
    chosen = {UUID(each) for each in said["courtyards"]}
    courtyards = list(viewer.courtyards().filter(pk__in=chosen).order_by("pk"))
    if not chosen or len(courtyards) != len(chosen) or len(chosen) > MOST:
        raise Refused(_("Choose courtyards of this community."))
    if day < viewer.today:
        raise Refused(_("Choose today or a later day: what was is not divided anew."))
    lay = dict(_homes(courtyards).values_list("pk", "pk"))
    back = _where_they_lie(list(lay), day, zone)
    for courtyard in courtyards:
        if _homes([courtyard]).exists():
            cover_courtyard(by=viewer.actor, at=viewer.now, zone=zone, courtyard=courtyard, from_day=day)
    return {"what": "homes", "from_day": said["from_day"], "zones": back, "of": str(zone.pk)}


def _homes_back(viewer: Viewer, said: Said) -> dict[str, Any]:
    """Put homes into the zones where they lay ("": in none) from a day."""
    require(may_divide_zones(viewer.actor, viewer.code))
    day, zone = date.fromisoformat(said["from_day"]), _zone_of(viewer, said["of"])
    for key, homes in said["zones"].items():
        rows = Dwelling.objects.filter(community=viewer.code, pk__in=[UUID(each) for each in homes])
        if key:
            to = _zone_of(viewer, key)
            cover_dwellings(by=viewer.actor, at=viewer.now, zone=to, dwellings=rows, from_day=day)
        else:
            uncover_dwellings(by=viewer.actor, at=viewer.now, zone=zone, dwellings=rows, from_day=day)
    return {}


def _where_they_lie(homes: list[UUID], day: date, zone: Zone) -> dict[str, list[str]]:
    """Home ids by the zone in which they lie on a day ("": in none); those in `zone` already are left out."""
    lying = Coverage.objects.filter(holding(day), dwelling__in=homes)
    zone_of = dict(lying.values_list("dwelling", "zone"))
    found: dict[str, list[str]] = {}
    for home in homes:
        where = zone_of.get(home)
        if where != zone.pk:
            found.setdefault(str(where or ""), []).append(str(home))
    return found


def _homes(courtyards: list[Courtyard]) -> Any:
    return Dwelling.objects.filter(courtyard__in=courtyards, gone_on__isnull=True)


def _zone_of(viewer: Viewer, key: object) -> Zone:
    return one_of(Zone.objects.filter(community=viewer.code), pk=UUID(str(key)))


def _datum(said: Said) -> str:
    return GCJ02 if said.get("datum") == GCJ02 else WGS84


def _places(given: Any, said: Said) -> list[Place]:
    places = [(float(longitude), float(latitude)) for longitude, latitude in given]
    if not all(abs(number) <= 360 for place in places for number in place):  # NaN and what no map has
        raise ValueError
    return [stored(place, _datum(said)) for place in places]


def _shown_point(courtyard: Courtyard, said: Said) -> Place | None:
    if courtyard.latitude is None or courtyard.longitude is None:
        return None
    return shown((courtyard.longitude, courtyard.latitude), _datum(said))


def _shown_ring(courtyard: Courtyard, said: Said) -> list[Place] | None:
    return [shown((x, y), _datum(said)) for x, y in courtyard.outline] if courtyard.outline else None


_DRAWINGS: Final[Mapping[str, Callable[[Viewer, Said], dict[str, Any]]]] = {
    "point": _point,
    "outline": _outline,
    "barrier": _barrier,
    "barrier-away": _barrier_away,
    "zone": _zone,
    "homes": _homes_back,
}
