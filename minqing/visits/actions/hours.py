"""A member's fixed visiting hours (method, element 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.visits.models import VisitingHours


@dataclass(frozen=True, order=True)
class Span:
    """Hours of a weekday (0 is Monday)."""

    weekday: int
    begins: time
    ends: time


@act("visiting_hours.set")
def set_visiting_hours(
    w: Writing, *, by: Actor, at: datetime, member: Member, spans: Sequence[Span], from_day: date
) -> list[VisitingHours]:
    """Set when a member visits from a day on, in place of what held; none at all: duty hours hold again.

    What held before stays in history; what was set for later is taken away. Refuses hours that end before they begin,
    and two of one weekday that overlap.
    """
    require(rules.may_keep_plan(by, member.community, member.account_id))
    _check(spans)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    lasting = VisitingHours.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=from_day), member=member)
    for row in lasting:
        if row.from_day < from_day:
            w.change(row, to_day=from_day)
        else:
            w.remove(row)
    rows = [
        VisitingHours(
            id=uuid7(),
            community=member.community,
            member=member,
            weekday=each.weekday,
            begins=each.begins,
            ends=each.ends,
            from_day=from_day,
        )
        for each in sorted(set(spans))
    ]
    w.add_all(VisitingHours, rows)
    w.about(member, from_day=from_day.isoformat(), spans=len(rows))
    return rows


def _check(spans: Sequence[Span]) -> None:
    ordered = sorted(set(spans))
    if any(each.ends <= each.begins or each.weekday not in range(7) for each in ordered):
        raise Refused(_("Visiting hours must end after they begin."))
    if any(a.weekday == b.weekday and b.begins < a.ends for a, b in zip(ordered, ordered[1:], strict=False)):
        raise Refused(_("Two of these hours overlap."))
