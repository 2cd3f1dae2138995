"""The worker's jobs for spreadsheets that wait to be taken into a register."""

import logging
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from minqing.access.acting import in_community
from minqing.access.everywhere import each_community
from minqing.households.actions.waiting_imports import note_failed, put_away
from minqing.households.models import RegisterImport
from minqing.households.register_in import jobs, waiting
from minqing.ledger.actor import SYSTEM
from minqing.ledger.errors import Refused

KEPT = timedelta(seconds=waiting.KEPT_SECONDS)
DONE_KEPT = KEPT
_log = logging.getLogger(__name__)


@app.task(name="households.compare_import", pass_context=False)
def compare_import(community: str, id: str) -> None:
    """Compare a waiting file with the register."""
    _do(community, id, "compare_waiting")


@app.task(name="households.take_import", pass_context=False)
def take_import(community: str, id: str) -> None:
    """Take a confirmed file into the register."""
    _do(community, id, "take_waiting")


def _do(community: str, id: str, work: str) -> None:
    with in_community(community):
        row = RegisterImport.objects.filter(pk=UUID(id)).first()
        if row is None:
            return
        try:
            getattr(jobs, work)(row, timezone.now())
        except Exception as error:
            # Only its kind: what a database says of a failed row repeats the row.
            _log.error("import %s failed: %s", id, type(error).__name__)
            note_failed(by=SYSTEM, at=timezone.now(), waiting=row, problem="")


@app.periodic(cron="41 * * * *")
@app.task(name="households.tidy_imports", queueing_lock="households.tidy_imports", pass_context=False)
def tidy_imports(timestamp: int) -> None:
    """Forget files that have waited for a day, and what is known of them, a day after they came or were taken."""
    now = timezone.now()
    waiting.forget_old()
    for code in each_community():
        done = RegisterImport.State.DONE
        old = RegisterImport.objects.filter(community=code, received_at__lt=now - KEPT).exclude(state=done)
        over = RegisterImport.objects.filter(community=code, state=done, ended_at__lt=now - DONE_KEPT)
        for row in (*old, *over):
            try:
                put_away(by=SYSTEM, at=now, waiting=row)
            except Refused:
                continue  # it is being taken this moment
            waiting.forget(row.pk)
