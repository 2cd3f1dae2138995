"""Which of some ids are of people who were erased: by their rows, and by the list beside the database."""

from collections.abc import Set
from uuid import UUID

from minqing.households.models import Resident
from minqing.ledger.prepared import Prepared
from minqing.privacy.erasures import erased_ids

ERASED = Prepared[UUID](
    lambda ids: Resident.objects.filter(pk__in=ids, erased_at__isnull=False).values_list("pk", flat=True)
)


def erased_among(ids: Set[UUID]) -> frozenset[UUID]:
    """Those of the ids that are of erased people, also where a backup that was put back brought them back."""
    if not ids:
        return frozenset()
    return frozenset(ERASED(ids=ids)) | (erased_ids() & ids)
