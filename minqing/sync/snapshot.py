"""The whole of what a phone holds, in chunks: usable after the first, and resumed after a break where it broke off.

Why what changes meanwhile is not lost. Each chunk reads the chain's head *before* its rows, and the phone keeps the `seq`
of its *first* chunk, from which it then asks for `changes`. A row that nobody touches while the chunks come has a fixed
place in the order (a key that only its own rows and the first chunk's decisions, carried in the cursor, make), so it is
sent exactly once. A row that is touched may slip past the cursor, but its record lies behind that `seq`, so `changes`
tells it; and what is told twice is replaced. Only the days on which spells turn are no record: `changes` looks at those
by itself. So a chunk needs no snapshot of the database and no memory of the phone, and may come days after the one before.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from minqing.sync.cursor import BadCursor, Cursor, unpacked
from minqing.sync.heads import Place, head_now
from minqing.sync.reach import HOMES, Reach
from minqing.sync.records.asking import rows
from minqing.sync.records.clash import clash_records
from minqing.sync.records.concern import ConcernKey, concern_keys, concern_records
from minqing.sync.records.courtyard import courtyard_ids, courtyard_records
from minqing.sync.records.doubt import doubt_records
from minqing.sync.records.entry import entry_keys, entry_records
from minqing.sync.records.handed import handed_records
from minqing.sync.records.household import household_records
from minqing.sync.records.me import me_record
from minqing.sync.records.plan import plan_records
from minqing.sync.records.shapes import Record

HOUSEHOLDS = 60
CONCERNS = 100
ENTRIES = 150
LED = 8
"""At most so many courtyards are put first, because something is promised there."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk: where the chain stood before it was read, its records, where to go on, how many records in all."""

    at: Place
    records: list[Record]
    next: str | None
    total: int


Key = tuple[Any, ...]
Part = tuple[list[Record], Key | None]
"""Records of one part, and the key of the last of them; no key where the part is at its end."""


def chunk_after(reach: Reach, word: str | None) -> Chunk:
    """The first chunk (no word), or the one that follows. Raises BadCursor for a word that was not made here.

    The number of queries does not grow with the zone.
    """
    at = head_now(reach.viewer.code)
    records, cursor = _opening(reach) if word is None else ([], unpacked(word))
    if cursor.part not in PARTS:
        raise BadCursor(cursor.part)
    filled = 0.0
    while cursor.part in PARTS and filled < 1:
        size, read = PARTS[cursor.part]
        found, key = read(reach, cursor)
        records += found
        filled += len(found) / size
        cursor = cursor.at(_following(cursor.part) if key is None else cursor.part, key)
    return Chunk(at, records, cursor.packed() if cursor.part in PARTS else None, cursor.total)


def _opening(reach: Reach) -> tuple[list[Record], Cursor]:
    """What a phone needs before any household: who it is, all places, the concerns that press most."""
    concerns = concern_keys(reach)
    entries = [key for _began, key in entry_keys(reach)]
    places = courtyard_ids(reach, concerns, entries)
    homes = reach.homes()
    near = concerns[:CONCERNS]
    rest = len(clash_records(reach)) + len(doubt_records(reach)) + len(handed_records(reach))
    plans = plan_records(reach)
    records: list[Record] = [me_record(reach), *plans]
    records += courtyard_records(reach, places)
    records += concern_records(reach, [key.id for key in near])
    cursor = Cursor(
        part="homes",
        after=None,
        led=tuple(_led(near, homes)),
        near=near[-1][:3] if near else None,
        total=1 + len(plans) + len(places) + len(concerns) + len(homes) + len(entries) + rest,
    )
    return records, cursor


def _led(concerns: list[ConcernKey], homes: dict[UUID, UUID]) -> list[UUID]:
    """The courtyards in which the nearest promises are to be kept, the most pressing first."""
    own = set(homes.values())
    named = (homes.get(key.household) if key.household in homes else key.courtyard for key in concerns)
    return [key for key in dict.fromkeys(named) if key is not None and key in own][:LED]


def _homes(reach: Reach, cursor: Cursor) -> Part:
    """Households, a courtyard at a time, those of the first chunk's courtyards before the others."""
    after = cursor.after
    asked = f"""
        SELECT rank, courtyard_id, household_id FROM (
            SELECT coalesce(array_position(%(led)s::uuid[], courtyard_id), 1000) AS rank, h.* FROM ({HOMES}) h
        ) ranked
        WHERE {"(rank, courtyard_id, household_id) > (%(rank)s, %(courtyard)s, %(household)s)" if after else "true"}
        ORDER BY rank, courtyard_id, household_id LIMIT %(most)s
    """
    rank, courtyard, household = after or (0, None, None)
    found = rows(
        asked,
        led=list(cursor.led),
        zones=reach.zone_ids,
        day=reach.today,
        rank=int(rank),
        courtyard=courtyard,
        household=household,
        most=HOUSEHOLDS,
    )
    records: list[Record] = list(household_records(reach, [row[2] for row in found]))
    return records, found[-1] if len(found) == HOUSEHOLDS else None


def _concerns(reach: Reach, cursor: Cursor) -> Part:
    """The concerns that did not come with the first chunk."""
    passed = cursor.after or cursor.near
    keys = [key for key in concern_keys(reach) if passed is None or key[:3] > passed][:CONCERNS]
    records: list[Record] = list(concern_records(reach, [key.id for key in keys]))
    return records, keys[-1][:3] if len(keys) == CONCERNS else None


def _entries(reach: Reach, cursor: Cursor) -> Part:
    """The own diary, the newest first."""
    keys = [key for key in entry_keys(reach) if cursor.after is None or key > cursor.after][:ENTRIES]
    records: list[Record] = list(entry_records(reach, [key[1] for key in keys]))
    return records, keys[-1] if len(keys) == ENTRIES else None


def _rest(reach: Reach, cursor: Cursor) -> Part:
    """What waits for a decision: few, if any."""
    return [*clash_records(reach), *doubt_records(reach), *handed_records(reach)], None


# In the order in which they come: how many records fill a chunk, and what reads them.
PARTS: dict[str, tuple[int, Callable[[Reach, Cursor], Part]]] = {
    "homes": (HOUSEHOLDS, _homes),
    "concerns": (CONCERNS, _concerns),
    "entries": (ENTRIES, _entries),
    "rest": (ENTRIES, _rest),
}


def _following(part: str) -> str:
    """The part after this one; "" after the last."""
    names = [*PARTS, ""]
    return names[names.index(part) + 1]


def whole(reach: Reach) -> Iterator[Chunk]:
    """All chunks, one after another."""
    word: str | None = None
    while True:
        chunk = chunk_after(reach, word)
        yield chunk
        word = chunk.next
        if word is None:
            return
