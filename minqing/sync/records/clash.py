"""Fields that two people corrected differently, of residents of the own zones: whoever keeps the household chooses.

Those of the rest of the community wait at the secretary's desk.
"""

import json
from collections.abc import Collection
from uuid import UUID

from minqing.sync.reach import HOMES, Reach
from minqing.sync.records.asking import among, holds, moment_of, not_erased, rows
from minqing.sync.records.shapes import ClashRecord


def clash_records(reach: Reach, ids: Collection[UUID] | None = None) -> list[ClashRecord]:
    """The clashes that wait (or those among these ids), by id. One query."""
    asked = f"""
        SELECT k.id, k.resident_id, k.field, k.shown::text, k.other::text, coalesce(one.name, ''), coalesce(two.name, ''),
            k.shown_at, k.other_at
        FROM sync_clash k
        JOIN households_resident p ON p.id = k.resident_id AND {not_erased("p")}
        JOIN households_membership m ON m.resident_id = k.resident_id AND {holds("m")}
        JOIN ({HOMES}) homes ON homes.household_id = m.household_id
        LEFT JOIN accounts_account one ON one.id = k.shown_by
        LEFT JOIN accounts_account two ON two.id = k.other_by
        WHERE k.settled_at IS NULL AND {among("k.id", ids)} ORDER BY k.id
    """
    found = rows(asked, zones=reach.zone_ids, day=reach.today, ids=None if ids is None else list(ids))
    return [
        {
            "t": "clash",
            "id": str(key),
            "d": {
                "resident": str(resident),
                "field": field,
                "shown": json.loads(shown),
                "other": json.loads(other),
                "shown_by": shown_by,
                "other_by": other_by,
                "shown_at": moment_of(shown_at),
                "other_at": moment_of(other_at),
            },
        }
        for key, resident, field, shown, other, shown_by, other_by, shown_at, other_at in found
    ]
