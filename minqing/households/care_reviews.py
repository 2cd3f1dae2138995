"""Care needs whose day to be confirmed or erased comes near or has passed, and whose task that is."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from minqing.access.models import Post, Role
from minqing.access.scope import holding, keepers_of
from minqing.households.care import PATIENCE
from minqing.households.models import CareNeed, Membership, Residence
from minqing.territory.models import Dwelling

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


def doors_of(residents: Collection[UUID], day: date) -> dict[UUID, Dwelling]:
    """The home of each resident on a day; who has none then is left out. Two queries."""
    belongs = Membership.objects.filter(holding(day), resident_id__in=residents)
    household_of = dict(belongs.values_list("resident_id", "household_id"))
    lives = Residence.objects.filter(holding(day), household_id__in=household_of.values())
    home_of = {row.household_id: row.dwelling for row in lives.select_related("dwelling__courtyard")}
    return {resident: home_of[house] for resident, house in household_of.items() if house in home_of}


def _secretaries(community: str, day: date) -> set[UUID]:
    posts = Post.objects.filter(holding(day), role=Role.SECRETARY, code=community)
    return set(posts.values_list("account_id", flat=True))
