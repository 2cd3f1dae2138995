"""The rows a viewer may see. Every page starts here; what is missing and what is forbidden look alike (404)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from minqing.access import rules
from minqing.committee.models import Coverage, Keeping, Leave, Member
from minqing.concerns.models import Concern
from minqing.diary.models import Book, Companion, Entry
from minqing.diary.places import stands_at
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.prepared import Prepared
from minqing.ledger.rows import Spell
from minqing.notices.models import Notice
from minqing.territory.models import Community, Courtyard, Dwelling

M = TypeVar("M", bound=Model)
# Notices that ask to act on a concern, which may lie in somebody else's zone.
ASKED = ("urgent_concern", "dispatch_objected")


def holding(day: date, prefix: str = "") -> Q:
    """Spells that hold on a day: begun, and not ended by it."""
    return Q(**{f"{prefix}from_day__lte": day}) & (
        Q(**{f"{prefix}to_day__isnull": True}) | Q(**{f"{prefix}to_day__gt": day})
    )


def current(spells: type[Spell], day: date) -> QuerySet[Spell]:
    """The rows of a model of spells that hold on a day."""
    return spells._default_manager.filter(holding(day))


def _zones(member: UUID, today: date) -> "QuerySet[Keeping, UUID]":
    covered = Leave.objects.filter(holding(today), cover=member).values("member")
    mine = Keeping.objects.filter(holding(today)).filter(Q(member=member) | Q(member__in=covered))
    return mine.values_list("zone_id", flat=True)


ZONES = Prepared[UUID](_zones)


@dataclass(frozen=True)
class Viewer:
    """Someone looking at a community's desk at a moment. `now` is aware; `today` is the community's day."""

    actor: Actor
    community: Community
    now: datetime

    @property
    def account(self) -> UUID:
        """The id of the account that looks; whoever looks at a desk has one."""
        assert self.actor.account is not None
        return self.actor.account

    @property
    def code(self) -> str:
        """The community's twelve digits."""
        return self.community.community

    @cached_property
    def today(self) -> date:
        """The day it is in the community's zone of time."""
        return self.now.astimezone(self.zone_of_time).date()

    @cached_property
    def zone_of_time(self) -> ZoneInfo:
        """The community's zone of time."""
        return ZoneInfo(self.community.timezone)

    @cached_property
    def sees_all(self) -> bool:
        """Whether everything in the community shows: the secretary."""
        return rules.is_secretary(self.actor, self.code)

    @cached_property
    def member(self) -> Member | None:
        """The viewer as a member of the committee."""
        if self.actor.account is None:
            return None
        return Member.objects.filter(community=self.code, account_id=self.actor.account).first()

    @cached_property
    def zone_ids(self) -> list[UUID]:
        """The zones that the viewer keeps today, and those of members whom the viewer covers today."""
        if self.member is None:
            return []
        return ZONES(member=self.member.pk, today=self.today)

    def _in_my_zones(self, dwelling: str) -> Q | Exists:
        return Exists(
            Coverage.objects.filter(holding(self.today), dwelling=OuterRef(dwelling), zone__in=self.zone_ids)
        )

    def courtyards(self) -> QuerySet[Courtyard]:
        """All courtyards of the community: a place is no secret from the committee."""
        return Courtyard.objects.filter(community=self.code)

    def dwellings(self) -> QuerySet[Dwelling]:
        """The dwellings: all for the secretary, those of the own zones for a member."""
        rows = Dwelling.objects.filter(community=self.code)
        return rows if self.sees_all else rows.filter(self._in_my_zones("pk"))

    def households(self) -> QuerySet[Household]:
        """The households: all, or those that live in the own zones now."""
        rows = Household.objects.filter(community=self.code)
        if self.sees_all:
            return rows
        mine = Residence.objects.filter(holding(self.today), self._in_my_zones("dwelling"))
        return rows.filter(Exists(mine.filter(household=OuterRef("pk"))))

    def residents(self) -> QuerySet[Resident]:
        """The residents of those households; for the secretary also those who have left."""
        rows = Resident.objects.filter(community=self.code, erased_at__isnull=True)
        if self.sees_all:
            return rows
        belong = Membership.objects.filter(holding(self.today), household__in=self.households())
        return rows.filter(Exists(belong.filter(resident=OuterRef("pk"))))

    def books(self) -> QuerySet[Book]:
        """The diaries: every one for the secretary, the own for a member."""
        rows = Book.objects.filter(community=self.code)
        return rows if self.sees_all else rows.filter(member__account_id=self.account)

    def entries(self) -> QuerySet[Entry]:
        """Entries: handed in (secretary), own with drafts, and what others handed in about the own zones' households."""
        rows = Entry.objects.filter(community=self.code, discarded_at__isnull=True)
        own = Q(book__in=Book.objects.filter(member__account_id=self.account))
        handed_in = Q(handed_in_at__isnull=False)
        if self.sees_all:
            return rows.filter(handed_in | own)
        # Where an entry stands now: one that was moved to another door belongs to that door's keeper.
        of_mine = stands_at(self.households())
        along = Companion.objects.filter(member__account_id=self.account)
        return rows.filter(own | handed_in & (of_mine | Q(pk__in=along.values("entry"))))

    def own_entries(self) -> QuerySet[Entry]:
        """Entries of the own diary, drafts with them: of `entries` just these, without asking about any door."""
        rows = Entry.objects.filter(community=self.code, discarded_at__isnull=True)
        return rows.filter(book__member__account_id=self.account)

    def concerns(self) -> QuerySet[Concern]:
        """Concerns: all, or those that the member leads, that lie in the own zones, or that they are asked to act on."""
        rows = Concern.objects.filter(community=self.code)
        if self.sees_all:
            return rows
        asked = Notice.objects.filter(to_id=self.account, kind__in=ASKED, about__isnull=False)
        told = Q(pk__in=asked.values("about"), closed_at__isnull=True)
        return rows.filter(self.leads() | self.lies_in_my_zones() | told)

    def leads(self) -> Q:
        """Of concerns: those that the viewer leads."""
        return Q(lead__account_id=self.account)

    def lies_in_my_zones(self) -> Q:
        """Of concerns: those of households in the own zones, and those without one at a courtyard of them."""
        covered = Coverage.objects.filter(holding(self.today), zone__in=self.zone_ids)
        homes = Residence.objects.filter(holding(self.today), dwelling__in=covered.values("dwelling"))
        at_courtyard = Q(household__isnull=True, courtyard__in=covered.values("dwelling__courtyard"))
        return Q(household__in=homes.values("household")) | at_courtyard

    def members(self) -> QuerySet[Member]:
        """The committee: colleagues know one another."""
        return Member.objects.filter(community=self.code)


def keepers_of(resident: UUID, day: date) -> set[UUID]:
    """The accounts that answer for a resident's household on a day: its keeper, and who covers while they are away."""
    belongs = Membership.objects.filter(holding(day), resident_id=resident)
    homes = Residence.objects.filter(holding(day), household__in=belongs.values("household"))
    covered = Coverage.objects.filter(holding(day), dwelling__in=homes.values("dwelling"))
    keepings = Keeping.objects.filter(holding(day), zone__in=covered.values("zone"))
    covers = Leave.objects.filter(holding(day), member__in=keepings.values("member"))
    return {
        *keepings.values_list("member__account_id", flat=True),
        *covers.values_list("cover__account_id", flat=True),
    }


def keepers_at(courtyard: UUID, day: date) -> set[UUID]:
    """The accounts that keep a zone in a courtyard (or in an entrance of the building) on a day, and their covers."""
    here = Q(dwelling__courtyard=courtyard) | Q(dwelling__courtyard__building=courtyard)
    covered = Coverage.objects.filter(here, holding(day), dwelling__gone_on__isnull=True)
    keepings = Keeping.objects.filter(holding(day), zone__in=covered.values("zone"))
    covers = Leave.objects.filter(holding(day), member__in=keepings.values("member"))
    return {
        *keepings.values_list("member__account_id", flat=True),
        *covers.values_list("cover__account_id", flat=True),
    }


def one_of(rows: QuerySet[M], **key: object) -> M:
    """The row of the viewer's rows with this key, or 404: missing and forbidden look alike."""
    from django.http import Http404

    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found
