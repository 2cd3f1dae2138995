"""Facts about other facts: clashes settled, times confirmed, late facts taken up, put aside or handed on."""

from typing import Any, Literal, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from minqing.concerns.models import Concern
from minqing.households.models import Household, Resident
from minqing.ledger.errors import Refused
from minqing.method.clocks import noted_time
from minqing.sync.actions.correcting import settle_clash
from minqing.sync.actions.doubting import confirm_time
from minqing.sync.actions.handing import put_aside
from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.handing_on import FOR_A_KEEPER, handed_on
from minqing.sync.late import addressed, household_of
from minqing.sync.models import Handed
from minqing.sync.refusals import Refusal
from minqing.sync.schemas import Asked, FactIn, Id, Line, Moment
from minqing.sync.sent import understood
from minqing.sync.taking_up import nobody_erased, taken_up

M = TypeVar("M", bound=Model)


class SettleIn(Asked):
    """Which of two values is right."""

    clash: Id
    choose: Literal["shown", "other"]


@taken_as("clash.settle", SettleIn, timed=False)
def settle(batch: Batch, fact: Noted, body: SettleIn) -> Came:
    """A person chooses between two corrections."""
    clash = batch.clash(body.clash)
    if clash.settled_at is not None:
        raise Refusal("closed")
    settle_clash(by=batch.by, at=fact.at, clash=clash, choose=body.choose)
    return Came(clash.pk)


class ConfirmIn(Asked):
    """When it was, by a person's word."""

    doubt: Id
    noted_at: Moment


@taken_as("clock.confirm", ConfirmIn, timed=False)
def confirm(batch: Batch, fact: Noted, body: ConfirmIn) -> Came:
    """The time that a person tells is no clock's, so it is taken as it stands."""
    doubt = batch.doubt(body.doubt)
    if doubt.confirmed is not None:
        raise Refusal("closed")
    confirm_time(by=batch.by, at=fact.at, doubt=doubt, noted_at=body.noted_at)
    return Came(doubt.pk)


class TakeIn(Asked):
    """A late fact in the own tray."""

    handed: Id


@taken_as("handed.take", TakeIn, timed=False)
def take(batch: Batch, fact: Noted, body: TakeIn) -> Came:
    """A late fact is done by who keeps the household now, at the time at which it was noted."""
    row = batch.handed(body.handed)
    taken_up(batch, row)
    return Came(row.pk)


class DropIn(Asked):
    """A late fact in the own tray, and why it is put aside."""

    handed: Id
    reason: Line


@taken_as("handed.drop", DropIn, timed=False)
def drop(batch: Batch, fact: Noted, body: DropIn) -> Came:
    """A late fact is put aside."""
    row = batch.handed(body.handed)
    if row.state != Handed.State.OPEN:
        raise Refusal("closed")
    put_aside(by=batch.by, at=fact.at, handed=row, reason=body.reason)
    return Came(row.pk)


class HandIn(Asked):
    """A fact that was refused, and belongs to somebody else."""

    fact: FactIn


@taken_as("fact.hand", HandIn, timed=False)
def hand(batch: Batch, fact: Noted, body: HandIn) -> Came:
    """Hand a refused fact to who keeps the household that it is about; one about none to the secretary."""
    sent = body.fact
    if sent.kind not in FOR_A_KEEPER:
        raise Refused({"fact": _("This is not about a household: it cannot be handed on.")})
    _kind, inner, _digest = understood(sent.id, sent.kind, sent.body)
    nobody_erased(sent.id, inner)
    household = _about(inner)
    if household is not None and batch.viewer.households().filter(pk=household.pk).exists():
        raise Refused({"fact": _("This lies in your own zone: correct it and send it again.")})
    clock = sent.clock
    taken = noted_time(
        noted_at=sent.noted_at,
        offset_at_contact_ms=clock.offset_ms if clock else None,
        contact_at=clock.contact_at if clock else None,
        sent_at=batch.sent_at,
        received_at=batch.received_at,
    )
    noted = Noted(sent.id, sent.kind, sent.noted_at, taken, batch.received_at)
    return handed_on(batch, noted, inner, addressed(batch.viewer, household))


def _about(body: Asked) -> Household | None:
    """The household that a body is about, told by itself, by its resident or by its concern. Raises `missing`."""
    named: dict[str, Any] = {name: getattr(body, name, None) for name in ("household", "resident", "concern")}
    if named["household"] is not None:
        return _there(Household, named["household"])
    if named["resident"] is not None:
        return household_of(_there(Resident, named["resident"]))
    if named["concern"] is not None:
        return _there(Concern, named["concern"]).household
    return None


def _there(model: type[M], id: UUID) -> M:
    found = model._default_manager.filter(pk=id).first()
    if found is None:
        raise Refusal("missing")
    return found
