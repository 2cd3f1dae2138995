"""What someone was told."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from minqing.notices.kinds import sentence
from minqing.notices.models import Notice

PAGE = 50


def notices_of(account: UUID | None, community: str) -> QuerySet[Notice]:
    """What an account was told in a community."""
    return Notice.objects.filter(to_id=account, community=community)


def unread_count(account: UUID | None, community: str) -> int:
    """How much of it is unread: one look into an index, for the rail of every page."""
    return notices_of(account, community).filter(read_at__isnull=True).count()


@dataclass(frozen=True)
class Told:
    """One notice as it is shown."""

    notice: Notice
    words: str


def notices_to_read(account: UUID | None, community: str, limit: int = PAGE) -> list[Told]:
    """The latest of it, the unread first, urgent ones before others, then the newest first. At most `limit`."""
    rows = notices_of(account, community).order_by(
        F("read_at").desc(nulls_first=True), "-urgent", "-made_at", "-id"
    )
    return [Told(row, sentence(row.kind, row.params)) for row in rows[:limit]]
