"""Lists of concerns: by when they are due, in pages that cost the same at a thousand as at a million."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from minqing.access.scope import Viewer, holding
from minqing.committee.models import Coverage, Member, Zone
from minqing.concerns.models import Category, Concern, Grade, Level, Promise, Stage
from minqing.households.models import Residence

PAGE = 40
SHOWN = ("lead", "courtyard", "household")
# What a step of the loop counts together: pulled together (7), waiting for the resident's word (11).
STAGES_TOGETHER = {
    "pulled": (Stage.REPORTED, Stage.COORDINATED),
    "waiting": (Stage.SETTLED, Stage.ANSWERED),
}
SATISFIED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Filters:
    """What a list shows. `whose`: mine (I lead), zone (in my zones) or all that I may see; blank is any.

    `stage` is a stage, or one of `STAGES_TOGETHER`; blank is every open one. `late` shows only what is late,
    `urgent` what waits to be acknowledged, `satisfied` what the resident was satisfied with in the last thirty
    days, closed or not.
    """

    whose: str = "all"
    stage: str = ""
    category: str = ""
    grade: str = ""
    level: str = ""
    late: bool = False
    urgent: bool = False
    satisfied: bool = False

    @property
    def closed(self) -> bool:
        """Whether it lists closed concerns, which are in the order of their closing."""
        return self.stage == Stage.CLOSED

    def keeps(self) -> Q:
        """The conditions on a concern, besides whose it is. What is no choice of a list is left out."""
        keeps = Q() if self.satisfied else Q(closed_at__isnull=not self.closed)
        if self.stage in STAGES_TOGETHER:
            keeps &= Q(stage__in=STAGES_TOGETHER[self.stage])
        elif self.stage in Stage.values and not self.closed:
            keeps &= Q(stage=self.stage)
        for name, choices in (("category", Category), ("grade", Grade), ("level", Level)):
            value = getattr(self, name)
            if value in choices.values:
                keeps &= Q(**{name: value})
        return keeps


@dataclass(frozen=True)
class ConcernsPage:
    """A page of a list, and where the next begins (blank: it is the last)."""

    rows: Sequence[Concern]
    next: str


def concerns_list(viewer: Viewer, filters: Filters, after: str = "", limit: int = PAGE) -> ConcernsPage:
    """Open concerns by when they are due, so the late ones first and those without a promise last; closed ones by
    when they were closed, the latest first. `after` is what the page before answered as `next`. At most three queries.
    """
    rows = _whose(viewer, filters).filter(filters.keeps()).select_related(*SHOWN)
    if filters.urgent:
        rows = rows.filter(unacknowledged(viewer.code))
    if filters.satisfied:
        rows = rows.filter(satisfaction="satisfied", word_at__gte=viewer.now - SATISFIED_WITHIN)
    at, key = _cursor(after)
    if filters.closed:
        found = _closed(rows, at, key, limit + 1)
        return _page(found, limit, "closed_at")
    found = []
    if at is not None or key is None:
        dated = rows.filter(next_due__isnull=False)
        if filters.late:
            dated = dated.filter(next_due__lt=viewer.now)
        if at is not None and key is not None:
            # The bound by itself is what the index answers; the rest tells those due at the same instant apart.
            dated = dated.filter(Q(next_due__gt=at) | Q(next_due=at, pk__gt=key), next_due__gte=at)
        found = list(dated.order_by("next_due", "id")[: limit + 1])
    if len(found) <= limit and not filters.late:
        undated = rows.filter(next_due__isnull=True)
        if at is None and key is not None:
            undated = undated.filter(pk__gt=key)
        found += list(undated.order_by("id")[: limit + 1 - len(found)])
    return _page(found, limit, "next_due")


def unacknowledged(community: str) -> Q:
    """Of concerns: urgent ones that nobody has acknowledged yet."""
    standing = Promise.objects.filter(community=community, state=Promise.State.OPEN, name="acknowledge")
    return Q(pk__in=standing.values("concern"))


def late_concerns(viewer: Viewer, limit: int = PAGE) -> list[Concern]:
    """What is past its promise, the longest late first, at most `limit`. One query, by an index."""
    late = viewer.concerns().filter(closed_at__isnull=True, next_due__lt=viewer.now)
    return list(late.select_related(*SHOWN).order_by("next_due", "id")[:limit])


def _whose(viewer: Viewer, filters: Filters) -> QuerySet[Concern]:
    if filters.whose == "mine":
        return Concern.objects.filter(viewer.leads(), community=viewer.code)
    if filters.whose == "zone":
        return Concern.objects.filter(viewer.lies_in_my_zones(), community=viewer.code)
    return viewer.concerns()


def _closed(rows: QuerySet[Concern], at: datetime | None, key: UUID | None, limit: int) -> list[Concern]:
    if at is not None and key is not None:
        rows = rows.filter(Q(closed_at__lt=at) | Q(closed_at=at, pk__lt=key), closed_at__lte=at)
    return list(rows.order_by("-closed_at", "-id")[:limit])


def _cursor(after: str) -> tuple[datetime | None, UUID | None]:
    """A cursor's moment and key; nothing for what is no cursor, so that a spoilt address shows the beginning."""
    moment, _, key = after.partition("~")
    try:
        return (datetime.fromisoformat(moment) if moment else None), (UUID(key) if key else None)
    except ValueError:
        return None, None


def _page(found: list[Concern], limit: int, field: str) -> ConcernsPage:
    rows = found[:limit]
    if len(found) <= limit:
        return ConcernsPage(rows, "")
    moment: datetime | None = getattr(rows[-1], field)
    return ConcernsPage(rows, f"{moment.isoformat() if moment else ''}~{rows[-1].pk}")


def open_in_zone(zone: Zone, lead: Member, on: date) -> list[Concern]:
    """The open concerns of the households that live in a zone on a day, led by a member. One query."""
    covered = Coverage.objects.filter(holding(on), zone=zone)
    homes = Residence.objects.filter(holding(on), dwelling__in=covered.values("dwelling"))
    at_courtyard = Q(household__isnull=True, courtyard__in=covered.values("dwelling__courtyard"))
    rows = Concern.objects.filter(community=zone.community, closed_at__isnull=True, lead=lead)
    return list(rows.filter(Q(household__in=homes.values("household")) | at_courtyard).order_by("pk"))


def promises_to_tell(community: str, now: datetime, ahead: timedelta, back: timedelta) -> list[Promise]:
    """Open promises that are due within `ahead`, or became late within `back`, with their concerns. One query.

    Read from the index of open promises by due; what is late for longer was told when it became late.
    """
    rows: Any = Promise.objects.filter(
        community=community, state=Promise.State.OPEN, due__gte=now - back, due__lte=now + ahead
    )
    return list(rows.select_related("concern__lead", "concern__courtyard").order_by("due", "pk"))
