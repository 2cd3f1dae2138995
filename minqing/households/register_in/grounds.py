"""The places that a register names: courtyards and homes, found or made on the way."""

from datetime import date
from typing import Any
from uuid import UUID

from minqing.households.register_in.plain_rows import PlainTable
from minqing.households.register_in.standing import Standing
from minqing.language.addresses import Address
from minqing.language.places import courtyard_address, floor_of, lane_of
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing
from minqing.territory.hooks import dwelling_added
from minqing.territory.models import Courtyard, Dwelling

Digests = dict[str, str | None]


class Grounds:
    """Finds the home of an address or makes it, with its courtyard and the building that an entrance is part of."""

    def __init__(self, w: Writing, community: str, day: date, standing: Standing) -> None:
        self._w, self._community, self._day, self._standing = w, community, day, standing
        self._courtyards, self._dwellings = PlainTable(Courtyard), PlainTable(Dwelling)
        self._made_courtyards: dict[str, str] = {}
        self._made_homes: dict[tuple[str, str], str] = {}
        self._changed: dict[UUID, dict[str, Any]] = {}
        self._held: set[UUID] = set()
        self._again_there: set[UUID] = set()
        self._to_cover: list[str] = []

    def home(self, told: Digests, address: Address, tenure: str) -> str:
        """The id of the home at an address. One that was gone is there again; a new one is told of."""
        place = address.courtyard_key, address.dwelling
        if place in self._made_homes:
            return self._made_homes[place]
        known = self._standing.homes_at(place)
        if known:
            home = self._standing.homes[known[0]]
            if home.gone and home.id not in self._again_there:
                self._again(told, home.id, tenure or home.tenure)
            return str(home.id)
        return self._new_home(told, address, tenure)

    def hold(self, told: Digests, dwelling: UUID, tenure: str) -> None:
        """Set how a known home is held; once, where two households live in it."""
        if dwelling not in self._held:
            self._held.add(dwelling)
            self._overwrite(told, dwelling, tenure=tenure)

    def _again(self, told: Digests, dwelling: UUID, tenure: str) -> None:
        self._held.add(dwelling)
        self._overwrite(told, dwelling, gone_on=None, tenure=tenure)
        self._again_there.add(dwelling)
        self._to_cover.append(str(dwelling))

    def _overwrite(self, told: Digests, dwelling: UUID, **values: Any) -> None:
        was = self._changed.get(dwelling) or self._dwellings.as_they_are([dwelling])[dwelling]
        self._changed[dwelling] = was | values
        self._dwellings.overwrite(told, was, **values)

    def _new_home(self, told: Digests, address: Address, tenure: str) -> str:
        dwelling = str(uuid7())
        known = self._standing.courtyards.get(address.courtyard_key)
        if known is not None:
            courtyard = str(known)
            self._to_cover.append(dwelling)
        else:
            courtyard = self._courtyard(told, address)
        floor = None if address.kind == "courtyard" else floor_of(address.dwelling)
        row: dict[str, Any] = {"id": dwelling, "community": self._community, "courtyard_id": courtyard}
        self._dwellings.add(told, **row, unit=address.dwelling, floor=floor, tenure=tenure)
        self._made_homes[address.courtyard_key, address.dwelling] = dwelling
        return dwelling

    def _courtyard(self, told: Digests, address: Address) -> str:
        made = self._made_courtyards.get(address.courtyard_key)
        if made is not None:
            return made
        building = self._building(told, address.building) if address.building else None
        return self._new_courtyard(told, address, building)

    def _building(self, told: Digests, name: str) -> str | None:
        whole = courtyard_address(name)
        if whole is None or len(whole.courtyard) > 80:
            return None
        known = self._standing.courtyards.get(whole.courtyard_key)
        made = str(known) if known is not None else self._made_courtyards.get(whole.courtyard_key)
        return made or self._new_courtyard(told, whole, None)

    def _new_courtyard(self, told: Digests, address: Address, building: str | None) -> str:
        courtyard = str(uuid7())
        row: dict[str, Any] = {"id": courtyard, "community": self._community, "kind": address.kind}
        names = {"name": address.courtyard, "lane": lane_of(address.courtyard)[:60]}
        self._courtyards.add(told, **row, **names, key=address.courtyard_key, building_id=building)
        self._made_courtyards[address.courtyard_key] = courtyard
        return courtyard

    def write(self) -> None:
        """Write the places that have gathered: courtyards first, then the homes in them."""
        self._courtyards.write(self._w)
        self._dwellings.write(self._w)
        self._changed = {}

    def tell_of_homes(self) -> None:
        """Let whoever keeps a courtyard that was there before hear of its new homes: they fall to its zone."""
        for dwelling in Dwelling.objects.filter(pk__in=self._to_cover).select_related("courtyard"):
            dwelling_added.happen(self._w.by, self._w.at, dwelling, self._day)
        self._to_cover = []
