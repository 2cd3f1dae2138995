"""Telling of promises that are due soon or late: the lead and the secretary, each once a promise."""

from datetime import datetime, timedelta

from django.db import transaction

from minqing.concerns.actions.telling import tell_of, tell_secretary
from minqing.concerns.models import Concern, Promise
from minqing.concerns.queries.lists import promises_to_tell
from minqing.ledger.actor import Actor
from minqing.ledger.writing import Writing

AHEAD = timedelta(days=1)
# What became late while the worker stood still for a week is still told.
BACK = timedelta(days=7)


def soon_from(given_at: datetime, due: datetime) -> datetime:
    """From when a promise is due soon: its last quarter, but at least an hour and at most a day before."""
    return due - max(timedelta(hours=1), min(AHEAD, (due - given_at) / 4))


def tell_of_promises(*, by: Actor, at: datetime, community: str) -> int:
    """Tell of a community's open promises that are due soon or late, and answer how many were looked at.

    Notices are told once a promise, so this may run as often as one likes. Late half hours of urgent concerns are
    urgent themselves. Nothing of the domain changes, so the ledger has no record of it.
    """
    promises = promises_to_tell(community, at, AHEAD, BACK)
    w = Writing("concern.tell_of_promises", by, at)
    with transaction.atomic():
        for promise in promises:
            _tell(w, promise.concern, promise)
    return len(promises)


def _tell(w: Writing, concern: Concern, promise: Promise) -> None:
    urgent = promise.name == "acknowledge"
    if promise.due < w.at:
        tell_secretary(w, concern, "promise_late", once=str(promise.pk), urgent=urgent)
        tell_of(w, concern, "promise_late", [concern.lead.account_id], once=str(promise.pk), urgent=urgent)
    elif w.at >= soon_from(promise.given_at, promise.due) and not urgent:
        tell_secretary(w, concern, "promise_soon", once=str(promise.pk))
        tell_of(w, concern, "promise_soon", [concern.lead.account_id], once=str(promise.pk))
