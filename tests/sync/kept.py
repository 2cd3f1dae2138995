"""What a phone of the tests keeps in its store: the facts it wrote, the records it was told, where it stands."""

import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

Words = dict[str, Any]
Key = tuple[str, str]


@dataclass
class Written:
    """A fact in the book of what this phone wrote. `said` is what is sent, never altered after writing."""

    said: Words
    state: str = "waiting"
    receipt: Words | None = None
    # When the receipt came, by the server's clock.
    told_at: datetime | None = None
    # Whether any server ever said `received` or `handed`: then it may not be lost.
    acknowledged: bool = False
    # Photos whose bytes still wait: id to bytes.
    photos: dict[str, bytes] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the fact."""
        return str(self.said["id"])


@dataclass
class Kept:
    """What the phone has in its store."""

    community: str
    device: str | None = None
    token: str | None = None
    book: list[Written] = field(default_factory=list)
    records: dict[Key, Words] = field(default_factory=dict)
    # Where it stands: seq, hash and scope of the last answer; None before the first snapshot is whole.
    stand: Words | None = None
    # A snapshot under way: its stand, the next cursor, what it brought.
    snapshot: Words | None = None
    # The newest (seq, hash) that any answer told, also of facts: what a server put back from a backup is known by.
    known: Words | None = None
    # The clock's offset at the last contact, and when that was by the server.
    contact: Words | None = None
    wiped: bool = False


def stand_of(words: Words) -> Words:
    """Where an answer leaves the phone: seq, hash, scope."""
    return {name: words[name] for name in ("seq", "hash", "scope")}


def new_id(at: datetime) -> str:
    """A UUIDv7 by the phone's own clock, right or wrong."""
    millis = int(at.timestamp() * 1000)
    value = (millis & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=value & ~(0x3 << 62) | 0x2 << 62))
