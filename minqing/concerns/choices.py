"""What a viewer can do about a concern next: the likely steps first, each allowed by the method and by the rules."""

from dataclasses import dataclass

from minqing.access import rules
from minqing.access.scope import Viewer
from minqing.concerns.actions.case import covers, open_promises
from minqing.concerns.actions.handing import may_decide, open_objection
from minqing.concerns.actions.urgent import may_acknowledge
from minqing.concerns.models import Concern, Level, Stage
from minqing.method.stages import StepKind, likely_next, may_follow

# In the order in which a composer offers them after the likely ones.
OFFERED = (
    StepKind.TAKE_IN_HAND,
    StepKind.SETTLE,
    StepKind.REPORT,
    StepKind.COORDINATE,
    StepKind.ANSWER,
    StepKind.CALL_BACK,
    StepKind.CLOSE,
    StepKind.REOPEN,
    StepKind.OBJECT,
    StepKind.DECIDE,
    StepKind.WITHDRAW,
    StepKind.REFUSE,
    StepKind.COMMENT,
)


@dataclass(frozen=True)
class Choices:
    """Steps the viewer can take, likeliest first; whether the viewer handles the concern, and may acknowledge it."""

    kinds: tuple[str, ...]
    handles: bool
    acknowledges: bool
    in_work: bool


def handles(viewer: Viewer, concern: Concern) -> bool:
    """Whether the viewer leads the concern, covers its lead, or is the secretary."""
    leads = rules.may_handle_concern(viewer.actor, concern.community, concern.lead.account_id)
    return leads or covers(viewer.actor, concern, viewer.now)


def choices_of(viewer: Viewer, concern: Concern) -> Choices:
    """What the viewer can do about the concern now."""
    own = handles(viewer, concern)
    objection = open_objection(concern)
    decides = objection is not None and may_decide(viewer.actor, concern)
    likely = ([StepKind.DECIDE] if decides else []) + list(likely_next(concern.stage))
    if concern.stage == Stage.SETTLED and {promise.name for promise in open_promises(concern)} - {
        "acknowledge"
    }:
        likely.insert(0, StepKind.ANSWER)
    ordered = dict.fromkeys([*likely, *OFFERED])
    kinds = [
        kind
        for kind in ordered
        if may_follow(concern.stage, kind)
        and _offered(viewer, concern, kind, own, decides, objection is not None)
    ]
    waits = concern.closed_at is None and bool(open_promises(concern, "acknowledge"))
    return Choices(
        tuple(str(kind) for kind in kinds),
        own,
        waits and may_acknowledge(viewer.actor, concern),
        concern.stage not in (Stage.SETTLED, Stage.ANSWERED, Stage.CONFIRMED, Stage.CLOSED),
    )


def _offered(
    viewer: Viewer, concern: Concern, kind: StepKind, own: bool, decides: bool, objected: bool
) -> bool:
    if kind is StepKind.COMMENT:
        return True
    if kind is StepKind.DECIDE:
        return decides
    if kind is StepKind.REPORT:
        return own and concern.level != Level.STREET
    if kind is StepKind.OBJECT:
        return own and not objected
    if kind is StepKind.REFUSE:
        return own and rules.may_refuse_concern(viewer.actor, concern.community)
    if kind is StepKind.REOPEN:
        return own and concern.closed_as != "merged"
    return own
