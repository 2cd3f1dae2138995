"""Courtyards: those of the own zones with their buildings, and those that a concern or an entry on the phone names.

A place is no secret from the committee; who is its head is told only where the head lives in the own zones.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from minqing.sync.reach import HOMES, Reach
from minqing.sync.records.asking import grouped, holds, id_or_none, not_erased, rows
from minqing.sync.records.concern import ConcernKey
from minqing.sync.records.entry import entry_places
from minqing.sync.records.shapes import CourtyardRecord

_OWN = f"""
    SELECT DISTINCT d.courtyard_id FROM committee_coverage c JOIN territory_dwelling d ON d.id = c.dwelling_id
    WHERE c.zone_id = ANY(%(zones)s::uuid[]) AND {holds("c")}
"""
_COURTYARDS = """
    SELECT y.id, y.kind, y.name, y.lane, y.building_id FROM territory_courtyard y
    WHERE y.id = ANY(%(ids)s::uuid[]) AND y.community = %(code)s ORDER BY y.id
"""
_BUILDINGS = """
    SELECT y.building_id FROM territory_courtyard y
    WHERE y.id = ANY(%(ids)s::uuid[]) AND y.building_id IS NOT NULL
"""
_HEADS = f"""
    SELECT DISTINCT a.courtyard_id, a.resident_id FROM households_activerole a
    JOIN households_membership m ON m.resident_id = a.resident_id AND {holds("m")}
    JOIN ({HOMES}) homes ON homes.household_id = m.household_id
    JOIN households_resident p ON p.id = a.resident_id AND {not_erased("p")}
    WHERE a.courtyard_id = ANY(%(ids)s::uuid[]) AND a.kind = 'courtyard_head' AND {holds("a")}
    ORDER BY 1, 2
"""


def courtyard_ids(reach: Reach, concerns: Iterable[ConcernKey], entries: Collection[UUID]) -> set[UUID]:
    """Every courtyard that the phone holds, with these concerns and entries on it. Three queries."""
    own = {key for (key,) in rows(_OWN, zones=reach.zone_ids, day=reach.today)}
    own |= {key.courtyard for key in concerns if key.courtyard is not None}
    own |= entry_places(entries)
    return own | buildings_of(own)


def buildings_of(ids: Collection[UUID]) -> set[UUID]:
    """The buildings of which these are entrances. One query."""
    return {key for (key,) in rows(_BUILDINGS, ids=list(ids))}


def courtyard_records(reach: Reach, ids: Collection[UUID]) -> list[CourtyardRecord]:
    """The records of these courtyards of the community, by id. Two queries. Which are the phone's: `courtyard_ids`."""
    given = {"ids": list(ids), "code": reach.viewer.code, "zones": reach.zone_ids, "day": reach.today}
    heads = grouped([(courtyard, str(resident)) for courtyard, resident in rows(_HEADS, **given)])
    return [
        {
            "t": "courtyard",
            "id": str(key),
            "d": {
                "kind": kind,
                "name": name,
                "lane": lane,
                "building": id_or_none(building),
                "heads": heads.get(key, []),
            },
        }
        for key, kind, name, lane, building in rows(_COURTYARDS, **given)
    ]
