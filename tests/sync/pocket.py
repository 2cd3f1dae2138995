"""What a phone holds, without the phone: chunks and changes as the queries give them, applied as decision 0008 says."""

import json
from datetime import datetime
from typing import Any

from minqing.committee.models import Member
from minqing.sync.changes import Changes, changes_since
from minqing.sync.heads import Place
from minqing.sync.reach import Reach
from minqing.sync.snapshot import Chunk, chunk_after
from tests.factories.concerns import viewer_of

Held = dict[tuple[str, str], Any]


def reach_of(member: Member, now: datetime | None = None) -> Reach:
    """A member's phone asking at a moment (now)."""
    return Reach(viewer_of(member, now))


def as_sent(records: Any) -> Any:
    """As it comes out of the line: only what JSON can say."""
    return json.loads(json.dumps(records, ensure_ascii=False))


def held_from(chunks: list[Chunk]) -> Held:
    """What a phone holds after these chunks."""
    return {(one["t"], one["id"]): one["d"] for chunk in chunks for one in as_sent(chunk.records)}


def chunks_of(member: Member, now: datetime | None = None) -> list[Chunk]:
    """A snapshot in one go; each chunk asked for anew, as over the line."""
    found, word = [], None
    while True:
        found.append(chunk_after(reach_of(member, now), word))
        word = found[-1].next
        if word is None:
            return found


def snapshot(member: Member, now: datetime | None = None) -> Held:
    """What a fresh phone of the member holds."""
    return held_from(chunks_of(member, now))


def of_kind(held: Held, kind: str) -> dict[str, Any]:
    """What is held of one kind, by id."""
    return {key: d for (t, key), d in held.items() if t == kind}


class Pocket:
    """A phone's store that follows: a snapshot, then changes; `resets` counts how often it had to begin anew."""

    def __init__(self, member: Member, now: datetime | None = None) -> None:
        self.member, self.resets = member, 0
        self.begin(now)

    def begin(self, now: datetime | None = None) -> None:
        """Take a snapshot."""
        chunks = chunks_of(self.member, now)
        self.held, self.at, self.scope = held_from(chunks), chunks[0].at, reach_of(self.member, now).scope

    def ask(self, now: datetime | None = None) -> Changes:
        """What the server answers to where this phone stands; nothing is applied."""
        return changes_since(reach_of(self.member, now), self.at.seq, self.at.hash, self.scope)

    def follow(self, now: datetime | None = None) -> None:
        """Apply what changed, to the end; begin anew where that is asked for."""
        while True:
            found = self.ask(now)
            if found.reset:
                self.resets += 1
                self.begin(now)
                continue
            self.apply(found)
            self.scope = reach_of(self.member, now).scope
            if not found.more:
                return

    def apply(self, found: Changes) -> None:
        """Replace what came, let go of what is gone, stand where the answer stands."""
        for one in as_sent(found.records):
            self.held[one["t"], one["id"]] = one["d"]
        for gone in as_sent(found.gone):
            self.held.pop((gone["t"], gone["id"]), None)
        self.at = Place(found.at.seq, found.at.hash)
