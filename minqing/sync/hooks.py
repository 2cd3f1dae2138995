"""What the phone's door keeps of people, when the desk corrects or erases them."""

from uuid import UUID

from minqing.households.happenings import resident_corrected, resident_erased
from minqing.households.models import Resident
from minqing.ledger.writing import Writing
from minqing.sync.actions.correcting import note_fields
from minqing.sync.actions.erasing import forget_person


@resident_corrected.fill
def _note(w: Writing, resident: Resident, fields: frozenset[str]) -> None:
    """When each field was last corrected, so that a phone's late correction of it is told as a clash."""
    note_fields(w, resident, dict.fromkeys(sorted(fields), w.at))


@resident_erased.fill
def _forget(w: Writing, resident: Resident, ids: list[UUID]) -> None:
    forget_person(w, resident, ids)
