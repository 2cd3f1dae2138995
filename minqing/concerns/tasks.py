"""What the worker does for concerns: telling of promises that are due soon or late."""

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from minqing.access.acting import in_community
from minqing.access.models import Division
from minqing.concerns.actions import tell_of_promises
from minqing.ledger.actor import SYSTEM
from minqing.territory.models import Community


@app.task(name="concerns.tell_of_promises")
def tell_of_community(street: str, community: str) -> int:
    """Tell of the promises of one community of a street; twice tells nobody twice."""
    assert community.startswith(street)
    with in_community(community):
        if not Community.objects.filter(community=community).exists():
            return 0
        return tell_of_promises(by=SYSTEM, at=timezone.now(), community=community)


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="concerns.tell_all_of_promises", queueing_lock="concerns.tell_all_of_promises", pass_context=False
)
def tell_all_of_promises(timestamp: int) -> None:
    """A job for each community, unless one waits already."""
    for code in Division.objects.filter(code__regex=r"^\d{12}$").values_list("code", flat=True):
        job = tell_of_community.configure(queueing_lock=f"promises {code}", lock=f"promises {code}")
        try:
            job.defer(street=code[:9], community=code)
        except AlreadyEnqueued:
            continue
