"""Handing a concern to another lead, and objecting to what was dispatched."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.concerns.actions.case import handled, locked, required, take
from minqing.concerns.actions.telling import tell_of
from minqing.concerns.models import Concern, Stage, Step
from minqing.concerns.steps import HAND_OVER
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.stages import StepKind

DISPATCHING = (HAND_OVER, StepKind.REPORT, StepKind.COORDINATE)


@act("concern.hand")
def hand_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    to: Member,
    text: str = "",
    with_zone: bool = False,
    step_id: UUID | None = None,
) -> Concern:
    """Hand the lead of a concern to another member, who is told; promises stay as they were given.

    A noted or reopened concern is in hand from then on, so that the receiver may object; not where it moves
    with its zone (`with_zone`), which dispatches nothing. Refuses a closed concern, a member who has left, and
    the present lead.
    """
    found = locked(concern) if with_zone else handled(by, concern, at)
    if to.community != found.community or to.left_on is not None or to.pk == found.lead_id:
        raise Refused({"to": _("Choose another member of this committee.")})
    if found.stage == Stage.CLOSED:
        raise Refused({"to": _("It is closed; reopen it first.")})
    said = {"from": str(found.lead_id), "to": str(to.pk), "name": to.name, "with_zone": with_zone}
    step = take(w, found, HAND_OVER, text=text, said=said, step_id=step_id, lead=to)
    if not with_zone:
        if found.stage in (Stage.NOTED, Stage.REOPENED):
            take(w, found, StepKind.TAKE_IN_HAND)
        tell_of(w, found, "concern_handed", [to.account_id], once=str(step.pk))
    return found


def last_dispatch(concern: Concern) -> Step | None:
    """The last step that dispatched it: handed to a member, reported up, or coordinated with parties."""
    steps = Step.objects.filter(concern=concern, kind__in=DISPATCHING).exclude(
        kind=HAND_OVER, said__with_zone=True
    )
    return steps.order_by("-at", "-id").first()


def open_objection(concern: Concern) -> Step | None:
    """The objection that nobody has decided yet."""
    last = Step.objects.filter(concern=concern, kind__in=(StepKind.OBJECT, StepKind.DECIDE)).order_by(
        "-at", "-id"
    )
    found = last.first()
    return found if found is not None and found.kind == StepKind.OBJECT else None


@act("concern.object")
def object_to_dispatch(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str, step_id: UUID | None = None
) -> Concern:
    """The receiver objects to a dispatch, with a reason; whoever dispatched it is asked to decide.

    Refuses without a reason, where nothing was dispatched, and while an objection waits to be decided.
    """
    found = handled(by, concern, at)
    words = required(text, "text", _("An objection needs a reason: write it."))
    dispatch = last_dispatch(found)
    if dispatch is None:
        raise Refused({"kind": _("Nobody has dispatched this concern.")})
    if open_objection(found) is not None:
        raise Refused({"kind": _("An objection waits to be decided already.")})
    step = take(w, found, StepKind.OBJECT, text=words, said={"dispatch": str(dispatch.pk)}, step_id=step_id)
    tell_of(w, found, "dispatch_objected", [dispatch.by_id], once=str(step.pk))
    return found


def may_decide(by: Actor, concern: Concern) -> bool:
    """Whoever dispatched it; where they have left the committee, the secretary."""
    dispatch = last_dispatch(concern)
    if dispatch is None:
        return False
    if rules.is_program(by) or dispatch.by_id is None:
        return rules.is_program(by) or rules.is_secretary(by, concern.community)
    if by.account is not None and by.account == dispatch.by_id and rules.is_member(by, concern.community):
        return True
    here = Member.objects.filter(community=concern.community, account_id=dispatch.by_id, left_on__isnull=True)
    return rules.is_secretary(by, concern.community) and not here.exists()


@act("concern.decide")
def decide_objection(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    upheld: bool,
    text: str,
    step_id: UUID | None = None,
) -> Concern:
    """Decide on an objection, with a reason. Upheld, what was dispatched goes back: the lead, or the level, as before.

    Only whoever dispatched it decides. Refused where nothing waits to be decided.
    """
    found = locked(concern)
    require(may_decide(by, found))
    objection, dispatch = open_objection(found), last_dispatch(found)
    if objection is None or dispatch is None:
        raise Refused({"kind": _("No objection waits to be decided.")})
    words = required(text, "text", _("Write why you decide so."))
    changes: dict[str, Any] = {}
    if upheld and dispatch.kind == HAND_OVER:
        before = Member.objects.filter(pk=dispatch.said["from"], left_on__isnull=True).first()
        changes = {"lead": before} if before is not None else {}
    elif upheld and dispatch.kind == StepKind.REPORT:
        changes = {"level": dispatch.said["level_before"]}
    said = {"upheld": upheld, "objection": str(objection.pk)}
    step = take(w, found, StepKind.DECIDE, text=words, said=said, step_id=step_id, **changes)
    told = [objection.by_id, found.lead.account_id]
    tell_of(w, found, "objection_decided", told, once=str(step.pk))
    return found
