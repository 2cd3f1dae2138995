"""What the diary does by itself: tells finished months of opinions, clears drafts thrown away."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.everywhere import each_community
from minqing.diary.actions import clear_discarded, tell_month_of_opinions
from minqing.diary.queries import discarded_before, untold_months
from minqing.ledger.actor import SYSTEM
from minqing.territory.queries import day_at

# How long a draft that was thrown away can be brought back.
KEPT = timedelta(days=30)


@app.periodic(cron="17 3 * * *")
@app.task(name="diary.tidy", queueing_lock="diary.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Once a night, in each community that is set up; doing it twice changes nothing more."""
    now = timezone.now()
    for code in each_community():
        for month in untold_months(code, day_at(code, now)):
            tell_month_of_opinions(by=SYSTEM, at=now, community=code, month=month)
        for draft in discarded_before(code, now - KEPT):
            clear_discarded(by=SYSTEM, at=now, entry=draft)
