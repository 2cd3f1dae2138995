"""Courtyards: the units of visiting, added and corrected."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.language.addresses import Address
from minqing.language.characters import tidy
from minqing.language.places import courtyard_address, lane_of, lies_in_china
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Courtyard


@act("courtyard.add")
def add_courtyard(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    name: str,
    kind: str = "",
    lane: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    id: UUID | None = None,
) -> Courtyard:
    """Add a courtyard, a building or an entrance by its address; an entrance brings its building with it.

    `kind` blank: as the address reads. Refuses a blank name, a name that names a home in it, one that is
    there
    already (in any spelling), and a location outside China or of one number.
    """
    require(may_keep_register(by, community))
    address = _read(name)
    _not_twice(community, address.courtyard_key)
    kind = kind or address.kind
    if kind not in Courtyard.Kind.values:
        raise Refused({"kind": _("Choose a kind from the list.")})
    _check_location(latitude, longitude)
    courtyard = w.add(
        Courtyard(
            id=id or uuid7(),
            community=community,
            kind=kind,
            name=address.courtyard,
            key=address.courtyard_key,
            lane=_lane(lane, address),
            building=_building(by, at, community, address),
            latitude=latitude,
            longitude=longitude,
        )
    )
    w.about(courtyard, kind=kind)
    return courtyard


@act("courtyard.change")
def change_courtyard(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    courtyard: Courtyard,
    name: str,
    lane: str,
    latitude: float | None,
    longitude: float | None,
) -> Courtyard:
    """Correct a courtyard's name, lane and location; its homes and who lives in them stay.

    Refuses as `add_courtyard` does.
    """
    require(may_keep_register(by, courtyard.community))
    address = _read(name)
    if address.courtyard_key != courtyard.key:
        _not_twice(courtyard.community, address.courtyard_key)
    _check_location(latitude, longitude)
    w.change(
        courtyard,
        name=address.courtyard,
        key=address.courtyard_key,
        lane=_lane(lane, address),
        latitude=latitude,
        longitude=longitude,
    )
    w.about(courtyard)
    return courtyard


def _read(name: str) -> Address:
    name = no_id_numbers(tidy(name), "name")
    address = courtyard_address(name)
    if address is None:
        raise Refused({"name": _("Write the address: lane and number.")})
    if address.dwelling:
        raise Refused({"name": _("Write the courtyard's own address; its homes are added to it one by one.")})
    if len(address.courtyard) > 80:
        raise Refused({"name": _("This is too long for an address (80 characters at most).")})
    return address


def _lane(lane: str, address: Address) -> str:
    return no_id_numbers(tidy(lane), "lane")[:60] or lane_of(address.courtyard)[:60]


def _not_twice(community: str, key: str) -> None:
    there = Courtyard.objects.filter(community=community, key=key).first()
    if there is not None:
        raise Refused({"name": _("%(name)s is there already.") % {"name": there.name}})


def _building(by: Actor, at: datetime, community: str, address: Address) -> Courtyard | None:
    """The building that an entrance is part of, added where it is not there yet."""
    if not address.building:
        return None
    whole = courtyard_address(address.building)
    key = whole.courtyard_key if whole else address.building
    found = Courtyard.objects.filter(community=community, key=key).first()
    return found or add_courtyard(by=by, at=at, community=community, name=address.building)


def _check_location(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        raise Refused({missing: _("Give both numbers of the location, or neither.")})
    if latitude is not None and longitude is not None and not lies_in_china(latitude, longitude):
        raise Refused({"latitude": _("This location lies outside China; the two numbers may be exchanged.")})
