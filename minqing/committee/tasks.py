"""What the worker does for the committee: hand-overs that were planned, on their day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.everywhere import each_community
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
    for code in each_community():
        for keeping in hand_overs_due(code, now):
            carry_out_hand_over(by=SYSTEM, at=now, keeping=keeping)
