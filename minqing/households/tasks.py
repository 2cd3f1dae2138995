"""What the worker does for the people: says whose care needs come due for review, erases what nobody confirmed, and
keeps erased who was erased."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.everywhere import each_community
from minqing.households import register_tasks
from minqing.households.care import erase_overdue_need
from minqing.households.care_reviews import needs_past_keeping, reviews_due
from minqing.households.erasing import erase_again
from minqing.households.happenings import care_reviews_due
from minqing.households.models import Resident
from minqing.ledger.actor import SYSTEM
from minqing.privacy.erasures import erased_ids, remember_missing
from minqing.territory.queries import day_at

__all__ = [
    "keep_erased",
    "look_after_care_needs",
    "register_tasks",
]  # the worker looks for jobs in modules of this name


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
    for code in each_community():
        look_after(code, now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="households.keep_erased", queueing_lock="households.keep_erased", pass_context=False)
def keep_erased(timestamp: int) -> None:
    """Whoever was erased stays so, in every community: also after a backup was put back, or the program ended in between."""
    for _code in each_community():
        keep_erased_here(timezone.now())


def keep_erased_here(now: datetime) -> None:
    """The same for the community that is acted in: the list gets whom it lacks, the rows lose whom the list names."""
    remember_missing(Resident.objects.filter(erased_at__isnull=False).values_list("pk", flat=True))
    for resident in Resident.objects.filter(pk__in=erased_ids(), erased_at__isnull=True):
        erase_again(by=SYSTEM, at=now, resident=resident)


def look_after(community: str, now: datetime) -> None:
    """The same for one community, which is the one acted in."""
    day = day_at(community, now)
    for need in needs_past_keeping(community, day):
        erase_overdue_need(by=SYSTEM, at=now, need=need)
    for account, needs in reviews_due(community, day).items():
        with transaction.atomic():
            care_reviews_due.happen(community, SYSTEM, now, account, len(needs), needs[0].review_by)
