"""What every action on a concern does: lock it, take a step by the method's rules, end and give its promises."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.access.scope import holding
from minqing.committee.models import Leave
from minqing.concerns.models import Affected, Concern, Promise, Source, Stage, Step
from minqing.concerns.steps import MORE
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.gathering import made_below, made_here
from minqing.ledger.writing import Writing
from minqing.method.deadlines import promises_due
from minqing.method.promises import Ending, ending_by
from minqing.method.stages import closed_as, stage_after
from minqing.method.why import NotAllowed, why_text
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.queries import day_at, working_calendar


def locked(concern: Concern) -> Concern:
    """The concern as it is now, locked until the transaction ends."""
    return made_here(Concern, concern.pk) or (
        Concern.objects.select_for_update(of=("self",)).select_related("lead", "courtyard").get(pk=concern.pk)
    )


def covers(by: Actor, concern: Concern, at: datetime) -> bool:
    """Whether the actor answers for the concern's lead, who is away on that day (method, element 1: leave cover)."""
    if by.account is None:
        return False
    day = day_at(concern.community, at)
    away = Leave.objects.filter(holding(day), member_id=concern.lead_id, cover__account_id=by.account)
    return away.exists()


def handled(by: Actor, concern: Concern, at: datetime) -> Concern:
    """The concern, locked, for someone who may handle it: its lead, who covers the lead, the secretary."""
    found = locked(concern)
    allowed = rules.may_handle_concern(by, found.community, found.lead.account_id)
    require(allowed or (rules.is_member(by, found.community) and covers(by, found, at)))
    return found


def required(text: str, field: str, message: str) -> str:
    """The text without spaces around it. Refused, at `field`, where it is blank or holds an identity number."""
    if not text.strip():
        raise Refused({field: message})
    return no_id_numbers(text.strip(), field)


def refused(no: NotAllowed, field: str) -> Refused:
    """The method's no, in the reader's language, at a field of the form."""
    return Refused({field: why_text(no.why, get_language() or "zh")})


def has_resident(concern: Concern) -> bool:
    """Whether there is somebody to tell: not where a member found a hazard that nobody raised."""
    if concern.source != Source.FOUND or concern.household_id is not None:
        return True
    return Affected.objects.filter(concern=concern).exists()


def check_moment(concern: Concern, at: datetime) -> None:
    """Refuse a step that lies in the future, or before the concern was noted."""
    if at > timezone.now():
        raise Refused({"at": _("This moment has not come yet.")})
    if at < concern.noted_at:
        raise Refused({"at": _("This is before the concern was noted.")})


def take(
    w: Writing,
    concern: Concern,
    kind: str,
    *,
    text: str = "",
    parties: Sequence[str] = (),
    told_resident: bool = False,
    word: str = "",
    said: Mapping[str, Any] | None = None,
    step_id: UUID | None = None,
    **changes: Any,
) -> Step:
    """Write a step of a locked concern; move its stage and end its promises as minqing.method decides.

    `word` is what the resident said of it (Satisfaction). `changes` are fields of the concern that change with
    it. Refuses what the method does not allow in this stage. A step of `MORE` moves no stage and ends no promise
    by itself.
    """
    check_moment(concern, w.at)
    stage = _stage_after(concern, kind, word)
    step = Step(
        community=concern.community,
        concern=concern,
        kind=kind,
        text=no_id_numbers(text.strip(), "text"),
        parties=[no_id_numbers(party.strip(), "parties") for party in parties if party.strip()],
        told_resident=told_resident,
        satisfaction=word,
        said=dict(said or {}),
        by_id=w.by.account,
        at=w.at,
    )
    if step_id is not None:
        step.pk = step_id
    w.add(step)
    if kind not in MORE:
        _end_by_step(w, concern, step)
        ended = closed_as(kind)
        if ended is not None:
            changes |= {"closed_at": w.at, "closed_as": str(ended)}
    settle_up(w, concern, stage, **changes)
    w.about(concern, step=kind, stage=stage, step_id=step.pk)
    return step


def _stage_after(concern: Concern, kind: str, satisfaction: str) -> str:
    if kind in MORE:
        return concern.stage
    try:
        return str(
            stage_after(
                concern.stage, kind, satisfaction=satisfaction or None, closed_as=concern.closed_as or None
            )
        )
    except NotAllowed as no:
        raise refused(no, "kind") from no


def settle_up(w: Writing, concern: Concern, stage: str, **changes: Any) -> None:
    """Write the concern's stage and, from its open promises, when it is next due."""
    if stage != concern.stage:
        changes |= {"stage": stage, "stage_at": w.at}
    due = min((promise.due for promise in open_promises(concern)), default=None)
    w.change(concern, next_due=due, **changes)


def open_promises(concern: Concern, name: str = "") -> list[Promise]:
    """The promises of a concern that have not ended, the first due first; with `name`, of that name alone."""
    rows: Iterable[Promise] = promises_of(concern)
    still = (row for row in rows if row.state == Promise.State.OPEN and name in ("", row.name))
    return sorted(still, key=lambda row: (row.due, row.pk))


def promises_of(concern: Concern) -> Iterable[Promise]:
    """Those of a concern that can be open. Of one that was just made here all are known, so nothing is asked."""
    rows = made_below(Concern, concern.pk, Promise, "concern_id")
    return Promise.objects.filter(concern=concern, state=Promise.State.OPEN) if rows is None else rows


def _end_by_step(w: Writing, concern: Concern, step: Step) -> None:
    tells = step.told_resident or not has_resident(concern)
    for promise in open_promises(concern):
        ending = ending_by(
            promise.name,
            promise.due,
            step.at,
            step.kind,
            names_parties=bool(step.parties),
            tells_resident=tells,
            settled_before=concern.stage == Stage.SETTLED,
        )
        if ending is not None:
            end(w, promise, ending)


def end(w: Writing, promise: Promise, ending: Ending) -> None:
    """End a promise with who and why; the words of a person are kept apart from the rule."""
    params = dict(ending.why.params)
    reason = params.pop("reason", "")
    w.change(
        promise,
        state=str(ending.state),
        ended_at=w.at,
        ended_by_id=w.by.account,
        ended_why={"rule": ending.why.rule, "params": params},
        reason=reason,
    )


def give_promises(w: Writing, concern: Concern, counted_from: datetime) -> list[Promise]:
    """Give the promises of the concern's grade, counted from a moment by its community's calendar (rule 6).

    A promise of the same name that is still open stands as it was given: nothing gives it more time.
    """
    standing = {promise.name for promise in open_promises(concern)}
    given = promises_due(concern.grade, counted_from, working_calendar(concern.community))
    return [
        w.add(
            Promise(
                community=concern.community,
                concern=concern,
                name=str(promise.name),
                given_at=w.at,
                due=promise.due,
                why=promise.why.to_json(),
                calendar_known=promise.calendar_known,
            )
        )
        for promise in given
        if promise.name not in standing
    ]
