"""Care needs whose day to be confirmed or erased comes near or has passed, and whose task that is."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from minqing.access.models import Post, Role
from minqing.access.scope import holding, keepers_of
from minqing.households.care import PATIENCE
from minqing.households.models import CareNeed

# Those who answer for a household hear of a review so long before.
AHEAD = timedelta(days=14)


def reviews_due(community: str, day: date) -> dict[UUID, list[CareNeed]]:
    """By account, the needs to be confirmed or erased within fourteen days or late, the oldest first.

    They are the keeper's and whoever covers; where a household has neither, the secretary's.
    """
    due: dict[UUID, list[CareNeed]] = defaultdict(list)
    rows = CareNeed.objects.filter(community=community, ended_on__isnull=True, review_by__lte=day + AHEAD)
    secretaries: set[UUID] | None = None
    for need in rows.order_by("review_by", "id"):
        accounts = keepers_of(need.resident_id, day)
        if not accounts:
            secretaries = _secretaries(community, day) if secretaries is None else secretaries
            accounts = secretaries
        for account in accounts:
            due[account].append(need)
    return dict(due)


def needs_past_keeping(community: str, day: date) -> list[CareNeed]:
    """The needs that are to be erased on a day, because nobody confirmed them or their consent ran out."""
    past = Q(consent__until__lt=day) | Q(review_by__lt=day - PATIENCE)
    return list(CareNeed.objects.filter(past, community=community, ended_on__isnull=True).order_by("id"))


def _secretaries(community: str, day: date) -> set[UUID]:
    posts = Post.objects.filter(holding(day), role=Role.SECRETARY, code=community)
    return set(posts.values_list("account_id", flat=True))
