"""What the desk's own pages read across rooms: who waits for a visit, what was praised, the day's feed."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from minqing.access.scope import Viewer
from minqing.diary.models import Comment, Entry
from minqing.households.models import Household, Residence
from minqing.ledger.models import Head, Record
from minqing.method.visits import COUNTS_AS_MADE, quarter_start

FEED = 20
NEWEST = 500  # records looked through for the day's feed
NEWEST_OF_ALL = 5000  # records of everybody among which a member's own are sought


@dataclass(frozen=True)
class Waiting:
    """A household that was not met yet this quarter: where it lives and when it was last met."""

    household: Household
    place: str
    last: datetime | None


def quarter_begins(viewer: Viewer) -> datetime:
    """The first moment of the quarter, in the community's zone of time."""
    return datetime.combine(quarter_start(viewer.today), time(), viewer.zone_of_time)


def households_to_meet(viewer: Viewer) -> QuerySet[Household]:
    """Households of the viewer not met this quarter, the longest unmet first (`last`); declined counts as made.

    Method, element 3: visited regularly; that a visit was declined is respected, not chased.
    """
    made = Entry.objects.filter(
        household=OuterRef("pk"), outcome__in=COUNTS_AS_MADE, handed_in_at__isnull=False
    )
    met = Exists(made.filter(began_at__gte=quarter_begins(viewer)))
    rows = viewer.households().filter(~met, ended_on__isnull=True, declines_visits=False)
    # One look into an index a household, however often it was visited.
    last = made.order_by("-began_at").values("began_at")[:1]
    return rows.annotate(last=Subquery(last)).order_by(F("last").asc(nulls_first=True), "pk")


def page_of_waiting(viewer: Viewer, start: int, size: int) -> list[Waiting]:
    """A page of `households_to_meet` with their places."""
    rows = list(households_to_meet(viewer)[start : start + size])
    homes = Residence.objects.filter(household__in=rows, to_day__isnull=True).select_related(
        "dwelling__courtyard"
    )
    places = {h.household_id: f"{h.dwelling.courtyard.name} {h.dwelling.unit}".strip() for h in homes}
    return [Waiting(row, places.get(row.pk, ""), getattr(row, "last", None)) for row in rows]


def praised_this_week(viewer: Viewer) -> list[Comment]:
    """What the secretary praised since Monday, for the weekly meeting (method, rule 8)."""
    monday = datetime.combine(
        viewer.today - timedelta(days=viewer.today.weekday()), time(), viewer.zone_of_time
    )
    praised = Comment.objects.filter(community=viewer.code, kind="praise", at__gte=monday)
    rows = praised.filter(entry__in=viewer.entries())
    return list(rows.select_related("entry__book", "by").order_by("at")[:200])


@dataclass(frozen=True)
class FeedLine:
    """One line of the day's feed: what was done, by whom, when."""

    at: datetime
    who: str
    what: str


def feed(viewer: Viewer) -> list[FeedLine]:
    """The last things done today: all of them for the secretary, one's own for a member.

    Looks at the newest records only, so that it costs the same after years; what was filled in for an earlier
    day is not today's.
    """
    from minqing.committee.models import Member

    midnight = datetime.combine(viewer.today, time(), viewer.zone_of_time)
    rows = Record.objects.filter(community=viewer.code)
    if not viewer.sees_all:
        # Bounded by the chain's own numbers: else the records of all years are looked through for a quiet member's.
        head = Head.objects.filter(community=viewer.code).values("seq")
        rows = rows.filter(actor=viewer.account, seq__gt=Subquery(head) - NEWEST_OF_ALL)
    names = dict(Member.objects.filter(community=viewer.code).values_list("account_id", "name"))
    words = kinds()
    todays = [
        row for row in rows.order_by("-seq")[:NEWEST] if row.kind in words and row.device_at >= midnight
    ]
    todays.sort(key=lambda row: (row.device_at, row.seq), reverse=True)
    return [
        FeedLine(
            row.device_at, (names.get(row.actor) if row.actor else None) or _("Minqing"), words[row.kind]
        )
        for row in todays[:FEED]
    ]


def kinds() -> dict[str, str]:
    """Actions that the feed tells of, in words; the others are not news."""
    return {
        "concern.open": _("noted a concern"),
        "concern.step": _("took a step on a concern"),
        "concern.acknowledge": _("acknowledged an urgent concern"),
        "concern.reopen": _("reopened a concern"),
        "concern.close": _("closed a concern"),
        "concern.extend": _("extended a promise"),
        "diary.write": _("wrote an entry"),
        "diary.hand_in": _("handed in an entry"),
        "diary.comment": _("commented on an entry"),
        "diary.read": _("read an entry"),
        "zone.hand_over": _("handed over a zone"),
        "household.settle": _("welcomed a household"),
        "register.import": _("read a register in"),
    }
