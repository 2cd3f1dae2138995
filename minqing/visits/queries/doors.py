"""The households of a member's zones as the rhythm takes them: last met, last tried, promised, rhythm, confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Min, Q

from minqing.access.scope import holding
from minqing.committee.models import Coverage, Keeping, Leave, Member
from minqing.concerns.models import Concern, Stage
from minqing.diary.models import Entry
from minqing.households.models import Membership, Residence
from minqing.method.visits import COUNTS_AS_MADE
from minqing.planning.rhythm import Door, Promised
from minqing.visits.models import CallRhythm, VisitWindow
from minqing.visits.walking import Place

# Each entry at the door where it stands now: where its last move put it, else where it was written.
_LAST = """
    SELECT at, max(began_at), max(began_at) FILTER (WHERE outcome = ANY(%(made)s)) FROM (
        SELECT e.household_id AS at, e.began_at, e.outcome FROM diary_entry e
        WHERE e.household_id = ANY(%(ids)s::uuid[]) AND e.discarded_at IS NULL AND e.outcome <> 'no_door'
        AND NOT EXISTS (SELECT FROM diary_addendum a WHERE a.entry_id = e.id AND a.kind = 'move')
        UNION ALL
        SELECT a.moved_to_household_id, e.began_at, e.outcome FROM diary_addendum a
        JOIN diary_entry e ON e.id = a.entry_id
        WHERE a.kind = 'move' AND a.moved_to_household_id = ANY(%(ids)s::uuid[]) AND e.outcome <> 'no_door'
        AND NOT EXISTS (
            SELECT FROM diary_addendum later
            WHERE later.entry_id = a.entry_id AND later.kind = 'move' AND (later.at, later.id) > (a.at, a.id)
        )
    ) stands GROUP BY at
"""
WAITS_FOR_WORD = (Stage.SETTLED, Stage.ANSWERED)


@dataclass(frozen=True)
class Doors:
    """The doors of a member on a day, and where each is. Keys: a household's id, or `yard:` and a courtyard's."""

    doors: list[Door]
    places: dict[str, Place]


def doors_of(member: Member, day: date, zone: ZoneInfo) -> Doors:
    """All doors of the zones that the member keeps or covers on a day. Nine queries, however many doors."""
    homes = _homes(member, day)
    ids = [home.household_id for home in homes]
    last, unconfirmed = last_visits(ids, zone), _confirmed(homes, day)
    promised, yards = _promised(member, day, zone, set(ids), {home.dwelling.courtyard_id for home in homes})
    rhythms = dict(CallRhythm.objects.filter(household__in=ids).values_list("household_id", "every_days"))
    windows = {each.household_id: each for each in VisitWindow.objects.filter(household__in=ids)}
    doors, places = [], {}
    for home in homes:
        tried, met = last.get(home.household_id, (None, None))
        doors.append(
            Door(
                key=str(home.household_id),
                arrived=home.from_day,
                met=met,
                tried=tried,
                declines=home.household.declines_visits,
                every_days=rhythms.get(home.household_id),
                confirmed=unconfirmed.get(home.household_id),
                promised=tuple(promised.get(home.household_id, ())),
            )
        )
        window = windows.get(home.household_id)
        places[str(home.household_id)] = Place(
            home.dwelling.courtyard,
            home.dwelling.floor,
            window.begins if window else None,
            window.ends if window else None,
        )
    by_id = {home.dwelling.courtyard_id: home.dwelling.courtyard for home in homes}
    for yard, waiting in yards.items():
        doors.append(
            Door(key=f"yard:{yard}", arrived=day, met=day - timedelta(days=1), promised=tuple(waiting))
        )
        places[f"yard:{yard}"] = Place(by_id[yard])
    return Doors(doors, places)


def last_visits(ids: Collection[UUID], zone: ZoneInfo) -> dict[UUID, tuple[date | None, date | None]]:
    """By household: the day it was last tried, and last met (a declined visit counts as made). One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, {"ids": list(ids), "made": list(COUNTS_AS_MADE)})
        rows: list[tuple[UUID, datetime | None, datetime | None]] = cursor.fetchall()
    return {key: (_day(tried, zone), _day(met, zone)) for key, tried, met in rows}


def zones_of(member: Member, day: date) -> list[UUID]:
    """The zones that the member keeps on a day, and those of members whom the member covers."""
    covered = Leave.objects.filter(holding(day), cover=member).values("member")
    kept = Keeping.objects.filter(holding(day)).filter(Q(member=member) | Q(member__in=covered))
    return list(kept.values_list("zone_id", flat=True))


def _homes(member: Member, day: date) -> list[Residence]:
    dwellings = Coverage.objects.filter(holding(day), zone__in=zones_of(member, day)).values("dwelling")
    rows = Residence.objects.filter(holding(day), dwelling__in=dwellings, household__ended_on__isnull=True)
    return list(rows.select_related("household", "dwelling__courtyard").order_by("household_id"))


def _confirmed(homes: Iterable[Residence], day: date) -> dict[UUID, date | None]:
    """By household the earliest day on which something of it was confirmed; None where something never was."""
    own = {home.household_id: home.household.confirmed_on for home in homes}
    people = Membership.objects.filter(
        holding(day), household__in=list(own), resident__erased_at__isnull=True
    ).order_by()
    never = set(people.filter(resident__confirmed_on__isnull=True).values_list("household_id", flat=True))
    oldest = dict(
        people.values("household_id")
        .annotate(day=Min("resident__confirmed_on"))
        .values_list("household_id", "day")
    )
    found: dict[UUID, date | None] = {}
    for key, confirmed in own.items():
        days = [each for each in (confirmed, oldest.get(key)) if each is not None]
        found[key] = None if confirmed is None or key in never else min(days)
    return found


def _promised(
    member: Member, day: date, zone: ZoneInfo, ids: set[UUID], yards: set[UUID]
) -> tuple[dict[UUID, list[Promised]], dict[UUID, list[Promised]]]:
    """What is promised, by household and by courtyard: answers that want the resident's word, promises, entries returned."""
    by_household: defaultdict[UUID, list[Promised]] = defaultdict(list)
    by_yard: defaultdict[UUID, list[Promised]] = defaultdict(list)

    def note(household: UUID | None, yard: UUID | None, what: Promised) -> None:
        if household in ids and household is not None:
            by_household[household].append(what)
        elif household is None and yard in yards and yard is not None:
            by_yard[yard].append(what)

    for concern in Concern.objects.filter(lead=member, closed_at__isnull=True).order_by("pk"):
        if concern.stage in WAITS_FOR_WORD:
            what = Promised("call_back", min(day, _local(concern.stage_at, zone)), str(concern.pk))
        elif concern.next_due is not None:
            what = Promised("promise", _local(concern.next_due, zone), str(concern.pk))
        else:
            continue
        note(concern.household_id, concern.courtyard_id, what)
    returned = Entry.objects.filter(book__member=member, returned_at__isnull=False, discarded_at__isnull=True)
    for entry in returned.order_by("pk"):
        note(entry.household_id, entry.courtyard_id, Promised("returned", day, str(entry.pk)))
    return by_household, by_yard


def _local(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return None if at is None else _local(at, zone)
