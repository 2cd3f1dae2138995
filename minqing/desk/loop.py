"""The loop: the twelve steps of the method with their counts, oldest items and fourteen-day lines, live.

What each counts is told by `minqing.method.loop.STEPS` (docs/method.md shows the table); here it is read from
the viewer's rows: a secretary's loop is the community's, a member's their own zone's and diary's.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, Min, Model, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import get_language

from minqing.access.scope import Viewer, holding
from minqing.committee.models import Coverage, Keeping
from minqing.concerns.models import Concern, Promise, Step
from minqing.concerns.queries import (
    Waiting,
    pulled_together,
    satisfied_lately,
    urgent_waiting,
    waiting_for_the_word,
)
from minqing.desk.components import Stage as StageShown
from minqing.desk.readings import households_to_meet, page_of_waiting
from minqing.diary.models import Comment, Entry
from minqing.households.models import Household, Membership, Residence
from minqing.method.loop import STEPS, LoopStep
from minqing.method.visits import COUNTS_AS_MADE

DAYS = 14
STALE_DAYS = 90


@dataclass(frozen=True)
class Counted:
    """What one step counts: how many, how many of them late, the oldest item and when it began to wait."""

    count: int
    late: int = 0
    oldest: "Oldest | None" = None


@dataclass(frozen=True)
class Oldest:
    """The oldest item of a step: what it is called, since when it waits, its page."""

    name: str
    since: datetime | date | None
    url: str


class Loop:
    """The loop for one viewer; each method is a step's count, named by the step's key."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.today = viewer.today
        midnight = datetime.combine(self.today, time(), viewer.zone_of_time)
        self.midnight = midnight
        self.since = midnight - timedelta(days=DAYS - 1)

    def url(self, name: str, *args: object, **asked: str) -> str:
        """The address of a page of this desk, with a query where asked."""
        query = "&".join(f"{key}={value}" for key, value in asked.items())
        return reverse(name, args=[self.viewer.code, *args]) + (f"?{query}" if query else "")

    def promises(self) -> QuerySet[Promise]:
        """The open promises of the viewer's concerns; a concern that is closed has none."""
        standing = self.viewer.concerns().filter(closed_at__isnull=True)
        return Promise.objects.filter(state="open", concern__in=standing, community=self.viewer.code)

    def _concern(self, concern: Concern | None, since: datetime | None) -> Oldest | None:
        return Oldest(concern.number, since, self.url("concern", concern.pk)) if concern else None

    def _entry(self, entry: Entry | None, since: datetime | None) -> Oldest | None:
        return Oldest(entry.book.name, since, self.url("entry", entry.pk)) if entry else None

    def _waiting(self, found: Waiting) -> Counted:
        """What a query of concerns counted, with its oldest item."""
        return Counted(found.count, 0, self._concern(found.oldest, found.since))

    def lead(self) -> Counted:
        """1: what waits for the secretary: late promises and unread entries."""
        late = self.promises().filter(due__lt=self.viewer.now).select_related("concern")
        n_late, unread = late.count(), self.review()
        first = late.order_by("due").first() if n_late else None
        waits = [unread.oldest, self._concern(first.concern, first.due) if first else None]
        oldest = min((w for w in waits if w), key=lambda wait: str(wait.since), default=None)
        return Counted(n_late + unread.count, n_late, oldest)

    def zones(self) -> Counted:
        """2: households without a keeper today."""
        keeper = Keeping.objects.filter(holding(self.today), zone=OuterRef("zone"))
        kept = Coverage.objects.filter(holding(self.today), Exists(keeper), dwelling=OuterRef("dwelling"))
        homes = Residence.objects.filter(holding(self.today), ~Exists(kept), household__in=self._households())
        found = homes.aggregate(n=Count("pk"), first=Min("from_day"))
        first = (
            homes.select_related("dwelling__courtyard").order_by("from_day").first() if found["n"] else None
        )
        name = f"{first.dwelling.courtyard.name} {first.dwelling.unit}".strip() if first else ""
        oldest = Oldest(name, found["first"], self.url("household", first.household_id)) if first else None
        return Counted(found["n"], found["n"], oldest)

    def _households(self) -> QuerySet[Household]:
        return self.viewer.households().filter(ended_on__isnull=True)

    def courtyards(self) -> Counted:
        """3: courtyards with residents whose particulars nobody confirmed for ninety days."""
        stale = Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=self.today - timedelta(days=STALE_DAYS))
        people = self.viewer.residents().filter(stale, left_on__isnull=True)
        homes = Residence.objects.filter(
            holding(self.today),
            Exists(
                Membership.objects.filter(
                    holding(self.today), household=OuterRef("household"), resident__in=people
                )
            ),
        )
        yards = self.viewer.courtyards().filter(pk__in=homes.values("dwelling__courtyard"))
        count = yards.count()
        first = yards.order_by("key").first() if count else None
        return Counted(count, 0, Oldest(first.name, None, self.url("courtyard", first.pk)) if first else None)

    def prepare(self) -> Counted:
        """4: households not met yet this quarter (a declined visit counts as made)."""
        count = households_to_meet(self.viewer).count()
        first = page_of_waiting(self.viewer, 0, 1)[0] if count else None
        url = self.url("household", first.household.pk) if first else ""
        return Counted(count, 0, Oldest(first.place, first.last, url) if first else None)

    def diary(self) -> Counted:
        """5: entries written in the last seven days; the oldest is the oldest draft of the viewer's own."""
        since = self.midnight - timedelta(days=6)
        written = self.viewer.entries().filter(began_at__gte=since).count()
        drafts = self.viewer.entries().filter(handed_in_at__isnull=True).select_related("book")
        first = drafts.order_by("began_at").first()
        return Counted(written, 0, self._entry(first, first.began_at if first else None))

    def briefing(self) -> Counted:
        """6: entries handed in today, and urgent concerns that nobody acknowledged (late)."""
        today = self.viewer.entries().filter(handed_in_at__gte=self.midnight).count()
        waiting = self._waiting(urgent_waiting(self.viewer))
        return Counted(today + waiting.count, waiting.count, waiting.oldest)

    def coordinate(self) -> Counted:
        """7: concerns reported or being coordinated."""
        return self._waiting(pulled_together(self.viewer))

    def settle(self) -> Counted:
        """8: open promises, the late ones first."""
        rows = self.promises()
        found = rows.aggregate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=self.viewer.now)))
        first = rows.select_related("concern").order_by("due").first() if found["n"] else None
        return Counted(found["n"], found["late"], self._concern(first.concern, first.due) if first else None)

    def _unread(self) -> QuerySet[Entry]:
        unread = self.viewer.entries().filter(handed_in_at__isnull=False, read_at__isnull=True)
        return unread if self.viewer.sees_all else unread.filter(book__member__account_id=self.viewer.account)

    def review(self) -> Counted:
        """9: entries handed in that the secretary has not read (for a member: of the own diary)."""
        unread = self._unread()
        count = unread.count()
        first = unread.select_related("book").order_by("handed_in_at").first() if count else None
        return Counted(count, 0, self._entry(first, first.handed_in_at if first else None))

    def _comments(self) -> QuerySet[Comment]:
        return Comment.objects.filter(community=self.viewer.code, entry__in=self.viewer.entries())

    def learn(self) -> Counted:
        """10: entries praised this week."""
        monday = self.midnight - timedelta(days=self.today.weekday())
        praised = self._comments().filter(kind="praise", at__gte=monday)
        count = praised.values("entry").distinct().count()
        first = praised.select_related("entry__book").order_by("at").first() if count else None
        return Counted(count, 0, self._entry(first.entry, first.at) if first else None)

    def appraise(self) -> Counted:
        """11: concerns answered that wait for the resident's word."""
        return self._waiting(waiting_for_the_word(self.viewer))

    def together(self) -> Counted:
        """12: concerns settled to the resident's satisfaction in the last thirty days."""
        return self._waiting(satisfied_lately(self.viewer))

    def line(self, key: str) -> tuple[int, ...]:
        """How often the step was done on each of the last fourteen days, the oldest first."""
        rows, moment = self._done(key)
        by_day = moment.endswith(("_on", "_day"))
        since = self.since.date() if by_day else self.since
        day = F(moment) if by_day else TruncDate(moment, tzinfo=self.viewer.zone_of_time)
        days = (
            rows.filter(**{f"{moment}__gte": since})
            .annotate(loop_day=day)
            .values("loop_day")
            .annotate(loop_n=Count("pk"))
            .order_by()
        )
        found = {row["loop_day"]: row["loop_n"] for row in days}
        first = self.since.date()
        return tuple(found.get(first + timedelta(days=n), 0) for n in range(DAYS))

    def _done(self, key: str) -> tuple[QuerySet[Model], str]:
        """The rows that tell when a step was done, and the field of the day or moment."""
        # The community is named beside the rows it follows from: by it the indexes find the newest.
        entries, concerns, here = self.viewer.entries(), self.viewer.concerns(), self.viewer.code
        # What a line counts was done before its concern was closed: those closed earlier need not be looked at.
        lately = concerns.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=self.since))
        steps = Step.objects.filter(community=here, concern__in=lately)
        promises = Promise.objects.filter(community=here, concern__in=lately)
        table: dict[str, tuple[QuerySet[Model], str]] = {
            "lead": (entries.filter(read_at__isnull=False), "read_at"),
            "zones": (Keeping.objects.filter(community=self.viewer.code), "from_day"),
            "courtyards": (self.viewer.residents().filter(confirmed_on__isnull=False), "confirmed_on"),
            "prepare": (entries.filter(outcome__in=COUNTS_AS_MADE, household__isnull=False), "began_at"),
            "diary": (entries, "began_at"),
            "briefing": (entries.filter(handed_in_at__isnull=False), "handed_in_at"),
            "coordinate": (steps.filter(kind__in=["report", "coordinate"]), "at"),
            "settle": (promises.filter(state="kept"), "ended_at"),
            "review": (self._comments(), "at"),
            "learn": (self._comments().filter(kind="praise"), "at"),
            "appraise": (steps.filter(kind="answer"), "at"),
            "together": (concerns.filter(satisfaction="satisfied"), "word_at"),
        }
        return table[key]

    def link(self, key: str) -> str:
        """The page that lists what the step counts."""
        review: tuple[str, dict[str, str]] = ("review", {}) if self.viewer.sees_all else ("diary", {})
        table: dict[str, tuple[str, dict[str, str]]] = {
            "lead": review,
            "zones": ("zones", {}),
            "courtyards": ("register", {"stale": "1"}),
            "prepare": ("visits_due", {}),
            "diary": ("diary", {}),
            "briefing": ("concerns", {"urgent": "1"}),
            "coordinate": ("concerns", {"stage": "pulled"}),
            "settle": ("concerns", {}),
            "review": review,
            "learn": ("praised", {}),
            "appraise": ("concerns", {"stage": "waiting"}),
            "together": ("concerns", {"satisfied": "1"}),
        }
        name, asked = table[key]
        return self.url(name, **asked)


def title_of(step: LoopStep) -> str:
    """The step's title in the language that is active."""
    return step.title_en if (get_language() or "").startswith("en") else step.title_zh


def counts_of(step: LoopStep) -> str:
    """What the step counts, in the language that is active."""
    return step.counts_en if (get_language() or "").startswith("en") else step.counts_zh


def loop_of(viewer: Viewer) -> list[StageShown]:
    """The twelve steps as the ribbon draws them, in the order of the method."""
    loop = Loop(viewer)
    return [_shown(loop, step, getattr(loop, step.key)()) for step in STEPS]


def _shown(loop: Loop, step: LoopStep, counted: Counted) -> StageShown:
    oldest = counted.oldest or Oldest("", None, "")
    return StageShown(
        number=step.number,
        label=title_of(step),
        url=loop.link(step.key),
        count=counted.count,
        late=counted.late,
        oldest=oldest.name,
        oldest_at=oldest.since,
        oldest_url=oldest.url,
        days=loop.line(step.key),
    )
