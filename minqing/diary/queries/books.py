"""Books and their entries, as they are read: by book and month, by day, by household."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import TruncMonth

from minqing.committee.models import Member
from minqing.diary.models import Addendum, Book, Comment, Companion, Entry, Photo
from minqing.diary.places import at_households
from minqing.households.models import Household, Residence


def whole(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with all that a reader sees of them: at most six queries more, however many there are."""
    homes = Residence.objects.select_related("dwelling__courtyard").order_by("from_day")
    homes_of = Prefetch("household__residences", homes)
    moved_homes = Prefetch("moved_to_household__residences", homes)
    added = Addendum.objects.select_related("by", "moved_to_courtyard", "moved_to_household").order_by(
        "at", "pk"
    )
    return rows.select_related("book__member", "courtyard", "household").prefetch_related(
        homes_of,
        Prefetch("addenda", added.prefetch_related(moved_homes)),
        Prefetch("comments", Comment.objects.select_related("by").order_by("at", "pk")),
        Prefetch("companions", Companion.objects.select_related("member").order_by("pk")),
        Prefetch("photos", Photo.objects.order_by("pk")),
    )


def whole_in_order(rows: QuerySet[Entry]) -> list[Entry]:
    """The entries of a list that was cut off, whole, in its order.

    The keys are found first, by their index alone: joined to all the rest, a plan may read the whole table.
    """
    keys = list(rows.values_list("pk", flat=True))
    found = {entry.pk: entry for entry in whole(Entry.objects.filter(pk__in=keys))}
    return [found[key] for key in keys]


def span_of(first: date, until: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants at which two days begin in a zone of time: from `first`, up to but without `until`."""
    return datetime.combine(first, time(), zone), datetime.combine(until, time(), zone)


def _kept(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.filter(discarded_at__isnull=True)


def _in_book(book: Book, begin: datetime, end: datetime, *, drafts: bool) -> QuerySet[Entry]:
    """What stands in a book between two instants: its keeper's entries, and a colleague's of a shared visit.

    Drafts of a colleague are never among them. The shared ones are asked for first, so that each way has its index.
    """
    along = Companion.objects.filter(
        member=book.member_id,
        entry__began_at__gte=begin,
        entry__began_at__lt=end,
        entry__handed_in_at__isnull=False,
    )
    shared = list(along.values_list("entry", flat=True))
    rows = _kept(Entry.objects.filter(Q(book=book, began_at__gte=begin, began_at__lt=end) | Q(pk__in=shared)))
    return rows if drafts else rows.filter(handed_in_at__isnull=False)


def entries_of_book(book: Book, month: date, zone: ZoneInfo, *, drafts: bool) -> list[Entry]:
    """A month of a book, the newest day first and within a day by the clock; `drafts` only for its keeper.

    Shared visits that a companion wrote stand here too, to be read; their `book` tells whose they are.
    """
    begin, end = span_of(month.replace(day=1), _next_month(month), zone)
    return _days_newest_first(whole(_in_book(book, begin, end, drafts=drafts)), zone)


def _days_newest_first(rows: Iterable[Entry], zone: ZoneInfo) -> list[Entry]:
    return sorted(rows, key=lambda e: (-e.began_at.astimezone(zone).date().toordinal(), e.began_at, e.pk))


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_of_book(book: Book, zone: ZoneInfo, *, drafts: bool) -> list[date]:
    """The months of a book in which there is something to read, the newest first."""
    begin, end = span_of(date(book.year, 1, 1), date(book.year + 1, 1, 1), zone)
    rows = _in_book(book, begin, end, drafts=drafts)
    months = rows.order_by().values_list(TruncMonth("began_at", tzinfo=zone), flat=True).distinct()
    return sorted({moment.date() for moment in months if moment is not None}, reverse=True)


def entries_of_day(rows: QuerySet[Entry], day: date, zone: ZoneInfo) -> list[Entry]:
    """Those of the rows (a viewer's) that happened on a day, by member and then by the clock."""
    begin, end = span_of(day, day + timedelta(days=1), zone)
    found = _kept(rows).filter(began_at__gte=begin, began_at__lt=end)
    return sorted(whole(found), key=lambda e: (e.book.name, e.book.pk, e.began_at, e.pk))


def entries_of_household(
    rows: QuerySet[Entry], household: Household, *, before: datetime | None = None, limit: int = 50
) -> list[Entry]:
    """Those of the rows (a viewer's) that stand at a door now, moves taken into account, the newest first."""
    found = at_households(_kept(rows), [household])
    if before is not None:
        found = found.filter(began_at__lt=before)
    return whole_in_order(found.order_by("-began_at", "-pk")[:limit])


def drafts_of(member: Member, *, limit: int = 100) -> list[Entry]:
    """A member's drafts, the oldest first: what is still to be handed in."""
    rows = Entry.objects.filter(book__member=member, handed_in_at__isnull=True, discarded_at__isnull=True)
    return whole_in_order(rows.order_by("began_at", "pk")[:limit])


def returned_to(member: Member, *, limit: int = 50) -> list[Entry]:
    """A member's entries that were returned and wait for an answer, the longest waiting first."""
    rows = Entry.objects.filter(book__member=member, returned_at__isnull=False)
    return whole_in_order(rows.order_by("returned_at", "pk")[:limit])


def discarded_before(code: str, moment: datetime) -> list[Entry]:
    """Drafts of a community that were thrown away before a moment."""
    rows = Entry.objects.filter(community=code, handed_in_at__isnull=True, discarded_at__lt=moment)
    return list(rows.order_by("discarded_at")[:1000])
