"""Who a phone's token leads to: its device, account, posts, member and community, in one query."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from minqing.access.models import Post, Street
from minqing.accounts.models import Account
from minqing.committee.models import Member
from minqing.ledger.actor import Held
from minqing.ledger.spelling import column_of
from minqing.sync.models import Device
from minqing.territory.models import Community

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a token. All but the device may be missing."""

    device: Device
    account: Account | None
    member: Member | None
    community: Community | None
    posts: tuple[Held, ...]


_streets: set[str] = set()


def is_street(code: str) -> bool:
    """Whether there is a street of nine digits: asked until there is one, for none is ever taken away."""
    if code not in _streets and Street.objects.filter(code=code).exists():
        _streets.add(code)
    return code in _streets


def known_by(code: str, digest: bytes, on: date) -> Known | None:
    """What the token of this digest is known by in the community, with the posts of a day; None where it is none."""
    with connection.cursor() as cursor:
        cursor.execute(_asked(), [on, on, code, digest])
        row = cursor.fetchone()
    if row is None:
        return None
    parts = iter(row)
    device, account, member, community = (
        _read(model, [next(parts) for _name in _columns(model)])
        for model in (Device, Account, Member, Community)
    )
    assert isinstance(device, Device)
    held = tuple(Held(*post) for post in next(parts) or [])
    return Known(device, account, member, community, held)  # type: ignore[arg-type]


def _read(model: type[M], values: list[Any]) -> M | None:
    """A row from the columns of an outer join; None where there was none."""
    names = [field.attname for field in model._meta.concrete_fields]
    there = dict(zip(names, values, strict=True))["id"] is not None
    return model.from_db(connection.alias, names, values) if there else None


def _columns(model: type[Model]) -> list[str]:
    return [column_of(field) for field in model._meta.concrete_fields]


@cache
def _asked() -> str:
    """The query. Posts as `access.actors.posts_held` orders them: the widest territory first."""
    quote = connection.ops.quote_name
    models = {"d": Device, "a": Account, "m": Member, "c": Community}
    columns = ", ".join(f"{name}.{quote(each)}" for name, model in models.items() for each in _columns(model))
    tables = {name: quote(model._meta.db_table) for name, model in models.items()}
    posts = (
        f"SELECT json_agg(json_build_array(p.role, p.code) ORDER BY p.code, p.role) FROM {quote(Post._meta.db_table)} p"
        " WHERE p.account_id = a.id AND p.from_day <= %s AND (p.to_day IS NULL OR p.to_day > %s)"
    )
    return (
        f"SELECT {columns}, ({posts}) FROM {tables['d']} d"
        f" LEFT JOIN {tables['a']} a ON a.id = d.account"
        f" LEFT JOIN {tables['c']} c ON c.community = d.community"
        f" LEFT JOIN {tables['m']} m ON m.community = d.community AND m.account_id = a.id"
        " WHERE d.community = %s AND d.token_digest = %s"
    )
