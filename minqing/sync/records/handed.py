"""Late facts about households that are the member's now: they wait to be taken up or put aside."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from minqing.sync.models import Handed
from minqing.sync.reach import Reach
from minqing.sync.records.asking import id_or_none, moment_of
from minqing.sync.records.shapes import HandedRecord

# The words of a fact that tell what it says, by field of its body, in this order.
TEXTS = ("matter", "handling", "result", "settled", "text", "wish", "name")


def handed_records(reach: Reach, ids: Collection[UUID] | None = None) -> list[HandedRecord]:
    """What waits in this member's tray (or what of it is among these ids), by id. Two queries.

    A fact without a household can be nobody else's than the secretary's.
    """
    waiting = Handed.objects.filter(community=reach.viewer.code, state=Handed.State.OPEN)
    if ids is not None:
        waiting = waiting.filter(pk__in=ids)
    found = list(waiting.select_related("sender").order_by("pk"))
    households = {row.household_id for row in found if row.household_id is not None}
    homes = reach.homes(households) if households else {}
    return [
        {
            "t": "handed",
            "id": str(row.pk),
            "d": {
                "kind": row.kind,
                "from": row.sender.name,
                "noted_at": moment_of(row.noted_at),
                "household": id_or_none(row.household_id),
                "text": text_of(row.body),
            },
        }
        for row in found
        if (reach.viewer.sees_all if row.household_id is None else row.household_id in homes)
    ]


def text_of(body: Mapping[str, Any]) -> str:
    """What a fact says, in one text: its words, or the names and values that it holds."""
    words = [body[field] for field in TEXTS if isinstance(body.get(field), str) and body[field]]
    people = body.get("people")
    if not words and isinstance(people, list):
        words = [person["name"] for person in people if isinstance(person, dict) and person.get("name")]
    corrected = body.get("set")
    if not words and isinstance(corrected, dict):
        words = [
            "、".join(value) if isinstance(value, list) else value
            for value in corrected.values()
            if isinstance(value, str | list) and value
        ]
    return "\n".join(words)
