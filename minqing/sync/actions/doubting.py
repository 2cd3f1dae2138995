"""Times that are not sure: kept as doubts until whoever noted it says when it was."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.diary.actions import add_addendum
from minqing.diary.models import Addendum, Entry
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.clocks import Taken
from minqing.sync.models import ClockDoubt


@act("clock.doubt")
def doubt_clock(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    fact: UUID,
    kind: str,
    subject: UUID,
    device_at: datetime,
    taken: Taken,
) -> ClockDoubt:
    """Keep that a fact's time is not sure: what the phone's clock said, and between what it was by the server's."""
    require(rules.is_member(by, community) and by.account is not None)
    assert by.account is not None
    doubt = w.add(
        ClockDoubt(
            community=community,
            fact=fact,
            kind=kind,
            account=by.account,
            subject=subject,
            device_at=device_at,
            lower=taken.lower,
            upper=taken.upper,
            taken=taken.at,
        )
    )
    w.about(doubt, kind=kind)
    return doubt


@act("clock.confirm")
def confirm_time(w: Writing, *, by: Actor, at: datetime, doubt: ClockDoubt, noted_at: datetime) -> ClockDoubt:
    """Say when it was. Below an entry stands so from now on, dated; promises stay as they were given.

    Whoever noted it alone. Refuses a moment outside of what is possible, and one that was confirmed before.
    """
    require(by.account == doubt.account)
    row = ClockDoubt.objects.select_for_update().get(pk=doubt.pk)
    if row.confirmed is not None:
        raise Refused(_("Somebody has dealt with this already."))
    if not row.lower <= noted_at <= row.upper:
        raise Refused({"noted_at": _("It was between %(from)s and %(to)s.") % _bounds(row)})
    w.change(row, confirmed=noted_at, confirmed_at=at)
    w.about(row)
    entry = Entry.objects.filter(pk=row.subject).first()
    if entry is not None and row.kind == "entry.write":
        words = _("Noted at %(moment)s; the phone's clock was wrong.") % {"moment": _words(noted_at)}
        add_addendum(by=by, at=at, entry=entry, text=words, kind=Addendum.Kind.CORRECTION)
    return row


def _bounds(row: ClockDoubt) -> dict[str, str]:
    return {"from": _words(row.lower), "to": _words(row.upper)}


def _words(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
