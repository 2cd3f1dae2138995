"""Handing a late fact on to who keeps what it is about now."""

from datetime import datetime
from typing import Any

from minqing.sync.actions.doubting import doubt_clock
from minqing.sync.actions.handing import hand_fact
from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.problems import spelled
from minqing.sync.refusals import Late, Refusal
from minqing.sync.schemas import Asked

# Facts about a household or a concern, which its keeper could take up instead.
FOR_A_KEEPER = frozenset(
    (
        *("entry.write", "concern.open", "concern.step", "household.confirm", "household.decline"),
        *("household.accept", "household.left", "household.add", "resident.confirm", "resident.correct"),
        *("resident.add", "resident.left"),
    )
)


def handed_on(batch: Batch, noted: Noted, body: Asked, late: Late) -> Came:
    """Put a fact into a tray, its moments put right, its doubt about the time with it.

    Raises Refusal `not_yours` where there is nobody to hand it to, or it is no fact for another.
    """
    if late.to is None or noted.kind not in FOR_A_KEEPER:
        raise Refusal("not_yours")
    row = hand_fact(
        by=batch.by,
        at=noted.at,
        fact=noted.id,
        kind=noted.kind,
        body=put_right(body, noted),
        sender=batch.member,
        household=late.household,
        received_at=noted.received_at,
    )
    if noted.taken.state == "bounded":
        doubt(batch, noted, Came(row.pk))
    return Came(row.pk, to=late.to)


def doubt(batch: Batch, noted: Noted, came: Came) -> None:
    """Keep that the time of a fact is not sure, for its writer to confirm."""
    doubt_clock(
        by=batch.by,
        at=noted.at,
        community=batch.code,
        fact=noted.id,
        kind=noted.kind,
        subject=came.subject,
        device_at=noted.device_at,
        taken=noted.taken,
    )


def put_right(body: Asked, noted: Noted) -> dict[str, Any]:
    """A body as it can be kept: what was told of it, with its moments by the server's clock."""
    kept = body.model_dump(mode="json", exclude_unset=True)
    for name, value in body:
        if name in kept and isinstance(value, datetime):
            kept[name] = spelled(noted.moment(value))
    return kept
