"""Courtyards: those of the own zones with their buildings, and those that a concern or an entry on the phone names.

A place is no secret from the committee; who is its head is told only where the head lives in the own zones.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from minqing.sync.reach import HOMES, Reach
from minqing.sync.records.asking import grouped, holds, id_or_none, not_erased, rows
from minqing.sync.records.concern import ConcernKey
from minqing.sync.records.entry import entry_places
from minqing.sync.records.shapes import CourtyardRecord, FixturePart, PlanDrawing

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


_DRAWN = """
    (SELECT DISTINCT ON (p.courtyard_id) p.courtyard_id, p.number, p.drawing FROM territory_planversion p
    WHERE p.courtyard_id = ANY(%(ids)s::uuid[]) AND p.community = %(code)s ORDER BY p.courtyard_id, p.number DESC)
    UNION ALL
    (SELECT f.courtyard_id, NULL, jsonb_build_object('id', f.id, 'kind', f.kind, 'note', f.note, 'x', f.x, 'y', f.y,
        'floor', f.floor, 'noted_on', f.noted_on, 'checked_on', f.checked_on, 'check_by', f.check_by)
    FROM territory_fixture f WHERE f.courtyard_id = ANY(%(ids)s::uuid[]) AND f.community = %(code)s AND f.gone_on IS NULL
    ORDER BY f.courtyard_id, f.id)
"""
_LABELS = "SELECT id, unit FROM territory_dwelling WHERE id = ANY(%(homes)s::uuid[])"


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
    """The records of these courtyards of the community, by id. At most four queries. The phone's are `courtyard_ids`."""
    given = {"ids": list(ids), "code": reach.viewer.code, "zones": reach.zone_ids, "day": reach.today}
    heads = grouped([(courtyard, str(resident)) for courtyard, resident in rows(_HEADS, **given)])
    plans, fixtures = drawn_there(given)
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
                "plan": plans.get(key),
                "fixtures": fixtures.get(key, []),
            },
        }
        for key, kind, name, lane, building in rows(_COURTYARDS, **given)
    ]


def drawn_there(given: Mapping[str, Any]) -> tuple[dict[UUID, PlanDrawing], dict[UUID, list[FixturePart]]]:
    """The newest plan of each courtyard that has one, its rooms with their homes' labels, and what each courtyard has.

    One query, and one for the labels where a home is on a plan.
    """
    plans: dict[UUID, PlanDrawing] = {}
    fixtures: dict[UUID, list[FixturePart]] = {}
    for courtyard, number, told in rows(_DRAWN, **given):
        value = json.loads(told) if isinstance(told, str) else told
        if number is None:
            fixtures.setdefault(courtyard, []).append(value)
        else:
            plans[courtyard] = {"number": number, "shapes": value["shapes"], "entrances": value["entrances"]}
    homes = [shape for plan in plans.values() for shape in plan["shapes"] if "dwelling" in shape]
    if homes:
        labels = {str(key): unit for key, unit in rows(_LABELS, homes=[shape["dwelling"] for shape in homes])}
        for shape in homes:
            if label := labels.get(shape["dwelling"]):
                shape["text"] = label
    return plans, fixtures
