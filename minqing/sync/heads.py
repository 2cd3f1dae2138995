"""Where a community's chain stands, and whether what a phone remembers of it is still part of it."""

from dataclasses import dataclass
from datetime import datetime

from minqing.ledger.digests import EMPTY
from minqing.ledger.models import Head, Record
from minqing.sync.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the chain: the `seq` of a record and its hash in hex; `at` is when it was written, where it is known."""

    seq: int
    hash: str
    at: datetime | None = None


def head_now(community: str) -> Place:
    """The end of the chain; zero where nothing was done yet. One query."""
    head = Head.objects.filter(community=community).first()
    return Place(0, EMPTY.hex()) if head is None else Place(head.seq, bytes(head.hash).hex())


def place_known(community: str, seq: int, digest: str) -> Place:
    """The place at which a phone stands. One query.

    Raises Problem `restored` where the chain has no such record or another in its place: the database was put back
    from a backup, and has lost what the phone had seen (decision 0008, "Epoch").
    """
    if seq == 0:
        known = Place(0, EMPTY.hex())
    else:
        row = Record.objects.filter(community=community, seq=seq).values_list("hash", "server_at").first()
        if row is None:
            raise Problem("restored")
        known = Place(seq, bytes(row[0]).hex(), row[1])
    if known.hash != digest.lower():
        raise Problem("restored")
    return known
