"""Telling someone something, once; and marking it read.

Notices are no facts of the domain, so they are not in the ledger: these are plain writers, the only ones of
the room, called within the action that has something to tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from minqing.ledger.actor import Actor
from minqing.ledger.gathering import gathering
from minqing.notices.kinds import sentence
from minqing.notices.models import Notice
from minqing.notices.quiet import may_leave_at
from minqing.territory.queries import working_calendar


def tell(
    *,
    community: str,
    to_accounts: Iterable[UUID],
    kind: str,
    params: Mapping[str, str],
    once: str,
    at: datetime,
    url: str = "",
    urgent: bool = False,
    about: UUID | None = None,
) -> list[Notice]:
    """Tell accounts of a community something; `once` is its own key, under which nobody is told twice.

    `about` is the row that it speaks of. Adds a notice for each account that was not told under this key, and a
    job that sends it by mail where mail is set up: urgent ones at once, others within duty hours. Answers the
    notices that are new. Raises KeyError for an unknown kind. Call it within an action: it shares the action's
    transaction.
    """
    from minqing.notices.tasks import defer_sending

    sentence(kind, params)
    wanted = dict.fromkeys(to_accounts)
    one = gathering()
    if one is not None:
        told = {account for account in wanted if one.waiting(Notice, (account, once))}
    else:
        told = set(Notice.objects.filter(to_id__in=wanted, once=once).values_list("to_id", flat=True))
    new = [
        Notice(
            community=community,
            to_id=account,
            kind=kind,
            params=dict(params),
            url=url,
            urgent=urgent,
            about=about,
            once=once,
            made_at=at,
        )
        for account in wanted
        if account not in told
    ]
    if new:
        _keep(new)
        leaves = at if urgent else may_leave_at(at, working_calendar(community), urgent=False)
        for notice in new:
            defer_sending(notice, leaves)
    return new


def _keep(notices: Sequence[Notice]) -> None:
    """Insert notices; one that an account was told already under its key is left as it is."""
    one = gathering()
    if one is None:
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        return
    for notice in notices:
        one.add(notice, once_by=(notice.to_id, notice.once))


def read_notice(*, by: Actor, at: datetime, notice: Notice) -> None:
    """Mark a notice as read by opening it; its own account alone can, and the first time counts."""
    Notice.objects.filter(pk=notice.pk, to_id=by.account, read_at__isnull=True).update(read_at=at)


def read_all_notices(*, by: Actor, at: datetime, community: str) -> int:
    """Mark all that the account was told here as read. Answers how many were unread."""
    return Notice.objects.filter(community=community, to_id=by.account, read_at__isnull=True).update(
        read_at=at
    )


def send_once(*, community: str, notice_id: UUID, at: datetime) -> bool:
    """Send a notice by the ways that are set up, unless it was sent or already read. Whether it went out now.

    The row stays locked while it is sent, so two workers do not send it twice; what fails is raised, so that
    the job is tried again.
    """
    from minqing.notices.sending import deliver

    with transaction.atomic():
        rows = Notice.objects.select_for_update(of=("self",), skip_locked=True).select_related("to")
        notice = rows.filter(pk=notice_id, community=community, sent_at__isnull=True).first()
        if notice is None or notice.read_at is not None:
            return False
        if not deliver(notice):
            return False
        Notice.objects.filter(pk=notice.pk).update(sent_at=at)
        return True
