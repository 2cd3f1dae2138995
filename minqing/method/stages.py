"""The stages of a concern and which step leads from which to which.

noted → settled (on the spot) | in hand → reported → coordinated → answered → confirmed or reopened → closed.
Stages may be skipped forward; back leads only `reopen`.
"""

from __future__ import annotations

from enum import StrEnum

from .grades import Satisfaction
from .why import NotAllowed


class Stage(StrEnum):
    """Where a concern stands."""

    NOTED = "noted"
    SETTLED = "settled"
    IN_HAND = "in_hand"
    REPORTED = "reported"
    COORDINATED = "coordinated"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    CLOSED = "closed"


class StepKind(StrEnum):
    """What one step did about a concern. `note` is the first of every concern."""

    NOTE = "note"
    SETTLE = "settle"
    TAKE_IN_HAND = "take_in_hand"
    REPORT = "report"
    COORDINATE = "coordinate"
    ANSWER = "answer"
    CALL_BACK = "call_back"
    REOPEN = "reopen"
    EXTEND = "extend"
    OBJECT = "object"
    DECIDE = "decide"
    MERGE = "merge"
    SPLIT = "split"
    WITHDRAW = "withdraw"
    REFUSE = "refuse"
    CLOSE = "close"
    COMMENT = "comment"


class ClosedAs(StrEnum):
    """How a concern was closed."""

    ANSWERED = "answered"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


CLOSED_AS: dict[StepKind, ClosedAs] = {
    StepKind.CLOSE: ClosedAs.ANSWERED,
    StepKind.MERGE: ClosedAs.MERGED,
    StepKind.WITHDRAW: ClosedAs.WITHDRAWN,
    StepKind.REFUSE: ClosedAs.REFUSED,
}

IN_WORK = (Stage.NOTED, Stage.IN_HAND, Stage.REPORTED, Stage.COORDINATED, Stage.REOPENED)
DISPATCHED = (Stage.IN_HAND, Stage.REPORTED, Stage.COORDINATED)
ANSWERED = (Stage.SETTLED, Stage.ANSWERED)
NOT_CLOSED = (*IN_WORK, *ANSWERED, Stage.CONFIRMED)
SAME = None

# step: (the stages it may be taken in, the stage it leads to or SAME)
MOVES: dict[StepKind, tuple[tuple[Stage, ...], Stage | None]] = {
    StepKind.SETTLE: ((*IN_WORK, Stage.ANSWERED), Stage.SETTLED),
    StepKind.TAKE_IN_HAND: ((Stage.NOTED, Stage.REOPENED), Stage.IN_HAND),
    StepKind.REPORT: ((Stage.NOTED, Stage.IN_HAND, Stage.REPORTED, Stage.REOPENED), Stage.REPORTED),
    StepKind.COORDINATE: (IN_WORK, Stage.COORDINATED),
    StepKind.ANSWER: ((*IN_WORK, *ANSWERED), Stage.ANSWERED),
    StepKind.CALL_BACK: (ANSWERED, Stage.CONFIRMED),
    StepKind.REOPEN: ((*ANSWERED, Stage.CONFIRMED, Stage.CLOSED), Stage.REOPENED),
    StepKind.EXTEND: ((*IN_WORK, *ANSWERED), SAME),
    StepKind.OBJECT: (DISPATCHED, SAME),
    StepKind.DECIDE: (DISPATCHED, SAME),
    StepKind.MERGE: ((*IN_WORK, *ANSWERED), Stage.CLOSED),
    StepKind.SPLIT: (IN_WORK, SAME),
    StepKind.WITHDRAW: (IN_WORK, Stage.CLOSED),
    StepKind.REFUSE: (IN_WORK, Stage.CLOSED),
    StepKind.CLOSE: ((*ANSWERED, Stage.CONFIRMED), Stage.CLOSED),
    StepKind.COMMENT: ((*NOT_CLOSED, Stage.CLOSED), SAME),
}

LIKELY_NEXT: dict[Stage, tuple[StepKind, ...]] = {
    Stage.NOTED: (StepKind.SETTLE, StepKind.TAKE_IN_HAND, StepKind.REPORT),
    Stage.SETTLED: (StepKind.CALL_BACK, StepKind.CLOSE),
    Stage.IN_HAND: (StepKind.SETTLE, StepKind.ANSWER, StepKind.REPORT, StepKind.COORDINATE),
    Stage.REPORTED: (StepKind.COORDINATE, StepKind.ANSWER),
    Stage.COORDINATED: (StepKind.ANSWER, StepKind.SETTLE, StepKind.COORDINATE),
    Stage.ANSWERED: (StepKind.CALL_BACK, StepKind.REOPEN),
    Stage.CONFIRMED: (StepKind.CLOSE, StepKind.REOPEN),
    Stage.REOPENED: (StepKind.TAKE_IN_HAND, StepKind.SETTLE, StepKind.ANSWER, StepKind.COORDINATE),
    Stage.CLOSED: (StepKind.COMMENT, StepKind.REOPEN),
}


def stage_after(
    stage: Stage | str | None,
    step_kind: StepKind | str,
    *,
    satisfaction: Satisfaction | str | None = None,
    closed_as: ClosedAs | str | None = None,
) -> Stage:
    """The stage a concern reaches by a step; `stage` is None before its first step, `note`.

    A call back at which the resident said `not_satisfied` reopens, and one at which nobody could be asked
    (`not_asked`) changes nothing: the word that confirms is the resident's. Of a closed concern `closed_as`
    says how; a merged one is not reopened, for it lives on in the other. Raises NotAllowed with the rule
    against it.
    """
    kind = StepKind(step_kind)
    if stage is None:
        if kind is StepKind.NOTE:
            return Stage.NOTED
        raise NotAllowed("not_noted")
    now = Stage(stage)
    if kind is StepKind.NOTE:
        raise NotAllowed("noted_already")
    allowed_in, leads_to = MOVES[kind]
    if now not in allowed_in:
        raise NotAllowed(_refusal(now, kind))
    if kind is StepKind.REOPEN and closed_as == ClosedAs.MERGED:
        raise NotAllowed("merged_elsewhere")
    if kind is StepKind.CALL_BACK and satisfaction == Satisfaction.NOT_SATISFIED:
        return Stage.REOPENED
    if kind is StepKind.CALL_BACK and satisfaction == Satisfaction.NOT_ASKED:
        return now
    return now if leads_to is SAME else leads_to


def _refusal(now: Stage, kind: StepKind) -> str:
    """Which rule stands against a step that may not be taken in this stage."""
    if now is Stage.CLOSED:
        return "closed_already"
    if now is Stage.CONFIRMED:
        return "confirmed_already"
    if now is Stage.SETTLED and kind is StepKind.SETTLE:
        return "settled_already"
    if now in ANSWERED:
        return "answered_already"
    if kind in (StepKind.CALL_BACK, StepKind.CLOSE):
        return "not_answered"
    if kind in (StepKind.OBJECT, StepKind.DECIDE):
        return "not_dispatched"
    if kind is StepKind.TAKE_IN_HAND:
        return "in_hand_already"
    if kind is StepKind.REPORT:
        return "coordinated_already"
    return "still_open"


def may_follow(stage: Stage | str | None, step_kind: StepKind | str) -> bool:
    """Whether the step may be taken in that stage."""
    try:
        stage_after(stage, step_kind)
    except NotAllowed:
        return False
    return True


def likely_next(stage: Stage | str) -> tuple[StepKind, ...]:
    """The steps most often taken next, likeliest first; each is allowed in that stage."""
    return LIKELY_NEXT[Stage(stage)]


def closed_as(step_kind: StepKind | str) -> ClosedAs | None:
    """How a concern is closed by this step, or None where the step closes nothing."""
    return CLOSED_AS.get(StepKind(step_kind))
