"""Households of the own zones with their people: what a member knows at the door. No need of care, no opinion."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from minqing.households.sounds import search_sound
from minqing.method.visits import COUNTS_AS_MADE
from minqing.sync.reach import HOMES, Reach
from minqing.sync.records.asking import day_of, grouped, holds, not_erased, rows
from minqing.sync.records.shapes import HouseholdRecord, ResidentPart

# One look into an index a household, however long its history: the newest entry that was handed in and stands here.
_NEWEST = """
    SELECT e.began_at FROM diary_entry e
    WHERE e.household_id = homes.household_id AND e.handed_in_at IS NOT NULL AND {outcome}
    AND NOT EXISTS (SELECT FROM diary_addendum a WHERE a.entry_id = e.id AND a.kind = 'move')
    ORDER BY e.began_at DESC LIMIT 1
"""
_VISITED = "e.outcome <> 'no_door'"
_MET = "e.outcome = ANY(%(made)s)"

_HOUSEHOLDS = f"""
    WITH homes AS ({HOMES} AND r.household_id = ANY(%(ids)s::uuid[]))
    SELECT h.id, homes.courtyard_id, homes.dwelling_id, d.unit, d.floor, d.tenure, h.number, h.declines_visits,
        h.confirmed_on, visited.began_at, met.began_at
    FROM homes
    JOIN households_household h ON h.id = homes.household_id
    JOIN territory_dwelling d ON d.id = homes.dwelling_id
    LEFT JOIN LATERAL ({_NEWEST.format(outcome=_VISITED)}) visited ON true
    LEFT JOIN LATERAL ({_NEWEST.format(outcome=_MET)}) met ON true
"""

# Few entries were ever moved: these are found by the door that their last move put them at.
_MOVED_HERE = f"""
    SELECT a.moved_to_household_id, max(e.began_at) FILTER (WHERE {_VISITED}), max(e.began_at) FILTER (WHERE {_MET})
    FROM diary_addendum a JOIN diary_entry e ON e.id = a.entry_id
    WHERE a.kind = 'move' AND a.moved_to_household_id = ANY(%(ids)s::uuid[]) AND e.handed_in_at IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM diary_addendum later
        WHERE later.entry_id = a.entry_id AND later.kind = 'move' AND (later.at, later.id) > (a.at, a.id)
    )
    GROUP BY a.moved_to_household_id
"""

_PEOPLE = f"""
    SELECT m.household_id, p.id, p.name, p.pinyin, p.sex, p.born, p.phones, m.relation, p.registered_elsewhere,
        p.confirmed_on
    FROM households_membership m JOIN households_resident p ON p.id = m.resident_id
    WHERE m.household_id = ANY(%(ids)s::uuid[]) AND {holds("m")} AND {not_erased("p")}
    ORDER BY (m.relation <> 'head'), m.from_day, m.id
"""

_ROLES = f"""
    SELECT a.resident_id, a.kind FROM households_activerole a
    WHERE a.resident_id = ANY(%(ids)s::uuid[]) AND {holds("a")} GROUP BY 1, 2 ORDER BY 1, 2
"""


def household_records(reach: Reach, ids: Collection[UUID]) -> list[HouseholdRecord]:
    """The records of those households that are the phone's, in the order of the ids. Four queries.

    `last_visit` is the day of the newest entry that stands at the household, whatever came of knocking and whoever
    wrote it; `last_met` that of the newest that counts as made (a declined visit does: method, "Lines").
    """
    given: dict[str, Any] = {"day": reach.today, "made": list(COUNTS_AS_MADE)}
    found = {row[0]: row[1:] for row in rows(_HOUSEHOLDS, ids=list(ids), zones=reach.zone_ids, **given)}
    moved = {row[0]: row[1:] for row in rows(_MOVED_HERE, ids=list(found), **given)}
    people = _people(reach, list(found))
    zone = reach.viewer.zone_of_time
    records: list[HouseholdRecord] = []
    for key in dict.fromkeys(ids):
        if key not in found:
            continue
        courtyard, dwelling, unit, floor, tenure, number, declines, confirmed, *last = found[key]
        visit, met = (
            max((at for at in both if at is not None), default=None)
            for both in zip(last, moved.get(key, (None, None)), strict=True)
        )
        records.append(
            {
                "t": "household",
                "id": str(key),
                "d": {
                    "courtyard": str(courtyard),
                    "dwelling": str(dwelling),
                    "unit": unit,
                    "floor": floor,
                    "tenure": tenure,
                    "number": number,
                    "declines": declines,
                    "confirmed_on": day_of(confirmed),
                    "last_visit": day_of(visit.astimezone(zone).date()) if visit else None,
                    "last_met": day_of(met.astimezone(zone).date()) if met else None,
                    "residents": people.get(key, []),
                },
            }
        )
    return records


def _people(reach: Reach, households: list[UUID]) -> dict[UUID, list[ResidentPart]]:
    """Who belongs to the households today, the head first. Two queries."""
    lines = rows(_PEOPLE, ids=households, day=reach.today)
    roles = grouped(
        [(key, kind) for key, kind in rows(_ROLES, ids=[line[1] for line in lines], day=reach.today)]
    )
    return grouped([(line[0], _person(line[1:], roles.get(line[1], []))) for line in lines])


def _person(line: tuple[Any, ...], roles: list[str]) -> ResidentPart:
    key, name, sound, sex, born, phones, relation, elsewhere, confirmed = line
    pinyin, _gap, initials = (sound or search_sound(name)).partition(" ")
    return {
        "id": str(key),
        "name": name,
        "pinyin": pinyin,
        "initials": initials,
        "sex": sex,
        "born": born,
        "phones": phones,
        "relation": relation,
        "elsewhere": elsewhere,
        "confirmed_on": day_of(confirmed),
        "roles": roles,
    }
