"""The secretary's tray and the state of a week (method, rule 9). Constant in queries, near so in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from minqing.committee.models import Member
from minqing.diary.models import Book, Comment, Entry
from minqing.diary.queries.books import span_of, whole_in_order
from minqing.method.calendar import WorkingCalendar
from minqing.method.review import ReviewState, meeting_day, review_day, review_state, week_start

Place = tuple[datetime, UUID]
"""A place in the tray: when an entry was handed in, and its id."""

COUNTED = 100
"""Counts of what is unread stop here: "more than 99" is as good as the number."""


def _unread(code: str, after: Place | None = None) -> QuerySet[Entry]:
    # One scan of the index `entry_unread`, begun where the last page ended.
    rows = Entry.objects.filter(community=code, handed_in_at__isnull=False, read_at__isnull=True)
    if after is not None:
        at, pk = after
        rows = rows.filter(handed_in_at__gte=at).filter(Q(handed_in_at__gt=at) | Q(pk__gt=pk))
    return rows.order_by("handed_in_at", "pk")


def review_tray(code: str, *, after: Place | None = None, limit: int = 30) -> list[Entry]:
    """Entries handed in and not read yet, the oldest first, from a place on."""
    return whole_in_order(_unread(code, after)[:limit])


def next_unread(code: str, *, after: Place | None = None) -> Entry | None:
    """The next entry to read after a place; from the front of the tray where none comes after it."""
    return _unread(code, after).first() or (_unread(code).first() if after else None)


def unread_of_book(book: Book, *, limit: int = 60) -> list[Entry]:
    """What is handed in and not read of one diary, in the order in which it happened."""
    rows = Entry.objects.filter(book=book, handed_in_at__isnull=False, read_at__isnull=True)
    return whole_in_order(rows.order_by("began_at", "pk")[:limit])


def unread_count(code: str) -> int:
    """How many wait to be read, at most `COUNTED`: never counts over everything."""
    return len(_unread(code).order_by("handed_in_at").values_list("pk", flat=True)[:COUNTED])


@dataclass(frozen=True)
class MemberWeek:
    """A member's week before the review: how many entries were handed in, read, commented, and answered."""

    member: Member
    handed_in: int
    read: int
    commented: int
    answered: int
    returned: int
    state: ReviewState


@dataclass(frozen=True)
class ReviewWeek:
    """A week's review: its day (a Friday off moves before it), the meeting after it, member by member."""

    monday: date
    review_on: date
    meeting_on: date
    calendar_known: bool
    members: tuple[MemberWeek, ...]

    @property
    def moved(self) -> bool:
        """Whether the review is not on the week's Friday."""
        return self.review_on != self.monday + timedelta(days=4)


def review_week(code: str, week_of: date, calendar: WorkingCalendar, today: date) -> ReviewWeek:
    """How the review of a week stands, counted by when entries were handed in: two queries.

    The meeting is that of the Monday after it, or the working day after that (method, rules 8 and 9).
    """
    monday = week_start(week_of)
    begin, end = span_of(monday, monday + timedelta(days=7), calendar.tz)
    counts = {row["member"]: row for row in _counted(code, begin, end)}
    there = Q(left_on__isnull=True) | Q(left_on__gt=monday)
    members = Member.objects.filter(there, community=code, joined_on__lt=monday + timedelta(days=7)).order_by(
        "name"
    )
    review_on = review_day(monday, calendar)
    meeting_on = meeting_day(monday + timedelta(days=7), calendar)
    return ReviewWeek(
        monday,
        review_on,
        meeting_on,
        calendar.knows_all(review_on, meeting_on),
        tuple(_member_week(member, counts.get(member.pk, {}), monday, calendar, today) for member in members),
    )


def _counted(code: str, begin: datetime, end: datetime) -> Iterable[Mapping[str, Any]]:
    comments = Comment.objects.filter(entry=OuterRef("pk"))
    week = Entry.objects.filter(community=code, handed_in_at__gte=begin, handed_in_at__lt=end)
    return (
        week.values(member=F("book__member"))
        .annotate(
            handed_in=Count("pk"),
            read=Count("pk", filter=Q(read_at__isnull=False)),
            commented=Count("pk", filter=Exists(comments)),
            answered=Count("pk", filter=Exists(comments.filter(answers__isnull=False))),
            returned=Count("pk", filter=Q(returned_at__isnull=False)),
        )
        .order_by()
    )


def _member_week(
    member: Member, row: Mapping[str, Any], monday: date, calendar: WorkingCalendar, today: date
) -> MemberWeek:
    names = ("handed_in", "read", "commented", "answered", "returned")
    counts = {name: int(row.get(name, 0)) for name in names}
    state = review_state(
        handed_in=counts["handed_in"], read=counts["read"], today=today, week_of=monday, calendar=calendar
    )
    return MemberWeek(member=member, state=state, **counts)
