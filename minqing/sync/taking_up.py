"""Taking up a late fact: its kind's action, by who keeps the household now, at the time at which it was noted."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from minqing.access.scope import Viewer
from minqing.ledger.errors import Refused
from minqing.method.clocks import Taken
from minqing.sync.actions.handing import take_up
from minqing.sync.batch import Batch, Noted
from minqing.sync.erased import erased_among
from minqing.sync.models import ClockDoubt, Handed
from minqing.sync.refusals import Late, Refusal, of_action
from minqing.sync.schemas import Asked
from minqing.sync.sent import ids_in, understood


def take_up_handed(viewer: Viewer, handed: Handed) -> None:
    """Take up a late fact at the desk. Raises `Refused`, in words, for what could not be taken: then it goes on waiting."""
    batch = Batch(None, viewer, viewer.now, viewer.now, frozenset())
    try:
        with transaction.atomic():
            taken_up(batch, handed)
    except Late:
        raise Refused(str(Refusal("not_yours").text)) from None
    except Refusal as refusal:
        raise Refused(refusal.text) from None
    except ValidationError as error:
        raise Refused(of_action(error, {}).text) from None


def taken_up(batch: Batch, handed: Handed) -> None:
    """Do what a late fact says, and end its waiting. Raises Refusal `closed`, `erased`, and what its kind raises."""
    if handed.state != Handed.State.OPEN:
        raise Refusal("closed")
    kind, body, _digest = understood(handed.fact, handed.kind, handed.body)
    nobody_erased(handed.fact, body)
    kind.take(batch, _as_noted(handed), body)
    take_up(by=batch.by, at=batch.received_at, handed=handed)


def nobody_erased(id: UUID, body: Asked) -> None:
    """Raise Refusal `erased` where a fact speaks of somebody who was erased, or would bring them back."""
    if erased_among(ids_in(body) | {id}):
        raise Refusal("erased")


def _as_noted(row: Handed) -> Noted:
    """The time of a late fact, as it was taken when it arrived; its moments were put right then."""
    doubt = ClockDoubt.objects.filter(fact=row.fact).first()
    if doubt is None:
        taken = Taken(row.noted_at, "agreed", row.noted_at, row.received_at)
    else:
        taken = Taken(row.noted_at, "bounded", doubt.lower, row.received_at)
    return Noted(row.fact, row.kind, row.noted_at, taken, row.received_at)
