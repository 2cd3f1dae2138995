"""What the phone's door forgets about a person who is erased, within the action that erases them."""

import json
from uuid import UUID

from minqing.households.models import Resident
from minqing.ledger.writing import Writing
from minqing.sync.models import Clash, FieldNoted, Handed


def forget_person(w: Writing, resident: Resident, ids: list[UUID]) -> None:
    """Empty the clashes about a person and the late facts that name them, and forget when they were corrected.

    Adds the ids of these rows to `ids`, so that the ledger's bodies about them are emptied too.
    """
    for clash in Clash.objects.filter(resident=resident):
        ids.append(clash.pk)
        w.change(clash, shown="", other="", settled_at=clash.settled_at or w.at)
    for noted in FieldNoted.objects.filter(resident=resident):
        w.remove(noted)
    for handed in Handed.objects.filter(community=resident.community, state=Handed.State.OPEN):
        if str(resident.pk) in json.dumps(handed.body) or handed.fact == resident.pk:
            ids.append(handed.pk)
            w.change(handed, body={}, state=Handed.State.DROPPED, ended_at=w.at)
