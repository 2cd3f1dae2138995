"""`POST facts`: a batch of a phone, a receipt for each fact."""

from typing import Any
from uuid import UUID

from django.db import DatabaseError, OperationalError
from django.http import JsonResponse
from django.utils import timezone
from ninja import Router

from minqing.sync.actions.receiving import Hindered, receive_facts
from minqing.sync.answers import FactsAnswer, ProblemAnswer
from minqing.sync.batch import Batch
from minqing.sync.door import PhoneRequest, at_the_door, phone_even_forgotten
from minqing.sync.fairness import line
from minqing.sync.heads import head_now
from minqing.sync.problems import spelled
from minqing.sync.schemas import FactsIn
from minqing.sync.sent import Sent, read

router = Router(tags=["facts"])


@router.post(
    "facts",
    auth=phone_even_forgotten,
    response={200: FactsAnswer, (401, 404, 413, 422, 426, 429, 503): ProblemAnswer},
    url_name="sync_facts",
)
@at_the_door
def facts(request: PhoneRequest, asked: FactsIn) -> JsonResponse:
    """Take facts in the order in which they were written; each is taken once, however often it comes."""
    caller = request.auth
    received_at = timezone.now()
    sent = [read(fact, asked.sent_at, received_at) for fact in asked.facts]
    named: frozenset[UUID] = frozenset().union(*(one.named for one in sent))
    batch = Batch(caller.device, caller.viewer, asked.sent_at, received_at, named)
    with line.turn(caller.device.pk):
        receipts = taken(batch, sent)
    head = batch.head or head_now(batch.code)
    return JsonResponse(
        {"now": spelled(timezone.now()), "seq": head.seq, "hash": head.hash, "receipts": receipts},
        json_dumps_params={"ensure_ascii": False},
    )


def taken(batch: Batch, sent: list[Sent]) -> list[dict[str, Any]]:
    """The receipts: all facts in one stroke, and where one of them hinders that, each by itself."""
    try:
        return receive_facts(by=batch.by, at=batch.received_at, batch=batch, sent=sent, alone=False)
    except OperationalError:
        raise  # the database is away or has no room: taking them one by one would only wait for it once more
    except (Hindered, DatabaseError):
        batch.forget()
    return receive_facts(by=batch.by, at=batch.received_at, batch=batch, sent=sent, alone=True)
