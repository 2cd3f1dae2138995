"""The kinds of steps, each with its words: those of the method, and those that move no stage."""

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from minqing.method.stages import StepKind

ACKNOWLEDGE = "acknowledge"
HAND_OVER = "hand_over"
REGRADE = "regrade"
LINK = "link"
UNLINK = "unlink"
# Steps that the method's table of stages does not know, because they lead nowhere else.
MORE = frozenset({ACKNOWLEDGE, HAND_OVER, REGRADE, LINK, UNLINK})

# What the story says was done.
DONE: dict[str, LazyText] = {
    StepKind.NOTE: _("Noted"),
    StepKind.SETTLE: _("Settled"),
    StepKind.TAKE_IN_HAND: _("Took it in hand"),
    StepKind.REPORT: _("Reported it"),
    StepKind.COORDINATE: _("Coordinated"),
    StepKind.ANSWER: _("Answered the resident"),
    StepKind.CALL_BACK: _("Called the resident back"),
    StepKind.REOPEN: _("Reopened it"),
    StepKind.EXTEND: _("Extended a promise"),
    StepKind.OBJECT: _("Objected to the dispatch"),
    StepKind.DECIDE: _("Decided on the objection"),
    StepKind.MERGE: _("Merged with another"),
    StepKind.SPLIT: _("Split in two"),
    StepKind.WITHDRAW: _("Withdrawn by the resident"),
    StepKind.REFUSE: _("Not taken on"),
    StepKind.CLOSE: _("Closed"),
    StepKind.COMMENT: _("Comment"),
    ACKNOWLEDGE: _("Acknowledged"),
    HAND_OVER: _("Handed over"),
    REGRADE: _("Changed the grade"),
    LINK: _("Linked"),
    UNLINK: _("Took the link away"),
}

# What the composer's chips ask.
TO_DO: dict[str, LazyText] = {
    StepKind.SETTLE: _("Settle"),
    StepKind.TAKE_IN_HAND: _("Take in hand"),
    StepKind.REPORT: _("Report up"),
    StepKind.COORDINATE: _("Coordinate"),
    StepKind.ANSWER: _("Answer the resident"),
    StepKind.CALL_BACK: _("Call back"),
    StepKind.REOPEN: _("Reopen"),
    StepKind.OBJECT: _("Object"),
    StepKind.DECIDE: _("Decide on the objection"),
    StepKind.WITHDRAW: _("Resident withdraws"),
    StepKind.REFUSE: _("Do not take it on"),
    StepKind.CLOSE: _("Close it"),
    StepKind.COMMENT: _("Comment"),
}

PROMISES: dict[str, LazyText] = {
    "acknowledge": _("Acknowledge"),
    "coordinate": _("Report and coordinate"),
    "settle": _("Settle it"),
    "answer": _("Answer the resident"),
}
