"""Which steps a phone offers on a concern: the method's and the rules', as the desk's composer asks them, for many at once.

Pure: it is handed what is known of the concern. A test holds it against `minqing.concerns.choices`.
"""

from dataclasses import dataclass

from minqing.concerns.choices import OFFERED
from minqing.concerns.models import Level, Stage
from minqing.concerns.steps import ACKNOWLEDGE
from minqing.method.stages import StepKind, likely_next, may_follow

# The steps that a phone can write (`sync.facts.concerns`), but for `acknowledge`. Deciding on objections, merging,
# splitting, refusing and extending are the desk's.
ON_THE_PHONE = frozenset(
    {
        *(StepKind.TAKE_IN_HAND, StepKind.REPORT, StepKind.COORDINATE, StepKind.SETTLE, StepKind.ANSWER),
        *(StepKind.CALL_BACK, StepKind.REOPEN, StepKind.CLOSE, StepKind.WITHDRAW, StepKind.COMMENT),
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about the steps: stage, level, how it was closed, names of the open promises, and what the reader
    may: `handles` it (its lead, who covers the lead, the secretary), `acknowledges` it where that is waited for.
    """

    stage: str
    level: str
    closed_as: str
    open_promises: frozenset[str]
    handles: bool
    acknowledges: bool


def steps_offered(at: Standing) -> list[str]:
    """The kinds of steps, likeliest first; `acknowledge` before all, where it is waited for."""
    likely = list(likely_next(at.stage))
    if at.stage == Stage.SETTLED and at.open_promises - {"acknowledge"}:
        likely.insert(0, StepKind.ANSWER)
    kinds = [
        str(kind)
        for kind in dict.fromkeys([*likely, *OFFERED])
        if kind in ON_THE_PHONE and may_follow(at.stage, kind) and _open_to(at, kind)
    ]
    waits = at.acknowledges and "acknowledge" in at.open_promises
    return [ACKNOWLEDGE, *kinds] if waits else kinds


def _open_to(at: Standing, kind: StepKind) -> bool:
    if kind is StepKind.COMMENT:
        return True
    if kind is StepKind.REPORT and at.level == Level.STREET:
        return False
    if kind is StepKind.REOPEN and at.closed_as == "merged":
        return False
    return at.handles
