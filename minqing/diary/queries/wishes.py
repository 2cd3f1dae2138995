"""Wishes: noted at the door, counted when they come true (method, "Conduct")."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from minqing.diary.models import Entry
from minqing.diary.queries.books import whole_in_order


@dataclass(frozen=True)
class WishCount:
    """How many wishes are open, and how many came true."""

    open: int
    fulfilled: int


def _wishes(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.filter(~Q(wish=""), handed_in_at__isnull=False)


def wish_counts(rows: QuerySet[Entry]) -> WishCount:
    """The counts among the rows (a viewer's): one query over the entries with a wish."""
    counted = _wishes(rows).aggregate(
        open=Count("pk", filter=Q(wish_fulfilled_on__isnull=True)),
        fulfilled=Count("pk", filter=Q(wish_fulfilled_on__isnull=False)),
    )
    return WishCount(counted["open"], counted["fulfilled"])


def wishes(
    rows: QuerySet[Entry], *, fulfilled: bool = False, after: datetime | None = None, limit: int = 50
) -> list[Entry]:
    """Entries of the rows (a viewer's) with a wish: the open ones, the oldest first; or those that came true.

    `after` is the beginning of the last entry of the page before.
    """
    found = _wishes(rows).filter(wish_fulfilled_on__isnull=not fulfilled)
    if after is not None:
        found = found.filter(began_at__gt=after)
    return whole_in_order(found.order_by("began_at", "pk")[:limit])
