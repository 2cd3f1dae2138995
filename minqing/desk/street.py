"""The street office's desk: its communities in counts, and concerns reported up to it. No resident, no diary."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from minqing.access.models import Division
from minqing.access.pages import StreetRequest, street_page
from minqing.concerns.models import Concern, Level, Stage
from minqing.diary.models import Entry


@dataclass(frozen=True)
class CommunityCounts:
    """One community's line: open concerns, late ones, reported to the street, entries nobody read."""

    division: Division
    open: int
    late: int
    reported: int
    unread: int


def counts_of(communities: list[Division]) -> list[CommunityCounts]:
    """The lines of the street's communities, in two queries."""
    now = timezone.now()
    codes = [division.code for division in communities]
    rows = Concern.objects.filter(community__in=codes, closed_at__isnull=True)
    found = {
        row["community"]: row
        for row in rows.values("community").annotate(
            n=Count("pk"),
            late=Count("pk", filter=Q(next_due__lt=now)),
            up=Count("pk", filter=Q(level=Level.STREET)),
        )
    }
    waiting = Entry.objects.filter(community__in=codes, handed_in_at__isnull=False, read_at__isnull=True)
    unread = {row["community"]: row["n"] for row in waiting.values("community").annotate(n=Count("pk"))}
    nothing = {"n": 0, "late": 0, "up": 0}
    return [
        CommunityCounts(d, (c := found.get(d.code, nothing))["n"], c["late"], c["up"], unread.get(d.code, 0))
        for d in communities
    ]


@street_page
def street_home(request: StreetRequest) -> HttpResponse:
    """What the street's communities have open, and what they reported up, without words or names."""
    viewer = request.viewer
    reported = Concern.objects.filter(
        community__in=[division.code for division in viewer.communities],
        closed_at__isnull=True,
        level=Level.STREET,
        stage__in=[Stage.REPORTED, Stage.COORDINATED, Stage.IN_HAND, Stage.REOPENED],
    ).order_by("next_due", "pk")[:100]
    names = {division.code: division.name for division in viewer.communities}
    rows = [(names[concern.community], concern) for concern in reported]
    return render(
        request, "desk/street_home.html", {"counts": counts_of(viewer.communities), "reported": rows}
    )
