"""The resident's word after the answer, and opening a concern again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.concerns.actions.case import give_promises, handled, required, settle_up, take
from minqing.concerns.actions.telling import tell_of, tell_secretary, tell_urgent
from minqing.concerns.models import Concern, Grade, Stage, Step
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.grades import Satisfaction
from minqing.method.stages import StepKind


@act("concern.call_back")
def call_back(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    satisfaction: str,
    text: str = "",
    step_id: UUID | None = None,
) -> Concern:
    """The resident's own word: satisfied or partly confirms, not satisfied opens it again with new promises.

    `not_asked` notes that nobody was reached, and changes nothing. Refuses any other word.
    """
    found = handled(by, concern, at)
    if satisfaction not in list(Satisfaction):
        raise Refused({"satisfaction": _("Choose what the resident said.")})
    changes: dict[str, Any] = {}
    if satisfaction != Satisfaction.NOT_ASKED:
        changes = {"satisfaction": satisfaction, "word_at": at}
    step = take(
        w,
        found,
        StepKind.CALL_BACK,
        text=text,
        word=satisfaction,
        step_id=step_id,
        told_resident=True,
        **changes,
    )
    if found.stage == Stage.REOPENED:
        _open_again(w, found, step)
    return found


@act("concern.reopen")
def reopen_concern(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str, step_id: UUID | None = None
) -> Concern:
    """Open a concern again that was settled, answered, confirmed or closed: new promises, counted from now.

    Refuses without saying why, and a merged one, which lives on in the other.
    """
    found = handled(by, concern, at)
    words = required(text, "text", _("Write why it is opened again."))
    step = take(
        w,
        found,
        StepKind.REOPEN,
        text=words,
        step_id=step_id,
        closed_at=None,
        closed_as="",
        satisfaction=Satisfaction.NOT_ASKED,
        word_at=None,
    )
    _open_again(w, found, step)
    return found


def _open_again(w: Writing, concern: Concern, step: Step) -> None:
    """New promises from the moment of reopening; the lead hears of it, and of an urgent one the secretary at once."""
    given = give_promises(w, concern, w.at)
    again = any(promise.name == "acknowledge" for promise in given)
    settle_up(w, concern, concern.stage, **({"acknowledged_at": None} if again else {}))
    tell_of(w, concern, "concern_reopened", [concern.lead.account_id], once=str(step.pk))
    if concern.grade == Grade.URGENT:
        tell_urgent(w, concern, once=str(step.pk))
    else:
        tell_secretary(w, concern, "concern_reopened", once=str(step.pk))
