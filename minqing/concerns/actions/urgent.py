"""Acknowledging an urgent concern: within thirty minutes, at any hour."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.concerns.actions.case import end, locked, open_promises, settle_up, take
from minqing.concerns.actions.telling import was_told_urgently
from minqing.concerns.models import Concern
from minqing.concerns.steps import ACKNOWLEDGE
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.promises import ending_by
from minqing.method.stages import StepKind


def may_acknowledge(by: Actor, concern: Concern) -> bool:
    """The secretary, or who of the committee was told of it in her place."""
    if not rules.may_acknowledge(by, concern.community):
        return False
    answers = rules.is_program(by) or rules.is_secretary(by, concern.community)
    return answers or was_told_urgently(by.account, concern)


@act("concern.acknowledge")
def acknowledge_concern(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str = "", step_id: UUID | None = None
) -> Concern:
    """Say that the urgent concern is known and looked after: keeps `acknowledge`, or misses it if it comes late.

    Refused where nothing waits to be acknowledged; denied to whoever was not told of it.
    """
    found = locked(concern)
    require(may_acknowledge(by, found))
    promise = next(iter(open_promises(found, "acknowledge")), None)
    if promise is None:
        raise Refused({"kind": _("Nothing waits to be acknowledged here.")})
    take(w, found, ACKNOWLEDGE, text=text, step_id=step_id, acknowledged_at=at)
    ending = ending_by(promise.name, promise.due, at, StepKind.COMMENT, acknowledges=True)
    assert ending is not None
    end(w, promise, ending)
    settle_up(w, found, found.stage)
    return found
