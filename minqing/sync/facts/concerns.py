"""Facts about concerns: opened, and steps taken on them."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from minqing.concerns import actions
from minqing.concerns.models import Category, Concern, Grade, Level, Source, Stage
from minqing.concerns.steps import ACKNOWLEDGE
from minqing.diary.models import Satisfaction
from minqing.ledger.gathering import made_here
from minqing.method.stages import StepKind
from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.refusals import Refusal
from minqing.sync.schemas import Asked, Id, Moment, Short, Text, Yes, offered

# The steps that a phone offers, each with what its action is told besides the concern.
STEPS: dict[str, tuple[Callable[..., Concern], tuple[str, ...]]] = {
    StepKind.TAKE_IN_HAND: (actions.take_in_hand, ("text",)),
    StepKind.REPORT: (actions.report_concern, ("text", "level", "told_resident")),
    StepKind.COORDINATE: (actions.coordinate_concern, ("text", "parties", "told_resident")),
    StepKind.SETTLE: (actions.settle_concern, ("text", "told_resident")),
    StepKind.ANSWER: (actions.answer_concern, ("text",)),
    StepKind.CALL_BACK: (actions.call_back, ("text", "satisfaction")),
    StepKind.REOPEN: (actions.reopen_concern, ("text",)),
    StepKind.CLOSE: (actions.close_concern, ("text",)),
    StepKind.WITHDRAW: (actions.withdraw_concern, ("text",)),
    ACKNOWLEDGE: (actions.acknowledge_concern, ("text",)),
    StepKind.COMMENT: (actions.comment_on_concern, ("text",)),
}
AFTER_CLOSING = (StepKind.REOPEN, StepKind.COMMENT)


class InvolvedIn(Asked):
    """A resident whom it is about."""

    resident: Id
    part: Literal["raised", "affected"]


class ConcernIn(Asked):
    """A concern in the resident's words; with `settled`, what was done on the spot."""

    matter: Text
    category: Annotated[str, *offered(Category.values)]
    grade: Annotated[str, *offered(Grade.values)]
    level: Annotated[str, *offered(Level.values)] = Level.MEMBER.value
    source: Annotated[str, *offered(Source.values)]
    noted_at: Moment | None = None
    entry: Id | None = None
    courtyard: Id | None = None
    household: Id | None = None
    people: Annotated[list[InvolvedIn], Field(max_length=30)] = []
    settled: Text = ""
    told_resident: Yes = False
    satisfaction: Annotated[str, *offered(Satisfaction.values)] = Satisfaction.NOT_ASKED.value


class StepIn(Asked):
    """A step; `level` says how far up a report goes (left out: one level)."""

    concern: Id
    kind: Annotated[str, *offered([str(kind) for kind in STEPS])]
    text: Text = ""
    told_resident: Yes = False
    satisfaction: Annotated[str, *offered(Satisfaction.values)] = Satisfaction.NOT_ASKED.value
    parties: Annotated[list[Short], Field(max_length=20)] = []
    level: Annotated[str, *offered(Level.values)] | None = None


@taken_as("concern.open", ConcernIn)
def open_concern(batch: Batch, fact: Noted, body: ConcernIn) -> Came:
    """A concern, its promises counted from when it was noted, or from the arrival where that is not sure."""
    sure = fact.taken.state != "bounded"
    noted_at = fact.moment(body.noted_at) if body.noted_at and sure else fact.promises_from
    concern = actions.open_concern(
        by=batch.by,
        at=max(fact.at, noted_at),
        community=batch.code,
        matter=body.matter,
        category=body.category,
        grade=body.grade,
        level=body.level,
        source=body.source,
        noted_at=noted_at,
        entry=batch.entry(body.entry) if body.entry else None,
        courtyard=batch.courtyard(body.courtyard) if body.courtyard else None,
        household=batch.household(body.household) if body.household else None,
        people=[(batch.resident(one.resident), one.part) for one in body.people],
        settled=body.settled,
        told_resident=body.told_resident,
        concern_id=fact.id,
    )
    if body.settled.strip() and body.satisfaction != Satisfaction.NOT_ASKED:
        at = max(fact.at, noted_at)
        actions.call_back(by=batch.by, at=at, concern=concern, satisfaction=body.satisfaction)
    batch.made(concern)
    return Came(concern.pk, concern.number)


@taken_as("concern.step", StepIn)
def take_step(batch: Batch, fact: Noted, body: StepIn) -> Came:
    """A step of the concern's lead, of who covers for them, or of the secretary."""
    concern = batch.concern(body.concern)
    if made_here(Concern, concern.pk) is None:
        concern.refresh_from_db(fields=["stage", "level", "noted_at"])
    if concern.stage == Stage.CLOSED and body.kind not in AFTER_CLOSING:
        raise Refusal("closed")
    action, names = STEPS[body.kind]
    words: dict[str, Any] = {name: getattr(body, name) for name in names}
    if "level" in words and body.level is None:
        words["level"] = _level_above(concern.level)
    action(by=batch.by, at=_not_before(fact, concern), concern=concern, step_id=fact.id, **words)
    return Came(concern.pk)


def _level_above(level: str) -> str:
    """The level above one; the topmost itself, which the action then refuses."""
    levels = list(Level.values)
    return levels[min(levels.index(level) + 1, len(levels) - 1)]


def _not_before(fact: Noted, concern: Concern) -> datetime:
    """When the step was taken; where the clock is not sure, never before the concern was noted."""
    if fact.taken.state != "bounded":
        return fact.at
    return min(max(fact.at, concern.noted_at), fact.received_at)
