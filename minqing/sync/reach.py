"""How far a phone reaches: whose zones its member answers for today. Everything that comes down starts here."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from minqing.access.scope import ASKED, Viewer, holding
from minqing.committee.models import Leave, Member
from minqing.concerns.models import Concern, Promise
from minqing.diary.models import Entry
from minqing.notices.models import Notice
from minqing.sync.records.asking import among, holds, rows

CLOSED_FOR = timedelta(days=14)
"""Own concerns stay on the phone for so long after they were closed; the phone itself lets go of older ones."""
DIARY_FOR = timedelta(days=35)
"""Entries of the own diary stay for so long after the visit; the phone itself lets go of older ones."""
SHAPE = 1
"""Part of the scope: raised when what a record holds changes, it makes every phone take a new snapshot."""

# Where the households of the own zones live. The only way to them: whatever ids are asked for, these are the rows.
HOMES = f"""
    SELECT r.household_id, r.dwelling_id, d.courtyard_id
    FROM committee_coverage c
    JOIN households_residence r ON r.dwelling_id = c.dwelling_id AND {holds("r")}
    JOIN territory_dwelling d ON d.id = r.dwelling_id
    WHERE c.zone_id = ANY(%(zones)s::uuid[]) AND {holds("c")}
"""


@dataclass(frozen=True)
class Reach:
    """What of the community a member's phone may hold: the zones kept and covered today, for the secretary too.

    A phone is carried through the lanes, so the secretary's holds no more than her own zone, what she leads and what she
    is to acknowledge; the whole community is at her desk.
    """

    viewer: Viewer

    @cached_property
    def member(self) -> Member:
        """The member whose phone it is. 404 for an account that keeps no diary here."""
        if self.viewer.member is None:
            raise Http404
        return self.viewer.member

    @property
    def today(self) -> date:
        """The community's day."""
        return self.viewer.today

    @property
    def zone_ids(self) -> list[UUID]:
        """The zones that the member keeps today, and those of members whom they cover."""
        return self.viewer.zone_ids

    @cached_property
    def covered(self) -> set[UUID]:
        """The members whom this one covers today."""
        away = Leave.objects.filter(holding(self.today), cover=self.member)
        return set(away.values_list("member", flat=True))

    @cached_property
    def scope(self) -> str:
        """A digest of what decides which households are the member's today: who, what post, whose zones.

        Which homes lie in those zones is not in it: that is told by records of the ledger and by the days on which
        spells begin and end (`sync.changes`), so that a family who moves in moves two records and no snapshot.
        """
        said = [
            SHAPE,
            str(self.member.pk),
            self.viewer.sees_all,
            sorted(map(str, self.zone_ids)),
            sorted(map(str, self.covered)),
        ]
        return sha256(json.dumps(said).encode()).hexdigest()[:16]

    def homes(self, households: Collection[UUID] | None = None) -> dict[UUID, UUID]:
        """The households of the own zones (all, or those among these) with the courtyard of each. One query."""
        asked = (
            f"SELECT household_id, courtyard_id FROM ({HOMES}) h WHERE {among('household_id', households)}"
        )
        ids = None if households is None else list(households)
        return dict(rows(asked, zones=self.zone_ids, day=self.today, ids=ids))

    def were_homes(self, households: Collection[UUID]) -> set[UUID]:
        """Those of the households that live or once lived where one of these zones was then or is now. One query.

        Only of these a phone may hear that it must let go: a colleague's household was never on it.
        """
        asked = """
            SELECT DISTINCT r.household_id FROM households_residence r
            JOIN committee_coverage c ON c.dwelling_id = r.dwelling_id
            WHERE r.household_id = ANY(%(ids)s::uuid[]) AND c.zone_id = ANY(%(zones)s::uuid[])
        """
        if not households:
            return set()
        return {key for (key,) in rows(asked, ids=list(households), zones=self.zone_ids)}

    def open_concerns(self) -> QuerySet[Concern]:
        """Open concerns on the phone: those led, of the own zones, or asked to act on.

        The secretary's phone has those that wait to be acknowledged, wherever they are (method, rule 5).
        """
        asked = Notice.objects.filter(to_id=self.viewer.account, kind__in=ASKED, about__isnull=False)
        near = self.viewer.leads() | self.viewer.lies_in_my_zones() | Q(pk__in=asked.values("about"))
        if self.viewer.sees_all:
            waits = Promise.objects.filter(name="acknowledge", state=Promise.State.OPEN)
            near |= Q(pk__in=waits.values("concern"))
        return Concern.objects.filter(near, community=self.viewer.code, closed_at__isnull=True)

    def closed_concerns(self) -> QuerySet[Concern]:
        """Own concerns that were closed lately."""
        since = self.viewer.now - CLOSED_FOR
        return Concern.objects.filter(self.viewer.leads(), community=self.viewer.code, closed_at__gt=since)

    def entries(self) -> QuerySet[Entry]:
        """Entries of the own diary, drafts too, of the last weeks."""
        since = self.viewer.now - DIARY_FOR
        return self.viewer.own_entries().filter(began_at__gt=since)
