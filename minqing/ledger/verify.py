"""Does the ledger hold: the chain, the commitments, and the rows that the bodies speak of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext_noop as _

from minqing.ledger.digests import EMPTY, commitment_of, digest_of, link_hash
from minqing.ledger.models import Head, Record
from minqing.ledger.rows import Row
from minqing.ledger.snapshot import label_of, values_of

CHUNK = 2000


@dataclass(frozen=True)
class Bad:
    """The first record (or row) that does not hold: `seq` is 0 where a row has no record at all.

    `what` is an English msgid of this room.
    """

    community: str
    seq: int
    what: str
    row: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a walk over one community's chain found. `head` is `SEQ:HASH`, to keep outside or to print."""

    community: str
    records: int
    head: str
    bad: Bad | None


def head_of(community: str) -> str:
    """`SEQ:HASH` of a community's chain now: `0:000…` where nothing was done yet."""
    head = Head.objects.filter(community=community).first()
    return f"{head.seq}:{bytes(head.hash).hex()}" if head else f"0:{EMPTY.hex()}"


def ledgered_models() -> list[type[Row]]:
    """The models whose rows the ledger vouches for."""
    return [model for model in apps.get_models() if issubclass(model, Row) and model.ledgered]


def verify_community(community: str, kept_head: str = "") -> Verdict:
    """Walk one community's chain and recompute everything, in one snapshot of the database.

    `kept_head` is a `SEQ:HASH` that was kept outside: a chain cut behind it no longer has that record.
    Memory: one digest (32 bytes) a row of the community.
    """
    with connection.cursor():
        pass  # sets street and communities now: inside the transaction that would be a query before its level
    with transaction.atomic():
        if connection.in_atomic_block and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        walk = _Walk(community)
        bad = walk.chain(kept_head) or walk.rows()
        return Verdict(community, walk.seq, f"{walk.seq}:{walk.hash.hex()}", bad)


class _Walk:
    """One walk: where it is, and the last digest told of every row with the record that told it."""

    def __init__(self, community: str) -> None:
        self.community = community
        self.seq = 0
        self.hash = EMPTY
        self.told: dict[bytes, tuple[int, bytes | None]] = {}
        # Records without a body, until a later record says that it was emptied.
        self.emptied: set[int] = set()

    def chain(self, kept_head: str) -> Bad | None:
        """Check every record against the one before, and the head against the last."""
        kept_seq, _colon, kept_hash = kept_head.partition(":")
        for record in _records(self.community):
            bad = self._record(record)
            if bad is None and kept_seq == str(record.seq) and kept_hash != self.hash.hex():
                bad = self._bad(record.seq, _("the hash is not the one that was kept outside"))
            if bad is not None:
                return bad
        if self.emptied:
            return self._bad(min(self.emptied), _("the body is gone without an erasure"))
        if kept_head and int(kept_seq) > self.seq:
            return self._bad(self.seq + 1, _("the tail was cut: the record that was kept outside is missing"))
        if head_of(self.community) != f"{self.seq}:{self.hash.hex()}":
            return self._bad(self.seq + 1, _("the head speaks of other records than there are"))
        return None

    def _record(self, record: Record) -> Bad | None:
        if record.seq != self.seq + 1:
            return self._bad(self.seq + 1, _("a record is missing"))
        expected = link_hash(
            previous=self.hash,
            community=record.community,
            seq=record.seq,
            kind=record.kind,
            device_at=record.device_at,
            server_at=record.server_at,
            commitment=bytes(record.commitment),
        )
        if bytes(record.previous) != self.hash or bytes(record.hash) != expected:
            return self._bad(
                record.seq, _("the record was changed: its hash does not follow from the one before")
            )
        self.seq, self.hash = record.seq, expected
        return self._body(record)

    def _body(self, record: Record) -> Bad | None:
        if record.erased_at is not None:
            self.emptied.add(record.seq)
            return None
        if record.body is None or record.salt is None:
            return self._bad(record.seq, _("the body is gone without an erasure"))
        if commitment_of(bytes(record.salt), record.body) != bytes(record.commitment):
            return self._bad(record.seq, _("the body was changed"))
        body = json.loads(record.body)
        subject = f"{record.subject_type}:{record.subject_id}"
        if body["subject"] != subject or body["actor"] != (str(record.actor) if record.actor else None):
            return self._bad(record.seq, _("subject or actor are not those of the body"))
        self.emptied.difference_update(body["said"].get("emptied", ()))
        for name, digest in body["rows"].items():
            self.told[_key(name)] = (record.seq, bytes.fromhex(digest) if digest else None)
        return None

    def rows(self) -> Bad | None:
        """Check that every row is as its last record left it, none is missing, and none has no record."""
        worst: Bad | None = None
        for model in ledgered_models():
            label = label_of(model)
            for row in model._default_manager.filter(community=self.community).iterator(CHUNK):
                name = f"{label}:{row.pk}"
                seq, digest = self.told.pop(_key(name), (0, None))
                if digest is None or bytes.fromhex(digest_of(values_of(row))) != digest:
                    what = _("the row was changed behind the ledger") if seq else _("the row has no record")
                    worst = _first(worst, self._bad(seq, what, name))
        for seq, digest in self.told.values():
            if digest is not None:
                worst = _first(worst, self._bad(seq, _("a row that this record wrote is missing")))
        return worst

    def _bad(self, seq: int, what: str, row: str = "") -> Bad:
        return Bad(self.community, seq, what, row)


def _first(one: Bad | None, other: Bad) -> Bad:
    return other if one is None or other.seq < one.seq else one


def _key(name: str) -> bytes:
    return sha256(name.encode()).digest()[:16]


def _records(community: str) -> Iterator[Record]:
    return Record.objects.filter(community=community).order_by("seq").iterator(CHUNK)
