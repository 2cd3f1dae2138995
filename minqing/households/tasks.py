"""What the worker does for care needs: says whose review comes due, and erases what nobody confirmed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.acting import in_community
from minqing.access.models import Division
from minqing.households import register_tasks
from minqing.households.care import erase_overdue_need
from minqing.households.care_reviews import needs_past_keeping, reviews_due
from minqing.households.happenings import care_reviews_due
from minqing.ledger.actor import SYSTEM
from minqing.territory.queries import day_at

__all__ = ["look_after_care_needs", "register_tasks"]  # the worker looks for jobs in modules of this name


@app.periodic(cron="25 * * * *")
@app.task(
    name="households.look_after_care_needs",
    queueing_lock="households.look_after_care_needs",
    pass_context=False,
)
def look_after_care_needs(timestamp: int) -> None:
    """Erase the needs past keeping and tell whose reviews are due, in every community; twice does no more
    than once.
    """
    now = timezone.now()
    for code in Division.objects.filter(code__regex=r"^\d{12}$").values_list("code", flat=True):
        with in_community(code):
            look_after(code, now)


def look_after(community: str, now: datetime) -> None:
    """The same for one community, which is the one acted in."""
    day = day_at(community, now)
    for need in needs_past_keeping(community, day):
        erase_overdue_need(by=SYSTEM, at=now, need=need)
    for account, needs in reviews_due(community, day).items():
        with transaction.atomic():
            care_reviews_due.happen(community, SYSTEM, now, account, len(needs), needs[0].review_by)
