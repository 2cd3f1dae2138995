"""Opinions by topic, in groups of five or more; smaller groups do not show, not even their number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from minqing.diary.actions.opinions import LEAST, next_month
from minqing.diary.models import Opinion, Topic
from minqing.ledger.models import Record


@dataclass(frozen=True)
class OpinionGroup:
    """A topic and what people think of it, in an order that tells nothing of when it was said."""

    topic: Topic
    texts: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many opinions there are."""
        return len(self.texts)


def opinions_by_topic(code: str, *, since: date | None = None) -> list[OpinionGroup]:
    """The topics with at least five opinions since a month, the most spoken of first: one query.

    Texts are sorted by their digest: neither by time nor by where they came from (method, "Lines").
    """
    rows = Opinion.objects.filter(community=code)
    if since is not None:
        rows = rows.filter(month__gte=since.replace(day=1))
    heard: dict[str, list[str]] = defaultdict(list)
    for topic, text in rows.values_list("topic", "text"):
        heard[topic].append(text)
    groups = [
        OpinionGroup(Topic(topic), tuple(sorted(texts, key=lambda text: sha256(text.encode()).digest())))
        for topic, texts in heard.items()
        if len(texts) >= LEAST
    ]
    return sorted(groups, key=lambda group: (-group.count, group.topic))


def untold_months(code: str, today: date) -> list[date]:
    """Months with opinions that are over and that the ledger has not been told of yet, the oldest first."""
    months = Opinion.objects.filter(community=code).values_list("month", flat=True).distinct()
    told = Record.objects.filter(community=code, kind="opinion.month")
    return [
        month
        for month in sorted(set(months))
        if next_month(month) <= today
        and not told.filter(body__contains=f'"month":"{month.isoformat()}"').exists()
    ]
