"""What the worker does for the committee: hand-overs that were planned, on their day; proposals for new zones."""

import logging
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.acting import in_community
from minqing.access.everywhere import each_community
from minqing.committee.actions import carry_out_hand_over
from minqing.committee.actions.zoning import note_none
from minqing.committee.models import ZoningRun
from minqing.committee.proposing import work_out
from minqing.committee.queries import hand_overs_due
from minqing.ledger.actor import SYSTEM

_log = logging.getLogger(__name__)


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


@app.task(name="committee.propose_zones", pass_context=False)
def propose_zones(community: str, id: str) -> None:
    """Work the proposals of a run out; begun again after a crash, it begins from the start."""
    with in_community(community):
        run = ZoningRun.objects.filter(pk=UUID(id)).first()
        if run is None:
            return
        try:
            work_out(run, timezone.now)
        except Exception as error:
            _log.error("zoning %s failed: %s", id, type(error).__name__)
            note_none(by=SYSTEM, at=timezone.now(), run=run, why={}, failed=True)
