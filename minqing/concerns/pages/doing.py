"""From a composer's form to the action of its kind."""

from collections.abc import Callable
from typing import Any

from minqing.access.scope import Viewer
from minqing.concerns import actions
from minqing.concerns.forms import StepForm
from minqing.concerns.models import Concern
from minqing.method.stages import StepKind

PLAIN: dict[str, Callable[..., Any]] = {
    StepKind.TAKE_IN_HAND: actions.take_in_hand,
    StepKind.ANSWER: actions.answer_concern,
    StepKind.REOPEN: actions.reopen_concern,
    StepKind.OBJECT: actions.object_to_dispatch,
    StepKind.WITHDRAW: actions.withdraw_concern,
    StepKind.CLOSE: actions.close_concern,
    StepKind.COMMENT: actions.comment_on_concern,
    StepKind.SETTLE: actions.settle_concern,
    StepKind.REFUSE: actions.refuse_concern,
    StepKind.REPORT: actions.report_concern,
    StepKind.COORDINATE: actions.coordinate_concern,
    StepKind.CALL_BACK: actions.call_back,
    StepKind.DECIDE: actions.decide_objection,
}


def take_step(viewer: Viewer, concern: Concern, form: StepForm) -> None:
    """Do what the composer's form says. Raises what the action raises."""
    said = dict(form.cleaned_data)
    said["step_id"] = said.pop("fact")
    if "parties" in said:
        said["parties"] = form.parties()
    if "upheld" in said:
        said["upheld"] = said["upheld"] == "yes"
    PLAIN[form.kind](by=viewer.actor, at=viewer.now, concern=concern, **said)
