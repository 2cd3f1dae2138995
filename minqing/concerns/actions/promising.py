"""Changing what was promised: an extension, with a reason and the resident told; another grade."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.concerns.actions.case import (
    end,
    give_promises,
    handled,
    has_resident,
    open_promises,
    refused,
    required,
    settle_up,
    take,
)
from minqing.concerns.actions.telling import tell_secretary, tell_urgent
from minqing.concerns.models import Concern, Grade, Promise
from minqing.concerns.steps import REGRADE
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.promises import extended_to, superseded_by
from minqing.method.stages import IN_WORK, StepKind
from minqing.method.why import NotAllowed, Why
from minqing.territory.queries import working_calendar


@act("promise.extend")
def extend_promise(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    promise: Promise,
    due: datetime,
    reason: str,
    told_resident: bool,
    step_id: UUID | None = None,
) -> Promise:
    """Give an open promise a later instant: the old one ends extended (or missed, if late), a new one is given.

    Refuses without a reason, an instant that is not later, a resident who was not told, and the half hour in
    which urgent matters are acknowledged, which nobody can extend. The secretary hears of it.
    """
    found = handled(by, promise.concern, at)
    old = Promise.objects.select_for_update().get(pk=promise.pk)
    if old.name == "acknowledge":
        raise Refused({"due": _("The half hour of an urgent concern cannot be extended; acknowledge it.")})
    words = required(reason, "reason", _("A deadline is extended only with a reason: write it."))
    if has_resident(found) and not told_resident:
        raise Refused({"told_resident": _("Tell the resident first, then note it here.")})
    calendar = working_calendar(found.community)
    try:
        ending = extended_to(calendar.local(due), words, old.due, at, state=old.state)
    except NotAllowed as no:
        raise refused(no, "due") from no
    said = {"promise": str(old.pk), "name": old.name, "due": due.isoformat()}
    step = take(
        w, found, StepKind.EXTEND, text=words, told_resident=told_resident, said=said, step_id=step_id
    )
    end(w, old, ending)
    new = w.add(
        Promise(
            community=found.community,
            concern=found,
            name=old.name,
            given_at=at,
            due=due,
            why=Why("extended_for", {"due": calendar.local(due).strftime("%Y-%m-%d %H:%M")}).to_json(),
            calendar_known=calendar.knows_all(calendar.day_of(at), calendar.day_of(due)),
            extends=old,
        )
    )
    settle_up(w, found, found.stage)
    tell_secretary(w, found, "promise_extended", once=str(step.pk))
    return new


@act("concern.regrade")
def regrade_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    grade: str,
    reason: str,
    step_id: UUID | None = None,
) -> Concern:
    """Change the grade of a concern in work: open promises are superseded, the new grade's are given.

    They are counted from the change, for only now is it known what the matter is; what was late by then ends
    missed, so no lateness is hidden. Refuses without a reason, the same grade, and a concern already answered.
    """
    found = handled(by, concern, at)
    if grade not in Grade.values or grade == found.grade:
        raise Refused({"grade": _("Choose another grade.")})
    words = required(reason, "reason", _("Write why the grade changes."))
    if found.stage not in {str(stage) for stage in IN_WORK}:
        raise Refused({"grade": _("It is settled or answered; reopen it first.")})
    old = found.grade
    step = take(w, found, REGRADE, text=words, said={"from": old, "to": grade}, step_id=step_id, grade=grade)
    for promise in open_promises(found):
        end(w, promise, superseded_by(old, grade, promise.due, at))
    give_promises(w, found, at)
    settle_up(w, found, found.stage, **({"acknowledged_at": None} if grade == Grade.URGENT else {}))
    if grade == Grade.URGENT:
        tell_urgent(w, found, once=str(step.pk))
    return found
