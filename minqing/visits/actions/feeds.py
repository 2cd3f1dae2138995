"""Keys to a member's calendar feed."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.ledger.actor import Actor
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.visits.models import FeedKey


def digest_of(key: str) -> bytes:
    """What is kept of a key."""
    return sha256(key.encode()).digest()


@act("feed.make")
def make_feed_key(w: Writing, *, by: Actor, at: datetime, member: Member) -> str:
    """Make a key to the member's calendar feed and give it: it is shown this once, since only its digest is kept.

    A key made before is revoked: one calendar address a member.
    """
    require(rules.may_keep_plan(by, member.community, member.account_id))
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    for old in FeedKey.objects.filter(member=member, revoked_at__isnull=True):
        w.change(old, revoked_at=at)
    key = token_urlsafe(32)
    made = w.add(
        FeedKey(id=uuid7(), community=member.community, member=member, digest=digest_of(key), made_at=at)
    )
    w.about(made)
    return key


@act("feed.revoke")
def revoke_feed_key(w: Writing, *, by: Actor, at: datetime, key: FeedKey) -> None:
    """Shut the address that a key opened; calendars that hold it get nothing more."""
    require(rules.may_keep_plan(by, key.community, key.member.account_id))
    key = FeedKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.revoked_at is None:
        w.change(key, revoked_at=at)
    w.about(key)
