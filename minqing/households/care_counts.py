"""How many care needs stand, never which: what plans and the division of zones may know of them. Nothing is opened."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from minqing.households.models import CareNeed


def needs_counted(residents: Iterable[UUID]) -> Counter[UUID]:
    """Residents to the number of their needs that stand; who has none is missing. Whoever asks answers for whom it shows."""
    rows = CareNeed.objects.filter(resident__in=list(residents), ended_on__isnull=True)
    return Counter(rows.values_list("resident_id", flat=True))


def needs_of_community(community: str) -> Counter[UUID]:
    """As `needs_counted`, for everybody in a community: the secretary weighs zones with it."""
    rows = CareNeed.objects.filter(community=community, ended_on__isnull=True)
    return Counter(rows.values_list("resident_id", flat=True))
