"""Handling a concern: take in hand, report, coordinate, settle, answer, comment (rules 6 and 7 of the method)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.concerns.actions.case import handled, locked, required, take
from minqing.concerns.actions.telling import tell_of, tell_secretary
from minqing.concerns.models import Concern, Level
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.stages import StepKind

LEVELS = tuple(Level.values)


@act("concern.take_in_hand")
def take_in_hand(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str = "", step_id: UUID | None = None
) -> Concern:
    """The lead begins: noted or reopened becomes in hand. Refused in other stages."""
    found = handled(by, concern, at)
    take(w, found, StepKind.TAKE_IN_HAND, text=text, step_id=step_id)
    return found


@act("concern.report")
def report_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    level: str,
    text: str = "",
    told_resident: bool = False,
    step_id: UUID | None = None,
) -> Concern:
    """Report a concern up: its handling level rises (member, community, council, street), the secretary hears of it.

    Refuses a level that is not above the present one.
    """
    found = handled(by, concern, at)
    if level not in LEVELS or LEVELS.index(level) <= LEVELS.index(found.level):
        raise Refused({"level": _("Choose a level above the present one.")})
    said = {"level": level, "level_before": found.level}
    step = take(
        w,
        found,
        StepKind.REPORT,
        text=text,
        told_resident=told_resident,
        said=said,
        step_id=step_id,
        level=level,
    )
    tell_secretary(w, found, "concern_reported", once=str(step.pk))
    return found


@act("concern.coordinate")
def coordinate_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    parties: Sequence[str],
    text: str = "",
    told_resident: bool = False,
    step_id: UUID | None = None,
) -> Concern:
    """Coordinate with others: departments, the council, neighbours. Naming them is what keeps the promise.

    Refuses where no party is named.
    """
    found = handled(by, concern, at)
    if not any(party.strip() for party in parties):
        raise Refused({"parties": _("Name who takes part.")})
    take(
        w,
        found,
        StepKind.COORDINATE,
        text=text,
        parties=parties,
        told_resident=told_resident,
        step_id=step_id,
    )
    return found


@act("concern.settle")
def settle_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    text: str,
    told_resident: bool,
    step_id: UUID | None = None,
) -> Concern:
    """The matter is settled. Only where the resident is told does this keep the promise (issue, "Rules")."""
    found = handled(by, concern, at)
    words = required(text, "text", _("Write what was done."))
    take(w, found, StepKind.SETTLE, text=words, told_resident=told_resident, step_id=step_id)
    return found


@act("concern.answer")
def answer_concern(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str, step_id: UUID | None = None
) -> Concern:
    """The answer, sent or told to the resident: it keeps the answer's promise, and that of an untold settling."""
    found = handled(by, concern, at)
    words = required(text, "text", _("Write the answer that the resident got."))
    take(w, found, StepKind.ANSWER, text=words, told_resident=True, step_id=step_id)
    return found


@act("concern.comment")
def comment_on_concern(
    w: Writing, *, by: Actor, at: datetime, concern: Concern, text: str, step_id: UUID | None = None
) -> Concern:
    """A word below the story, by any of the committee; the secretary's is in red ink, and the lead is told of it."""
    found = locked(concern)
    require(rules.is_program(by) or rules.is_member(by, found.community))
    red = rules.is_secretary(by, found.community)
    words = required(text, "text", _("Write your comment."))
    step = take(w, found, StepKind.COMMENT, text=words, said={"red": red}, step_id=step_id)
    tell_of(w, found, "concern_commented", [found.lead.account_id], once=str(step.pk))
    return found
