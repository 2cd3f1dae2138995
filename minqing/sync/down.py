"""The downward door: a snapshot of what the phone is to hold, in chunks, and then what changed (decision 0008)."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router

from minqing.sync.answers import ProblemAnswer
from minqing.sync.changes import changes_since
from minqing.sync.cursor import BadCursor
from minqing.sync.door import PhoneRequest, at_the_door, phone
from minqing.sync.heads import place_known
from minqing.sync.packing import packed
from minqing.sync.problems import Problem, spelled
from minqing.sync.reach import Reach
from minqing.sync.records.shapes import ChangesAnswer, SnapshotAnswer
from minqing.sync.snapshot import chunk_after

router = Router(tags=["records"])

Seq = Annotated[int, Query(ge=0, le=2**62)]
Digest = Annotated[str, Query(pattern=r"^[0-9a-fA-F]{64}$")]
Scope = Annotated[str, Query(max_length=64)]
Known = Annotated[str | None, Query(pattern=r"^[0-9]{1,18}:[0-9a-fA-F]{64}$")]
Word = Annotated[str | None, Query(max_length=4000)]


@router.get(
    "snapshot",
    auth=phone,
    response={200: SnapshotAnswer, (401, 404, 410, 422, 426): ProblemAnswer},
    url_name="sync_snapshot",
)
@at_the_door
def snapshot(request: PhoneRequest, after: Word = None) -> HttpResponse:
    """A chunk of current state. The phone keeps `seq`, `hash` and `scope` of the first, and asks for changes from there."""
    reach = Reach(request.auth.viewer)
    try:
        chunk = chunk_after(reach, after)
    except BadCursor:
        raise Problem("unreadable") from None
    answer = {
        "now": spelled(reach.viewer.now),
        "seq": chunk.at.seq,
        "hash": chunk.at.hash,
        "scope": reach.scope,
        "records": chunk.records,
        "next": chunk.next,
        "total": chunk.total,
    }
    return packed(request, answer)


@router.get(
    "changes",
    auth=phone,
    response={200: ChangesAnswer, (401, 404, 409, 410, 422, 426): ProblemAnswer},
    url_name="sync_changes",
)
@at_the_door
def changes(
    request: PhoneRequest, since: Seq, hash: Digest, scope: Scope, known: Known = None
) -> HttpResponse:
    """What changed since the place where the phone stands.

    `restored` where the chain has not that place any more, or not the newest one that the phone heard of (`known`).
    """
    reach = Reach(request.auth.viewer)
    if known is not None:
        seq, _colon, digest = known.partition(":")
        place_known(reach.viewer.code, int(seq), digest)
    found = changes_since(reach, since, hash, scope)
    answer = {
        "now": spelled(reach.viewer.now),
        "seq": found.at.seq,
        "hash": found.at.hash,
        "scope": reach.scope,
        "records": found.records,
        "gone": found.gone,
        "more": found.more,
        "reset": found.reset,
    }
    return packed(request, answer)
