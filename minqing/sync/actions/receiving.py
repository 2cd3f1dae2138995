"""Taking facts: each once, in order, and none without an answer (decision 0008)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.ledger.actor import Actor
from minqing.ledger.models import Fact
from minqing.ledger.prepared import Prepared
from minqing.ledger.writing import Writing, act, gathered
from minqing.sync.actions.devices import note_contact
from minqing.sync.batch import Batch, Came
from minqing.sync.erased import erased_among
from minqing.sync.handing_on import doubt, handed_on
from minqing.sync.heads import Place
from minqing.sync.problems import Problem, spelled
from minqing.sync.refusals import Late, Refusal, of_action
from minqing.sync.sent import Sent
from minqing.territory.queries import know_community

Receipt = dict[str, Any]
FACTS = Prepared[Fact](lambda ids: Fact.objects.filter(pk__in=ids))


class Hindered(Exception):
    """One fact cannot be taken, so all of the batch is to be taken again, each by itself."""


@act("sync.receive")
def receive_facts(
    w: Writing, *, by: Actor, at: datetime, batch: Batch, sent: Sequence[Sent], alone: bool
) -> list[Receipt]:
    """Take the facts of a batch, in order, and give a receipt for each; what a fact does is an action of its room.

    All in one transaction. With `alone` each stands by itself, so one that is refused takes no other with it; without,
    which is faster, `Hindered` is raised where one is refused. Refused facts are not kept: corrected, they come again
    under the same id. It has no record of its own: every action has.
    """
    require(rules.may_enter_desk(by, batch.code))
    _one_at_a_time(batch)
    batch.forget()  # begun again after a deadlock, nothing that was found or made before holds
    if alone:
        receipts = _receipts(w, batch, sent, alone)
        _note_contact(batch, at)
        return receipts
    with gathered() as one:
        know_community(batch.viewer.community)
        receipts = _receipts(w, batch, sent, alone)
        _note_contact(batch, at)
    head = one.heads.get(batch.code)
    batch.head = None if head is None else Place(head.seq, bytes(head.hash).hex())
    return receipts


def _receipts(w: Writing, batch: Batch, sent: Sequence[Sent], alone: bool) -> list[Receipt]:
    ids = {one.noted.id for one in sent}
    known = {fact.pk: fact for fact in FACTS(ids=ids)}
    erased = erased_among(batch.named | ids)
    kept: list[Fact] = []
    receipts: list[Receipt] = []
    for one in sent:
        if erased and one.refusal is None and erased & {one.noted.id, *one.named}:
            one.refusal = Refusal("erased")
        before = known.get(one.noted.id)
        if before is not None:
            receipts.append(_again(batch, one, before))
            continue
        receipt, fact = (_alone if alone else _at_once)(w, batch, one)
        receipts.append(receipt)
        if fact is not None:
            known[fact.pk] = fact
            kept.append(fact)
    if not alone:
        w.add_all(Fact, kept)
    w.leave_no_record()
    return receipts


def _note_contact(batch: Batch, at: datetime) -> None:
    """The phone spoke: noted with what it brought."""
    assert batch.device is not None
    offset = int((batch.sent_at - batch.received_at).total_seconds() * 1000)
    note_contact(by=batch.by, at=at, device=batch.device, offset_ms=offset)


def _one_at_a_time(batch: Batch) -> None:
    """Hold the phone until the transaction ends; another process that has it says busy, and the phone comes back."""
    assert batch.device is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [str(batch.device.pk)])
        (mine,) = cursor.fetchone()
    if not mine:
        raise Problem("busy", retry_after=1)


def _again(batch: Batch, one: Sent, before: Fact) -> Receipt:
    """The answer of the first arrival; another body or another sender under the same id learns nothing."""
    if before.account != batch.viewer.account or not one.digest or bytes(before.digest) != one.digest:
        return _refused(one, Refusal("id_taken"))
    return _told(one, before)


def _told(one: Sent, fact: Fact) -> Receipt:
    """A receipt from what is kept of the answer: whom it was handed to stands there by id alone."""
    answer = dict(fact.answer)
    if "to" in answer:
        answer["to"] = Member.objects.filter(pk=answer["to"]).values_list("name", flat=True).first() or ""
    return {"id": str(one.noted.id), **answer}


def _at_once(w: Writing, batch: Batch, one: Sent) -> tuple[Receipt, Fact | None]:
    """Take a fact within the batch's transaction. Raises Hindered where an action refuses."""
    if one.refusal is not None:
        return _refused(one, one.refusal), None
    try:
        return _taken(batch, one)
    except (Refusal, ValidationError, PermissionDenied, Http404) as no:
        raise Hindered from no


def _alone(w: Writing, batch: Batch, one: Sent) -> tuple[Receipt, Fact | None]:
    """Take a fact in a savepoint of its own, with the row that remembers it."""
    if one.refusal is not None:
        return _refused(one, one.refusal), None
    try:
        with transaction.atomic():
            receipt, fact = _taken(batch, one)
            w.add_all(Fact, [fact])
            return receipt, fact
    except Refusal as refusal:
        no = refusal
    except ValidationError as error:
        no = of_action(error, one.kind.said if one.kind else {})
    except (PermissionDenied, Http404):
        no = Refusal("not_yours")
    except IntegrityError as error:
        no = _of_database(error)
    except DataError:
        no = Refusal("invalid")
    batch.forget()
    return _refused(one, no), None


def _taken(batch: Batch, one: Sent) -> tuple[Receipt, Fact]:
    """Do what the fact says, by the actions of its room."""
    assert one.kind is not None and one.body is not None
    try:
        came = one.kind.take(batch, one.noted, one.body)
    except Late as late:
        came = handed_on(batch, one.noted, one.body, late)
    else:
        if one.kind.timed and one.noted.taken.state == "bounded":
            doubt(batch, one.noted, came)
    fact = Fact(
        id=one.noted.id,
        community=batch.code,
        account=batch.viewer.account,
        digest=one.digest,
        answer=_kept_answer(one, came),
        received_at=batch.received_at,
    )
    return _told(one, fact), fact


def _kept_answer(one: Sent, came: Came) -> Receipt:
    """What is kept of a receipt: no text, no name."""
    state = "received" if came.to is None else "handed"
    answer = {"state": state, "noted_at": spelled(one.noted.at), "clock": one.noted.taken.state}
    if came.number:
        answer["number"] = came.number
    if came.to is not None:
        answer["to"] = str(came.to.pk)
    return answer


def _refused(one: Sent, no: Refusal) -> Receipt:
    why: dict[str, Any] = {"code": no.code, "text": no.text}
    if no.fields:
        why["fields"] = no.fields
    return {"id": str(one.noted.id), "state": "refused", "why": why}


def _of_database(error: IntegrityError) -> Refusal:
    """What the database itself refuses: an id that another row bears, or what another did at the same moment."""
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    if constraint.endswith("_pkey"):
        return Refusal("id_taken")
    return Refusal("invalid", _("Somebody else changed this at the same moment. Look at it again."))
