"""Late facts in the tray of whoever keeps the household now: handed, taken up, put aside."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.households.models import Household
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.sync.models import Handed


@act("fact.hand")
def hand_fact(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    fact: UUID,
    kind: str,
    body: dict[str, Any],
    sender: Member,
    household: Household | None,
    received_at: datetime,
) -> Handed:
    """Put a fact into the tray of the household's keeper; without a household into the secretary's.

    `at` is when it was noted, as the server takes it; the moments in `body` are put right already. Denied for a sender
    who is not who acts. Refused where this fact lies in a tray already.
    """
    require(rules.is_member(by, sender.community) and by.account == sender.account_id)
    if Handed.objects.filter(fact=fact).exists():
        raise Refused(_("This was handed on already."))
    row = w.add(
        Handed(
            community=sender.community,
            fact=fact,
            kind=kind,
            household=household,
            sender=sender,
            body=body,
            noted_at=at,
            received_at=received_at,
        )
    )
    w.about(row, kind=kind)
    return row


@act("fact.take_up")
def take_up(w: Writing, *, by: Actor, at: datetime, handed: Handed) -> Handed:
    """A late fact is taken up by who keeps the household now: its body stands in its own rows from now on."""
    return _end(w, handed, Handed.State.TAKEN)


@act("fact.put_aside")
def put_aside(w: Writing, *, by: Actor, at: datetime, handed: Handed, reason: str) -> Handed:
    """A late fact is put aside with a reason, and its body emptied. Refuses a blank reason."""
    reason = no_id_numbers(reason.strip(), "reason")
    if not reason:
        raise Refused({"reason": _("Write why it is put aside.")})
    if len(reason) > 200:
        raise Refused({"reason": _("At most %(count)s characters.") % {"count": 200}})
    return _end(w, handed, Handed.State.DROPPED, reason=reason)


def _end(w: Writing, handed: Handed, state: str, **more: str) -> Handed:
    require(rules.is_member(w.by, handed.community))
    row = Handed.objects.select_for_update(of=("self",)).get(pk=handed.pk)
    if row.state != Handed.State.OPEN:
        raise Refused(_("Somebody has dealt with this already."))
    w.change(row, state=state, body={}, ended_at=w.at, ended_by=w.by.account, **more)
    w.about(row, state=state)
    return row


@act("fact.clear_reason")
def clear_reason(w: Writing, *, by: Actor, at: datetime, handed: Handed) -> None:
    """Forget why a late fact was put aside, long after: the program alone."""
    require(rules.is_program(by))
    w.change(handed, reason="")
    w.about(handed)
