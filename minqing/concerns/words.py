"""How a concern, its steps and its promises are said to a reader."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minqing.concerns.models import Grade, Level, Link
from minqing.concerns.queries import PromiseTold, StoryTold
from minqing.concerns.steps import ACKNOWLEDGE, DONE, HAND_OVER, LINK, PROMISES, REGRADE, UNLINK
from minqing.desk.components import StoryStep
from minqing.diary.models import Satisfaction
from minqing.method.stages import CLOSED_AS, StepKind
from minqing.method.why import Why, why_text

KINDS = {
    StepKind.NOTE: "noted",
    StepKind.SETTLE: "answer",
    StepKind.ANSWER: "answer",
    StepKind.CALL_BACK: "answer",
    **dict.fromkeys(CLOSED_AS, "closed"),
}


def why_words(why: Why) -> str:
    """A reason in the language that is active."""
    return why_text(why, get_language() or "zh")


def promise_name(name: str) -> str:
    """What is promised, in words."""
    return str(PROMISES[name])


def story_steps(told: list[StoryTold], promises: list[PromiseTold], noted_at: datetime) -> list[StoryStep]:
    """The story as the desk's component draws it: words of the program above, words of people below them."""
    by_key = {each.promise.pk: each for each in promises}
    steps = []
    for each in told:
        who = each.who or _("The program")
        if each.promise is not None:
            steps.append(StoryStep(who, each.at, *_ending(by_key[each.promise.pk])))
        elif each.step is None:
            steps.append(StoryStep(who, each.at, each.text, kind="review", role=_("in the diary")))
        elif each.kind == "red":
            steps.append(StoryStep(who, each.at, each.text, kind="review"))
        else:
            kind = KINDS.get(StepKind(each.step.kind), "step") if each.step.kind in set(StepKind) else "step"
            late = each.at if kind == "noted" and each.at != noted_at else None
            at = noted_at if late else each.at
            steps.append(StoryStep(who, at, step_words(each), kind=kind, note=each.text, recorded_at=late))
    return steps


def _ending(told: PromiseTold) -> tuple[str, str]:
    """How a promise ended, in words, and the kind of line it is."""
    state = told.promise.get_state_display()
    words = _("Promise “%(name)s”: %(state)s.") % {"name": promise_name(told.promise.name), "state": state}
    return (f"{words} {why_words(told.ended_why)}" if told.ended_why else words), "promise"


def step_words(told: StoryTold) -> str:
    """What a step did, with what it says besides its text."""
    step = told.step
    assert step is not None
    parts = [str(DONE[step.kind])]
    said = step.said
    if step.kind in (StepKind.MERGE, StepKind.SPLIT, LINK, UNLINK):
        parts.append(_linked_words(step.kind, said))
    elif step.kind == HAND_OVER:
        parts.append(_("to %(name)s") % {"name": said.get("name", "")})
    elif step.kind == REGRADE:
        parts.append(_("from “%(old)s” to “%(new)s”") % _labels(Grade, said["from"], said["to"]))
    elif step.kind == StepKind.REPORT:
        parts.append(_("to: %(level)s") % {"level": Level(said["level"]).label})
    elif step.kind == StepKind.DECIDE:
        parts.append(_("it goes back") if said.get("upheld") else _("it stays"))
    elif step.kind == StepKind.EXTEND:
        parts.append(promise_name(said["name"]))
    if step.parties:
        parts.append(_("with %(parties)s") % {"parties": _(", ").join(step.parties)})
    if step.satisfaction:
        parts.append(str(Satisfaction(step.satisfaction).label))
    elif step.told_resident and step.kind != StepKind.ANSWER:
        parts.append(_("the resident was told"))
    return " · ".join(part for part in parts if part)


def _linked_words(kind: str, said: dict[str, str]) -> str:
    words = {"number": said.get("number", "")}
    if kind == StepKind.MERGE:
        return _("into %(number)s") % words
    if kind == StepKind.SPLIT:
        return _("a part is now %(number)s") % words
    if said.get("kind") == Link.Kind.MERGED:
        return _("%(number)s was merged into this one") % words
    return _("with %(number)s") % words


def _labels(grades: type[Grade], old: str, new: str) -> dict[str, str]:
    return {"old": str(grades(old).label), "new": str(grades(new).label)}


# What the ledger calls an action, as the story would say it.
RECORDS = {
    "open": StepKind.NOTE,
    "hand": HAND_OVER,
    "regrade": REGRADE,
    "link": LINK,
    "unlink": UNLINK,
    "acknowledge": ACKNOWLEDGE,
}


def record_words(kind: str) -> str:
    """What a record of the ledger is about: `concern.take_in_hand` as "Took it in hand"."""
    name = kind.partition(".")[2]
    return str(DONE.get(RECORDS.get(name, name), kind))
