"""What the worker does for the committee: hand-overs that were planned, on their day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.acting import in_community
from minqing.access.models import Division
from minqing.committee.actions import carry_out_hand_over
from minqing.committee.queries import hand_overs_due
from minqing.ledger.actor import SYSTEM


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="committee.carry_out_hand_overs", queueing_lock="committee.carry_out_hand_overs", pass_context=False
)
def carry_out_hand_overs(timestamp: int) -> None:
    """Carry out the hand-overs whose day has come, in every community here; twice does no more than once."""
    now = timezone.now()
    for code in Division.objects.filter(code__regex=r"^\d{12}$").values_list("code", flat=True):
        with in_community(code):
            for keeping in hand_overs_due(code, now):
                carry_out_hand_over(by=SYSTEM, at=now, keeping=keeping)
