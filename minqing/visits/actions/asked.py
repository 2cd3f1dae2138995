"""What a household asks for: at which hours to come, and how often."""

from datetime import datetime, time

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.households.models import Household
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.visits.models import CallRhythm, VisitWindow

LONGEST_RHYTHM = 366


@act("household.visit_window")
def set_visit_window(
    w: Writing, *, by: Actor, at: datetime, household: Household, begins: time | None, ends: time | None
) -> VisitWindow | None:
    """Note between which hours a household asks to be visited; both empty: at any hour again.

    Refuses an end that does not lie after the beginning. Scope gives the household.
    """
    require(rules.may_keep_register(by, household.community))
    if begins is not None and ends is not None and ends <= begins:
        raise Refused({"ends": _("It must be later than the first.")})
    household = Household.objects.select_for_update(no_key=True).get(pk=household.pk)
    window = VisitWindow.objects.filter(household=household).first()
    w.about(household)
    if begins is None and ends is None:
        if window is not None:
            w.remove(window)
        return None
    if window is not None:
        return w.change(window, begins=begins, ends=ends)
    return w.add(
        VisitWindow(id=uuid7(), community=household.community, household=household, begins=begins, ends=ends)
    )


@act("household.call_rhythm")
def set_call_rhythm(
    w: Writing, *, by: Actor, at: datetime, household: Household, every_days: int | None
) -> CallRhythm | None:
    """Note that a household is called on every so many days; None: once a period like all.

    The number alone is kept, not why. Refuses less than a day or more than a year.
    """
    require(rules.may_keep_register(by, household.community))
    if every_days is not None and not 1 <= every_days <= LONGEST_RHYTHM:
        raise Refused({"every_days": _("Between 1 and 366 days.")})
    household = Household.objects.select_for_update(no_key=True).get(pk=household.pk)
    rhythm = CallRhythm.objects.filter(household=household).first()
    w.about(household)
    if every_days is None:
        if rhythm is not None:
            w.remove(rhythm)
        return None
    if rhythm is not None:
        return w.change(rhythm, every_days=every_days)
    return w.add(
        CallRhythm(id=uuid7(), community=household.community, household=household, every_days=every_days)
    )
