"""The life of a promise: open, and then ended in one of five ways, each with who and why; none vanishes.

kept        what was promised was done by the instant it was due
missed      the instant had passed before it was done, or before anything else ended it
extended    replaced in time by the same promise with a later instant, with a reason
superseded  replaced in time by the promises of another grade
released    in time, nothing was left to do: merged, withdrawn, refused, or settled or answered first

One rule makes it honest: whatever ends a promise after its instant ends it as *missed*, so that no change of
grade, extension or merging hides a lateness. While open and past its instant it is *late*: a comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from .calendar import aware
from .grades import PromiseName
from .stages import ClosedAs, StepKind, closed_as
from .why import NotAllowed, Why


class PromiseState(StrEnum):
    """Whether a promise is open, or how it ended."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    EXTENDED = "extended"
    SUPERSEDED = "superseded"
    RELEASED = "released"


@dataclass(frozen=True)
class Ending:
    """How a promise ended and why; who ended it is the actor of the step that did."""

    state: PromiseState
    why: Why


def kept_by(
    step_kind: StepKind | str,
    *,
    names_parties: bool = False,
    tells_resident: bool = False,
    acknowledges: bool = False,
    settled_before: bool = False,
) -> frozenset[PromiseName]:
    """Which promises this step does what was promised for.

    `settle`: a step that settles and tells the resident; where the matter was settled before without telling
    (`settled_before`), the answer that tells. `coordinate`: a coordinating step that names the parties.
    `answer`: an answer, sent or told, or a settling of which the resident is told. `acknowledge`: a step of
    any kind that the secretary marks as her acknowledgement (whether it is hers is for the caller to check).
    """
    kind = StepKind(step_kind)
    kept: set[PromiseName] = set()
    if kind is StepKind.SETTLE and tells_resident:
        kept |= {PromiseName.SETTLE, PromiseName.ANSWER}
    if kind is StepKind.ANSWER:
        kept.add(PromiseName.ANSWER)
        if settled_before:
            kept.add(PromiseName.SETTLE)
    if kind is StepKind.COORDINATE and names_parties:
        kept.add(PromiseName.COORDINATE)
    if acknowledges:
        kept.add(PromiseName.ACKNOWLEDGE)
    return frozenset(kept)


def ending_by(
    name: PromiseName | str,
    due: datetime,
    at: datetime,
    step_kind: StepKind | str,
    *,
    names_parties: bool = False,
    tells_resident: bool = False,
    acknowledges: bool = False,
    settled_before: bool = False,
) -> Ending | None:
    """How a step at `at` ends an open promise due at `due`, or None where it leaves it open.

    Steps that do what was promised keep it; steps that close the concern, and a telling that leaves nothing
    to coordinate, release it; either after `due` makes it missed. Extending and regrading have their own.
    """
    kind = StepKind(step_kind)
    kept = kept_by(
        kind,
        names_parties=names_parties,
        tells_resident=tells_resident,
        acknowledges=acknowledges,
        settled_before=settled_before,
    )
    if PromiseName(name) in kept:
        return kept_or_missed(due, at)
    if name == PromiseName.COORDINATE and PromiseName.ANSWER in kept:
        told = "told_settled" if kind is StepKind.SETTLE else "told_answered"
        return _in_time(due, at, PromiseState.RELEASED, Why(told))
    closed = closed_as(kind)
    if closed is not None:
        return released_by(closed, due, at)
    return None


def kept_or_missed(due: datetime, done_at: datetime) -> Ending:
    """Kept where what was promised was done at or before `due`, else missed with the minutes it was late."""
    if not is_late(due, done_at):
        return Ending(PromiseState.KEPT, Why("kept_in_time"))
    return Ending(PromiseState.MISSED, Why("done_late", {"minutes": _minutes_late(due, done_at)}))


def released_by(closed: ClosedAs | str, due: datetime, at: datetime) -> Ending:
    """How closing the concern ends a promise still open: released, or missed where it was late already."""
    return _in_time(due, at, PromiseState.RELEASED, Why(f"closed_{ClosedAs(closed)}"))


def superseded_by(old: str, new: str, due: datetime, at: datetime) -> Ending:
    """How a change of grade ends a promise still open: superseded, or missed where it was late already.

    `old` and `new` are grades. The new grade's promises are counted from the moment of the change.
    """
    return _in_time(due, at, PromiseState.SUPERSEDED, Why("regraded", {"old": old, "new": new}))


def extended_to(
    new_due: datetime,
    reason: str,
    due: datetime,
    at: datetime,
    *,
    state: PromiseState | str = PromiseState.OPEN,
) -> Ending:
    """How an extension at `at` ends the old promise; the caller opens the new one, due at `new_due`.

    Extended, or missed where it was late already. Raises NotAllowed: `promise_ended`, `no_reason` for a blank
    reason, `not_later` where the new instant is not after the old one and after now.
    """
    if state != PromiseState.OPEN:
        raise NotAllowed("promise_ended")
    reason = reason.strip()
    if not reason:
        raise NotAllowed("no_reason")
    if not (is_late(due, new_due) and is_late(at, new_due)):
        raise NotAllowed("not_later")
    if is_late(due, at):
        why = Why("late_when_extended", {"minutes": _minutes_late(due, at), "reason": reason})
        return Ending(PromiseState.MISSED, why)
    shown = new_due.strftime("%Y-%m-%d %H:%M")
    return Ending(PromiseState.EXTENDED, Why("extended_for", {"due": shown, "reason": reason}))


def is_late(due: datetime, now: datetime, state: PromiseState | str = PromiseState.OPEN) -> bool:
    """Whether a promise is late: still open, and `now` lies after the instant it was due (not at it)."""
    return state == PromiseState.OPEN and aware(now).astimezone(UTC) > aware(due).astimezone(UTC)


def _in_time(due: datetime, at: datetime, state: PromiseState, why: Why) -> Ending:
    """That ending, unless the promise was late by then, which no ending may hide."""
    if is_late(due, at):
        return Ending(PromiseState.MISSED, Why("late_when_ended", {"minutes": _minutes_late(due, at)}))
    return Ending(state, why)


def _minutes_late(due: datetime, at: datetime) -> str:
    """Whole minutes between, at least one, as text."""
    late = aware(at).astimezone(UTC) - aware(due).astimezone(UTC)
    return str(max(1, int(late.total_seconds() // 60)))
