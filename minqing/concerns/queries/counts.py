"""Counts for the loop: how much there is, and the oldest of it. Each two cheap queries over an index.

They count what the viewer may see. docs/method.md tells which step of the loop shows which.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from minqing.access.scope import Viewer
from minqing.concerns.models import Concern, Promise, Stage
from minqing.concerns.queries.lists import SATISFIED_WITHIN, STAGES_TOGETHER, unacknowledged


@dataclass(frozen=True)
class Waiting:
    """How many there are, and the oldest of them (None: there is none) with the moment that makes it so."""

    count: int
    oldest: Concern | None = None
    since: datetime | None = None


def _waiting(rows: QuerySet[Concern], field: str) -> Waiting:
    oldest = rows.select_related("courtyard").order_by(field, "id").first()
    if oldest is None:
        return Waiting(0)
    return Waiting(rows.count(), oldest, getattr(oldest, field))


def open_concerns(viewer: Viewer) -> Waiting:
    """What is not closed, and the one noted first."""
    return _waiting(viewer.concerns().filter(closed_at__isnull=True), "noted_at")


def late_promises(viewer: Viewer) -> Waiting:
    """Concerns past a promise, and the one late the longest."""
    return _waiting(viewer.concerns().filter(closed_at__isnull=True, next_due__lt=viewer.now), "next_due")


def due_today(viewer: Viewer) -> Waiting:
    """Concerns whose next promise is due today and not late yet, and the one due first."""
    tomorrow = viewer.today + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), tzinfo=viewer.zone_of_time)
    today = {"next_due__gte": viewer.now, "next_due__lt": midnight}
    return _waiting(viewer.concerns().filter(closed_at__isnull=True, **today), "next_due")


def open_promises_waiting(viewer: Viewer) -> Waiting:
    """Open promises (of step 8, "Settle in the promised time"), and the concern whose promise is due first."""
    rows = viewer.concerns().filter(closed_at__isnull=True, next_due__isnull=False)
    first = rows.select_related("courtyard").order_by("next_due", "id").first()
    if first is None:
        return Waiting(0)
    standing = Promise.objects.filter(community=viewer.code, state=Promise.State.OPEN)
    if not viewer.sees_all:
        standing = standing.filter(concern__in=rows.values("pk"))
    return Waiting(standing.count(), first, first.next_due)


def _in_stages(viewer: Viewer, *stages: str) -> Waiting:
    return _waiting(viewer.concerns().filter(stage__in=stages), "stage_at")


def reported_concerns(viewer: Viewer) -> Waiting:
    """Concerns reported up, and the one reported first."""
    return _in_stages(viewer, Stage.REPORTED)


def coordinated_concerns(viewer: Viewer) -> Waiting:
    """Concerns being coordinated, and the one so the longest."""
    return _in_stages(viewer, Stage.COORDINATED)


def waiting_for_the_word(viewer: Viewer) -> Waiting:
    """Concerns settled or answered that wait for the resident's word, and the one answered first."""
    return _in_stages(viewer, *STAGES_TOGETHER["waiting"])


def pulled_together(viewer: Viewer) -> Waiting:
    """Concerns reported or being coordinated, and the one so the longest."""
    return _in_stages(viewer, *STAGES_TOGETHER["pulled"])


def urgent_waiting(viewer: Viewer) -> Waiting:
    """Urgent concerns that nobody has acknowledged, and the one waiting longest."""
    rows = viewer.concerns().filter(unacknowledged(viewer.code), closed_at__isnull=True)
    return _waiting(rows, "noted_at")


def satisfied_lately(viewer: Viewer) -> Waiting:
    """Concerns of the last thirty days with whose outcome the resident is satisfied, and the earliest of these."""
    since = viewer.now - SATISFIED_WITHIN
    return _waiting(viewer.concerns().filter(satisfaction="satisfied", word_at__gte=since), "word_at")


def noted_per_day(viewer: Viewer, days: int = 14) -> list[int]:
    """How many were noted on each of the last days, today the last of them. One query."""
    first = viewer.today - timedelta(days=days - 1)
    begins = datetime.combine(first, time(), tzinfo=viewer.zone_of_time)
    rows = (
        viewer.concerns()
        .filter(noted_at__gte=begins)
        .annotate(day=TruncDate("noted_at", tzinfo=viewer.zone_of_time))
        .order_by()
        .values_list("day")
        .annotate(many=Count("pk"))
    )
    by_day = dict(rows)
    return [by_day.get(first + timedelta(days=n), 0) for n in range(days)]
