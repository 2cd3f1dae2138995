"""What is prepared by itself: tomorrow's plans each evening, and a day's plans when the secretary asks."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.acting import in_community
from minqing.access.everywhere import each_community
from minqing.ledger.actor import SYSTEM
from minqing.territory.models import Community
from minqing.visits.making import make_plans

# At this hour of the community's day what was written today is in, as a rule.
EVENING = 20


@app.periodic(cron="7 * * * *")
@app.task(name="visits.plan_tomorrow", queueing_lock="visits.plan_tomorrow", pass_context=False)
def plan_tomorrow(timestamp: int) -> None:
    """Each hour, in the communities where it is evening now; twice makes the same plans again."""
    now = timezone.now()
    for code in each_community():
        community = Community.objects.filter(community=code).first()
        if community is None:
            continue
        local = now.astimezone(ZoneInfo(community.timezone))
        if local.hour == EVENING:
            for _plan in make_plans(by=SYSTEM, at=now, code=code, day=local.date() + timedelta(days=1)):
                pass


@app.task(name="visits.plan_day", pass_context=False)
def plan_day(community: str, day: str) -> int:
    """Make the plans of a day of one community, as the secretary asked; how many. Twice changes nothing more."""
    with in_community(community):
        made = make_plans(by=SYSTEM, at=timezone.now(), code=community, day=date.fromisoformat(day))
        return sum(1 for _plan in made)
