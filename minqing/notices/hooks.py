"""What is told when something happens in the rooms below."""

from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from minqing.households.happenings import care_reviews_due
from minqing.ledger.actor import Actor
from minqing.notices.actions import tell


@care_reviews_due.fill
def _tell_of_reviews(community: str, by: Actor, at: datetime, account: UUID, count: int, first: date) -> None:
    """Who answers for the households hears once a week how many reviews are due; nothing says whose or which."""
    year, week, _day = timezone.localdate(at).isocalendar()
    tell(
        community=community,
        to_accounts=[account],
        kind="care_reviews",
        params={"count": str(count), "day": date_format(first, "DATE_FORMAT")},
        url=reverse("care_reviews", args=[community]),
        once=f"care_reviews:{community}:{year}-{week:02d}",
        at=at,
    )
