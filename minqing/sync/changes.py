"""What changed for a phone since it last asked: current records of what the ledger touched, and what it must let go of.

Between two places of the chain lie records; each names the rows it wrote; those lead to what a phone shows of them
(`sync.touched`), and that is told as it is now. So a phone that applies the answer holds what a new snapshot would give, and
what was changed ten times is told once. Not told by the ledger, and looked at by itself: spells that began or ended with a
new day, notices that ask the member to act (they are no facts), and the day itself. Not told at all: entries older than 35
days and own concerns closed for 14, which the phone lets go of by itself, and that a photo's bytes have arrived, which the
phone that sent them knows. Where this would not be enough the answer is `reset`: another scope, an emptied body, a
removed spell, a range too long.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from minqing.access.scope import ASKED
from minqing.ledger.models import Record as Written
from minqing.notices.models import Notice
from minqing.sync import letting_go as left
from minqing.sync.heads import Place, head_now, place_known
from minqing.sync.reach import Reach
from minqing.sync.records.clash import clash_records
from minqing.sync.records.concern import concern_keys, concern_records
from minqing.sync.records.courtyard import buildings_of, courtyard_ids, courtyard_records
from minqing.sync.records.doubt import doubt_records
from minqing.sync.records.entry import entry_keys, entry_records
from minqing.sync.records.handed import handed_records
from minqing.sync.records.household import household_records
from minqing.sync.records.me import me_record
from minqing.sync.records.plan import plan_records
from minqing.sync.records.shapes import Gone, Kind, Record
from minqing.sync.touched import Rows, Touched, rows_named, rows_turned, touched_by

LONGEST = 3000
"""From so many records of the ledger on, a new snapshot is the shorter way."""
PAGE = 500
"""Records of the ledger that one answer looks through."""


@dataclass(slots=True)
class Changes:
    """An answer: the place up to which it tells, records and what is gone; `more` to ask again, or `reset`."""

    at: Place
    records: list[Record] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    more: bool = False
    reset: bool = False

    def let_go(self, kind: Kind, keys: Collection[UUID]) -> None:
        """Name what the phone must let go of."""
        self.gone += [{"t": kind, "id": str(key)} for key in sorted(keys)]


def changes_since(reach: Reach, since: int, digest: str, scope: str) -> Changes:
    """What changed between a place of the chain and its end, or so far as one answer goes.

    Raises Problem `restored` where the place is not in the chain (any more). The number of queries depends on which
    kinds of rows were touched, not on how many, nor on how much was ever written.
    """
    code = reach.viewer.code
    head = head_now(code)
    known = place_known(code, since, digest)
    fresh = known.at is None and head.seq > 0
    if fresh or scope != reach.scope or head.seq - since > LONGEST:
        return Changes(known, reset=True)
    until = min(head.seq, since + PAGE)
    fields = ("body", "subject_type", "subject_id", "hash")
    ledger = Written.objects.filter(community=code, seq__gt=since, seq__lte=until)
    range_ = list(ledger.order_by("seq").values_list(*fields))
    written = rows_named(row[:3] for row in range_)
    if written.lost:
        return Changes(known, reset=True)
    at = Place(until, bytes(range_[-1][3]).hex()) if range_ else known
    touched = _touched(reach, written, known.at)
    found = Changes(at, more=until < head.seq)
    _tell(reach, touched, written, found)
    return found


def _touched(reach: Reach, written: Rows, at: datetime | None) -> Touched:
    """What the ledger touched, and what changed without it since then."""
    if at is None:
        return touched_by(written)
    day = at.astimezone(reach.viewer.zone_of_time).date()
    if day < reach.today:
        for label, keys in rows_turned(day, reach.today).written.items():
            written.add(label, keys)
    touched = touched_by(written)
    touched.me = touched.me or day < reach.today
    if day < reach.today:
        touched.plans |= left.plans_over(reach, day)
    asked = Notice.objects.filter(Q(kind__in=ASKED) | Q(urgent=True), about__isnull=False)
    told = asked.filter(to_id=reach.viewer.account, made_at__gte=at)
    touched.concerns |= {key for key in told.values_list("about", flat=True) if key is not None}
    return touched


def _tell(reach: Reach, touched: Touched, written: Rows, found: Changes) -> None:
    """Records of what is the phone's, and the rest that may have been."""
    if touched.me:
        found.records.append(me_record(reach))
    places = left.courtyards_left(reach, touched.left)
    homes = reach.homes(touched.households) if touched.households else {}
    keys = [key.id for key in concern_keys(reach, touched.concerns)] if touched.concerns else []
    gone = left.concerns_left(reach, touched.concerns - set(keys))
    entries = [key for _began, key in entry_keys(reach, touched.entries)] if touched.entries else []
    places |= {courtyard for courtyard in gone.values() if courtyard is not None}
    places |= left.courtyards_of_entries(reach, touched.entries)
    _tell_places(reach, touched.courtyards, places, found)
    found.records += household_records(reach, sorted(homes)) if homes else []
    found.let_go("household", reach.were_homes(touched.households - homes.keys()))
    found.records += concern_records(reach, keys) if keys else []
    found.let_go("concern", gone)
    found.records += entry_records(reach, entries) if entries else []
    found.let_go("entry", left.entries_left(reach, touched.entries - set(entries), written.cleared))
    _tell_waiting(reach, "clash", touched.clashes, clash_records, left.clashes_left, found)
    _tell_waiting(reach, "doubt", touched.doubts, doubt_records, left.doubts_left, found)
    _tell_waiting(reach, "handed", touched.handed, handed_records, left.handed_left, found)
    _tell_waiting(reach, "plan", touched.plans, plan_records, left.plans_left, found)


def _tell_places(reach: Reach, touched: set[UUID], may_go: set[UUID], found: Changes) -> None:
    """Courtyards and the buildings whose entrances they are."""
    if not touched:
        return
    own = courtyard_ids(reach, concern_keys(reach), [key for _began, key in entry_keys(reach)])
    touched = touched | buildings_of(touched)
    may_go = may_go | buildings_of(may_go)
    if touched & own:
        found.records += courtyard_records(reach, touched & own)
    found.let_go("courtyard", may_go - own)


def _tell_waiting(
    reach: Reach,
    kind: Kind,
    ids: set[UUID],
    read: Callable[[Reach, set[UUID]], Sequence[Record]],
    past: Callable[[Reach, Collection[UUID]], set[UUID]],
    found: Changes,
) -> None:
    """What waits for a decision, and what no longer does."""
    if not ids:
        return
    records = read(reach, ids)
    found.records += records
    found.let_go(kind, past(reach, ids - {UUID(record["id"]) for record in records}))
