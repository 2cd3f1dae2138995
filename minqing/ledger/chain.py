"""Appending to a community's chain: under the head's row lock, so that `seq` has no gap and no late commit."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from minqing.ledger.actor import Actor
from minqing.ledger.copying import copy_in
from minqing.ledger.digests import EMPTY, canonical, canonical_of_plain, commitment_of, link_hash, links
from minqing.ledger.gathering import Gathering, Told, gathering
from minqing.ledger.models import Head, Record
from minqing.ledger.prepared import Prepared
from minqing.ledger.rows import Row
from minqing.ledger.snapshot import digests_of, label_of, row_name
from minqing.ledger.spelling import Part, inserting

HEADS = Prepared[Head](lambda community: Head.objects.select_for_update().filter(community=community))
CHANNEL = "minqing_live"


def locked_head(community: str) -> Head:
    """The head of the community's chain, locked until the transaction ends; made where there is none yet."""
    found = next(iter(HEADS(community=community)), None)
    if found is None:
        Head.objects.bulk_create([Head(community=community, hash=EMPTY)], ignore_conflicts=True)
        found = Head.objects.select_for_update().get(community=community)
    return found


def next_number(community: str, counter: str) -> int:
    """The next number of a counter of the community, from 1."""
    one = gathering()
    head = locked_head(community) if one is None else _held(one, community)
    number: int = head.counters.get(counter, 0) + 1
    head.counters[counter] = number
    if one is None:
        head.save(update_fields=["counters"])
    else:
        one.numbered.add(community)
    return number


def _held(one: Gathering, community: str) -> Head:
    """The head that a gathering holds locked; it is written with the gathering's records."""
    if community not in one.heads:
        with one.unseen():
            one.heads[community] = locked_head(community)
    return one.heads[community]


def body_of(
    *, subject: Row, by: Actor, rows: Iterable[Row], gone: Sequence[tuple[type[Row], Any]], said: Any
) -> str:
    """The canonical body: who, about what, what was said, and a digest of every row written (null: removed)."""
    digests: dict[str, str | None] = dict(digests_of(rows))
    digests.update({f"{label_of(model)}:{key}": None for model, key in gone})
    return canonical(
        {
            "actor": by.account,
            "via": by.via,
            "subject": row_name(subject),
            "rows": digests,
            "said": said,
        }
    )


def append(
    *,
    kind: str,
    by: Actor,
    at: datetime,
    subject: Row,
    rows: Iterable[Row],
    gone: Sequence[tuple[type[Row], Any]] = (),
    said: Any = None,
) -> None:
    """Append one record about `subject` to its community's chain and tell the live pages of it.

    Within a gathering it waits for its place in the chain until the others of the batch are there.
    """
    body = body_of(subject=subject, by=by, rows=rows, gone=gone, said=said or {})
    told = Told(subject.community, kind, label_of(type(subject)), subject.pk, by.account, at, body)
    one = gathering()
    if one is not None:
        one.tell(told)
        return
    head = locked_head(told.community)
    _keep(linked(head, told))


def appending(one: Gathering, told: Sequence[Told]) -> list[Part]:
    """How the records of a gathering are appended, in order: a community's in one statement, its head moved on once.

    The head stays locked from here on. The live pages hear of each kind once.
    """
    parts: list[Part] = []
    for community in dict.fromkeys([*(each.community for each in told), *sorted(one.numbered)]):
        head = _held(one, community)
        records = [linked(head, each) for each in told if each.community == community]
        if records:
            parts.append(inserting(Record, records))
        parts.append(_moving(head, {record.kind: told_of(record) for record in records}))
    one.numbered.clear()
    return parts


def _moving(head: Head, heard: Mapping[str, str]) -> Part:
    """How the head is written as it stands in memory, and the live pages told."""
    return (
        "UPDATE ledger_head SET seq = %s, hash = %s, counters = %s WHERE community = %s"
        " RETURNING (SELECT count(pg_notify(%s, told)) FROM unnest(%s::text[]) AS told)",
        [head.seq, bytes(head.hash), Jsonb(head.counters), head.community, CHANNEL, list(heard.values())],
    )


def _keep(record: Record) -> None:
    """Write the record, move the head on and tell the live pages: one statement, one round trip."""
    fields = [field for field in Record._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH moved AS (UPDATE ledger_head SET seq = %s, hash = %s WHERE community = %s"
            " RETURNING pg_notify(%s, %s))"
            f" INSERT INTO ledger_record ({names}) VALUES ({places}) RETURNING id",
            [record.seq, bytes(record.hash), record.community, CHANNEL, told_of(record), *values],
        )
        record.pk = cursor.fetchone()[0]


def linked(head: Head, told: Told) -> Record:
    """A record, not saved yet, linked to the head, which moves on to it (in memory)."""
    now, salt = timezone.now(), os.urandom(16)
    commitment = commitment_of(salt, told.body)
    previous = bytes(head.hash)
    head.seq += 1
    head.hash = link_hash(
        previous=previous,
        community=told.community,
        seq=head.seq,
        kind=told.kind,
        device_at=told.device_at,
        server_at=now,
        commitment=commitment,
    )
    return Record(
        community=told.community,
        seq=head.seq,
        kind=told.kind,
        subject_type=told.subject_type,
        subject_id=told.subject_id,
        actor=told.actor,
        device_at=told.device_at,
        server_at=now,
        body=told.body,
        salt=salt,
        commitment=commitment,
        previous=previous,
        hash=head.hash,
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """What one of many records says: its subject as label and id, a digest (null: removed) by row name, the rest."""

    subject_type: str
    subject_id: str
    rows: dict[str, str | None]
    said: dict[str, Any]


def append_many(*, community: str, kind: str, by: Actor, at: datetime, tellings: Sequence[Telling]) -> None:
    """Append a record for each telling, in order: the same records that `append` would make, copied in at once.

    Live pages are told once, of the last. Nothing happens where there is nothing to tell.
    """
    if not tellings:
        return
    head = locked_head(community)
    actor = str(by.account) if by.account else None
    now = timezone.now()
    link = links(community=community, kind=kind, device_at=at, server_at=now)
    salts = memoryview(os.urandom(16 * len(tellings)))
    shared = (community, kind, actor, by.via, at, now)
    rows = (
        _record_row(head, link, shared, bytes(salts[16 * place : 16 * place + 16]), each)
        for place, each in enumerate(tellings)
    )
    copy_in(Record, RECORD_COLUMNS, rows)
    head.save(update_fields=["seq", "hash"])
    with connection.cursor() as cursor:
        last = Record(community=community, seq=head.seq, kind=kind)
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, told_of(last)])


RECORD_COLUMNS = (
    *("community", "kind", "actor", "device_at", "server_at", "seq", "subject_type", "subject_id"),
    *("body", "salt", "commitment", "previous", "hash"),
)


def _record_row(
    head: Head,
    link: Callable[[bytes, int, bytes], bytes],
    shared: tuple[str, str, str | None, str, datetime, datetime],
    salt: bytes,
    told: Telling,
) -> tuple[Any, ...]:
    """One record's columns, linked to the head, which moves on to it (in memory)."""
    community, kind, actor, via, at, now = shared
    body = canonical_of_plain(
        {
            "actor": actor,
            "via": via,
            "subject": f"{told.subject_type}:{told.subject_id}",
            "rows": told.rows,
            "said": told.said,
        }
    )
    commitment = commitment_of(salt, body)
    previous = bytes(head.hash)
    head.seq += 1
    head.hash = link(previous, head.seq, commitment)
    place = (community, kind, actor, at, now, head.seq, told.subject_type, told.subject_id)
    return (*place, body, salt, commitment, previous, head.hash)


def told_of(record: Record) -> str:
    """What live pages are told when the transaction commits: that the chain has moved, nothing of whom."""
    return json.dumps({"community": record.community, "seq": record.seq, "kind": record.kind})
