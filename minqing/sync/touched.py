"""Which rows the ledger says were written, and which records of a phone they belong to.

The ledger names rows, not what a phone shows of them: here a row leads to the records that hold something of it, as it
lies now. What no longer leads anywhere (a row that was removed) is found by the record's subject.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from minqing.sync.records.asking import rows

# Rows of these kinds lead to records of the phone; the rest of what the ledger vouches for is not on it.
FOLLOWED = frozenset(
    {
        *("territory.community", "territory.calendarday", "territory.courtyard", "territory.dwelling"),
        *("households.household", "households.residence", "households.resident", "households.membership"),
        *(
            "households.activerole",
            "committee.member",
            "committee.zone",
            "committee.keeping",
            "committee.coverage",
        ),
        *("diary.entry", "diary.addendum", "diary.comment", "diary.photo"),
        *("concerns.concern", "concerns.affected", "concerns.step", "concerns.promise"),
        *("sync.handed", "sync.clash", "sync.clockdoubt"),
        "visits.dayplan",
    }
)
# Whose rows, once removed, could have led to any household: nothing but a new snapshot tells what they left behind.
NOT_TO_BE_LOST = frozenset(
    {"households.residence", "households.membership", "households.activerole", "committee.coverage"}
)
ABOUT_ME = (
    "territory.community",
    "territory.calendarday",
    "committee.member",
    "committee.zone",
    "committee.keeping",
)


@dataclass
class Rows:
    """Rows by the label of their model. `lost`: bodies were emptied, or rows removed that lead nowhere any more.

    `cleared` are entries that were removed (drafts that had been thrown away), with the book that each was in.
    """

    written: dict[str, set[UUID]] = field(default_factory=dict)
    removed: dict[str, set[UUID]] = field(default_factory=dict)
    cleared: dict[UUID, UUID | None] = field(default_factory=dict)
    lost: bool = False

    def of(self, *labels: str) -> set[UUID]:
        """The rows written of these kinds."""
        return set().union(*(self.written.get(label, set()) for label in labels))

    def add(self, label: str, keys: Iterable[UUID]) -> None:
        """More rows of a kind."""
        self.written.setdefault(label, set()).update(keys)


def rows_named(bodies: Iterable[tuple[str | None, str, UUID | None]]) -> Rows:
    """The rows that records name: from body, subject's label and subject's id of each. Pure."""
    found = Rows()
    for body, subject_label, subject_id in bodies:
        if body is None:
            found.lost = True
            continue
        if subject_id is not None and subject_label in FOLLOWED:
            found.add(subject_label, [subject_id])
        for name, digest in json.loads(body)["rows"].items():
            label, _colon, key = name.partition(":")
            if label not in FOLLOWED:
                continue
            if digest is not None:
                found.add(label, [UUID(key)])
                continue
            found.removed.setdefault(label, set()).add(UUID(key))
            if label == "diary.entry":
                found.cleared[UUID(key)] = subject_id
            found.lost = found.lost or label in NOT_TO_BE_LOST
    return found


def rows_turned(after: date, until: date) -> Rows:
    """Spells that began or ended on a day after the first and not after the second: no record tells of that. One query."""
    asked = " UNION ALL ".join(
        f"SELECT '{label}', id FROM {label.replace('.', '_')} WHERE from_day > %(after)s AND from_day <= %(until)s"
        f" OR to_day > %(after)s AND to_day <= %(until)s"
        for label in sorted(NOT_TO_BE_LOST)
    )
    found = Rows()
    for label, key in rows(asked, after=after, until=until):
        found.add(label, [key])
    return found


@dataclass
class Touched:
    """Ids by the kind of record they may belong to, whoever's phone it is."""

    me: bool = False
    courtyards: set[UUID] = field(default_factory=set)
    # Of these, those whose homes were written or changed hands: the phone may have to let go of them.
    left: set[UUID] = field(default_factory=set)
    households: set[UUID] = field(default_factory=set)
    concerns: set[UUID] = field(default_factory=set)
    entries: set[UUID] = field(default_factory=set)
    clashes: set[UUID] = field(default_factory=set)
    doubts: set[UUID] = field(default_factory=set)
    handed: set[UUID] = field(default_factory=set)
    plans: set[UUID] = field(default_factory=set)


def touched_by(written: Rows) -> Touched:
    """What the rows lead to. At most ten queries, however many rows there are."""
    found = Touched(me=any(written.of(label) or written.removed.get(label) for label in ABOUT_ME))
    found.clashes = written.of("sync.clash")
    found.handed = written.of("sync.handed")
    found.doubts = written.of("sync.clockdoubt")
    found.plans = written.of("visits.dayplan")
    found.courtyards = written.of("territory.courtyard")
    moved = _homes(written, found)
    _people(written, found, moved)
    _diary(written, found)
    _concerns(written, found, moved)
    return found


def _homes(written: Rows, found: Touched) -> set[UUID]:
    """Households and courtyards by homes, residences and coverage; answers the households that may have changed hands."""
    asked = """
        SELECT 'r', r.household_id, d.courtyard_id FROM households_residence r
        JOIN territory_dwelling d ON d.id = r.dwelling_id WHERE r.id = ANY(%(residences)s::uuid[])
        UNION ALL
        SELECT 'c', r.household_id, d.courtyard_id FROM committee_coverage c
        JOIN territory_dwelling d ON d.id = c.dwelling_id
        LEFT JOIN households_residence r ON r.dwelling_id = d.id WHERE c.id = ANY(%(coverages)s::uuid[])
        UNION ALL
        SELECT 'd', r.household_id, d.courtyard_id FROM territory_dwelling d
        LEFT JOIN households_residence r ON r.dwelling_id = d.id WHERE d.id = ANY(%(dwellings)s::uuid[])
    """
    given = {
        "residences": written.of("households.residence"),
        "coverages": written.of("committee.coverage"),
        "dwellings": written.of("territory.dwelling"),
    }
    found.households |= written.of("households.household")
    moved: set[UUID] = set()
    for how, household, courtyard in _asked(asked, given):
        found.courtyards.add(courtyard)
        found.left.add(courtyard)
        if household is not None:
            found.households.add(household)
            if how != "d":
                moved.add(household)
    return moved


def _people(written: Rows, found: Touched, moved: set[UUID]) -> None:
    """Households by their people, before and now; courtyards of which these are heads; what clashes about them."""
    asked = """
        SELECT 'm', m.resident_id, m.household_id FROM households_membership m WHERE m.id = ANY(%(memberships)s::uuid[])
        UNION ALL
        SELECT 'r', a.resident_id, a.courtyard_id FROM households_activerole a WHERE a.id = ANY(%(roles)s::uuid[])
        UNION ALL
        SELECT 'h', m.resident_id, m.household_id FROM households_membership m WHERE m.household_id = ANY(%(moved)s::uuid[])
    """
    given = {
        "memberships": written.of("households.membership"),
        "roles": written.of("households.activerole"),
        "moved": moved,
    }
    residents = written.of("households.resident")
    for how, resident, where in _asked(asked, given):
        residents.add(resident)
        if how == "r" and where is not None:
            found.courtyards.add(where)
        elif how != "r":
            found.households.add(where)
    theirs = """
        SELECT 'm', household_id FROM households_membership WHERE resident_id = ANY(%(ids)s::uuid[])
        UNION SELECT 'r', courtyard_id FROM households_activerole
        WHERE resident_id = ANY(%(ids)s::uuid[]) AND courtyard_id IS NOT NULL
        UNION SELECT 'k', id FROM sync_clash WHERE resident_id = ANY(%(ids)s::uuid[]) AND settled_at IS NULL
        UNION SELECT 'c', a.concern_id FROM concerns_affected a JOIN households_resident p ON p.id = a.resident_id
        WHERE a.resident_id = ANY(%(ids)s::uuid[]) AND p.erased_at IS NOT NULL
    """
    into = {"m": found.households, "r": found.courtyards, "k": found.clashes, "c": found.concerns}
    for how, key in _asked(theirs, {"ids": residents}):
        into[how].add(key)


def _diary(written: Rows, found: Touched) -> None:
    """Entries by what hangs on them; households by the entries that stand or once stood there; the courtyards too."""
    found.entries |= written.of("diary.entry")
    asked = """
        SELECT entry_id FROM diary_addendum WHERE id = ANY(%(addenda)s::uuid[])
        UNION SELECT entry_id FROM diary_comment WHERE id = ANY(%(comments)s::uuid[])
        UNION SELECT entry_id FROM diary_photo WHERE id = ANY(%(photos)s::uuid[])
    """
    given = {
        "addenda": written.of("diary.addendum"),
        "comments": written.of("diary.comment"),
        "photos": written.of("diary.photo"),
    }
    found.entries |= {key for (key,) in _asked(asked, given)}
    stood = """
        SELECT household_id, courtyard_id FROM diary_entry WHERE id = ANY(%(ids)s::uuid[])
        UNION SELECT moved_to_household_id, moved_to_courtyard_id FROM diary_addendum
        WHERE entry_id = ANY(%(ids)s::uuid[]) AND kind = 'move'
    """
    for household, courtyard in _asked(stood, {"ids": found.entries}):
        found.households |= {household} - {None}
        found.courtyards |= {courtyard} - {None}


def _concerns(written: Rows, found: Touched, moved: set[UUID]) -> None:
    """Concerns by what hangs on them, and by the households that changed hands; the courtyards of all of them."""
    found.concerns |= written.of("concerns.concern")
    asked = """
        SELECT concern_id FROM concerns_affected WHERE id = ANY(%(people)s::uuid[])
        UNION SELECT concern_id FROM concerns_step WHERE id = ANY(%(steps)s::uuid[])
        UNION SELECT concern_id FROM concerns_promise WHERE id = ANY(%(promises)s::uuid[])
        UNION SELECT id FROM concerns_concern WHERE household_id = ANY(%(moved)s::uuid[]) AND closed_at IS NULL
        UNION SELECT c.id FROM concerns_concern c JOIN territory_dwelling d ON d.courtyard_id = c.courtyard_id
        JOIN committee_coverage v ON v.dwelling_id = d.id
        WHERE v.id = ANY(%(coverages)s::uuid[]) AND c.household_id IS NULL AND c.closed_at IS NULL
    """
    given = {
        "people": written.of("concerns.affected"),
        "steps": written.of("concerns.step"),
        "promises": written.of("concerns.promise"),
        "moved": moved,
        "coverages": written.of("committee.coverage"),
    }
    found.concerns |= {key for (key,) in _asked(asked, given)}
    at = "SELECT courtyard_id FROM concerns_concern WHERE id = ANY(%(ids)s::uuid[]) AND courtyard_id IS NOT NULL"
    found.courtyards |= {key for (key,) in _asked(at, {"ids": found.concerns})}
    handed = "SELECT id FROM sync_handed WHERE household_id = ANY(%(ids)s::uuid[]) AND state = 'open'"
    found.handed |= {key for (key,) in _asked(handed, {"ids": moved})}


def _asked(sql: str, given: Mapping[str, Collection[UUID]]) -> list[tuple[Any, ...]]:
    """The rows of a query about sets of ids; nothing is asked where all of them are empty."""
    if not any(given.values()):
        return []
    return rows(sql, **{name: list(ids) for name, ids in given.items()})
