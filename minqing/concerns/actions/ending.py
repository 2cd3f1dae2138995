"""Ending a concern: closed as answered, withdrawn by the resident, refused by the community."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.concerns.actions.case import handled, has_resident, required, take
from minqing.concerns.models import Concern, Stage, Step
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.stages import StepKind


@act("concern.close")
def close_concern(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str = "", step_id: UUID | None = None
) -> Concern:
    """Close a concern as answered. Refused while the resident of a settled matter has not been told of it."""
    found = handled(by, concern, at)
    if found.stage == Stage.SETTLED and has_resident(found) and not _was_told(found):
        raise Refused({"kind": _("The resident has not been told yet; answer first.")})
    take(w, found, StepKind.CLOSE, text=text, step_id=step_id)
    return found


def _was_told(concern: Concern) -> bool:
    """Whether the settling was told, in itself."""
    last = Step.objects.filter(concern=concern, kind=StepKind.SETTLE).order_by("-at", "-id").first()
    return last is not None and last.told_resident


@act("concern.withdraw")
def withdraw_concern(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str, step_id: UUID | None = None
) -> Concern:
    """The resident takes the concern back, in their own words: closed, promises released. Refused without words."""
    found = handled(by, concern, at)
    words = required(text, "text", _("Write what the resident said."))
    take(w, found, StepKind.WITHDRAW, text=words, step_id=step_id)
    return found


@act("concern.refuse")
def refuse_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    text: str,
    told_resident: bool,
    step_id: UUID | None = None,
) -> Concern:
    """The community does not take it on: work outside its list is not pushed down to it. The secretary decides.

    Refused without the reason, and where the resident was not told it.
    """
    found = handled(by, concern, at)
    require(rules.may_refuse_concern(by, found.community))
    words = required(text, "text", _("Write why the community does not take it on."))
    if has_resident(found) and not told_resident:
        raise Refused({"told_resident": _("Tell the resident first, then note it here.")})
    take(w, found, StepKind.REFUSE, text=words, told_resident=told_resident, step_id=step_id)
    return found
