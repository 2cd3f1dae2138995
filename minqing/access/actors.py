"""Accounts as actors: with the posts they hold today."""

from datetime import date

from django.db.models import Q

from minqing.access.models import Post
from minqing.accounts.models import Account
from minqing.ledger.actor import Actor, Held


def posts_held(account: Account, on: date) -> tuple[Held, ...]:
    """The posts that the account holds on a day, the widest territory first."""
    held = Post.objects.filter(account=account, from_day__lte=on).filter(
        Q(to_day__isnull=True) | Q(to_day__gt=on)
    )
    return tuple(Held(role, code) for role, code in held.order_by("code", "role").values_list("role", "code"))


def actor_of(account: Account, on: date, via: str = "desk") -> Actor:
    """The actor that an account is on a day, coming through a door (desk, phone, portal, cli)."""
    return Actor(account.pk, account.name, posts_held(account, on) if account.is_active else (), via)
