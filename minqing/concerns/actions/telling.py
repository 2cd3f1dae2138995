"""Who is told of what about a concern: by number and place, never by a resident's name or words."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from minqing.committee.queries import who_is_told
from minqing.concerns.models import Concern
from minqing.ledger.writing import Writing
from minqing.method.deadlines import ACKNOWLEDGE_WITHIN
from minqing.notices.actions import tell
from minqing.notices.models import Notice
from minqing.territory.queries import community_at


def place_of(concern: Concern) -> str:
    """Where it is: the courtyard, or the community where there is none."""
    if concern.courtyard is not None:
        return concern.courtyard.name
    return community_at(concern.community).name


def tell_of(
    w: Writing,
    concern: Concern,
    kind: str,
    to: Iterable[UUID | None],
    *,
    once: str,
    urgent: bool = False,
    **words: str,
) -> None:
    """Tell accounts of a concern, but not whoever does this themselves: they know."""
    others = [account for account in to if account is not None and account != w.by.account]
    tell(
        community=concern.community,
        to_accounts=others,
        kind=kind,
        params={"number": concern.number, "place": place_of(concern), "who": w.by.name, **words},
        url=reverse("concern", args=[concern.community, concern.pk]),
        urgent=urgent,
        once=f"{kind}:{concern.pk}:{once}",
        about=concern.pk,
        at=w.at,
    )


def tell_secretary(
    w: Writing, concern: Concern, kind: str, *, once: str, urgent: bool = False, **words: str
) -> None:
    """Tell the secretary, or who is told in her place while she is away."""
    told = who_is_told(concern.community, w.at)
    tell_of(w, concern, kind, [account.pk for account in told], once=once, urgent=urgent, **words)


def tell_urgent(w: Writing, concern: Concern, once: str) -> None:
    """Tell at once, at any hour, that an urgent concern waits to be acknowledged (method, rule 5)."""
    minutes = str(int(ACKNOWLEDGE_WITHIN.total_seconds() // 60))
    tell_secretary(w, concern, "urgent_concern", once=once, urgent=True, minutes=minutes)


def was_told_urgently(account: UUID | None, concern: Concern) -> bool:
    """Whether the account was told that this urgent concern waits."""
    told = Notice.objects.filter(to_id=account, about=concern.pk, urgent=True)
    return account is not None and told.exists()
