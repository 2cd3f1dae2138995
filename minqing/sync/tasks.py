"""What the worker does for the phone's door: phones that were wiped long ago go, with the reasons of what was put aside."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.everywhere import each_community
from minqing.ledger.actor import SYSTEM
from minqing.sync.actions import clear_device, clear_reason
from minqing.sync.models import Device, Handed

KEPT = timedelta(days=365)
"""A year: as the register of personal data promises (minqing.sync.personal)."""


@app.periodic(cron="41 3 * * *")
@app.task(name="sync.tidy", queueing_lock="sync.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Once a night in every community; twice does no more than once."""
    for _code in each_community():
        tidy_here()


def tidy_here() -> None:
    """The same for the community that is acted in."""
    now = timezone.now()
    for device in Device.objects.filter(wiped_at__lt=now - KEPT):
        clear_device(by=SYSTEM, at=now, device=device)
    for handed in Handed.objects.filter(ended_at__lt=now - KEPT).exclude(reason=""):
        clear_reason(by=SYSTEM, at=now, handed=handed)
