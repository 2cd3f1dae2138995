"""What happens to residents and has effects in higher rooms; they fill these in their own hooks.py."""

from datetime import date, datetime
from uuid import UUID

from minqing.households.models import Resident
from minqing.ledger.actor import Actor
from minqing.ledger.hooks import Hook
from minqing.ledger.writing import Writing

# A resident is being erased: (w, resident, ids), within that action. A room that keeps something about the
# person alone blanks it through `w`, and adds the ids of these rows to `ids`: the ledger's bodies that name one of
# them are emptied afterwards.
resident_erased: Hook[[Writing, Resident, list[UUID]]] = Hook("households.resident_erased")

# What is written about a resident was corrected: (w, resident, fields), within that action; `fields` are those that
# read otherwise now.
resident_corrected: Hook[[Writing, Resident, frozenset[str]]] = Hook("households.resident_corrected")

# All that is held about a resident is being gathered: (resident, held). A room adds its part under a name
# of its own.
resident_exported: Hook[[Resident, dict[str, object]]] = Hook("households.resident_exported")

# The worker found care needs that should be confirmed or erased: (community, by, at, account, count, oldest).
care_reviews_due: Hook[[str, Actor, datetime, UUID, int, date]] = Hook("households.care_reviews_due")

# A visiting rhythm was agreed with someone: (resident, every_days, day, by, at), within that action. Only the days are
# told, never for which need.
call_rhythm_agreed: Hook[[Resident, int, date, Actor, datetime]] = Hook("households.call_rhythm_agreed")
